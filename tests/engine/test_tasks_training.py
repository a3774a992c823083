"""Each task that can be trained is learnt, kept, gone on with bit for bit, looked at in the past and taken out."""

import csv
import json

import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from gatescope.engine.cli import commands as cli
from gatescope.engine.cli.train import summary
from gatescope.engine.config.run import Cell, Recurrent, RunConfig
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Frame, FrameRequest, Part, Probe, Trace, Want
from gatescope.engine.protocol.messages import RunChanged
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from gatescope.engine.training.trainer import Trainer
from tests.engine.task_samples import MADE, config, made

CPU = torch.device("cpu")
DEVICES = [
    "cpu",
    pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")),
]
torch.set_num_threads(1)


def run_config(name: str, data, **train) -> RunConfig:
    net = Recurrent(cell=Cell.GRU, hidden=16, embedding=8 if name in ("reviews", "scores") else 0)
    window = MADE[name]()[2]
    return config(data, net, **{"learning_rate": 0.01, "batch": 16, "window": window, **train})


def train(trainer: Trainer, steps: int) -> list[float]:
    with trainer:
        for _ in range(steps):
            trainer.step()
    return trainer.drain().train_loss.tolist()


# ---- it learns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "steps"), [("parity", 300), ("flags", 200), ("first", 100), ("reviews", 60)])
def test_classes_are_learnt(name, steps):
    prepared, data = made(name)
    trainer = Trainer(run_config(name, data), prepared, CPU)
    assert trainer.validate() > 0.9 * prepared.naive_loss
    train(trainer, steps)
    assert trainer.validate() < prepared.naive_loss / 4
    assert trainer.accuracy > 0.95


@pytest.mark.parametrize(("name", "steps", "share"), [("sums", 150, 0.1), ("ahead", 200, 0.1), ("scores", 100, 0.02)])
def test_numbers_are_learnt(name, steps, share):
    prepared, data = made(name)
    trainer = Trainer(run_config(name, data), prepared, CPU)
    train(trainer, steps)
    assert trainer.validate() < share * prepared.naive_loss
    assert np.isnan(trainer.accuracy)


# ---- it is the same run ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", ["parity", "first-words", "sums", "reviews"])
def test_a_run_on_buckets_goes_on_as_if_it_had_never_stopped(name, device):
    prepared, data = made(name)
    chosen = run_config(name, data, batch=4)
    whole = Trainer(chosen, prepared, torch.device(device))
    train(whole, 13)
    tensors, values = whole.state()
    losses = train(whole, 40)
    restored = Trainer(chosen, prepared, torch.device(device))
    train(restored, 3)
    restored.restore(load(save(tensors)), json.loads(json.dumps(values)))
    again = train(restored, 40)
    if device != "cpu":  # what is added up there has no order
        assert again == pytest.approx(losses, rel=1e-3)
        return
    assert again == losses
    assert all(torch.equal(value, restored.state()[0][each]) for each, value in whole.state()[0].items())


@pytest.fixture(params=["parity", "first-words", "reviews", "sums"])
def kept(request, tmp_path):
    """A session with a run of 70 steps, and what was seen of it while it trained."""
    dataset, data, _ = MADE[request.param]()
    laboratory = Laboratory()
    laboratory.adopt(dataset, path=str(tmp_path / "s.gatescope"))
    run = laboratory.new_run(run_config(request.param, data, batch=8, validate_every=10))
    training = laboratory.begin(run)
    training.turn(70, lambda: False, 60)
    laboratory.put_to_rest(training)
    yield laboratory, run
    laboratory.close()


def seen(run: Run, step: int, weights, **request) -> Frame:
    wants = (Want(layer="layer0", trace=Trace.HIDDEN),)
    asked = FrameRequest(slot=Slot("f"), number=1, run=1, probe=run.prepared.probe_default(), wants=wants, **request)
    return make_frame(asked, run.config.net, run.prepared, weights, step)


def test_a_session_opens_with_what_was_told_and_shows_the_past(kept):
    laboratory, run = kept
    told, path = run.info(), laboratory.path
    step = run.keyframes[-2]
    before = seen(run, step, laboratory.weights(run, step)[1])
    history = run.history.accuracy(0)
    assert len(history) == 8
    assert np.isnan(history).all() != bool(run.prepared.class_names)
    laboratory.close()
    again = Laboratory()
    again.open_session(path)
    reopened = again.run(1)
    new = reopened.info()
    assert (new.input, new.output, new.shift) == (told.input, told.output, told.shift)
    assert (new.sequences, new.classes) == (told.sequences, told.classes)
    assert len(new.sequences) == len(run.prepared.layout)
    assert np.array_equal([new.accuracy, new.validation_loss], [told.accuracy, told.validation_loss], equal_nan=True)
    assert np.array_equal(reopened.history.accuracy(0), history, equal_nan=True)
    found, weights = again.weights(reopened, step)
    after = seen(reopened, found, weights)
    assert found == step
    assert np.array_equal(after.traces[0].values, before.traces[0].values)
    assert np.array_equal(after.loss, before.loss, equal_nan=True)
    forked = again.fork(1, step)
    assert np.array_equal(forked.history.accuracy(0), history[: len(forked.history.accuracy(0))], equal_nan=True)
    again.close()


