"""Encoder–decoders: held against equations written apart, against finite differences, and against themselves: fused
and walked, alone and among others, with and without padding."""

import itertools
import math

import numpy as np
import pytest
import torch

from gatescope.engine.config.encoder_decoder import HANDED, LOOKED, AttentionKind, Forcing
from gatescope.engine.config.run import Cell, EncoderDecoder, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, Pair
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.encoder_decoder.answers import Scribe
from gatescope.engine.models.encoder_decoder.network import Halves, build, restored
from gatescope.engine.models.encoder_decoder.reading import read
from gatescope.engine.models.encoder_decoder.writing import scribe, set_share
from gatescope.engine.models.family import family_of
from gatescope.engine.models.losses import counted_loss
from tests.engine import halves

SHAPE = IOShape(inputs=9, outputs=7, symbols=9, read=8, written=6)
START, END = SHAPE.outputs, SHAPE.outputs - 1
CLOSE = {"rtol": 1e-5, "atol": 1e-5}
NETS = [
    EncoderDecoder(cell=Cell.GRU, hidden=5, embedding=4, attention=AttentionKind.NONE),
    EncoderDecoder(cell=Cell.LSTM, hidden=4, embedding=3, attention=AttentionKind.NONE, reverse_source=True, layers=2),
    EncoderDecoder(cell=Cell.LSTM, hidden=4, embedding=3, attention=AttentionKind.NONE, bidirectional=True),
    EncoderDecoder(cell=Cell.GRU, hidden=5, embedding=4, attention=AttentionKind.ADDITIVE),
    EncoderDecoder(
        cell=Cell.LSTM, hidden=3, embedding=4, attention=AttentionKind.ADDITIVE, bidirectional=True, layers=2
    ),
    EncoderDecoder(
        cell=Cell.GRU, hidden=4, embedding=4, attention=AttentionKind.DOT, decoder_hidden=8, bidirectional=True
    ),
    EncoderDecoder(cell=Cell.LSTM, hidden=5, embedding=2, attention=AttentionKind.GENERAL, decoder_hidden=7),
    EncoderDecoder(cell=Cell.GRU, hidden=5, attention=AttentionKind.GENERAL, bidirectional=True, reverse_source=True),
]
EVERY_CELL = [EncoderDecoder(cell=cell, hidden=4, embedding=3, bidirectional=True, layers=2) for cell in Cell]


def named(net: object) -> str | None:
    if isinstance(net, EncoderDecoder):
        return f"{net.cell}-{net.attention}-{net.layers}{'-both' * net.bidirectional}{'-reversed' * net.reverse_source}"
    return None


def made(net: EncoderDecoder, times: float = 3.0) -> Halves:
    torch.manual_seed(0)
    network = build(net, SHAPE).double().eval()
    for weight in network.parameters():
        weight.data.mul_(times)  # gates that are neither shut nor open, maps that are not flat
    return network


def pair(lengths: list[int], steps: int = 5, seed: int = 1) -> Pair:
    generator = torch.Generator().manual_seed(seed)
    source = torch.randint(1, SHAPE.symbols, (max(lengths), len(lengths)), generator=generator)
    given = torch.randint(1, SHAPE.outputs, (steps, len(lengths)), generator=generator)
    given[0] = START
    return Pair(source, torch.tensor(lengths) if len(set(lengths)) > 1 else None, given)


def alone(x: Pair, at: int) -> Pair:
    length = len(x.source) if x.lengths is None else int(x.lengths[at])
    return Pair(x.source[:length, at : at + 1], None, x.fed[:, at : at + 1])


def float64(network: Halves) -> dict[str, np.ndarray]:
    return {name: weight.detach().double().numpy() for name, weight in network.named_parameters()}


@pytest.mark.parametrize("net", NETS, ids=named)
def test_it_computes_the_equations(net: EncoderDecoder) -> None:
    network = made(net).float()
    x = pair([6, 4, 1])
    with torch.no_grad():
        said = network(x)
    for at in range(3):
        one = alone(x, at)
        told = halves.run(net, float64(network), one.source[:, 0].tolist(), one.fed[:, 0].tolist())
        np.testing.assert_allclose(said[:, at].numpy(), told.logits, **CLOSE)


