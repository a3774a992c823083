"""Further tables of a session: the sizes of gradients, weights and updates, the accuracy of classes, the errors of
numbers, the tokenisers that were learnt from the data."""

import sqlite3
import zlib
from collections.abc import Sequence

import msgspec
import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.runs import RunMarks, Seen
from gatescope.engine.session.history import History
from gatescope.engine.session.stored import (
    AccuracyStored,
    ErrorsStored,
    MarksStored,
    MetaStored,
    ModelStored,
    Names,
    NamesStored,
    SeenKept,
    SizesStored,
    believed,
    decoded,
    unpacked,
)

MODEL_MOST = 32 << 20  # bytes; one of 30,000 subwords has less than a tenth of that
_OF_RUN = (
    *("metrics", "validation", "live", "keyframes", "parameters"),
    *("sizes", "accuracy", "errors", "marks", "token_models"),
)
MODELS_MOST = 64 << 20  # of all runs together

SizeRow = tuple[tuple[str, ...], int, Array]
"""The parameters' names, the step, and the norms (3, P) float32; see ``engine.training.sizes``."""


def put_sizes(db: sqlite3.Connection, run: int, rows: Sequence[SizeRow]) -> None:
    if not rows:
        return
    names = msgspec.json.encode(rows[-1][0]).decode()
    db.execute("INSERT OR REPLACE INTO parameters VALUES (?, ?)", (run, names))
    values = [(run, step, np.ascontiguousarray(norms, "<f4").tobytes()) for _, step, norms in rows]
    db.executemany("INSERT OR REPLACE INTO sizes VALUES (?, ?, ?)", values)


def get_sizes(db: sqlite3.Connection, run: int, history: History) -> None:
    """Puts what is there into ``history``. Raises ``ValueError`` when a sample has not the length of its names."""
    row = believed(
        NamesStored, db.execute("SELECT names FROM parameters WHERE run = ?", (run,)).fetchmany(1), "parameters"
    )
    if not row:
        return
    names = decoded(row[0].names, Names, f"the names of run {run}'s parameters")
    rows = db.execute("SELECT step, norms FROM sizes WHERE run = ? ORDER BY step", (run,)).fetchall()
    found = believed(SizesStored, rows, "sizes")
    norms = [np.frombuffer(each.norms, "<f4").reshape(3, len(names)) for each in found]
    if found:
        history.append_sizes(names, np.array([each.step for each in found]), np.stack(norms))


