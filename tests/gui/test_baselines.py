"""What a loss is compared with, and what is said of it."""

import math

import pytest

from gatescope.engine.config.run import DataConfig, Kind, RunConfig
from gatescope.engine.protocol.baselines import Baseline, BaselineKind, skill
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.protocol.shape import TaskShape
from gatescope.gui.state.baselines import (
    Level,
    Verdict,
    bits_per_character,
    levels,
    perplexity,
    verdict,
)
from gatescope.gui.words.baselines import name_of, sentence, tip_of
from tests.gui import fake_engine as fake

NAIVE = Baseline(kind=BaselineKind.LAST_VALUE, loss=0.5, reference=True)
BIGRAM = Baseline(kind=BaselineKind.BIGRAM, loss=2.4, reference=True)
TABLE = (Level(BaselineKind.LAST_VALUE, 0.5), Level(BaselineKind.LAST_SEASON, 0.3, 12))


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (0.6, Verdict.NOTHING_YET),
        (0.5, Verdict.NOTHING_YET),
        (0.4, Verdict.SEASON_BETTER),
        (0.2, Verdict.LEARNT),
        (math.nan, Verdict.UNKNOWN),
    ],
)
def test_the_verdict_follows_from_the_baselines(loss: float, said: Verdict) -> None:
    assert verdict(loss, TABLE) is said


def test_nothing_is_said_without_a_baseline() -> None:
    assert verdict(0.1, ()) is Verdict.UNKNOWN


def test_a_table_knows_its_season_and_a_text_its_unigrams() -> None:
    table = fake.info(1, baselines=(NAIVE, rival(BaselineKind.LAST_SEASON, 0.3)), season=12)
    assert levels(table) == TABLE
    symbols = {"input": Medium.SYMBOLS, "output": Medium.SYMBOLS}
    text = fake.info(
        2,
        config=RunConfig(data=DataConfig(kind=Kind.TEXT)),
        baselines=(BIGRAM, rival(BaselineKind.UNIGRAM, 2.0)),
        **symbols,
    )
    assert [level.baseline for level in levels(text)] == [BaselineKind.BIGRAM, BaselineKind.UNIGRAM]
    assert [level.baseline for level in levels(fake.info(3))] == [BaselineKind.LAST_VALUE]  # no season: NaN


def test_skill_is_zero_at_the_naive_loss() -> None:
    assert (skill(0.5, 0.5), skill(0.25, 0.5)) == (0, 0.5)
    assert math.isnan(skill(0.5, 0.0))


@pytest.mark.parametrize("symbols", [2, 7, 100])
def test_a_network_that_knows_nothing_hesitates_among_all_symbols(symbols: int) -> None:
    loss = math.log(symbols)
    assert perplexity(loss) == pytest.approx(symbols)
    assert bits_per_character(loss) == pytest.approx(math.log2(symbols))


def test_a_loss_beyond_all_bounds_breaks_nothing() -> None:
    assert perplexity(1e6) == math.inf


def rival(kind: BaselineKind, loss: float, order: int = 0) -> Baseline:
    return Baseline(kind=kind, loss=loss, order=order)


def test_the_models_that_come_with_a_run_follow_the_naive_one() -> None:
    rivals = (
        rival(BaselineKind.MEAN, 0.9),
        rival(BaselineKind.MARKOV, 0.45, 1),
        rival(BaselineKind.AUTOREGRESSION, 0.1, 21),
    )
    known = levels(fake.info(1, baselines=(NAIVE, *rivals)))
    assert [name_of(level) for level in known] == ["repeat last value", "mean of the past", "Markov, AR(1)", "AR(21)"]
    assert [level.loss for level in known] == [0.5, 0.9, 0.45, 0.1]
    same = (rivals[1], rival(BaselineKind.AUTOREGRESSION, 0.45, 1))
    assert [level.baseline for level in levels(fake.info(1, baselines=(NAIVE, *same)))][1:] == [BaselineKind.MARKOV]


def test_of_many_n_grams_the_best_is_shown_and_all_are_told() -> None:
    losses = {1: 2.9, 2: 2.4, 3: 2.2, 4: 2.1, 5: 2.3}
    grams = tuple(rival(BaselineKind.NGRAM, loss, n) for n, loss in losses.items())
    symbols = {"input": Medium.SYMBOLS, "output": Medium.SYMBOLS}
    config = RunConfig(data=DataConfig(kind=Kind.TEXT))
    *_, best = levels(
        fake.info(2, config=config, baselines=(BIGRAM, rival(BaselineKind.UNIGRAM, 2.9), *grams), **symbols)
    )
    assert (name_of(best), best.loss) == ("4-gram", 2.1)
    assert [line.split() for line in tip_of(best).splitlines()[1:]] == [
        [f"{n}-gram", f"{loss:.2f}"] for n, loss in losses.items()
    ]


@pytest.mark.parametrize("baseline", list(BaselineKind))
@pytest.mark.parametrize("shift", [1, 12])
def test_every_model_says_what_it_does(baseline: BaselineKind, shift: int) -> None:
    assert tip_of(Level(baseline, 0.4, shift=shift, order=3)).endswith(".")


def test_a_simpler_model_that_is_better_is_told_of() -> None:
    known = (*TABLE, Level(BaselineKind.AUTOREGRESSION, 0.1, order=21))
    assert verdict(0.4, known) is Verdict.SEASON_BETTER
    assert verdict(0.2, known) is Verdict.RIVAL_BETTER
    assert verdict(0.05, known) is Verdict.LEARNT
    assert all(
        sentence(Verdict.RIVAL_BETTER, shape) for shape in (TaskShape(), TaskShape(Medium.SYMBOLS, Medium.SYMBOLS))
    )
