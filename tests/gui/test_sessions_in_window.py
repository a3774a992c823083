"""Sessions in the window: on the welcome page, in the File menu and in a window of their own, and what is told before
some of them go."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.gui.controllers.kept import sessions as controller
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import language, theme
from gatescope.gui.memory import files
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.start import session_words as words
from gatescope.gui.panels.start.all_sessions import AT_ONCE
from gatescope.gui.panels.start.recent import SESSIONS_MOST
from gatescope.gui.window.window import MainWindow
from tests.gui.fake_engine import dataset, info
from tests.gui.test_kept_sessions import NOON, kept, pixels
from tests.gui.told_bridge import ToldBridge
from tests.gui.windows import built

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups and dialogs


class Stage:
    """The window, what it sends, and an engine that lists what it is told to."""

    def __init__(self, settings: Settings) -> None:
        self.bridge = ToldBridge()
        self.sent: list[m.FromWindow] = []
        send = self.bridge.send
        self.bridge.send = lambda message: self.sent.append(message) or send(message)  # type: ignore[method-assign]
        self.conductor = Conductor(self.bridge)
        self.window: MainWindow = built(self.conductor, settings)
        self.start = self.window.welcome.start
        self.bridge.start()
        self.bridge.answer()

    def tell(self, *sessions: m.KeptSession) -> None:
        self.bridge.hear(m.SessionsListed(sessions=sessions, first=True, last=True))

    def of(self, kind: type) -> list:
        return [message for message in self.sent if isinstance(message, kind)]

    @property
    def shown(self) -> list[str]:
        return [row.text() for row in self.start.recent.sessions.rows]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Stage:
    theme.apply(qapp, "light")
    made = Stage(settings)
    qtbot.addWidget(made.window)
    made.window.resize(1280, 720)
    with qtbot.waitExposed(made.window):
        made.window.show()
    return made


def test_the_welcome_page_lists_the_newest_sessions_before_the_files(
    stage: Stage, settings: Settings, tmp_path: Path
) -> None:
    data = tmp_path / "data.csv"
    data.touch()
    settings.recent = files.with_recent("", str(data))
    assert stage.of(m.ListSessions), "as soon as there is an engine"
    stage.window.guide.show_home()
    stage.tell(*(kept(f"s{at}", at) for at in range(7)))
    assert stage.shown == [f"s{at}" for at in range(SESSIONS_MOST)]
    assert stage.start.recent._all.text() == "All sessions (7)…"
    recent = stage.start.recent
    (file,) = [button for button in recent.findChildren(type(recent._all)) if button.text() == "data.csv"]
    QApplication.processEvents()
    assert file.mapTo(recent, QPoint()).y() > recent.sessions.rows[-1].mapTo(recent, QPoint()).y()


@pytest.mark.parametrize("code", ["en", "ko"])
def test_every_line_has_its_room_in_a_small_window(stage: Stage, qapp: QApplication, code: str) -> None:
    language.apply(qapp, code)
    stage.window.guide.show_home()
    every = [kept(f"s{at}", 24, runs=12, size=146_000_000) for at in range(4)]
    stage.tell(*every, kept("more", 99))
    QApplication.processEvents()
    for row in stage.start.recent.sessions.rows:
        said = words.details(row.session)
        assert QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(said) <= row._room(), said
        assert QFontMetrics(theme.font(bold=True)).horizontalAdvance(row.text()) <= row._room()
        assert row.more.geometry().right() < row.width()
    recent = stage.start.recent
    assert recent._all.width() >= recent._all.sizeHint().width()
    language.apply(qapp, "en")


def test_a_click_opens_the_session(stage: Stage, qtbot: QtBot) -> None:
    stage.tell(kept("a"))
    qtbot.mouseClick(stage.start.recent.sessions.rows[0], Qt.MouseButton.LeftButton)
    assert stage.of(m.OpenSession) == [m.OpenSession(path=kept("a").path)]


def test_what_is_offered_to_be_recovered_stands_once_on_the_page(stage: Stage) -> None:
    left = m.Recoverable(path=kept("a").path, name="a", steps=9, modified=NOON)
    stage.bridge.hear(m.Recovered(recoverable=(left,)))
    stage.tell(kept("a", clean=False), kept("b", 1))
    assert stage.shown == ["b"]


def test_a_deleted_session_goes_after_a_while_unless_it_is_taken_back(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controller, "TAKEN_BACK_FOR", 50)
    stage.tell(kept("a"), kept("b", 1))
    rows = stage.start.recent.sessions
    rows.deleted.emit(kept("a").path)
    assert stage.shown == ["a is deleted", "b"]
    rows.rows[0].undo.click()
    assert (stage.shown, stage.of(m.Discard)) == (["a", "b"], [])
    rows.deleted.emit(kept("b").path)
    qtbot.waitUntil(lambda: stage.of(m.Discard) == [m.Discard(path=kept("b").path)])
    assert stage.shown == ["a"]


def test_a_session_that_was_opened_after_all_is_not_deleted(stage: Stage) -> None:
    stage.tell(kept("a"))
    stage.window.sessions.delete(kept("a").path)
    stage.conductor.store.session_path = kept("a").path
    stage.window.sessions.finish()
    assert stage.of(m.Discard) == []


def test_one_is_renamed_from_the_page(stage: Stage, qtbot: QtBot) -> None:
    stage.tell(kept("a"))
    row = stage.start.recent.sessions.rows[0]
    row.rename()
    qtbot.keyClicks(row.field, "mine")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert stage.of(m.NameSession) == [m.NameSession(path=kept("a").path, name="mine")]
    stage.tell(kept("a", name="mine", unsaved=False))
    assert stage.shown == ["mine"]


def test_the_open_session_is_named_by_a_command(stage: Stage, qtbot: QtBot) -> None:
    action = stage.window.actions_by_name["name_session"]
    assert not action.isEnabled(), "there is none"
    stage.bridge.hear(m.DataOpened(info=dataset("/data/a.csv")))
    stage.bridge.hear(m.RunChanged(info=info(1), session=kept("a").path))
    stage.tell(kept("a", open=True))
    assert action.isEnabled()
    action.trigger()
    (asking,) = stage.window.findChildren(QInputDialog)
    assert asking.textValue() == "a"
    asking.setTextValue("  mine ")
    with qtbot.waitSignal(asking.finished):
        asking.accept()
    assert stage.of(m.NameSession) == [m.NameSession(path=kept("a").path, name="mine")]


def test_where_the_user_saves_one_is_remembered_and_asked_for(stage: Stage, settings: Settings, tmp_path: Path) -> None:
    saved, before = tmp_path / "saved.gatescope", tmp_path / "before.gatescope"
    for path in (saved, before):
        path.touch()
    settings.recent = files.with_recent("", str(before))  # as earlier versions kept it
    stage.bridge.hear(m.Saved(path=str(saved)))
    assert stage.of(m.ListSessions)[-1].also == (str(saved), str(before))
    assert files.data_files(settings.recent) == ()


def test_too_many_are_told_in_a_sentence_and_go_when_the_window_is_closed(stage: Stage, settings: Settings) -> None:
    settings.sessions_most = 2
    every = [kept(name, at) for at, name in enumerate("abcd")]
    stage.bridge.hear(m.SessionsListed(sessions=tuple(every), first=True, last=False))
    assert controller.BAR not in stage.window.bars.texts, "not before all are known"
    stage.tell(*every)
    assert "There are 4 sessions that you did not save, and 2 are kept" in stage.window.bars.texts[controller.BAR]
    assert stage.of(m.Discard) == []
    stage.window.close()
    assert stage.of(m.Discard) == [m.Discard(path=kept(name).path) for name in "dc"]
    assert isinstance(stage.sent[-1], m.Discard | m.Quit)


def test_those_that_would_go_can_be_kept_and_the_bound_can_be_another(stage: Stage, settings: Settings) -> None:
    every = [kept(name, at) for at, name in enumerate("abc")]
    settings.sessions_most = 1
    stage.tell(*every)
    stage.window.sessions.keep_all()
    assert [message.path for message in stage.of(m.KeepSession)] == [kept("c").path, kept("b").path]
    stage.tell(every[0], *(msgspec.structs.replace(one, unsaved=False) for one in every[1:]))
    assert controller.BAR not in stage.window.bars.texts
    stage.tell(*every)
    assert controller.BAR in stage.window.bars.texts
    settings.sessions_most = 0
    stage.window.aids.setting_changed.emit("sessions_most")
    assert controller.BAR not in stage.window.bars.texts
    stage.window.close()
    assert stage.of(m.Discard) == []


def test_every_session_is_found_in_its_own_window(stage: Stage, qtbot: QtBot) -> None:
    stage.tell(*(kept(f"s{at}", at, called=(f"run of {at}",)) for at in range(AT_ONCE + 5)))
    stage.window.actions_by_name["sessions"].trigger()
    dialog = stage.window.sessions.dialog
    assert dialog is not None
    assert len(dialog.sessions.rows) == AT_ONCE
    assert "45 sessions, 45 MB." in dialog._foot.text()
    assert "200 are kept" in dialog._foot.text()
    dialog._more.click()
    assert len(dialog.sessions.rows) == AT_ONCE + 5
    assert dialog._more.isHidden()
    dialog.search.setText("RUN OF 17")
    assert [row.text() for row in dialog.sessions.rows] == ["s17"]
    dialog.search.setText("nothing like it")
    assert not dialog._nothing.isHidden()
    dialog.search.setText("")
    dialog.sessions.deleted.emit(kept("s0").path)
    assert dialog.sessions.rows[0].text() == stage.shown[0] == "s0 is deleted"
    with qtbot.waitSignal(dialog.finished):
        dialog.sessions.opened.emit(kept("s1").path)
    assert stage.of(m.OpenSession) == [m.OpenSession(path=kept("s1").path)]
    assert stage.window.sessions.dialog is None


def test_the_window_of_all_sessions_is_used_by_keys_alone(stage: Stage, qtbot: QtBot) -> None:
    stage.tell(*(kept(f"s{at}", at) for at in range(30)))
    stage.window.sessions.show_all()
    dialog = stage.window.sessions.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.search.hasFocus)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    for _ in range(25):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    row = dialog.focusWidget()
    assert row is dialog.sessions.rows[25]
    assert not row.visibleRegion().isEmpty()
    qtbot.keyClick(row, Qt.Key.Key_F2)
    qtbot.keyClicks(dialog.sessions.rows[25].field, "mine")
    qtbot.keyClick(dialog.sessions.rows[25].field, Qt.Key.Key_Return)
    assert stage.of(m.NameSession) == [m.NameSession(path=kept("s25").path, name="mine")]
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert row.text() == "s25 is deleted"
    dialog.search.setFocus()
    qtbot.keyClicks(dialog.search, "s17")
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert stage.of(m.OpenSession) == [m.OpenSession(path=kept("s17").path)]


def test_the_file_menu_lists_sessions_then_files_then_the_way_to_all(
    stage: Stage, settings: Settings, tmp_path: Path
) -> None:
    data = tmp_path / "a&b.csv"
    data.touch()
    settings.recent = files.with_recent("", str(data))
    stage.tell(kept("x&y"), kept("z", 1))
    menu = stage.window.recent.menu
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert [text.split("\t")[0] for text in texts] == ["x&&y", "z", "", "a&&b.csv", "", "All sessions…"]
    assert "1 run · " in texts[0]
    menu.actions()[1].trigger()
    assert stage.of(m.OpenSession) == [m.OpenSession(path=kept("z").path)]
    in_file = [action.menu() for action in stage.window.menus[0].actions()]
    assert menu in in_file
    assert in_file.index(menu) == 1, "below Open"


def test_hostile_names_are_shown_as_they_are(stage: Stage) -> None:
    stage.tell(kept("a", name="<img src='/dev/zero'>\n\u202eevil" + "x" * 5000))
    (row,) = stage.start.recent.sessions.rows
    assert row.text().startswith("<img src='/dev/zero'> ↵")
    assert len(row.text()) < 300
    QApplication.sendEvent(row, QEvent(QEvent.Type.ToolTip))
    pixels(row)
