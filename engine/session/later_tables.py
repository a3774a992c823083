"""Tables of a session that came after its first format: each is made with its first row, so that a session without one
is as it was."""

import sqlite3
import zlib
from collections.abc import Sequence

import msgspec
import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.engine.session.history import History

SizeRow = tuple[tuple[str, ...], int, Array]
"""The parameters' names, the step, and the norms (3, P) float32; see ``engine.training.sizes``."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS parameters (run INTEGER PRIMARY KEY, names TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sizes (run INTEGER NOT NULL, step INTEGER NOT NULL, norms BLOB NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID",
)


def put_sizes(db: sqlite3.Connection, run: int, rows: Sequence[SizeRow]) -> None:
    if not rows:
        return
    _make(db)
    names = msgspec.json.encode(rows[-1][0]).decode()
    db.execute("INSERT OR REPLACE INTO parameters VALUES (?, ?)", (run, names))
    values = [(run, step, np.ascontiguousarray(norms, "<f4").tobytes()) for _, step, norms in rows]
    db.executemany("INSERT OR REPLACE INTO sizes VALUES (?, ?, ?)", values)


def get_sizes(db: sqlite3.Connection, run: int, history: History) -> None:
    """Puts what is there into ``history``. Raises ``ValueError`` when a sample has not the length of its names."""
    if not _there(db, "sizes"):
        return
    row = db.execute("SELECT names FROM parameters WHERE run = ?", (run,)).fetchone()
    if row is None:
        return
    names = msgspec.json.decode(row[0], type=tuple[str, ...])
    found = db.execute("SELECT step, norms FROM sizes WHERE run = ? ORDER BY step", (run,)).fetchall()
    norms = [np.frombuffer(values, "<f4").reshape(3, len(names)) for _, values in found]
    if found:
        history.append_sizes(names, np.array([step for step, _ in found]), np.stack(norms))


def copy_sizes(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` the samples of ``parent`` up to ``step``."""
    if _there(db, "sizes"):
        db.execute("INSERT INTO parameters SELECT ?, names FROM parameters WHERE run = ?", (child, parent))
        place = (child, parent, step)
        db.execute("INSERT INTO sizes SELECT ?, step, norms FROM sizes WHERE run = ? AND step <= ?", place)


def _make(db: sqlite3.Connection) -> None:
    for statement in _TABLES:
        db.execute(statement)


def _there(db: sqlite3.Connection, table: str) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


_ACCURACY = (
    "CREATE TABLE IF NOT EXISTS accuracy (run INTEGER NOT NULL, step INTEGER NOT NULL, share REAL NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID"
)


def put_accuracy(db: sqlite3.Connection, run: int, rows: Sequence[tuple[int, float]]) -> None:
    """``rows`` are (step, share of the validation targets met)."""
    if rows:
        db.execute(_ACCURACY)
        db.executemany("INSERT OR REPLACE INTO accuracy VALUES (?, ?, ?)", [(run, *row) for row in rows])


def get_accuracy(db: sqlite3.Connection, run: int) -> dict[int, float]:
    """Shares by step."""
    if not _there(db, "accuracy"):
        return {}
    return dict(db.execute("SELECT step, share FROM accuracy WHERE run = ?", (run,)).fetchall())


def copy_accuracy(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` what ``parent`` measured up to ``step``."""
    if _there(db, "accuracy"):
        place = (child, parent, step)
        db.execute("INSERT INTO accuracy SELECT ?, step, share FROM accuracy WHERE run = ? AND step <= ?", place)


_MODELS = "CREATE TABLE IF NOT EXISTS token_models (run INTEGER PRIMARY KEY, model BLOB NOT NULL)"


def put_model(db: sqlite3.Connection, run: int, model: bytes) -> None:
    """``model`` as ``Tokeniser.model``; b"" is nothing to keep."""
    if model:
        db.execute(_MODELS)
        db.execute("INSERT OR REPLACE INTO token_models VALUES (?, ?)", (run, zlib.compress(model)))


def get_models(db: sqlite3.Connection) -> dict[int, bytes]:
    """By run."""
    if not _there(db, "token_models"):
        return {}
    return {run: zlib.decompress(model) for run, model in db.execute("SELECT run, model FROM token_models")}
