"""Which frames the visible views lack: pure, free of Qt."""

from collections.abc import Mapping

import msgspec

from engine.frame import CELLS_MOST, TRACES, FrameRequest, Part, Probe, Trace, Want
from gui.state import ViewState
from gui.store import Store

STACK, UNIT, LOSS = "stack", "unit", "loss"  # the names of views, and of the slots of their frames
Sizes = Mapping[str, tuple[int, int]]


def wanted(state: ViewState, store: Store, visible: frozenset[str], sizes: Sizes) -> tuple[FrameRequest, ...]:
    """The frames that the visible views lack. Pure: asked again, it says the same until an answer is in the store.

    ``sizes`` maps a trace's name to the (rows, columns) of pixels it is drawn on. Numbers are given by the bridge.
    """
    record = store.runs.get(state.run)
    probe = probe_of(state, store)
    if record is None or probe is None:
        return ()
    net = record.info.config.net
    layer = min(state.layer, net.layers - 1)
    requests = []
    exact = _steps_of(probe) * net.hidden <= CELLS_MOST
    if STACK in visible or (UNIT in visible and exact):
        pixels = {} if exact else sizes
        wants = tuple(_want(layer, trace, pixels) for trace in TRACES[net.cell])
        requests.append(_request(STACK, state, store, probe, wants))
    if UNIT in visible and not exact and 0 <= state.unit < net.hidden:
        picked = tuple(Want(layer=layer, trace=trace, units=(state.unit,)) for trace in TRACES[net.cell])
        requests.append(_request(UNIT, state, store, probe, picked))
    return tuple(request for request in requests if request is not None)


def probe_of(state: ViewState, store: Store) -> Probe | None:
    """The probe that is looked at: the chosen one, else the run's own first."""
    record = store.runs.get(state.run)
    return state.probe or (record.info.validation_probe if record else None)


def _steps_of(probe: Probe) -> int:
    return len(probe.text) if probe.part is Part.TYPED else probe.length


def _want(layer: int, trace: Trace, sizes: Sizes) -> Want:
    rows, columns = sizes.get(trace, (0, 0))
    return Want(layer=layer, trace=trace, rows=max(0, rows), columns=max(0, columns))


def _request(slot: str, state: ViewState, store: Store, probe: Probe, wants: tuple[Want, ...]) -> FrameRequest | None:
    """None when the answer is there and will never be another: the past does not change."""
    request = FrameRequest(slot=slot, number=0, run=state.run, probe=probe, at=state.at, wants=wants)
    held = store.frames.get(slot)
    if held is None or not _same(held.request, request):
        return request
    if state.at is not None:
        return None
    return msgspec.structs.replace(request, have_step=held.frame.step)


def _same(one: FrameRequest, other: FrameRequest) -> bool:
    return (one.run, one.at, one.probe, one.wants) == (other.run, other.at, other.probe, other.wants)
