"""What the columns of a table are used for: told of a configuration, and changed in one."""

import re
from collections.abc import Sequence
from typing import Any

from gatescope.engine.config.data import DataConfig, Split, Task
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import Column, ColumnType, Role

CLASSES_MOST = 20  # different whole numbers that are classes rather than quantities


def role_of(data: DataConfig, name: str) -> Role:
    """What the column ``name`` is used for."""
    if name in data.targets:
        if data.task.spec.label:
            return Role.LABEL
        return Role.INPUT_TARGET if name in (*data.inputs, *data.categories) else Role.TARGET
    if name and name in (data.text, data.second):
        return Role.TEXT if name == data.text else Role.SECOND
    if name and name == data.picture:
        return Role.PICTURE
    for names, role in (
        (data.keys, Role.SEQUENCE),
        (data.time, Role.TIME),
        (data.inputs, Role.INPUT),
        (data.categories, Role.CATEGORY),
    ):
        if name in names:
            return role
    return Role.NONE


def allowed_roles(data: DataConfig, name: str, columns: Sequence[Column] = ()) -> tuple[Role, ...]:
    """The roles that ``name`` can take: those that its cells allow, if ``columns`` tell, and that leave something to
    learn."""
    return tuple(role for role in _suitable(name, columns) if _is_allowed(data, name, role, columns))


def with_role(data: DataConfig, name: str, role: Role, columns: Sequence[Column] = ()) -> DataConfig:
    """The same with ``name`` used as ``role``, and whatever follows from that: a label makes the task many-to-one, a
    word as target makes it tagging, a second text beside a text makes it pairs, another target unmakes these; when the
    last target goes, the last input is predicted. ``columns``, when told, decide whether targets are classes.

    Raises ``ConfigError`` when nothing would be left to learn from."""
    changed = _put(_without(data, name), name, role, columns)
    if role_of(changed, name) is not role:
        raise ConfigError(Fault.CONFIG_VALUE, name="role", value=role)
    return changed


def _is_allowed(data: DataConfig, name: str, role: Role, columns: Sequence[Column]) -> bool:
    try:
        with_role(data, name, role, columns)
    except ConfigError:
        return False
    return True


def _suitable(name: str, columns: Sequence[Column]) -> Sequence[Role]:
    kind = next((each.type for each in columns if each.name == name), None)
    if kind is ColumnType.NUMERIC:
        return [role for role in Role if role not in (Role.TEXT, Role.SECOND, Role.PICTURE)]
    if kind is ColumnType.PICTURE:
        return [Role.PICTURE, Role.NONE]
    if kind is ColumnType.TIME:
        return [Role.TIME, Role.SEQUENCE, Role.NONE]
    if kind is None:
        return list(Role)
    return [role for role in Role if role not in (Role.INPUT, Role.TIME, Role.PICTURE)]


Parts = dict[str, Any]


def _without(data: DataConfig, name: str) -> Parts:
    """The parts of ``data`` that name columns, without ``name``."""
    parts: Parts = {
        part: tuple(each for each in getattr(data, part) if each != name)
        for part in ("inputs", "targets", "categories", "time", "beside")
    }
    parts |= {
        part: "" if getattr(data, part) == name else getattr(data, part)
        for part in ("sequence", "text", "second", "picture")
    }
    if not parts["sequence"]:
        parts |= {"sequence": next(iter(parts["beside"]), ""), "beside": parts["beside"][1:]}
    return {**{each: getattr(data, each) for each in data.__struct_fields__}, **parts}


