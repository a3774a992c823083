"""Recurrent networks as the rest of the engine sees them."""

from collections.abc import Mapping

from torch import Tensor

from gatescope.engine.config.run import Recurrent
from gatescope.engine.models.cells.table import matrices_of, rectified, squashed
from gatescope.engine.models.family import Family, Figures, Matrices
from gatescope.engine.models.recurrent.counts import counts, shapes, states
from gatescope.engine.models.recurrent.network import Network, build
from gatescope.engine.models.recurrent.omega import penalty
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.models.recurrent.reverse import reverse
from gatescope.engine.models.recurrent.touching import altered, reverse_altered
from gatescope.engine.models.recurrent.walker import Walker


def matrices(net: Recurrent, weights: Mapping[str, Tensor], part: int) -> Matrices:
    """Those of a strand."""
    return matrices_of(net.cell, weights, f"layers.{part}")


RECURRENT = Family[Recurrent](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    figures=Figures(squashed, rectified),
    matrices=matrices,
    reverse=reverse,
    touch=altered,
    reverse_touched=reverse_altered,
    walk=Walker,
    carry=Network.carry,
    states=states,
    omega=penalty,
)
