"""What disks and cables do to the bytes of a session, and to its values. Each change says what it did."""

import math
import os
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "mutant.gatescope"
HOSTILE: tuple[Any, ...] = (
    None, -1, 0, 1, 5, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 0.5, math.inf, -math.inf, 1e308, -1e308, "", "x", "5",
    "<b>x</b><img src=/etc/hostname>", "\u202ex", "a" * 100_000, "\0", b"", b"\0", b"\xff" * 7, b"\0" * 4096,
    "[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000, "9" * 5000,
)  # fmt: skip


@dataclass(frozen=True)
class Mutated:
    """The session that is being spoilt, and a folder of somebody's else, in which nothing may change."""

    path: Path
    elsewhere: Path

    def tables(self) -> list[str]:
        with closing(sqlite3.connect(self.path)) as db:
            rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            return sorted(name for (name,) in rows)

    def do(self, *statements: str, values: Sequence[Any] = ()) -> None:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as db:
            db.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                db.execute(statement, values if "?" in statement else ())

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as db:
            return db.execute(question).fetchall()


# ---- bytes ----------------------------------------------------------------------------------------------------------


def flipped(at: Mutated, chance: random.Random) -> str:
    raw, count = bytearray(at.path.read_bytes()), chance.choice((1, 3, 20, 200))
    for _ in range(count if raw else 0):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    at.path.write_bytes(raw)
    return f"{count} bits"


def cut(at: Mutated, chance: random.Random) -> str:
    length = chance.randint(0, at.path.stat().st_size)
    os.truncate(at.path, length)
    return f"cut at {length}"


def overwritten(at: Mutated, chance: random.Random) -> str:
    raw, length = bytearray(at.path.read_bytes()), chance.choice((1, 16, 100, 4096))
    start = chance.randrange(max(1, len(raw)))
    raw[start : start + length] = chance.choice((b"\0", b"\xff", b"\x7f")) * min(length, len(raw) - start)
    at.path.write_bytes(raw)
    return f"{length} bytes at {start}"


def pages_swapped(at: Mutated, chance: random.Random) -> str:
    """A page in the place of another: trees that lead into themselves."""
    raw = at.path.read_bytes()
    size = {1: 65_536}.get(int.from_bytes(raw[16:18], "big"), int.from_bytes(raw[16:18], "big")) or 4096
    count = len(raw) // size
    if count < 3:
        return "nothing"
    source, target = (chance.randrange(1, count) for _ in range(2))
    page = raw[source * size : (source + 1) * size]
    at.path.write_bytes(raw[: target * size] + page + raw[(target + 1) * size :])
    return f"page {source} over {target}"


def header(at: Mutated, chance: random.Random) -> str:
    raw = bytearray(at.path.read_bytes())
    if len(raw) < 100:
        return "nothing"
    place = chance.choice((16, 18, 19, 20, 24, 28, 32, 36, 44, 48, 52, 56, 60, 63, 68, 92, 96))
    raw[place] = chance.randrange(256)
    at.path.write_bytes(raw)
    return f"header {place}"


def _all_to(child: int, size: int) -> bytes:
    """An inner page of a table, full of pointers to one other."""
    page, cells = bytearray(size), (size - 12) // 7
    page[0], page[3:5] = 5, cells.to_bytes(2, "big")
    page[5:7], page[8:12] = (size - 5 * cells).to_bytes(2, "big"), child.to_bytes(4, "big")
    for cell in range(cells):
        start = size - 5 * (cell + 1)
        page[12 + 2 * cell : 14 + 2 * cell] = start.to_bytes(2, "big")
        page[start : start + 5] = child.to_bytes(4, "big") + bytes((cell % 128,))
    return bytes(page)


def tree(at: Mutated, chance: random.Random) -> str:
    """The root of a table made the first of five pages, all of whose children are the next: 10¹³ rows and more."""
    raw = bytearray(at.path.read_bytes())
    ((root,),) = at.ask("SELECT rootpage FROM sqlite_master WHERE name = 'live'")
    size = int.from_bytes(raw[16:18], "big") or 4096
    last = len(raw) // size
    leaf = raw[(root - 1) * size : root * size]
    raw[(root - 1) * size : root * size] = _all_to(last + 1, size)
    for page in range(last + 2, last + 6):
        raw += _all_to(page, size)
    raw += leaf
    raw[28:32] = (len(raw) // size).to_bytes(4, "big")
    at.path.write_bytes(raw)
    return "a tree without an end"


# ---- values ---------------------------------------------------------------------------------------------------------


def value(at: Mutated, chance: random.Random) -> str:
    """Any value in any column, whatever the table says: it is told something else meanwhile."""
    table = chance.choice(at.tables())
    columns = [row[1] for row in at.ask(f"PRAGMA table_info({table})")]
    column, new = chance.choice(columns), chance.choice(HOSTILE)
    set_free(at, table, column, new, chance)
    return f"{table}.{column} = {str(new)[:40]!r}"


def set_free(at: Mutated, table: str, column: str, new: object, chance: random.Random) -> None:
    ((told,),) = at.ask(f"SELECT sql FROM sqlite_master WHERE name = '{table}' AND type = 'table'")
    free = told
    for word in (" NOT NULL", " TEXT", " BLOB", " REAL", " CHECK (id = 1)"):
        free = free.replace(word, "")
    if "WITHOUT ROWID" not in told:
        free = free.replace(" INTEGER NOT", "").replace(" INTEGER,", ",")
    at.do("UPDATE sqlite_master SET sql = ? WHERE name = " + f"'{table}'", values=(free,))
    with suppress(sqlite3.Error, OverflowError):
        where = "" if chance.random() < 0.5 else f" WHERE {column} = (SELECT {column} FROM {table} LIMIT 1)"
        at.do(f"UPDATE OR IGNORE {table} SET {column} = ?{where}", values=(new,))
    at.do("UPDATE sqlite_master SET sql = ? WHERE name = " + f"'{table}'", values=(told,))


def rows_gone(at: Mutated, chance: random.Random) -> str:
    table = chance.choice(at.tables())
    at.do(f"DELETE FROM {table}" + chance.choice(("", f" WHERE random() % 2 = {chance.randrange(2)}")))
    return f"rows of {table} gone"


def rows_doubled(at: Mutated, chance: random.Random) -> str:
    shift = chance.choice((-5, -1, 1, 7, 1 << 40))
    table, column = chance.choice(
        (("metrics", "first"), ("keyframes", "step"), ("validation", "step"), ("live", "step"))
    )
    at.do(f"UPDATE OR IGNORE {table} SET {column} = {column} + {shift}")
    return f"{table}.{column} + {shift}"


def of_another_run(at: Mutated, chance: random.Random) -> str:
    table = chance.choice(("metrics", "keyframes", "validation", "live"))
    at.do(f"UPDATE OR IGNORE {table} SET run = {chance.choice(('3 - run', '1', '2', '99', '-1'))}")
    at.do(f"UPDATE runs SET parent = {chance.choice(('id', '2', '7', '-1', '1'))}")
    return f"{table} of another run"
