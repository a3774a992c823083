"""What backpropagation through time holds, as it is told, against the tensors that torch keeps."""

import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent, TrainConfig, changed
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.models.checks import steps_held
from gatescope.engine.models.losses import counted_loss, mean_loss
from gatescope.engine.models.recurrent.counts import activation_bytes, estimate_bytes
from gatescope.engine.models.recurrent.network import Network, build
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.batches import batches_of
from gatescope.engine.training.truncated import Streams
from tests.engine import prepared
from tests.engine.task_samples import made

CPU = torch.device("cpu")
SERIES = IOShape(inputs=3, outputs=2, symbols=0)
TEXT = IOShape(inputs=20, outputs=20, symbols=20)
SIZES = [(30, 8, 32), (100, 32, 24), (60, 4, 64)]  # T, B, H


class Kept:
    """Counts the bytes that autograd keeps for going back, each storage once; weights are there in any case."""

    def __init__(self, network: torch.nn.Module) -> None:
        self._own = {weight.untyped_storage().data_ptr() for weight in network.parameters()}
        self._found: dict[int, torch.UntypedStorage] = {}

    def __call__(self, tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in self._own:
            self._found[storage.data_ptr()] = storage  # held, so that no other takes its place
        return tensor

    @property
    def bytes(self) -> int:
        return sum(storage.nbytes() for storage in self._found.values())


def kept_by(net: Recurrent, shape: IOShape, batch: int, steps: int) -> int:
    network = build(net, shape)
    x = torch.randint(shape.symbols, (steps, batch)) if shape.symbols else torch.randn(steps, batch, shape.inputs)
    y = torch.randint(shape.outputs, (steps, batch)) if shape.symbols else torch.randn(steps, batch, shape.outputs)
    with torch.autograd.graph.saved_tensors_hooks(kept := Kept(network), lambda tensor: tensor):
        mean_loss(network(x), y)
    return kept.bytes


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cell", Cell)
def test_what_is_told_is_what_torch_keeps(cell: Cell, size: tuple[int, int, int]) -> None:
    steps, batch, hidden = size
    net = Recurrent(cell=cell, hidden=hidden)
    assert activation_bytes(net, SERIES, batch, steps) == pytest.approx(kept_by(net, SERIES, batch, steps), rel=0.15)


@pytest.mark.parametrize(
    ("net", "shape"),
    [
        (Recurrent(layers=3, hidden=24), SERIES),
        (Recurrent(cell=Cell.GRU, layers=3, hidden=24, dropout=0.4), SERIES),
        (Recurrent(cell=Cell.RNN_TANH, layers=4, hidden=24, dropout=0.4), SERIES),
        (Recurrent(cell=Cell.GRU, hidden=24), TEXT),
        (Recurrent(cell=Cell.RNN_TANH, hidden=24, embedding=12), TEXT),
        (Recurrent(hidden=24), IOShape(inputs=90, outputs=90, symbols=90)),  # wider than the layer
        (Recurrent(cell=Cell.GRU, hidden=24), IOShape(inputs=90, outputs=90, symbols=90)),
    ],
)
def test_stacked_layers_and_texts_are_counted_too(net: Recurrent, shape: IOShape) -> None:
    assert activation_bytes(net, shape, 8, 50) == pytest.approx(kept_by(net, shape, 8, 50), rel=0.15)


def test_memory_grows_with_the_steps_and_with_the_batch() -> None:
    told = {(b, t): activation_bytes(Recurrent(), SERIES, b, t) for b in (1, 8) for t in (1, 48, 480)}
    assert told[8, 480] == pytest.approx(10 * told[8, 48], rel=1e-4)
    assert told[8, 480] == pytest.approx(480 * told[8, 1], rel=1e-4)
    assert told[8, 480] == pytest.approx(8 * told[1, 480], rel=1e-4)


def test_a_carried_state_holds_as_many_steps_as_the_gradient_reaches() -> None:
    assert [steps_held(TrainConfig(window=9, carry=True, reach=reach), 9) for reach in (0, 9, 30)] == [9, 9, 30]
    assert steps_held(TrainConfig(window=9), longest=70) == 70  # whole sequences


@pytest.mark.parametrize("cell", [Cell.RNN_TANH, Cell.LSTM, Cell.GRU])
def test_truncated_backpropagation_holds_what_is_told(cell: Cell) -> None:
    data = prepared.table(window=40, rows=2000)
    net = Recurrent(cell=cell, hidden=32)
    config = prepared.config(data, net, carry=True, reach=80, batch=8)
    network, streams = build(net, data.shape), Streams(data, config.train, CPU, Network.carry)
    for _ in range(3):
        with torch.autograd.graph.saved_tensors_hooks(kept := Kept(network), lambda tensor: tensor):
            mean_loss(*streams.forward(network))
    told = activation_bytes(net, data.shape, 8, steps_held(config.train, data.training.longest))
    assert told == pytest.approx(kept.bytes, rel=0.15)


def test_sequences_of_unequal_length_hold_no_more_than_is_told() -> None:
    data, _ = made("sums")
    network = build(net := Recurrent(cell=Cell.GRU), data.shape)
    held = []
    batches = batches_of(data, 16, CPU)
    for seed in range(20):
        x, y, _ = batches.draw(torch.Generator().manual_seed(seed))
        with torch.autograd.graph.saved_tensors_hooks(kept := Kept(network), lambda tensor: tensor):
            counted_loss(network(x), y)
        held.append(kept.bytes)
    told = activation_bytes(net, data.shape, 16, data.training.longest)
    assert 0.5 * told < max(held) < 1.15 * told


def test_the_estimate_of_all_memory_has_it_in_it() -> None:
    net, train = Recurrent(hidden=64), TrainConfig(batch=32, window=100)
    assert estimate_bytes(net, SERIES, train) > activation_bytes(net, SERIES, 32, 100)


@pytest.mark.parametrize("train", [{}, {"carry": True, "reach": 36}])
def test_a_run_tells_it(train: dict[str, int], sine, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    laboratory = Laboratory()
    laboratory.adopt(open_dataset(str(sine)), path=str(tmp_path / "s.gatescope"))
    config = changed(laboratory.dataset.info.suggested, window=12, batch=8, **train)
    info = laboratory.new_run(config).info()
    laboratory.close()
    assert info.activation_bytes == activation_bytes(config.net, IOShape(1, 1, 0), 8, train.get("reach", 12)) > 0
