"""Runs of Transformers: trained, gone on with bit for bit, looked at, exported, sized, and what is refused of them."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from gatescope.engine.config.kinds import KINDS
from gatescope.engine.config.nets import Ability, Axis
from gatescope.engine.config.run import (
    DataConfig,
    Kind,
    Level,
    Positions,
    Recurrent,
    Reservoir,
    RunConfig,
    Task,
    TokenConfig,
    TrainConfig,
    Transformer,
    from_json,
    to_json,
)
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.exports.writing import export_run
from gatescope.engine.findings.evidence import applied, of_size
from gatescope.engine.findings.rules import RULES
from gatescope.engine.models.checks import counts
from gatescope.engine.models.family import build
from gatescope.engine.models.sizing import sized
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Intervention, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.protocol.frame import FrameRequest, FreeRun, Want
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.trainer import Trainer

CPU = torch.device("cpu")
NET = Transformer(width=16, heads=2, layers=2, dropout=0.1)
TEXT = DataConfig(kind=Kind.TEXT)
RAW = b"the cat sat on the mat, the dog sat on the log. " * 60
SERIES = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",), time=())
WAVE = ("a\n" + "\n".join(f"{math.sin(t / 3):.5f}" for t in range(400))).encode()


def ready(data: DataConfig, raw: bytes, name: str, window: int = 16) -> Prepared:
    return prepare(dataset_from_bytes(raw, name), data, window)


def config(data: DataConfig, net: object = NET, **train: object) -> RunConfig:
    return RunConfig(data=data, net=net, train=TrainConfig(**{"window": 16, "batch": 8, "device": "cpu", **train}))


def trained(chosen: RunConfig, prepared: Prepared, steps: int) -> Trainer:
    trainer = Trainer(chosen, prepared, CPU)
    with trainer:
        for _ in range(steps):
            trainer.step()
    return trainer


@pytest.mark.parametrize("positions", list(Positions))
@pytest.mark.parametrize(("data", "raw", "name"), [(TEXT, RAW, "a.txt"), (SERIES, WAVE, "a.csv")])
def test_it_learns(positions: Positions, data: DataConfig, raw: bytes, name: str) -> None:
    prepared = ready(data, raw, name)
    net = Transformer(width=32, heads=4, layers=2, positions=positions)
    trainer = trained(config(data, net), prepared, 120)
    with trainer:
        assert trainer.validate() < 0.5 * prepared.naive_loss


def sorted_rows() -> tuple[DataConfig, bytes]:
    """Sequences of unequal length whose first value is what is asked for at their end."""
    chance = np.random.default_rng(2)
    lines = ["id,x,kind"]
    for number in range(160):
        kind = number % 2
        values = chance.normal(size=int(chance.integers(3, 9)))
        values[0] = 2.0 if kind else -2.0
        lines += [f"{number},{value:.4f},{'ab'[kind]}" for value in values]
    roles = {"inputs": ("x",), "targets": ("kind",), "classes": True, "sequence": "id", "time": ()}
    return DataConfig(kind=Kind.TABLE, task=Task.MANY_TO_ONE, **roles), "\n".join(lines).encode()


def test_one_answer_for_sequences_of_unequal_length_is_learnt() -> None:
    data, raw = sorted_rows()
    prepared = ready(data, raw, "a.csv")
    assert not prepared.uniform
    assert prepared.shape.steps == int(prepared.layout.lengths.max())
    trainer = trained(config(data, Transformer(width=16, heads=2, layers=1)), prepared, 150)
    with trainer:
        trainer.validate()
        assert trainer.accuracy > 0.95


# ---- a run -------------------------------------------------------------------------------------------------------


def test_going_on_from_a_file_is_the_same_as_never_having_stopped(tmp_path: Path) -> None:
    straight, stopped = Laboratory(), Laboratory()
    ends = []
    for laboratory, name in ((straight, "a"), (stopped, "b")):
        laboratory.adopt(dataset_from_bytes(RAW, "a.txt"), str(tmp_path / name))
        run = laboratory.new_run(config(TEXT, steps=14))
        training = laboratory.begin(run)
        for _ in range(2):
            if laboratory is stopped:
                laboratory.put_to_rest(training)
                laboratory.close()
                laboratory = Laboratory()
                laboratory.open_session(str(tmp_path / name))
                run = laboratory.run(1)
                training = laboratory.begin(run)
            half = run.step + 7
            while run.step < half:
                training.turn(half, lambda: False)
        laboratory.put_to_rest(training)
        assert run.step == 14
        ends.append(laboratory.weights(run, None)[1])
        again = laboratory.weights(run, 8)
        assert again[0] <= 8
        laboratory.close()
    assert ends[0].keys() == ends[1].keys()
    for name, weight in ends[0].items():
        assert torch.equal(weight, ends[1][name]), name


def test_a_frame_has_a_picture_of_every_part() -> None:
    prepared = ready(TEXT, RAW, "a.txt")
    network = build(NET, prepared.shape)
    wants = tuple(Want(layer=strip.part, trace=strip.trace) for strip in NET.strips)
    probe = prepared.probe_default()
    flow = AnalysisWant(flow=FlowWant(source=Source.OUTPUT, tau=9, maps=True, layer="layer1"))
    request = FrameRequest(slot=Slot("stack"), number=1, run=1, probe=probe, wants=wants, analysis=flow)
    frame = make_frame(request, NET, prepared, network.state_dict(), 0)
    assert [(one.layer, one.trace) for one in frame.traces] == [(one.part, one.trace) for one in NET.strips]
    shapes = {Axis.UNIT: (16, 16), Axis.LOOKED: (16, 16), Axis.INNER: (16, 64)}
    assert [one.values.shape for one in frame.traces] == [shapes[one.lines] for one in NET.strips]
    heads = [one.values for one in frame.traces if one.trace is Trace.ATTENTION]
    assert len(heads) == 4
    for values in heads:
        np.testing.assert_allclose(values.sum(1), 1, atol=1e-6)
    assert frame.analysis is not None
    assert frame.analysis.flow is not None
    assert [one.layer for one in frame.analysis.flow.layers] == ["layer0", "layer1"]
    assert frame.analysis.flow.layers[1].hidden_map.shape == (16, 16)
    assert (frame.analysis.flow.layers[1].hidden[10:] == 0).all()


def test_it_goes_on_alone_beyond_its_context() -> None:
    for data, raw, name in ((TEXT, RAW, "a.txt"), (SERIES, WAVE, "a.csv")):
        prepared = ready(data, raw, name)
        network = build(NET, prepared.shape)
        request = FrameRequest(
            slot=Slot("free"), number=1, run=1, probe=prepared.probe_default(), free=FreeRun(steps=50, temperature=0.0)
        )
        said = make_frame(request, NET, prepared, network.state_dict(), 0).continuation
        assert said is not None
        assert len(said.text) == 50 if data is TEXT else said.values.shape == (50, 1)


def test_what_is_exported_has_torch_names(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    laboratory = Laboratory()
    laboratory.adopt(dataset_from_bytes(RAW, "a.txt"), str(tmp_path / "s.gatescope"))
    laboratory.new_run(config(TEXT))
    export_run(laboratory, 1, "frame", ExportOptions(), tmp_path / "f.npz")
    export_run(laboratory, 1, "weights", ExportOptions(), tmp_path / "w.safetensors")
    with np.load(tmp_path / "f.npz") as arrays:
        parts = {f"{strip.part}.{strip.trace}" for strip in NET.strips}
        assert parts <= set(arrays)
        assert "layer1.head1.attention" in parts
    weights = load_file(tmp_path / "w.safetensors")
    theirs = torch.nn.TransformerEncoderLayer(16, 2, 64)
    own = {name.removeprefix("layers.0."): one for name, one in weights.items() if name.startswith("layers.0.")}
    assert own.keys() == dict(theirs.named_parameters()).keys()
    laboratory.close()


# ---- as large as another -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "raw", "name"), [(TEXT, RAW, "a.txt"), (SERIES, WAVE, "a.csv")])
def test_another_kind_of_as_many_parameters(data: DataConfig, raw: bytes, name: str) -> None:
    shape = ready(data, raw, name).shape
    for net in (Recurrent(hidden=64), Transformer(width=96), Recurrent(hidden=200, layers=2)):
        wanted = counts(net, shape, TrainConfig(), 16).parameters
        for other in (
            Transformer(heads=4),
            Recurrent(embedding=8 * bool(shape.symbols)),
            Transformer(heads=1, layers=4),
        ):
            found = sized(other, shape, wanted)
            assert counts(found, shape, TrainConfig(), 16).parameters == pytest.approx(wanted, rel=0.15)
            nearest = abs(counts(found, shape, TrainConfig(), 16).parameters - wanted)
            for more in (-1, 1):
                units = found.units + more * (found.heads if isinstance(found, Transformer) else 1)
                beside = type(found)(**{**fields(found), found.sized_by: units})
                assert abs(counts(beside, shape, TrainConfig(), 16).parameters - wanted) >= nearest


def fields(net: Recurrent | Transformer) -> dict[str, object]:
    return {name: getattr(net, name) for name in net.__struct_fields__}


def test_a_network_that_cannot_be_as_large_is_as_large_as_it_can() -> None:
    shape = ready(SERIES, WAVE, "a.csv").shape
    assert sized(Transformer(heads=4), shape, 10**12).width == 1024
    assert sized(Transformer(heads=4), shape, 1).width == 4
    assert sized(Recurrent(), shape, 1).hidden == 1


# ---- what is found, and what is refused --------------------------------------------------------------------------


def test_each_rule_says_what_it_holds_for() -> None:
    held = {rule.name: {name for name, kind in KINDS.items() if rule.holds_for(kind())} for rule in RULES}
    assert held["vanishing"] == {"recurrent"}
    assert held["dead"] == held["saturated"] == {"recurrent", "echo-state", "feed-forward", "encoder-decoder"}
    assert held["overfitting"] == held["not-finite"] == set(KINDS)


@pytest.mark.parametrize("net", [Transformer(width=40, heads=4), Recurrent(hidden=7), Reservoir(hidden=2048)])
def test_what_would_be_changed_is_a_network_of_the_same_kind(net: object) -> None:
    for units in (1, net.units // 2, 2 * net.units, 10**6):
        made = applied(config(SERIES, net), of_size(net, units))
        assert type(made.net) is type(net)
        build(made.net, ready(SERIES, WAVE, "a.csv").shape) if made.net.units < 200 else None


@pytest.mark.parametrize(
    ("asked", "ability"),
    [
        ({"carry": True}, Ability.CARRY),
        ({"omega": 1.0}, Ability.OMEGA),
    ],
)
def test_a_training_that_it_has_not_is_refused(asked: dict[str, object], ability: Ability) -> None:
    with pytest.raises(ConfigError) as error:
        Trainer(config(TEXT, **asked), ready(TEXT, RAW, "a.txt"), CPU)
    assert (error.value.fault, error.value.facts["ability"]) == (Fault.NET_LACKS, ability)


@pytest.mark.parametrize(
    ("asked", "ability"),
    [
        ({"analysis": AnalysisWant(saturation=True)}, Ability.FIGURES),
        ({"analysis": AnalysisWant(spectrum=True)}, Ability.MATRICES),
        ({"interventions": (Intervention(layer="layer0", trace=Trace.RESIDUAL),)}, Ability.TOUCH),
    ],
)
def test_a_look_that_it_has_not_is_refused(asked: dict[str, object], ability: Ability) -> None:
    prepared = ready(TEXT, RAW, "a.txt")
    request = FrameRequest(slot=Slot("stack"), number=1, run=1, probe=prepared.probe_default(), **asked)
    with pytest.raises(ConfigError) as error:
        make_frame(request, NET, prepared, build(NET, prepared.shape).state_dict(), 0)
    assert (error.value.fault, error.value.facts["ability"]) == (Fault.NET_LACKS, ability)


def test_a_configuration_says_which_kind_it_is() -> None:
    made = config(TEXT, Transformer(positions=Positions.SINUSOIDAL, factor=2))
    assert '"kind":"transformer"' in to_json(made)
    assert from_json(to_json(made)) == made


def test_a_vocabulary_of_any_size_is_embedded() -> None:
    words = " ".join(f"w{number}" for number in range(900)).encode()
    data = DataConfig(kind=Kind.TEXT, tokens=TokenConfig(level=Level.WORD))
    trainer = trained(config(data), ready(data, words * 2, "a.txt"), 2)
    assert trainer.weights["embedding.weight"].shape[0] > 512
