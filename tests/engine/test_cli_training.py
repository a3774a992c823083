"""The options about the network and its training on the command line: each arrives where it is named, and trains."""

import json

import msgspec
import numpy as np
import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.cli.choices import ABOUT_DATA, net_config, train_config
from gatescope.engine.cli.options import train_parser
from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import (
    EVERY_KIND,
    Cell,
    ClipBy,
    EncoderDecoder,
    Init,
    Optimiser,
    Recurrent,
    Reservoir,
    RunConfig,
    Schedule,
    TrainConfig,
    Transformer,
)
from gatescope.engine.config.setting import grouped
from gatescope.engine.session.session import Session

NET = [
    (["--cell", "mgu", "--hidden", "9", "--layers", "2"], Recurrent(cell=Cell.MGU, hidden=9, layers=2)),
    (["--dropout", "0.2", "--embedding", "5"], Recurrent(dropout=0.2, embedding=5)),
    (["--init", "orthogonal", "--forget-bias", "1"], Recurrent(init=Init.ORTHOGONAL, forget_bias=1.0)),
    (["--forget-bias", "-2.5"], Recurrent(forget_bias=-2.5)),
    (["--bidirectional"], Recurrent(bidirectional=True)),
    *([["--cell", str(cell)], Recurrent(cell=cell)] for cell in Cell),
]
TRAIN = [
    ([], {}),
    (["--window", "9", "--batch", "7", "--seed", "3"], {"window": 9, "batch": 7, "seed": 3}),
    (["--optimiser", "adamw", "--weight-decay", "0.1"], {"optimiser": Optimiser.ADAMW, "weight_decay": 0.1}),
    (["--weight-decay", "0", "--lr", "0.5"], {"weight_decay": 0.0, "learning_rate": 0.5}),
    (["--clip", "0.5", "--clip-by", "value"], {"clip": 0.5, "clip_by": ClipBy.VALUE}),
    (["--carry"], {"carry": True}),
    (["--carry", "--window", "10", "--reach", "30"], {"carry": True, "window": 10, "reach": 30}),
    (["--omega", "2"], {"omega": 2.0}),
    (["--schedule", "cosine", "--warm-up", "20"], {"schedule": Schedule.COSINE, "warm_up": 20}),
    (
        ["--schedule", "step", "--decay", "0.9", "--decay-every", "50"],
        {"schedule": Schedule.STEP, "decay": 0.9, "decay_every": 50},
    ),
    (["--schedule", "plateau", "--patience", "3"], {"schedule": Schedule.PLATEAU, "patience": 3}),
    (["--stop-after", "4", "--device", "cpu"], {"stop_after": 4, "device": "cpu"}),
]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "home"))


@pytest.mark.parametrize(("words", "net"), NET)
def test_the_network_chosen(words, net):
    assert net_config(train_parser().parse_args(["a.csv", *words]), Recurrent()) == net


@pytest.mark.parametrize(("words", "changes"), TRAIN)
def test_the_training_chosen(words, changes):
    chosen = train_config(train_parser().parse_args(["a.csv", *words]), TrainConfig())
    assert chosen == TrainConfig(**{"steps": 1000, **changes})


def test_what_is_not_chosen_stays_as_it_is_suggested():
    net = Recurrent(cell=Cell.GRU, init=Init.XAVIER, forget_bias=2.0)
    train = TrainConfig(window=13, weight_decay=0.2, schedule=Schedule.STEP, clip_by=ClipBy.VALUE, steps=1000)
    options = train_parser().parse_args(["a.csv"])
    assert (net_config(options, net), train_config(options, train)) == (net, train)


def test_every_field_of_a_network_and_a_training_can_be_chosen():
    options = vars(train_parser().parse_args(["a.csv"])).keys()
    kinds = (*EVERY_KIND.values(), TrainConfig)
    chosen = {each.name for kind in kinds for each in grouped(kind)}
    assert {*chosen, *ABOUT_DATA} <= options
    fields = [each.name for kind in kinds for each in msgspec.structs.fields(kind)]
    assert set(fields) - chosen == {"validate_every"}


@pytest.mark.parametrize(
    ("words", "net"),
    [
        (["--net", "echo-state"], Reservoir()),
        (["--net", "echo-state", "--hidden", "40", "--radius", "1.2"], Reservoir(hidden=40, radius=1.2)),
        (["--net", "echo-state", "--leak", "0.3", "--density", "0.5"], Reservoir(leak=0.3, density=0.5)),
        (["--net", "encoder-decoder", "--attention", "dot"], EncoderDecoder(attention=AttentionKind.DOT)),
        (["--net", "encoder-decoder", "--teacher-forcing", "0.5"], EncoderDecoder(teacher_forcing=0.5)),
        (["--net", "recurrent", "--hidden", "5"], Recurrent(hidden=5)),
        (["--net", "transformer", "--width", "32", "--heads", "2"], Transformer(width=32, heads=2)),
    ],
)
def test_another_kind_of_network(words, net):
    assert net_config(train_parser().parse_args(["a.csv", *words]), Recurrent()) == net


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--net", "echo-state", "--embedding", "2"], "it is for --net recurrent, encoder-decoder or decoder only."),
        (
            ["--net", "echo-state", "--layers", "2"],
            "for --net recurrent, transformer, feed-forward, encoder-decoder or decoder only.",
        ),
        (["--ridge", "0.5"], "ridge cannot be 0.5; it is for --net echo-state only."),
        (["--net", "echo-state", "--hidden", "0"], "hidden cannot be 0; it lies between 1 and 2048."),
        (["--net", "echo-state", "--carry"], "leave --carry out"),
        (["--net", "echo-state", "--omega", "1"], "leave --omega out"),
    ],
)
def test_what_a_kind_of_network_has_not_is_refused(sine, capsys, words, said):
    assert cli.train([str(sine), "--window", "8", *words]) != 0
    assert said in capsys.readouterr().err


