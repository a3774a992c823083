"""What a person is shown of a file before it is opened: its records as cut, and what would be learnt."""

import gzip
import io
import re
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gatescope.engine.config.data import DataConfig, Kind, Level, ReadConfig, Split, Task, TokenConfig
from gatescope.engine.data import preview as module
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.undressing import numbers_in
from gatescope.engine.data.files import archive
from gatescope.engine.data.files.source import Origin
from gatescope.engine.data.preview import RECORDS_MOST, preview
from gatescope.engine.data.sniffing import separators
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.datasets import Role
from gatescope.engine.protocol.messages import Previewed, PreviewRequest
from tests.bench.mutants import mutant
from tests.engine.workbooks import Cell, workbook

ROWS = "".join(f"2020-01-{day:02d},{day * 7 % 5 + 0.5},s{day % 2}\n" for day in range(1, 31))
TABLE = "day,value,name\n" + ROWS


def look(
    folder: Path,
    content: str | bytes,
    read: ReadConfig | None = None,
    data: DataConfig | None = None,
    name: str = "a.csv",
) -> Previewed:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    request = PreviewRequest(number=3, path=str(path), read=read or ReadConfig(), data=data)
    return preview(request, lambda: False)


def test_a_small_file_is_shown_whole(tmp_path: Path) -> None:
    shown = look(tmp_path, TABLE)
    assert (shown.number, shown.info.whole, shown.info.rows, shown.info.bytes) == (3, True, 30, len(TABLE))
    assert shown.cells == tuple(tuple(row.split(",")) for row in ROWS.split())
    assert shown.lines == tuple(range(2, 32))
    assert (shown.bad, shown.missing, shown.fault) == ((), (), "")
    assert shown.series is not None
    assert shown.series.tolist() == [float(row[1]) for row in shown.cells]
    assert shown.split == pytest.approx(0.7)
    assert [each.role for each in shown.info.columns] == [Role.TIME, Role.INPUT_TARGET, Role.CATEGORY]


def test_bad_missing_and_ragged_records_are_marked_where_they_stand(tmp_path: Path) -> None:
    shown = look(tmp_path, TABLE + '2020-02-01,oops,\n\n1,2\n2020-02-02,NA,"a\nb"\n' + ROWS)
    assert shown.cells[30:33] == (("2020-02-01", "oops", ""), ("1", "2"), ("2020-02-02", "NA", "a\nb"))
    assert shown.lines[30:34] == (32, 34, 35, 37)
    assert shown.bad == ((30, 1),)
    assert shown.missing == ((30, 2), (32, 1))
    assert (shown.info.records.read, shown.info.records.skipped) == (62, 1)


def test_rows_that_run_backwards_are_shown_as_they_stand(tmp_path: Path) -> None:
    rows = [f"2020-01-{day:02d},{day % 7},{'' if day == 30 else 'w'}\n" for day in range(30, 0, -1)]
    shown = look(tmp_path, "day,v,w\n" + "".join([*rows[:2], "soon,1,w\n", *rows[2:]]))
    assert shown.info.records.reversed
    assert [row[0] for row in shown.cells[:3]] == ["2020-01-30", "2020-01-29", "soon"]
    assert (shown.missing, shown.bad) == (((0, 2),), ((2, 0),))


def test_only_the_beginning_of_a_large_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BYTES_MOST", 10_000)
    content = "a,b\n" + "".join(f"{at},{at * at % 7}\n" for at in range(50_000))
    for raw, name in ((content.encode(), "a.csv"), (gzip.compress(content.encode()), "a.csv.gz")):
        shown = look(tmp_path, raw, name=name)
        assert (shown.info.whole, shown.info.bytes, len(shown.cells)) == (False, len(raw), RECORDS_MOST)
        assert 1000 < shown.info.rows < 2000
        assert shown.info.records.skipped == 0
        assert shown.info.sha256 == ""


def test_a_character_or_a_quoted_cell_cut_by_the_beginnings_end_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in range(2000, 2050):
        monkeypatch.setattr(module, "BYTES_MOST", most)
        shown = look(tmp_path, "n,가\n" + "".join(f'{at % 7},"나\n다"\n' for at in range(2000)))
        assert shown.info.records.skipped == 0
        assert shown.cells[-1][1] == "나\n다"


def test_settings_change_what_is_shown(tmp_path: Path) -> None:
    one = look(tmp_path, TABLE, ReadConfig(delimiter=";", header=False))
    assert [len(each) for each in one.cells] == [1] * 31
    assert one.fault
    assert look(tmp_path, TABLE, ReadConfig(kind=Kind.TEXT)).text == TABLE


