"""Which runs train, and whose turn it is. Free of threads: whoever trains asks it from one thread.

Runs that train take turns of about ``TURN_SECONDS``, the one that has waited longest first. Under a speed limit a turn
is one step, and the limit holds for each of them, so that runs which are compared stay side by side. It may hold for a
part of the steps only: before and after it a run trains as fast as it can.
"""

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from gatescope.engine.runs.run import Run
from gatescope.engine.runs.turns import TURN_SECONDS, Training

SLOWEST = 1e-3  # steps per second


@dataclass
class Playing:
    """``training`` up to step ``until``. ``turned`` is when it had its last turn, counted in turns of all; 0: none."""

    training: Training
    until: float
    turned: int = 0
    next_step_at: float = 0.0

    @property
    def run(self) -> Run:
        return self.training.run

    @property
    def done(self) -> bool:
        """Whether another turn would do nothing."""
        return not self.run.left(self.until)


class Scheduler:
    """The runs that train. Any thread may ask whether a number is ``in`` it; all else is for the one that trains."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._playing: dict[int, Playing] = {}
        self._turns = 0
        self._pause_per_step = 0.0
        self._limited = range(0)  # the steps done after which the limit holds

    def __contains__(self, number: int) -> bool:
        return number in self._playing

    def __len__(self) -> int:
        return len(self._playing)

    @property
    def trainings(self) -> tuple[Training, ...]:
        return tuple(playing.training for playing in self._playing.values())

    @property
    def owes_a_turn(self) -> bool:
        """Whether a run was begun that has not had a turn yet."""
        return any(not playing.turned for playing in self._playing.values())

    def turn_seconds(self, playing: Playing) -> float:
        """How long a turn of this run may last; 0: one step."""
        return 0.0 if self._held(playing) else TURN_SECONDS

    def _held(self, playing: Playing) -> bool:
        return bool(self._pause_per_step) and playing.run.step in self._limited

    def play(self, training: Training, steps: int = 0) -> None:
        """``training`` takes turns from here on, for so many steps more; 0: until nothing is left to do."""
        number, until = training.run.number, training.run.step + steps if steps else math.inf
        if number in self._playing:
            self._playing[number].until = until
        else:
            self._playing[number] = Playing(training, until)

    def drop(self, number: int) -> None:
        self._playing.pop(number, None)

    def limit(self, steps_per_second: float, first: int = 0, last: int = 0) -> None:
        """Of each run, from step ``first`` to step ``last`` (0: to its end); 0 steps per second: none."""
        self._pause_per_step = 1 / max(steps_per_second, SLOWEST) if steps_per_second > 0 else 0.0
        self._limited = range(first, last or sys.maxsize)
        for playing in self._playing.values():
            playing.next_step_at = 0.0

    def wait(self) -> float:
        """Seconds until somebody's turn is due; 0 when it is now. Of a scheduler that is not empty."""
        if not self._pause_per_step:
            return 0.0
        due = min(playing.next_step_at if self._held(playing) else 0.0 for playing in self._playing.values())
        return max(0.0, due - self._clock())

    def next(self) -> Playing:
        """Whose turn it is now: the one that is due longest, and among those the one whose last turn is oldest."""
        now = self._clock()
        due = min(self._playing.values(), key=lambda playing: (playing.next_step_at, playing.turned))
        self._turns += 1
        due.turned = self._turns
        # who is not held is due at once, but behind those that are due since longer
        due.next_step_at = max(now, due.next_step_at) + self._pause_per_step if self._held(due) else now
        return due
