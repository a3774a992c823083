"""Short versions of the benchmark's campaigns: what ``kill -9`` leaves, and a window that comes and goes.

Real processes, the real window (offscreen). ``python -m tests.bench kill cycles`` does the same fifty times.
"""

from pathlib import Path

import pytest

from gatescope.engine.config.run import Cell, to_json
from tests.bench import faults, samples
from tests.bench.live import LiveWindow

LONG = samples.Size(64, 1000, 512)  # a step of it takes seconds


@pytest.mark.parametrize("victim", faults.VICTIMS)
def test_no_acknowledged_row_is_lost(victim: str, tmp_path: Path) -> None:
    end = faults.VICTIMS[victim](tmp_path, 0.3)
    assert end.acknowledged > 0
    assert end.kept >= end.acknowledged
    assert end.offered or victim == "headless training"  # that one lies where its user put it


def test_a_window_comes_and_goes_without_a_word(tmp_path: Path) -> None:
    with LiveWindow([str(samples.write_series(tmp_path)), "--start"], "", tmp_path) as window:
        window.first("frame")
        seconds, status = window.close()
        assert status == 0
        assert seconds < 3
        assert faults.warnings_in(window.stderr) == []


def test_closing_in_the_middle_of_a_long_step_takes_no_longer(tmp_path: Path) -> None:
    with LiveWindow([str(samples.write_series(tmp_path))], "", tmp_path) as window:
        window.first("data")
        window.do("run", config=to_json(samples.config(Cell.LSTM, LONG)))
        window.do("train")
        window.do("wait", seconds=0.5)
        heard = window.do("progress")
        assert (heard["training"], heard["step"]) == (True, 0)  # in the middle of its first step
        seconds, status = window.close()
        assert status == 0
        assert seconds < 3
