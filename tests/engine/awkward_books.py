"""Awkward files that are no text: workbooks, made by hand as the zip of XML they are, and Parquet files."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import pyarrow as pa
from pyarrow import parquet

from gatescope.engine.config.data import ReadConfig
from tests.engine.awkward import ROWS, SERIES, Awkward, awkward, days, wave

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet {_NS}><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
Cell = str | float | None


def book(sheets: dict[str, Sequence[Sequence[Cell]]], dated: int | None = None) -> bytes:
    """A workbook; numbers in the column ``dated`` are days since 1899-12-30, shown as dates."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(sheets, dated).items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return raw.getvalue()


def _parts(sheets: dict[str, Sequence[Sequence[Cell]]], dated: int | None) -> dict[str, str]:
    count = len(sheets)
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(sheets, 1))
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, count + 1)]
    links.append((f"rId{count + 1}", "styles", "styles.xml"))
    types = [("/xl/workbook.xml", f"{_MAIN}.sheet.main+xml"), ("/xl/styles.xml", f"{_MAIN}.styles+xml")]
    types += [(f"/xl/worksheets/sheet{i}.xml", f"{_MAIN}.worksheet+xml") for i in range(1, count + 1)]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{rels}{overrides}</Types>',
        "_rels/.rels": _links([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/styles.xml": _STYLES,
    }
    for at, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = _sheet(rows, dated)
    return parts


def _links(links: list[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{_REL}/{kind}" Target="{target}"/>' for i, kind, target in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _sheet(rows: Sequence[Sequence[Cell]], dated: int | None) -> str:
    body = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(value, f"{chr(65 + at)}{number}", at == dated) for at, value in enumerate(row))
        body.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {_NS}><sheetData>{''.join(body)}</sheetData></worksheet>"


def _cell(value: Cell, place: str, is_date: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f><v>7.5</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"{" s=" + chr(34) + "1" + chr(34) if is_date else ""}><v>{value}</v></c>'


def packed() -> Iterator[Awkward]:
    rows: list[list[Cell]] = [[day, value] for day, value in zip(days(), wave(), strict=True)]
    header: list[Cell] = ["date", "value"]
    yield awkward("book.xlsx", book({"Sheet1": [header, *rows]}), header=True, values={"value": wave()}, **SERIES)
    dated: list[list[Cell]] = [[43831 + at, value] for at, value in enumerate(wave())]
    yield awkward("book-dates.xlsx", book({"A": [header, *dated]}, 0), first="2020-01-01", **SERIES)
    titled: list[list[Cell]] = [["A report", None], [None, None], header, *rows]
    yield awkward("book-title.xlsx", book({"A": titled}), header=True, **SERIES)
    korean: list[list[Cell]] = [["일자", "기온", "지점"], [None, "°C", None]]
    korean += [[day, value, "서울"] for day, value in zip(days(), wave(), strict=True)]
    names = ("일자", "기온", "지점")
    yield awkward("book-korean.xlsx", book({"관측": korean}), names=names, units=("", "°C", ""), rows=ROWS, time="일자")
    holes: list[list[Cell]] = [
        [day, None if at == 4 else "oops" if at == 7 else value] for at, (day, value) in enumerate(rows)
    ]
    yield awkward("book-holes.xlsx", book({"A": [header, *holes]}), missing={"value": 2}, bad={"value": 1}, **SERIES)
    sheets = {"Notes": [["nothing here"]], "Data": [header, *rows]}
    yield awkward("book-sheets.xlsx", book(sheets), ReadConfig(sheet="Data"), sheets=("Notes", "Data"), **SERIES)
    formulas: list[list[Cell]] = [header, *rows[:-1], [rows[-1][0], "=SUM(B1:B9)"]]
    yield awkward("book-formulas.xlsx", book({"A": formulas}), values={"value": [*wave()[:-1], 7.5]}, **SERIES)
    yield from _columns()


def _columns() -> Iterator[Awkward]:
    stamps = pa.array([f"{day} 00:00:00" for day in days()]).cast(pa.timestamp("us"))
    holes = pa.array([None if at == 4 else value for at, value in enumerate(wave())])
    yield awkward(
        "columns.parquet", table(date=pa.array(days()), value=pa.array(wave())), values={"value": wave()}, **SERIES
    )
    yield awkward("columns-stamps.parquet", table(date=stamps, value=holes), missing={"value": 1}, **SERIES)
    yield awkward("columns-days.parquet", table(date=pa.array(days()).cast(pa.date32()), value=holes), **SERIES)
    whole = pa.array(range(ROWS), pa.int32())
    mixed = table(
        id=whole,
        on=pa.array([at % 2 == 0 for at in range(ROWS)]),
        kind=pa.array(["a", "b"] * (ROWS // 2)).dictionary_encode(),
        value=pa.array(wave(), pa.float32()),
    )
    yield awkward(
        "columns-kinds.parquet",
        mixed,
        names=("id", "on", "kind", "value"),
        categories=("on", "kind"),
        targets=("value",),
    )


def table(**columns: pa.Array) -> bytes:
    raw = io.BytesIO()
    parquet.write_table(pa.table(columns), raw)
    return raw.getvalue()
