"""What the user has chosen about a file that is not open yet: how it is read, what its columns are, what is learnt.

Only what was chosen is kept; the rest follows the engine's guess (``base``), also when another way of reading makes it
guess anew. Free of Qt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from gatescope.engine.config.run import ColumnConfig, DataConfig, Kind, ReadConfig, Split, Task, Transform
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.found import Found, Undo
from gatescope.engine.protocol.messages import Column, ColumnType, Role
from gatescope.engine.protocol.roles import allowed_roles, are_classes, role_of, with_role

TARGETS = (Role.TARGET, Role.INPUT_TARGET, Role.LABEL)
INPUTS = (Role.INPUT, Role.INPUT_TARGET)
DECISIVE = (*TARGETS, Role.TEXT, Role.SECOND, Role.PICTURE)  # they say what the task is
OPEN_READ = ReadConfig()


@dataclass(frozen=True)
class FoundAnswer:
    """What a person said about something that was found: ``setting`` was set, where ``before`` stood."""

    found: Found
    setting: Undo
    before: Any

    @property
    def undone(self) -> bool:
        """Whether it was not agreed to."""
        return self.setting == self.found.undo

    @property
    def own(self) -> frozenset[str]:
        """Of a setting of several words those that it added."""
        value = self.setting.value
        return frozenset(value if isinstance(value, tuple | list) else ()) - frozenset(self.before or ())


@dataclass(frozen=True)
class Draft:
    """``read`` holds '' and None where nothing was chosen, ``roles`` are the columns whose role was, in that order,
    ``choices`` fields of ``DataConfig`` by name, ``columns`` what was chosen for single columns. ``answers`` say which
    of these were chosen for something that was found, as long as they stand."""

    read: ReadConfig = OPEN_READ
    roles: tuple[tuple[str, Role], ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[ColumnConfig, ...] = ()
    answers: tuple[FoundAnswer, ...] = ()

    @property
    def touches_data(self) -> bool:
        """Whether anything but the reading was chosen."""
        return bool(self.roles or self.choices or self.columns)

    # ---- choosing ----------------------------------------------------------------------------------------------

    def reading(self, **changes: Any) -> "Draft":
        """Raises ``ConfigError``."""
        return replace(self, read=msgspec.structs.replace(self.read, **changes))._with_answers(self.answers)

    def choosing(self, **changes: Any) -> "Draft":
        """Fields of ``DataConfig``. Another shape of task leaves its classes and its split open again; other targets
        leave open the shape, too."""
        kept = dict(self.choices)
        if "task" in changes or "targets" in changes:
            follows = ("classes", "split", *(("task",) if "targets" in changes else ()))
            kept = {name: value for name, value in kept.items() if name not in follows}
        return replace(self, choices={**kept, **changes})._with_answers(self.answers)

    def using(self, name: str, before: Role, role: Role) -> "Draft":
        """The column in another role. Where that decides what the task is, what was chosen of it is open again."""
        kept = dict(self.choices)
        if role in DECISIVE or before in DECISIVE:
            kept = {key: value for key, value in kept.items() if key not in ("task", "classes", "split")}
        others = tuple(each for each in self.roles if each[0] != name)
        return replace(self, roles=(*others, (name, role)), choices=kept)

    def treating(self, name: str, **changes: Any) -> "Draft":
        """What is done to one column (``scale``, ``transform``, ``fill``; None: as to all)."""
        own = next((each for each in self.columns if each.name == name), ColumnConfig(name=name))
        own = msgspec.structs.replace(own, **changes)
        others = tuple(each for each in self.columns if each.name != name)
        return replace(self, columns=(*others, own))

    # ---- what was found ----------------------------------------------------------------------------------------

    def answering(self, found: Found, setting: Undo) -> "Draft":
        """Sets what undoes, or agrees to, something found; taken back, what is so already is found out again. Raises
        ``ConfigError``."""
        before = self._value(setting.path)
        if before == setting.value:
            before = Draft()._value(setting.path)
        answer = FoundAnswer(found, setting, before)
        return self._setting(setting.path, setting.value)._with_answers((*self.answers, answer))

    def taking_back(self, answer: FoundAnswer) -> "Draft":
        """As if it had not been said. Raises ``ConfigError``."""
        before, now = answer.before, self._value(answer.setting.path)
        if isinstance(now, tuple) and before is not None:  # words: others may have been added since
            before = tuple(each for each in now if each not in answer.own)
        others = tuple(each for each in self.answers if each is not answer)
        return self._setting(answer.setting.path, before)._with_answers(others)

    def _with_answers(self, answers: tuple[FoundAnswer, ...]) -> "Draft":
        return replace(self, answers=tuple(each for each in answers if self._stands(each)))

    def _stands(self, answer: FoundAnswer) -> bool:
        now = self._value(answer.setting.path)
        return answer.own <= set(now) if isinstance(now, tuple) else bool(now == answer.setting.value)

    def _value(self, path: str) -> Any:
        """What was chosen of a setting such as ``read.rows``; of ``data`` None where nothing was."""
        part, _, name = path.partition(".")
        return getattr(self.read, name) if part == "read" else self.choices.get(name)

    def _setting(self, path: str, value: Any) -> "Draft":
        part, _, name = path.partition(".")
        if part == "read":
            return self.reading(**{name: _as(ReadConfig, name, value)})
        if value is None:
            return replace(self, choices={key: kept for key, kept in self.choices.items() if key != name})
        return self.choosing(**{name: _as(DataConfig, name, value)})

    # ---- what follows ------------------------------------------------------------------------------------------

    def config(self, base: DataConfig, columns: Sequence[Column]) -> DataConfig:
        """What is learnt, all in all. Raises ``ConfigError`` where the choices cannot be had together."""
        if base.kind is Kind.TEXT:
            return msgspec.structs.replace(base, **self.choices)
        chosen = dict(self.choices)
        data = _predicting(base, chosen.pop("targets", base.targets), columns)
        for name, role in self.roles:
            if any(each.name == name for each in columns):
                data = _with(data, name, role, columns)
        own = {each.name: each for each in (*base.columns, *self.columns)}
        found: dict[str, Any] = {"columns": tuple(c for c in own.values() if c.scale or c.transform or c.fill)}
        if "task" in chosen and chosen["task"] is not data.task:
            found |= _of_task(chosen["task"], data, columns)
        return msgspec.structs.replace(data, **{**found, **chosen})


def _as(config: type[msgspec.Struct], name: str, value: Any) -> Any:
    """A value that was sent, as the setting of this name holds it."""
    kind = next(each.type for each in msgspec.structs.fields(config) if each.name == name)
    return msgspec.convert(value, kind)


def words_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns that hold words, and not the same in every row."""
    kinds = (ColumnType.TEXT, ColumnType.CATEGORY)
    return tuple(each.name for each in columns if each.type in kinds and not each.constant)


