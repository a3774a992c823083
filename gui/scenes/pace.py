"""How often the costly questions are asked: what need not move with every step waits its turn. Free of Qt."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest
from gatescope.gui.scenes.asking import Request
from gatescope.gui.state.store import intent

CHANGED = 0.1  # seconds, when the user wants something else
BUDGET = 0.1  # of the time, for what is asked of the past while a run trains


@dataclass(frozen=True)
class Gap:
    """``seconds`` between two questions in one slot. ``eager``: at once when the user wants something else; otherwise
    what an answer costs stretches the gap while a run trains."""

    seconds: float
    eager: bool = False


class Pace:
    """Lets a request through when enough time has gone by since the last one of its slot; at once in a slot that has no
    gap."""

    def __init__(self, gaps: Mapping[str, Gap], clock: Callable[[], float] = time.monotonic) -> None:
        self._gaps = dict(gaps)
        self._clock = clock
        self._asked: dict[Slot, tuple[float, object]] = {}
        self._cost: dict[str, float] = {}

    def add(self, gaps: Mapping[str, Gap]) -> None:
        """More slots that have one."""
        self._gaps.update(gaps)

    def allows(self, request: Request, training: bool) -> bool:
        """Notes the time when it says yes."""
        slot = request.slot
        gap = self._gaps.get(slot.name)
        if gap is None:
            return True
        now, what = self._clock(), intent(request) if isinstance(request, FrameRequest) else request
        last, before = self._asked.get(slot, (-1e9, None))
        wait = gap.seconds
        if gap.eager:
            wait = wait if what == before else CHANGED
        elif training:
            wait = max(wait, self._cost.get(slot.name, 0.0) / BUDGET)
        if now - last < wait:
            return False
        self._asked[slot] = now, what
        return True

    def took(self, slot: str, seconds: float) -> None:
        """What an answer in slots of this name has cost the engine."""
        self._cost[slot] = seconds
