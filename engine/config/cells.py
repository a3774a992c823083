"""The recurrent cells by name: one entry each, and everything that can be said of a cell without torch.

To add one, write its family in a file of ``engine.models.cells`` and its entry here. Views, words, options and
tests go by this table.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from gatescope.engine.config.traces import ANYWHERE, Levels, Trace, in_drawing_order

_GATE = "{0}_t = σ(W_{0} x_t + U_{0} h_{{t−1}} + b_{0})"
_PEEP = "{0}_t = σ(W_{0} x_t + U_{0} h_{{t−1}} + p_{0} ⊙ c_{1} + b_{0})"
_PROPOSAL = "g_t = tanh(W_g x_t + U_g h_{t−1} + b_g)"
_STATE = "c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t"
_SHOWN = "h_t = o_t ⊙ tanh(c_t)"
_NONE: Mapping[Trace, str] = MappingProxyType({})
_USUAL: Mapping[Trace, Levels] = MappingProxyType({})


class Cell(StrEnum):
    """A recurrent cell, by the name it has on the command line and in files. ``label`` is what people call it,
    ``family`` where its torch side stands (file of ``engine.models.cells``, name in it), ``equations`` what it
    computes, in that order, in the field's notation (W multiplies the input, U the state before, ⊙ element by element).
    ``levels`` are the limits of those traces whose limits are others than usual."""

    label: str
    family: str
    equations: Mapping[Trace, str]
    levels: Mapping[Trace, Levels]

    def __new__(
        cls,
        name: str,
        label: str = "",
        family: str = "",
        equations: Mapping[Trace, str] = _NONE,
        levels: Mapping[Trace, Levels] = _USUAL,
    ) -> Self:
        cell = str.__new__(cls, name)
        cell._value_ = name
        cell.label, cell.family, cell.equations, cell.levels = label, family, equations, levels
        return cell

    RNN_TANH = "rnn", "RNN tanh", "rnn:TANH", {Trace.HIDDEN: "h_t = tanh(W x_t + U h_{t−1} + b)"}
    RNN_RELU = (
        "rnn-relu",
        "RNN ReLU",
        "rnn:RELU",
        {Trace.HIDDEN: "h_t = max(0, W x_t + U h_{t−1} + b)"},
        {Trace.HIDDEN: ANYWHERE},
    )
    RNN_SIGMOID = "rnn-sigmoid", "RNN sigmoid", "rnn:SIGMOID", {Trace.HIDDEN: "h_t = σ(W x_t + U h_{t−1} + b)"}
    RNN_LINEAR = (
        "rnn-linear",
        "RNN linear",
        "rnn:LINEAR",
        {Trace.HIDDEN: "h_t = W x_t + U h_{t−1} + b"},
        {Trace.HIDDEN: ANYWHERE},
    )
    LSTM = (
        "lstm",
        "LSTM",
        "lstm:LSTM",
        {
            Trace.FORGET_GATE: _GATE.format("f"),
            Trace.INPUT_GATE: _GATE.format("i"),
            Trace.CANDIDATE: _PROPOSAL,
            Trace.CELL: _STATE,
            Trace.OUTPUT_GATE: _GATE.format("o"),
            Trace.HIDDEN: _SHOWN,
        },
    )
    GRU = (
        "gru",
        "GRU",
        "gru:GRU",
        {
            Trace.RESET_GATE: _GATE.format("r"),
            Trace.UPDATE_GATE: _GATE.format("z"),
            Trace.CANDIDATE: "n_t = tanh(W_n x_t + b_n + r_t ⊙ (U_n h_{t−1} + b′_n))",
            Trace.HIDDEN: "h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t−1}",
        },
    )
    MGU = (
        "mgu",
        "MGU",
        "mgu:MGU",
        {
            Trace.FORGET_GATE: _GATE.format("f"),
            Trace.CANDIDATE: "n_t = tanh(W_n x_t + U_n (f_t ⊙ h_{t−1}) + b_n)",
            Trace.HIDDEN: "h_t = (1 − f_t) ⊙ h_{t−1} + f_t ⊙ n_t",
        },
    )
    LSTM_PEEPHOLE = (
        "lstm-peephole",
        "LSTM peephole",
        "peephole:PEEPHOLE",
        {
            Trace.FORGET_GATE: _PEEP.format("f", "{t−1}"),
            Trace.INPUT_GATE: _PEEP.format("i", "{t−1}"),
            Trace.CANDIDATE: _PROPOSAL,
            Trace.CELL: _STATE,
            Trace.OUTPUT_GATE: _PEEP.format("o", "t"),
            Trace.HIDDEN: _SHOWN,
        },
    )

    @property
    def traces(self) -> tuple[Trace, ...]:
        return in_drawing_order(self.equations)
