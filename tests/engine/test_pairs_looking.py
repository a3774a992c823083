"""Frames of a pair: both halves on their own axes, what comes next with the truth beside it, and answers."""

import io
import math

import numpy as np
import pytest
import torch

from gatescope.engine.config.encoder_decoder import LOOKED, AttentionKind
from gatescope.engine.config.run import Cell, EncoderDecoder, RunConfig, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.answers import END_NAME, Pair
from gatescope.engine.data.preparing.pairs import PreparedPairs
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.family import family_of
from gatescope.engine.models.losses import counted_loss
from gatescope.engine.probing.answering import _wrong
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Frame, FrameRequest, FreeRun, Part, Probe, Want
from gatescope.engine.protocol.wire import pack, read, unpack_from_engine
from gatescope.engine.training.trainer import Trainer
from tests.engine.test_pairs import ANSWERED, ASKED, pairs_config, prepared, sums

CPU = torch.device("cpu")
NET = EncoderDecoder(cell=Cell.LSTM, hidden=8, bidirectional=True, attention=AttentionKind.ADDITIVE)
TYPED = Probe(part=Part.TYPED, text="3+4")


@pytest.fixture(scope="module")
def made() -> PreparedPairs:
    return prepared(sums())


@pytest.fixture(scope="module")
def trainer(made: PreparedPairs) -> Trainer:
    settings = TrainConfig(batch=16, learning_rate=0.02, device="cpu")
    learning = Trainer(RunConfig(data=pairs_config(), net=NET, train=settings), made, CPU)
    with learning:
        for _ in range(30):
            learning.step()
    return learning


def frame(trainer: Trainer, made: PreparedPairs, probe: Probe, **asked: object) -> Frame:
    wants = tuple(Want(layer=strip.part, trace=strip.trace) for strip in NET.strips)
    request = FrameRequest(slot=Slot("stack"), number=1, run=1, probe=probe, wants=wants, **asked)
    return make_frame(request, NET, made, trainer.snapshot(), 30)


def test_each_half_stands_on_an_axis_of_its_own(trainer: Trainer, made: PreparedPairs) -> None:
    seen = frame(trainer, made, made.probe_default())
    asked, answer = "".join(seen.source_labels), "".join(seen.labels[:-1])
    assert ANSWERED[ASKED.index(asked)] == answer
    assert seen.labels[-1] == END_NAME
    assert [(each.layer, each.trace) for each in seen.traces] == [(strip.part, strip.trace) for strip in NET.strips]
    for each in seen.traces:
        steps = len(seen.source_labels) if each.layer.startswith("encoder") else len(seen.labels)
        assert (each.steps, len(each.values)) == (steps, steps)
    (looked,) = [each for each in seen.traces if each.layer == LOOKED]
    assert looked.values.shape == (len(seen.labels), len(seen.source_labels))
    np.testing.assert_allclose(looked.values.sum(1), 1, rtol=1e-6)


def test_a_frame_has_the_loss_and_the_next_symbols_of_its_pair(trainer: Trainer, made: PreparedPairs) -> None:
    probe = made.probe_default()
    seen, data = frame(trainer, made, probe), made.probe(probe)
    assert seen.symbols is not None
    assert seen.symbols.truth.tolist() == data.targets.tolist()
    assert seen.symbols.inputs.tolist() == data.inputs.tolist()
    assert seen.loss == pytest.approx(float(-np.log(seen.symbols.truth_probability).mean()))
    names = [seen.symbols.names[int(symbol)] for symbol in seen.symbols.truth]
    assert names == list(seen.labels)
    assert "<unk>" not in [seen.symbols.names[int(symbol)] for symbol in seen.symbols.top.ravel()]


def test_a_text_that_is_typed_is_shown_along_the_answer_that_is_written(trainer: Trainer, made: PreparedPairs) -> None:
    seen = frame(trainer, made, TYPED, free=FreeRun(temperature=0.0))
    assert seen.source_labels == ("3", "+", "4")
    assert seen.continuation is not None
    (answer,) = seen.continuation.answers
    assert answer.symbols == seen.labels
    assert math.isnan(seen.loss)
    assert seen.symbols is not None
    assert (seen.symbols.truth == -1).all()
    best = [seen.symbols.names[int(symbol)] for symbol in seen.symbols.top[:, 0]]
    assert best == list(seen.labels)


