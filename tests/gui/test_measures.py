"""What the analyses gather over a run: the clipping in force, sizes and spectra."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gatescope.gui.state.analysis_logs import POINTS_MOST, SizeLog, SpectrumLog, clipped, clips, marks
from tests.gui.test_resolve_analysis import spectrum


@given(
    st.floats(0, 3),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["clip", "learning_rate"]), st.floats(0, 3)), max_size=5),
    st.integers(0, 20),
)
def test_the_clip_in_force_is_the_one_a_loop_over_the_changes_finds(first, changes, start):
    changes = sorted(changes, key=lambda change: change[0])
    rows = np.arange(start, 35)
    expected = []
    for row in rows:
        value = first
        for step, name, new in changes:
            if name == "clip" and step <= row:  # made after step s: row s is what step s + 1 measured
                value = new
        expected.append(value)
    np.testing.assert_array_equal(clips(first, changes, rows), expected)


def test_a_limit_of_zero_clips_nothing() -> None:
    assert clipped(np.array([5.0, 5.0, 0.5]), np.array([0.0, 1.0, 1.0])).tolist() == [False, True, False]


@given(st.sets(st.integers(1, 5000), max_size=300), st.integers(1, 100))
def test_marks_are_few_and_cover_every_part_that_has_one(found, columns):
    steps = np.array(sorted(found), np.int64)
    kept = marks(steps, 5000, columns)
    assert len(kept) <= max(columns, 0) or len(kept) == len(steps) <= columns
    assert set(kept.tolist()) <= found
    width = 5001 / columns
    assert {int(s // width) for s in kept} == {int(s // width) for s in steps}


def test_size_samples_are_appended_once() -> None:
    log, norms = SizeLog(), np.arange(18, dtype=np.float32).reshape(3, 3, 2)
    log.take(0, ("a", "b"), np.array([1, 2]), norms[:2])
    log.take(0, ("a", "b"), np.array([1, 2, 4]), norms)  # an answer that overlaps
    log.take(5, ("a", "b"), np.array([8]), norms[:1])  # and one that leaves a gap
    assert log.steps.tolist() == [1, 2, 4]
    np.testing.assert_array_equal(log.norms, norms)


def test_spectra_over_training_are_sorted_and_bounded() -> None:
    log = SpectrumLog()
    for step in range(3 * POINTS_MOST, 0, -1):
        log.take(0, step, spectrum(step / 1000).spectrum)
    steps, values = log.curve(0)
    assert len(steps) <= POINTS_MOST
    assert (np.diff(steps) > 0).all()
    np.testing.assert_allclose(values[:, 0, 0], steps / 1000)
    np.testing.assert_allclose(values[:, 0, 1], 2 * steps / 1000)
    assert len(log.curve(1)[0]) == 0
