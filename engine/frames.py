"""A frame is made here: from the weights at a step and a probe sequence, and from nothing else."""

import time
from collections.abc import Mapping

import numpy as np
import torch

from engine.config import Kind, NetConfig
from engine.data.windows import Prepared, ProbeData
from engine.frame import CELLS_MOST, Array, Frame, FrameRequest, LayerTrace, Symbols, Want
from engine.nets.probe import Reading, read
from engine.pooling import pool

TOP = 5


def make_frame(
    request: FrameRequest, net: NetConfig, prepared: Prepared, weights: Mapping[str, torch.Tensor], step: int
) -> Frame:
    """The frame that ``request`` asks for. Raises ``ConfigError`` when the probe does not lie within the data."""
    began = time.perf_counter()
    data = prepared.probe(request.probe)
    reading = read_probe(net, prepared, weights, data)
    forecast = symbols = None
    loss = float("nan")
    if prepared.kind is Kind.TABLE:
        output = _array(reading.output)
        forecast = prepared.forecast(request.probe, output)
        loss = _squared_error(output, data.targets)
    else:
        probability = _array(torch.softmax(reading.output.double(), dim=-1))
        symbols = _symbols(prepared, data, probability)
        loss = _mean(-np.log(np.maximum(symbols.truth_probability, 1e-300)))
    return Frame(
        slot=request.slot,
        number=request.number,
        run=request.run,
        step=step,
        at=request.at,
        probe=request.probe,
        labels=data.labels,
        traces=tuple(_layer_trace(reading, want) for want in request.wants if want.layer < len(reading.layers)),
        loss=loss,
        forecast=forecast,
        symbols=symbols,
        cost_ms=1000 * (time.perf_counter() - began),
    )


def read_probe(net: NetConfig, prepared: Prepared, weights: Mapping[str, torch.Tensor], data: ProbeData) -> Reading:
    """Runs the network of ``weights`` along a probe, on the device where the weights are."""
    return read(net, prepared.shape, weights, torch.tensor(data.inputs))


def _array(tensor: torch.Tensor) -> Array:
    return tensor.detach().cpu().numpy()


def _layer_trace(reading: Reading, want: Want) -> LayerTrace:
    tensor = reading.layers[want.layer][want.trace]
    steps, size = tensor.shape
    units = tuple(unit for unit in want.units if 0 <= unit < size)
    values = _array(tensor[:, list(units)] if units else tensor)
    pooled = not units and want.rows > 0 and want.columns > 0 and steps * size > CELLS_MOST
    if pooled:
        values = pool(values, want.columns, want.rows)
    return LayerTrace(
        layer=want.layer, trace=want.trace, values=values, steps=steps, size=size, units=units, pooled=pooled
    )


def _squared_error(output: Array, targets: Array) -> float:
    return _mean((output.astype(np.float64) - targets) ** 2)


def _mean(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _symbols(prepared: Prepared, data: ProbeData, probability: Array) -> Symbols:
    """The text side of a frame: ``probability`` is (T, V)."""
    count = min(TOP, probability.shape[1])
    top = np.argsort(-probability, axis=1, kind="stable")[:, :count]
    truth = data.targets
    known = truth >= 0
    of_truth = np.full(len(truth), np.nan)
    of_truth[known] = probability[np.flatnonzero(known), truth[known]]
    shown = np.unique(np.concatenate([data.inputs, truth[known], top.ravel()]))
    return Symbols(
        inputs=data.inputs.astype(np.int32),
        truth=truth.astype(np.int32),
        top=top.astype(np.int32),
        probability=np.take_along_axis(probability, top, axis=1).astype(np.float32),
        truth_probability=of_truth,
        unknown=data.inputs == 0,
        names={int(i): prepared.symbol_name(int(i)) for i in shown},
    )
