"""Feed-forward networks on rows without order: their equations, their data, and a run from a table to its pictures."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from gatescope.engine.cli import commands
from gatescope.engine.config.run import (
    Activation,
    DataConfig,
    FeedForward,
    Kind,
    Recurrent,
    RunConfig,
    Split,
    Task,
    TrainConfig,
    Transform,
)
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, Prepared, prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.checks import counts
from gatescope.engine.models.family import build, family_of
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.analysis import AnalysisWant
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Want
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.trainer import Trainer

CPU = torch.device("cpu")
NETS = [FeedForward(hidden=5, layers=layers, activation=kind) for layers in (1, 2, 3) for kind in Activation]
SHAPE = IOShape(2, 3, 0, (4,))
ROWS = 400


def table(missing: bool = False) -> bytes:
    """Points in and outside of a ring, and how far each is from the middle."""
    chance = np.random.default_rng(1)
    lines = ["x,y,word,far,where"]
    for number in range(ROWS):
        x, y = chance.uniform(-1, 1, 2)
        far = math.hypot(x, y)
        told = "" if missing and number % 9 == 4 else f"{x:.4f}"
        lines.append(f"{told},{y:.4f},{'uvw'[number % 3]},{far:.4f},{'in' if far < 0.7 else 'out'}")
    return "\n".join(lines).encode()


def data(**chosen: object) -> DataConfig:
    roles = {"inputs": ("x", "y"), "targets": ("far",), "split": Split.SHUFFLED, "time": ()}
    return DataConfig(kind=Kind.TABLE, task=Task.ONE_TO_ONE, **(roles | chosen))


CLASSES = {"targets": ("where",), "classes": True, "split": Split.STRATIFIED, "categories": ("word",)}


def ready(chosen: DataConfig, window: int = 30, raw: bytes = b"") -> Prepared:
    return prepare(dataset_from_bytes(raw or table(), "ring.csv"), chosen, window)


def run_of(chosen: DataConfig, **net: object) -> RunConfig:
    train = TrainConfig(window=30, batch=32, device="cpu", learning_rate=0.01)
    return RunConfig(data=chosen, net=FeedForward(hidden=16, **net), train=train)


# ---- the equations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("net", NETS)
def test_everything_is_as_the_equations_say(net: FeedForward) -> None:
    torch.manual_seed(4)
    network = build(net, SHAPE)
    x = torch.cat((torch.randn(9, 2), torch.randint(4, (9, 1)).float()), 1)
    reading = family_of(net).read(net, SHAPE, network.state_dict(), x)
    w = {name: weight.double().numpy() for name, weight in network.state_dict().items()}
    h = np.c_[x[:, :2].double().numpy(), w["categories.0.weight"][x[:, 2].long().numpy()]]
    for layer in range(net.layers):
        sums = h @ w[f"layers.{layer}.weight"].T + w[f"layers.{layer}.bias"]
        h = np.tanh(sums) if net.activation is Activation.TANH else np.maximum(sums, 0)
        np.testing.assert_allclose(reading.layers[layer][Trace.HIDDEN], h, rtol=1e-5, atol=1e-5)
    expected = h @ w["head.weight"].T + w["head.bias"]
    np.testing.assert_allclose(reading.output, expected, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(network(x[:, None])[:, 0].detach(), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("net", NETS)
def test_weights_are_told_without_making_them(net: FeedForward) -> None:
    network = build(net, SHAPE)
    assert family_of(net).shapes(net, SHAPE) == {name: tuple(one.shape) for name, one in network.named_parameters()}
    assert counts(net, SHAPE, TrainConfig(), 1).parameters == sum(one.numel() for one in network.parameters())


def test_gradients_are_those_of_finite_differences() -> None:
    torch.manual_seed(4)
    network = build(NETS[4], SHAPE).double()
    x = torch.cat((torch.randn(6, 1, 2), torch.randint(4, (6, 1, 1)).float()), 2).double()

    def value() -> torch.Tensor:
        return network(x).square().sum()

    value().backward()
    for name, weight in network.named_parameters():
        at = tuple(size // 2 for size in weight.shape) if name != "categories.0.weight" else (int(x[0, 0, 2]), 0)
        with torch.no_grad():
            before, ends = weight[at].item(), []
            for small in (1e-6, -1e-6):
                weight[at] = before + small
                ends.append(float(value()))
            weight[at] = before
        assert (ends[0] - ends[1]) / 2e-6 == pytest.approx(float(weight.grad[at]), rel=1e-5, abs=1e-6), name


# ---- the rows ----------------------------------------------------------------------------------------------------


def test_the_rows_learnt_from_come_first_and_each_is_learnt_from_by_itself() -> None:
    made = ready(data())
    assert made.order is not None
    assert sorted(made.order.tolist()) == list(range(ROWS))
    border = int(made.layout.borders[0])
    assert (border, made.shift, made.uniform, made.shape.once) == (280, 0, True, False)
    assert made.order[border:].tolist() != list(range(border, ROWS))  # drawn, and not the last
    assert (len(made.training), made.training.longest) == (border, 1)
    assert made.counted_rows.tolist() == list(range(border, ROWS))
    raw = np.genfromtxt(table().decode().splitlines(), delimiter=",", skip_header=1, usecols=(0, 1, 3))
    np.testing.assert_allclose(made.units.inputs, raw[made.order, :2], atol=1e-6)
    np.testing.assert_allclose(made.units.targets[:, 0], raw[made.order, 2], atol=1e-6)
    assert made.label(border) == str(made.order[border] + 1) or made.label(border)


def test_probes_are_rows_side_by_side_and_cross_no_border() -> None:
    made = ready(data(), window=32)
    border = int(made.layout.borders[0])
    spans = {part: [] for part in (Part.TRAINING, Part.VALIDATION)}
    for probe in made.probes():
        spans[probe.part].append((probe.start, probe.start + probe.length))
        assert made.probe(probe).counted_from == 0
    assert [end for _, end in spans[Part.TRAINING]][-1] == border
    assert [end for _, end in spans[Part.VALIDATION]][-1] == ROWS
    assert made.probe_default() == next(probe for probe in made.probes() if probe.part is Part.VALIDATION)


def test_what_is_missing_is_the_mean_of_what_is_known() -> None:
    made = ready(data(), raw=table(missing=True))
    lacking = np.isnan(made.units.inputs[:, 0])
    assert dict(made.filled) == {"x": int(lacking.sum())}
    assert lacking.sum() == len(range(4, ROWS, 9))
    np.testing.assert_allclose(made.features[lacking, 0], 0.0, atol=1e-6)


@pytest.mark.parametrize("split", [Split.TIME, Split.SEQUENCE, Split.SHUFFLED])
def test_every_way_to_split_rows_is_one(split: Split) -> None:
    made = ready(data(split=split))
    assert int(made.layout.borders[0]) == 280
    last = made.order[280:].tolist() == list(range(280, ROWS))
    assert last is (split is Split.TIME)


# ---- a run -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", list(Activation))
@pytest.mark.parametrize("chosen", [{}, CLASSES], ids=["numbers", "classes"])
def test_it_learns(chosen: dict[str, object], activation: Activation) -> None:
    prepared = ready(data(**chosen))
    trainer = Trainer(run_of(data(**chosen), activation=activation), prepared, CPU)
    with trainer:
        for _ in range(300):
            trainer.step()
        loss = trainer.validate()
    assert loss < 0.4 * prepared.naive_loss
    if chosen:
        assert trainer.accuracy > 0.9


def test_a_frame_is_units_by_rows(tmp_path: Path) -> None:
    prepared = ready(data(**CLASSES))
    net = FeedForward(hidden=16, layers=2, activation=Activation.RELU)
    wants = tuple(Want(layer=strip.part, trace=strip.trace) for strip in net.strips)
    request = FrameRequest(
        slot=Slot("stack"),
        number=1,
        run=1,
        probe=prepared.probe_default(),
        wants=wants,
        analysis=AnalysisWant(saturation=True),
    )
    frame = make_frame(request, net, prepared, build(net, prepared.shape).state_dict(), 0)
    assert [one.values.shape for one in frame.traces] == [(30, 16), (30, 16)]
    assert frame.symbols is not None
    assert frame.analysis is not None
    assert [one.dead.shape for one in frame.analysis.units] == [(16,), (16,)]
    laboratory = Laboratory()
    laboratory.adopt(dataset_from_bytes(table(), "ring.csv"), str(tmp_path / "s.gatescope"))
    run = laboratory.new_run(run_of(data(**CLASSES)))
    training = laboratory.begin(run)
    training.turn(math.inf, lambda: run.step >= 20)
    laboratory.put_to_rest(training)
    kept = laboratory.weights(run, None)[1]
    laboratory.close()
    laboratory.open_session(str(tmp_path / "s.gatescope"))
    again = laboratory.weights(laboratory.run(1), None)[1]
    assert all(torch.equal(kept[name], again[name]) for name in kept)
    laboratory.close()


def test_rows_and_series_have_networks_of_their_own() -> None:
    series = DataConfig(kind=Kind.TABLE, inputs=("x",), targets=("x",), time=())
    for config in (
        RunConfig(data=data(), net=Recurrent(), train=TrainConfig(window=30)),
        RunConfig(data=series, net=FeedForward(), train=TrainConfig(window=30)),
    ):
        with pytest.raises(ConfigError) as error:
            Trainer(config, ready(config.data), CPU)
        assert error.value.fault is Fault.NET_FOR_TASK


def test_without_a_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ring.csv"
    path.write_bytes(table())
    words = ["--task", "one-to-one", "--inputs", "x", "y", "--target", "where", "--classes", "--split", "stratified"]
    session = ["--session", str(tmp_path / "s.gatescope"), "--steps", "200", "--lr", "0.01", "--activation", "relu"]
    assert commands.train([str(path), *words, *session]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["task"] == "one-to-one"
    assert told["accuracy"] > 0.85


def test_without_an_order_nothing_is_taken_from_the_row_before() -> None:
    with pytest.raises(ConfigError) as error:
        ready(data(transform=Transform.DIFFERENCE))
    assert error.value.facts["name"] == "transform"


def test_what_is_predicted_is_no_input_of_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it may be of a series, which is predicted from its own past."""
    path = tmp_path / "waves.csv"
    path.write_text("a,b\n" + "\n".join(f"{t % 7},{(t % 7) ** 2 + t / 100:.3f}" for t in range(200)), "utf-8")
    words = ["--task", "one-to-one", "--target", "b", "--steps", "30"]
    assert commands.train([str(path), *words, "--session", str(tmp_path / "s.gatescope")]) == 0
    assert json.loads(capsys.readouterr().out)["skill"] > 0
