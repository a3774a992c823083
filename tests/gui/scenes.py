"""Scenes that look like a network's, made without one: for the views' tests and for looking at the views."""

import numpy as np

from gatescope.engine.config.cells import Cell
from gatescope.engine.protocol.frame import Array, Forecast, Symbols, Trace
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.protocol.shape import TaskShape
from gatescope.gui.look.scales import Scale
from gatescope.gui.views.loss.scene import LossCurve, LossScene
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.unit.scene import UnitLine, UnitScene

TEXT_SHAPE = TaskShape(Medium.SYMBOLS, Medium.SYMBOLS)
TEXT = "First Citizen:\nBefore we proceed any further, 우리 말을 hear me speak.\n\nAll: "


def waves(steps: int, units: int, seed: int, slow: float = 12.0) -> Array:
    """(T, H) in −1..1: a season with a phase, an offset and a gain per unit, rising from rest as states do."""
    rng = np.random.default_rng(seed)
    t = np.arange(steps)[:, None]
    rise = 1 - np.exp(-t / 6)
    season = np.sin(2 * np.pi * t / slow + rng.uniform(0, 6.3, units))
    values = rise * (rng.normal(0, 0.7, units) + rng.normal(0, 0.6, units) * season) + rng.normal(
        0, 0.04, (steps, units)
    )
    return np.tanh(values).astype(np.float32)


def trace_values(trace: Trace, steps: int, units: int) -> Array:
    seed = list(Trace).index(trace)
    values = waves(steps, units, seed)
    if trace.gate:
        return (1 / (1 + np.exp(-4 * values + 0.5))).astype(np.float32)
    if trace is Trace.CELL:
        values = values * 1.5
        values[:, 13 % units] += np.linspace(0, 3, steps)
        return values.astype(np.float32)
    return values


def map_rows(cell: str, steps: int, units: int) -> tuple[MapRow, ...]:
    rows = []
    for trace in Cell(cell).traces:
        share = trace.gate
        unbounded = trace is Trace.CELL
        low, high = (0.0, 1.0) if share else (-2.0, 2.0) if unbounded else (-1.0, 1.0)
        scale = Scale.SHARE if share else Scale.SIGNED
        values = trace_values(trace, steps, units)
        rows.append(MapRow(trace, values, steps, units, scale, low, high, bounded=not unbounded))
    return tuple(rows)


def months(steps: int, year: int = 1956) -> tuple[str, ...]:
    return tuple(f"{year + i // 12}-{i % 12 + 1:02}" for i in range(steps))


def passengers(steps: int) -> Array:
    """A series with a trend and a season that grows with it, like the airline's."""
    t = np.arange(steps + 1)
    return (
        300 + 2.4 * t + (30 + 0.9 * t) * (np.sin(2 * np.pi * (t - 3) / 12) + 0.3 * np.sin(4 * np.pi * t / 12))
    ).round()


def forecast(steps: int, columns: int = 1) -> Forecast:
    series = np.stack(
        [passengers(steps) * (i + 1) + 40 * i * np.cos(np.arange(steps + 1)) for i in range(columns)], axis=1
    )
    target = series[1:].copy()
    prediction = 0.5 * target.mean(0) + 0.5 * target - 8 * np.sin(np.arange(steps))[:, None]
    target[-1] = np.nan
    names = tuple(f"column {i}" for i in range(columns)) if columns > 1 else ("Passengers",)
    return Forecast(
        input_columns=names,
        target_columns=names[:1],
        inputs=series[:-1],
        prediction=prediction[:, :1],
        target=target[:, :1],
        naive=series[:-1, :1],
    )


def numeric(cell: str = "lstm", steps: int = 59, units: int = 32, **changes: object) -> StackScene:
    scene = {
        "run": 1,
        "colour": 0,
        "cell": cell,
        "step": 1150,
        "live": True,
        "layer": "layer0",
        "length": steps,
        "labels": months(steps),
        "rows": map_rows(cell, steps, units),
        "forecast": forecast(steps),
        "symbols": None,
        "validation_from": min(42, steps),
        "t": min(41, steps - 1),
        "unit": min(17, units - 1),
        "loss": 0.0412,
    }
    return StackScene(**{**scene, **changes})  # type: ignore[arg-type]


