"""Sessions on the disk: which are too many, how they are listed, and what is done with one by mouse, keys and menu."""

import time
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.gui.look import language, theme
from gatescope.gui.panels.start import session_words as words
from gatescope.gui.panels.start.session_row import SessionRow
from gatescope.gui.panels.start.session_rows import SessionRows
from gatescope.gui.panels.start.thumbnail import scaled
from gatescope.gui.state.kept_sessions import SessionList, too_many

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups and dialogs
NOON = time.mktime((2026, 11, 27, 12, 0, 0, 0, 0, -1))


def kept(name: str, age: float = 0.0, /, **more) -> m.KeptSession:
    """A session that nobody saved, ``age`` hours old at noon."""
    known = {"path": f"/kept/{name}.gatescope", "data": f"{name}.csv", "modified": NOON - 3600 * age, "size": 1_000_000}
    return m.KeptSession(**known | {"runs": 1, "steps": 9, "unsaved": True, "curves": ((1.0, 0.5, 0.25),)} | more)


# ---- too many --------------------------------------------------------------------------------------------------------


def names(sessions: tuple[m.KeptSession, ...]) -> list[str]:
    return [Path(one.path).stem for one in sessions]


def test_the_oldest_go_until_there_are_few_enough_and_they_are_small_enough() -> None:
    four = [kept("d", 4), kept("b", 2), kept("a", 1), kept("c", 3)]
    assert names(too_many(four, 2, 0)) == ["d", "c"]
    assert names(too_many(four, 0, 3_500_000)) == ["d"]
    assert names(too_many(four, 3, 2_000_000)) == ["d", "c"]
    assert names(too_many(four, 0, 1)) == ["d", "c", "b"], "the newest stays, however large it is"
    assert too_many(four, 0, 0) == too_many(four, 4, 4_000_000) == ()


def test_what_was_saved_named_is_open_or_was_not_closed_never_goes() -> None:
    safe = [kept("named", 9, name="mine", unsaved=False), kept("open", 8, open=True), kept("crashed", 7, clean=False)]
    assert names(too_many([*safe, kept("a", 1), kept("b", 2)], 1, 1)) == ["b"]


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 9), st.booleans(), st.booleans(), st.booleans()), max_size=12
    ),
    st.integers(0, 6),
    st.integers(0, 40),
)
def test_no_more_goes_than_must_and_never_what_may_not(told, most: int, size: int) -> None:
    every = [
        kept(str(at), age, size=large, unsaved=unsaved, open=opened, clean=clean)
        for at, (age, large, unsaved, opened, clean) in enumerate(told)
    ]
    going = too_many(every, most, size)
    assert all(one.unsaved and one.clean and not one.open for one in going)
    if going:  # without the last of them there were still too many
        left = [one for one in every if one.unsaved and one not in going[:-1]]
        assert (most and len(left) > most) or (size and sum(one.size for one in left) > size)


def test_a_list_comes_in_parts_and_what_was_known_stays_until_its_end() -> None:
    known = SessionList()
    a, b, c = kept("a", 1), kept("b", 2), kept("c", 3)
    known.take(m.SessionsListed(sessions=(a, b, c), first=True, last=True))
    assert (names(known.newest_first), known.complete) == (["a", "b", "c"], True)
    known.take(m.SessionsListed(sessions=(msgspec.structs.replace(c, modified=NOON),), first=True, last=False))
    assert (names(known.newest_first), known.complete) == (["c", "a", "b"], False)
    known.take(m.SessionsListed(sessions=(a,), first=False, last=True, left=1))
    assert (names(known.newest_first), known.complete) == (["c", "a", "b"], False), "b may be the one that is left"
    known.take(m.SessionsListed(sessions=(a, c), first=True, last=True))
    assert (names(known.newest_first), known.complete) == (["a", "c"], True)


# ---- words and picture -----------------------------------------------------------------------------------------------


