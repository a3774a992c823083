"""The list of sessions on the disk: each with what a list shows, whatever lies among them; named, kept, removed."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol import messages as m
from gatescope.engine.server.librarian import SLOW_SECONDS, Librarian
from gatescope.engine.session.session import Session
from gatescope.engine.session.shelf import CURVES_MOST, POINTS_MOST, Shelf, keep_session, name_session, sketch
from gatescope.engine.session.tables import RowBatch
from tests.bench.engine_client import EngineClient
from tests.engine.session_samples import CONFIG, crashed, create, rows
from tests.engine.test_session_recovery import BROKEN
from tests.engine.warm_engines import Another


def closed(path: Path, losses: tuple[float, ...] = (3.0, 2.0, 1.5)) -> Path:
    session, run = create(path, 30, (0, 16))
    session.commit(run, RowBatch(validation=[(10 * at, loss) for at, loss in enumerate(losses)]))
    session.close()
    return path


def listed(folder: Path, *also: str) -> list[m.KeptSession]:
    shelf = Shelf(folder)
    found = []
    for path in shelf.paths(also):
        with suppress(TimeoutError):
            found.append(shelf.look(path, 2.0))
    return [session for session in found if session is not None]


def test_a_session_is_told_without_being_opened(tmp_path: Path) -> None:
    path = closed(tmp_path / "a.gatescope")
    os.utime(path, (5000, 5000))
    before = path.read_bytes()
    (told,) = listed(tmp_path)
    assert told == m.KeptSession(
        path=str(path),
        data="hamlet.txt",
        modified=5000,
        size=path.stat().st_size,
        runs=1,
        called=("LSTM",),
        steps=30,
        unsaved=True,
        curves=((3.0, 2.0, 1.5),),
    )
    assert (path.read_bytes(), path.stat().st_mtime) == (before, 5000)


def test_the_curves_are_those_of_the_last_runs_thinned_out_and_finite(tmp_path: Path) -> None:
    session = create(tmp_path / "a.gatescope", 3)[0]
    for run in range(2, 6):
        session.add_run(CONFIG, name=f"run {run}")
        losses = [(step, float("nan") if step == 200 else run + 1 / (1 + step)) for step in range(1000)]
        session.commit(run, RowBatch(rows=rows(0, 9), validation=losses))
    session.close()
    (told,) = listed(tmp_path)
    assert (told.runs, told.called) == (5, ("LSTM", "run 2", "run 3"))
    assert len(told.curves) == CURVES_MOST
    assert all(POINTS_MOST // 2 < len(curve) <= POINTS_MOST for curve in told.curves)
    assert [(curve[0], round(curve[-1], 3)) for curve in told.curves] == [(run + 1.0, run + 0.001) for run in (3, 4, 5)]


@pytest.mark.parametrize("how", BROKEN)
def test_whatever_lies_among_them_the_others_are_listed(tmp_path: Path, how: str) -> None:
    good = closed(tmp_path / "good.gatescope")
    bad = closed(tmp_path / "bad.gatescope")
    try:
        BROKEN[how](bad)
    except sqlite3.DatabaseError:
        bad.write_bytes(b"x" * 5000)
    (tmp_path / "empty.gatescope").touch()
    (tmp_path / "foreign.gatescope").write_text("years of work")
    (tmp_path / "folder.gatescope").mkdir()
    began = time.monotonic()
    told = listed(tmp_path, str(tmp_path / "gone.gatescope"), "a\0b.gatescope", "/dev/null", str(tmp_path))
    assert str(good) in [session.path for session in told]
    assert {session.path for session in told} <= {str(good), str(bad)}
    assert time.monotonic() - began < 6


def test_what_is_open_or_was_not_closed_says_so(tmp_path: Path) -> None:
    crashed(tmp_path / "crashed.gatescope", 30, (0, 16))
    session = create(tmp_path / "open.gatescope", 3)[0]
    found = {Path(each.path).stem: (each.open, each.clean) for each in listed(tmp_path)}
    assert found == {"crashed": (False, False), "open": (True, False)}
    session.close()


def test_one_that_is_kept_elsewhere_is_listed_once_and_is_not_unsaved(tmp_path: Path) -> None:
    folder, own = tmp_path / "sessions", tmp_path / "mine"
    for each in (folder, own):
        each.mkdir()
    inside, outside = closed(folder / "a.gatescope"), closed(own / "b.gatescope")
    os.utime(inside, (1, 1))
    (own / "link.gatescope").symlink_to(outside)
    told = listed(folder, str(outside), str(inside), str(own / "link.gatescope"))
    assert [(each.path, each.unsaved) for each in told] == [(str(outside), False), (str(inside), True)]


def test_a_name_stays_and_makes_it_no_older_and_no_newer(tmp_path: Path) -> None:
    path = closed(tmp_path / "a.gatescope")
    os.utime(path, (5000, 5000))
    name_session(path, "  a wave & <more>  ")
    (told,) = listed(tmp_path)
    assert (told.name, told.unsaved, told.modified, told.clean) == ("a wave & <more>", False, 5000, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.gatescope"]
    session = Session.open(path)
    assert session.runs()[0].name == "LSTM", "it is opened as before"
    session.close()
    name_session(path, "")
    (told,) = listed(tmp_path)
    assert (told.name, told.unsaved) == ("", True)


def test_what_is_kept_is_no_longer_unsaved(tmp_path: Path) -> None:
    keep_session(closed(tmp_path / "a.gatescope"))
    (told,) = listed(tmp_path)
    assert (told.name, told.unsaved) == ("", False)


def test_naming_a_crashed_session_loses_nothing_of_it(tmp_path: Path) -> None:
    path = crashed(tmp_path / "a.gatescope", 30, (0, 16))
    name_session(path, "saved")
    (told,) = listed(tmp_path)
    assert (told.name, told.steps, told.clean) == ("saved", 30, False)


def test_what_somebody_has_open_and_what_is_no_session_is_not_named(tmp_path: Path) -> None:
    session = create(tmp_path / "open.gatescope", 3)[0]
    other = tmp_path / "thesis.txt"
    other.write_text("years of work")
    for path, fault in ((session.path, Fault.SESSION_IN_USE), (other, Fault.SESSION_FOREIGN)):
        with pytest.raises(SessionError) as error:
            name_session(path, "mine")
        assert error.value.fault is fault
    assert other.read_text() == "years of work"
    session.set_title("mine")
    assert [each.name for each in listed(tmp_path)] == ["mine"]
    session.close()


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, shelf, read = closed(tmp_path / "a.gatescope"), Shelf(tmp_path), []
    monkeypatch.setattr("gatescope.engine.session.shelf.sketch", lambda path, _: read.append(path) or sketch(path))
    assert shelf.look(path) == shelf.look(path)
    assert read == [path]
    name_session(path, "other")
    told = shelf.look(path)
    assert told is not None
    assert (told.name, read) == ("other", [path, path])


def test_one_that_is_slow_or_just_being_written_is_looked_at_again_after_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine a moment may not be enough for a session that is as good as the others."""
    for at, name in enumerate("abc"):
        os.utime(closed(tmp_path / f"{name}.gatescope"), (1000 - at, 1000 - at))

    def slow(path: Path, seconds: float) -> m.KeptSession:
        if path.stem == "a" and seconds < SLOW_SECONDS:
            raise TimeoutError
        return sketch(path, SLOW_SECONDS)

    monkeypatch.setattr("gatescope.engine.session.shelf.sketch", slow)
    told: list[m.SessionsListed] = []
    jobs: list[Callable[[], None]] = []
    outbox = SimpleNamespace(put=told.append)
    librarian = Librarian(tmp_path, jobs.append, outbox, lambda *_: None)  # type: ignore[arg-type]
    librarian.look_again()
    while jobs:
        jobs.pop(0)()
    assert [Path(one.path).stem for part in told for one in part.sessions] == ["b", "c", "a"]
    assert [(part.first, part.last, part.left) for part in told if part.last] == [(len(told) == 1, True, 0)]


