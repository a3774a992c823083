"""The kinds of network by name, and what is said of a layer whose name alone is known."""

from collections.abc import Mapping

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.decoder import Decoder
from gatescope.engine.config.encoder_decoder import EncoderDecoder
from gatescope.engine.config.nets import Ability, FeedForward, Recurrent, Reservoir, Transformer
from gatescope.engine.config.traces import Trace

AnyNet = Recurrent | Transformer | FeedForward | Reservoir | EncoderDecoder | Decoder
KINDS: dict[str, type[AnyNet]] = {
    "recurrent": Recurrent,
    "transformer": Transformer,
    "feed-forward": FeedForward,
    "echo-state": Reservoir,
    "encoder-decoder": EncoderDecoder,
}
"""By the name that a kind has on the command line and in files."""
HEADLESS: dict[str, type[AnyNet]] = {"decoder": Decoder}
"""Those that the command line alone offers: the window does not draw them yet."""
EVERY_KIND = {**KINDS, **HEADLESS}


_OWN: dict[str, AnyNet] = {net.name: net for net in (kind() for kind in KINDS.values()) if net.name not in tuple(Cell)}
"""By the name of their layers, those that are made of no cells."""


def equations_of(name: str) -> Mapping[Trace, str]:
    """What a layer computes that has this ``Net.name``. Raises ``ValueError`` for one that there is not."""
    return _OWN[name].equations if name in _OWN else Cell(name).equations


def label_of(name: str) -> str:
    """What people call the layer that has this ``Net.name``. Raises ``ValueError`` for one that there is not."""
    return _OWN[name].label if name in _OWN else Cell(name).label


NAMES: tuple[str, ...] = (*Cell, *_OWN)
"""Of every layer that there is."""
STATEFUL: tuple[str, ...] = tuple(name for name in NAMES if name not in _OWN or _OWN[name].can(Ability.MATRICES))
"""Of those that hand a state from step to step: what can be drawn as a cell."""
