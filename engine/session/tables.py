"""What stands in a session, as values, and the SQL that reads and writes it over a connection of the caller.

The functions raise ``sqlite3.Error`` and what broken values make of them; ``Session`` turns that into facts.
"""

import math
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np

from gatescope.engine.config.run import LIVE, RunConfig, from_json, to_json
from gatescope.engine.data.files.pictures import Pictures
from gatescope.engine.errors import ConfigError, Fact
from gatescope.engine.protocol.baselines import NO_ERRORS
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import DatasetInfo, RunState
from gatescope.engine.session.further_tables import (
    SizeRow,
    copy_accuracy,
    copy_errors,
    copy_sizes,
    get_accuracy,
    get_errors,
    get_sizes,
    put_accuracy,
    put_errors,
    put_sizes,
)
from gatescope.engine.session.history import History, RowColumns
from gatescope.engine.session.kept_pictures import get_pictures, put_pictures
from gatescope.engine.session.stored import (
    DataStored,
    EndStored,
    Facts,
    KeyframeSize,
    KeyframeStored,
    LiveStored,
    MetaStored,
    RowsStored,
    RunStored,
    ValidationStored,
    believed,
    decoded,
    unpacked,
)

INSIDE_MOST = 32 << 20  # a data file up to this size is kept inside
CHUNK_ROWS = 1 << 16
CHUNKS_AT_ONCE = 256  # that are read
SECONDS_MOST = 1e12
F4, F8 = np.dtype("<f4"), np.dtype("<f8")


@dataclass(frozen=True)
class StoredData:
    """The data set of a session. ``info`` has no preview: that is made again with the data. ``raw`` is None when it
    was too large to keep inside: then it is read again from ``info.path`` and must have ``info.sha256``. ``pictures``
    are those of the columns that name some."""

    info: DatasetInfo
    raw: bytes | None
    pictures: Mapping[str, Pictures] = field(default_factory=dict)


@dataclass(frozen=True)
class RunRow:
    """A run as it stands in the file; ``run`` 0 before it does. ``steps`` and ``seconds`` follow from its rows."""

    name: str
    config: RunConfig
    state: RunState = RunState.READY
    device: str = "cpu"
    parent: int = 0
    fork_step: int = 0
    naive_loss: float = math.nan
    parameters: int = 0
    keyframes_full: bool = False
    fault: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    run: int = 0
    steps: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class StoredKeyframe:
    """``weights`` and ``rest`` are safetensors files, ``state`` is JSON. ``rest`` is b'' when only the weights were
    asked for."""

    step: int
    state: str
    weights: bytes
    rest: bytes

    @property
    def size(self) -> int:
        return len(self.weights) + len(self.rest)


@dataclass(frozen=True)
class RowBatch:
    """What is committed at once. ``first`` is the index of the first of ``rows``; ``drop`` are steps of keyframes that
    go."""

    first: int = 0
    rows: RowColumns | None = None
    validation: Sequence[tuple[int, float]] = ()
    live: Sequence[tuple[int, str, float]] = ()
    sizes: Sequence[SizeRow] = ()
    keyframe: StoredKeyframe | None = None
    drop: Sequence[int] = ()
    accuracy: Sequence[tuple[int, float]] = ()
    errors: Sequence[tuple[int, Array]] = ()


# ---- meta and data ---------------------------------------------------------------------------------------------


def get_meta(db: sqlite3.Connection, key: str) -> str:
    rows = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchmany(1)
    return believed(MetaStored, rows, "meta")[0].value if rows else ""


def set_meta(db: sqlite3.Connection, **values: str) -> None:
    db.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values.items())


def put_data(db: sqlite3.Connection, data: StoredData) -> None:
    info, raw = msgspec.structs.replace(data.info, preview=None), data.raw
    inside = None if raw is None or len(raw) > INSIDE_MOST else zlib.compress(raw, 6)
    db.execute(
        "INSERT OR REPLACE INTO data (id, path, kind, sha256, info, bytes) VALUES (1, ?, ?, ?, ?, ?)",
        (info.path, str(info.kind), info.sha256, msgspec.json.encode(info).decode(), inside),
    )
    put_pictures(db, data.pictures)


def get_data(db: sqlite3.Connection) -> StoredData | None:
    """Raises ``ValueError`` when what is inside is not as long as it is said to be."""
    rows = db.execute("SELECT info, bytes FROM data").fetchmany(1)
    if not rows:
        return None
    (stored,) = believed(DataStored, rows, "data")
    info = decoded(stored.info, DatasetInfo, "the data's info")
    raw = None if stored.inside is None else unpacked(stored.inside, min(info.bytes or INSIDE_MOST, INSIDE_MOST))
    if raw is not None and info.bytes and len(raw) != info.bytes:
        raise ValueError(f"the data inside has {len(raw)} bytes, not {info.bytes}")
    return StoredData(info, raw, get_pictures(db))


# ---- runs ------------------------------------------------------------------------------------------------------

_RUNS = (
    "SELECT id, name, config, state, device, parent, fork_step, naive_loss, parameters, keyframes_full, fault, facts"
    " FROM runs"
)


