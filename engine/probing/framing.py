"""A frame is made here: from the weights at a step and a probe sequence, and from nothing else."""

import math
import time
from collections.abc import Mapping
from dataclasses import replace

import msgspec
import numpy as np
import torch

from gatescope.engine.config.nets import Net
from gatescope.engine.config.run import DataConfig
from gatescope.engine.data.preparing.prepare import Pair, Prepared, PreparedAnswers, ProbeData
from gatescope.engine.data.preparing.stages import stages_of_run
from gatescope.engine.data.tokens.base import UNKNOWN_NAME
from gatescope.engine.data.tokens.tokeniser import UNKNOWN
from gatescope.engine.models.family import Reading, family_of
from gatescope.engine.models.losses import NOTHING
from gatescope.engine.probing.analyses import Altered, analyse
from gatescope.engine.probing.answering import answers
from gatescope.engine.probing.free import run_free
from gatescope.engine.probing.gradient_flow import probe_loss
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.probing.letters import letter
from gatescope.engine.protocol.analysis import Analysis, AnalysisWant
from gatescope.engine.protocol.datasets import Stages
from gatescope.engine.protocol.frame import (
    CELLS_MOST,
    Array,
    Forecast,
    Frame,
    FrameRequest,
    LayerTrace,
    Probe,
    Symbols,
    Want,
)
from gatescope.engine.protocol.pooling import pool
from gatescope.engine.protocol.runs import Medium

TOP = 5


def make_frame(
    request: FrameRequest, net: Net, prepared: Prepared, weights: Mapping[str, torch.Tensor], step: int
) -> Frame:
    """The frame that ``request`` asks for. Raises ``ConfigError`` when the probe does not lie within the data, or what
    is asked for is out of range."""
    began = time.perf_counter()
    data = prepared.probe(request.probe)
    # the analyses and the loss beside "what if" are of the network as it is: interventions alter what is shown alone
    plain = read_probe(net, prepared, weights, data)
    data = as_written(prepared, data, plain)
    reading, target = intervene(net, weights, plain, request.interventions), torch.tensor(data.targets)
    forecast, symbols = _said(request.probe, prepared, data, reading)
    analysis = None
    if request.analysis is not None:
        altered = Altered(reading, request.interventions) if reading is not plain else None
        analysis = analyse(request.analysis, net, weights, plain, target, data.counted_from, altered)
        analysis = _with_pairs(analysis, request.analysis, net, prepared, weights, data)
    continuation = run_free(request, net, prepared, weights, reading)
    return Frame(
        slot=request.slot,
        number=request.number,
        run=request.run,
        step=step,
        at=request.at,
        probe=request.probe,
        labels=data.labels,
        traces=_traces(net, reading, request.wants),
        loss=_loss(reading, target),
        forecast=forecast,
        symbols=symbols,
        continuation=continuation,
        cost_ms=1000 * (time.perf_counter() - began),
        analysis=analysis,
        plain_loss=_loss(plain, target) if request.interventions else math.nan,
        source_labels=data.source_labels,
    )


def _with_pairs(
    analysis: Analysis,
    want: AnalysisWant,
    net: Net,
    prepared: Prepared,
    weights: Mapping[str, torch.Tensor],
    data: ProbeData,
) -> Analysis:
    """With what is asked of pairs alone."""
    found = answers(want.answers, net, prepared, weights)
    return msgspec.structs.replace(analysis, answers=found, letter=letter(want.letter, net, prepared, weights, data))


def _said(
    probe: Probe, prepared: Prepared, data: ProbeData, reading: Reading
) -> tuple[Forecast | None, Symbols | None]:
    """What comes out, and what goes in beside it: as numbers, as symbols, or as both."""
    forecast = symbols = None
    if prepared.units is not None:  # there are columns of numbers, at one end or at both
        forecast = prepared.forecast(probe, _array(reading.output))
    if prepared.output_medium is Medium.SYMBOLS:
        symbols = _symbols(prepared, data, _array(torch.softmax(reading.output.double(), dim=-1)))
    return forecast, symbols


