"""Clean files that the mutation campaign spoils: one of each kind that people have, made by code."""

import gzip
import io
import math
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

import pyarrow as pa
from pyarrow import parquet

ROWS = 120


@dataclass(frozen=True)
class Seed:
    """``raw`` is the file, ``inner`` what it unpacks to (the same bytes where nothing is packed)."""

    name: str
    raw: bytes
    inner: bytes
    packed: Callable[[bytes], bytes] | None = None

    @property
    def suffix(self) -> str:
        return self.name[self.name.index(".") :]


def table(delimiter: str = ",", decimal: str = ".", header: bool = True, end: str = "\n") -> str:
    """Hours, two waves and a word, with some values missing."""
    lines = [delimiter.join(["time", "height", "load", "state"])] if header else []
    for row in range(ROWS):
        time = f"2021-03-{row // 24 + 1:02}T{row % 24:02}:00"
        height = f"{10 * math.sin(row / 5):.3f}".replace(".", decimal)
        load = "" if row % 31 == 7 else str(100 + row % 17)
        lines.append(delimiter.join([time, height, load, ("calm", "busy", "idle")[row % 3]]))
    return end.join(lines) + end


def iris() -> str:
    lines = []
    for row in range(ROWS):
        kind = ("setosa", "virginica")[row % 2]
        lines.append(f"{5 + row % 7 / 10:.1f},{3 + row % 5 / 10:.1f},{1 + row % 9 / 10:.1f},Iris-{kind}\n")
    return "".join(lines)


def korean() -> str:
    body = "".join(f"2020-{row % 12 + 1:02},{1000 + row * 3},{20 + row % 10}.5\n" for row in range(ROWS))
    return "날짜,통행량,기온\n" + body


def quoted() -> str:
    rows = (f'{row},"a ""quoted"" word, and a comma\nand a line",{math.cos(row / 3):.4f}\n' for row in range(ROWS))
    return "id,note,value\n" + "".join(rows)


def untidy() -> str:
    """Comments, a units row, thousands separators, words for missing."""
    rows = (f'{row},"{1000 + 997 * row:,}",{"NA" if row % 13 == 0 else row % 40}\n' for row in range(ROWS))
    return "# made by hand\n#\n\nt,amount,speed\ns,EUR,km/h\n" + "".join(rows)


def reviews() -> str:
    rows = (f"it was {('good', 'bad')[row % 2]} the {row}th time\t{row % 2}\n" for row in range(ROWS))
    return "review\tscore\n" + "".join(rows)


def sequences() -> str:
    rows = (f"s{row // 20},{row % 20},{math.sin(row):.3f},{('up', 'down')[row // 20 % 2]}\n" for row in range(ROWS))
    return "sensor,t,value,label\n" + "".join(rows)


def prose() -> str:
    return "To be, or not to be, that is the question:\nWhether 'tis nobler in the mind to suffer. 한글도 있다.\n" * 20


def workbook(sheet: bytes) -> bytes:
    """An .xlsx around the XML of its one sheet."""
    names = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{names}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{names}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="First" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


def sheet_xml() -> bytes:
    """The table as the XML of a sheet, numbers as numbers and words in place."""
    rows = []
    for line in table().splitlines():
        cells = (f"<c><v>{cell}</v></c>" if _is_number(cell) else _words(cell) for cell in line.split(","))
        rows.append(f"<row>{''.join(cells)}</row>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


def _words(cell: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def columnar() -> bytes:
    out = io.BytesIO()
    values = [math.sin(row / 4) for row in range(ROWS)]
    words = ["calm", "busy"] * (ROWS // 2)
    parquet.write_table(pa.table({"value": values, "count": list(range(ROWS)), "state": words}), out)
    return out.getvalue()


@cache
def seeds() -> tuple[Seed, ...]:
    plain = {
        "table.csv": table().encode(),
        "dos.csv": table(end="\r\n").encode(),
        "marked.csv": table().encode("utf-8-sig"),
        "semicolons.csv": table(";", ",").encode(),
        "tabs.tsv": table("\t").encode(),
        "pipes.txt": table("|").encode(),
        "wide.csv": table().encode("utf-16"),
        "iris.csv": iris().encode(),
        "korean.csv": korean().encode("cp949"),
        "quoted.csv": quoted().encode(),
        "untidy.csv": untidy().encode(),
        "reviews.tsv": reviews().encode(),
        "sequences.csv": sequences().encode(),
        "prose.txt": prose().encode(),
        "prose-korean.txt": prose().encode("cp949"),
        "table.parquet": columnar(),
    }
    packed = (
        Seed("packed.csv.gz", gzip.compress(plain["table.csv"], mtime=0), plain["table.csv"], gzip.compress),
        Seed("book.xlsx", workbook(sheet_xml()), sheet_xml(), workbook),
    )
    return tuple(Seed(name, raw, raw) for name, raw in plain.items()) + packed
