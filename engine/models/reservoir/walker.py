"""An echo state network that goes on from where a reading ended, one step at a time, on the CPU."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from gatescope.engine.config.run import Reservoir
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import PRODUCTS_MOST, Reading
from gatescope.engine.models.reservoir.network import features, states
from gatescope.engine.protocol.analysis import Intervention


class ReservoirWalker:
    """Walks at most ``steps`` on from the last step of ``reading``.

    ``weights`` are those that the reading was made with and must not change meanwhile. Nothing random is drawn, no
    gradient kept, no module made: it may walk in any thread.
    """

    def __init__(
        self,
        net: Reservoir,
        shape: IOShape,
        weights: Mapping[str, Tensor],
        reading: Reading,
        steps: int,
        _interventions: Sequence[Intervention] = (),
    ) -> None:
        self._shape, self._leak = shape, net.leak
        self._weights = {name: weight.detach().cpu() for name, weight in weights.items()}
        self._h = reading.layers[0][Trace.HIDDEN][-1].cpu()
        products = sum(weight.numel() for weight in self._weights.values())
        self.steps = max(1, min(steps, PRODUCTS_MOST // products))  # fewer where more would keep others waiting

    @torch.inference_mode()
    def step(self, x: Tensor) -> Tensor:
        """``x`` (F+K,), scaled values and codes of categories → the next output (O,)."""
        return self._walk(features(self._shape, x))

    @torch.inference_mode()
    def step_symbol(self, symbol: int) -> Tensor:
        """The id of a symbol → the logits (V,) of the next."""
        return self._walk(features(self._shape, torch.tensor(symbol)))

    def _walk(self, x: Tensor) -> Tensor:
        w = self._weights
        self._h = states(w["weight_ih"], w["weight_hh"], w["bias"], self._leak, x[None], self._h)[0]
        return torch.addmv(w["head.bias"], w["head.weight"], torch.cat((self._h, x)))
