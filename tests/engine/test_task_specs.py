"""The table of tasks: every task has an entry, and whoever depends on the task has what it needs."""

import numpy as np
import pytest

from gatescope.engine.config.data import DataConfig, Kind, Split
from gatescope.engine.config.run import direction_fault
from gatescope.engine.config.tasks import TASKS, TRAINABLE, Task
from gatescope.engine.data.preparing.outline import OUTLINES
from gatescope.engine.data.rows import splits
from gatescope.engine.errors import ConfigError
from gatescope.gui.importing.drawings import SHAPES
from gatescope.gui.words.data import task_name
from gatescope.gui.words.import_choices import tasks


def test_every_task_has_an_entry_of_its_own() -> None:
    assert list(TASKS) == list(Task)
    assert len(set(TASKS.values())) == len(Task)


def test_a_task_without_networks_is_outlined_in_a_way_of_its_own() -> None:
    assert set(OUTLINES) - {Task.PAIRS} == set(Task) - set(TRAINABLE)


def test_every_task_is_drawn_and_told_by_a_name_of_its_own() -> None:
    assert set(SHAPES) == set(tasks()) == set(Task)
    data = [DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("b",), task=task) for task in Task]
    assert len({task_name(each) for each in data}) == len(Task)


@pytest.mark.parametrize("task", list(Task))
def test_a_whole_sequence_is_validated_on_where_the_table_says_so(task: Task) -> None:
    data = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("b",), sequence="s", task=task, validation_share=0.5)
    borders = splits.borders(np.array([0, 10, 20]), data)
    assert (borders.tolist() == [10, 10]) is task.spec.whole


@pytest.mark.parametrize("task", list(Task))
def test_single_rows_are_drawn_only_where_each_is_a_sequence(task: Task) -> None:
    data = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("b",), task=task, split=Split.SHUFFLED)
    if task.spec.single:
        assert len(splits.borders(np.arange(11), data)) == 10
    else:
        with pytest.raises(ConfigError):
            splits.borders(np.arange(11), data)


@pytest.mark.parametrize("task", list(Task))
def test_what_is_still_to_come_is_not_read_from_its_end(task: Task) -> None:
    assert (direction_fault(task, carry=False) is not None) is task.spec.ahead
