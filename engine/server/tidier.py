"""What earlier engines left, while this one starts: sessions to be offered, and such as cannot be read."""

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

PATIENT_ALL_SECONDS = 20.0  # for what was left to be looked at after the start


class Tidier:
    """Looks briefly before ``Ready``, and does after it what takes longer. ``do`` runs a job in the thread for that."""

    def __init__(self, folder: Path, do: Callable[[Callable[[], None]], None], outbox: Outbox) -> None:
        self._folder, self._do, self._outbox = folder, do, outbox
        self._seen = Recovery()

    def look(self) -> tuple[Recoverable, ...]:
        """What is offered at once."""
        self._seen = look_through(self._folder)
        return self._seen.newest_first

    def go_on(self) -> None:
        """Looks at what there was no time for, and sets aside what cannot be read."""
        self._do(self._finish)

    def _finish(self) -> None:
        later = look_at_these([*self._seen.left, *self._seen.slow], PATIENT_ALL_SECONDS, PATIENT_SECONDS)
        if later.found:
            self._outbox.put(Recovered(recoverable=later.newest_first))
        for notice, facts in set_aside_all([*self._seen.broken, *later.broken, *later.slow]):
            self._outbox.put(Noticed(notice=notice, facts=facts))
