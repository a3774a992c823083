"""Masked losses: what does not count changes nothing, and what counts is the mean over the sequences as they are."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.losses import counted_loss, mean_loss
from gatescope.engine.models.recurrent.network import Network, build
from gatescope.engine.training.batches import Batch, take
from tests.engine.waiting import waiting_refused

torch.set_num_threads(1)
LENGTHS = [3, 7, 1, 5]
F, D, CLASSES = 2, 3, 4


def network(cell: Cell, outputs: int, both: bool = False) -> Network:
    torch.manual_seed(3)
    return build(Recurrent(cell=cell, hidden=5, layers=2, bidirectional=both), IOShape(F, outputs, 0)).double()


def sequences(kind: str) -> tuple[Tensor, Tensor]:
    """Inputs (N, F) and targets (N, D) or ids (N,) of all rows of sequences of ``LENGTHS``, some without a target."""
    generator = torch.Generator().manual_seed(4)
    rows = sum(LENGTHS)
    x = torch.randn(rows, F, generator=generator, dtype=torch.float64)
    last = torch.tensor(LENGTHS).cumsum(0) - 1
    if kind in ("class", "label"):
        y = torch.randint(CLASSES, (rows,), generator=generator)
        y[::4] = -1
        return x, y if kind == "class" else torch.full_like(y, -1).index_copy(0, last, y[last].clamp(min=0))
    y = torch.randn(rows, D, generator=generator, dtype=torch.float64)
    y[::4, 1] = torch.nan
    y[5] = torch.nan
    return x, y if kind == "number" else torch.full_like(y, torch.nan).index_copy(0, last, y[last].nan_to_num(0.5))


def padded(x: Tensor, y: Tensor) -> Batch:
    ends = np.cumsum(LENGTHS)
    spans = torch.tensor(np.stack((ends - LENGTHS, LENGTHS, [0, 2, 0, 0])))
    return take(x, y, torch.arange(max(LENGTHS))[:, None], spans, 0)


def one_by_one(net: Network, x: Tensor, y: Tensor) -> Tensor:
    """The mean over all targets that count, sequence after sequence, none of them padded."""
    total, count, row = torch.zeros((), dtype=torch.float64), 0, 0
    for length, counted_from in zip(LENGTHS, [0, 2, 0, 0], strict=True):
        output = net(x[row : row + length, None])[:, 0]
        for at in range(counted_from, length):
            target = y[row + at]
            if not target.is_floating_point():
                if target >= 0:
                    total, count = total + cross_entropy(output[at], target), count + 1
                continue
            for column in range(D):
                if not target[column].isnan():
                    total, count = total + mse_loss(output[at, column], target[column]), count + 1
        row += length
    return total / count


def gradients(net: Network, loss: Tensor) -> list[Tensor]:
    return list(torch.autograd.grad(loss, list(net.parameters())))


@pytest.mark.parametrize("kind", ["number", "class", "label", "score"])
@pytest.mark.parametrize("cell", Cell)
@pytest.mark.parametrize("both", [False, True])
def test_a_padded_batch_is_the_mean_over_the_sequences_one_by_one(both, cell, kind):
    net = network(cell, CLASSES if kind in ("class", "label") else D, both)
    x, y = sequences(kind)
    side_by_side, wanted, lengths = padded(x, y)
    expected = one_by_one(net, x, y)
    loss = counted_loss(net(side_by_side, None, lengths), wanted)
    assert loss.item() == pytest.approx(expected.item(), rel=1e-12)
    for found, true in zip(gradients(net, loss), gradients(net, expected), strict=True):
        torch.testing.assert_close(found, true, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("kind", ["number", "class", "label", "score"])
@pytest.mark.parametrize("both", [False, True])
def test_what_stands_in_the_padding_changes_nothing(both, kind):
    net = network(Cell.LSTM, CLASSES if kind in ("class", "label") else D, both)
    x, y, lengths = padded(*sequences(kind))
    loss = counted_loss(net(x, None, lengths), y)
    expected = gradients(net, loss)
    idle = torch.arange(len(x))[:, None] >= torch.tensor(LENGTHS)
    assert idle.any()
    x[idle] = 1e9
    other = counted_loss(net(x, None, lengths), y)
    assert other.item() == loss.item()
    assert all(map(torch.equal, gradients(net, other), expected))


def test_of_one_target_per_sequence_the_loss_is_that_of_the_last_hidden_state():
    net = network(Cell.GRU, CLASSES)
    x, y = sequences("label")
    last = []
    for piece in x.split(LENGTHS):
        state = piece[:, None]
        for layer in net.layers:
            state, h_n = layer(state)
        last.append(h_n[0, 0])
    expected = cross_entropy(net.head(torch.stack(last)), y[torch.tensor(LENGTHS).cumsum(0) - 1])
    assert counted_loss(net(padded(x, y)[0]), padded(x, y)[1]).item() == pytest.approx(expected.item(), rel=1e-12)


@pytest.mark.parametrize("target", [torch.full((4, 2, D), math.nan), torch.full((4, 2), -1)], ids=["number", "class"])
def test_a_batch_in_which_nothing_counts_is_no_loss_and_no_gradient(target):
    output = torch.randn(4, 2, D, requires_grad=True)
    loss = counted_loss(output, target)
    assert loss.item() == 0
    loss.backward()
    assert not output.grad.any()  # a NaN is true


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 5), st.integers(1, 4), st.booleans(), st.integers(0, 99))
def test_where_every_target_counts_both_losses_are_one(steps, batch, outputs, classes, seed):
    generator = torch.Generator().manual_seed(seed)
    output = torch.randn(steps, batch, outputs, generator=generator)
    other = torch.randint(outputs, (steps, batch), generator=generator) if classes else output.flip(1) * 2 + 1
    assert counted_loss(output, other).item() == pytest.approx(mean_loss(output, other).item(), rel=1e-5, abs=1e-6)


def test_a_loss_that_is_no_number_stays_one_where_it_counts():
    output = torch.zeros(2, 1, 1)
    assert math.isinf(counted_loss(output, torch.tensor([[[math.inf]], [[math.nan]]])))
    assert math.isnan(counted_loss(output + math.nan, torch.tensor([[[1.0]], [[math.nan]]])))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("target", [torch.full((4, 2, D), math.nan), torch.full((4, 2), -1)], ids=["number", "class"])
def test_nothing_waits_for_the_device(target):
    output, target = torch.randn(4, 2, D, device="cuda", requires_grad=True), target.cuda()
    with waiting_refused():
        counted_loss(output, target).backward()
