"""Networks of as many parameters as another, so that two kinds can be compared at equal size."""

from bisect import bisect_left
from typing import TypeVar

import msgspec

from gatescope.engine.config.nets import Net
from gatescope.engine.config.run import TrainConfig
from gatescope.engine.config.setting import setting_of
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.checks import counts

N = TypeVar("N", bound=Net)


def sized(net: N, shape: IOShape, parameters: int) -> N:
    """The same with the number of units whose parameters come nearest to so many; the largest or the smallest network
    where there is none near. Raises ``ConfigError`` for a network that cannot be built."""
    low, high = map(int, setting_of(type(net), net.sized_by).bounds)

    def of(units: int) -> N:
        made: N = msgspec.structs.replace(net, **{net.sized_by: net.fitting(units)})
        return made

    def count(units: int) -> int:
        return counts(of(units), shape, TrainConfig(), 1).parameters

    first = low + bisect_left(range(low, high), parameters, key=count)
    return of(min(max(first - 1, low), first, key=lambda units: abs(count(units) - parameters)))
