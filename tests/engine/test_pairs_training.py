"""Pairs from a file to answers: trained, kept, gone on with bit for bit, taken out again, and refused in a sentence."""

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from gatescope.engine.cli import commands as cli
from gatescope.engine.config.encoder_decoder import AttentionKind, Forcing
from gatescope.engine.config.run import Cell, EncoderDecoder, Recurrent, RunConfig, TrainConfig, from_json, to_json
from gatescope.engine.data.preparing.pairs import PreparedPairs
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.checks import check_fits
from gatescope.engine.models.family import family_of
from gatescope.engine.models.losses import NOTHING
from gatescope.engine.protocol.messages import OpenSession, SessionOpened
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training import answered
from gatescope.engine.training.pairs import PairBatches, PairValidation
from gatescope.engine.training.trainer import Trainer
from tests.engine.test_pairs import ANSWERED, ASKED, pairs_config, prepared, sums
from tests.engine.test_trainer_state import same, train

CPU = torch.device("cpu")
NETS = [
    EncoderDecoder(hidden=6, dropout=0.2, layers=2, attention=AttentionKind.ADDITIVE, bidirectional=True),
    EncoderDecoder(hidden=6, dropout=0.2, attention=AttentionKind.GENERAL, teacher_forcing=0.6),
    EncoderDecoder(cell=Cell.LSTM, hidden=6, attention=AttentionKind.NONE, forcing=Forcing.LINEAR, forcing_steps=9),
]


@pytest.fixture(scope="module")
def made() -> PreparedPairs:
    return prepared(sums())


def trainer(made: PreparedPairs, net: EncoderDecoder, **values: object) -> Trainer:
    settings = TrainConfig(**{"batch": 8, "validate_every": 5, "device": "cpu", "learning_rate": 0.01, **values})
    return Trainer(RunConfig(data=pairs_config(), net=net, train=settings), made, CPU)


# ---- batches ----------------------------------------------------------------------------------------------------


def test_a_batch_is_pairs_as_they_stand_in_the_file(made: PreparedPairs) -> None:
    batches, generator = PairBatches(made, 16, CPU), torch.Generator().manual_seed(0)
    known = {(asked, answer) for asked, answer, learnt in zip(ASKED, ANSWERED, made.both.learnt, strict=True) if learnt}
    seen = set()
    for _ in range(60):
        (source, lengths, given), target, _ = batches.draw(generator)
        each = torch.full((16,), len(source)) if lengths is None else lengths
        for at in range(16):
            asked = made.both.source.tokeniser.decode(source[: each[at], at].tolist())
            wanted = target[:, at][target[:, at] != NOTHING]
            assert int(wanted[-1]) == made.end
            assert given[1 : len(wanted), at].tolist() == wanted[:-1].tolist()
            seen.add((asked, made.text(wanted)))
    assert seen <= known
    assert len(seen) > 0.9 * len(known)


def test_the_validation_pairs_are_judged_once_each(made: PreparedPairs) -> None:
    chunks = list(PairValidation(made, 8, CPU))
    rows = np.concatenate([chunk.rows for chunk in chunks])
    assert sorted(rows.tolist()) == np.flatnonzero(~made.layout.training).tolist()
    for chunk in chunks:
        assert chunk.y.tolist() == made.targets[chunk.rows].tolist()


# ---- the same run -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("net", NETS, ids=["additive", "partly told", "told less and less"])
def test_going_on_from_a_state_equals_never_having_stopped(made: PreparedPairs, net: EncoderDecoder) -> None:
    whole = trainer(made, net)
    train(whole, 6)
    tensors, values = whole.state()
    later = train(whole, 6)
    again = trainer(made, net)
    again.restore(tensors, json.loads(json.dumps(values)))
    assert train(again, 6) == later
    assert same(whole, again)


def test_validating_and_answering_change_nothing(made: PreparedPairs) -> None:
    one, other = trainer(made, NETS[1]), trainer(made, NETS[1])
    train(one, 5)
    train(other, 5)
    with other:
        other.validate()
        other.answer(made, 3)
    assert train(one, 5) == train(other, 5)
    tensors, _ = one.state()
    assert all(torch.equal(value, tensors[name]) for name, value in other.state()[0].items())


def test_it_learns_and_says_how_right_its_answers_are() -> None:
    words = ["".join(letters) for length in (2, 3, 4) for letters in itertools.product("abcd", repeat=length)]
    copied = prepared(sums(words, words))
    learning = trainer(copied, EncoderDecoder(hidden=24, bidirectional=True), learning_rate=0.01, batch=32)
    with learning:
        before = learning.validate()
        assert learning.answers.whole < 0.2
    train(learning, 250)
    with learning:
        after = learning.validate()
    assert after < 0.4 * before
    assert learning.accuracy == learning.answers.whole > 0.3
    assert learning.answers.tokens > 0.7