def symbols(text: str, seed: int = 3) -> Symbols:
    """Guesses that get surer along the text; the rarest letters are unknown."""
    letters = ["<unk>", *sorted(set(text) - {"q", "z", "말"})]
    ids = np.array([letters.index(c) if c in letters else 0 for c in text])
    rng = np.random.default_rng(seed)
    steps = len(text)
    logits = rng.normal(0, 1.6, (steps, len(letters)))
    truth = np.append(ids[1:], -1)
    for t in range(steps - 1):
        logits[t, truth[t]] += rng.uniform(0, 7)
    chances = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    top = np.argsort(-chances, axis=1)[:, :5]
    return Symbols(
        inputs=ids,
        truth=truth,
        top=top,
        probability=np.take_along_axis(chances, top, 1).astype(np.float32),
        truth_probability=np.append(chances[np.arange(steps - 1), truth[:-1]], np.nan).astype(np.float32),
        unknown=ids == 0,
        names=dict(enumerate(letters)),
    )


def text(cell: str = "gru", units: int = 64, source: str = TEXT, **changes: object) -> StackScene:
    steps = len(source)
    read = symbols(source)
    scene = {
        "labels": tuple(source),
        "forecast": None,
        "symbols": read,
        "rows": map_rows(cell, steps, units),
        "t": min(30, steps - 1),
        "shape": TEXT_SHAPE,
    }
    return numeric(cell, steps, units, **{**scene, **changes})


def pooled(cell: str = "lstm", steps: int = 1000, units: int = 1024, columns: int = 732, rows: int = 48) -> StackScene:
    """A layer of 1024 over 1000 steps, as the engine answers: means over what falls on one pixel."""
    made = tuple(
        MapRow(r.trace, r.values, steps, units, r.scale, r.low, r.high, r.bounded, pooled=True)
        for r in map_rows(cell, columns, rows)
    )
    labels = tuple(f"2016-{1 + i // 720:02}-{1 + i // 24 % 30:02} {i % 24:02}:00:00" for i in range(steps))
    return numeric(cell, steps, 32, rows=made, labels=labels, t=500, unit=700, validation_from=800)


def unit(stack: StackScene) -> UnitScene:
    """The panel that belongs to a stack's cursor, with values that satisfy the cell's equation for h."""
    t, u = max(stack.t, 0), max(stack.unit, 0)
    lines = tuple(
        UnitLine(row.trace, row.values[:, u], row.low, row.high, float(row.values[t, u])) for row in stack.rows
    )
    before = {
        row.trace: float(row.values[t - 1, u]) if t else 0.0
        for row in stack.rows
        if row.trace in (Trace.HIDDEN, Trace.CELL)
    }
    return UnitScene(stack.cell, stack.layer, u, t, stack.labels[t], lines, before)


def curve(run: int, steps: int, *, selected: bool = False, failed: bool = False, naive: float = 0.45) -> LossCurve:
    rng = np.random.default_rng(run)
    at = np.arange(1, steps + 1)
    level = (0.7 + 0.2 * run) * np.exp(-at / 160) + 0.006 * (1 + run)
    raw = level * np.exp(rng.normal(0, 0.18, steps))
    when = np.arange(50, steps + 1, 50)
    validation = 1.3 * level[when - 1] + 0.25 + 0.1 * run
    name = ("LSTM 32", "GRU 32", "RNN tanh")[run % 3]
    return LossCurve(
        run, run, name, at, raw, level, when, validation, naive, selected, failed_at=steps if failed else -1
    )


def loss(steps: int = 1200, runs: int = 1, *, playhead: int = 0, live: bool = True, log: bool = True) -> LossScene:
    curves = tuple(curve(i, steps - 300 * i, selected=i == 0, failed=i == 2) for i in range(runs))
    keyframes = (0, 1, 2, 4, 8, 16, 32, *list(range(64, steps, 64)))
    return LossScene(curves, playhead or steps, steps, live, keyframes, log, 0.9)
