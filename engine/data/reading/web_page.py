"""Tables of web pages, which many sites hand out under the name of a workbook."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import msgspec

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.reading.inner_tables import chosen_part
from gatescope.engine.data.reading.readers import Contents, Format
from gatescope.engine.data.reading.written import contents_of_rows, text_of
from gatescope.engine.errors import Fault

_SPAN_MOST = 1000  # columns, as in browsers
_CELLS_MOST = 4_000_000  # of all tables
_TEXT_MOST = 256 << 20  # characters of all cells, also of those that say again what another one does
_PIECE = 1 << 20
_START = re.compile(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|table|head|body|meta|style)\b"
)
_HIDDEN = ("script", "style")
_CELLS = ("td", "th")


def _is_page(_path: str, first: bytes) -> bool:
    return _START.match(first.removeprefix(b"\xef\xbb\xbf")) is not None


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    text, encoding = text_of(origin, read, reading)
    parser = _Tables(reading)
    text = _closed(text)
    for start in range(0, len(text), _PIECE):
        reading.refuse_if_cancelled()
        parser.feed(text[start : start + _PIECE])
    parser.close()
    tables = sorted((rows for rows in parser.tables if rows), key=_size, reverse=True)
    if not tables:
        raise reading.fails(Fault.FORMAT_UNREAD, format="HTML", instead="CSV")
    named = {f"table {at}": rows for at, rows in enumerate(tables, 1) if _size(rows) > 1}
    part, found = chosen_part(tuple(named) or ("table 1",), read.sheet, reading)
    rows = named.get(part, tables[0])

    def again() -> Iterator[list[str]]:
        yield from rows

    parts = (part, tuple(named)) if len(named) > 1 else ("", ())
    made = contents_of_rows(origin, again, read, data, reading, whole, "web_page", None, parts, found)
    return replace(made, read=msgspec.structs.replace(made.read, encoding=encoding))


FORMAT = Format(_is_page, _read)


def _closed(text: str) -> str:
    """Without a tag at the end that is never closed: it would be looked for again from each place where one begins."""
    end = text.rfind(">") + 1
    return text[:end] + text[end:].partition("<")[0]


def _size(rows: list[list[str]]) -> int:
    return len(rows) * max(map(len, rows), default=0)


class _Tables(HTMLParser):
    """The cells of all tables of a page, those inside others apart from them."""

    def __init__(self, reading: FileReading) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._open: list[_OpenTable] = []
        self._hidden = 0
        self._reading, self._count, self._long = reading, 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        if tag == "table":
            self._open.append(_OpenTable())
        if not self._open:
            return
        if tag == "tr":
            self._open[-1].row()
        elif tag in _CELLS:
            self._counted(self._open[-1].cell(dict(attrs)))
        elif tag in ("br", "p", "div"):
            self._open[-1].write(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if not self._open:
            return
        if tag in _CELLS:
            self._open[-1].inside = False
        elif tag == "table":
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._open and not self._hidden:
            self._open[-1].write(data)

    def close(self) -> None:
        super().close()
        while self._open:
            self._finish()

    def _finish(self) -> None:
        rows = self._open.pop().finished()
        self._long += sum(len(text) for row in rows for text in row)
        if self._long > _TEXT_MOST:
            raise self._reading.fails(Fault.ARCHIVE_TOO_LARGE, bytes=self._long, limit=_TEXT_MOST)
        self.tables.append(rows)

    def _counted(self, cells: int) -> None:
        self._count += cells
        if self._count > _CELLS_MOST:
            raise self._reading.fails(Fault.ARCHIVE_TOO_LARGE, bytes=self._count, limit=_CELLS_MOST)
        if not self._count % 1000:
            self._reading.refuse_if_cancelled()


class _OpenTable:
    """A table whose end has not come. A cell that spans several columns or rows stands in all of them."""

    def __init__(self) -> None:
        self.rows: list[list[list[str]]] = []
        self.inside = False
        self._now: dict[int, list[str]] = {}  # by column: the cells that reach into this row from above
        self._next: dict[int, tuple[int, list[str]]] = {}  # … and into how many of those that follow

    def row(self) -> None:
        self._filled()
        self._now = {at: text for at, (_, text) in self._next.items()}
        self._next = {at: (left - 1, text) for at, (left, text) in self._next.items() if left > 1}
        self.rows.append([])
        self.inside = False

    def cell(self, attributes: dict[str, str | None]) -> int:
        """How many places it takes."""
        if not self.rows:
            self.rows.append([])
        self._filled()
        text: list[str] = []
        wide = min(_SPAN_MOST, _whole(attributes.get("colspan")))
        high = min(_SPAN_MOST, _whole(attributes.get("rowspan")))
        for _ in range(wide):
            if high > 1:
                self._next[len(self.rows[-1])] = (high - 1, text)
            self.rows[-1].append(text)
        self.inside = True
        return wide * high

    def write(self, data: str) -> None:
        if self.inside and self.rows and self.rows[-1]:
            self.rows[-1][-1].append(data)

    def _filled(self) -> None:
        """Puts the cells that come from the rows above where they belong."""
        while self.rows and (text := self._now.get(len(self.rows[-1]))) is not None:
            self.rows[-1].append(text)

    def finished(self) -> list[list[str]]:
        self._filled()
        texts = {id(text): text for row in self.rows for text in row}  # one may stand in many places
        said = {key: " ".join("".join(text).split()) for key, text in texts.items()}
        rows = [[said[id(text)] for text in row] for row in self.rows]
        return [row for row in rows if any(row)]


def _whole(number: str | None) -> int:
    return int(number) if number is not None and number.strip().isdecimal() and 0 < len(number) < 6 else 1
