"""Encoder–decoders, and decoders by themselves, as the rest of the engine sees them."""

from collections.abc import Mapping

from torch import Tensor

from gatescope.engine.config.run import Decoder, EncoderDecoder
from gatescope.engine.models.cells.table import matrices_of, rectified, squashed
from gatescope.engine.models.encoder_decoder import unfolding
from gatescope.engine.models.encoder_decoder.counts import counts, shapes
from gatescope.engine.models.encoder_decoder.network import build, restored
from gatescope.engine.models.encoder_decoder.reading import read
from gatescope.engine.models.encoder_decoder.saliency import saliency
from gatescope.engine.models.encoder_decoder.writing import scribe, set_share
from gatescope.engine.models.family import Family, Figures, Matrices


def _matrices(net: EncoderDecoder, weights: Mapping[str, Tensor], part: int) -> Matrices:
    """Those of the encoder's strands, then of the decoder's layers."""
    read = net.read_strands
    return matrices_of(net.cell, weights, f"encoder.layers.{part}" if part < read else f"decoder.layers.{part - read}")


ENCODER_DECODER = Family[EncoderDecoder](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    figures=Figures(squashed, rectified),
    matrices=_matrices,
    restore=restored,
    write=scribe,
    weigh=saliency,
    before_step=set_share,
)

DECODER = Family[Decoder](
    build=unfolding.build,
    shapes=shapes,
    counts=counts,
    read=unfolding.read,
    figures=Figures(squashed, rectified),
    matrices=lambda net, weights, part: matrices_of(net.cell, weights, f"decoder.layers.{part}"),
    restore=unfolding.restored,
    write=scribe,
    before_step=set_share,
)
