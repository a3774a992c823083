"""Baselines and verdicts in words, for the plot and the panels alike."""

from PySide6.QtCore import QCoreApplication

from engine.config import Kind
from gui.baselines import Baseline, Level, Verdict, bits_per_character, perplexity
from gui.numbers import three


def name_of(level: Level) -> str:
    """What a baseline does, as short as a label."""
    translate = QCoreApplication.translate
    return {
        Baseline.LAST_VALUE: translate("Baselines", "repeat last value"),
        Baseline.LAST_SEASON: translate("Baselines", "same as last season"),
        Baseline.BIGRAM: translate("Baselines", "bigram"),
        Baseline.UNIGRAM: translate("Baselines", "unigram"),
    }[level.baseline]


def short_name_of(level: Level) -> str:
    """The same where there is little room."""
    if level.baseline is Baseline.LAST_SEASON:
        return QCoreApplication.translate("Baselines", "last season")
    return name_of(level)


def tip_of(level: Level) -> str:
    """What it does, in a sentence."""
    translate = QCoreApplication.translate
    return {
        Baseline.LAST_VALUE: translate(
            "Baselines", "Says that the next value is the last one. Skill is measured with it."
        ),
        Baseline.LAST_SEASON: translate("Baselines", "Says that the next value is the one {n} steps before it."),
        Baseline.BIGRAM: translate(
            "Baselines", "Knows how often each symbol follows the one before it. Skill is measured with it."
        ),
        Baseline.UNIGRAM: translate("Baselines", "Knows only how often each symbol comes."),
    }[level.baseline].format(n=level.season)


def sentence(verdict: Verdict, kind: Kind) -> str:
    """What a run's validation loss says; '' while it says nothing."""
    translate = QCoreApplication.translate
    if verdict is Verdict.NOTHING_YET and kind is Kind.TEXT:
        return translate(
            "Baselines", "No better than counting pairs of symbols: it has not learnt anything that helps yet."
        )
    return {
        Verdict.NOTHING_YET: translate(
            "Baselines", "No better than repeating the last value: it has not learnt anything that helps yet."
        ),
        Verdict.SEASON_BETTER: translate(
            "Baselines", "Better than repeating the last value, but repeating the last season is better still."
        ),
    }.get(verdict, "")


def of_text(loss: float) -> str:
    """A text's loss in the units of information and of guessing."""
    return QCoreApplication.translate("Baselines", "{bits} bits per character\nperplexity {perplexity}").format(
        bits=three(bits_per_character(loss)), perplexity=three(perplexity(loss))
    )
