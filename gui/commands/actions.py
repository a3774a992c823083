"""Menus, buttons, shortcuts and the help, made from the one table of commands (``gui/commands/table.py``)."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gatescope.gui.commands.table import COMMANDS as COMMANDS
from gatescope.gui.commands.table import Command as Command
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken

PLAY, PAUSE = QT_TRANSLATE_NOOP("Commands", "Play"), QT_TRANSLATE_NOOP("Commands", "Pause")


def _tr(text: object) -> str:
    return QCoreApplication.translate("Commands", str(text))


def make_actions(parent: QWidget, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """An action per command, by name, with its shortcut in force for the whole window."""
    actions = {}
    for command in COMMANDS:
        action = QAction(parent)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _checked=False, handler=handlers[command.name]: handler())
        parent.addAction(action)
        actions[command.name] = action
    spoken(parent, lambda: _say(actions))
    return actions


def _say(actions: Mapping[str, QAction]) -> None:
    for command in COMMANDS:
        action = actions[command.name]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(_tr(PAUSE) if action.objectName() == "pause" else _tr(command.text))
        action.setToolTip(f"{_tr(command.tip)} ({keys})" if keys else _tr(command.tip))


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Every command, grouped as in the table."""
    group = COMMANDS[0].group
    for command in COMMANDS:
        if command.group != group:
            menu.addSeparator()
            group = command.group
        menu.addAction(actions[command.name])


def set_icon(action: QAction, name: str) -> None:
    """The icon in the theme's ink; the action's object name says which it is, for buttons of another colour."""
    action.setObjectName(name)
    action.setIcon(icon(name))


def colour_icons(actions: Mapping[str, QAction]) -> None:
    """Gives the actions their icons, anew after the theme has changed."""
    for command in COMMANDS:
        if command.icon:
            set_icon(actions[command.name], actions[command.name].objectName() or command.icon)


def show_playing(actions: Mapping[str, QAction], playing: bool) -> None:
    """Play is Pause while it trains."""
    text = _tr(PAUSE if playing else PLAY)
    if actions["play"].text() != text:
        actions["play"].setText(text)
        set_icon(actions["play"], "pause" if playing else "play")
