"""The sample files: what is made is made again, what is a fact is checked against other facts."""

import csv
import re
import unicodedata
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from gatescope import resources
from gatescope.engine.config.run import Kind
from gatescope.engine.data import samples
from gatescope.engine.data.tables.dataset import open_dataset

FOLDER = Path(str(resources.__file__)).parent / "samples"
PAIRS = FOLDER.parent / "pairs"
FILES = sorted(path.name for path in FOLDER.iterdir())


def text(name: str) -> str:
    path = PAIRS / name if name in samples.PAIRS else resources.sample_path(name)
    return path.read_bytes().decode("utf-8")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text(name).splitlines()))


@pytest.mark.parametrize("name", samples.MADE)
def test_a_made_sample_is_made_again_byte_for_byte(name: str) -> None:
    assert resources.sample_path(name).read_bytes() == samples.MADE[name]().encode()


def test_made_pairs_are_made_again_byte_for_byte() -> None:
    assert {path.name: path.read_bytes() for path in PAIRS.iterdir()} == {
        name: make().encode() for name, make in samples.PAIRS.items()
    }


def test_the_samples_are_small_and_end_their_lines_alike() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 300_000
    for name in FILES:
        assert "\r" not in text(name)
        assert text(name).endswith("\n")


def test_an_unknown_sample_is_missing() -> None:
    with pytest.raises(FileNotFoundError):
        resources.sample_path("nothing.csv")


@pytest.mark.parametrize("name", FILES)
def test_every_sample_opens_as_what_it_is(name: str) -> None:
    dataset = open_dataset(str(FOLDER / name))
    assert dataset.kind is (Kind.TABLE if name.endswith(".csv") else Kind.TEXT)
    assert dataset.info.encoding == "utf-8" or text(name).isascii()


def test_airline_totals_add_up_to_the_years_published() -> None:
    table = rows("airline-passengers.csv")
    months = [f"{year}-{month:02}" for year in range(1949, 1961) for month in range(1, 13)]
    assert [row["Month"] for row in table] == months
    years = np.array([int(row["Passengers"]) for row in table]).reshape(12, 12).sum(axis=1)
    assert years.tolist() == [1520, 1676, 2042, 2364, 2700, 2867, 3408, 3939, 4421, 4572, 5140, 5714]


def test_sunspots_peak_in_the_years_of_the_solar_maxima() -> None:
    table = rows("sunspots.csv")
    values = {int(row["Year"]): float(row["Sunspots"]) for row in table}
    assert list(values) == list(range(1700, 1980))
    # the maxima of solar cycles 1 to 20 and their yearly means
    maxima = {1761: 85.9, 1769: 106.1, 1778: 154.4, 1787: 132.0, 1804: 47.5, 1816: 45.8, 1830: 70.9, 1837: 138.3}
    maxima |= {1848: 124.7, 1860: 95.8, 1870: 139.0, 1883: 63.7, 1893: 85.1, 1905: 63.5, 1917: 103.9, 1928: 77.8}
    maxima |= {1937: 114.4, 1947: 151.6, 1957: 190.2, 1968: 105.9}
    for year, value in maxima.items():
        assert values[year] == value == max(values[near] for near in range(year - 3, year + 4))
    assert values[1810] == 0.0  # the Dalton minimum


def test_the_sine_jumps_by_half_a_period_once() -> None:
    values = np.array([float(row["value"]) for row in rows("noisy-sine.csv")])
    t = np.arange(len(values))
    turning = values * np.exp(-2j * np.pi * t / samples.SINE_PERIOD)
    before, after = turning[: samples.SINE_JUMP].mean(), turning[samples.SINE_JUMP :].mean()
    assert abs(np.angle(after / before)) == pytest.approx(np.pi, abs=0.05)
    clean = 2 * np.where(t < samples.SINE_JUMP, before, after) * np.exp(2j * np.pi * t / samples.SINE_PERIOD)
    assert np.std(values - clean.real) == pytest.approx(samples.SINE_NOISE, rel=0.1)