def test_a_session_that_is_being_written_is_not_taken_for_a_broken_one(tmp_path: Path) -> None:
    path = closed(tmp_path / "a.gatescope")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    with pytest.raises(TimeoutError):
        Shelf(tmp_path).look(path)
    db.execute("ROLLBACK")
    db.close()
    assert Shelf(tmp_path).look(path) is not None


# ---- asked of the engine ---------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    made = tmp_path / "sessions"
    made.mkdir()
    return made


@pytest.fixture
def client(another: Another, folder: Path) -> Iterator[EngineClient]:
    for at in range(3):
        closed(folder / f"{at}.gatescope")
        os.utime(folder / f"{at}.gatescope", (1000 + at, 1000 + at))
    with another(None) as client:
        yield client


def told(client: EngineClient) -> tuple[str, ...]:
    """The names on the next list that is told to its end."""
    names: list[str] = []
    while True:
        part = client.receive(m.SessionsListed)
        names = [*([] if part.first else names), *(each.name or Path(each.path).stem for each in part.sessions)]
        if part.last:
            return tuple(names)


def test_the_engine_lists_names_and_removes(client: EngineClient, folder: Path) -> None:
    client.send(m.ListSessions())
    assert told(client) == ("2", "1", "0")
    client.send(m.NameSession(path=str(folder / "1.gatescope"), name="one"))
    assert told(client) == ("2", "one", "0")
    client.send(m.Discard(path=str(folder / "2.gatescope")))
    assert told(client) == ("one", "0")
    client.send(m.KeepSession(path=str(folder / "0.gatescope")))
    assert told(client) == ("one", "0")
    client.send(m.Discard(path=str(folder / "2.gatescope")))  # gone already: nothing to say
    assert told(client) == ("one", "0")


