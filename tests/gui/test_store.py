"""What the engine has said, and the columns it is kept in."""

import math
import time

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Trace, Want
from gatescope.gui.panels.runs.list_rows import run_row
from gatescope.gui.state.curves import BLOCK, Column, Curve, Ema
from gatescope.gui.state.store import Store, step_up
from tests.gui import fake_engine as fake

FINITE = st.floats(-1e3, 1e3, width=32)


def plain_ema(values, weight: float) -> np.ndarray:
    """Adam's moment with its bias taken out (Kingma & Ba 2015, section 3), one value at a time."""
    out, mean, seen = np.empty(len(values)), 0.0, 0
    for i, value in enumerate(values):
        if math.isfinite(value):
            mean, seen = weight * mean + (1 - weight) * float(value), seen + 1
            out[i] = mean / (1 - weight**seen)
        else:
            out[i] = value
    return out


@given(
    st.lists(FINITE | st.sampled_from([math.nan, math.inf]), max_size=400),
    st.sampled_from([0.5, 0.9, 0.99, 0.999]),
    st.integers(1, 150),
)
def test_smoothing_in_pieces_is_the_moving_average_of_the_whole(values, weight: float, piece: int) -> None:
    ema = Ema(weight)
    pieces = [ema.extend(np.array(values[i : i + piece], np.float32)) for i in range(0, len(values), piece)]
    whole = np.concatenate(pieces) if pieces else np.array([])
    np.testing.assert_allclose(whole, plain_ema(np.array(values, np.float32), weight), rtol=1e-9, atol=1e-9)


def test_a_million_rows_are_smoothed_anew_in_a_moment() -> None:
    values = np.random.default_rng(0).random(1_000_000, np.float32)
    Ema(0.9).extend(values[:1000])
    best = min(_seconds(lambda: Ema(0.99).extend(values)) for _ in range(5))
    assert best < 0.5  # 50 ms on a quiet core; a loop over the rows takes more than a second


