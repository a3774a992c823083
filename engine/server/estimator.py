"""What a run would take, told before it is made: by the same counts that refuse one which does not fit.

The reader notes the newest question and gives the opener's thread a job; the job answers if its question still is it.
"""

import sys
import traceback
from collections.abc import Callable
from dataclasses import replace

from gatescope.engine.config.run import RunConfig
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.data.rows.part_spans import check_length
from gatescope.engine.errors import ConfigError, DataError, Fact, Fault
from gatescope.engine.machine.device import available_bytes, choose
from gatescope.engine.models.checks import counts, steps_held
from gatescope.engine.protocol.messages import Cost, CostRequest, CostTold
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes


class Costs:
    """Answers ``CostRequest``, the newest only. ``like`` gives the data prepared as a run would see it, ``do`` runs a
    job in a thread that may take its time."""

    def __init__(
        self,
        like: Callable[[RunConfig], Prepared | None],
        do: Callable[[Callable[[], None]], None],
        outbox: Outbox,
    ) -> None:
        self._like, self._do, self._outbox = like, do, outbox
        self._newest: CostRequest | None = None

    @takes
    def ask(self, request: CostRequest) -> None:
        self._newest = request
        self._do(lambda: self._answer(request))

    def _answer(self, request: CostRequest) -> None:
        if request is self._newest:
            self._outbox.put(self._told(request), request.slot)

    def _told(self, request: CostRequest) -> CostTold:
        number, config = request.number, request.config
        try:
            prepared = self._like(config)
            if prepared is None:
                return CostTold(number=number)
            cost = cost_of(config, prepared)
        except (ConfigError, DataError) as error:
            return CostTold(number=number, fault=error.fault, facts=error.facts)
        except MemoryError:
            return CostTold(number=number)
        except Exception as error:  # whatever an estimate ends in, it does not end what is trained
            traceback.print_exception(error, file=sys.stderr)
            return CostTold(number=number)
        if cost.needed_bytes <= cost.available_bytes:
            return CostTold(number=number, cost=cost)
        facts: dict[str, Fact] = {"needed_bytes": cost.needed_bytes, "available_bytes": cost.available_bytes}
        return CostTold(number=number, cost=cost, fault=Fault.NETWORK_TOO_LARGE, facts=facts)


def cost_of(config: RunConfig, prepared: Prepared) -> Cost:
    """What such a run takes; ``prepared`` may be for another window. Raises ``ConfigError``: WINDOW_TOO_LONG,
    ONE_HOT_TOO_WIDE, DEVICE_UNAVAILABLE."""
    train = config.train
    steps = steps_held(train, longest_span(prepared, train.window))
    device, _ = choose(train.device)
    shape = replace(prepared.shape, steps=train.window) if prepared.window else prepared.shape
    told = counts(config.net, shape, train, steps)
    return Cost(
        parameters=told.parameters,
        steps=steps,
        activation_bytes=told.activation_bytes,
        needed_bytes=told.needed_bytes,
        available_bytes=available_bytes(device),
        square_bytes=told.square_bytes,
    )


def longest_span(prepared: Prepared, window: int) -> int:
    """The longest stretch of the training part that a network sees at once, with another ``window``. Raises
    ``ConfigError`` (WINDOW_TOO_LONG)."""
    layout = prepared.layout
    if prepared.window == 0 or prepared.single:  # whole sequences, or rows
        return prepared.training.longest
    check_length(layout, window, prepared.shift)
    return min(window, int((layout.borders - prepared.shift - layout.first).max()))
