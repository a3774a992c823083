"""A folder in which anything may lie: the program starts, every good session is offered, the rest is set aside."""

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from gatescope.engine.protocol.messages import FromEngine, Noticed, Recovered
from gatescope.engine.protocol.told import Notice
from gatescope.engine.server.tidier import FIRST_MOST, Tidier
from gatescope.engine.session import guard
from gatescope.engine.session.autosave import recoverable
from gatescope.engine.session.owner import Owner
from gatescope.engine.session.recovery import look_through, set_aside, set_aside_all
from gatescope.engine.session.session import Session
from tests.engine.session_samples import crashed, create
from tests.engine.warm_engines import Another

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
"""A query that has no last row."""


def settled(path: Path) -> Path:
    """What a crash left, as one plain file: so that the tests below can be sure of what they change."""
    crashed(path, 30, (0, 16))
    session = Session.open(path)
    session.close(chosen=False)
    return path


def edited(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


BROKEN: dict[str, Callable[[Path], None]] = {
    "an empty value": lambda path: edited(path, "UPDATE metrics SET seconds = x''"),
    "an endless view as meta": lambda path: edited(
        path, "DROP TABLE meta", f"CREATE VIEW meta AS {ENDLESS} SELECT 'clean' AS key, x AS value FROM n WHERE x < 0"
    ),
    "an endless view as runs": lambda path: edited(
        path, "DROP TABLE runs", f"CREATE VIEW runs AS {ENDLESS} SELECT x AS id, 0 AS fork_step FROM n"
    ),
    "an endless view as metrics": lambda path: edited(
        path, "DROP TABLE metrics", f"CREATE VIEW metrics AS {ENDLESS} SELECT 1 AS run, x AS first, 1 AS count FROM n"
    ),
    "a table that is none": lambda path: edited(
        path, "DROP TABLE meta", "CREATE VIRTUAL TABLE meta USING fts5(key, value)"
    ),
    "no tables": lambda path: edited(path, "DROP TABLE runs"),
    "a configuration that is none": lambda path: edited(path, "UPDATE runs SET config = '[' || id"),
    "nested too deep": lambda path: edited(path, "UPDATE runs SET config = printf('%.*c', 100000, '[')"),
    "a run without a number": lambda path: edited(path, "UPDATE runs SET fork_step = 'five'"),
    "half a file": cut_in_half,
    "no database": lambda path: path.write_bytes(b"not a session at all" * 100) and None,
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read_is_set_aside_and_the_good_ones_are_offered(tmp_path: Path, kind: str) -> None:
    good = settled(tmp_path / "good.gatescope")
    bad = settled(tmp_path / "bad.gatescope")
    BROKEN[kind](bad)
    content = bad.read_bytes()
    began = time.monotonic()
    found = look_through(tmp_path)
    assert time.monotonic() - began < 1
    assert [left.path for left in found.newest_first] == [str(good)]
    assert (found.broken, found.slow, found.left) == ([bad], [], [])
    told = set_aside_all(found.broken)
    assert told == [(Notice.SESSIONS_SET_ASIDE, {"names": bad.name, "folder": str(tmp_path / "damaged")})]
    assert (tmp_path / "damaged" / bad.name).read_bytes() == content
    assert set(os.listdir(tmp_path)) == {"good.gatescope", "damaged"}
    assert look_through(tmp_path).broken == []
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "damaged").stat().st_mode) == 0o700


