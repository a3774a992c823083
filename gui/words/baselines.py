"""Baselines and verdicts in words, for the plot and the panels alike."""

import math

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import Level as TokenLevel
from gatescope.engine.protocol.baselines import BaselineKind, commonest_share
from gatescope.engine.protocol.shape import TaskShape, of_run
from gatescope.gui.look.readable_numbers import percent, three
from gatescope.gui.state.baselines import Level, Verdict, bits_per_character, perplexity
from gatescope.gui.state.store import RunRecord


def name_of(level: Level) -> str:
    """What a baseline does, as short as a label."""
    translate = QCoreApplication.translate
    return {
        BaselineKind.LAST_VALUE: repeated(level.shift),
        BaselineKind.LAST_SEASON: translate("Baselines", "same as last season"),
        BaselineKind.BIGRAM: translate("Baselines", "bigram"),
        BaselineKind.UNIGRAM: translate("Baselines", "unigram"),
        BaselineKind.CLASS_SHARES: translate("Baselines", "class shares"),
        BaselineKind.TRAINING_MEAN: translate("Baselines", "training mean"),
        BaselineKind.MEAN: translate("Baselines", "mean of the past"),
        BaselineKind.MARKOV: translate("Baselines", "Markov, AR(1)"),
        BaselineKind.AUTOREGRESSION: autoregression(level.order),
        BaselineKind.NGRAM: ngram(level.order),
    }[level.baseline]


def autoregression(order: int) -> str:
    """An autoregressive model of that many values, as everybody writes it."""
    return f"AR({order})"


def ngram(order: int) -> str:
    return QCoreApplication.translate("Baselines", "{n}-gram").format(n=order)


def repeated(shift: int) -> str:
    """The naive forecast of what comes ``shift`` steps later; 0: of something else than the next steps."""
    translate = QCoreApplication.translate
    if shift > 1:
        return translate("Baselines", "value {n} steps before").format(n=shift)
    return translate("Baselines", "repeat last value") if shift else translate("Baselines", "training mean")


def short_name_of(level: Level) -> str:
    """The same where there is little room."""
    if level.baseline is BaselineKind.LAST_VALUE and level.shift > 1:
        return QCoreApplication.translate("Baselines", "{n} steps before").format(n=level.shift)
    if level.baseline is BaselineKind.LAST_SEASON:
        return QCoreApplication.translate("Baselines", "last season")
    return name_of(level)


def tip_of(level: Level) -> str:
    """What it does, in a sentence."""
    translate = QCoreApplication.translate
    if level.shift > 1 and (ahead := _ahead(level)):
        return ahead.format(n=level.shift)
    text = {
        BaselineKind.LAST_VALUE: translate(
            "Baselines", "Says that the next value is the last one. Skill is measured with it."
        ),
        BaselineKind.LAST_SEASON: translate("Baselines", "Says that the next value is the one {n} steps before it."),
        BaselineKind.BIGRAM: translate(
            "Baselines", "Knows how often each symbol follows the one before it. Skill is measured with it."
        ),
        BaselineKind.UNIGRAM: translate("Baselines", "Knows only how often each symbol comes."),
        BaselineKind.CLASS_SHARES: translate(
            "Baselines", "Knows only how often each class comes in the training part. Skill is measured with it."
        ),
        BaselineKind.TRAINING_MEAN: translate(
            "Baselines", "Always says the training part's mean. Skill is measured with it."
        ),
        BaselineKind.MEAN: translate("Baselines", "Says that what comes is the mean of everything before it."),
        BaselineKind.MARKOV: translate(
            "Baselines", "Knows only the value before: a line through pairs of values, by least squares."
        ),
        BaselineKind.AUTOREGRESSION: translate(
            "Baselines", "A weighted sum of the {n} values before, its weights by least squares on the training part."
        ),
        BaselineKind.NGRAM: translate(
            "Baselines", "Counts which symbol follows the {before} before it, smoothed; the best of these n-grams."
        ),
    }[level.baseline].format(n=level.season or level.order, before=level.order - 1)
    return "\n".join([text, *(f"{ngram(order)}  {three(loss)}" for order, loss in level.alike)])


