"""The import screen against an engine that knows nothing: what is shown, what is asked, what comes of it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from engine import messages as m
from engine.config import DataConfig, Kind, Level, ReadConfig, Split, Task
from gui import import_memory, language, recent, theme
from gui.bridge import EngineBridge, EngineExit
from gui.conductor import Conductor
from gui.import_insight import CLASSES, SEQUENCES, TARGET, TOKENS
from gui.import_screen import ImportScreen
from gui.import_talk import State
from gui.settings import Settings
from gui.window import MainWindow
from tests.gui import fake_previews
from tests.gui.fake_previews import GUESS

FAKE = str(Path(__file__).with_name("fake_engine.py"))
DATA = "/data/air.csv"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups


class User:
    """Somebody at the window who opens files."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.sent: list[object] = []
        bridge, send = window.conductor.bridge, window.conductor.bridge.send
        bridge.send = lambda message: self.sent.append(message) or send(message)  # type: ignore[method-assign]

    @property
    def screen(self) -> ImportScreen:
        assert self.window.files.screen is not None
        return self.window.files.screen

    def show(self, path: str = DATA) -> ImportScreen:
        self.window.files.show(path)
        self.settle()
        return self.screen

    def settle(self) -> None:
        """Until what was asked last is answered."""
        self.qtbot.waitUntil(lambda: self.screen.talk.state is not State.ASKING)

    def choose(self, field: QComboBox, value: object) -> None:
        """As with the mouse: the list says that an entry was taken."""
        at = next(i for i in range(field.count()) if field.itemData(i) == value)
        field.setCurrentIndex(at)
        field.activated.emit(at)
        if self.window.files.screen is not None:
            self.settle()

    @property
    def asked(self) -> list[m.PreviewRequest]:
        return [each for each in self.sent if isinstance(each, m.PreviewRequest)]

    @property
    def opened(self) -> list[m.OpenFile]:
        return [each for each in self.sent if isinstance(each, m.OpenFile)]


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[User]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, "light")
    bridge = EngineBridge((sys.executable, FAKE))
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Conductor(bridge), settings)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    yield User(window, qtbot)
    if window.files.screen is not None:
        window.files.screen.close()
    bridge.stop()
    bridge.deleteLater()


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
    assert recent.read(user.window.settings.recent) == (path,)
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


# ---- roles and tasks ------------------------------------------------------------------------------------------------


