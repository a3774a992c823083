"""Which rows of the stack one looks at, and which of them is large. Pure, free of Qt."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from gatescope.gui.state.intent import ViewChoice


class Mode(StrEnum):
    """How much is shown at once."""

    SIMPLE = "simple"  # what goes in, the hidden state, what comes out; the rest folded
    ALL = "all"


@dataclass(frozen=True)
class RowsChoice(ViewChoice):
    """``focus`` is the name of the row that takes the middle, '' where none does. ``hidden`` are the rows that are left
    out, each as ``task/row`` and a blank between them: what is hidden of a text is not hidden of a table."""

    name = "rows"
    mode: Mode = Mode.SIMPLE
    focus: str = ""
    hidden: str = ""

    def kept(self) -> Self:
        return self.with_(focus="")

    def afresh(self) -> Self:
        return self.with_(focus="")

    def hides(self, task: str, row: str) -> bool:
        return f"{task}/{row}" in self.hidden.split()

    def turned(self, task: str, row: str) -> Self:
        """With this row hidden where it was not, and shown where it was."""
        others, one = self.hidden.split(), f"{task}/{row}"
        left = [each for each in others if each != one] if one in others else [*others, one]
        focus = "" if self.focus == row else self.focus
        return self.with_(hidden=" ".join(left), focus=focus)


OPEN = RowsChoice(Mode.ALL)
"""Nothing is folded and nothing large."""
