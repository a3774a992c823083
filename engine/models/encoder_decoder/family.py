"""Encoder–decoders as the rest of the engine sees them."""

from collections.abc import Mapping

from torch import Tensor

from gatescope.engine.config.run import EncoderDecoder
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.encoder_decoder.counts import counts, shapes
from gatescope.engine.models.encoder_decoder.network import build, restored, set_share
from gatescope.engine.models.encoder_decoder.reading import read, scribe
from gatescope.engine.models.family import Family, Figures, Matrices


def _squashed(net: EncoderDecoder) -> Trace | None:
    return CELLS[net.cell].squashed


def _rectified(net: EncoderDecoder) -> bool:
    return CELLS[net.cell].rectified


def _matrices(net: EncoderDecoder, weights: Mapping[str, Tensor], part: int) -> Matrices:
    """W_hh and W_ih of a module by gate, each a view."""
    packed, read = CELLS[net.cell].packed, net.read_strands
    name = f"encoder.layers.{part}" if part < read else f"decoder.layers.{part - read}"
    both = (weights[f"{name}.{one}"].chunk(len(packed)) for one in ("weight_hh_l0", "weight_ih_l0"))
    return dict(zip(packed, zip(*both, strict=True), strict=True))


ENCODER_DECODER = Family[EncoderDecoder](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    figures=Figures(_squashed, _rectified),
    matrices=_matrices,
    restore=restored,
    write=scribe,
    before_step=set_share,
)
