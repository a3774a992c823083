"""Sessions that somebody else has made: what is in them is checked before it is believed, and what is refused stays."""

import random
import shutil
import sqlite3
import time
import tracemalloc
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.session import format as session_format
from gatescope.engine.session import guard
from gatescope.engine.session.schema import STATEMENTS, check_schema
from gatescope.engine.session.session import Session
from gatescope.engine.session.stored import unpacked
from tests.bench import session_damage as damage
from tests.bench import session_malice as malice
from tests.bench.session_damage import Mutated
from tests.engine.session_samples import crashed, create

DATA = Path(__file__).parents[1] / "data"
RECURSIVE = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT"
DEEP = "[" * 5000 + "]" * 5000


@pytest.fixture
def place(tmp_path: Path) -> Mutated:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("super", "precious.csv"):
        (elsewhere / name).write_text(name)
    return Mutated(Path(shutil.copy(DATA / "session-v4.gatescope", tmp_path / "a.gatescope")), elsewhere)


def read_all(path: Path, read_only: bool = False) -> None:
    session = Session.open(path, read_only=read_only)
    try:
        session.data_source()
        session.token_models()
        session.marks()
        for row in session.runs():
            session.history(row.run)
            for step in session.keyframe_steps(row.run):
                session.keyframe(row.run, step)
    finally:
        session.close()


def refusal(path: Path, read_only: bool = False) -> str:
    """Why it is refused, at once."""
    began = time.thread_time()
    with pytest.raises(SessionError) as error:
        read_all(path, read_only)
    assert error.value.fault is Fault.SESSION_DAMAGED
    assert error.value.facts["path"] == str(path)
    assert time.thread_time() - began < 2
    return str(error.value.facts["reason"])


# ---- the schema -----------------------------------------------------------------------------------------------------

SCHEMAS = {
    "endless runs": ("DROP TABLE runs", f"CREATE VIEW runs AS {RECURSIVE} x AS id FROM r"),
    "endless meta": ("DROP TABLE meta", f"CREATE VIEW meta AS {RECURSIVE} x AS key, x AS value FROM r"),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON metrics BEGIN DELETE FROM runs; END",),
    "one table more": ("CREATE TABLE more (a)",),
    "one view more": (f"CREATE VIEW more AS {RECURSIVE} x FROM r",),
    "one index more": ("CREATE INDEX more ON runs (name)",),
    "a computed column": ("ALTER TABLE runs ADD COLUMN more AS (hex(name))",),
    "a virtual table": ("CREATE VIRTUAL TABLE more USING fts5(a)",),
    "a condition": ("UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name TEXT CHECK (length(name))')",),
    "statistics": ("ANALYZE",),
    "an index gone": ("DROP INDEX metrics_place",),
    "a table gone": ("DROP TABLE accuracy",),
    "a column gone": ("ALTER TABLE runs DROP COLUMN facts",),
}


