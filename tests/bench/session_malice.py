"""What somebody does to a session who knows what it is made of: its schema, its JSON, its tensors, what is packed in it
and what lies beside it. Each change says what it did."""

import json
import os
import random
import shutil
import sqlite3
import zlib
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load, save

from tests.bench.session_damage import Mutated

JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
JSON_VALUES = (None, True, -1, 0, 2**31, 2**53, 10**30, 1.5, 1e308, "", "x", "\ud800", "a" * 50_000, [], {}, [[]])
RECURSIVE = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT {columns} FROM r"
BOMBS = (200 << 20, 3 << 30)  # bytes they unpack to


# ---- the schema -----------------------------------------------------------------------------------------------------


def endless_view(at: Mutated, chance: random.Random) -> str:
    table = chance.choice(at.tables())
    columns = [row[1] for row in at.ask(f"PRAGMA table_info({table})")]
    told = ", ".join(f"x AS {column}" for column in columns)
    at.do(f"DROP TABLE {table}", f"CREATE VIEW {table} AS {RECURSIVE.format(columns=told)}")
    return f"an endless view {table}"


def trigger(at: Mutated, chance: random.Random) -> str:
    table = chance.choice(at.tables())
    act = chance.choice(("DELETE FROM metrics", "UPDATE runs SET config = '{}'", RECURSIVE.format(columns="x")))
    event = chance.choice(("INSERT", "UPDATE", "DELETE"))
    at.do(f"CREATE TRIGGER t{chance.randrange(99)} AFTER {event} ON {table} BEGIN {act}; END")
    return f"a trigger on {table}"


def beyond(at: Mutated, chance: random.Random) -> str:
    table = chance.choice(at.tables())
    statement = chance.choice((
        "CREATE TABLE more (a, b)",
        f"CREATE VIEW more AS {RECURSIVE.format(columns='x')}",
        f"CREATE INDEX more ON {table} (abs(rowid))" if table == "runs" else f"CREATE INDEX more ON {table} (1 + 1)",
        f"ALTER TABLE {table} ADD COLUMN more AS (hex(randomblob(100000)))",
        f"ALTER TABLE {table} ADD COLUMN more TEXT DEFAULT 'x'",
        "CREATE VIRTUAL TABLE more USING fts5(a)",
        "CREATE VIRTUAL TABLE more USING rtree(a, b, c)",
        "ANALYZE",
    ))  # fmt: skip
    at.do(statement)
    return statement[:60]


