"""One of many sequences is chosen by its name, and watched where it can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import DataConfig, Kind, RunConfig, Task, Transform
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import RunInfo, Sequence
from gatescope.engine.protocol.runs import Medium
from gatescope.gui.panels.probe import ProbeBar, whole
from gatescope.gui.panels.sequences import SequenceField
from tests.gui import fake_engine as fake

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups
LENGTHS = (30, 12, 200, 7)
LABELS = ("wave", "line", "wave", "dot")


def sequences(lengths: tuple[int, ...] = LENGTHS) -> tuple[Sequence, ...]:
    starts = [sum(lengths[:at]) for at in range(len(lengths))]
    return tuple(
        Sequence(name=f"g{at}", start=start, length=length, label=LABELS[at % 4], validation=at % 2 == 1)
        for at, (start, length) in enumerate(zip(starts, lengths, strict=True))
    )


def info(task: Task = Task.MANY_TO_ONE, lengths: tuple[int, ...] = LENGTHS, **more: object) -> RunInfo:
    data = {"kind": Kind.TABLE, "inputs": ("a",), "targets": ("b",), "task": task, "sequence": "gesture"}
    transform = more.pop("transform", Transform.NONE)
    shift = 1 if task is Task.NEXT else 0
    values = {
        "config": RunConfig(data=DataConfig(**data, transform=transform)),  # type: ignore[arg-type]
        "sequences": sequences(lengths),
        "shift": shift,
        "validation_probe": Probe(part=Part.VALIDATION, start=lengths[0], length=min(lengths[1], 12)),
    }
    return fake.info(1, **{**values, **more})


@given(
    task=st.sampled_from([Task.NEXT, Task.TAG, Task.MANY_TO_ONE]),
    lengths=st.lists(st.integers(2, 300), min_size=2, max_size=6).map(tuple),
    transform=st.sampled_from([Transform.NONE, Transform.DIFFERENCE, Transform.SEASONAL_DIFFERENCE]),
    season=st.integers(0, 12),
)
def test_a_probe_lies_within_its_sequence(
    task: Task, lengths: tuple[int, ...], transform: Transform, season: int
) -> None:
    told = info(task, lengths, transform=transform, season=season)
    for sequence in told.sequences:
        probe = whole(told, sequence)
        assert probe.length >= 1
        assert sequence.start <= probe.start
        assert probe.start + probe.length <= sequence.start + sequence.length
        assert probe.part is (Part.VALIDATION if sequence.validation else Part.TRAINING)


def test_one_answer_needs_the_whole_sequence_and_a_long_series_only_a_window() -> None:
    told = info()
    assert whole(told, told.sequences[2]) == Probe(part=Part.TRAINING, start=42, length=200)
    tagged = info(Task.TAG)
    assert whole(tagged, tagged.sequences[2]).length == tagged.config.train.window


@pytest.fixture
def field(qtbot: QtBot) -> SequenceField:
    made = SequenceField()
    qtbot.addWidget(made)
    made.resize(300, 28)
    made.show_sequences(sequences(), 1)
    made.show()
    return made


def test_the_keys_go_through_the_sequences(field: SequenceField, qtbot: QtBot) -> None:
    went: list[int] = []
    field.chosen.connect(went.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left):
        qtbot.keyClick(field, key)
    assert went == [2, 3, 0, 3, 2]  # the one after the last is the last
    assert "g2 · wave · training" in field.text()


def test_a_sequence_is_found_by_its_label(field: SequenceField, qtbot: QtBot) -> None:
    qtbot.keyClick(field, "w")
    assert field.popup.isVisible()
    assert field.popup.shown == ["g0 · wave · training", "g2 · wave · training"]
    qtbot.keyClicks(field.popup.search, " tr g2")
    assert field.popup.search.text() == "w tr g2"
    assert field.popup.shown == ["g2 · wave · training"]
    with qtbot.waitSignal(field.chosen) as chosen:
        qtbot.keyClick(field.popup.search, Qt.Key.Key_Return)
    assert chosen.args == [2]
    assert not field.popup.isVisible()


def test_what_is_not_there_is_not_chosen(field: SequenceField, qtbot: QtBot) -> None:
    qtbot.keyClick(field, "q")
    assert field.popup.shown == []
    with qtbot.assertNotEmitted(field.chosen):
        qtbot.keyClick(field.popup.search, Qt.Key.Key_Return)


@pytest.fixture
def bar(qtbot: QtBot) -> ProbeBar:
    made = ProbeBar()
    qtbot.addWidget(made)
    return made


def test_the_bar_names_the_sequence_that_is_watched(bar: ProbeBar, qtbot: QtBot) -> None:
    told = info()
    bar.show_run(told, told.validation_probe, 0)
    assert not bar._sequence.isHidden()
    assert bar._part.isHidden()  # there is nothing else than sequences
    assert "g1" in bar._sequence.accessibleName()
    with qtbot.waitSignal(bar.probe_chosen) as chosen:
        bar._sequence.chosen.emit(2)
    assert chosen.args == [Probe(part=Part.TRAINING, start=42, length=200)]


def test_a_long_sequence_is_moved_through(bar: ProbeBar, qtbot: QtBot) -> None:
    told = info(Task.TAG)
    bar.show_run(told, whole(told, told.sequences[2]), 0)
    window = told.config.train.window
    assert (bar._where.minimum(), bar._where.maximum()) == (42, 42 + 200 - window)
    with qtbot.waitSignal(bar.probe_chosen) as chosen:
        bar._where.setValue(60)
    assert chosen.args == [Probe(part=Part.TRAINING, start=60, length=window)]


def test_where_symbols_go_in_a_text_of_ones_own_can_be_typed(bar: ProbeBar, qtbot: QtBot) -> None:
    told = info(input=Medium.SYMBOLS, output=Medium.SYMBOLS)
    bar.show_run(told, told.validation_probe, 0)
    assert [bar._part.itemData(i) for i in range(bar._part.count())] == [Part.VALIDATION, Part.TYPED]
    bar._part.setCurrentIndex(1)
    assert bar._sequence.isHidden()
    with qtbot.waitSignal(bar.probe_chosen) as chosen:
        qtbot.keyClicks(bar._typed, "a")
    assert chosen.args[0].part is Part.TYPED


def test_the_window_of_a_horizon_keeps_its_targets_in_its_part(bar: ProbeBar) -> None:
    """Rows 100 … 143 are validated on, 7 ahead: the first input is row 93, the last window ends at 143 − 7."""
    told = fake.info(1, shift=7, validation_probe=Probe(part=Part.VALIDATION, start=93, length=24))
    bar.show_run(told, told.validation_probe, 0)
    assert (bar._where.minimum(), bar._where.maximum()) == (93, 144 - 24 - 7)
