"""What is read off a network that reads both ways: gradients to both sides, parts of it altered, and its frames."""

import numpy as np
import pytest
import torch
from torch import Tensor

from gatescope.engine.cli import commands as cli
from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import Reading
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing import gradient_flow as flow
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.protocol.analysis import Alteration, AnalysisWant, FlowWant, Intervention, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, FreeRun, Trace, Want
from tests.engine.task_samples import made as sample
from tests.engine.unrolled import unrolled

STEPS, HIDDEN = 14, 5
SHAPES = {"tag": IOShape(3, 2, 0), "once": IOShape(3, 2, 0, once=True)}
EVERY = [(cell, layers, kind) for cell in Cell for layers in (1, 2) for kind in SHAPES]


@pytest.fixture(autouse=True)
def _seeded():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        yield


def made(cell: Cell, layers: int, kind: str) -> tuple[Recurrent, dict[str, Tensor], Tensor, Reading]:
    """In float64, with weights somewhat larger, so that the cells are far from linear."""
    net = Recurrent(cell=cell, hidden=HIDDEN, layers=layers, bidirectional=True)
    weights = {name: value.double() * 1.4 for name, value in build(net, SHAPES[kind]).state_dict().items()}
    x = torch.randn(STEPS, 3, dtype=torch.float64)
    return net, weights, x, read(net, SHAPES[kind], weights, x)


def of_nodes(nodes: list[Tensor]) -> Tensor:
    return torch.stack([torch.zeros_like(node) if node.grad is None else node.grad for node in nodes])


# ---- gradients ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["loss", "step", "output"])
@pytest.mark.parametrize(("cell", "layers", "kind"), EVERY)
def test_the_gradient_is_that_of_autograd_through_the_unrolled_network(cell, layers, kind, source):
    net, weights, x, reading = made(cell, layers, kind)
    target, tau = torch.randn(STEPS, 2, dtype=torch.float64), 6
    nodes = unrolled(net, weights, x, once=kind == "once")
    torch.testing.assert_close(reading.output, nodes.output)
    if source == "loss":
        ((nodes.output[3:] - target[3:]) ** 2).mean().backward()
        given = flow.of_loss(reading.output, target, 3)
    elif source == "step":
        ((nodes.output[tau] - target[tau]) ** 2).mean().backward()
        given = flow.of_step(reading.output, target, tau)
    else:
        nodes.output[tau, 1].backward()
        given = flow.of_output(reading.output, tau, 1)
    found = flow.gradient_flow(net, weights, reading, given)
    torch.testing.assert_close(found.inputs, of_nodes(nodes.inputs), rtol=1e-8, atol=1e-12)
    for one, hidden, c in zip(found.layers, nodes.hidden, nodes.cell, strict=True):
        torch.testing.assert_close(one.hidden, of_nodes(hidden), rtol=1e-8, atol=1e-12)
        if one.cell is not None:
            torch.testing.assert_close(one.cell, of_nodes(c), rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("cell", [Cell.LSTM, Cell.GRU, Cell.RNN_SIGMOID])
def test_the_gradient_is_that_of_finite_differences(cell, kind):
    """A node is nudged where it stands and the rest of the network runs on from it, each strand its own way."""
    net, weights, x, reading = made(cell, 2, kind)
    target, once = torch.randn(STEPS, 2, dtype=torch.float64), kind == "once"
    found = flow.gradient_flow(net, weights, reading, flow.of_step(reading.output, target, 6))
    nodes = [("hidden", strand, t, 2) for strand in range(4) for t in (2, 6, 11)] + [("inputs", 0, 11, 1)]
    if Trace.CELL in cell.traces:
        nodes += [("cell", strand, 9, 3) for strand in range(4)]
    for what, strand, t, unit in nodes:
        losses = []
        for nudge in (1e-5, -1e-5):
            output = unrolled(net, weights, x, (what, strand, t, unit, nudge), once).output
            losses.append(((output[6] - target[6]) ** 2).mean().item())
        gradient = found.inputs if what == "inputs" else getattr(found.layers[strand], what)
        assert gradient[t, unit].item() == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-5, abs=1e-9)


def test_a_tag_owes_to_both_sides_each_by_its_own_strand():
    net, weights, _, reading = made(Cell.LSTM, 1, "tag")
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, 6, 0))
    there, back = (flow.norms(one.hidden) for one in found.layers)
    assert not there[7:].any()
    assert not back[:6].any()
    assert there[:7].all()
    assert back[6:].all()
    assert flow.norms(found.inputs).all()


def test_one_answer_owes_to_the_backwards_state_of_the_first_step():
    net, weights, _, reading = made(Cell.RNN_TANH, 1, "once")
    found = flow.gradient_flow(net, weights, reading, flow.of_output(reading.output, STEPS - 1, 0))
    there, back = (one.hidden for one in found.layers)
    head = weights["head.weight"][0]
    torch.testing.assert_close(there[-1], head[:HIDDEN])
    torch.testing.assert_close(back[0], head[HIDDEN:])


# ---- alterations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "layers", "kind"), EVERY)
def test_altering_nothing_gives_the_reading(cell, layers, kind):
    net, weights, _, reading = made(cell, layers, kind)
    for strand in range(net.strands):
        silent = Intervention(layer=net.parts[strand], trace=Trace.HIDDEN, kind=Alteration.NOISE, value=0.0)
        found = intervene(net, weights, reading, [silent])
        torch.testing.assert_close(found.output, reading.output, rtol=0, atol=1e-12)
        for one, expected in zip(found.layers, reading.layers, strict=True):
            assert list(one) == list(expected)
            for trace, values in expected.items():
                torch.testing.assert_close(one[trace], values, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("cell", "layers", "kind"), EVERY)
