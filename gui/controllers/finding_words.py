"""Findings as sentences: what is wrong with its number and its place, the view that shows it, what a click would do."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gatescope.engine.config.run import Cell
from gatescope.engine.findings.finding import Action, ActionKind, Finding, Rule, Shown
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look import numbers
from gatescope.gui.state.store import cell_name
from gatescope.gui.state.strands import layer_name

_SENTENCES: Mapping[Rule, object] = {  # Qt types its translation marks so
    Rule.VANISHING: QT_TRANSLATE_NOOP(
        "Findings", "The gradient vanishes: what reaches step {t} of the probe is {number} of the largest."
    ),
    Rule.EXPLODING: QT_TRANSLATE_NOOP(
        "Findings", "The gradient explodes: at step {step} it was {number} times as long as it usually is."
    ),
    Rule.RATE_TOO_HIGH: QT_TRANSLATE_NOOP(
        "Findings",
        "The learning rate is too high: the training loss stands at {number} times what it was at step {step}.",
    ),
    Rule.DEAD: QT_TRANSLATE_NOOP(
        "Findings", "Dead: {units} of {size} ReLU units of layer {layer} are 0 all along the probe."
    ),
    Rule.SATURATED: QT_TRANSLATE_NOOP(
        "Findings",
        "Saturated: the {gate} of {units} of {size} units of layer {layer} stands shut or open all along the probe.",
    ),
    Rule.CLIPPED: QT_TRANSLATE_NOOP(
        "Findings", "Clipped in {share} of the last steps: the clip, not the gradient, says how long they are."
    ),
    Rule.OVERFITTING: QT_TRANSLATE_NOOP(
        "Findings",
        "Over-fitting: the validation loss stands {share} above its best, at step {step}, while the training loss "
        "has gone on falling.",
    ),
    Rule.NAIVE: QT_TRANSLATE_NOOP(
        "Findings", "No better than the naive baseline: the validation loss stays at {number}, and it has {limit}."
    ),
    Rule.BEYOND_WINDOW: QT_TRANSLATE_NOOP(
        "Findings",
        "The probe has {number} steps and training sees {limit} at once: what its end owes to steps {t} to {until} "
        "was never learnt.",
    ),
}
_LONGER = QT_TRANSLATE_NOOP("Findings", "An LSTM keeps it longer.")
_EXPLODING_BACK = QT_TRANSLATE_NOOP(
    "Findings", "The gradient explodes: on its way back to step {t} of the probe it grows {number} times."
)
_STUCK = QT_TRANSLATE_NOOP(
    "Findings", "Saturated: {units} of {size} units of layer {layer} stand at ±1 all along the probe."
)
_NOT_FINITE = {
    "loss": QT_TRANSLATE_NOOP("Findings", "The loss is no number at step {step}. All weights still were."),
    "weight": QT_TRANSLATE_NOOP("Findings", "The loss is no number at step {step}. The first was the weight {tensor}."),
    "gradient": QT_TRANSLATE_NOOP(
        "Findings", "The gradient is no number at step {step}. The first, on its way back, was that of {tensor}."
    ),
    "": QT_TRANSLATE_NOOP("Findings", "The gradient is no number at step {step}. The loss still was."),
}
_LINKS: Mapping[Shown, object] = {
    Shown.LOSS: QT_TRANSLATE_NOOP("Findings", "Show the loss"),
    Shown.GRADIENT: QT_TRANSLATE_NOOP("Findings", "Show the gradient"),
    Shown.SATURATION: QT_TRANSLATE_NOOP("Findings", "Show saturation"),
    Shown.SIZES: QT_TRANSLATE_NOOP("Findings", "Show the sizes"),
}
_LIVE = {
    "learning_rate": QT_TRANSLATE_NOOP("Findings", "Set the learning rate to {value}"),
    "clip": QT_TRANSLATE_NOOP("Findings", "Set the clip to {value}"),
}
_NEW = {
    "cell": QT_TRANSLATE_NOOP("Findings", "New run with {value}"),
    "learning_rate": QT_TRANSLATE_NOOP("Findings", "New run with learning rate {value}"),
    "clip": QT_TRANSLATE_NOOP("Findings", "New run with clip {value}"),
    "forget_bias": QT_TRANSLATE_NOOP("Findings", "New run with forget bias {value}"),
    "init": QT_TRANSLATE_NOOP("Findings", "New run, orthogonal weights"),
    "stop_after": QT_TRANSLATE_NOOP("Findings", "New run that stops early"),
    "hidden": QT_TRANSLATE_NOOP("Findings", "New run with {value} units"),
    "transform": QT_TRANSLATE_NOOP("Findings", "New run on differences"),
    "reach": QT_TRANSLATE_NOOP("Findings", "New run that sees {value} steps"),
    "window": QT_TRANSLATE_NOOP("Findings", "New run with window {value}"),
}


def sentence(finding: Finding, both: bool = False) -> str:
    """One or two sentences. Layers and steps count from 1. ``both``: of a network that reads both ways."""
    text = _tr(_source(finding))
    if finding.rule is Rule.VANISHING and finding.action is not None and finding.action.value == Cell.LSTM:
        text += " " + _tr(_LONGER)
    return text.format(
        number=numbers.three(finding.number),
        share=numbers.percent(finding.number),
        limit=numbers.three(finding.threshold),
        step=numbers.count(finding.step),
        t=numbers.count(finding.t + 1),
        until=numbers.count(finding.until + 1),
        layer=layer_name(finding.layer, both) if finding.layer >= 0 else "",
        units=numbers.count(finding.units),
        size=numbers.count(finding.size),
        gate=trace_name(finding.gate) if finding.gate is not None else "",
        tensor=finding.tensor,
    )


def _source(finding: Finding) -> object:
    match finding.rule:
        case Rule.NOT_FINITE:
            return _NOT_FINITE["" if finding.part == "gradient" and not finding.tensor else finding.part]
        case Rule.EXPLODING if finding.t >= 0:
            return _EXPLODING_BACK
        case Rule.SATURATED if finding.gate is None:
            return _STUCK
    return _SENTENCES[finding.rule]


def link(finding: Finding) -> str:
    """What a click shows."""
    return _tr(_LINKS[finding.shown])


def action(one: Action) -> str:
    """What a click does."""
    known = _LIVE if one.kind is ActionKind.LIVE else _NEW
    value = numbers.plain(one.value) if isinstance(one.value, int | float) else str(one.value)
    return _tr(known[one.name]).format(value=cell_name(value) if one.name == "cell" else value)


def _tr(source: object) -> str:
    return QCoreApplication.translate("Findings", str(source))
