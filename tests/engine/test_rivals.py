"""The models to be beaten, against loops over the rows."""

import math

import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.rivals import autoregression
from gatescope.engine.data.rivals.rival import Outcome
from gatescope.engine.data.rivals.rivals import RIVALS
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.baselines import BaselineKind, reference_loss, skill
from tests.engine.prepared import loss_of


@pytest.fixture
def series(tmp_path):
    rng = np.random.default_rng(1)
    values = np.zeros(400)
    for t in range(2, 400):
        values[t] = 0.5 * values[t - 1] + 0.3 * values[t - 2] + rng.normal()
    path = tmp_path / "series.csv"
    path.write_text("value\n" + "".join(f"{value:.5f}\n" for value in values + 20), encoding="utf-8")
    return open_dataset(str(path))


def config(**more):
    return DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",), **more)


@pytest.mark.parametrize("horizon", [1, 3])
def test_losses_are_those_of_a_loop_over_the_targets_that_count(series, horizon):
    prepared = prepare(series, config(horizon=horizon, order=4), 24)
    scaled = prepared.targets[:, 0].astype(float)
    training = scaled[: prepared.training_rows[1]]
    losses = {one.kind: (one.order, one.loss) for one in prepared.baselines}
    means, markov, regressed = [], [], []
    models = autoregression.fit(training, 1), autoregression.fit(training, 4)
    for row in prepared.counted_rows:
        past = scaled[: row - horizon + 1]
        means.append((past.mean() - scaled[row]) ** 2)
        markov.append((models[0].recursive(past, horizon)[-1] - scaled[row]) ** 2)
        regressed.append((models[1].recursive(past, horizon)[-1] - scaled[row]) ** 2)
    assert losses[BaselineKind.MEAN] == (0, pytest.approx(np.mean(means)))
    assert losses[BaselineKind.MARKOV] == (1, pytest.approx(np.mean(markov)))
    assert losses[BaselineKind.AUTOREGRESSION] == (4, pytest.approx(np.mean(regressed)))


def test_the_forecast_drawn_is_in_the_data_s_units_and_scores_what_is_told(series):
    prepared = prepare(series, config(order=2), 24)
    probe = prepared.probe_default()
    forecast = prepared.forecast(probe, np.zeros((probe.length, 1)))
    spread = float(prepared.units.targets[: prepared.training_rows[1]].std())
    errors = (forecast.autoregression - forecast.target) / spread
    counted = errors[int(prepared.validation.counted_from[0]) :]
    rows = np.isin(prepared.counted_rows, probe.start + 1 + np.arange(probe.length))
    assert forecast.order == 2
    assert np.abs(forecast.autoregression - 20).max() < 10
    assert rows.sum() >= len(counted) > 0
    assert 0.3 < np.square(counted).mean() < 3 * prepared.baselines[-1].loss


def test_an_order_that_the_data_cannot_fill_is_refused_before_it_trains(series):
    prepared = prepare(series, config(order=200), 24)
    with pytest.raises(ConfigError) as refused:
        _ = prepared.baselines
    assert refused.value.fault is Fault.ORDER_TOO_LARGE


def test_a_text_has_n_grams_that_know_more_the_longer_they_are(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("the cat sat on the mat. the dog sat on the log. " * 60, encoding="utf-8")
    prepared = prepare(open_dataset(str(path)), DataConfig(kind=Kind.TEXT), 16)
    assert [str(one.kind) for one in prepared.baselines[:2]] == ["bigram", "unigram"]
    grams = [one for one in prepared.baselines if one.kind is BaselineKind.NGRAM]
    losses = [one.loss for one in grams]
    assert [one.order for one in grams] == [1, 2, 3, 4, 5]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] == pytest.approx(loss_of(prepared, BaselineKind.UNIGRAM), rel=0.05)
    assert losses[1] == pytest.approx(prepared.naive_loss, rel=0.1)


def test_sequences_are_fitted_together_and_never_look_into_one_another(tmp_path):
    rng = np.random.default_rng(2)
    rows = []
    for name in "abcdefgh":
        value = rng.normal(scale=5)
        for _ in range(40):
            value = 0.8 * value + rng.normal()
            rows.append(f"{name},{value:.4f}\n")
    path = tmp_path / "sensors.csv"
    path.write_text("sensor,value\n" + "".join(rows), encoding="utf-8")
    prepared = prepare(open_dataset(str(path)), config(sequence="sensor"), 10)
    markov = next(one for one in prepared.baselines if one.kind is BaselineKind.MARKOV)
    scaled, layout = prepared.targets[:, 0].astype(float), prepared.layout
    parts = [scaled[a:b] for a, b in zip(layout.edges[:-1], layout.borders, strict=True) if b > a]
    model = autoregression.fit(parts, 1)
    errors = [
        (model.intercept + model.weights[0] * scaled[row - 1] - scaled[row]) ** 2
        for row in prepared.counted_rows
        if layout.places[row] > 0
    ]
    assert markov.loss == pytest.approx(np.mean(errors), rel=1e-6)


def test_every_kind_is_in_the_table_once_and_every_outcome_has_one_reference():
    assert sorted(each.kind for each in RIVALS) == sorted(BaselineKind)
    for outcome in Outcome:
        assert sum(each.reference for each in RIVALS if outcome in each.outcomes) == 1


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (config(), ["last-value", "mean", "markov", "autoregression"]),
        (config(season=20), ["last-value", "last-season", "mean", "markov", "autoregression"]),
    ],
)
def test_all_that_is_to_be_beaten_is_one_list_the_reference_first(series, data, kinds):
    prepared = prepare(series, data, 24)
    assert [str(one.kind) for one in prepared.baselines] == kinds
    assert [one.reference for one in prepared.baselines] == [True] + [False] * (len(kinds) - 1)
    assert reference_loss(prepared.baselines) == prepared.naive_loss == prepared.baselines[0].loss


def test_skill_is_nought_at_the_reference_and_unknown_without_one():
    assert (skill(0.5, 0.5), skill(0.25, 0.5)) == (0, 0.5)
    assert math.isnan(skill(0.5, 0.0))
    assert math.isnan(skill(0.5, reference_loss(())))
