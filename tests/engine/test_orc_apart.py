"""An ORC file is unpacked by another process: what that says is what is read, and its death is a sentence."""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import ipc, orc

from gatescope.engine.data.files import orc_apart
from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import dataset_from_bytes, open_dataset
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.messages import PreviewRequest

SAID = "import sys, pyarrow as pa; from pyarrow import ipc; out = pa.PythonFile(sys.stdout.buffer, 'w'); "
ONE = (
    "batch = pa.record_batch({'a': [float(at % 7) for at in range(40)]}); "
    "s = ipc.new_stream(out, batch.schema); s.write_batch(batch); out.flush(); "
)


def table(rows: int) -> pa.Table:
    times = pa.array(np.arange(rows) * 3600, pa.timestamp("s"))
    return pa.table({"when": times, "v": np.arange(rows) % 11 + 0.5, "w": [f"word {at % 3}" for at in range(rows)]})


def written(made: pa.Table, **how: object) -> bytes:
    out = io.BytesIO()
    orc.write_table(made, out, **how)
    return out.getvalue()


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What another process does in the place of the one that unpacks."""

    def put(code: str) -> None:
        def start(_words: object, stdin: int, stderr: object) -> subprocess.Popen[bytes]:
            return subprocess.Popen([sys.executable, "-c", code], stdin=stdin, stdout=subprocess.PIPE, stderr=stderr)

        monkeypatch.setattr(orc_apart, "another", start)

    return put


@pytest.mark.parametrize("rows", [30, 3000])
@pytest.mark.parametrize("compression", ["uncompressed", "zstd"])
def test_all_rows_are_read_from_bytes_and_from_a_path(rows: int, compression: str, tmp_path: Path) -> None:
    raw = written(table(rows), compression=compression, dictionary_key_size_threshold=0.9)
    (tmp_path / "a.orc").write_bytes(raw)
    for opened in (dataset_from_bytes(raw, "a.orc"), open_dataset(str(tmp_path / "a.orc"))):
        assert opened.rows == rows
        assert np.array_equal(opened.column("v"), np.arange(rows) % 11 + 0.5)
        assert opened.columns["w"].words().to_pylist()[-1] == f"word {(rows - 1) % 3}"
        assert (opened.info.frequency, opened.info.time_column) == ("hourly", "when")


def test_the_beginning_is_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.orc").write_bytes(written(table(9000)))
    shown = preview(PreviewRequest(number=1, path=str(tmp_path / "a.orc")), lambda: False)
    assert (shown.info.whole, shown.info.rows) == (False, 5000)
    assert [row[2] for row in shown.cells[:3]] == ["word 0", "word 1", "word 2"]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("import os; os.abort()", Fault.ARCHIVE_TOO_LARGE),
        (f"import sys; sys.exit({orc_apart.TOO_LARGE})", Fault.ARCHIVE_TOO_LARGE),
        (SAID + ONE + "import os; os.abort()", Fault.ARCHIVE_TOO_LARGE),  # what it said reads as if it were all
        (SAID + ONE + f"s.close(); out.close(); sys.exit({orc_apart.TOO_LARGE})", Fault.ARCHIVE_TOO_LARGE),
        ("import sys; sys.stderr.write('no such stripe'); sys.exit(1)", Fault.ARCHIVE_DAMAGED),
        ("import sys; sys.exit(7)", Fault.ARCHIVE_DAMAGED),
        (SAID + ONE + "s.close(); out.close(); sys.exit(7)", Fault.ARCHIVE_DAMAGED),
        ("print('nonsense')", Fault.ARCHIVE_DAMAGED),
        ("print('nonsense', flush=True); import time; time.sleep(1)", Fault.ARCHIVE_DAMAGED),
    ],
)
def test_the_death_of_the_other_process_is_a_sentence(code: str, fault: Fault, other: Callable[[str], None]) -> None:
    other(code)
    with pytest.raises(DataError) as caught:
        dataset_from_bytes(written(table(30)), "a.orc")
    assert caught.value.fault is fault
    if "stripe" in code:
        assert caught.value.facts["reason"] == "no such stripe"
    if "(7)" in code:
        assert "7" in str(caught.value.facts["reason"])


def test_one_that_dies_by_chance_is_started_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    as_it_is: Callable[..., object] = orc_apart.another

    def start(words: object, stdin: int, stderr: object) -> object:
        started.append(words)
        if len(started) > 1:
            return as_it_is(words, stdin, stderr)
        dies = [sys.executable, "-c", "import os; os.abort()"]
        return subprocess.Popen(dies, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr)

    monkeypatch.setattr(orc_apart, "another", start)
    assert dataset_from_bytes(written(table(30)), "a.orc").rows == 30
    assert len(started) == 2


@pytest.mark.parametrize(("rows", "whole"), [(40, True), (41, False)])
def test_one_that_dies_once_all_was_said_said_all(rows: int, whole: bool) -> None:
    """Of ``rows`` in the file 40 have come when it is dead."""
    died = subprocess.Popen([sys.executable, "-S", "-c", "import os; os.abort()"])
    died.wait()
    said = pa.table({"a": range(40)})
    with pa.BufferOutputStream() as out, ipc.new_stream(out, said.schema) as stream:
        stream.write_table(said)
    heard = ipc.open_stream(out.getvalue())
    batches = orc_apart._batches(heard, died, io.BytesIO(), FileReading("a.orc"), rows)
    if whole:
        assert sum(map(len, batches)) == 40
    else:
        with pytest.raises(DataError) as caught:
            list(batches)
        assert caught.value.fault is Fault.ARCHIVE_TOO_LARGE


def test_what_is_no_orc_file_behind_its_first_letters_is_damaged() -> None:
    raw = written(table(30))
    for spoilt in (raw[:-9], b"ORC", raw[:40] + bytes(len(raw) - 40)):
        with pytest.raises(DataError) as caught:
            dataset_from_bytes(spoilt, "a.orc")
        assert caught.value.fault is Fault.ARCHIVE_DAMAGED
        assert caught.value.facts["reason"]


@pytest.mark.parametrize("code", ["", SAID + ONE])
def test_one_that_says_nothing_keeps_nobody_who_cancels(
    code: str, other: Callable[[str], None], tmp_path: Path
) -> None:
    other(code + "\nimport time; time.sleep(60)")
    (tmp_path / "a.orc").write_bytes(written(table(30)))
    began = time.monotonic()
    with pytest.raises(DataError) as caught:
        open_dataset(str(tmp_path / "a.orc"), cancelled=lambda: time.monotonic() > began + 3)
    assert caught.value.fault is Fault.READ_CANCELLED
    assert time.monotonic() - began < 30


def test_it_ends_with_a_reading_that_is_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    def start(*arguments: object) -> object:
        started.append(orc_apart_another(*arguments))
        return started[-1]

    orc_apart_another: Callable[..., object] = orc_apart.another
    monkeypatch.setattr(orc_apart, "another", start)
    (tmp_path / "a.orc").write_bytes(written(table(200_000)))
    with pytest.raises(DataError) as caught:
        open_dataset(str(tmp_path / "a.orc"), cancelled=lambda: bool(started))
    assert caught.value.fault is Fault.READ_CANCELLED
    assert started[0].returncode is not None
