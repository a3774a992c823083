"""Tables with records among them that are none of the series: which they are, where they stand, what remains."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from gatescope.engine.protocol.found import FoundKind

WORDS = (
    "합계",
    "소계",
    "평균",
    "Total",
    "Sum",
    "Mean",
    "Average",
    "Grand Total",
    "Totale",
    "Summe",
    "計",
    "TOTAL:",
    "총 계",
)
NOTES = ("Printed on 2023-05-01 by nobody", "Source: made up", "※ 자료: 없음", "* provisional")
Cells = list[str]


@dataclass(frozen=True)
class Stranger:
    """A record of ``kind`` before the record ``at``, or behind the last."""

    kind: FoundKind
    at: int
    word: str

    def cells(self, names: Cells, sums: Cells) -> Cells:
        """As it stands below ``names``, of which the last have ``sums`` when it sums up."""
        made: dict[FoundKind, Callable[[], Cells]] = {
            FoundKind.TOTALS: lambda: [self.word, *[""] * (len(names) - len(sums) - 1), *sums],
            FoundKind.HEADERS_AGAIN: lambda: names,
            FoundKind.NOTES: lambda: [self.word, *[""] * (len(names) - 1)],
            FoundKind.BLANKS: lambda: [""] * len(names),
        }
        return made[self.kind]()


@dataclass(frozen=True)
class Mixed:
    """``rows`` records of ``columns`` numbers below a header, with a time if ``dated``, else a number of each record,
    and ``strangers`` among them."""

    rows: int
    columns: int
    dated: bool
    delimiter: str
    strangers: tuple[Stranger, ...]

    def names(self) -> Cells:
        return ["date" if self.dated else "no", *(f"x{at}" for at in range(self.columns))]

    def series(self) -> list[Cells]:
        day = np.datetime64("2023-01-02")
        return [
            [
                str(day + at) if self.dated else str(at + 1),
                *(f"{10 + column + np.sin(at / 3 + column):.3f}" for column in range(self.columns)),
            ]
            for at in range(self.rows)
        ]

    def text(self) -> str:
        lines = self.series()
        for each in sorted(self.strangers, key=lambda stranger: -stranger.at):
            lines.insert(each.at, each.cells(self.names(), [f"{1000 + at}.5" for at in range(self.columns)]))
        return "\n".join(map(self.delimiter.join, [self.names(), *lines])) + "\n"


@st.composite
def mixed(draw: st.DrawFn) -> Mixed:
    rows = draw(st.integers(20, 60))
    made = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from((FoundKind.TOTALS, FoundKind.HEADERS_AGAIN, FoundKind.NOTES, FoundKind.BLANKS)))
        first = 1 if kind is FoundKind.HEADERS_AGAIN else 0
        at = rows if kind is FoundKind.NOTES else draw(st.sampled_from((first, rows // 2, rows)))
        made.append(Stranger(kind, at, draw(st.sampled_from(NOTES if kind is FoundKind.NOTES else WORDS))))
    return Mixed(
        rows, draw(st.integers(1, 4)), draw(st.booleans()), draw(st.sampled_from((",", ";", "\t"))), tuple(made)
    )
