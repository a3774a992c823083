"""A transform is suggested for series with a trend, and not for walks that only happen to leave their range."""

import numpy as np
import pytest

from gatescope.engine.config.run import Transform
from gatescope.engine.data.scaling.transforms import suggest_transform

SERIES = 200


def share(make, rhythm: str = "") -> float:
    """Of so many series, those for which a transform is suggested."""
    made = [make(np.random.default_rng(seed)) for seed in range(SERIES)]
    found = [suggest_transform(each, round(0.7 * len(each)), True, rhythm).transform for each in made]
    return sum(each is not Transform.NONE for each in found) / SERIES


@pytest.mark.parametrize("rows", [100, 200, 400])
def test_random_walks_are_left_as_they_are(rows: int) -> None:
    assert share(lambda rng: 100 + np.cumsum(rng.normal(size=rows))) < 0.1


def test_a_trend_is_differenced() -> None:
    at = np.arange(200)
    assert share(lambda rng: 50 + 0.2 * at + rng.normal(size=200)) > 0.9


@pytest.mark.parametrize("growth", [0.006, 0.012])
def test_growth_with_a_season_is_differenced(growth: float) -> None:
    at = np.arange(144)
    wave = 1 + 0.15 * np.sin(2 * np.pi * at / 12)
    found = share(lambda rng: 100 * np.exp(growth * at) * (wave + 0.03 * rng.normal(size=144)), "monthly")
    assert found > 0.95


def test_a_series_that_stands_still_divides_by_nothing() -> None:
    assert suggest_transform(np.full(100, 3.0), 70).transform is Transform.NONE
    assert suggest_transform(np.repeat([1.0, 2.0], 60), 84).transform is Transform.NONE
