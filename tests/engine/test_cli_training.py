"""The options about the network and its training on the command line: each arrives where it is named, and trains."""

import json

import msgspec
import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.cli.choices import ABOUT_DATA, net_config, train_config
from gatescope.engine.cli.options import train_parser
from gatescope.engine.config.run import Cell, ClipBy, Init, NetConfig, Optimiser, RunConfig, Schedule, TrainConfig
from gatescope.engine.config.setting import grouped
from gatescope.engine.session.session import Session

NET = [
    (["--cell", "mgu", "--hidden", "9", "--layers", "2"], NetConfig(cell=Cell.MGU, hidden=9, layers=2)),
    (["--dropout", "0.2", "--embedding", "5"], NetConfig(dropout=0.2, embedding=5)),
    (["--init", "orthogonal", "--forget-bias", "1"], NetConfig(init=Init.ORTHOGONAL, forget_bias=1.0)),
    (["--forget-bias", "-2.5"], NetConfig(forget_bias=-2.5)),
    (["--bidirectional"], NetConfig(bidirectional=True)),
    *([["--cell", str(cell)], NetConfig(cell=cell)] for cell in Cell),
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
    assert net_config(train_parser().parse_args(["a.csv", *words]), NetConfig()) == net


@pytest.mark.parametrize(("words", "changes"), TRAIN)
def test_the_training_chosen(words, changes):
    chosen = train_config(train_parser().parse_args(["a.csv", *words]), TrainConfig())
    assert chosen == TrainConfig(**{"steps": 1000, **changes})


def test_what_is_not_chosen_stays_as_it_is_suggested():
    net = NetConfig(cell=Cell.GRU, init=Init.XAVIER, forget_bias=2.0)
    train = TrainConfig(window=13, weight_decay=0.2, schedule=Schedule.STEP, clip_by=ClipBy.VALUE, steps=1000)
    options = train_parser().parse_args(["a.csv"])
    assert (net_config(options, net), train_config(options, train)) == (net, train)


def test_every_field_of_a_network_and_a_training_can_be_chosen():
    options = vars(train_parser().parse_args(["a.csv"])).keys()
    chosen = {each.name for kind in (NetConfig, TrainConfig) for each in grouped(kind)}
    assert {*chosen, *ABOUT_DATA} <= options
    fields = [each.name for each in (*msgspec.structs.fields(NetConfig), *msgspec.structs.fields(TrainConfig))]
    assert set(fields) - chosen == {"validate_every"}


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
