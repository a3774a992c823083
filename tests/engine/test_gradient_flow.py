"""The gradient through time against autograd, finite differences and the cases that have a closed form."""

import math

import pytest
import torch
from torch import Tensor

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.family import Reading
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing import gradient_flow as flow
from gatescope.engine.protocol.frame import Trace
from tests.engine.unrolled import Shape, unrolled

STEPS, INPUTS, OUTPUTS, HIDDEN = 24, 3, 2, 7
SHAPE = Shape(INPUTS, OUTPUTS)
EVERY = [(cell, layers) for cell in Cell for layers in (1, 2, 3, 4)]


@pytest.fixture(autouse=True)
def _seeded():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        yield


def weights_of(net: Recurrent, scale: float = 1.5) -> dict[str, Tensor]:
    """A network's as torch makes them, in float64 and somewhat larger, so that the cells are far from linear."""
    return {name: value.double() * scale for name, value in build(net, SHAPE).state_dict().items()}


def targets() -> Tensor:
    target = torch.randn(STEPS, OUTPUTS, dtype=torch.float64)
    target[-1] = torch.nan
    return target


def objective(source: str, output: Tensor, target: Tensor) -> Tensor:
    """What is differentiated, written by hand."""
    if source == "loss":
        return ((output[4:-1] - target[4:-1]) ** 2).mean()
    if source == "step":
        return ((output[15] - target[15]) ** 2).mean()
    return output[15, 1]


def source_of(source: str, output: Tensor, target: Tensor) -> Tensor:
    if source == "loss":
        return flow.of_loss(output, target, counted_from=4)
    return flow.of_step(output, target, 15) if source == "step" else flow.of_output(output, 15, 1)


def assert_close(found: Tensor, expected: list[Tensor], tolerance: float) -> None:
    """Relative to the largest value over t."""
    wanted = torch.stack([torch.zeros_like(found[0]) if row.grad is None else row.grad for row in expected])
    largest = wanted.abs().max()
    assert largest > 0
    assert (found - wanted).abs().max() <= tolerance * largest


@pytest.mark.parametrize("source", ["loss", "step", "output"])
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float32, 1e-4), (torch.float64, 1e-10)])
@pytest.mark.parametrize(("cell", "layers"), EVERY)
def test_equals_autograd_through_the_unrolled_network(cell, layers, dtype, tolerance, source):
    net = Recurrent(cell=cell, hidden=HIDDEN, layers=layers)
    weights, x, target = weights_of(net), torch.randn(STEPS, INPUTS, dtype=torch.float64), targets()
    nodes = unrolled(net, weights, x)
    objective(source, nodes.output, target).backward()

    cast = {name: value.to(dtype) for name, value in weights.items()}
    reading = read(net, SHAPE, cast, x.to(dtype))
    found = flow.gradient_flow(net, cast, reading, source_of(source, reading.output, target.to(dtype)))

    assert_close(found.inputs, nodes.inputs, tolerance)
    for layer, hidden, c in zip(found.layers, nodes.hidden, nodes.cell, strict=True):
        assert_close(layer.hidden, hidden, tolerance)
        assert (layer.cell is not None) == (Trace.CELL in cell.traces)
        if layer.cell is not None:
            assert_close(layer.cell, c, tolerance)


@pytest.mark.parametrize("cell", list(Cell))
def test_equals_finite_differences(cell):
    """A node is nudged where it stands and the rest of the network runs on from it."""
    net = Recurrent(cell=cell, hidden=HIDDEN, layers=2)
    weights, x, target = weights_of(net), torch.randn(STEPS, INPUTS, dtype=torch.float64), targets()
    reading = read(net, SHAPE, weights, x)
    found = flow.gradient_flow(net, weights, reading, flow.of_loss(reading.output, target, 4))
    nodes = [("hidden", k, 9, unit) for k in (0, 1) for unit in (0, 5)]
    nodes += [("inputs", 0, 9, 2)]
    if Trace.CELL in cell.traces:
        nodes += [("cell", k, 9, 3) for k in (0, 1)]
    for kind, layer, t, unit in nodes:
        losses = []
        for nudge in (1e-5, -1e-5):
            output = unrolled(net, weights, x, nudge=(kind, layer, t, unit, nudge)).output
            losses.append(objective("loss", output, target).item())
        gradient = found.inputs if kind == "inputs" else getattr(found.layers[layer], kind)
        assert gradient[t, unit].item() == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("rho", [0.5, 0.9, 1.2])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_linear_network_fades_with_the_spectral_radius(rho, dtype):
    """At x = 0, b = 0 a tanh RNN is linear; with W = ρQ, Q orthogonal, every step back multiplies the norm by ρ.

    0.5³⁹⁹ is far below what float32 can hold."""
    net = Recurrent(cell=Cell.RNN_TANH, hidden=16)
    weights = {name: torch.zeros_like(value) for name, value in build(net, SHAPE).state_dict().items()}
    weights["layers.0.weight_hh_l0"] = rho * torch.linalg.qr(torch.randn(16, 16)).Q
    weights["head.weight"] = torch.randn(OUTPUTS, 16)
    weights = {name: value.to(dtype) for name, value in weights.items()}
    reading = read(net, SHAPE, weights, torch.zeros(400, INPUTS, dtype=dtype))
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, 399, 0))
    slope = flow.norms(found.layers[0].hidden).log().diff()
    assert slope.min().item() == pytest.approx(-math.log(rho), rel=0.01)
    assert slope.max().item() == pytest.approx(-math.log(rho), rel=0.01)


