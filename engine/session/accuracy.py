"""Where a session keeps the validation accuracy of runs whose targets are classes. A table that comes with the first
value: a session without it is whole, and older programs do not look at it."""

import sqlite3
from collections.abc import Sequence

_TABLE = (
    "CREATE TABLE IF NOT EXISTS accuracy (run INTEGER NOT NULL, step INTEGER NOT NULL, share REAL NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID"
)


def put_accuracy(db: sqlite3.Connection, run: int, rows: Sequence[tuple[int, float]]) -> None:
    """``rows`` are (step, share of the validation targets met)."""
    if rows:
        db.execute(_TABLE)
        db.executemany("INSERT OR REPLACE INTO accuracy VALUES (?, ?, ?)", [(run, *row) for row in rows])


def get_accuracy(db: sqlite3.Connection, run: int) -> dict[int, float]:
    """Shares by step."""
    if not _there(db):
        return {}
    return dict(db.execute("SELECT step, share FROM accuracy WHERE run = ?", (run,)).fetchall())


def copy_accuracy(db: sqlite3.Connection, parent: int, step: int, child: int) -> None:
    """Gives ``child`` what ``parent`` measured up to ``step``."""
    if _there(db):
        place = (child, parent, step)
        db.execute("INSERT INTO accuracy SELECT ?, step, share FROM accuracy WHERE run = ? AND step <= ?", place)


def _there(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'accuracy'").fetchone() is not None