def test_roles_are_chosen_from_the_header(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    screen.table.roles.role_asked.emit(4)
    qtbot.waitUntil(lambda: bool(screen.findChildren(QMenu)))
    (menu,) = screen.findChildren(QMenu)
    names = [action.text() for action in menu.actions()]
    assert "category" in names
    assert "input" not in names  # words are no numbers
    next(action for action in menu.actions() if action.text() == "category").trigger()
    menu.close()
    user.settle()
    assert user.asked[-1].data is not None
    assert user.asked[-1].data.categories == ("kind",)
    assert screen.table.page_model.role_of(4) is m.Role.CATEGORY


def test_the_strip_speaks_of_the_column_at_the_cursor(user: User) -> None:
    screen = user.show()
    assert screen.strip._name._whole == "a"  # the target
    screen.table.setCurrentIndex(screen.table.page_model.index(0, 2))
    assert screen.strip._name._whole == "b"
    assert "n.v." in screen.strip._facts._whole
    user.choose(screen.strip.fill, "mask")
    assert user.asked[-1].data is not None
    assert user.asked[-1].data.of("b").fill == "mask"
    user.choose(screen.strip.role, m.Role.NONE)
    assert user.asked[-1].data.inputs == ("a",)
    assert not screen.strip.fill.isEnabled()


def test_a_label_shows_classes(user: User) -> None:
    screen = user.show()
    screen.use("kind", m.Role.LABEL)
    user.settle()
    config = screen.talk.config
    assert config is not None
    assert (config.task, config.classes, config.split) == (Task.MANY_TO_ONE, True, Split.STRATIFIED)
    assert next(card for card in screen.task.cards.cards if card.isChecked()).task is Task.MANY_TO_ONE
    assert screen.insight._pages.currentIndex() == CLASSES
    assert len(screen.insight.classes._classes) == 2


@pytest.mark.parametrize("task", [Task.ONE_TO_MANY, Task.PAIRS, Task.ONE_TO_ONE])
def test_shapes_without_networks_are_looked_at_and_ok_explains(user: User, task: Task) -> None:
    screen = user.show()
    card = next(card for card in screen.task.cards.cards if card.task is task)
    card.click()
    user.settle()
    assert "follow" in card.toolTip()
    screen.ok.click()
    assert user.opened == []
    assert "do not exist yet" in screen._news.text()
    assert screen._news.property("role") == "bad"


def test_a_shuffled_split_is_refused_with_the_reason(user: User) -> None:
    screen = user.show()
    user.choose(screen.task.split, Split.SHUFFLED)
    assert "neighbours" in screen._news.text()
    screen.ok.click()
    assert user.opened == []
    user.choose(screen.task.split, Split.TIME)
    assert screen._news.text() == ""


def test_horizon_share_and_order_are_told(user: User) -> None:
    screen = user.show()
    screen.task.horizon.setValue(24)
    screen.task.order.click()
    user.settle()
    data = user.asked[-1].data
    assert data is not None
    assert (data.horizon, data.shuffled) == (24, True)
    assert screen.task.cards.cards[0].horizon == 24


def test_a_missing_package_is_offered_by_name(user: User) -> None:
    screen = user.show("/data/story.txt")
    user.choose(screen.task.level, Level.MORPHEME)
    assert "pip install kiwipiepy" in screen._news.text()


def test_tabs_that_say_nothing_cannot_be_chosen(user: User) -> None:
    insight = user.show().insight
    able = [insight._group.button(at).isEnabled() for at in (TARGET, SEQUENCES, CLASSES, TOKENS)]
    assert able == [True, True, False, False]
    insight._group.button(SEQUENCES).click()
    assert insight.sequences.topLevelItemCount() == 1


# ---- the end --------------------------------------------------------------------------------------------------------


def test_ok_opens_it_as_shown_and_the_forms_keep_it(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    user.choose(screen.reading.field("header"), True)
    screen.use("b", m.Role.TARGET)
    user.settle()
    with qtbot.waitSignal(user.window.conductor.data_changed):
        screen.ok.click()
    (opened,) = user.opened
    assert opened.read == ReadConfig(header=True)
    assert isinstance(opened.data, DataConfig)
    assert set(opened.data.targets) == {"a", "b"}
    assert user.window.files.screen is None
    known = import_memory.find(user.window.settings.imports, DATA)
    assert known is not None
    assert known.data == opened.data


def test_what_was_not_touched_is_left_to_the_engine(user: User, qtbot: QtBot) -> None:
    user.show()
    with qtbot.waitSignal(user.window.conductor.data_changed):
        user.screen.ok.click()
    assert user.opened == [m.OpenFile(path=DATA)]
    assert not user.window.conductor.store.runs


def test_the_defaults_start_at_once_whatever_was_tried(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    user.choose(screen.reading.field("delimiter"), ";")
    screen.defaults.click()
    qtbot.waitUntil(lambda: user.window.conductor.training)
    assert user.opened == [m.OpenFile(path=DATA)]


def test_the_defaults_can_start_before_anything_is_answered(user: User, qtbot: QtBot) -> None:
    user.window.files.show(DATA)
    user.screen.defaults.click()
    qtbot.waitUntil(lambda: user.window.conductor.training)


def test_find_out_takes_everything_back(user: User) -> None:
    screen = user.show()
    user.choose(screen.reading.field("delimiter"), ";")
    screen.use("kind", m.Role.LABEL)
    user.settle()
    screen.reading._again.click()
    user.settle()
    assert (user.asked[-1].read, user.asked[-1].data) == (ReadConfig(), None)
    assert screen.talk.config == GUESS
    assert screen.reading._again.isHidden()


def test_the_keyboard_is_enough(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    screen.activateWindow()
    seen = set()
    screen.table.setFocus()
    for _ in range(60):
        focus = screen.focusWidget()
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert {screen.ok, screen.defaults, screen.table, screen.strip.role, screen.task.horizon} <= seen
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.findChildren(QMenu)))
    for menu in screen.findChildren(QMenu):
        menu.close()
    card = screen.task.cards.cards[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert screen.focusWidget() is screen.task.cards.cards[1]
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert user.window.files.screen is None


def test_every_field_has_a_name_and_says_what_it_does(user: User) -> None:
    screen = user.show()
    fields = [w for kind in (QComboBox, QAbstractSpinBox) for w in screen.findChildren(kind) if w.isVisible()]
    assert len(fields) > 15
    assert [w for w in fields if not w.accessibleName()] == []
    assert [w.accessibleName() for w in fields if not w.toolTip()] == []


def test_it_speaks_korean(user: User, qapp: QApplication) -> None:
    screen = user.show()
    language.apply(qapp, "ko")
    try:
        user.qtbot.waitUntil(lambda: screen.ok.text() == "이 설정으로 열기")
        assert screen.reading.field("delimiter").currentText() == "쉼표 · 찾음"
        assert screen._counts._whole.startswith("레코드 60개 읽음")
    finally:
        language.apply(qapp, "en")


def test_it_fits_a_small_window(user: User) -> None:
    screen = user.show()
    assert screen.minimumSizeHint().width() <= 1280
    assert screen.minimumSizeHint().height() <= 690
    assert screen.width() <= 1280


def test_a_text_is_a_text(user: User) -> None:
    screen = user.show("/data/story.txt")
    assert screen.talk.answer is not None
    assert screen.talk.answer.info.kind is Kind.TEXT
    assert "1,720 characters read" in screen._counts._whole
