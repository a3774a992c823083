"""What one gets without a network, and what is suggested so that a network gets more."""

import math
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import DataConfig, Kind, Transform
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.rivals import counting
from gatescope.engine.data.scaling import seasons
from gatescope.engine.data.scaling.transforms import suggest_transform
from gatescope.engine.data.tables.dataset import dataset_from_bytes, open_dataset
from gatescope.engine.protocol.baselines import BaselineKind
from tests.engine.prepared import loss_of

REAL = Path(__file__).parents[2].parent / "shared" / "data"


def slow_bigram(ids: list[int], training: int, symbols: int, targets: list[int]) -> float:
    pairs = Counter(pairwise(ids[:training]))
    contexts = Counter(ids[: training - 1])
    total = 0.0
    for at in targets:
        this, following = ids[at - 1], ids[at]
        total -= math.log((pairs[this, following] + 0.1) / (contexts[this] + 0.1 * symbols))
    return total / len(targets)


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), min_size=6, max_size=80), st.booleans())
def test_bigram_against_a_loop(ids: list[int], large: bool) -> None:
    symbols = 6 if not large else 5000  # beyond a table of all pairs
    training = len(ids) // 2
    targets = list(range(training, len(ids)))
    found = counting.bigram_cross_entropy(np.array(ids), range(1, training), symbols, np.array(targets))
    assert found == pytest.approx(slow_bigram(ids, training, symbols, targets), rel=1e-12)


def test_bigram_counts_across_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_PIECE", 7)
    ids = np.random.default_rng(0).integers(0, 4, 100)
    targets = list(range(70, 100))
    expected = slow_bigram(ids.tolist(), 70, 4, targets)
    assert counting.bigram_cross_entropy(ids, range(1, 70), 4, np.array(targets)) == pytest.approx(expected, rel=1e-12)


def test_a_text_is_scored_by_the_bigrams_of_its_training_part() -> None:
    content = "to be or not to be, that is the question: " * 9 + "zzz"
    made = prepare(dataset_from_bytes(content.encode(), "a.txt", Kind.TEXT), DataConfig(kind=Kind.TEXT), 12)
    split, rows = made.validation_rows
    ids = made.ids.tolist()
    expected = slow_bigram(ids, split, made.shape.symbols, list(range(split, rows)))
    assert made.naive_loss == pytest.approx(expected, rel=1e-12)
    assert math.isnan(loss_of(made, BaselineKind.LAST_SEASON))
    counts = Counter(ids[:split])
    terms = [-math.log((counts[ids[at]] + 0.1) / (split + 0.1 * made.shape.symbols)) for at in range(split, rows)]
    assert loss_of(made, BaselineKind.UNIGRAM) == pytest.approx(math.fsum(terms) / len(terms), rel=1e-12)
    assert loss_of(made, BaselineKind.UNIGRAM) > made.naive_loss


@given(st.integers(1, 9))
def test_repeat_last(lag: int) -> None:
    values = np.arange(6.0)[:, None]
    assert seasons.repeat_last(values, lag)[lag:].tolist() == values[: max(0, 6 - lag)].tolist()
    assert np.isnan(seasons.repeat_last(values, lag)[:lag]).all()


@settings(deadline=None)
@given(st.integers(2, 40), st.integers(0, 50), st.sampled_from([0.0, 5.0, -5.0]), st.sampled_from([1e-9, 1.0, 1e200]))
def test_a_season_is_found(season: int, seed: int, trend: float, size: float) -> None:
    """The pattern's own, or a shorter lag after which its differences repeat as well to a tenth."""
    rng = np.random.default_rng(seed)
    pattern = rng.permutation(season) * 3.0
    values = np.resize(pattern, 12 * season) + trend * np.arange(12 * season) + 0.1 * rng.normal(size=12 * season)
    found = seasons.season(values * size)
    assert 0 < found <= season
    correlation = seasons.autocorrelation(np.diff(values), season)
    assert correlation[found] >= correlation[season] - 0.1
    if _of_shorter_lags(np.diff(np.resize(pattern, season + 1))) < 0.8:
        assert found == season


