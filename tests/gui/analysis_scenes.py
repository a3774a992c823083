"""Scenes of the analyses that look like a network's, made without one."""

from dataclasses import replace

import numpy as np

from gatescope.engine.config.cells import Cell
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.views.cell.scene import CellScene
from gatescope.gui.views.cost.scene import CostScene, RunCost
from gatescope.gui.views.saturation.scene import GatePoints, LayerUnits, SaturationScene
from gatescope.gui.views.sizes.scene import SizesScene
from gatescope.gui.views.unrolled.scene import UnrolledScene
from gatescope.gui.views.weights.scene import GateWeights, WeightPicture, WeightsScene
from gatescope.gui.views.what_if.scene import WhatIfScene
from tests.gui import scenes

PACKED = {
    "lstm": (Trace.INPUT_GATE, Trace.FORGET_GATE, Trace.CANDIDATE, Trace.OUTPUT_GATE),
    "gru": (Trace.RESET_GATE, Trace.UPDATE_GATE, Trace.CANDIDATE),
    "rnn": (Trace.HIDDEN,),
    "rnn-relu": (Trace.HIDDEN,),
}


def weights(
    cell: str = "lstm", units: int = 32, inputs: int = 3, picture: WeightPicture = WeightPicture.EIGENVALUES
) -> WeightsScene:
    """Random matrices and their true eigenvalues, ever larger along training."""
    rng, gates = np.random.default_rng(5), []
    for k, gate in enumerate(PACKED[cell]):
        matrix = rng.normal(0, (0.8 + 0.15 * k) / np.sqrt(units), (units, units)).astype(np.float32)
        values = np.linalg.eigvals(matrix.astype(float))
        values = values[np.argsort(-abs(values))]
        shown = {WeightPicture.RECURRENT: matrix, WeightPicture.INPUTS: rng.normal(0, 0.3, (units, inputs))}
        stretch = float(np.linalg.norm(matrix, 2))
        gates.append(GateWeights(gate, values.real, values.imag, float(abs(values[0])), stretch, shown.get(picture)))
    steps = np.array([0, 1, 2, 4, 8, 16, 32, *range(64, 1216, 64)])
    grown = 0.6 + 0.4 * (1 - np.exp(-steps / 400))
    past = np.stack([[(g.radius * s, g.stretch * s) for g in gates] for s in grown])
    return WeightsScene(cell, "layer0", 1150, picture, tuple(gates), 0.5, steps, past)


def saturation(cell: str = "lstm", units: int = 32, layers: int = 1) -> SaturationScene:
    gates = []
    for gate in (trace for trace in Cell(cell).traces if trace.gate):
        values = [scenes.trace_values(gate, 59, units) ** (1 + layer) for layer in range(layers)]
        gates.append(
            GatePoints(
                gate=gate,
                layers=np.repeat(np.arange(layers), units),
                units=np.tile(np.arange(units), layers),
                shut=np.concatenate([(v < 0.1).mean(0) for v in values]).astype(np.float32),
                open=np.concatenate([(v > 0.9).mean(0) for v in values]).astype(np.float32),
                histogram=np.histogram(values[0], 50, (0, 1))[0],
            )
        )
    rng = np.random.default_rng(2)
    stuck = [np.clip(rng.normal(0.2, 0.4, units), 0, 1).astype(np.float32) for _ in range(layers)]
    dead = [rng.uniform(0, 1, units) > 0.8 for _ in range(layers)]
    relu = cell == "rnn-relu"
    of = tuple(LayerUnits(f"layer{k}", None if relu else stuck[k], dead[k] if relu else None) for k in range(layers))
    return SaturationScene(cell, "layer0", 17 % units, tuple(f"layer{k}" for k in range(layers)), tuple(gates), of)


