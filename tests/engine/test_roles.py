"""Roles of columns: told, changed, guessed."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gatescope.engine.config.data import DataConfig, Kind, Split, Task
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.messages import Column, ColumnType, Role
from gatescope.engine.protocol.roles import allowed_roles, are_classes, role_of, with_role

NAMES = ("a", "b", "c", "d", "e", "f")
COLUMNS = (
    Column(name="a", type=ColumnType.NUMERIC),
    Column(name="b", type=ColumnType.NUMERIC, distinct=3, levels=("0", "1", "2")),
    Column(name="c", type=ColumnType.CATEGORY, distinct=2, levels=("x", "y")),
    Column(name="d", type=ColumnType.TIME),
    Column(name="e", type=ColumnType.TEXT, distinct=90),
    Column(name="f", type=ColumnType.NUMERIC, constant=True, distinct=1, levels=("5",)),
)
SERIES = DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("b",), time=("d",))
changes = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(Role)), max_size=12)
known = st.sampled_from([(), COLUMNS])


def roles(data: DataConfig) -> dict[str, Role]:
    return {name: role_of(data, name) for name in NAMES}


def changed(data: DataConfig, steps: list[tuple[str, Role]], columns: tuple[Column, ...]) -> DataConfig:
    for name, role in steps:
        if role in allowed_roles(data, name, columns):
            data = with_role(data, name, role, columns)
    return data


@given(changes, known, st.sampled_from(NAMES), st.sampled_from(Role))
def test_a_role_that_was_given_is_the_role_there_is(
    steps: list[tuple[str, Role]], columns: tuple[Column, ...], name: str, role: Role
) -> None:
    data = changed(SERIES, steps, columns)
    assume(role in allowed_roles(data, name, columns))
    after = with_role(data, name, role, columns)
    assert role_of(after, name) is role
    assert roles(with_role(after, name, role, columns)) == roles(after)


@given(changes, known)
def test_whatever_is_chosen_fits_together(steps: list[tuple[str, Role]], columns: tuple[Column, ...]) -> None:
    data = changed(SERIES, steps, columns)
    assert data.inputs or data.categories or data.text
    assert data.targets or data.second or data.text
    lists = (data.inputs, data.categories, data.targets, data.time)
    assert all(len(set(names)) == len(names) for names in lists)
    single = [name for name in (data.sequence, data.text, data.second, data.picture) if name]
    used = [*single, *{*data.inputs, *data.categories, *data.targets}, *data.time]
    assert len(used) == len(set(used)), "one column, one use, but for an input that is also a target"
    assert (data.task is Task.MANY_TO_ONE) == any(role is Role.LABEL for role in roles(data).values())
    assert not (data.split is Split.STRATIFIED and not data.classes and columns)
    assert data.task in (Task.NEXT, Task.TAG, Task.MANY_TO_ONE, Task.PAIRS, Task.ONE_TO_MANY)
    assert data.task is not Task.PAIRS or (data.text and data.second and not data.targets)


@given(changes, st.sampled_from(NAMES), st.sampled_from(Role))
def test_other_columns_keep_their_role_unless_it_follows(steps: list[tuple[str, Role]], name: str, role: Role) -> None:
    data = changed(SERIES, steps, ())
    assume(role in allowed_roles(data, name))
    before, after = roles(data), roles(with_role(data, name, role))
    targets = (Role.TARGET, Role.INPUT_TARGET, Role.LABEL)
    follows = (Role.INPUT, Role.INPUT_TARGET, Role.NONE, Role.TARGET, Role.LABEL, Role.CATEGORY)
    for each in NAMES:
        if each == name or before[each] is after[each]:
            continue
        replaces = role in (Role.SEQUENCE, Role.TEXT, Role.SECOND, Role.PICTURE)
        replaced = replaces and before[each] is role and after[each] is Role.NONE
        alone = before[each] is Role.SECOND and after[each] is Role.TEXT and before[name] is Role.TEXT  # the one left
        assert replaced or alone or (after[each] in follows and before[each] in (*targets, Role.INPUT))


def test_a_label_makes_the_task_many_to_one_and_another_target_unmakes_it() -> None:
    data = with_role(with_role(SERIES, "e", Role.SEQUENCE, COLUMNS), "c", Role.LABEL, COLUMNS)
    assert (data.task, data.targets, data.classes, data.split) == (Task.MANY_TO_ONE, ("c",), True, Split.STRATIFIED)
    assert role_of(data, "b") is Role.INPUT
    again = with_role(data, "a", Role.INPUT_TARGET, COLUMNS)
    assert (again.task, again.targets, again.classes, again.split) == (Task.NEXT, ("a",), False, Split.TIME)


def test_a_second_text_makes_the_task_pairs_and_nothing_else_keeps_it() -> None:
    texts = [Column(name=name, type=ColumnType.TEXT) for name in ("en", "ko")]
    columns = [*texts, Column(name="stars", type=ColumnType.NUMERIC, distinct=3, levels=("1", "2", "3"))]
    read = DataConfig(kind=Kind.TABLE, text="en", targets=("stars",), task=Task.MANY_TO_ONE, classes=True)
    both = with_role(read, "ko", Role.SECOND, columns)
    assert (both.task, both.text, both.second, both.targets) == (Task.PAIRS, "en", "ko", ())
    assert both.split is Split.SEQUENCE
    assert with_role(both, "ko", Role.NONE, columns).task is Task.NEXT
    assert with_role(both, "stars", Role.LABEL, columns).task is Task.MANY_TO_ONE


def test_a_number_as_label_is_a_quantity_unless_it_is_one_of_a_few() -> None:
    data = with_role(SERIES, "e", Role.SEQUENCE, COLUMNS)
    assert with_role(data, "b", Role.LABEL, COLUMNS).classes
    scored = with_role(data, "f", Role.LABEL, COLUMNS)
    assert (scored.classes, scored.split) == (False, Split.SEQUENCE)


def test_a_word_as_target_is_a_tag_of_every_step() -> None:
    data = with_role(SERIES, "c", Role.TARGET, COLUMNS)
    assert (data.task, data.targets, data.classes, data.inputs) == (Task.TAG, ("c",), True, ("a", "b"))
    again = with_role(data, "a", Role.INPUT_TARGET, COLUMNS)
    assert (again.task, again.targets, again.classes) == (Task.NEXT, ("a",), False)


def test_when_the_last_target_goes_the_last_input_is_predicted() -> None:
    assert with_role(SERIES, "b", Role.NONE).targets == ("a",)
    with pytest.raises(ConfigError):
        with_role(with_role(SERIES, "b", Role.NONE), "a", Role.NONE)


def test_a_text_needs_no_target() -> None:
    data = with_role(with_role(SERIES, "e", Role.TEXT), "b", Role.INPUT)
    assert (data.text, role_of(data, "e")) == ("e", Role.TEXT)


def test_what_a_column_cannot_be() -> None:
    assert Role.TEXT not in allowed_roles(SERIES, "a", COLUMNS)
    assert Role.INPUT not in allowed_roles(SERIES, "c", COLUMNS)
    assert set(allowed_roles(SERIES, "d", COLUMNS)) == {Role.TIME, Role.SEQUENCE, Role.NONE}


@pytest.mark.parametrize(
    ("levels", "expected"),
    [(("0", "1"), True), (("0.0", "1.0"), True), (("0.5", "1"), False), ((), False), (("3",), False)],
)
def test_classes_are_a_few_whole_numbers(levels: tuple[str, ...], expected: bool) -> None:
    column = Column(name="a", type=ColumnType.NUMERIC, distinct=len(levels), levels=levels)
    assert are_classes(column) is expected


def test_the_window_can_ask_for_roles_without_torch_or_pyarrow() -> None:
    code = "import sys, gatescope.engine.protocol.roles; print(sorted({'torch', 'pyarrow'} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    result: Any = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    assert result.stdout.strip() == "[]", result.stderr
