"""A session of an earlier format goes on as if it had never been one."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from gatescope.engine.session import format as session_format
from gatescope.engine.session.session import Session
from tests.data.make_session import ERRORS, MARKS, MODEL, PICTURES, SIZES
from tests.engine import session_samples

DATA = Path(__file__).parents[1] / "data"
GOLDEN, GOLDEN_2, GOLDEN_3, GOLDEN_4 = (DATA / f"session-v{number}.gatescope" for number in (1, 2, 3, 4))
TEXT = b"to be, or not to be, that is the question: whether tis nobler in the mind to suffer the slings " * 4
CONFIG = RunConfig(
    data=DataConfig(kind=Kind.TEXT),
    net=Recurrent(cell=Cell.GRU, hidden=4, layers=2, dropout=0.5),
    train=TrainConfig(window=6, batch=4, validate_every=3),
)


def trained(laboratory: Laboratory, run: Run, until: int) -> None:
    training = laboratory.begin(run)
    while run.step < until:
        training.turn(until, lambda: False)
    laboratory.put_to_rest(training)


def as_format_1(path: Path) -> None:
    """As it was written before kinds of network had names: without the tables that nothing was in."""
    with closing(sqlite3.connect(path)) as db, db:
        for run, text in db.execute("SELECT id, config FROM runs").fetchall():
            config = json.loads(text)
            assert config["net"].pop("kind") == "recurrent"
            db.execute("UPDATE runs SET config = ? WHERE id = ?", (json.dumps(config), run))
        for (text,) in db.execute("SELECT info FROM data").fetchall():
            info = json.loads(text)
            assert info["suggested"]["net"].pop("kind") == "recurrent"
            db.execute("UPDATE data SET info = ?", (json.dumps(info),))
        db.execute("DROP TABLE pictures")
        db.execute("DROP TABLE errors")
        db.execute("DROP TABLE marks")
        db.execute("DROP TABLE accuracy")
        db.execute("DROP TABLE token_models")
        db.execute("PRAGMA user_version = 1")


def test_a_session_of_format_1_goes_on_bit_for_bit(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.gatescope", tmp_path / "cut.gatescope"
    first = Laboratory()
    first.adopt(dataset_from_bytes(TEXT, "a.txt"), str(whole))
    expected = first.new_run(CONFIG)
    trained(first, expected, 12)
    second = Laboratory()
    second.adopt(dataset_from_bytes(TEXT, "a.txt"), str(cut))
    trained(second, second.new_run(CONFIG), 5)
    second.close()
    as_format_1(cut)
    again = Laboratory()
    again.open_session(str(cut))
    run = again.run(1)
    assert run.config == CONFIG
    assert len(run.history.sizes()[0])
    trained(again, run, 12)
    for found, wanted in zip(run.history.rows()[:2], expected.history.rows()[:2], strict=True):
        assert np.array_equal(found, wanted)
    again.close()
    first.close()


def test_what_the_golden_file_of_format_2_has_beyond_the_first() -> None:
    session = Session.open(GOLDEN_2, read_only=True)
    names, step, norms = SIZES
    for run in (1, 2):
        found = session.history(run).sizes(0)
        assert session.history(run).size_names == names
        assert (found[0].tolist(), found[1].tolist()) == ([step], [norms.tolist()])
        assert session.history(run).accuracy(0)[0] == 0.25
    assert session.token_models() == {session_samples.CONFIG.data: MODEL}
    session.close()


def test_what_the_golden_file_of_format_3_has_beyond_the_second() -> None:
    session = Session.open(GOLDEN_3, read_only=True)
    assert [session.history(run).errors(2)[0].tolist() for run in (1, 2)] == [ERRORS.tolist()] * 2
    assert session.marks() == {1: MARKS}
    session.close()


def test_what_the_golden_file_of_format_4_has_beyond_the_third(tmp_path: Path) -> None:
    session = Session.open(GOLDEN_4, read_only=True)
    ((name, kept),) = session.data_source().pictures.items()
    wanted = PICTURES[name]
    assert (kept.side, kept.pixels, kept.faults) == (wanted.side, wanted.pixels, wanted.faults)
    session.close()
    session = Session.open(shutil.copy(GOLDEN_3, tmp_path))
    assert session.data_source().pictures == {}
    session.close()


def test_a_file_of_format_2_has_no_errors_and_no_marks(tmp_path: Path) -> None:
    path = Path(shutil.copy(GOLDEN_2, tmp_path))
    session = Session.open(path)
    assert np.isnan(session.history(1).errors(2)).all()
    assert session.marks() == {}
    session.mark(1, MARKS)
    session.close()
    session = Session.open(path)
    assert session.marks() == {1: MARKS}
    session.close()


def test_a_file_of_format_1_is_brought_to_this_one(tmp_path: Path) -> None:
    """Its only kind of network gets its name, and the tables that stood beside the number belong to it."""
    path = Path(shutil.copy(GOLDEN, tmp_path))
    with closing(sqlite3.connect(path)) as db:
        before = [json.loads(text) for (text,) in db.execute("SELECT config FROM runs ORDER BY id")]
    Session.open(path).close()
    assert session_format.check_header(path) == session_format.FORMAT
    with closing(sqlite3.connect(path)) as db:
        after = [json.loads(text) for (text,) in db.execute("SELECT config FROM runs ORDER BY id")]
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert all("kind" not in one["net"] for one in before)
    assert after == [one | {"net": one["net"] | {"kind": "recurrent"}} for one in before]
    assert {"parameters", "sizes", "accuracy", "token_models"} <= tables
