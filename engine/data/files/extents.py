"""How far the filled cells of a workbook's sheets reach, told from their XML before a library makes room for them."""

import re
from typing import Protocol
from xml.parsers import expat

SPARSE_MOST = 1 << 22  # cells of the rectangle around those that hold something, however few these are
_FILLED_MOST = 64  # … or as many for each of them
_CARRY = 512  # bytes that an opening tag is shorter than
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"'](?:[^>]*[^/>])?>")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*[^/>])?>")
_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^>]*?)?(?:\sr=[\"'](\d{1,7})[\"'])?[^>]*>")
_SHEET = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.I)
_COLUMNS_MOST = 16_384
_VALUED = ("office:value-type", "calcext:value-type", "office:value", "office:string-value")


class Extent(Protocol):
    """Takes the text of a sheet piece by piece; ``cells`` are those of the rectangle, ``filled`` those that hold
    something, and ``text`` the bytes of what they say, those that are repeated counted again."""

    filled: int
    text: int

    def feed(self, piece: bytes) -> None: ...

    @property
    def cells(self) -> int: ...


def extent_of(name: str) -> Extent | None:
    """Who watches the file ``name`` of an archive, None where it is no sheet."""
    if _SHEET.match(name):
        return _ExcelExtent()
    return _OpenDocumentExtent() if name == "content.xml" else None


def limit_of(extent: Extent) -> int:
    return max(SPARSE_MOST, _FILLED_MOST * extent.filled)


class _ExcelExtent:
    text = 0  # it stands elsewhere

    def __init__(self) -> None:
        self.filled = 0
        self._placed = self._rows = self._counted = self._columns = 0
        self._carry = b""

    def feed(self, piece: bytes) -> None:
        text = self._carry + piece
        end = text.rfind(b">") + 1
        text, self._carry = text[:end], text[end:][-_CARRY:]
        placed = _CELL.findall(text)
        self._placed += len(placed)
        self.filled += len(_ANY_CELL.findall(text))
        rows = {int(row) for _, row in placed}
        if self.filled > self._placed:  # some do not say where they are: they follow one another
            said = _ROW.findall(text)
            self._counted += len(said)
            rows |= {int(row) for row in said if row} | {self._counted}
            self._columns = max(self._columns, min(_COLUMNS_MOST, self.filled - self._placed))
        self._rows = max(self._rows, *rows, 0)
        self._columns = max(self._columns, *(_number(each) for each in {column for column, _ in placed}), 0)

    @property
    def cells(self) -> int:
        return self._rows * self._columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


class _OpenDocumentExtent:
    """Rows and cells that say how often they are repeated, of which only those before a filled one take room."""

    def __init__(self) -> None:
        self.filled = self.text = 0
        self._said = self._beside = self._of_row = 0  # of the cell, how often it is repeated, of the row
        self._row = self._column = self._repeated = self._last = 0
        self._rows = self._columns = self._largest = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._hear
        self._parser.buffer_text = True
        self._broken = False

    def feed(self, piece: bytes) -> None:
        """What is no XML is left to whoever reads it."""
        if not self._broken:
            try:
                self._parser.Parse(piece, False)
            except expat.ExpatError:
                self._broken = True

    @property
    def cells(self) -> int:
        return max(self._largest, self._rows * self._columns)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._largest = self.cells
            self._row = self._rows = self._columns = 0
        elif name == "table:table-row":
            self._repeated = _count(attributes.get("table:number-rows-repeated"))
            self._column = self._last = self._of_row = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._beside, self._said = _count(attributes.get("table:number-columns-repeated")), 0
            self._column += self._beside
            if any(each in attributes for each in _VALUED):
                self._last = self._column
                self.filled += 1
        elif name == "text:p" and self._column:
            self._last = self._column

    def _hear(self, text: str) -> None:
        self._said += len(text)

    def _end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._of_row += self._said * self._beside
        if name == "table:table-row":
            self._row += self._repeated
            self.text += self._of_row * self._repeated
            if self._last:
                self._rows, self._columns = self._row, max(self._columns, self._last)


def _count(word: str | None) -> int:
    return int(word) if word is not None and word.isdecimal() and len(word) < 10 else 1
