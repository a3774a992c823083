"""Which tensor was the first that is no number, of a step that broke its run. Costs nothing until then."""

from collections.abc import Mapping

import torch
from torch import Tensor

from engine.errors import Fault, RunError


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
