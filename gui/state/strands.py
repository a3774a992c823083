"""How the recurrent modules of a network are spoken of. Their numbers are those of ``Recurrent.strand``: of a network
that reads both ways every layer has two, forwards and backwards. Free of Qt.
"""

from collections.abc import Iterable

from gatescope.engine.config.run import LAYERS_MOST, Net, Recurrent

BOTH = " ↔"  # after the size of a network that reads both ways


def _numbered(both: bool) -> Recurrent:
    return Recurrent(layers=LAYERS_MOST, bidirectional=both)


def backwards(number: int, both: bool) -> bool:
    """Whether this one reads from the end."""
    return _numbered(both).strand(number).backwards


def layer_name(number: int, both: bool = False) -> str:
    """Layers count from 1 on screen: ``2``, or ``2 →`` and ``2 ←``."""
    layer, back = _numbered(both).strand(number)
    return f"{layer + 1} {'←' if back else '→'}" if both else str(layer + 1)


def file_name(number: int, both: bool) -> str:
    """As the engine names it in what it exports: ``layer1``, or ``layer1.backwards``."""
    return _numbered(both).strand_name(number)


def run_name(net: Net, others: Iterable[Net]) -> str:
    """By its cell and whether it reads both ways; numbered where there are ``others`` like it."""
    alike = sum((one.name, one.bidirectional) == (net.name, net.bidirectional) for one in others)
    return net.label + BOTH * net.bidirectional + (f" {alike + 1}" if alike else "")


def turned(text: str, back: bool) -> str:
    """An equation as a strand that reads from the end computes it: from the state at t + 1."""
    return text.replace("₋₁", "₊₁").replace("{t−1}", "{t+1}") if back else text