def test_a_configuration_is_the_same_from_json() -> None:
    for net in NETS:
        config = RunConfig(data=pairs_config(longest=17), net=net)
        assert from_json(to_json(config)) == config


# ---- how right --------------------------------------------------------------------------------------------------


def ids(made: PreparedPairs, text: str) -> list[int]:
    return [*made.both.target.tokeniser.encode(text).tolist(), made.end]


def test_answers_are_counted_by_answer_by_token_and_by_character(made: PreparedPairs) -> None:
    tally = answered.Tally(made)
    for said, truth in (("12", "12"), ("13", "12"), ("1", "12"), ("123", "12")):
        tally.add(ids(made, said), ids(made, truth))
    told = tally.told()
    assert told.whole == 1 / 4
    assert told.tokens == (3 + 2 + 1 + 2) / 12
    if answered.Levenshtein is not None:
        assert told.characters == 3 / 8


def test_what_is_padded_behind_the_end_is_no_part_of_an_answer(made: PreparedPairs) -> None:
    tally = answered.Tally(made)
    tally.add([*ids(made, "7"), made.end, made.end], ids(made, "7"))
    assert tally.told()[:2] == (1.0, 1.0)
    assert np.isnan(answered.Tally(made).told().whole)


def test_without_the_package_the_characters_are_not_counted(made: PreparedPairs, monkeypatch) -> None:
    monkeypatch.setattr(answered, "Levenshtein", None)
    tally = answered.Tally(made)
    tally.add(ids(made, "7"), ids(made, "8"))
    told = tally.told()
    assert (told.whole, np.isnan(told.characters)) == (0.0, True)


def test_a_wide_beam_is_judged_like_greedy_answers(made: PreparedPairs) -> None:
    learning = trainer(made, NETS[0])
    train(learning, 10)
    with learning:
        assert learning.answer(made, 1) == learning.answer(made)
        assert 0 <= learning.answer(made, 4).tokens <= 1


# ---- the command line -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pairs") / "sums.csv"
    lines = [f"{asked},{answer}" for asked, answer in zip(ASKED, ANSWERED, strict=True)]
    path.write_text("\n".join(["asked,answered", *lines, "9+9999,10008"]) + "\n")
    return path


ROLES = ["--text", "asked", "--second", "answered", "--device", "cpu", "--hidden", "8", "--batch", "8"]


@pytest.fixture(scope="module")
def session(file: Path) -> Path:
    path = file.parent / "s.gatescope"
    words = ["--attention", "additive", "--bidirectional", "--teacher-forcing", "0.9", "--steps", "12"]
    assert cli.train([str(file), *ROLES, *words, "--longest", "3", "--session", str(path)]) == 0
    return path


