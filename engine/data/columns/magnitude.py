"""Numbers at the edge of what can be computed with: brought to a size whose squares, sums and differences exist."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LARGEST = 2.0**1020  # about 1e307: what is larger cannot be scaled, for its difference to another may be no number
_TAME = 2.0**400
_SHRINK = -600  # the exponent of two by which the largest double comes below it


def tamed(values: Floats) -> Floats:
    """``values``, or where one is so large that its square is no number, all of them smaller by one power of two: for
    whatever is the same at every scale. NaN and infinity stay."""
    finite = np.isfinite(values)
    largest = np.abs(values).max(initial=0.0, where=finite)
    return np.ldexp(values, _SHRINK) if largest > _TAME else values


def differences(values: Floats) -> Floats:
    """(N−1,): from each value to the next, infinite where that is no number."""
    with np.errstate(over="ignore"):
        return np.diff(values)


def beyond(values: Floats, most: float = LARGEST) -> int:
    """Where the first of ``values`` (N,) stands that is larger than ``most``, −1 without one."""
    there = np.abs(values) > most
    return int(there.argmax()) if there.any() else -1