def _ahead(level: Level) -> str:
    """The same of what says something else for what comes ``shift`` steps later; '' for the others."""
    translate = QCoreApplication.translate
    return {
        BaselineKind.LAST_VALUE: translate(
            "Baselines", "Repeats the value {n} steps before, the last one known then. Skill is measured with it."
        ),
        BaselineKind.LAST_SEASON: translate("Baselines", "Repeats the last season that was known {n} steps before."),
        BaselineKind.BIGRAM: translate(
            "Baselines", "Knows how often each symbol follows the one {n} before it. Skill is measured with it."
        ),
    }.get(level.baseline, "")


def sentence(verdict: Verdict, shape: TaskShape) -> str:
    """What a run's validation loss says; '' while it says nothing."""
    translate = QCoreApplication.translate
    return {
        Verdict.NOTHING_YET: _nothing_yet(shape),
        Verdict.SEASON_BETTER: translate(
            "Baselines", "Better than repeating the last value, but repeating the last season is better still."
        ),
        Verdict.RIVAL_BETTER: _rival_better(shape),
    }.get(verdict, "")


def _rival_better(shape: TaskShape) -> str:
    translate = QCoreApplication.translate
    if shape.text:
        return translate(
            "Baselines", "Better than counting pairs of symbols, but counting longer ones is better still."
        )
    return translate("Baselines", "Better than the naive forecast, but a simpler model in the list is better still.")


def _nothing_yet(shape: TaskShape) -> str:
    translate = QCoreApplication.translate
    if shape.text:
        return translate(
            "Baselines", "No better than counting pairs of symbols: it has not learnt anything that helps yet."
        )
    if shape.classes:
        return translate(
            "Baselines", "No better than how often each class comes: it has not learnt anything that helps yet."
        )
    if not shape.shift:
        return translate("Baselines", "No better than the training mean: it has not learnt anything that helps yet.")
    if shape.shift > 1:
        return translate(
            "Baselines",
            "No better than repeating the value {n} steps before: it has not learnt anything that helps yet.",
        ).format(n=shape.shift)
    return translate("Baselines", "No better than repeating the last value: it has not learnt anything that helps yet.")


def of_loss(record: RunRecord) -> str:
    """A run's validation loss in other units, where it has some: information and guessing of a text, accuracy of
    classes."""
    shape = of_run(record.info)
    if shape.text:
        data = record.info.config.data
        text = of_text(record.validation, data.second_tokens.level if shape.writes else data.tokens.level)
        return "\n".join((text, *of_answers(record)))
    return of_classes(record) if shape.classes else ""


def of_classes(record: RunRecord) -> str:
    """How many of the validation targets are met, beside what always saying the same class meets; '' until known."""
    translate, found, commonest = QCoreApplication.translate, record.accuracy, commonest_share(record.info.classes)
    if math.isnan(found):
        return ""
    text = accuracy(found)
    if math.isnan(commonest):
        return text
    most = translate("Baselines", "the most frequent class: {share}").format(share=percent(commonest))
    return f"{text}\n{most}"


def of_answers(record: RunRecord) -> list[str]:
    """How right answers are that are written freely, a line for each figure that is known."""
    translate = QCoreApplication.translate
    tokens, characters = record.slips or (math.nan, math.nan)
    known = (
        (translate("Baselines", "whole answers right {share}"), record.accuracy),
        (translate("Baselines", "letters right {share}"), 1 - tokens),
        (translate("Baselines", "character error rate {share}"), characters),
    )
    shown = of_run(record.info).writes
    return [text.format(share=percent(share)) for text, share in known if shown and not math.isnan(share)]


def met(share: float, shape: TaskShape) -> str:
    """How much of the validation part is right: of classes, or of answers as a whole."""
    if shape.writes:
        return QCoreApplication.translate("Baselines", "whole answers {share}").format(share=percent(share))
    return accuracy(share)


def accuracy(share: float) -> str:
    return QCoreApplication.translate("Baselines", "accuracy {share}").format(share=percent(share))


def of_text(loss: float, level: TokenLevel = TokenLevel.CODE_POINT) -> str:
    """A text's loss in the units of information and of guessing."""
    translate = QCoreApplication.translate
    said = (
        translate("Baselines", "{bits} bits per character\nperplexity {perplexity}")
        if level is TokenLevel.CODE_POINT
        else translate("Baselines", "{bits} bits per token\nperplexity {perplexity}")
    )
    return said.format(bits=three(bits_per_character(loss)), perplexity=three(perplexity(loss)))
