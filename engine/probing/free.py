"""Free running: a network goes on after a probe, fed by its own output, as a forecast or as text."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.data.preparing.ahead import Ahead
from gatescope.engine.data.preparing.prepare import Prepared, PreparedAnswers, ProbeData
from gatescope.engine.data.rivals.ngrams import ORDER_MOST
from gatescope.engine.data.tokens.tokeniser import UNKNOWN
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.checks import able
from gatescope.engine.models.family import BEAM_MOST, Hypothesis, Reading, family_of
from gatescope.engine.protocol.frame import FREE_STEPS_MOST, Answer, Continuation, FrameRequest, FreeRun
from gatescope.engine.protocol.runs import Medium

TEMPERATURE_MOST = 100.0

Step = Callable[[Tensor], Tensor]


def run_free(
    request: FrameRequest, net: Net, prepared: Prepared, weights: Mapping[str, Tensor], reading: Reading
) -> Continuation | None:
    """What ``request.free`` asks for. None when it asks for nothing, and where nothing follows that could be fed back:
    a target of the same step, a class, or a horizon longer than the probe. ``reading`` is that of the request's probe
    with these ``weights``, under its interventions. Raises ``ConfigError`` (CONFIG_VALUE, NET_LACKS)."""
    free, shift, numbers = request.free, prepared.shift, prepared.output_medium is Medium.NUMBERS
    if free is None:
        return None
    _check(free)
    if isinstance(prepared, PreparedAnswers):
        return answer(free, net, prepared, weights, prepared.probe(request.probe))
    # numbers can go in again as they came out, symbols where the output is of the same vocabulary
    goes_on = numbers if prepared.ids is None else prepared.targets is None
    if not goes_on or not 0 < shift <= len(reading.output):
        return None
    if free.ngram and prepared.contest.grams is not None and prepared.vocabulary is not None:
        written = prepared.contest.grams.generate(
            prepared.probe(request.probe).inputs, free.steps, free.seed, free.ngram
        )
        return Continuation(free=free, text=prepared.vocabulary.decode(written.tolist()))
    able(net, Ability.WALK)
    walk = family_of(net).walk
    assert walk is not None
    # under the interventions of the probe: what was held there stays held while it goes on
    walker = walk(net, prepared.shape, weights, reading, free.steps, request.interventions)
    # at a horizon of h the last h outputs are of rows after the probe: they are said before anything is fed back
    outputs = reading.output[-shift:].cpu()
    if prepared.ids is not None and prepared.vocabulary is not None:
        symbols = speak(walker.step_symbol, outputs, walker.steps, free.temperature, free.seed)
        return Continuation(free=free, text=prepared.vocabulary.decode(symbols))
    assert prepared.units is not None
    ahead = Ahead(prepared, prepared.units, request.probe.start + request.probe.length, walker.steps)
    output = foresee(walker.step, outputs, ahead)
    return Continuation(free=free, labels=ahead.labels(), values=ahead.in_units(output), truth=ahead.truth())


def answer(
    free: FreeRun, net: Net, prepared: PreparedAnswers, weights: Mapping[str, Tensor], data: ProbeData
) -> Continuation:
    """What the network writes to the source of a pair: drawn at a temperature, or the best that a beam finds. Raises
    ``ConfigError`` (CONFIG_VALUE) for a beam that is too wide."""
    family = family_of(net)
    assert family.restore is not None and family.write is not None and data.source is not None  # noqa: PT018
    network = family.restore(net, prepared.shape, weights)
    writer, source = family.write(network, prepared.shape), torch.as_tensor(data.source, device=_device(weights))
    if free.beam:
        writer.check_width(free.beam)
        found = writer.beam(source[:, None], free.beam)
    else:
        found = (writer.drawn(source[:, None], free.temperature, free.seed),)
    answers = tuple(_told(prepared, each) for each in found)
    return Continuation(free=free, text=answers[0].text, answers=answers)


def _told(prepared: PreparedAnswers, found: Hypothesis) -> Answer:
    names = tuple(prepared.symbol_name(symbol) for symbol in found.symbols)
    return Answer(text=prepared.text(found.symbols), symbols=names, probability=np.exp(found.scores))


def _device(weights: Mapping[str, Tensor]) -> torch.device:
    return next(iter(weights.values())).device


def foresee(step: Step, outputs: Tensor, ahead: Ahead) -> NDArray[np.float32]:
    """(n, D) scaled, of the n rows after the probe: ``outputs`` (h, D), what was predicted at the probe's last h steps,
    h being the horizon, and what follows from it: each is an input before the one h rows later is predicted.

    ``step`` maps scaled inputs (F,) to the next prediction (D,). What is predicted of a column that is an input too is
    its next input as it is: both are transformed and scaled alike.
    """
    given = torch.from_numpy(ahead.given())
    inputs, targets = ahead.own
    said = list(outputs[: len(given)].unbind(0))
    for row, x in enumerate(given[: len(given) - len(said)].unbind(0)):
        # what is no target goes in as ``ahead`` foresees it: its last season, or its last value
        x[inputs] = said[row][targets]
        said.append(step(x))
    return torch.stack(said).numpy()


def speak(step: Callable[[int], Tensor], outputs: Tensor, steps: int, temperature: float, seed: int) -> list[int]:
    """Symbol ids drawn one after the other, the first h from the logits ``outputs`` (h, V), h being the horizon;
    ``step`` maps an id to the logits of the symbol h places later.

    Never ``<unk>``: its probability goes to the others in proportion. Fewer than ``steps`` where the logits are no
    numbers any more. Draws from a generator of its own: the same seed, the same text.
    """
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.rand(steps, generator=generator, dtype=torch.float64).tolist()
    said: list[int] = []
    while len(said) < steps:
        at = len(said)
        logits = outputs[at] if at < len(outputs) else step(said[at - len(outputs)])
        # ids begin with that of ``<unk>``: what is left out here is it alone
        known = logits[UNKNOWN + 1 :].double().numpy()
        if not np.isfinite(known).all():
            break
        said.append(UNKNOWN + 1 + choose(known, temperature, drawn[at]))
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
        "ngram": (0, ORDER_MOST),
        "beam": (0, BEAM_MOST),
    }
    for name, (low, high) in bounds.items():
        value = getattr(free, name)
        if not low <= value <= high:  # a NaN fails this too
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=low, high=high)
