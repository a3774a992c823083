"""Choices on the import screen: roles and tasks, how it ends, by mouse, by keyboard and in Korean."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QMenu
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import DataConfig, Kind, Level, ReadConfig, Split, Task
from gatescope.engine.protocol import messages as m
from gatescope.gui.importing.insight import CLASSES, SEQUENCES, TARGET, TOKENS
from gatescope.gui.look import language, theme
from gatescope.gui.memory import files as remembered
from tests.gui.fake_previews import GUESS
from tests.gui.import_user import DATA, User, user_at_window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    theme.apply(qapp, "light")
    with user_at_window(qtbot, tmp_path) as made:
        yield made


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


@pytest.mark.parametrize("task", [Task.ONE_TO_MANY])
def test_shapes_without_networks_are_looked_at_and_ok_explains(user: User, task: Task) -> None:
    screen = user.show()
    card = next(card for card in screen.task.cards.cards if card.task is task)
    card.click()
    user.settle()
    assert "follow" in card.toolTip()
    assert f"“{card.text()}”" in screen._news.text()
    screen.ok.click()
    assert user.opened == []
    assert "does not show networks" in screen._news.text()
    assert screen._news.property("role") == "bad"


def test_pairs_take_two_columns_of_text(user: User) -> None:
    card = next(card for card in user.show().task.cards.cards if card.task is Task.PAIRS)
    assert not card.isEnabled()
    assert "two columns of text" in card.toolTip()


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


def test_what_is_validated_on_is_told_as_it_is_split(user: User) -> None:
    insight = user.show().insight
    answer = insight._answer
    assert answer is not None
    in_time = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",), sequence="b", split=Split.TIME)
    parts = msgspec.structs.replace(answer, split=-1.0, fault="")
    for data, inside in (
        (in_time, True),
        (msgspec.structs.replace(in_time, task=Task.TAG), True),
        (msgspec.structs.replace(in_time, split=Split.SEQUENCE), False),
        (msgspec.structs.replace(in_time, task=Task.MANY_TO_ONE), False),
        (msgspec.structs.replace(in_time, text="kind"), False),
    ):
        insight.show_answer(parts, data)
        assert ("end of each" in insight._words(SEQUENCES)) is inside
        assert ("for validation" in insight._words(SEQUENCES)) is not inside
        assert insight.sequences.isColumnHidden(3) is inside
        assert insight._words(TARGET) == (
            "the end of each sequence is validated on" if inside else "split by whole sequences"
        )


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
    known = remembered.reading(user.window.settings.imports, DATA)
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


def test_that_choices_of_another_time_stand_is_said_and_taken_back(user: User, qtbot: QtBot) -> None:
    screen = user.show()
    assert screen.left.before.isHidden()
    user.choose(screen.reading.field("delimiter"), ";")
    assert screen.left.before.isHidden()  # chosen now
    with qtbot.waitSignal(user.window.conductor.data_changed):
        screen.ok.click()
    screen = user.show()
    assert screen.left.before.isVisible()
    assert user.asked[-1].read == ReadConfig(delimiter=";")
    screen.left.afresh.click()
    user.settle()
    assert screen.left.before.isHidden()
    assert screen.left.afresh.isHidden()
    assert (user.asked[-1].read, user.asked[-1].data) == (ReadConfig(), None)


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
