"""Day, month or year first? Decided for a whole column by all the evidence there is: what can be read at all, what goes
on in time, what leaves no gaps; and only then by custom. What stays open is told with every reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from gatescope.engine.data.columns.calendar_days import Floats
from gatescope.engine.data.columns.moments import YEAR, Key, WrittenMoments, unwrapped
from gatescope.engine.data.columns.rhythm import pace
from gatescope.engine.data.columns.styles import MONTH

NAMES = {"dmy": "day-first", "mdy": "month-first", "ymd": "year-first", "my": "month and year", "md": "month and day"}
ORDER_OF = {name: order for order, name in NAMES.items()}
_CUSTOM = {".": ("dmy", "ymd", "mdy"), "-": ("mdy", "dmy", "ymd"), "/": ("mdy", "dmy", "ymd")}
_LOOK = 200_000  # moments that tell how even an order is
_ROWS_LEAST = 8  # from which a rhythm is no chance
_MIXED = 0.3  # of the cells that another order reads, at least, too
_CLEARLY = 0.02  # of the steps more go the same way
_GAPS_TIMES, _GAPS_SHARE = 3, 0.1  # gaps: so many times as many, and so many of the rows more

Orders = Mapping[Key, str]


@dataclass(frozen=True, eq=False)
class OrderReading:
    """One way of reading the dates: ``order`` is ``day-first`` … or ``clock``, ``seconds`` (N,) what it makes of
    them."""

    order: str
    seconds: Floats


@dataclass(frozen=True, eq=False)
class _Tried:
    order: str
    seconds: Floats
    read: int
    rising: float
    regular: bool
    gaps: int
    even: int
    custom: int


def readings(
    written: WrittenMoments, dates: str = "", *, comma: bool = False, clock: bool = False, beside: Floats | None = None
) -> tuple[OrderReading, ...]:
    """The best reading of a column, and behind it those that the evidence leaves possible. ``dates``: the order that a
    person named. ``comma``: numbers of the file have decimal commas, which is where the day comes first. ``clock``: the
    column is called a time of day. ``beside`` (N,) or (1,): the seconds that other columns add to its dates."""
    added = np.zeros(1) if beside is None else beside
    keys = list(written.open)
    if not keys:
        return (OrderReading("", written.seconds if not added.any() else written.seconds + added),)
    choices = [_choices(key, dates, comma, clock) for key in keys]
    orders = [each for each in (dict(zip(keys, one, strict=True)) for one in product(*choices)) if _is_one(each)]
    tried = [_tried(_seconds(written, each) + added, each, choices) for each in orders]
    left = _left(tried, clock)
    best = max(left, key=lambda each: (each.even, each.custom))
    if _is_mixed(best):  # as when a spreadsheet has turned some of the dates round
        left = [*left, *(each for each in tried if each.read >= _MIXED * best.read)]
    others = [each for each in left if not np.array_equal(each.seconds, best.seconds, equal_nan=True)]
    told: dict[str, _Tried] = {}
    for each in others:
        told.setdefault(each.order, each)
    return (OrderReading(best.order, best.seconds), *(OrderReading(each.order, each.seconds) for each in told.values()))


def _seconds(written: WrittenMoments, orders: Orders) -> Floats:
    seconds = written.in_order(orders)
    return unwrapped(seconds, YEAR) if "md" in orders.values() else seconds


def _choices(key: Key, dates: str, comma: bool, clock: bool) -> Sequence[str]:
    """The orders of a kind of dates, the likeliest by custom first."""
    mark, in_full, clocked = key
    if mark == MONTH:
        return ["my", "md"]
    custom = list(_CUSTOM["." if comma else mark])
    if in_full:
        custom.remove("ymd")
    if dates in ORDER_OF and ORDER_OF[dates] in custom:
        return [ORDER_OF[dates]]
    if mark == "." and not in_full and not clocked:
        custom.insert(0 if clock else len(custom), "hms")
    return custom


def _is_one(orders: Orders) -> bool:
    """Whether dates that are written alike are in one order, be there a clock behind them or not."""
    return all(
        orders[mark, whole, not clocked] == order
        for (mark, whole, clocked), order in orders.items()
        if (mark, whole, not clocked) in orders
    )


def _is_mixed(best: _Tried) -> bool:
    """Whether dates that can be read in one order only go up and down without a rhythm then."""
    return not best.regular and best.rising < 1 and best.read >= _ROWS_LEAST


def _tried(seconds: Floats, orders: Orders, choices: Sequence[Sequence[str]]) -> _Tried:
    known = seconds[np.isfinite(seconds)][:_LOOK]
    steps = np.diff(known)
    rising = float(max((steps >= 0).mean(), (steps <= 0).mean())) if len(steps) else 0.0
    if "my" in orders.values() and len(steps):  # where a further series begins, they start again
        again = known[1:] == known[0]
        rising = max(rising, *(float((ways | again).mean()) for ways in (steps >= 0, steps <= 0)))
    rhythm = pace(np.unique(known))
    regular = rhythm.frequency not in ("", "irregular")
    custom = -sum(each.index(order) for each, order in zip(choices, orders.values(), strict=True))
    name = NAMES.get(next(iter(orders.values())), "clock")
    read = int(np.isfinite(seconds).sum())
    return _Tried(name, seconds, read, rising, regular, rhythm.gaps, evenness(known, rhythm.frequency), custom)


def _left(tried: list[_Tried], clock: bool) -> list[_Tried]:
    """Those that no evidence speaks against."""
    most = max(each.read for each in tried)
    left = [each for each in tried if each.read == most]
    if not clock:  # three numbers with points are a date where they can be one
        left = [each for each in left if each.order != "clock"] or left
    rhythmic = most >= _ROWS_LEAST and any(each.regular for each in left)
    if rhythmic and left[0].order in (NAMES["my"], NAMES["md"]):
        # a day without a year always goes on in the next one: first of all, months do not go on by the day that their
        # year would be
        left = _with_rhythm(left, most)
        return _straight([each for each in left if each.even == max(other.even for other in left)])
    left = _straight(left)
    return _with_rhythm(left, most) if rhythmic and any(each.regular for each in left) else left


def _straight(tried: list[_Tried]) -> list[_Tried]:
    """Those that go one way, where any does."""
    straight = max(each.rising for each in tried)
    return tried if straight <= 1 - _CLEARLY else [each for each in tried if each.rising >= straight - _CLEARLY]


def _with_rhythm(tried: list[_Tried], rows: int) -> list[_Tried]:
    """The regular ones with the fewest gaps."""
    left = [each for each in tried if each.regular]
    fewest = min(each.gaps for each in left)
    return [each for each in left if each.gaps <= _GAPS_TIMES * fewest + _GAPS_SHARE * rows]


def evenness(seconds: Floats, frequency: str) -> int:
    """Steps of months or years from a day within the month are rather days that were read wrongly."""
    if frequency not in ("monthly", "quarterly", "half-yearly", "yearly"):
        return 0 if frequency in ("", "irregular") else 2
    known = seconds[np.isfinite(seconds)].astype("M8[s]").astype("M8[D]")
    first = (known.astype("M8[M]") == known).all() or ((known + 1).astype("M8[M]") == known + 1).all()
    return 2 if first and frequency != "yearly" else 1
