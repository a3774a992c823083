"""Truncated backpropagation through time against the whole recurrence, unrolled by autograd."""

from typing import Any

import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent, changed
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.losses import mean_loss
from gatescope.engine.models.recurrent.network import Network
from gatescope.engine.training.trainer import Trainer
from gatescope.engine.training.truncated import Streams
from tests.engine import prepared
from tests.engine.task_samples import config as task_config
from tests.engine.task_samples import made

CPU = torch.device("cpu")
CELLS = [Cell.RNN_TANH, Cell.LSTM, Cell.GRU, Cell.MGU, Cell.LSTM_PEEPHOLE]


def trainer(cell: Cell, window: int, reach: int, data: prepared.Prepared | None = None, **train: object) -> Trainer:
    data = data or prepared.table(window=window)
    config = prepared.config(data, Recurrent(cell=cell, hidden=5, layers=2), carry=True, reach=reach, batch=3, **train)
    made = Trainer(config, data, CPU)
    made.network.double()
    assert made.streams is not None
    made.streams._x, made.streams._y = made.streams._x.double(), made.streams._y.double()
    return made


@pytest.mark.parametrize("reach", [0, 9, 14, 23])
@pytest.mark.parametrize("cell", CELLS)
def test_the_carried_state_makes_the_outputs_those_of_the_whole_stream(cell: Cell, reach: int) -> None:
    one = trainer(cell, 7, reach)
    streams = one.streams
    assert streams is not None
    with torch.no_grad():
        whole = one.network(streams._x)  # (L, B, O)
    told = []
    for _ in range(-(-streams.length // 7)):
        output, y = streams.forward(one.network)
        told.append(output.detach())
        assert len(output) == len(y) <= 7
    assert torch.allclose(torch.cat(told), whole, atol=1e-10)
    assert (streams.at, streams._states) == (0, [])  # and begins again


@pytest.mark.parametrize("reach", [7, 9, 21])
@pytest.mark.parametrize("cell", CELLS)
def test_the_gradient_reaches_k2_steps_back_and_is_exactly_zero_beyond(cell: Cell, reach: int) -> None:
    one = trainer(cell, 7, reach)
    streams = one.streams
    assert streams is not None
    streams._x = streams._x.clone().requires_grad_()
    for _ in range(4):
        streams.forward(one.network)
    output, y = streams.forward(one.network)  # steps 28 … 34
    gradient = torch.autograd.grad(mean_loss(output, y), streams._x)[0]
    by_step = gradient.abs().amax((1, 2))  # (L,)
    seen = by_step.nonzero().flatten().tolist()
    assert seen == list(range(35 - reach, 35))


@pytest.mark.parametrize("cell", CELLS)
def test_the_gradient_is_that_of_the_unrolled_loss_cut_where_the_state_was(cell: Cell) -> None:
    """Reach 14 of windows of 7: the gradient equals that of a network started from the state 7 steps before."""
    one = trainer(cell, 7, 14)
    streams = one.streams
    assert streams is not None
    x, y = streams._x, streams._y
    for _ in range(3):
        streams.forward(one.network)
    output, _ = streams.forward(one.network)  # steps 21 … 27
    wanted = [weight.clone() for weight in torch.autograd.grad(mean_loss(output, y[21:28]), list(one.weights.values()))]
    _, states = one.network.carry(x[:14], [], 14)
    again, _ = one.network.carry(x[14:28], states, 0)
    found = torch.autograd.grad(mean_loss(again[7:], y[21:28]), list(one.weights.values()))
    for a, b in zip(found, wanted, strict=True):
        assert torch.allclose(a, b, atol=1e-12)


@pytest.mark.parametrize("cell", [Cell.LSTM, Cell.MGU])
def test_a_carried_run_goes_on_bit_for_bit(cell: Cell) -> None:
    data = prepared.table(window=7)
    config = prepared.config(data, Recurrent(cell=cell, hidden=5, layers=2, dropout=0.3), carry=True, reach=12, batch=3)
    whole, half, rest = (Trainer(config, data, CPU) for _ in range(3))
    for one, steps in ((whole, 30), (half, 13)):
        with one:
            for _ in range(steps):
                one.step()
    rest.restore(*half.state())
    with rest:
        for _ in range(17):
            rest.step()
    for name, weight in whole.weights.items():
        assert torch.equal(weight, rest.weights[name])


@pytest.mark.parametrize("kind", [prepared.table, prepared.text])
def test_the_streams_are_the_training_part_cut_into_as_many_pieces(kind: Any) -> None:
    """Each stream's first input follows the last one of the stream before; what is left over is less than a stream."""
    data = kind(window=7)
    train = prepared.config(data, Recurrent(hidden=4), carry=True, batch=3).train
    streams = Streams(data, train, CPU, Network.carry)
    learnt = data.training_rows[1] - data.training_rows[0] - data.shift
    assert (streams.count, streams.length) == (3, learnt // 3)
    rows = torch.arange(3 * streams.length).view(3, -1).t() + data.training_rows[0]
    inputs, targets = (torch.from_numpy(each) for each in sources(data))
    assert torch.equal(streams._x, inputs[rows])
    assert torch.equal(streams._y, targets[rows + data.shift])
    assert int(rows.max()) + data.shift < data.training_rows[1]


def sources(data: prepared.Prepared) -> tuple[Any, Any]:
    return (data.ids, data.ids) if data.features is None else (data.features, data.targets)


@pytest.mark.parametrize("reach", [0, 14])
def test_a_text_is_learnt_with_a_carried_state(reach: int) -> None:
    data = prepared.text(window=7)
    config = prepared.config(data, Recurrent(hidden=16), carry=True, reach=reach, batch=3, learning_rate=0.01)
    one = Trainer(config, data, CPU)
    with one:
        for _ in range(250):
            one.step()
    losses = one.drain().train_loss
    assert losses[-20:].mean() < 0.3 * losses[:20].mean()


def test_a_reach_shorter_than_the_window_is_refused() -> None:
    data = prepared.table(window=7)
    with pytest.raises(ConfigError):
        changed(prepared.config(data, Recurrent(), carry=True), reach=3)


def test_a_short_series_has_fewer_streams() -> None:
    data = prepared.table(window=12, rows=40)
    config = prepared.config(data, Recurrent(hidden=4), carry=True, batch=64)
    streams = Streams(data, config.train, CPU, Network.carry)
    assert 1 <= streams.count < 64
    assert streams.length >= 12


def test_a_text_is_carried_along_with_the_next_symbols_as_its_targets() -> None:
    data = prepared.text(window=7)
    config = prepared.config(data, Recurrent(hidden=5), carry=True, batch=3)
    made = Trainer(config, data, CPU)
    assert made.streams is not None
    x, y = made.streams._x, made.streams._y
    with made, torch.no_grad():
        expected = mean_loss(made.network(x[:7]), y[:7].long())
    with made:
        made.step()
    assert made.drain().train_loss.tolist() == pytest.approx([expected.item()], rel=1e-6)


def test_several_sequences_have_no_one_series_to_carry_a_state_along() -> None:
    data, learnt = made("parity")
    with pytest.raises(ConfigError) as caught:
        Trainer(task_config(learnt, Recurrent(hidden=4), carry=True, window=12), data, CPU)
    assert caught.value.fault is Fault.CARRY_NEEDS_ONE_SERIES