def _of_shorter_lags(cycle: Any) -> float:
    """The highest autocorrelation of a ``cycle`` (S,) that goes on for ever, at lags 1 … S−1; its mean is 0."""
    return max(float(np.roll(cycle, lag) @ cycle / (cycle @ cycle)) for lag in range(1, len(cycle)))


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0, 3.0], [5.0] * 50, list(range(50))])
def test_no_season(values: list[float]) -> None:
    assert seasons.season(np.array(values, float)) == 0


@given(st.integers(0, 30))
def test_noise_has_no_season(seed: int) -> None:
    assert seasons.season(np.random.default_rng(seed).normal(size=300)) == 0


@given(st.lists(st.integers(-100, 100).map(float), min_size=6, max_size=40))
def test_autocorrelation_against_a_loop(values: list[float]) -> None:
    found = seasons.autocorrelation(np.array(values), 3)
    mean = math.fsum(values) / len(values)
    centred = [each - mean for each in values]
    variance = math.fsum(each**2 for each in centred) / len(centred)
    if not len(found):
        assert variance <= 1e-9 * max(map(abs, values)) ** 2
        return
    for lag in range(4):
        terms = [centred[at] * centred[at + lag] for at in range(len(centred) - lag)]
        assert found[lag] == pytest.approx(math.fsum(terms) / len(terms) / variance, rel=1e-6, abs=1e-3)


def test_suggestions() -> None:
    at = np.arange(150.0)
    season = np.sin(2 * np.pi * at / 12)
    assert suggest_transform(season, 100).transform is Transform.NONE
    growing = suggest_transform(100 * np.exp(0.02 * at + 0.3 * season), 100)
    assert (growing.transform, growing.season, growing.reason) == (Transform.LOG_SEASONAL_DIFFERENCE, 12, "trend")
    assert growing.outside > 0.5
    assert suggest_transform(100 * np.exp(0.02 * at), 100, positive=False).transform is Transform.DIFFERENCE
    assert suggest_transform(100 * np.exp(0.02 * at), 100).transform is Transform.LOG_DIFFERENCE
    assert suggest_transform(at + 5 * season - 50, 100).transform is Transform.SEASONAL_DIFFERENCE
    assert suggest_transform(at, 100).transform is Transform.LOG_DIFFERENCE or at[0] == 0


@pytest.mark.parametrize("rows", range(10, 60))
@pytest.mark.parametrize("kind", ["trend", "season", "noise"])
def test_what_is_suggested_works(rows: int, kind: str) -> None:
    at = np.arange(rows)
    noise = np.random.default_rng(rows).random(rows)
    values = {"trend": np.exp(0.1 * at) + noise, "season": at + 9 * (at % 4) + noise, "noise": noise}[kind]
    content = "v\n" + "".join(f"{value!r}\n" for value in values.tolist())
    dataset = dataset_from_bytes(content.encode(), "a.csv", Kind.TABLE)
    suggested = dataset.info.suggested
    made = prepare(dataset, suggested.data, suggested.train.window)
    assert len(made.training) >= 2
    assert (suggested.data.transform is not Transform.NONE) == (dataset.info.suggestion_reason == "trend")


@pytest.mark.parametrize("length", [20, 21, 30, 100, 9_999, 10_001])
def test_what_is_suggested_for_a_text_works(length: int) -> None:
    dataset = dataset_from_bytes(("ab, c.\n" * length).encode()[:length], "a.txt", Kind.TEXT)
    suggested = dataset.info.suggested
    assert len(prepare(dataset, suggested.data, suggested.train.window).training) >= 2


def test_the_default_for_airline_leaves_enough_windows() -> None:
    if not REAL.exists():
        pytest.skip("the real files are not here")
    dataset = open_dataset(str(REAL / "airline-passengers.csv"))
    made = prepare(dataset, dataset.info.suggested.data, dataset.info.suggested.train.window)
    assert made.training_rows == (0, 100)
    assert made.validation_rows == (100, 144)
    assert 24 <= made.window <= 48
    assert len(made.training) >= 50
    assert made.probe(made.probe_default()).labels[0] == "1957-04"