def altered(at: Mutated, chance: random.Random) -> str:
    table = chance.choice(at.tables())
    old, new = chance.choice((
        ("NOT NULL", "NOT NULL CHECK (length(randomblob(900000000)) > 0)"),
        (" INTEGER", " TEXT"),
        (" TEXT", " BLOB"),
        (")", ") STRICT"),
        ("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"),
        ("run", "ran"),
        ("TEXT", "TEXT COLLATE NOCASE"),
    ))  # fmt: skip
    at.do(f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE name = '{table}'")
    return f"{table}: {new}"


def roots_swapped(at: Mutated, chance: random.Random) -> str:
    one, other = chance.sample(at.tables(), 2)
    root = f"(SELECT rootpage FROM sqlite_master WHERE name = '{other}')"
    at.do(f"UPDATE sqlite_master SET rootpage = {root} WHERE name = '{one}'")
    return f"{one} in the place of {other}"


# ---- JSON -----------------------------------------------------------------------------------------------------------

_TEXTS = (("runs", "config"), ("runs", "facts"), ("data", "info"), ("keyframes", "state"), ("parameters", "names"))


def json_value(at: Mutated, chance: random.Random) -> str:
    known = [(table, column) for table, column in _TEXTS if table in at.tables()]
    table, column = chance.choice(known)
    rows = at.ask(f"SELECT {column} FROM {table}")
    if not rows:
        return "nothing"
    tree = json.loads(rows[-1][0])
    story = _spoil(tree, chance)
    at.do(f"UPDATE {table} SET {column} = ?", values=(json.dumps(tree),))
    return f"{table}.{column}: {story}"


def _spoil(tree: Any, chance: random.Random) -> str:
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        if not keys:
            return "nothing"
        key = chance.choice(keys)
        if not isinstance(tree[key], dict | list) or chance.random() < 0.2:
            break
        tree = tree[key]
    new = chance.choice(JSON_VALUES)
    if isinstance(tree, dict) and chance.random() < 0.25:
        del tree[key]
        return f"without {key}"
    tree[key] = new
    return f"{key} = {str(new)[:30]!r}"


# ---- tensors --------------------------------------------------------------------------------------------------------


def tensor(at: Mutated, chance: random.Random) -> str:
    column = chance.choice(("weights", "rest", "rest"))
    rows = at.ask(f"SELECT rowid, {column} FROM keyframes")
    story = "nothing"
    pick = chance.random()
    for row, file in rows:
        tensors = load(file)
        if tensors:
            story = _spoil_tensor(tensors, random.Random(pick))
            length = len(new := save(tensors))
            at.do(f"UPDATE keyframes SET {column} = ? WHERE rowid = {row}", values=(new,))
            at.do(f"UPDATE keyframes SET size = size + {length - len(file)} WHERE rowid = {row}")
    return f"{column}: {story}"


def _spoil_tensor(tensors: dict[str, Any], chance: random.Random) -> str:
    name = chance.choice(sorted(tensors))
    old = tensors[name]
    what = chance.randrange(8)
    if what == 0:
        tensors[name] = np.zeros(1, old.dtype)
    elif what == 1:
        tensors[name] = np.zeros((*old.shape, 3), old.dtype)
    elif what == 2:
        tensors[name] = old.astype(chance.choice((np.float64, np.float16, np.int8, np.int64)))
    elif what == 3:
        del tensors[name]
    elif what == 4:
        tensors[name + chance.choice((".x", "", "\u202e"))] = np.zeros(2, np.float32)
        tensors["optimiser." + name + ".exp_avg"] = np.zeros(2, np.float32)
    elif what == 5 and old.dtype.kind == "f" and old.size:
        tensors[name] = np.full_like(old, chance.choice((np.nan, np.inf, 3e38, -3e38)))
    elif what == 6:
        tensors[name] = np.zeros(0, old.dtype)
    else:
        tensors[name] = np.frombuffer(chance.randbytes(old.nbytes), old.dtype).reshape(old.shape)
    return f"{name} {what}"


def tensor_bytes(at: Mutated, chance: random.Random) -> str:
    column = chance.choice(("weights", "rest"))
    ((file,),) = at.ask(f"SELECT {column} FROM keyframes LIMIT 1")
    raw = bytearray(file)
    head = int.from_bytes(raw[:8], "little")
    what = chance.randrange(4)
    if what == 0:
        raw[:8] = chance.choice((0, 2**63, head * 2, 100 << 20, len(raw))).to_bytes(8, "little")
    elif what == 1:
        raw = raw[: chance.randrange(len(raw))]
    elif what == 2:
        raw[8 + chance.randrange(max(1, head))] ^= 1 << chance.randrange(8)
    else:
        deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
        raw = bytearray(len(deep).to_bytes(8, "little") + deep)
    other = "rest" if column == "weights" else "weights"
    at.do(f"UPDATE keyframes SET {column} = ?, size = length({other}) + {len(raw)}",
          values=(bytes(raw),))  # fmt: skip
    return f"bytes of {column} {what}"


# ---- bombs ----------------------------------------------------------------------------------------------------------


@cache
def bomb(size: int) -> bytes:
    """Zeros, packed."""
    packing, block = zlib.compressobj(9), b"\0" * (16 << 20)
    return b"".join(packing.compress(block) for _ in range(size // len(block))) + packing.flush()


def unpacked(inside: bytes) -> bytes:
    """At most a megabyte: it may be a bomb already."""
    return zlib.decompressobj().decompress(inside, 1 << 20)


def packed(at: Mutated, chance: random.Random) -> str:
    size = chance.choice(BOMBS)
    if "token_models" in at.tables() and chance.random() < 0.4:
        at.do("INSERT OR REPLACE INTO token_models VALUES (1, ?)", values=(bomb(size),))
        return f"a tokeniser of {size >> 20} MB"
    at.do("UPDATE data SET bytes = ?", values=(bomb(size),))
    if chance.random() < 0.5:
        info = json.loads(at.ask("SELECT info FROM data")[0][0])
        at.do("UPDATE data SET info = ?", values=(json.dumps(info | {"bytes": size}),))
    return f"data of {size >> 20} MB"


def model(at: Mutated, chance: random.Random) -> str:
    """What a tokeniser has learnt, spoilt and packed again."""
    rows = at.ask("SELECT model FROM token_models") if "token_models" in at.tables() else []
    if not rows:
        return "nothing"
    raw = bytearray(unpacked(rows[0][0]))
    for _ in range(chance.choice((1, 5, 50))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    new = raw[: chance.randrange(len(raw))] if chance.random() < 0.3 else raw
    at.do("UPDATE token_models SET model = ?", values=(zlib.compress(bytes(new)),))
    return "a tokeniser's bits"


def data_bytes(at: Mutated, chance: random.Random) -> str:
    ((inside,),) = at.ask("SELECT bytes FROM data")
    raw = bytearray(unpacked(inside))
    raw[chance.randrange(len(raw))] = chance.randrange(256)
    at.do("UPDATE data SET bytes = ?", values=(chance.choice((zlib.compress(bytes(raw)), inside[:-9], bytes(raw))),))
    return "data changed"


def data_elsewhere(at: Mutated, chance: random.Random) -> str:
    """A session that names a file of its reader's as its data."""
    path = chance.choice(("/etc/passwd", "/dev/zero", "/proc/self/mem", "/", str(at.elsewhere / "precious.csv"), "\0"))
    info = json.loads(at.ask("SELECT info FROM data")[0][0])
    at.do("UPDATE data SET bytes = NULL, info = ?", values=(json.dumps(info | {"path": path}),))
    return f"data at {path!r}"


# ---- beside it ------------------------------------------------------------------------------------------------------


def journal(at: Mutated, chance: random.Random) -> str:
    """A journal that names another file, which SQLite would delete."""
    victim = str(at.elsewhere / "super").encode()
    size = int.from_bytes(at.path.read_bytes()[16:18], "big") or 4096
    pages = at.path.stat().st_size // size
    head = JOURNAL_MAGIC + (0).to_bytes(4, "big") + bytes(4) + pages.to_bytes(4, "big")
    head += (512).to_bytes(4, "big") + size.to_bytes(4, "big")
    check = sum(victim) & 0xFFFFFFFF
    tail = (0x40000000 // size + 1).to_bytes(4, "big") + victim
    tail += len(victim).to_bytes(4, "big") + check.to_bytes(4, "big") + JOURNAL_MAGIC
    beside(at, "-journal").write_bytes(head.ljust(512, b"\0") + (tail if chance.random() < 0.8 else b""))
    return "a journal"


def wal(at: Mutated, chance: random.Random) -> str:
    """What a crash leaves, spoilt."""
    living = at.path.with_name("living.gatescope")
    shutil.copy(at.path, living)
    with closing(sqlite3.connect(living, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(
            chance.choice(
                ("UPDATE runs SET name = 5", "PRAGMA user_version = 99", "DELETE FROM data", "DROP TABLE live")
            )
        )
        raw = bytearray(living.with_name(living.name + "-wal").read_bytes())
        shutil.copy(living, at.path)
    for file in living.parent.glob("living*"):
        file.unlink()
    for _ in range(chance.choice((0, 1, 20))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    beside(at, "-wal").write_bytes(raw)
    return "a WAL"


def rubbish(at: Mutated, chance: random.Random) -> str:
    which = chance.choice(("-wal", "-shm", "-journal"))
    beside(at, which).write_bytes(chance.randbytes(chance.choice((0, 10, 4096, 100_000))))
    return f"rubbish as {which}"


def link(at: Mutated, chance: random.Random) -> str:
    which = chance.choice(("-wal", "-shm", "-journal"))
    place = beside(at, which)
    if chance.random() < 0.7:
        place.symlink_to(at.elsewhere / "precious.csv")
        return f"a link as {which}"
    os.mkfifo(place)
    return f"a pipe as {which}"


def beside(at: Mutated, which: str) -> Path:
    """Where nothing lies yet: a link that lies there already is not written through."""
    place = at.path.with_name(at.path.name + which)
    place.unlink(missing_ok=True)
    return place
