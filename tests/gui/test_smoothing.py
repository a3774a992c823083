"""What is drawn of the losses is what was learnt: smoothing shows no decline that never happened, and one wild step
neither bends the curve nor takes the axis."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.gui.look import theme
from gatescope.gui.state.curves import FORGOTTEN, LogEma
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.loss.ranges import loss_range
from gatescope.gui.views.loss.scene import LossChoice, resolve_loss
from gatescope.gui.views.loss.shown_numbers import loss_arrays
from gatescope.gui.views.loss.spikes import spikes
from gatescope.gui.views.loss.view import LossView
from tests.gui import fake_engine as fake
from tests.gui import scenes
from tests.gui.test_store import plain_ema

WEIGHTS = st.sampled_from([0.5, 0.9, 0.99])
LOSSES = st.one_of(st.floats(1e-6, 1e6), st.sampled_from([4.7e15, math.inf, math.nan, 0.0]))


def reach(weight: float) -> int:
    return math.ceil(math.log(FORGOTTEN) / math.log(weight))


def written(values: list[float], weight: float) -> np.ndarray:
    """The formula, one value at a time."""
    logs, out = [], []
    for value in values:
        if not (math.isfinite(value) and value > 0):
            out.append(math.nan)
            continue
        logs.append(math.log10(value))
        newest = logs[::-1][: reach(weight)]
        powers = [weight**k for k in range(len(newest))]
        out.append(sum(p * x for p, x in zip(powers, newest, strict=True)) / sum(powers))
    return np.array(out)


@given(st.lists(LOSSES, max_size=300), WEIGHTS, st.integers(1, 90))
def test_the_logarithms_are_averaged_as_it_is_written(values: list[float], weight: float, piece: int) -> None:
    ema = LogEma(weight)
    pieces = [ema.extend(np.array(values[i : i + piece])) for i in range(0, len(values), piece)]
    found = np.concatenate(pieces) if pieces else np.empty(0)
    np.testing.assert_allclose(found, written(values, weight), rtol=1e-9, atol=1e-9)


@given(
    st.lists(st.floats(1e-3, 1e3), min_size=60, max_size=400),
    st.lists(st.tuples(st.integers(0, 399), st.floats(1e12, 1e16)), max_size=3),
    WEIGHTS,
)
def test_what_is_drawn_never_leaves_the_range_of_the_newest_losses(losses, wild, weight: float) -> None:
    values = np.array(losses)
    for at, spike in wild:
        values[at % len(values)] = spike
    drawn = 10.0 ** LogEma(weight).extend(values)
    for t, value in enumerate(drawn):
        newest = values[max(0, t + 1 - reach(weight)) : t + 1]
        assert newest.min() * (1 - 1e-6) <= value <= newest.max() * (1 + 1e-6)


def spiked(steps: int = 600, at: int = 110) -> Store:
    """Losses about 47, but for one step of 4.7e15."""
    store = Store()
    store.take_data(fake.dataset("/data/air.csv"))
    store.take_run(fake.info(1))
    losses = 47 * np.exp(np.random.default_rng(0).normal(0, 0.1, steps))
    losses[at] = 4.7e15
    told = fake.metrics(m.MetricsRequest(run=1, since=0, since_validation=0), steps)
    store.take_metrics(m.Metrics(**{**{f: getattr(told, f) for f in told.__struct_fields__}, "train_loss": losses}))
    return store


def test_one_wild_step_draws_no_decline() -> None:
    store, state = spiked(), ViewState(run=1).choose(LossChoice(log=True))
    curve = resolve_loss(state, store).curves[0]
    raw = store.runs[1].train.column.values
    assert curve.smooth[169] == pytest.approx(raw[150:170].mean(), rel=0.2)  # where 1e8 stood before
    late = np.arange(110 + reach(0.9), 600)
    assert np.all(np.abs(np.log10(curve.smooth[late] / 47)) < 0.1)
    assert loss_arrays(store.runs)["run1.train_loss_log_smoothed"] == pytest.approx(curve.smooth, rel=1e-5)


def test_one_wild_step_draws_no_decline_on_an_even_axis_either() -> None:
    curve = resolve_loss(ViewState(run=1).choose(LossChoice(log=False)), spiked()).curves[0]
    raw = spiked().runs[1].train.column.values
    assert curve.smooth[100] == pytest.approx(plain_ema(raw, 0.9)[100], rel=1e-5)  # tame ones
    assert curve.smooth[110] < 1000
    assert np.all(np.abs(curve.smooth[110 + reach(0.9) :] / 47 - 1) < 0.25)


@given(st.lists(st.lists(st.floats(1.0, 9.0), max_size=40), max_size=6))
def test_tame_losses_are_smoothed_as_they_are_in_whatever_pieces_they_come(pieces) -> None:
    store = Store()
    store.take_run(fake.info(1))
    record = store.runs[1]
    for piece in pieces:
        record._smooth(np.array(piece, np.float32))
    whole = np.array([value for piece in pieces for value in piece], np.float32)
    np.testing.assert_allclose(record.smooth.values, plain_ema(whole, 0.9), rtol=1e-5)


@pytest.mark.parametrize("log", [True, False])
def test_one_wild_step_does_not_take_the_axis(log: bool) -> None:
    curve = resolve_loss(ViewState(run=1).choose(LossChoice(log=log)), spiked()).curves[0]
    curve = replace(curve, validation=np.array([40.0, 1e15, 41.0]), validation_steps=np.array([0, 100, 200]))
    high = loss_range([curve], log=log)[1]
    top = 10**high if log else high
    assert 47 < top < (5000 if log else 250)
    marks = spikes([curve], top, apart=20)
    assert [(spike.place, spike.loss) for spike in marks] == [(111, pytest.approx(4.7e15))]  # of two nearby the larger
    assert len(spikes([curve], top, apart=2)) == 2


def test_a_long_decline_is_not_wild() -> None:
    steps = np.arange(2000)
    falling = 300 * np.exp(-steps / 40) + 0.02
    curve = replace(scenes.curve(0, 2000), steps=steps + 1, raw=falling, smooth=falling, naive=float("nan"))
    for log in (True, False):
        high = loss_range([curve], log=log)[1]
        assert (10**high if log else high) >= 300


def test_spikes_are_marked_at_the_edge_with_their_number(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT)
    view = LossView()
    qtbot.addWidget(view)
    view.resize(900, 220)
    view.draw(resolve_loss(ViewState(run=1), spiked()))
    view.show()
    view.grab()
    marks = view.plot.spikes
    assert [spike.loss for spike in marks.shown] == [pytest.approx(4.7e15)]
    assert [number.toPlainText() for number in marks.numbers if number.isVisible()] == ["4.70e+15"]
    (x,), (y,) = marks.arrows.getData()
    low, high = view.plot._losses
    assert (x, low < y < high) == (111, True)
    view.draw(scenes.loss())
    assert marks.shown == ()
    assert not any(number.isVisible() for number in marks.numbers)
