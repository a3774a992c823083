"""The cells' equations with the numbers of one unit at one time. Free of Qt.

As torch computes them (documentation of ``torch.nn.LSTM``, ``GRU``, ``RNN``): its update gate keeps the old state at 1.
"""

import math

from gatescope.engine.config.cells import Cell
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.live_numbers import share, signed
from gatescope.gui.state.strands import turned
from gatescope.gui.views.unit.numbers import letter, plain, worked
from gatescope.gui.views.unit.scene import UnitScene


def equations(scene: UnitScene) -> tuple[tuple[str, str], ...]:
    """(equation, the same in numbers) for the scene's cell; nothing where a trace is missing."""
    return tuple((turned(one, scene.backwards), numbers) for one, numbers in _equations(scene))


def _equations(scene: UnitScene) -> tuple[tuple[str, str], ...]:
    now = {line.trace: line.at_cursor for line in scene.lines}
    before = scene.before
    try:
        if scene.cell == "lstm":
            return _lstm(now, before)
        if scene.cell == "gru":
            return _gru(now, before)
        if scene.cell in ("rnn", "rnn-relu"):
            return _rnn(now, scene.cell)
        return _by_table(Cell(scene.cell), now, before)
    except KeyError:
        return ()


def _by_table(cell: Cell, now: dict[Trace, float], before: dict[Trace, float]) -> tuple[tuple[str, str], ...]:
    """The equations of the states."""
    told = []
    for trace in (trace for trace in cell.equations if trace in (Trace.CELL, Trace.HIDDEN)):
        value, right = worked(cell, trace, now, before)
        name = letter(cell.equations[trace])
        told.append((plain(cell.equations[trace]), f"{value} = {right}" if right else f"{name} = {value}"))
    return tuple(told)


def _lstm(now: dict[Trace, float], before: dict[Trace, float]) -> tuple[tuple[str, str], ...]:
    forget, take = share(now[Trace.FORGET_GATE]), share(now[Trace.INPUT_GATE])
    old, new = signed(before.get(Trace.CELL, 0.0)), signed(now[Trace.CANDIDATE])
    cell = signed(now[Trace.CELL])
    return (
        ("c = f · c₋₁ + i · g", f"{cell} = {forget} · {old} + {take} · {new}"),
        ("h = o · tanh(c)", f"{signed(now[Trace.HIDDEN])} = {share(now[Trace.OUTPUT_GATE])} · tanh({cell})"),
    )


def _gru(now: dict[Trace, float], before: dict[Trace, float]) -> tuple[tuple[str, str], ...]:
    keep, new, old = now[Trace.UPDATE_GATE], signed(now[Trace.CANDIDATE]), signed(before.get(Trace.HIDDEN, 0.0))
    numbers = f"{signed(now[Trace.HIDDEN])} = {share(1 - keep)} · {new} + {share(keep)} · {old}"
    return (("h = (1 − z) · n + z · h₋₁", numbers),)


def _rnn(now: dict[Trace, float], cell: str) -> tuple[tuple[str, str], ...]:
    """The state before the nonlinearity follows from the state after it, where that is not saturated."""
    hidden = now[Trace.HIDDEN]
    if cell == "rnn-relu":
        return (
            ("h = max(0, W x + U h₋₁ + b)", f"{signed(hidden)} = max(0, {signed(hidden) if hidden > 0 else '≤ 0'})"),
        )
    inner = signed(math.atanh(hidden)) if abs(hidden) < 0.999999 else ("+∞" if hidden > 0 else "−∞")
    return (("h = tanh(W x + U h₋₁ + b)", f"{signed(hidden)} = tanh({inner})"),)