def test_what_takes_too_long_is_looked_at_with_more_patience(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real tables of a great many runs, in a machine that is slow to count."""
    path = settled(tmp_path / "a.gatescope")
    many = "WITH RECURSIVE n(x) AS (SELECT 100 UNION ALL SELECT x + 1 FROM n WHERE x < 200000)"
    names = "name, config, state, device, parent, fork_step, parameters"
    edited(path, f"INSERT INTO runs (id, {names}) {many} SELECT x, {names} FROM n, runs WHERE id = 1")
    monkeypatch.setattr(guard, "EVERY", 10)
    began = time.monotonic()
    found = look_through(tmp_path, 1.0, 0.05)
    assert time.monotonic() - began < 2
    assert (found.slow, found.broken, found.found) == ([path], [], [])


def test_those_that_there_is_no_time_for_are_left_for_later_the_newest_first(tmp_path: Path) -> None:
    for age, name in enumerate("abc"):
        settled(tmp_path / f"{name}.gatescope")
        os.utime(tmp_path / f"{name}.gatescope", (1000 - age, 1000 - age))
    found = look_through(tmp_path, -1.0)
    assert [path.name for path in found.left] == ["a.gatescope", "b.gatescope", "c.gatescope"]


def test_a_file_that_another_program_holds_is_passed_over_at_once(tmp_path: Path) -> None:
    settled(tmp_path / "a.gatescope")
    good = settled(tmp_path / "b.gatescope")
    db = sqlite3.connect(tmp_path / "a.gatescope")
    db.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    found = look_through(tmp_path)
    assert time.monotonic() - began < 1
    assert [left.path for left in found.newest_first] == [str(good)]
    assert found.broken == []
    db.close()


def test_what_somebody_has_open_or_has_just_made_stays(tmp_path: Path) -> None:
    session, _ = create(tmp_path / "a.gatescope", 3)
    (tmp_path / "b.gatescope").touch()  # the moment before its first page
    owner = Owner.take(tmp_path / "c.gatescope")
    (tmp_path / "c.gatescope").write_text("being written")
    found = look_through(tmp_path)
    assert (found.broken, found.found) == ([], [])
    assert set_aside(session.path) is None
    assert session.path.exists()
    assert owner is not None
    owner.release()
    session.close()


def test_two_of_one_name_are_both_kept(tmp_path: Path) -> None:
    places = []
    for text in ("one", "two"):
        (tmp_path / "a.gatescope").write_text(text)
        (tmp_path / "a.gatescope-wal").write_text(text)
        places.append(set_aside(tmp_path / "a.gatescope"))
    assert [place.name for place in places if place] == ["a.gatescope", "a (2).gatescope"]
    assert sorted(os.listdir(tmp_path / "damaged")) == [
        "a (2).gatescope",
        "a (2).gatescope-wal",
        "a.gatescope",
        "a.gatescope-wal",
    ]


def test_what_cannot_be_moved_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "damaged").write_text("in the way")
    bad = tmp_path / "a.gatescope"
    bad.write_text("?")
    told = set_aside_all([bad])
    assert told == [(Notice.SESSIONS_UNREADABLE, {"names": "a.gatescope", "folder": str(tmp_path)})]
    assert bad.exists()


def test_an_engine_starts_in_a_folder_of_broken_files(another: Another, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "sessions"
    folder.mkdir(parents=True)
    good = settled(folder / "good.gatescope")
    for number, (_, spoil) in enumerate(BROKEN.items()):
        spoil(settled(folder / f"{number}.gatescope"))
    with another(tmp_path / "home") as client:
        assert [left.path for left in client.ready().recoverable] == [str(good)]
        noticed = client.receive(Noticed)
        assert noticed.notice is Notice.SESSIONS_SET_ASIDE
        assert noticed.facts["folder"] == str(folder / "damaged")
    assert len(os.listdir(folder / "damaged")) == len(BROKEN)
    assert [left.path for left in recoverable(folder)] == [str(good)]


def test_the_start_waits_for_the_newest_alone_and_offers_the_others_too(tmp_path: Path) -> None:
    """Hundreds of sessions make no start slower; whatever crashed is offered, and what is broken told in one go."""
    count = FIRST_MOST + 5
    for at in range(count):
        os.utime(settled(tmp_path / f"{at:02}.gatescope"), (1000 - at, 1000 - at))
    for at in (0, count - 1):
        (tmp_path / f"{at:02}.gatescope").write_bytes(b"x" * 5000)
        os.utime(tmp_path / f"{at:02}.gatescope", (1000 - at, 1000 - at))
    told: list[FromEngine] = []
    jobs: list[Callable[[], None]] = []
    tidier = Tidier(tmp_path, jobs.append, SimpleNamespace(put=told.append))  # type: ignore[arg-type]
    first = [Path(left.path).stem for left in tidier.look()]
    assert first == [f"{at:02}" for at in range(1, FIRST_MOST)]
    tidier.go_on()
    while jobs:
        jobs.pop(0)()
    later = [Path(left.path).stem for part in told if isinstance(part, Recovered) for left in part.recoverable]
    assert later == [f"{at:02}" for at in range(FIRST_MOST, count - 1)]
    (notice,) = [part for part in told if isinstance(part, Noticed)]
    assert notice.facts["names"] == f"00.gatescope, {count - 1:02}.gatescope"
