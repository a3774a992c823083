"""A decoder by itself: what it computes, against equations written apart, and what it writes."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.encoder_decoder import Forcing
from gatescope.engine.config.run import Cell, Decoder, RunConfig, TrainConfig, from_json, to_json
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, Pair
from gatescope.engine.models.encoder_decoder.unfolding import Unfolded, build, read
from gatescope.engine.models.encoder_decoder.writing import scribe, set_share
from gatescope.engine.models.family import family_of
from gatescope.engine.models.losses import counted_loss
from tests.engine import halves
from tests.engine.test_unfolded import unfolding_config

SHAPE = IOShape(inputs=3, outputs=6, symbols=0, read=1, written=7)
START, END = SHAPE.outputs, SHAPE.outputs - 1
CLOSE = {"rtol": 1e-5, "atol": 1e-5}
WRITTEN_APART = [Decoder(hidden=5, embedding=4, layers=2), Decoder(cell=Cell.LSTM, hidden=4, embedding=3, layers=3)]
EVERY_CELL = [Decoder(cell=cell, hidden=4, embedding=3, layers=2) for cell in Cell]


def named(net: object) -> str | None:
    return f"{net.cell}-{net.layers}" if isinstance(net, Decoder) else None


def made(net: Decoder, times: float = 3.0) -> Unfolded:
    torch.manual_seed(0)
    network = build(net, SHAPE).double().eval()
    for weight in network.parameters():
        weight.data.mul_(times)  # gates that are neither shut nor open
    return network


def rows(count: int, steps: int = 5) -> Pair:
    generator = torch.Generator().manual_seed(1)
    numbers = torch.randn(1, count, SHAPE.inputs, generator=generator, dtype=torch.float64)
    given = torch.randint(1, SHAPE.outputs, (steps, count), generator=generator)
    given[0] = START
    return Pair(numbers, None, given)


def told(net: Decoder, w: dict[str, np.ndarray], numbers: np.ndarray, given: list[int]) -> tuple[np.ndarray, list]:
    """In NumPy: the logits, and each layer's hidden states."""
    states: list[halves.State] = []
    for layer in range(net.layers):
        h = np.tanh(w[f"bridge.{layer}.hidden.weight"] @ numbers + w[f"bridge.{layer}.hidden.bias"])
        cell = f"bridge.{layer}.cell"
        states.append((h, w[f"{cell}.weight"] @ numbers + w[f"{cell}.bias"]) if net.cell is Cell.LSTM else (h,))
    logits, hidden = [], [[] for _ in states]
    for symbol in given:
        x = w["decoder.embedding.weight"][symbol]
        for layer, state in enumerate(states):
            states[layer], _ = halves.one_step(net.cell, w, f"decoder.layers.{layer}", x, state)
            x = states[layer][0]
            hidden[layer].append(x)
        logits.append(w["decoder.head.weight"] @ x + w["decoder.head.bias"])
    return np.array(logits), [np.array(each) for each in hidden]


@pytest.mark.parametrize("net", WRITTEN_APART, ids=named)
def test_it_computes_the_equations_and_a_reading_shows_them(net: Decoder) -> None:
    network, x = made(net).float(), rows(3)
    w = {name: weight.detach().double().numpy() for name, weight in network.named_parameters()}
    weights = {name: weight.detach() for name, weight in network.named_parameters()}
    with torch.no_grad():
        said = network(Pair(x.source.float(), None, x.fed))
    for at in range(3):
        logits, hidden = told(net, w, x.source[0, at].numpy(), x.fed[:, at].tolist())
        np.testing.assert_allclose(said[:, at].numpy(), logits, **CLOSE)
        reading = read(net, SHAPE, weights, Pair(x.source[:, at], None, x.fed[:, at]))
        np.testing.assert_allclose(reading.output.numpy(), logits, **CLOSE)
        assert len(reading.layers) == len(net.parts) == net.layers
        for traces, states in zip(reading.layers, hidden, strict=True):
            assert tuple(traces) == net.traces
            np.testing.assert_allclose(traces[Trace.HIDDEN].numpy(), states, **CLOSE)


