"""How SQLite reads a file that nobody vouches for.

Nothing that a schema says is run with more rights than it needs, every page is looked at before it is used, nothing is
attached, no statement is longer than ours are, and no reading goes on without an end.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

READ_SECONDS = 4.0  # of computing: waiting for a slow disk does not count
EVERY = 2_000  # of SQLite's own small steps: some 0.1 ms
_LIMITS = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 3,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 100,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


def guarded(db: sqlite3.Connection) -> sqlite3.Connection:
    """``db``, before anything was read through it."""
    for limit, most in _LIMITS.items():
        db.setlimit(limit, most)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    return db


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is of one moment, whoever commits meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def patience(
    db: sqlite3.Connection, seconds: float = READ_SECONDS, clock: Callable[[], float] = time.thread_time
) -> Iterator[None]:
    """Raises ``TimeoutError`` when what is read inside takes longer: a tree of pages can be one that never ends."""
    until = clock() + seconds
    db.set_progress_handler(lambda: clock() > until, EVERY)
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_INTERRUPT:  # Python's own have none
            raise
        raise TimeoutError(f"more than {seconds} s") from error
    finally:
        db.set_progress_handler(None, 0)