def test_answers_are_greedy_drawn_or_found_by_a_beam(trainer: Trainer, made: PreparedPairs) -> None:
    probe = made.probe_default()
    greedy = frame(trainer, made, probe, free=FreeRun(temperature=0.0)).continuation
    narrow = frame(trainer, made, probe, free=FreeRun(beam=1)).continuation
    wide = frame(trainer, made, probe, free=FreeRun(beam=5)).continuation
    assert greedy is not None
    assert narrow is not None
    assert wide is not None
    assert narrow.answers[0].symbols == greedy.answers[0].symbols
    assert narrow.text == greedy.text == "".join(name for name in greedy.answers[0].symbols if name != END_NAME)
    shares = [float(np.prod(each.probability)) for each in wide.answers]
    assert len(wide.answers) > 1
    assert shares == sorted(shares, reverse=True)
    assert shares[0] >= float(np.prod(greedy.answers[0].probability)) - 1e-9
    assert all(each.symbols[-1] == END_NAME for each in wide.answers)
    drawn = {
        frame(trainer, made, probe, free=FreeRun(temperature=3.0, seed=seed)).continuation.text for seed in range(9)
    }
    assert len(drawn) > 3


def test_a_frame_of_a_pair_crosses_the_pipe(trainer: Trainer, made: PreparedPairs) -> None:
    seen = frame(trainer, made, made.probe_default(), free=FreeRun(beam=3))
    body = read(io.BytesIO(pack(seen)))
    assert body is not None
    again = unpack_from_engine(body)
    assert isinstance(again, Frame)
    assert (again.source_labels, again.labels) == (seen.source_labels, seen.labels)
    assert again.continuation.answers[0].text == seen.continuation.answers[0].text


def test_a_beam_that_is_too_wide_and_what_it_cannot_do_are_refused(trainer: Trainer, made: PreparedPairs) -> None:
    probe = made.probe_default()
    for asked, fault in (
        ({"free": FreeRun(beam=11)}, Fault.CONFIG_VALUE),
        ({"interventions": (Intervention(layer="decoder.layer0", trace=Trace.HIDDEN),)}, Fault.NET_LACKS),
        ({"analysis": AnalysisWant(flow=FlowWant())}, Fault.NET_LACKS),
    ):
        with pytest.raises(ConfigError) as caught:
            frame(trainer, made, probe, **asked)
        assert caught.value.fault is fault


def test_gates_that_are_shut_and_recurrent_weights_are_told_of_both_halves(
    trainer: Trainer, made: PreparedPairs
) -> None:
    asked = AnalysisWant(saturation=True, spectrum=True, matrices=True, layer="decoder.layer0")
    found = frame(trainer, made, made.probe_default(), analysis=asked).analysis
    assert found is not None
    assert {use.layer for use in found.gates} == set(NET.parts)
    recurrent = trainer.weights["decoder.layers.0.weight_hh_l0"].detach().numpy()
    np.testing.assert_array_equal(np.concatenate([each.recurrent for each in found.spectrum]), recurrent)


def test_looking_changes_nothing_of_a_run(made: PreparedPairs) -> None:
    net = EncoderDecoder(hidden=6, dropout=0.3, teacher_forcing=0.5)
    runs = [Trainer(RunConfig(data=pairs_config(), net=net), made, CPU) for _ in range(2)]
    losses = []
    for at, one in enumerate(runs):
        with one:
            for _ in range(4):
                one.step()
                if at:
                    request = FrameRequest(
                        slot=Slot("stack"), number=1, run=1, probe=made.probe_default(), free=FreeRun(temperature=2.0)
                    )
                    make_frame(request, net, made, one.snapshot(), 1)
        losses.append(one.drain().train_loss.tolist())
    assert losses[0] == losses[1]


