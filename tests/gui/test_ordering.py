"""Orders of units: permutations that are found from the values alone, and that show what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gatescope.gui.state.ordering import OrderBy, by_activity, by_similarity, order_of, pinned_with, place_of, unit_on

VALUES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 12), st.integers(1, 9)),
    elements=st.floats(-1, 1, width=32) | st.just(float("nan")),
)


@given(VALUES, st.sampled_from(list(OrderBy)))
def test_an_order_is_a_permutation_and_always_the_same(values: np.ndarray, by: OrderBy) -> None:
    order = order_of(by, values)
    assert order == order_of(by, values.copy())
    assert sorted(order) == (list(range(values.shape[1])) if by is not OrderBy.INDEX else [])


def test_the_most_active_unit_comes_first() -> None:
    t = np.arange(20)[:, None]
    assert by_activity(np.sin(t) * np.array([0.1, 1.0, 0.0, 0.5])) == (1, 3, 0, 2)


def test_units_that_move_alike_stand_together() -> None:
    rng = np.random.default_rng(0)
    themes = rng.normal(size=(60, 3))
    member = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2])
    values = themes[:, member] + 0.05 * rng.normal(size=(60, 9))
    kinds = member[list(by_similarity(values))]
    assert np.count_nonzero(np.diff(kinds)) == 2  # three blocks


def test_a_unit_that_never_moves_comes_last() -> None:
    values = np.stack([np.full(10, 0.7), np.arange(10.0), np.arange(10.0) ** 2], axis=1)
    assert by_similarity(values)[-1] == 0


@pytest.mark.parametrize("order", [(), (2, 0, 1)])
def test_a_line_and_its_unit_belong_together(order: tuple[int, ...]) -> None:
    assert [place_of(order, unit_on(order, place)) for place in range(3)] == [0, 1, 2]


def test_pinning_twice_unpins_and_the_oldest_gives_way() -> None:
    assert pinned_with((3, 5), 3) == (5,)
    assert pinned_with((1, 2, 3, 4, 5, 6), 9) == (2, 3, 4, 5, 6, 9)


def test_states_beyond_all_numbers_have_an_order() -> None:
    t = np.arange(12.0)
    values = np.stack([np.sin(t), 1e300 * np.sin(t), np.cos(t), np.full(12, np.inf), 1e308 * np.cos(t)], axis=1)
    values[3, 2] = np.nan
    for by in (OrderBy.ACTIVITY, OrderBy.SIMILARITY):
        assert sorted(order_of(by, values)) == [0, 1, 2, 3, 4]
    assert abs(place_of(by_similarity(values), 0) - place_of(by_similarity(values), 1)) == 1
