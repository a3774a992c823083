"""The length of a gradient, and how it is shortened: torch's own operations, called once for all parameters.

The numbers are those of ``torch.nn.utils.get_total_norm``, ``clip_grads_with_norm_`` and ``clip_grad_value_``, bit for
bit. Those ask at each call on which devices the tensors lie and of what type they are, which takes as long again as
the work on a small network; a run's parameters all lie on one.
"""

import torch
from torch import Tensor

from engine.config.run import ClipBy

LEAST = 1e-6  # added to the norm, as torch does it


def total_norm(gradients: list[Tensor]) -> Tensor:
    """‖·‖₂ of all of them together, a number on their device."""
    return torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients, 2.0)), 2.0)  # type: ignore[no-any-return]


def shorten(gradients: list[Tensor], norm: Tensor, limit: float, by: ClipBy) -> None:
    """In place: as one vector of length ``norm`` to ``limit`` (Pascanu et al. 2013), or each value to ±``limit``.
    A gradient that is within it is left as it is, and 0 is no limit."""
    if not limit or (by is ClipBy.NORM and _is_within(norm, limit)):
        return
    if by is ClipBy.NORM:
        torch._foreach_mul_(gradients, (limit / (norm + LEAST)).clamp(max=1.0))
    else:
        torch._foreach_clamp_min_(gradients, -limit)
        torch._foreach_clamp_max_(gradients, limit)


def _is_within(norm: Tensor, limit: float) -> bool:
    """Whether it is known without waiting for a device that nothing needs shortening."""
    return norm.device.type == "cpu" and norm.item() < 0.999 * limit  # with room for what rounding does at the limit
