"""A training state as tensors by name, so that it fits a safetensors file: no pickle, nothing but numbers.

Weights keep their own names (``layers.0.weight_ih_l0``); the optimiser's values are ``optimiser.<weight>.<value>``,
the states of the generators ``random.<which>``, those of layers that wait in the data ``carried.<layer>.<which>``.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

OPTIMISER = "optimiser."
RANDOM = "random."
CARRIED = "carried."  # states that wait in the middle of the data


def weights_of(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The network's weights out of a training state."""
    return {name: value for name, value in tensors.items() if not name.startswith((OPTIMISER, RANDOM, CARRIED))}


def random_of(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The states of the generators out of a training state."""
    return {name.removeprefix(RANDOM): value for name, value in tensors.items() if name.startswith(RANDOM)}


def save_optimiser(optimiser: torch.optim.Optimizer, network: nn.Module) -> dict[str, Tensor]:
    """Copies of the optimiser's values, on the CPU."""
    return {
        f"{OPTIMISER}{name}.{key}": value.detach().to("cpu", copy=True)
        for name, parameter in network.named_parameters()
        for key, value in optimiser.state.get(parameter, {}).items()
        if isinstance(value, Tensor)
    }


def load_optimiser(optimiser: torch.optim.Optimizer, network: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Copies the values of ``save_optimiser`` back in."""
    state: dict[int, dict[str, Tensor]] = {}
    for index, (name, _) in enumerate(network.named_parameters()):
        prefix = f"{OPTIMISER}{name}."
        # torch may keep the very tensor it is given, and the optimiser then writes into it
        mine = {key.removeprefix(prefix): value.clone() for key, value in tensors.items() if key.startswith(prefix)}
        if mine:
            state[index] = mine
    groups: list[dict[str, Any]] = optimiser.state_dict()["param_groups"]
    optimiser.load_state_dict({"state": state, "param_groups": groups})


@torch.no_grad()
def load_weights(network: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Copies the weights in, in place: whoever holds the parameters goes on holding them."""
    for name, parameter in network.named_parameters():
        parameter.copy_(tensors[name])
