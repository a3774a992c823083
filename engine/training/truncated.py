"""Truncated backpropagation through time: the state is carried along the data, the gradient only some steps back.

The training part is cut into as many streams as a batch has sequences; all move on together. Every k1 steps
(``window``) the weights follow the gradient of these k1 steps' loss, which reaches k2 steps (``reach``) back and is
exactly zero beyond: the state that stands there is a number and no longer a function of the weights (Williams & Peng
1990; Sutskever 2013, section 2.8.6). At the end of its stream every state begins again at zero.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from gatescope.engine.config.run import TrainConfig
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.family import Carrying, State
from gatescope.engine.training.batches import data_tensors, fed, wide
from gatescope.engine.training.checkpoint import CARRIED


def cut(prepared: Prepared, train: TrainConfig) -> tuple[int, int, int]:
    """The first row of the training part, how many streams it is cut into and how many steps each of them has. Raises
    ``ConfigError`` (CARRY_NEEDS_ONE_SERIES) when the data is several sequences, or lacks targets."""
    spans = prepared.training
    if spans.consecutive is None:
        raise ConfigError(Fault.CARRY_NEEDS_ONE_SERIES)
    rows = len(spans) + prepared.window - 1
    count = max(1, min(train.batch, rows // prepared.window))
    return spans.consecutive.start, count, rows // count


class Streams:
    """Where a run stands in its data, and the states it has come there with."""

    def __init__(self, prepared: Prepared, train: TrainConfig, device: torch.device, carry: Carrying) -> None:
        """Raises what ``cut`` does."""
        self._carry = carry
        first, self.count, self.length = cut(prepared, train)
        x, y = data_tensors(prepared, device)
        self.window = prepared.window
        self.reach = max(train.reach, self.window)
        self._x, self._y = (self._side_by_side(values, first) for values in (x, y[prepared.shift :]))
        self._device = device
        self.at = 0  # the first step that has not been learnt from
        self._states: list[State] = []  # before step ``_since``; none: zero
        self._since = 0

    def _side_by_side(self, values: Tensor, first: int) -> Tensor:
        """(N, …) → (L, B, …), a view: the streams follow one another from row ``first`` on."""
        part = values[first : first + self.count * self.length]
        return part.view(self.count, self.length, *part.shape[1:]).transpose(0, 1)

    def forward(self, network: nn.Module) -> tuple[Tensor, Tensor]:
        """Moves on by k1 steps (fewer at the end): what the network says along them (T, B, O), and the targets."""
        end = min(self.at + self.window, self.length)
        # The next pass begins so far back that its gradient reaches k2 steps from its own end; the states that stand
        # there are kept as numbers. Along the steps that it reads again no loss is counted twice.
        since = max(0, end - max(self.reach - self.window, 0))
        x = fed(self._x[self._since : end].contiguous())
        output, states = self._carry(network, x, self._states, since - self._since)
        y = wide(self._y[self.at : end].contiguous())
        if self.at > self._since:  # else a slice of all of it, which costs its way back too
            output = output[self.at - self._since :]
        self.at, self._since, self._states = end, since, states
        if self.at >= self.length:
            self.at, self._since, self._states = 0, 0, []
        return output, y

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Tensors by name, on the CPU, and values for JSON."""
        tensors = {
            f"{CARRIED}{layer}.{part}": value.detach().to("cpu", copy=True)
            for layer, state in enumerate(self._states)
            for part, value in enumerate(state)
        }
        return tensors, {"at": self.at, "since": self._since}

    def restore(self, tensors: Mapping[str, Tensor], values: Mapping[str, Any]) -> None:
        self.at, self._since = values["at"], values["since"]
        found: dict[int, dict[int, Tensor]] = {}
        for name, value in tensors.items():
            if name.startswith(CARRIED):
                layer, part = map(int, name.removeprefix(CARRIED).split("."))
                found.setdefault(layer, {})[part] = value.clone().to(self._device)
        self._states = [tuple(found[layer][part] for part in sorted(found[layer])) for layer in sorted(found)]
