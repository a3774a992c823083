"""RMSE and MAE in the data's own units: of a run at each validation and of what it is compared with, against what is
counted here from the file alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import (
    Cell,
    ColumnConfig,
    DataConfig,
    Kind,
    Recurrent,
    RunConfig,
    TrainConfig,
    Transform,
)
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.trainer import Trainer

SEASON, HORIZON = 12, 3
CPU = torch.device("cpu")


def grown(rows: int = 160) -> np.ndarray:
    """Growing by factors, with a season and noise: what a logarithm and a seasonal difference are for."""
    t = np.arange(rows)
    noise = np.random.default_rng(3).normal(0, 0.05, rows)
    return np.asarray(np.round(np.exp(4 + 0.01 * t + 0.3 * np.sin(2 * np.pi * t / SEASON) + noise), 6))


def as_file(*columns: np.ndarray) -> Dataset:
    names = ("first", "second")[: len(columns)]
    lines = [",".join(names), *(",".join(f"{value:.6f}" for value in row) for row in zip(*columns, strict=True))]
    return dataset_from_bytes("\n".join(lines).encode(), "grown.csv")


def asked(*transforms: Transform, horizon: int = 1) -> RunConfig:
    names = ("first", "second")[: len(transforms)]
    columns = tuple(ColumnConfig(name=name, transform=each) for name, each in zip(names, transforms, strict=True))
    data = DataConfig(kind=Kind.TABLE, inputs=names, targets=names, columns=columns, season=SEASON, horizon=horizon)
    return RunConfig(data=data, net=Recurrent(cell=Cell.GRU, hidden=4), train=TrainConfig(window=10, batch=4))


def by_hand(trainer: Trainer, rows: np.ndarray, values: np.ndarray, log: bool, lag: int) -> tuple[float, float]:
    """RMSE and MAE of a network's forecasts of ``rows``, each read off its own window, undone in float64."""
    level = np.log(values) if log else values.copy()
    series = level.copy()
    if lag:
        series[lag:] = level[lag:] - level[:-lag]
    prepared = trainer._prepared
    learnt = series[lag if lag else 0 : int(prepared.layout.borders[0])]
    mean, deviation = learnt.mean(), learnt.std()
    errors = []
    for start, length, counted in zip(
        prepared.validation.starts, prepared.validation.lengths, prepared.validation.counted_from, strict=True
    ):
        x = torch.from_numpy(prepared.features[start : start + length])[:, None]
        with torch.no_grad():
            said = trainer.network.eval()(x, None, None)[:, 0].numpy().astype(np.float64)
        for at in range(counted, length):
            row = start + at + prepared.shift
            told = said[at, 0] * deviation + mean + (level[row - lag] if lag else 0.0)
            errors.append((np.exp(told) if log else told) - values[row])
    assert len(errors) == len(rows)
    return float(np.sqrt(np.mean(np.square(errors)))), float(np.mean(np.abs(errors)))


@pytest.mark.parametrize("horizon", [1, HORIZON])
@pytest.mark.parametrize(
    ("transform", "log", "back"),
    [
        (Transform.NONE, False, ""),
        (Transform.DIFFERENCE, False, "horizon"),
        (Transform.LOG_DIFFERENCE, True, "horizon"),
        (Transform.LOG_SEASONAL_DIFFERENCE, True, "season"),
    ],
)
def test_a_validation_tells_the_errors_of_the_values_themselves(
    transform: Transform, log: bool, back: str, horizon: int
) -> None:
    values = grown()
    config = asked(transform, horizon=horizon)
    prepared = prepare(as_file(values), config.data, config.train.window)
    trainer = Trainer(config, prepared, CPU)
    with trainer:
        for _ in range(20):
            trainer.step()
        trainer.validate()
    lag = {"": 0, "horizon": horizon, "season": SEASON}[back]
    expected = by_hand(trainer, prepared.counted_rows, values, log, lag)
    assert trainer.errors.shape == (2, 1)
    assert trainer.errors[:, 0] == pytest.approx(expected, rel=1e-4)