def test_every_line_asks_for_its_first_letter() -> None:
    lines = text("remember-first.txt").splitlines()
    assert len(lines) == samples.MEMORY_LINES
    assert all(re.fullmatch(r"([abcd])\.{10,30}\?\1", line) for line in lines)
    assert {len(line) - 3 for line in lines} == set(range(10, 31))
    counts = [sum(line[0] == letter for line in lines) for letter in samples.LETTERS]
    assert min(counts) > samples.MEMORY_LINES / 5  # no letter is a good guess


def test_every_sum_is_that_of_the_two_marked_values() -> None:
    table = rows("adding-problem.csv")
    assert len(table) == samples.EPISODE * samples.EPISODES
    for first in range(0, len(table), samples.EPISODE):
        episode = table[first : first + samples.EPISODE]
        marked = [k for k, row in enumerate(episode) if row["marker"] == "1"]
        assert len(marked) == 2
        assert marked[0] < samples.EPISODE // 2 <= marked[1] < samples.EPISODE - 2
        assert [k for k, row in enumerate(episode) if row["marker"] == "-1"] == [samples.EPISODE - 2]
        total = sum(float(episode[k]["value"]) for k in marked)
        assert float(episode[-1]["sum"]) == pytest.approx(total, abs=1e-9)
        assert {row["sum"] for row in episode[:-1]} == {"0"}


def test_the_brackets_are_balanced_and_reach_their_depth() -> None:
    lines = text("brackets.txt").splitlines()
    deepest = 0
    for line in lines:
        depths = list(accumulate({"(": 1, ")": -1}[sign] for sign in line))
        assert depths[-1] == 0
        assert min(depths[:-1]) > 0  # a line ends as soon as it is balanced
        deepest = max(deepest, *depths)
    assert deepest == samples.DEEPEST


@pytest.mark.parametrize("name", ["lighthouse.txt", "postman-ko.txt"])
def test_a_story_can_be_read_from_its_own_beginning(name: str) -> None:
    story = text(name)
    assert 6_000 < len(story.encode()) < 15_000
    assert story == unicodedata.normalize("NFC", story)  # decomposed Hangul would be three symbols a syllable
    training, rest = story[: len(story) * 7 // 10], story[len(story) * 7 // 10 :]
    assert sum(symbol not in training for symbol in rest) < 0.015 * len(rest)


def test_every_date_is_the_day_that_is_written() -> None:
    table = rows("dates.csv")
    assert len(table) == samples.DATE_PAIRS
    used = set()
    for row in table:
        day = date.fromisoformat(row["iso"])
        assert samples.FIRST_DAY <= day < samples.FIRST_DAY + timedelta(days=samples.DAYS)
        ways = [at for at, write in enumerate(samples.WRITTEN) if write(day) == row["written"]]
        assert ways
        used.update(ways)
    assert used == set(range(len(samples.WRITTEN)))


def test_no_two_days_of_the_hundred_years_are_written_alike() -> None:
    days = [samples.FIRST_DAY + timedelta(days=at) for at in range(samples.DAYS)]
    for write in samples.WRITTEN:
        assert len({write(day) for day in days}) == len(days)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(1985, 6, 22), "천구백팔십오년 유월 이십이일"),
        (date(2010, 10, 10), "이천십년 시월 십일"),
        (date(2001, 1, 31), "the 31st of January, 2001"),
        (date(2012, 12, 12), "the 12th of December, 2012"),
        (date(2023, 3, 5), "2023년 03월 05일 일요일"),
        (date(2023, 3, 5), "Mar 05, 2023"),
    ],
)
def test_a_day_is_written_as_people_write_it(day: date, written: str) -> None:
    assert written in {write(day) for write in samples.WRITTEN}


def test_every_sum_of_two_numbers_is_right_and_comes_once() -> None:
    table = rows("sums.csv")
    assert len({row["sum"] for row in table}) == len(table) == samples.SUM_PAIRS
    for row in table:
        first, second = map(int, row["sum"].split("+"))
        assert max(first, second) <= samples.SUMMAND_MOST
        assert int(row["answer"]) == first + second
