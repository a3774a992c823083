"""Runs that differ in their seed alone: which belong together, what they come to, and the command line that makes
them."""

import json
import math
import statistics
from pathlib import Path

import msgspec
import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.config.run import DataConfig, Kind, Recurrent, RunConfig, Schedule, TrainConfig, changed
from gatescope.engine.protocol.seeds import experiment, further_seeds, spread
from gatescope.engine.session.session import Session

CONFIG = RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",)), train=TrainConfig(steps=40))
SMALL = ["--hidden", "4", "--window", "8", "--batch", "4", "--device", "cpu"]


def test_a_spread_is_that_of_the_figures_that_are_numbers() -> None:
    figures = [0.52, 0.49, 0.56, 0.5]
    found = spread([*figures, math.nan, math.inf])
    assert found is not None
    assert (found.count, found.low, found.high) == (4, 0.49, 0.56)
    assert found.mean == pytest.approx(statistics.mean(figures))
    assert found.deviation == pytest.approx(statistics.stdev(figures))
    assert spread([math.nan]) is None
    one = spread([0.5])
    assert one is not None
    assert (one.mean, one.low, one.high) == (0.5, 0.5, 0.5)
    assert math.isnan(one.deviation)


def test_only_the_seed_where_it_runs_and_how_long_it_goes_on_leave_it_the_same_experiment() -> None:
    same = experiment(CONFIG)
    assert experiment(changed(CONFIG, seed=7, device="cpu", steps=90)) == same
    assert experiment(changed(CONFIG, learning_rate=0.01)) != same
    assert experiment(msgspec.structs.replace(CONFIG, net=Recurrent(hidden=8))) != same
    falling = changed(CONFIG, schedule=Schedule.COSINE)  # the rate hangs on the last step
    assert experiment(changed(falling, seed=7)) == experiment(falling)
    assert experiment(changed(falling, steps=90)) != experiment(falling)


def test_further_seeds_follow_the_first_and_are_not_taken() -> None:
    assert further_seeds((0,), 2) == (1, 2)
    assert further_seeds((3, 5), 3) == (4, 6, 7)
    assert further_seeds((2**31 - 1,), 2) == (0, 1)
    assert further_seeds((4,), 0) == ()


@pytest.fixture(scope="module")
def wave(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("seeds") / "wave.csv"
    path.write_text("a\n" + "".join(f"{math.sin(t / 4) + 0.1 * math.sin(t):.5f}\n" for t in range(160)))
    return path


@pytest.fixture(scope="module")
def three(wave, tmp_path_factory) -> tuple[Path, dict]:
    session = tmp_path_factory.mktemp("kept") / "s.gatescope"
    return session, told(wave, "--seed", "5", "--seeds", "3", "--steps", "30", "--session", str(session))


def told(path: Path, *words: str) -> dict:
    with pytest.MonkeyPatch.context() as patch:
        said: list[dict] = []
        patch.setattr(cli, "_say", said.append)
        assert cli.train([str(path), *SMALL, *words]) == 0
    (one,) = said
    return json.loads(json.dumps(one))


def test_several_seeds_are_the_runs_that_each_of_them_is_alone(three, wave) -> None:
    session, said = three
    assert [each["seed"] for each in said["seeds"]] == [5, 6, 7]
    for each in said["seeds"]:
        alone = told(wave, "--seed", str(each["seed"]), "--steps", "30")
        assert (each["val_loss"], each["rmse"], each["steps"]) == (alone["val_loss"], alone["rmse"], 30)
        assert (said["naive_loss"], said["baselines"]) == (alone["naive_loss"], alone["baselines"])
    opened = Session.open(session)
    assert [row.config.train.seed for row in opened.runs()] == [5, 6, 7]
    opened.close()


def test_their_mean_and_spread_are_those_of_the_figures_of_the_runs(three) -> None:
    _, said = three
    for name in ("val_loss", "skill", "train_loss"):
        figures = [each[name] for each in said["seeds"]]
        assert said["spread"][name] == {
            "count": 3,
            "mean": pytest.approx(statistics.mean(figures)),
            "deviation": pytest.approx(statistics.stdev(figures)),
            "low": min(figures),
            "high": max(figures),
        }
    (column,) = said["spread"]["rmse"]
    roots = [each["rmse"][column] for each in said["seeds"]]
    assert said["spread"]["rmse"][column]["mean"] == pytest.approx(statistics.mean(roots))
    assert said["spread"]["accuracy"] is None


@pytest.mark.parametrize("words", ["0", "1", "-3", "two", "1001"])
def test_a_number_of_seeds_that_makes_no_sense_is_refused(wave, capsys, words: str) -> None:
    with pytest.raises(SystemExit):
        cli.train([str(wave), "--seeds", words])
    assert "from 2 to 1000" in capsys.readouterr().err


def test_when_every_seed_breaks_it_says_why_and_keeps_the_runs(wave, capsys, tmp_path) -> None:
    session = tmp_path / "s.gatescope"
    words = ["--cell", "rnn-relu", "--layers", "3", "--lr", "1000000", "--clip", "0", "--optimiser", "sgd"]
    words += ["--seeds", "2", "--steps", "300", "--session", str(session)]
    assert cli.train([str(wave), *SMALL, *words]) == 1
    assert "Try a smaller learning" in capsys.readouterr().err
    opened = Session.open(session)
    assert [row.state for row in opened.runs()] == ["failed", "failed"]
    opened.close()
