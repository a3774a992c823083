"""The gradient of an altered network: against finite differences of the altered reading, and against what must hold."""

import math

import pytest
import torch
from torch import Tensor

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.models.altering import Change, changes_of
from gatescope.engine.models.family import Reading, family_of
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing import gradient_flow as flow
from gatescope.engine.probing.analyses import Altered, analyse
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.protocol.analysis import Alteration, AnalysisWant, FlowWant, Intervention, Source
from gatescope.engine.protocol.frame import Trace
from tests.engine.unrolled import Shape

STEPS, HIDDEN, STEP = 11, 5, 1e-6
SHAPE = Shape(3, 2)
NETS = [
    *(Recurrent(cell=cell, hidden=HIDDEN, layers=2) for cell in Cell),
    Recurrent(cell=Cell.LSTM, hidden=HIDDEN, layers=2, bidirectional=True),
    Recurrent(cell=Cell.GRU, hidden=HIDDEN, layers=1, bidirectional=True),
]


@pytest.fixture(autouse=True)
def _seeded():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        yield


def made(net: Recurrent) -> tuple[dict[str, Tensor], Reading, Tensor]:
    """In float64 throughout, so that differences tell derivatives."""
    weights = {name: value.double() * 1.5 for name, value in build(net, SHAPE).state_dict().items()}
    x, target = torch.randn(STEPS, 3, dtype=torch.float64), torch.randn(STEPS, 2, dtype=torch.float64)
    return weights, read(net, SHAPE, weights, x), target


def some(net: Recurrent) -> list[Intervention]:
    """Of every kind, in more than one layer, and in a strand that reads backwards where there is one."""
    gates = [trace for trace in net.traces if trace.gate]
    gate = gates[0] if gates else Trace.HIDDEN
    return [
        Intervention(layer=net.parts[0], trace=Trace.HIDDEN, units=(1,), kind=Alteration.CLAMP, value=0.4),
        Intervention(layer=net.parts[0], trace=gate, units=(2,), kind=Alteration.CLAMP, value=0.7),
        Intervention(layer=net.parts[-1], trace=net.traces[-1], kind=Alteration.NOISE, value=0.1),
        Intervention(layer=net.parts[-1], trace=Trace.HIDDEN, units=(3,)),
    ]


def loss(output: Tensor, target: Tensor) -> float:
    return float(((output - target) ** 2).mean())