def put_run(db: sqlite3.Connection, run: RunRow) -> int:
    """Adds a run, or replaces the one with its number; returns the number."""
    columns = {
        "id": run.run or None,
        "name": run.name,
        "config": to_json(run.config),
        "state": str(run.state),
        "device": run.device,
        "parent": run.parent,
        "fork_step": run.fork_step,
        "naive_loss": run.naive_loss,
        "parameters": run.parameters,
        "keyframes_full": int(run.keyframes_full),
        "fault": str(run.fault),
        "facts": msgspec.json.encode(dict(run.facts)).decode(),
    }
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    cursor = db.execute(f"INSERT OR REPLACE INTO runs ({names}) VALUES ({marks})", tuple(columns.values()))
    return run.run or int(cursor.lastrowid or 0)


def get_runs(db: sqlite3.Connection) -> tuple[RunRow, ...]:
    stored = believed(RunStored, db.execute(f"{_RUNS} ORDER BY id").fetchall(), "runs")
    return tuple(_run(db, each) for each in stored)


def get_run(db: sqlite3.Connection, run: int) -> RunRow | None:
    """One run alone, however many there are; None when there is none of this number."""
    stored = believed(RunStored, db.execute(f"{_RUNS} WHERE id = ?", (run,)).fetchmany(1), "runs")
    return _run(db, stored[0]) if stored else None


def _run(db: sqlite3.Connection, stored: RunStored) -> RunRow:
    end = _end(db, stored.run)
    try:
        config = from_json(stored.config)
    except (ConfigError, RecursionError) as error:
        raise ValueError(f"the config of run {stored.run}: {error}") from error
    return RunRow(
        name=stored.name,
        config=config,
        state=stored.state,
        device=stored.device,
        parent=stored.parent,
        fork_step=stored.fork_step,
        naive_loss=math.nan if stored.naive_loss is None else stored.naive_loss,
        parameters=stored.parameters,
        keyframes_full=bool(stored.keyframes_full),
        fault=stored.fault,
        facts=decoded(stored.facts, Facts, f"the facts of run {stored.run}"),
        run=stored.run,
        steps=end.end,
        seconds=float(_seconds(end.seconds)[-1]) if end.end else 0.0,
    )


def settle_runs(db: sqlite3.Connection) -> None:
    """After an end that nobody chose: a run with rows beyond its last keyframe is closed, one that was training and
    has its keyframe is paused. The rows stay. A run that failed stays failed."""
    for run in get_runs(db):
        steps = keyframe_steps(db, run.run)
        state = run.state
        if state is RunState.FAILED:
            continue
        if run.steps > (steps[-1] if steps else 0):
            state = RunState.CLOSED
        elif state is RunState.TRAINING:
            state = RunState.PAUSED if run.steps else RunState.READY
        if state is not run.state:
            put_run(db, replace(run, state=state))