def test_a_session_says_its_name_its_runs_when_it_was_and_how_large_it_is() -> None:
    assert words.title(kept("air")) == "air"
    assert words.title(kept("air", name="My <b>wave</b>")) == "My <b>wave</b>"
    assert words.title(kept("air", unsaved=False, data="other.csv")) == "air"
    assert words.details(kept("air"), NOON) == "1 run · today 12:00 · 1 MB"
    assert words.details(kept("air", 20, runs=1200), NOON) == "1,200 runs · yesterday 16:00 · 1 MB"
    assert words.details(kept("air", 72, runs=0, clean=False), NOON) == "was not closed · no runs · 2026-11-24 · 1 MB"
    assert words.details(kept("air", open=True, clean=False), NOON).startswith("open now · 1 run ·")
    assert words.details(kept("air", modified=1e300), NOON).startswith("1 run · – ·")


def test_the_tip_has_what_there_is_no_room_for() -> None:
    session = kept("air", runs=5, called=("LSTM", "GRU"), steps=1200)
    assert words.tip(session).splitlines() == [
        "Open /kept/air.gatescope",
        words.details(session),
        "LSTM, GRU, …",
        "1,200 steps",
    ]


def test_the_sentence_names_the_bound_that_is_passed() -> None:
    every = tuple(kept(name) for name in "abcde")
    assert "There are 5 sessions that you did not save, and 2 are kept" in words.too_many(every[:3], every, 2, "2 GB")
    said = words.too_many(every[:4], every, 9, "2 MB")
    assert "take 5 MB, and 2 MB are kept: when you quit, the oldest 4" in said
    assert "(a, b, c …)" in said


def test_curves_share_one_scale_and_an_explosion_flattens_nothing() -> None:
    first, second = scaled(((1.0, 0.1, 0.01), (1e30, 1.0, 0.1)))
    assert first == pytest.approx([0.5, 0.25, 0.0])
    assert second == pytest.approx([1.0, 0.5, 0.25])
    assert scaled(((2.0, -2.0),)) == [[1.0, 0.0]]
    assert scaled(((3.0, 3.0),)) == [[0.0, 0.0]]
    assert scaled(()) == []


# ---- rows ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows(qtbot: QtBot, qapp: QApplication) -> SessionRows:
    theme.apply(qapp, "light")
    made = SessionRows(columns=2)
    qtbot.addWidget(made)
    made.show_sessions([kept(name, at) for at, name in enumerate("abcd")])
    made.resize(700, 100)
    with qtbot.waitExposed(made):
        made.show()
    return made


def pixels(row: SessionRow) -> np.ndarray:
    image = row.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def nearest(image: np.ndarray, colour: str) -> float:
    """How far the pixel that is most like ``colour`` is from it: lines are smoothed."""
    given = image.reshape(-1, 1).view(np.uint8).astype(float)[:, 2::-1]
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return float(np.abs(given - wanted).max(axis=1).min())


def test_a_row_has_a_picture_of_its_own_curves(rows: SessionRows, qapp: QApplication) -> None:
    falling = pixels(rows.rows[0])[6:38, 6:62]
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        assert nearest(pixels(rows.rows[0])[6:38, 6:62], theme.current().run_colour(0)) < 24
        assert nearest(pixels(rows.rows[0])[6:38, 6:62], theme.current().run_colour(1)) > 60
    theme.apply(qapp, "light")
    rows.rows[0].show_session(kept("a", curves=((0.25, 0.5, 1.0),)), gone=False)
    assert (pixels(rows.rows[0])[6:38, 6:62] != falling).any()
    rows.rows[0].show_session(kept("a", curves=()), gone=False)
    assert nearest(pixels(rows.rows[0])[6:38, 6:62], theme.current().run_colour(0)) > 60


def test_a_click_enter_and_space_open(rows: SessionRows, qtbot: QtBot) -> None:
    opened: list[str] = []
    rows.opened.connect(opened.append)
    qtbot.mouseClick(rows.rows[1], Qt.MouseButton.LeftButton)
    rows.rows[2].setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(rows.rows[2], key)
    assert opened == [kept("b").path, kept("c").path, kept("c").path]


