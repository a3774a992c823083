"""The optimisers, each in the fastest form that torch has for it, without its compiler, and warmed up early."""

import inspect
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Cell, Optimiser, Recurrent, TrainConfig
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import build

Kind = TypeVar("Kind", bound=torch.optim.Optimizer)


def uncompiled(kind: type[Kind]) -> type[Kind]:
    """``kind`` without the wrappers that tell ``torch.compile`` where to stop: nothing is compiled here, and the first
    call of any of them imports the whole compiler: 840 modules, 1.4 s of processor time, as much as torch itself."""
    names = ("add_param_group", "load_state_dict", "state_dict", "zero_grad")
    methods = {name: inspect.unwrap(getattr(kind, name)) for name in names}
    methods["step"] = torch.no_grad()(inspect.unwrap(kind.step))  # one of the wrappers does that too
    return type(kind.__name__, (kind,), methods)


# Per step of an LSTM(32) with its head, one thread: Adam fused 60 µs, foreach 180, single 226; AdamW 71, 210, 253;
# SGD 29, 32, 30; RMSprop has no fused form, foreach 126, single 133. At H = 512 fused Adam is 2.8 times as fast.
_MAKE: dict[Optimiser, Callable[..., torch.optim.Optimizer]] = {
    Optimiser.SGD: partial(uncompiled(torch.optim.SGD), fused=True),
    Optimiser.RMSPROP: partial(uncompiled(torch.optim.RMSprop), foreach=True),
    Optimiser.ADAM: partial(uncompiled(torch.optim.Adam), fused=True),
    Optimiser.ADAMW: partial(uncompiled(torch.optim.AdamW), fused=True),
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
    """One tiny step of every cell and optimiser, so that a person's first step does not wait. Leaves torch's global
    generator as it was."""
    state = torch.get_rng_state()
    for cell in Cell:
        for optimiser in Optimiser:
            network = build(Recurrent(cell=cell, hidden=2), IOShape(inputs=1, outputs=1, symbols=0))
            loss = network(torch.zeros(2, 1, 1)).square().mean()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            make_optimiser(network.parameters(), TrainConfig(optimiser=optimiser)).step()
    torch.set_rng_state(state)
