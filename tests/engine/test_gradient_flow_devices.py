"""Looking back through time and altering: on whatever device the reading is, and beside a network that trains."""

import threading

import pytest
import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.models.family import Reading
from gatescope.engine.models.recurrent.network import Network, build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing import gradient_flow as flow
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.probing.saturation import saturation
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from tests.engine.unrolled import Shape

SHAPE = Shape(3, 2)
STEPS = 20
SHAKEN = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(1,), kind=Alteration.NOISE, value=0.5)


def made(cell: Cell) -> tuple[Recurrent, dict[str, Tensor], Tensor, Tensor]:
    net = Recurrent(cell=cell, hidden=6, layers=2)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        weights = dict(build(net, SHAPE).state_dict())
        return net, weights, torch.randn(STEPS, SHAPE.inputs), torch.randn(STEPS, SHAPE.outputs)


def to(device: str, tensors: dict) -> dict:
    return {name: value.to(device) for name, value in tensors.items()}


def sources(output: Tensor, target: Tensor) -> list[Tensor]:
    return [flow.of_loss(output, target, 3), flow.of_step(output, target, 9), flow.of_output(output, 9, 1)]


@pytest.mark.parametrize("cell", list(Cell))
def test_everything_stays_on_the_device_of_the_reading(cell):
    """The meta device computes nothing and refuses, as CUDA does, whatever mixes devices or asks for a value."""
    net, weights, x, target = made(cell)
    reading = read(net, SHAPE, weights, x)
    layers = tuple(to("meta", traces) for traces in reading.layers)
    away = Reading(reading.inputs.to("meta"), layers, reading.output.to("meta"))
    weights, target = to("meta", weights), target.to("meta")
    for source in sources(away.output, target):
        found = flow.gradient_flow(net, weights, away, source)
        assert {found.inputs.device.type, *(layer.hidden.device.type for layer in found.layers)} == {"meta"}
    assert flow.step_losses(away.output, target).device.type == "meta"
    assert intervene(net, weights, away, [SHAKEN]).output.device.type == "meta"
    assert all(
        use.histogram.device.type == "meta" for use in saturation(Recurrent(cell=cell), away.layers[1]).gates.values()
    )


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
@pytest.mark.parametrize("cell", list(Cell))
def test_cuda_sees_what_the_cpu_sees(cell):
    net, weights, x, target = made(cell)
    here = read(net, SHAPE, weights, x)
    there = read(net, SHAPE, to("cuda", weights), x.cuda())
    for near, far in zip(sources(here.output, target), sources(there.output, target.cuda()), strict=True):
        expected = flow.gradient_flow(net, weights, here, near)
        found = flow.gradient_flow(net, to("cuda", weights), there, far)
        assert found.inputs.is_cuda
        largest = expected.inputs.abs().max()
        assert (found.inputs.cpu() - expected.inputs).abs().max() <= 1e-3 * largest  # cuDNN may use TF32
    expected_output = intervene(net, weights, here, [SHAKEN]).output
    found_output = intervene(net, to("cuda", weights), there, [SHAKEN]).output
    torch.testing.assert_close(found_output.cpu(), expected_output, rtol=1e-3, atol=1e-3)


def train(network: Network, x: Tensor, target: Tensor) -> dict[str, Tensor]:
    """Thirty steps with dropout, which draws from torch's global generator."""
    torch.manual_seed(9)
    optimiser = torch.optim.SGD(network.parameters(), 0.1)
    for _ in range(30):
        optimiser.zero_grad()
        nn.functional.mse_loss(network(x[:, None])[:, 0], target).backward()
        optimiser.step()
    return {name: value.clone() for name, value in network.state_dict().items()}


def test_training_is_bit_identical_while_somebody_looks():
    net, weights, x, target = made(Cell.LSTM)
    net = Recurrent(cell=net.cell, hidden=net.hidden, layers=2, dropout=0.5)
    stop, looks, failures = threading.Event(), [0], []

    def look() -> None:
        try:
            while not stop.is_set():
                reading = intervene(net, weights, read(net, SHAPE, weights, x), [SHAKEN])
                flow.gradient_flow(net, weights, reading, flow.of_loss(reading.output, target))
                saturation(net, reading.layers[0])
                looks[0] += 1
        except Exception as error:
            failures.append(error)

    with torch.random.fork_rng(devices=[]):
        networks = [build(net, SHAPE) for _ in range(2)]
        for network in networks:
            network.load_state_dict(weights)
        alone = train(networks[0], x, target)
        thread = threading.Thread(target=look)
        thread.start()
        watched = train(networks[1], x, target)
        stop.set()
        thread.join()
    assert not failures
    assert looks[0] > 0
    assert all(torch.equal(alone[name], watched[name]) for name in alone)
