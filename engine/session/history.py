"""What a run measured, in memory: columns that only ever grow.

Values stand in chunks of fixed size, so that growing copies nothing and a row costs its own 16 bytes. One thread
appends; any other may read at the same time without a lock, because the length is published after the values.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gatescope.engine.protocol.baselines import NO_ERRORS
from gatescope.engine.protocol.frame import Array

CHUNK = 8192  # rows
RowColumns = tuple[Array, Array, Array]


class GrowingColumns:
    """Columns of equal length, one per dtype."""

    def __init__(self, *dtypes: Any, chunk: int = CHUNK) -> None:
        self._dtypes = tuple(np.dtype(dtype) for dtype in dtypes)
        self._chunk = chunk
        self._chunks: list[tuple[Array, ...]] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, *columns: ArrayLike) -> None:
        """Adds rows, each column (n,). Raises ``ValueError`` when the columns are not of one length."""
        arrays = [np.asarray(column, dtype) for column, dtype in zip(columns, self._dtypes, strict=True)]
        count = len(arrays[0])
        if any(array.shape != (count,) for array in arrays):
            raise ValueError(f"columns of shapes {[array.shape for array in arrays]}")
        done = 0
        while done < count:
            chunk, used = divmod(self._length, self._chunk)
            if chunk == len(self._chunks):
                self._chunks.append(tuple(np.empty(self._chunk, dtype) for dtype in self._dtypes))
            part = min(count - done, self._chunk - used)
            for target, array in zip(self._chunks[chunk], arrays, strict=True):
                target[used : used + part] = array[done : done + part]
            done += part
            self._length += part  # last: a reader never sees a row before its values

    def read(self, since: int, until: int | None = None) -> tuple[Array, ...]:
        """Copies of the rows ``since … until`` (None: the newest), owned by the caller."""
        end = self._length if until is None else min(until, self._length)
        since = min(max(since, 0), end)
        columns = tuple(np.empty(end - since, dtype) for dtype in self._dtypes)
        at = since
        while at < end:
            chunk, used = divmod(at, self._chunk)
            part = min(end - at, self._chunk - used)
            for target, source in zip(columns, self._chunks[chunk], strict=True):
                target[at - since : at - since + part] = source[used : used + part]
            at += part
        return columns

    def last(self, column: int) -> float:
        """The newest value of a column; NaN when there is none."""
        row = self._length - 1
        return float(self._chunks[row // self._chunk][column][row % self._chunk]) if row >= 0 else math.nan


class History:
    """The metrics of a run. Row r is what step r + 1 measured; validation rows carry their step."""

    def __init__(self) -> None:
        self._rows = GrowingColumns(np.float32, np.float32, np.float64)
        self._validation = GrowingColumns(np.int64, np.float64, np.float64, chunk=256)
        self._errors: list[Array] = []
        self._live: list[tuple[int, str, float]] = []
        self.size_names: tuple[str, ...] = ()
        self._sizes: list[tuple[int, Array]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, train_loss: ArrayLike, gradient_norm: ArrayLike, seconds: ArrayLike) -> None:
        """Adds rows, each (n,). Only one thread may append."""
        self._rows.append(train_loss, gradient_norm, seconds)

    def append_validation(self, step: int, loss: float, accuracy: float = math.nan, errors: Array = NO_ERRORS) -> None:
        """``errors`` (2, D) are RMSE and MAE of each target column in the data's units, of no column without any."""
        self.append_validations([step], [loss], [accuracy], [errors])

    def append_validations(
        self, steps: ArrayLike, losses: ArrayLike, accuracies: ArrayLike, errors: Sequence[Array]
    ) -> None:
        """Adds validation rows, each (m,)."""
        self._errors.extend(errors)  # first: a reader never sees a row before its errors
        self._validation.append(steps, losses, accuracies)

    def append_live(self, step: int, name: str, value: float) -> None:
        """Notes that ``name`` has been ``value`` from after ``step`` on."""
        self._live.append((step, name, value))

    def append_sizes(self, names: tuple[str, ...], steps: Array, norms: Array) -> None:
        """Adds samples: norms (n, 3, P) of the P parameters ``names``, see ``engine.training.sizes``."""
        self.size_names = names
        self._sizes.extend(zip(map(int, steps), norms, strict=True))

    def sizes(self, since: int = 0) -> tuple[Array, Array]:
        """Steps (m,) int64 and norms (m, 3, P) float32 of the samples from ``since`` on."""
        found = self._sizes[since:]
        norms = np.array([norms for _, norms in found], np.float32).reshape(len(found), 3, len(self.size_names))
        return np.array([step for step, _ in found], np.int64), norms

    def rows(self, since: int = 0, until: int | None = None) -> RowColumns:
        """``train_loss`` (n,) float32, ``gradient_norm`` (n,) float32, ``seconds`` (n,) float64 of the rows
        ``since … until``: copies that nobody else writes to."""
        train_loss, gradient_norm, seconds = self._rows.read(since, until)
        return train_loss, gradient_norm, seconds

    def validation(self, since: int = 0) -> tuple[Array, Array]:
        """Steps (m,) int64 and losses (m,) float64 of the validation rows from ``since`` on."""
        steps, losses, _ = self._validation.read(since)
        return steps, losses

    def accuracy(self, since: int = 0) -> Array:
        """(m,) float64: the share of targets met in the same rows, NaN unless they are classes."""
        return self._validation.read(since)[2]

    def best(self, since: int = 0) -> tuple[int, float] | None:
        """Step and loss of the lowest validation from step ``since`` on, the first of equals; None while none is a
        number."""
        steps, losses, _ = self._validation.read(0)
        known = np.where(np.isfinite(losses) & (steps >= since), losses, np.inf)
        if not len(known) or not np.isfinite(known[at := int(known.argmin())]):
            return None
        return int(steps[at]), float(losses[at])

    def errors(self, columns: int, since: int = 0) -> Array:
        """(m, 2, D): RMSE and MAE of the D target columns in the same rows, in the data's units; NaN where they were
        not measured, as by earlier versions."""
        found = np.full((max(0, len(self._validation) - since), 2, columns), np.nan)
        for at, each in enumerate(self._errors[since : since + len(found)]):
            if each.shape[1] == columns:
                found[at] = each
        return found

    @property
    def live(self) -> tuple[tuple[int, str, float], ...]:
        """The live changes: (step, name, value)."""
        return tuple(self._live)

    @property
    def validations(self) -> int:
        """How many validation rows there are."""
        return len(self._validation)

    @property
    def last_train_loss(self) -> float:
        return self._rows.last(0)

    @property
    def last_validation_loss(self) -> float:
        return self._validation.last(1)

    @property
    def last_accuracy(self) -> float:
        return self._validation.last(2)

    @property
    def last_validation_step(self) -> int:
        """−1 when nothing was validated yet."""
        return int(self._validation.last(0)) if len(self._validation) else -1

    @property
    def seconds(self) -> float:
        """Seconds of training so far."""
        return self._rows.last(2) if len(self._rows) else 0.0
