"""Scenes of other tasks than the next step: classes, numbers of a sequence, horizons, words; and a text's stages."""

import numpy as np

from gatescope.engine.config.run import Level, Task
from gatescope.engine.protocol.frame import Forecast, Symbols
from gatescope.engine.protocol.messages import Stages
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.protocol.shape import TaskShape
from gatescope.gui.views.stack.scene import StackScene
from tests.gui import scenes

NUMBERS, SYMBOLS = Medium.NUMBERS, Medium.SYMBOLS
ACTIVITIES = ("running", "standing", "walking")
KINDS = ("circle", "cross", "dot", "line", "spiral", "wave", "zigzag")
SENTENCES = ("The king of the sea", "was old", "and he slept, they said")


def class_symbols(steps: int, names: tuple[str, ...], *, whole: bool = False, read: bool = False) -> Symbols:
    """Probabilities of classes that change their minds; the truth is right half of the time, or only at the end."""
    rng = np.random.default_rng(len(names))
    truth = np.repeat(np.arange(steps // 10 + 1) % len(names), 10)[:steps]
    truth = np.full(steps, len(names) - 2) if whole else truth
    logits = rng.normal(0, 1, (1 if whole else steps, len(names))) + rng.normal(0, 0.2, (steps, len(names)))
    logits[np.arange(steps), truth] += np.linspace(0, 4, steps)
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    top = np.argsort(-shares, axis=1)[:, :5]
    given = np.where(np.arange(steps) == steps - 1, truth, -1) if whole else truth
    own = np.where(given >= 0, shares[np.arange(steps), truth], np.nan)
    return Symbols(
        inputs=np.zeros(steps, int) if read else np.full(steps, -1),
        truth=given,
        top=top,
        probability=np.take_along_axis(shares, top, 1).astype(np.float32),
        truth_probability=own.astype(np.float32),
        unknown=np.arange(steps) == 3 if read else np.zeros(steps, bool),
        names=dict(enumerate(names)),
    )


def _read_only(steps: int) -> Forecast:
    made = scenes.forecast(steps, 2)
    nothing = np.zeros((steps, 0))
    return Forecast(
        input_columns=("x", "y"),
        target_columns=(),
        inputs=made.inputs,
        prediction=nothing,
        target=nothing,
        naive=nothing,
        shift=0,
    )


def tagged(steps: int = 40, names: tuple[str, ...] = ACTIVITIES) -> StackScene:
    """Numbers in, a class at every step out."""
    said, shape = class_symbols(steps, names), TaskShape(NUMBERS, SYMBOLS, 0, Task.TAG)
    return scenes.numeric("gru", steps, forecast=_read_only(steps), symbols=said, shape=shape, validation_from=steps)


def sorted_out(steps: int = 30, names: tuple[str, ...] = KINDS) -> StackScene:
    """Numbers in, one class of the whole out."""
    said, shape = class_symbols(steps, names, whole=True), TaskShape(NUMBERS, SYMBOLS, 0, Task.MANY_TO_ONE)
    return scenes.numeric("gru", steps, forecast=_read_only(steps), symbols=said, shape=shape, validation_from=steps)


def words(count: int = 24) -> tuple[str, ...]:
    return tuple(("extraordinarily", "\n", "sea", " ", "we")[i % 5] for i in range(count))


def opinion(labels: tuple[str, ...] = tuple("good, very good")) -> StackScene:
    """Symbols in, one class out."""
    steps, shape = len(labels), TaskShape(SYMBOLS, SYMBOLS, 0, Task.MANY_TO_ONE)
    said = class_symbols(steps, ("bad", "good"), whole=True, read=True)
    return scenes.numeric(
        "gru", steps, labels=labels, forecast=None, symbols=said, shape=shape, validation_from=steps, t=1
    )


def score(labels: tuple[str, ...] = tuple("good, very good")) -> StackScene:
    """Symbols in, one number out."""
    steps = len(labels)
    target = np.full((steps, 1), np.nan)
    target[-1] = 8.0
    said = Forecast(
        input_columns=(),
        target_columns=("score",),
        inputs=np.zeros((steps, 0)),
        prediction=np.linspace(5, 8.5, steps)[:, None],
        target=target,
        naive=np.full((steps, 1), 5.0),
        shift=0,
    )
    shape = TaskShape(SYMBOLS, NUMBERS, 0, Task.MANY_TO_ONE)
    return scenes.numeric("gru", steps, labels=labels, forecast=said, shape=shape, validation_from=steps, t=2)


def ahead(steps: int = 30, shift: int = 3) -> StackScene:
    """The value some steps later."""
    made = scenes.forecast(steps + shift)
    said = Forecast(
        input_columns=made.input_columns,
        target_columns=made.target_columns,
        inputs=made.inputs[:steps],
        prediction=made.inputs[shift:][:steps] + 5,
        target=made.inputs[shift:][:steps],
        naive=made.inputs[:steps],
        shift=shift,
    )
    shape = TaskShape(NUMBERS, NUMBERS, shift)
    return scenes.numeric("gru", steps, forecast=said, shape=shape, validation_from=steps, t=10, unit=3)


def stages(width: int = 6, sentences: tuple[str, ...] = SENTENCES, level: Level = Level.CODE_POINT) -> Stages:
    """Sentences by character, or by word and space; the letter k is unknown."""
    cut = [tuple(text) if level is Level.CODE_POINT else tuple(_words(text)) for text in sentences]
    known = ["<unk>", *sorted({token for tokens in cut for token in tokens} - {"k"})]
    ids = np.full((len(cut), max(map(len, cut))), -1)
    for row, tokens in zip(ids, cut, strict=True):
        row[: len(tokens)] = [known.index(token) if token in known else 0 for token in tokens]
    dense = np.random.default_rng(1).normal(0, 0.3, (len(known), width)).astype(np.float32) if width else None
    return Stages(
        sentences=sentences,
        prepared=sentences,
        tokens=tuple(cut),
        ids=ids,
        vocabulary=len(known),
        count=400,
        frequent=(("e", 40),),
        unknown=0.01,
        lengths=(7, 12, 23),
        embedding=dense,
    )


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [piece for word in words for piece in (word, " ")][:-1]
