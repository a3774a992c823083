"""The data panel says what is learnt, from what, and what of the file is not as it should be."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import DataConfig, Fill, Kind, Level, RunConfig, Split, Task, TokenConfig
from gatescope.engine.protocol.messages import BadCells, ClassCount, Column, ColumnType, DatasetInfo, Records, Sequence
from gatescope.gui.panels.form.data import DataPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.form.tokens import TokenFields
from gatescope.gui.words.data import balance, level_name, task_name
from tests.gui import fake_engine as fake

TAGS = DataConfig(
    kind=Kind.TABLE,
    inputs=("a",),
    categories=("b",),
    targets=("kind",),
    classes=True,
    task=Task.TAG,
    sequence="subject",
    time=("t",),
    fill=Fill.MASK,
    split=Split.SEQUENCE,
    tokens=TokenConfig(level=Level.WORD, most=9),
)
RECORDS = Records(
    read=140,
    skipped=12,
    skipped_lines=(3, 9),
    bad=(
        BadCells(column="a", count=2, lines=(4, 7), value="n/b"),
        BadCells(column="z", count=1, lines=(5,), value="!"),
    ),
)
REVIEWS = DataConfig(kind=Kind.TABLE, text="review", targets=("score",), task=Task.MANY_TO_ONE)


def info(data: DataConfig, **more: object) -> DatasetInfo:
    config = msgspec.structs.replace(fake.CONFIG, data=data)
    return msgspec.structs.replace(fake.dataset("/data/air.csv"), suggested=config, **more)


@pytest.fixture
def panel(qtbot: QtBot) -> DataPanel:
    made = DataPanel()
    qtbot.addWidget(made)
    return made


def facts(panel: DataPanel) -> dict[str, str]:
    return {row[0]: row[1] for row in panel._facts.rows}


@pytest.mark.parametrize(
    ("task", "classes", "horizon", "said"),
    [
        (Task.NEXT, False, 1, "the next step"),
        (Task.NEXT, False, 24, "24 steps ahead"),
        (Task.TAG, True, 1, "a class at every step"),
        (Task.MANY_TO_ONE, False, 1, "a number per sequence"),
    ],
)
def test_every_task_has_its_words(task: Task, classes: bool, horizon: int, said: str) -> None:
    data = msgspec.structs.replace(TAGS, task=task, classes=classes, horizon=horizon)
    assert task_name(data) == said


def test_no_task_and_no_level_is_without_words() -> None:
    names = {task_name(msgspec.structs.replace(TAGS, task=task, classes=on)) for task in Task for on in (False, True)}
    assert len(names) == 8  # the last three say the same with classes and without, the next step too
    assert len({level_name(level) for level in Level}) == len(Level)


def test_what_is_wrong_with_the_file_is_counted_with_its_lines(panel: DataPanel) -> None:
    missing = (Column(name="a", type=ColumnType.NUMERIC, missing=5), Column(name="z", type=ColumnType.TEXT, missing=9))
    panel.show_data(info(TAGS, records=RECORDS, columns=missing, gaps=3))
    told = facts(panel)
    assert told["skipped"] == "12 (lines 3, 9 …)"
    assert told["bad cells"] == "3 (a: “n/b”, lines 4, 7; z: “!”, lines 5)"
    assert told["missing"] == "5, masked"  # of the columns that are learnt from
    assert told["gaps"] == "3"
    panel.show_data(info(TAGS))
    assert not {"skipped", "bad cells", "missing", "gaps"} & {*facts(panel)}


def test_a_run_tells_of_its_sequences_and_classes(panel: DataPanel) -> None:
    panel.show_data(info(TAGS))
    assert facts(panel)["sequences"] == "by subject"
    assert facts(panel)["input"] == "a, b"
    sequences = tuple(Sequence(name=f"s{i}", start=10 * i, length=10, validation=i > 6) for i in range(9))
    classes = (ClassCount(name="up", training=30, validation=4), ClassCount(name="down", training=6, validation=0))
    panel.show_run(fake.info(1, config=RunConfig(data=TAGS), sequences=sequences, classes=classes))
    told = facts(panel)
    assert told["sequences"] == "9 by subject"
    assert told["2 classes"] == "34 · 6"
    assert told["split"] == "7 train · 2 validation"
    assert ("2 classes", "34 · 6", "up 34\ndown 6") in panel._facts.rows


def test_many_classes_are_told_by_their_extremes() -> None:
    counts = tuple(ClassCount(name=str(k), training=k, validation=0) for k in range(3, 12))
    assert balance(counts)[0] == "3 … 11"
    assert balance(counts)[1].count("\n") == 8


def test_what_the_panel_does_not_show_stays_as_it_is(panel: DataPanel, qtbot: QtBot) -> None:
    """Roles and tokens survive a choice made here."""
    series = msgspec.structs.replace(TAGS, task=Task.NEXT, classes=False, targets=("a",), horizon=4)
    panel.show_data(info(series))
    assert not panel._choose.isHidden()
    with qtbot.waitSignal(panel.config_edited):
        panel.transform.season.setValue(12)
    assert panel.config == msgspec.structs.replace(series, season=12)


def test_columns_are_ticked_only_where_that_says_all(panel: DataPanel) -> None:
    for data in (TAGS, REVIEWS):
        panel.show_data(info(data))
        assert panel._choose.isHidden()
        assert panel._tree.isHidden()


def test_the_import_settings_are_a_click_away(panel: DataPanel, qtbot: QtBot) -> None:
    assert panel._import.isHidden()
    panel.show_data(info(TAGS))
    with qtbot.waitSignal(panel.import_wanted):
        panel._import.click()


# ---- tokens --------------------------------------------------------------------------------------------------------


def test_tokens_are_a_choice_where_a_text_goes_in(panel: DataPanel, qtbot: QtBot) -> None:
    panel.show_data(info(TAGS))
    assert panel.tokens.isHidden()
    panel.show_data(info(REVIEWS))
    assert not panel.tokens.isHidden()
    with qtbot.waitSignal(panel.config_edited):
        panel.tokens.level.choose(Level.JAMO)
    panel.tokens.most.setValue(500)
    assert panel.config == msgspec.structs.replace(REVIEWS, tokens=TokenConfig(level=Level.JAMO, most=500))


def test_a_choice_that_is_shown_is_no_edit(qtbot: QtBot) -> None:
    fields, edited = TokenFields(), []
    qtbot.addWidget(fields)
    fields.edited.connect(lambda: edited.append(1))
    config = msgspec.structs.replace(REVIEWS, tokens=TokenConfig(level=Level.GRAPHEME, most=70, least=3))
    fields.show_config(config)
    assert not edited
    assert fields.applied(REVIEWS) == config


# ---- the model's form ----------------------------------------------------------------------------------------------


def test_a_sequence_with_one_answer_has_no_window(qtbot: QtBot) -> None:
    model = ModelPanel()
    qtbot.addWidget(model)
    model.show_config(RunConfig(data=REVIEWS))
    assert model.window_length.isHidden()
    assert not model.embedding.isHidden()
    model.show_config(RunConfig(data=TAGS))
    assert not model.window_length.isHidden()
    assert model.embedding.isHidden()
    with qtbot.waitSignal(model.shuffled_clicked):
        model.shuffled.click()
