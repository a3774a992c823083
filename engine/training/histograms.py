"""How often each size occurs among the values of a tensor, counted where the tensor is, without waiting for it."""

import torch
from torch import Tensor

from gatescope.engine.config.traces import Array
from gatescope.engine.protocol.analysis import WeightHistogram

BINS = 41  # odd, so that 0 has a bin of its own
PIECE = 1 << 20  # values at a time: what it needs besides is a few times 8 MB, however large the tensor is


@torch.no_grad()
def count_values(values: Tensor) -> Tensor:
    """(``BINS`` + 1,) float64 on the same device: the counts over −bound … bound, and that bound, the largest absolute
    value. What is not finite is left out."""
    if not values.numel():
        return values.new_zeros(BINS + 1, dtype=torch.float64)
    pieces = values.detach().flatten().split(PIECE)  # type: ignore[no-untyped-call]
    bound = torch.stack([piece.nan_to_num(0.0, 0.0, 0.0).abs().max() for piece in pieces]).max().double()
    scale = torch.where(bound > 0, bound, 1.0)
    # scaled to ±1, because ends that are tensors would have to be waited for; NaN and what is infinite lie outside
    counts = torch.stack([torch.histc(piece.double() / scale, BINS, -1.0, 1.0) for piece in pieces]).sum(0)
    return torch.cat((counts, bound[None]))


def named(name: str, counted: Array) -> WeightHistogram:
    """What ``count_values`` has counted, (``BINS`` + 1,) on the CPU, under a parameter's name."""
    return WeightHistogram(name=name, counts=counted[:BINS].astype("i8"), bound=float(counted[BINS]))
