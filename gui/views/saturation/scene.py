"""Saturation as it is asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.analysis import AnalysisWant
from gatescope.engine.protocol.frame import Array, FrameRequest, Trace
from gatescope.gui.scenes.asking import Look, answered
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store

SATURATION = "saturation"


@dataclass(frozen=True)
class GatePoints:
    """One gate in all layers. Each point is a unit: its ``layers`` (the places of their addresses in those of the
    scene) and ``units`` (n,), the shares of time ``shut`` and
    ``open`` (n,). ``histogram`` (50,) counts the values of ``layer``'s gate over 0 … 1."""

    gate: Trace
    layers: Array
    units: Array
    shut: Array
    open: Array
    histogram: Array


@dataclass(frozen=True)
class LayerUnits:
    """``stuck`` (H,) shares of time beyond ±0.99; ``dead`` (H,) bools. None where the cell has no such units."""

    layer: str
    stuck: Array | None
    dead: Array | None


@dataclass(frozen=True)
class SaturationScene:
    """``layer`` and ``unit`` are those highlighted; ``unit`` −1: none. ``layers`` are all there are."""

    cell: str
    layer: str
    unit: int
    layers: tuple[str, ...]
    gates: tuple[GatePoints, ...]
    units: tuple[LayerUnits, ...]


def wants(look: Look) -> Iterator[FrameRequest]:
    if look.net.can(Ability.FIGURES):
        yield look.analysis(SATURATION, AnalysisWant(saturation=True))


def resolve_saturation(state: ViewState, store: Store, _room: Room = ANYWHERE) -> SaturationScene | None:
    found = answered(SATURATION, state, store)
    if found is None or found[0].analysis is None or not found[0].analysis.units:
        return None
    frame, record = found
    assert frame.analysis is not None
    net = record.info.config.net
    layer = net.nearest(state.layer)
    gates = []
    for gate in dict.fromkeys(use.gate for use in frame.analysis.gates):
        uses = [use for use in frame.analysis.gates if use.gate is gate]
        gates.append(
            GatePoints(
                gate=gate,
                layers=np.concatenate([np.full(len(use.shut), net.parts.index(use.layer)) for use in uses]),
                units=np.concatenate([np.arange(len(use.shut)) for use in uses]),
                shut=np.concatenate([use.shut for use in uses]),
                open=np.concatenate([use.open for use in uses]),
                histogram=next((use.histogram for use in uses if use.layer == layer), uses[0].histogram),
            )
        )
    return SaturationScene(
        cell=net.name,
        layer=layer,
        unit=min(state.unit, net.units - 1),
        layers=net.parts,
        gates=tuple(gates),
        units=tuple(LayerUnits(use.layer, use.stuck, use.dead) for use in frame.analysis.units),
    )


def saturation_numbers(scene: SaturationScene, _store: Store) -> Numbers:
    """Each gate's shares of time by unit, (n,) over all layers; what is stuck or dead of each layer, (H,)."""
    arrays: Arrays = {}
    for gate in scene.gates:
        arrays |= {f"{gate.gate}.layer": gate.layers, f"{gate.gate}.unit": gate.units}
        arrays |= {f"{gate.gate}.shut": gate.shut, f"{gate.gate}.open": gate.open}
        arrays[f"{scene.layer}.{gate.gate}.histogram"] = gate.histogram
    units = [(one.layer, one) for one in scene.units]
    arrays |= {f"{name}.stuck": one.stuck for name, one in units if one.stuck is not None}
    arrays |= {f"{name}.dead": one.dead for name, one in units if one.dead is not None}
    return Numbers(arrays, _table(scene))


def _table(scene: SaturationScene) -> Arrays:
    """A row per unit of every layer."""
    if scene.gates:
        first = scene.gates[0]
        shares = {
            f"{g.gate}.{name}": values for g in scene.gates for name, values in (("shut", g.shut), ("open", g.open))
        }
        return {"layer": first.layers, "unit": first.units, **shares}
    sizes = [
        len(values) for one in scene.units if (values := one.stuck if one.stuck is not None else one.dead) is not None
    ]
    stuck = [np.asarray(one.stuck, np.float64) for one in scene.units if one.stuck is not None]
    dead = [np.asarray(one.dead) for one in scene.units if one.dead is not None]
    columns = {"layer": np.repeat([scene.layers.index(one.layer) for one in scene.units][: len(sizes)], sizes)}
    columns["unit"] = np.concatenate([np.arange(size) for size in sizes]) if sizes else np.empty(0, int)
    kinds = (("stuck", stuck), ("dead", dead))
    return columns | {name: np.concatenate(values) for name, values in kinds if len(values) == len(sizes) > 0}
