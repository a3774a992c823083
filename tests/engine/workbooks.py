"""Workbooks made by hand, as small as Excel would open them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

Cell = str | float | bool | None | tuple[str, str | None]
"""A word (``#…`` an error), a number, a truth, nothing, or a formula with its value as last computed."""

DAY = 43_831  # 2020-01-01, as Excel counts days: an ``int`` this large is a date
MOMENT = 43_831.0  # … and a ``float`` a moment
_DATES = range(43_000, 45_000)
_TOP = '<?xml version="1.0"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(sheets: dict[str, list[list[Cell]]], first_row: int = 1) -> bytes:
    """The bytes of an ``.xlsx`` file; each sheet's rows begin at ``first_row``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TOP + _types())
        packed.writestr("_rels/.rels", _TOP + _relations(("officeDocument", "xl/workbook.xml")))
        listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1))
        book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>'
        packed.writestr("xl/workbook.xml", _TOP + book)
        parts = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
        packed.writestr("xl/_rels/workbook.xml.rels", _TOP + _relations(*parts, ("styles", "styles.xml")))
        packed.writestr("xl/styles.xml", _TOP + _styles())
        for at, rows in enumerate(sheets.values(), 1):
            packed.writestr(f"xl/worksheets/sheet{at}.xml", _TOP + _sheet(rows, first_row))
    return file.getvalue()


def _types() -> str:
    kind = "application/vnd.openxmlformats-"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{kind}package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )


def _relations(*parts: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _styles() -> str:
    """Style 0 is plain, 1 a date, 2 a date with its time of day."""
    formats = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in (0, 14, 22))
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        f'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="3">{formats}</cellXfs></styleSheet>'
    )


def _sheet(rows: list[list[Cell]], first_row: int) -> str:
    written = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{_letters(at)}{number}", cell) for at, cell in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, first_row)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>'


def _letters(column: int) -> str:
    """A, B … Z, AA, AB …"""
    before, own = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + own)


def _cell(place: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case (formula, value):
            return f'<c r="{place}"><f>{formula}</f>' + ("" if value is None else f"<v>{value}</v>") + "</c>"
        case bool():
            return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
        case str() if cell.startswith("#"):
            return f'<c r="{place}" t="e"><v>{cell}</v></c>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    style = (2 if isinstance(cell, float) else 1) if int(cell) in _DATES else 0
    return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'


def open_document(sheets: Mapping[str, Sequence[Sequence[str | float]]]) -> bytes:
    """The bytes of an ``.ods`` file, of words and numbers."""
    space = " ".join(f'xmlns:{name}="{_OPEN}{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(_open_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", f'{_TOP}<manifest:manifest xmlns:manifest="{_OPEN}manifest:1.0"/>')
        packed.writestr("content.xml", f"{_TOP}<office:document-content {space}>{body}</office:document-content>")
    return file.getvalue()


def _open_row(row: Sequence[str | float]) -> str:
    return f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>"


def _open_cell(cell: str | float) -> str:
    kind = "string" if isinstance(cell, str) else f'float" office:value="{cell}'
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
