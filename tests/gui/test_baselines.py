"""What a loss is compared with, and what is said of it."""

import math

import pytest

from engine.config import DataConfig, Kind, RunConfig
from engine.infos import Medium
from gui.baselines import Baseline, Level, Verdict, bits_per_character, levels, perplexity, skill, verdict
from tests.gui import fake_engine as fake

TABLE = (Level(Baseline.LAST_VALUE, 0.5), Level(Baseline.LAST_SEASON, 0.3, 12))


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
    table = fake.info(1, seasonal_naive_loss=0.3, season=12)
    assert levels(table) == TABLE
    symbols = {"input": Medium.SYMBOLS, "output": Medium.SYMBOLS}
    text = fake.info(2, config=RunConfig(data=DataConfig(kind=Kind.TEXT)), unigram_loss=2.0, **symbols)
    assert [level.baseline for level in levels(text)] == [Baseline.BIGRAM, Baseline.UNIGRAM]
    assert [level.baseline for level in levels(fake.info(3))] == [Baseline.LAST_VALUE]  # no season: NaN


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