def _put(parts: Parts, name: str, role: Role, columns: Sequence[Column]) -> DataConfig:
    words = _is_of(name, columns, ColumnType.CATEGORY, ColumnType.TEXT)
    into = {Role.TIME: "time", Role.INPUT: "inputs", Role.CATEGORY: "categories", Role.TARGET: "targets"}
    if role in into:
        parts[into[role]] = (*_names(parts, into[role]), name)
    elif role is Role.INPUT_TARGET:
        place = "categories" if words else "inputs"
        parts |= {place: (*_names(parts, place), name), "targets": (*_names(parts, "targets"), name)}
    elif role is Role.SEQUENCE and parts["sequence"]:
        parts["beside"] = (*_names(parts, "beside"), name)
    elif role in (Role.SEQUENCE, Role.TEXT, Role.SECOND, Role.PICTURE):
        parts[role.value] = name
        _make_written(parts, role)
    elif role is Role.LABEL:
        parts |= {"targets": (name,), "task": Task.MANY_TO_ONE}
    if role in (Role.TARGET, Role.INPUT_TARGET):
        _make_target(parts, name, columns)
    _repair(parts, columns, name)
    return DataConfig(**parts)


def _names(parts: Parts, part: str) -> tuple[str, ...]:
    names: tuple[str, ...] = parts[part]
    return names


def _is_of(name: str, columns: Sequence[Column], *types: ColumnType) -> bool:
    return any(each.name == name and each.type in types for each in columns)


def _make_written(parts: Parts, role: Role) -> None:
    """A text beside another one is written from that, and one beside a picture is its caption."""
    told = {"targets": (), "classes": False}
    if role is Role.SECOND and parts["text"]:
        parts |= {"task": Task.PAIRS, **told}
    elif role in (Role.TEXT, Role.PICTURE) and parts["text"] and parts["picture"]:
        parts |= {"task": Task.ONE_TO_MANY, **told}


def _make_target(parts: Parts, name: str, columns: Sequence[Column]) -> None:
    """A target of every step: no task of whole sequences is left, and classes go alone."""
    words = _is_of(name, columns, ColumnType.CATEGORY, ColumnType.TEXT)
    if parts["task"] not in (Task.NEXT, Task.TAG):
        parts |= {"task": Task.NEXT, "targets": (name,), "classes": False}
    if columns and (words or parts["classes"]):
        parts |= {"targets": (name,), "classes": words, "task": Task.TAG if words else Task.NEXT}


def _repair(parts: Parts, columns: Sequence[Column], name: str) -> None:
    """Makes what is left a task again, if it can without another role for ``name``."""
    if not parts["text"]:
        parts |= {"text": parts["second"], "second": ""}  # a second text beside none is the one that there is
    targets = _names(parts, "targets")
    if not targets and not parts["task"].spec.writes:
        parts |= {"task": Task.NEXT, "classes": False}
        inputs = _names(parts, "inputs")
        if inputs and not parts["text"]:
            parts["targets"] = tuple(each for each in inputs if each != name)[-1:] or inputs[-1:]
    if parts["task"].spec.second and not (parts["text"] and parts["second"]):
        parts["task"] = Task.NEXT
    if parts["task"].spec.unfolds and not (parts["text"] and (parts["picture"] or parts["inputs"])):
        parts["task"] = Task.NEXT
    targets = _names(parts, "targets")
    if parts["task"].spec.once and columns:
        parts["classes"] = any(are_classes(each) for each in columns if each.name in targets)
    _fit_split(parts)


def _fit_split(parts: Parts) -> None:
    """Whole sequences, or rows, are told apart for one target or another text each; a series in the order of time."""
    whole = parts["task"].spec.once or parts["task"].spec.writes
    if whole and parts["split"] in (Split.TIME, Split.STRATIFIED):
        parts["split"] = Split.STRATIFIED if parts["classes"] else Split.SEQUENCE
    elif not whole and (parts["split"] is Split.STRATIFIED or not (parts["sequence"] or parts["text"])):
        parts["split"] = Split.TIME


def are_classes(column: Column) -> bool:
    """Whether the cells of a target are classes: words, or a few different whole numbers."""
    if column.type is not ColumnType.NUMERIC:
        return True
    whole = all(re.fullmatch(r"-?\d+(\.0*)?", level) for level in column.levels)
    return bool(column.levels) and whole and 2 <= column.distinct <= CLASSES_MOST
