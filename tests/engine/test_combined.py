"""Files in every combination of how files are written are read as they are meant, or the doubt is told.

``python -m tests.bench reading`` tries 20,000."""

import pytest

from tests.engine.combined.axes import AXES
from tests.engine.combined.files import made
from tests.engine.combined.judging import Outcome
from tests.engine.combined.tally import Tally, trial

FILES, PARTS = 2000, 16


@pytest.mark.parametrize("part", range(PARTS))
def test_files_are_read_as_they_are_meant_or_it_is_told(part: int) -> None:
    tally = Tally()
    tally.add(map(trial, range(part, FILES, PARTS)))
    said = "\n".join(each.line for each in tally.others)
    assert not tally.all[Outcome.SILENT], said
    assert not tally.short(), f"{tally.short()}\n{said}"


def test_a_seed_always_makes_the_same_file_and_every_kind_comes() -> None:
    assert [made(seed).raw for seed in range(0, 200, 17)] == [made(seed).raw for seed in range(0, 200, 17)]
    plans = [made(seed).truth.plan for seed in range(400)]
    assert all(len({getattr(plan, axis) for plan in plans}) > 4 for axis in AXES)
