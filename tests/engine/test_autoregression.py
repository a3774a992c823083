"""Autoregression against a regression written out, and against published figures."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.data.rivals import autoregression
from gatescope.engine.errors import ConfigError, Fault

TEMPERATURES = Path(__file__).parents[3] / "shared" / "data" / "daily-min-temperatures.csv"


def series(length: int, seed: int) -> autoregression.Floats:
    rng = np.random.default_rng(seed)
    values = np.zeros(length)
    for t in range(2, length):
        values[t] = 5 + 0.6 * values[t - 1] - 0.3 * values[t - 2] + rng.normal()
    return values


def written_out(values: autoregression.Floats, order: int, first: int) -> tuple[autoregression.Floats, float]:
    rows = range(first, len(values))
    x = np.array([[1.0, *(values[t - back] for back in range(1, order + 1))] for t in rows])
    y = values[first:]
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    return beta, float(np.square(y - x @ beta).sum())


@given(st.integers(0, 8), st.integers(30, 90), st.integers(0, 1000))
def test_the_weights_are_those_of_the_regression_written_out(order: int, length: int, seed: int) -> None:
    values = series(length, seed)
    beta, squares = written_out(values, order, order)
    found = autoregression.fit(values, order)
    assert np.allclose([found.intercept, *found.weights], beta, rtol=1e-6, atol=1e-8)
    assert found.variance == pytest.approx(squares / (length - order), rel=1e-6)


def test_a_large_level_costs_no_digits() -> None:
    values = series(400, 3)
    plain, high = autoregression.fit(values, 5), autoregression.fit(values + 1e6, 5)
    assert np.allclose(plain.weights, high.weights, rtol=1e-6)


def test_forecasts_of_one_step_use_what_is_true_and_recursive_ones_what_they_said() -> None:
    values = series(60, 1)
    model = autoregression.fit(values, 3)
    one = model.one_step(values)
    assert np.isnan(one[:3]).all()
    expected = model.intercept + model.weights @ values[[29, 28, 27]]
    assert one[30] == pytest.approx(expected)
    ahead = model.recursive(values[:30], 2)
    assert ahead[0] == pytest.approx(expected)
    assert ahead[1] == pytest.approx(model.intercept + model.weights @ [ahead[0], values[29], values[28]])


def test_order_0_is_the_mean_of_the_past() -> None:
    values = series(50, 2)
    model = autoregression.fit(values, 0)
    assert np.allclose(model.recursive(values, 3), values.mean())
    assert np.allclose(model.one_step(values), values.mean())


def test_akaike_chooses_as_when_every_order_is_fitted_by_itself() -> None:
    values, most = series(300, 4), 12
    criteria = [
        (300 - most) * np.log(written_out(values, order, most)[1] / (300 - most)) + 2 * (order + 1)
        for order in range(most + 1)
    ]
    assert autoregression.choose(values, most) == int(np.argmin(criteria))
    assert autoregression.choose(values, most) >= 2


def test_a_series_without_variation_is_forecast_by_its_value() -> None:
    model = autoregression.fit(np.full(40, 7.0), 4)
    assert np.allclose(model.recursive(np.full(40, 7.0), 3), 7.0)


def test_too_few_values_are_refused() -> None:
    with pytest.raises(ConfigError) as refused:
        autoregression.fit(np.arange(10.0), 5)
    assert (refused.value.fault, refused.value.facts["largest"]) == (Fault.ORDER_TOO_LARGE, 4)
    assert autoregression.fit(np.arange(10.0), 4).order == 4


@pytest.mark.skipif(not TEMPERATURES.exists(), reason="the daily temperatures are not here")
def test_the_published_forecast_of_daily_temperatures() -> None:
    """Order 29, the first of the 3,650 rows left out as in the source: Brownlee, Autoregression Models for Time Series
    Forecasting With Python (2017)."""
    with TEMPERATURES.open(encoding="utf-8") as file:
        values = np.array([float(row[1].strip("?")) for row in list(csv.reader(file))[1:]])
    train, test = values[1:-7], values[-7:]
    model = autoregression.fit(train, 29)
    ahead = model.recursive(train, 7)
    assert ahead[:2] == pytest.approx([11.871275, 13.053794], abs=5e-7)
    assert np.square(ahead - test).mean() == pytest.approx(1.502, abs=5e-4)
    assert np.square(model.one_step(values)[-7:] - test).mean() == pytest.approx(1.451, abs=5e-4)
