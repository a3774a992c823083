"""What was chosen about a file, laid over what was found out about it."""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatescope.engine.config.run import DataConfig, Fill, Kind, ReadConfig, Scale, Split, Task, Transform
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.messages import Column, ColumnType, Role
from gatescope.engine.protocol.roles import role_of
from gatescope.gui.importing.draft import Draft, roles_for, roles_on, shapes_for
from gatescope.gui.memory import files as remembered

BASE = DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("a",), time=("date",))
COLUMNS = (
    Column(name="date", type=ColumnType.TIME),
    Column(name="a", type=ColumnType.NUMERIC),
    Column(name="b", type=ColumnType.NUMERIC),
    Column(name="who", type=ColumnType.CATEGORY, distinct=3, levels=("x", "y", "z")),
)


def used(draft: Draft, name: str, role: Role) -> Draft:
    return draft.using(name, role_of(draft.config(BASE, COLUMNS), name), role)


def test_nothing_chosen_is_what_was_found_out() -> None:
    assert Draft().config(BASE, COLUMNS) == BASE
    assert not Draft().touches_data


def test_a_label_makes_it_one_answer_per_sequence() -> None:
    draft = used(used(Draft(), "who", Role.LABEL), "b", Role.SEQUENCE)
    data = draft.config(BASE, COLUMNS)
    assert (data.task, data.targets, data.sequence) == (Task.MANY_TO_ONE, ("who",), "b")
    assert data.classes
    assert data.split is Split.STRATIFIED


def test_a_role_that_decides_the_task_opens_it_again() -> None:
    draft = used(Draft().choosing(task=Task.ONE_TO_ONE, horizon=3), "who", Role.TARGET)
    data = draft.config(BASE, COLUMNS)
    assert data.task is Task.TAG
    assert data.horizon == 3


def test_another_shape_says_what_follows_from_it() -> None:
    chosen = Draft().choosing(split=Split.SEQUENCE).choosing(task=Task.TAG)
    assert chosen.config(BASE, COLUMNS).split is Split.TIME
    assert chosen.choosing(split=Split.SEQUENCE).config(BASE, COLUMNS).split is Split.SEQUENCE


TEXTS = (
    Column(name="en", type=ColumnType.TEXT),
    Column(name="ko", type=ColumnType.TEXT),
    Column(name="topic", type=ColumnType.CATEGORY, distinct=3, levels=("x", "y", "z")),
)
ENGLISH = DataConfig(
    kind=Kind.TABLE, text="en", targets=("topic",), task=Task.MANY_TO_ONE, classes=True, split=Split.STRATIFIED
)


def test_pairs_are_offered_where_there_are_two_columns_of_words() -> None:
    assert Task.PAIRS not in shapes_for(BASE, COLUMNS)
    assert shapes_for(ENGLISH, TEXTS) == tuple(Task)
    assert shapes_for(DataConfig(kind=Kind.TEXT), ()) == (Task.NEXT,)


def test_a_second_text_makes_pairs_and_pairs_find_one() -> None:
    told = Draft().using("ko", Role.NONE, Role.SECOND).config(ENGLISH, TEXTS)
    chosen = Draft().choosing(task=Task.PAIRS).config(ENGLISH, TEXTS)
    for data in (told, chosen):
        assert (data.task, data.text, data.second, data.targets) == (Task.PAIRS, "en", "ko", ())
        assert data.split is Split.SEQUENCE
    again = Draft().using("ko", Role.NONE, Role.SECOND).using("ko", Role.SECOND, Role.NONE)
    assert again.config(ENGLISH, TEXTS) == ENGLISH


def test_one_column_may_differ_from_all() -> None:
    draft = Draft().choosing(scale=Scale.MIN_MAX).treating("b", fill=Fill.MASK)
    data = draft.config(BASE, COLUMNS)
    assert (data.of("b").fill, data.of("b").scale) == (Fill.MASK, Scale.MIN_MAX)
    assert data.of("a").fill is Fill.INTERPOLATE
    assert draft.treating("b", fill=None).config(BASE, COLUMNS).columns == ()


def test_choices_stay_when_other_columns_are_found() -> None:
    draft = used(Draft(), "b", Role.NONE)
    other = DataConfig(kind=Kind.TABLE, inputs=("column 1",), targets=("column 1",))
    assert draft.config(other, (Column(name="column 1", type=ColumnType.NUMERIC),)) == other
    assert roles_on(draft.config(BASE, COLUMNS), COLUMNS)["b"] is Role.NONE


def test_a_text_keeps_what_can_be_chosen_of_it() -> None:
    base = DataConfig(kind=Kind.TEXT)
    assert Draft().choosing(validation_share=0.2).config(base, ()).validation_share == 0.2


def test_a_reading_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ConfigError):
        Draft().reading(decimal=",").reading(thousands=",")


@given(st.lists(st.tuples(st.sampled_from([each.name for each in COLUMNS]), st.integers(0, 20)), max_size=6))
@example([("b", 0), ("who", 6), ("a", 1)])  # a second text where there is none beside it is not offered
@example([("a", 0), ("a", 1)])  # first the time, then an input again: another column is predicted
def test_whatever_is_offered_leaves_something_to_learn(picks: list[tuple[str, int]]) -> None:
    draft = Draft()
    for name, at in picks:
        data = draft.config(BASE, COLUMNS)
        offered = roles_for(data, name, COLUMNS)
        assert role_of(data, name) in offered
        role = offered[at % len(offered)]
        draft = used(draft, name, role)
        changed = draft.config(BASE, COLUMNS)
        assert role_of(changed, name) is role
        assert changed.targets or changed.text


# ---- remembered -----------------------------------------------------------------------------------------------------


def test_choices_for_a_file_are_remembered(tmp_path) -> None:
    path, read = str(tmp_path / "a.csv"), ReadConfig(delimiter=";", missing=("9999",))
    text = remembered.with_reading("", path, read, BASE)
    found = remembered.reading(text, str(tmp_path / "." / "a.csv"))
    assert found is not None
    assert (found.read, found.data) == (read, BASE)
    assert remembered.reading(text, str(tmp_path / "b.csv")) is None
    again = remembered.with_reading(text, path, ReadConfig(), None)
    found = remembered.reading(again, path)
    assert found is not None
    assert found.data is None


def test_few_are_remembered_and_nonsense_is_none(tmp_path) -> None:
    text = ""
    for at in range(40):
        text = remembered.with_reading(text, str(tmp_path / str(at)), ReadConfig(), None)
    assert remembered.reading(text, str(tmp_path / "0")) is None
    assert remembered.reading(text, str(tmp_path / "39")) is not None
    for nonsense in ("", "{", "[1, {}]", '[{"path": 3}]', '[{"path": "/a", "read": {"delimiter": "ab"}}]'):
        assert remembered.reading(nonsense, "/a") is None


def test_rows_by_themselves_have_no_past() -> None:
    base = msgspec.structs.replace(BASE, transform=Transform.DIFFERENCE, inputs=BASE.targets, sequence="")
    config = Draft().choosing(task=Task.ONE_TO_ONE).config(base, COLUMNS)
    assert not set(config.inputs) & set(config.targets)
    assert config.inputs
    assert (config.transform, config.sequence, config.season) == (Transform.NONE, "", 0)