def test_a_zeroed_unit_is_a_unit_without_outgoing_weights(cell, layers, kind):
    """To its own strand, to both of the next layer, to the head."""
    net, weights, x, reading = made(cell, layers, kind)
    for strand in range(net.strands):
        layer, backwards, _half = net.strand(strand)
        units = [1, 4]
        handed = [unit + HIDDEN * backwards for unit in units]
        cut = {name: value.clone() for name, value in weights.items()}
        cut[f"layers.{strand}.weight_hh_l0"][:, units] = 0
        above = [f"layers.{k}.weight_ih_l0" for k in net.strands_of(layer + 1) if k < net.strands]
        for name in above or ["head.weight"]:
            cut[name][:, handed] = 0
        expected = read(net, SHAPES[kind], cut, x).output
        found = intervene(
            net, weights, reading, [Intervention(layer=net.parts[strand], trace=Trace.HIDDEN, units=tuple(units))]
        )
        assert (expected - reading.output).abs().max() > 1e-4  # or the test would prove nothing
        torch.testing.assert_close(found.output, expected, rtol=0, atol=1e-10)
        assert not found.layers[strand][Trace.HIDDEN][:, units].any()


def test_the_strand_beside_an_altered_one_is_left_as_it_is():
    net, weights, _, reading = made(Cell.GRU, 2, "tag")
    found = intervene(net, weights, reading, [Intervention(layer="layer1.backwards", trace=Trace.HIDDEN)])
    assert all(found.layers[k] is reading.layers[k] for k in (0, 1, 2))
    assert not found.layers[3][Trace.HIDDEN].any()


def test_noise_is_of_the_step_of_the_data_whichever_way_it_is_read():
    """Without weights a state is its noise alone: that of the same number is the same in a stack of two layers."""
    shaken = []
    for net in (Recurrent(cell=Cell.RNN_LINEAR, bidirectional=True), Recurrent(cell=Cell.RNN_LINEAR, layers=2)):
        weights = {name: torch.zeros_like(value) for name, value in build(net, SHAPES["tag"]).state_dict().items()}
        reading = read(net, SHAPES["tag"], weights, torch.zeros(STEPS, 3))
        noise = Intervention(layer=net.parts[1], trace=Trace.HIDDEN, kind=Alteration.NOISE, value=1.0)
        shaken.append(intervene(net, weights, reading, [noise]).layers[1][Trace.HIDDEN])
    assert shaken[0].std() > 0.5
    assert torch.equal(*shaken)


# ---- frames ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["flags", "first", "sums", "reviews"])
def test_a_frame_tells_of_every_strand(name):
    prepared, _ = sample(name)
    net = Recurrent(cell=Cell.LSTM, hidden=4, layers=2, bidirectional=True)
    network = build(net, prepared.shape)
    weights = {name: value.detach() for name, value in network.named_parameters()}
    probe = prepared.probe_default()
    analysis = AnalysisWant(
        flow=FlowWant(source=Source.OUTPUT), saturation=True, spectrum=True, layer="layer1.backwards"
    )
    wants = tuple(Want(layer=part, trace=Trace.CELL) for part in (*net.parts, "layer2.forwards"))
    free = FreeRun()
    request = FrameRequest(slot=Slot("s"), number=1, run=1, probe=probe, wants=wants, analysis=analysis, free=free)
    frame = make_frame(request, net, prepared, weights, 7)
    assert [one.layer for one in frame.traces] == list(net.parts)  # there is no fifth
    told = frame.analysis
    assert [one.layer for one in told.units] == list(net.parts)
    assert [one.layer for one in told.flow.layers] == list(net.parts)
    recurrent = weights["layers.3.weight_hh_l0"].chunk(4)[0].double()
    assert told.spectrum[0].stretch == pytest.approx(torch.linalg.matrix_norm(recurrent, 2).item())
    assert frame.continuation is None
    data = prepared.probe(probe)
    x = torch.tensor(data.inputs)
    network.eval()
    said = network(x[:, None])[:, 0].detach()
    assert frame.loss == pytest.approx(float(flow.probe_loss(said, torch.tensor(data.targets))), rel=1e-5)


def test_an_exported_frame_names_layers_and_directions(tmp_path):
    rows = "\n".join(f"{t % 5},{'ab'[t % 5 > 2]}" for t in range(200))
    (tmp_path / "t.csv").write_text(f"x,y\n{rows}\n")
    session, out = str(tmp_path / "s.gatescope"), str(tmp_path / "f.npz")
    words = ["--task", "tag", "--target", "y", "--inputs", "x", "--bidirectional", "--layers", "2", "--cell", "gru"]
    assert cli.train([str(tmp_path / "t.csv"), *words, "--steps", "2", "--device", "cpu", "--session", session]) == 0
    assert cli.export([session, "frame", out]) == 0
    found = np.load(out)
    for layer in (0, 1):
        for way in ("forwards", "backwards"):
            assert f"layer{layer}.{way}.update_gate" in found
    assert found["layer1.backwards.hidden"].shape == found["layer0.forwards.hidden"].shape
