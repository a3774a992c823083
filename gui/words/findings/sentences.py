"""Findings as sentences: what is wrong with its number and its place, the view that shows it, what a click would do."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gatescope.engine.findings.evidence import GRADIENT, LOSS, SATURATION, SIZES
from gatescope.engine.findings.rules import Action, ActionKind, Finding
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.state.store import cell_name
from gatescope.gui.words.findings.texts import TEXTS
from gatescope.gui.words.nets import layer_name
from gatescope.gui.words.trace_names import trace_name

_LINKS: Mapping[str, object] = {  # Qt types its translation marks so
    LOSS: QT_TRANSLATE_NOOP("Findings", "Show the loss"),
    GRADIENT: QT_TRANSLATE_NOOP("Findings", "Show the gradient"),
    SATURATION: QT_TRANSLATE_NOOP("Findings", "Show saturation"),
    SIZES: QT_TRANSLATE_NOOP("Findings", "Show the sizes"),
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
    "scale": QT_TRANSLATE_NOOP("Findings", "New run with scaled inputs"),
    "hidden": QT_TRANSLATE_NOOP("Findings", "New run with {value} units"),
    "activation": QT_TRANSLATE_NOOP("Findings", "New run with {value}"),
    "width": QT_TRANSLATE_NOOP("Findings", "New run with width {value}"),
    "transform": QT_TRANSLATE_NOOP("Findings", "New run on differences"),
    "reach": QT_TRANSLATE_NOOP("Findings", "New run that sees {value} steps"),
    "window": QT_TRANSLATE_NOOP("Findings", "New run with window {value}"),
}


_NOTHING_YET = QT_TRANSLATE_NOOP("Findings", "Nothing stands out yet.")


def sentence(finding: Finding) -> str:
    """One or two sentences. Layers and steps count from 1."""
    text = TEXTS[finding.rule]
    said = " ".join(_tr(text.sentences[key]) for key in text.which(finding))
    return said.format(
        number=numbers.three(finding.number),
        share=numbers.percent(finding.number),
        limit=numbers.three(finding.threshold),
        step=numbers.count(finding.step),
        t=numbers.count(finding.t + 1),
        until=numbers.count(finding.until + 1),
        layer=layer_name(finding.layer) if finding.layer else "",
        units=numbers.count(finding.units),
        size=numbers.count(finding.size),
        gate=trace_name(finding.gate) if finding.gate is not None else "",
        tensor=finding.tensor,
        column=finding.column,
    )


def noticed(finding: Finding) -> str:
    """What is not enough to stand out, where nothing else does."""
    return f"{_tr(_NOTHING_YET)} {sighted(finding)}"


def sighted(finding: Finding) -> str:
    """What is not enough to stand out: units that stand at their limits."""
    if finding.gate is None:
        text = QT_TRANSLATE_NOOP(
            "Findings", "Noticed: {units} of {size} units of layer {layer} stand at ±1 nearly always."
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Findings",
            "Noticed: the {gate} of {units} of {size} units of layer {layer} is nearly always shut, or open.",
        )
    gate = trace_name(finding.gate) if finding.gate is not None else ""
    layer = layer_name(finding.layer)
    return _tr(text).format(units=finding.units, size=finding.size, layer=layer, gate=gate)


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