def sizes(layers: int = 1, samples: int = 80, clip: float = 1.0) -> SizesScene:
    kinds = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    parts = tuple(f"layer{k}" for k in range(layers))
    of_layers = [f"layers.{k}.{kind}" for k in range(layers) for kind in kinds]
    names = (*of_layers, "head.weight", "head.bias")
    steps = np.unique(np.concatenate([2 ** np.arange(6), np.arange(50, 50 * samples + 1, 50)]))
    rng, decay = np.random.default_rng(1), np.exp(-steps / 900)[:, None]
    spread = np.exp(rng.normal(0, 1, len(names)))
    gradient = (0.02 + decay) * spread * 0.2 * np.exp(rng.normal(0, 0.3, (len(steps), len(names))))
    weight = (1.5 - 0.6 * decay) * np.exp(0.3 * rng.normal(0, 1, len(names)))
    update = 0.004 * (0.1 + decay) * spread * np.exp(rng.normal(0, 0.2, (len(steps), len(names))))
    made = [values.astype(np.float32) for values in (gradient, weight, update)]
    return SizesScene(1, int(steps[-1]), "layer0", parts, names, steps, *made, clip=clip, clipped=0.34, window=100)


def cell(kind: str = "lstm", **changes: object) -> CellScene:
    """Numbers that satisfy the cell's equation for its new state."""
    stack = scenes.numeric(kind)
    t, unit = stack.t, stack.unit
    now = {row.trace: float(row.values[t, unit]) for row in stack.rows}
    before = {row.trace: float(row.values[t - 1, unit]) for row in stack.rows}
    if Trace.CELL in now:
        kept = now[Trace.FORGET_GATE] * before[Trace.CELL]
        now[Trace.CELL] = kept + now[Trace.INPUT_GATE] * now[Trace.CANDIDATE]
        now[Trace.HIDDEN] = now[Trace.OUTPUT_GATE] * float(np.tanh(now[Trace.CELL]))
    elif kind == "gru":
        keep = now[Trace.UPDATE_GATE]
        now[Trace.HIDDEN] = (1 - keep) * now[Trace.CANDIDATE] + keep * before[Trace.HIDDEN]
    elif kind == "mgu":
        new = now[Trace.FORGET_GATE]
        now[Trace.HIDDEN] = (1 - new) * before[Trace.HIDDEN] + new * now[Trace.CANDIDATE]
    elif kind == "rnn-sigmoid":
        now[Trace.HIDDEN] = abs(now[Trace.HIDDEN])
    scene = CellScene(kind, "layer0", unit, t, stack.length, stack.labels[t], "391", now, before)
    return replace(scene, **changes)  # type: ignore[arg-type]


def unrolled(text: bool = False, decay: float = 0.2, t: int = 41) -> UnrolledScene:
    stack = scenes.text() if text else scenes.numeric()
    first, last = max(0, t - 4), min(stack.length, t + 2)
    hidden = stack.rows[0].values[first:last]
    gradient = np.array([decay ** (t - k) if k <= t else 0.0 for k in range(first, last)])
    activity = np.sqrt((hidden**2).mean(1))
    return UnrolledScene(
        "lstm", "layer0", t, first, stack.length, stack.labels[first:last], activity, gradient, 1.0, 17, hidden[:, 17]
    )


def what_if(cell: str = "lstm", altered: bool = True) -> WhatIfScene:
    one = Intervention(layer="layer0", trace=Trace.FORGET_GATE, kind=Alteration.ZERO)
    two = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(17,), kind=Alteration.CLAMP, value=0.5)
    gone = Intervention(layer="layer3", trace=Trace.HIDDEN, units=(1,), kind=Alteration.NOISE, value=0.2)
    given = (one, two, gone) if altered else ()
    loss = 0.73 if altered else 0.41
    return WhatIfScene("layer0", 17, 32, Cell(cell).traces, given, given[:2], 0.41, loss)


def cost() -> CostScene:
    """A form and two runs, of which one was trained."""
    runs = (RunCost("LSTM 1", 0, 24, 612_000, 0.002), RunCost("GRU 1", 1, 50, 1_200_000, float("nan")))
    return CostScene(steps=30, held=765_000, free=12 * 10**9, runs=runs)
