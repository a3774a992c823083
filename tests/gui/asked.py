"""What views ask for, by their names."""

from collections.abc import Mapping

from gatescope.engine.protocol.frame import FrameRequest
from gatescope.engine.protocol.messages import MetricsRequest
from gatescope.gui.scenes import asking, findings
from gatescope.gui.scenes.asking import Request
from gatescope.gui.scenes.room import Room
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.registry import VIEWS

WANTS = {spec.name: spec.wants for spec in VIEWS} | {findings.FINDINGS: findings.wants}


def requests(
    state: ViewState, store: Store, visible: frozenset[str], sizes: Mapping[str, tuple[int, int]]
) -> tuple[Request, ...]:
    """Of these views, with those rows of the stack that are named too; ``sizes`` are the pixels of each trace's map."""
    room = Room({"stack": next(iter(sizes.values()), (0, 0))}, visible)
    return asking.wanted(state, store, [WANTS[name] for name in WANTS if name in visible], room)


def wanted(
    state: ViewState, store: Store, visible: frozenset[str], sizes: Mapping[str, tuple[int, int]]
) -> tuple[FrameRequest, ...]:
    """The frames among them."""
    return tuple(one for one in requests(state, store, visible, sizes) if isinstance(one, FrameRequest))


def seen_histograms(state: ViewState, run: int, store: Store, visible: frozenset[str]) -> int | None:
    """The step of the histograms that are there, as a run's metrics are asked for with it; None while nobody looks."""
    asked = (one for one in requests(state, store, visible, {}) if isinstance(one, MetricsRequest) and one.run == run)
    return next((one.since_histograms for one in asked), None)
