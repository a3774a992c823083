"""The cells told in steps: what each one does, its equation, and the equation with the numbers of one unit."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.frame import Trace
from gui.scene_analysis import CellScene
from gui.views.numbers import share, signed


@dataclass(frozen=True)
class Told:
    """``equation`` and, worked out, ``numbers``; '' where nothing is computed."""

    title: str
    sentence: str
    equation: str
    numbers: str


def told(scene: CellScene, step: int) -> Told:
    """Step 1 … of the scene's cell; 0 is the cell as a whole. Raises ``KeyError`` when a trace is missing."""
    if scene.cell == "lstm":
        return _lstm(scene, step)
    if scene.cell == "gru":
        return _gru(scene, step)
    return _rnn(scene, step)


def logit(value: float) -> float:
    """What σ was given to make ``value``; infinite where it is saturated beyond float32."""
    if value <= 0 or value >= 1:
        return math.inf if value >= 1 else -math.inf
    return math.log(value / (1 - value))


def inverse_tanh(value: float) -> float:
    return math.atanh(value) if abs(value) < 1 else math.copysign(math.inf, value)


def _gate(name: str, value: float) -> str:
    return f"{name} = σ({signed(logit(value))}) = {share(value)}"


def _lstm(scene: CellScene, step: int) -> Told:
    translate, now = QCoreApplication.translate, scene.now
    f, i, o = now[Trace.FORGET_GATE], now[Trace.INPUT_GATE], now[Trace.OUTPUT_GATE]
    g, c, h = now[Trace.CANDIDATE], now[Trace.CELL], now[Trace.HIDDEN]
    old = scene.before[Trace.CELL]
    cell = f"{share(f)} · {signed(old)} + {share(i)} · {signed(g)} = {signed(c)}"
    hidden = f"{share(o)} · tanh({signed(c)}) = {signed(h)}"
    return (
        Told(
            translate("CellView", "The whole step"),
            translate("CellView", "Keep some of the old cell, add something new, and show some of it."),
            "c = f · c₋₁ + i · g\nh = o · tanh(c)",
            f"{cell}\n{hidden}",
        ),
        Told(
            translate("CellView", "Forget"),
            translate(
                "CellView", "The forget gate looks at the input and the state before: how much of the old cell is kept?"
            ),
            "f = σ(W_f x + U_f h₋₁ + b_f)",
            f"{_gate('f', f)}\nf · c₋₁ = {share(f)} · {signed(old)} = {signed(f * old)}",
        ),
        Told(
            translate("CellView", "What to add: how much"),
            translate("CellView", "The input gate decides how much of the proposal is written."),
            "i = σ(W_i x + U_i h₋₁ + b_i)",
            _gate("i", i),
        ),
        Told(
            translate("CellView", "What to add: the candidate"),
            translate("CellView", "The candidate is the proposal itself, between −1 and 1."),
            "g = tanh(W_g x + U_g h₋₁ + b_g)",
            f"g = tanh({signed(inverse_tanh(g))}) = {signed(g)}",
        ),
        Told(
            translate("CellView", "The new cell state"),
            translate(
                "CellView",
                "What was kept and what is written are added. Only this runs along the belt to the next step.",
            ),
            "c = f · c₋₁ + i · g",
            cell,
        ),
        Told(
            translate("CellView", "Output"),
            translate(
                "CellView",
                "The output gate decides how much of the cell is shown: to the output, and to the next step.",
            ),
            "o = σ(W_o x + U_o h₋₁ + b_o)\nh = o · tanh(c)",
            f"{_gate('o', o)}\n{hidden}",
        ),
    )[step]


def _gru(scene: CellScene, step: int) -> Told:
    translate, now = QCoreApplication.translate, scene.now
    r, z, n, h = (now[t] for t in (Trace.RESET_GATE, Trace.UPDATE_GATE, Trace.CANDIDATE, Trace.HIDDEN))
    old = scene.before[Trace.HIDDEN]
    mixed = f"{share(1 - z)} · {signed(n)} + {share(z)} · {signed(old)} = {signed(h)}"
    return (
        Told(
            translate("CellView", "The whole step"),
            translate("CellView", "Mix a proposal with the old state; the update gate says in which shares."),
            "h = (1 − z) · n + z · h₋₁",
            mixed,
        ),
        Told(
            translate("CellView", "Reset"),
            translate("CellView", "The reset gate decides how much of the past the candidate may see."),
            "r = σ(W_r x + U_r h₋₁ + b_r)",
            _gate("r", r),
        ),
        Told(
            translate("CellView", "Update"),
            translate("CellView", "The update gate decides how much of the old state stays: all of it at 1."),
            "z = σ(W_z x + U_z h₋₁ + b_z)",
            _gate("z", z),
        ),
        Told(
            translate("CellView", "The candidate"),
            translate(
                "CellView", "The proposal, made of the input and of what the reset gate lets through of the past."
            ),
            "n = tanh(W_n x + b_n + r · (U_n h₋₁ + b′_n))",
            f"n = tanh({signed(inverse_tanh(n))}) = {signed(n)}",
        ),
        Told(
            translate("CellView", "The new state"),
            translate("CellView", "The proposal and the old state are mixed; their shares add up to 1."),
            "h = (1 − z) · n + z · h₋₁",
            mixed,
        ),
        Told(
            translate("CellView", "Output"),
            translate(
                "CellView",
                "A GRU has no cell of its own: it shows all of its state, to the output and to the next step.",
            ),
            "",
            f"h = {signed(h)}",
        ),
    )[step]


def _rnn(scene: CellScene, step: int) -> Told:
    """The sum before the squashing follows from the state after it, where that is not at its limit."""
    translate, h = QCoreApplication.translate, scene.now[Trace.HIDDEN]
    relu = scene.cell == "rnn-relu"
    name = "max(0, ·)" if relu else "tanh"
    inner = ("≤ 0" if h <= 0 else signed(h)) if relu else signed(inverse_tanh(h))
    squashed = f"h = max(0, {inner}) = {signed(h)}" if relu else f"h = tanh({inner}) = {signed(h)}"
    whole = "h = max(0, W x + U h₋₁ + b)" if relu else "h = tanh(W x + U h₋₁ + b)"
    return (
        Told(
            translate("CellView", "The whole step"),
            translate("CellView", "The input and the whole state before are weighed, added and squashed."),
            whole,
            squashed,
        ),
        Told(
            translate("CellView", "The sum"),
            translate(
                "CellView", "Nothing is kept on purpose: the old state only counts as far as its weights carry it."
            ),
            "a = W x + U h₋₁ + b",
            f"a = {inner}" if not inner.startswith("≤") else f"a {inner}",
        ),
        Told(
            translate("CellView", "Squash"),
            translate(
                "CellView", "{function} bounds the sum; at its limit it has no slope, and no gradient passes."
            ).format(function=name)
            if not relu
            else translate(
                "CellView", "Below zero nothing is left, and no gradient passes; above, nothing is bounded."
            ),
            "h = tanh(a)" if not relu else "h = max(0, a)",
            squashed,
        ),
        Told(
            translate("CellView", "Output"),
            translate("CellView", "The state is shown to the output, and goes round to the next step."),
            "",
            f"h = {signed(h)}",
        ),
    )[step]