def copy_run(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` what ``parent`` measured up to ``step``, and the keyframe there."""
    db.execute(
        "INSERT INTO metrics (run, first, count, train_loss, gradient_norm, seconds) SELECT :child, first,"
        " min(count, :step - first), substr(train_loss, 1, 4 * min(count, :step - first)),"
        " substr(gradient_norm, 1, 4 * min(count, :step - first)), substr(seconds, 1, 8 * min(count, :step - first))"
        " FROM metrics WHERE run = :parent AND first < :step ORDER BY first",
        {"child": child, "parent": parent, "step": step},
    )
    place = (child, parent, step)
    db.execute(
        "INSERT INTO validation (run, step, loss) SELECT ?, step, loss FROM validation WHERE run = ? AND step <= ?",
        place,
    )
    db.execute(
        "INSERT INTO live (run, step, name, value) SELECT ?, step, name, value FROM live"
        " WHERE run = ? AND step <= ? ORDER BY id",
        place,
    )
    db.execute(
        "INSERT INTO keyframes (run, step, size, state, weights, rest) SELECT ?, step, size, state, weights, rest"
        " FROM keyframes WHERE run = ? AND step = ?",
        place,
    )
    copy_sizes(db, parent, step, child)
    copy_accuracy(db, parent, step, child)
    copy_errors(db, parent, step, child)


# ---- what a run measured ---------------------------------------------------------------------------------------


def put_batch(db: sqlite3.Connection, run: int, batch: RowBatch) -> None:
    if batch.rows is not None and len(batch.rows[2]):
        _put_rows(db, run, batch.first, batch.rows)
    db.executemany("INSERT OR REPLACE INTO validation VALUES (?, ?, ?)", [(run, *row) for row in batch.validation])
    db.executemany("INSERT INTO live (run, step, name, value) VALUES (?, ?, ?, ?)", [(run, *row) for row in batch.live])
    put_sizes(db, run, batch.sizes)
    put_accuracy(db, run, batch.accuracy)
    put_errors(db, run, batch.errors)
    db.executemany("DELETE FROM keyframes WHERE run = ? AND step = ?", [(run, step) for step in batch.drop])
    if (keyframe := batch.keyframe) is not None:
        db.execute(
            "INSERT OR REPLACE INTO keyframes (run, step, size, state, weights, rest) VALUES (?, ?, ?, ?, ?, ?)",
            (run, keyframe.step, keyframe.size, keyframe.state, keyframe.weights, keyframe.rest),
        )


def _put_rows(db: sqlite3.Connection, run: int, first: int, rows: RowColumns) -> None:
    loss, norm = np.ascontiguousarray(rows[0], F4), np.ascontiguousarray(rows[1], F4)
    seconds = np.ascontiguousarray(rows[2], F8)
    chunks = (slice(start, start + CHUNK_ROWS) for start in range(0, len(seconds), CHUNK_ROWS))
    db.executemany(
        "INSERT INTO metrics (run, first, count, train_loss, gradient_norm, seconds) VALUES (?, ?, ?, ?, ?, ?)",
        [(run, first + s.start, len(seconds[s]), loss[s].data, norm[s].data, seconds[s].data) for s in chunks],
    )


def count_rows(db: sqlite3.Connection, run: int) -> int:
    """The rows of a run that stand in the file without a gap from the first on."""
    return _end(db, run).end


def _end(db: sqlite3.Connection, run: int) -> EndStored:
    rows = db.execute(
        "SELECT first + count, seconds FROM metrics WHERE run = ? ORDER BY first DESC LIMIT 1", (run,)
    ).fetchall()
    return believed(EndStored, rows, "metrics")[0] if rows else EndStored(0, b"")


def _seconds(stored: bytes) -> Array:
    """Raises ``ValueError`` for what cannot be how long a run has trained."""
    seconds = np.frombuffer(stored, F8)
    if not len(seconds) or not (seconds[0] >= 0 and seconds[-1] < SECONDS_MOST and (np.diff(seconds) >= 0).all()):
        raise ValueError("metrics: the seconds do not rise")
    return seconds


def get_history(db: sqlite3.Connection, run: int) -> History:
    """Raises ``ValueError`` when a chunk has not the length it says."""
    history = History()
    _get_rows(db, run, history)
    _get_validation(db, run, history)
    live = db.execute("SELECT step, name, value FROM live WHERE run = ? ORDER BY id", (run,)).fetchall()
    for each in believed(LiveStored, live, "live"):
        if each.name not in LIVE:
            raise ValueError(f"live: a value of {each.name}")
        history.append_live(each.step, each.name, each.value)
    get_sizes(db, run, history)
    return history


def _get_rows(db: sqlite3.Connection, run: int, history: History) -> None:
    chunks = db.execute(
        "SELECT first, count, train_loss, gradient_norm, seconds FROM metrics WHERE run = ? ORDER BY first", (run,)
    )
    while rows := chunks.fetchmany(CHUNKS_AT_ONCE):
        for each in believed(RowsStored, rows, "metrics"):
            columns = np.frombuffer(each.train_loss, F4), np.frombuffer(each.gradient_norm, F4), _seconds(each.seconds)
            if each.first != len(history) or any(len(column) != each.count for column in columns):
                raise ValueError(f"metrics of run {run} at row {each.first}")
            history.append(*columns)


def _get_validation(db: sqlite3.Connection, run: int, history: History) -> None:
    accuracy, errors = get_accuracy(db, run), get_errors(db, run)
    rows = db.execute("SELECT step, loss FROM validation WHERE run = ? ORDER BY step", (run,)).fetchall()
    found = believed(ValidationStored, rows, "validation")
    history.append_validations(
        [each.step for each in found],
        [math.nan if each.loss is None else each.loss for each in found],
        [accuracy.get(each.step, math.nan) for each in found],
        [errors.get(each.step, NO_ERRORS) for each in found],
    )


# ---- keyframes -------------------------------------------------------------------------------------------------


def keyframe_sizes(db: sqlite3.Connection, run: int) -> dict[int, int]:
    """Bytes by step, steps rising."""
    rows = db.execute("SELECT step, size FROM keyframes WHERE run = ? ORDER BY step", (run,)).fetchall()
    return {each.step: each.size for each in believed(KeyframeSize, rows, "keyframes")}


def keyframe_steps(db: sqlite3.Connection, run: int) -> tuple[int, ...]:
    return tuple(keyframe_sizes(db, run))


def get_keyframe(
    db: sqlite3.Connection, run: int, at_step: int, *, weights_only: bool = False
) -> StoredKeyframe | None:
    """The last keyframe at or before ``at_step``; None when there is none."""
    rest = "x''" if weights_only else "rest"  # what is not asked for is not read from the disk
    rows = db.execute(
        f"SELECT step, size, state, weights, {rest} FROM keyframes WHERE run = ? AND step <= ?"
        " ORDER BY step DESC LIMIT 1",
        (run, at_step),
    ).fetchall()
    if not rows:
        return None
    (found,) = believed(KeyframeStored, rows, "keyframes")
    if not weights_only and found.size != len(found.weights) + len(found.rest):
        raise ValueError(f"keyframe {found.step} of run {run} has not the size it says")
    return StoredKeyframe(found.step, found.state, found.weights, found.rest)
