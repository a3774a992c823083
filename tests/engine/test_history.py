"""A history reads like one long array, costs little, and can be read while it grows."""

import math
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.session.history import CHUNK, GrowingColumns, History


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 16), st.integers(-5, 300), st.integers(0, 300))
def test_reads_what_one_long_array_would_hold(counts: list[int], chunk: int, since: int, until: int) -> None:
    columns, whole = GrowingColumns(np.float32, np.int64, chunk=chunk), np.empty(0, np.int64)
    for count in counts:
        part = np.arange(len(whole), len(whole) + count)
        columns.append(part / 2, part)
        whole = np.concatenate([whole, part])
    halves, numbers = columns.read(since, until)
    assert len(columns) == len(whole)
    expected = whole[max(since, 0) : until]
    assert np.array_equal(numbers, expected)
    assert np.array_equal(halves, np.float32(expected / 2))


def test_rows_have_their_types_and_belong_to_the_reader() -> None:
    history = History()
    history.append([1.5, 2.5], [3.0, 4.0], [0.1, 0.2])
    history.append_validation(2, 0.75)
    history.append_live(2, "clip", 0.5)
    loss, norm, seconds = history.rows(0)
    assert (loss.dtype, norm.dtype, seconds.dtype) == (np.float32, np.float32, np.float64)
    loss[:] = 0
    assert history.rows(1)[0].tolist() == [2.5]
    steps, losses = history.validation(0)
    assert (steps.dtype, steps.tolist(), losses.dtype, losses.tolist()) == (np.int64, [2], np.float64, [0.75])
    assert history.live == ((2, "clip", 0.5),)
    assert (history.last_train_loss, history.seconds, history.last_validation_loss) == (2.5, 0.2, 0.75)
    assert history.last_validation_step == 2


def test_an_empty_history_says_so() -> None:
    history = History()
    assert len(history) == 0
    assert [len(column) for column in history.rows(5)] == [0, 0, 0]
    assert math.isnan(history.last_train_loss)
    assert math.isnan(history.last_validation_loss)
    assert (history.seconds, history.last_validation_step) == (0.0, -1)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="shapes"):
        History().append([1.0, 2.0], [1.0, 2.0], [1.0])


def test_a_row_costs_less_than_64_bytes_also_while_it_grows() -> None:
    batch = np.zeros(100, np.float32)
    steps = 20 * CHUNK
    history = History()
    tracemalloc.start()
    for first in range(0, steps, 100):
        history.append(batch, batch, np.zeros(100))
        if first % 5000 == 0:
            history.append_validation(first, 0.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / steps < 20  # 16 of values, the last chunk, what the lists take


def test_readers_beside_the_writer_never_see_half_a_row() -> None:
    history = History()
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        seen = 0
        while not done.is_set():
            loss, norm, seconds = history.rows(seen)
            expected = np.arange(seen, seen + len(loss)) + 1.0
            if not (np.array_equal(loss, expected) and np.array_equal(norm, expected)):
                wrong.append(f"after row {seen}")
            if not np.array_equal(seconds, expected):
                wrong.append(f"seconds after row {seen}")
            seen += len(loss)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for first in range(0, 60_000, 37):
        values = np.arange(first, first + 37) + 1.0
        history.append(values, values, values)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
