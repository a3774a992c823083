"""What the small pictures of the samples show, read from the samples themselves. Free of Qt."""

import csv
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from gatescope.engine.protocol.frame import Array

READ_MOST = 200_000  # bytes: a sketch needs the beginning of a file only
SINE_SHOWN = (1040, 1160)  # rows around the jump at 1100
EPISODES_SHOWN, EPISODE = 2, 40
LINES, LETTERS = 12, 64


@dataclass(frozen=True)
class SketchCurve:
    """A series; ``marks`` are the positions in it that the sample is about."""

    values: Array
    marks: tuple[int, ...] = ()
    stems: Array | None = None  # drawn as thin upright lines behind it, on the same positions


@dataclass(frozen=True)
class Lines:
    """The first lines of a text; ``strong`` are the places (line, letter) that the sample is about."""

    lines: tuple[str, ...]
    strong: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Depth:
    """Brackets, and how many are open after each of them, (T,)."""

    text: str
    depth: Array


Sketch = SketchCurve | Lines | Depth


def sketch(path: Path) -> Sketch:
    """What to draw for a sample's file, by the kind of thing it is. Raises ``OSError`` when it cannot be read."""
    with path.open(encoding="utf-8") as file:
        text = file.read(READ_MOST)
    if path.suffix == ".csv":
        return _of_table(list(csv.reader(text.splitlines())))
    lines = text.splitlines()
    first = lines[0] if lines else ""
    if first and set(first) <= set("()"):
        return _of_brackets(first)
    if first.count("?") == 1 and first.endswith(first[0]):
        return _of_memory(lines)
    return Lines(tuple(_broken(" ".join(line for line in lines if line))))


def _of_table(rows: list[list[str]]) -> SketchCurve:
    names, body = rows[0], rows[1:]
    if "marker" in names:
        return _of_episodes(np.array(body[: EPISODES_SHOWN * EPISODE], dtype=np.float64))
    series = np.array([row[-1] for row in body], dtype=np.float64)
    if names[-1] == "value" and len(series) > SINE_SHOWN[1]:
        low, high = SINE_SHOWN
        return SketchCurve(series[low:high], marks=((high - low) // 2,))
    return SketchCurve(series)


def _of_episodes(rows: Array) -> SketchCurve:
    """(T, 3) value, marker, sum: the values as stems, the marked ones marked, the sums as the curve."""
    marked = np.flatnonzero(rows[:, 1] == 1)
    return SketchCurve(rows[:, 2], marks=tuple(int(t) for t in marked), stems=rows[:, 0])


def _of_brackets(line: str) -> Depth:
    line = line[:LETTERS]
    return Depth(line, np.cumsum([1 if letter == "(" else -1 for letter in line]))


def _of_memory(lines: list[str]) -> Lines:
    shown = tuple(islice((line for line in lines if line), LINES))
    ends = {(row, at) for row, line in enumerate(shown) for at in (0, len(line) - 1)}
    return Lines(shown, frozenset(ends))


def _broken(text: str, width: int = 40) -> list[str]:
    """The first lines of a text, broken at blanks; a Hangul syllable is two letters wide."""
    lines, line, wide = [], "", 0
    for word in text.split(" "):
        size = sum(2 if ord(letter) > 0x1100 else 1 for letter in word) + 1
        if line and wide + size > width:
            lines.append(line.rstrip())
            line, wide = "", 0
            if len(lines) == LINES:
                return lines
        line, wide = f"{line}{word} ", wide + size
    return [*lines, line.rstrip()]