def test_why_nothing_can_be_learnt_is_told_beside_the_records(tmp_path: Path) -> None:
    few = look(tmp_path, "a,b\n1,2\n3,4\n")
    assert (few.fault, few.facts["rows"], few.cells) == (Fault.TOO_FEW_ROWS, 2, (("1", "2"), ("3", "4")))
    data = DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",), split=Split.SHUFFLED)
    refused = look(tmp_path, TABLE, data=data)
    assert refused.fault == Fault.SPLIT_SHUFFLED
    assert refused.series is not None
    assert len(refused.cells) == 30
    assert look(tmp_path, "short", name="a.txt").fault == Fault.TEXT_TOO_SHORT


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for content, fault in ((b"", Fault.FILE_EMPTY), (bytes(100), Fault.FILE_BINARY)):
        with pytest.raises(DataError) as caught:
            look(tmp_path, content)
        assert caught.value.fault is fault
    with pytest.raises(DataError) as caught:
        preview(PreviewRequest(number=1, path=str(tmp_path / "a.csv")), lambda: True)
    assert caught.value.fault is Fault.READ_CANCELLED


def test_sequences_and_classes(tmp_path: Path) -> None:
    rows = "".join(f"{at // 10},{at % 10},{'hot' if at // 10 % 2 else 'cold'}\n" for at in range(200))
    data = DataConfig(
        kind=Kind.TABLE,
        inputs=("x",),
        targets=("kind",),
        sequence="id",
        task=Task.MANY_TO_ONE,
        classes=True,
        split=Split.STRATIFIED,
    )
    shown = look(tmp_path, "id,x,kind\n" + rows, data=data)
    assert (shown.fault, len(shown.sequences), shown.split) == ("", 20, -1.0)
    assert sorted(each.name for each in shown.classes) == ["cold", "hot"]
    assert sum(each.training + each.validation for each in shown.classes) == 20


@pytest.mark.parametrize("level", [Level.CODE_POINT, Level.SUBWORD])
def test_texts_are_shown_on_their_way(level: Level, tmp_path: Path) -> None:
    text = "It was the best of times. It was the worst of times.\n" * 40
    data = DataConfig(kind=Kind.TEXT, tokens=TokenConfig(level=level))
    shown = look(tmp_path, text, data=data, name="a.txt")
    assert shown.text == text
    assert shown.stages is not None
    assert shown.stages.sentences[0] == "It was the best of times."
    assert shown.split == pytest.approx(0.7)


def test_workbooks_are_shown_too(tmp_path: Path) -> None:
    rows = [["a", "b"], *[[at, at * at % 7] for at in range(300)]]
    shown = look(tmp_path, workbook({"One": [], "Two": rows}), name="a.xlsx")
    assert shown.cells[:2] == (("0", "0"), ("1", "1"))
    assert (shown.lines[0], len(shown.cells), shown.info.sheets) == (2, RECORDS_MOST, ("One", "Two"))


def test_a_workbook_and_a_parquet_file_are_whole_when_all_rows_are_shown(tmp_path: Path) -> None:
    for count, whole in ((4000, True), (6000, False)):
        rows: list[list[Cell]] = [["a", "b"], *([at, at * at % 7] for at in range(count))]
        assert look(tmp_path, workbook({"one": rows}), name="a.xlsx").info.whole is whole
        pq.write_table(pa.table({"a": range(count), "b": [at % 7 for at in range(count)]}), tmp_path / "a.parquet")
        told = look(tmp_path, (tmp_path / "a.parquet").read_bytes(), name="a.parquet")
        assert (told.info.whole, told.info.rows) == (whole, min(count, 5000))


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_of_a_large_workbook_only_the_first_rows_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    rows: list[list[Cell]] = [["a", "b"], *([at, f"</row{at}"[2:]] for at in range(4000))]
    raw = _with_prefix(workbook({"one": rows, "two": [["c"], *([at] for at in range(20))]}), prefix)
    alike = look(tmp_path, raw, name="a.xlsx")
    monkeypatch.setattr(archive, "_SHEET_MOST", 40_000)
    shown = look(tmp_path, raw, name="a.xlsx")
    assert (alike.info.whole, shown.info.whole) == (True, False)
    assert 100 < shown.info.rows < 1000
    assert (shown.cells, shown.info.sheets) == (alike.cells, ("one", "two"))
    other = look(tmp_path, raw, ReadConfig(sheet="two"), name="a.xlsx")
    assert (other.info.rows, other.info.whole) == (20, True)


def test_of_a_large_workbook_only_what_tells_of_cells_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_SHEET_MOST", 4000)
    file = io.BytesIO(workbook({"one": [[at, at] for at in range(4000)], "two": [["c"]], "&amp;": [["d"]]}))
    with zipfile.ZipFile(file, "a") as book:
        book.writestr("xl/media/image1.PNG", b"picture")
    short = archive.shortened(Origin("a.xlsx", 0, file.getvalue()))
    assert short is not None
    assert short.whole == {"two", "&"}
    with zipfile.ZipFile(io.BytesIO(short.origin.raw or b"")) as copied, zipfile.ZipFile(file) as book:
        assert copied.namelist() == [name for name in book.namelist() if not name.endswith("PNG")]


