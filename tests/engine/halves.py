"""Encoder–decoders in NumPy, float64, written apart from the network: one pair, one step after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import Cell, EncoderDecoder

Floats = NDArray[np.float64]
Weights = Mapping[str, Floats]
State = tuple[Floats, ...]  # (h,) or (h, c)


def sigmoid(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))


def softmax(x: Floats) -> Floats:
    shifted = np.exp(x - x.max())
    return shifted / shifted.sum()


def one_step(cell: Cell, w: Weights, name: str, x: Floats, state: State) -> tuple[State, dict[str, Floats]]:
    """Of an LSTM or a GRU: its next state, and its gates by name."""
    w_ih, w_hh = w[f"{name}.weight_ih_l0"], w[f"{name}.weight_hh_l0"]
    b_ih, b_hh = w[f"{name}.bias_ih_l0"], w[f"{name}.bias_hh_l0"]
    from_x, from_h = w_ih @ x + b_ih, w_hh @ state[0] + b_hh
    if cell is Cell.LSTM:
        i, f, g, o = np.split(from_x + from_h, 4)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        c = f * state[1] + i * g
        return (o * np.tanh(c), c), {"input_gate": i, "forget_gate": f, "candidate": g, "output_gate": o}
    (r_x, z_x, n_x), (r_h, z_h, n_h) = np.split(from_x, 3), np.split(from_h, 3)
    r, z = sigmoid(r_x + r_h), sigmoid(z_x + z_h)
    n = np.tanh(n_x + r * n_h)
    return ((1 - z) * n + z * state[0],), {"reset_gate": r, "update_gate": z, "candidate": n}


@dataclass
class Told:
    """Everything that there is to see of one pair."""

    logits: Floats
    attention: Floats
    hidden: dict[str, Floats] = field(default_factory=dict)
    gates: dict[str, dict[str, Floats]] = field(default_factory=dict)
    handed: Floats = field(default_factory=lambda: np.zeros(0))  # (L, H): what each layer of the decoder begins with


def run(net: EncoderDecoder, w: Weights, source: list[int], given: list[int]) -> Told:
    parts = 2 if net.cell is Cell.LSTM else 1
    told = Told(np.zeros(0), np.zeros(0))
    x = [w["encoder.embedding.weight"][symbol] for symbol in source]
    handed: list[State] = []
    for layer in range(net.layers):
        sides, ends = [], []
        for direction in range(net.directions):
            strand = layer * net.directions + direction
            name = net.parts[strand]
            backwards = (direction == 1) != net.reverse_source
            order = range(len(x) - 1, -1, -1) if backwards else range(len(x))
            state: State = (np.zeros(net.hidden),) * parts
            states: dict[int, Floats] = {}
            gates: dict[int, dict[str, Floats]] = {}
            for t in order:
                state, gates[t] = one_step(net.cell, w, f"encoder.layers.{strand}", x[t], state)
                states[t] = state[0]
            sides.append(np.array([states[t] for t in range(len(x))]))
            ends.append(state)
            told.hidden[name] = sides[-1]
            told.gates[name] = {each: np.array([gates[t][each] for t in range(len(x))]) for each in gates[0]}
        x = list(np.concatenate(sides, 1))
        handed.append(tuple(np.concatenate(both) for both in zip(*ends, strict=True)))
    memory = np.array(x)
    begun = [_crossed(net, w, layer, state) for layer, state in enumerate(handed)]
    told.handed = np.array([hidden for hidden, *_ in begun])
    _write(net, w, memory, begun, given, told)
    return told


def _crossed(net: EncoderDecoder, w: Weights, layer: int, state: State) -> State:
    if net.hidden * net.directions == (net.decoder_hidden or net.hidden):
        return state
    h = np.tanh(w[f"bridge.{layer}.hidden.weight"] @ state[0] + w[f"bridge.{layer}.hidden.bias"])
    if len(state) == 1:
        return (h,)
    return h, w[f"bridge.{layer}.cell.weight"] @ state[1] + w[f"bridge.{layer}.cell.bias"]


def _found(net: EncoderDecoder, w: Weights, memory: Floats, state: Floats) -> tuple[Floats, Floats]:
    if net.attention is AttentionKind.ADDITIVE:
        query = w["decoder.attention.query.weight"] @ state
        both = np.tanh(memory @ w["decoder.attention.keys.weight"].T + query)
        energy = (both @ w["decoder.attention.score.weight"].T)[:, 0]
    elif net.attention is AttentionKind.GENERAL:
        energy = memory @ (w["decoder.attention.keys.weight"].T @ state)
    else:
        energy = memory @ state
    weights = softmax(energy)
    return weights @ memory, weights


def _write(net: EncoderDecoder, w: Weights, memory: Floats, states: list[State], given: list[int], told: Told) -> None:
    logits, looked = [], []
    hidden: list[list[Floats]] = [[] for _ in states]
    for symbol in given:
        embedded = w["decoder.embedding.weight"][symbol]
        x, found = embedded, np.zeros(0)
        if net.attention is AttentionKind.ADDITIVE:
            found, weights = _found(net, w, memory, states[-1][0])
            x = np.concatenate([embedded, found])
            looked.append(weights)
        for layer, state in enumerate(states):
            states[layer], _ = one_step(net.cell, w, f"decoder.layers.{layer}", x, state)
            x = states[layer][0]
            hidden[layer].append(x)
        if net.attention is AttentionKind.ADDITIVE:
            seen = w["decoder.readout.weight"] @ np.concatenate([embedded, x, found])
        elif net.attention is AttentionKind.NONE:
            seen = x
        else:
            found, weights = _found(net, w, memory, x)
            seen = np.tanh(w["decoder.readout.weight"] @ np.concatenate([x, found]))
            looked.append(weights)
        logits.append(w["decoder.head.weight"] @ seen + w["decoder.head.bias"])
    told.logits, told.attention = np.array(logits), np.array(looked)
    for layer, values in enumerate(hidden):
        told.hidden[f"decoder.layer{layer}"] = np.array(values)
