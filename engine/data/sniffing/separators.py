"""What separates the cells of a table: its delimiter, its quotes and the mark of its comments."""

import re
from dataclasses import dataclass

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.config.formats import ending_of
from gatescope.engine.data.columns import cells, time_columns
from gatescope.engine.data.sniffing.cutting import SPACE, Cut, cut
from gatescope.engine.data.sniffing.numerals import is_numeral, is_quantity

DELIMITERS = "\t;|, "  # a comma late: it also stands inside numbers and sentences; a space last
MARKS = ("#", "%", "//", ";")
_TRIED = 200  # records
_HINTED = 0.1  # what the name of a file is worth; a space must be so much better
_RANK = 0.01  # what an earlier delimiter is ahead of the next
_EVEN = 0.5  # the share of records a delimiter must split evenly to be one
_WORD = 0.6  # what a word is worth where a number, a time or nothing is worth 1
_BROKEN = 0.1  # … and a cell that looks as if it were cut in the wrong places
_UNCUT = re.compile(r"\d\s*[;|\t]\s*[\d+-]|\d +[\d+-]|\d,\d+,\d*[a-z:]", re.IGNORECASE)
_SINGLE = re.compile(r"(?:^|[,;|\t]) *'[^']*' *(?=[,;|\t]|$)", re.MULTILINE)
_GROUPED = re.compile(r"\D{0,3}[1-9]\d{0,2}(?: \d{3})+(?!\d).*")  # blanks between thousands cut nothing
_DECIMALS = re.compile(r"\s*[+-]?\d+,\d+\s*")


@dataclass(frozen=True)
class Choice:
    """A way of writing and how well it fits, 0 … 1."""

    cut: Cut
    score: float


def best(text: str, read: ReadConfig, path: str) -> Choice:
    """The delimiter, quote and comment mark that fit best; what ``read`` says stays."""
    comment = read.comment if read.comment is not None else _leading_mark(text, read)
    choice = _separated(text, read, comment, path)
    # only now is it known how records look, and so which lines are none; the new mark may let another delimiter win
    if read.comment is None:
        mark = _mark(text, read, choice.cut)
        if mark != comment:
            choice = _separated(text, read, mark, path)
    found = choice.cut
    return Choice(cut(text, found.delimiter, found.quote, found.comment, read.skip or 0), choice.score)


def _separated(text: str, read: ReadConfig, comment: str, path: str) -> Choice:
    hint = ending_of(path).delimiter
    candidates = read.delimiter or DELIMITERS
    choices: list[Choice] = []
    for rank, delimiter in enumerate(candidates):
        found = _quoted(text, delimiter, read, comment)
        bonus = _HINTED if delimiter == hint else -_blanks_cost(text) if delimiter == SPACE else 0.0
        if (found.width >= 2 and found.evenness >= _EVEN) or read.delimiter:
            choices.append(Choice(found, _fit(found) + bonus - rank * _RANK))
    if not choices or _is_one_column(choices, text):
        return _one_column(text, read, comment)
    best = max(choices, key=lambda each: each.score)
    if best.cut.delimiter == "," and best.cut.rows and len(best.cut.rows[0]) != best.cut.width:
        best = next(filter(_is_spaced, choices), best)
    if best.cut.delimiter == SPACE and not read.delimiter and not _is_spaced(best):
        best = max(filter(_is_clean, choices), key=lambda each: each.score, default=best)
    return best


def _is_spaced(choice: Choice) -> bool:
    """Whether blanks cut every line alike, the first too, and to numbers or times: then commas are decimal marks."""
    found = choice.cut
    if found.delimiter != SPACE or found.evenness < 1.0 or not found.rows or len(found.rows[0]) != found.width:
        return False
    rows = found.rows[1:61]
    return all(_worth(row[-1].strip()) == 1.0 for row in rows) and _fit(found) > 1 - _HINTED


def _is_clean(choice: Choice) -> bool:
    """Whether a mark that is no blank stands in every line, the header too, and nowhere looks as if it cut, or did not
    cut, in the wrong place: then the blanks are inside of cells."""
    found = choice.cut
    if found.delimiter == SPACE or found.evenness < 1.0 or len(found.rows[0]) != found.width:
        return False
    return all(_worth(cell.strip()) > _BROKEN for row in found.rows[:61] for cell in row[:50])


def _blanks_cost(text: str) -> float:
    """Blanks also separate words: they must do clearly better than whatever else there is, tabs above all."""
    return 2 * _HINTED if "\t" in text else _HINTED


