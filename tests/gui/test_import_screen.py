"""The import screen against an engine that knows nothing: what is shown, what is asked, what comes of it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gatescope.engine.config.formats import FORMATS
from gatescope.engine.config.run import ReadConfig, Task
from gatescope.engine.protocol.datasets import Records, UnreadTime
from gatescope.gui.importing.insight import TOKENS
from gatescope.gui.importing.reading import ReadingPanel
from gatescope.gui.importing.reading_settings import SETTINGS
from gatescope.gui.importing.talk import State
from gatescope.gui.link.bridge import EngineExit
from gatescope.gui.look import theme
from gatescope.gui.memory import files
from tests.gui import fake_engine, fake_previews
from tests.gui.fake_previews import GUESS
from tests.gui.import_user import DATA, User, user_at_window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    theme.apply(qapp, "light")
    with user_at_window(qtbot, tmp_path) as made:
        yield made


# ---- when it comes --------------------------------------------------------------------------------------------------


def test_a_file_that_is_chosen_comes_on_the_screen_and_nothing_is_opened(user: User) -> None:
    user.show()
    assert user.opened == []
    assert user.screen.ok.isEnabled()
    user.screen.close()
    assert user.window.files.screen is None
    assert user.window.conductor.store.dataset is None


def test_who_wants_no_screen_gets_none(user: User, qtbot: QtBot) -> None:
    user.window.settings.ask_import = False
    with qtbot.waitSignal(user.window.conductor.data_changed):
        user.window.files.show(DATA)
    assert user.window.files.screen is None


def test_sessions_and_what_the_program_opens_itself_need_none(user: User, qtbot: QtBot) -> None:
    with qtbot.waitSignal(user.window.conductor.data_changed):
        user.window.files.show("/data/x.gatescope")
    with qtbot.waitSignal(user.window.conductor.data_changed):
        user.window.open_path(DATA)
    assert user.window.files.screen is None


def test_a_recent_file_opens_as_it_did(user: User, qtbot: QtBot, tmp_path: Path) -> None:
    path = str(tmp_path / "own.csv")
    Path(path).touch()
    user.window.files.open_recent(path)  # nothing is remembered of it
    user.settle()
    user.choose(user.screen.reading.field("delimiter"), ";")
    with qtbot.waitSignal(user.window.conductor.data_changed):
        user.screen.ok.click()
    assert files.recent(user.window.settings.recent) == (path,)
    with qtbot.waitSignal(user.window.conductor.data_changed):
        user.window.files.open_recent(path)
    first, second = user.opened
    assert first == second
    assert first.read == ReadConfig(delimiter=";")


def test_a_file_that_is_not_there_is_told_in_the_window(user: User, qtbot: QtBot) -> None:
    user.window.files.show("/data/missing.csv")
    qtbot.waitUntil(lambda: "open" in user.window.bars.texts)
    assert user.window.files.screen is None
    assert "missing.csv" in user.window.bars.texts["open"]


def test_the_open_file_comes_back_with_what_was_chosen(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    user.choose(screen.reading.field("encoding"), "cp949")
    with qtbot.waitSignal(user.window.conductor.data_changed):
        screen.ok.click()
    user.window.actions_by_name["import"].trigger()
    user.settle()
    assert user.screen.talk.draft.read.encoding == "cp949"


# ---- what is shown --------------------------------------------------------------------------------------------------


def test_records_are_shown_as_they_are_read(user: User) -> None:
    screen = user.show()
    model = screen.table.page_model
    assert (model.rowCount(), model.columnCount()) == (fake_previews.ROWS, 5)
    assert model.index(0, 1).data() == "20.00"
    assert model.headerData(0, Qt.Orientation.Vertical) == "2"
    bad, missing = model.index(*fake_previews.BAD), model.index(*fake_previews.MISSING)
    for index in (bad, missing):  # a sign, not a colour alone
        assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "n.v." in bad.data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(1, 1).data(Qt.ItemDataRole.DecorationRole) is None
    assert screen._counts._whole == "60 records read, 2 skipped (lines 9, 31), 1 bad cell (b: line 5)"
    assert "3 rows missing" in screen._times._whole


def test_every_guess_is_a_value_that_is_marked_as_found(user: User) -> None:
    reading = user.show().reading
    delimiter, header = reading.field("delimiter"), reading.field("header")
    assert delimiter.currentText() == "comma · found"
    user.choose(delimiter, ";")
    assert delimiter.currentText() == "semicolon"
    assert delimiter.itemText(0) == "find out"
    assert user.asked[-1].read == ReadConfig(delimiter=";")
    user.choose(delimiter, None)
    assert user.asked[-1].read == ReadConfig()
    assert "worth a look" in header.toolTip()  # the engine doubts it
    user.choose(header, False)
    assert "worth a look" not in header.toolTip()


def test_a_table_is_a_text_with_one_click_and_back(user: User) -> None:
    screen = user.show()
    table, text = screen.reading._kinds.buttons()
    text.click()
    user.settle()
    assert screen.text.isVisible()
    assert screen.text.toPlainText() == fake_previews.TEXT
    assert not screen.reading.shown("delimiter")
    assert screen.insight._pages.currentIndex() == TOKENS
    assert [card.task for card in screen.task.cards.cards if card.isEnabled()] == [Task.NEXT]
    table.click()
    user.settle()
    assert screen.table.isVisible()
    assert screen.talk.config == GUESS


def test_enter_presses_nothing_that_one_is_not_at(user: User) -> None:
    screen = user.show()
    wrong = [button.text() for button in screen.findChildren(QPushButton) if button.autoDefault() or button.isDefault()]
    assert not wrong
    kind, asked = screen.reading._kinds.checkedId(), len(user.asked)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert (screen.reading._kinds.checkedId(), len(user.asked)) == (kind, asked)


def test_words_for_missing_and_lines_to_skip_are_asked_at_once(user: User) -> None:
    screen = user.show()
    words, lines = screen.reading.field("missing"), screen.reading.field("skip")
    assert isinstance(words, QLineEdit)
    QTest.keyClicks(words, "9999, n.v.")
    QTest.keyClick(words, Qt.Key.Key_Return)
    user.settle()
    assert user.asked[-1].read.missing == ("9999", "n.v.")
    assert isinstance(lines, QAbstractSpinBox)
    lines.setFocus()
    lines.stepUp()
    user.settle()
    assert user.asked[-1].read.skip == 0
    assert screen.isVisible()  # Return took the words, and opened nothing


def test_an_encoding_that_is_wrong_is_said_and_can_be_mended(user: User) -> None:
    screen = user.show()
    user.choose(screen.reading.field("encoding"), "utf-16")
    assert not screen.ok.isEnabled()
    assert "utf-16" in screen._news.text()
    screen.reading.changed.emit("encoding", "")  # the arrow beside it
    user.settle()
    assert screen.ok.isEnabled()
    assert screen._news.text() == ""


def test_an_answer_to_what_is_no_longer_asked_is_dropped(user: User) -> None:
    screen = user.show()
    before = screen.talk.answer
    assert before is not None
    stale = msgspec.structs.replace(before, number=before.number - 1, text="stale")
    user.window.conductor.previewed.emit(stale)
    assert screen.talk.answer is before


def test_the_newest_of_many_changes_counts(user: User) -> None:
    screen = user.show()
    for share in (20, 25, 35, 40):
        screen.task.share.setValue(share)
    user.settle()
    assert screen.talk.answer is not None
    assert screen.talk.answer.split == pytest.approx(0.6)


def test_an_engine_that_ends_while_it_is_asked_is_told(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    screen.talk.state = State.ASKING
    user.window.conductor.engine_lost.emit(EngineExit(True, True, 9, ("killed",)), 0)
    assert "killed" in screen._news.text()
    assert not screen.ok.isEnabled()
    user.choose(screen.reading.field("header"), True)
    assert screen.ok.isEnabled()


@pytest.mark.parametrize("spec", FORMATS, ids=lambda spec: spec.name)
def test_only_the_settings_that_mean_something_for_the_format_are_shown(qtbot, spec) -> None:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    records = Records(read=9, sorted=2, repeated=1)
    unread = UnreadTime(column="date", value="1|2|3", line=2)
    info = msgspec.structs.replace(  # whatever the name ends in
        fake_engine.dataset("a"), format=spec.name, records=records, unread=unread
    )
    panel.show_read(ReadConfig(), info)
    assert {setting.name for setting in SETTINGS if panel.shown(setting.name)} == set(spec.settings)
