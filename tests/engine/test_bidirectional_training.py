"""Training networks that read both ways: the same run, going on, watched or not; and what only the future can tell."""

import msgspec
import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from gatescope.engine.config.run import Cell, DataConfig, Recurrent, Split, Task
from gatescope.engine.data.preparing.prepare import IOShape, Prepared, prepare
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.losses import mean_loss
from gatescope.engine.models.recurrent.counts import activation_bytes
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.omega import omega, slope_of
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.training import batches
from gatescope.engine.training.batches import data_tensors
from gatescope.engine.training.trainer import Trainer
from tests.engine.task_samples import TAGGED, config, ids, lengths_of, made, table
from tests.engine.test_activations import SIZES, kept_by
from tests.engine.test_trainer_state import same
from tests.engine.unrolled import unrolled

CPU = torch.device("cpu")
SHAPES = [IOShape(3, 2, 0), IOShape(3, 2, 0, once=True)]
torch.set_num_threads(1)


def trainer(name: str, cell: Cell = Cell.GRU, **train) -> Trainer:
    prepared, data = made(name)
    embedding = 4 if prepared.shape.symbols else 0
    net = Recurrent(cell=cell, hidden=5, layers=2, dropout=0.3, embedding=embedding, bidirectional=True)
    return Trainer(config(data, net, **{"batch": 4, **train}), prepared, CPU)


def train(one: Trainer, steps: int, watched: bool = False) -> list[float]:
    with one:
        for _ in range(steps):
            one.step()
            if watched:
                probe = one.batches.x[:9]
                read(one.config.net, made_shape(one), one.snapshot(), probe)
                one.validate()
    return one.drain().train_loss.tolist()


def made_shape(one: Trainer) -> IOShape:
    once = one.network.topology.once
    return IOShape(one.network.layers[0].weight_ih_l0.shape[1], one.network.head.out_features, 0, once=once)


@pytest.mark.parametrize("cell", [Cell.LSTM, Cell.MGU])
@pytest.mark.parametrize("name", ["flags", "parity", "sums", "reviews"])
def test_going_on_from_a_state_equals_never_having_stopped(name, cell):
    whole = trainer(name, cell)
    train(whole, 6)
    tensors, values = whole.state()
    losses = train(whole, 6)
    restored = trainer(name, cell)
    restored.restore(load(save(tensors)), values)
    assert train(restored, 6) == losses
    assert same(whole, restored)


@pytest.mark.parametrize("name", ["flags", "parity", "sums"])
def test_a_watched_run_is_bit_for_bit_the_unwatched_one(name):
    alone, watched = trainer(name), trainer(name)
    assert train(alone, 8) == train(watched, 8, watched=True)
    assert all(torch.equal(value, watched.weights[key]) for key, value in alone.weights.items())


@pytest.mark.parametrize("values_most", [1, 900, 4_000_000])
@pytest.mark.parametrize("name", ["flags", "parity", "first-words", "sums", "scores"])
def test_validation_is_each_span_alone(name, values_most, monkeypatch):
    monkeypatch.setattr(batches, "VALUES_MOST", values_most)
    one, (prepared, _) = trainer(name), made(name)
    x, y = data_tensors(prepared, CPU)
    spans, losses = prepared.validation, []
    one.network.eval()
    for start, length, counted_from in zip(spans.starts, spans.lengths, spans.counted_from, strict=True):
        with torch.no_grad():
            output = one.network(x[start : start + length, None])[:, 0]
        for t in range(counted_from, length):
            goal = y[start + t]
            if goal.is_floating_point():
                losses += [float(each) for each in (output[t] - goal).square() if not each.isnan()]
            elif goal >= 0:
                losses.append(float(torch.nn.functional.cross_entropy(output[t], goal)))
    assert one.validate() == pytest.approx(np.mean(losses), rel=1e-5)


# ---- what only the future tells --------------------------------------------------------------------------------------


def later(count: int = 150, ahead: int = 2) -> tuple[Prepared, DataConfig]:
    """TAG: at every step the symbol that stands two steps later, in sequences of unequal length."""
    lengths = lengths_of(count, 0, 6, 20)
    bits = np.random.default_rng(1).integers(0, 2, lengths.sum())
    tags = np.concatenate([np.append(one[ahead:], [0] * ahead) for one in np.split(bits, lengths.cumsum()[:-1])])
    samples = table({"x": bits, "y": ["ab"[each] for each in tags], "who": ids(lengths)})
    return prepare(samples, TAGGED, 20), TAGGED


def learnt(prepared: Prepared, data: DataConfig, both: bool, steps: int, hidden: int = 12) -> Trainer:
    net = Recurrent(cell=Cell.GRU, hidden=hidden, bidirectional=both)
    one = Trainer(config(data, net, batch=16, window=20, learning_rate=0.02), prepared, CPU)
    train(one, steps)
    one.validate()
    return one


def test_a_tag_that_only_the_future_tells_is_learnt_by_both_directions_alone():
    prepared, data = later()
    forwards, both = (learnt(prepared, data, way, 150) for way in (False, True))
    assert forwards.accuracy < 0.75  # of which the last steps of every sequence are known: two of 13 on average
    assert both.accuracy > 0.99
    assert both.validate() < 0.1 * forwards.validate()


