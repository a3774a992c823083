"""Reading a table as a stream: the same wherever it is cut, however it is encoded; every record is read or counted."""

import csv
import gzip
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.data import Kind
from gatescope.engine.config.run import ReadConfig
from gatescope.engine.data.columns.column import ColumnReader, GrowingNumbers
from gatescope.engine.data.files import stream
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.errors import ConfigError, DataError, Fault
from gatescope.engine.protocol.datasets import BadCells, ColumnType

TABLE = ReadConfig(kind=Kind.TABLE)
KOREAN = "날짜,매출,비고\r\n" + "".join(
    f'2020-01-{day:02d},{day * day % 7}.5,"맑음\r\n흐림 😀"\r\n' for day in range(1, 15)
)


@contextmanager
def pieces_of(size: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "BLOCK", size)
        yield


def read(raw: bytes | str, read: ReadConfig = TABLE, path: str = "a.csv") -> Dataset:
    return dataset_from_bytes(raw.encode() if isinstance(raw, str) else raw, path, read)


def same(one: Dataset, other: Dataset) -> bool:
    assert list(one.columns) == list(other.columns)
    words = [one.columns[name].words().to_pylist() == other.columns[name].words().to_pylist() for name in one.columns]
    return all(words) and (one.info.records, one.info.read) == (other.info.records, other.info.read)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_wherever_it_is_cut_it_is_the_same_table(encoding: str, packed: bool) -> None:
    text = KOREAN.replace(" 😀", "") if encoding == "cp949" else KOREAN
    raw = text.encode(encoding)
    raw = gzip.compress(raw, mtime=0) if packed else raw
    whole = read(raw)
    assert whole.column("매출").tolist()[:3] == [1.5, 4.5, 2.5]
    assert whole.columns["비고"].words()[0].as_py() == text.split('"')[1].replace("\r\n", "\n")
    assert whole.info.encoding == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    for size in [*range(1, 9), 13, 97, 128]:
        with pieces_of(size):
            assert same(read(raw), whole)


@settings(deadline=None, max_examples=35)
@given(st.integers(1, 60), st.integers(0, 10**6))
def test_any_table_cut_anywhere(size: int, seed: int) -> None:
    draw = random.Random(seed)
    cells = ["1", "2.5", "", "x", '"a,b"', '"c\nd"', "NA", '"e""f"']
    rows = [
        ",".join(draw.choices(cells, [9, 9, 1, 0.3, 1, 1, 1, 1], k=draw.choice([3] * 9 + [2, 4]))) for _ in range(40)
    ]
    text = "a,b,c\n" + draw.choice(["\n", "\r\n", "\r"]).join(rows)
    whole = read(text)
    with pieces_of(size):
        assert same(read(text), whole)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.lists(st.sampled_from(["1", "2.5", "", "x y", 'q"r', "a\nb", "é"]), min_size=1, max_size=4), max_size=30
    )
)
def test_records_read_and_skipped_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([["n", "v"], *[["1", "2"], ["3", "4"]] * 20, *rows])
    known = [row for row in csv.reader(io.StringIO(file.getvalue(), newline="")) if row][1:]
    records = read(
        file.getvalue(), ReadConfig(kind=Kind.TABLE, delimiter=",", header=True, quote='"', keep=True)
    ).info.records
    assert records.read + records.skipped == len(known)
    empty = next((at for at, row in enumerate(reversed(known)) if any(cell.strip() for cell in row)), 0)
    assert records.read == sum(len(row) == 2 for row in known[: len(known) - empty])


# ---- columns that turn out to be something else --------------------------------------------------------------------


def test_words_far_below_make_a_column_of_words_again_as_written() -> None:
    rows = [f"{i}.50,{i % 5}\n" for i in range(400)] + [f"word{i},{i % 5}\n" for i in range(300)]
    opened = read("a,b\n" + "".join(rows))
    words = opened.columns["a"].words().to_pylist()
    assert (words[:2], words[-1]) == (["0.50", "1.50"], "word299")
    assert opened.info.columns[0].type is ColumnType.TEXT
    assert opened.info.records.bad == ()


def test_numbers_far_below_make_a_column_of_numbers() -> None:
    rows = [f"soon,{i % 5}\n" for i in range(250)] + [f"{i},{i % 5}\n" for i in range(5000)]
    opened = read("a,b\n" + "".join(rows))
    assert opened.column("a")[250:].tolist() == list(range(5000))
    assert opened.info.records.bad == (BadCells(column="a", count=250, lines=tuple(range(2, 12)), value="soon"),)


