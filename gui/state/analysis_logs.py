"""What the analyses gather over a run: the sizes of its parameters, the stretch of its recurrent weights, the clipping
in force. Free of Qt."""

from collections.abc import Sequence

import numpy as np

from gatescope.engine.protocol.analysis import GateSpectrum
from gatescope.engine.protocol.frame import Array
from gatescope.gui.state.curves import Column

PAST_MOST = 100  # points that are filled in
POINTS_MOST = 2000  # of a layer's spectrum over training; more than a screen has columns
LiveChanges = Sequence[tuple[int, str, float]]


class SizeLog:
    """Samples of ‖gradient‖ before clipping, ‖weights‖ and ‖update‖ of every parameter, as the engine took them."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._steps = Column("i8")
        self._norms = Column("f4")

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def nbytes(self) -> int:
        return self._steps.nbytes + self._norms.nbytes

    @property
    def steps(self) -> Array:
        """(n,), rising."""
        return self._steps.values

    @property
    def norms(self) -> Array:
        """(n, 3, P): gradient, weights, update."""
        return self._norms.values.reshape(len(self), 3, len(self.names))

    def take(self, since: int, names: tuple[str, ...], steps: Array, norms: Array) -> None:
        """Appends what is new of the samples from ``since`` on; nothing when there is a gap."""
        new = len(self) - since
        if new < 0 or not len(steps[new:]):
            return
        self.names = names
        self._steps.extend(steps[new:])
        self._norms.extend(norms[new:].ravel())


class SpectrumLog:
    """Spectral radius and largest singular value of every gate's recurrent matrix, at the steps that were looked at."""

    def __init__(self) -> None:
        self._layers: dict[str, dict[int, Array]] = {}

    def take(self, layer: str, step: int, spectrum: Sequence[GateSpectrum]) -> None:
        points = self._layers.setdefault(layer, {})
        points[step] = np.array([(gate.radius, gate.stretch) for gate in spectrum])
        if len(points) > POINTS_MOST:  # every second goes; the newest stays
            steps = sorted(points)
            for old in steps[-2::-2]:
                del points[old]

    def farthest(self, layer: str, steps: Sequence[int]) -> int | None:
        """Which of ``steps`` lies farthest from what is known, the last one first; None when nothing worth drawing is
        missing."""
        if not steps:
            return None
        known, wanted = np.array(sorted(self._layers.get(layer, ()))), np.sort(np.asarray(steps))
        if not len(known):
            return int(wanted[-1])
        after = np.searchsorted(known, wanted)
        right = np.abs(known[np.minimum(after, len(known) - 1)] - wanted)
        left = np.abs(known[np.maximum(after - 1, 0)] - wanted)
        distance = np.minimum(left, right)
        far = int(distance.argmax())
        return int(wanted[far]) if distance[far] > wanted[-1] / PAST_MOST else None

    def curve(self, layer: str) -> tuple[Array, Array]:
        """Steps (n,), rising, and (n, G, 2): radius and stretch of the gates in torch's order."""
        points = self._layers.get(layer, {})
        steps = sorted(points)
        values = np.stack([points[step] for step in steps]) if steps else np.zeros((0, 0, 2))
        return np.array(steps, np.int64), values


def clips(first: float, changes: LiveChanges, rows: Array) -> Array:
    """The clipping in force at each of ``rows`` (n,), rising; 0 where there is none. A change after step s is in force
    from row s on, which is what step s + 1 measured."""
    found = np.full(len(rows), first, np.float64)
    for step, name, value in changes:
        if name == "clip":
            found[np.searchsorted(rows, step) :] = value
    return found


def marks(steps: Array, newest: int, columns: int) -> Array:
    """At most ``columns`` of ``steps`` (n,), rising: the first in each of as many equal parts of 0 … ``newest``. Costs
    what is shown, not what is there."""
    if len(steps) <= columns:
        return steps
    first = np.searchsorted(steps, np.linspace(0, newest + 1, columns + 1))
    return np.asarray(steps[first[:-1][np.diff(first) > 0]])


def clipped(norms: Array, limits: Array) -> Array:
    """Whether each step's gradient was longer than what was allowed. (n,) bools."""
    return np.asarray((limits > 0) & (norms > limits))