@pytest.mark.parametrize("net", NETS, ids=named)
def test_a_reading_shows_what_the_equations_say(net: EncoderDecoder) -> None:
    network = made(net).float()
    one = alone(pair([6, 4]), 1)
    weights = {name: weight.detach() for name, weight in network.named_parameters()}
    reading = read(net, SHAPE, weights, Pair(one.source[:, 0], None, one.fed[:, 0]))
    told = halves.run(net, float64(network), one.source[:, 0].tolist(), one.fed[:, 0].tolist())
    np.testing.assert_allclose(reading.output.numpy(), told.logits, **CLOSE)
    assert len(reading.layers) == len(net.parts)
    for part, traces in zip(net.parts, reading.layers, strict=True):
        assert tuple(traces) == net.traces
        np.testing.assert_allclose(traces["hidden"].numpy(), told.hidden[part], **CLOSE)
        for gate, values in told.gates.get(part, {}).items():
            np.testing.assert_allclose(traces[gate].numpy(), values, **CLOSE)
    if net.attention is AttentionKind.NONE:
        assert reading.maps.keys() == {HANDED}
        np.testing.assert_allclose(reading.maps[HANDED][Trace.HIDDEN].numpy(), told.handed, **CLOSE)
    else:
        looked = reading.maps[LOOKED][Trace.ATTENTION].numpy()
        np.testing.assert_allclose(looked, told.attention, **CLOSE)
        np.testing.assert_allclose(looked.sum(1), 1, rtol=1e-6)


@pytest.mark.parametrize("net", [*NETS, *EVERY_CELL], ids=named)
def test_a_pair_is_read_the_same_by_itself_and_among_others(net: EncoderDecoder) -> None:
    network, x = made(net), pair([3, 8, 5, 1, 8])
    with torch.no_grad():
        said = network(x)
        for at in range(5):
            torch.testing.assert_close(said[:, at : at + 1], network(alone(x, at)))


@pytest.mark.parametrize("net", NETS[:2] + NETS[5:], ids=named)
def test_fused_and_walked_steps_are_the_same_loss_and_gradient(net: EncoderDecoder) -> None:
    network, x = made(net), pair([6, 4, 2])
    target = torch.randint(0, SHAPE.outputs, (5, 3), generator=torch.Generator().manual_seed(3))
    found = []
    for passed in (network.decoder.told, network._walked):
        network.zero_grad()
        loss = counted_loss(passed(network.begin(x.source, x.lengths), x.fed), target)
        loss.backward()
        found.append([loss.detach(), *(weight.grad.clone() for weight in network.parameters())])
    for fused, walked in zip(*found, strict=True):
        torch.testing.assert_close(fused, walked)


@pytest.mark.parametrize("net", [*NETS, *EVERY_CELL], ids=named)
def test_the_gradient_is_that_of_finite_differences(net: EncoderDecoder) -> None:
    network, x = made(net, 1.5), pair([4, 2], steps=3)
    target = torch.tensor([[1, 2], [3, END], [END, -1]])
    counted_loss(network(x), target).backward()
    chance = np.random.default_rng(0)
    for weight in network.parameters():
        places = [tuple(chance.integers(size) for size in weight.shape) for _ in range(3)]
        for place in places:
            losses = []
            for change in (1e-6, -2e-6):
                weight.data[place] += change
                with torch.no_grad():
                    losses.append(float(counted_loss(network(x), target)))
            weight.data[place] += 1e-6
            assert float(weight.grad[place]) == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-4, abs=1e-7)


def test_a_symbol_that_is_still_to_come_changes_nothing() -> None:
    for net in NETS:
        network, x = made(net), pair([4, 4])
        later = x.fed.clone()
        later[3:] = 2
        with torch.no_grad():
            torch.testing.assert_close(network(x)[:3], network(x._replace(fed=later))[:3], rtol=0, atol=1e-12)


def test_padding_that_is_another_changes_nothing() -> None:
    for net in NETS:
        network, x = made(net), pair([5, 2])
        other = x.source.clone()
        other[2:, 1] = 8
        with torch.no_grad():
            torch.testing.assert_close(network(x), network(x._replace(source=other)), rtol=0, atol=1e-12)


# ---- how much of the truth is told ------------------------------------------------------------------------------


