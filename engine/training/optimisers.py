"""The optimisers, each in the fastest form that torch has for it, and paying for their first use early."""

from collections.abc import Callable, Iterable
from functools import partial

import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Cell, Optimiser, Recurrent, TrainConfig
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import build

# Per step of an LSTM(32) with its head, one thread: Adam fused 60 µs, foreach 180, single 226; AdamW 71, 210, 253;
# SGD 29, 32, 30; RMSprop has no fused form, foreach 126, single 133. At H = 512 fused Adam is 2.8 times as fast.
_MAKE: dict[Optimiser, Callable[..., torch.optim.Optimizer]] = {
    Optimiser.SGD: partial(torch.optim.SGD, fused=True),
    Optimiser.RMSPROP: partial(torch.optim.RMSprop, foreach=True),
    Optimiser.ADAM: partial(torch.optim.Adam, fused=True),
    Optimiser.ADAMW: partial(torch.optim.AdamW, fused=True),
}

KEPT: dict[Optimiser, tuple[str, ...]] = {
    Optimiser.SGD: (),
    Optimiser.RMSPROP: ("square_avg",),
    Optimiser.ADAM: ("exp_avg", "exp_avg_sq"),
    Optimiser.ADAMW: ("exp_avg", "exp_avg_sq"),
}
"""What each keeps of every weight from its first step on, of the weight's shape; beside its count of steps."""
COUNT = "step"


def make_optimiser(params: Iterable[Tensor], train: TrainConfig) -> torch.optim.Optimizer:
    """The optimiser that ``train`` names, over ``params``, torch's defaults where it names nothing."""
    decay = {} if train.weight_decay is None else {"weight_decay": train.weight_decay}
    return _MAKE[train.optimiser](params, lr=train.learning_rate, **decay)


def warm_up() -> None:
    """One tiny step of every cell and optimiser, so that a person's first step does not wait: the first ``Adam()`` of
    a process imports for a second. Leaves torch's global generator as it was."""
    state = torch.get_rng_state()
    for cell in Cell:
        for optimiser in Optimiser:
            network = build(Recurrent(cell=cell, hidden=2), IOShape(inputs=1, outputs=1, symbols=0))
            loss = network(torch.zeros(2, 1, 1)).square().mean()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            make_optimiser(network.parameters(), TrainConfig(optimiser=optimiser)).step()
    torch.set_rng_state(state)
