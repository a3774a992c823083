"""Menus, buttons and shortcuts, made from a table of commands. The palette and the sheet of shortcuts read them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gatescope.gui.commands.command import Command, Face, Menu
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip

D = TypeVar("D")


def _tr(text: object) -> str:
    return QCoreApplication.translate("Commands", str(text))


class CommandAction(QAction):
    """A command as Qt knows it, with its shortcut in force for the whole window. ``refused`` carries the reason, when
    it was asked for in a moment in which it cannot be done.

    ``desk`` is asked for when it is needed: buttons are made before what they act on.
    """

    refused = Signal(str)

    def __init__(self, command: Command[Any], desk: Callable[[], Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.command = command
        self._desk = desk
        self._face = self._own = Face(command.text, command.icon)
        self._reason = ""
        self.setShortcuts([QKeySequence(key) for key in command.keys])
        self.setCheckable(command.checked is not None)
        self.triggered.connect(self.act)

    @property
    def keys(self) -> str:
        """Its first shortcut as this system writes it."""
        return self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def tip(self) -> str:
        """What it does; while it cannot be done, why not."""
        return self._reason or _tr(self.command.tip)

    @property
    def tip_and_keys(self) -> str:
        """That, and the keys that do it."""
        return f"{self.tip} ({self.keys})" if self.keys and not self._reason else self.tip

    @property
    def also(self) -> str:
        """Other words for it, parted by commas: in English and in the language of the moment."""
        english = str(self.command.also)
        return f"{english}, {_tr(english)}" if english else ""

    def look(self) -> None:
        """Sees whether it can be done now, and what stands on it."""
        command, desk = self.command, self._desk()
        if command.checked is not None:
            self.setChecked(command.checked(desk))
        reason, face = command.may(desk), command.face(desk) or self._own
        if (reason, face) == (self._reason, self._face):  # most are looked at far more often than they change
            return
        changed, self._reason, self._face = face != self._face, reason, face
        self.setEnabled(not reason)
        if changed:
            self.colour()
        self.say()

    def say(self) -> None:
        """Its words, in the language of this moment."""
        text = _tr(self._face.text)
        self.setText(text.format(**dict(self._face.told)) if self._face.told else text)
        self.setToolTip(plain_tip(self.tip_and_keys))

    def colour(self) -> None:
        """Its icon in the theme's ink; the object name says which it is, for buttons of another colour."""
        if self._face.icon:
            self.setObjectName(self._face.icon)
            self.setIcon(icon(self._face.icon))

    def act(self) -> None:
        """Does it, or says why not: for whatever asks without being greyed."""
        desk = self._desk()
        reason = self.command.may(desk)
        if reason:
            self.refused.emit(reason)
        else:
            self.command.do(desk)
        self.look()  # Qt has moved the mark, whatever came of it


Actions = Mapping[str, CommandAction]


def make_actions(parent: QWidget, commands: Iterable[Command[D]], desk: Callable[[], D]) -> dict[str, CommandAction]:
    """An action per command, by name, in the order of the table; ``look_again`` before they are first seen."""
    actions = {command.name: CommandAction(command, desk, parent) for command in commands}
    parent.addActions(list(actions.values()))
    spoken(parent, lambda: _say(actions))
    return actions


def _say(actions: Actions) -> None:
    for action in actions.values():
        action.say()


def look_again(actions: Actions) -> None:
    """Greys what cannot be done now, and sets the marks and the words that depend on what happens."""
    for action in actions.values():
        action.look()


def colour_icons(actions: Actions) -> None:
    """Gives the actions their icons, anew after the theme has changed."""
    for action in actions.values():
        action.colour()


def fill_menu(menu: QMenu, actions: Iterable[CommandAction]) -> None:
    """These commands, grouped as in the table; what cannot be done says why when the mouse rests on it."""
    menu.setToolTipsVisible(True)
    group = ""
    for action in actions:
        if group and action.command.group != group:
            menu.addSeparator()
        group = action.command.group
        menu.addAction(action)


def fill_bar(bar: QMenuBar, menus: Sequence[Menu], actions: Actions) -> tuple[QMenu, ...]:
    """A menu each, with the commands of its groups; those in the order of ``menus``."""
    made = tuple(bar.addMenu("") for _ in menus)
    for menu, told in zip(made, menus, strict=True):
        of_group = {group: [one for one in actions.values() if one.command.group == group] for group in told.groups}
        fill_menu(menu, [one for group in told.groups for one in of_group[group]])

    def name() -> None:
        for menu, told in zip(made, menus, strict=True):
            menu.setTitle(_tr(told.title))

    spoken(bar, name)
    return made
