"""What the traces are called."""

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.traces import Trace


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
    }[trace]
