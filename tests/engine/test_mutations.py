"""Spoilt files: some of the campaign, each opened in a worker. ``python -m tests.bench mutate`` tries 10,000."""

import json
from collections import Counter
from pathlib import Path

import pytest

from gatescope.engine.errors import Fault
from tests.bench import mutate
from tests.bench.mutant_seeds import seeds
from tests.bench.mutants import Mutant, mutant

FILES = 100


def test_no_spoilt_file_does_harm_and_every_refusal_says_why(tmp_path: Path) -> None:
    tally = mutate.campaign(tmp_path, range(FILES))
    assert not tally.findings, json.dumps(tally.findings[:5], indent=1)
    assert tally.outcomes.total() == FILES
    assert tally.outcomes["read"] > FILES // 3
    assert len(tally.outcomes) > 5  # kinds of refusal


def test_files_that_were_not_spoilt_are_read(tmp_path: Path) -> None:
    opener = mutate.Opener(tmp_path)
    try:
        for seed in seeds():
            file = Mutant(0, seed.name, seed.name, seed.raw, len(seed.inner))
            answer = opener.try_(file)
            assert (seed.name, answer["open"]["outcome"]) == (seed.name, "read")
            assert mutate.judged(file, answer) == []
    finally:
        opener.end()


def test_a_number_always_makes_the_same_file_and_files_differ() -> None:
    assert [mutant(number) for number in range(20)] == [mutant(number) for number in range(20)]
    stories = Counter(mutant(number).story.partition(":")[0] for number in range(300))
    assert len(stories) > len(seeds())


def told(**changes: object) -> dict:
    read = {"outcome": "read", "odd": [], "seconds": 0.1}
    return {"open": {**read, **changes}, "preview": read, "learn": read, "grown": 0}


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (told(), ""),
        (told(outcome="crashed", error="ValueError: x"), "crash"),
        ({"died": ""}, "crash"),
        ({"hung": 60.0}, "hang"),
        (told(seconds=6.0), "hang"),
        (told(odd=["rows 3, read 4"]), "counts"),
        ({**told(), "grown": 1 << 30}, "memory"),
        (told(outcome="refused", fault=Fault.INTERNAL, facts={"path": "a"}, sentence=""), "refusal"),
        (told(outcome="refused", fault=Fault.QUOTE_UNCLOSED, facts={"path": "a"}, sentence=""), "refusal"),
        (told(outcome="refused", fault=Fault.QUOTE_UNCLOSED, facts={"path": "a", "line": "3"}, sentence="."), ""),
    ],
)
def test_what_must_not_happen_is_found(answer: dict, what: str) -> None:
    file = Mutant(0, "", "a.csv", b"a,b\n1,2\n", 8)
    assert [each["what"] for each in mutate.judged(file, answer)] == ([what] if what else [])
