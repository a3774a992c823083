"""What things on the import screen are called and what choosing them does; looked up when asked."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import Fill, Level, Scale, Split, Task, Transform
from gatescope.engine.protocol.messages import ColumnType, Role
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

Words = tuple[str, str]  # a name, and what it does


_ROLES: Mapping[Role, Words] = {
    Role.TIME: (
        QT_TRANSLATE_NOOP("Import", "time"),
        QT_TRANSLATE_NOOP("Import", "Names the rows and tells how often they come; not learnt from."),
    ),
    Role.INPUT: (
        QT_TRANSLATE_NOOP("Import", "input"),
        QT_TRANSLATE_NOOP("Import", "Numbers that the network reads at every step."),
    ),
    Role.TARGET: (
        QT_TRANSLATE_NOOP("Import", "target"),
        QT_TRANSLATE_NOOP("Import", "What the network learns to predict, without reading it itself."),
    ),
    Role.INPUT_TARGET: (
        QT_TRANSLATE_NOOP("Import", "input and target"),
        QT_TRANSLATE_NOOP("Import", "Read at every step, and predicted: a series is forecast from its own past."),
    ),
    Role.CATEGORY: (
        QT_TRANSLATE_NOOP("Import", "category"),
        QT_TRANSLATE_NOOP(
            "Import", "Words or codes that the network reads; each gets a vector of its own that is learnt."
        ),
    ),
    Role.SEQUENCE: (
        QT_TRANSLATE_NOOP("Import", "sequence"),
        QT_TRANSLATE_NOOP("Import", "Tells sequences apart (sensors, people, shops): none of them runs into the next."),
    ),
    Role.LABEL: (
        QT_TRANSLATE_NOOP("Import", "label"),
        QT_TRANSLATE_NOOP("Import", "One answer for a whole sequence or text, the same in all its rows."),
    ),
    Role.TEXT: (
        QT_TRANSLATE_NOOP("Import", "text"),
        QT_TRANSLATE_NOOP("Import", "Each cell is a text of its own, cut into tokens."),
    ),
    Role.SECOND: (
        QT_TRANSLATE_NOOP("Import", "second text"),
        QT_TRANSLATE_NOOP("Import", "The other text of a pair, such as the translation."),
    ),
    Role.PICTURE: (
        QT_TRANSLATE_NOOP("Import", "picture"),
        QT_TRANSLATE_NOOP("Import", "Its pixels are the numbers that a text is written from."),
    ),
    Role.NONE: (QT_TRANSLATE_NOOP("Import", "not used"), QT_TRANSLATE_NOOP("Import", "Left out of what is learnt.")),
}


_TYPES: Mapping[ColumnType, str] = {
    ColumnType.NUMERIC: QT_TRANSLATE_NOOP("Import", "numbers"),
    ColumnType.TIME: QT_TRANSLATE_NOOP("Import", "times"),
    ColumnType.CATEGORY: QT_TRANSLATE_NOOP("Import", "words"),
    ColumnType.TEXT: QT_TRANSLATE_NOOP("Import", "texts"),
    ColumnType.PICTURE: QT_TRANSLATE_NOOP("Import", "pictures"),
}


_TASKS: Mapping[Task, Words] = {
    Task.NEXT: (
        QT_TRANSLATE_NOOP("Import", "Next step"),
        QT_TRANSLATE_NOOP(
            "Import", "At every step the network says what comes a few steps later: forecasts, language models."
        ),
    ),
    Task.TAG: (
        QT_TRANSLATE_NOOP("Import", "Tag every step"),
        QT_TRANSLATE_NOOP(
            "Import", "Every step has an answer of its own: a part of speech, or whether this is an anomaly."
        ),
    ),
    Task.MANY_TO_ONE: (
        QT_TRANSLATE_NOOP("Import", "Many → one"),
        QT_TRANSLATE_NOOP("Import", "A whole sequence has one answer, given at its end: a review and its score."),
    ),
    Task.ONE_TO_MANY: (
        QT_TRANSLATE_NOOP("Import", "One → many"),
        QT_TRANSLATE_NOOP("Import", "A row of numbers is told as a text or a series: a picture and its caption."),
    ),
    Task.PAIRS: (
        QT_TRANSLATE_NOOP("Import", "Encoder–decoder"),
        QT_TRANSLATE_NOOP("Import", "An encoder reads one sequence, then a decoder writes another: translation."),
    ),
    Task.ONE_TO_ONE: (
        QT_TRANSLATE_NOOP("Import", "One → one"),
        QT_TRANSLATE_NOOP(
            "Import", "Each row by itself, without memory: what a network without loops does. For contrast."
        ),
    ),
}


_SPLITS: Mapping[Split, Words] = {
    Split.TIME: (
        QT_TRANSLATE_NOOP("Import", "in time order"),
        QT_TRANSLATE_NOOP("Import", "The last part of every sequence is kept for validation, as the future would be."),
    ),
    Split.SEQUENCE: (
        QT_TRANSLATE_NOOP("Import", "whole sequences"),
        QT_TRANSLATE_NOOP("Import", "Some sequences are kept for validation as a whole: does it work for new ones?"),
    ),
    Split.STRATIFIED: (
        QT_TRANSLATE_NOOP("Import", "stratified by class"),
        QT_TRANSLATE_NOOP("Import", "Whole sequences, every class in the same proportion on both sides."),
    ),
    Split.SHUFFLED: (
        QT_TRANSLATE_NOOP("Import", "shuffled rows"),
        QT_TRANSLATE_NOOP("Import", "Refused for a series: the neighbours of a row would give its answer away."),
    ),
}


_SCALES: Mapping[Scale, Words] = {
    Scale.STANDARD: (
        QT_TRANSLATE_NOOP("Import", "standard"),
        QT_TRANSLATE_NOOP("Import", "Mean 0 and standard deviation 1, measured on the training part."),
    ),
    Scale.MIN_MAX: (
        QT_TRANSLATE_NOOP("Import", "0 to 1"),
        QT_TRANSLATE_NOOP("Import", "The least value of the training part is 0 and the greatest 1."),
    ),
    Scale.NONE: (
        QT_TRANSLATE_NOOP("Import", "unscaled"),
        QT_TRANSLATE_NOOP("Import", "Learnt as it is; large numbers make learning hard."),
    ),
}


_FILLS: Mapping[Fill, Words] = {
    Fill.INTERPOLATE: (
        QT_TRANSLATE_NOOP("Import", "interpolate"),
        QT_TRANSLATE_NOOP("Import", "A straight line between the neighbours; the nearest value at the ends."),
    ),
    Fill.FORWARD: (
        QT_TRANSLATE_NOOP("Import", "last value"),
        QT_TRANSLATE_NOOP("Import", "The last value known is repeated."),
    ),
    Fill.DROP: (
        QT_TRANSLATE_NOOP("Import", "drop the row"),
        QT_TRANSLATE_NOOP("Import", "Rows with a missing value are left out."),
    ),
    Fill.MASK: (
        QT_TRANSLATE_NOOP("Import", "mask"),
        QT_TRANSLATE_NOOP("Import", "The mean, with a further input that says so; a missing target does not count."),
    ),
}


_TRANSFORMS: Mapping[Transform, str] = {
    Transform.NONE: QT_TRANSLATE_NOOP("Import", "as it is"),
    Transform.LOG: QT_TRANSLATE_NOOP("Import", "log"),
    Transform.DIFFERENCE: QT_TRANSLATE_NOOP("Import", "difference"),
    Transform.SEASONAL_DIFFERENCE: QT_TRANSLATE_NOOP("Import", "seasonal difference"),
    Transform.LOG_DIFFERENCE: QT_TRANSLATE_NOOP("Import", "log + difference"),
    Transform.LOG_SEASONAL_DIFFERENCE: QT_TRANSLATE_NOOP("Import", "log + seasonal difference"),
}


_LEVELS: Mapping[Level, Words] = {
    Level.BYTE: (
        QT_TRANSLATE_NOOP("Import", "byte"),
        QT_TRANSLATE_NOOP("Import", "256 tokens for every language; a Hangul syllable is three of them."),
    ),
    Level.JAMO: (
        QT_TRANSLATE_NOOP("Import", "jamo"),
        QT_TRANSLATE_NOOP("Import", "Hangul syllables are taken apart into their letters; few tokens, long sequences."),
    ),
    Level.CODE_POINT: (
        QT_TRANSLATE_NOOP("Import", "character"),
        QT_TRANSLATE_NOOP("Import", "Code points of the text in NFC."),
    ),
    Level.GRAPHEME: (
        QT_TRANSLATE_NOOP("Import", "grapheme"),
        QT_TRANSLATE_NOOP("Import", "What a person sees as one character, an emoji with its skin colour too."),
    ),
    Level.WORD: (
        QT_TRANSLATE_NOOP("Import", "word"),
        QT_TRANSLATE_NOOP("Import", "Short sequences and a large vocabulary; rare words are unknown."),
    ),
    Level.SUBWORD: (
        QT_TRANSLATE_NOOP("Import", "subword"),
        QT_TRANSLATE_NOOP(
            "Import", "Frequent words stay whole, rare ones are cut up (sentencepiece); nothing is lost."
        ),
    ),
    Level.MORPHEME: (
        QT_TRANSLATE_NOOP("Import", "Korean morpheme"),
        QT_TRANSLATE_NOOP("Import", "Stems and endings apart (kiwipiepy): pip install kiwipiepy"),
    ),
}


def _said(source: str) -> str:
    return QCoreApplication.translate("Import", source)


def _both(words: Words) -> Words:
    return _said(words[0]), _said(words[1])


def roles() -> Mapping[Role, Words]:
    return {key: _both(words) for key, words in _ROLES.items()}


def types() -> Mapping[ColumnType, str]:
    return {key: _said(name) for key, name in _TYPES.items()}


def tasks() -> Mapping[Task, Words]:
    return {key: _both(words) for key, words in _TASKS.items()}


def splits() -> Mapping[Split, Words]:
    return {key: _both(words) for key, words in _SPLITS.items()}


def scales() -> Mapping[Scale, Words]:
    return {key: _both(words) for key, words in _SCALES.items()}


def fills() -> Mapping[Fill, Words]:
    return {key: _both(words) for key, words in _FILLS.items()}


def transforms() -> Mapping[Transform, str]:
    return {key: _said(name) for key, name in _TRANSFORMS.items()}


def levels() -> Mapping[Level, Words]:
    return {key: _both(words) for key, words in _LEVELS.items()}
