"""Files that unpack to more than there is room for: refused in a sentence, or read, in bounded memory and time."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import feather

from gatescope.engine.data.files import shared_texts
from gatescope.engine.data.files.arrow_sizes import unpacked_sizes
from gatescope.engine.data.reading.json_tables import CELLS_MOST, TooManyCells, checked
from gatescope.engine.data.reading.parquet import dense_size
from tests.engine.bombs import BOMBS

SECONDS, MEGABYTES = 10.0, 1000.0
AT_ONCE = 6  # files that one process reads: starting it takes longer than reading one
READER = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import EngineError
from gatescope.engine.protocol.messages import PreviewRequest

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)

before, told = peak(), []
for path in sys.argv[2:]:
    for act in (lambda: preview(PreviewRequest(number=1, path=path), lambda: False), lambda: open_dataset(path)):
        began = time.process_time()
        try:
            said = f"read {act().info.rows}"
        except EngineError as error:
            said = str(error.fault)
        seconds, megabytes = time.process_time() - began, peak() - before
        told.append({"path": path, "said": said, "seconds": seconds, "megabytes": megabytes})
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="its limits are Unix's")
@pytest.mark.parametrize("first", range(0, len(BOMBS), AT_ONCE))
def test_no_small_file_takes_much(first: int, tmp_path: Path) -> None:
    files = [tmp_path / name for name in list(BOMBS)[first : first + AT_ONCE]]
    for file in files:
        file.write_bytes(BOMBS[file.name](tmp_path))
    root = str(Path(__file__).parents[3])
    words = [sys.executable, "-c", READER, root, *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert not done.stderr
    told = json.loads(done.stdout)
    assert [each["path"] for each in told] == [str(file) for file in files for _ in range(2)]
    for each in told:
        assert each["said"]
        assert each["seconds"] < SECONDS, each
        assert each["megabytes"] < MEGABYTES, each


@pytest.mark.parametrize("compression", ["uncompressed", "zstd", "lz4"])
@given(st.lists(st.text(max_size=20), min_size=1, max_size=50), st.integers(1, 30))
def test_the_size_of_an_arrow_file_is_told_before_it_is_unpacked(compression: str, words: list[str], rows: int) -> None:
    table = pa.table({"a": range(len(words)), "s": words, "d": pa.array(words).dictionary_encode()})
    sink = pa.BufferOutputStream()
    feather.write_feather(table, sink, compression=compression, chunksize=rows)
    told = sum(unpacked_sizes(pa.BufferReader(sink.getvalue())))
    slack = 64 * 20 * (len(words) // rows + 2)  # each buffer is rounded up
    assert table.nbytes <= told + slack
    assert told <= 4 * table.nbytes + 8 * len(words) + slack


def test_the_size_of_what_stands_once_counts_each_place() -> None:
    once = pa.array(["ab", "abcd", None, "ab"]).dictionary_encode()
    assert dense_size(once) == 2 + 4 + 2 + 4 * 8
    assert dense_size(pa.array([1, 2])) == 16


def test_a_large_table_that_was_written_out_is_none_too_many() -> None:
    checked(10, CELLS_MOST, 10 * CELLS_MOST)
    checked(1, CELLS_MOST, 1)
    with pytest.raises(TooManyCells):
        checked(2, CELLS_MOST, 10)


def _book(texts: list[str], places: list[int]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("xl/sharedStrings.xml", "<sst>" + "".join(f"<si><t>{each}</t></si>" for each in texts) + "</sst>")
        cells = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>{k}</v></c></row>' for at, k in enumerate(places, 1))
        book.writestr("xl/worksheets/sheet1.xml", f"<sheetData>{cells}</sheetData>")
    return made


@given(st.lists(st.integers(0, 40), min_size=1, max_size=20), st.data(), st.integers(5, 90))
def test_shared_texts_are_counted_for_each_cell(sizes: list[int], data: st.DataObject, piece: int) -> None:
    places = data.draw(st.lists(st.integers(0, len(sizes) - 1), min_size=1, max_size=30))
    markup = len("<si><t></t></si>")
    expected = sum(sizes[at] + markup + (len("<sst>") if at == 0 else 0) for at in places)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_texts, "TEXT_MOST", 0)
        patch.setattr(shared_texts, "_PIECE", piece)
        assert shared_texts.copied(_book(["x" * size for size in sizes], places)) == expected


def test_one_long_note_beside_many_short_texts_is_no_harm() -> None:
    book = _book(["x" * 30_000, "short"], [0] + [1] * 50_000)
    assert 0 < shared_texts.copied(book) < shared_texts.TEXT_MOST
