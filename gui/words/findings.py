"""Findings in words: what they are, and of each rule when it speaks and what its click does. The numbers are the rules'
own."""

from collections.abc import Mapping

from gatescope.engine.findings import curves, probe
from gatescope.engine.findings.evidence import Rule
from gatescope.gui.look import numbers
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP, Entry, Topic


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


NUMBERS: Mapping[str, str] = {
    "rose": numbers.plain(curves.ROSE),
    "high": _percent(curves.HIGH),
    "block": numbers.count(curves.BLOCK),
    "recent": numbers.count(curves.RECENT),
    "spike": numbers.plain(curves.SPIKE),
    "grew": numbers.count(round(probe.GREW)),
    "dead": _percent(probe.DEAD),
    "most": _percent(probe.MOST),
    "always": _percent(probe.ALWAYS),
    "vanished": f"{probe.VANISHED:.0e}".replace("e-0", "e" + numbers.MINUS),
    "little": numbers.plain(curves.LITTLE),
    "clipped": _percent(curves.CLIPPED),
    "worse": _percent(curves.WORSE),
    "stalled": _percent(1 - curves.STALLED),
}

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

RULES: Mapping[Rule, tuple[str, str]] = {
    Rule.NOT_FINITE: (
        QT_TRANSLATE_NOOP("Words", "No number"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The loss or the gradient of a step is no number; one such step is enough. A click: a new run with a tenth "
            "of the learning rate, or with clip 1 where nothing is clipped.",
        ),
    ),
    Rule.RATE_TOO_HIGH: (
        QT_TRANSLATE_NOOP("Words", "Learning rate too high"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The training loss (median of {block} steps) stands at more than {rose} times its lowest and {high} of its "
            "first, and the network's skill is {little} at most. A click: a tenth of the learning rate.",
        ),
    ),
    Rule.EXPLODING: (
        QT_TRANSLATE_NOOP("Words", "Exploding gradient"),
        QT_TRANSLATE_NOOP(
            "Words",
            "Nothing is clipped, and a gradient of the last {recent} steps is more than {spike} times as long as they "
            "usually are, or that of the last output grows more than {grew} times on its way back through the probe. "
            "A click: clipping at the usual length, or at 1.",
        ),
    ),
    Rule.DEAD: (
        QT_TRANSLATE_NOOP("Words", "Dead units"),
        QT_TRANSLATE_NOOP(
            "Words",
            "More than {dead} of a layer's ReLU units are 0 at every step of the probe. A click: a new run with tanh.",
        ),
    ),
    Rule.SATURATED: (
        QT_TRANSLATE_NOOP("Words", "Saturated gates or units"),
        QT_TRANSLATE_NOOP(
            "Words",
            "At least {most} of a gate's units stand below 0.1 or above 0.9, or as many tanh units beyond ±0.99, at "
            "{always} of the probe's steps. A click: a new run with a tenth of the learning rate, or with forget bias "
            "1.",
        ),
    ),
    Rule.VANISHING: (
        QT_TRANSLATE_NOOP("Words", "Vanishing gradient"),
        QT_TRANSLATE_NOOP(
            "Words",
            "What reaches the first step that training can see is less than {vanished} of the largest, and the network "
            "has stopped with a skill below {little}. A click: a new run with an LSTM, else with forget bias 1, else "
            "with orthogonal weights.",
        ),
    ),
    Rule.CLIPPED: (
        QT_TRANSLATE_NOOP("Words", "Clipped nearly always"),
        QT_TRANSLATE_NOOP(
            "Words",
            "At least {clipped} of the last {recent} gradients were clipped. A click: a clip at twice the length that "
            "nine of ten of them stay below.",
        ),
    ),
    Rule.OVERFITTING: (
        QT_TRANSLATE_NOOP("Words", "Over-fitting"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The last three validation losses are all more than {worse} above the best, while the training loss went "
            "on falling. A click: a new run that stops early, else with half the units.",
        ),
    ),
    Rule.NAIVE: (
        QT_TRANSLATE_NOOP("Words", "No better than naive"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The later half of the validation losses is not below the naive baseline's, and less than {stalled} below "
            "the earlier half. A click: a new run on differences, else with twice the units.",
        ),
    ),
    Rule.BEYOND_WINDOW: (
        QT_TRANSLATE_NOOP("Words", "Probe longer than the window"),
        QT_TRANSLATE_NOOP(
            "Words",
            "The probe has more steps than training sees at once, so that what lies further back was never learnt. "
            "A click: a new run that sees as many steps.",
        ),
    ),
}