def test_nearly_linear_network_with_small_activity():
    net, rho = Recurrent(cell=Cell.RNN_TANH, hidden=16), 0.95
    weights = dict(build(net, SHAPE).state_dict())
    weights["layers.0.weight_hh_l0"] = rho * torch.linalg.qr(torch.randn(16, 16)).Q
    weights["layers.0.bias_ih_l0"] = weights["layers.0.bias_hh_l0"] = torch.zeros(16)
    reading = read(net, SHAPE, weights, 1e-3 * torch.randn(200, INPUTS))
    assert reading.layers[0][Trace.HIDDEN].abs().max() > 0
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, 199, 0))
    norms = flow.norms(found.layers[0].hidden)
    assert ((norms[-1] / norms[0]).log() / 199).item() == pytest.approx(-math.log(rho), rel=0.01)


def test_exploding_relu_network_stays_finite():
    """W = 1.5 I and every unit active: the gradient is 1.5^(τ−t), beyond float32 after 220 steps."""
    net = Recurrent(cell=Cell.RNN_RELU, hidden=4)
    weights = {name: torch.zeros_like(value) for name, value in build(net, SHAPE).state_dict().items()}
    weights["layers.0.weight_hh_l0"] = 1.5 * torch.eye(4)
    weights["head.weight"] = torch.ones(OUTPUTS, 4)
    hidden = torch.ones(400, 4)
    reading = Reading(torch.zeros(400, INPUTS), ({Trace.HIDDEN: hidden},), torch.zeros(400, OUTPUTS))
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, 399, 0))
    assert found.layers[0].hidden[0, 0].item() == pytest.approx(1.5**399, rel=1e-6)


@pytest.mark.parametrize("embedding", [0, 5])
def test_text_flows_from_the_cross_entropy_to_the_symbol_vectors(embedding):
    net = Recurrent(cell=Cell.GRU, hidden=HIDDEN, layers=2, embedding=embedding)
    shape = Shape(9, 9, 9)
    weights = {name: value.double() for name, value in build(net, shape).state_dict().items()}
    ids, target = torch.randint(9, (STEPS,)), torch.randint(9, (STEPS,))
    target[3] = target[-1] = -1
    reading = read(net, shape, weights, ids)
    nodes = unrolled(net, weights, reading.inputs)
    torch.nn.functional.cross_entropy(nodes.output, target, ignore_index=-1).backward()
    found = flow.gradient_flow(net, weights, reading, flow.of_loss(reading.output, target))
    assert found.inputs.shape == (STEPS, embedding or 9)
    assert_close(found.inputs, nodes.inputs, 1e-10)
    assert_close(found.layers[0].hidden, nodes.hidden[0], 1e-10)


def test_loss_at_each_step():
    output, target = torch.randn(STEPS, OUTPUTS), targets().float()
    target[2, 1] = torch.nan
    found = flow.step_losses(output, target)
    assert found[0].item() == pytest.approx(((output[0] - target[0]) ** 2).mean().item())
    assert found.isnan().nonzero().flatten().tolist() == [STEPS - 1]
    assert found[2].item() == pytest.approx(float((output[2, 0] - target[2, 0]) ** 2))  # the column that has one
    ids = torch.tensor([0, -1, 1])
    found = flow.step_losses(output[:3], ids)
    assert found[2].item() == pytest.approx(-output[2].softmax(0)[1].log().item(), rel=1e-5)
    assert found.isnan().tolist() == [False, True, False]


def test_nothing_flows_from_a_step_without_a_target():
    target = targets()
    output = torch.randn_like(target)
    assert not flow.of_step(output, target, STEPS - 1).any()
    assert flow.of_step(output, target, STEPS - 2)[-1].all()
    assert not flow.of_loss(output, torch.full_like(target, torch.nan)).any()


