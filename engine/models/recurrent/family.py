"""Recurrent networks as the rest of the engine sees them."""

from collections.abc import Mapping

from torch import Tensor

from gatescope.engine.config.run import Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.family import Family, Figures, Matrices
from gatescope.engine.models.recurrent.counts import counts, shapes, states
from gatescope.engine.models.recurrent.network import Network, build
from gatescope.engine.models.recurrent.omega import penalty
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.models.recurrent.reverse import reverse
from gatescope.engine.models.recurrent.touching import altered, reverse_altered
from gatescope.engine.models.recurrent.walker import Walker


def _squashed(net: Recurrent) -> Trace | None:
    return CELLS[net.cell].squashed


def _rectified(net: Recurrent) -> bool:
    return CELLS[net.cell].rectified


def matrices(net: Recurrent, weights: Mapping[str, Tensor], part: int) -> Matrices:
    """W_hh and W_ih of a strand by gate, each a view: row u is what the last state, or the input, gives to unit u."""
    packed = CELLS[net.cell].packed
    both = (weights[f"layers.{part}.{name}"].chunk(len(packed)) for name in ("weight_hh_l0", "weight_ih_l0"))
    return dict(zip(packed, zip(*both, strict=True), strict=True))


RECURRENT = Family[Recurrent](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    figures=Figures(_squashed, _rectified),
    matrices=matrices,
    reverse=reverse,
    touch=altered,
    reverse_touched=reverse_altered,
    walk=Walker,
    carry=Network.carry,
    states=states,
    omega=penalty,
)
