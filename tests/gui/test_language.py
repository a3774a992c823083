"""The language of a window that is open: the system's, another one, and back, without a word left behind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gatescope.engine.errors import Fault
from gatescope.engine.protocol.base import About
from gatescope.engine.protocol.messages import Failed
from gatescope.gui.commands import actions as commands
from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands.training import PAUSE
from gatescope.gui.kit.fields import Elided
from gatescope.gui.look import fonts, language
from gatescope.gui.memory.settings_dialog import SettingsDialog
from gatescope.gui.panels.start.samples import SAMPLES
from gatescope.gui.state.slowing import Slowing
from gatescope.gui.window.window import MainWindow
from tests import translations
from tests.gui.windows import at_a_fake_engine

TABS = ("unit", "cell", "saturation", "weights", "sizes", "what-if")
DIALOGS = {
    "settings": "show_settings",
    "shortcuts": "show_shortcuts",
    "help": "explain_focused",
    "export": "show_export",
}


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.apply(qapp, language.ENGLISH)
    yield
    language.apply(qapp, language.ENGLISH)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """At 1280×720, trained for a hundred steps by an engine that knows nothing."""
    with at_a_fake_engine(qtbot, qapp, tmp_path) as made:
        yield made


def train(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.conductor.data_changed):
        window.open_path("/data/air.csv")
    window.actions_by_name["play"].trigger()
    qtbot.waitUntil(lambda: window.conductor.selected is not None and window.conductor.selected.rows >= 100)
    qtbot.waitUntil(lambda: window.stack.scene is not None)
    qtbot.waitUntil(lambda: window.forms.costs.told.cost is not None)  # asked for a moment after the last edit


# ---- what is said --------------------------------------------------------------------------------------------------


def said_by(thing: QObject) -> Iterator[str]:
    if isinstance(thing, QWidget):
        yield from (thing.toolTip(), thing.accessibleName(), thing.accessibleDescription(), thing.windowTitle())
    if isinstance(thing, QLabel | QAbstractButton):
        yield thing.text()
    if isinstance(thing, QLineEdit):
        yield thing.placeholderText()
    if isinstance(thing, QComboBox):
        yield from (thing.itemText(at) for at in range(thing.count()))
    if isinstance(thing, QAction):
        yield from (thing.text(), thing.toolTip())
    if isinstance(thing, QMenu):
        yield thing.title()
    if isinstance(thing, QTreeWidget):
        items = [thing.headerItem(), *(thing.topLevelItem(at) for at in range(thing.topLevelItemCount()))]
        for item in items:
            for column in range(thing.columnCount()):
                yield from (item.text(column), item.toolTip(column))


def said(window: QWidget) -> set[str]:
    things = [window, *window.findChildren(QObject)]
    things = [thing for thing in things if not type(thing.parent()).__module__.startswith("pyqtgraph")]  # never shown
    return {text for thing in things for text in said_by(thing)}


def english_ones() -> re.Pattern[str]:
    """What no text of a Korean window may look like."""
    found = [m.source for m in translations.messages() if m.source not in m.forms and re.search("[a-z]{3}", m.source)]
    patterns = (re.sub(r"\\\{\w+\\\}", ".+", re.escape(source)) for source in found)
    return re.compile("|".join(pattern for pattern in patterns if re.search(r"[a-z]{3}", pattern)))


def left_in_english(window: QWidget) -> list[str]:
    english = english_ones()
    return sorted(text for text in said(window) if english.fullmatch(re.sub(r" \([^()]*\)$", "", text)))


def turned(qapp: QApplication, code: str) -> None:
    language.apply(qapp, code)
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was replaced
    qapp.processEvents()  # the layouts follow


# ---- switching -----------------------------------------------------------------------------------------------------


def test_a_window_that_is_open_changes_its_language(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    assert left_in_english(window) != []
    turned(qapp, language.KOREAN)
    assert left_in_english(window) == []
    train(window, qtbot)
    assert left_in_english(window) == []


def test_a_window_with_a_run_changes_its_language(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    train(window, qtbot)
    window.status._news.clear()
    before = said(window)
    turned(qapp, language.KOREAN)
    for name in TABS:
        window.board.show(name)
        assert left_in_english(window) == []
    window.board.show("unit")
    turned(qapp, language.ENGLISH)
    assert not any(fonts.has_hangul(text) for text in said(window) - {"한국어"})
    digits = re.compile(r"[\d,.]+|–")  # what was not known is by now
    gone = {digits.sub("0", text) for text in before} - {digits.sub("0", text) for text in said(window)}
    assert {text for text in gone if re.search("[a-z]{2}", text)} == set()


def test_the_play_button_keeps_saying_pause(qtbot: QtBot, qapp: QApplication) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    training = [True]
    play = Command("play", "Play", "", lambda _: None, face=lambda desk: PAUSE if desk[0] else None)
    actions = commands.make_actions(owner, [play], lambda: training)
    commands.look_again(actions)
    turned(qapp, language.KOREAN)
    assert actions["play"].text() == "일시정지"
    training[0] = False
    commands.look_again(actions)
    assert actions["play"].text() == "재생"


def test_what_is_chosen_stays_chosen(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    train(window, qtbot)
    window.transport.show_speed(Slowing(7.0))
    window.model.cell.choose("gru")
    chosen = window.forms.config
    turned(qapp, language.KOREAN)
    assert window.forms.config == chosen
    assert window.transport.speed.value == Slowing(7.0)
    assert window.model.cell.value == "gru"


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_that_is_open_changes_its_language(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    train(window, qtbot)
    getattr(window.aids, DIALOGS[name])()
    dialog = window.aids.dialog(name)
    assert dialog is not None
    assert left_in_english(dialog) != []
    turned(qapp, language.KOREAN)
    qapp.processEvents()
    assert left_in_english(dialog) == []
    closing = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    assert closing.text() == "닫기"
    dialog.close()


def test_a_notice_that_is_open_changes_its_language(window: MainWindow, qapp: QApplication) -> None:
    window.reports.fail(Failed(about=About.OPEN, fault=Fault.FILE_MISSING, facts={"path": "/data/gone.csv"}))
    assert window.bars.texts["open"].startswith("“gone.csv” is not there")
    turned(qapp, language.KOREAN)
    assert window.bars.texts["open"].startswith("“gone.csv” 파일이 없습니다")


def test_the_settings_put_the_language_into_force(window: MainWindow, qapp: QApplication) -> None:
    window.aids.show_settings()
    dialog = window.aids.dialog("settings")
    assert isinstance(dialog, SettingsDialog)
    dialog.fields["language"].choose("ko")
    qapp.processEvents()
    assert language.current() == "ko"
    assert window.settings.language == "ko"
    assert dialog.fields["language"].value == "ko"
    assert dialog.windowTitle() == "설정"
    dialog.close()


def test_so_does_the_menu(window: MainWindow, qapp: QApplication) -> None:
    korean = next(action for action in window.findChildren(QAction) if action.text() == "한국어")
    korean.trigger()
    qapp.processEvents()
    assert window.settings.language == "ko"
    assert left_in_english(window) == []


def test_the_systems_language_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    class System:
        languages = ("fr-FR", "ko-KR", "en-US")

        def uiLanguages(self) -> list[str]:
            return list(self.languages)

    monkeypatch.setattr(QLocale, "system", System)
    assert language.of_system() == "ko"
    System.languages = ("en-GB", "ko")
    assert language.of_system() == "en"
    System.languages = ("de",)
    assert language.of_system() == "en"


def test_an_unknown_language_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="xx"):
        language.apply(qapp, "xx")


# ---- room ----------------------------------------------------------------------------------------------------------


def cramped(window: QWidget) -> list[str]:
    """Labels and buttons in sight that are narrower or lower than what they say, or reach out of what holds them."""
    found = []
    for widget in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        if not widget.isVisible() or widget.text() in ("", "?") or widget.visibleRegion().isEmpty():
            continue  # the round marks are set to the pixel
        needed = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = QSize(widget.width(), widget.heightForWidth(widget.width()))
            short = needed.height() > widget.height()
        else:
            short = needed.width() > widget.width()
        seen = widget.visibleRegion().boundingRect()
        short = short or seen.width() < widget.width()  # a panel that does not scroll sideways cuts it off
        if short and widget.sizePolicy().horizontalPolicy() is not widget.sizePolicy().Policy.Ignored:
            found.append(
                f"{type(widget).__name__} {widget.text()!r}: {widget.size().toTuple()} of {needed.toTuple()} px"
            )
    return found


def shortened(window: QWidget) -> list[str]:
    return [label._whole for label in window.findChildren(Elided) if label.isVisible() and label.text() != label._whole]


@pytest.mark.parametrize("code", [language.ENGLISH, language.KOREAN])
def test_nothing_is_cut_off_at_1280_by_720(window: MainWindow, qtbot: QtBot, qapp: QApplication, code: str) -> None:
    turned(qapp, code)
    assert cramped(window) + shortened(window) == []
    train(window, qtbot)
    for name in TABS:
        window.board.show(name)
        window.draw_all()
        qapp.processEvents()
        assert cramped(window) + shortened(window) == []
    window.model.more.click()
    qapp.processEvents()
    assert cramped(window) + shortened(window) == []


@pytest.mark.parametrize("code", [language.ENGLISH, language.KOREAN])
@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_is_cut_off_in_a_dialog(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, name: str, code: str
) -> None:
    turned(qapp, code)
    train(window, qtbot)
    getattr(window.aids, DIALOGS[name])()
    dialog = window.aids.dialog(name)
    assert dialog is not None
    qapp.processEvents()
    assert cramped(dialog) + shortened(dialog) == []
    dialog.close()


@pytest.mark.parametrize("code", [language.ENGLISH, language.KOREAN])
def test_a_hint_has_its_room(window: MainWindow, qtbot: QtBot, qapp: QApplication, code: str) -> None:
    turned(qapp, code)
    train(window, qtbot)
    for each in SAMPLES:
        window.banner.say(each.look, "RNN tanh")
        qapp.processEvents()
        assert cramped(window.banner) == []
