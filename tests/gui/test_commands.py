"""The table of commands: one action each, no shortcut twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.commands.actions import colour_icons, fill_bar, look_again, make_actions
from gatescope.gui.commands.command import always, as_made
from gatescope.gui.controllers.commands.table import COMMANDS, MENUS
from gatescope.gui.controllers.commands.training import PAUSE


@pytest.fixture
def made(qtbot: QtBot) -> Iterator:
    widget = QWidget()
    qtbot.addWidget(widget)
    done: list[str] = []
    noted = [
        replace(one, do=lambda done, name=one.name: done.append(name), may=always, checked=None, face=as_made)
        for one in COMMANDS
    ]
    return widget, make_actions(widget, noted, lambda: done), done


def test_every_command_has_an_action_that_does_it(made) -> None:
    _, actions, done = made
    for action in actions.values():
        action.trigger()
    assert done == [command.name for command in COMMANDS]


def test_no_shortcut_is_given_twice() -> None:
    keys = Counter(key for command in COMMANDS for key in command.keys)
    assert max(keys.values()) == 1
    assert all(not QKeySequence(key).isEmpty() for key in keys)
    expected = {"Space", "Right", "Home", "End", "Ctrl+O", "Ctrl+S", "Ctrl+Shift+S", "Ctrl+Q", "F1"}
    assert expected <= set(keys)


def test_every_command_stands_in_the_menu_and_says_what_it_does(made) -> None:
    widget, actions, _ = made
    bar = QMenuBar(widget)
    menus = fill_bar(bar, MENUS, actions)
    assert [menu.title() for menu in menus] == ["File", "Run", "View", "Go", "Help"]
    stand = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    assert len(stand) == len(actions)
    assert set(stand) == set(actions.values())
    assert all(action.text() and action.toolTip() for action in actions.values())


def test_play_is_pause_while_it_trains(qtbot: QtBot) -> None:
    owner, training = QWidget(), [True]
    qtbot.addWidget(owner)
    play = replace(next(one for one in COMMANDS if one.name == "play"), may=always)
    actions = make_actions(owner, [replace(play, face=lambda desk: PAUSE if desk[0] else None)], lambda: training)
    colour_icons(actions)
    look_again(actions)
    assert (actions["play"].text(), actions["play"].objectName()) == ("Pause", "pause")
    colour_icons(actions)  # another theme: still the icon of Pause
    assert actions["play"].objectName() == "pause"
    training[0] = False
    look_again(actions)
    assert actions["play"].text() == "Play"