def _seconds(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


@given(st.lists(st.integers(0, 700), max_size=8))
def test_a_column_holds_what_was_put_in_it(sizes: list[int]) -> None:
    column, held = Column("f4"), []
    for size in sizes:
        held.extend(range(len(held), len(held) + size))
        column.extend(np.arange(len(held) - size, len(held)))
    assert column.values.tolist() == held
    assert not column.values.flags.writeable
    assert column.nbytes <= max(4 * 256, 6 * len(held) + 4)


@given(st.integers(1, 20_000), st.integers(10, 300), st.integers(1, 5000))
def test_thinning_keeps_the_peaks_and_the_width(count: int, columns: int, piece: int) -> None:
    values = np.random.default_rng(count).normal(size=count).astype(np.float32)
    curve = Curve()
    for start in range(0, count, piece):
        curve.extend(values[start : start + piece])
    thinned = curve.thin(columns)
    assert thinned.values.max() == values.max()
    assert thinned.values.min() == values.min()
    assert len(thinned.values) <= max(4 * columns, 4 * BLOCK, 2 * columns + BLOCK)
    assert (np.diff(thinned.rows) > 0).all()
    assert thinned.rows[-1] < count


@pytest.mark.parametrize(
    ("value", "bound"), [(0.0, 1), (0.3, 0.5), (0.5, 0.5), (1.01, 2), (6.1, 10), (10, 10), (1e-3, 1e-3), (math.inf, 1)]
)
def test_bounds_step_by_one_two_five(value: float, bound: float) -> None:
    assert step_up(value) == pytest.approx(bound)


def metrics(since: int, rows: int, run: int = 1) -> m.Metrics:
    return fake.metrics(m.MetricsRequest(run=run, since=since, since_validation=since // 50), rows)


@pytest.fixture
def store() -> Store:
    made = Store()
    made.take_data(fake.dataset("/data/air.csv"))
    made.take_run(fake.info(1))
    return made


def test_metrics_grow_without_gap_and_without_repeat(store: Store) -> None:
    assert store.take_metrics(metrics(0, 120))
    assert store.take_metrics(metrics(100, 200))  # twenty of them are known already
    assert not store.take_metrics(metrics(300, 400))  # a hundred are missing
    record = store.runs[1]
    np.testing.assert_array_equal(record.train.column.values, (1 / (1 + np.arange(200))).astype(np.float32))
    assert record.validation_steps.values.tolist() == [0, 50, 100, 150]
    assert record.step == 200
    assert record.keyframes == (0, 1, 2, 4)
    assert record.skill == pytest.approx(0.5)


def test_the_accuracy_is_that_of_the_newest_validation_and_not_of_the_last_news(store: Store) -> None:
    store.take_run(fake.info(1, accuracy=0.1))
    record = store.runs[1]
    assert record.accuracy == 0.1
    for since, told in ((0, [0.1, 0.4]), (1, [0.4, 0.93])):  # a row that is known already comes along once more
        grown = msgspec.structs.replace(
            metrics(0, 0),
            since_validation=since,
            validation_steps=np.arange(since, since + 2) * 50,
            validation_loss=np.ones(2),
            validation_accuracy=np.array(told),
        )
        assert store.take_metrics(grown)
    assert record.accuracy == 0.93
    assert record.validation_accuracy.values.tolist() == [0.1, 0.4, 0.93]
    assert "accuracy 93.0 %" in run_row(record).note


def test_memory_stays_below_64_bytes_a_step(store: Store) -> None:
    for since in range(0, 100_000, 1000):
        store.take_metrics(metrics(since, since + 1000))
    assert store.runs[1].rows == 100_000
    assert store.runs[1].nbytes < 64 * 100_000


def test_another_smoothing_is_that_of_the_whole_column(store: Store) -> None:
    store.take_metrics(metrics(0, 300))
    store.smooth_with(0.5)
    store.take_metrics(metrics(300, 333))
    record = store.runs[1]
    np.testing.assert_allclose(record.smooth.values, plain_ema(record.train.column.values, 0.5), rtol=1e-5)


def test_metrics_of_an_unknown_run_are_dropped(store: Store) -> None:
    assert not store.take_metrics(metrics(0, 10, run=9))


def request(number: int, **more) -> FrameRequest:
    values = {
        "slot": Slot("stack"),
        "number": number,
        "run": 1,
        "probe": fake.info(1).validation_probe,
        "wants": (Want(layer="layer0", trace=Trace.HIDDEN), Want(layer="layer0", trace=Trace.CELL)),
    }
    return FrameRequest(**{**values, **more})


def take(store: Store, number: int, step: int) -> tuple[Trace, ...]:
    asked = request(number)
    return store.take_frame(fake.frame(asked, step), asked)


def test_an_older_answer_does_not_replace_a_newer_one(store: Store) -> None:
    take(store, 2, 20)
    take(store, 1, 10)
    assert store.frames[Slot("stack")].frame.step == 20


def test_the_bound_of_the_cell_grows_in_steps_and_never_shrinks(store: Store) -> None:
    assert take(store, 1, 3) == (Trace.CELL,)  # the fake's values are its step
    assert store.bounds == {1: {Trace.CELL: 5.0}}
    assert take(store, 2, 4) == ()
    assert take(store, 3, 6) == (Trace.CELL,)
    assert take(store, 4, 1) == ()
    assert store.bounds == {1: {Trace.CELL: 10.0}}


def test_one_unit_that_counts_up_does_not_set_the_bound(store: Store) -> None:
    asked = request(1)
    frame = fake.frame(asked, 1)
    values = np.full((24, 200), 0.4, np.float32)
    values[:, 7] = 1000.0
    trace = msgspec.structs.replace(frame.traces[1], values=values, size=200)
    store.take_frame(msgspec.structs.replace(frame, traces=(trace,)), asked)
    assert store.bounds == {1: {Trace.CELL: 0.5}}


def test_only_the_relu_leaves_the_hidden_state_without_limits(store: Store) -> None:
    net = Recurrent(cell=Cell.RNN_RELU)
    store.take_run(fake.info(2, config=msgspec.structs.replace(fake.CONFIG, net=net)))
    asked = request(1, run=2, wants=(Want(layer="layer0", trace=Trace.HIDDEN),))
    assert store.take_frame(fake.frame(asked, 3), asked) == (Trace.HIDDEN,)


def test_a_run_keeps_its_colour_and_another_file_begins_anew(store: Store) -> None:
    store.take_run(fake.info(2))
    store.take_run(fake.info(1, step=5))
    assert [run.colour for run in store.runs.values()] == [0, 1]
    take(store, 1, 3)
    store.take_data(fake.dataset("/data/other.csv"))
    assert (store.runs, store.frames, store.bounds) == ({}, {}, {})


def test_the_picture_stays_when_the_same_session_comes_back(store: Store) -> None:
    take(store, 1, 3)
    store.take_session(m.SessionInfo(path="/s.gatescope", data=fake.dataset("/data/air.csv"), runs=(fake.info(1),)))
    assert Slot("stack") in store.frames
    assert store.bounds == {1: {Trace.CELL: 5.0}}
    assert store.session_path == "/s.gatescope"


def test_when_the_engine_is_gone_nothing_trains(store: Store) -> None:
    store.take_metrics(metrics(0, 10))
    assert store.runs[1].state is m.RunState.TRAINING
    store.engine_gone()
    assert store.runs[1].state is m.RunState.PAUSED
    assert store.device is None