def test_of_a_workbook_that_does_not_name_its_sheets_none_is_known_to_be_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(), "w") as book:
        assert archive._others(book, set()) == set()
        book.writestr("xl/workbook.xml", "<workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
        assert archive._others(book, set()) == set()


def _with_prefix(raw: bytes, prefix: str) -> bytes:
    """The same workbook whose sheets' elements are called by their namespace, as some programs write them."""
    if not prefix:
        return raw
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as book, zipfile.ZipFile(out, "w") as made:
        for name in book.namelist():
            text = book.read(name).decode()
            if "worksheets/" in name and "rels" not in name:
                text = re.sub(r"<(/?)([a-zA-Z])", rf"<\1{prefix}\2", text.partition("?>")[2]).replace(
                    "xmlns=", "xmlns:x="
                )
            made.writestr(name, text)
    return out.getvalue()


# ---- when each record is -------------------------------------------------------------------------------------------


def test_the_moment_that_a_time_was_read_as_stands_with_its_record(tmp_path: Path) -> None:
    days = [f"{day:02d}/{month:02d}/2022" for month in (8, 9) for day in range(1, 29)]
    rows = [f"{day} {6 + at % 3}:30,{at * 7 % 5}" for at, day in enumerate(days)]
    rows.insert(3, "1,2,3")  # no record
    shown = look(tmp_path, "day,value\n" + "\n".join(reversed(rows)))
    assert shown.moments[:2] == ("2022-09-28 07:30", "2022-09-27 06:30")
    assert shown.moments[-5:] == ("2022-08-04 06:30", "", "2022-08-03 08:30", "2022-08-02 07:30", "2022-08-01 06:30")


def test_parts_in_columns_make_one_moment(tmp_path: Path) -> None:
    rows = "".join(f"2020,{day},{day * 3 % 7}\n" for day in range(1, 60))
    shown = look(tmp_path, "YEAR,DOY,v\n" + rows)
    assert (shown.moments[0], shown.moments[-1]) == ("2020-01-01", "2020-02-28")


def test_without_a_time_there_are_no_moments_and_a_clock_has_no_day(tmp_path: Path) -> None:
    assert look(tmp_path, "a,b\n" + "".join(f"{at * 3 % 7},{at * 5 % 11}\n" for at in range(40))).moments == ()
    clock = look(
        tmp_path, "time,b\n" + "".join(f"{8 + at // 60:02d}:{at % 60:02d},{at * 5 % 11}\n" for at in range(90))
    )
    assert (clock.moments[0], clock.moments[-1]) == ("08:00", "09:29")


@pytest.mark.parametrize("falling", [False, True])
def test_a_file_of_columns_is_shown_in_its_own_order(falling: bool, tmp_path: Path) -> None:
    days = [f"2021-03-{day:02d}" for day in range(1, 31)]
    order = slice(None, None, -1 if falling else 1)
    words = [None if at == 4 else "ab"[at % 2] for at in range(30)][order]
    pq.write_table(pa.table({"day": days[order], "w": words, "v": list(range(30))[order]}), tmp_path / "a.parquet")
    shown = preview(PreviewRequest(number=1, path=str(tmp_path / "a.parquet")), lambda: False)
    assert [row[0] for row in shown.cells] == days[order] == list(shown.moments)
    assert shown.lines == tuple(range(1, 31))
    assert shown.missing == ((25 if falling else 4, 1),)


def test_what_is_learnt_changes_nothing_of_how_the_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sniffed = []

    def best(head: str, read: ReadConfig, path: str) -> separators.Choice:
        sniffed.append(read)
        return as_it_is(head, read, path)

    as_it_is = separators.best
    monkeypatch.setattr(separators, "best", best)
    content = TABLE.replace("value", "looked at once")
    shown = look(tmp_path, content)
    others = DataConfig(kind=Kind.TABLE, inputs=("looked at once",), targets=("looked at once",))
    assert look(tmp_path, content, data=others).info.read == shown.info.read
    assert sniffed == [ReadConfig()]
    assert look(tmp_path, content, ReadConfig(header=False)).info.read.header is False
    assert look(tmp_path, content + "2020-02-01;1;2\n").info.records.skipped == 1
    assert len(sniffed) == 3


def test_the_numbers_of_a_column_of_words_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    as_it_is = cells.numbers

    def numbers(block: pa.Array, *how: object) -> cells.Numbers:
        read.append(len(block))
        return as_it_is(block, *how)

    monkeypatch.setattr(cells, "numbers", numbers)
    blocks = [pa.array([f"${at % 90}.5" for at in range(20_000)]), pa.array(["$1.5", "n/a", None])]
    made = numbers_in("price", blocks, ReadConfig(), lambda rows: rows.tolist())
    assert made is not None
    assert (made.clothes.unit, made.rows) == ("$", 20_003)
    assert [count for count in read if count > 1000] == [20_000]


def test_a_damaged_file_of_which_fewer_records_are_read_than_cut_is_shown(tmp_path: Path) -> None:
    shown = look(tmp_path, mutant(1834).raw)
    assert shown.info.rows == 120
    assert len(shown.cells) == RECORDS_MOST
