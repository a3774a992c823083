"""How far the curves of the unit's panel reach: 1, 2, 5 times a power of ten, held so that they do not jump."""

from dataclasses import replace

import numpy as np

from gui.scenes.stack import BOUNDED, UnitLine, UnitScene
from gui.state.store import step_up

LEAST = 0.01  # a unit that hardly moves stays a line
CALM = 1.5  # a level is given up when this many times the largest value fit a smaller one


class HeldLevels:
    """A level for each signed trace: it grows at once and shrinks late. Another unit has its own."""

    def __init__(self) -> None:
        self._whose: object = None
        self._held: dict[str, float] = {}

    def of(self, scene: UnitScene, line: UnitLine) -> UnitLine:
        """The line between levels that fit it. Gates keep 0 to 1: how far open they are is what they say."""
        whose = (scene.cell, scene.layer, scene.unit, scene.pinned)
        if whose != self._whose:
            self._whose, self._held = whose, {}
        if line.trace in BOUNDED:
            return line
        values = np.concatenate([line.values, *line.others])
        finite = np.abs(values[np.isfinite(values)])
        peak = max(float(finite.max(initial=0.0)), LEAST)
        held = self._held.get(line.trace, 0.0)
        if step_up(peak) > held or step_up(peak * CALM) < held:
            self._held[line.trace] = held = step_up(peak)
        return replace(line, low=-held, high=held)
