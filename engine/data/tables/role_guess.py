"""What the columns of a table are most likely used for, guessed from what they hold and how they are called."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from gatescope.engine.config.data import DataConfig, Kind, Level, Split, Task, TokenConfig
from gatescope.engine.data.tables import state_names, target_names
from gatescope.engine.data.tables.target_names import Reason
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import Column, ColumnType
from gatescope.engine.protocol.found import Found, FoundKind, Undo
from gatescope.engine.protocol.roles import are_classes

LEVELS_MOST = 50  # different words of a column that is embedded, or of labels
_TOLD = 3  # columns that are named as evidence
_ROWS_OF_EACH = 5  # that a sequence has at least, in the mean
_SEQUENCES_LEAST = 4  # to learn on some and validate on others
_TEXT_LENGTH, _TEXT_WORDS = 20.0, 3.0  # characters and words of a cell, in the mean, from which it is a text
_PHRASE_WORDS = 1.5
_TEXT_SHARE = 0.5  # of the cells of a text column are different ones
_FIGURES = 0.9  # of the characters, from which cells are no text
_NUMBERS_BESIDE = 2  # numeric columns beside a text that nobody called so

_COUNTS = 0.5  # of the rows, at least, follow on the one before
_NAMELESS = re.compile(r"column \d+")  # as such columns are named here
_INDEX = re.compile(
    r"no\.?|nr|num|id|#|index|idx|unnamed.*|row.?(id|no|num.*)?|record|seq|연번|번호|순번|일련번호|순서", re.I
)
_SEQUENCE = re.compile(
    r"(.*[_\W])?(id|uid|subject|sensor|store|shop|unit|device|machine|engine|station|site|patient|user|customer|episode|"
    r"series|sequence|seq|trial|sample|item|product|sku|ticker|symbol|stock|meter|house|household|building|plant|"
    r"turbine|vehicle|car|zone|player|participant|person|region|city|country|location|name)"
    r"([_\W]?(id|no|nr|num|name|code|number|key))?|\w+id|.*(번호|아이디|센서|장비|설비|기기|지점|매장|점포|역명|종목|호기|환자|"
    r"측정소|피험자|코드|사용자|고객|지역|관측소)(명|코드|번호)?",
    re.I,
)
_LABEL = re.compile(
    r"(.*[_\W])?(label|class|category|target|y|sentiment|polarity|score|rating|stars|grade|activity|outcome|result|tag|"
    r"intent|topic|diagnosis)s?|레이블|라벨|정답|분류|클래스|평점|별점|점수|감정|감성|등급|결과|유형",
    re.I,
)
_TEXT = re.compile(
    r"(.*[_\W])?(text|review|sentence|comment|document|content|title|body|tweet|message|abstract|summary|question|"
    r"answer|source|src|english|korean|utterance|headline|description)s?([_\W]?\w{1,4})?|.*(텍스트|리뷰|댓글|내용|본문|문장|문서|"
    r"제목|발화|원문|질문|답변|후기|메시지|번역문)",
    re.I,
)
_NAME = re.compile(
    r"(.*[_\W])?(name|address|url|link|author|user|file|path|location|place|title)s?|.*(이름|성명|주소|상호|명|장소)",
    re.I,
)

_ANSWER = re.compile(
    r"(.*[_\W])?(answer|output|translation|response|reply|result|target|tgt|written)s?|.*(답|정답|번역|번역문|출력|응답|결과)",
    re.I,
)

_KINDS = {
    Reason.NAMED: FoundKind.TARGET_NAMED,
    Reason.PRICE: FoundKind.TARGET_PRICE,
    Reason.LAST: FoundKind.TARGET_LAST,
}


@dataclass(frozen=True)
class Facts:
    """What a guess needs to know of a column of ``rows`` rows beyond what ``Column`` tells. ``distinct`` cells are
    different, ``runs`` differ from the one before, ``ones`` of them by one; ``length`` and ``words`` are those of a
    cell, in the mean; ``digits`` is the share of its characters that numbers are written with."""

    column: Column
    rows: int
    distinct: int = 0
    runs: int = 0
    ones: int = 0
    length: float = 0.0
    words: float = 0.0
    digits: float = 0.0

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def is_words(self) -> bool:
        return self.column.type in (ColumnType.CATEGORY, ColumnType.TEXT)

    @property
    def is_written(self) -> bool:
        """Whether it is of words and not of figures, which are no text whatever they are."""
        return self.is_words and self.digits < _FIGURES

    @property
    def is_flag(self) -> bool:
        """Whether it only says yes or no."""
        return self.column.distinct == 2 and are_classes(self.column)

    @property
    def is_name(self) -> bool:
        """Whether its numbers only tell things apart."""
        return are_classes(self.column) and bool(_SEQUENCE.fullmatch(self.name.strip()))

    @property
    def varies(self) -> bool:
        return not self.column.constant and self.column.missing < self.rows

    @property
    def is_called_index(self) -> bool:
        return bool(_INDEX.fullmatch(self.name.strip()))

    @property
    def is_index(self) -> bool:
        """Whether it names or counts rows and says nothing of them."""
        if self.column.counter:
            return True
        return self.is_called_index and self.distinct >= self.rows - self.column.missing

    @property
    def is_nameless_index(self) -> bool:
        """Whether it counts, perhaps anew now and then, and has no name: how tables write the numbers of their rows."""
        return bool(_NAMELESS.fullmatch(self.name)) and self.ones >= _COUNTS * self.rows

    @property
    def is_text(self) -> bool:
        known = max(1, self.rows - self.column.missing)
        long = self.length >= _TEXT_LENGTH or self.words >= _TEXT_WORDS
        named = bool(_TEXT.fullmatch(self.name.strip())) and (self.words > 1.2 or self.length >= 8)
        return self.is_written and (long or named) and self.distinct >= _TEXT_SHARE * known

    @property
    def is_phrase(self) -> bool:
        """Whether it may be a short text, where nothing else is."""
        return self.is_written and self.words >= _PHRASE_WORDS and self.distinct >= _TEXT_SHARE * self.rows

    @property
    def is_level(self) -> bool:
        return self.is_words and self.varies and 2 <= self.distinct <= LEVELS_MOST


@dataclass(frozen=True)
class Guess:
    """The roles that columns most likely have, and what of that a person may see otherwise."""

    data: DataConfig
    found: tuple[Found, ...] = ()


Finder = Callable[[Sequence[str], Sequence[str]], tuple[str, ...]]
Steady = Callable[[Sequence[str]], frozenset[str]]


def suggest_roles(
    facts: Sequence[Facts],
    time: tuple[str, ...],
    apart: Finder,
    steady: Steady,
    counting: Steady,
    *,
    jumbled: bool = False,
) -> Guess:
    """The roles that the columns most likely have. What is suggested can be trained, if anything can.

    ``apart(named, others)``: those of the columns that tell series apart. ``steady(names)``: the columns that never
    change within a combination of values of those, ``counting(names)`` those that go up by one there. ``jumbled``: the
    moments in the columns ``time`` come in no order, so that they need not tell when a row was.

    Raises ``ConfigError`` when there is nothing to learn from."""
    open_ = [each for each in facts if each.name not in time and each.varies]
    if texts := _texts(open_, time, jumbled and len(facts) == 2, len(facts) == 2):
        return Guess(texts)
    keys = _keys(open_, apart)
    rest = [each for each in open_ if each.name not in keys]
    label = _label(rest, keys, steady, bool(time), open_) if keys else ""
    numeric = [each.name for each in rest if each.column.type is ColumnType.NUMERIC and each.name != label]
    counters = counting(keys) if keys else frozenset()
    named = [each for each in facts if not _NAMELESS.fullmatch(each.name)]
    able = [each for each in rest if each.name in numeric and not each.is_index]
    able = [each for each in able if not (named and each.is_nameless_index)]
    usable = [each.name for each in able if not (each.is_called_index and each.name in counters)] or numeric
    same = _names_again(rest, keys, open_, steady)
    levels = tuple(
        each.name for each in rest if each.is_level and not each.is_index and each.name not in (label, *same)
    )
    if label and (usable or levels):
        found = next(each for each in rest if each.name == label)
        data = DataConfig(
            kind=Kind.TABLE, inputs=tuple(usable), categories=levels, targets=(label,), time=time, **_by(keys)
        )
        return Guess(_many_to_one(data, found))
    if not usable:
        return Guess(_for_words(open_, levels, time, keys))
    told = {"kind": Kind.TABLE, "inputs": tuple(usable), "categories": levels, "time": time, **_by(keys)}
    state = _state(rest, usable)
    if state is not None:
        return _tagged(told, state)
    return _forecast(told, [each for each in rest if each.name in usable])


def _caption(facts: Sequence[Facts]) -> DataConfig | None:
    """What is written of pictures, where there are any: the first column of texts, else of words."""
    pictures = [each.name for each in facts if each.column.type is ColumnType.PICTURE]
    written = [each for each in facts if each.is_written and not each.is_index]
    said = next((each for each in written if each.is_text or each.words >= _PHRASE_WORDS), next(iter(written), None))
    if said is None or not pictures:
        return None
    whole, task = Split.SEQUENCE, Task.ONE_TO_MANY
    words = TokenConfig(level=Level.WORD)  # of captions there are few
    return DataConfig(kind=Kind.TABLE, text=said.name, picture=pictures[0], task=task, split=whole, tokens=words)


def _forecast(told: dict[str, Any], usable: Sequence[Facts]) -> Guess:
    """What goes on is a column of numbers; where there are several, which is a guess."""
    names = [each.name for each in usable]
    unlikely = [each.name for each in usable if each.is_flag or each.is_name]
    target = target_names.choose(names, unlikely)
    data = DataConfig(**told, targets=(target.name,))
    others = [name for name in names if name != target.name]
    if not others:
        return Guess(data)
    other = target_names.choose(others, unlikely).name
    undo = Undo(path="data.targets", value=(other,), option=f"--target {_quoted(other)}")
    evidence: dict[str, str | int | float] = {"beside": ", ".join(target.beside or others[:_TOLD])}
    return Guess(data, (Found(kind=_KINDS[target.reason], columns=(target.name,), evidence=evidence, undo=undo),))


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"[^\w.-]", name) else name


def _state(rest: Sequence[Facts], usable: Sequence[str]) -> Facts | None:
    """The column that says of each step in which state it is, beside a signal."""
    signals = [each for each in rest if each.name in usable and not are_classes(each.column)]
    if not signals:
        return None
    able = [each for each in rest if each.varies and each.runs < each.rows and _is_class(each)]
    found = [each for each in able if state_names.is_state(each.name)]
    if not found and target_names.choose([each.name for each in signals]).reason is Reason.LAST:
        numeric = [each for each in able if each.column.type is ColumnType.NUMERIC]
        found = [each for each in numeric if state_names.is_mode(each.name)]
    return found[-1] if found else None


def _is_class(facts: Facts) -> bool:
    return facts.is_level if facts.is_words else are_classes(facts.column)


def _tagged(told: dict[str, Any], state: Facts) -> Guess:
    """A class per step: the state is told from what is beside it."""
    name = state.name
    told |= {part: tuple(each for each in told[part] if each != name) for part in ("inputs", "categories")}
    data = DataConfig(**told, targets=(name,), task=Task.TAG, classes=True)
    signal = target_names.choose(data.inputs).name
    undo = Undo(path="data.targets", value=(signal,), option=f"--target {_quoted(signal)}")
    evidence: dict[str, str | int | float] = {"classes": state.distinct, "beside": ", ".join(data.inputs[:_TOLD])}
    return Guess(data, (Found(kind=FoundKind.STATE, columns=(name,), evidence=evidence, undo=undo),))


def _by(keys: tuple[str, ...]) -> dict[str, Any]:
    return {"sequence": "".join(keys[:1]), "beside": keys[1:]}


def _names_again(rest: Sequence[Facts], keys: tuple[str, ...], facts: Sequence[Facts], steady: Steady) -> list[str]:
    """The columns of words that say in other words which sequence a row belongs to."""
    counts = {each.distinct for each in facts if each.name in keys}
    alike = [each.name for each in rest if each.is_words and each.distinct in counts]
    constant = steady(keys) if alike and keys else frozenset()
    return [name for name in alike if name in constant]


def _many_to_one(data: DataConfig, label: Facts) -> DataConfig:
    classes = are_classes(label.column)
    split = Split.STRATIFIED if classes else Split.SEQUENCE
    return msgspec.structs.replace(data, task=Task.MANY_TO_ONE, classes=classes, split=split)


def _text(facts: Sequence[Facts], time: tuple[str, ...]) -> Facts | None:
    """The column of texts, when those are what the table is about: it is called so, or hardly anything is beside it."""
    numeric = [each for each in facts if each.column.type is ColumnType.NUMERIC and not each.is_index]
    texts = [each for each in facts if each.is_text or (not numeric and each.is_phrase)]
    named = [each for each in texts if _TEXT.fullmatch(each.name.strip())]
    if named and (not time or max(named, key=lambda each: each.words).words >= _TEXT_WORDS):
        return named[0] if len(named) == 2 and not _labels(facts, named[0]) else max(named, key=_size)
    texts = [each for each in texts if not _NAME.fullmatch(each.name.strip())]
    if texts and ((not time and len(numeric) <= _NUMBERS_BESIDE) or not numeric):
        return texts[0] if not _labels(facts, texts[0]) else max(texts, key=_size)
    if numeric or any(each.is_level for each in facts):
        return None
    return max((each for each in facts if each.is_written and not each.is_index), key=_size, default=None)


def _size(facts: Facts) -> float:
    return facts.length


def _for_text(facts: Sequence[Facts], text: Facts, time: tuple[str, ...]) -> DataConfig:
    data = DataConfig(kind=Kind.TABLE, text=text.name, time=time, split=Split.SEQUENCE)
    labels = _labels(facts, text)
    if labels:
        return _many_to_one(msgspec.structs.replace(data, targets=(labels[-1].name,)), labels[-1])
    able = (each for each in facts if (each.is_text or each.is_phrase) and each is not text and not _is_label(each))
    second = next((each.name for each in able), "")
    return msgspec.structs.replace(data, second=second, task=Task.PAIRS if second else Task.NEXT)


def _is_label(facts: Facts) -> bool:
    """Whether it is called a label, and not an answer."""
    name = facts.name.strip()
    return bool(_LABEL.fullmatch(name)) and not _ANSWER.fullmatch(name)


def _texts(facts: Sequence[Facts], time: tuple[str, ...], dated: bool, two: bool) -> DataConfig | None:
    """What the table is for where it is about texts, None where it is not. ``two``: there are no other columns than
    these and ``time``; ``dated``: so it is, and the moments are what may be told of a text beside them."""
    if caption := _caption(facts):
        return caption
    asked = _asked(facts) if two and not time else None
    if asked is not None:
        return _pair(*asked)
    text = _text(facts, time)
    if text is None:
        return None
    return _pair(text.name, time[0]) if dated and len(facts) == 1 else _for_text(facts, text, time)


def _pair(text: str, second: str) -> DataConfig:
    return DataConfig(kind=Kind.TABLE, text=text, second=second, task=Task.PAIRS, split=Split.SEQUENCE)


def _asked(facts: Sequence[Facts]) -> tuple[str, str] | None:
    """Figures and signs, of which hardly two are alike, and a number that is called an answer to them, like a sum and
    what it comes to."""
    if [each.column.type is ColumnType.NUMERIC for each in facts] != [False, True]:
        return None
    question, answer = facts
    alone = question.is_words and not question.is_written and question.distinct >= _TEXT_SHARE * question.rows
    return (question.name, answer.name) if alone and _ANSWER.fullmatch(answer.name.strip()) else None


def _labels(facts: Sequence[Facts], text: Facts) -> list[Facts]:
    """The columns that may be the label of a text, the likeliest last."""
    others = [each for each in facts if each is not text and not each.is_index and not each.is_text]
    able = [each for each in others if each.is_level or each.column.type is ColumnType.NUMERIC]
    named = [each for each in able if _LABEL.fullmatch(each.name.strip())]
    return named or [each for each in able if are_classes(each.column)] or able


def _keys(facts: Sequence[Facts], apart: Finder) -> tuple[str, ...]:
    """The columns that tell sequences apart: rows are in order for each value alone, or a column is called like one
    and each of its values comes in one stretch."""
    able = [each for each in facts if 2 <= each.distinct <= each.rows // 2 and _may_name(each)]
    named = [each for each in able if _SEQUENCE.fullmatch(each.name.strip())]
    others = [each for each in able if each not in named and each.distinct <= each.rows // _ROWS_OF_EACH]
    others.sort(key=lambda each: not each.is_words)
    found = apart([each.name for each in named], [each.name for each in others])
    return found or tuple(each.name for each in named if each.runs == each.distinct)[:1]


def _may_name(facts: Facts) -> bool:
    """Words, or whole numbers; not a number that is measured."""
    if facts.is_words:
        return not facts.is_text
    levels = facts.column.levels
    years = [level for level in levels if level.isdecimal() and 1500 <= int(level) <= 2200]
    return not facts.column.counter and all("." not in level for level in levels) and len(years) < max(1, len(levels))


def _label(rest: Sequence[Facts], keys: tuple[str, ...], steady: Steady, timed: bool, facts: Sequence[Facts]) -> str:
    """The column that says one thing of each sequence: called so, or the only one, where no time says it is a series
    to go on with."""
    sequences = max(each.distinct for each in facts if each.name in keys)
    if sequences < _SEQUENCES_LEAST:
        return ""
    constant = steady(keys)
    able = [
        each
        for each in rest
        if (each.name in constant and not each.is_index and 2 <= each.distinct <= max(sequences // 2, 2))
        or (each.name in constant and each.column.type is ColumnType.NUMERIC and not are_classes(each.column))
    ]
    able = [each for each in able if each.column.type is ColumnType.NUMERIC or each.is_level]
    named = [each.name for each in able if _LABEL.fullmatch(each.name.strip())]
    if named:
        return named[-1]
    return able[0].name if len(able) == 1 and not timed else ""


def _for_words(
    facts: Sequence[Facts], levels: tuple[str, ...], time: tuple[str, ...], keys: tuple[str, ...]
) -> DataConfig:
    """Where there are no numbers, the last column of words goes on."""
    if not levels:
        raise ConfigError(Fault.CONFIG_VALUE, name="inputs", value=", ".join(each.name for each in facts)[:1000])
    return DataConfig(kind=Kind.TABLE, categories=levels, targets=levels[-1:], classes=True, time=time, **_by(keys))
