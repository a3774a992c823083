"""Workbooks of other kinds made by hand, as small as their programs would open them: ``.xls`` of Excel 97, ``.ods``."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

Cell = str | float | date | datetime | None
Sheets = dict[str, Sequence[Sequence[Cell]]]

# ---- OpenDocument ---------------------------------------------------------------------------------------------------

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("m", "manifest"))
)


def ods(sheets: Sheets) -> bytes:
    """The bytes of an OpenDocument spreadsheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", _MIME)
        entry = f'<m:file-entry m:full-path="/" m:media-type="{_MIME}"/>'
        packed.writestr("META-INF/manifest.xml", f"<m:manifest {_SPACES}>{entry}</m:manifest>")
        tables = "".join(
            f'<table:table table:name="{name}">{_rows(rows)}</table:table>' for name, rows in sheets.items()
        )
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        packed.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
    return file.getvalue()


def _rows(rows: Sequence[Sequence[Cell]]) -> str:
    return "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind, told = "string", ""
    if isinstance(cell, date):
        kind, told = "date", f' office:date-value="{cell.isoformat()}"'
    elif not isinstance(cell, str):
        kind, told = "float", f' office:value="{cell}"'
    text = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{told}>{text}</table:table-cell>'


# ---- Excel 97 -------------------------------------------------------------------------------------------------------

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_FORMATS = (0, 14, 22)  # general, a date, a date with a clock
_EPOCH = datetime(1899, 12, 30)


def xls(sheets: Sheets) -> bytes:
    """The bytes of a BIFF8 workbook in its compound file."""
    return _compound(_book(sheets))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str, length: str) -> bytes:
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")


def _book(sheets: Sheets) -> bytes:
    parts = [_sheet(rows) for rows in sheets.values()]
    styles = b"".join(_record(0xE0, struct.pack("<HH", 0, each) + bytes(16)) for each in _FORMATS)
    names = [_text(name, "B") for name in sheets]
    top = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(0x42, struct.pack("<H", 1200)) + styles
    size = len(top) + sum(10 + len(name) for name in names) + 4
    places = [size + sum(map(len, parts[:at])) for at in range(len(parts))]
    listed = (_record(0x85, struct.pack("<IH", place, 0) + name) for place, name in zip(places, names, strict=True))
    return top + b"".join(listed) + _record(0x0A) + b"".join(parts)


def _sheet(rows: Sequence[Sequence[Cell]]) -> bytes:
    width = max(map(len, rows), default=0)
    size = _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    cells = b"".join(_biff(at, place, cell) for at, row in enumerate(rows) for place, cell in enumerate(row))
    return _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + size + cells + _record(0x0A)


def _biff(row: int, column: int, cell: Cell) -> bytes:
    if cell is None:
        return b""
    if isinstance(cell, str):
        return _record(0x204, struct.pack("<HHH", row, column, 0) + _text(cell, "H"))
    style, number = 0, cell
    if isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
        style, number = 2 if isinstance(cell, datetime) else 1, (moment - _EPOCH).total_seconds() / 86_400
    return _record(0x203, struct.pack("<HHHd", row, column, style, number))


def _compound(stream: bytes) -> bytes:
    """One stream called ``Workbook`` in a compound file: header, table of sectors, directory, the stream."""
    stream = stream.ljust(4096, b"\0")  # shorter ones lie elsewhere
    count = -(-len(stream) // _SECTOR)
    assert count + 2 <= _SECTOR // 4, "one sector tells where 126 others are"
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream)) + bytes(256)
    return head + table + entries + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    about = struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)
