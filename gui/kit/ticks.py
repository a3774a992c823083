"""Where a time axis carries names: as many as fit, never two that touch."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

_DATE = re.compile(r"^\d{4}[-/.]\d{1,2}([-/.]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?)?")
_WORD = re.compile(r"\w")
_SPACE = 16.0  # px between two names
Ticks = tuple[tuple[int, str], ...]


def ticks(labels: Sequence[str], column: float, width: Callable[[str], float]) -> Ticks:
    """(t, name) of the names to write below the columns, each ``column`` px wide, without overlap.

    Dates are named where the year, else the month, the day, the hour changes; numbers at round values; anything else
    at even distances. ``width`` measures a name in px.
    """
    if not labels:
        return ()
    dated = [m.group(0) if (m := _DATE.match(label)) else "" for label in labels]
    if all(dated):
        found = _dates(dated, column, width)
        if found:
            return found
    return _every(labels, column, width)


def crowded(labels: Sequence[str], column: float, width: Callable[[str], float]) -> Ticks:
    """As many of the names as fit from left to right: of words, which say nothing about those between them. White
    space and marks stand only where there is nothing else."""
    worded = any(_WORD.search(label) for label in labels)
    chosen: list[tuple[int, str]] = []
    end = -_SPACE
    for t, label in enumerate(labels):
        if worded and not _WORD.search(label):
            continue
        wide = width(label)
        left = left_of(t, wide, column, len(labels))
        if left - end >= _SPACE / 2:
            chosen.append((t, label))
            end = left + wide
    return tuple(chosen)


def left_of(t: int, wide: float, column: float, length: int) -> float:
    """Where a name begins, in px from the axis' left end: centred below its column, but within the axis."""
    return max(min((t + 0.5) * column - wide / 2, length * column - wide), 0.0)


def fits(chosen: Ticks, column: float, length: int, width: Callable[[str], float]) -> bool:
    """Whether no two of the names touch."""
    starts = [(left_of(t, width(name), column, length), width(name)) for t, name in chosen]
    spans = [(start, start + wide) for start, wide in starts]
    return all(right[0] - left[1] >= _SPACE for left, right in pairwise(spans))


def _dates(labels: Sequence[str], column: float, width: Callable[[str], float]) -> Ticks:
    """The finest unit whose changes all fit; when it names fewer than two, the next finer one, thinned."""
    best: Ticks = ()
    for cut in _cuts(labels[0]):
        marks = tuple(
            (t, _short(labels[t], cut)) for t in range(1, len(labels)) if labels[t][:cut] != labels[t - 1][:cut]
        )
        if not marks:
            continue
        if not fits(marks, column, len(labels), width):
            if len(best) >= 2:
                return best
            return _thin(marks, column, len(labels), width)
        best = marks
    return best


def _cuts(label: str) -> list[int]:
    """Where a year, a month, a day, an hour, a minute end in the label."""
    return [m.end() for m in re.finditer(r"\d+", label)][: 5 if " " in label or "T" in label else 3]


def _short(label: str, cut: int) -> str:
    """A time of day without its date; everything else as it stands."""
    space = max(label.find(" "), label.find("T"))
    if 0 < space < cut:
        clock = label[space + 1 :]
        return clock[:5] if ":" in clock else clock
    return label[:cut]


def _thin(marks: Ticks, column: float, length: int, width: Callable[[str], float]) -> Ticks:
    for stride in range(2, len(marks) + 1):
        kept = marks[::stride]
        if fits(kept, column, length, width):
            return kept
    return marks[:1]


def _every(labels: Sequence[str], column: float, width: Callable[[str], float]) -> Ticks:
    """At round numbers when the labels count, else at every 1st, 2nd, 5th, 10th, … label."""
    counting = all(label.isdigit() for label in (labels[0], labels[-1]))
    widest = max(width(labels[0]), width(labels[-1]), width(labels[len(labels) // 2]))
    stride = next(s for s in _rounds() if s * column >= widest + _SPACE or s >= len(labels))
    while True:
        if counting:
            marks = tuple((t, x) for t, x in enumerate(labels) if x.isdigit() and int(x) % stride == 0)
        else:
            marks = tuple((t, labels[t]) for t in range(0, len(labels), stride))
        marks = marks or ((0, labels[0]),)
        if fits(marks, column, len(labels), width):
            return marks
        stride = next(s for s in _rounds() if s > stride)


def _rounds() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