def shapes_for(data: DataConfig, columns: Sequence[Column]) -> tuple[Task, ...]:
    """The shapes of task that make sense for a file: pairs need two columns of words."""
    if data.kind is Kind.TEXT:
        return tuple(task for task in Task if task.spec.trainable and task.spec.ahead)
    pairs = data.task.spec.second or len(words_of(columns)) > 1
    return tuple(task for task in Task if pairs or not task.spec.second)


def trainable_for(data: DataConfig, columns: Sequence[Column]) -> tuple[Task, ...]:
    """The shapes of task that can be trained from a file: tags need a column of few different values, one answer for
    each sequence needs several of them, or what could tell them apart, and rows by themselves a column beside the one
    that is predicted."""
    told = [each for each in columns if each.type is not ColumnType.TIME and not each.constant]
    classes = any(map(are_classes, told))
    several = bool(data.sequence or data.text or words_of(columns))
    has = {Task.TAG: classes, Task.MANY_TO_ONE: several, Task.ONE_TO_ONE: len(told) > 1 and not data.text}
    able = [task for task in shapes_for(data, columns) if task.spec.trainable and has.get(task, True)]
    return tuple(task for task in Task if task in able or task is data.task)


def roles_on(data: DataConfig, columns: Sequence[Column]) -> dict[str, Role]:
    """Every column's role, in the file's order."""
    return {each.name: role_of(data, each.name) for each in columns}


def roles_for(data: DataConfig, name: str, columns: Sequence[Column]) -> tuple[Role, ...]:
    """The roles that a column can have, the one it has among them; not used comes last."""
    current = role_of(data, name)
    known = {current, *allowed_roles(data, name, columns)}
    return tuple(role for role in Role if role in known)


def _with(data: DataConfig, name: str, role: Role, columns: Sequence[Column]) -> DataConfig:
    """What cannot be had on these columns (another way of reading has made others) is left out."""
    try:
        return with_role(data, name, role, columns)
    except ConfigError:
        return data


def _predicting(data: DataConfig, targets: tuple[str, ...], columns: Sequence[Column]) -> DataConfig:
    """``targets`` are predicted in place of what was guessed; that is used as it would be else. All other roles stay,
    and those that a person chose are laid over it."""
    changed = data
    for name in targets:
        if name not in data.targets:
            changed = _with(changed, name, Role.INPUT_TARGET, columns)
    for name in data.targets:
        if name not in targets:
            changed = _with(changed, name, _beside(data, name), columns)
    return changed


def _beside(data: DataConfig, name: str) -> Role:
    """What a target is when it is none."""
    return Role.INPUT if name in data.inputs else Role.CATEGORY if name in data.categories else Role.NONE


def _of_task(task: Task, data: DataConfig, columns: Sequence[Column]) -> dict[str, Any]:
    """Whether another shape of task has classes, and how it is split; for pairs the texts that there are."""
    if task.spec.second:
        known = filter(None, (data.text, data.second, *words_of(columns)))
        text, second, *_ = (*dict.fromkeys(known), "", "")
        return {"text": text, "second": second, "targets": (), "classes": False, "split": Split.SEQUENCE}
    if not task.spec.whole:
        classes = any(are_classes(each) for each in columns if each.name in data.targets) and not task.spec.ahead
        return {"classes": classes, "split": Split.TIME}
    classes = any(are_classes(each) for each in columns if each.name in data.targets)
    rows = _of_rows(data, columns) if task.spec.single else {}
    return {"classes": classes, "split": Split.STRATIFIED if classes else Split.SEQUENCE} | rows


def _of_rows(data: DataConfig, columns: Sequence[Column]) -> dict[str, Any]:
    """Rows by themselves have no past: what is predicted is no input, and nothing is done that needs an order."""
    numbers = [each.name for each in columns if each.type is ColumnType.NUMERIC and not each.constant]
    inputs = [name for name in data.inputs if name not in data.targets]
    inputs = inputs or [name for name in numbers if name not in data.targets]
    categories = tuple(name for name in data.categories if name not in data.targets)
    roles: dict[str, Any] = {"inputs": tuple(inputs), "categories": categories, "sequence": "", "beside": ()}
    return roles | {"transform": Transform.NONE, "season": 0}
