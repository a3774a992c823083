"""What earlier engines left, while this one starts: sessions to be offered, and such as cannot be read."""

import time
from collections.abc import Callable
from pathlib import Path

from gatescope.engine.protocol.messages import Noticed, Recoverable, Recovered
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.session.recovery import (
    PATIENT_SECONDS,
    Recovery,
    look_at_these,
    look_through,
    set_aside_all,
)

FIRST_MOST = 12  # that are looked at while somebody waits for the start: what crashed last is among the newest
PORTION_SECONDS = 0.1
PATIENT_ALL_SECONDS = 20.0  # for what was left to be looked at after the start


class Tidier:
    """Looks briefly before ``Ready``, and does after it what takes longer, in portions, so that a file which is to be
    opened waits for a moment. ``do`` runs a job in the thread for that."""

    def __init__(self, folder: Path, do: Callable[[Callable[[], None]], None], outbox: Outbox) -> None:
        self._folder, self._do, self._outbox = folder, do, outbox
        self._seen = Recovery()

    def look(self) -> tuple[Recoverable, ...]:
        """What is offered at once."""
        self._seen = look_through(self._folder, most=FIRST_MOST)
        return self._seen.newest_first

    def go_on(self) -> None:
        """Looks at what there was no time for, and sets aside what cannot be read."""
        waiting, end = [*self._seen.left, *self._seen.slow], time.monotonic() + PATIENT_ALL_SECONDS
        self._do(lambda: self._go_on(waiting, self._seen.broken, end))

    def _go_on(self, waiting: list[Path], broken: list[Path], end: float) -> None:
        later = look_at_these(waiting, PORTION_SECONDS, PATIENT_SECONDS)
        if later.found:
            self._outbox.put(Recovered(recoverable=later.newest_first))
        broken = [*broken, *later.broken, *later.slow]
        if later.left and time.monotonic() < end:
            self._do(lambda: self._go_on(later.left, broken, end))
            return
        for notice, facts in set_aside_all(broken):  # told at once: one sentence names them
            self._outbox.put(Noticed(notice=notice, facts=facts))
