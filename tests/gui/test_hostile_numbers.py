"""Whatever numbers the engine says, the window draws: each number of a real conversation made into 1e308, no number,
infinity, −1, 0 and what no integer of a machine holds."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope import resources
from gatescope.engine.errors import EngineError
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import Frame
from gatescope.engine.protocol.wire import LENGTH, pack, unpack_from_engine
from gatescope.gui.importing.pictures import TargetPlot
from gatescope.gui.kit.canvas import limits, share
from gatescope.gui.kit.small_plot import ticks
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.views.loss.ranges import step_range
from gatescope.gui.views.loss.scene import LossChoice
from gatescope.gui.window.overrides import make_safe
from tests.gui import fake_engine as fake
from tests.gui import hostile, monkey
from tests.gui.hostile import FLOATS, INTEGERS, Keeping, Kept, Silent, mutants, shown, window_with

SAMPLES = Path(resources.__file__).parent / "samples"
TRIED = int(os.environ.get("GATESCOPE_HOSTILE", "40"))  # of about 4,000; more where that is asked for


@pytest.fixture
def told(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Kept]]:
    """What a real engine has said to a window that looked at everything."""
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "sessions"))
    make_safe()
    theme.apply(qapp, theme.LIGHT)
    bridge = Keeping()
    window = window_with(bridge, tmp_path, qtbot)
    kept = hostile.conversation(window, qtbot, SAMPLES / "airline-passengers.csv")
    window.close()
    yield kept
    bridge.deleteLater()


@pytest.mark.timeout(0 if TRIED > 1000 else 120)
def test_no_number_keeps_the_window_from_drawing(told: list[Kept], qtbot: QtBot, tmp_path: Path) -> None:
    bridge = Silent()
    window = window_with(bridge, tmp_path, qtbot)
    everything = [each for kept in told for each in mutants(kept)]
    kinds = {type(kept.message).__name__ for kept in told}
    assert {"Ready", "DataOpened", "RunChanged", "Metrics", "Frame", "CostTold"} <= kinds
    assert len(everything) > 2000
    tried = random.Random(0).sample(everything, min(TRIED, len(everything)))
    crossed, spoilt = 0, True
    for name, kept in tried:
        for each in told if spoilt else ():
            bridge.hear(each)
        slot = getattr(kept.message, "slot", None)
        for spec in window.board.specs.values():
            if slot is not None and slot.name in spec.slots:
                window.board.show(spec.name)
        with monkey.heard() as complaints:
            crossed += bridge.hear(kept)
            shown(window)
        spoilt = not isinstance(kept.message, Frame)  # of a slot the newest counts
        assert not complaints.said, f"{name}\n{complaints.said[0]}"
    assert crossed > len(tried) // 2
    bridge.deleteLater()


@pytest.mark.parametrize("value", FLOATS)
def test_losses_and_baselines_of_any_size_are_drawn(qtbot: QtBot, tmp_path: Path, value: float) -> None:
    bridge = Silent()
    window = window_with(bridge, tmp_path, qtbot)
    bridge.hear(Kept(m.DataOpened(info=fake.dataset("/data/air.csv"))))
    kinds = (m.BaselineKind.LAST_VALUE, m.BaselineKind.MEAN, m.BaselineKind.MARKOV)
    baselines = tuple(m.Baseline(kind=kind, loss=value, reference=at == 0) for at, kind in enumerate(kinds))
    info = fake.info(1, baselines=baselines, validation_loss=value, train_loss=value, seconds=value, step=100)
    rows = fake.metrics(m.MetricsRequest(run=1, since=0, since_validation=0), 100)
    with np.errstate(over="ignore"):
        wild = {name: np.full_like(getattr(rows, name), value) for name in ("train_loss", "gradient_norm", "seconds")}
    rows = msgspec.structs.replace(rows, **wild, validation_loss=np.full_like(rows.validation_loss, value))
    with monkey.heard() as complaints:
        for message in (m.RunChanged(info=info), rows):
            assert bridge.hear(Kept(message))
            for log in (False, True):
                window.conductor.choose(LossChoice(log=log))
                shown(window)
        window.actions_by_name["run_table"].trigger()
        for top in QApplication.topLevelWidgets():
            top.grab()
    assert not complaints.said, complaints.said[0]
    bridge.deleteLater()


@pytest.mark.parametrize(
    "values", [[0.0, 1e308, -1e308], [1.7e308, -1.7e308], [5e-324, 0.0], [-1.79e308] * 3, [np.inf, np.nan, 1e308]]
)
def test_a_target_of_any_size_is_drawn_before_it_is_opened(values: list[float], qtbot: QtBot) -> None:
    make_safe()
    plot = TargetPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 160)
    plot.show_series(np.array(values), ((0.5, 1.0),), "v", ("first", "last"))
    low, high = limits(np.array(values))
    with monkey.heard() as complaints:
        plot.grab()
        marks = ticks((low, high), False, 120.0)
    assert not complaints.said, complaints.said[0]
    assert all(low <= mark <= high for mark in marks)
    assert all(0.0 <= share(mark, low, high) <= 1.0 for mark in marks)
    assert [share(at, low, high) for at in (low, high)] == [0.0, 1.0]


@pytest.mark.parametrize("value", INTEGERS)
def test_a_whole_number_beyond_what_crosses_ends_the_engine(value: int) -> None:
    message = m.RunChanged(info=fake.info(1, step=value))
    if abs(value) <= 2**53:
        assert unpack_from_engine(pack(message)[LENGTH.size :]).info.step == value
    else:
        with pytest.raises(EngineError):
            unpack_from_engine(pack(message)[LENGTH.size :])


@pytest.mark.parametrize("value", [*FLOATS, 1.7e308, 123456789.0])
def test_every_number_has_a_text(value: float) -> None:
    for text in (numbers.three, numbers.narrow, numbers.signed, numbers.plain, numbers.percent, numbers.size):
        assert text(value)
    assert numbers.duration(value)
    assert isinstance(numbers.whole(value), int)
    low, high = step_range(value)
    assert low < high < float("inf")
