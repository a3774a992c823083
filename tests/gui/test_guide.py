"""The first minute in the whole window, against an engine that knows nothing: pages, samples, units, speed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Cell
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.base import Slot
from gatescope.gui.memory import files
from gatescope.gui.panels.start.samples import sample
from gatescope.gui.scenes.asking import UNIT
from gatescope.gui.state.ordering import OrderBy, by_activity
from gatescope.gui.state.slowing import FULL_SPEED
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.window.window import MainWindow
from tests.gui.windows import at_a_fake_engine


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with at_a_fake_engine(qtbot, qapp, tmp_path) as made:
        yield made


def sent_by(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list:
    sent, send = [], window.conductor.bridge.send
    monkeypatch.setattr(window.conductor.bridge, "send", lambda message: sent.append(message) or send(message))
    return sent


def toured(window: MainWindow, qtbot: QtBot, id: str) -> None:
    next(card for card in window.welcome.start.gallery.cards if card.sample.id == id).click()
    qtbot.waitUntil(lambda: window.conductor.selected is not None and Slot("stack") in window.conductor.store.frames)


def test_one_click_on_a_sample_trains_it_and_says_where_to_look(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.welcome.start.isVisible()
    assert not window.side.isVisible()
    sent = sent_by(window, monkeypatch)
    toured(window, qtbot, "sine")
    chosen = sample("sine")
    (made,) = [message for message in sent if isinstance(message, m.NewRun)]
    assert (made.config, made.steps) == (chosen.config, 0)
    assert [message for message in sent if isinstance(message, m.SetSpeed)] == [chosen.pace.message]
    assert window.transport.slowing == chosen.pace
    assert window.side.isVisible()
    assert window.banner.text == chosen.look
    assert window.conductor.state.t == chosen.t
    window.draw_all()
    assert window.stack.scene is not None
    assert window.stack.scene.pointed == chosen.look_at == "hidden"
    window.banner.dismissed.emit()
    assert (window.banner.text, window.conductor.state.pointed) == ("", "")


@pytest.mark.parametrize(("id", "focus", "mode"), [("brackets", "cell", Mode.SIMPLE), ("sine", "", Mode.CELL)])
def test_a_row_that_one_is_told_to_look_at_is_not_folded(
    window: MainWindow, qtbot: QtBot, id: str, focus: str, mode: Mode
) -> None:
    window.conductor.choose(RowsChoice(mode))
    toured(window, qtbot, id)
    assert sample(id).look_at == (focus or "hidden")
    choice = window.conductor.state.choice(RowsChoice)
    assert (choice.mode, choice.focus) == (Mode.SIMPLE, focus)


def test_the_rival_is_trained_beside_the_sample(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = sent_by(window, monkeypatch)
    toured(window, qtbot, "adding")
    assert window.banner._compare.isVisible()
    window.banner._compare.click()
    qtbot.waitUntil(lambda: len(window.conductor.store.runs) == 2)
    made = [message for message in sent if isinstance(message, m.NewRun)]
    first, second = (message.config for message in made)
    assert second.net.cell is Cell.RNN_TANH
    assert (first.train, first.data, first.net.hidden) == (second.train, second.data, second.net.hidden)
    assert [message.steps for message in made] == [0, 0]


def test_another_file_ends_the_tour_and_its_speed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    toured(window, qtbot, "sine")
    own = tmp_path / "own.csv"
    own.touch()
    with qtbot.waitSignal(window.conductor.data_changed):
        window.open_path(str(own))
    assert window.banner.text == ""
    assert window.transport.slowing == window.conductor.slowing == FULL_SPEED
    assert all(not window.transport.speed.itemData(at).part for at in range(window.transport.speed.count()))
    assert files.recent(window.settings.recent) == (str(own),)  # the sample is no file of the user's


def test_a_sample_is_slowed_where_it_changes_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    toured(window, qtbot, "sine")
    assert window.transport.speed.currentText() == "slowed: 6 steps/s"
    full, again = window.transport.full, window.transport.again
    assert (full.isVisible(), full.text(), again.isVisible()) == (True, "Full speed", False)
    window.transport.show_progress(sample("sine").pace.last, 800, finished=False)
    assert (full.isVisible(), again.isVisible(), again.text()) == (False, True, "Again, slower")
    window.transport.show_progress(3, 800, finished=False)
    full.click()
    assert window.conductor.slowing == FULL_SPEED
    assert window.transport.speed.currentText() == "full speed"
    assert (full.isVisible(), again.isVisible()) == (False, True)
    assert not window.actions_by_name["full_speed"].isEnabled()


def test_again_is_the_same_run_at_half_the_pace_and_then_at_a_quarter(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    toured(window, qtbot, "adding")
    sent, chosen = sent_by(window, monkeypatch), sample("adding")
    window.transport.again.click()
    window.banner.dismissed.emit()  # the command is there without the hint
    window.actions_by_name["again_slower"].trigger()
    assert [message for message in sent if isinstance(message, m.NewRun)] == [
        m.NewRun(config=chosen.config, name=made.name, steps=0) for made in sent if isinstance(made, m.NewRun)
    ]
    limits = [message for message in sent if isinstance(message, m.SetSpeed)]
    rate = chosen.pace.steps_per_second
    assert limits == [m.SetSpeed(rate / part, chosen.pace.first, chosen.pace.last) for part in (2, 4)]
    assert window.transport.speed.currentText() == "slowed: 1.25 steps/s"
    assert [window.transport.speed.itemData(at).part for at in range(window.transport.speed.count())].count(True) == 1


def test_what_is_no_sample_is_never_slowed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert not window.actions_by_name["again_slower"].isEnabled()
    toured(window, qtbot, "sine")
    window.banner.dismissed.emit()  # the hint was read
    own = tmp_path / "own.csv"
    own.touch()
    with qtbot.waitSignal(window.conductor.data_changed):
        window.open_path(str(own))
    assert window.conductor.slowing == FULL_SPEED
    assert not window.actions_by_name["again_slower"].isEnabled()
    assert not window.transport.again.isVisible()


def test_the_welcome_page_comes_back_and_goes_again(window: MainWindow, qtbot: QtBot) -> None:
    toured(window, qtbot, "sine")
    window.actions_by_name["welcome"].trigger()
    assert window.welcome.start.isVisible()
    assert window.visible_views == frozenset()
    window.conductor.runs_changed.emit()  # whatever the engine says, the page stays
    assert window.welcome.start.isVisible()
    qtbot.keyClick(window.welcome.start.gallery.cards[0], Qt.Key.Key_Escape)
    assert window.stack.isVisible()


def test_a_unit_is_found_by_its_number(window: MainWindow, qtbot: QtBot) -> None:
    toured(window, qtbot, "sine")
    window.actions_by_name["find_unit"].trigger()
    qtbot.keyClicks(window.unit_bar.number, "11")
    qtbot.keyClick(window.unit_bar.number, Qt.Key.Key_Return)
    assert window.conductor.state.unit == 11


def test_an_order_is_found_once_and_kept(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    toured(window, qtbot, "sine")
    size = sample("sine").config.net.hidden
    values = np.outer(np.arange(9), np.roll(np.arange(size), 5)).astype(np.float32)
    asked = []
    monkeypatch.setattr(
        "gatescope.gui.controllers.sorting.order_of", lambda by, _: asked.append(by) or by_activity(values)
    )
    window.unit_bar.order.choose(OrderBy.ACTIVITY)
    qtbot.waitUntil(lambda: window.conductor.state.order == by_activity(values))
    window.conductor.change(t=3)
    window.conductor.runs_changed.emit()
    assert asked == [OrderBy.ACTIVITY]
    window.actions_by_name["order"].trigger()
    qtbot.waitUntil(lambda: len(asked) == 2)
    window.unit_bar.order.choose(OrderBy.INDEX)
    assert window.conductor.state.order == ()


def test_units_stand_beside_those_alike_and_keep_their_places_once_something_is_learnt(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, asked = sample("sine").config.net.hidden, []
    places = [tuple(np.roll(np.arange(size), shift).tolist()) for shift in range(4)]
    found = iter(places)
    monkeypatch.setattr("gatescope.gui.controllers.sorting.order_of", lambda by, _: asked.append(by) or next(found))
    toured(window, qtbot, "sine")
    qtbot.waitUntil(lambda: window.conductor.state.order == places[0])
    record = window.conductor.selected
    assert record is not None
    validated = len(record.validation_steps) > 0
    record.validation_steps.extend(np.array([50]))
    record.validation_loss.extend(np.array([0.5]))
    if not validated:
        qtbot.waitUntil(lambda: window.conductor.state.order == places[1])
    window.conductor.change(t=3)
    window.conductor.runs_changed.emit()
    assert set(asked) == {OrderBy.SIMILARITY}
    assert len(asked) == 2 - validated


def test_units_are_pinned_by_click_and_unpinned_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1600, 900)  # the panel of the unit stands beside the stack
    toured(window, qtbot, "sine")
    window.board.show(UNIT)
    window.draw_all()
    layout = window.stack.layout_of_bands()
    assert layout is not None
    band = next(band for band in layout.bands if band.part.name == "map")
    for unit in (2, 7):
        y = int(band.top + (unit + 0.5) * band.height / window.stack.scene.rows[0].size)
        at = QPoint(layout.left + 50, y)
        qtbot.mouseClick(window.stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert window.conductor.state.pinned == (2, 7)
    window.draw_all()
    assert window.unit.scene is not None
    assert window.unit.scene.pinned == (2, 7)
    assert all(len(line.others) == 2 for line in window.unit.scene.lines)
    qtbot.keyClick(window.stack, Qt.Key.Key_Escape)
    assert window.conductor.state.pinned == ()


def test_n_steps_are_trained_by_the_field_beside_step(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(window.conductor.data_changed):
        window.open_path("/data/air.csv")
    sent = sent_by(window, monkeypatch)
    window.transport.steps.setValue(25)
    qtbot.keyClick(window.transport.steps, Qt.Key.Key_Return)
    assert [message.steps for message in sent if isinstance(message, m.NewRun)] == [25]


def test_escape_unpins_wherever_the_focus_is(window: MainWindow, qtbot: QtBot) -> None:
    toured(window, qtbot, "sine")
    window.actions_by_name["pin"].trigger()
    assert window.conductor.state.pinned == (window.conductor.state.unit,)
    qtbot.keyClick(window.transport.play, Qt.Key.Key_Escape)
    assert window.conductor.state.pinned == ()
