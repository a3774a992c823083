"""Where a session keeps what a tokeniser has learnt: another version of the library that learns it may learn something
else of the same text, and ids would mean other pieces. A table that comes with the first one: a session without it is
whole, and older programs do not look at it."""

import sqlite3
import zlib

_TABLE = "CREATE TABLE IF NOT EXISTS token_models (run INTEGER PRIMARY KEY, model BLOB NOT NULL)"


def put_model(db: sqlite3.Connection, run: int, model: bytes) -> None:
    """``model`` as ``Tokeniser.model``; b"" is nothing to keep."""
    if model:
        db.execute(_TABLE)
        db.execute("INSERT OR REPLACE INTO token_models VALUES (?, ?)", (run, zlib.compress(model)))


def get_models(db: sqlite3.Connection) -> dict[int, bytes]:
    """By run."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'token_models'").fetchone() is None:
        return {}
    return {run: zlib.decompress(model) for run, model in db.execute("SELECT run, model FROM token_models")}