def test_it_trains_without_a_window(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--net", "encoder-decoder", "--attention", "dot", "--reverse-source", "--beam", "2", "--steps", "4"]
    assert cli.train([str(file), *ROLES, *words, "--longest", "3", "--seed", "1"]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["task"], told["steps"]) == ("pairs", 4)
    assert {"whole_answers", "tokens_right", "character_error"} <= told.keys()
    assert 0 <= told["tokens_right"] <= 1
    assert told["naive_loss"] == told["baselines"][0]["loss"] > 0
    assert "1 pairs are left out" in said.err


def test_it_is_looked_through_before_it_is_trained(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.inspect([str(file), "--text", "asked", "--second", "answered"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["task"], told["trainable"], told["sequences"]["count"]) == ("pairs", True, len(ASKED) + 1)


def test_a_session_goes_on_where_it_was(session: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    laboratory = Laboratory()
    laboratory.open_session(str(session), read_only=True)
    run = laboratory.run(1)
    assert isinstance(run.config.net, EncoderDecoder)
    assert (run.step, run.prepared.too_long) == (12, 1)
    assert run.history.last_accuracy >= 0
    assert run.info().accuracy == run.history.last_accuracy
    step, weights = laboratory.weights(run, 4)  # the last keyframe until then: when there was time for one
    family = family_of(run.config.net)
    assert 0 <= step <= 4
    assert {name: tuple(weight.shape) for name, weight in weights.items()} == family.shapes(
        run.config.net, run.prepared.shape
    )
    laboratory.close()


def test_a_run_that_was_kept_goes_on_bit_for_bit(file: Path, tmp_path: Path) -> None:
    options = [
        "--attention",
        "additive",
        "--teacher-forcing",
        "0.7",
        "--dropout",
        "0.2",
        "--layers",
        "2",
        "--seed",
        "5",
    ]
    paths = [tmp_path / "whole.gatescope", tmp_path / "parts.gatescope"]
    for path, steps in zip(paths, ("14", "6"), strict=True):
        assert cli.train([str(file), *ROLES, *options, "--steps", steps, "--session", str(path)]) == 0
    laboratory = Laboratory()
    laboratory.open_session(str(paths[1]))
    run = laboratory.run(1)
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


def test_a_frame_has_both_halves_and_where_each_step_looked(session: Path, tmp_path: Path) -> None:
    assert cli.export([str(session), "frame", str(tmp_path / "f.npz"), "--step", "12"]) == 0
    with np.load(tmp_path / "f.npz") as found:
        arrays = dict(found)
    read, written = len(arrays["source"]), len(arrays["target"])
    assert int(arrays["step"]) == 12
    assert arrays["encoder.layer0.forwards.hidden"].shape == (read, 8)
    assert arrays["encoder.layer0.backwards.update_gate"].shape == (read, 8)
    assert arrays["decoder.layer0.reset_gate"].shape == (written, 8)
    assert arrays["attention"].shape == (written, read)
    np.testing.assert_allclose(arrays["attention"].sum(1), 1, rtol=1e-6)
    assert "".join(arrays["source_labels"]) in ASKED
    answer = "".join(arrays["labels"][:-1])
    assert ANSWERED[ASKED.index("".join(arrays["source_labels"]))] == answer
    assert arrays["prediction"].shape[0] == written


def test_weights_and_figures_are_taken_out_as_of_any_run(session: Path, tmp_path: Path) -> None:
    assert cli.export([str(session), "weights", str(tmp_path / "w.safetensors")]) == 0
    names = load_file(tmp_path / "w.safetensors").keys()
    assert {"encoder.layers.1.weight_hh_l0", "bridge.0.hidden.weight", "decoder.attention.keys.weight"} <= names
    assert cli.export([str(session), "metrics", str(tmp_path / "m.csv")]) == 0
    assert (
        (tmp_path / "m.csv")
        .read_text()
        .splitlines()[0]
        .endswith("accuracy,validation_token_error,validation_character_error")
    )
    assert cli.export([str(session), "probes", str(tmp_path / "p.csv")]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--net", "recurrent"], "net cannot be recurrent"),
        (["--beam", "11"], "beam cannot be 11; it lies between 1 and 10"),
        (["--attention", "dot", "--bidirectional"], "attention cannot be dot"),
        (["--longest", "0"], "longest cannot be 0"),
        (["--longest", "1"], "beam"),
        (["--teacher-forcing", "1.5"], "teacher_forcing cannot be 1.5"),
        (["--carry"], "leave --carry out"),
        (["--omega", "1"], "leave --omega out"),
        (["--radius", "1"], "radius cannot be 1"),
        (["--level", "morpheme"], "kiwipiepy"),
    ],
)
def test_what_cannot_be_is_a_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    more = ["--beam", "99"] if said == "beam" else []
    assert cli.train([str(file), *ROLES, "--steps", "1", *words, *more]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_a_beam_or_two_halves_without_pairs_are_refused(sine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.train([str(sine), "--beam", "2", "--steps", "1"]) == 1
    assert "for pairs and one-to-many only" in capsys.readouterr().err
    assert cli.train([str(sine), "--net", "encoder-decoder", "--steps", "1"]) == 1
    assert "task cannot be next" in capsys.readouterr().err


def test_what_attention_takes_is_counted_before_memory_is_taken(made: PreparedPairs) -> None:
    from dataclasses import replace

    net, settings = EncoderDecoder(), TrainConfig()
    long = replace(made.shape, read=100_000, written=1000)
    with pytest.raises(ConfigError) as caught:
        check_fits(net, long, settings, 1 << 30, long.written)
    assert caught.value.fault is Fault.NETWORK_TOO_LARGE
    check_fits(net, made.shape, settings, 1 << 30, made.shape.written)


# ---- by the window ----------------------------------------------------------------------------------------------


def test_a_session_of_pairs_is_opened_by_the_window(client, session: Path) -> None:
    client.send(OpenSession(path=str(session)))
    info = client.receive(SessionOpened).info
    assert [type(each.config.net) for each in info.runs] == [EncoderDecoder]
    assert 0 <= info.runs[0].accuracy <= 1
    tokens, characters = info.runs[0].slips
    assert 0 <= tokens <= 1
    assert characters >= 0 or answered.Levenshtein is None
    assert (info.runs[0].rmse, info.runs[0].mae) == ((), ())


def test_a_recurrent_network_is_not_made_for_pairs(made: PreparedPairs) -> None:
    with pytest.raises(ConfigError) as caught:
        Trainer(RunConfig(data=pairs_config(), net=Recurrent()), made, CPU)
    assert (caught.value.fault, caught.value.facts["choices"]) == (Fault.CONFIG_VALUE, "encoder-decoder")