def test_an_echo_state_network_is_solved_and_kept(sine, tmp_path, capsys):
    session = tmp_path / "s.gatescope"
    words = ["--net", "echo-state", "--hidden", "20", "--window", "8", "--session", str(session)]
    assert cli.train([str(sine), *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["steps"], told["accuracy"]) == (1, None)
    assert told["skill"] == pytest.approx(1 - told["val_loss"] / told["naive_loss"])
    opened = Session.open(session)
    assert [(row.config.net, row.steps) for row in opened.runs()] == [(Reservoir(hidden=20), 1)]
    opened.close()


def trained(sine, tmp_path, *words: str) -> tuple[RunConfig, int]:
    """The configuration that was kept, and the steps done."""
    session = tmp_path / "s.gatescope"
    small = ["--hidden", "4", "--window", "8", "--batch", "4", "--device", "cpu", "--session", str(session)]
    assert cli.train([str(sine), *small, *words]) == 0
    opened = Session.open(session)
    (row,) = opened.runs()
    opened.close()
    return row.config, row.steps


def test_a_carried_run_with_everything_chosen_is_trained_and_kept(sine, tmp_path, capsys):
    words = ["--cell", "lstm-peephole", "--init", "orthogonal", "--forget-bias", "1", "--carry", "--reach", "16"]
    words += ["--clip-by", "value", "--schedule", "cosine", "--warm-up", "3", "--weight-decay", "0.01", "--order", "2"]
    config, steps = trained(sine, tmp_path, *words, "--steps", "12")
    assert steps == 12
    assert (config.net.cell, config.net.init, config.net.forget_bias) == (Cell.LSTM_PEEPHOLE, Init.ORTHOGONAL, 1.0)
    assert (config.train.carry, config.train.reach, config.train.clip_by) == (True, 16, ClipBy.VALUE)
    assert config.data.order == 2
    baselines = json.loads(capsys.readouterr().out)["baselines"]
    assert {"kind": "autoregression", "order": 2} in [{"kind": b["kind"], "order": b["order"]} for b in baselines]


def test_training_ends_early_when_no_validation_is_better(sine, tmp_path):
    """At a learning rate of 0 every validation is the same: the first one stays the best."""
    config, steps = trained(sine, tmp_path, "--lr", "0", "--stop-after", "2", "--steps", "5000")
    assert steps == 2 * config.train.validate_every


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--schedule", "cosine", "--steps", "0"], "steps cannot be 0"),
        (["--carry", "--reach", "3"], "reach cannot be 3"),
        (["--reach", "30"], "reach cannot be 30; it is for --carry only"),
        (["--carry", "--omega", "1", "--cell", "rnn"], "omega cannot be 1"),
        (
            ["--omega", "1", "--cell", "lstm"],
            "lstm is gated. Leave --omega out, or choose the cell: one of rnn, rnn-relu",
        ),
        (["--forget-bias", "1000"], "forget_bias cannot be 1000"),
        (["--decay", "2"], "decay cannot be 2"),
        (["--order", "1001"], "order cannot be 1001"),
        (["--order", "900"], "at most"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence(sine, capsys, words, said):
    assert cli.train([str(sine), "--window", "8", *words]) == 1
    assert said in capsys.readouterr().err


def test_white_noise_has_no_skill_against_the_best_and_a_season_is_among_the_baselines(tmp_path, capsys):
    """Repeating the last value is twice as bad as the mean: a network that says the mean has skill against it alone."""
    moments = np.datetime64("2023-01-01T00:00") + np.arange(600).astype("m8[h]")
    noise = np.random.default_rng(0).standard_normal(600)
    said = {}
    for name, values in (("noise", noise), ("daily", 3 * np.sin(np.arange(600) * np.pi / 12) + noise)):
        path = tmp_path / f"{name}.csv"
        path.write_text("time,value\n" + "".join(f"{t},{v:.4f}\n" for t, v in zip(moments, values, strict=True)))
        (tmp_path / f"of-{name}").mkdir()
        trained(path, tmp_path / f"of-{name}", "--steps", "30")
        said[name] = json.loads(capsys.readouterr().out)
    assert said["noise"]["skill"] > 0.2
    assert said["noise"]["skill_best"] < 0.1
    kinds = [each["kind"] for each in said["daily"]["baselines"]]
    assert kinds == ["last-value", "last-season", "mean", "markov", "autoregression"]
    assert said["daily"]["skill_best"] < said["daily"]["skill"]