def test_what_is_told_of_a_run_crosses_the_pipe(kept):
    told = kept[1].info()
    assert wire.unpack_from_engine(wire.pack(RunChanged(info=told))[wire.LENGTH.size :]).info.classes == told.classes
    said = summary(kept[1], "s")
    assert said["task"] == kept[1].config.data.task
    if told.output is Medium.SYMBOLS:
        assert said["accuracy"] == told.accuracy > 0
    else:
        assert said["accuracy"] is None


# ---- it is looked at ------------------------------------------------------------------------------------------------


def frame_of(name: str, probe: Probe | None = None, **request) -> Frame:
    prepared, data = made(name)
    torch.manual_seed(0)
    net = run_config(name, data).net
    weights = {each: value.detach() for each, value in build(net, prepared.shape).named_parameters()}
    wants = tuple(Want(layer="layer0", trace=trace) for trace in (Trace.HIDDEN, Trace.UPDATE_GATE))
    asked = FrameRequest(
        slot=Slot("f"), number=1, run=1, probe=probe or prepared.probe_default(), wants=wants, **request
    )
    return make_frame(asked, net, prepared, weights, 3)


@pytest.mark.parametrize("name", MADE)
def test_a_frame_has_numbers_and_symbols_as_the_media_say(name):
    prepared, _ = made(name)
    frame = frame_of(name)
    steps = len(frame.labels)
    assert all(trace.values.shape == (steps, 16) for trace in frame.traces)
    assert (frame.forecast is not None) == (name not in ("first-words", "reviews"))
    assert (frame.symbols is not None) == (prepared.output_medium is Medium.SYMBOLS)
    if frame.forecast is not None:
        assert frame.forecast.shift == prepared.shift
        assert frame.forecast.prediction.shape == (steps, 0 if prepared.class_names else 1)
        assert frame.forecast.inputs.shape == (steps, 0 if name == "scores" else 1)
    if frame.symbols is not None:
        truth = prepared.probe(prepared.probe_default()).targets
        assert np.array_equal(frame.symbols.truth, truth)
        assert set(frame.symbols.names.values()) == set(prepared.class_names)
        assert np.array_equal(np.isnan(frame.symbols.truth_probability), truth < 0)
        assert (frame.symbols.inputs == -1).all() == (prepared.input_medium is Medium.NUMBERS)
        known = frame.symbols.truth_probability[truth >= 0]
        assert frame.loss == pytest.approx(-np.log(known).mean(), rel=1e-5)
    assert wire.unpack_from_engine(wire.pack(frame)[wire.LENGTH.size :]).labels == frame.labels


@pytest.mark.parametrize("name", ["first", "first-words", "sums", "reviews"])
def test_of_one_target_per_sequence_every_gradient_comes_from_the_last_step(name):
    flows = {
        (source, tau): frame_of(name, analysis=AnalysisWant(flow=FlowWant(source=source, tau=tau))).analysis.flow
        for source in (Source.LOSS, Source.STEP_LOSS)
        for tau in (-1, 2)
    }
    last = flows[Source.STEP_LOSS, -1]
    assert np.isnan(last.step_losses).tolist() == [True] * (len(last.step_losses) - 1) + [False]
    assert last.saliency.all()
    np.testing.assert_allclose(flows[Source.LOSS, -1].saliency, last.saliency, rtol=1e-12)
    assert not flows[Source.STEP_LOSS, 2].saliency.any()  # a step without a target owes nothing
    assert last.columns.shape[1] == (8 if name == "reviews" else 1)


@pytest.mark.parametrize("name", ["reviews", "scores"])
def test_a_text_of_the_users_own_is_judged(name):
    frame = frame_of(name, Probe(part=Part.TYPED, text="a lovely film"))
    assert "".join(frame.labels) == "a lovely film"
    assert np.isnan(frame.loss)
    if name == "reviews":
        np.testing.assert_allclose(frame.symbols.probability.sum(axis=1), 1, rtol=1e-6)
        assert (frame.symbols.truth == -1).all()
    else:
        assert frame.forecast.prediction.shape == (len(frame.labels), 1)
        assert np.isnan(frame.forecast.target).all()


# ---- it is taken out ------------------------------------------------------------------------------------------------


def test_frames_metrics_and_probes_of_classes_come_out_of_the_session(kept, tmp_path):
    laboratory, run = kept
    path, prepared, accuracy = laboratory.path, run.prepared, run.history.last_accuracy
    laboratory.close()

    def exported(part: str) -> str:
        out = tmp_path / part
        assert cli.export([path, part, str(out)]) == 0
        return str(out)

    frame = np.load(exported("frame"))
    targets = prepared.probe(prepared.probe_default()).targets
    assert np.array_equal(frame["target"], targets, equal_nan=targets.dtype.kind == "f")
    with open(exported("metrics"), newline="", encoding="utf-8") as file:
        metrics = list(csv.DictReader(file))
    if prepared.class_names:
        assert frame["class_names"].tolist() == list(prepared.class_names)
        np.testing.assert_allclose(frame["prediction"].sum(axis=1), 1, rtol=1e-5)
        assert float(metrics[-1]["validation_accuracy"]) == accuracy
    else:
        assert frame["prediction_in_units"].shape == targets.shape
        assert "validation_accuracy" not in metrics[0]
    with open(exported("probes"), newline="", encoding="utf-8") as file:
        probes = list(csv.DictReader(file))
    assert [int(each["sequence"]) for each in probes] == [
        prepared.layout.sequence_of(int(each["start"])) + 1 for each in probes
    ]
    names = [each.name for each in prepared.sequences]
    assert [each["name"] for each in probes] == [names[int(each["sequence"]) - 1] for each in probes]
