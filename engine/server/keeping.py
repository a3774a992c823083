"""Whether what is trained reaches its file, as the window is told it.

A file that cannot be written stops no training: a full disk, a folder that became read-only. It is told once, with the
step from which nothing is kept, and once more when everything is. Belongs to the trainer's thread.
"""

from contextlib import suppress

from gatescope.engine.errors import SessionError
from gatescope.engine.protocol.messages import About, Failed, Noticed, RunState
from gatescope.engine.protocol.told import Notice
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.turns import Training
from gatescope.engine.server.outbox import Outbox

RETRY_SECONDS = 2.0  # while a run rests that could not be kept


class Keeping:
    """Tells of trouble with the session's file, and tries again."""

    def __init__(self, laboratory: Laboratory, outbox: Outbox) -> None:
        self._laboratory, self._outbox = laboratory, outbox
        self._told: dict[int, str] = {}  # by run, why it is not kept

    @property
    def troubled(self) -> bool:
        return bool(self._told)

    def look(self, training: Training, again: bool = False) -> None:
        """Tells what is new about a run; ``again`` also what was told."""
        number, trouble = training.run.number, training.recorder.trouble
        if trouble is None:
            if self._told.pop(number, None) is not None and not self._told:
                self._outbox.put(Noticed(notice=Notice.KEPT_AGAIN, facts={"path": self._laboratory.path}))
            return
        why = str(trouble)
        if again or self._told.get(number) != why:
            self._told[number] = why
            facts = {**trouble.facts, "run": number, "step": training.recorder.committed}
            self._outbox.put(Failed(about=About.SESSION, fault=trouble.fault, facts=facts))

    def commit(self) -> None:
        """Commits what waits, and of runs that rest the keyframe too that could not be written."""
        if self._told:
            self._retry()
        try:
            self._laboratory.commit()
        except SessionError:  # it is told with the run that it is of
            for training in self._laboratory.awake:
                self.look(training)

    def _retry(self) -> None:
        for training in self._laboratory.awake:
            if training.run.number in self._told and training.run.state is not RunState.TRAINING:
                with suppress(SessionError):
                    self._laboratory.put_to_rest(training)
            self.look(training)

    def forget(self) -> None:
        """Something else lies on the table."""
        self._told.clear()
