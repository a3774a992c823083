"""What the user says of a run is kept with it; a run that is deleted is gone, and what was forked from it is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from gatescope.engine.config.run import DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.runs import RunMarks, Seen
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.session.stored import SEEN_MOST

TEXT = b"to be, or not to be, that is the question: whether tis nobler in the mind to suffer the slings " * 4
CONFIG = RunConfig(
    data=DataConfig(kind=Kind.TEXT), net=Recurrent(hidden=4), train=TrainConfig(window=6, batch=4, validate_every=3)
)
SEEN = Seen(step=4, severity="noticed", rule="saturated", number=0.6, threshold=0.9, shown="saturation", layer="layer0")
MARKS = RunMarks(name="slower", note="jumps after 220", hidden=True, colour=4)


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    made = Laboratory()
    made.adopt(dataset_from_bytes(TEXT, "a.txt"), str(tmp_path / "a.gatescope"))
    run = made.new_run(CONFIG)
    training = made.begin(run)
    while run.step < 8:
        training.turn(8, lambda: False)
    training.rest()
    made.put_to_rest(training)
    made.fork(1, 4)
    return made


def reopened(laboratory: Laboratory) -> Laboratory:
    path = laboratory.path
    laboratory.close()
    laboratory.open_session(path)
    return laboratory


def test_what_is_said_of_a_run_is_there_when_the_session_is_opened_again(laboratory: Laboratory) -> None:
    laboratory.mark(laboratory.run(2), MARKS)
    assert laboratory.run(2).info().marks == MARKS
    reopened(laboratory)
    assert [run.info().marks for run in laboratory.runs.values()] == [RunMarks(), MARKS]
    laboratory.close()


def test_what_stood_out_about_a_run_is_there_again_and_no_more_of_it_than_ever_does(laboratory: Laboratory) -> None:
    seen = [msgspec.structs.replace(SEEN, step=step) for step in range(SEEN_MOST + 3)]
    for one in seen:
        laboratory.keep_seen(laboratory.run(2), one)
    reopened(laboratory)
    assert [run.info().seen for run in laboratory.runs.values()] == [(), tuple(seen[:SEEN_MOST])]
    laboratory.close()


@pytest.mark.parametrize("written", ["7", '[{"step": -1}]', "[[[[", '{"a": "b"}'])
def test_what_cannot_have_been_seen_is_a_damaged_session(laboratory: Laboratory, written: str) -> None:
    laboratory.keep_seen(laboratory.run(2), SEEN)
    path = laboratory.path
    laboratory.close()
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute("UPDATE meta SET value = ? WHERE key LIKE 'seen%'", (written,)).rowcount == 1
    with pytest.raises(SessionError) as error:
        laboratory.open_session(path)
    assert error.value.fault is Fault.SESSION_DAMAGED
    assert "seen of run 2" in str(error.value.facts["reason"])


def test_a_deleted_run_leaves_nothing_and_its_fork_goes_on(laboratory: Laboratory) -> None:
    laboratory.mark(laboratory.run(1), MARKS)
    laboratory.keep_seen(laboratory.run(1), SEEN)
    (fork,) = laboratory.delete(laboratory.run(1))
    assert (fork.number, fork.parent, fork.fork_step) == (2, 0, 0)
    with pytest.raises(SessionError) as error:
        laboratory.run(1)
    assert error.value.fault is Fault.RUN_UNKNOWN
    reopened(laboratory)
    assert list(laboratory.runs) == [2]
    run = laboratory.run(2)
    training = laboratory.begin(run)
    while run.step < 10:
        training.turn(10, lambda: False)
    training.rest()
    laboratory.put_to_rest(training)
    path = laboratory.path
    assert laboratory.new_run(CONFIG).number == 3  # no number is given twice
    laboratory.close()
    with closing(sqlite3.connect(path)) as db:
        for table in ("metrics", "validation", "keyframes", "sizes", "marks"):
            assert db.execute(f"SELECT count(*) FROM {table} WHERE run = 1").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM meta WHERE key LIKE 'seen%'").fetchone() == (0,)


def test_what_was_learnt_of_the_data_goes_to_a_fork(laboratory: Laboratory) -> None:
    assert laboratory.session is not None
    with closing(sqlite3.connect(laboratory.path)) as db, db:
        db.execute("INSERT OR REPLACE INTO token_models VALUES (1, x'789c')")
    laboratory.delete(laboratory.run(1))
    with closing(sqlite3.connect(laboratory.path)) as db:
        assert db.execute("SELECT run FROM token_models").fetchall() == [(2,)]
    laboratory.session.close()
