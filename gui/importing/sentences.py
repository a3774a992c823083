"""Sentences about what was read of a file: counts, times, columns. Also said after the file was opened."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import Kind, Task
from gatescope.engine.errors import Fact, Fault
from gatescope.engine.protocol.datasets import LINES_TOLD
from gatescope.engine.protocol.messages import BadCells, Column, DatasetInfo, Records, Stages
from gatescope.gui.look.readable_numbers import count, size
from gatescope.gui.words import import_choices as import_words
from gatescope.gui.words import notices

COLUMNS_TOLD = 3
PREVIEWED = 4_000_000  # bytes that the engine reads for a preview, at most


def lines(numbers: Sequence[int], all_of_them: int) -> str:
    """Lines of a file: "line 4", "lines 4, 9", "lines 4, 9, 12 …"."""
    translate = QCoreApplication.translate
    told = ", ".join(count(number) for number in numbers[:LINES_TOLD])
    if all_of_them > len(numbers[:LINES_TOLD]):
        told += " …"
    if len(numbers) == 1 and all_of_them == 1:
        return translate("Import", "line {lines}").format(lines=told)
    return translate("Import", "lines {lines}").format(lines=told)


def records(info: DatasetInfo, *, order: bool = True) -> str:
    """N records read, M skipped, K bad cells: always all three, and where; ``order``: and what was done about time."""
    translate = QCoreApplication.translate
    if info.kind is Kind.TEXT:
        said = translate("Import", "{n} characters read, {symbols} different ones")
        text = said.format(n=count(info.rows), symbols=count(info.symbols))
    else:
        parts = [translate("Import", "{n} records read").format(n=count(info.records.read))]
        text = ", ".join([*parts, _skipped(info.records), _bad(info.records.bad)])
        text += "".join(f". {said}" for said in (_order(info.records) if order else ()))
    if info.whole:
        return text
    if is_typed(info):
        return translate("Import", "The first rows: {text}").format(text=text)
    return translate("Import", "First {size}: {text}").format(size=beginning(info), text=text)


def refusal(fault: str, facts: Mapping[str, Fact]) -> str:
    """Why a file cannot be learnt as it is; a task is called as on its card."""
    if fault == Fault.TASK_UNTRAINABLE:
        facts = {**facts, "task": import_words.tasks()[Task(str(facts["task"]))][0]}
    return notices.sentence(fault, facts)


def is_typed(info: DatasetInfo) -> bool:
    """Whether the file is no text, but a workbook or one of columns."""
    return not info.encoding


def beginning(info: DatasetInfo) -> str:
    """How much of a large text file is looked at."""
    return size(min(PREVIEWED, info.bytes or PREVIEWED))


def is_clean(info: DatasetInfo, *, order: bool = True) -> bool:
    """Whether nothing was skipped and no cell was bad; ``order``: and rows were in the order of their time, none of
    them twice."""
    records = info.records
    disorder = records.sorted or records.backwards or records.repeated
    return not (records.skipped or records.bad or (order and disorder))


def _skipped(found: Records) -> str:
    said = QCoreApplication.translate("Import", "{n} skipped").format(n=count(found.skipped))
    return f"{said} ({lines(found.skipped_lines, found.skipped)})" if found.skipped else said


def _bad(found: Sequence[BadCells]) -> str:
    translate = QCoreApplication.translate
    total = sum(each.count for each in found)
    said = translate("Import", "1 bad cell") if total == 1 else translate("Import", "{n} bad cells")
    told = "; ".join(f"{each.column}: {lines(each.lines, each.count)}" for each in found[:COLUMNS_TOLD])
    more = " …" if len(found) > COLUMNS_TOLD else ""
    return said.format(n=count(total)) + (f" ({told}{more})" if found else "")


def time(info: DatasetInfo, how_often: str) -> str:
    """The rhythm of the rows, from when to when, and what it lacks; '' without a time."""
    translate = QCoreApplication.translate
    if not info.frequency:
        return ""
    text = f"{how_often}, {info.first} … {info.last}"
    if info.gaps:
        where = ", ".join(info.gap_labels[:1]) + (" …" if info.gaps > 1 else "")
        said = translate("Import", "1 row missing") if info.gaps == 1 else translate("Import", "{n} rows missing")
        text += " · " + said.format(n=count(info.gaps))
        if where:
            text += " " + translate("Import", "(after {where})").format(where=where)
    else:
        text += " · " + translate("Import", "no gaps")
    return text


def _order(found: Records) -> list[str]:
    """What was done about rows out of order, and which have a time twice."""
    translate, said = QCoreApplication.translate, []
    if found.reversed:
        said.append(translate("Import", "The newest came first: turned round"))
    if found.sorted:
        told = translate("Import", "{n} of {all} records were out of order: sorted")
        said.append(told.format(n=count(found.sorted), all=count(found.read)))
    if found.backwards:
        told = translate("Import", "{n} records have an earlier time than one before them")
        said.append(told.format(n=count(found.backwards)))
    if found.repeated:
        told = translate("Import", "{n} records have the time of another one")
        said.append(told.format(n=count(found.repeated)))
    return said


def column(each: Column, bad: BadCells | None) -> str:
    """What a column holds."""
    translate = QCoreApplication.translate
    parts = [import_words.types()[each.type]]
    if each.unit:
        parts.append(each.unit)
    if each.missing:
        parts.append(translate("Import", "{n} missing").format(n=count(each.missing)))
    if bad is not None:
        parts.append(f"{_bad([bad]).partition(' (')[0]}: “{bad.value[:20]}”, {lines(bad.lines, bad.count)}")
    if each.distinct:
        parts.append(translate("Import", "{n} different").format(n=count(each.distinct)))
    if each.constant:
        parts.append(translate("Import", "the same in every row"))
    if each.counter:
        parts.append(translate("Import", "only counts rows"))
    return " · ".join(parts)


def stages(found: Stages) -> str:
    """The statistics of a text's tokens."""
    said = QCoreApplication.translate(
        "Import", "{count} tokens · vocabulary {vocabulary} · unknown in validation {unknown}"
    )
    return said.format(
        count=count(found.count), vocabulary=count(found.vocabulary), unknown=f"{100 * found.unknown:.2g} %"
    )


def lengths(found: Stages, info: DatasetInfo) -> str:
    """How long the texts of a column are in tokens, and of how much of the file that is said."""
    translate, parts = QCoreApplication.translate, []
    shortest, median, longest = found.lengths
    if longest and shortest != longest:
        said = translate("Import", "{shortest} to {longest} tokens each, mostly {median}")
        parts.append(said.format(shortest=count(shortest), median=count(median), longest=count(longest)))
    if not info.whole and is_typed(info):
        parts.append(translate("Import", "of the first rows"))
    elif not info.whole:
        parts.append(translate("Import", "of the first {size}").format(size=beginning(info)))
    if not found.whole:
        parts.append(translate("Import", "counted where each part begins"))
    return " · ".join(parts)
