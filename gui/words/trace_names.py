"""What the traces are called and what each is, in one short line, and in which order their units may stand."""

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.traces import Trace
from gatescope.gui.state.ordering import OrderBy


def trace_name(trace: Trace) -> str:
    """A trace's name on screen, always in full."""
    translate = QCoreApplication.translate
    return {
        Trace.HIDDEN: translate("Trace", "hidden"),
        Trace.CELL: translate("Trace", "cell"),
        Trace.FORGET_GATE: translate("Trace", "forget gate"),
        Trace.INPUT_GATE: translate("Trace", "input gate"),
        Trace.CANDIDATE: translate("Trace", "candidate"),
        Trace.OUTPUT_GATE: translate("Trace", "output gate"),
        Trace.RESET_GATE: translate("Trace", "reset gate"),
        Trace.UPDATE_GATE: translate("Trace", "update gate"),
        Trace.RESIDUAL: translate("Trace", "residual stream"),
        Trace.ATTENTION: translate("Trace", "attention"),
        Trace.FEED_FORWARD: translate("Trace", "feed-forward"),
    }[trace]


def meaning(trace: Trace) -> str:
    """What a trace says, in a few words."""
    translate = QCoreApplication.translate
    return {
        Trace.HIDDEN: translate("Meaning", "what each unit says at each step"),
        Trace.CELL: translate("Meaning", "what each unit remembers"),
        Trace.FORGET_GATE: translate("Meaning", "what each unit keeps of its old cell state"),
        Trace.INPUT_GATE: translate("Meaning", "how much of the candidate each unit writes"),
        Trace.CANDIDATE: translate("Meaning", "what each unit might write"),
        Trace.OUTPUT_GATE: translate("Meaning", "how much of its memory each unit shows"),
        Trace.RESET_GATE: translate("Meaning", "how much of the past the candidate sees"),
        Trace.UPDATE_GATE: translate("Meaning", "how much of its old state each unit keeps"),
        Trace.RESIDUAL: translate("Meaning", "what every block reads and adds to"),
        Trace.ATTENTION: translate("Meaning", "how much each step looks at each step before it"),
        Trace.FEED_FORWARD: translate("Meaning", "what the units inside the block say at each step"),
    }[trace]


def looked_back() -> str:
    """What a map of attention says, and what its lines and columns are, where another sequence is looked at."""
    return QCoreApplication.translate("Meaning", "row: letter written, column: letter read")


def looked_at(steps: int) -> str:
    """What the lines of a map of attention are."""
    return QCoreApplication.translate("Meaning", "{steps} steps to look at, the first on top").format(steps=steps)


def grouped(units: int, lines: int, alike: bool) -> str:
    """How many units a map has, and that there are fewer lines than units where that is so."""
    translate = QCoreApplication.translate
    if lines < units:
        said = translate("Meaning", "{units} units in {n} groups of alike ones")
        said = said if alike else translate("Meaning", "{units} units in {n} groups of neighbours")
        return said.format(units=units, n=lines)
    said = (
        translate("Meaning", "{units} units, alike ones together") if alike else translate("Meaning", "{units} units")
    )
    return said.format(units=units)


def orders() -> list[tuple[str, object]]:
    """The orders of the units, by name."""
    translate = QCoreApplication.translate
    return [
        (translate("Orders", "by index"), OrderBy.INDEX),
        (translate("Orders", "by activity"), OrderBy.ACTIVITY),
        (translate("Orders", "by similarity"), OrderBy.SIMILARITY),
    ]