def test_one_answer_for_a_sequence_is_learnt_sooner_when_its_beginning_is_near():
    """The class stands at the first step alone, up to 60 steps before the answer, among noise."""
    lengths = lengths_of(160, 7, 50, 60)
    rng = np.random.default_rng(8)
    x, words = rng.normal(0, 1, lengths.sum()).round(3), []
    for start, length in zip(lengths.cumsum() - lengths, lengths, strict=True):
        up = bool(rng.integers(2))
        x[start] = 2.5 if up else -2.5
        words += ["up" if up else "down"] * int(length)
    data = msgspec.structs.replace(TAGGED, task=Task.MANY_TO_ONE, split=Split.STRATIFIED)
    prepared = prepare(table({"x": x, "y": words, "who": ids(lengths)}), data, 60)
    forwards, both = (learnt(prepared, data, way, 60, 8) for way in (False, True))
    assert both.accuracy > 0.97
    assert forwards.accuracy < both.accuracy - 0.1


# ---- refusals, Ω, memory ---------------------------------------------------------------------------------------------


def test_a_state_from_the_future_is_not_carried():
    prepared, data = made("flags")
    chosen = config(data, Recurrent(bidirectional=True), carry=True, window=20)
    with pytest.raises(ConfigError) as refused:
        Trainer(chosen, prepared, CPU)
    assert refused.value.fault is Fault.BIDIRECTIONAL_CARRY


@pytest.mark.parametrize("shape", SHAPES, ids=["tag", "once"])
@pytest.mark.parametrize("layers", [1, 2])
def test_omega_is_the_formula_along_each_strand_in_the_order_it_reads(layers, shape):
    net = Recurrent(cell=Cell.RNN_TANH, hidden=4, layers=layers, bidirectional=True)
    torch.manual_seed(0)
    network = build(net, shape).double()
    x, target = torch.randn(7, 3, dtype=torch.float64), torch.randn(7, 2, dtype=torch.float64)
    hidden: list[torch.Tensor] = []
    loss = mean_loss(network(x[:, None], hidden), target[:, None])
    found = omega(network, slope_of(net), loss, hidden)
    weights = {name: value.detach() for name, value in network.named_parameters()}
    nodes = unrolled(net, weights, x, once=shape.once)
    mean_loss(nodes.output[:, None], target[:, None]).backward()
    wanted = 0.0
    for strand, states in enumerate(nodes.hidden):
        states = states[::-1] if net.strand(strand).backwards else states
        recurrent, terms = weights[f"layers.{strand}.weight_hh_l0"], []
        for after in states[1:]:
            jacobian = torch.diag(slope_of(net)(after.detach())) @ recurrent
            terms.append((after.grad @ jacobian).norm() / after.grad.norm() - 1)
        wanted += torch.stack(terms).square().mean().item()
    assert found.item() == pytest.approx(wanted, rel=1e-8)


def test_omega_of_padded_sequences_is_the_mean_over_their_own_steps():
    """Nothing flows through padding, so that it counts for nothing."""
    net = Recurrent(cell=Cell.RNN_TANH, hidden=4, bidirectional=True)
    network = build(net, SHAPES[0]).double()
    x, wanted, steps = torch.randn(6, 1, 3, dtype=torch.float64), [], 6
    for more in (0, 4):
        padded = torch.cat((x, torch.full((more, 1, 3), 9.0, dtype=torch.float64)))
        hidden: list[torch.Tensor] = []
        said = network(padded, hidden, torch.tensor([steps]))[:steps]
        wanted.append(omega(network, slope_of(net), mean_loss(said, torch.zeros_like(said)), hidden).item())
    assert wanted[0] == pytest.approx(wanted[1], rel=1e-10)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("cell", Cell)
def test_what_is_told_to_be_kept_is_what_torch_keeps(cell, layers, size):
    steps, batch, hidden = size
    net = Recurrent(cell=cell, hidden=hidden, layers=layers, bidirectional=True)
    for shape in SHAPES:
        kept = kept_by(net, shape, batch, steps)
        assert activation_bytes(net, shape, batch, steps) == pytest.approx(kept, rel=0.2)


def test_a_batch_of_other_padding_is_the_same_run():
    """Longer padding changes nothing: neither what is said nor what is learnt."""
    prepared, data = made("parity")
    one, other = trainer("parity"), trainer("parity")
    drawn = other.batches.draw

    def longer(generator):
        x, y, lengths = drawn(generator)
        x = torch.cat((x, x[-1:].expand(3, *x.shape[1:])))
        return batches.Batch(x, torch.cat((y, torch.full_like(y[:3], -1))), lengths)

    other.batches.draw = longer
    other.network.dropout = one.network.dropout = 0.0  # a mask is as long as what it covers
    torch.testing.assert_close(torch.tensor(train(one, 5)), torch.tensor(train(other, 5)), rtol=1e-5, atol=1e-6)
    assert data.task is Task.TAG
    assert not prepared.uniform
