"""Tables below headers of one to four lines, made from a known truth: what each column is called, and its unit."""

from dataclasses import dataclass
from itertools import chain, product

import numpy as np
from hypothesis import strategies as st

ABOVE, BELOW = ("전국", "서울", "Price", "site B"), ("승차", "하차", "Close", "PM10")
UNITS = ("°C", "%", "hPa", "m/s", "명", "Deg C", "kWh", "원")
MADE = ("Avg", "Smp", "Max", "Tot")
DELIMITERS = (",", ";", "\t")
INDEX = ("Date", "시점", "TIMESTAMP")


@dataclass(frozen=True)
class Header:
    """The lines that name the columns: ``index`` ones, then ``groups`` of ``parts`` columns each, or without groups.
    ``merged``: a group's name stands over its first column only. ``made``: a line says what was made of the values.
    ``own``: the index is named on a line of its own, as pandas does."""

    index: tuple[str, ...]
    groups: tuple[str, ...]
    parts: tuple[str, ...]
    units: tuple[str, ...] = ()
    merged: bool = False
    made: bool = False
    own: bool = False

    def names(self) -> list[str]:
        pairs = product(self.groups, self.parts) if self.groups else (("", part) for part in self.parts)
        return [*self.index, *(" ".join(filter(None, pair)) for pair in pairs)]

    def lines(self) -> list[list[str]]:
        """Those of the header."""
        width = len(self.names()) - len(self.index)
        none = [""] * len(self.index)
        made = []
        if self.groups:
            blank = [""] * (len(self.parts) - 1)
            over = [[group, *(blank if self.merged else [group] * len(blank))] for group in self.groups]
            made.append([*(["level", *none[1:]] if self.own else self.index), *chain(*over)])
        own = ["kind", *none[1:]] if self.own else self.index
        made.append([*own, *self.parts * max(1, len(self.groups))])
        if self.units:
            made.append([*none, *(self.units * width)[:width]])
        if self.made:
            made.append([*none, *(MADE * width)[:width]])
        if self.own:
            made.append([*self.index, *[""] * width])
        return made


@dataclass(frozen=True, kw_only=True)
class Headed(Header):
    """A table of ``rows`` days below a header; ``title``: a line stands above all."""

    delimiter: str
    rows: int
    title: bool

    def text(self) -> str:
        day = np.datetime64("2023-01-02")
        width = len(self.names()) - 1
        body = [
            [str(day + at), *(f"{10 + column + np.sin(at / 3):.2f}" for column in range(width))]
            for at in range(self.rows)
        ]
        title = ["A table of this and that"] if self.title else []
        return "\n".join([*title, *map(self.delimiter.join, [*self.lines(), *body])]) + "\n"


@st.composite
def headed(draw: st.DrawFn) -> Headed:
    groups = draw(st.sampled_from((0, 2, 3)))
    parts = draw(st.sampled_from((2, 3, 4)))
    return Headed(
        groups=ABOVE[:groups],
        parts=BELOW[:parts],
        units=tuple(draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4))) if draw(st.booleans()) else (),
        delimiter=draw(st.sampled_from(DELIMITERS)),
        index=(draw(st.sampled_from(INDEX)),),
        rows=draw(st.integers(12, 60)),
        merged=draw(st.booleans()),
        made=draw(st.booleans()),
        own=draw(st.booleans()),
        title=draw(st.booleans()),
    )
