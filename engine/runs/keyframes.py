"""At which steps keyframes are taken, and which of them go when there are too many. Pure rules, no clock, no disk.

Steps 0, 1, 2, 4, 8 … and then every *stride*, a power of two: so the steps of different runs nest, and whoever
compares two runs finds both at the same step.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from statistics import median

SHARE = 0.05  # of training time, that taking keyframes may cost
GRACE = 0.1  # seconds that may be spent before there is much training time to have a share of
SPACING = 0.1  # seconds of training between two keyframes: more of them only fill the disk and hold up small steps
COSTS_KEPT = 5


class KeyframePace:
    """Weighs what keyframes cost against what training takes, and stretches the stride."""

    def __init__(self, stride: int = 1) -> None:
        self.stride = stride
        self._spent = 0.0
        self._costs: list[float] = []

    def took(self, seconds: float) -> None:
        """A keyframe that the schedule asked for has cost ``seconds``."""
        self._spent += seconds
        self.costs(seconds)

    def costs(self, seconds: float) -> None:
        """So much did a keyframe cost that had to be taken anyway."""
        self._costs = [*self._costs[-COSTS_KEPT + 1 :], seconds]

    def affords(self, seconds: float) -> bool:
        """Whether one more keyframe keeps to its share of ``seconds`` of training."""
        cost = median(self._costs) if self._costs else 0.0
        return self._spent + cost <= SHARE * seconds + GRACE

    def allows(self, step: int, steps: int, seconds: float) -> bool:
        """Whether to take a keyframe at ``step``, after ``steps`` steps that took ``seconds`` were measured."""
        if self._costs and steps:
            # the median: a single keyframe that met a busy disk must not stretch the stride for good
            cost = median(self._costs)
            self.stride = max(self.stride, affordable_stride(cost, seconds / steps))
            if not self.affords(seconds):
                return False
        return is_due(step, self.stride)


def is_due(step: int, stride: int) -> bool:
    # a power of two (0 too), while learning is fast; then on the grid
    return step & (step - 1) == 0 or step % stride == 0


def next_due(step: int, stride: int) -> int:
    """The first step after ``step`` at which a keyframe is due."""
    return int(min((step // stride + 1) * stride, 1 << step.bit_length()))


def affordable_stride(cost: float, step_seconds: float) -> int:
    """The least power of two at which keyframes of ``cost`` seconds keep to their share and their spacing."""
    stride = 1
    while max(cost / SHARE, SPACING) > step_seconds * stride and stride < 1 << 40:
        stride *= 2
    return stride


def stride_of(steps: Sequence[int]) -> int:
    """The stride at which the newest of ``steps`` (rising) were taken, as far as they tell."""
    newest = steps[-9:]
    if len(newest) < 9:
        return 1
    gap = int(median(later - earlier for earlier, later in pairwise(newest)))
    return 1 << (gap.bit_length() - 1)


def thinned(sizes: Mapping[int, int], budget: int, kept: Collection[int] = ()) -> list[int]:
    """The steps that go so that the rest fits ``budget`` bytes: of the older half every second one, again and again
    if need be; never the first, never the last, none of ``kept``. ``sizes`` are bytes by step, rising."""
    left, gone = list(sizes), []
    total = sum(sizes.values())
    while total > budget and len(free := [step for step in left[1:-1] if step not in kept]):
        older = left[1 : max(2, (len(left) + 1) // 2)]
        doomed = _every_second([step for step in older if step in free] or free)
        total -= sum(sizes[step] for step in doomed)
        gone += doomed
        left = [step for step in left if step not in doomed]
    return gone


def _every_second(steps: Sequence[int]) -> list[int]:
    """Half of ``steps``, at least one: first those off the grid, then odd multiples of its stride, powers of two last.
    On an even grid that is every second one, and what stays is the grid of twice the stride."""
    # step & -step is the largest power of two that divides it: the finest grid goes first
    ordered = sorted(steps, key=lambda step: (step & (step - 1) == 0, step & -step, step))
    return ordered[: max(1, len(steps) // 2)]
