"""Categories among the inputs: embedded in the network, and the same wherever its weights are read by name."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell, Recurrent, TrainConfig
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.categories import category_width
from gatescope.engine.models.family import Reading
from gatescope.engine.models.losses import mean_loss
from gatescope.engine.models.recurrent.counts import count_parameters, estimate_bytes
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.models.recurrent.walker import Walker
from gatescope.engine.probing.analyses import analyse
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Source

SHAPE = IOShape(2, 3, 0, (5, 12))
LEVELS, STEPS = (5, 12), 14
torch.set_num_threads(1)


def made(cell: Cell, layers: int = 2):
    torch.manual_seed(1)
    net = Recurrent(cell=cell, hidden=7, layers=layers)
    network = build(net, SHAPE).eval()
    codes = [torch.randint(levels, (STEPS,)) for levels in LEVELS]
    x = torch.column_stack([torch.randn(STEPS, 2), *codes])
    return net, network, {name: value.detach() for name, value in network.named_parameters()}, x


@pytest.mark.parametrize(("levels", "width"), [(1, 2), (2, 2), (4, 2), (5, 3), (12, 6), (99, 50), (10_000, 50)])
def test_the_width_of_a_vector_follows_the_number_of_levels(levels, width):
    assert category_width(levels) == width


def test_the_first_layer_sees_the_numbers_and_then_a_vector_for_each_category():
    _, network, weights, x = made(Cell.LSTM)
    seen = network.features(x[:, None])
    assert seen.shape == (STEPS, 1, 2 + 3 + 6)
    assert torch.equal(seen[:, 0, :2], x[:, :2])
    for at in range(STEPS):
        first, second = int(x[at, 2]), int(x[at, 3])
        assert torch.equal(seen[at, 0, 2:5], weights["categories.0.weight"][first])
        assert torch.equal(seen[at, 0, 5:], weights["categories.1.weight"][second])


def test_without_numbers_the_categories_alone_go_in():
    network = build(Recurrent(hidden=4), IOShape(0, 1, 0, (3,)))
    assert network(torch.tensor([[[2.0]], [[0.0]]])).shape == (2, 1, 1)


def test_a_network_without_categories_is_the_network_it_was():
    torch.manual_seed(2)
    plain = build(Recurrent(hidden=4), IOShape(3, 1, 0)).state_dict()
    torch.manual_seed(2)
    layer, head = torch.nn.LSTM(3, 4), torch.nn.Linear(4, 1)
    assert torch.equal(plain["layers.0.weight_hh_l0"], layer.weight_hh_l0)
    assert torch.equal(plain["head.weight"], head.weight)


@given(
    st.sampled_from(Cell), st.integers(1, 6), st.integers(0, 3), st.lists(st.integers(1, 300), min_size=1, max_size=4)
)
@settings(deadline=None)
def test_parameters_are_counted_and_memory_is_estimated_with_them(cell, hidden, inputs, levels):
    net, shape = Recurrent(cell=cell, hidden=hidden), IOShape(inputs, 2, 0, tuple(levels))
    count = sum(weight.numel() for weight in build(net, shape).parameters())
    assert count_parameters(net, shape) == count
    train = TrainConfig(window=1, batch=1)
    assert estimate_bytes(net, shape, train) >= 4 * 4 * count  # weights, gradient and Adam's two values


def test_the_estimate_is_of_the_longest_sequence_where_there_are_no_windows():
    train = TrainConfig(window=3, batch=8)
    estimates = [estimate_bytes(Recurrent(), SHAPE, train, longest) for longest in (0, 3, 3000)]
    assert estimates[0] == estimates[1] < estimates[2]
    assert estimates[2] == estimate_bytes(Recurrent(), SHAPE, TrainConfig(window=3000, batch=8))


@pytest.mark.parametrize("cell", Cell)
def test_a_reading_is_what_the_network_says(cell):
    net, network, weights, x = made(cell)
    reading = read(net, SHAPE, weights, x)
    assert torch.equal(reading.inputs, network.features(x).detach())
    with torch.no_grad():
        torch.testing.assert_close(reading.output, network(x[:, None])[:, 0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("cell", Cell)
def test_saliency_has_one_column_for_each_category(cell):
    net, network, weights, x = made(cell)
    target = torch.randn(STEPS, 3)
    seen = network.features(x[:, None]).detach().requires_grad_()
    state = seen
    for layer in network.layers:
        state, _ = layer(state)
    mean_loss(network.head(state), target[:, None]).backward()
    gradient = seen.grad[:, 0].double()
    vectors = [gradient[:, 2:5].norm(dim=1), gradient[:, 5:].norm(dim=1)]
    expected = torch.column_stack([gradient[:, :2].abs(), *vectors])
    want = AnalysisWant(flow=FlowWant(source=Source.LOSS), histograms=True)
    found = analyse(want, net, weights, read(net, SHAPE, weights, x), target, 0)
    assert found.flow.columns.shape == (STEPS, 4)
    np.testing.assert_allclose(found.flow.columns, expected, rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(found.flow.saliency, gradient.norm(dim=1), rtol=1e-3, atol=1e-6)
    assert {"categories.0.weight", "categories.1.weight"} <= {each.name for each in found.histograms}


@pytest.mark.parametrize("cell", Cell)
def test_walking_on_is_reading_a_longer_sequence(cell):
    net, _, weights, x = made(cell)
    whole = read(net, SHAPE, weights, x)
    first = read(net, SHAPE, weights, x[:9])
    assert isinstance(first, Reading)
    walker = Walker(net, SHAPE, weights, first, STEPS)
    said = torch.stack([walker.step(each) for each in x[9:]])
    torch.testing.assert_close(said, whole.output[9:], rtol=1e-4, atol=1e-5)
