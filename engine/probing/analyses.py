"""Answers an ``AnalysisWant`` about one reading: puts the computations of this folder into values for the pipe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torch import Tensor

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.config.traces import Array
from gatescope.engine.models.checks import able
from gatescope.engine.models.family import LayerGradient, Reading, family_of
from gatescope.engine.probing import gradient_flow as flows
from gatescope.engine.probing.saturation import saturation
from gatescope.engine.probing.spectrum import spectrum
from gatescope.engine.protocol.analysis import (
    Analysis,
    AnalysisWant,
    Flow,
    FlowWant,
    GateSpectrum,
    GateUse,
    Intervention,
    LayerFlow,
    Source,
    UnitUse,
    WeightHistogram,
)
from gatescope.engine.training.histograms import count_values, named


@dataclass(frozen=True)
class Altered:
    """A reading under interventions, and these."""

    reading: Reading
    interventions: Sequence[Intervention]


def analyse(
    want: AnalysisWant,
    net: Net,
    weights: Mapping[str, Tensor],
    reading: Reading,
    target: Tensor,
    counted_from: int,
    altered: Altered | None = None,
) -> Analysis:
    """``weights`` are those that ``reading`` was made with, which is the plain one; ``target`` is (T, D) scaled or (T,)
    ids. Gradient and losses are those of the ``altered`` network where there is one. Raises NET_LACKS."""
    gates: list[GateUse] = []
    units: list[UnitUse] = []
    if want.saturation:
        for layer, traces in zip(net.parts, reading.layers, strict=True):
            found = saturation(net, traces)
            for gate, use in found.gates.items():
                values = _array(use.shut), _array(use.open), _array(use.histogram)
                gates.append(GateUse(layer=layer, gate=gate, shut=values[0], open=values[1], histogram=values[2]))
            units.append(UnitUse(layer=layer, stuck=_maybe(found.stuck), dead=_maybe(found.dead)))
    return Analysis(
        flow=_flow(want.flow, net, weights, reading, target, counted_from, altered) if want.flow else None,
        gates=tuple(gates),
        units=tuple(units),
        spectrum=_spectrum(want, net, weights) if want.spectrum or want.matrices else (),
        histograms=tuple(histogram(name, weight) for name, weight in weights.items()) if want.histograms else (),
    )


def histogram(name: str, weight: Tensor) -> WeightHistogram:
    """How often each size of a parameter's values occurs; what is not finite is left out."""
    return named(name, _array(count_values(weight)))


def _flow(
    want: FlowWant,
    net: Net,
    weights: Mapping[str, Tensor],
    reading: Reading,
    target: Tensor,
    counted_from: int,
    altered: Altered | None,
) -> Flow:
    output = altered.reading.output if altered else reading.output
    steps, outputs = output.shape
    # a τ that was chosen on a longer probe is the last step of this one
    tau = want.tau if 0 <= want.tau < steps else steps - 1
    # of symbols nobody chooses one beforehand: the one that the network would say is asked about
    column = min(want.column, outputs - 1) if want.column >= 0 else int(output[tau].argmax())
    target = target.to(output.device)
    match want.source:
        case Source.LOSS:
            source = flows.of_loss(output, target, counted_from)
        case Source.STEP_LOSS:
            source = flows.of_step(output, target, tau)
        case Source.OUTPUT:
            source = flows.of_output(output, tau, column)
    found = flows.gradient_flow(net, weights, reading, source, altered.interventions if altered else ())
    saliency = flows.norms(found.inputs)
    memory = flows.memory_length(saliency, tau, want.share)
    return Flow(
        source=want.source,
        tau=tau,
        column=column,
        layers=tuple(
            _layer_flow(want, layer, gradient) for layer, gradient in zip(net.parts, found.layers, strict=True)
        ),
        step_losses=_array(flows.step_losses(output, target)),
        saliency=_array(saliency),
        columns=_array(flows.by_column(found.inputs, found.widths)),
        memory=memory.steps,
        at_least=memory.at_least,
    )


def _layer_flow(want: FlowWant, layer: str, gradient: LayerGradient) -> LayerFlow:
    mapped = want.maps and layer == want.layer
    return LayerFlow(
        layer=layer,
        hidden=_array(flows.norms(gradient.hidden)),
        cell=None if gradient.cell is None else _array(flows.norms(gradient.cell)),
        # unit × time is asked for of one layer: in float64 it is twice the size of a trace
        hidden_map=_array(gradient.hidden) if mapped else None,
        cell_map=_maybe(gradient.cell) if mapped else None,
    )


def _spectrum(want: AnalysisWant, net: Net, weights: Mapping[str, Tensor]) -> tuple[GateSpectrum, ...]:
    able(net, Ability.MATRICES)
    matrices, layer = family_of(net).matrices, net.parts.index(net.nearest(want.layer))
    assert matrices is not None
    found = []
    for gate, (matrix, inputs) in matrices(net, weights, layer).items():
        one = spectrum(matrix)
        found.append(
            GateSpectrum(
                gate=gate,
                real=_array(one.eigenvalues.real),
                imaginary=_array(one.eigenvalues.imag),
                radius=one.radius,
                stretch=one.stretch,
                recurrent=_array(matrix) if want.matrices else None,
                inputs=_array(inputs) if want.matrices else None,
            )
        )
    return tuple(found)


def _array(tensor: Tensor) -> Array:
    return tensor.detach().cpu().numpy()


def _maybe(tensor: Tensor | None) -> Array | None:
    return None if tensor is None else _array(tensor)
