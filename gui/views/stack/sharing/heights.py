"""The heights of the rows where one of them is large: in *Simple* what goes in, the hidden state and what comes out, in
focus one row, or a page from another place; all others are strips, or where even those have no room, names on one line.
Whole pixels that add up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gatescope.gui.views.stack.layout import (
    AXIS,
    GUTTER,
    KEY,
    LEAST,
    LINE,
    NAME_LEFT,
    TOP,
    Band,
    Form,
    Grow,
    Part,
    StackRow,
    evenly,
)
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.views.stack.sharing.folding import FOLD, NAMES
from gatescope.gui.views.stack.sharing.guest import GUEST

WIDE, TIGHT = 8, 3  # px between rows, and between strips
STRIP, FOCUS_STRIP, TALL_STRIP = 14, 18, 24
INPUT, LOW_INPUT, LOW, LOWEST = 56, 28, 40, 20
PER_UNIT, PER_LETTER, MAIN_LEAST, LARGE_LEAST = 8, 16, 128, 160
NAME, LINES = 80, 3  # px that a name needs, and lines of names at most
BESIDE = GUTTER - NAME_LEFT  # px that several lines of names have beside the columns
SMALLEST = 200  # px of a page, below which names are cut rather than the page
GUEST_LEAST = 320  # px of a page, before all rows give way to their names
TALL = 1200  # px of the stack from which everything grows
FEW = 560  # px of the stack below which strips are names
MAIN_MOST, OUTCOME_LEAST = 0.40, 0.25  # of the stack


@dataclass(frozen=True)
class Sized:
    """A row with its height; 0 until it is known what the others leave."""

    row: StackRow
    form: Form
    height: int
    key: int = 0
    folded: tuple[StackRow, ...] = ()


def share(
    height: int,
    rows: Sequence[StackRow],
    choice: RowsChoice,
    units: int,
    *,
    main: str = "",
    wide: int = 0,
    hosting: bool = False,
) -> tuple[Band, ...]:
    """Where the rows stand in a stack of this height, whose columns are ``wide`` px. A focus that no row has is none;
    ``main`` is the map that is large in *Simple*, '': the first. ``hosting``: a page from another place stands above
    them."""
    if hosting:
        return _stand(_around_a_page(height, rows, wide))
    names = covered(rows, choice, main)
    seen = tuple(row for row in rows if row not in names)
    below = (_line(names, wide),) if names else ()
    if any(row.name == choice.focus for row in seen):
        return _stand(_focused(height, seen, choice.focus, below, wide))
    plain = choice.mode is Mode.SIMPLE and sum(row.part.unitwise for row in seen) > 0
    # what was uncovered is there to be looked at: no map is a strip then
    if plain and (not choice.presented or sum(row.part.unitwise for row in seen) == 1):
        return _stand(_simple(height, seen, units, main, below, wide))
    return _open(height, seen, names, wide)


def _open(
    height: int, rows: tuple[StackRow, ...], names: tuple[StackRow, ...], wide: int, *, whole: bool = True
) -> tuple[Band, ...]:
    """All rows alike, and below them the names of the others. Where they do not fit, the gradient is a name too, then
    the maps are strips."""
    tall = _line(names, wide).height if names else 0
    bands = evenly(height - (tall + WIDE if tall else 0), rows)
    if bands and bands[-1].bottom + (tall + WIDE if tall else 0) + AXIS > height:
        gradient = tuple(row for row in rows if row.part.gradient)
        if whole and gradient:
            others = tuple(row for row in rows if not row.part.gradient)
            return _open(height, others, (*gradient, *names), wide, whole=False)
        return _stand(_squeezed(height, rows, names, wide))
    if not tall:
        return bands
    return (*bands, Band(FOLD, 0, height - AXIS - tall, tall, form=Form.FOLDED, rows=names))


def _squeezed(height: int, rows: tuple[StackRow, ...], names: tuple[StackRow, ...], wide: int) -> list[Sized]:
    """As much of them as there is room for."""
    sized = [_beside(row) for row in rows] + ([_line(names, wide)] if names else [])
    for tighter in (_as_they_are, _folded, _lowest, _named, _line_up):
        sized = tighter(sized, wide)
        if _left(height, sized) >= 0:
            break
    return sized


def _line(rows: tuple[StackRow, ...], wide: int) -> Sized:
    """The names of these rows, on as many lines as make them wide enough to be read."""
    lines = 1
    if wide and len(rows) * NAME > wide:
        lines = min(max(-(-len(rows) * NAME // (wide + BESIDE)), 2), LINES)  # several lines begin in the gutter
    return Sized(StackRow(FOLD, 0), Form.FOLDED, NAMES * lines, folded=rows)


def covered(rows: Sequence[StackRow], choice: RowsChoice, main: str = "") -> tuple[StackRow, ...]:
    """Those that are names alone before an audience."""
    large = _main(rows, main)
    plain = {row.name for row in rows if row is large or row.part.seen_first}
    names = (row for row in rows if row.name != choice.focus)  # what is large is seen
    return tuple(row for row in names if choice.covers(row.name, by_itself=row.name not in plain))


def _main(rows: Sequence[StackRow], name: str) -> StackRow | None:
    """The map of this name, else the hidden state, wherever it stands."""
    maps = [row for row in rows if row.part.unitwise]
    if named := [row for row in maps if row.name == name]:
        return named[0]
    return min(maps, key=lambda row: (row.part.gradient, row.index), default=None)


# ---- a page in the middle ------------------------------------------------------------------------------------------


def _around_a_page(height: int, rows: Sequence[StackRow], wide: int) -> list[Sized]:
    """The page takes what low rows leave, and when that is too little, what their names leave."""
    sized = [_beside(row) for row in rows]
    page = Sized(StackRow(GUEST, 0), Form.OPEN, 0)
    ways = (
        (_as_they_are, GUEST_LEAST),
        (_folded, GUEST_LEAST),
        (_lowest, GUEST_LEAST),
        (_named, SMALLEST),
        (_line_up, 0),
    )
    for tighter, enough in ways:
        sized = tighter(sized, wide)
        left = _left(height, [page, *sized])
        if left >= enough:
            break
    return [replace(page, height=max(left, LEAST)), *sized]


def _line_up(sized: list[Sized], _wide: int) -> list[Sized]:
    """On one line, however short the names are then."""
    return [replace(one, height=NAMES) for one in sized]


def _named(sized: list[Sized], wide: int) -> list[Sized]:
    return [_line(tuple(row for one in sized for row in (one.folded or (one.row,))), wide)]


# ---- in focus ------------------------------------------------------------------------------------------------------


def _focused(height: int, rows: Sequence[StackRow], focus: str, below: tuple[Sized, ...], wide: int) -> list[Sized]:
    sized = [_beside(row) if row.name != focus else Sized(row, Form.LARGE, 0) for row in rows] + list(below)
    sized = [replace(one, key=KEY if one.form is Form.LARGE and one.row.part.keyed else 0) for one in sized]
    for tighter in (_as_they_are, _folded, _lowest):
        sized = tighter(sized, wide)
        left = _left(height, sized)
        if left >= LARGE_LEAST:
            break
    return [replace(one, height=max(left, LEAST)) if one.form is Form.LARGE else one for one in sized]


def _beside(row: StackRow) -> Sized:
    """A row that is not in focus."""
    part = row.part
    if part.unitwise:
        return Sized(row, Form.STRIP, FOCUS_STRIP)
    if part.height is Grow.CURVE:
        return Sized(row, Form.LOW, LOW_INPUT if part.first else LOW)
    return Sized(row, Form.LOW, min(_own(part), LOW))


def _own(part: Part) -> int:
    return LOW if isinstance(part.height, Grow) else part.height


def _as_they_are(sized: list[Sized], _wide: int) -> list[Sized]:
    return sized


def _folded(sized: list[Sized], wide: int) -> list[Sized]:
    """The strips as names on one line, where the first of them stood."""
    strips = tuple(row for one in sized if _narrow(one) for row in (one.folded or (one.row,)))
    if not strips:
        return sized
    line = _line(strips, wide)
    at = next(at for at, one in enumerate(sized) if _narrow(one))
    return [line if i == at else one for i, one in enumerate(sized) if i == at or not _narrow(one)]


def _narrow(one: Sized) -> bool:
    return one.form in (Form.STRIP, Form.FOLDED)


def _lowest(sized: list[Sized], _wide: int) -> list[Sized]:
    return [
        replace(one, height=min(one.height, _lowest_of(one.row.part))) if one.form is Form.LOW else one for one in sized
    ]


def _lowest_of(part: Part) -> int:
    """What is said and what is true need a line each."""
    return 2 * LINE + 2 if part.shares or part.plain else LOWEST


# ---- simple --------------------------------------------------------------------------------------------------------


def _simple(
    height: int, rows: Sequence[StackRow], units: int, name: str, below: tuple[Sized, ...], wide: int
) -> list[Sized]:
    main = _main(rows, name)
    sized = [_in_simple(row, main, height) for row in rows] + list(below)
    if height < FEW:
        sized = _folded(sized, wide)
    loose = [one for one in sized if one.form is Form.OPEN and not one.height]
    left, space = _left(height, sized), height - TOP - AXIS
    tall = left
    if loose:
        each = PER_LETTER if main is not None and any(one.row.beside for one in sized) else PER_UNIT
        wanted = max((2 if height >= TALL else 1) * each * units, MAIN_LEAST)
        tall = min(wanted, round(MAIN_MOST * space), left - min(round(OUTCOME_LEAST * space), left // 2))
    outcome, more = divmod(max(left - tall, 0), max(len(loose), 1))
    heights = {one.row: outcome + (at < more) for at, one in enumerate(loose)} | {main: tall}
    return [replace(one, height=max(heights.get(one.row, one.height), LEAST)) for one in sized]


def _in_simple(row: StackRow, main: StackRow | None, height: int) -> Sized:
    part = row.part
    if row is main:
        return Sized(row, Form.MAIN, 0)
    if row.beside:
        return Sized(row, Form.OPEN, 0)
    if row.brief:
        return Sized(row, Form.LOW, _lowest_of(part))
    if part.unitwise:
        return Sized(row, Form.STRIP, TALL_STRIP if height >= TALL else STRIP)
    if part.first:
        tall = INPUT if height >= FEW - 160 else LOW_INPUT
        return Sized(row, Form.LOW, part.height if isinstance(part.height, int) else tall)
    if part.loose:
        return Sized(row, Form.OPEN, 0)
    return Sized(row, Form.LOW, min(_own(part), 2 * LINE) if height < FEW - 160 else _own(part))


# ---- from top to bottom --------------------------------------------------------------------------------------------


def _left(height: int, sized: Sequence[Sized]) -> int:
    """What the rows with a height leave to those without one."""
    taken = sum(one.height + one.key for one in sized) + sum(_gaps(sized))
    return height - TOP - AXIS - taken


def _gaps(sized: Sequence[Sized]) -> list[int]:
    """Below each row but the last."""
    strip = [one.form is Form.STRIP for one in sized]
    return [TIGHT if a and b else WIDE for a, b in pairwise(strip)]


def _stand(sized: Sequence[Sized]) -> tuple[Band, ...]:
    bands, y = [], TOP
    for one, gap in zip(sized, [*_gaps(sized), 0], strict=True):
        row = one.row
        bands.append(
            Band(row.part, row.index, y + one.key, one.height, one.key, one.form, row.name, one.folded, row.number)
        )
        y += one.key + one.height + gap
    return tuple(bands)
