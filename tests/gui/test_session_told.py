"""What becomes of a session, as the window says it: where a person would see it, and what they can do."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.told import Notice, Unwritable
from gatescope.gui.kit import file_dialogs
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow
from gatescope.gui.words import told
from tests.gui.fake_engine import dataset, info
from tests.gui.told_bridge import PromptBridge


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    theme.apply(qapp, "light")
    bridge = PromptBridge()
    window = MainWindow(Conductor(bridge), Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)))
    window.show()
    bridge.start()
    qtbot.waitUntil(lambda: window.conductor.store.ready is not None)
    hear(window, opened())
    yield window
    window.close()
    window.deleteLater()


def opened(**more: object) -> m.SessionOpened:
    session = m.SessionInfo(path="/x/a.gatescope", data=dataset("/data/air.csv"), runs=(info(1),), **more)  # type: ignore[arg-type]
    return m.SessionOpened(info=session)


def hear(window: MainWindow, message: m.FromEngine) -> None:
    """As if the engine had said it."""
    if isinstance(message, m.Failed):
        window.conductor._take_failure(message)
    else:
        window.conductor._hear(message)


def notice(window: MainWindow, kind: Notice, **facts: object) -> None:
    hear(window, m.Noticed(notice=kind, facts=facts))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Notice.SESSION_GONE, Notice.SESSION_REPLACED, Notice.SESSION_TAKEN])
def test_a_session_that_is_kept_elsewhere_says_where(window: MainWindow, kind: Notice) -> None:
    hear(window, opened(saved_as="/x/a.gatescope"))
    notice(window, kind, path="/x/a.gatescope", to="/home/b.gatescope")
    said = window.bars.texts[kind]
    assert "/x/a.gatescope" in said
    assert "/home/b.gatescope" in said
    store = window.conductor.store
    assert (store.session_path, store.saved_as) == ("/home/b.gatescope", "")  # nobody has put it there
    hear(window, m.Saved(path="/x/c.gatescope"))
    assert kind not in window.bars.texts


def test_what_is_not_kept_is_said_until_it_is(window: MainWindow) -> None:
    facts = {"path": "/x/a.gatescope", "reason": str(Unwritable.DISK_FULL), "run": 1, "step": 12345}
    hear(window, m.Failed(about=m.About.SESSION, fault="session-unwritable", facts=facts))
    said = window.bars.texts["session"]
    assert "the disk is full" in said
    assert "goes on in memory" in said
    assert "12,345" in said
    notice(window, Notice.KEPT_AGAIN, path="/x/a.gatescope")
    assert "session" not in window.bars.texts
    assert "kept again" in window.status._news.text()


def test_what_was_set_aside_is_said_by_name(window: MainWindow) -> None:
    notice(window, Notice.SESSIONS_SET_ASIDE, names="a.gatescope, b.gatescope", folder="/home/damaged")
    assert "a.gatescope, b.gatescope could not be read; moved to /home/damaged" in window.bars.texts.values()
    hear(window, opened())  # it is not about the one that is open
    assert Notice.SESSIONS_SET_ASIDE in window.bars.texts


def test_a_copy_that_lacks_something_says_so_while_it_is_open(window: MainWindow) -> None:
    notice(window, Notice.SESSION_CUT, path="/x/a.gatescope", step=30)
    assert "“a.gatescope” is a copy" in window.bars.texts[Notice.SESSION_CUT]
    assert "step 30" in window.bars.texts[Notice.SESSION_CUT]
    hear(window, opened())
    assert Notice.SESSION_CUT not in window.bars.texts


def test_another_device_is_named(window: MainWindow) -> None:
    notice(window, Notice.DEVICE_MOVED, run=1, device="cuda", now="cpu")
    assert "cuda" in window.bars.texts[Notice.DEVICE_MOVED]


@pytest.mark.parametrize("because", list(m.ReadOnly))
def test_why_it_can_only_be_read(window: MainWindow, because: m.ReadOnly) -> None:
    hear(window, opened(read_only=True, because=because))
    assert window.bars.texts["session"] == told.read_only(because)
    tip = window.actions_by_name["play"].toolTip()
    assert ("open elsewhere" in tip) == (because is m.ReadOnly.IN_USE)


def test_more_that_a_crash_left_is_offered_later(window: MainWindow) -> None:
    left = [m.Recoverable(path=f"/x/{name}.gatescope", name=name, steps=3, modified=at) for at, name in enumerate("ab")]
    hear(window, m.Recovered(recoverable=(left[0],)))
    hear(window, m.Recovered(recoverable=(left[1],)))
    assert [each.name for each in window.welcome.start.recoverable] == ["b", "a"]


@pytest.mark.parametrize("reason", [Unwritable.FOREIGN, Unwritable.EXISTS])
def test_what_is_there_is_replaced_only_when_the_user_has_read_what_it_is(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, reason: Unwritable
) -> None:
    sent: list[m.SaveAs] = []
    monkeypatch.setattr(window.conductor.bridge, "send", sent.append)
    for typed, replace in (("/x/mine.gatescope", m.Replace.SESSION), ("/x/mine", m.Replace.NOTHING)):
        monkeypatch.setattr(file_dialogs, "choose_session", lambda _parent, _suggestion, typed=typed: typed)
        window.files.save_as()
        assert sent.pop() == m.SaveAs(path="/x/mine.gatescope", replace=replace)
    facts = {"path": "/x/mine.gatescope", "reason": str(reason)}
    hear(window, m.Failed(about=m.About.SAVE, fault="session-unwritable", facts=facts))
    said = window.bars.texts["save"]
    assert ("not a Gatescope session" if reason is Unwritable.FOREIGN else "another session") in said
    (button,) = [button for button in window.bars.findChildren(QPushButton) if button.text() == "Replace it"]
    button.click()
    assert sent == [m.SaveAs(path="/x/mine.gatescope", replace=m.Replace.ANYTHING)]


def test_a_full_disk_cannot_be_replaced(window: MainWindow) -> None:
    facts = {"path": "/x/mine.gatescope", "reason": str(Unwritable.DISK_FULL)}
    hear(window, m.Failed(about=m.About.SAVE, fault="session-unwritable", facts=facts))
    assert "Replace it" not in [button.text() for button in window.bars.findChildren(QPushButton)]


def test_everything_has_its_words() -> None:
    assert set(told.NOTICES) == set(Notice)
    assert set(told.READ_ONLY) == set(m.ReadOnly)
    assert set(told.UNWRITABLE) == set(Unwritable)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="kept elsewhere there")
def test_what_the_window_remembers_is_its_users_alone(tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "new" / "Gatescope" / "Gatescope.conf"
    for text in ("/data/secret.csv", "/data/other.csv"):  # made, and written again
        store = QSettings(str(file), QSettings.Format.IniFormat)
        Settings(store).recent = text
        store.sync()
        assert text in file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600
        assert {folder.stat().st_mode & 0o777 for folder in (file.parent, file.parent.parent)} == {0o700}