def test_a_column_that_begins_empty_may_hold_anything() -> None:
    opened = read("a,b,c\n" + ",,1\n" * 500 + "".join(f"w{i % 2},{i},2\n" for i in range(500)))
    assert opened.columns["a"].words()[-1].as_py() == "w1"
    assert opened.column("b")[-1] == 499
    assert (opened.info.columns[0].type, opened.info.columns[0].levels) == (ColumnType.CATEGORY, ("w0", "w1"))


def test_bad_cells_in_any_block_are_counted_with_their_lines() -> None:
    rows = [f"{i},{i * 7 % 11}\n" for i in range(3000)]
    for at in range(5, 3000, 250):
        rows[at] = f"{at},oops{at}\n"
    with pieces_of(997):
        opened = read("a,b\n" + "".join(rows))
    (bad,) = opened.info.records.bad
    assert (bad.column, bad.count, bad.value) == ("b", 12, "oops5")
    assert bad.lines == tuple(at + 2 for at in range(5, 2500, 250))
    assert np.flatnonzero(np.isnan(opened.column("b"))).tolist() == list(range(5, 3000, 250))


def test_numbers_in_other_ways_of_writing_below_the_first_block() -> None:
    text = "a;b\n" + "1,5;2\n" * 300 + '"1.234,5";3\n' * 300
    with pieces_of(500):
        opened = read(text)
    assert opened.column("a")[[0, -1]].tolist() == [1.5, 1234.5]


def test_what_the_user_calls_missing() -> None:
    text = "a,b\n" + "".join(f"{i},{i % 7}\n" for i in range(50)) + "9999,unknown\n9999.0,1\n -9 ,2\n"
    opened = read(text, ReadConfig(kind=Kind.TABLE, missing=("9999", "unknown")))
    assert np.isnan(opened.column("a")[50:]).tolist() == [True, True, False]
    assert opened.column("a")[52] == -9
    assert [each.missing for each in opened.info.columns] == [2, 1]
    assert opened.info.records.bad == ()


def test_newest_first_is_turned_round() -> None:
    rows = [f"2020-01-{day:02d},{day},w{day % 3}\n" for day in range(30, 0, -1)]
    opened = read("day,v,w\n" + "".join(rows) + "2019-12-31,oops,w\n")
    assert opened.info.records.reversed
    assert (opened.info.first, opened.info.last, opened.label(1)) == ("2019-12-31", "2020-01-30", "2020-01-01")
    assert opened.column("v")[1:].tolist() == list(range(1, 31))
    assert opened.columns["w"].words()[-1].as_py() == "w0"
    assert opened.info.records.bad[0].lines == (32,)


def test_gaps_are_told_by_the_rows_before_them() -> None:
    days = [day for day in range(1, 31) if day not in (5, 6, 20)]
    for order in (days, days[::-1]):
        info = read("day,v\n" + "".join(f"2020-01-{day:02d},{day % 7}\n" for day in order)).info
        assert (info.frequency, info.gaps, info.gap_labels) == ("daily", 3, ("2020-01-04", "2020-01-19"))


# ---- encodings -----------------------------------------------------------------------------------------------------


def test_an_encoding_that_shows_only_far_below() -> None:
    text = "a,b\n" + "1,x\n" * 100_000 + "2,서울시에서\n" * 50
    assert read(text.encode("cp949")).columns["b"].words()[-1].as_py() == "서울시에서"
    assert read(text.encode()).info.encoding == "utf-8"


@pytest.mark.parametrize(("text", "named"), [("temp °C,Größe\n", "Größe"), ("año,niño\n", "niño")])
def test_latin_headers(text: str, named: str) -> None:
    opened = read((text + "1,2\n2,3\n" * 10).encode("latin-1"))
    assert named in opened.columns


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "utf-16"])
def test_a_chosen_encoding_that_is_wrong_is_refused_with_its_line(encoding: str) -> None:
    raw = "a,b\r\n1,2\r\n3,서울\r\n".encode("cp949")
    with pytest.raises(DataError) as caught:
        read(raw, ReadConfig(kind=Kind.TABLE, encoding=encoding))
    assert caught.value.fault is Fault.ENCODING_WRONG
    assert caught.value.facts["encoding"] == encoding
    assert caught.value.facts["line"] == (1 if encoding == "utf-16" else 3)


def test_a_chosen_encoding_is_used() -> None:
    raw = "a,b\n" + "é,1\nè,2\n" * 10
    assert read(raw.encode(), ReadConfig(kind=Kind.TABLE, encoding="latin-1")).columns["a"].words()[0].as_py() == "Ã©"
    for wrong in ("klingon", "hex", "rot13", ""):
        if wrong:
            with pytest.raises(ConfigError):
                read(raw, ReadConfig(kind=Kind.TABLE, encoding=wrong))


