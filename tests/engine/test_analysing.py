"""The answers to an ``AnalysisWant`` are those of autograd, whoever asks and whatever is altered beside it."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.probing.analyses import histogram
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Intervention, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Trace, Want

NET = Recurrent(cell=Cell.LSTM, hidden=6, layers=2)
WANTS = tuple(Want(layer=layer, trace=Trace.HIDDEN) for layer in ("layer0", "layer1"))


@pytest.fixture(scope="module")
def table():
    rows = "\n".join(f"{np.sin(t / 3):.5f},{np.cos(t / 5):.5f}" for t in range(120))
    dataset = dataset_from_bytes(f"a,b\n{rows}\n".encode(), "x.csv", Kind.TABLE)
    config = RunConfig(
        data=DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("a", "b")), train=TrainConfig(window=15)
    )
    prepared = prepare(dataset, config.data, 15)
    torch.manual_seed(3)
    return prepared, build(NET, prepared.shape)


def ask(prepared, network, **request):
    weights = {name: value.detach() for name, value in network.named_parameters()}
    asked = FrameRequest(slot=Slot("s"), number=1, run=1, probe=prepared.probe_default(), wants=WANTS, **request)
    return make_frame(asked, NET, prepared, weights, 5)


def test_saliency_and_step_losses_are_those_of_autograd(table):
    prepared, network = table
    data = prepared.probe(prepared.probe_default())
    x = torch.tensor(data.inputs, dtype=torch.float64)[:, None].requires_grad_()
    double = build(NET, prepared.shape).double()
    double.load_state_dict({k: v.double() for k, v in network.state_dict().items()})
    output = double(x)[:, 0]
    wanted = AnalysisWant(flow=FlowWant(source=Source.OUTPUT, tau=9, column=1))
    flow = ask(prepared, network, analysis=wanted).analysis.flow
    (gradient,) = torch.autograd.grad(output[9, 1], x)
    assert np.allclose(flow.columns, gradient[:, 0].abs().numpy(), rtol=1e-3, atol=1e-6 * flow.columns.max())
    assert np.allclose(flow.saliency, gradient[:, 0].norm(dim=1).numpy(), rtol=1e-3, atol=1e-6)
    losses = ((output - torch.tensor(data.targets)) ** 2).mean(1)
    assert np.allclose(flow.step_losses, losses.detach().numpy(), rtol=1e-4)
    assert (flow.tau, flow.column, len(flow.layers)) == (9, 1, 2)
    assert np.all(flow.layers[1].hidden[10:] == 0)


def test_an_intervention_alters_the_frame_and_its_gradient(table):
    prepared, network = table
    wanted = AnalysisWant(
        flow=FlowWant(maps=True, layer="layer1"), saturation=True, spectrum=True, matrices=True, layer="layer1"
    )
    plain = ask(prepared, network, analysis=wanted)
    silenced = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(2,))
    altered = ask(prepared, network, analysis=wanted, interventions=(silenced,))
    assert np.all(altered.traces[0].values[:, 2] == 0)
    assert altered.loss != plain.loss
    assert altered.plain_loss == plain.loss
    assert np.isnan(plain.plain_loss)
    assert not np.array_equal(altered.analysis.flow.saliency, plain.analysis.flow.saliency)
    again = ask(prepared, network, analysis=wanted)
    for one, other in zip(plain.traces, again.traces, strict=True):
        assert np.array_equal(one.values, other.values)
    assert plain.analysis.flow.layers[0].hidden_map is None
    assert plain.analysis.flow.layers[1].cell_map.shape == (15, 6)
    assert {use.gate for use in plain.analysis.gates} == {Trace.INPUT_GATE, Trace.FORGET_GATE, Trace.OUTPUT_GATE}
    for one in plain.analysis.spectrum:
        moduli = np.abs(np.linalg.eigvals(one.recurrent.astype(np.float64)))
        assert one.radius == pytest.approx(moduli.max())
        assert one.inputs.shape == (6, 6)


def test_a_weight_histogram_counts_every_value_once(table):
    prepared, network = table
    assert ask(prepared, network, analysis=AnalysisWant()).analysis.histograms == ()
    found = ask(prepared, network, analysis=AnalysisWant(histograms=True)).analysis.histograms
    assert [one.name for one in found] == [name for name, _ in network.named_parameters()]
    for one, weight in zip(found, network.parameters(), strict=True):
        values = weight.detach().numpy().ravel().astype(float)
        assert one.bound == np.abs(values).max()
        np.testing.assert_array_equal(one.counts, np.histogram(values, 41, (-one.bound, one.bound))[0])


@pytest.mark.parametrize("values", [[0.0, 0.0], [float("nan"), 1.0], []])
def test_a_histogram_of_nothing_and_of_broken_values(values):
    one = histogram("a", torch.tensor(values))
    assert one.counts.sum() == np.isfinite(values).sum()
