"""The table of the recurrent cells: one line per family member, one file per family."""

import torch
from torch import Tensor

from engine.config import Cell
from engine.nets import gru, lstm, rnn
from engine.nets.family import Family, Traces, Weights

CELLS: dict[Cell, Family] = {
    Cell.RNN_TANH: rnn.TANH,
    Cell.RNN_RELU: rnn.RELU,
    Cell.LSTM: lstm.LSTM,
    Cell.GRU: gru.GRU,
}


@torch.no_grad()
def traces(cell: Cell, weights: Weights, x: Tensor, h: Tensor) -> Traces:
    """Every trace of one layer, each (T, H), from its inputs ``x`` (T, F) and the hidden states ``h`` (T, H) that the
    fused layer returned for them. ``hidden`` is ``h`` itself."""
    return CELLS[cell].traces(weights, x, h)
