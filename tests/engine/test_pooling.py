import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.protocol.pooling import pool


@given(st.integers(1, 40), st.integers(1, 30), st.integers(1, 50), st.integers(1, 50), st.integers(0, 99))
def test_every_value_falls_into_one_cell_and_cells_are_means(steps, size, columns, rows, seed):
    values = np.random.default_rng(seed).normal(size=(steps, size)).astype(np.float32)
    pooled = pool(values, columns, rows)
    columns, rows = min(columns, steps), min(rows, size)
    assert pooled.shape == (columns, rows)
    column, row = np.arange(steps) * columns // steps, np.arange(size) * rows // size
    for k in range(columns):
        for j in range(rows):
            cell = values[np.ix_(column == k, row == j)]
            np.testing.assert_allclose(pooled[k, j], cell.mean(dtype=np.float64), rtol=1e-5, atol=1e-6)


def test_a_picture_as_large_as_the_trace_is_the_trace():
    values = np.random.default_rng(0).normal(size=(6, 4)).astype(np.float32)
    assert np.array_equal(pool(values, 6, 4), values)
