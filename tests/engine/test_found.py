"""What was found out about a file has words, and says how it is undone."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatescope.engine.cli.found_words import SENTENCES, sentence
from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.data.tables.table_found import found_by_doubts
from gatescope.engine.protocol.found import Found, FoundKind, Undo


@pytest.mark.parametrize("kind", FoundKind)
def test_each_kind_has_a_sentence(kind: FoundKind) -> None:
    assert SENTENCES[kind].endswith(".")


def test_a_sentence_names_the_option_that_undoes_it() -> None:
    undo = Undo(path="read.rows", value="file", option="--rows file")
    found = Found(kind=FoundKind.SORTED, count=312, evidence={"of": 4000}, undo=undo)
    assert sentence(found) == "312 of 4,000 records were out of order; sorted. Otherwise: --rows file."


# ---- what is done about a table is told, each thing once ------------------------------------------------------------


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., dict[FoundKind, Found]]:
    def read(times: Sequence[str], values: Sequence[float] | None = None, how: ReadConfig | None = None) -> Any:
        values = [5 + (7 * row) % 11 for row in range(len(times))] if values is None else values
        path = tmp_path / "a.csv"
        path.write_text("date,value\n" + "".join(f"{a},{b}\n" for a, b in zip(times, values, strict=True)))
        told = open_dataset(str(path), how).info.found
        assert len({each.kind for each in told}) == len(told)
        return {each.kind: each for each in told}

    return read


def days(count: int) -> list[str]:
    return [str(date(2021, 3, 1) + timedelta(day)) for day in range(count)]


def settle(undo: Undo | None) -> ReadConfig:
    """The reading in which it is undone."""
    assert undo is not None
    part, _, name = undo.path.partition(".")
    assert part == "read"
    return msgspec.convert({name: undo.value}, ReadConfig)


def test_a_file_in_order_has_nothing_to_tell(found):
    assert found(days(60)) == {}


def test_rows_out_of_order_are_told_and_left_so_when_undone(found):
    mixed = days(60)
    mixed[10], mixed[30] = mixed[30], mixed[10]
    told = found(mixed)[FoundKind.SORTED]
    assert (told.count, told.evidence) == (20, {"of": 60})
    undone = found(mixed, how=settle(told.undo))
    assert FoundKind.SORTED not in undone
    assert undone[FoundKind.BACKWARDS].count == 20
    assert not undone[FoundKind.BACKWARDS].decide  # it was chosen


def test_the_newest_first_is_told_and_left_so_when_undone(found):
    told = found(days(60)[::-1])[FoundKind.REVERSED]
    assert FoundKind.REVERSED not in found(days(60)[::-1], how=settle(told.undo))


@pytest.mark.parametrize("seed", range(4))
def test_rows_in_no_order_are_sorted_and_not_said_to_fall(seed, found):
    mixed = days(100)
    random.Random(seed).shuffle(mixed)
    told = found(mixed)
    assert told[FoundKind.SORTED].count > 80
    assert FoundKind.REVERSED not in told


def test_repeated_times_are_counted_and_can_be_averaged_and_kept_again(found):
    twice = sorted(days(60) + days(60)[:3])
    told = found(twice)[FoundKind.REPEATED]
    assert (told.count, told.evidence["merged"]) == (3, 0)
    averaged = found(twice, how=settle(told.undo))[FoundKind.REPEATED]
    assert (averaged.count, averaged.evidence["merged"]) == (3, 3)
    assert settle(averaged.undo) == ReadConfig()


def test_a_time_that_cannot_be_read_is_to_be_decided_first(found):
    told = found([f"day <{200 - row}>" for row in range(60)])
    assert list(told)[:2] == [FoundKind.UNREAD_TIME, FoundKind.FALLING]
    unread = told[FoundKind.UNREAD_TIME]
    assert (unread.columns, unread.value, unread.lines, unread.decide) == (("date",), "day <200>", (2,), True)


def test_dates_that_could_be_either_show_both_and_are_settled_by_either(found):
    ambiguous = [f"{row:02}/{row + 1:02}/2020" for row in range(1, 12)]
    told = found(ambiguous)[FoundKind.DATE_ORDER]
    assert told.decide
    assert {told.value, told.evidence["other"]} == {"day-first", "month-first"}
    for chosen in (told.accept, told.undo):
        assert FoundKind.DATE_ORDER not in found(ambiguous, how=settle(chosen))


def test_a_series_that_grows_is_told_to_be_learnt_as_differences(found):
    told = found(days(120), [10 + 3 * day + day % 7 for day in range(120)])[FoundKind.TRANSFORM]
    assert (told.columns, told.undo.path, told.evidence) == (("value",), "data.transform", {"reason": "trend"})
    assert "difference" in told.value


def test_a_header_that_is_a_guess_is_settled_by_yes_and_by_no(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("".join(f"{'ab'[row % 2]} fine day,{'cd'[row % 3 // 2]} jour\n" for row in range(30)))
    (told,) = (each for each in open_dataset(str(path)).info.found if each.kind is FoundKind.HEADER)
    assert (told.accept.value, told.undo.value) in {(True, False), (False, True)}
    for chosen in (told.accept, told.undo):
        info = open_dataset(str(path), settle(chosen)).info
        assert info.read.header is chosen.value
        assert FoundKind.HEADER not in {each.kind for each in info.found}


def test_each_doubt_is_told_once_and_an_unknown_one_by_its_word():
    doubts = ("encoding", "header", "delimiter", "decimal", "quote", "skip", "else")
    told = found_by_doubts(doubts, ReadConfig(encoding="cp949", header=True, decimal=",", delimiter=";", skip=2))
    assert [each.kind for each in told] == [*map(FoundKind, doubts[:-1]), FoundKind.GUESS]
    assert all(map(sentence, told))
    assert "else" in sentence(told[-1])