def test_arrows_move_among_the_rows(rows: SessionRows, qtbot: QtBot) -> None:
    rows.rows[0].setFocus()
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 3), (Qt.Key.Key_Left, 2), (Qt.Key.Key_Down, 2)):
        qtbot.keyClick(rows.focusWidget(), key)
        assert rows.focusWidget() is rows.rows[at]


def test_f2_renames_where_the_name_stands(rows: SessionRows, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    opened: list[str] = []
    rows.renamed.connect(lambda *renamed: told.append(renamed))
    rows.opened.connect(opened.append)
    row = rows.rows[0]
    for typed, end in (("other", Qt.Key.Key_Return), ("never", Qt.Key.Key_Escape), ("", Qt.Key.Key_Return)):
        row.setFocus()
        qtbot.keyClick(row, Qt.Key.Key_F2)
        assert row.field.isVisible()
        assert row.field.text() == "a"
        qtbot.keyClicks(row.field, typed)
        qtbot.keyClick(row.field, end)
        assert row.field.isHidden()
    assert (told, opened) == ([(kept("a").path, "other")], [])
    row.rename()
    qtbot.keyClick(row.field, Qt.Key.Key_Delete)  # what is selected
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert told[-1] == (kept("a").path, "")


def test_delete_offers_to_take_it_back_and_opens_nothing(rows: SessionRows, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    for signal in ("deleted", "taken_back", "opened"):
        getattr(rows, signal).connect(lambda path, signal=signal: told.append((signal, Path(path).stem)))
    rows.rows[0].setFocus()
    qtbot.keyClick(rows.rows[0], Qt.Key.Key_Delete)
    assert told == [("deleted", "a")]
    rows.show_sessions([row.session for row in rows.rows], {kept("a").path})
    assert rows.rows[0].text() == "a is deleted"
    qtbot.mouseClick(rows.rows[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(rows.rows[0], Qt.Key.Key_Delete)
    assert told == [("deleted", "a")]
    rows.rows[0].undo.click()
    qtbot.keyClick(rows.rows[0], Qt.Key.Key_Return)
    assert told[1:] == [("taken_back", "a")] * 2


def test_the_menu_of_a_row_has_all_of_it_and_what_is_open_is_not_deleted(rows: SessionRows, qtbot: QtBot) -> None:
    told: list[str] = []
    rows.deleted.connect(told.append)
    for opened in (False, True):
        rows.rows[0].show_session(kept("a", open=opened), gone=False)
        rows.rows[0].more.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [action.text().split("\t")[0] for action in menu.actions()] == ["Open", "Rename", "Delete"]
        assert menu.actions()[2].isEnabled() is not opened
        menu.actions()[1].trigger()
        assert rows.rows[0].field.isVisible()
        qtbot.keyClick(rows.rows[0].field, Qt.Key.Key_Escape)
        menu.actions()[2].trigger()
        menu.close()
        rows.rows[0].delete()
    assert told == [kept("a").path] * 2, "by the menu and by its key, while it was not open"


def test_rows_stay_where_their_sessions_do(rows: SessionRows) -> None:
    first, *others = rows.rows
    rows.rows[1].rename()
    rows.show_sessions([row.session for row in others])
    assert rows.rows == others
    assert others[0].field.isVisible()
    assert first.isHidden()


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_row_speaks_the_language_and_wears_the_theme(
    rows: SessionRows, qapp: QApplication, code: str, name: str
) -> None:
    language.apply(qapp, code)
    theme.apply(qapp, name)
    rows.rows[0].show_session(kept("a"), gone=True)
    assert rows.rows[0].text() == {"en": "a is deleted", "ko": "a 삭제됨"}[code]
    assert rows.rows[0].undo.geometry().right() < rows.rows[0].width()
    assert rows.rows[0].undo.width() >= rows.rows[0].undo.sizeHint().width()
    language.apply(qapp, "en")
    theme.apply(qapp, "light")
