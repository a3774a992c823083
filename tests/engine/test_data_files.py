"""Opening files: the real ones, and everything that can be wrong with one."""

import errno
import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gatescope.engine.config.run import Kind, ReadConfig, Transform
from gatescope.engine.data.files import fitting, source
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.datasets import BadCells, Records

REAL = Path(__file__).parents[2].parent / "shared" / "data"
ROWS = "".join(f"2020-01-{day:02d},{day * 7 % 5 + 0.5}\n" for day in range(1, 31))
TABLE = "day,value\n" + ROWS


def written(folder: Path, name: str, content: bytes | str) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def refused(path: str, read: ReadConfig | None = None) -> DataError:
    with pytest.raises(DataError) as caught:
        open_dataset(path, read or ReadConfig())
    assert caught.value.facts["path"] == path
    return caught.value


def real(name: str) -> Dataset:
    if not (REAL / name).exists():
        pytest.skip("the real files are not here")
    return open_dataset(str(REAL / name))


BAD = {
    "empty.csv": (b"", Fault.FILE_EMPTY, {}),
    "blank.csv": (b" \n\r\n \t\n", Fault.FILE_EMPTY, {}),
    "mark.txt": (b"\xef\xbb\xbf\n", Fault.FILE_EMPTY, {}),
    "header.csv": (b"a,b\n", Fault.TOO_FEW_ROWS, {"rows": 0}),
    "one-row.csv": (b"a,b\n1,2\n", Fault.TOO_FEW_ROWS, {"rows": 1}),
    "comments.csv": (b"# a\n# b\n", Fault.TOO_FEW_ROWS, {"rows": 2}),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50), Fault.FORMAT_UNREAD, {"format": "images"}),
    "database.txt": (b"SQLite format 3\0" + bytes(99), Fault.ARCHIVE_DAMAGED, {"reason": "file is not a database"}),
    "controls.txt": (bytes(range(1, 32)) * 9, Fault.FILE_BINARY, {"offset": 0}),
    "damaged.txt": ("안녕하세요\n" * 9).encode() + b"\xff" + ("안녕하세요\n" * 9).encode(),
    "words.csv": (b"name,town\n" + b"bob,seoul\n" * 20, Fault.NO_NUMERIC_COLUMN, {"columns": "name, town"}),
    "constant.csv": (b"a,b\n" + b"x,5\n" * 20, Fault.COLUMN_CONSTANT, {"column": "b", "value": 5.0}),
    "nan.csv": (b"a\n" + b"NaN\n" * 20, Fault.CELL_MISSING, {"line": 2, "column": "a", "count": 20}),
    "commas.csv": (b"," * 1_000_000, Fault.LINE_TOO_LONG, {"line": 1, "length": 1_000_001, "unit": "fields"}),
    "long.csv": (b"x" * 10_000_000, Fault.LINE_TOO_LONG, {"line": 1, "length": 10_000_000, "unit": "bytes"}),
    "late.csv": (TABLE * 99 + "1," + "7" * 2_000_000 + "\n", Fault.LINE_TOO_LONG, {"line": 31 * 99 + 1}),
    "letter.txt": (b"a", Fault.TEXT_TOO_SHORT, {"length": 1}),
    "letters.txt": (b"a" * 1000 + b"\n", Fault.TEXT_ONE_SYMBOL, {"symbol": "a"}),
    "quote.csv": (TABLE * 99 + '2020-02-01,"5\n' + ROWS + "1\n", Fault.QUOTE_UNCLOSED, {"line": 31 * 99 + 1}),
    "quotes.csv": (TABLE * 99 + ('1,"5\n' + ROWS) * 2 + "1\n", Fault.QUOTE_UNCLOSED, {"line": 31 * 99 + 1}),
}
BAD["damaged.txt"] = (BAD["damaged.txt"], Fault.ENCODING_UNKNOWN, {"line": 10, "offset": 144})


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_its_facts(name: str, tmp_path: Path) -> None:
    content, fault, facts = BAD[name]
    error = refused(written(tmp_path, name, content))
    assert (error.fault, {key: error.facts[key] for key in facts}) == (fault, facts)


