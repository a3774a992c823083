"""Columns that come as strings in files with types (Parquet, Feather) are read as the cells of a text would be; series
of several channels in one cell; sparse ARFF."""

import io
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import feather

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.protocol.datasets import ColumnType
from gatescope.engine.protocol.found import FoundKind
from tests.engine import containers

ROWS = 40
TRUTH = np.round(1000 + 50 * np.sin(np.arange(ROWS) / 5), 2)
DAYS = np.arange("2021-03-01", "2021-04-10", dtype="M8[D]")


def parquet(**columns: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def opened(folder: Path, name: str, raw: bytes, read: ReadConfig = ReadConfig()):  # noqa: B008  # frozen
    path = folder / name
    path.write_bytes(raw)
    return open_dataset(str(path), read)


def dates(pattern: str) -> list[str]:
    return [day.astype(object).strftime(pattern) for day in DAYS]


def money() -> list[str]:
    return [f"$ ({-value:,.2f})" if value < 0 else f"${value:,.2f}" for value in TRUTH - 1000]


@pytest.mark.parametrize("write", ["parquet", "feather"])
def test_dressed_strings_are_numbers_with_their_unit(tmp_path, write):
    table = pa.table({"date": dates("%d/%m/%Y"), "price": money(), "who": ["a", "b"] * 20})
    file = io.BytesIO()
    (pq.write_table if write == "parquet" else feather.write_feather)(table, file)
    found = opened(tmp_path, f"a.{write}", file.getvalue())
    price = next(each for each in found.info.columns if each.name == "price")
    assert (price.type, price.unit) == (ColumnType.NUMERIC, "$")
    np.testing.assert_allclose(found.columns["price"].numbers, TRUTH - 1000, atol=1e-9)
    assert (found.info.time_column, found.info.frequency) == ("date", "daily")
    assert {FoundKind.UNIT, FoundKind.SIGN} <= {each.kind for each in found.info.found}
    assert next(each for each in found.info.columns if each.name == "who").type is ColumnType.CATEGORY


def test_decimal_commas_in_strings(tmp_path):
    words = [f"{value:,.2f}".translate(str.maketrans(",.", ".,")) for value in TRUTH]
    found = opened(tmp_path, "a.parquet", parquet(date=dates("%d.%m.%Y"), value=words))
    np.testing.assert_allclose(found.columns["value"].numbers, TRUTH)
    assert found.info.read.decimal == ","


def test_words_among_such_numbers_are_told(tmp_path):
    words = [f"{value}" if at % 9 else "n/v" for at, value in enumerate(TRUTH)]
    found = opened(tmp_path, "a.parquet", parquet(date=dates("%Y-%m-%d"), value=words))
    (told,) = [each for each in found.info.found if each.kind is FoundKind.UNREADABLE]
    assert (told.count, told.columns) == (5, ("value",))
    kept = opened(tmp_path, "a.parquet", parquet(date=dates("%Y-%m-%d"), value=words), ReadConfig(words=("value",)))
    assert next(each for each in kept.info.columns if each.name == "value").type is not ColumnType.NUMERIC


@pytest.mark.parametrize("kind", ["parquet", "npy"])
def test_what_is_called_missing_is_so_among_typed_numbers(tmp_path, kind):
    values = np.where(np.arange(ROWS) % 8 == 3, -999.0, TRUTH)
    raw = parquet(value=values) if kind == "parquet" else containers.npy(values)
    found = opened(tmp_path, f"a.{kind}", raw)
    (told,) = [each for each in found.info.found if each.kind is FoundKind.SENTINEL]
    assert told.undo is not None
    again = opened(tmp_path, f"a.{kind}", raw, ReadConfig(missing=tuple(told.undo.value)))
    assert not any(each.kind is FoundKind.SENTINEL for each in again.info.found)
    assert again.info.columns[-1].missing == 5


def test_a_pattern_reads_times_in_strings(tmp_path):
    raw = parquet(date=dates("%d|%m~%Y"), value=TRUTH)
    assert opened(tmp_path, "a.parquet", raw).info.frequency == ""
    assert opened(tmp_path, "a.parquet", raw, ReadConfig(dates="DD|MM~YYYY")).info.frequency == "daily"


# ---- several channels in a cell -------------------------------------------------------------------------------------


def cases(lengths: list[int]) -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    return [np.round(rng.normal(size=(length, 3)), 3) for length in lengths]


@pytest.mark.parametrize("lengths", [[30] * 12, list(range(20, 32))])
@pytest.mark.parametrize("by_steps", [True, False])
@pytest.mark.parametrize("kind", ["parquet", "json"])
def test_lists_of_lists_are_series_of_several_channels(tmp_path, lengths, by_steps, kind):
    made = cases(lengths)
    cells = [(case if by_steps else case.T).tolist() for case in made]
    labels = ["rest", "walk"] * 6
    if kind == "parquet":
        raw = parquet(signal=pa.array(cells, pa.list_(pa.list_(pa.float64()))), label=labels)
    else:
        raw = json.dumps([{"signal": cell, "label": label} for cell, label in zip(cells, labels, strict=True)]).encode()
    found = opened(tmp_path, f"a.{kind}", raw)
    read = np.stack([found.columns[f"signal {at + 1}"].numbers for at in range(3)], axis=1)
    np.testing.assert_allclose(read, np.concatenate(made))
    (told,) = [each for each in found.info.found if each.kind is FoundKind.EACH_A_SERIES]
    assert (told.count, told.evidence["shortest"], told.evidence["longest"]) == (12, min(lengths), max(lengths))
    assert found.info.suggested.data.targets == ("label",)


def test_an_empty_cell_is_a_series_of_nothing(tmp_path):
    cells = [case.tolist() for case in cases([5, 6, 7, 8])]
    raw = parquet(signal=pa.array([*cells, None], pa.list_(pa.list_(pa.float64()))), label=["a", "b", "a", "b", "a"])
    assert len(opened(tmp_path, "a.parquet", raw).columns["signal 1"].numbers) == 26


# ---- sparse ARFF ----------------------------------------------------------------------------------------------------


def test_sparse_records_are_read_in_full(tmp_path):
    rows = [f"{{0 {at}, 2 {value}" + (", 3 walk}" if at % 2 else "}") for at, value in enumerate(TRUTH)]
    head = "@relation r\n@attribute t numeric\n@attribute zero numeric\n@attribute value numeric\n"
    raw = head + "@attribute 'state of it' {rest, walk}\n@data\n" + "\n".join(rows)
    found = opened(tmp_path, "a.arff", raw.encode())
    np.testing.assert_allclose(found.columns["value"].numbers, TRUTH)
    assert found.columns["zero"].numbers.max() == 0
    assert found.columns["state of it"].words().to_pylist()[:3] == ["rest", "walk", "rest"]


@pytest.mark.parametrize("row", ["{9 1}", "{x 1}", "{0}", "{", "{,}", "{0 1, }"])
def test_damaged_sparse_records_make_no_crash(tmp_path, row):
    head = "@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n"
    try:
        opened(tmp_path, "a.arff", (head + "\n".join(["{0 1, 1 2}"] * 30 + [row])).encode())
    except Exception as error:
        assert type(error).__name__ == "DataError"  # noqa: PT017


# ---- times ----------------------------------------------------------------------------------------------------------


def test_a_record_among_others_whose_time_cannot_be_read_is_told_once(tmp_path):
    words = dates("%Y-%m-%d")
    words[7], words[20] = "soon", "later"
    raw = containers.csv_of(("date", "value"), list(zip(words, TRUTH.tolist(), strict=True)))
    found = opened(tmp_path, "a.csv", raw)
    (told,) = [each for each in found.info.found if each.kind is FoundKind.TIMES_LOST]
    assert (told.count, told.value, told.lines) == (2, "soon", (9, 22))
    assert found.info.records.read == ROWS
    plain = opened(
        tmp_path, "b.csv", containers.csv_of(("date", "value"), list(zip(dates("%Y-%m-%d"), TRUTH, strict=True)))
    )
    assert not any(each.kind is FoundKind.TIMES_LOST for each in plain.info.found)
