"""The equation beside each explanation, typeset as the rich text that Qt draws: italics, subscripts, superscripts.

Symbols as in the traces' textbook names and in torch's documentation: W multiplies the input, U the state before, b is
the bias; ⊙ is the elementwise product, σ the logistic function, ρ the spectral radius. Free of Qt and of language.
"""

import re

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.kinds import equations_of
from gatescope.engine.config.nets import Transformer
from gatescope.engine.config.traces import Trace
from gatescope.gui.words.entries import Topic

_BACKWARD = "δ_t = ∂L/∂h_t,  δ_{t−1} = (∂h_t/∂h_{t−1})^⊤ δ_t + (∂ŷ_{t−1}/∂h_{t−1})^⊤ ∂L/∂ŷ_{t−1}"

_ANY_CELL: dict[Topic, tuple[str, ...]] = {
    Topic.INPUT: ("x_t = (v_t − μ) / s", "x_t = E[k_t]"),
    Topic.FORECAST: ("ŷ_{t+1} = V h_t + d",),
    Topic.NEXT_SYMBOL: ("y_t = V h_t + d", "p_t(k) = exp(y_{t,k}) / Σ_j exp(y_{t,j})"),
    Topic.CLASSES: ("p_t(k) = exp(y_{t,k}) / Σ_j exp(y_{t,j})", "L = −1/N · Σ ln p_t(k)"),
    Topic.PIPELINE: ("x_t = (0, …, 0, 1, 0, …, 0)", "x_t = E[k_t]"),
    Topic.LOSS: ("L = 1/N · Σ_t (ŷ_t − y_t)^2", "L = −1/N · Σ_t ln p_t(k_{t+1})", "S = 1 − L / L_0"),
    Topic.GRADIENT: (_BACKWARD,),
    Topic.MEMORY: ("s_t = ‖∂o_τ/∂x_t‖", "M = max(τ − t : s_t ≥ 0.01 · max s)"),
    Topic.SATURATION: ("σ′ = σ (1 − σ) ≤ 1/4", "tanh′ = 1 − tanh^2 ≤ 1"),
    Topic.EIGENVALUES: ("U v = λ v,  ρ = max |λ|", "‖U^k‖ ~ ρ^k"),
    Topic.UNROLLED: ("∂o_τ/∂h_t = ∂o_τ/∂h_τ · Π_{k=t+1…τ} ∂h_k/∂h_{k−1}",),
    Topic.FREE: ("x_{t+1} = ŷ_{t+1}", "p_t(k) ~ exp(y_{t,k} / τ)"),
    Topic.WATERFALL: ("log_{10} ‖∂L/∂h_t‖",),
    Topic.WHAT_IF: ("ΔL = L(h_u ← a) − L",),
    Topic.ALIGNMENT: ("α_{t,s} = exp(e_{t,s}) / Σ_r exp(e_{t,r}),  Σ_s α_{t,s} = 1", "c_t = Σ_s α_{t,s} h_s"),
    Topic.ANSWERS: ("y_t = argmax_k p_t(k | x, y_1 … y_{t−1})",),
    Topic.FINDINGS: (),
    Topic.COST: ("M ~ T · B · H,  t ~ T",),
    Topic.SIZES: ("θ ← θ − Δθ,  ‖Δθ‖ / ‖θ‖ ≈ 10^{−3}", "g ← g · min(1, C / ‖g‖)"),
}

ATTENDING = Transformer().name
_OTHERWISE: dict[tuple[Topic, str], tuple[str, ...]] = {
    (Topic.GRADIENT, ATTENDING): ("δ_s = ∂L/∂h_s + Σ_{t≥s} (∂h′_t/∂h_s)^⊤ δ′_t",),
    (Topic.FREE, ATTENDING): ("x_{t+1} = ŷ_{t+1}", "z_t = Σ_{s≤t} α_{t,s} v_s"),
    (Topic.COST, ATTENDING): ("t ~ T · C^2 + T^2 · C", "M ~ T · B · C"),
}
_TRACES = {Topic(trace.value): trace for trace in Trace}


def equation(topic: Topic, cell: str) -> str:
    """Rich text, lines parted by ``<br>``. Raises ``ValueError`` for a cell that does not exist."""
    return "<br>".join(typeset(line) for line in _lines(topic, cell))


def turned(text: str, back: bool) -> str:
    """An equation as a strand that reads from the end computes it: from the state at t + 1."""
    return text.replace("₋₁", "₊₁").replace("{t−1}", "{t+1}") if back else text


def typeset(source: str) -> str:
    """``h_t`` and ``U^k`` as rich text: single letters italic, words upright, ``_`` and ``^`` take one sign or {…}."""
    source = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    source = re.sub(r"(?<![A-Za-z&])([A-Za-z])(?![A-Za-z;])", r"<i>\1</i>", source)
    for sign, tag in (("_", "sub"), ("^", "sup")):
        source = re.sub(rf"\{sign}(?:\{{([^}}]*)\}}|(<i>\w</i>|\S))", rf"<{tag}>\1\2</{tag}>", source)
    return source


def _lines(topic: Topic, cell: str) -> tuple[str, ...]:
    """Of a trace that this cell does not have, the equation of the first cell that has it."""
    if topic in (Topic.UNIT, Topic.CELL_DRAWING):
        return tuple(equations_of(cell).values())
    if topic in _TRACES:
        trace = _TRACES[topic]
        known = (equations_of(cell), Cell.LSTM.equations, Cell.GRU.equations, equations_of(ATTENDING))
        return (next(one[trace] for one in known if trace in one),)
    return _OTHERWISE.get((topic, cell), _ANY_CELL[topic])
