"""A task in words: what is learnt, from what, of how much data; as the data panel and the titles say it."""

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import DataConfig, Fill, Kind, Level, Task
from gatescope.engine.protocol.messages import BadCells, ClassCount, DatasetInfo, RunInfo
from gatescope.gui.look import readable_numbers as numbers

Rows = list[tuple[str, ...]]  # name, value and, where there is more to say, a tip
SEQUENCES_TOLD = 500  # that many are told of at most
NAMES_MOST = 2  # columns that are named one by one
CLASSES_MOST = 4  # classes that are counted one by one


def task_name(data: DataConfig) -> str:
    """What the network says, as short as a fact."""
    translate = QCoreApplication.translate
    match data.task, data.classes:
        case Task.NEXT, _:
            if data.horizon > 1:
                return translate("Task", "{n} steps ahead").format(n=data.horizon)
            return translate("Task", "the next step")
        case Task.TAG, True:
            return translate("Task", "a class at every step")
        case Task.TAG, False:
            return translate("Task", "a number at every step")
        case Task.MANY_TO_ONE, True:
            return translate("Task", "a class per sequence")
        case Task.MANY_TO_ONE, False:
            return translate("Task", "a number per sequence")
        case Task.ONE_TO_MANY, _:
            return translate("Task", "a sequence from one row")
        case Task.PAIRS, _:
            return translate("Task", "another sequence")
    return translate("Task", "one answer from one row")


def level_name(level: Level) -> str:
    """What a token is."""
    translate = QCoreApplication.translate
    return {
        Level.BYTE: translate("Task", "bytes"),
        Level.JAMO: translate("Task", "jamo"),
        Level.CODE_POINT: translate("Task", "characters"),
        Level.GRAPHEME: translate("Task", "graphemes"),
        Level.WORD: translate("Task", "words"),
        Level.SUBWORD: translate("Task", "subwords"),
        Level.MORPHEME: translate("Task", "morphemes"),
    }[level]


def columns(names: tuple[str, ...]) -> str:
    if len(names) <= NAMES_MOST:
        return ", ".join(names)
    return QCoreApplication.translate("Task", "{n} columns").format(n=len(names))


def roles(data: DataConfig) -> Rows:
    """What goes in and what comes out, by name; () of a plain text, where that goes without saying."""
    translate = QCoreApplication.translate
    if data.kind is Kind.TEXT:
        return []
    read = (data.text,) if data.text else (*data.inputs, *data.categories)
    rows: Rows = [] if read == data.targets else [(translate("Task", "input"), columns(read))]
    said = data.targets or ((data.second,) if data.second else ())
    return [*rows, (translate("Task", "target"), columns(said))] if said else rows


def counts(data: DataConfig, run: RunInfo | None) -> Rows:
    """Sequences and classes, as a run has told of them."""
    translate = QCoreApplication.translate
    rows: Rows = []
    if run is not None and run.sequences:
        told = numbers.count(len(run.sequences)) + ("+" if len(run.sequences) >= SEQUENCES_TOLD else "")
        by = translate("Task", "{n} by {column}").format(n=told, column=", ".join(data.keys))
        rows.append((translate("Task", "sequences"), by if data.sequence else told))
    elif data.sequence:
        by = translate("Task", "by {column}").format(column=", ".join(data.keys))
        rows.append((translate("Task", "sequences"), by))
    if run is not None and run.classes:
        rows.append((translate("Task", "{n} classes").format(n=len(run.classes)), *balance(run.classes)))
    return rows


def balance(classes: tuple[ClassCount, ...]) -> tuple[str, str]:
    """How many targets are of each class, or of the rarest and the most frequent one where there are many; and all of
    it by name."""
    found = [each.training + each.validation for each in classes]
    by_name = "\n".join(f"{each.name} {numbers.count(count)}" for each, count in zip(classes, found, strict=True))
    if len(classes) <= CLASSES_MOST:
        return " · ".join(map(numbers.count, found)), by_name
    return f"{numbers.count(min(found))} … {numbers.count(max(found))}", by_name


def blemishes(info: DatasetInfo, data: DataConfig) -> Rows:
    """What of the file was not read, was no number, is missing; nothing of what there is none of."""
    translate, records = QCoreApplication.translate, info.records
    rows: Rows = []
    if records.skipped:
        lines = _some(records.skipped_lines, records.skipped)
        said = translate("Task", "{n} (lines {lines})").format(n=numbers.count(records.skipped), lines=lines)
        rows.append((translate("Task", "skipped"), said))
    if records.bad:
        count = sum(each.count for each in records.bad)
        told = f"{numbers.count(count)} ({'; '.join(map(_bad, records.bad))})"
        rows.append((translate("Task", "bad cells"), told))
    used = {*data.inputs, *data.targets}
    missing = sum(column.missing for column in info.columns if column.name in used)
    if missing:
        rows.append((translate("Task", "missing"), f"{numbers.count(missing)}, {_fill(data.fill)}"))
    if info.gaps:
        rows.append((translate("Task", "gaps"), numbers.count(info.gaps)))
    return rows


def _some(lines: tuple[int, ...], count: int) -> str:
    return ", ".join(map(str, lines)) + (" …" if count > len(lines) else "")


def _bad(cells: BadCells) -> str:
    text = QCoreApplication.translate("Task", "{column}: “{value}”, lines {lines}")
    return text.format(column=cells.column, value=cells.value, lines=_some(cells.lines, cells.count))


def _fill(fill: Fill) -> str:
    """What is done where a value is missing."""
    translate = QCoreApplication.translate
    return {
        Fill.INTERPOLATE: translate("Task", "interpolated"),
        Fill.FORWARD: translate("Task", "the last one holds"),
        Fill.DROP: translate("Task", "rows left out"),
        Fill.MASK: translate("Task", "masked"),
    }[fill]
