"""The same table is read from whatever file holds it; a hostile one is refused before it takes room."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from gatescope.engine.config.data import ReadConfig, Task
from gatescope.engine.config.unread import UNREAD
from gatescope.engine.data.preview import preview
from gatescope.engine.data.reading import numpy_file
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.found import FoundKind
from gatescope.engine.protocol.messages import PreviewRequest
from tests.engine import containers
from tests.engine.workbooks import workbook

RNG = np.random.default_rng(1)
VALUES = np.round(RNG.normal(0, 1, 40), 3)
NAMES = ("date", "v")
ROWS = [(f"2023-{1 + at // 28:02d}-{1 + at % 28:02d}", float(value)) for at, value in enumerate(VALUES)]
KINDS = containers.every_kind(NAMES, ROWS)


def refused(raw: bytes, name: str, read: ReadConfig | None = None) -> DataError:
    with pytest.raises(DataError) as caught:
        dataset_from_bytes(raw, name, read)
    return caught.value


def assert_read(opened: Dataset) -> None:
    assert np.array_equal(opened.column("v"), VALUES)
    assert (opened.info.time_column, opened.info.suggested.data.targets) == ("date", ("v",))
    assert (opened.info.first[:10], opened.info.records.read) == ("2023-01-01", 40)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_the_same_in_every_file(kind: str) -> None:
    name, raw = KINDS[kind]
    assert_read(dataset_from_bytes(raw, name))


@pytest.mark.parametrize("kind", KINDS)
def test_garbage_in_any_of_them_is_no_crash(kind: str) -> None:
    name, raw = KINDS[kind]
    times = 6 if kind == "orc" else 20  # each of these is unpacked by a process of its own
    for at in range(0, len(raw), max(1, len(raw) // times)):
        for harmed in (raw[:at], raw[:at] + b"\xff\x00\x7f" + raw[at + 3 :]):
            try:
                dataset_from_bytes(harmed, name)
            except DataError:
                continue


def test_a_record_inside_a_record_is_laid_flat() -> None:
    raw = containers.json_of([{"t": each[0], "main": {"v": each[1]}} for each in ROWS])
    assert np.array_equal(dataset_from_bytes(raw, "a.json").column("main.v"), VALUES)


def test_pairs_of_a_moment_and_a_value_are_columns() -> None:
    pairs = [[1.6e12 + 864e5 * at, float(value)] for at, value in enumerate(VALUES)]
    opened = dataset_from_bytes(containers.json_of({"v": pairs, "w": pairs}), "a.json")
    assert np.array_equal(opened.column("v"), VALUES)
    assert (opened.info.time_column, opened.info.frequency) == ("time", "daily")


def test_lists_in_json_are_series() -> None:
    raw = containers.json_of([{"x": [float(at % 3), 1.0, 2.0 + at, 3.0], "label": "ab"[at % 2]} for at in range(12)])
    data = dataset_from_bytes(raw, "a.json").info.suggested.data
    assert (data.task, data.targets, data.inputs) == (Task.MANY_TO_ONE, ("label",), ("x",))


def test_several_tables_are_named_and_chosen() -> None:
    raw = containers.database({"small": (("a", "b"), [(1, 2)] * 3), "large": (NAMES, ROWS)})
    opened = dataset_from_bytes(raw, "a.db")
    assert_read(opened)
    (found,) = [each for each in opened.info.found if each.kind is FoundKind.PART]
    assert (found.value, found.evidence["others"], found.undo and found.undo.value) == ("large", "small", "small")
    assert refused(raw, "a.db", ReadConfig(sheet="other")).fault is Fault.SHEET_UNKNOWN


def test_only_tables_of_a_database_are_read() -> None:
    raw = containers.database({"t": (NAMES, ROWS)}, ["CREATE VIEW a AS SELECT * FROM t", "CREATE TABLE e (x)"])
    opened = dataset_from_bytes(raw, "a.db")
    assert opened.info.sheets == ()
    assert_read(opened)


def test_a_sheet_of_notes_before_the_table() -> None:
    raw = workbook({"Notes": [["made by"], ["me"]], "Data": [["title"], [], list(NAMES), *map(list, ROWS)]})
    opened = dataset_from_bytes(raw, "a.xlsx")
    assert_read(opened)
    assert (opened.info.read.sheet, opened.info.sheets) == ("Data", ("Notes", "Data"))
    assert FoundKind.PART in {each.kind for each in opened.info.found}


def test_cells_that_span_rows_and_columns_stand_in_all_of_them() -> None:
    rows = "".join(
        f"<tr>{f'<td rowspan=2>2023-01-{1 + at // 2:02d}</td>' if at % 2 == 0 else ''}<td>{at * at % 7}</td></tr>"
        for at in range(20)
    )
    raw = f"<table><tr><th>date</th><th>v</th></tr>{rows}</table>".encode()
    opened = dataset_from_bytes(raw, "a.html")
    assert opened.columns["date"].words().to_pylist() == [f"2023-01-{1 + at // 2:02d}" for at in range(20)]
    assert opened.column("v").tolist() == [at * at % 7 for at in range(20)]


# ---- arrays ---------------------------------------------------------------------------------------------------------


def test_arrays_of_one_to_three_dimensions() -> None:
    assert np.array_equal(dataset_from_bytes(containers.npy(VALUES), "a.npy").column("value"), VALUES)
    table = np.cumsum(RNG.normal(0, 1, (50, 3)), axis=0)
    assert np.array_equal(dataset_from_bytes(containers.npy(table), "a.npy").column("2"), table[:, 2])
    cube = RNG.normal(0, 1, (8, 12, 2))
    opened = dataset_from_bytes(containers.npy(cube), "a.npy")
    assert opened.rows == 96
    assert np.array_equal(opened.column("channel 2").reshape(8, 12), cube[:, :, 1])


def test_an_array_of_classes_beside_one_of_series() -> None:
    cube, classes = RNG.normal(0, 1, (12, 10, 1)), np.arange(12) % 3
    opened = dataset_from_bytes(containers.npz(x=cube, y=classes), "a.npz")
    data = opened.info.suggested.data
    assert (data.task, data.classes, data.inputs) == (Task.MANY_TO_ONE, True, ("value",))
    assert opened.columns[data.targets[0]].words().to_pylist()[::10] == [str(each) for each in classes]


def test_classes_in_bytes_are_the_words_that_they_spell() -> None:
    classes = np.array([b"walk", b"sit", "걷기".encode()] * 4)
    opened = dataset_from_bytes(containers.npz(x=RNG.normal(0, 1, (12, 10, 1)), y=classes), "a.npz")
    words = opened.columns[opened.info.suggested.data.targets[0]].words().to_pylist()
    assert words[:30:10] == ["walk", "sit", "걷기"]


@pytest.mark.parametrize("shape", [(3_000_000,), (2_000_000, 2), (400_000, 5, 2)])
def test_of_a_large_array_the_beginning_is_shown_in_little_memory(shape: tuple[int, ...], tmp_path: Path) -> None:
    """Each byte becomes eight; what is shown of a file is its beginning alone."""
    values = RNG.integers(0, 200, shape, dtype=np.uint8)
    np.save(tmp_path / "a.npy", values)
    tracemalloc.start()
    shown = preview(PreviewRequest(number=1, path=str(tmp_path / "a.npy")), lambda: False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not shown.info.whole
    assert shown.info.bytes == (tmp_path / "a.npy").stat().st_size
    name, *others = (each.name for each in shown.info.columns if each.name not in ("series",))
    at = [each.name for each in shown.info.columns].index(name)
    assert [float(row[at]) for row in shown.cells[:5]] == values.reshape(-1, shape[-1] if others else 1)[:5, 0].tolist()
    assert peak < 100 << 20


def test_an_array_that_stands_by_columns_is_read_whole(tmp_path: Path) -> None:
    values = np.asfortranarray(RNG.normal(0, 1, (600_000, 2)))
    np.save(tmp_path / "a.npy", values)
    shown = preview(PreviewRequest(number=1, path=str(tmp_path / "a.npy")), lambda: False)
    assert shown.info.whole
    assert float(shown.cells[7][1]) == values[7, 1]


def test_what_bytes_become_is_held_against_what_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numpy_file, "UNPACKED_MOST", 8 * 999)
    error = refused(containers.npy(np.zeros(1000, np.uint8)), "a.npy")
    assert (error.fault, error.facts["bytes"]) == (Fault.ARCHIVE_TOO_LARGE, 8000)


def test_a_pickle_is_never_opened() -> None:
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    assert refused(file.getvalue(), "a.npy").fault is Fault.FORMAT_UNREAD


def test_an_array_that_claims_more_than_it_has() -> None:
    raw = containers.npy(np.zeros((10, 4)))
    assert refused(raw.replace(b"(10, 4)", b"(90, 9)"), "a.npy").fault is Fault.ARCHIVE_DAMAGED


# ---- Flux -----------------------------------------------------------------------------------------------------------


def test_tables_of_flux_are_series() -> None:
    moments = [(f"2022-06-28T{at:02d}:00:00Z", at * at % 11) for at in range(20)]
    raw = containers.flux("a", moments) + b"\r\n\r\n" + containers.flux("b", moments)
    opened = dataset_from_bytes(raw, "a.csv")
    data = opened.info.suggested.data
    assert (data.sequence, data.targets, data.time, opened.rows) == ("_field", ("_value",), ("_time",), 40)
    assert opened.info.frequency == "hourly"


# ---- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spec", UNREAD, ids=lambda spec: spec.name)
def test_what_is_not_read_is_refused_by_its_name(spec) -> None:
    raw = (spec.marks or (b"anything at all\n" * 20,))[0] + b"\0 more" * 20
    error = refused(raw, f"a{(spec.suffixes or ('.x',))[0]}")
    assert (error.fault, error.facts["format"]) == (Fault.FORMAT_UNREAD, spec.name)


def test_json_without_a_table_is_refused_by_its_name() -> None:
    assert refused(b'{"a": 1, "b": "c"}', "a.json").facts["format"] == "JSON"
    assert refused(b"[" * 100_000, "a.json").fault is Fault.FILE_UNREADABLE


@pytest.mark.parametrize(
    "cells", ['<c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c>', '<c r="XFD1048576"><v>2</v></c>']
)
def test_two_cells_at_the_corners_of_a_sheet_take_no_room(cells: str) -> None:
    made = zipfile.ZipFile(io.BytesIO(workbook({"One": [["v"], [1.0]]})))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in made.infolist():
            raw = made.read(entry)
            if "sheet1" in entry.filename:
                raw = (
                    raw[: raw.index(b"<sheetData>")]
                    + f'<sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()
                )
            packed.writestr(entry.filename, raw)
    assert refused(file.getvalue(), "a.xlsx").fault in (Fault.ARCHIVE_TOO_LARGE, Fault.TOO_FEW_ROWS)


def test_repeated_cells_of_an_open_document_take_no_room() -> None:
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:t" xmlns:text="urn:x"'
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
    )
    cell = 'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
    body = f"<office:spreadsheet><table:table table:name='a'>{row}{cell}</table:table></office:spreadsheet>"
    content = f"<office:document-content {space}><office:body>{body}</office:body></office:document-content>"
    raw = containers.zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    )
    assert refused(raw, "a.ods").fault is Fault.ARCHIVE_TOO_LARGE
