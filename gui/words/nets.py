"""Why there is something that a kind of network cannot do."""

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.nets import Ability, Net
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

CONTEXT = "Nets"

LACKS: dict[Ability, str] = {
    Ability.REVERSE: QT_TRANSLATE_NOOP(
        "Nets", "No gradient through time: what this network learns is solved at once, nothing is sent back through it."
    ),
    Ability.TOUCH: QT_TRANSLATE_NOOP(
        "Nets", "No what if: the units of this network are drawn at random, and none has a part of its own."
    ),
    Ability.WALK: QT_TRANSLATE_NOOP("Nets", "No free running: this kind of network is not made to go on alone."),
    Ability.CARRY: QT_TRANSLATE_NOOP("Nets", "No state carried along: this network learns from all windows at once."),
    Ability.OMEGA: QT_TRANSLATE_NOOP(
        "Nets", "No regulariser of the gradient's norm: this network is not learnt from gradients."
    ),
    Ability.SYMBOLS: QT_TRANSLATE_NOOP(
        "Nets", "No symbols or classes: the readout of this network is solved for numbers. Choose a column of numbers."
    ),
}


def lacks(ability: Ability) -> str:
    """Why there is no such thing, in the language of the installed translation."""
    return QCoreApplication.translate(CONTEXT, LACKS[ability])


def why_not(net: Net | None, ability: Ability) -> str:
    """Why this network cannot do that, '' where it can."""
    return "" if net is None or net.can(ability) else lacks(ability)
