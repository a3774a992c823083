"""Findings in words: what they are, and of each rule its name, when it speaks with what a click does, and what it says
of a run. The numbers are the rules' own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gatescope.engine.config.run import Cell
from gatescope.engine.findings import (
    clipped,
    dead,
    exploding,
    learning,
    overfitting,
    rate_too_high,
    saturated,
    unscaled,
    vanishing,
)
from gatescope.engine.findings.rules import Finding
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic


def _only(_found: Finding) -> tuple[str, ...]:
    return ("",)


@dataclass(frozen=True)
class FindingText:
    """Source texts: ``name`` and ``when`` in the translations' context ``Words``, the ``sentences`` in ``Findings``.

    ``which`` of them are said of a finding, one behind the other, by their keys. ``numbers`` are the constants of the
    rule that stand in ``when``, as they are written.
    """

    name: str
    when: str
    sentences: Mapping[str, str]
    which: Callable[[Finding], tuple[str, ...]] = _only
    numbers: Mapping[str, str] = field(default_factory=dict)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _power(value: float) -> str:
    return f"{value:.0e}".replace("e-0", "e" + numbers.MINUS)


FINDINGS: dict[Topic, Entry] = {
    Topic.FINDINGS: Entry(
        QT_TRANSLATE_NOOP("Words", "Findings"),
        (
            QT_TRANSLATE_NOOP(
                "Words",
                "Rules with numbers look at what a run has measured and at what its network does on the probe; what "
                "stands out is said with its number and its place.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "Each has a link to the view that shows it, and one change that a click makes: to this run, or to a "
                "new one that differs in nothing else.",
            ),
            QT_TRANSLATE_NOOP(
                "Words",
                "What merely follows from something else that was found is left out, so that the right end is mended.",
            ),
        ),
        QT_TRANSLATE_NOOP("Words", "“Nothing stands out.” Every rule was asked, and none of the numbers was reached."),
        QT_TRANSLATE_NOOP(
            "Words",
            "A finding that comes back in every new run: look at the view that it links to before you click again.",
        ),
    )
}

TEXTS: Mapping[str, FindingText] = {
    "not-finite": FindingText(
        QT_TRANSLATE_NOOP("Words", "No number"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The loss or the gradient of a step is no number; one such step is enough. A click: a new run "
            "with a tenth of the learning rate, or with clip 1 where nothing is clipped.",
        ),
        {
            "loss": QT_TRANSLATE_NOOP("Findings", "The loss is no number at step {step}. All weights still were."),
            "weight": QT_TRANSLATE_NOOP(
                "Findings", "The loss is no number at step {step}. The first was the weight {tensor}."
            ),
            "gradient": QT_TRANSLATE_NOOP(
                "Findings",
                "The gradient is no number at step {step}. The first, on its way back, was that of {tensor}.",
            ),
            "": QT_TRANSLATE_NOOP("Findings", "The gradient is no number at step {step}. The loss still was."),
        },
        which=lambda found: ("" if found.part == "gradient" and not found.tensor else found.part,),
    ),
    "unscaled": FindingText(
        QT_TRANSLATE_NOOP("Words", "Unscaled inputs"),
        QT_TRANSLATE_NOOP(
            "Words",
            "An input that is not scaled is more than {large} in size, or more than {large} times as large as the "
            "smallest. A click: a new run with every input scaled to mean 0 and deviation 1.",
        ),
        {
            "large": QT_TRANSLATE_NOOP(
                "Findings", "The inputs are not scaled: {column} is about {number} in size, and networks begin at 1."
            ),
            "apart": QT_TRANSLATE_NOOP(
                "Findings", "The inputs are not scaled: {column} is {number} times as large as the smallest."
            ),
        },
        which=lambda found: ("apart" if found.part == "apart" else "large",),
        numbers={"large": numbers.plain(unscaled.LARGE)},
    ),
    "rate-too-high": FindingText(
        QT_TRANSLATE_NOOP("Words", "Learning rate too high"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The training loss (median of {block} steps) stands at more than {rose} times its lowest and "
            "{high} of its first, and the network's skill is {little} at most. A click: a tenth of the "
            "learning rate.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "The learning rate is too high: the training loss stands at {number} times what it was at step {step}.",
            ),
        },
        numbers={
            "block": numbers.count(learning.BLOCK),
            "rose": numbers.plain(rate_too_high.ROSE),
            "high": _percent(rate_too_high.HIGH),
            "little": numbers.plain(learning.LITTLE),
        },
    ),
    "exploding": FindingText(
        QT_TRANSLATE_NOOP("Words", "Exploding gradient"),
        QT_TRANSLATE_NOOP(
            "Words",
            "Nothing is clipped, and a gradient of the last {recent} steps is more than {spike} times as "
            "long as they usually are, or that of the last output grows more than {grew} times on its way "
            "back through the probe. A click: clipping at the usual length, or at 1.",
        ),
        {
            "steps": QT_TRANSLATE_NOOP(
                "Findings",
                "The gradient explodes: at step {step} it was {number} times as long as it usually is.",
            ),
            "back": QT_TRANSLATE_NOOP(
                "Findings",
                "The gradient explodes: on its way back to step {t} of the probe it grows {number} times.",
            ),
        },
        which=lambda found: ("steps" if found.t < 0 else "back",),
        numbers={
            "recent": numbers.count(learning.RECENT),
            "spike": numbers.plain(exploding.SPIKE),
            "grew": numbers.count(round(exploding.GREW)),
        },
    ),
    "dead": FindingText(
        QT_TRANSLATE_NOOP("Words", "Dead units"),
        QT_TRANSLATE_NOOP(
            "Words",
            "More than {dead} of a layer's ReLU units are 0 at every step of the probe. A click: a new run with tanh.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "Dead: {units} of {size} ReLU units of layer {layer} are 0 all along the probe.",
            ),
        },
        numbers={"dead": _percent(dead.DEAD)},
    ),
    "saturated": FindingText(
        QT_TRANSLATE_NOOP("Words", "Saturated gates or units"),
        QT_TRANSLATE_NOOP(
            "Words",
            "At least {most} of a gate's units stand below 0.1 or above 0.9, or as many tanh units beyond "
            "±0.99, at {always} of the probe's steps. A click: a new run with a tenth of the learning "
            "rate, or with forget bias 1.",
        ),
        {
            "gate": QT_TRANSLATE_NOOP(
                "Findings",
                "Saturated: the {gate} of {units} of {size} units of layer {layer} stands shut or open "
                "all along the probe.",
            ),
            "units": QT_TRANSLATE_NOOP(
                "Findings",
                "Saturated: {units} of {size} units of layer {layer} stand at ±1 all along the probe.",
            ),
        },
        which=lambda found: ("units" if found.gate is None else "gate",),
        numbers={"most": _percent(saturated.MOST), "always": _percent(saturated.ALWAYS)},
    ),
    "vanishing": FindingText(
        QT_TRANSLATE_NOOP("Words", "Vanishing gradient"),
        QT_TRANSLATE_NOOP(
            "Words",
            "What reaches the first step that training can see is less than {vanished} of the largest, "
            "and the network has stopped with a skill below {little}. A click: a new run with an LSTM, "
            "else with forget bias 1, else with orthogonal weights.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "The gradient vanishes: what reaches step {t} of the probe is {number} of the largest.",
            ),
            "longer": QT_TRANSLATE_NOOP("Findings", "An LSTM keeps it longer."),
        },
        which=lambda found: ("", "longer") if found.action is not None and found.action.value == Cell.LSTM else ("",),
        numbers={"vanished": _power(vanishing.VANISHED), "little": numbers.plain(learning.LITTLE)},
    ),
    "clipped": FindingText(
        QT_TRANSLATE_NOOP("Words", "Clipped nearly always"),
        QT_TRANSLATE_NOOP(
            "Words",
            "At least {clipped} of the last {recent} gradients were clipped. A click: a clip at twice the "
            "length that nine of ten of them stay below.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "Clipped in {share} of the last steps: the clip, not the gradient, says how long they are.",
            ),
        },
        numbers={"clipped": _percent(clipped.CLIPPED), "recent": numbers.count(learning.RECENT)},
    ),
    "overfitting": FindingText(
        QT_TRANSLATE_NOOP("Words", "Over-fitting"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The last three validation losses are all more than {worse} above the best, while the "
            "training loss went on falling. A click: a new run that stops early, else with half the "
            "units.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "Over-fitting: the validation loss stands {share} above its best, at step {step}, while "
                "the training loss has gone on falling.",
            ),
        },
        numbers={"worse": _percent(overfitting.WORSE)},
    ),
    "naive": FindingText(
        QT_TRANSLATE_NOOP("Words", "No better than naive"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The later half of the validation losses is not below the naive baseline's, and less than "
            "{stalled} below the earlier half. A click: a new run on differences, else with twice the "
            "units.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "No better than the naive baseline: the validation loss stays at {number}, and it has {limit}.",
            ),
        },
        numbers={"stalled": _percent(1 - learning.STALLED)},
    ),
    "beyond-window": FindingText(
        QT_TRANSLATE_NOOP("Words", "Probe longer than the window"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The probe has more steps than training sees at once, so that what lies further back was "
            "never learnt. A click: a new run that sees as many steps.",
        ),
        {
            "": QT_TRANSLATE_NOOP(
                "Findings",
                "The probe has {number} steps and training sees {limit} at once: what its end owes to "
                "steps {t} to {until} was never learnt.",
            ),
        },
    ),
}
"""By the names of the rules."""
