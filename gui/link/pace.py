"""How often the costly frames are asked for: what need not move with every step waits its turn. Free of Qt."""

import time
from collections.abc import Callable

from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.gui.scenes.asking import FINDINGS, FREE, WATERFALL
from gatescope.gui.state.store import intent

GAPS = {FREE: 0.5, WATERFALL: 0.05, FINDINGS: 2.0}  # seconds between two questions
CHANGED = 0.1  # when the user wants something else
BUDGET = 0.1  # of the time, for what is asked of the past while a run trains


class Pace:
    """Lets a request through when enough time has gone by since the last one of its slot."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: dict[Slot, tuple[float, tuple[object, ...]]] = {}
        self._cost: dict[Slot, float] = {}

    def allows(self, request: FrameRequest, training: bool) -> bool:
        """Notes the time when it says yes."""
        if request.slot.name not in GAPS:
            return True
        now, what = self._clock(), intent(request)
        last, before = self._asked.get(request.slot, (-1e9, ()))
        gap = GAPS[request.slot.name]
        if request.slot.name == FREE:
            gap = gap if what == before else CHANGED
        elif training:
            gap = max(gap, self._cost.get(request.slot, 0.0) / BUDGET)
        if now - last < gap:
            return False
        self._asked[request.slot] = now, what
        return True

    def took(self, frame: Frame) -> None:
        """What an answer has cost the engine."""
        if frame.slot.name in GAPS:
            self._cost[frame.slot] = frame.cost_ms / 1000
