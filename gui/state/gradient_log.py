"""What is kept of the gradients through time that were seen: the range of their axis, and the waterfall over training.

Free of Qt. An axis moves in whole decades, grows at once and shrinks late, so that it does not jump under the eye.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np

from gatescope.engine.config.nets import LOWEST
from gatescope.engine.protocol.analysis import Flow, FlowWant, Source
from gatescope.engine.protocol.frame import Array, FrameRequest, Probe

DECADES_MOST = 8  # below its greatest by more than this a gradient is as good as none
DECADES_LEAST = 2
ROWS_MOST = 160  # keyframes in one waterfall
PASTS_MOST = 8  # waterfalls kept
Range = tuple[int, int]


@dataclass(frozen=True)
class Past:
    """One gradient through time over training: of which run, along which probe, of what."""

    run: int
    probe: Probe
    want: FlowWant


@dataclass(frozen=True, eq=False)  # rows are told apart by what they are: arrays have no single answer to ==
class PastRow:
    """One keyframe of a waterfall: ``exponents`` (L, T) float32, log10 ‖∂s/∂h_t‖ of every layer, −inf where none."""

    step: int
    exponents: Array


class GradientLog:
    """Grows by what ``take`` is given; asked by the scene and by what asks the engine."""

    def __init__(self) -> None:
        self._ranges: dict[Source, Range] = {}
        self._losses = 0.0
        self._pasts: dict[Past, dict[int, PastRow]] = {}

    def take(self, flows: Sequence[Flow]) -> None:
        """The flows that are drawn together now."""
        for source in {flow.source for flow in flows}:
            shown = [flow for flow in flows if flow.source is source]
            values = [layer.hidden for flow in shown for layer in flow.layers]
            values += [layer.cell for flow in shown for layer in flow.layers if layer.cell is not None]
            self._ranges[source] = decades(values, self._ranges.get(source))
        for flow in flows[:1]:
            self._losses = loss_bound(flow.step_losses, self._losses)

    def range_of(self, source: Source) -> Range:
        """Exponents of ten between which the gradient's axis reaches."""
        return self._ranges.get(source, (-DECADES_LEAST, 0))

    @property
    def loss_bound(self) -> float:
        """The top of the axis of the losses at each step."""
        return self._losses or 1.0

    def take_past(self, request: FrameRequest, step: int, flow: Flow) -> None:
        """A gradient of a keyframe, whoever asked for it; one of an altered network is no part of the past."""
        if request.analysis is None or request.analysis.flow is None or request.interventions:
            return
        want = msgspec.structs.replace(request.analysis.flow, maps=False, layer=LOWEST)
        past = Past(request.run, request.probe, want)
        rows = self._pasts.setdefault(past, {})
        rows[step] = PastRow(step, exponents(np.stack([layer.hidden for layer in flow.layers])))
        while len(self._pasts) > PASTS_MOST:
            del self._pasts[next(iter(self._pasts))]

    def past(self, past: Past, keyframes: Sequence[int]) -> tuple[PastRow, ...]:
        """The rows known so far, of at most ``ROWS_MOST`` keyframes, earliest first."""
        known = self._pasts.get(past, {})
        return tuple(known[step] for step in chosen(keyframes) if step in known)

    def lacking(self, past: Past, keyframes: Sequence[int]) -> int | None:
        """The keyframe to ask for next: first the ends, then always one in the middle of the widest gap."""
        steps, known = chosen(keyframes), self._pasts.get(past, {})
        have = [i for i, step in enumerate(steps) if step in known]
        if not steps or len(have) == len(steps):
            return None
        for end in (len(steps) - 1, 0):
            if end not in have:
                return steps[end]
        left, right = max(pairwise(have), key=lambda gap: gap[1] - gap[0])
        return steps[(left + right) // 2]


def exponents(norms: Array) -> Array:
    """log10, −inf for nothing, NaN for what is no number; float32."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(norms).astype(np.float32)


def decades(values: Iterable[Array], before: Range | None = None) -> Range:
    """Whole exponents of ten around the positive finite values, at most ``DECADES_MOST`` apart.

    An edge that was there ``before`` stays while it is no more than one decade (above) or two (below) too far out.
    """
    kept = [v[np.isfinite(v) & (v > 0)] for v in values]
    found = np.concatenate([*kept, np.empty(0)])
    if not len(found):
        return before or (-DECADES_LEAST, 0)
    high = math.ceil(math.log10(float(found.max())) - 1e-9)
    if before is not None and high <= before[1] <= high + 1:
        high = before[1]
    low = max(math.floor(math.log10(float(found.min())) + 1e-9), high - DECADES_MOST)
    if before is not None and low - 2 <= before[0] <= low:
        low = max(before[0], high - DECADES_MOST)
    return min(low, high - DECADES_LEAST), high


def loss_bound(losses: Array, before: float) -> float:
    """The least of … 0.5, 1, 2, 5 … above all losses; the one ``before`` while it is at most ten times too high."""
    finite = losses[np.isfinite(losses)]
    top = float(finite.max()) if len(finite) else 0.0
    if top <= 0:
        return before
    power = 10.0 ** math.floor(math.log10(top))
    bound = next((m * power for m in (1, 2, 5) if top <= m * power), 10 * power)
    return before if bound <= before <= 10 * bound else bound


def chosen(keyframes: Sequence[int]) -> list[int]:
    """The keyframes of a waterfall, rising: all of them, or ``ROWS_MOST`` spread evenly that stay as more come.

    Of many keyframes every 2nd, 4th, 8th … counts from the first on, and the last always.
    """
    steps = sorted(set(keyframes))
    stride = 1
    while len(steps) / stride > ROWS_MOST:
        stride *= 2
    kept = steps[::stride]
    return kept if not steps or kept[-1] == steps[-1] else [*kept, steps[-1]]
