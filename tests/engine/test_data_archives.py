"""Files that pack others: gzip, workbooks, Parquet; whole, damaged, and made to fill the memory."""

import datetime
import gzip
import io
import struct
import zipfile
import zlib

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gatescope.engine.config.data import Kind, ReadConfig
from gatescope.engine.data.files import archive, stream
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.datasets import ColumnType
from tests.engine.workbooks import DAY, MOMENT, Cell, workbook

TABLE = ("day,v\n" + "".join(f"2020-01-{day:02d},{day * day % 7}\n" for day in range(1, 31))).encode()


def read(raw: bytes, path: str, read: ReadConfig | None = None) -> Dataset:
    return dataset_from_bytes(raw, path, read)


def refused(raw: bytes, path: str, read: ReadConfig | None = None) -> DataError:
    with pytest.raises(DataError) as caught:
        dataset_from_bytes(raw, path, read)
    return caught.value


# ---- gzip ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a.csv.gz", "a.csv", "a.gz"])
def test_gzip_is_known_by_its_first_bytes(path: str) -> None:
    packed = gzip.compress(TABLE, mtime=0)
    opened = read(packed, path)
    assert (opened.rows, opened.info.first, opened.raw) == (30, "2020-01-01", packed)
    assert opened.info.bytes == len(packed)


def test_members_follow_one_another_and_zeros_may_follow_the_last() -> None:
    packed = b"".join(gzip.compress(TABLE[at : at + 50]) for at in range(0, len(TABLE), 50)) + bytes(512)
    assert read(packed, "a.csv.gz").rows == 30


def test_a_packed_text_is_a_text() -> None:
    text = "It was the best of times.\r\n" * 20
    assert read(gzip.compress(text.encode()), "a.txt.gz").text == text.replace("\r", "")


@pytest.mark.parametrize(
    "harm", [lambda raw: raw[:-20], lambda raw: raw[:40] + b"\xff\xff" + raw[42:], lambda raw: raw + b"rubbish"]
)
def test_a_damaged_gzip_is_refused(harm) -> None:
    assert refused(harm(gzip.compress(TABLE)), "a.csv.gz").fault is Fault.ARCHIVE_DAMAGED


def test_a_gzip_bomb_is_refused_by_its_ratio() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, stream._GZIP_WINDOW)
    packed = b"".join(packer.compress(b"1,2\n" * 250_000) for _ in range(150)) + packer.flush()
    error = refused(packed, "a.csv.gz", ReadConfig(kind=Kind.TABLE))
    assert error.fault is Fault.ARCHIVE_TOO_LARGE
    assert error.facts["bytes"] > error.facts["limit"]
    assert error.facts["bytes"] < 100e6


def test_a_gzip_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "UNPACKED_MOST", 100)
    assert refused(gzip.compress(TABLE), "a.csv.gz").facts["limit"] == 100


# ---- workbooks -----------------------------------------------------------------------------------------------------

ROWS: list[list[Cell]] = [
    ["when", "town", "v", "w"],
    *[[DAY + day, "Busan" if day % 2 else "Seoul", day * day % 7 + 0.5, ("A1", str(day % 5))] for day in range(30)],
]


def test_a_workbook_is_read_with_its_dates_and_cached_values() -> None:
    opened = read(workbook({"Empty": [], "Data": ROWS}), "a.xlsx")
    info = opened.info
    assert (info.read.sheet, info.sheets, info.read.delimiter, info.encoding) == ("Data", ("Empty", "Data"), "", "")
    assert (info.first, info.last, info.frequency) == ("2020-01-01", "2020-01-30", "daily")
    assert opened.column("v")[:3].tolist() == [0.5, 1.5, 4.5]
    assert opened.column("w")[:6].tolist() == [0, 1, 2, 3, 4, 0]
    assert opened.columns["town"].words()[1].as_py() == "Busan"


def test_lines_are_the_rows_of_the_sheet() -> None:
    rows: list[list[Cell]] = [["Report of the year"], [], *ROWS, ["", "", "oops", 1], [None, None, None, None]]
    info = read(workbook({"Data": rows}, first_row=3), "a.xlsx").info
    assert info.records.bad[0].lines == (len(ROWS) + 5,)
    assert info.records.read == 31
    assert [each.name for each in info.columns] == ["when", "town", "v", "w"]


def test_one_time_of_day_gives_all_dates_theirs() -> None:
    rows: list[list[Cell]] = [["t", "v"], *[[MOMENT + hour / 24, hour % 7] for hour in range(48)]]
    info = read(workbook({"Data": rows}), "a.xlsx").info
    assert (info.first, info.last, info.frequency) == ("2020-01-01 00:00:00", "2020-01-02 23:00:00", "hourly")