LATER, LAST = (ROWS.replace("2020-01", month) for month in ("2020-03", "2020-05"))
MENDED = {
    "quote.csv": (TABLE + '2020-02-01,"5\n' + LATER, Records(read=61), ("quote",)),
    "quotes.csv": (TABLE + '2020-02-01,"5\n' + LATER + '2020-04-01,"5\n' + LAST, Records(read=92), ("quote",)),
    "late-quote.csv": (TABLE * 99 + '2020-02-01,"5\n' + ROWS, None, ("quote", "order")),
    "quote-first.csv": ('day,"value\n' + ROWS, Records(read=30), ("quote",)),
    "short-row.csv": (TABLE + "2020-02-01\n" + LATER, Records(read=60, skipped=1, skipped_lines=(32,)), ()),
    "long-row.csv": (TABLE + "\n\na,1,2\n", Records(read=30, skipped=1, skipped_lines=(34,)), ()),
    "empty-rows.csv": (TABLE + ",\n\n , \n,", Records(read=30, skipped=3, skipped_lines=(32, 34, 35)), ()),
    "title.csv": ("a title\n" + TABLE, Records(read=30), ("skip",)),
    "oops.csv": (
        'n,value\n"a\nb",1\n' + "x,2\n" * 20 + "x,oops\nx,no\n",
        Records(read=23, bad=(BadCells(column="value", count=2, lines=(24, 25), value="oops"),)),
        (),
    ),
    "time.csv": (
        TABLE + "soon,1\n" + LATER,
        Records(read=61, bad=(BadCells(column="day", count=1, lines=(32,), value="soon"),)),
        (),
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_is_wrong_in_places_is_read_and_counted(name: str, tmp_path: Path) -> None:
    content, records, doubts = MENDED[name]
    info = open_dataset(written(tmp_path, name, content)).info
    assert info.doubts == doubts
    if records is not None:
        assert (info.records, info.rows) == (records, records.read)


def test_a_bad_cell_is_missing_and_counted_as_such(tmp_path: Path) -> None:
    opened = open_dataset(written(tmp_path, "a.csv", MENDED["oops.csv"][0]))
    assert np.isnan(opened.column("value")[-2:]).all()
    assert opened.info.columns[1].missing == 2


def test_places_that_are_no_file(tmp_path: Path) -> None:
    assert refused(str(tmp_path)).fault is Fault.FILE_IS_DIRECTORY
    assert refused(str(tmp_path / "none.csv")).fault is Fault.FILE_MISSING
    assert refused("").fault is Fault.FILE_MISSING
    assert refused("a\0b").fault is Fault.FILE_UNREADABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_device_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = str(tmp_path / "pipe.csv")
    os.mkfifo(pipe)
    assert refused(pipe).fault is Fault.FILE_UNREADABLE
    assert refused("/dev/zero").fault is Fault.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (PermissionError(errno.EACCES, "no"), Fault.FILE_FORBIDDEN),
        (OSError(errno.EIO, "Input/output error"), Fault.FILE_UNREADABLE),
        (MemoryError(), Fault.FILE_UNREADABLE),
    ],
)
def test_what_the_system_refuses(
    error: Exception, fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(source, "open", refuse, raising=False)
    assert refused(written(tmp_path, "a.csv", TABLE)).fault is fault


def test_one_endless_line_of_text_is_text(tmp_path: Path) -> None:
    opened = open_dataset(written(tmp_path, "a.txt", "1," * 5_000_000))
    assert (opened.kind, opened.rows, opened.info.symbols) == (Kind.TEXT, 10_000_000, 2)
    assert opened.raw is not None


def test_a_large_file_is_not_kept(tmp_path: Path) -> None:
    content = b"ab" * (16 << 20) + b"c"
    opened = open_dataset(written(tmp_path, "a.txt", content))
    assert opened.raw is None
    assert opened.info.sha256 == hashlib.sha256(content).hexdigest()


def test_the_bytes_make_the_same_data_set_again(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", TABLE)
    opened = open_dataset(path)
    assert opened.raw == TABLE.encode()
    again = dataset_from_bytes(opened.raw, path, opened.info.read)
    assert again.info == replace(opened.info, preview=again.info.preview)
    assert np.array_equal(again.column("value"), opened.column("value"))
    assert again.info.suggested == opened.info.suggested
    assert again.info.sha256 == opened.info.sha256 == hashlib.sha256(TABLE.encode()).hexdigest()


def test_the_kind_can_be_forced(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", TABLE)
    assert open_dataset(path, ReadConfig(kind=Kind.TEXT)).text == TABLE
    prose = written(tmp_path, "a.txt", "no table at all\n" * 20)
    assert refused(prose, ReadConfig(kind=Kind.TABLE, delimiter=",")).fault is Fault.NO_NUMERIC_COLUMN


def test_progress_rises_to_the_whole(tmp_path: Path) -> None:
    content = TABLE + ROWS * 10_000
    told: list[tuple[int, int]] = []
    open_dataset(written(tmp_path, "a.csv", content), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (len(content), len(content))
    assert len(told) >= 2 * len(content) // (1 << 20)


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_cancel_is_honoured_wherever_it_comes(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, TABLE + ROWS * 5_000)
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    open_dataset(path, cancelled=count)
    for stop in range(1, asked + 1):
        calls = iter(range(1, asked + 1))
        with pytest.raises(DataError) as caught:
            open_dataset(path, cancelled=lambda calls=calls, stop=stop: next(calls) == stop)
        assert caught.value.fault is Fault.READ_CANCELLED


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text('1.,;\t"\n #-ax', max_size=200).map(str.encode)), st.sampled_from(Kind)
)
def test_whatever_a_file_holds_only_data_errors_come(raw: bytes, kind: Kind) -> None:
    try:
        opened = dataset_from_bytes(raw, "any.csv", kind)
    except DataError:
        return
    assert opened.kind is kind
    assert all(opened.rows == len(column.words()) >= 10 for column in opened.columns.values())


def test_airline() -> None:
    info = real("airline-passengers.csv").info
    assert (info.rows, info.time_column, info.frequency) == (144, "Month", "monthly")
    assert (info.first, info.last) == ("1949-01", "1960-12")
    data = info.suggested.data
    assert (data.targets, data.inputs) == (("Passengers",), ("Passengers",))
    assert (data.transform, data.season) == (Transform.LOG_SEASONAL_DIFFERENCE, 12)
    assert info.suggestion_reason == "trend"


def test_electricity() -> None:
    opened = real("ETTh1.csv")
    info = opened.info
    assert (info.rows, info.frequency, len(info.columns)) == (17_420, "hourly", 8)
    assert info.suggested.data.targets == ("OT",)
    assert info.suggested.data.inputs == ("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT")
    assert info.suggested.data.transform is Transform.NONE
    assert opened.column("OT")[0] == 30.5310001373291
    assert opened.label(1) == "2016-07-01 01:00:00"
    assert len(info.preview) == 1000
    assert info.preview.mean() == pytest.approx(opened.column("OT").mean(), rel=1e-3)


def test_taxis_and_temperatures() -> None:
    taxi, temperature = real("nyc_taxi.csv").info, real("daily-min-temperatures.csv").info
    assert (taxi.rows, taxi.frequency, taxi.suggested.data.targets) == (10_320, "half-hourly", ("value",))
    assert (temperature.rows, temperature.frequency, temperature.suggested.data.targets) == (3650, "daily", ("Temp",))


def test_shakespeare() -> None:
    opened = real("tinyshakespeare.txt")
    assert (opened.kind, opened.rows, opened.info.symbols) == (Kind.TEXT, 1_115_394, 65)
    assert opened.label(0) == "F"


@pytest.mark.parametrize(
    ("text", "written", "doubtful"),
    [
        ("1,40.6 °C\n2,41.2 °C\n", "gb18030", True),  # ¡ãC
        ("Außentemperatur,Größe\n", "cp1252", False),
        ("1\xa0200,50\xa0€;20 °C;3 µg/m³\n", "cp1252", False),
        ("température,35 °C\n", "utf-8", True),  # tempÃ©rature
    ],
)
def test_signs_glued_to_accents_make_a_western_encoding_doubtful(text: str, written: str, doubtful: bool) -> None:
    assert fitting.is_doubtful(text.encode(written), "cp1252") is doubtful
