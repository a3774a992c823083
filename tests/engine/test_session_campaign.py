"""Spoilt sessions: some of the campaign, tried in a real engine. ``python -m tests.bench sessions`` tries 2,000."""

import json
from pathlib import Path

import pytest

from gatescope.engine.errors import Fault
from gatescope.engine.protocol.messages import About, Failed
from tests.bench import sessions
from tests.bench.session_damage import NAME
from tests.bench.session_mutants import KINDS, mutant
from tests.bench.session_seeds import make_seeds

SESSIONS = 24


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_seeds(tmp_path_factory.mktemp("seeds"), ("lstm", "carry"))


@pytest.mark.timeout(400)  # two engines have to start, on a machine that may be busy
def test_no_spoilt_session_does_harm(tmp_path: Path, seeds: list[Path]) -> None:
    tally = sessions.campaign(tmp_path, range(SESSIONS), seeds, alone=False)
    assert not tally.findings, json.dumps(tally.findings[:5], indent=1)
    assert sum(each.total() for each in tally.outcomes.values()) == SESSIONS
    assert sum(each["trained"] for each in tally.outcomes.values()) > 0
    assert sum(each[Fault.SESSION_DAMAGED] for each in tally.outcomes.values()) > SESSIONS // 3
    assert tally.peak < sessions.BYTES_MOST


def test_a_number_always_makes_the_same_session(tmp_path: Path, seeds: list[Path]) -> None:
    kinds = set()
    for number in range(30):
        twice = []
        for _ in range(2):
            for file in tmp_path.iterdir():
                file.unlink()
            one = mutant(number, seeds[:1], tmp_path, tmp_path / "elsewhere")
            twice.append((one, len((tmp_path / NAME).read_bytes())))
            kinds.add(one.kind)
        assert twice[0] == twice[1]
    assert kinds == KINDS.keys()


@pytest.mark.parametrize(
    ("fault", "facts", "must", "odd"),
    [
        (Fault.SESSION_DAMAGED, {"path": "a", "reason": "b"}, False, []),
        (Fault.SESSION_DAMAGED, {"path": "a"}, False, ["refusal"]),
        (Fault.SESSION_DAMAGED, {"path": "", "reason": "b"}, False, ["refusal"]),
        (Fault.INTERNAL, {"reason": "b"}, False, ["internal"]),
        (Fault.SESSION_IN_USE, {"path": "a"}, True, ["internal"]),
        (Fault.SESSION_FOREIGN, {"path": "a"}, False, []),
    ],
)
def test_what_a_refusal_must_say(fault: Fault, facts: dict[str, str], must: bool, odd: list[str]) -> None:
    failure = Failed(about=About.SESSION, fault=fault, facts=dict(facts))
    assert list(sessions._odd(failure, must)) == odd
