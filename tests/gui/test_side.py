"""The panel at the right: what is behind another tab costs nothing, what is clicked becomes the user's intent."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.controllers import shelves
from gatescope.gui.controllers.board import Board
from gatescope.gui.controllers.shelves import LEAST
from gatescope.gui.kit.tabs import Tabs, TabStrip
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.scenes.asking import UNIT
from gatescope.gui.views.cell.scene import CELL
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.saturation.scene import SATURATION
from gatescope.gui.views.sizes.scene import SIZES
from gatescope.gui.views.spec import Place
from gatescope.gui.views.unrolled.scene import UNROLLED
from gatescope.gui.views.weights.scene import WEIGHTS, WeightPicture, WeightsChoice
from gatescope.gui.views.what_if.scene import WHAT_IF
from gatescope.gui.views.what_if.view import InterventionPanel
from gatescope.gui.window.right_panel import WIDTH
from gatescope.gui.words.explained import Topic
from tests.gui import analysis_scenes as made
from tests.gui import fake_engine as fake
from tests.gui.asked import wanted

BESIDE = [spec for spec in VIEWS if spec.place is Place.SIDE]
TOPICS = {
    UNIT: Topic.UNIT,
    CELL: Topic.CELL_DRAWING,
    SATURATION: Topic.SATURATION,
    WEIGHTS: Topic.EIGENVALUES,
    SIZES: Topic.SIZES,
    WHAT_IF: Topic.WHAT_IF,
}


class Side:
    """The panel by itself, with the board that fills it."""

    def __init__(self, conductor: Conductor) -> None:
        self.conductor, self.board = conductor, Board(conductor, BESIDE)
        self.tabs = self.board.shelf(Place.SIDE, shelves.side).tabs
        self.drawn: list[str] = []
        self.board.drawn.connect(self.drawn.append)


@pytest.fixture
def side(qtbot: QtBot, qapp: QApplication) -> Iterator[Side]:
    theme.apply(qapp, "light")
    conductor = Conductor(EngineBridge(("nobody",)))
    conductor.store.take_data(fake.dataset("/data/air.csv"))
    conductor.store.take_run(fake.info(1))
    conductor.change(run=1, t=5, unit=3)
    made_ = Side(conductor)
    qtbot.addWidget(made_.tabs)
    made_.tabs.resize(WIDTH, 480)
    made_.tabs.show()
    yield made_
    made_.tabs.hide()
    conductor.bridge.deleteLater()


def give(side: Side) -> None:
    """Answers what the visible views ask for, as far as the fake engine knows it."""
    conductor = side.conductor
    for request in wanted(conductor.state, conductor.store, side.board.seen | {"stack"}, {}):
        conductor.store.take_frame(fake.frame(request, 7), request)
        conductor.frame_taken.emit(request.slot.name)


@pytest.mark.parametrize("tab", TOPICS)
def test_one_tab_is_seen_and_only_it_is_drawn(side: Side, tab: str) -> None:
    side.board.show(tab)
    assert side.board.seen == {tab}
    side.drawn.clear()
    side.board.draw()
    assert side.drawn == [tab]
    side.tabs.hide()
    assert side.board.seen == frozenset()


def test_nothing_is_drawn_while_nothing_is_new(side: Side) -> None:
    side.board.show(CELL)
    side.board.draw()
    side.drawn.clear()
    side.board.tick(calm=True)
    side.conductor.frame_taken.emit(SATURATION)  # of a view behind another tab
    side.board.tick(calm=True)
    assert side.drawn == []
    side.conductor.frame_taken.emit("stack")
    side.board.tick(calm=True)
    assert side.drawn == [CELL]


def test_the_cell_moves_the_cursor(side: Side) -> None:
    side.board.show(CELL)
    give(side)
    side.board.draw()
    side.board.views[CELL].setFocus()
    QTest.keyClick(side.board.views[CELL], Qt.Key.Key_Right)
    assert side.conductor.state.t == 6


def test_unrolled_is_behind_a_tab_of_its_own(side: Side) -> None:
    side.board.show(CELL)
    inner = side.tabs.pages[CELL]
    assert isinstance(inner, Tabs)
    QTest.mouseClick(inner.strip.buttons[UNROLLED], Qt.MouseButton.LeftButton)
    assert side.board.seen == {UNROLLED}
    assert side.tabs.front == UNROLLED


def test_a_picture_of_the_weights_is_asked_for(side: Side) -> None:
    side.board.show(WEIGHTS)
    side.board.views[WEIGHTS]._buttons[WeightPicture.INPUTS].click()
    assert side.conductor.state.choice(WeightsChoice).picture is WeightPicture.INPUTS


def test_a_point_chooses_layer_and_unit(side: Side) -> None:
    side.board.views[SATURATION].unit_chosen.emit("layer0", 9)
    assert (side.conductor.state.layer, side.conductor.state.unit) == ("layer0", 9)


def test_an_alteration_is_intent_and_is_seen_from_every_tab(side: Side) -> None:
    side.board.show(WHAT_IF)
    give(side)
    side.board.draw()
    side.board.views[WHAT_IF]._apply.click()
    (one,) = side.conductor.state.interventions
    assert one == Intervention(layer="layer0", trace=Trace.HIDDEN, units=(3,))
    assert side.tabs.strip.buttons[WHAT_IF].text().endswith("●")
    side.board.draw()
    side.board.views[WHAT_IF]._undo.click()
    assert side.conductor.state.interventions == ()
    assert not side.tabs.strip.buttons[WHAT_IF].text().endswith("●")


@pytest.mark.parametrize("width", [LEAST, WIDTH, 600])
def test_no_tab_is_cut_off(side: Side, qtbot: QtBot, width: int) -> None:
    side.tabs.resize(width, 480)
    QApplication.sendPostedEvents()
    qtbot.wait(1)
    there = [button for button in side.tabs.strip.buttons.values() if not button.isHidden()]
    assert len(there) == len(side.tabs.strip.buttons) - 1  # that of pairs is there for pairs alone
    for button in there:
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 4
        assert button.geometry().right() <= side.tabs.strip.width()
    lines = {button.y() for button in there}
    assert len(lines) == (2 if width == LEAST else 1)


def test_the_question_mark_asks_about_the_tab_in_front(side: Side, qtbot: QtBot) -> None:
    side.board.show(SATURATION)
    with qtbot.waitSignal(side.board.explained) as asked:
        side.tabs.strip.help.click()
    assert asked.args == [Topic.SATURATION]


def test_a_strip_says_which_tab_was_clicked(qtbot: QtBot) -> None:
    strip = TabStrip({"first": lambda: ("a", ""), "second": lambda: ("b", "")})
    qtbot.addWidget(strip)
    with qtbot.waitSignal(strip.chosen) as chosen:
        strip.buttons["second"].click()
    assert chosen.args == ["second"]
    assert strip.current == "second"


# ---- what if --------------------------------------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot) -> InterventionPanel:
    made_ = InterventionPanel()
    qtbot.addWidget(made_)
    return made_


def test_without_a_run_there_is_nothing_to_alter(panel: InterventionPanel) -> None:
    panel.draw(None)
    assert panel.draft() is None
    assert not panel._apply.isEnabled()
    assert not panel._undo.isEnabled()


def test_the_losses_stand_beside_each_other(panel: InterventionPanel) -> None:
    panel.draw(made.what_if())
    assert panel._loss.text() == "loss 0.410 → 0.730"
    assert "+78.0 %" in panel._note.text()
    panel.draw(made.what_if(altered=False))
    assert panel._loss.text() == "loss 0.410"


def test_a_draft_is_what_the_fields_say(panel: InterventionPanel) -> None:
    panel.draw(made.what_if(altered=False))
    assert panel.draft() == Intervention(layer="layer0", trace=Trace.HIDDEN, units=(17,))
    panel._trace.setCurrentIndex(panel._trace.findData(Trace.FORGET_GATE))
    panel._kind.setCurrentIndex(panel._kind.findData(Alteration.CLAMP))
    panel._whole.setChecked(True)
    panel._value.setValue(3.0)  # a gate is held within 0 … 1
    assert panel.draft() == Intervention(layer="layer0", trace=Trace.FORGET_GATE, kind=Alteration.CLAMP, value=1.0)
    panel._kind.setCurrentIndex(panel._kind.findData(Alteration.NOISE))
    panel._value.setValue(-1.0)
    draft = panel.draft()
    assert draft is not None
    assert draft.value == 0.0


def test_each_alteration_can_be_released_alone_and_all_at_once(panel: InterventionPanel, qtbot: QtBot) -> None:
    scene = made.what_if()
    panel.draw(scene)
    assert len(panel._lines) == 3
    release = panel._lines[1].findChildren(type(panel._undo))[0]
    with qtbot.waitSignal(panel.changed) as changed:
        release.click()
    assert changed.args == [(scene.interventions[0], scene.interventions[2])]
    with qtbot.waitSignal(panel.changed) as changed:
        panel._clear.click()
    assert changed.args == [()]
    with qtbot.waitSignal(panel.changed) as changed:
        panel._undo.click()
    assert changed.args == [scene.interventions[:-1]]


def test_noise_is_new_for_each_alteration(panel: InterventionPanel) -> None:
    """Two noises on one trace must not be the same numbers twice."""
    panel.draw(made.what_if())
    draft = panel.draft()
    assert draft is not None
    assert draft.seed == 3
