"""The equations of a Transformer, for training, reading, the gradient's way back and walking on alike.

    u = h + W_O z + b_O,  z_t = Σ_{s≤t} α_{t,s} v_s,  α_{t,s} = softmax_s(q_t · k_s / √d),  (q, k, v) = W LN(h) + b
    h′ = u + W_2 a + b_2,  a = GELU(W_1 LN(u) + b_1)

Vaswani et al. 2017, normalised before each half computes (Xiong et al. 2020). Parameter names and shapes are those of
``torch.nn.TransformerEncoderLayer`` with ``norm_first``, which is the same function.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from torch import Tensor
from torch.nn.functional import gelu, layer_norm, linear, scaled_dot_product_attention

Attend = Callable[[Tensor, Tensor, Tensor], Tensor]
"""What is looked at, from queries, keys and values (…, heads, T, d): (…, heads, T, d)."""


class BlockWeights(NamedTuple):
    """Of one block: width C, f·C units inside."""

    in_weight: Tensor  # (3C, C): queries, keys, values
    in_bias: Tensor  # (3C,)
    out_weight: Tensor  # (C, C)
    out_bias: Tensor
    weight1: Tensor  # (f·C, C)
    bias1: Tensor
    weight2: Tensor  # (C, f·C)
    bias2: Tensor
    norm1_weight: Tensor  # (C,)
    norm1_bias: Tensor
    norm2_weight: Tensor
    norm2_bias: Tensor


NAMES = (
    *("self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight", "self_attn.out_proj.bias"),
    *("linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"),
    *("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"),
)
"""What torch calls them, in the order of ``BlockWeights``."""


def block_weights(weights: Mapping[str, Tensor], layer: int) -> BlockWeights:
    """Those of block ``layer`` out of a network's, which are named ``layers.0.linear1.weight`` and so on."""
    return BlockWeights(*(weights[f"layers.{layer}.{name}"] for name in NAMES))


def fused(q: Tensor, k: Tensor, v: Tensor, dropout: float = 0.0) -> Tensor:
    """Every step looks at itself and at all before it."""
    return scaled_dot_product_attention(q, k, v, dropout_p=dropout, is_causal=True)


def same(x: Tensor) -> Tensor:
    return x


def attended(w: BlockWeights, h: Tensor, heads: int, attend: Attend) -> Tensor:
    """What attention adds to the stream ``h`` (…, T, C): (…, T, C)."""
    found = attend(*queries_keys_values(w, h, heads)).transpose(-3, -2)
    return linear(found.flatten(-2), w.out_weight, w.out_bias)


def queries_keys_values(w: BlockWeights, h: Tensor, heads: int) -> tuple[Tensor, Tensor, Tensor]:
    """(…, T, C) → each (…, heads, T, d)."""
    seen = linear(normed(h, w.norm1_weight, w.norm1_bias), w.in_weight, w.in_bias)
    q, k, v = seen.view(*seen.shape[:-1], 3, heads, -1).unbind(-3)
    return q.transpose(-3, -2), k.transpose(-3, -2), v.transpose(-3, -2)


def units(w: BlockWeights, u: Tensor) -> Tensor:
    """The feed-forward units of the stream ``u`` (…, C) between both halves: (…, f·C)."""
    return gelu(linear(normed(u, w.norm2_weight, w.norm2_bias), w.weight1, w.bias1))


def block(w: BlockWeights, h: Tensor, heads: int, attend: Attend, drop: Callable[[Tensor], Tensor] = same) -> Tensor:
    """The stream (…, T, C) behind the block. ``drop`` is done to what each half adds."""
    u = h + drop(attended(w, h, heads, attend))
    return u + drop(linear(units(w, u), w.weight2, w.bias2))


def normed(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return layer_norm(x, weight.shape, weight, bias)
