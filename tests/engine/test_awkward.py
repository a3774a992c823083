"""Files as people have them, through the one way in: each is taken for what it is and can be trained on."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gatescope.engine.config.run import Task
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import Dataset, open_dataset
from gatescope.engine.protocol.messages import ColumnType
from tests.engine import (
    awkward,
    awkward_around,
    awkward_books,
    awkward_cells,
    awkward_known,
    awkward_roles,
    awkward_times,
    awkward_written,
)
from tests.engine.awkward import Awkward

REAL = Path(__file__).parents[2].parent / "shared" / "data"
PARTS = (
    awkward_written.written_ways,
    awkward_cells.cells,
    awkward_around.surroundings,
    awkward_times.timed,
    awkward_roles.used,
    awkward_books.packed,
    awkward_known.known,
)
FILES = [file for part in PARTS for file in part()]
PLAIN = ("encoding", "delimiter", "header", "quote", "decimal", "thousands", "comment", "skip")


def seen(dataset: Dataset) -> dict[str, Any]:
    """What a data set was taken for, by the names that the awkward files expect."""
    info = dataset.info
    told = {name: getattr(info.read, name) for name in PLAIN}
    told |= {"kind": str(info.kind), "rows": info.rows, "doubts": set(info.doubts), "sheets": info.sheets}
    told |= {"names": tuple(column.name for column in info.columns), "time": " ".join(info.suggested.data.time)}
    told |= {"frequency": info.frequency, "gaps": info.gaps, "first": info.first, "last": info.last}
    told |= {"units": tuple(column.unit for column in info.columns), "reversed": info.records.reversed}
    told |= {"skipped": info.records.skipped, "skipped_lines": info.records.skipped_lines}
    told |= {"bad": {each.column: each.count for each in info.records.bad}}
    told |= {"bad_lines": {each.column: each.lines for each in info.records.bad}}
    data = info.suggested.data
    for name in ("inputs", "targets", "categories", "sequence", "text", "second", "classes"):
        told[name] = getattr(data, name)
    return told | {"task": str(data.task), "split": str(data.split), "encoding": info.encoding}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_taken_for_what_it_is(file: Awkward, tmp_path: Path) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.content)
    dataset = open_dataset(str(path), file.read)
    expected = dict(file.expected)
    values, missing = expected.pop("values", {}), expected.pop("missing", {})
    told = seen(dataset)
    assert {name: told[name] for name in expected} == expected
    for name, column in values.items():
        assert dataset.column(name)[: len(column)].tolist() == pytest.approx(column), name
    assert {each.name: each.missing for each in dataset.info.columns if each.name in missing} == missing
    config = dataset.info.suggested
    prepared = prepare(dataset, config.data, config.train.window)
    assert len(prepared.training.starts)
    assert len(prepared.validation.starts)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_was_found_out_says_it_all(file: Awkward, tmp_path: Path) -> None:
    """Reading again with the answer as the request finds the same."""
    path = tmp_path / file.name
    path.write_bytes(file.content)
    first = open_dataset(str(path), file.read)
    again = open_dataset(str(path), first.info.read)
    told, said = seen(first), seen(again)
    assert told.pop("doubts") >= said.pop("doubts")
    assert told == said
    assert first.info.columns == again.info.columns


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 60
    assert Counter(file.name for file in FILES).most_common(1)[0][1] == 1


REAL_FILES = {
    "ETTh1.csv": ("date", "hourly", ("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"), "OT"),
    "nyc_taxi.csv": ("timestamp", "half-hourly", ("value",), "value"),
    "airline-passengers.csv": ("Month", "monthly", ("Passengers",), "Passengers"),
    "daily-min-temperatures.csv": ("Date", "daily", ("Temp",), "Temp"),
}


@pytest.mark.parametrize("name", REAL_FILES)
def test_real_files(name: str) -> None:
    if not (REAL / name).exists():
        pytest.skip("the real files are not here")
    info = open_dataset(str(REAL / name)).info
    data = info.suggested.data
    time, frequency, inputs, target = REAL_FILES[name]
    assert (info.time_column, info.frequency, data.inputs, data.targets) == (time, frequency, inputs, (target,))
    assert (data.task, info.records.skipped, info.records.bad, info.doubts) == (Task.NEXT, 0, (), ())
    assert info.gaps == (2 if name.startswith("daily") else 0)  # the last day of two leap years is not there


def test_a_real_text() -> None:
    if not (REAL / "tinyshakespeare.txt").exists():
        pytest.skip("the real files are not here")
    info = open_dataset(str(REAL / "tinyshakespeare.txt")).info
    assert (str(info.kind), info.columns) == ("text", ())


def test_time_columns_are_told_by_their_type(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(awkward.daily())
    types = [column.type for column in open_dataset(str(path)).info.columns]
    assert types == [ColumnType.TIME, ColumnType.NUMERIC]
