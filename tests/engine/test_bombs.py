"""Files that unpack to more than there is room for: refused in a sentence, or read, in bounded memory and time."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import feather

from gatescope.engine.data.files.arrow_sizes import unpacked_sizes
from gatescope.engine.data.reading.json_tables import CELLS_MOST, TooManyCells, checked
from gatescope.engine.data.reading.parquet import dense_size
from tests.engine.bombs import BOMBS

SECONDS, MEGABYTES = 10.0, 1000.0
READER = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[2])
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import EngineError
from gatescope.engine.protocol.messages import PreviewRequest

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)

path, before = sys.argv[1], peak()
told = []
for act in (lambda: preview(PreviewRequest(number=1, path=path), lambda: False), lambda: open_dataset(path)):
    began = time.process_time()
    try:
        said = f"read {act().info.rows}"
    except EngineError as error:
        said = str(error.fault)
    told.append({"said": said, "seconds": time.process_time() - began, "megabytes": peak() - before})
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="its limits are Unix's")
@pytest.mark.parametrize("name", BOMBS)
def test_no_small_file_takes_much(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(BOMBS[name](tmp_path))
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", READER, str(file), root], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert not done.stderr
    for told in json.loads(done.stdout):
        assert told["said"]
        assert told["seconds"] < SECONDS, told
        assert told["megabytes"] < MEGABYTES, told


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
