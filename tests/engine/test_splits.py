"""Which rows are learnt from: what holds for every split, and what each promises."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import Fill, Scale, Split, Task, Transform
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preparing.prepared import Prepared
from gatescope.engine.data.rows.spans import training_rows
from gatescope.engine.data.rows.splits import borders
from gatescope.engine.errors import ConfigError, EngineError, Fault
from tests.engine.task_tables import chosen, ids, noise, refused, table

TASKS = {
    "next": {},
    "next-far": {"horizon": 3},
    "difference": {"transform": Transform.DIFFERENCE, "horizon": 2},
    "tag": {"task": Task.TAG, "targets": ("y",)},
    "tag-classes": {"task": Task.TAG, "targets": ("c",), "classes": True},
    "label": {"task": Task.MANY_TO_ONE, "targets": ("l",), "classes": True},
    "score": {"task": Task.MANY_TO_ONE, "targets": ("v",)},
}
tasks = st.sampled_from(sorted(TASKS))
lengths = st.lists(st.integers(1, 30), min_size=1, max_size=12).filter(lambda each: sum(each) >= 12)
fills = st.sampled_from([Fill.INTERPOLATE, Fill.FORWARD, Fill.MASK])


def columns(lengths: list[int]) -> dict[str, np.ndarray]:
    rows = sum(lengths)
    of = np.repeat(np.arange(len(lengths)), lengths)
    x = noise(rows)
    x[::7] = np.nan
    named = {"x": x, "y": noise(rows, 1), "c": np.arange(rows) % 2, "l": of % 2, "v": noise(len(lengths), 2)[of]}
    return named | {"k": np.arange(rows) % 3}


def attempt(named: dict[str, np.ndarray], lengths: list[int], task: str, window: int, **values) -> Prepared:
    data = chosen(inputs=("x",), sequence="who", categories=("k",), **TASKS[task], **values)
    try:
        return prepare(table({**named, "who": ids(lengths)}), data, window)
    except EngineError:  # which choices are refused has its own tests
        assume(False)
        raise


def rows_of(spans, shift: int, counted: bool) -> list[int]:
    found = []
    for start, length, first in zip(spans.starts, spans.lengths, spans.counted_from, strict=True):
        found += range(start + shift + (first if counted else 0), start + shift + length)
    return found


@settings(deadline=None)
@given(
    tasks,
    lengths,
    st.sampled_from([Split.TIME, Split.SEQUENCE, Split.STRATIFIED]),
    st.floats(0.1, 0.6),
    fills,
    st.integers(1, 12),
)
def test_what_holds_for_every_split(task, lengths, split, share, fill, window) -> None:
    made = attempt(columns(lengths), lengths, task, window, split=split, validation_share=share, fill=fill)
    known = np.isfinite(made.targets[:, 0]) if made.targets.ndim == 2 else made.targets >= 0
    learnt = {row for row in rows_of(made.training, made.shift, True) if known[row]}
    validated = [row for row in rows_of(made.validation, made.shift, True) if known[row]]
    assert learnt
    assert validated
    assert not learnt & set(validated)
    assert len(set(validated)) == len(validated)  # each is counted once
    assert set(np.flatnonzero(made.layout.training).tolist()) >= learnt
    assert not made.layout.training[validated].any()
    reachable = made.layout.places >= made.layout.lost + made.shift
    assert set(validated) == set(np.flatnonzero(known & reachable & ~made.layout.training).tolist())
    for spans in (made.training, made.validation):
        for start, length in zip(spans.starts, spans.lengths, strict=True):
            sequence = made.layout.sequence_of(start)
            assert start >= made.layout.edges[sequence] + made.layout.lost
            assert start + length + made.shift <= made.layout.edges[sequence + 1]
            assert length >= 1
            assert length <= (made.window or length)
            assert np.isfinite(made.features[start : start + length]).all()
    assert np.isfinite(made.naive_loss)


@settings(deadline=None)
@given(tasks, lengths, st.sampled_from([Split.TIME, Split.SEQUENCE, Split.STRATIFIED]), fills, st.sampled_from(Scale))
def test_validation_values_change_nothing_that_is_learnt(task, lengths, split, fill, scale) -> None:
    named = columns(lengths)
    made = attempt(named, lengths, task, 5, split=split, fill=fill, scale=scale)
    later = ~made.layout.training
    other = {
        name: np.where(later, -7 * values + 50, values) if name in "xyv" else values for name, values in named.items()
    }
    again = attempt(other, lengths, task, 5, split=split, fill=fill, scale=scale)
    np.testing.assert_array_equal(again.features[~later], made.features[~later])
    np.testing.assert_array_equal(again.targets[~later], made.targets[~later])
    np.testing.assert_array_equal(again.training.starts, made.training.starts)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=20), st.floats(0.01, 0.9))
def test_in_time_order_every_sequence_is_cut(lengths, share) -> None:
    edges = np.cumsum([0, *lengths])
    found = borders(edges, chosen(validation_share=share)) - edges[:-1]
    assert found.tolist() == [max(training_rows(length, share), 1) for length in lengths]


@given(st.integers(2, 60), st.floats(0.01, 0.9), st.sampled_from([Split.TIME, Split.SEQUENCE]))
def test_whole_sequences(count, share, split) -> None:
    edges = np.cumsum([0, *range(1, count + 1)])
    data = chosen(validation_share=share, split=split, task=Task.MANY_TO_ONE, targets=("l",))
    found = borders(edges, data)
    learnt = found == edges[1:]
    assert ((found == edges[:-1]) | learnt).all()
    assert learnt.sum() == training_rows(count, share)
    assert (split is Split.SEQUENCE) or learnt.tolist() == sorted(learnt.tolist(), reverse=True)
    assert (borders(edges, data) == found).all()


@given(st.lists(st.integers(-1, 4), min_size=2, max_size=200), st.floats(0.1, 0.6))
def test_every_class_is_in_both_parts(classes, share) -> None:
    edges = np.arange(len(classes) + 1)
    data = chosen(validation_share=share, split=Split.STRATIFIED, task=Task.MANY_TO_ONE, targets=("l",), classes=True)
    if max(Counter(classes).values()) < 2:
        with pytest.raises(ConfigError) as caught:
            borders(edges, data, np.array(classes))
        assert caught.value.fault is Fault.SEQUENCES_TOO_FEW
        return
    validated = borders(edges, data, np.array(classes)) == edges[:-1]
    for each, count in Counter(classes).items():
        found = int(validated[np.array(classes) == each].sum())
        assert (found == 0) if count == 1 else (1 <= found < count)
        assert abs(found - share * count) <= 1


def test_splits_that_cannot_be() -> None:
    single, several = table({"x": noise(40)}), table({"x": noise(40), "who": ids([20, 20])})
    assert refused(single, chosen(split=Split.SHUFFLED)).fault is Fault.SPLIT_SHUFFLED
    assert refused(several, chosen(split=Split.SHUFFLED, sequence="who")).fault is Fault.SPLIT_SHUFFLED
    for split in (Split.SEQUENCE, Split.STRATIFIED):
        error = refused(single, chosen(split=split))
        assert (error.fault, error.facts) == (Fault.SPLIT_NEEDS_SEQUENCES, {"sequences": 1})
