"""What can be altered, what is, and what becomes of the loss. Pure, free of Qt."""

from dataclasses import dataclass

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.protocol.analysis import Intervention
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.scenes.asking import STACK, in_force
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store

WHAT_IF = "what-if"


@dataclass(frozen=True)
class WhatIfScene:
    """What can be altered (``traces`` and ``hidden`` units of ``layer``), what is (``interventions``, of which those
    not ``in_force`` do not fit this network), and what the probe's loss becomes: ``plain`` → ``loss``, NaN until known.
    ``net`` is the network, of which not every kind can be altered."""

    layer: str
    unit: int
    hidden: int
    traces: tuple[Trace, ...]
    interventions: tuple[Intervention, ...]
    in_force: tuple[Intervention, ...]
    plain: float
    loss: float
    net: Net | None = None

    @property
    def able(self) -> bool:
        return self.net is None or self.net.can(Ability.TOUCH)


def resolve_what_if(state: ViewState, store: Store, _room: Room = ANYWHERE) -> WhatIfScene | None:
    record = store.runs.get(state.run)
    if record is None:
        return None
    net = record.info.config.net
    valid = in_force(state.interventions, net)
    answer = store.answer(STACK)
    known = answer is not None and answer.frame.run == state.run and answer.request.interventions == valid
    frame = answer.frame if answer is not None and known else None
    loss = frame.loss if frame else float("nan")
    return WhatIfScene(
        layer=net.nearest(state.layer),
        unit=min(state.unit, net.units - 1),
        hidden=net.units,
        traces=net.traces,
        interventions=state.interventions,
        in_force=valid,
        plain=loss if not valid or frame is None else frame.plain_loss,
        loss=loss,
        net=net,
    )
