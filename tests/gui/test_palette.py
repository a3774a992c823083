"""The palette finds commands by a few letters and runs them by keys alone."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow
from shiboken6 import delete

from gatescope.gui.commands import actions as commands
from gatescope.gui.commands.command import always, as_made
from gatescope.gui.commands.palette import CommandPalette, entries, match
from gatescope.gui.controllers.commands.table import COMMANDS
from gatescope.gui.look import theme


@pytest.fixture
def window(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QMainWindow()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def ran():
    return []


@pytest.fixture
def actions(window, ran):
    noted = [
        replace(one, do=lambda ran, name=one.name: ran.append(name), may=always, checked=None, face=as_made)
        for one in COMMANDS
    ]
    return commands.make_actions(window, noted, lambda: ran)


@pytest.fixture
def palette(window, actions, qtbot):
    made = CommandPalette(actions, window)
    made.open()
    qtbot.waitExposed(made)
    return made


def names(found):
    return [entry.name for entry in found]


@given(st.text(alphabet="abcde fg", max_size=12), st.text(alphabet="abcdefg", max_size=4))
def test_a_match_is_exactly_an_ordered_choice_of_letters(text, query):
    found = match(query, text)
    possible = any("".join(text[i] for i in c) == query for c in itertools.combinations(range(len(text)), len(query)))
    assert (found is not None) == possible
    if found is not None:
        assert "".join(text[i] for i in found[1]) == query
        assert list(found[1]) == sorted(set(found[1]))


def test_beginnings_of_words_are_better_than_letters_in_between():
    assert match("sa", "Save as…")[1] == (0, 1)
    assert match("gh", "Go on from here")[1] == (0, 11)
    assert match("nr", "New run")[0] > match("nr", "Open recent")[0]
    assert match("PLAY", "Play")[1] == (0, 1, 2, 3)


def test_first_consonants_find_hangul():
    assert match("ㅅㅈ", "설정")[1] == (0, 1)
    assert match("ㅈ정", "저장 설정")[1] == (0, 4)
    assert match("ㄱ", "설정") is None
    assert match("설ㅈ", "설정") is not None


def test_without_a_query_the_table_stands_as_it_is(actions):
    shown = [name for name in names(entries("", actions)) if name != "palette"]
    assert shown == [c.name for c in COMMANDS if c.name != "palette"]


def test_shortcuts_are_shown_and_what_is_off_comes_last(actions):
    actions["play"].setEnabled(False)
    found = entries("", actions)
    assert names(found)[-1] == "play"
    assert not found[-1].enabled
    assert {e.name: e.keys for e in found}["open"] == "Ctrl+O"


def test_the_english_name_finds_a_command_in_any_language(actions):
    actions["play"].setText("재생")
    assert names(entries("play", actions))[0] == "play"
    assert entries("play", actions)[0].matched == ()


def test_typing_and_enter_run_the_best_one(palette, ran, qtbot):
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClicks(palette.field, "save a")
        assert palette.shown[0].name == "save_as"
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["save_as"]


def test_arrows_choose_and_pass_over_what_is_off(palette, actions, ran, qtbot):
    actions["save"].setEnabled(False)
    palette._filter("")
    first = palette.shown[0].name
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)  # round the end, over the one that is off
    assert palette.shown[palette.list.currentRow()].enabled
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.shown[palette.list.currentRow()].name == first
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.destroyed):
        expected = palette.shown[1].name
        qtbot.keyClick(palette.field, Qt.Key.Key_Enter)
    assert ran == [expected]


def test_nothing_found_says_so_and_enter_does_nothing(palette, ran, qtbot):
    qtbot.keyClicks(palette.field, "qqqqzz")
    assert palette.shown == ()
    assert palette._nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == []
    assert palette.isVisible()


def test_escape_closes_and_runs_nothing(palette, ran, qtbot):
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert ran == []


def test_it_stands_inside_a_narrow_window(window, actions, qtbot):
    window.resize(400, 300)
    palette = CommandPalette(actions, window)
    assert palette.width() <= 400


def test_another_word_for_a_command_finds_it_too(actions):
    assert names(entries("branch", actions)) == ["fork"]
    assert "settings" in names(entries("letters", actions))
    assert "fork" not in names(entries("ranch", actions))  # nothing that only stands inside a word


@pytest.mark.parametrize("gone", [False, True])
def test_the_focus_returns_to_where_it_was_if_that_is_still_there(window, actions, qtbot, gone):
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    made = CommandPalette(actions, window)
    made.open()
    if gone:
        delete(field)
    made.close()
    assert made.isHidden()
    assert gone or window.focusWidget() is field
