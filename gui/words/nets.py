"""What networks, their runs and their layers are called, and why there is something that a kind cannot do."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.kinds import KINDS
from gatescope.engine.config.nets import Ability, Half, Net, is_one_way, strand_at
from gatescope.engine.findings.rules import Rule
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

CONTEXT = "Nets"
BOTH = " ↔"  # after the size of a network that reads both ways

LACKS: dict[Ability, str] = {
    Ability.REVERSE: QT_TRANSLATE_NOOP(
        "Nets", "No gradient through time: in this kind of network nothing is sent back from step to step."
    ),
    Ability.TOUCH: QT_TRANSLATE_NOOP(
        "Nets", "No what if: the units of this kind of network cannot be held, silenced or shaken."
    ),
    Ability.WALK: QT_TRANSLATE_NOOP("Nets", "No free running: this kind of network is not made to go on alone."),
    Ability.CARRY: QT_TRANSLATE_NOOP(
        "Nets", "No state carried along: this kind of network begins every window without a past."
    ),
    Ability.OMEGA: QT_TRANSLATE_NOOP(
        "Nets", "No regulariser of the gradient's norm: it is made for the states of simple recurrent networks."
    ),
    Ability.FIGURES: QT_TRANSLATE_NOOP(
        "Nets", "No saturation: this kind of network has no gates, and no units that can stand at a limit."
    ),
    Ability.MATRICES: QT_TRANSLATE_NOOP(
        "Nets", "No recurrent cell: in this kind of network no state is handed from one step to the next."
    ),
    Ability.SYMBOLS: QT_TRANSLATE_NOOP(
        "Nets", "No symbols or classes: the readout of this network is solved for numbers. Choose a column of numbers."
    ),
}


OF_PAIRS: dict[Ability, str] = {  # where there is something else instead, or it is not to be had yet
    Ability.REVERSE: QT_TRANSLATE_NOOP(
        "Nets",
        "No gradient over one time axis: here are two. Among all rows a strip shows which letters of the source the "
        "letter at the cursor depends on.",
    ),
    Ability.TOUCH: QT_TRANSLATE_NOOP(
        "Nets", "No what if: nothing can be held, silenced or shaken yet in a network that writes another sequence."
    ),
    Ability.WALK: QT_TRANSLATE_NOOP(
        "Nets", "No free running: what this network writes by itself stands in the list of pairs."
    ),
}
KIND_NAMES = {
    "recurrent": QT_TRANSLATE_NOOP("Nets", "recurrent networks"),
    "encoder-decoder": QT_TRANSLATE_NOOP("Nets", "encoder–decoders"),
    "transformer": QT_TRANSLATE_NOOP("Nets", "Transformers"),
    "feed-forward": QT_TRANSLATE_NOOP("Nets", "feed-forward networks"),
    "echo-state": QT_TRANSLATE_NOOP("Nets", "echo state networks"),
}


def lacks(ability: Ability) -> str:
    """Why there is no such thing, in the language of the installed translation."""
    return QCoreApplication.translate(CONTEXT, LACKS[ability])


def why_not(net: Net | None, ability: Ability) -> str:
    """Why this network cannot do that, '' where it can."""
    if net is None or net.can(ability):
        return ""
    if net.writes and ability in OF_PAIRS:
        return QCoreApplication.translate(CONTEXT, OF_PAIRS[ability])
    return lacks(ability)


def run_name(net: Net, others: Iterable[Net]) -> str:
    """By its cell and whether it reads both ways; numbered where there are ``others`` like it."""
    alike = sum((one.name, one.bidirectional) == (net.name, net.bidirectional) for one in others)
    return net.label + BOTH * net.bidirectional + (f" {alike + 1}" if alike else "")


def described(net: Net) -> str:
    """What a sentence says of it after "a new": its kind, its size, and whether it reads both ways."""
    translate = QCoreApplication.translate
    kind = translate("Nets", "two-way {kind}").format(kind=net.label) if net.bidirectional else net.label
    if net.layers > 1:
        said = translate("Nets", "{kind} with {layers} layers of {units} units")
    elif net.units == 1:
        said = translate("Nets", "{kind} with {units} unit")
    else:
        said = translate("Nets", "{kind} with {units} units")
    return said.format(kind=kind, layers=net.layers, units=numbers.count(net.units))


def kind_name(kind: str) -> str:
    """What people call a kind of network, one of ``KINDS``."""
    return QCoreApplication.translate(CONTEXT, KIND_NAMES[kind])


def kinds_of(rule: Rule) -> str:
    """For which kinds of network a rule of the findings holds, as a sentence."""
    kinds = [kind_name(name) for name, kind in KINDS.items() if rule.holds_for(kind())]
    if len(kinds) == len(KINDS):
        return QCoreApplication.translate(CONTEXT, "For every kind of network.")
    return QCoreApplication.translate(CONTEXT, "For {kinds}.").format(kinds=", ".join(kinds))


def layer_name(address: str) -> str:
    """Layers count from 1 on screen: ``2``, or ``2 →`` and ``2 ←`` of a network that reads both ways; the half comes
    first where there are two."""
    layer, back, half = strand_at(address)
    way = (" ←" if back else " →") if is_one_way(address) else ""
    return f"{half_name(half)} {layer + 1}{way}".strip()


def half_name(half: Half | None) -> str:
    """What the half of a network is called that reads, or writes; '' where there are none."""
    translate = QCoreApplication.translate
    names = {None: "", Half.ENCODER: translate("Nets", "encoder"), Half.DECODER: translate("Nets", "decoder")}
    return names[half]