def test_formulas_without_a_value_and_errors_are_missing() -> None:
    cells: list[Cell] = [("A1+1", None), "#DIV/0!", True, 2.5, 10**15 + 1]
    rows: list[list[Cell]] = [["n", "v"], *[[at, cell] for at, cell in enumerate(cells + [1, 2, 3] * 40)]]
    opened = read(workbook({"Data": rows}), "a.xlsx")
    assert np.isnan(opened.column("v")[:3]).tolist() == [True, True, True]
    assert opened.column("v")[3:5].tolist() == [2.5, 10**15 + 1]
    assert opened.info.records.bad[0].value == "TRUE"


def test_a_chosen_sheet() -> None:
    raw = workbook({"One": ROWS, "둘": [["a", "b"], *[[i, i * i % 7] for i in range(20)]]})
    chosen = read(raw, "a.xlsx", ReadConfig(sheet="둘"))
    assert chosen.names == ("a", "b")
    again = read(raw, "a.xlsx", chosen.info.read).info
    assert (again.columns, again.read) == (chosen.info.columns, chosen.info.read)
    error = refused(raw, "a.xlsx", ReadConfig(sheet="Three"))
    assert (error.fault, error.facts["sheets"]) == (Fault.SHEET_UNKNOWN, "One, 둘")


def test_a_workbook_without_cells_is_empty() -> None:
    assert refused(workbook({"One": []}), "a.xlsx").fault is Fault.FILE_EMPTY


def _flipped(raw: bytes) -> bytes:
    at = len(raw) // 2
    return raw[:at] + bytes(255 - byte for byte in raw[at : at + 40]) + raw[at + 40 :]


@pytest.mark.parametrize("harm", [lambda raw: raw[: len(raw) // 2], lambda raw: raw[:4] + bytes(200), _flipped])
def test_a_damaged_workbook_is_refused(harm) -> None:
    assert refused(harm(workbook({"Data": ROWS})), "a.xlsx").fault is Fault.ARCHIVE_DAMAGED


def test_another_archive_called_a_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", "hello")
    assert refused(file.getvalue(), "a.xlsx").fault is Fault.ARCHIVE_DAMAGED


@pytest.mark.parametrize("honest", [True, False], ids=["honest", "lying"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(honest: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNPACKED_MOST", 5 << 20)
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", None, raising=False)
    file = io.BytesIO(workbook({"Data": ROWS}))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/more.xml", b" " * (10 << 20))
    raw = file.getvalue()
    if not honest:
        raw = raw.replace(struct.pack("<I", 10 << 20), struct.pack("<I", 10))
    assert refused(raw, "a.xlsx").fault is Fault.ARCHIVE_TOO_LARGE


# ---- Parquet -------------------------------------------------------------------------------------------------------


def packed(columns: dict[str, object], **options: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **options)
    return file.getvalue()


def test_parquet_keeps_its_types() -> None:
    hours = [datetime.datetime(2020, 1, 1) + datetime.timedelta(hours=hour) for hour in range(40)]
    opened = read(
        packed(
            {
                "t": hours,
                "n": pa.array([1, None] * 20, pa.int32()),
                "v": np.arange(40) * 7 % 5 + 0.5,
                "flag": [True, False] * 20,
                "word": pa.array(["a", "", None, "b"] * 10).dictionary_encode(),
                "list": [[1, 2]] * 40,
            }
        ),
        "a.parquet",
    )
    info = opened.info
    assert (info.first, info.last, info.frequency) == ("2020-01-01 00:00:00", "2020-01-02 15:00:00", "hourly")
    assert [each.type for each in info.columns][:4] == [
        ColumnType.TIME,
        ColumnType.NUMERIC,
        ColumnType.NUMERIC,
        ColumnType.CATEGORY,
    ]
    assert [each.missing for each in info.columns] == [0, 20, 0, 0, 20, 0]
    assert opened.column("v")[:2].tolist() == [0.5, 2.5]
    assert opened.columns["list"].words()[0].as_py() == "[1, 2]"
    assert read(opened.raw or b"", "a.parquet", info.read).info.columns == info.columns


def test_a_damaged_parquet_file_is_refused() -> None:
    raw = packed({"v": np.arange(100.0)})
    for harmed in (raw[:-20], raw[:4] + bytes(50) + raw[54:], raw[:8]):
        assert refused(harmed, "a.parquet").fault is Fault.ARCHIVE_DAMAGED


def test_a_parquet_file_says_how_large_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "UNPACKED_MOST", 1000)
    error = refused(packed({"v": np.arange(1000.0)}), "a.parquet")
    assert (error.fault, error.facts["limit"]) == (Fault.ARCHIVE_TOO_LARGE, 1000)


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_cancel_stops_other_files_too(name: str, tmp_path) -> None:
    path = tmp_path / name
    path.write_bytes(workbook({"Data": ROWS}) if name == "a.xlsx" else packed({"v": np.arange(100.0)}))
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    open_dataset(str(path), cancelled=count)
    for stop in range(1, min(asked, 6)):
        calls = iter(range(1, asked + 10))
        with pytest.raises(DataError) as caught:
            open_dataset(str(path), cancelled=lambda calls=calls, stop=stop: next(calls) == stop)
        assert caught.value.fault is Fault.READ_CANCELLED
