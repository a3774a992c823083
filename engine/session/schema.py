"""Which tables a session has, and whether a file has these and nothing else.

A database can hold programs: views that never end, triggers that run when something else is written, columns and tables
that are computed as they are read. A session has none of them. So its schema is compared word for word with what this
program writes, before anything is read through it, and a file with anything beyond is refused.
"""

import re
import sqlite3
from contextlib import closing
from functools import cache

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE data (
    id INTEGER PRIMARY KEY CHECK (id = 1), path TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL,
    info TEXT NOT NULL, bytes BLOB);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, config TEXT NOT NULL, state TEXT NOT NULL,
    device TEXT NOT NULL, parent INTEGER NOT NULL, fork_step INTEGER NOT NULL, naive_loss REAL,
    parameters INTEGER NOT NULL, keyframes_full INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '{}');
CREATE TABLE metrics (
    run INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
    train_loss BLOB NOT NULL, gradient_norm BLOB NOT NULL, seconds BLOB NOT NULL);
CREATE UNIQUE INDEX metrics_place ON metrics (run, first);
CREATE TABLE validation (run INTEGER NOT NULL, step INTEGER NOT NULL, loss REAL, PRIMARY KEY (run, step))
    WITHOUT ROWID;
CREATE TABLE live (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL,
    value REAL NOT NULL);
CREATE TABLE keyframes (
    run INTEGER NOT NULL, step INTEGER NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL,
    weights BLOB NOT NULL, rest BLOB NOT NULL);
CREATE UNIQUE INDEX keyframes_place ON keyframes (run, step, size);
CREATE TABLE parameters (run INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE sizes (run INTEGER NOT NULL, step INTEGER NOT NULL, norms BLOB NOT NULL, PRIMARY KEY (run, step))
    WITHOUT ROWID;
CREATE TABLE accuracy (run INTEGER NOT NULL, step INTEGER NOT NULL, share REAL NOT NULL, PRIMARY KEY (run, step))
    WITHOUT ROWID;
CREATE TABLE errors (run INTEGER NOT NULL, step INTEGER NOT NULL, sizes BLOB NOT NULL, PRIMARY KEY (run, step))
    WITHOUT ROWID;
CREATE TABLE marks (run INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, hidden INTEGER NOT NULL,
    colour INTEGER NOT NULL);
CREATE TABLE token_models (run INTEGER PRIMARY KEY, model BLOB NOT NULL);
CREATE TABLE pictures (name TEXT PRIMARY KEY, side INTEGER NOT NULL, cells BLOB NOT NULL, pixels BLOB NOT NULL)
    WITHOUT ROWID;
"""
STATEMENTS = tuple(statement for statement in SCHEMA.split(";\n") if statement.strip())
ENTRIES_MOST = 100  # a session has 26
_OWN = {"sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)"}  # SQLite's, for numbers that are never given twice
_AUTOMATIC = "sqlite_autoindex_"  # what a table's primary key brings with it
_BRACKETS = re.compile(r"\s*([(),])\s*")

Entry = tuple[object, object, object, object]


def check_schema(db: sqlite3.Connection, older: bool) -> None:
    """Raises ``ValueError`` when there is anything but the tables and indexes of a session as they must be, or one is
    missing. ``older``: of an earlier format, which may lack tables, indexes and columns, and has none beyond."""
    entries = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchmany(ENTRIES_MOST + 1)
    if len(entries) > ENTRIES_MOST:
        raise ValueError(f"more than {ENTRIES_MOST} tables")
    found = {name for entry in entries if (name := _checked(entry, older))}
    if not older and (missing := sorted(_written().keys() - found)):
        raise ValueError(f"the table or index {missing[0]} is missing")


def _checked(entry: Entry, older: bool) -> str:
    """The name of a table or index of ours; '' of what SQLite keeps beside them."""
    kind, name, table, sql = entry
    named = f"the {kind} {str(name)[:80]}"
    if not isinstance(name, str) or kind not in ("table", "index"):
        raise ValueError(f"{named} does not belong into a session")
    if kind == "index" and sql is None and name.startswith(_AUTOMATIC) and table in _written():
        return ""
    if not isinstance(sql, str) or (name not in _written() and _OWN.get(name) != sql):
        raise ValueError(f"{named} does not belong into a session")
    if name in _OWN:
        return ""
    wanted, text = _written()[name], _even(sql)
    if text != wanted and not (older and _is_part(text, wanted)):
        raise ValueError(f"{named} is not as a session has it")
    return name


@cache
def _written() -> dict[str, str]:
    """The text of each table and index, by name, as SQLite keeps it."""
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in STATEMENTS:
            db.execute(statement)
        rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: _even(sql) for name, sql in rows if name not in _OWN}


def _even(sql: str) -> str:
    """With the blanks that a later change of a table leaves taken out."""
    return _BRACKETS.sub(r"\1", " ".join(sql.split()))


def _is_part(sql: str, of: str) -> bool:
    """Whether a table is another one without some of its columns."""
    (head, columns, tail), (whole_head, whole_columns, whole_tail) = _apart(sql), _apart(of)
    return (head, tail) == (whole_head, whole_tail) and set(columns) <= set(whole_columns)


def _apart(sql: str) -> tuple[str, list[str], str]:
    """What stands before the outermost brackets, what they hold between its commas, and what stands behind."""
    head, _, rest = sql.partition("(")
    inside, _, tail = rest.rpartition(")")
    return head, re.split(r",(?![^(]*\))", inside), tail
