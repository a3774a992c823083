"""The reservoir and its readout: Jaeger 2001; Lukoševičius 2012, A practical guide to applying echo state networks.

    h = (1 − a) h⁻ + a tanh(W x + U h⁻ + b),  y = V (h, x) + d

Only V and d are learnt. Symbols and categories go in as one-hot vectors.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import linear, one_hot

from gatescope.engine.config.run import ONE_HOT_MOST, Reservoir
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.family import Shapes


class EchoState(nn.Module):
    """(T, B, F+K) floats or (T, B) symbol ids → (T, B, O). The reservoir's weights are parameters that want no
    gradient: a session keeps them, no optimiser moves them."""

    def __init__(self, net: Reservoir, shape: IOShape) -> None:
        super().__init__()
        self.leak, self.shape = net.leak, shape
        width = input_width(shape)
        drawn = draw(net, width)
        self.weight_ih, self.weight_hh, self.bias = (nn.Parameter(value, requires_grad=False) for value in drawn)
        self.head = nn.Linear(net.hidden + width, shape.outputs)

    def forward(self, x: Tensor, kept: list[Tensor] | None = None, _lengths: Tensor | None = None) -> Tensor:
        """Sequences are read forwards only, so that what is padded behind them changes nothing."""
        x = features(self.shape, x)
        h = self.states(x)
        if kept is not None:
            kept.append(h)
        return self.head(torch.cat((h, x), -1))  # type: ignore[no-any-return]

    def states(self, x: Tensor, h: Tensor | None = None) -> Tensor:
        """(T, …, F) of what goes in → (T, …, H), from the state ``h`` (…, H), by default zero."""
        return states(self.weight_ih, self.weight_hh, self.bias, self.leak, x, h)


def states(
    weight_ih: Tensor, weight_hh: Tensor, bias: Tensor, leak: float, x: Tensor, h: Tensor | None = None
) -> Tensor:
    """The reservoir along ``x`` (T, …, F): (T, …, H)."""
    h = x.new_zeros(*x.shape[1:-1], len(bias)) if h is None else h
    found, back = [], weight_hh.t()
    for from_x in linear(x, weight_ih, bias).unbind(0):
        h = (1 - leak) * h + leak * torch.tanh(from_x + h @ back)
        found.append(h)
    return torch.stack(found)


def input_width(shape: IOShape) -> int:
    """F. Raises ``ConfigError`` when one-hot vectors would be too wide."""
    width = shape.symbols or shape.inputs + sum(shape.categories)
    if (shape.symbols or shape.categories) and width > ONE_HOT_MOST:
        raise ConfigError(Fault.ONE_HOT_TOO_WIDE, symbols=width, limit=ONE_HOT_MOST)
    return width


def features(shape: IOShape, x: Tensor) -> Tensor:
    """(…, F+K) floats, or (…) ids → (…, F) float32."""
    if shape.symbols:
        return one_hot(x.long(), shape.symbols).float()
    if not shape.categories:
        return x
    codes = x[..., shape.inputs :].long().unbind(-1)
    each = (one_hot(code, levels).to(x.dtype) for code, levels in zip(codes, shape.categories, strict=True))
    return torch.cat((x[..., : shape.inputs], *each), -1)


def draw(net: Reservoir, width: int) -> tuple[Tensor, Tensor, Tensor]:
    """W (H, F), U (H, H) and b (H,), from torch's global generator. Where so few weights are left that nothing comes
    back to itself, U has no radius that could be set."""
    hidden, scale = net.hidden, net.input_scale
    weight_ih = torch.empty(hidden, width).uniform_(-scale, scale)
    bias = torch.empty(hidden).uniform_(-scale, scale)
    # in doubles until it is scaled, so that its radius is the one asked for
    weight_hh = torch.empty(hidden, hidden, dtype=torch.float64).uniform_(-1, 1)
    # thinned before it is scaled: leaving weights out shrinks the radius
    weight_hh *= torch.rand(hidden, hidden) < net.density
    radius = float(torch.linalg.eigvals(weight_hh).abs().max())
    if radius > 1e-9:
        weight_hh *= net.radius / radius
    return weight_ih, weight_hh.float(), bias


def shapes(net: Reservoir, shape: IOShape) -> Shapes:
    """Its weights by name. Raises ``ConfigError`` when one-hot vectors would be too wide."""
    width = input_width(shape)
    reservoir: Shapes = {
        "weight_ih": (net.hidden, width),
        "weight_hh": (net.hidden, net.hidden),
        "bias": (net.hidden,),
    }
    return reservoir | {"head.weight": (shape.outputs, net.hidden + width), "head.bias": (shape.outputs,)}


def build(net: Reservoir, shape: IOShape) -> EchoState:
    return EchoState(net, shape)