def copy_sizes(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` the samples of ``parent`` up to ``step``."""
    db.execute("INSERT INTO parameters SELECT ?, names FROM parameters WHERE run = ?", (child, parent))
    place = (child, parent, step)
    db.execute("INSERT INTO sizes SELECT ?, step, norms FROM sizes WHERE run = ? AND step <= ?", place)


def put_accuracy(db: sqlite3.Connection, run: int, rows: Sequence[tuple[int, float]]) -> None:
    """``rows`` are (step, share of the validation targets met)."""
    if rows:
        db.executemany("INSERT OR REPLACE INTO accuracy VALUES (?, ?, ?)", [(run, *row) for row in rows])


def get_accuracy(db: sqlite3.Connection, run: int) -> dict[int, float]:
    """Shares by step."""
    rows = db.execute("SELECT step, share FROM accuracy WHERE run = ?", (run,)).fetchall()
    return {each.step: each.share for each in believed(AccuracyStored, rows, "accuracy")}


def copy_accuracy(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` what ``parent`` measured up to ``step``."""
    place = (child, parent, step)
    db.execute("INSERT INTO accuracy SELECT ?, step, share FROM accuracy WHERE run = ? AND step <= ?", place)


def put_errors(db: sqlite3.Connection, run: int, rows: Sequence[tuple[int, Array]]) -> None:
    """``rows`` are (step, RMSE and MAE (2, D) of each target column, in the data's units)."""
    packed = [(run, step, np.ascontiguousarray(errors, "<f8").tobytes()) for step, errors in rows]
    db.executemany("INSERT OR REPLACE INTO errors VALUES (?, ?, ?)", packed)


def get_errors(db: sqlite3.Connection, run: int) -> dict[int, Array]:
    """Those (2, D) by step. Raises ``ValueError`` for what cannot be errors."""
    rows = db.execute("SELECT step, sizes FROM errors WHERE run = ?", (run,)).fetchall()
    return {each.step: _errors(each.sizes) for each in believed(ErrorsStored, rows, "errors")}


def _errors(packed: bytes) -> Array:
    if len(packed) % 16:
        raise ValueError("errors: not as many RMSE as MAE")
    found = np.frombuffer(packed, "<f8").reshape(2, -1)
    if (found < 0).any():
        raise ValueError("errors: below zero")
    return found


def copy_errors(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` what ``parent`` measured up to ``step``."""
    place = (child, parent, step)
    db.execute("INSERT INTO errors SELECT ?, step, sizes FROM errors WHERE run = ? AND step <= ?", place)


def put_marks(db: sqlite3.Connection, run: int, marks: RunMarks) -> None:
    row = (run, marks.name, marks.note, int(marks.hidden), marks.colour)
    db.execute("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?)", row)


def get_marks(db: sqlite3.Connection) -> dict[int, RunMarks]:
    """By run, of those of which the user has said something."""
    rows = db.execute("SELECT run, name, note, hidden, colour FROM marks").fetchall()
    return {
        each.run: RunMarks(name=each.name, note=each.note, hidden=bool(each.hidden), colour=each.colour)
        for each in believed(MarksStored, rows, "marks")
    }


def put_seen(db: sqlite3.Connection, run: int, seen: tuple[Seen, ...]) -> None:
    """Among what is known of the session, so that a file that holds it is one of this format all the same."""
    told = msgspec.json.encode(seen).decode()
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_seen(run), told))


def get_seen(db: sqlite3.Connection, run: int) -> tuple[Seen, ...]:
    rows = db.execute("SELECT value FROM meta WHERE key = ?", (_seen(run),)).fetchmany(1)
    found = believed(MetaStored, rows, "meta")
    return decoded(found[0].value, SeenKept, f"what was seen of run {run}") if found else ()


def _seen(run: int) -> str:
    return f"seen of run {run}"


def delete_run(db: sqlite3.Connection, run: int) -> None:
    """Everything of a run; its number is not given again. What was forked from it goes on from the run that it came
    from itself, and shares with that what both had of it."""
    db.execute(  # a fork reads the data by what was learnt for the run it came from
        "INSERT OR IGNORE INTO token_models SELECT id, model FROM runs, token_models WHERE parent = ?1 AND run = ?1",
        (run,),
    )
    db.execute(
        "UPDATE runs SET (parent, fork_step) ="
        " (SELECT gone.parent, min(runs.fork_step, gone.fork_step) FROM runs AS gone WHERE gone.id = ?1)"
        " WHERE parent = ?1",
        (run,),
    )
    for table in _OF_RUN:
        db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
    db.execute("DELETE FROM meta WHERE key = ?", (_seen(run),))
    db.execute("DELETE FROM runs WHERE id = ?", (run,))


def put_model(db: sqlite3.Connection, run: int, model: bytes) -> None:
    """``model`` as ``Tokeniser.model``; b"" is nothing to keep."""
    if model:
        db.execute("INSERT OR REPLACE INTO token_models VALUES (?, ?)", (run, zlib.compress(model)))


def get_models(db: sqlite3.Connection) -> dict[int, bytes]:
    """By run. Raises ``ValueError`` when they are more than tokenisers ever learn."""
    found: dict[int, bytes] = {}
    room = MODELS_MOST
    for each in believed(ModelStored, db.execute("SELECT run, model FROM token_models").fetchall(), "token_models"):
        found[each.run] = unpacked(each.model, min(MODEL_MOST, room))
        room -= len(found[each.run])
    return found
