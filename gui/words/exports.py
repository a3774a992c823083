"""What the engine can write of a run, in words."""

from PySide6.QtCore import QCoreApplication

from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

TEXTS = {
    "weights": (
        QT_TRANSLATE_NOOP("Exports", "The run: weights"),
        QT_TRANSLATE_NOOP("Exports", "Every weight at the step looked at, for whatever reads safetensors."),
    ),
    "frame": (
        QT_TRANSLATE_NOOP("Exports", "The run: every trace of the probe"),
        QT_TRANSLATE_NOOP("Exports", "All layers and gates at the step looked at, in full: numpy.load reads it."),
    ),
    "metrics": (
        QT_TRANSLATE_NOOP("Exports", "The run: every step measured"),
        QT_TRANSLATE_NOOP("Exports", "Losses, gradient norm and seconds, one row per training step: for spreadsheets."),
    ),
    "probes": (
        QT_TRANSLATE_NOOP("Exports", "The run: list of probes"),
        QT_TRANSLATE_NOOP("Exports", "Where each probe sequence lies in the data, one row each: for spreadsheets."),
    ),
}
BEST_WEIGHTS = "weights-best"
FURTHER = {  # the same exports, at a step of their own
    BEST_WEIGHTS: (
        QT_TRANSLATE_NOOP("Exports", "The run: weights of the best step"),
        QT_TRANSLATE_NOOP("Exports", "Every weight at the lowest validation loss so far: they are always kept."),
    ),
}


def title(name: str) -> str:
    """What an export is called in a list."""
    return QCoreApplication.translate("Exports", (TEXTS | FURTHER)[name][0])


def note(name: str) -> str:
    """What it holds and is good for."""
    return QCoreApplication.translate("Exports", (TEXTS | FURTHER)[name][1])
