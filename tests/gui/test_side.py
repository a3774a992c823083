"""The panel at the right: what is behind another tab costs nothing, what is clicked becomes the user's intent."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.controllers.side_panel import LEAST, WIDTH, Analyses
from gatescope.gui.kit.tabs import TabStrip
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.panels.interventions import InterventionPanel
from gatescope.gui.scenes.asking import CELL, SATURATION, SIZES, UNROLLED, WEIGHTS, WHAT_IF, wanted
from gatescope.gui.state.intent import WeightPicture
from gatescope.gui.words.explained import Topic
from tests.gui import analysis_scenes as made
from tests.gui import fake_engine as fake

TABS = [frozenset(), {CELL}, {SATURATION}, {WEIGHTS}, {SIZES}, {WHAT_IF}]
TOPICS = [Topic.UNIT, Topic.CELL_DRAWING, Topic.SATURATION, Topic.EIGENVALUES, Topic.SIZES, Topic.WHAT_IF]


@pytest.fixture
def side(qtbot: QtBot, qapp: QApplication) -> Iterator[Analyses]:
    theme.apply(qapp, "light")
    conductor = Conductor(EngineBridge(("nobody",)))
    conductor.store.take_data(fake.dataset("/data/air.csv"))
    conductor.store.take_run(fake.info(1))
    conductor.change(run=1, t=5, unit=3)
    analyses = Analyses(conductor, QWidget())
    qtbot.addWidget(analyses.panel)
    analyses.panel.resize(WIDTH, 480)
    analyses.panel.show()
    yield analyses
    analyses.panel.hide()
    conductor.bridge.deleteLater()


def give(side: Analyses) -> None:
    """Answers what the visible views ask for, as far as the fake engine knows it."""
    conductor = side._conductor
    for request in wanted(conductor.state, conductor.store, side.visible | {"stack"}, {}):
        conductor.store.take_frame(fake.frame(request, 7), request)
        conductor.frame_taken.emit(request.slot.name)


@pytest.mark.parametrize("tab", range(6))
def test_one_tab_is_seen_and_only_it_is_drawn(side: Analyses, tab: int) -> None:
    side.tabs.choose(tab)
    assert side.visible == TABS[tab]
    assert side.topic is TOPICS[tab]
    drawn = []
    for name, shown in side._shown.items():
        object.__setattr__(shown, "draw", lambda *_of, name=name: drawn.append(name))
    side.draw()
    assert set(drawn) == TABS[tab]
    side.panel.hide()
    assert side.visible == frozenset()


def test_nothing_is_drawn_while_nothing_is_new(side: Analyses) -> None:
    side.tabs.choose(1)
    drawn = []
    side.draw = lambda: drawn.append(1)  # type: ignore[method-assign]
    side._dirty = False
    side.tick(calm=True)
    side._news(SATURATION)  # of a view behind another tab
    side.tick(calm=True)
    assert drawn == []
    side._news("stack")
    side.tick(calm=True)
    assert drawn == [1]


def test_the_cell_moves_the_cursor(side: Analyses) -> None:
    side.tabs.choose(1)
    give(side)
    side.draw()
    side.cell.setFocus()
    QTest.keyClick(side.cell, Qt.Key.Key_Right)
    assert side._conductor.state.t == 6


def test_unrolled_is_behind_a_tab_of_its_own(side: Analyses) -> None:
    side.tabs.choose(1)
    side.opened.choose(1)
    assert side.visible == {UNROLLED}
    assert side.topic is Topic.UNROLLED


def test_a_picture_of_the_weights_is_asked_for(side: Analyses) -> None:
    side.tabs.choose(3)
    side.weights._buttons[WeightPicture.INPUTS].click()
    assert side._conductor.state.weights is WeightPicture.INPUTS


def test_a_point_chooses_layer_and_unit(side: Analyses) -> None:
    side.saturation.unit_chosen.emit(0, 9)
    assert (side._conductor.state.layer, side._conductor.state.unit) == (0, 9)


def test_an_alteration_is_intent_and_is_seen_from_every_tab(side: Analyses) -> None:
    side.tabs.choose(5)
    give(side)
    side.draw()
    side.what_if._apply.click()
    (one,) = side._conductor.state.interventions
    assert one == Intervention(layer=0, trace=Trace.HIDDEN, units=(3,))
    assert side.tabs.buttons[5].text().endswith("●")
    side.draw()
    side.what_if._undo.click()
    assert side._conductor.state.interventions == ()
    assert not side.tabs.buttons[5].text().endswith("●")


@pytest.mark.parametrize("width", [LEAST, WIDTH, 600])
def test_no_tab_is_cut_off(side: Analyses, qtbot: QtBot, width: int) -> None:
    side.panel.resize(width, 480)
    QApplication.sendPostedEvents()
    qtbot.wait(1)
    for button in side.tabs.buttons:
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 4
        assert button.geometry().right() <= side.tabs.width()
    lines = {button.y() for button in side.tabs.buttons}
    assert len(lines) == (1 if width == 600 else 2)


def test_the_question_mark_asks_about_the_tab_in_front(side: Analyses, qtbot: QtBot) -> None:
    side.tabs.choose(2)
    with qtbot.waitSignal(side.explained) as asked:
        side.tabs.help.click()
    assert asked.args == [Topic.SATURATION]


def test_a_strip_says_which_tab_was_clicked(qtbot: QtBot) -> None:
    strip = TabStrip(lambda: (("a", ""), ("b", "")))
    qtbot.addWidget(strip)
    with qtbot.waitSignal(strip.chosen) as chosen:
        strip.buttons[1].click()
    assert chosen.args == [1]
    assert strip.current == 1


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
    assert panel.draft() == Intervention(layer=0, trace=Trace.HIDDEN, units=(17,))
    panel._trace.setCurrentIndex(panel._trace.findData(Trace.FORGET_GATE))
    panel._kind.setCurrentIndex(panel._kind.findData(Alteration.CLAMP))
    panel._whole.setChecked(True)
    panel._value.setValue(3.0)  # a gate is held within 0 … 1
    assert panel.draft() == Intervention(layer=0, trace=Trace.FORGET_GATE, kind=Alteration.CLAMP, value=1.0)
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