def _quoted(text: str, delimiter: str, read: ReadConfig, comment: str) -> Cut:
    """The records with the quotes that keep most of them whole."""

    def with_quote(quote: str) -> Cut:
        return cut(text, delimiter, quote, comment, read.skip or 0, _TRIED)

    if read.quote is not None:
        return with_quote(read.quote)
    double = with_quote('"')
    # an apostrophe stands inside words: single quotes must stand around many cells to be quotes
    if len(_SINGLE.findall(text)) >= max(2, len(double.records) // 4):
        single = with_quote("'")
        if single.evenness >= double.evenness:
            return single
    if '"' in text:
        plain = with_quote("")
        if plain.evenness > double.evenness + 0.02 or (_swallowed(double) and plain.evenness >= 0.95):
            return plain
    return double


def _swallowed(found: Cut) -> bool:
    """Whether a quote that was not meant as one ran over many lines."""
    return any(record.end - record.line > 20 for record in found.records)


def _fit(found: Cut) -> float:
    # without the first, which may be a header: words fit any delimiter
    rows = [row for row in found.rows if len(row) == found.width][1:61] or found.rows[:1]
    known = [_worth(cell.strip()) for row in rows for cell in row[:50]]
    return found.evenness**2 * sum(known) / max(1, len(known))


def _worth(cell: str) -> float:
    whole = " " not in cell or not _UNCUT.search(cell) or _GROUPED.fullmatch(cell) is not None
    if cells.is_missing(cell) or (whole and is_quantity(cell)) or time_columns.is_time(cell):
        return 1.0
    return _BROKEN if "\t" in cell or _UNCUT.search(cell) else _WORD


def _is_one_column(choices: list[Choice], text: str) -> bool:
    """Whether the only comma there is stands inside the numbers of one column."""
    if len(choices) != 1 or choices[0].cut.delimiter != "," or choices[0].cut.width != 2:
        return False
    first, *rest = [line for line in text.split("\n")[:_TRIED] if line.strip()] or [""]
    return "," not in first and bool(rest) and all(map(_DECIMALS.fullmatch, rest[:-1] or rest))


def _one_column(text: str, read: ReadConfig, comment: str) -> Choice:
    """A single column is cut at a mark that does not occur in it."""
    plain = cut(text, ",", '"' if read.quote is None else read.quote, comment, read.skip or 0, _TRIED)
    if plain.width == 1 and plain.evenness == 1.0:
        return Choice(plain, _fit(plain))
    delimiter = next((each for each in "\t;|" if each not in text), "\t")
    return Choice(_quoted(text, delimiter, read, comment), 0.0)


# ---- comments ------------------------------------------------------------------------------------------------------


def _body(text: str, read: ReadConfig, blanks: str = " \t") -> list[str]:
    lines = text.split("\n")
    return [line.lstrip(blanks) for line in lines[read.skip or 0 :] if line.strip()]


def _leading_mark(text: str, read: ReadConfig) -> str:
    """The mark that the first line begins with, when others do not."""
    lines = _body(text, read)
    for mark in MARKS:
        if lines and lines[0].startswith(mark) and not _is_data(mark, lines, read):
            return mark
    return ""


def _is_data(mark: str, lines: list[str], read: ReadConfig) -> bool:
    rest = next((at for at, line in enumerate(lines) if not line.startswith(mark)), len(lines))
    after = lines[rest:]
    if mark == ";" and (read.delimiter == ";" or any(";" in line for line in after if not line.startswith(mark))):
        return True
    return not after or sum(line.startswith(mark) for line in after) > len(after) // 2


def _mark(text: str, read: ReadConfig, found: Cut) -> str:
    """The mark of comments, now that it is known how records look: one that splits like a record is one, unless it is
    a record that was put out of use."""
    lines = _body(text, read, SPACE if found.delimiter == "\t" else " \t")
    for mark in MARKS:
        marked = [line for line in lines if line.startswith(mark)]
        if not marked or _is_data(mark, lines, read) or mark == found.delimiter:
            continue
        if any(not _is_record(line, mark, found) for line in marked):
            return mark
    return ""


def _is_record(line: str, mark: str, found: Cut) -> bool:
    cells_ = cut(line, found.delimiter, found.quote).records[0].cells
    if found.width < 2 or len(cells_) != found.width or (found.delimiter == SPACE and cells_[0] == mark):
        return False
    return not is_numeral(line.removeprefix(mark).split(found.delimiter)[0]) or mark == "//"
