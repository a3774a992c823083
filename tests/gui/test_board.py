"""The board: who is seen asks, who is changed is drawn, each on its beat; nobody by number."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import FrameRequest
from gatescope.engine.protocol.shape import TaskShape
from gatescope.gui.controllers import shelves
from gatescope.gui.controllers.board import Board
from gatescope.gui.exporting.arrays import csv, npz
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.panels.form.cost_lines import CostLines
from gatescope.gui.scenes.pace import Gap
from gatescope.gui.views.cost.scene import COST
from gatescope.gui.views.cost.view import CostView
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.spec import Place
from gatescope.gui.views.what_if.scene import WHAT_IF
from gatescope.gui.words.explained import words
from tests.gui import analysis_scenes as made
from tests.gui import fake_engine as fake
from tests.gui import scenes

SHELVES = ((Place.MIDDLE, shelves.middle), (Place.SIDE, shelves.side), (Place.BELOW, shelves.below))
SLOTS = {  # what each view asks for while it is the only one of its place that is not the first
    "unit": {"stack"},
    "cell": {"stack"},
    "unrolled": {"stack", "unrolled"},
    "saturation": {"stack", "saturation"},
    "weights": {"stack", "weights", "weights-past"},
    "sizes": {"stack"},
    "what-if": {"stack"},
}


class Sent(EngineBridge):
    """Notes what is sent, and whom the metrics were asked of."""

    def __init__(self) -> None:
        super().__init__(("nobody",))
        self.messages: list[object] = []

    def send(self, message: object) -> bool:
        self.messages.append(message)
        return True

    @property
    def slots(self) -> set[str]:
        return {one.slot.name for one in self.messages if isinstance(one, FrameRequest)}


class Desktop:
    """A window with every desk, and what was drawn in it."""

    def __init__(self) -> None:
        self.bridge = Sent()
        self.conductor = Conductor(self.bridge)
        self.store = self.conductor.store
        self.board = Board(self.conductor)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        for place, make in SHELVES:
            column.addWidget(self.board.shelf(place, make).tabs)
        lines = CostLines()
        lines.place(self.board.view(CostView))
        column.addWidget(lines)
        self.board.stand(COST, lines.open)
        self.drawn: list[str] = []
        self.board.drawn.connect(self.drawn.append)

    def begin(self, state: m.RunState = m.RunState.PAUSED) -> None:
        self.store.ready = m.Ready(protocol=1, torch="2", device=fake.DEVICE, devices=(), threads=1)
        self.store.take_data(fake.dataset("/data/air.csv"))
        self.store.take_run(fake.info(1, state=state, step=7, keyframes=(0, 1, 2, 4)))
        self.conductor.change(run=1, t=5, unit=3)

    def tick(self, calm: bool = False) -> list[str]:
        """What one tick draws."""
        self.drawn.clear()
        self.board.tick(calm)
        return list(self.drawn)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Iterator[Desktop]:
    theme.apply(qapp, "light")
    found = Desktop()
    qtbot.addWidget(found.window)
    found.window.resize(1000, 1400)
    found.window.show()
    found.begin()
    yield found
    found.bridge.deleteLater()


# ---- who asks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SLOTS)
def test_who_is_seen_asks_and_who_is_not_does_not(desktop: Desktop, name: str) -> None:
    desktop.bridge._forget()
    desktop.bridge.messages.clear()
    desktop.board.show(name)
    desktop.board.ask()
    assert desktop.board.seen == {"stack", name, "loss"}
    assert desktop.bridge.slots == SLOTS[name]


def test_a_window_that_nobody_sees_asks_for_no_frame(desktop: Desktop) -> None:
    desktop.window.hide()
    desktop.bridge._forget()
    desktop.bridge.messages.clear()
    desktop.board.ask()
    assert desktop.board.seen == frozenset()
    assert {type(one) for one in desktop.bridge.messages} == {m.MetricsRequest}  # they cost nothing, and none is lost
    assert desktop.tick() == []


def test_an_engine_that_does_not_know_the_runs_yet_is_asked_nothing(desktop: Desktop) -> None:
    desktop.store.ready = None
    desktop.bridge._forget()
    desktop.bridge.messages.clear()
    desktop.board.ask()
    assert desktop.bridge.messages == []


def test_who_is_no_view_asks_while_it_is_seen_and_at_its_own_pace(desktop: Desktop) -> None:
    seen = [False]
    desktop.board.watch("own", lambda look: [look.traces(slot="own")], lambda: seen[0], {"own": Gap(2.0)})
    now = [0.0]
    desktop.board._pace._clock = lambda: now[0]
    desktop.board.ask()
    assert "own" not in desktop.bridge.slots
    seen[0] = True
    for now[0] in (1.0, 2.5, 3.5):
        desktop.bridge._forget()
        desktop.board.ask()
    assert len([1 for one in desktop.bridge.messages if isinstance(one, FrameRequest) and one.slot.name == "own"]) == 2
    assert "own" in desktop.board.visible


def test_another_wish_is_asked_at_once(desktop: Desktop) -> None:
    desktop.bridge._forget()
    desktop.bridge.messages.clear()
    desktop.conductor.change(at=4)
    assert {one.at for one in desktop.bridge.messages if isinstance(one, FrameRequest)} == {4}


# ---- who is drawn, and when -----------------------------------------------------------------------------------------


def test_at_rest_everything_that_is_new_is_drawn_at_the_next_tick(desktop: Desktop) -> None:
    assert desktop.tick() == ["stack", "unit", "loss"]
    assert desktop.tick() == []
    desktop.conductor.metrics_grew.emit(1)
    assert desktop.tick() == ["loss"]
    desktop.conductor.change(unit=9)
    assert desktop.tick() == ["stack", "unit", "loss"]


def test_while_it_trains_the_loss_has_the_calm_ticks_and_the_stack_the_others(desktop: Desktop) -> None:
    desktop.tick()
    desktop.begin(m.RunState.TRAINING)
    desktop.tick()
    desktop.tick(calm=True)
    for slot in ("stack", "metrics"):
        desktop.conductor.frame_taken.emit(slot)
    desktop.conductor.metrics_grew.emit(1)
    assert desktop.tick() == ["stack", "unit"]
    assert desktop.tick() == []
    assert desktop.tick(calm=True) == ["loss"]


def test_a_picture_that_somebody_waits_for_is_drawn_when_it_comes(desktop: Desktop) -> None:
    desktop.tick()
    desktop.drawn.clear()
    desktop.conductor.frame_taken.emit("stack")
    assert desktop.drawn == ["stack", "unit"]
    desktop.begin(m.RunState.TRAINING)
    desktop.tick()
    desktop.drawn.clear()
    desktop.conductor.frame_taken.emit("stack")
    assert desktop.drawn == []  # it waits for the clock
    desktop.conductor.change(at=4)
    desktop.drawn.clear()
    desktop.conductor.frame_taken.emit("stack")
    assert desktop.drawn == ["stack", "unit"]


def test_what_was_marked_behind_a_tab_is_drawn_when_it_is_shown(desktop: Desktop) -> None:
    desktop.tick()
    desktop.conductor.frame_taken.emit("weights")
    assert desktop.tick() == []
    desktop.board.show("weights")
    assert desktop.tick() == ["weights"]
    assert desktop.tick() == []


@pytest.mark.parametrize(
    ("news", "names"),
    [
        ("stack", {"stack", "unit", "cell", "unrolled", "what-if", "waterfall"}),
        ("unit", {"stack", "unit", "cell"}),
        ("free", {"stack"}),
        ("compared", {"stack"}),
        ("waterfall", {"waterfall"}),
        ("saturation", {"saturation"}),
        ("weights-past", {"weights"}),
        ("stages", {"pipeline"}),
        ("findings", set()),
        ("cost", {"cost"}),
    ],
)
def test_news_mark_who_is_drawn_from_them(desktop: Desktop, news: str, names: set[str]) -> None:
    desktop.board._dirty.clear()
    desktop.window.hide()  # so that nothing is drawn
    desktop.conductor.frame_taken.emit(news)
    assert desktop.board._dirty == names


# ---- tabs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [spec.name for spec in VIEWS if not spec.may(TaskShape())])
def test_every_view_can_be_brought_to_the_front_by_its_name(desktop: Desktop, name: str) -> None:
    desktop.board.show(name)
    assert name in desktop.board.seen
    with pytest.raises(KeyError):
        desktop.board.show("a view that there is not")


def test_a_view_that_may_not_be_stays_behind_and_says_why(desktop: Desktop) -> None:
    desktop.board.show("pipeline")
    assert "pipeline" not in desktop.board.seen
    strip = desktop.board._shelves[Place.MIDDLE].tabs.strip
    assert not strip.buttons["pipeline"].isEnabled()
    assert strip.buttons["pipeline"].toolTip().startswith("Numbers go into this network")
    assert strip.isHidden()


# ---- exported, explained --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [spec.name for spec in VIEWS])
def test_every_view_has_words_and_a_name_for_its_picture(desktop: Desktop, name: str) -> None:
    spec = desktop.board.specs[name]
    assert words(spec.topic).title
    assert desktop.board.views[name].accessibleName() or name == WHAT_IF


@pytest.mark.parametrize("name", ["unit", "cell", "unrolled", "saturation", "weights", "sizes", "what-if", "waterfall"])
def test_f1_explains_the_view_whose_tab_or_picture_has_the_keyboard(desktop: Desktop, name: str) -> None:
    desktop.board.show(name)
    view = desktop.board.views[name]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert desktop.board.focused() == name
    desktop.window.setFocus()
    tab = desktop.board.specs[name].behind or name
    desktop.board._shelves[desktop.board.specs[name].place].tabs.strip.buttons[tab].setFocus()
    assert desktop.board.focused() == name


SCENES = {
    "saturation": made.saturation,
    "weights": made.weights,
    "sizes": made.sizes,
    "cell": made.cell,
    "cost": made.cost,
    "unrolled": made.unrolled,
    "unit": lambda: scenes.unit(scenes.numeric()),
    "stack": scenes.numeric,
}


@pytest.mark.parametrize("name", SCENES)
def test_what_is_drawn_can_be_carried_away_in_numbers(desktop: Desktop, name: str) -> None:
    assert desktop.board.numbers(name) is not None
    desktop.board.views[name].draw(SCENES[name]())
    numbers = desktop.board.numbers(name)
    assert numbers is not None
    with np.load(io.BytesIO(npz(numbers.arrays)), allow_pickle=False) as file:
        assert set(file) == set(numbers.arrays)
    assert len({len(column) for column in numbers.table.values()}) == 1
    head, *rows = csv(numbers.table).decode("utf-8-sig").splitlines()
    assert len(head.split(",")) == len(numbers.table)
    assert len(rows) == len(next(iter(numbers.table.values())))
