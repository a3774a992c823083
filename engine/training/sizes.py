"""How long gradient, weights and update of each parameter are, at some of the steps: looked at, never part of training.

Nothing is drawn at random, nothing is changed, and on CUDA nothing waits: norms stay on the device until they are asked
for. A sample costs about as much as 0.1 steps of a small network and is taken every fiftieth of them by default.
While somebody watches, some samples count the values of gradient and update too, of which only the newest is kept.
"""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.protocol.analysis import StepHistograms
from gatescope.engine.protocol.frame import Array
from gatescope.engine.training.histograms import count_values, named

SPACING = 25  # steps between samples at least, however often validation is asked for
HISTOGRAM_SECONDS = 0.25  # between histograms at least: a small network does hundreds of steps meanwhile
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
    """Measures the steps that are due: ``before`` between backward and clipping, ``after`` behind the update.
    ``watching`` says whether histograms are counted as well."""

    def __init__(
        self, weights: Mapping[str, Tensor], validate_every: int, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.names = tuple(weights)
        self._weights = list(weights.values())
        self._every = sampling(validate_every)
        self._begun: tuple[int, list[Tensor], list[Tensor]] | None = None
        self._samples: list[tuple[int, Tensor]] = []
        self.watching = False
        self._clock = clock
        self._next_histogram = 0.0
        self._counted: list[Tensor] = []  # of the gradients of the step being done
        self._newest: tuple[int, Tensor] | None = None

    @torch.no_grad()
    def before(self, step: int) -> None:
        """``step`` is the one being done, the first is 1."""
        self._begun, self._counted = None, []  # what a broken step has begun, without an ``after``, is dropped
        if not due(step, self._every):
            return
        gradients = [w.new_zeros(()) if w.grad is None else w.grad for w in self._weights]
        self._begun = step, list(torch._foreach_norm(gradients)), [w.detach().clone() for w in self._weights]
        if self.watching and self._clock() >= self._next_histogram:
            self._counted = [count_values(gradient) for gradient in gradients]
            self._next_histogram = self._clock() + HISTOGRAM_SECONDS

    @torch.no_grad()
    def after(self) -> None:
        if self._begun is None:
            return
        (step, gradients, old), self._begun = self._begun, None
        lengths = torch._foreach_norm(old)
        changes = torch._foreach_sub(self._weights, old)
        updates = torch._foreach_norm(changes)
        norms = torch.stack((*gradients, *lengths, *updates)).view(3, -1)
        self._samples.append((step, norms))
        if self._counted:
            self._newest = step, torch.stack((*self._counted, *map(count_values, changes)))

    def drain(self) -> Sizes:
        """What was measured since the last call."""
        samples, self._samples = self._samples, []
        if not samples:
            return Sizes(np.zeros(0, np.int64), np.zeros((0, 3, len(self.names)), np.float32))
        steps, norms = zip(*samples, strict=True)
        # The one wait for the device: all samples in one copy.
        return Sizes(np.array(steps, np.int64), torch.stack(norms).float().cpu().numpy())

    def drain_histograms(self) -> StepHistograms | None:
        """The newest since the last call, None when there is none."""
        newest, self._newest = self._newest, None
        if newest is None:
            return None
        counted = newest[1].cpu().numpy()
        named_twice = [named(name, one) for name, one in zip(self.names * 2, counted, strict=True)]
        middle = len(self.names)
        return StepHistograms(step=newest[0], gradient=tuple(named_twice[:middle]), update=tuple(named_twice[middle:]))