def test_nothing_flows_back_from_the_past():
    net = Recurrent(cell=Cell.LSTM, hidden=HIDDEN, layers=2)
    weights = weights_of(net)
    reading = read(net, SHAPE, weights, torch.randn(STEPS, INPUTS, dtype=torch.float64))
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, 10, 0))
    for gradient in (found.inputs, *(layer.hidden for layer in found.layers), *(layer.cell for layer in found.layers)):
        assert gradient.shape[0] == STEPS
        assert not gradient[11:].any()
        assert gradient[:11].any(1).all()


def test_looking_changes_nothing():
    net = Recurrent(cell=Cell.LSTM, hidden=HIDDEN, layers=2)
    weights = weights_of(net)
    reading = read(net, SHAPE, weights, torch.randn(STEPS, INPUTS, dtype=torch.float64))
    kept = {name: value.clone() for name, value in weights.items()}
    traces = [{name: value.clone() for name, value in layer.items()} for layer in reading.layers]
    target = targets()
    random = torch.get_rng_state()
    source = flow.of_loss(reading.output, target)
    first = flow.gradient_flow(net, weights, reading, source)
    again = flow.gradient_flow(net, weights, reading, source)
    assert torch.equal(first.inputs, again.inputs)
    assert torch.equal(random, torch.get_rng_state())
    assert all(torch.equal(weights[name], kept[name]) for name in kept)
    for layer, before_it in zip(reading.layers, traces, strict=True):
        assert all(torch.equal(layer[name], before_it[name]) for name in layer)


def test_every_cell_can_be_run_backwards():
    assert set(CELLS) == set(Cell)


def test_a_norm_neither_underflows_nor_overflows():
    """In float32 the square of 1e-30 is 0 and that of 1e30 infinite."""
    assert flow.norms(torch.full((1, 4), 1e-30)).item() == pytest.approx(2e-30)
    assert flow.norms(torch.full((1, 4), 1e30)).item() == pytest.approx(2e30)
    assert flow.norms(torch.tensor([[3.0, 4.0], [0.0, 1.0]])).tolist() == [5.0, 1.0]


def test_a_column_is_told_by_its_size_and_a_vector_by_its_norm():
    gradient = torch.tensor([[-2.0, 3.0, 4.0], [0.5, 0.0, -1.0]])
    assert flow.by_column(gradient, (2,)).tolist() == [[2.0, 5.0], [0.5, 1.0]]
    assert flow.by_column(gradient, ()).tolist() == gradient.abs().tolist()


def test_memory_length_of_a_geometric_decay():
    """0.9ᵏ ≥ 0.01 for k ≤ 43."""
    saliency = 0.9 ** torch.arange(79, -20, -1, dtype=torch.float64)
    found = flow.memory_length(saliency, 79)
    assert (found.steps, found.first, found.at_least) == (43, 36, False)
    assert flow.memory_length(saliency, 79, share=0.5).steps == 6
    assert flow.memory_length(saliency, 20).at_least


def test_memory_reaches_past_a_gap():
    """A first marker that is remembered while nothing between is."""
    saliency = torch.zeros(50)
    saliency[7], saliency[40] = 0.02, 1.0
    assert flow.memory_length(saliency, 45).first == 7
    assert flow.memory_length(saliency, 45, share=0.03).first == 40


@pytest.mark.parametrize("value", [0.0, math.nan, math.inf])
def test_no_memory_without_a_finite_gradient(value):
    found = flow.memory_length(torch.full((5,), value), 4)
    assert (found.steps, found.first, found.at_least) == (0, 4, False)


@pytest.mark.parametrize(("forget", "longest"), [(0.5, 7), (0.9, 44)])
def test_an_lstm_that_only_keeps_remembers_as_long_as_its_forget_gate(forget, longest):
    """No recurrent weights: ∂c_τ/∂c_t = fᵏ exactly, so the gate alone says how long."""
    steps, net = 100, Recurrent(cell=Cell.LSTM, hidden=1)
    weights = {name: torch.zeros_like(value) for name, value in build(net, SHAPE).state_dict().items()}
    weights["layers.0.bias_ih_l0"][1] = math.log(forget / (1 - forget))
    weights["layers.0.weight_ih_l0"][2, 0] = weights["head.weight"][0, 0] = 1.0
    reading = read(net, SHAPE, weights, torch.zeros(steps, INPUTS))
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, steps - 1, 0))
    assert found.layers[0].cell is not None
    expected = 0.5 * forget ** torch.arange(steps - 1, -1, -1, dtype=torch.float64)  # the output gate is open by half
    torch.testing.assert_close(found.layers[0].cell[:, 0], expected, rtol=1e-4, atol=0)
    assert flow.memory_length(flow.norms(found.inputs), steps - 1).steps == longest - 1
