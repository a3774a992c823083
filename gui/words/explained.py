"""What am I looking at? Every view in words: three sentences for a learner, its equation, a good and a bad picture.

``words(topic, cell)`` gives the text in the user's language at the moment of asking; ask again after a change of
language. The sentences stand in ``traces.py``, ``views.py`` and their like, the equations in ``equations.py``.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import Cell
from gatescope.engine.findings.rules import RULES, Rule
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.words.entries import CONTEXT, Entry, Topic
from gatescope.gui.words.equations import equation
from gatescope.gui.words.findings.texts import FINDINGS, TEXTS
from gatescope.gui.words.kinds.attending import ATTENDING, OTHERWISE
from gatescope.gui.words.kinds.perceptron import BESIDE
from gatescope.gui.words.kinds.writing import WRITING
from gatescope.gui.words.nets import kinds_of
from gatescope.gui.words.outcomes import OUTCOMES
from gatescope.gui.words.traces import TRACES, VARIANTS
from gatescope.gui.words.views import VIEWS

__all__ = ["Topic", "Words", "of_trace", "words"]

ENTRIES: dict[Topic, Entry] = TRACES | ATTENDING | WRITING | VIEWS | OUTCOMES | FINDINGS


@dataclass(frozen=True)
class Words:
    """One view explained. ``equation`` is rich text for a QLabel, one line per ``<br>``; the rest is plain text.
    ``parts`` are further names with what is to be said of each."""

    title: str
    sentences: tuple[str, str, str]
    equation: str
    healthy: str
    unhealthy: str
    parts: tuple[tuple[str, str], ...] = ()


def words(topic: Topic, cell: str = Cell.LSTM) -> Words:
    """The words for ``topic`` as it is in ``cell``, in the language of the installed translation."""
    entry = (VARIANTS | BESIDE | OTHERWISE).get((topic, cell), ENTRIES[topic])
    first, second, third = (_said(sentence) for sentence in entry.sentences)
    return Words(
        _said(entry.title),
        (first, second, third),
        equation(topic, cell),
        _said(entry.healthy),
        _said(entry.unhealthy),
        tuple(map(_rule, RULES)) if topic is Topic.FINDINGS else (),
    )


def _rule(rule: Rule) -> tuple[str, str]:
    text = TEXTS[rule.name]
    return _said(text.name), f"{_said(text.when).format_map(text.numbers)} {kinds_of(rule)}"


def of_trace(trace: Trace) -> Topic:
    """The topic that explains a heat map of the stack."""
    return Topic(trace.value)


def _said(source: str) -> str:
    return QCoreApplication.translate(CONTEXT, source)
