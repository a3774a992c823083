"""What was taken off the numbers of a file's columns, and the cells that are none, as a person is told of them."""

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns.column import ColumnReader, shown
from gatescope.engine.data.columns.measures import FALLS, MARKS, SCALES
from gatescope.engine.data.columns.numeric import is_error, kinds
from gatescope.engine.protocol.found import Found, FoundKind, Undo

_WORDS_TOLD, _OPTION_MOST = 8, 20


def found_on(columns: Sequence[ColumnReader], read: ReadConfig) -> tuple[Found, ...]:
    """What is told of columns that were read: first what a person should decide."""
    numeric = [each for each in columns if each.numeric]
    return (
        *(found for each in numeric if (found := _unreadable(each, read)) is not None),
        *_signs(numeric, read),
        *_together(FoundKind.UNIT, ((each.clothes.unit, each) for each in numeric if each.clothes.unit), read),
        *_together(FoundKind.SCALE, ((_scales(each), each) for each in numeric if _scales(each)), read),
    )


def _unreadable(column: ColumnReader, read: ReadConfig) -> Found | None:
    """The few words that come again and again among the numbers of a column."""
    counted = kinds(column.others)
    repeated = [word for word, count in counted.most_common() if count > 1 or is_error(word)]
    if not repeated or len(counted) > len(column.others) + _WORDS_TOLD:
        return None
    words = [word for word, _ in column.others.most_common()]
    missing = Undo(path="read.missing", value=_more(read.missing, words), option=_option("--missing", words))
    return Found(
        kind=FoundKind.UNREADABLE,
        columns=(column.name,),
        count=column.wrong,
        value=shown(column.wrong_text),
        lines=tuple(column.wrong_lines),
        evidence={"words": _listed(counted), "of": column.rows, "missing": missing.option},
        decide=not all(map(is_error, counted)),
        undo=_as_words([column.name], read),
        accept=missing,
    )


def _listed(counted: Counter[str]) -> str:
    told = [f"{shown(word)} ({count:,})" for word, count in counted.most_common(_WORDS_TOLD)]
    return ", ".join(told) + (" …" if len(counted) > len(told) else "")


def _signs(columns: Iterable[ColumnReader], read: ReadConfig) -> list[Found]:
    """The marks that were taken for a sign. Open is what ▲ means where nothing falls: accounts write it for minus."""
    by_marks: dict[tuple[str, str], list[ColumnReader]] = defaultdict(list)
    for column in columns:
        marks = "".join(sorted(mark for mark in column.worn if mark in MARKS or mark == "("))
        if marks:
            minus = "".join(mark for mark in marks if mark in column.clothes.minus + "(")
            by_marks[marks, minus].append(column)
    return [_sign(marks, minus, group, read) for (marks, minus), group in by_marks.items()]


def _sign(marks: str, minus: str, columns: list[ColumnReader], read: ReadConfig) -> Found:
    count = sum(column.worn[mark] for column in columns for mark in marks)
    plain = any(sum(column.worn[mark] for mark in MARKS) < column.rows - column.missing for column in columns)
    rising = "".join(mark for mark in marks if mark not in minus)
    alone = bool(rising) and not any(mark in marks for mark in FALLS)
    drawn = "".join(mark for mark in marks if mark in MARKS)
    other = "".join(mark for mark in drawn if mark not in minus) or FALLS[0]
    return Found(
        kind=FoundKind.SIGN,
        columns=tuple(column.name for column in columns),
        count=count,
        value=minus.replace("(", "( )") or rising,
        evidence={"minus": " ".join(minus).replace("(", "( )") or "–", "plus": " ".join(rising) or "–"},
        decide=not read.minus and ((alone and plain) or ("△" in marks and "▽" in marks)),
        undo=Undo(path="read.minus", value=other, option=f"--minus {other}") if drawn else None,
    )


def _together(kind: FoundKind, columns: Iterable[tuple[str, ColumnReader]], read: ReadConfig) -> list[Found]:
    """One of a kind for all columns that have the same."""
    groups: dict[str, list[ColumnReader]] = defaultdict(list)
    for value, column in columns:
        groups[value].append(column)
    made = []
    for value, group in groups.items():
        names = [column.name for column in group]
        count = sum(column.worn[each] for column in group for each in SCALES)
        told: dict[str, Any] = {"count": count} if kind is FoundKind.SCALE else {}
        made.append(Found(kind=kind, columns=tuple(names), value=value, undo=_as_words(names, read), **told))
    return made


def _scales(column: ColumnReader) -> str:
    return ", ".join(f"{scale} = {SCALES[scale]:,.0f}" for scale in SCALES if column.worn[scale])


def _as_words(names: list[str], read: ReadConfig) -> Undo:
    return Undo(path="read.words", value=_more(read.words, names), option=_option("--words", names))


def _more(before: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))


def _option(name: str, words: list[str]) -> str:
    return " ".join([name, *map(shlex.quote, words[:_OPTION_MOST])])
