"""From each format of a session to the next one, inside a transaction of the caller. What stands here never changes."""

import sqlite3
from collections.abc import Callable
from typing import Any

import msgspec

_BESIDE_FORMAT_1 = (
    "CREATE TABLE IF NOT EXISTS parameters (run INTEGER PRIMARY KEY, names TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sizes (run INTEGER NOT NULL, step INTEGER NOT NULL, norms BLOB NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS accuracy (run INTEGER NOT NULL, step INTEGER NOT NULL, share REAL NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS token_models (run INTEGER PRIMARY KEY, model BLOB NOT NULL)",
)

_BESIDE_FORMAT_2 = (
    "CREATE TABLE errors (run INTEGER NOT NULL, step INTEGER NOT NULL, sizes BLOB NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID",
    "CREATE TABLE marks (run INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, hidden INTEGER NOT NULL,"
    " colour INTEGER NOT NULL)",
)

_BESIDE_FORMAT_3 = (
    "CREATE TABLE pictures (name TEXT PRIMARY KEY, side INTEGER NOT NULL, cells BLOB NOT NULL, pixels BLOB NOT NULL)"
    " WITHOUT ROWID",
)


def from_1(db: sqlite3.Connection) -> None:
    """Format 1 knew one kind of network, and had tables that were made with their first row only."""
    for statement in _BESIDE_FORMAT_1:
        db.execute(statement)
    for run, config in db.execute("SELECT id, config FROM runs").fetchall():
        db.execute("UPDATE runs SET config = ? WHERE id = ?", (_edited(config, _name_kind), run))
    for number, info in db.execute("SELECT id, info FROM data").fetchall():
        edited = _edited(info, lambda told: _name_kind(told.get("suggested")))
        db.execute("UPDATE data SET info = ? WHERE id = ?", (edited, number))


def _name_kind(config: Any) -> None:
    """What is no configuration is left for its reader to refuse."""
    if isinstance(config, dict) and isinstance(config.get("net"), dict):
        config["net"] = {"kind": "recurrent", **config["net"]}


def _edited(text: str, edit: Callable[[dict[str, Any]], None]) -> str:
    value = msgspec.json.decode(text)
    if isinstance(value, dict):
        edit(value)
    return msgspec.json.encode(value).decode()


def from_2(db: sqlite3.Connection) -> None:
    """Format 2 knew no errors in the data's units, and nothing that a user says of a run."""
    for statement in _BESIDE_FORMAT_2:
        db.execute(statement)


def from_3(db: sqlite3.Connection) -> None:
    """Format 3 knew no pictures."""
    for statement in _BESIDE_FORMAT_3:
        db.execute(statement)


MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {1: from_1, 2: from_2, 3: from_3}