@pytest.mark.parametrize("net", NETS, ids=named)
def test_told_everything_or_nothing(net: EncoderDecoder) -> None:
    """Told with a share just below 1 it says what it says when it is always told; with 0, what follows on its own."""
    network, x = made(net), pair([5, 3])
    network.train()
    with torch.no_grad():
        expected = network(x)
        network.share = math.nextafter(1, 0)
        torch.testing.assert_close(network(x), expected)
        network.share = 0.0
        own = network(x)
        written = own.argmax(-1)
        network.share = 1.0
        torch.testing.assert_close(network(x._replace(fed=torch.cat((x.fed[:1], written[:-1])))), own)


@pytest.mark.parametrize(
    ("forcing", "shares"),
    [
        (Forcing.FIXED, (0.8, 0.8, 0.8)),
        (Forcing.LINEAR, (0.8, 0.4, 0.0)),
        (Forcing.EXPONENTIAL, (0.8, 0.8 * math.exp(-0.5), 0.8 * math.exp(-2))),
        (Forcing.SIGMOID, (0.8 * 10 / 11, 0.8 * 10 / (10 + math.exp(0.5)), 0.8 * 10 / (10 + math.exp(2)))),
    ],
)
def test_the_share_that_is_told_falls_as_it_is_said_to(forcing: Forcing, shares: tuple[float, ...]) -> None:
    net = EncoderDecoder(teacher_forcing=0.8, forcing=forcing, forcing_steps=10)
    network = build(net, SHAPE)
    for step, share in zip((1, 6, 21), shares, strict=True):
        set_share(network, net, step)
        assert network.share == pytest.approx(share)
    assert 0 <= forcing.share(10**9, 1.0, 10) <= 1


# ---- answers ----------------------------------------------------------------------------------------------------


def likely(seed: int, most: int = 4, outputs: int = 4) -> tuple[Scribe, torch.Tensor]:
    """Writes with few symbols, none of them hopeless; and a source."""
    shape = IOShape(inputs=5, outputs=outputs, symbols=5, read=4, written=most)
    torch.manual_seed(seed)
    net = EncoderDecoder(hidden=6, embedding=4, attention=AttentionKind.GENERAL)
    network = build(net, shape).double().eval()
    for weight in network.parameters():
        weight.data.mul_(4)
    return scribe(network, shape), torch.randint(1, 5, (4, 1))


def told_to_the_end(writer: Scribe, source: torch.Tensor, symbols: tuple[int, ...]) -> float:
    """log P of an answer, of which nothing is unknown."""
    given = torch.tensor([writer.outputs, *symbols[:-1]])[:, None]
    with torch.no_grad():
        logits = writer.network(Pair(source, None, given))[:, 0, 1:]
    return float(logits.log_softmax(-1)[torch.arange(len(symbols)), torch.tensor(symbols) - 1].sum())


@pytest.mark.parametrize("seed", range(8))
def test_a_beam_of_full_width_finds_what_looking_at_everything_finds(seed: int) -> None:
    writer, source = likely(seed, most=3)
    end = writer.end
    every = [
        (*before, end) for length in range(writer.most) for before in itertools.product(range(1, end), repeat=length)
    ]
    best = max(every, key=lambda symbols: told_to_the_end(writer, source, symbols))
    found = writer.beam(source, 9)
    assert found[0].symbols == best
    assert found[0].total == pytest.approx(told_to_the_end(writer, source, best))
    assert all(each.symbols[-1] == end for each in found)
    assert [each.total for each in found] == sorted((each.total for each in found), reverse=True)


@pytest.mark.parametrize("seed", range(8))
def test_a_beam_of_width_one_is_greedy(seed: int) -> None:
    writer, source = likely(seed, most=6, outputs=6)
    greedy = writer.greedy(source)[:, 0].tolist()
    assert list(writer.beam(source, 1)[0].symbols) == greedy
    assert 0 not in greedy
    assert len(greedy) == 6 or greedy[-1] == writer.end


def test_a_wider_beam_finds_nothing_less_probable() -> None:
    for seed in range(8):
        writer, source = likely(seed, most=6, outputs=6)
        ended = [each for width in (1, 2, 5) if (each := writer.beam(source, width)[0]).symbols[-1] == writer.end]
        assert [each.total for each in ended] == sorted(each.total for each in ended)


def test_answers_are_the_same_by_themselves_and_among_others() -> None:
    for net in [*NETS, *EVERY_CELL]:
        network, x = made(net), pair([3, 8, 5, 1, 8, 2])
        writer = scribe(network, SHAPE)
        together = writer.greedy(x.source, x.lengths)
        for at in range(6):
            own = writer.greedy(alone(x, at).source)[:, 0].tolist()
            assert together[: len(own), at].tolist() == own
            assert set(together[len(own) :, at].tolist()) <= {END}


