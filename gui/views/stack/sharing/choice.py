"""Which rows of the stack one looks at, in which order, and who of all the pictures is large. Pure, free of Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from gatescope.gui.state.intent import ViewChoice

CELL_PAGE = "cell"  # the page of the opened cell


class Mode(StrEnum):
    """How much is shown at once."""

    SIMPLE = "simple"  # what goes in, the hidden state, what comes out; the rest folded
    ALL = "all"
    CELL = "cell"  # the cell, opened; the rows are strips


class Drawn(StrEnum):
    """How a map of units is drawn."""

    COLOURS = "colours"
    LINES = "lines"


@dataclass(frozen=True)
class RowsChoice(ViewChoice):
    """``focus`` is the name of the row that takes the middle, ``guest`` the page of another place that does so; ''
    where none does, and never both. ``before`` is what they displaced, the last of it last, each as ``row/name`` or
    ``page/name`` and a blank between them. ``hidden`` are the rows that are left out, each as ``task/row``: what is
    hidden of a text is not hidden of a table. ``order`` are the rows in the user's order, written alike, and ``drawn``
    the maps that are drawn as the user wants them, as ``row/how``.

    While it is ``presented``, the rows that are not what a newcomer looks at are names alone until they are
    ``turned_over``."""

    name = "rows"
    mode: Mode = Mode.SIMPLE
    focus: str = ""
    hidden: str = ""
    order: str = ""
    drawn: str = ""
    guest: str = ""
    before: str = ""
    presented: bool = False
    turned_over: str = ""

    def kept(self) -> Self:
        return self.with_(focus="", guest="", before="", presented=False, turned_over="")

    def afresh(self) -> Self:
        return self.with_(focus="", guest="", before="")

    # ---- what is large -----------------------------------------------------------------------------------------

    @property
    def large(self) -> str:
        """The page of another place that takes the middle, '' where none does."""
        return self.guest or (CELL_PAGE if self.mode is Mode.CELL and not self.focus else "")

    def enlarged(self, row: str) -> Self:
        """With this row in the middle: instead of another row, before a page."""
        return self.with_(focus=row, guest="", before=self._with_before(f"page/{self.guest}" if self.guest else ""))

    def hosting(self, page: str) -> Self:
        """With this page in the middle: instead of another page, before a row."""
        return self.with_(focus="", guest=page, before=self._with_before(f"row/{self.focus}" if self.focus else ""))

    def back(self) -> Self:
        """One step out of what is large, to what was there before."""
        *rest, last = self.before.split() or [""]
        kind, _, name = last.partition("/")
        focus, guest = name if kind == "row" else "", name if kind == "page" else ""
        return self.with_(focus=focus, guest=guest, before=" ".join(rest))

    def in_mode(self, mode: Mode) -> Self:
        """Another mode begins with what it says: nothing is large."""
        return self.with_(mode=mode, focus="", guest="", before="")

    def _with_before(self, displaced: str) -> str:
        """Each thing once, so that the way back ends."""
        known = self.before.split()
        if not displaced:
            return self.before
        return " ".join([*(known[: known.index(displaced)] if displaced in known else known), displaced])

    # ---- what is left out, and where the others stand ----------------------------------------------------------

    def hides(self, task: str, row: str) -> bool:
        return f"{task}/{row}" in self.hidden.split()

    def turned(self, task: str, row: str) -> Self:
        """With this row hidden where it was not, and shown where it was."""
        others, one = self.hidden.split(), f"{task}/{row}"
        left = [each for each in others if each != one] if one in others else [*others, one]
        base = self.back() if self.focus == row else self
        return base.with_(hidden=" ".join(left))

    def place(self, task: str, row: str) -> int:
        """Where the row stands among those that were put in an order; −1 for one that never was."""
        rows = _of(task, self.order)
        return rows.index(row) if row in rows else -1

    def arranged(self, task: str, rows: Iterable[str]) -> Self:
        """With the rows of this task in this order."""
        others = [each for each in self.order.split() if not each.startswith(f"{task}/")]
        return self.with_(order=" ".join([*others, *(f"{task}/{row}" for row in rows)]))

    def moved(self, task: str, rows: Sequence[str], row: str, to: int) -> Self:
        """``rows`` are those of the task as they stand; ``row`` comes before the one that is ``to`` now."""
        at = rows.index(row)
        others = [each for each in rows if each != row]
        others.insert(min(max(to - (to > at), 0), len(others)), row)
        return self.arranged(task, others)

    def reset(self, task: str) -> Self:
        """As the program has the rows of this task."""
        hidden = [each for each in self.hidden.split() if not each.startswith(f"{task}/")]
        return self.arranged(task, ()).with_(hidden=" ".join(hidden), drawn="")

    def touched(self, task: str) -> bool:
        """Whether anything of this task's rows is as the user wants it."""
        return bool(_of(task, self.hidden) or _of(task, self.order) or self.drawn)

    # ---- how the maps are drawn --------------------------------------------------------------------------------

    def drawing(self, row: str) -> Drawn | None:
        """How the user wants this map; None where he never said."""
        said = dict(each.split("/") for each in self.drawn.split() if each.count("/") == 1)
        return Drawn(said[row]) if said.get(row) in list(Drawn) else None

    def drawing_as(self, row: str, how: Drawn) -> Self:
        others = [each for each in self.drawn.split() if not each.startswith(f"{row}/")]
        return self.with_(drawn=" ".join([*others, f"{row}/{how}"]))

    # ---- before an audience ------------------------------------------------------------------------------------

    def covers(self, row: str, *, by_itself: bool) -> bool:
        """Whether the row is a name alone, which it is ``by_itself`` or not."""
        return self.presented and by_itself is not (row in self.turned_over.split())

    def uncovering(self, row: str) -> Self:
        """With this row uncovered where it was not, and covered where it was."""
        others = self.turned_over.split()
        left = [each for each in others if each != row] if row in others else [*others, row]
        base = self.back() if self.focus == row else self
        return base.with_(turned_over=" ".join(left))

    def presenting(self, on: bool) -> Self:
        return self.with_(presented=on, turned_over="")


def _of(task: str, entries: str) -> list[str]:
    """The rows of a task among entries of the form ``task/row``."""
    parted = (each.partition("/") for each in entries.split())
    return [row for of, _, row in parted if of == task]


OPEN = RowsChoice(Mode.ALL)
"""Nothing is folded and nothing large."""
