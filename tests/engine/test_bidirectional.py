"""Networks that read from the end too: against torch's own, against the equations, and padded against alone."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from gatescope.engine.config.run import Cell, Recurrent, Strand
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.cells.turning import Turn
from gatescope.engine.models.recurrent.network import Network, build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.protocol.frame import Trace
from tests.engine import equations

INPUTS, OUTPUTS, HIDDEN = 3, 2, 5
TAG, ONCE = IOShape(INPUTS, OUTPUTS, 0), IOShape(INPUTS, OUTPUTS, 0, once=True)
TEXT = IOShape(7, 7, 7, once=True)
OWN = {
    Cell.LSTM: nn.LSTM,
    Cell.GRU: nn.GRU,
    Cell.RNN_TANH: nn.RNN,
    Cell.RNN_RELU: lambda *of, **more: nn.RNN(*of, nonlinearity="relu", **more),
}
torch.set_num_threads(1)


def made(cell: Cell, layers: int, shape: IOShape = TAG, scale: float = 1.0, **more) -> tuple[Recurrent, Network]:
    torch.manual_seed(5)
    net = Recurrent(cell=cell, hidden=HIDDEN, layers=layers, bidirectional=True, **more)
    network = build(net, shape).double()
    with torch.no_grad():
        for weight in network.parameters():
            weight.mul_(scale)
    return net, network


def as_torch_has_it(cell: Cell, layers: int, network: Network) -> nn.Module:
    own = OWN[cell](INPUTS, HIDDEN, num_layers=layers, bidirectional=True).double()
    for strand, layer in enumerate(network.layers):
        k, backwards = divmod(strand, 2)
        for name, value in layer.named_parameters():
            getattr(own, name.replace("l0", f"l{k}") + ("", "_reverse")[backwards]).data.copy_(value)
    return own


def test_strands_are_numbered_as_torch_numbers_them():
    net = Recurrent(layers=3, bidirectional=True)
    assert [net.strand(k) for k in range(net.strands)] == [Strand(k // 2, k % 2 == 1) for k in range(6)]
    assert [list(net.strands_of(layer)) for layer in range(3)] == [[0, 1], [2, 3], [4, 5]]
    assert [net.strand_name(k) for k in (2, 3)] == ["layer1.forwards", "layer1.backwards"]
    plain = Recurrent(layers=3)
    assert [plain.strand(k) for k in range(plain.strands)] == [Strand(0), Strand(1), Strand(2)]
    assert [plain.strand_name(k) for k in range(3)] == ["layer0", "layer1", "layer2"]


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("cell", OWN)
def test_every_step_is_torchs_own(cell, layers):
    _, network = made(cell, layers)
    own = as_torch_has_it(cell, layers, network)
    x = torch.randn(9, 4, INPUTS, dtype=torch.float64)
    torch.testing.assert_close(network(x), network.head(own(x)[0]), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", OWN)
def test_one_answer_comes_from_the_last_state_of_each_direction(cell, layers):
    """That is torch's h_n: forwards at the last step, backwards at the first."""
    _, network = made(cell, layers, ONCE)
    own = as_torch_has_it(cell, layers, network)
    x = torch.randn(9, 4, INPUTS, dtype=torch.float64)
    last = own(x)[1]
    h_n = last[0] if isinstance(last, tuple) else last
    torch.testing.assert_close(network(x)[-1], network.head(torch.cat((h_n[-2], h_n[-1]), -1)), rtol=1e-12, atol=1e-12)


# ---- padding --------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.integers(0, 3))
def test_turning_is_within_each_length_and_its_own_way_back(lengths, more):
    steps, batch = max(lengths) + more, len(lengths)
    x = torch.arange(steps * batch).view(steps, batch, 1)
    turn = Turn(x, torch.tensor(lengths))
    assert torch.equal(turn(turn(x)), x)
    for b, length in enumerate(lengths):
        assert torch.equal(turn(x)[:length, b], x[:length, b].flip(0))
        assert torch.equal(turn(x)[length:, b], x[length:, b])