def test_the_session_on_the_table_is_named_too_and_not_removed(client: EngineClient, tmp_path: Path) -> None:
    data = tmp_path / "wave.csv"
    data.write_text("y\n" + "\n".join(str(at % 7) for at in range(200)))
    client.send(m.NewRun(config=client.open_file(data).info.suggested))
    path = client.receive(m.RunChanged).session
    client.send(m.NameSession(path=path, name="on the table"))
    while told(client)[0] != "on the table":  # between two steps; it is listed again after that
        pass
    client.send(m.Discard(path=path))
    assert client.receive(m.Failed).fault == "session-in-use"
    assert Path(path).exists()


def test_what_was_discarded_before_the_end_is_gone_after_it(client: EngineClient, folder: Path) -> None:
    for at in range(3):
        client.send(m.Discard(path=str(folder / f"{at}.gatescope")))
    client.send(m.Quit())
    assert client.process.wait(10) == 0
    assert list(folder.iterdir()) == []


def test_what_was_asked_of_the_open_session_before_the_end_is_done(client: EngineClient, tmp_path: Path) -> None:
    """Also while it trains: a run that was deleted, a name that was typed, and then the window was closed."""
    data = tmp_path / "wave.csv"
    data.write_text("y\n" + "\n".join(str(at % 7) for at in range(200)))
    config = client.open_file(data).info.suggested
    client.send(m.NewRun(config=config))
    path = client.receive(m.RunChanged).session
    kept = client.new_run(config)
    client.play(kept.run)
    client.wait_for(kept.run, m.RunState.TRAINING)
    client.send(m.DeleteRun(run=1))
    client.send(m.NameSession(path=path, name="named last"))
    client.send(m.Quit())
    assert client.process.wait(10) == 0
    (told,) = [one for one in listed(Path(path).parent) if one.path == path]
    assert (told.name, told.runs, told.clean) == ("named last", 1, True)


def test_a_kept_session_crosses_whole() -> None:
    one = m.KeptSession(path="/a", data="a", modified=1.5, size=3, curves=((1.0, 0.5),))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=m.KeptSession) == one
