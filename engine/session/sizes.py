"""Where a session keeps the sizes of gradient, weights and update. A table that comes with the first sample: a session
without it is whole, and older programs do not look at it."""

import sqlite3
from collections.abc import Sequence

import msgspec
import numpy as np

from engine.protocol.frame import Array
from engine.session.history import History

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
    if not _there(db):
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
    if _there(db):
        db.execute("INSERT INTO parameters SELECT ?, names FROM parameters WHERE run = ?", (child, parent))
        place = (child, parent, step)
        db.execute("INSERT INTO sizes SELECT ?, step, norms FROM sizes WHERE run = ? AND step <= ?", place)


def _make(db: sqlite3.Connection) -> None:
    for statement in _TABLES:
        db.execute(statement)


def _there(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sizes'").fetchone() is not None