@pytest.mark.parametrize("net", EVERY_CELL, ids=named)
def test_fused_and_walked_steps_are_the_same_loss_and_gradient(net: Decoder) -> None:
    network, x = made(net), rows(4)
    target = torch.randint(0, SHAPE.outputs, (5, 4), generator=torch.Generator().manual_seed(3))
    found = []
    for passed in (network.decoder.told, network._walked):
        network.zero_grad()
        loss = counted_loss(passed(network.begin(x.source, None), x.fed), target)
        loss.backward()
        found.append([loss.detach(), *(weight.grad.clone() for weight in network.parameters())])
    for fused, walked in zip(*found, strict=True):
        torch.testing.assert_close(fused, walked)


@pytest.mark.parametrize("net", EVERY_CELL, ids=named)
def test_the_gradient_is_that_of_finite_differences(net: Decoder) -> None:
    network, x = made(net, 1.5), rows(2, steps=3)
    target = torch.tensor([[1, 2], [3, END], [END, -1]])
    counted_loss(network(x), target).backward()
    chance = np.random.default_rng(0)
    for weight in network.parameters():
        place = tuple(chance.integers(size) for size in weight.shape)
        sides = []
        with torch.no_grad():
            for step in (1e-6, -2e-6):
                weight[place] += step
                sides.append(float(counted_loss(network(x), target)))
            weight[place] += 1e-6
        assert float(weight.grad[place]) == pytest.approx((sides[0] - sides[1]) / 2e-6, rel=1e-4, abs=1e-8)


@pytest.mark.parametrize("net", EVERY_CELL, ids=named)
def test_its_weights_are_those_that_are_told_without_making_it(net: Decoder) -> None:
    network, family = build(net, SHAPE), family_of(net)
    shapes = {name: tuple(weight.shape) for name, weight in network.named_parameters()}
    assert family.shapes(net, SHAPE) == shapes
    counted = family.counts(net, SHAPE, TrainConfig(batch=4), 7)
    assert counted.parameters == sum(weight.numel() for weight in network.parameters())
    assert family.counts(net, SHAPE, TrainConfig(batch=8), 7).needed_bytes > counted.needed_bytes
    assert family.matrices(net, dict(network.named_parameters()), 1).keys() <= {*Trace}


def test_answers_are_the_same_alone_and_among_others_and_of_a_beam_of_one() -> None:
    network, x = made(WRITTEN_APART[0]), rows(30)
    writes = scribe(network, SHAPE)
    among = writes.greedy(x.source)
    assert among.shape[1] == 30
    for at in range(0, 30, 7):
        one = writes.greedy(x.source[:, at : at + 1])[:, 0].tolist()
        assert among[:, at].tolist()[: len(one)] == one
        best = writes.beam(x.source[:, at : at + 1], 1)[0].symbols
        assert one[: len(best)] == list(best)
        assert writes.drawn(x.source[:, at : at + 1], 0.0, 1).symbols == tuple(one)


def test_the_share_that_is_told_falls_and_what_it_wrote_goes_in_instead() -> None:
    net = Decoder(hidden=5, embedding=4, teacher_forcing=0.8, forcing=Forcing.LINEAR, forcing_steps=4)
    network, x = made(net).train(), rows(6)
    shares = []
    for step in range(1, 6):
        set_share(network, net, step)
        shares.append(network.share)
    np.testing.assert_allclose(shares, [0.8, 0.6, 0.4, 0.2, 0.0])
    own = network(x)  # nothing is told: every step is given the answer before
    writing, symbols = network.begin(x.source, None), x.fed[0]
    for step in own:
        writing, logits = network.step(writing, symbols)
        torch.testing.assert_close(step, logits)
        symbols = logits.argmax(-1)


def test_a_configuration_is_the_same_from_json_and_a_part_has_a_name() -> None:
    net = Decoder(cell=Cell.LSTM, layers=3)
    config = RunConfig(data=unfolding_config(), net=net)
    assert from_json(to_json(config)) == config
    assert net.parts == ("decoder.layer0", "decoder.layer1", "decoder.layer2")
    assert (net.nearest("decoder.layer7"), net.nearest("layer1")) == ("decoder.layer2", "decoder.layer1")
    assert net.nearest("encoder.layer1.backwards") == "decoder.layer1"
