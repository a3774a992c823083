"""Naughty strings where people put them: names of files, of columns, of runs and of sessions."""

import csv
import io
import json
import os
import sys
from pathlib import Path

import msgspec
import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.config.run import Kind
from gatescope.engine.data.tables.dataset import dataset_from_bytes, open_dataset
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.base import About
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import (
    DataOpened,
    Failed,
    NewRun,
    OpenFile,
    OpenSession,
    RunChanged,
    SaveAs,
    Saved,
    SessionOpened,
)
from gatescope.engine.protocol.wire import sayable, with_path
from gatescope.engine.runs.loading import load_session
from gatescope.engine.session.session import Session
from tests.engine.naughty import NAUGHTY, SURROGATES, as_file_name
from tests.engine.talking import config

ROWS = [(at, at * at % 7) for at in range(60)]
FEW = ("family", "zalgo", "bidi controls", "hangul in nfd", "noncharacters", "markup", "shell", "spaces", "newlines")
linux = pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
BINARY = set(map(chr, range(9))) | set(map(chr, range(14, 26)))  # no text has them
NOT_UTF8 = "caf\udce9.csv"


def table(column: str = "value") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("t", column), *ROWS])
    return out.getvalue().encode()


def one(text: str) -> str:
    """A title as a table gives it: on one line."""
    return " ".join(text.removeprefix("\ufeff").split())


# ---- names of files and sessions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY)
def test_a_file_and_its_session_may_be_called_that(text: str, tmp_path: Path) -> None:
    name = as_file_name(text)
    path = tmp_path / f"{name}.csv"
    path.write_bytes(table())
    dataset = open_dataset(str(path))
    assert (dataset.info.name, dataset.info.path, dataset.rows) == (path.name, str(path), len(ROWS))
    with_name = tmp_path / f"{name}.gatescope"
    Session.create(with_name, dataset.info, dataset.raw).close()
    opened = load_session(str(with_name))
    assert (opened.session.path.name, opened.dataset.info.path) == (with_name.name, str(path))
    opened.close()


@pytest.mark.parametrize("text", (NAUGHTY | SURROGATES).values(), ids=NAUGHTY | SURROGATES)
def test_a_path_crosses_the_pipe(text: str) -> None:
    asked = OpenFile(path=f"/data/{text}.csv")
    arrived = wire.unpack_from_window(wire.pack(asked)[wire.LENGTH.size :])
    if text in (SURROGATES["lone surrogate"], SURROGATES["wrong order"]):  # no file is called that
        assert "\ufffd" in arrived.path
    else:
        assert arrived == asked


def test_what_is_no_text_is_told_all_the_same() -> None:
    failed = Failed(about=About.OPEN, fault="x", facts={"path": "a\udce9", "line": 3})
    told = wire.unpack_from_engine(wire.pack(failed)[wire.LENGTH.size :])
    assert (told.fault, told.facts["line"], len(told.facts["path"])) == ("x", 3, 2)
    probe = Probe(part=Part.TYPED, start=0, length=1, text="a\ud800")
    assert sayable(probe) == msgspec.structs.replace(probe, text="a\ufffd")
    assert sayable(("b\udc00", {"c\udcff": 1}, 2)) == ("b\ufffd", {"c\U0010feff": 1}, 2)
    assert with_path(sayable(SaveAs(path=NOT_UTF8))) == SaveAs(path=NOT_UTF8)


@linux
def test_a_file_whose_name_is_not_utf8_is_opened_by_the_engine(client, tmp_path: Path) -> None:
    (tmp_path / NOT_UTF8).write_bytes(table())
    info = client.open_file(tmp_path / NOT_UTF8).info
    assert (info.rows, info.name) == (len(ROWS), "caf?.csv")
    client.new_run(config())
    client.send(SaveAs(path=str(tmp_path / "s\udcff.gatescope")))
    client.receive(Saved)
    assert os.path.isfile(os.fsencode(tmp_path) + b"/s\xff.gatescope")
    client.send(OpenFile(path=str(tmp_path / "not there \udcff.csv")))
    failed = client.receive(Failed)
    assert failed.fault == Fault.FILE_MISSING


# ---- names of columns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY)
def test_a_column_may_be_called_that(text: str) -> None:
    if set(text) & BINARY:
        with pytest.raises(DataError) as caught:
            dataset_from_bytes(table(text), "a.csv")
        assert caught.value.fault is Fault.FILE_BINARY
        return
    info = dataset_from_bytes(table(text), "a.csv").info
    assert [column.name for column in info.columns] == ["t", one(text) or "column 2"]
    assert info.suggested.data.targets == (info.columns[1].name,)
    told = wire.unpack_from_engine(wire.pack(DataOpened(info=info))[wire.LENGTH.size :])
    assert told.info.columns == info.columns


@pytest.mark.parametrize("what", FEW)
def test_trained_without_a_window(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = NAUGHTY[what]
    path = tmp_path / f"{as_file_name(text)}.csv"
    path.write_bytes(table(text))
    session = tmp_path / f"{as_file_name(text)}.gatescope"
    args = [str(path), "--target", one(text), "--steps", "2", "--window", "10", "--session", str(session)]
    assert cli.train(args) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == 2
    opened = load_session(str(session))
    assert opened.runs[1].config.data.targets == (one(text),)
    opened.close()


# ---- names of runs --------------------------------------------------------------------------------------------------


def test_a_run_may_be_called_that(client, sine: Path, tmp_path: Path) -> None:
    client.open_file(sine)
    names = NAUGHTY | SURROGATES
    for text in names.values():
        client.send(NewRun(config=config(), name=text))
        assert client.receive(RunChanged).info.name == sayable(text)
    client.send(SaveAs(path=str(tmp_path / "a.gatescope")))
    client.receive(Saved)
    client.send(OpenSession(path=str(tmp_path / "a.gatescope")))
    told = client.receive(SessionOpened).info
    assert [run.name for run in told.runs] == [sayable(text) for text in names.values()]


# ---- texts ----------------------------------------------------------------------------------------------------------


def test_a_text_of_them_all_is_learnt_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "all.txt"
    said = [text for text in NAUGHTY.values() if not set(text) & BINARY]
    path.write_bytes("\n".join(said).encode())
    assert open_dataset(str(path), Kind.TEXT).rows > 10_000
    assert cli.train([str(path), "--kind", "text", "--steps", "2", "--device", "cpu", "--window", "10"]) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == 2
