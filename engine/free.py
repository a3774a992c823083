"""Free running: a network goes on after a probe, fed by its own output, as a forecast or as text."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.config import NetConfig
from engine.data.ahead import Ahead
from engine.data.tokens import UNKNOWN
from engine.data.windows import Prepared
from engine.errors import ConfigError, Fault
from engine.frame import FREE_STEPS_MOST, Continuation, FrameRequest, FreeRun
from engine.nets.generate import Walker
from engine.nets.probe import Reading

TEMPERATURE_MOST = 100.0

Step = Callable[[Tensor], Tensor]


def run_free(
    request: FrameRequest, net: NetConfig, prepared: Prepared, weights: Mapping[str, Tensor], reading: Reading
) -> Continuation | None:
    """What ``request.free`` asks for, None when it asks for nothing. ``reading`` is that of the request's probe with
    these ``weights``, under its interventions. Raises ``ConfigError`` (CONFIG_VALUE)."""
    free = request.free
    if free is None:
        return None
    _check(free)
    walker = Walker(net, prepared.shape, weights, reading, free.steps, request.interventions)
    if prepared.units is None:
        symbols = speak(walker.step_symbol, walker.output, walker.steps, free.temperature, free.seed)
        return Continuation(free=free, text="".join(prepared.symbol_name(symbol) for symbol in symbols))
    ahead = Ahead(prepared, prepared.units, request.probe.start + request.probe.length, walker.steps)
    output = foresee(walker.step, walker.output, ahead)
    return Continuation(free=free, labels=ahead.labels(), values=ahead.in_units(output), truth=ahead.truth())


def foresee(step: Step, output: Tensor, ahead: Ahead) -> NDArray[np.float32]:
    """(n, D) scaled: ``output`` (D,), the prediction after the probe's last input, and what follows from it.

    ``step`` maps scaled inputs (F,) to the next prediction (D,). What is predicted of a column that is an input too is
    its next input as it is: both are transformed and scaled alike.
    """
    given = torch.from_numpy(ahead.given())
    inputs, targets = ahead.own
    said = [output]
    for x in given[:-1].unbind(0):
        x[inputs] = said[-1][targets]
        said.append(step(x))
    return torch.stack(said).numpy()


def speak(step: Callable[[int], Tensor], logits: Tensor, steps: int, temperature: float, seed: int) -> list[int]:
    """Symbol ids drawn one after the other, the first from ``logits`` (V,); ``step`` maps an id to the next logits.

    Never ``<unk>``: its probability goes to the others in proportion. Fewer than ``steps`` where the logits are no
    numbers any more. Draws from a generator of its own: the same seed, the same text.
    """
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.rand(steps, generator=generator, dtype=torch.float64).tolist()
    said: list[int] = []
    while len(said) < steps:
        if said:
            logits = step(said[-1])
        known = logits[UNKNOWN + 1 :].double().numpy()
        if not np.isfinite(known).all():
            break
        said.append(UNKNOWN + 1 + choose(known, temperature, drawn[len(said)]))
    return said


def choose(logits: NDArray[np.float64], temperature: float, drawn: float) -> int:
    """A position of ``logits`` with the probability softmax(logits / temperature), ``drawn`` being uniform in [0, 1);
    the first of the largest at temperature 0."""
    if temperature == 0:
        return int(logits.argmax())
    with np.errstate(over="ignore"):  # a temperature near 0 leaves nothing but the largest
        cumulated = np.exp((logits - logits.max()) / temperature).cumsum()
    return int(np.searchsorted(cumulated / cumulated[-1], drawn, side="right"))


def _check(free: FreeRun) -> None:
    bounds: dict[str, Any] = {
        "steps": (1, FREE_STEPS_MOST),
        "temperature": (0, TEMPERATURE_MOST),
        "seed": (0, 2**63 - 1),
    }
    for name, (low, high) in bounds.items():
        value = getattr(free, name)
        if not low <= value <= high:  # a NaN fails this too
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=low, high=high)