@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{net.cell}-{net.layers}-{net.directions}")
def test_by_an_input_it_is_what_a_nudge_of_the_input_changes(net: Recurrent) -> None:
    weights, reading, target = made(net)
    interventions = some(net)
    output = intervene(net, weights, reading, interventions).output
    found = flow.gradient_flow(net, weights, reading, flow.of_loss(output, target), interventions)
    for t, column in ((0, 0), (4, 2), (STEPS - 1, 1)):
        nudged = []
        for by in (STEP, -STEP):
            x = reading.inputs.clone()
            x[t, column] += by
            nudged.append(loss(intervene(net, weights, read(net, SHAPE, weights, x), interventions).output, target))
        assert found.inputs[t, column].item() == pytest.approx((nudged[0] - nudged[1]) / (2 * STEP), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{net.cell}-{net.layers}-{net.directions}")
def test_by_a_state_it_is_what_a_nudge_of_that_state_changes(net: Recurrent) -> None:
    """Of those that are held as well: the value that is held is another at that one step."""
    weights, reading, target = made(net)
    interventions = some(net)
    output = intervene(net, weights, reading, interventions).output
    found = flow.gradient_flow(net, weights, reading, flow.of_loss(output, target), interventions)
    states = [trace for trace in net.traces if trace.state]
    for strand in range(net.strands):
        for trace, t, unit in ((each, t, unit) for each in states for t, unit in ((0, 1), (5, 0), (8, 3), (5, 2))):
            nudged = [
                _nudged(net, weights, reading, interventions, (strand, trace, t, unit, by)) for by in (STEP, -STEP)
            ]
            expected = (loss(nudged[0], target) - loss(nudged[1], target)) / (2 * STEP)
            gradient = found.layers[strand].hidden if trace is Trace.HIDDEN else found.layers[strand].cell
            assert gradient[t, unit].item() == pytest.approx(expected, rel=1e-5, abs=1e-9)


def _nudged(net, weights, reading, interventions, nudge) -> Tensor:
    strand, trace, t, unit, by = nudge
    changes = changes_of(net, reading.layers, interventions)
    values = torch.zeros(STEPS, HIDDEN, dtype=torch.float64)
    values[t, unit] = by
    last = Change(torch.ones(HIDDEN, dtype=torch.bool), values, added=True, gate=False)
    changes[strand].setdefault(trace, []).append(last)
    return family_of(net).touch(net, weights, reading, changes).output


@pytest.mark.parametrize("source", ["loss", "step", "output"])
@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{net.cell}-{net.layers}-{net.directions}")
def test_altering_nothing_is_the_plain_gradient(net: Recurrent, source: str) -> None:
    weights, reading, target = made(net)
    made_of = {
        "loss": lambda: flow.of_loss(reading.output, target),
        "step": lambda: flow.of_step(reading.output, target, 6),
        "output": lambda: flow.of_output(reading.output, 6, 1),
    }
    given = made_of[source]()
    silent = [Intervention(layer=net.parts[0], trace=Trace.HIDDEN, kind=Alteration.NOISE, value=0.0)]
    plain, found = (flow.gradient_flow(net, weights, reading, given, each) for each in ((), silent))
    torch.testing.assert_close(found.inputs, plain.inputs, rtol=1e-10, atol=1e-12)
    for one, other in zip(found.layers, plain.layers, strict=True):
        torch.testing.assert_close(one.hidden, other.hidden, rtol=1e-10, atol=1e-12)
        torch.testing.assert_close(one.inputs, other.inputs, rtol=1e-10, atol=1e-12)
        assert (one.cell is None) == (other.cell is None)
        if one.cell is not None:
            torch.testing.assert_close(one.cell, other.cell, rtol=1e-10, atol=1e-12)


def test_nothing_flows_back_through_what_is_held() -> None:
    net = Recurrent(cell=Cell.RNN_TANH, hidden=HIDDEN)
    weights, reading, _ = made(net)
    held = [Intervention(layer="layer0", trace=Trace.HIDDEN, kind=Alteration.CLAMP, value=0.2)]
    output = intervene(net, weights, reading, held).output
    found = flow.gradient_flow(net, weights, reading, flow.of_output(output, 7, 0), held)
    assert found.inputs.abs().max() == 0
    assert found.layers[0].hidden[:7].abs().max() == 0
    assert found.layers[0].hidden[7].tolist() == weights["head.weight"][0].tolist()


def test_a_frame_tells_losses_and_gradient_of_what_it_shows() -> None:
    net = Recurrent(cell=Cell.LSTM, hidden=HIDDEN)
    weights, reading, target = made(net)
    cut = (Intervention(layer="layer0", trace=Trace.HIDDEN),)
    altered = intervene(net, weights, reading, cut)
    want = AnalysisWant(flow=FlowWant(source=Source.LOSS))
    plain = analyse(want, net, weights, reading, target, 0).flow
    found = analyse(want, net, weights, reading, target, 0, Altered(altered, cut)).flow
    assert found.step_losses.mean() == pytest.approx(loss(altered.output, target))
    assert plain.step_losses.mean() == pytest.approx(loss(reading.output, target))
    assert plain.saliency.max() > 0 == found.saliency.max()  # the head sees nothing but zeros
    assert not math.isclose(plain.step_losses.mean(), found.step_losses.mean())


def test_it_leaves_no_gradient_and_draws_no_number() -> None:
    net = Recurrent(cell=Cell.GRU, hidden=HIDDEN)
    weights, reading, target = made(net)
    before = torch.get_rng_state()
    flow.gradient_flow(net, weights, reading, flow.of_loss(reading.output, target), some(net))
    assert torch.equal(before, torch.get_rng_state())
    assert all(weight.grad is None and not weight.requires_grad for weight in weights.values())
    assert not reading.inputs.requires_grad
