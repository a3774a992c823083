"""From rows of numbers to texts: what is read, what is written, trained, kept and gone on with, and what is refused."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from gatescope.engine.cli import commands as cli
from gatescope.engine.config.data import Level, Split, Task, TokenConfig
from gatescope.engine.config.encoder_decoder import Forcing
from gatescope.engine.config.run import Cell, DataConfig, Decoder, Recurrent, RunConfig, TrainConfig
from gatescope.engine.data.preparing.answers import END_NAME
from gatescope.engine.data.preparing.prepare import PreparedUnfolding, prepare
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, FreeRun, Part, Probe, Want
from gatescope.engine.protocol.messages import DataOpened, Failed, NewRun, OpenFile, OpenSession
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.trainer import Trainer
from tests.engine.task_tables import chosen, table
from tests.engine.test_trainer_state import same, train

CPU = torch.device("cpu")
FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS, UNITS = [at // 10 for at in range(100)], [at % 10 for at in range(100)]
SAID = [f"{FIGURES[ten]} {FIGURES[unit]}" for ten, unit in zip(TENS, UNITS, strict=True)]


def unfolding_config(**values: object) -> DataConfig:
    more = {"inputs": ("tens", "units"), "targets": (), "text": "said", "split": Split.SEQUENCE}
    return chosen(**{**more, "task": Task.ONE_TO_MANY, "validation_share": 0.25, **values})


def numbers(tens: list = TENS, units: list = UNITS, said: list = SAID) -> Dataset:
    return table({"tens": tens, "units": units, "said": said})


def prepared(dataset: Dataset, **values: object) -> PreparedUnfolding:
    made = prepare(dataset, unfolding_config(**values), 5)
    assert isinstance(made, PreparedUnfolding)
    return made


@pytest.fixture(scope="module")
def made() -> PreparedUnfolding:
    return prepared(numbers())


def trainer(made: PreparedUnfolding, net: Decoder, **values: object) -> Trainer:
    settings = TrainConfig(**{"batch": 8, "validate_every": 5, "device": "cpu", "learning_rate": 0.01, **values})
    return Trainer(RunConfig(data=unfolding_config(), net=net, train=settings), made, CPU)


# ---- what is read and written -----------------------------------------------------------------------------------


def test_the_numbers_stand_beside_the_text_that_they_become(made: PreparedUnfolding) -> None:
    assert (made.shape.inputs, made.shape.symbols, made.shape.read) == (2, 0, 1)
    assert made.shape.written == max(map(len, SAID)) + 1
    learnt = made.layout.borders == made.layout.edges[1:]
    both = np.column_stack([TENS, UNITS])
    scaled = (both - both[learnt].mean(0)) / both[learnt].std(0)
    for row in range(100):
        np.testing.assert_allclose(made.read(row), scaled[row : row + 1], rtol=1e-5, atol=1e-6)
        begin, end = made.layout.edges[row : row + 2]
        assert made.text(made.targets[begin:end]) == SAID[row]
        assert made.symbol_name(int(made.targets[end - 1])) == END_NAME
    batch = trainer(made, Decoder(hidden=4)).batches.draw(torch.Generator().manual_seed(0))
    assert batch.x.source.shape == (1, 8, 2)
    for at in range(8):
        row = int(np.abs(scaled - batch.x.source[0, at].numpy()).sum(1).argmin())
        assert learnt[row]
        assert made.text(batch.y[:, at].tolist()) == SAID[row]


def test_a_probe_is_a_row_and_nothing_is_typed(made: PreparedUnfolding) -> None:
    probe = made.probe_default()
    data = made.probe(probe)
    row = made.layout.sequence_of(probe.start)
    assert data.source.tolist() == made.read(row).tolist()
    assert (data.source_labels, "".join(data.labels[:-1])) == ((str(row + 1),), SAID[row])
    for wrong in (Probe(part=Part.TYPED, text="one"), Probe(part=probe.part, start=probe.start + 1, length=2)):
        with pytest.raises(ConfigError) as caught:
            made.probe(wrong)
        assert caught.value.fault is Fault.PROBE_INVALID


def test_what_has_no_text_or_too_long_a_one_is_left_out_and_counted() -> None:
    made = prepared(numbers([*TENS, 1, 2], [*UNITS, 1, math.nan], [*SAID, "", "x" * 40]), longest=20)
    assert (made.dropped, made.too_long) == (2, 1)
    made = prepared(numbers([*TENS, 1], [*UNITS, math.nan], [*SAID, "one what"]))
    assert made.read(100)[0, 1] == 0  # the mean, where a number is missing


def test_a_text_is_cut_as_it_is_asked_for_and_what_was_learnt_is_kept() -> None:
    assert prepared(numbers(), tokens=TokenConfig(level=Level.WORD)).shape.written == 4
    second = {"text": "", "second": "said", "second_tokens": TokenConfig(level=Level.SUBWORD, most=300)}
    made = prepared(numbers(), **second)
    again = prepare(numbers(), unfolding_config(**second), 5, made.token_model)
    assert made.token_model
    np.testing.assert_array_equal(again.targets, made.targets)


@pytest.mark.parametrize(
    ("values", "fault", "name"),
    [
        ({"text": "", "targets": ("units",), "inputs": ("tens",)}, Fault.CONFIG_VALUE, "sequence"),
        ({"inputs": ("said",)}, Fault.COLUMN_NOT_NUMERIC, None),
        ({"longest": 1}, Fault.SEQUENCES_TOO_FEW, None),
    ],
)
def test_what_cannot_be_learnt_is_refused(values: dict, fault: Fault, name: str | None) -> None:
    from tests.engine.task_tables import refused

    error = refused(numbers(), unfolding_config(**values))
    assert (error.fault, error.facts.get("name")) == (fault, name)


def test_a_series_of_numbers_is_not_written_and_nor_is_one_symbol() -> None:
    from tests.engine.task_tables import refused

    series = table({"size": np.repeat(np.arange(6), 5) * 2.0, "x": np.arange(30) * 1.5, "who": list("abcdef" * 5)})
    of = chosen(inputs=("size",), targets=("x",), task=Task.ONE_TO_MANY, sequence="who")
    series = table({"size": np.repeat(np.arange(6), 5) * 2.0, "x": np.arange(30) * 1.5, "who": sorted("abcdef" * 5)})
    error = refused(series, of)
    assert (error.fault, error.facts["name"]) == (Fault.CONFIG_VALUE, "text")
    assert refused(numbers(said=["x" * (1 + at % 3) for at in range(100)]), unfolding_config()).fault is Fault.ONE_TOKEN


def test_other_networks_are_not_made_for_it_nor_it_for_others(made: PreparedUnfolding) -> None:
    with pytest.raises(ConfigError) as caught:
        trainer(made, Recurrent())
    assert (caught.value.fault, caught.value.facts["choices"]) == (Fault.CONFIG_VALUE, "decoder")


# ---- training ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "net",
    [
        Decoder(cell=Cell.LSTM, hidden=6, layers=2, dropout=0.2),
        Decoder(hidden=6, teacher_forcing=0.7, forcing=Forcing.EXPONENTIAL, forcing_steps=9),
    ],
    ids=["dropout", "told less and less"],
)
def test_going_on_from_a_state_equals_never_having_stopped(made: PreparedUnfolding, net: Decoder) -> None:
    whole = trainer(made, net)
    train(whole, 6)
    tensors, values = whole.state()
    later = train(whole, 6)
    again = trainer(made, net)
    again.restore(tensors, json.loads(json.dumps(values)))
    assert train(again, 6) == later
    assert same(whole, again)


def test_it_learns_and_is_looked_at_along_its_answer(made: PreparedUnfolding) -> None:
    net = Decoder(hidden=32, embedding=8)
    learning = trainer(made, net, batch=32, learning_rate=0.02)
    train(learning, 200)
    with learning:
        loss = learning.validate()
    assert loss < 0.6 * made.reference.loss
    assert learning.accuracy == learning.answers.whole > 0.1
    assert learning.answers.tokens > 0.5
    wants = tuple(Want(layer=strip.part, trace=strip.trace) for strip in net.strips)
    asked = FrameRequest(slot=Slot("stack"), number=1, run=1, probe=made.probe_default(), wants=wants)
    told = make_frame(asked, net, made, learning.snapshot(), 300)
    assert [(each.layer, each.trace) for each in told.traces] == [(strip.part, strip.trace) for strip in net.strips]
    assert all(each.steps == len(told.labels) for each in told.traces)
    assert told.loss == pytest.approx(float(-np.log(told.symbols.truth_probability).mean()))
    free = make_frame(
        FrameRequest(slot=Slot("stack"), number=1, run=1, probe=made.probe_default(), free=FreeRun(beam=2)),
        *(net, made, learning.snapshot(), 300),
    )
    assert set(free.continuation.text.split()) <= set(FIGURES)


# ---- the command line -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("unfolded") / "numbers.csv"
    lines = [",".join(map(str, row)) for row in zip(TENS, UNITS, SAID, strict=True)]
    path.write_text("\n".join(["tens,units,said", *lines]) + "\n")
    return path


ROLES = ["--inputs", "tens", "units", "--text", "said", "--device", "cpu", "--hidden", "8", "--batch", "8"]


def test_it_is_trained_kept_gone_on_with_and_taken_out(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / "whole.gatescope", tmp_path / "parts.gatescope"]
    words = ["--cell", "lstm", "--layers", "2", "--dropout", "0.2", "--teacher-forcing", "0.7", "--longest", "10"]
    for path, steps in zip(paths, ("14", "6"), strict=True):
        assert cli.train([str(file), *ROLES, *words, "--steps", steps, "--session", str(path)]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out.splitlines()[0])
    assert (told["task"], told["steps"]) == ("one-to-many", 14)
    assert {"whole_answers", "tokens_right", "character_error"} <= told.keys()
    assert "rows are left out" in said.err
    laboratory = Laboratory()
    laboratory.open_session(str(paths[1]))
    run = laboratory.run(1)
    assert isinstance(run.config.net, Decoder)
    laboratory.set_steps(run, 14)
    training = laboratory.begin(run)
    while run.left():
        training.turn(math.inf, lambda: False)
    laboratory.put_to_rest(training)
    parts = laboratory.weights(run, 14)[1]
    laboratory.close()
    laboratory.open_session(str(paths[0]), read_only=True)
    step, whole = laboratory.weights(laboratory.run(1), 14)
    laboratory.close()
    assert step == 14
    assert all(torch.equal(value, parts[name]) for name, value in whole.items())
    taken_out(paths[0], tmp_path)


def taken_out(kept: Path, tmp_path: Path) -> None:
    assert cli.export([str(kept), "frame", str(tmp_path / "f.npz"), "--step", "14"]) == 0
    with np.load(tmp_path / "f.npz") as found:
        assert found["decoder.layer1.forget_gate"].shape == (len(found["target"]), 8)
        assert found["source"].shape == (1, 2)
    assert cli.export([str(kept), "weights", str(tmp_path / "w.safetensors")]) == 0
    assert {"bridge.1.cell.weight", "decoder.head.bias"} <= load_file(tmp_path / "w.safetensors").keys()


def test_it_is_looked_through_before_it_is_trained(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.inspect([str(file), "--task", "one-to-many", "--text", "said"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["task"], told["trainable"], told["sequences"]["count"]) == ("one-to-many", True, 100)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--net", "encoder-decoder"], "net cannot be encoder-decoder"),
        (["--attention", "dot"], "attention cannot be dot"),
        (["--beam", "11"], "beam cannot be 11; it lies between 1 and 10"),
        (["--bidirectional"], "bidirectional cannot be"),
    ],
)
def test_what_cannot_be_is_a_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert cli.train([str(file), *ROLES, "--steps", "1", *words]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


# ---- what the window cannot show yet ----------------------------------------------------------------------------


def test_the_window_is_told_that_it_cannot_show_such_runs(client, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.gatescope"
    assert cli.train([str(file), *ROLES, "--steps", "1", "--session", str(path)]) == 0
    client.send(OpenSession(path=str(path)))
    assert client.receive(Failed).fault == Fault.SESSION_HEADLESS
    client.send(OpenFile(path=str(file)))
    client.receive(DataOpened)
    client.send(NewRun(config=RunConfig(data=unfolding_config(), net=Decoder(hidden=4))))
    failed = client.receive(Failed)
    assert (failed.fault, failed.facts) == (Fault.TASK_UNTRAINABLE, {"task": "one-to-many"})
