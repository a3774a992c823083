"""Transformers: against their equations in NumPy, against torch's own layer, and what follows from being causal."""

from math import erf

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Positions, TrainConfig, Transformer
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.checks import counts
from gatescope.engine.models.family import Reading, build, family_of
from gatescope.engine.models.transformer import block
from gatescope.engine.probing.gradient_flow import gradient_flow, of_output

TEXT = IOShape(7, 7, 7, steps=12)
NUMBERS = IOShape(3, 2, 0, (4, 9), steps=12)
NETS = [
    Transformer(width=8, heads=1, layers=1, factor=1),
    Transformer(width=12, heads=3, layers=3, factor=2, positions=Positions.SINUSOIDAL),
    Transformer(width=16, heads=4, layers=2, factor=4),
]
CASES = [(net, shape) for net in NETS for shape in (TEXT, NUMBERS)]


def made(net: Transformer, shape: IOShape, seed: int = 3) -> nn.Module:
    """With weights large enough to matter, so that an error would be seen."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build(net, shape)
        with torch.no_grad():
            for weight in network.parameters():
                weight.add_(0.3 * torch.randn_like(weight))
    return network


def sequence(shape: IOShape, steps: int, seed: int = 1) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    if shape.symbols:
        return torch.randint(shape.symbols, (steps,), generator=generator)
    numbers = torch.randn(steps, shape.inputs, generator=generator)
    codes = [torch.randint(levels, (steps, 1), generator=generator) for levels in shape.categories]
    return torch.cat((numbers, *codes), 1)


def read(net: Transformer, shape: IOShape, network: nn.Module, x: Tensor) -> Reading:
    return family_of(net).read(net, shape, network.state_dict(), x)


# ---- the equations, in plain NumPy -------------------------------------------------------------------------------


def norm(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-5) * weight + bias


def gelu(x: np.ndarray) -> np.ndarray:
    return x * 0.5 * (1 + np.vectorize(erf)(x / np.sqrt(2)))


def place(t: int, width: int) -> list[float]:
    angles = [t / 10_000 ** (2 * (i // 2) / width) for i in range(width)]
    return [np.cos(angle) if i % 2 else np.sin(angle) for i, angle in enumerate(angles)]


def attention(w: dict[str, np.ndarray], at: str, heads: int, a: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """One step and one head after another."""
    steps, width = a.shape
    size = width // heads
    q, k, v = np.split(a @ w[at + "in_proj_weight"].T + w[at + "in_proj_bias"], 3, 1)
    z, maps = np.zeros((steps, width)), [np.zeros((steps, steps)) for _ in range(heads)]
    for head in range(heads):
        own = slice(head * size, (head + 1) * size)
        for t in range(steps):
            scores = np.exp(k[: t + 1, own] @ q[t, own] / np.sqrt(size))
            maps[head][t, : t + 1] = scores / scores.sum()
            z[t, own] = maps[head][t, : t + 1] @ v[: t + 1, own]
    return z @ w[at + "out_proj.weight"].T + w[at + "out_proj.bias"], maps


def plain(net: Transformer, shape: IOShape, w: dict[str, np.ndarray], x: np.ndarray) -> dict[str, np.ndarray]:
    """Every picture by name, and the output."""
    if shape.symbols:
        h = w["embedding.weight"][x]
    else:
        codes = [w[f"categories.{k}.weight"][x[:, shape.inputs + k].astype(int)] for k in range(len(shape.categories))]
        h = np.concatenate([x[:, : shape.inputs], *codes], 1) @ w["input.weight"].T + w["input.bias"]
    learnt = w.get("positions.weight")
    h = h + (np.array([place(t, net.width) for t in range(len(h))]) if learnt is None else learnt[: len(h)])
    found: dict[str, np.ndarray] = {}
    for layer in range(net.layers):
        at = f"layers.{layer}."
        a = norm(h, w[at + "norm1.weight"], w[at + "norm1.bias"])
        added, maps = attention(w, at + "self_attn.", net.heads, a)
        found |= {f"layer{layer}.head{head}": one for head, one in enumerate(maps)}
        u = h + added
        seen = norm(u, w[at + "norm2.weight"], w[at + "norm2.bias"])
        inside = gelu(seen @ w[at + "linear1.weight"].T + w[at + "linear1.bias"])
        h = u + inside @ w[at + "linear2.weight"].T + w[at + "linear2.bias"]
        found |= {f"layer{layer}.residual": h, f"layer{layer}.feed_forward": inside}
    top = norm(h, w["norm.weight"], w["norm.bias"])
    return found | {"output": top @ w["head.weight"].T + w["head.bias"]}


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_everything_is_as_the_equations_say(net: Transformer, shape: IOShape) -> None:
    network, x = made(net, shape), sequence(shape, 12)
    weights = {name: weight.double().numpy() for name, weight in network.state_dict().items()}
    expected = plain(net, shape, weights, x.numpy() if shape.symbols else x.double().numpy())
    reading = read(net, shape, network, x)
    found = {"output": reading.output}
    for part, traces in zip(net.parts, reading.layers, strict=True):
        found |= {f"{part}.{trace}": values for trace, values in traces.items()}
    found |= {address: traces[Trace.ATTENTION] for address, traces in reading.maps.items()}
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-5, atol=1e-5, err_msg=name)
    network.eval()
    trained = network(x[:, None])[:, 0].detach()
    np.testing.assert_allclose(trained, expected["output"], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("net", NETS)
def test_a_block_is_the_layer_that_torch_has(net: Transformer) -> None:
    network = made(net, TEXT)
    own = network.layers[0]
    theirs = nn.TransformerEncoderLayer(
        net.width, net.heads, net.inner, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
    )
    theirs.load_state_dict(own.state_dict())
    h = torch.randn(2, 9, net.width, generator=torch.Generator().manual_seed(5))
    mask = nn.Transformer.generate_square_subsequent_mask(9)
    found = block.block(own.weights(), h, net.heads, block.fused)
    torch.testing.assert_close(found, theirs(h, src_mask=mask, is_causal=True), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_the_maps_times_the_values_are_the_fused_attention(net: Transformer, shape: IOShape) -> None:
    network, x = made(net, shape), sequence(shape, 12)
    reading = read(net, shape, network, x)
    assert sorted(reading.maps) == sorted(one.part for one in net.strips if one.trace is Trace.ATTENTION)
    # of the lowest block, whose stream is known without any other
    weights = network.state_dict()
    h = network._entered(x[:, None].transpose(0, 1))[0] + network._places(12)
    q, k, v = block.queries_keys_values(block.block_weights(weights, 0), h, net.heads)
    fused = block.fused(q, k, v)
    for head in range(net.heads):
        alpha = reading.maps[f"layer0.head{head}"][Trace.ATTENTION]
        torch.testing.assert_close(alpha @ v[head], fused[head], rtol=1e-6, atol=1e-6)
    for one in reading.maps.values():
        torch.testing.assert_close(one[Trace.ATTENTION].sum(1), torch.ones(12), rtol=1e-6, atol=1e-6)
        assert float(one[Trace.ATTENTION].triu(1).abs().max()) == 0.0


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_what_comes_later_changes_nothing_before(net: Transformer, shape: IOShape) -> None:
    network, x = made(net, shape), sequence(shape, 12)
    other = x.clone()
    other[7:] = sequence(shape, 12, seed=2)[7:]
    assert not torch.equal(x, other)
    first, second = read(net, shape, network, x), read(net, shape, network, other)
    torch.testing.assert_close(first.output[:7], second.output[:7], rtol=0, atol=1e-6)
    for one, two in zip(first.layers, second.layers, strict=True):
        torch.testing.assert_close(one[Trace.RESIDUAL][:7], two[Trace.RESIDUAL][:7], rtol=0, atol=1e-6)
    assert not torch.allclose(first.output[7:], second.output[7:])


def test_padding_behind_a_sequence_changes_nothing_of_it() -> None:
    net = NETS[2]
    network = made(net, TEXT).eval()
    short, long = sequence(TEXT, 5), sequence(TEXT, 9, seed=2)
    padded = torch.stack((torch.cat((short, short[-1].expand(4))), long), 1)
    together = network(padded, None, torch.tensor([5, 9]))
    torch.testing.assert_close(together[:5, 0], network(short[:, None])[:, 0], rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(together[:, 1], network(long[:, None])[:, 0], rtol=1e-5, atol=1e-5)


# ---- gradients ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("net", "shape"), CASES[:4])
def test_gradients_are_those_of_finite_differences(net: Transformer, shape: IOShape) -> None:
    network, x = made(net, shape).double().eval(), sequence(shape, 6)
    x = x if shape.symbols else x.double()
    chosen = torch.randn(6, 1, shape.outputs, generator=torch.Generator().manual_seed(8), dtype=torch.float64)

    def value() -> Tensor:
        return (network(x[:, None]) * chosen).sum()

    value().backward()
    for name, weight in network.named_parameters():
        at = tuple(int(size) // 2 for size in weight.shape)
        if name == "embedding.weight":
            at = (int(x[0]), 0)
        with torch.no_grad():
            before, small = weight[at].item(), 1e-6
            weight[at] = before + small
            up = value()
            weight[at] = before - small
            down = value()
            weight[at] = before
        assert float((up - down) / (2 * small)) == pytest.approx(float(weight.grad[at]), rel=1e-5, abs=1e-6), name


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_the_gradient_through_time_is_that_of_finite_differences(net: Transformer, shape: IOShape) -> None:
    network, x = made(net, shape), sequence(shape, 10)
    weights = {name: weight.double() for name, weight in network.state_dict().items()}
    reading = read(net, shape, network, x)
    tau, column = 7, 1
    flow = gradient_flow(net, network.state_dict(), reading, of_output(reading.output, tau, column))
    assert flow.inputs.shape == reading.inputs.shape
    assert [tuple(one.hidden.shape) for one in flow.layers] == [(10, net.width)] * net.layers
    assert float(flow.inputs[tau + 1 :].abs().max()) == 0.0
    for t, unit in ((0, 0), (tau - 2, 1), (tau, reading.inputs.shape[1] - 1)):
        ends = []
        for small in (1e-6, -1e-6):
            moved = reading.inputs.double().clone()
            moved[t, unit] += small
            ends.append(output_of(net, weights, moved)[tau, column])
        assert float((ends[0] - ends[1]) / 2e-6) == pytest.approx(float(flow.inputs[t, unit]), rel=1e-4, abs=1e-7)
    torch.testing.assert_close(flow.layers[0].inputs[:, :1].shape, torch.Size([10, 1]))


def output_of(net: Transformer, weights: dict[str, Tensor], x: Tensor) -> Tensor:
    from gatescope.engine.models.transformer import stream

    h = stream.entered(weights, x)
    h = h + stream.places(net, weights, len(h), h)
    for layer in range(net.layers):
        h = block.block(block.block_weights(weights, layer), h, net.heads, block.fused)
    return stream.said(weights, h)


# ---- going on alone ----------------------------------------------------------------------------------------------


def walker(net: Transformer, shape: IOShape, network: nn.Module, x: Tensor, steps: int = 50):
    walk = family_of(net).walk
    assert walk is not None
    return walk(net, shape, network.state_dict(), read(net, shape, network, x), steps)


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_a_step_with_the_cache_is_the_full_pass(net: Transformer, shape: IOShape) -> None:
    network, x = made(net, shape).eval(), sequence(shape, 12)
    walking = walker(net, shape, network, x[:4])
    for now in range(4, 12):
        said = walking.step_symbol(int(x[now])) if shape.symbols else walking.step(x[now])
        full = network(x[: now + 1, None])[-1, 0]
        torch.testing.assert_close(said, full, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_beyond_its_context_it_slides(net: Transformer, shape: IOShape) -> None:
    """The older half is let go of when the context is full: what is left stands from the first place on."""
    network, x = made(net, shape).eval(), sequence(shape, 40)
    walking, kept = walker(net, shape, network, x[:12]), list(range(12))
    for now in range(12, 40):
        said = walking.step_symbol(int(x[now])) if shape.symbols else walking.step(x[now])
        kept = [*kept, now][-6:] if len(kept) == 12 else [*kept, now]
        assert 6 <= len(kept) <= 12
        torch.testing.assert_close(said, network(x[kept][:, None])[-1, 0], rtol=1e-5, atol=1e-5)


def test_a_context_of_one_step_is_walked_on_from() -> None:
    shape, net = IOShape(7, 7, 7, steps=1), NETS[0]
    network = made(net, shape).eval()
    walking = walker(net, shape, network, sequence(shape, 1))
    for symbol in (3, 5):
        said = walking.step_symbol(symbol)
        torch.testing.assert_close(said, network(torch.tensor([[symbol]]))[0, 0], rtol=1e-5, atol=1e-5)


def test_what_is_longer_than_the_context_is_refused() -> None:
    with pytest.raises(ConfigError) as error:
        read(NETS[2], TEXT, made(NETS[2], TEXT), sequence(TEXT, 13))
    assert error.value.fault is Fault.BEYOND_CONTEXT
    assert error.value.facts == {"steps": 13, "context": 12}


# ---- what it takes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("net", "shape"), CASES)
def test_weights_are_told_without_making_them(net: Transformer, shape: IOShape) -> None:
    network = build(net, shape)
    assert family_of(net).shapes(net, shape) == {name: tuple(w.shape) for name, w in network.named_parameters()}
    told = counts(net, shape, TrainConfig(), 12).parameters
    assert told == sum(weight.numel() for weight in network.parameters())


def test_heads_share_the_width() -> None:
    uneven = Transformer(width=10, heads=4)
    for asked in (lambda: build(uneven, TEXT), lambda: counts(uneven, TEXT, TrainConfig(), 12)):
        with pytest.raises(ConfigError) as error:
            asked()
        assert error.value.fault is Fault.HEADS_UNEVEN


@pytest.mark.parametrize("dropout", [0.0, 0.2])
@pytest.mark.parametrize("steps", [32, 128])
def test_what_a_step_holds_is_about_what_is_told(dropout: float, steps: int) -> None:
    net = Transformer(width=64, heads=4, layers=3, dropout=dropout)
    shape = IOShape(50, 50, 50, steps=steps)
    network, x = build(net, shape), torch.randint(50, (steps, 4))
    held: dict[int, int] = {}

    def keep(tensor: Tensor) -> Tensor:
        if not isinstance(tensor, nn.Parameter):
            storage = tensor.untyped_storage()
            held[storage.data_ptr()] = storage.nbytes()
        return tensor

    own = {weight.untyped_storage().data_ptr() for weight in network.parameters()}
    alive = []
    with torch.autograd.graph.saved_tensors_hooks(lambda t: alive.append(t) or keep(t), lambda t: t):
        loss = nn.functional.cross_entropy(network(x).flatten(0, 1), x.flatten())
    measured = sum(size for at, size in held.items() if at not in own)
    told = family_of(net).counts(net, shape, TrainConfig(batch=4), steps).activation_bytes
    assert loss.isfinite()
    assert 0.75 <= told / measured <= 1.25
