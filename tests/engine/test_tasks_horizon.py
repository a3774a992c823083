"""Forecasts several rows ahead, against loops over the rows."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import ColumnConfig, DataConfig, Kind, Scale, Transform
from gatescope.engine.data.preparing.ahead import Ahead
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.scaling.transforms import Step, step
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.protocol.frame import Part, Probe
from tests.engine.prepared import loss_of
from tests.engine.task_tables import chosen, refused, table

SEASON = 4
ROWS = 80
transforms = st.sampled_from(Transform)
horizons = st.integers(1, 9)


def series(seed: int = 0) -> np.ndarray:
    at = np.arange(ROWS)
    return (
        50 * np.exp(0.01 * at + 0.4 * np.sin(2 * np.pi * at / SEASON)) + np.random.default_rng(seed).random(ROWS)
    ).round(6)


def forecasting(
    transform: Transform, horizon: int, seed: int = 0, values: np.ndarray | None = None, **more
) -> Prepared:
    x = series(seed) if values is None else values
    data = chosen(inputs=("x", "y"), targets=("x",), transform=transform, season=SEASON, horizon=horizon, **more)
    return prepare(table({"x": x, "y": series(seed + 1)}), data, 6)


def test_a_difference_reaches_back_to_what_is_known() -> None:
    assert step(Transform.DIFFERENCE, 0) == Step(False, 1)
    assert step(Transform.LOG_DIFFERENCE, 0, 5) == Step(True, 5)
    assert [step(Transform.SEASONAL_DIFFERENCE, 12, horizon).lag for horizon in (0, 1, 12, 13, 30)] == [
        12,
        12,
        12,
        24,
        36,
    ]
    assert step(Transform.LOG, 12, 5) == Step(True, 0)


@settings(deadline=None)
@given(transforms, horizons, st.integers(0, 9))
def test_targets_come_back_in_their_units(transform, horizon, seed) -> None:
    made = forecasting(transform, horizon, seed)
    x = series(seed)
    assert made.shift == horizon
    for probe in made.probes():
        rows = np.arange(probe.start, probe.start + probe.length) + horizon
        truth = np.where(rows < ROWS, x[rows.clip(max=ROWS - 1)], np.nan)
        data = made.probe(probe)
        np.testing.assert_allclose(made.to_units(data.targets, probe)[:, 0], truth, rtol=1e-4)
        forecast = made.forecast(probe, data.targets)
        assert forecast.shift == horizon
        np.testing.assert_allclose(forecast.target[:, 0], truth)
        np.testing.assert_allclose(forecast.naive[:, 0], x[rows - horizon])
        back = rows - SEASON * math.ceil(horizon / SEASON)
        np.testing.assert_allclose(forecast.seasonal[:, 0], np.where(back >= 0, x[back.clip(min=0)], np.nan))


@settings(deadline=None)
@given(transforms, horizons, st.integers(20, 60))
def test_what_is_forecast_needs_only_what_is_known(transform, horizon, now) -> None:
    """The prediction that is made at row ``now`` means the same whatever comes after it."""
    made = forecasting(transform, horizon)
    units, predicted = made.units, np.array([[0.7]])
    before = units.of_targets(predicted, np.array([now + horizon]))
    units.targets[now + 1 :] *= 1000
    np.testing.assert_array_equal(units.of_targets(predicted, np.array([now + horizon])), before)


@settings(deadline=None)
@given(transforms, horizons)
def test_what_is_to_be_beaten(transform, horizon) -> None:
    made = forecasting(transform, horizon)
    x, split, scaling, lag = series().tolist(), made.layout.borders[0], made.units.scaling, made.layout.lost
    log = math.log if "log" in transform else float

    def transformed(value: float, row: int) -> float:
        return log(value) - (log(x[row - lag]) if lag else 0.0)

    assert made.counted_rows.tolist() == [*range(split, ROWS)]
    for back, loss in (
        (horizon, made.naive_loss),
        (SEASON * math.ceil(horizon / SEASON), loss_of(made, BaselineKind.LAST_SEASON)),
    ):
        wrong = [transformed(x[row - back], row) - transformed(x[row], row) for row in range(split, ROWS)]
        assert loss == pytest.approx(math.fsum((each / scaling.size[0]) ** 2 for each in wrong) / len(wrong), rel=1e-9)


@settings(deadline=None)
@given(transforms, horizons, st.integers(1, 20))
def test_going_on_with_its_own_past(transform, horizon, steps) -> None:
    made = forecasting(transform, horizon)
    row, lag, scaling = 60, made.layout.lost, made.units.scaling
    output = np.random.default_rng(steps).normal(size=(steps, 1)).astype(np.float32)
    own = series()[:row].tolist()
    for value in output[:, 0].astype(float) * scaling.size[0] + scaling.centre[0]:
        level = value + ((math.log(own[-lag]) if "log" in transform else own[-lag]) if lag else 0.0)
        own.append(math.exp(level) if "log" in transform else level)
    ahead = Ahead(made, made.units, row, steps)
    np.testing.assert_allclose(ahead.in_units(output)[:, 0], own[row:], rtol=1e-9)
    np.testing.assert_array_equal(ahead.truth()[:, 0], series()[row : row + steps])
    assert ahead.given().shape == (steps, 2)


@settings(deadline=None)
@given(transforms, st.integers(1, 70), st.integers(1, 20))
def test_a_horizon_beyond_the_data(transform, horizon, window) -> None:
    dataset = table({"x": series(), "y": series(1)})
    data = chosen(inputs=("x", "y"), transform=transform, season=SEASON, horizon=horizon)
    try:
        assert len(prepare(dataset, data, window).training) >= 1
        return
    except ConfigError as error:
        facts = error.facts
    assume("horizon" in facts.values())  # how long a window may be has its own test
    high = facts["high"]
    assert high < horizon
    fits = chosen(inputs=("x", "y"), transform=transform, season=SEASON, horizon=high)
    assert len(prepare(dataset, fits, 1).training) >= 1
    longer = chosen(inputs=("x", "y"), transform=transform, season=SEASON, horizon=high + 1)
    assert refused(dataset, longer, 1).facts["name"] == "horizon"


def test_each_column_in_its_own_way() -> None:
    own = (
        ColumnConfig(name="x", transform=Transform.LOG_DIFFERENCE, scale=Scale.MIN_MAX),
        ColumnConfig(name="y", scale=Scale.NONE),
    )
    made = forecasting(Transform.NONE, 2, columns=own)
    x, split = np.log(series()), made.layout.borders[0]
    change = np.append([np.nan, np.nan], x[2:] - x[:-2])
    low, high = np.nanmin(change[:split]), np.nanmax(change[:split])
    np.testing.assert_allclose(made.features[2:, 0], (change[2:] - low) / (high - low), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(made.features[:, 1], series(1), rtol=1e-6)
    assert made.layout.lost == 2
    probe = made.probe_default()
    expected = made.units.targets[probe.start + 2 : probe.start + 2 + probe.length]
    np.testing.assert_allclose(made.to_units(made.probe(probe).targets, probe), expected, rtol=1e-5)


def test_a_column_that_never_changes_while_it_is_learnt() -> None:
    x = series()
    x[:60] = 5.0
    for scale in Scale:
        made = prepare(table({"x": x}), chosen(scale=scale), 6)
        np.testing.assert_allclose(made.features[:56], 5.0 if scale is Scale.NONE else 0.0)
        assert np.isfinite(made.features).all()


def test_a_text_several_characters_ahead() -> None:
    text = "to be or not to be, that is the question: " * 9
    made = prepare(dataset_from_bytes(text.encode(), "a.txt", Kind.TEXT), DataConfig(kind=Kind.TEXT, horizon=3), 12)
    split, ids, size = int(made.layout.borders[0]), made.ids.tolist(), made.shape.symbols
    probe = made.probe(Probe(part=Part.VALIDATION, start=len(ids) - 5, length=5))
    assert probe.targets.tolist() == [*ids[-2:], -1, -1, -1]
    losses = []
    for row in range(split, len(ids)):
        pairs = [(ids[at - 3], ids[at]) for at in range(3, split)]
        same = [pair for pair in pairs if pair[0] == ids[row - 3]]
        losses.append(-math.log((same.count((ids[row - 3], ids[row])) + 0.1) / (len(same) + 0.1 * size)))
    assert made.naive_loss == pytest.approx(math.fsum(losses) / len(losses), rel=1e-9)
    assert made.probe(Probe(part=Part.TYPED, text="to be")).targets.tolist() == [*ids[3:5], -1, -1, -1]
