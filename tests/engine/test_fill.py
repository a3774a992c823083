"""Missing values, against a loop over the rows of each part."""

import math
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import ColumnConfig, Fill
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.rows.spans import Layout
from gatescope.engine.data.scaling.fill import filled, forward
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.baselines import BaselineKind
from tests.engine.prepared import loss_of
from tests.engine.task_tables import chosen, noise, refused, table

NAN = math.nan


def slow(values: list[float], how: Fill, start: int, border: int, end: int) -> list[float]:
    """The rows ``start … end-1`` of one sequence, one by one."""
    result = []
    for row in range(start, end):
        last = border if row < border else end
        before = [at for at in range(start, row) if not math.isnan(values[at])]
        after = [at for at in range(row + 1, last) if not math.isnan(values[at])]
        if not math.isnan(values[row]) or not (before or after):
            result.append(values[row])
        elif not before or (how is Fill.INTERPOLATE and not after):
            result.append(values[after[0]] if after else values[before[-1]])
        elif how is Fill.FORWARD:
            result.append(values[before[-1]])
        else:
            low, high = before[-1], after[0]
            result.append(values[low] + (values[high] - values[low]) * (row - low) / (high - low))
    return result


cells = st.one_of(st.just(NAN), st.integers(-100, 100).map(float))


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=12), min_size=1, max_size=5), st.data())
def test_nothing_crosses_a_sequence_or_comes_from_the_validation_part(rows, data) -> None:
    edges = np.cumsum([0, *map(len, rows)])
    borders = np.array([data.draw(st.integers(edges[at], edges[at + 1])) for at in range(len(rows))])
    layout, values = Layout(edges, borders), np.array(list(chain.from_iterable(rows)))
    for how in (Fill.INTERPOLATE, Fill.FORWARD):
        parts = zip(edges[:-1].tolist(), borders.tolist(), edges[1:].tolist(), strict=True)
        expected = list(chain.from_iterable(slow(values.tolist(), how, *part) for part in parts))
        np.testing.assert_allclose(filled(values, how, layout), expected, atol=1e-9)
        later = np.where(layout.training, values, 1e6)
        found = filled(later, how, layout)[layout.training]
        np.testing.assert_array_equal(found, filled(values, how, layout)[layout.training])


@pytest.mark.parametrize("how", [Fill.MASK, Fill.DROP])
def test_nothing_is_made_up(how: Fill) -> None:
    values = np.array([1.0, NAN, 3.0])
    assert filled(values, how, Layout.single(3, 0.3)) is values


def test_the_largest_numbers_do_not_overflow() -> None:
    values = np.array([-1.5e308, NAN, 1.5e308, 0, 0, 0])
    assert filled(values, Fill.INTERPOLATE, Layout.single(6, 0.3))[1] == 0


def test_the_last_known_value_of_a_sequence() -> None:
    values = np.array([NAN, 1, NAN, NAN, 5, NAN])[:, None]
    layout = Layout(np.array([0, 3, 6]), np.array([3, 3]))
    assert forward(values, layout)[:, 0].tolist() == pytest.approx([NAN, 1, 1, NAN, 5, 5], nan_ok=True)


def holes() -> np.ndarray:
    x = noise(40)
    x[[3, 4, 20, 35]] = NAN
    return x


def test_what_is_filled_is_counted() -> None:
    dataset = table({"x": holes(), "y": noise(40, 1)})
    made = prepare(dataset, chosen(inputs=("x", "y")), 5)
    assert made.filled == (("x", 4),)
    assert made.dropped == 0
    assert made.shape.inputs == 2
    assert np.isfinite(made.features).all()


def test_rows_are_dropped() -> None:
    dataset = table({"x": holes(), "y": noise(40, 1)})
    made = prepare(dataset, chosen(inputs=("x", "y"), fill=Fill.DROP), 5)
    assert (made.dropped, made.filled, len(made.features)) == (4, (), 36)
    assert [made.label(row) for row in range(5)] == ["1", "2", "3", "6", "7"]
    np.testing.assert_allclose(made.units.inputs[:4, 0], holes()[[0, 1, 2, 5]])
    own = prepare(dataset, chosen(inputs=("x", "y"), columns=(ColumnConfig(name="y", fill=Fill.DROP),)), 5)
    assert (own.dropped, own.filled) == (0, (("x", 4),))


def test_no_row_is_left() -> None:
    x, y = noise(40), noise(40, 1)
    x[::2], y[1::2] = NAN, NAN
    error = refused(table({"x": x, "y": y}), chosen(inputs=("x", "y"), fill=Fill.DROP))
    assert (error.fault, error.facts) == (Fault.ROWS_ALL_MISSING, {"column": "y"})


def test_a_mask_tells_what_is_missing() -> None:
    made = prepare(table({"x": holes(), "y": noise(40, 1)}), chosen(inputs=("y", "x"), fill=Fill.MASK), 5)
    assert made.shape.inputs == 3
    assert np.flatnonzero(made.features[:, 2]).tolist() == [3, 4, 20, 35]
    known = holes()[:28][~np.isnan(holes()[:28])]
    scaled = (holes() - known.mean()) / known.std()
    np.testing.assert_allclose(made.features[:, 1], np.nan_to_num(scaled), rtol=1e-5, atol=1e-6)
    assert np.flatnonzero(np.isnan(made.targets[:, 0])).tolist() == [3, 4, 20, 35]
    assert not made.uniform
    squares = [(scaled[row] - scaled[34 if row == 36 else row - 1]) ** 2 for row in range(28, 40) if row != 35]
    assert made.naive_loss == pytest.approx(np.mean(squares), rel=1e-6)


def test_the_models_to_be_beaten_are_judged_by_what_is_known() -> None:
    x = holes()
    x[:2] = NAN
    made = prepare(table({"x": x, "y": noise(40, 1)}), chosen(inputs=("y", "x"), fill=Fill.MASK), 5)
    known = x[:28][~np.isnan(x[:28])]
    scaled = (x - known.mean()) / known.std()
    past = [0.0, 0.0]  # before the first the mean, later the last one known
    for value in scaled[2:]:
        past.append(past[-1] if math.isnan(value) else value)
    squares = [(np.mean(past[:row]) - scaled[row]) ** 2 for row in range(28, 40) if row != 35]
    assert loss_of(made, BaselineKind.MEAN) == pytest.approx(np.mean(squares), rel=1e-5)


def test_a_sequence_without_a_value_gets_the_mean_and_does_not_count() -> None:
    x = noise(30)
    x[10:20] = NAN
    dataset = table({"x": x, "who": ["a"] * 10 + ["b"] * 10 + ["c"] * 10})
    made = prepare(dataset, chosen(sequence="who"), 4)
    np.testing.assert_allclose(made.features[10:20], 0, atol=1e-6)
    assert np.isnan(made.targets[10:20]).all()
    assert not set(made.training.starts.tolist()) & set(range(10, 20))
