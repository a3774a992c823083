"""What a network is trained to make small: the mean over exactly the targets that count."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss

NOTHING = -1  # the id of a target that does not count; among numbers NaN is


def mean_loss(output: Tensor, target: Tensor) -> Tensor:
    """The mean squared error over (T, B, D), or the cross-entropy in nats of logits (T, B, V) and ids (T, B), where
    every target counts."""
    if target.is_floating_point():
        return mse_loss(output, target)
    return cross_entropy(output.flatten(0, 1), target.flatten())


def counted_loss(output: Tensor, target: Tensor) -> Tensor:
    """The same where targets that are NaN or −1 do not count: whatever the output is there, it changes neither the loss
    nor the gradient. 0 when none counts. On CUDA nothing is waited for."""
    if target.is_floating_point():
        known = ~target.isnan()
        # chosen before the square: the gradient of a square is 0 · NaN where nothing is known
        error = torch.where(known, output - target, 0.0)
        return error.square().sum() / known.sum().clamp(min=1)
    total = cross_entropy(output.flatten(0, 1), target.flatten(), ignore_index=NOTHING, reduction="sum")
    return total / (target != NOTHING).sum().clamp(min=1)
