"""The sheet says every shortcut that the table has, and nothing else of it."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from gatescope.gui.commands import actions as commands
from gatescope.gui.commands.shortcuts import ShortcutSheet, _halves, group_titles, sections
from gatescope.gui.controllers.commands.table import COMMANDS
from gatescope.gui.look import theme


@pytest.fixture
def parent(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(parent):
    return commands.make_actions(parent, COMMANDS, lambda: None)


def test_every_shortcut_of_the_table_is_said_once(actions):
    said = [(line.text, key) for part in sections(actions)[:-1] for line in part.lines for key in line.keys]
    table = [(str(c.text), QKeySequence(k).toString()) for c in COMMANDS for k in c.keys]
    assert sorted(said) == sorted(table)


def test_the_groups_have_names_for_people():
    assert {command.group for command in COMMANDS} <= group_titles().keys()


def test_the_sheet_shows_all_of_it(parent, actions, qtbot):
    sheet = ShortcutSheet(actions, parent)
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    for part in sheet.sections:
        assert part.title in shown
        for line in part.lines:
            assert line.text in shown
            assert all(key in shown for key in line.keys)


def test_no_two_commands_share_a_shortcut():
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_the_columns_are_parted_evenly(actions):
    one, other = _halves(sections(actions))
    lines = [sum(len(part.lines) + 2 for part in half) for half in (one, other)]
    assert abs(lines[0] - lines[1]) <= max(len(part.lines) + 2 for part in sections(actions))
