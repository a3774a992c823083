"""A session keeps what its tokenisers have learnt: opened under another version of the library, ids are the same."""

import sqlite3

import pytest

from gatescope.engine.config.run import DataConfig, Kind, Level, Recurrent, RunConfig, TokenConfig, TrainConfig
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.data.tokens import subwords as token_subwords
from gatescope.engine.data.tokens.subword_model import check_model
from gatescope.engine.data.tokens.tokeniser import make_tokeniser
from gatescope.engine.runs.laboratory import Laboratory

WORDS = "the sea was dark and the keeper lit the lamp\nthe light went round and round\n"
TEXT = (WORDS * 60).encode()
TABLE = ("text,label\n" + "".join(f"the {at} lamps of the dark sea,{at % 2}\n" for at in range(80))).encode()


def config(data: DataConfig, level: Level, window: int = 8) -> RunConfig:
    tokens = TokenConfig(level=level, most=300)
    data = DataConfig(kind=data.kind, text=data.text, tokens=tokens)
    return RunConfig(data=data, net=Recurrent(hidden=4), train=TrainConfig(window=window, batch=4, device="cpu"))


@pytest.mark.parametrize(
    ("raw", "data"), [(TEXT, DataConfig(kind=Kind.TEXT)), (TABLE, DataConfig(kind=Kind.TABLE, text="text"))]
)
def test_a_model_comes_back(raw, data, tmp_path, monkeypatch):
    path = str(tmp_path / "s.gatescope")
    laboratory = Laboratory()
    laboratory.adopt(dataset_from_bytes(raw, "a.csv" if data.text else "a.txt"), path)
    run = laboratory.new_run(config(data, Level.SUBWORD))
    ids, names = run.prepared.ids.tolist(), [run.prepared.symbol_name(at) for at in range(run.prepared.shape.symbols)]
    laboratory.fork(1, 0)
    laboratory.close()

    def other(sample, most):
        return make_tokeniser("another text altogether\n" * 20, TokenConfig(level=Level.SUBWORD, most=280)).model

    another = other([], 0)
    monkeypatch.setattr(token_subwords, "_trained", lambda sample, most: another)  # as a later version may do
    again = Laboratory()
    again.open_session(path)
    new = again.new_run(config(data, Level.SUBWORD, window=6))
    for each in (again.run(1), again.run(2), new):
        assert each.prepared.ids.tolist() == ids
        assert [each.prepared.symbol_name(at) for at in range(each.prepared.shape.symbols)] == names
    again.close()


def test_a_session_without_subwords_keeps_no_model(tmp_path):
    path = tmp_path / "s.gatescope"
    laboratory = Laboratory()
    laboratory.adopt(dataset_from_bytes(TEXT, "a.txt"), str(path))
    laboratory.new_run(config(DataConfig(kind=Kind.TEXT), Level.CODE_POINT))
    laboratory.close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM token_models").fetchone() == (0,)
    db.close()


def field(number: int, value: bytes) -> bytes:
    assert len(value) < 128
    return bytes((number << 3 | 2, len(value))) + value


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        (lambda model: model + field(3, field(2, b"table")), "a table of its own"),
        (lambda model: model + field(5, field(2, b"table")), "a table of its own"),
        (lambda model: model[:-1], "breaks off"),
        (lambda model: model + b"\xff" * 11, "breaks off"),
        (lambda model: b"\x07" + model, "is none"),
        (lambda model: b"", None),
        (lambda model: field(9, b"x"), "cannot be read"),
    ],
    ids=["a table", "another table", "cut", "a long number", "garbage", "none", "no pieces"],
)
def test_a_model_is_checked_before_the_library_sees_it(spoilt, named):
    model = make_tokeniser(WORDS * 60, TokenConfig(level=Level.SUBWORD, most=300)).model
    check_model(model)
    if named is None:
        check_model(spoilt(model))
        return
    with pytest.raises(ValueError, match=named):
        make_tokeniser(WORDS * 60, TokenConfig(level=Level.SUBWORD, most=300), spoilt(model))
