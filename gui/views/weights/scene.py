"""The recurrent weights as they are asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.analysis import AnalysisWant
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Array, FrameRequest, Trace
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.scenes.asking import Look, answered
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import Store, step_up

WEIGHTS = "weights"
WEIGHTS_PAST = "weights-past"  # the slot that fills in, while nothing trains, what the weights were
MATRIX_QUANTILE = 0.99
PAST_HIDDEN_MOST = 256  # a keyframe's spectrum takes 30 ms there and a second at 1024


class WeightPicture(StrEnum):
    """What is shown of the recurrent weights."""

    EIGENVALUES = "eigenvalues"
    RECURRENT = "recurrent"
    INPUTS = "inputs"


@dataclass(frozen=True)
class WeightsChoice(ViewChoice):
    name = WEIGHTS
    picture: WeightPicture = WeightPicture.EIGENVALUES


@dataclass(frozen=True)
class GateWeights:
    """The recurrent weights of one gate: ``real`` and ``imaginary`` (H,) parts of the eigenvalues, the spectral
    ``radius`` and the largest singular value ``stretch``; ``matrix`` (H, H) or (H, F) where it was asked for."""

    gate: Trace
    real: Array
    imaginary: Array
    radius: float
    stretch: float
    matrix: Array | None


@dataclass(frozen=True)
class WeightsScene:
    """``steps`` (n,) and ``past`` (n, G, 2) are radius and stretch of every gate over training, ``step`` the one that
    is looked at. Colours of the matrices run from −``bound`` to ``bound``."""

    cell: str
    layer: str
    step: int
    picture: WeightPicture
    gates: tuple[GateWeights, ...]
    bound: float
    steps: Array
    past: Array


def wants(look: Look) -> Iterator[FrameRequest]:
    """The weights that are looked at, and while nothing trains those of a keyframe that has not been."""
    if not look.net.can(Ability.MATRICES):
        return
    matrices = look.state.choice(WeightsChoice).picture is not WeightPicture.EIGENVALUES
    yield look.analysis(WEIGHTS, AnalysisWant(spectrum=True, matrices=matrices, layer=look.layer))
    step = _farthest(look)
    if step is not None:
        yield look.at(step).analysis(WEIGHTS_PAST, AnalysisWant(spectrum=True, layer=look.layer))


def _farthest(look: Look) -> int | None:
    """The keyframe farthest from those whose weights have been looked at; none while the run trains."""
    record = look.record
    if record.state is RunState.TRAINING or look.net.units > PAST_HIDDEN_MOST:
        return None
    return record.spectra.farthest(look.layer, record.keyframes)


def resolve_weights(state: ViewState, store: Store, _room: Room = ANYWHERE) -> WeightsScene | None:
    """The recurrent weights of the layer; matrices only while they are asked for."""
    found = answered(WEIGHTS, state, store)
    if found is None or found[0].analysis is None or not found[0].analysis.spectrum:
        return None
    frame, record = found
    assert frame.analysis is not None
    want = store.frames[Slot(WEIGHTS)].request.analysis
    layer = want.layer if want else state.layer
    picture = state.choice(WeightsChoice).picture
    inputs = picture is WeightPicture.INPUTS
    gates = tuple(
        GateWeights(g.gate, g.real, g.imaginary, g.radius, g.stretch, g.inputs if inputs else g.recurrent)
        for g in frame.analysis.spectrum
    )
    shown = picture if all(gate.matrix is not None for gate in gates) else WeightPicture.EIGENVALUES
    steps, past = record.spectra.curve(layer)
    return WeightsScene(
        cell=record.info.config.net.name,
        layer=layer,
        step=frame.step,
        picture=shown,
        gates=gates,
        bound=_bound([gate.matrix for gate in gates if gate.matrix is not None]),
        steps=steps,
        past=past,
    )


def _bound(matrices: list[Array]) -> float:
    """In 1-2-5 steps around nearly all of the weights, one for all gates."""
    if not matrices:
        return 1.0
    return step_up(max(float(np.nanquantile(np.abs(matrix), MATRIX_QUANTILE)) for matrix in matrices))


def weights_numbers(scene: WeightsScene, _store: Store) -> Numbers:
    """Eigenvalues (H,) of every gate, its matrix where it is shown, and radius and stretch at every step looked at."""
    arrays: Arrays = {"step": np.array(scene.step), "layer": np.array(scene.layer), "steps": scene.steps}
    table: Arrays = {"step": scene.steps}
    for at, gate in enumerate(scene.gates):
        arrays[f"{gate.gate}.eigenvalues"] = gate.real + 1j * gate.imaginary
        if gate.matrix is not None:
            arrays[f"{gate.gate}.{scene.picture}"] = gate.matrix
        table |= {f"{gate.gate}.radius": scene.past[:, at, 0], f"{gate.gate}.stretch": scene.past[:, at, 1]}
    return Numbers(arrays | table, table)