def read_probe(net: Net, prepared: Prepared, weights: Mapping[str, torch.Tensor], data: ProbeData) -> Reading:
    """Runs the network of ``weights`` along a probe, on the device where the weights are."""
    given = torch.tensor(data.inputs)
    if data.source is None:
        return family_of(net).read(net, prepared.shape, weights, given)
    return family_of(net).read(net, prepared.shape, weights, Pair(torch.tensor(data.source), None, given))


def as_written(prepared: Prepared, data: ProbeData, reading: Reading) -> ProbeData:
    """``data`` along the answer that the network itself has written, where it was given none."""
    if reading.written is None or not isinstance(prepared, PreparedAnswers):
        return data
    written = reading.written.cpu().numpy()
    labels = tuple(prepared.symbol_name(int(symbol)) for symbol in written)
    given = np.concatenate(([prepared.end + 1], written[:-1]))
    return replace(data, inputs=given, targets=np.full(len(written), NOTHING), labels=labels)


def make_stages(data: DataConfig, prepared: Prepared, weights: Mapping[str, torch.Tensor]) -> Stages:
    """A text on its way into the network of ``weights``. Raises ``ConfigError`` where there is no text."""
    embedding = weights.get("embedding.weight", weights.get("encoder.embedding.weight"))  # what is read of a pair
    return stages_of_run(data, prepared, None if embedding is None else _array(embedding).copy())


def _array(tensor: torch.Tensor) -> Array:
    return tensor.detach().cpu().numpy()


def _traces(net: Net, reading: Reading, wants: tuple[Want, ...]) -> tuple[LayerTrace, ...]:
    """Those of them that this network has."""
    found = ((want, reading.pictures(net.parts, want.layer).get(want.trace)) for want in wants)
    return tuple(_layer_trace(values, want) for want, values in found if values is not None)


def _layer_trace(tensor: torch.Tensor, want: Want) -> LayerTrace:
    steps, size = tensor.shape
    # chosen before pooling, so that what is averaged stands side by side on the screen too
    units = tuple(unit for unit in want.units if 0 <= unit < size)
    values = _array(tensor[:, list(units)] if units else tensor)
    pooled = want.rows > 0 and want.columns > 0 and values.size > CELLS_MOST
    if pooled:
        values = pool(values, want.columns, want.rows)
    return LayerTrace(
        layer=want.layer, trace=want.trace, values=values, steps=steps, size=size, units=units, pooled=pooled
    )


def _loss(reading: Reading, target: torch.Tensor) -> float:
    """The mean over every target of the probe; NaN without one."""
    return float(probe_loss(reading.output, target.to(reading.output.device)))


def _most_probable(prepared: Prepared, probability: Array) -> Array:
    """(T, n) ids, the most probable first: as many as there are up to ``TOP``. What stands for all that was not seen in
    training is none of them: nobody can read it."""
    known = np.arange(probability.shape[1])
    text = prepared.targets is None or isinstance(prepared, PreparedAnswers)
    if text and prepared.symbol_name(UNKNOWN) == UNKNOWN_NAME:
        known = np.delete(known, UNKNOWN)
    # stable: of symbols that are as probable the same ones are shown at every look
    found = np.argsort(-probability[:, known], axis=1, kind="stable")[:, :TOP]
    return known[found]


def _symbols(prepared: Prepared, data: ProbeData, probability: Array) -> Symbols:
    """The side of a frame that is symbols or classes: ``probability`` is (T, V)."""
    top = _most_probable(prepared, probability)
    truth = data.targets
    known = truth != NOTHING
    of_truth = np.full(len(truth), np.nan)
    of_truth[known] = probability[np.flatnonzero(known), truth[known]]
    symbolic = prepared.input_medium is Medium.SYMBOLS
    inputs = data.inputs.astype(np.int32) if symbolic else np.full(len(truth), NOTHING, np.int32)
    same = symbolic and prepared.targets is None  # what goes in has the names of what comes out
    # the names of what a person can see alone: a vocabulary may have tens of thousands
    shown = np.unique(np.concatenate([inputs if same else [], truth[known], top.ravel()]).astype(np.int64))
    return Symbols(
        inputs=inputs,
        truth=truth.astype(np.int32),
        top=top.astype(np.int32),
        probability=np.take_along_axis(probability, top, axis=1).astype(np.float32),
        truth_probability=of_truth,
        unknown=inputs == UNKNOWN,
        names={int(i): prepared.symbol_name(int(i)) for i in shown},
    )
