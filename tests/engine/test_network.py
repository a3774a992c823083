import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gatescope.engine.config.run import Cell, DataConfig, Kind, Optimiser, Recurrent, RunConfig, Task, TrainConfig
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.checks import check_able, check_fits
from gatescope.engine.models.recurrent.counts import count_parameters, estimate_bytes
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.training.optimisers import make_optimiser
from gatescope.engine.training.trainer import Trainer
from tests.engine import prepared

TABLE = IOShape(inputs=3, outputs=2, symbols=0)
TEXT = IOShape(inputs=7, outputs=7, symbols=7)


def test_parameters_have_the_names_of_torch():
    names = [name for name, _ in build(Recurrent(layers=2, embedding=4), TEXT).named_parameters()]
    level = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    layers = [f"layers.{k}.{name}" for k in range(2) for name in level]
    assert names == ["embedding.weight", *layers, "head.weight", "head.bias"]
    assert set(build(Recurrent(), TEXT).state_dict()) == {*layers[:4], "head.weight", "head.bias"}


@given(
    st.sampled_from(Cell),
    st.integers(1, 9),
    st.integers(1, 4),
    st.sampled_from([0, 5]),
    st.sampled_from([TABLE, TEXT]),
    st.booleans(),
)
def test_parameters_are_counted_without_making_them(cell, hidden, layers, embedding, shape, both):
    net = Recurrent(cell=cell, hidden=hidden, layers=layers, embedding=embedding, bidirectional=both)
    assert count_parameters(net, shape) == sum(p.numel() for p in build(net, shape).parameters())


@pytest.mark.parametrize("cell", Cell)
def test_a_table_goes_in_as_floats_and_a_text_as_ids(cell):
    assert build(Recurrent(cell=cell, layers=3), TABLE)(torch.randn(5, 4, 3)).shape == (5, 4, 2)
    ids = torch.randint(7, (5, 4))
    assert build(Recurrent(cell=cell, layers=3), TEXT)(ids).shape == (5, 4, 7)
    assert build(Recurrent(cell=cell, embedding=3), TEXT)(ids).shape == (5, 4, 7)


def test_one_hot_vectors_are_the_rows_of_the_identity():
    features = build(Recurrent(), TEXT).features(torch.tensor([[2], [0]]))
    assert torch.equal(features, torch.nn.functional.one_hot(torch.tensor([[2], [0]]), 7).float())


def test_stacked_levels_without_dropout_are_torchs_own_stack():
    network = build(Recurrent(layers=3, hidden=6), TABLE)
    stack = torch.nn.LSTM(3, 6, num_layers=3)
    for k, layer in enumerate(network.layers):
        for name, value in layer.named_parameters():
            getattr(stack, name.replace("l0", f"l{k}")).data.copy_(value)
    x = torch.randn(8, 2, 3)
    torch.testing.assert_close(network(x), network.head(stack(x)[0]), rtol=1e-5, atol=1e-6)


def test_dropout_stands_between_layers_and_only_while_training():
    x = torch.randn(6, 4, 3)
    deep = build(Recurrent(layers=2, dropout=0.5), TABLE)
    assert not torch.equal(deep(x), deep(x))
    deep.eval()
    assert torch.equal(deep(x), deep(x))
    flat = build(Recurrent(layers=1, dropout=0.5), TABLE)
    assert torch.equal(flat(x), flat(x))


def test_one_hot_vectors_of_many_symbols_are_refused():
    wide = IOShape(inputs=513, outputs=513, symbols=513)
    with pytest.raises(ConfigError) as caught:
        build(Recurrent(), wide)
    assert caught.value.fault is Fault.ONE_HOT_TOO_WIDE
    assert caught.value.facts == {"symbols": 513, "limit": 512}
    build(Recurrent(embedding=4), wide)
    build(Recurrent(), IOShape(inputs=512, outputs=512, symbols=512))


def test_a_network_beyond_the_memory_is_refused_with_both_numbers():
    net, train = Recurrent(hidden=1024, layers=4), TrainConfig(window=1_000_000, batch=65_536)
    needed = estimate_bytes(net, TABLE, train)
    assert needed > 10**15
    with pytest.raises(ConfigError) as caught:
        check_fits(net, TABLE, train, 10**12)
    assert caught.value.fault is Fault.NETWORK_TOO_LARGE
    assert caught.value.facts == {"needed_bytes": needed, "available_bytes": 10**12}
    check_fits(net, TABLE, train, needed)


@pytest.mark.parametrize("optimiser", Optimiser)
def test_the_estimate_covers_what_the_optimiser_keeps(optimiser):

    train = TrainConfig(optimiser=optimiser, window=1, batch=1)
    network = build(Recurrent(hidden=64), TABLE)
    network(torch.randn(1, 1, 3)).sum().backward()
    stepped = make_optimiser(network.parameters(), train)
    stepped.step()
    weights = list(network.parameters())
    kept = [v for p in weights for v in stepped.state.get(p, {}).values() if isinstance(v, torch.Tensor) and v.dim()]
    real = 4 * sum(t.numel() for t in [*weights, *weights, *kept])  # weights, gradients, the optimiser's values
    assert real <= estimate_bytes(Recurrent(hidden=64), TABLE, train) <= 3 * real


def test_reading_from_the_end_is_refused_where_it_would_tell_the_answer_or_has_no_beginning():
    own = {task for task in Task if task.spec.single or task.spec.writes}  # rows and answers have networks of their own
    for task in set(Task) - own:
        for carry in (False, True):
            config = RunConfig(data=DataConfig(kind=Kind.TEXT, task=task), train=TrainConfig(carry=carry))
            check_able(config)
            both = replace(config, net=Recurrent(bidirectional=True))
            if task is not Task.NEXT and not carry:
                check_able(both)
                continue
            with pytest.raises(ConfigError) as caught:
                check_able(both)
            assert caught.value.fault is (Fault.BIDIRECTIONAL_AHEAD if task is Task.NEXT else Fault.BIDIRECTIONAL_CARRY)
    data = prepared.table()
    with pytest.raises(ConfigError) as caught:
        Trainer(prepared.config(data, Recurrent(bidirectional=True)), data, torch.device("cpu"))
    assert caught.value.fault is Fault.BIDIRECTIONAL_AHEAD
