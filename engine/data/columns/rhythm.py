"""How often rows come, and where the rhythm lacks some, found on a whole column at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAY = 86_400.0
TOLD = 10  # gaps whose rows are told
_FIXED = {DAY / 24: "hourly", DAY / 48: "half-hourly", DAY: "daily", 7 * DAY: "weekly", 60.0: "minutely"}
_CALENDAR = ((28, 31, "monthly", 1), (90, 92, "quarterly", 3), (181, 184, "half-yearly", 6), (365, 366, "yearly", 12))
_AGREE = 0.75  # of the distances, so that weekends and a few gaps do not make a daily series irregular
_AGREE_LONG, _LONG = 0.5, 50  # of many distances, when nearly all of the others are multiples
_MULTIPLES = 0.95
_NEARLY = 1e-3  # of a step: clocks drift
_WEEK_LEAST = 10  # rows without a weekend, from which there is taken to be none
_SELDOM = 0.2  # of what the other weekdays have, at most, has one on which nobody works: a single Saturday is no rule
_PIECE = 1 << 16  # moments compared at once: they stay in the processor's cache

_MOSTLY = 1.5  # steps that fall for one that rises, in a file of which the newest row comes first; shuffled, as many
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Rhythm:
    """``frequency`` is a word: ``monthly``, ``half-hourly``, ``15-minutely`` … or ``irregular``, '' where fewer than
    two moments are known. ``gaps`` rows are lacking, the first of the places where being behind the rows ``before``.
    ``falling``: the newest comes first, more often than not; ``turned``: most of the time. ``backwards`` rows are out
    of that order."""

    frequency: str = ""
    gaps: int = 0
    before: tuple[int, ...] = ()
    falling: bool = False
    backwards: int = 0
    turned: bool = False


def pace(seconds: Floats, sequences: Ints | None = None) -> Rhythm:
    """The pace of moments (N,), NaN where one is unknown. ``sequences`` (N,) are the numbers of the sequences that rows
    belong to: each has its own beginning, and the rhythm is that of all of them."""
    if sequences is None and (step := _even(seconds)):
        return Rhythm(_word(abs(step)), falling=step < 0, turned=step < 0)
    rows = np.flatnonzero(np.isfinite(seconds))
    if sequences is not None:
        rows = rows[np.argsort(sequences[rows], kind="stable")]
    early, late = rows[:-1], rows[1:]
    if sequences is not None:
        same = sequences[early] == sequences[late]
        early, late = early[same], late[same]
    if not len(early):
        return Rhythm()
    steps = np.round(seconds[late] - seconds[early], 6)
    rising, sinking = int((steps > 0).sum()), int((steps < 0).sum())
    falling = sinking > rising
    steps = -steps if falling else steps
    word, lacking = _rhythm(seconds, early, late, steps, falling)
    if sequences is None:
        lacking = lacking - (late - early - 1)  # rows whose moment is unknown are there nonetheless
    lacking = np.maximum(lacking, 0)
    before = tuple(np.sort(early[lacking > 0])[:TOLD].tolist())
    turned = sinking > _MOSTLY * rising
    return Rhythm(word, int(lacking.sum()), before, falling, min(rising, sinking), turned)


def _even(seconds: Floats) -> float:
    """The one distance of all moments from the next, if it is no question of the calendar; 0 otherwise. Most large
    files have one, and nothing else need be asked of them."""
    steps = np.diff(seconds[: _LONG + 1])
    if len(steps) < _LONG or not 0 < abs(steps[0]) < _CALENDAR[0][0] * DAY or not (steps == steps[0]).all():
        return 0.0
    pieces = (seconds[at : at + _PIECE + 1] for at in range(0, len(seconds) - 1, _PIECE))
    return float(steps[0]) if all((np.diff(piece) == steps[0]).all() for piece in pieces) else 0.0


def _rhythm(seconds: Floats, early: Ints, late: Ints, steps: Floats, falling: bool) -> tuple[str, Ints]:
    """The word, and how many rows are lacking in each step."""
    common = float(np.partition(steps, len(steps) // 2)[len(steps) // 2])  # what most are is also the median
    for low, high, word, months in _CALENDAR:
        if low * DAY <= common <= high * DAY and _share(steps, low * DAY, high * DAY) >= _AGREE:
            passed = np.abs(_month(seconds[late]) - _month(seconds[early]))
            return word, np.round(passed / months).astype(np.int64) - 1
    if common <= 0 or not _is_rhythm(steps, common):
        return "irregular", np.zeros(len(steps), np.int64)
    word = _word(common)
    week = working_days(np.append(seconds[early[:1]], seconds[late])) if common == DAY else None
    if week is not None:
        ends = seconds[late], seconds[early]
        first, last = ends if falling else ends[::-1]
        return word, np.busday_count(_days(first), _days(last), weekmask=week) - 1
    lacking = np.round(steps / common).astype(np.int64) - 1
    return word, np.where(steps > 1.5 * common, lacking, 0)


def _is_rhythm(steps: Floats, common: float) -> bool:
    times = steps / common
    once = (np.abs(times - 1.0) <= _NEARLY).mean()
    if once >= _AGREE:
        return True
    multiples = (times > 0.5) & (np.abs(times - np.round(times)) <= _NEARLY)
    return len(steps) >= _LONG and once >= _AGREE_LONG and bool(multiples.mean() >= _MULTIPLES)


def _share(steps: Floats, low: float, high: float) -> float:
    return float(((steps >= low) & (steps <= high)).mean())


def _days(seconds: Floats) -> NDArray[np.datetime64]:
    days: NDArray[np.datetime64] = np.floor(seconds / DAY).astype(np.int64).astype("M8[D]")
    return days


def _month(seconds: Floats) -> Ints:
    """Months since 1970, a month's last day being as good as the next one's first."""
    months: Ints = _days(seconds).astype("M8[M]").astype(np.int64)
    return months


def working_days(moments: Floats) -> list[bool] | None:
    """The weekdays, from Monday on, that moments (N,) come on when hardly any does on the others; else None."""
    if len(moments) < _WEEK_LEAST:
        return None
    counts = np.bincount((np.floor(moments / DAY).astype(np.int64) + 3) % 7, minlength=7)  # 1970 began on a Thursday
    busy = counts > _SELDOM * float(np.median(counts[counts > 0]))
    return None if busy.all() or busy.sum() < 4 else [bool(each) for each in busy]


def _word(step: float) -> str:
    if step in _FIXED:
        return _FIXED[step]
    for unit, word in ((DAY, "daily"), (DAY / 24, "hourly"), (60.0, "minutely")):
        if step > unit and step % unit == 0:
            return f"{int(step / unit)}-{word}"
    return "secondly" if step == 1 else f"{step:g}-secondly"
