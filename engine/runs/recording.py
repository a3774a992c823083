"""The recording of a run: its rows, and the keyframes that one can go back to and train on from.

A recorder belongs to the thread that trains. Everything it is given waits in memory for at most about half a second
of training before it is committed; a keyframe is committed at once, together with every row before it.
"""

import json
import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
from safetensors.torch import save
from torch import Tensor

from gatescope.engine.config.process import KEYFRAME_BYTES
from gatescope.engine.errors import SessionError
from gatescope.engine.protocol.baselines import NO_ERRORS
from gatescope.engine.protocol.frame import Array
from gatescope.engine.runs.keyframes import KeyframePace, is_due, next_due, stride_of, thinned
from gatescope.engine.session.further_tables import SizeRow
from gatescope.engine.session.history import RowColumns
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch, StoredKeyframe
from gatescope.engine.training.checkpoint import weights_of

COMMIT_SECONDS = 0.5
State = tuple[Mapping[str, Tensor], Mapping[str, Any]]


class Recorder:
    """Writes one run into its session. ``state`` is asked for the training state when a keyframe is taken.

    Writing raises ``SessionError``; what could not be written is kept and goes with the next commit."""

    def __init__(
        self,
        session: Session,
        run: int,
        state: Callable[[], State],
        budget: int = KEYFRAME_BYTES,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        row = session.run(run)
        self.session = session
        self.best = -1
        """The step that has validated best: its keyframe is not thinned away. −1: none has."""
        self.committed = row.steps
        self.keyframes_full = row.keyframes_full
        self._run, self._state, self._budget, self._clock = run, state, budget, clock
        self._sizes = session.keyframe_sizes(run)
        self._pace = KeyframePace(stride_of(self.keyframe_steps))
        self._began = (row.steps, row.seconds)
        self._measured = (row.steps, row.seconds)
        self._rows: list[RowColumns] = []
        self._validation: list[tuple[int, float]] = []
        self._accuracy: list[tuple[int, float]] = []
        self._errors: list[tuple[int, Array]] = []
        self._live: list[tuple[int, str, float]] = []
        self._sizes_measured: list[SizeRow] = []
        self._best_pace = KeyframePace()  # the best steps are no grid, and may cost as much again
        self._best_waiting: StoredKeyframe | None = None
        self._best_held = -1  # the best step of which the file has the keyframe
        self._only_best = -1  # the step whose keyframe is there for nothing else
        self._due = next_due(row.steps, self._pace.stride) if self._sizes else 0
        self._asked = -1
        self.trouble: SessionError | None = None
        """Why what was measured, or the last keyframe that was due, is not in the file; None while both are."""
        self._lacks_keyframe = False
        self._commit_at = self._best_at = clock() + COMMIT_SECONDS

    @property
    def keyframe_steps(self) -> tuple[int, ...]:
        return tuple(self._sizes)

    @property
    def stride(self) -> int:
        """Keyframes are taken every so many steps now."""
        return self._pace.stride

    # ---- what the trainer gives --------------------------------------------------------------------------------

    def add_rows(self, train_loss: Any, gradient_norm: Any, seconds: Any) -> None:
        """The next rows, each (n,): row r is what step r + 1 measured."""
        if len(seconds):
            self._rows.append((train_loss, gradient_norm, seconds))
            self._measured = (self._measured[0] + len(seconds), float(seconds[-1]))

    def add_validation(self, step: int, loss: float, accuracy: float = math.nan, errors: Array = NO_ERRORS) -> None:
        """``accuracy`` is NaN unless targets are classes, ``errors`` (2, D) of no column unless they are numbers."""
        self._validation.append((step, loss))
        if not math.isnan(accuracy):
            self._accuracy.append((step, accuracy))
        if errors.size:
            self._errors.append((step, errors))

    def add_live(self, step: int, name: str, value: float) -> None:
        """``name`` is ``value`` from after ``step`` on."""
        self._live.append((step, name, value))

    def add_sizes(self, names: tuple[str, ...], steps: Any, norms: Any) -> None:
        """Samples of ``engine.training.sizes``: steps (n,), norms (n, 3, P)."""
        self._sizes_measured += [(names, int(step), row) for step, row in zip(steps, norms, strict=True)]

    # ---- keyframes ---------------------------------------------------------------------------------------------

    def keyframe_due(self, step: int) -> bool:
        """Whether to take a keyframe after ``step``. Nothing but a comparison when none is due."""
        if step < self._due:
            return False
        steps, seconds = self._measured[0] - self._began[0], self._measured[1] - self._began[1]
        if steps:  # some steps may not have been handed over yet
            seconds *= (step - self._began[0]) / steps
        allowed = self._pace.allows(step, step - self._began[0] if steps else 0, seconds)
        self._due = next_due(step, self._pace.stride)
        self._asked = step if allowed else -1
        return allowed

    def keyframe(self, step: int) -> None:
        """Takes a keyframe after ``step``, unless there is one, and commits it with all rows, of which those up to
        ``step`` must have been added. Its cost counts when it was due, not when a pause asks for it."""
        if step in self._sizes:
            return
        if self._measured[0] < step:
            raise ValueError(f"a keyframe at step {step} after {self._measured[0]} rows")
        began = self._clock()
        waiting = self._best_waiting
        # packed before the transaction begins: writing holds the file, packing need not
        self._put(waiting if waiting is not None and waiting.step == step else self._stored(step))
        self._due = next_due(step, self._pace.stride)
        (self._pace.took if step == self._asked else self._pace.costs)(self._clock() - began)

    def found_best(self, step: int) -> None:
        """No step before has validated as well as ``step``, which is the present: its state is kept in memory, and
        committed as a keyframe as soon as keyframes may cost that, at the latest when the run comes to rest. So a run
        that gets better with each validation writes only some of them. The one that was best before goes then."""
        self.best = step
        self._best_waiting = None if step in self._sizes else self._stored(step)

    def _put_best(self, at_once: bool) -> None:
        found = self._best_waiting
        if found is None or self._measured[0] < found.step:
            return
        if found.step in self._sizes:
            self._best_waiting = None
        elif at_once or self._best_pace.affords(self._measured[1] - self._began[1]):
            began = self._clock()
            self._put(found)
            self._only_best, self._best_waiting = found.step, None
            self._best_pace.took(self._clock() - began)

    def _put(self, found: StoredKeyframe) -> None:
        """Commits a keyframe with all rows, and drops those that are there no longer for anything or have no room."""
        sizes = dict(sorted((self._sizes | {found.step: found.size}).items()))
        best = self.best if self.best in sizes else self._best_held  # until the new one is in the file
        # where not even four fit, the first, the best and the last stay: going on needs no more, and the window says so
        full = self.keyframes_full or found.size > self._budget / 4
        gone, thin = [step for step in self._between(sizes, best) if full or self._is_outdated(step)], []
        if not full:
            thin = thinned({step: size for step, size in sizes.items() if step not in gone}, self._budget, (best,))
        self._commit(found, gone + thin)
        self._sizes = {step: size for step, size in sizes.items() if step not in gone and step not in thin}
        self._best_held = best
        if thin:
            self._pace.stride *= 2
        if full and not self.keyframes_full:
            self.keyframes_full = True
            self.session.update_run(self._run, keyframes_full=True)

    @staticmethod
    def _between(sizes: Mapping[int, int], best: int) -> list[int]:
        return [step for step in list(sizes)[1:-1] if step != best]

    def _is_outdated(self, step: int) -> bool:
        """Whether a keyframe is there only because it was the best once."""
        return step == self._only_best and not is_due(step, self._pace.stride)

    def _stored(self, step: int) -> StoredKeyframe:
        tensors, values = self._state()
        weights = weights_of(tensors)
        rest = {name: tensor for name, tensor in tensors.items() if name not in weights}
        return StoredKeyframe(step, json.dumps(values), _to_bytes(weights), _to_bytes(rest))

    # ---- committing --------------------------------------------------------------------------------------------

    def commit_if_due(self) -> None:
        """Commits when the last commit was half a second ago, and a best step that has waited as long. Else cheap."""
        now = self._clock()
        if self._best_waiting is not None and now >= self._best_at:
            self._best_at = now + COMMIT_SECONDS
            self._put_best(at_once=False)
        if now >= self._commit_at:
            self._commit_rows()

    def commit(self) -> None:
        """Commits what was added: when it returns, ``committed`` rows survive a ``kill -9``, and so does the best
        step."""
        with suppress(SessionError):  # where there is no room for a keyframe there may be some for rows
            self._put_best(at_once=True)
        self._commit_rows()

    def _commit_rows(self) -> None:
        if self._rows or self._validation or self._live or self._sizes_measured:
            self._commit(None, [])
        else:
            self._commit_at = self._clock() + COMMIT_SECONDS

    def _commit(self, keyframe: StoredKeyframe | None, drop: list[int]) -> None:
        self._commit_at = self._clock() + COMMIT_SECONDS  # also when it fails: a full disk is not asked at every step
        rows = self._joined()
        measured = self._validation, self._live, self._sizes_measured
        batch = RowBatch(self.committed, rows, *measured, keyframe, drop, self._accuracy, self._errors)
        # when this raises, what follows is not done: the rows stay here and go with the next commit
        try:
            self.session.commit(self._run, batch)
        except SessionError as error:
            self.trouble, self._lacks_keyframe = error, self._lacks_keyframe or keyframe is not None
            raise
        if keyframe is not None or not self._lacks_keyframe:  # where rows find room a keyframe may still find none
            self.trouble, self._lacks_keyframe = None, False
        self.committed += len(rows[2]) if rows else 0
        self._rows, self._validation, self._live, self._sizes_measured = [], [], [], []
        self._accuracy, self._errors = [], []

    def _joined(self) -> RowColumns | None:
        if len(self._rows) > 1:
            loss, norm, seconds = (np.concatenate(column) for column in zip(*self._rows, strict=True))
            self._rows = [(loss, norm, seconds)]
        return self._rows[0] if self._rows else None


def _to_bytes(tensors: Mapping[str, Tensor]) -> bytes:
    ready = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    return save(ready)  # type: ignore[no-any-return]
