"""Columns of numbers in clothes, made from a known truth: the values, the unit, and how all that is written."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

ROWS = 40
Write = Callable[[float, "Marks"], str]


@dataclass(frozen=True)
class Marks:
    """How digits are written in a file: the decimal mark, and what separates thousands."""

    decimal: str
    thousands: str

    def number(self, value: float, places: int) -> str:
        text = f"{value:,.{places}f}"
        return text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)


@dataclass(frozen=True)
class Clothing:
    """A way of writing the numbers of a column with ``places`` decimals, whose ``unit`` is then known; ``signed``: some
    are negative. ``encodings`` beside UTF-8 can write it."""

    name: str
    write: Write
    unit: str = ""
    places: int = 2
    signed: bool = False
    factor: float = 1.0
    encodings: tuple[str, ...] = ()


def _around(before: str, behind: str, places: int = 2) -> Write:
    return lambda value, marks: before + marks.number(value, places) + behind


def _by_sign(positive: str, negative: str, places: int = 1) -> Write:
    return lambda value, marks: (negative if value < 0 else positive).format(marks.number(abs(value), places))


def _abbreviated(value: float, marks: Marks) -> str:
    scale, letter = (1e6, "M") if value >= 1e6 else (1e3, "K")
    return marks.number(value / scale, 2) + letter


CLOTHES: tuple[Clothing, ...] = (
    Clothing("dollar", _around("$", ""), "$"),
    Clothing("won before", _around("₩", "", 0), "₩", 0),
    Clothing("won behind", _around("", "원", 0), "원", 0, encodings=("cp949",)),
    Clothing("euro behind", _around("", " €"), "€"),
    Clothing("euro before", _around("€ ", ""), "€"),
    Clothing("kronor", _around("", " kr", 2), "kr"),
    Clothing("celsius", _around("", " °C", 1), "°C", 1, encodings=("cp949", "cp1252")),
    Clothing("degree sign", _around("", "℃", 1), "℃", 1, encodings=("cp949",)),
    Clothing("percent", _by_sign("{}%", "-{}%"), "%", 1, True),
    Clothing("percent apart", _around("", " %", 1), "%", 1),
    Clothing("micrograms", _around("", " µg/m³", 1), "µg/m³", 1),
    Clothing("energy", _around("", "kWh", 2), "kWh"),
    Clothing("thousands", _around("", "K", 2), factor=1e3),
    Clothing("myriads", _around("", "만", 1), places=1, factor=1e4, encodings=("cp949",)),
    Clothing("brackets", _by_sign("{}", "({})"), places=1, signed=True),
    Clothing("dollars in brackets", _by_sign("${}", "(${})"), "$", 1, True),
    Clothing("white triangle", _by_sign("{}", "△{}"), places=1, signed=True, encodings=("cp949",)),
    Clothing("black triangles", _by_sign("▲ {}", "▼ {}"), places=1, signed=True, encodings=("cp949",)),
    Clothing("white triangles", _by_sign("△{}", "▽{}"), places=1, signed=True, encodings=("cp949",)),
    Clothing("arrows", _by_sign("↑{}", "↓{}"), places=1, signed=True),
    Clothing("real minus", _by_sign("{}", "\u2212{}"), places=1, signed=True),
    Clothing("minus behind", _by_sign("{}", "{}-"), places=1, signed=True),
    Clothing("minus before the dollar", _by_sign("${}", "-${}"), "$", 1, True),
    Clothing("plus and minus", _by_sign("+{}%", "-{}%"), "%", 1, True),
)
LEVELS = (40.0, 900.0, 25_000.0)
POINT, COMMA, PLAIN_POINT = Marks(".", ","), Marks(",", "."), Marks(".", "")
WORDS = ("unavailable", "점검중", "Trace", "ND", "out of order", "#DIV/0!", "<5", "*", "결측")


@dataclass(frozen=True)
class DressedFile:
    """A file with a day, a column in clothes and a plain one; ``values`` are those of the dressed one, None where
    ``word`` stands instead."""

    clothing: Clothing
    values: tuple[float | None, ...]
    word: str
    raw: bytes

    @property
    def words(self) -> int:
        return sum(value is None for value in self.values)


@st.composite
def dressed_files(draw: st.DrawFn) -> DressedFile:
    """Clothing × decimal mark × delimiter × encoding × words among the numbers."""
    clothing = draw(st.sampled_from(CLOTHES))
    marks = draw(st.sampled_from((POINT, COMMA, PLAIN_POINT)))
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", *clothing.encodings)))
    word = draw(st.sampled_from(("", *(each for each in WORDS if can_write(each, encoding)))))
    steps = draw(st.lists(st.integers(-300, 300), min_size=ROWS, max_size=ROWS))
    level = 1.5 if clothing.signed else draw(st.sampled_from(LEVELS))
    values = [None if word and at % 6 == 4 else value for at, value in enumerate(worn_values(clothing, steps, level))]
    cells = [word if value is None else clothing.write(value, marks) for value in values]
    delimiter = draw(st.sampled_from((",", ";", "\t")))
    return DressedFile(
        clothing,
        tuple(None if value is None else value * clothing.factor for value in values),
        word,
        _written(cells, marks, delimiter).encode(encoding),
    )


def worn_values(clothing: Clothing, steps: Sequence[int], level: float) -> list[float]:
    """Numbers about ``level``, one for each of ``steps`` in hundredths; some are negative where they may be."""
    made = []
    for at, step in enumerate(steps):
        value = round(level + step / 100 + 0.37 * (at % 7), clothing.places)
        made.append(-value if clothing.signed and at % 3 == 1 and value > 0 else value)
    return made


def can_write(word: str, encoding: str) -> bool:
    return bool(word.encode(encoding, "ignore").decode(encoding) == word)


def _written(cells: list[str], marks: Marks, delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(("date", "dressed", "plain"))
    for at, cell in enumerate(cells):
        writer.writerow((date(2023, 1, 2) + timedelta(at), cell, marks.number(5 + at * 0.25, 2)))
    return text.getvalue()