def test_each_column_has_errors_in_its_own_units() -> None:
    """A thousand times the numbers are a thousand times the error, and a gap in one column is not one in the other."""
    values = grown()
    far = values * 1000
    config = asked(Transform.LOG_SEASONAL_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE)
    prepared = prepare(as_file(values, far), config.data, config.train.window)
    for each in prepared.baselines:
        assert np.array(each.rmse) == pytest.approx([each.rmse[0], 1000 * each.rmse[0]], rel=1e-6)
        assert np.array(each.mae) == pytest.approx([each.mae[0], 1000 * each.mae[0]], rel=1e-6)


@pytest.mark.parametrize("transform", [Transform.NONE, Transform.LOG_SEASONAL_DIFFERENCE])
def test_what_needs_no_learning_is_told_in_units_too(transform: Transform) -> None:
    values = grown()
    prepared = prepare(as_file(values), asked(transform).data, 10)
    rows = prepared.counted_rows
    known = {each.kind: each for each in prepared.baselines}
    for kind, back in ((BaselineKind.LAST_VALUE, 1), (BaselineKind.LAST_SEASON, SEASON)):
        wrong = values[rows - back] - values[rows]
        assert known[kind].rmse == pytest.approx([np.sqrt(np.square(wrong).mean())], rel=1e-6)
        assert known[kind].mae == pytest.approx([np.abs(wrong).mean()], rel=1e-6)
    for each in known.values():
        assert 0 < each.mae[0] <= each.rmse[0] < np.inf


def test_a_gap_counts_in_no_error_and_is_one_in_its_column_alone() -> None:
    values = grown()
    whole = prepare(as_file(values, values), asked(Transform.NONE, Transform.NONE).data, 10).contest.numbers
    assert whole is not None
    gap = np.arange(len(values))[:, None] == (-1, 140)
    found = replace(whole, values=np.where(gap, np.nan, whole.values), scaled=np.where(gap, np.nan, whole.scaled))
    rows = np.arange(130, 150)
    guess = np.broadcast_to((0 - found.scaling.centre) / found.scaling.size, (20, 2))  # it says 0
    rmse, mae = found.errors(guess, rows)
    for at, known in enumerate((values[rows], np.delete(values[rows], 10))):
        assert (rmse[at], mae[at]) == pytest.approx((np.sqrt(np.square(known).mean()), known.mean()))


def test_a_network_that_says_infinity_has_an_infinite_error_and_nothing_warns() -> None:
    numbers = prepare(as_file(grown()), asked(Transform.LOG_DIFFERENCE).data, 10).contest.numbers
    assert numbers is not None
    assert numbers.errors(np.array([[1e30]]), np.array([140])).tolist() == [[np.inf], [np.inf]]
    assert np.isnan(numbers.errors(np.array([[np.nan]]), np.array([140]))).all()
    huge = numbers.errors(np.array([[700.0 / numbers.scaling.size[0]]]), np.array([140]))
    assert np.isfinite(huge).all()
    assert (huge > 1e290).all()  # whose square would be beyond what a float holds


def test_they_are_kept_in_the_session_and_go_with_a_fork(tmp_path: Path) -> None:
    path = str(tmp_path / "a.gatescope")
    laboratory = Laboratory()
    laboratory.adopt(as_file(grown()), path)
    run = laboratory.new_run(asked(Transform.LOG_SEASONAL_DIFFERENCE))
    training = laboratory.begin(run)
    while run.step < 60:
        training.turn(60, lambda: False)
    laboratory.put_to_rest(training)
    measured = run.errors(0)
    assert measured is not None
    assert np.isfinite(measured).all()
    assert measured.shape == (len(measured), 2, 1)
    assert (run.info().rmse, run.info().mae) == (tuple(measured[-1, 0]), tuple(measured[-1, 1]))
    laboratory.fork(1, 60)
    laboratory.close()
    laboratory.open_session(path)
    for number in (1, 2):
        again = laboratory.run(number)
        assert np.array_equal(again.errors(0), measured)
        assert again.info().rmse == run.info().rmse
    laboratory.close()
