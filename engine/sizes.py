"""How long gradient, weights and update of each parameter are, at some of the steps: looked at, never part of training.

Nothing is drawn at random, nothing is changed, and on CUDA nothing waits: norms stay on the device until they are asked
for. A sample costs about as much as 0.1 steps of a small network and is taken every fiftieth of them by default.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.frame import Array

SPACING = 25  # steps between samples at least, however often validation is asked for
GRADIENT, WEIGHT, UPDATE = 0, 1, 2  # along the second axis of ``Sizes.norms``


class Sizes(NamedTuple):
    """``steps`` (n,) int64, rising; ``norms`` (n, 3, P) float32: ‖gradient‖ before clipping, ‖weights‖ before the
    update and ‖update‖ of each of the P parameters, in the order of the network's own names."""

    steps: Array
    norms: Array

    def until(self, step: int) -> "Sizes":
        kept = self.steps <= step
        return Sizes(self.steps[kept], self.norms[kept])


def sampling(validate_every: int) -> int:
    """Every so many steps: a multiple of the steps between validations, at least ``SPACING``."""
    return validate_every * max(1, -(-SPACING // validate_every))


def due(step: int, every: int) -> bool:
    """At 1, 2, 4, 8 … and at every multiple, so that the samples of different runs lie at the same steps."""
    return step % every == 0 or step & (step - 1) == 0


class SizeMeter:
    """Measures the steps that are due: ``before`` between backward and clipping, ``after`` behind the update."""

    def __init__(self, weights: Mapping[str, Tensor], validate_every: int) -> None:
        self.names = tuple(weights)
        self._weights = list(weights.values())
        self._every = sampling(validate_every)
        self._begun: tuple[int, list[Tensor], list[Tensor]] | None = None
        self._samples: list[tuple[int, Tensor]] = []

    @torch.no_grad()
    def before(self, step: int) -> None:
        """``step`` is the one being done, the first is 1."""
        self._begun = None
        if not due(step, self._every):
            return
        gradients = [w.new_zeros(()) if w.grad is None else w.grad for w in self._weights]
        self._begun = step, list(torch._foreach_norm(gradients)), [w.detach().clone() for w in self._weights]

    @torch.no_grad()
    def after(self) -> None:
        if self._begun is None:
            return
        (step, gradients, old), self._begun = self._begun, None
        lengths = torch._foreach_norm(old)
        updates = torch._foreach_norm(torch._foreach_sub(self._weights, old))
        norms = torch.stack((*gradients, *lengths, *updates)).view(3, -1)
        self._samples.append((step, norms))

    def drain(self) -> Sizes:
        """What was measured since the last call."""
        samples, self._samples = self._samples, []
        if not samples:
            return Sizes(np.zeros(0, np.int64), np.zeros((0, 3, len(self.names)), np.float32))
        steps, norms = zip(*samples, strict=True)
        return Sizes(np.array(steps, np.int64), torch.stack(norms).float().cpu().numpy())
