"""What was found out about a file, in words: a title, the reason, and what its links are called.

The engine tells the facts (``engine.protocol.found``); every text stands here once, by the word of its kind, and is
looked up in the translations with the context ``Found`` when it is shown. {names} are the facts: ``columns``,
``count``, ``value``, ``line``, ``lines`` and what the evidence holds. A kind without words shows its facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gatescope.engine.protocol.found import Found, FoundKind, Undo
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.readable_numbers import count
from gatescope.gui.words import import_choices as choices
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

CONTEXT = "Found"
UNDO = QT_TRANSLATE_NOOP("Found", "undo")
TAKE = QT_TRANSLATE_NOOP("Found", "take {other}")
READ, PARTLY_READ = "read-time", "partly-read-time"  # what a pattern has made of a time that could not be read
_TOLD = 4  # columns that are named
_LINK = 14  # characters of a name in a link
TARGETS = (FoundKind.TARGET_NAMED, FoundKind.TARGET_PRICE, FoundKind.TARGET_LAST, FoundKind.STATE)


@dataclass(frozen=True)
class FoundWords:
    """Source texts. ``undo`` and ``accept`` are what the other way, and the way of the guess, are called."""

    title: str
    reason: str
    undo: str = UNDO
    accept: str = QT_TRANSLATE_NOOP("Found", "it is right")


@dataclass(frozen=True)
class FoundSaid:
    """What was found, as it is shown."""

    title: str
    reason: str
    undo: str
    accept: str


_TIME = {
    "unread-time": FoundWords(
        QT_TRANSLATE_NOOP("Found", "“{columns}” looks like a time, but “{value}” cannot be read"),
        QT_TRANSLATE_NOOP("Found", "line {line}; without a time the rows stay as they stand"),
    ),
    PARTLY_READ: FoundWords(
        QT_TRANSLATE_NOOP("Found", "“{columns}” is read as a time, but for {count} cells"),
        QT_TRANSLATE_NOOP("Found", "such as “{value}” in line {line}"),
    ),
    READ: FoundWords(
        QT_TRANSLATE_NOOP("Found", "“{columns}” is read as a time"),
        "{rhythm}: {first} … {last}",
    ),
    "falling": FoundWords(
        QT_TRANSLATE_NOOP("Found", "The newest may come first"),
        QT_TRANSLATE_NOOP("Found", "the cells of {columns} fall from top to bottom"),
    ),
    "date-order": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Day and month could change places"),
        "{value}: {first} … {last}; {other}: {other_first} … {other_last}{more}",
        "{other}",
        "{value}",
    ),
    "sorted": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Sorted by time"),
        QT_TRANSLATE_NOOP("Found", "{count} of {of} records stood after a later one"),
    ),
    "reversed": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Oldest row first"),
        QT_TRANSLATE_NOOP("Found", "in the file the times fall from top to bottom: turned round"),
    ),
    "backwards": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Time goes back ({count})"),
        QT_TRANSLATE_NOOP("Found", "left as in the file; a column may tell several series apart"),
    ),
    "repeated": FoundWords(
        QT_TRANSLATE_NOOP("Found", "The same time twice ({count})"),
        QT_TRANSLATE_NOOP("Found", "records with the time of another one: {became}"),
        "{repeats}",
    ),
    "times-lost": FoundWords(
        QT_TRANSLATE_NOOP("Found", "{columns}: a time that cannot be read ({count})"),
        QT_TRANSLATE_NOOP("Found", "{lines}: “{value}”; such records stay where they stand"),
    ),
    "timeless": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Records without a time left out ({count})"),
        "{lines}: “{value}”",
    ),
}

_NUMBERS = {
    "unreadable": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Words among the numbers of {columns} ({count})"),
        QT_TRANSLATE_NOOP("Found", "{words}: taken for missing"),
        QT_TRANSLATE_NOOP("Found", "category"),
        QT_TRANSLATE_NOOP("Found", "missing"),
    ),
    "sign": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Marks are a sign ({count})"),
        QT_TRANSLATE_NOOP("Found", "{columns}: minus {minus}, plus {plus}"),
    ),
    "unit": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Unit taken from cells: {value}"),
        QT_TRANSLATE_NOOP("Found", "“{value}” stands beside the numbers of {columns}"),
    ),
    "scale": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Abbreviated numbers written out ({count})"),
        QT_TRANSLATE_NOOP("Found", "{columns}: {value}"),
    ),
    "sentinel": FoundWords(
        QT_TRANSLATE_NOOP("Found", "{value} in {columns} ({count})"),
        QT_TRANSLATE_NOOP("Found", "{count} times the same, far outside all else: may stand for missing"),
        QT_TRANSLATE_NOOP("Found", "treat as missing"),
    ),
    "decimal": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Comma or point before decimals?"),
        QT_TRANSLATE_NOOP("Found", "each number has one such mark and three digits after it"),
        "{other}",
        "{value}",
    ),
    "transform": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Learnt as: {transform}"),
        QT_TRANSLATE_NOOP(
            "Found",
            "{columns} leaves the range of what came before, and so its end is forecast better; undone for every "
            "number you read",
        ),
    ),
}

_LINES = {
    "header-lines": FoundWords(
        QT_TRANSLATE_NOOP("Found", "{count} header lines joined"),
        QT_TRANSLATE_NOOP("Found", "as in “{value}”"),
    ),
    "units-line": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Units taken from a line"),
        QT_TRANSLATE_NOOP("Found", "line {line} below the names: {value}"),
    ),
    "totals": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Total rows left out ({count})"),
        "{lines}: “{value}”",
        QT_TRANSLATE_NOOP("Found", "keep"),
    ),
    "headers-again": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Repeated headers left out ({count})"),
        "{lines}",
        QT_TRANSLATE_NOOP("Found", "keep"),
    ),
    "notes": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Notes left out ({count})"),
        "{lines}: “{value}”",
        QT_TRANSLATE_NOOP("Found", "keep"),
    ),
    "blanks": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Blank records left out ({count})"),
        "{lines}",
        QT_TRANSLATE_NOOP("Found", "keep"),
    ),
    "header": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Is the first record a header?"),
        QT_TRANSLATE_NOOP("Found", "taken: {answer}; its cells look like those below"),
        "{other}",
        "{answer}",
    ),
    "skip": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Lines before the table left out ({count})"),
        QT_TRANSLATE_NOOP("Found", "they have another number of fields"),
    ),
    "encoding": FoundWords(
        QT_TRANSLATE_NOOP("Found", "The encoding is a guess"),
        QT_TRANSLATE_NOOP("Found", "{value}; look whether the words read well"),
    ),
    "delimiter": FoundWords(
        QT_TRANSLATE_NOOP("Found", "The delimiter is a guess"),
        QT_TRANSLATE_NOOP("Found", "several would do; look whether the columns are right"),
    ),
    "quote": FoundWords(
        QT_TRANSLATE_NOOP("Found", "A quotation mark stands for itself"),
        QT_TRANSLATE_NOOP("Found", "it is never closed; every line fits without"),
    ),
}

_TABLES = {
    "each-a-series": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Each row is a series ({count})"),
        QT_TRANSLATE_NOOP("Found", "{what}: {steps} steps"),
    ),
    "cycle": FoundWords(
        QT_TRANSLATE_NOOP("Found", "The columns follow one another in time"),
        QT_TRANSLATE_NOOP("Found", "{first} … {last}: {count} records become {longest} steps"),
    ),
    "summaries": FoundWords(
        QT_TRANSLATE_NOOP("Found", "Columns that sum up others left out"),
        "{columns}",
        QT_TRANSLATE_NOOP("Found", "keep"),
    ),
    "part": FoundWords(
        QT_TRANSLATE_NOOP("Found", "{value} is read"),
        QT_TRANSLATE_NOOP("Found", "one of {count} tables; the others: {others}"),
    ),
    "target-named": FoundWords(
        QT_TRANSLATE_NOOP("Found", "To be predicted: {columns}"),
        QT_TRANSLATE_NOOP("Found", "by its name; beside it {beside}"),
        TAKE,
    ),
    "target-price": FoundWords(
        QT_TRANSLATE_NOOP("Found", "To be predicted: {columns}"),
        QT_TRANSLATE_NOOP("Found", "a price beside {beside}"),
        TAKE,
    ),
    "target-last": FoundWords(
        QT_TRANSLATE_NOOP("Found", "To be predicted: {columns}"),
        QT_TRANSLATE_NOOP("Found", "the last column; nothing says which is meant, {beside} could be"),
        TAKE,
    ),
    "state": FoundWords(
        QT_TRANSLATE_NOOP("Found", "To be told at every step: {columns}"),
        QT_TRANSLATE_NOOP("Found", "one of {classes} classes, told from {beside}"),
        TAKE,
    ),
    "guess": FoundWords(
        QT_TRANSLATE_NOOP("Found", "A guess worth a look"),
        "{value}",
    ),
}

WORDS: Mapping[str, FoundWords] = {**_TIME, **_NUMBERS, **_LINES, **_TABLES}
"""By the words of ``FoundKind``."""


def told(found: Found) -> FoundSaid:
    """What was found, in the language of the window; by its facts alone where there are no words for its kind."""
    words = WORDS.get(found.kind, FoundWords(str(found.kind).replace("-", " "), _facts(found)))
    return _said(words, _named(found))


def told_read(found: Found, rhythm: str, first: str, last: str) -> FoundSaid:
    """Of a time that a pattern reads now; ``found`` as it was before."""
    return _said(WORDS[READ], _named(found) | {"rhythm": rhythm, "first": first, "last": last})


def told_partly(found: Found, count: int, value: str, line: int) -> FoundSaid:
    """Of a time of which a pattern reads all but ``count`` cells, such as ``value`` in a ``line``."""
    facts = _named(found) | {"count": numbers.count(count), "value": value, "line": numbers.count(line)}
    return _said(WORDS[PARTLY_READ], facts)


def told_answered(found: Found) -> FoundSaid:
    """Of what a person has answered: a time is read by their pattern now."""
    return _said(WORDS[READ], _named(found)) if found.kind is FoundKind.UNREAD_TIME else told(found)


def chosen(found: Found, setting: Undo) -> str:
    """What a setting is called that was chosen for something found."""
    if setting in (found.undo, found.accept):
        said = told(found)
        return said.undo if setting == found.undo else said.accept
    names = _repeats() if found.kind is FoundKind.REPEATED else _orders()
    return names.get(str(setting.value), str(setting.value))


def undone() -> str:
    """What most links are called."""
    return QCoreApplication.translate(CONTEXT, UNDO)


def _said(words: FoundWords, facts: Mapping[str, str]) -> FoundSaid:
    return FoundSaid(*(_filled(text, facts).rstrip() for text in (words.title, words.reason, words.undo, words.accept)))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return QCoreApplication.translate(CONTEXT, text).format_map(_FoundFacts(facts))


class _FoundFacts(dict[str, str]):
    """A fact that was not told reads as a dash: nothing else is lost by it."""

    def __missing__(self, key: str) -> str:
        return "–"


def _facts(found: Found) -> str:
    """All facts, one after another, for a kind that has no words."""
    pairs = [f"{name} {value}" for name, value in found.evidence.items()]
    text = " · ".join(filter(None, (", ".join(found.columns), found.value, *pairs)))
    return text.replace("{", "{{").replace("}", "}}")


def _named(found: Found) -> dict[str, str]:
    """The facts by name, numbers and words of settings as they are shown."""
    columns = ", ".join(found.columns[:_TOLD]) + (" …" if len(found.columns) > _TOLD else "")
    facts = {name: count(value) if isinstance(value, int) else str(value) for name, value in found.evidence.items()}
    facts |= {"columns": columns, "count": count(found.count), "value": found.value, "lines": _lines(found)}
    facts["line"] = count(found.lines[0]) if found.lines else "–"
    return facts | {name: text for name, text in (_settings(found) | _of_kind(found)).items() if text}


def _lines(found: Found) -> str:
    """Where it stands: "line 4", "lines 4, 9 …"."""
    told = ", ".join(map(count, found.lines[:_TOLD])) + (" …" if len(found.lines) > _TOLD else "")
    translate = QCoreApplication.translate
    said = translate("Found", "line {lines}") if len(found.lines) == 1 else translate("Found", "lines {lines}")
    return said.format(lines=told)


def _orders() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "day-first": translate("Found", "day first"),
        "month-first": translate("Found", "month first"),
        "year-first": translate("Found", "year first"),
    }


def _settings(found: Found) -> dict[str, str]:
    """The words of settings among the facts, as they are called."""
    translate = QCoreApplication.translate
    answers = {"yes": translate("Found", "yes"), "no": translate(CONTEXT, "no")}
    orders = _orders()
    repeats = _repeats()
    transforms = {str(each): name for each, name in choices.transforms().items()}
    return {
        "answer": answers.get(found.value, ""),
        "transform": transforms.get(found.value, ""),
        "repeats": repeats.get(str(found.undo.value), "") if found.undo is not None else "",
        "other": orders.get(str(found.evidence.get("other")), ""),
        "value": orders.get(found.value, ""),
    }


def _repeats() -> dict[str, str]:
    """What may become of records with the time of another one."""
    translate = QCoreApplication.translate
    return {
        "average": translate("Found", "average"),
        "keep": translate("Found", "keep"),
        "drop": translate("Found", "drop"),
    }


def _of_kind(found: Found) -> dict[str, str]:
    """What is made of the facts of some kinds."""
    translate, facts = QCoreApplication.translate, found.evidence
    match found.kind:
        case FoundKind.HEADER:
            return {"other": translate("Found", "no") if found.value == "yes" else translate("Found", "yes")}
        case FoundKind.DECIMAL:
            marks = [translate("Found", "comma"), translate("Found", "point")]
            return dict(zip(("value", "other"), marks if found.value == "," else marks[::-1], strict=True))
        case FoundKind.DATE_ORDER if "third" in facts:
            third = _orders().get(str(facts["third"]), str(facts["third"]))
            return {"more": f"; {third}: {facts['third_first']} … {facts['third_last']}"}
        case FoundKind.DATE_ORDER:
            return {"more": " "}
        case FoundKind.REPEATED:
            became = {"average": translate("Found", "averaged with it"), "drop": translate("Found", "dropped")}
            return {"became": became.get(found.value, translate("Found", "all are kept"))}
        case FoundKind.EACH_A_SERIES:
            return _of_series(found)
        case kind if kind in TARGETS and found.undo is not None and isinstance(found.undo.value, tuple | list):
            return {"other": _short(", ".join(found.undo.value))}
    return {}


def _of_series(found: Found) -> dict[str, str]:
    """Which cells are the steps of a series, and how many there are."""
    translate, facts = QCoreApplication.translate, found.evidence
    first, last, least, most = (facts.get(name, "") for name in ("first", "last", "shortest", "longest"))
    what = translate("Found", "the columns {first} … {last} follow one another")
    if facts.get("channels"):
        held = first if first == last else f"{first} … {last}"
        what = translate("Found", "each record holds all of {held}").format(held=held)
    steps = f"{least:,}" if least == most else translate("Found", "{least} to {most}")
    return {"what": what.format(first=first, last=last), "steps": steps.format(least=f"{least:,}", most=f"{most:,}")}


def _short(name: str) -> str:
    return name if len(name) <= _LINK else name[: _LINK - 1] + "…"