@pytest.mark.parametrize("statements", SCHEMAS.values(), ids=SCHEMAS)
@pytest.mark.parametrize("read_only", [True, False])
def test_only_the_tables_of_a_session_are_read(
    place: Mutated, statements: tuple[str, ...], read_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.do(*statements)
    before = place.path.read_bytes()
    looked = []
    monkeypatch.setattr(session_format, "_looked_through", lambda *_: looked.append(1) or "ok")
    reason = refusal(place.path, read_only)
    assert any(word in reason for word in ("table", "index", "view", "trigger"))
    assert not looked  # a condition of a column is run when pages are looked through
    assert place.path.read_bytes() == before


def test_the_schema_of_a_session_is_accepted_however_it_came_about() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in STATEMENTS:
            db.execute(statement)
        check_schema(db, older=False)
        db.execute("ALTER TABLE runs DROP COLUMN facts")
        check_schema(db, older=True)
        with pytest.raises(ValueError, match="the table runs"):
            check_schema(db, older=False)
        db.execute("ALTER TABLE runs ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'")
        check_schema(db, older=False)


def test_a_wal_of_another_format_is_not_obeyed(place: Mutated) -> None:
    living = place.path.with_name("living")
    shutil.copy(place.path, living)
    with closing(sqlite3.connect(living, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA user_version = 99")
        shutil.copy(living, place.path)
        shutil.copy(f"{living}-wal", f"{place.path}-wal")
    assert "99" in refusal(place.path)


# ---- values ---------------------------------------------------------------------------------------------------------

VALUES: tuple[tuple[str, str, object, str], ...] = (
    ("runs", "name", 5, "name"),
    ("runs", "name", b"LSTM", "name"),
    ("runs", "state", "asleep", "state"),
    ("runs", "config", 7, "config"),
    ("runs", "config", DEEP, "config of run 1"),
    ("runs", "facts", DEEP, "facts of run 1"),
    ("runs", "facts", '{"step": 1' + "0" * 30 + "}", "facts of run 1: Expected `int`"),
    ("runs", "parent", 2**40, "parent"),
    ("runs", "fault", "no-such-fault", "no-such-fault"),
    ("runs", "naive_loss", "high", "naive_loss"),
    ("runs", "parameters", -1, "parameters"),
    ("meta", "value", b"1", "value"),
    ("data", "info", '{"x":' + DEEP + "}", "info"),
    ("data", "bytes", "text", "inside"),
    ("metrics", "seconds", b"", "seconds"),
    ("metrics", "seconds", b"\xff" * 48, "seconds"),
    ("metrics", "train_loss", 1.5, "train_loss"),
    ("metrics", "first", -1, "metrics"),
    ("metrics", "count", 2**60, "metrics"),
    ("validation", "step", -5, "step"),
    ("validation", "loss", "low", "loss"),
    ("live", "name", "colour", "colour"),
    ("live", "value", -1.0, "value"),
    ("live", "value", "x", "value"),
    ("accuracy", "share", 7.0, "share"),
    ("errors", "sizes", b"\0" * 24, "errors"),
    ("errors", "sizes", b"\xbf" * 16, "errors"),
    ("errors", "sizes", "small", "sizes"),
    ("marks", "hidden", 2, "hidden"),
    ("marks", "colour", -2, "colour"),
    ("marks", "note", b"x", "note"),
    ("parameters", "names", "[5]", "str"),
    ("sizes", "norms", b"\0" * 10, "size"),
    ("sizes", "step", 2**60, "step"),
    ("token_models", "model", b"zip", "header"),
    ("keyframes", "size", 3, "size"),
    ("keyframes", "state", b"{}", "state"),
    ("keyframes", "weights", "w", "weights"),
)


@pytest.mark.parametrize(("table", "column", "value", "named"), VALUES, ids=[f"{v[0]}.{v[1]} {v[3]}" for v in VALUES])
def test_a_value_that_cannot_be_is_a_sentence(
    place: Mutated, table: str, column: str, value: object, named: str
) -> None:
    damage.set_free(place, table, column, value, random.Random(0))
    assert named in refusal(place.path)


def test_two_runs_that_go_on_from_each_other(place: Mutated) -> None:
    place.do("UPDATE runs SET parent = 2 WHERE id = 1")
    assert "goes on from" in refusal(place.path)


# ---- what is packed, and what never ends ----------------------------------------------------------------------------


def test_nothing_is_unpacked_beyond_what_was_declared() -> None:
    packed = zlib.compress(b"\0" * (64 << 20))
    tracemalloc.start()
    with pytest.raises(ValueError, match="more than 1000"):
        unpacked(packed, 1000)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    assert unpacked(zlib.compress(b"abc"), 3) == b"abc"
    with pytest.raises(ValueError, match="breaks off"):
        unpacked(zlib.compress(b"abc" * 999)[:-5], 9999)


def test_data_that_unpacks_to_more_than_it_says(place: Mutated) -> None:
    place.do("UPDATE data SET bytes = ?", values=(malice.bomb(256 << 20),))
    tracemalloc.start()
    assert "unpacks" in refusal(place.path)
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def test_a_tree_of_pages_without_an_end(place: Mutated, monkeypatch: pytest.MonkeyPatch) -> None:
    damage.tree(place, random.Random(0))
    refusal(place.path)  # found by looking through its pages
    monkeypatch.setattr(session_format, "_looked_through", lambda *_: "ok")  # as a file that is too large for that
    monkeypatch.setattr(guard.patience.__wrapped__, "__defaults__", (0.3, time.thread_time))
    assert refusal(place.path) == "reading it does not end"


def test_an_interrupted_look_is_no_verdict(place: Mutated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_format, "CLEAN_SECONDS", 1e-9)
    monkeypatch.setattr(guard, "EVERY", 1)
    read_all(place.path)


# ---- beside it ------------------------------------------------------------------------------------------------------


def test_a_journal_that_names_another_file_is_not_obeyed(place: Mutated, tmp_path: Path) -> None:
    class First(random.Random):
        def random(self) -> float:
            return 0.0

    victim = place.elsewhere / "super"
    malice.journal(place, First())
    for read_only in (True, False):
        assert "names another file" in refusal(place.path, read_only)
    assert victim.exists()
    with closing(sqlite3.connect(place.path)) as db:  # what would have happened
        db.execute("SELECT count(*) FROM runs").fetchone()
    assert not victim.exists()


@pytest.mark.parametrize("which", ["-wal", "-shm", "-journal"])
def test_a_link_beside_it_is_not_followed(place: Mutated, which: str) -> None:
    precious = place.elsewhere / "precious.csv"
    damage_at = place.path.with_name(place.path.name + which)
    damage_at.symlink_to(precious)
    assert "is no file" in refusal(place.path)
    assert precious.read_text() == "precious.csv"
    assert damage_at.is_symlink()


def test_what_a_crash_left_in_a_wal_is_read_wherever_it_lies(tmp_path: Path) -> None:
    path = crashed(tmp_path / "mailed.gatescope", 300, (0, 300))
    session = Session.open(path)
    assert [row.steps for row in session.runs()] == [300]
    session.close()


def test_an_interrupted_change_with_a_journal_is_taken_back(tmp_path: Path) -> None:
    """As on a network drive."""
    path = tmp_path / "a.gatescope"
    session, run = create(path, 9, (0, 9))
    session.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA cache_spill = 1")
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("UPDATE keyframes SET weights = zeroblob(100000)")
        db.execute("UPDATE runs SET name = 'half'")
        db.execute("PRAGMA cache_size = 1")
        copy = tmp_path / "copy.gatescope"
        for companion in ("", "-journal"):
            shutil.copy(f"{path}{companion}", f"{copy}{companion}")
        db.execute("ROLLBACK")
    for read_only in (True, False):
        session = Session.open(copy, read_only=read_only)
        assert session.run(run).name == "LSTM"
        assert session.keyframe(run, 9).size > 0
        session.close()


# ---- what is sound --------------------------------------------------------------------------------------------------


def test_a_session_that_was_migrated_or_saved_is_sound(tmp_path: Path) -> None:
    for number in (1, 2):
        path = Path(shutil.copy(DATA / f"session-v{number}.gatescope", tmp_path))
        read_all(path)
        read_all(path)
        session = Session.open(path)
        saved = session.save_as(tmp_path / f"saved {number}.gatescope")
        session.close()
        read_all(saved, read_only=True)