def test_a_loss_over_a_whole_pair_is_that_of_its_frame(trainer: Trainer, made: PreparedPairs) -> None:
    chunk = next(iter(trainer.validation))
    probe = Probe(part=Part.VALIDATION, start=int(chunk.rows[0]), length=0)
    pair = made.layout.sequence_of(probe.start)
    start, end = made.layout.edges[pair : pair + 2].tolist()
    probe = Probe(part=Part.VALIDATION, start=start, length=end - start)
    trainer.network.eval()
    with torch.no_grad():
        output = trainer.network(chunk.x)
    trainer.network.train()
    target = torch.full(chunk.counted.shape, -1).masked_scatter(chunk.counted, chunk.y)
    loss = float(counted_loss(output[:, :1], target[:, :1]))
    assert frame(trainer, made, probe).loss == pytest.approx(loss, rel=1e-5)


def test_answers_are_what_is_counted_at_a_validation(trainer: Trainer, made: PreparedPairs) -> None:
    told = frame(trainer, made, made.probe_default(), analysis=AnalysisWant(answers=10**6)).analysis
    assert told is not None
    assert len(told.answers) == len(made.validation)
    trainer.validate()
    right = [not each.wrong for each in told.answers]
    assert sum(right) / len(right) == pytest.approx(trainer.answers.whole)
    for each in told.answers:
        assert "".join(each.truth) == ANSWERED[ASKED.index(each.source)]
        assert (each.truth == each.said) is (not each.wrong)
        made.probe(Probe(part=Part.VALIDATION, start=each.start, length=each.length))  # it can be looked at
    few = frame(trainer, made, made.probe_default(), analysis=AnalysisWant(answers=2)).analysis
    assert few is not None
    assert few.answers == (told.answers[0], told.answers[-1])


def test_a_letter_that_is_missing_or_too_much_is_wrong_at_its_place() -> None:
    assert _wrong(np.array([1, 2, 3]), np.array([1, 2, 3])) == ()
    assert _wrong(np.array([1, 9, 3, 4]), np.array([1, 2, 3])) == (1, 3)
    assert _wrong(np.array([1]), np.array([1, 2, 3])) == (1, 2)


def test_a_letter_depends_on_what_was_read_and_given_before_it(trainer: Trainer, made: PreparedPairs) -> None:
    """By finite differences of the vectors, each of a symbol that is read but once."""
    probe = made.probe_default()
    told = frame(trainer, made, probe, analysis=AnalysisWant(letter=1)).analysis
    assert told is not None
    assert told.letter is not None
    data, tau = made.probe(probe), told.letter.tau
    assert (told.letter.source.shape, told.letter.given.shape) == (data.source.shape, data.inputs.shape)
    assert (told.letter.given[tau + 1 :] == 0).all()  # causal
    assert (told.letter.given[: tau + 1] > 0).all()
    weights = {name: weight.double() for name, weight in trainer.snapshot().items()}
    x = Pair(torch.tensor(data.source), None, torch.tensor(data.inputs))
    plain = family_of(NET).read(NET, made.shape, weights, x).output[tau].log_softmax(-1)
    symbol = int(plain.argmax())
    for at in [at for at, each in enumerate(data.source) if (data.source == each).sum() == 1]:
        slopes = []
        for entry in range(NET.embedding):
            moved = {**weights, "encoder.embedding.weight": weights["encoder.embedding.weight"].clone()}
            moved["encoder.embedding.weight"][data.source[at], entry] += 1e-6
            said = family_of(NET).read(NET, made.shape, moved, x).output[tau].log_softmax(-1)
            slopes.append(float(said[symbol] - plain[symbol]) / 1e-6)
        assert told.letter.source[at] == pytest.approx(math.hypot(*slopes), rel=1e-3, abs=1e-5)


def test_of_no_letter_nothing_is_told(trainer: Trainer, made: PreparedPairs) -> None:
    told = frame(trainer, made, made.probe_default(), analysis=AnalysisWant()).analysis
    assert told is not None
    assert told.letter is None
    typed = frame(trainer, made, TYPED, analysis=AnalysisWant(letter=99)).analysis
    assert typed is not None
    assert typed.letter is not None
    assert typed.letter.tau == len(typed.letter.given) - 1
