"""What was found out about a file is listed with its reason, undone and redone; what is open is asked at the top."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import DataConfig, Kind, ReadConfig, RowOrder, Task, Transform
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.found import Found, FoundKind, Undo
from gatescope.engine.protocol.messages import Role
from gatescope.gui.importing.banners import asked_of
from gatescope.gui.importing.draft import Draft, trainable_for
from gatescope.gui.importing.table import Page, PreviewTable
from gatescope.gui.look import language, theme
from tests.gui import fake_previews
from tests.gui.import_user import User, user_at_window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    theme.apply(qapp, "light")
    with user_at_window(qtbot, tmp_path) as made:
        yield made


def told(user: User) -> list[tuple[str, str, str]]:
    rows = user.screen.found.rows
    return [(row.title.text(), row.reason.text(), row.link.text()) for row in rows]


# ---- the list -------------------------------------------------------------------------------------------------------


def test_a_file_with_nothing_to_tell_shows_its_reading_instead(user: User) -> None:
    screen = user.show()
    assert not screen.found.isVisible()
    assert screen.reading.isVisible()
    assert not screen.banners.isVisible()


def test_what_was_found_is_undone_and_redone_with_a_click(user: User) -> None:
    screen = user.show("/data/mixed.csv")
    before = told(user)
    assert before[0] == ("Sorted by time", "12 of 60 records stood after a later one", "undo")
    assert not screen.reading.isVisible()  # folded into a line
    screen.found.rows[0].link.click()
    user.settle()
    assert user.asked[-1].read.rows is RowOrder.FILE
    assert told(user)[0] == ("Sorted by time", "undone by you", "redo")
    screen.found.rows[0].link.click()
    user.settle()
    assert user.asked[-1].read == ReadConfig()
    assert told(user) == before
    assert screen.talk.draft == Draft()


def test_a_choice_about_the_data_is_undone_too(user: User) -> None:
    screen = user.show("/data/mixed.csv")
    assert told(user)[1][0] == "Learnt as: difference"
    screen.found.rows[1].link.click()
    user.settle()
    assert user.asked[-1].data is not None
    assert user.asked[-1].data.transform is Transform.NONE
    assert told(user)[0][2] == "redo"


def test_what_is_undone_is_forgotten_when_the_setting_is_chosen_otherwise(user: User) -> None:
    screen = user.show("/data/mixed.csv")
    screen.found.rows[0].link.click()
    user.settle()
    screen.reading.changed.emit("rows", RowOrder.TIME)
    user.settle()
    assert told(user)[0][2] == "undo"
    assert screen.talk.draft.answers == ()


def test_the_settings_unfold_and_fold(user: User) -> None:
    screen = user.show("/data/mixed.csv")
    screen.left.fold.click()
    assert screen.reading.isVisible()
    screen.left.fold.click()
    assert not screen.reading.isVisible()
    assert screen.left._summary.text() == "UTF-8 · comma · header in line 1"


# ---- the banners ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "dates", "link"), [(0, "day-first", "undo"), (1, "month-first", "redo")])
def test_a_tie_is_asked_with_both_readings(user: User, button: int, dates: str, link: str) -> None:
    screen = user.show("/data/tie.csv")
    (question,) = screen.banners.asked
    assert [each.text() for each in question.buttons] == ["day first", "month first"]
    question.buttons[button].click()
    user.settle()
    assert user.asked[-1].read.dates == dates
    assert not screen.banners.isVisible()
    assert told(user)[0][2] == link  # and can be taken back
    screen.found.rows[0].link.click()
    user.settle()
    assert screen.banners.isVisible()


def test_an_unread_time_has_a_field_and_the_preview_follows(user: User, qtbot: QtBot) -> None:
    screen = user.show("/data/unread.csv")
    banner = screen.banners.unread
    assert banner.isVisible()
    assert "1~1~2021" in banner.title.text()
    assert (banner.counted, banner.use.isEnabled()) == ("0 of 60", False)
    QTest.keyClicks(banner.pattern, "DD~MM~YYYY")
    qtbot.waitUntil(lambda: user.asked[-1].read.dates == "DD~MM~YYYY")
    user.settle()
    qtbot.waitUntil(lambda: banner.counted == "60 of 60")
    banner.use.click()
    assert not screen.banners.isVisible()
    assert screen.talk.draft.read.dates == "DD~MM~YYYY"


def test_a_pattern_that_names_nothing_is_said(user: User) -> None:
    screen = user.show("/data/unread.csv")
    QTest.keyClicks(screen.banners.unread.pattern, "hm")
    QTest.keyClick(screen.banners.unread.pattern, Qt.Key.Key_Return)
    assert "hm" in screen._news.text()
    assert screen.isVisible()  # Return took the pattern, and opened nothing


# ---- records that are none ------------------------------------------------------------------------------------------


def test_a_record_left_out_is_struck_through_and_kept_with_a_click(qtbot: QtBot) -> None:
    table = PreviewTable()
    qtbot.addWidget(table)
    found = Found(kind=FoundKind.SORTED, count=1, lines=(3,), undo=Undo(path="read.rows", value="file"))
    cells = fake_previews.cells()[:4]
    page = Page(fake_previews.columns(), {}, cells, (2, 3, 4, 5), bad=frozenset({(1, 2), (2, 2)}), left_out={3: found})
    table.show_page(page)
    model = table.page_model
    assert [model.is_skipped(row) for row in range(4)] == [False, True, False, False]
    assert model.index(1, 0).data(Qt.ItemDataRole.FontRole).strikeOut()
    assert "Sorted by time" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    backs = [model.index(row, 2).data(Qt.ItemDataRole.BackgroundRole) for row in (1, 2)]
    assert [back is None for back in backs] == [True, False]  # what is no record has no bad cells
    keep = table.indexWidget(model.index(1, 4))
    assert isinstance(keep, QPushButton)
    with qtbot.waitSignal(table.answered) as caught:
        keep.click()
    assert caught.args == [found, found.undo]
    table.show_page(replace(page, left_out={}))
    assert not isinstance(table.indexWidget(model.index(1, 4)), QPushButton)


def _time_page(cells: list[str], moments: list[str]) -> Page:
    columns = (m.Column(name="t", type=m.ColumnType.TIME), m.Column(name="v", type=m.ColumnType.NUMERIC))
    rows = [[cell, "1"] for cell in cells]
    return Page(columns, {"t": m.Role.TIME}, rows, range(2, 2 + len(rows)), moments=moments)


@pytest.mark.parametrize(
    ("cell", "moment", "beside"),
    [
        ("10-feb-23", "2023-02-10", True),
        ("02/08/2022", "2022-08-02", True),
        ("44928.625", "2023-01-01 15:00", True),
        ("23.1.2", "2023-01-02", True),
        ("2023-02-10", "2023-02-10", False),
        ("2023-02-10(금)", "2023-02-10", False),
        ("2022-06-28T13:00:00Z", "2022-06-28 13:00", False),
        ("2019.01", "2019-01-01", False),
        ("1900", "1900-01-01", False),
        ("nonsense", "", False),
    ],
)
def test_the_moment_stands_beside_a_time_that_does_not_say_it(cell: str, moment: str, beside: bool) -> None:
    page = _time_page(["2023-02-09", cell], ["2023-02-09", moment])
    assert [page.moment((1, at)) for at in (0, 1)] == [moment if beside else "", ""]


def test_a_moment_is_painted_within_its_cell_and_told(qtbot: QtBot) -> None:
    table = PreviewTable()
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.show_page(_time_page(["10-feb-23"] * 3, ["2023-02-10"] * 3))
    index = table.page_model.index(1, 0)
    assert "2023-02-10" in index.data(Qt.ItemDataRole.ToolTipRole)
    with_it, wide = table.grab(table.visualRect(index).translated(40, 80)).toImage(), table.columnWidth(0)
    table.show_page(_time_page(["10-feb-23"] * 3, [""] * 3))
    assert table.columnWidth(0) < wide
    table.setColumnWidth(0, wide)
    assert table.grab(table.visualRect(index).translated(40, 80)).toImage() != with_it


# ---- free of Qt -----------------------------------------------------------------------------------------------------


def test_words_are_taken_back_one_by_one() -> None:
    first = Found(kind=FoundKind.ENCODING, accept=Undo(path="read.missing", value=("x",)))
    second = Found(kind=FoundKind.HEADER, accept=Undo(path="read.missing", value=("x", "y")))
    draft = Draft()
    for found in (first, second):
        assert found.accept is not None
        draft = draft.answering(found, found.accept)
    assert draft.read.missing == ("x", "y")
    assert len(draft.answers) == 2
    draft = draft.taking_back(draft.answers[0])
    assert draft.read.missing == ("y",)
    assert [each.found for each in draft.answers] == [second]
    assert draft.taking_back(draft.answers[0]) == Draft()


def test_only_shapes_that_this_file_can_be_trained_for_stand_there() -> None:
    numbers = tuple(m.Column(name=name, type=m.ColumnType.NUMERIC, distinct=500) for name in "ab")
    words = m.Column(name="kind", type=m.ColumnType.CATEGORY, distinct=3, levels=("a", "b", "c"))
    data = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",))
    assert trainable_for(data, numbers[:1]) == (Task.NEXT,)
    assert trainable_for(data, numbers) == (Task.NEXT, Task.ONE_TO_ONE)
    assert trainable_for(data, (*numbers, words)) == (Task.NEXT, Task.TAG, Task.MANY_TO_ONE, Task.ONE_TO_ONE)
    chosen = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",), task=Task.ONE_TO_ONE)
    assert trainable_for(chosen, numbers) == (Task.NEXT, Task.ONE_TO_ONE)


# ---- between states -------------------------------------------------------------------------------------------------


def test_a_pattern_that_reads_all_says_so_and_can_be_taken_back(user: User, qtbot: QtBot) -> None:
    screen = user.show("/data/unread.csv")
    banner = screen.banners.unread
    assert "cannot be read" in banner.title.text()
    QTest.keyClicks(banner.pattern, "DD~MM~YYYY")
    qtbot.waitUntil(lambda: banner.counted == "60 of 60")
    assert banner.title.text() == "“date” is read as a time"
    assert banner.reason.text() == "daily: 2020-01-01 … 2020-02-29"
    banner.use.click()
    user.settle()
    assert told(user)[0] == ("“date” is read as a time", "you chose: DD~MM~YYYY", "undo")
    screen.found.rows[0].link.click()
    user.settle()
    assert user.asked[-1].read == ReadConfig()
    assert "cannot be read" in banner.title.text()


def test_a_third_reading_is_a_button_too(user: User) -> None:
    screen = user.show("/data/three-tie.csv")
    (question,) = screen.banners.asked
    assert [each.text() for each in question.buttons] == ["day first", "month first", "year first"]
    question.buttons[2].click()
    user.settle()
    assert user.asked[-1].read.dates == "year-first"
    assert told(user)[0][1:] == ("you chose: year first", "undo")


def test_guesses_about_the_data_stay_in_sight_when_something_else_is_chosen(user: User) -> None:
    screen = user.show("/data/mixed.csv")
    before = told(user)
    screen.task.chosen.emit("horizon", 2)
    user.settle()
    assert told(user) == before
    screen.task.chosen.emit("transform", Transform.LOG)
    user.settle()
    assert [each[0] for each in told(user)] == ["Sorted by time"]


def test_what_is_more_than_banners_can_hold_is_listed(user: User) -> None:
    asked = [
        Found(
            kind=FoundKind.HEADER,
            columns=(name,),
            value="yes",
            decide=True,
            accept=Undo(path="read.header", value=True),
        )
        for name in "abcde"
    ]
    assert len(asked_of(asked)) == 3
    user.show("/data/mixed.csv")
    screen = user.screen
    assert screen.talk.answer is not None
    screen.left.show_draft(Draft(), screen.talk.answer.info, asked, asked=asked_of(asked))
    assert [row.amber for row in screen.found.rows] == [True, True]


def test_another_target_leaves_the_roles_that_a_person_chose() -> None:
    found = Found(kind=FoundKind.TARGET_LAST, columns=("a",), undo=Undo(path="data.targets", value=("b",)))
    draft = Draft().using("c", Role.INPUT, Role.CATEGORY)
    base = DataConfig(kind=Kind.TABLE, inputs=("a", "b", "c"), targets=("a",))
    columns = tuple(m.Column(name=name, type=m.ColumnType.NUMERIC) for name in "abc")
    assert found.undo is not None
    undone = draft.answering(found, found.undo)
    data = undone.config(base, columns)
    assert (set(data.inputs), data.categories, data.targets) == ({"a", "b"}, ("c",), ("b",))
    later = undone.using("a", Role.INPUT, Role.TARGET).config(base, columns)
    assert later.targets == ("b", "a")
    assert undone.taking_back(undone.answers[0]) == draft


def test_a_state_for_each_step_is_a_forecast_again_with_one_click() -> None:
    found = Found(kind=FoundKind.STATE, columns=("state",), undo=Undo(path="data.targets", value=("a",)))
    base = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("state",), task=Task.TAG, classes=True)
    columns = (
        m.Column(name="a", type=m.ColumnType.NUMERIC),
        m.Column(name="state", type=m.ColumnType.NUMERIC, distinct=2, levels=("0", "1")),
    )
    assert found.undo is not None
    data = Draft().answering(found, found.undo).config(base, columns)
    assert (data.task, data.classes, data.targets) == (Task.NEXT, False, ("a",))


@pytest.mark.parametrize("spoken", ["en", "ko"])
@pytest.mark.parametrize("name", ["air", "mixed", "unread", "three-tie"])
def test_all_fits_into_the_smallest_window(user: User, qapp: QApplication, spoken: str, name: str) -> None:
    language.apply(qapp, spoken)
    try:
        least = user.show(f"/data/{name}.csv").minimumSizeHint()
        assert least.width() <= 960
        assert least.height() <= 540
    finally:
        language.apply(qapp, language.ENGLISH)


def test_a_low_window_asks_one_thing_at_a_time(user: User) -> None:
    screen = user.show("/data/unread-tie.csv")
    assert len(screen.banners.asked) == 1
    screen.resize(1000, 560)
    assert not screen.banners.asked
    assert screen.banners.unread.isVisible()
    assert "Day and month could change places" in [row.title.text() for row in screen.found.rows]
    screen.resize(1280, 720)
    assert len(screen.banners.asked) == 1


def test_a_column_grows_with_the_name_of_its_role(user: User) -> None:
    table = user.show().table
    at = next(i for i, each in enumerate(table.page_model.page.columns) if each.name == "b")
    user.screen.use("b", Role.INPUT_TARGET)
    user.settle()
    assert table.columnWidth(at) >= table.roles.needed(at)


def test_nothing_can_be_chosen_before_something_was_read(user: User) -> None:
    user.window.files.show("/data/mixed.csv")
    screen = user.screen
    assert not any(each.isVisible() for each in (screen.task, screen.left, screen.strip, screen.insight))
    user.settle()
    assert all(each.isVisible() for each in (screen.task, screen.left, screen.strip, screen.insight))


def test_every_way_to_take_it_is_a_click_away(user: User) -> None:
    screen = user.show("/data/mixed.csv")
    repeats = [Undo(path="read.repeats", value=how, option=f"--repeats {how}") for how in ("average", "drop")]
    twice = Found(kind=FoundKind.REPEATED, count=3, value="keep", undo=repeats[0], further=(repeats[1],))
    screen.found.show_found((twice,), ())
    (row,) = screen.found.rows
    assert [each.text() for each in (row.link, *row.further)] == ["average", "drop"]
    row.further[0].click()
    user.settle()
    assert user.asked[-1].read.repeats == "drop"
    assert told(user)[0][1] == "you chose: drop"