def test_what_is_drawn_is_drawn_by_its_seed_and_at_its_temperature() -> None:
    writer, source = likely(3, most=6, outputs=6)
    before = torch.get_rng_state()
    first = writer.drawn(source, 1.0, 7)
    assert first == writer.drawn(source, 1.0, 7)
    assert len({writer.drawn(source, 5.0, seed).symbols for seed in range(20)}) > 5
    assert list(writer.drawn(source, 0.0, 7).symbols) == writer.greedy(source)[:, 0].tolist()
    assert first.total == pytest.approx(told_to_the_end(writer, source, first.symbols))
    assert torch.equal(before, torch.get_rng_state())


def test_a_beam_wider_than_there_are_symbols_is_refused() -> None:
    writer, _ = likely(0)
    writer.check_width(3)
    for width in (0, 4, 11):
        with pytest.raises(ConfigError) as caught:
            writer.check_width(width)
        assert caught.value.facts == {"name": "beam", "value": width, "low": 1, "high": 3}


# ---- what it is to the rest -------------------------------------------------------------------------------------


@pytest.mark.parametrize("net", [*NETS, *EVERY_CELL], ids=named)
def test_its_weights_are_told_without_making_them(net: EncoderDecoder) -> None:
    network = build(net, SHAPE)
    shapes = {name: tuple(weight.shape) for name, weight in network.named_parameters()}
    family = family_of(net)
    assert family.shapes(net, SHAPE) == shapes
    told = family.counts(net, SHAPE, TrainConfig(), SHAPE.written)
    assert told.parameters == sum(math.prod(shape) for shape in shapes.values())


def test_looking_draws_nothing_and_shares_nothing() -> None:
    net = NETS[4]
    network = build(net, SHAPE)
    weights = {name: weight.detach().clone() for name, weight in network.named_parameters()}
    before = torch.get_rng_state()
    restored(net, SHAPE, weights)
    one = alone(pair([5]), 0)
    read(net, SHAPE, weights, Pair(one.source[:, 0], None, one.fed[:, 0]))
    assert torch.equal(before, torch.get_rng_state())


def test_a_source_without_an_answer_is_read_along_the_one_that_is_written() -> None:
    for net in NETS:
        network = made(net).float()
        weights = {name: weight.detach() for name, weight in network.named_parameters()}
        source = pair([5]).source[:, 0]
        free = read(net, SHAPE, weights, Pair(source, None, torch.zeros(0, dtype=torch.long)))
        answer = scribe(network, SHAPE).greedy(source[:, None])[:, 0]
        assert free.written.tolist() == answer.tolist()
        told = read(net, SHAPE, weights, Pair(source, None, torch.cat((torch.tensor([START]), answer[:-1]))))
        torch.testing.assert_close(free.output, told.output)
        assert told.written is None


def test_vectors_of_two_lengths_are_not_compared() -> None:
    net = EncoderDecoder(attention=AttentionKind.DOT, bidirectional=True)
    with pytest.raises(ConfigError) as caught:
        build(net, SHAPE)
    assert (caught.value.fault, caught.value.facts["value"]) == (Fault.CONFIG_VALUE, "dot")
    with pytest.raises(ConfigError):
        family_of(net).shapes(net, SHAPE)


def test_every_module_has_an_address_and_the_nearest_is_of_its_own_half() -> None:
    net = EncoderDecoder(layers=2, bidirectional=True)
    assert net.parts == (
        *("encoder.layer0.forwards", "encoder.layer0.backwards", "encoder.layer1.forwards", "encoder.layer1.backwards"),
        *("decoder.layer0", "decoder.layer1"),
    )
    assert [net.nearest(part) for part in net.parts] == list(net.parts)
    assert net.nearest("decoder.layer3") == "decoder.layer1"
    assert net.nearest("layer1.backwards") == "encoder.layer1.backwards"
    assert EncoderDecoder().nearest("encoder.layer1.backwards") == "encoder.layer0"
    assert {strip.columns for strip in net.strips if strip.part.startswith("decoder")} == {"written"}
    assert {strip.columns for strip in net.strips if strip.part.startswith("encoder")} == {"read"}
    assert [(strip.columns, strip.lines) for strip in net.strips if strip.part == LOOKED] == [("written", "looked")]
