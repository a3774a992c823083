"""The gradient of one step: its length, how it is shortened, and the tensor that was the first to be no number."""

from collections.abc import Mapping

import torch
from torch import Tensor

from gatescope.engine.config.run import ClipBy
from gatescope.engine.errors import Fault, RunError


@torch.no_grad()
def culprit(fault: RunError, weights: Mapping[str, Tensor], *, followed: bool = False) -> RunError:
    """``fault`` with what was first: the facts ``part`` (``weight``, ``loss`` or ``gradient``) and ``tensor``, its
    name.

    ``weights`` are those of the broken step with its gradients, in the order of the forward pass. A step reads the
    weights, computes the loss and then the gradients from the head down, and that is the order in which it is looked.
    ``followed``: the weights are no longer those of the step, they have followed that gradient; none: the gradients
    are not there either.
    """
    if not followed:
        for name, weight in weights.items():
            if not bool(weight.isfinite().all()):
                return _with(fault, "weight", name)
    if fault.fault is Fault.LOSS_NOT_FINITE:
        return _with(fault, "loss", "")
    for name, weight in reversed(list(weights.items())):
        if weight.grad is not None and not bool(weight.grad.isfinite().all()):
            return _with(fault, "gradient", name)
    return fault


def _with(fault: RunError, part: str, tensor: str) -> RunError:
    return RunError(fault.fault, **fault.facts, part=part, tensor=tensor)


LEAST = 1e-6  # added to the norm, as torch does it


def total_norm(gradients: list[Tensor]) -> Tensor:
    """‖·‖₂ of all of them together, a number on their device: it is not waited for."""
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
