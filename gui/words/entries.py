"""The vocabulary of the explanations: which views have one, and what one is made of. Free of Qt."""

from dataclasses import dataclass
from enum import StrEnum

CONTEXT = "Words"  # of the translations


class Topic(StrEnum):
    """Everything that can be asked "What am I looking at?" The traces have their own names."""

    INPUT = "input"
    HIDDEN = "hidden"
    CELL = "cell"
    FORGET_GATE = "forget_gate"
    INPUT_GATE = "input_gate"
    CANDIDATE = "candidate"
    OUTPUT_GATE = "output_gate"
    RESET_GATE = "reset_gate"
    UPDATE_GATE = "update_gate"
    RESIDUAL = "residual"
    ATTENTION = "attention"
    FEED_FORWARD = "feed_forward"
    FORECAST = "forecast"
    NEXT_SYMBOL = "next_symbol"
    CLASSES = "classes"
    UNIT = "unit"
    LOSS = "loss"
    GRADIENT = "gradient"
    MEMORY = "memory"
    SATURATION = "saturation"
    EIGENVALUES = "eigenvalues"
    SIZES = "sizes"
    CELL_DRAWING = "cell_drawing"
    UNROLLED = "unrolled"
    WHAT_IF = "what_if"
    FREE = "free"
    WATERFALL = "waterfall"
    PIPELINE = "pipeline"
    COST = "cost"
    FINDINGS = "findings"
    ALIGNMENT = "alignment"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Entry:
    """Source texts, each looked up in the translations with ``CONTEXT`` when it is shown."""

    title: str
    sentences: tuple[str, str, str]
    healthy: str
    unhealthy: str


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, lupdate reads the context
    """Marks ``text`` for lupdate, which knows this name, and returns it. Qt's own is typed as returning object."""
    return text


NO_YES = QT_TRANSLATE_NOOP("Settings", "no"), QT_TRANSLATE_NOOP("Settings", "yes")


@dataclass(frozen=True)
class SettingWords:
    """Source texts. ``full`` names a setting among all others; ``name`` and ``tip`` are for its field, where it has
    one. ``nothing`` stands in that field for the least value, ``either`` for no and yes."""

    full: str
    name: str = ""
    tip: str = ""
    nothing: str = ""
    either: tuple[str, str] = NO_YES
