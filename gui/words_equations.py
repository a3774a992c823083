"""The equation beside each explanation, typeset as the rich text that Qt draws: italics, subscripts, superscripts.

Symbols as in the traces' textbook names and in torch's documentation: W multiplies the input, U the state before, b is
the bias; ⊙ is the elementwise product, σ the logistic function, ρ the spectral radius. Free of Qt and of language.
"""

import re

from engine.config import Cell
from gui.words_entries import Topic

_GATE = "{0}_t = σ(W_{0} x_t + U_{0} h_{{t−1}} + b_{0})"
_RNN = "h_t = tanh(W x_t + U h_{t−1} + b)"
_RELU = "h_t = max(0, W x_t + U h_{t−1} + b)"
_LSTM_CELL = "c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t"
_LSTM_HIDDEN = "h_t = o_t ⊙ tanh(c_t)"
_LSTM_CANDIDATE = "g_t = tanh(W_g x_t + U_g h_{t−1} + b_g)"
_GRU_HIDDEN = "h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t−1}"
_GRU_CANDIDATE = "n_t = tanh(W_n x_t + b_n + r_t ⊙ (U_n h_{t−1} + b′_n))"

_HIDDEN = {Cell.RNN_TANH: _RNN, Cell.RNN_RELU: _RELU, Cell.LSTM: _LSTM_HIDDEN, Cell.GRU: _GRU_HIDDEN}
_WHOLE = {
    Cell.RNN_TANH: (_RNN,),
    Cell.RNN_RELU: (_RELU,),
    Cell.LSTM: (*(_GATE.format(gate) for gate in "fi"), _LSTM_CANDIDATE, _LSTM_CELL, _GATE.format("o"), _LSTM_HIDDEN),
    Cell.GRU: (*(_GATE.format(gate) for gate in "rz"), _GRU_CANDIDATE, _GRU_HIDDEN),
}
_BACKWARD = "δ_t = ∂L/∂h_t,  δ_{t−1} = (∂h_t/∂h_{t−1})^⊤ δ_t + (∂ŷ_{t−1}/∂h_{t−1})^⊤ ∂L/∂ŷ_{t−1}"

_ANY_CELL: dict[Topic, tuple[str, ...]] = {
    Topic.INPUT: ("x_t = (v_t − μ) / s", "x_t = E[k_t]"),
    Topic.CELL: (_LSTM_CELL,),
    Topic.FORGET_GATE: (_GATE.format("f"),),
    Topic.INPUT_GATE: (_GATE.format("i"),),
    Topic.OUTPUT_GATE: (_GATE.format("o"),),
    Topic.RESET_GATE: (_GATE.format("r"),),
    Topic.UPDATE_GATE: (_GATE.format("z"),),
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
    Topic.SIZES: ("θ ← θ − Δθ,  ‖Δθ‖ / ‖θ‖ ≈ 10^{−3}", "g ← g · min(1, C / ‖g‖)"),
}


def equation(topic: Topic, cell: str) -> str:
    """Rich text, lines parted by ``<br>``. Raises ``ValueError`` for a cell that does not exist."""
    return "<br>".join(typeset(line) for line in _lines(topic, Cell(cell)))


def typeset(source: str) -> str:
    """``h_t`` and ``U^k`` as rich text: single letters italic, words upright, ``_`` and ``^`` take one sign or {…}."""
    source = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    source = re.sub(r"(?<![A-Za-z&])([A-Za-z])(?![A-Za-z;])", r"<i>\1</i>", source)
    for sign, tag in (("_", "sub"), ("^", "sup")):
        source = re.sub(rf"\{sign}(?:\{{([^}}]*)\}}|(<i>\w</i>|\S))", rf"<{tag}>\1\2</{tag}>", source)
    return source


def _lines(topic: Topic, cell: Cell) -> tuple[str, ...]:
    if topic is Topic.HIDDEN:
        return (_HIDDEN[cell],)
    if topic is Topic.CANDIDATE:
        return (_GRU_CANDIDATE if cell is Cell.GRU else _LSTM_CANDIDATE,)
    if topic in (Topic.UNIT, Topic.CELL_DRAWING):
        return _WHOLE[cell]
    return _ANY_CELL[topic]
