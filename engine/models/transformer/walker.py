"""A Transformer that goes on from where a reading ended, one step at a time, on the CPU.

Keys and values of the steps before are kept, so that a step costs one row of each product and not all of them again.
When the context is full the older half of it is let go at once, and the rest is read anew from the first place on: what
is learnt of places cannot be moved. So it slides, and always sees at least half of its context.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from gatescope.engine.config.run import Transformer
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import PRODUCTS_MOST, Reading
from gatescope.engine.models.transformer import block, stream
from gatescope.engine.protocol.analysis import Intervention


class Cache:
    """Keys and values (heads, n, d) of a block for the n steps that it has seen, with room for as many as fit."""

    def __init__(self, heads: int, most: int, size: int) -> None:
        self.keys, self.values = torch.zeros(2, heads, most, size).unbind(0)
        self.steps = 0

    def attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """The queries (heads, n, d) of n more steps, each looking at all before it and at itself."""
        before, now = self.steps, self.steps + k.shape[-2]
        self.keys[:, before:now], self.values[:, before:now] = k, v
        self.steps = now
        # of a single query nothing is later; of several there is nothing before the first
        return scaled_dot_product_attention(q, self.keys[:, :now], self.values[:, :now], is_causal=q.shape[-2] > 1)


class CachedWalker:
    """Walks at most ``steps`` on from the last step of ``reading``.

    ``weights`` are those that the reading was made with and must not change meanwhile. Nothing random is drawn, no
    gradient kept, no module made: it may walk in any thread.
    """

    def __init__(
        self,
        net: Transformer,
        shape: IOShape,
        weights: Mapping[str, Tensor],
        reading: Reading,
        steps: int,
        _interventions: Sequence[Intervention] = (),
    ) -> None:
        self._net, self._weights = net, {name: weight.detach().cpu() for name, weight in weights.items()}
        self._blocks = [block.block_weights(self._weights, layer) for layer in range(net.layers)]
        self.context = shape.steps or len(reading.inputs) + steps
        self._places = stream.places(net, self._weights, self.context, self._weights["head.weight"])
        entered = stream.entered(self._weights, reading.inputs.detach().cpu())
        self._entered = list(entered[-self.context :].unbind(0))
        products = sum(weight.numel() for weight in self._weights.values())
        # each step once, and once more where what is kept of the context is read anew
        per_step = 2 * (products + 2 * net.layers * net.width * self.context)
        self.steps = max(1, min(steps, PRODUCTS_MOST // per_step))  # fewer where more would keep others waiting
        self._read()

    @torch.inference_mode()
    def step(self, x: Tensor) -> Tensor:
        """``x`` (F+K,), scaled values and codes of categories → the next output (O,)."""
        return self._walk(stream.seen(self._weights, x))

    @torch.inference_mode()
    def step_symbol(self, symbol: int) -> Tensor:
        """The id of a symbol → the logits (V,) of the next."""
        return self._walk(self._weights["embedding.weight"][symbol])

    def _walk(self, seen: Tensor) -> Tensor:
        self._entered.append(stream.entered(self._weights, seen))
        if len(self._entered) > self.context:
            del self._entered[: -max(1, self.context // 2)]
            return self._read()
        at = len(self._entered) - 1
        return self._pass(self._entered[at][None] + self._places[at])

    @torch.inference_mode()
    def _read(self) -> Tensor:
        """All that is in the context, from its first place on."""
        net = self._net
        self._caches = [Cache(net.heads, self.context, net.width // net.heads) for _ in range(net.layers)]
        return self._pass(torch.stack(self._entered) + self._places[: len(self._entered)])

    def _pass(self, h: Tensor) -> Tensor:
        """The stream (n, C) of n more steps through every block; the output (O,) of the last."""
        for w, cache in zip(self._blocks, self._caches, strict=True):
            h = block.block(w, h, self._net.heads, cache.attend)
        return stream.said(self._weights, h[-1])