def losses(network: Network, x: Tensor, lengths: list[int], weight: Tensor) -> tuple[list[Tensor], list[Tensor]]:
    """Of each sequence what is said at its own steps, and the gradients of a number made of all of it."""
    said = network(x, None, torch.tensor(lengths))
    own = [said[:length, b] for b, length in enumerate(lengths)]
    total = torch.stack([(each * weight[: len(each)]).sum() for each in own]).sum()
    return own, list(torch.autograd.grad(total, list(network.parameters())))


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(Cell),
    st.integers(1, 2),
    st.sampled_from([TAG, ONCE]),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
    st.floats(-1e3, 1e3),
)
def test_a_padded_sequence_is_the_sequence_alone(cell, layers, shape, lengths, padding):
    """Whatever stands in the padding: not a state, not an answer and not a gradient has seen it."""
    _, network = made(cell, layers, shape)
    generator = torch.Generator().manual_seed(len(lengths))
    x = torch.randn(max(lengths), len(lengths), INPUTS, generator=generator, dtype=torch.float64)
    weight = torch.randn(max(lengths), OUTPUTS, generator=generator, dtype=torch.float64)
    for b, length in enumerate(lengths):
        x[length:, b] = padding
    together, gradients = losses(network, x, lengths, weight)
    summed = [torch.zeros_like(one) for one in gradients]
    for b, length in enumerate(lengths):
        (alone,), own = losses(network, x[:length, b : b + 1], [length], weight)
        torch.testing.assert_close(together[b], alone, rtol=1e-10, atol=1e-12)
        summed = [one + more for one, more in zip(summed, own, strict=True)]
    for one, more in zip(gradients, summed, strict=True):
        torch.testing.assert_close(one, more, rtol=1e-8, atol=1e-10)


def test_without_lengths_all_are_as_long_as_the_batch():
    _, network = made(Cell.LSTM, 2)
    x = torch.randn(6, 3, INPUTS, dtype=torch.float64)
    assert torch.equal(network(x), network(x, None, torch.full((3,), 6)))


def test_dropout_stands_between_layers_and_is_the_same_for_both_strands():
    _, network = made(Cell.LSTM, 2, dropout=0.5)
    x, seen = torch.randn(6, 3, INPUTS, dtype=torch.float64), []
    for layer in network.layers:
        layer.register_forward_hook(lambda layer, given, result: seen.append(given[0]))
    network(x)
    assert torch.equal(seen[0], x)
    assert torch.equal(seen[2].flip(0), seen[3])
    assert (seen[2] == 0).double().mean().item() == pytest.approx(0.5, abs=0.15)
    network.eval()
    assert torch.equal(network(x), network(x))


# ---- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [TAG, ONCE, TEXT], ids=["tag", "once", "text"])
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", Cell)
def test_every_number_follows_from_the_equations(cell, layers, shape):
    """Of a backwards strand with the states at t + 1 in the place of those at t − 1."""
    net, network = made(cell, layers, shape)
    x = torch.randint(7, (30,)) if shape.symbols else torch.randn(30, INPUTS, dtype=torch.float64)
    reading = read(net, shape, dict(network.named_parameters()), x)
    own = {name: value.detach().numpy() for name, value in network.named_parameters()}
    below = reading.inputs.numpy()
    for layer in range(layers):
        hidden = []
        for strand in net.strands_of(layer):
            way = -1 if net.strand(strand).backwards else 1
            expected = equations.from_zero(cell, equations.layer(own, strand), below[::way])
            told = reading.layers[strand]
            assert tuple(told) == cell.traces
            for trace, values in told.items():
                np.testing.assert_allclose(values, expected[trace][::way], rtol=1e-9, atol=1e-11, err_msg=trace)
            hidden.append(expected[Trace.HIDDEN][::way])
        below = np.concatenate(hidden, axis=1)
    if shape.once:
        below = np.concatenate([below[:, :HIDDEN], np.tile(below[:1, HIDDEN:], (30, 1))], axis=1)
    said = below @ own["head.weight"].T + own["head.bias"]
    np.testing.assert_allclose(reading.output, said, rtol=1e-9, atol=1e-11)
    if not shape.symbols:
        torch.testing.assert_close(network(x[:, None])[:, 0], reading.output, rtol=1e-10, atol=1e-12)


def test_a_probe_of_one_step_is_its_own_past_and_future():
    net, network = made(Cell.GRU, 2)
    x = torch.randn(1, INPUTS, dtype=torch.float64)
    reading = read(net, TAG, dict(network.named_parameters()), x)
    assert [one[Trace.HIDDEN].shape for one in reading.layers] == [(1, HIDDEN)] * 4
    torch.testing.assert_close(network(x[:, None])[:, 0], reading.output)
