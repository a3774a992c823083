"""The rules of when keyframes are taken and which of them go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.runs.keyframes import (
    GRACE,
    SHARE,
    SPACING,
    KeyframePace,
    affordable_stride,
    is_due,
    next_due,
    stride_of,
    thinned,
)

strides = st.integers(0, 20).map(lambda power: 1 << power)


@pytest.mark.parametrize(
    ("stride", "expected"),
    [(1, [0, 1, 2, 3, 4, 5, 6, 7, 8]), (8, [0, 1, 2, 4, 8, 16, 24, 32, 40]), (64, [0, 1, 2, 4, 8, 16, 32, 64, 128])],
)
def test_dense_early_then_every_stride(stride: int, expected: list[int]) -> None:
    steps = [0]
    while len(steps) < len(expected):
        steps.append(next_due(steps[-1], stride))
    assert steps == expected


@given(st.integers(0, 1 << 22), strides)
def test_the_next_due_step_is_the_first_one_that_is_due(step: int, stride: int) -> None:
    found = next_due(step, stride)
    assert found > step
    assert is_due(found, stride)
    assert not any(is_due(between, stride) for between in range(max(step + 1, found - 50), found))


@given(st.integers(0, 1 << 22), strides, strides)
def test_the_steps_of_two_runs_nest(step: int, one: int, other: int) -> None:
    assert not is_due(step, max(one, other)) or is_due(step, min(one, other))


@given(st.floats(1e-6, 10), st.floats(1e-6, 100))
def test_the_stride_is_the_least_that_keeps_to_the_share(cost: float, step_seconds: float) -> None:
    stride = affordable_stride(cost, step_seconds)
    between = step_seconds * stride
    assert between >= SPACING
    assert cost / SHARE <= between
    assert stride == 1 or between / 2 < max(cost / SHARE, SPACING)


@given(st.lists(st.floats(1e-5, 0.5), min_size=1, max_size=7), st.floats(1e-5, 1e-2))
def test_taking_keyframes_costs_at_most_its_share_of_training(costs: list[float], step_seconds: float) -> None:
    pace, spent, step, strides_seen = KeyframePace(), 0.0, 0, [1]
    for count in range(400):
        step = next_due(step, pace.stride)
        if pace.allows(step, step, step * step_seconds):
            cost = costs[count % len(costs)]
            pace.took(cost)
            spent += cost
        strides_seen.append(pace.stride)
        assert spent <= SHARE * step * step_seconds + GRACE + max(costs)
    assert strides_seen == sorted(strides_seen)
    assert all(stride & (stride - 1) == 0 for stride in strides_seen)


def test_one_slow_write_does_not_stretch_the_stride() -> None:
    pace = KeyframePace()
    for cost in (0.001, 0.001, 0.5, 0.001):
        pace.took(cost)
    pace.allows(64, 64, 64 * 0.1)
    assert pace.stride == affordable_stride(0.001, 0.1) == 1


sizes = st.dictionaries(st.integers(0, 1 << 16), st.integers(1, 250), min_size=1, max_size=60).map(
    lambda found: dict(sorted(found.items()))
)


@given(sizes)
def test_what_stays_fits_and_has_the_first_and_the_last(sizes: dict[int, int]) -> None:
    gone = thinned(sizes, 1000)
    left = [step for step in sizes if step not in gone]
    assert len(left) + len(gone) == len(sizes)
    assert (left[0], left[-1]) == (min(sizes), max(sizes))
    assert sum(sizes[step] for step in left) <= 1000
    if sum(sizes.values()) <= 1000:
        assert not gone


@given(st.integers(2, 12), st.integers(0, 8).map(lambda power: 1 << power))
def test_thinning_an_even_grid_leaves_the_older_half_on_twice_the_stride(half: int, stride: int) -> None:
    grid = {stride * step: 10 for step in range(1, 4 * half)} | {0: 10}
    grid = dict(sorted(grid.items()))
    gone = thinned(grid, 10 * len(grid) - 1)
    newer = list(grid)[(len(grid) + 1) // 2 :]
    assert not set(gone) & set(newer)
    powers = [step for step in gone if (step // stride) & (step // stride - 1) == 0]
    assert all((step // stride) % 2 for step in gone) or powers
    assert len(gone) == ((len(grid) + 1) // 2 - 1) // 2


@given(strides, st.integers(12, 60))
def test_the_stride_is_found_again(stride: int, count: int) -> None:
    steps, step = [0], 0
    for _ in range(count + stride.bit_length()):
        step = next_due(step, stride)
        steps.append(step)
    assert stride_of(steps) == stride
    assert stride_of(steps[:5]) == 1
