import threading

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent, RunConfig
from gatescope.engine.data.preparing.prepare import IOShape, Prepared
from gatescope.engine.machine.device import choose
from gatescope.engine.models.recurrent import reading as probe
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.protocol.frame import Trace
from gatescope.engine.training.trainer import Trainer
from tests.engine import equations
from tests.engine.prepared import config, table, text

needs_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
DEVICES = ["cpu", pytest.param("cuda", marks=needs_cuda)]
TABLE, TEXT = IOShape(3, 2, 0), IOShape(7, 7, 7)


def make(cell: Cell, layers: int, kind: str, seed: int = 0, scale: float = 1.0):
    """A network, its shape and a probe of 40 steps for it."""
    net = Recurrent(cell=cell, hidden=9, layers=layers, dropout=0.5, embedding=5 if kind == "embedding" else 0)
    shape = TABLE if kind == "table" else TEXT
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    network = build(net, shape)
    with torch.no_grad():
        for weight in network.parameters():
            weight.mul_(scale)
    x = torch.randn(40, 3, generator=generator) if kind == "table" else torch.randint(7, (40,), generator=generator)
    return net, shape, network, x


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", ["table", "one-hot", "embedding"])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("cell", Cell)
def test_every_number_follows_from_the_equations(cell, layers, kind, device):
    where, _ = choose(device)
    net, shape, network, x = make(cell, layers, kind, scale=1.0 if cell in (Cell.RNN_RELU, Cell.RNN_LINEAR) else 2.0)
    weights = {name: value.detach().to(where) for name, value in network.named_parameters()}
    reading = read(net, shape, weights, x)
    own = {name: value.cpu().numpy() for name, value in weights.items()}
    below = reading.inputs.cpu().numpy().astype(np.float64)
    for k, level in enumerate(reading.layers):
        told = {trace: values.cpu().numpy() for trace, values in level.items()}
        expected = equations.from_own_past(cell, equations.layer(own, k), below, told)
        assert tuple(told) == cell.traces
        for trace in told:
            np.testing.assert_allclose(told[trace], expected[trace], rtol=1e-5, atol=1e-5, err_msg=f"{k} {trace}")
        below = told[Trace.HIDDEN].astype(np.float64)
    output = below @ own["head.weight"].T.astype(np.float64) + own["head.bias"]
    np.testing.assert_allclose(reading.output.cpu(), output, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kind", ["table", "one-hot", "embedding"])
@pytest.mark.parametrize("cell", Cell)
def test_a_fresh_network_follows_the_whole_recurrence_from_zero(cell, kind):
    net, shape, network, x = make(cell, 2, kind)
    weights = {name: value.detach() for name, value in network.named_parameters()}
    own = {name: value.numpy() for name, value in weights.items()}
    reading = read(net, shape, weights, x)
    below = reading.inputs.numpy().astype(np.float64)
    for k, level in enumerate(reading.layers):
        expected = equations.from_zero(cell, equations.layer(own, k), below)
        for trace, values in level.items():
            np.testing.assert_allclose(values, expected[trace], rtol=1e-5, atol=1e-5, err_msg=f"{k} {trace}")
        below = expected[Trace.HIDDEN]


def test_the_inputs_are_exactly_what_the_first_layer_sees():
    for kind in ("table", "one-hot", "embedding"):
        net, shape, network, x = make(Cell.LSTM, 2, kind)
        seen = []
        network.layers[0].register_forward_hook(lambda layer, given, result, seen=seen: seen.append(given[0][:, 0]))
        network(x[:, None])
        reading = read(net, shape, dict(network.named_parameters()), x)
        assert torch.equal(reading.inputs, seen[0])
        assert reading.inputs.dtype == torch.float32


@pytest.mark.parametrize("cell", Cell)
def test_hidden_and_output_are_exactly_the_fused_networks(cell):
    net, shape, network, x = make(cell, 3, "table")
    returned = []
    for layer in network.layers:
        layer.register_forward_hook(lambda layer, given, result: returned.append(result[0][:, 0]))
    network.eval()
    with torch.no_grad():
        output = network(x[:, None])
    reading = read(net, shape, dict(network.named_parameters()), x)
    for level, h in zip(reading.layers, returned, strict=True):
        assert torch.equal(level[Trace.HIDDEN], h)
    assert torch.equal(reading.output, output[:, 0])


def test_the_cell_is_the_fused_layers_last_c_on_every_prefix():
    net, shape, network, x = make(Cell.LSTM, 2, "table", scale=2.0)
    reading = read(net, shape, dict(network.named_parameters()), x)
    below = x
    for layer, level in zip(network.layers, reading.layers, strict=True):
        with torch.no_grad():
            last = torch.cat([layer(below[: t + 1])[1][1] for t in range(len(x))])
        torch.testing.assert_close(level[Trace.CELL], last, rtol=1e-6, atol=1e-6)
        below = level[Trace.HIDDEN]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("cell", Cell)
def test_reading_draws_no_random_number_and_leaves_the_network_alone(cell, device):
    net, shape, network, x = make(cell, 3, "embedding")
    where, _ = choose(device)
    network, x = network.to(where), x.to(where)
    network(x[:, None]).sum().backward()
    flat = [weight.data_ptr() for weight in network.parameters()]
    weights = dict(network.named_parameters())
    before = {name: (w.detach().clone(), w.grad.clone()) for name, w in weights.items()}
    state = torch.get_rng_state()
    reading = read(net, shape, weights, x)
    assert torch.equal(torch.get_rng_state(), state)
    assert network.training
    assert torch.is_grad_enabled()
    assert not reading.output.requires_grad
    assert [weight.data_ptr() for weight in network.parameters()] == flat
    for name, weight in network.named_parameters():
        assert weight is weights[name]
        assert weight.requires_grad
        assert torch.equal(weight, before[name][0])
        assert torch.equal(weight.grad, before[name][1])


def test_a_probe_of_one_step():
    for cell in Cell:
        net, shape, network, x = make(cell, 1, "table")
        reading = read(net, shape, dict(network.named_parameters()), x[:1])
        assert all(values.shape == (1, 9) for values in reading.layers[0].values())


def train(prepared: Prepared, run: RunConfig, watch: bool) -> tuple[dict[str, torch.Tensor], list[float]]:
    """60 steps with dropout; with ``watch`` another thread reads snapshots of the network all the while."""
    trainer = Trainer(run, prepared, torch.device("cpu"))
    source = prepared.features if prepared.ids is None else prepared.ids
    x, latest, over, readings = torch.from_numpy(source[:30]), [trainer.snapshot()], threading.Event(), []

    def look() -> None:
        while not over.is_set():
            readings.append(read(run.net, prepared.shape, latest[-1], x).output)

    watcher = threading.Thread(target=look)
    if watch:
        watcher.start()
    try:
        with trainer:
            for _ in range(60):
                trainer.step()
                if watch:
                    latest.append(trainer.snapshot())
                if trainer.steps_done % 20 == 0:
                    trainer.validate()
    finally:
        over.set()
        if watch:
            watcher.join()
            assert len(readings) > 1
    return trainer.state()[0], trainer.drain().train_loss.tolist()


@pytest.mark.parametrize("cell", [Cell.LSTM, Cell.GRU])
@pytest.mark.parametrize("prepared", [table(), text()], ids=["table", "text"])
def test_a_watched_run_is_bit_for_bit_the_unwatched_one(cell, prepared):
    run = config(prepared, Recurrent(cell=cell, hidden=8, layers=2, dropout=0.4), batch=4)
    alone, alone_losses = train(prepared, run, watch=False)
    watched, watched_losses = train(prepared, run, watch=True)
    assert alone_losses == watched_losses
    assert alone.keys() == watched.keys()
    for name, value in alone.items():
        assert torch.equal(value, watched[name]), name


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("cell", Cell)
def test_weights_that_are_written_over_in_place_are_read_as_they_are_now(cell, device):
    where, _ = choose(device)
    net, shape, network, x = make(cell, 2, "table")
    other = make(cell, 2, "table", seed=1)[2]
    copy = {name: value.detach().to(where, copy=True) for name, value in network.named_parameters()}
    first = read(net, shape, copy, x).output
    for name, value in other.named_parameters():
        copy[name].copy_(value.detach())
    second = read(net, shape, copy, x).output
    fresh = read(net, shape, {name: value.clone() for name, value in copy.items()}, x).output
    assert torch.equal(second, fresh)
    assert not torch.equal(first, second)


def test_a_layer_made_for_weights_goes_with_them():
    net, shape, network, x = make(Cell.LSTM, 2, "table")
    before = len(probe._MADE)
    weights = {name: value.detach().clone() for name, value in network.named_parameters()}
    read(net, shape, weights, x)
    assert len(probe._MADE) == before + 2
    replaced = weights | {"layers.0.weight_hh_l0": 2 * weights["layers.0.weight_hh_l0"]}
    assert not torch.equal(read(net, shape, replaced, x).output, read(net, shape, weights, x).output)
    del weights, replaced
    assert len(probe._MADE) == before