def test_zeros_are_refused_wherever_they_stand() -> None:
    for at in (3, 70_000, 800_000):
        raw = bytearray(b"1,2\n" * 250_000)
        raw[at] = 0
        with pytest.raises(DataError) as caught:
            read(bytes(raw))
        assert (caught.value.fault, caught.value.facts["offset"]) == (Fault.FILE_BINARY, at)


# ---- large files ---------------------------------------------------------------------------------------------------


def test_a_large_file_is_read_in_pieces_and_not_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("gatescope.engine.data.files.source.RAW_MOST", 1000)
    monkeypatch.setattr("gatescope.engine.data.tables.dataset.RAW_MOST", 1000)
    raw = ("a,b\n" + "".join(f"{i},{i * i % 11}\n" for i in range(5000)) + "x,y,z\nx,y\n").encode()
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    told: list[tuple[int, int]] = []
    with pieces_of(1 << 12):
        opened = open_dataset(str(path), progress=lambda done, total: told.append((done, total)))
    at_once = dataset_from_bytes(raw, str(path))
    assert same(opened, at_once)
    assert opened.raw is None
    assert opened.info.sha256 == at_once.info.sha256
    assert opened.info.bytes == len(raw)
    assert told == sorted(told)
    assert told[-1] == (len(raw), len(raw))
    assert len(told) > len(raw) >> 12


@pytest.mark.parametrize("packed", [False, True])
def test_cancel_is_asked_about_at_every_piece(packed: bool, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("gatescope.engine.data.files.source.RAW_MOST", 1000)
    raw = b"a,b\n" + b"1,2\n3,4\n" * 20_000
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(raw) if packed else raw)
    asked = 0

    def soon() -> bool:
        nonlocal asked
        asked += 1
        return asked > 10

    with pieces_of(1 << 12), pytest.raises(DataError) as caught:
        open_dataset(str(path), cancelled=soon)
    assert caught.value.fault is Fault.READ_CANCELLED
    assert asked == 11


def test_punctuation_is_a_word_among_words() -> None:
    tokens = ["The", "end", ",", "is", "near", "-", "?", ".", "NA", ""] * 3
    text = "word\ttag\n" + "".join(f"{token}\t{'A' if at % 2 else 'B'}\n" for at, token in enumerate(tokens))
    opened = read(text, ReadConfig(kind=Kind.TABLE, delimiter="\t", quote=""))
    assert opened.columns["word"].words().to_pylist() == [token or None for token in tokens]
    plain = read(text.replace(",", "so"), ReadConfig(kind=Kind.TABLE, delimiter="\t", quote=""))
    assert plain.info.columns[0].missing == 15


def test_cancel_is_asked_about_between_columns(tmp_path) -> None:
    path, asked = tmp_path / "a.csv", 0
    row = ",".join("1" * 50) + "\n"
    path.write_text(",".join(f"c{at}" for at in range(50)) + "\n" + row * 400 + row.replace("1", "2") * 400)

    def never() -> bool:
        nonlocal asked
        asked += 1
        return False

    with pieces_of(1 << 12):
        open_dataset(str(path), cancelled=never)
    assert asked >= 50 * (path.stat().st_size >> 12)


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=40), st.floats(0.5, 2.0))
def test_numbers_that_grow(sizes: list[int], guess: float) -> None:
    grown, total, moved, size = GrowingNumbers(1 << 13), sum(sizes), 0, 0
    expected = np.random.default_rng(len(sizes)).normal(size=total)
    for at, end in zip(np.cumsum([0, *sizes]), np.cumsum(sizes), strict=False):
        grown.add(expected[at:end], min(1.0, guess * end / total))
        moved, size = moved + (grown.allocated != size), grown.allocated
    assert len(grown) == total
    assert moved <= 12  # of 40
    assert grown.joined().tolist() == expected.tolist()
    assert (len(grown), grown.allocated) == (0, 0)


def test_numbers_whose_end_is_known_grow_twice() -> None:
    grown, allocated = GrowingNumbers(1 << 13), set()
    for at in range(1, 1001):
        grown.add(np.ones(100), at / 1000)
        allocated.add(grown.allocated)
    assert len(allocated) <= 3
    assert max(allocated) < 1.2 * 100_000


def test_what_stands_in_a_few_rows_is_told_across_blocks() -> None:
    column = ColumnReader("a", False, GrowingNumbers(1))
    for words in (["one", None, "two"], [], ["three"], ["", "four"]):
        column.add_words(pa.array(words, pa.string()))
    assert column.cells_of(np.array([0, 1, 3, 4, 5])) == {0: "one", 3: "three", 5: "four"}
