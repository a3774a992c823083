"""Seasons that follow from the rhythm of the rows, and transforms that win on the end of what is learnt from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.data import Kind, Transform
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.scaling import seasons
from gatescope.engine.data.scaling.transforms import suggest_transform
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.protocol.baselines import BaselineKind
from tests.engine.awkward import lines

RHYTHMS = {"half-hourly": 48, "hourly": 24, "15-minutely": 96, "10-minutely": 144, "3-hourly": 8, "12-hourly": 2,
           "daily": 7, "weekly": 52, "monthly": 12, "quarterly": 4}  # fmt: skip


def cycles(season: int, rows: int, noise: float, seed: int) -> np.ndarray:
    at, random = np.arange(rows), np.random.default_rng(seed)
    return np.sin(2 * np.pi * at / season + 0.3) + noise * random.standard_normal(rows)


@settings(deadline=None)
@given(st.sampled_from(sorted(RHYTHMS)), st.floats(0, 0.4), st.integers(0, 99), st.sampled_from([-0.01, 0.0, 0.02]))
def test_the_period_of_the_rhythm_is_found_in_noise_and_beside_a_trend(
    rhythm: str, noise: float, seed: int, trend: float
) -> None:
    season = RHYTHMS[rhythm]
    values = cycles(season, 12 * season + 300, noise, seed) + trend * np.arange(12 * season + 300)
    assert seasons.season(values, rhythm=rhythm) == season


def test_a_week_is_found_where_it_says_more_than_a_day() -> None:
    at = np.arange(48 * 70)
    values = np.sin(2 * np.pi * at / 48) * np.where(at // 48 % 7 < 5, 1.0, 0.1)
    assert seasons.season(values, rhythm="half-hourly") == 336


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [("half-hourly", (48, 336)), ("hourly", (24, 168)), ("monthly", (12,)), ("7-minutely", ()), ("yearly", ()),
     ("irregular", ()), ("", ()), ("5-minutely", (288, 2016)), ("24-hourly", (7,)), ("0-minutely", ())],
)  # fmt: skip
def test_periods(rhythm: str, expected: tuple[int, ...]) -> None:
    assert seasons.periods(rhythm) == expected


@settings(deadline=None)
@given(st.floats(25, 60), st.floats(0, 0.5), st.integers(0, 999), st.sampled_from(["", "daily", "monthly"]))
def test_a_smooth_series_has_no_short_season(period: float, noise: float, seed: int, rhythm: str) -> None:
    found = seasons.season(cycles(1, 60, noise, seed) + 5 * np.sin(2 * np.pi * np.arange(60) / period), rhythm=rhythm)
    assert found == 0 or found > 12


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(40, 300), st.floats(1, 1e6))
def test_what_is_validated_on_changes_nothing(seed: int, rows: int, later: float) -> None:
    random = np.random.default_rng(seed)
    values = np.exp(random.uniform(-0.02, 0.04) * np.arange(rows) + 0.2 * np.sin(np.arange(rows) * np.pi / 6))
    training = int(0.7 * rows)
    other = values.copy()
    other[training:] = later
    assert suggest_transform(values, training) == suggest_transform(other, training)


def test_seasonal_differences_do_not_win_over_what_changes_from_day_to_day() -> None:
    """Half-hourly sunshine below clouds that stay for a day, brighter towards summer."""
    days, random = 60, np.random.default_rng(0)
    at = np.arange(48 * days)
    clouds = np.repeat(random.uniform(0.2, 1.0, days), 48)
    sun = np.maximum(0, np.sin(2 * np.pi * (at % 48 - 12) / 48)) * clouds * (1 + at / len(at))
    found = suggest_transform(sun, int(0.7 * len(at)), positive=False, rhythm="half-hourly")
    assert (found.transform, found.season) == (Transform.NONE, 48)


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_sizes_do_not_matter(scale: float) -> None:
    at = np.arange(150.0)
    found = suggest_transform(scale * (at + 5 * np.sin(np.pi * at / 6) + 20), 100, rhythm="monthly")
    assert (found.transform, found.season) == (Transform.SEASONAL_DIFFERENCE, 12)


def test_the_season_found_is_suggested_and_forecast_with() -> None:
    moments = np.datetime64("2023-01-01T00:00") + 30 * np.arange(48 * 20).astype("m8[m]")
    raw = lines(moments.astype(str), [f"{each:.4f}" for each in cycles(48, 48 * 20, 0.2, 0)], head=("time", "load"))
    dataset = dataset_from_bytes(raw.encode(), "a.csv", Kind.TABLE)
    data = dataset.info.suggested.data
    assert (data.season, data.transform) == (48, Transform.NONE)
    made = prepare(dataset, data, dataset.info.suggested.train.window)
    assert np.isfinite(next(each.loss for each in made.baselines if each.kind is BaselineKind.LAST_SEASON))
