"""Small files that become large where they are read without a look at what they say of themselves."""

import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import feather, orc

LONG = "x" * 1_000_000
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
_ROW = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="float" office:value="1" '
    'table:number-columns-repeated="{}"><text:p>1</text:p></table:table-cell></table:table-row>'
)


def _ods(inside: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", _ODS.format(inside))
    return made.getvalue()


_TEXTS = (
    '<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="100"><text:p>{}</text:p></table:table-cell></table:table-row>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _shared(rows: int) -> bytes:
    """A workbook with one long text that every row has."""
    cells = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, rows + 1))
    relation = '<Relationship Id="{0}" Type="' + _OFFICE + '/{1}" Target="{2}"/>'
    files = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + relation.format("a", "officeDocument", "xl/workbook.xml")
        + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + relation.format("b", "worksheet", "worksheets/sheet1.xml")
        + relation.format("c", "sharedStrings", "sharedStrings.xml")
        + "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>{LONG}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in files.items():
            book.writestr(name, text)
    return made.getvalue()


def _zip(name: str, inside: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, inside)
    return made.getvalue()


def _feather(table: pa.Table) -> bytes:
    made = io.BytesIO()
    feather.write_feather(table, made, compression="zstd", chunksize=len(table))
    return made.getvalue()


def _written(write: Callable[[pa.Table, io.BytesIO], object], table: pa.Table) -> bytes:
    made = io.BytesIO()
    write(table, made)
    return made.getvalue()


def _repeated(rows: int) -> pa.Table:
    return pa.table({"s": pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([LONG]))})


def _zeros(rows: int) -> pa.Table:
    return pa.table({"a": pa.array(np.zeros(rows, np.int64))})


def _long_words(rows: int) -> pa.Table:
    return pa.table({"s": pa.array([LONG] * rows, pa.large_string())})


def _orc(table: pa.Table, **how: object) -> bytes:
    made = io.BytesIO()
    orc.write_table(table, made, compression="zstd", **{"dictionary_key_size_threshold": 0.8, **how})
    return made.getvalue()


def _npz() -> bytes:
    made = io.BytesIO()
    np.savez_compressed(made, a=np.zeros((300_000_000, 1), np.uint8))
    return made.getvalue()


def _database(path: Path) -> bytes:
    """A table, and a view beside it that never ends."""
    base = sqlite3.connect(path)
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
    base.executescript(f"CREATE TABLE t(a, b); CREATE VIEW first AS {endless};")
    base.executemany("INSERT INTO t VALUES (?, ?)", [(at, at % 7) for at in range(60)])
    base.commit()
    base.close()
    return path.read_bytes()


def _ts(rest: str) -> bytes:
    return f"@problemName x\n@timeStamps false\n{rest}\n@classLabel false\n@data\n".encode() + b"1,2,3:4,5,6\n" * 12


BOMBS: dict[str, Callable[[Path], bytes]] = {
    "sparse.json": lambda _: json.dumps([{f"k{at}": at} for at in range(50_000)]).encode(),
    "padded.json": lambda _: json.dumps([list(range(20_000)), *[[1]] * 50_000]).encode(),
    "index.json": lambda _: json.dumps({f"a{i}": {"k": 1, "l": 1, f"z{i}": 1} for i in range(30_000)}).encode(),
    "deep.json": lambda _: b"[" * 100_000 + b"]" * 100_000,
    "objects.json": lambda _: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep.html": lambda _: b"<html>" + b"<table><tr><td>" * 30_000 + b"1",
    "spans.html": lambda _: b"<html><table><tr>" + b"<td colspan=1000 rowspan=1000>a</td>" * 20 + b"<tr>" * 2000,
    "long.html": lambda _: b"<html><table>" + (b"<tr><td colspan=1000>" + b"x" * 10_000 + b"</td></tr>") * 200,
    "unclosed.html": lambda _: b"<html><table>" + b"<a " * 200_000,
    "comments.html": lambda _: b"<html><table>" + b"<!-" * 200_000,
    "less.html": lambda _: b"<html><table>" + b"<" * 300_000,
    "twice.csv.gz": lambda _: gzip.compress(gzip.compress(b"a,b\n" + b"1,2\n" * 25_000_000)),
    "many.csv.gz": lambda _: gzip.compress(b"a,b\n" + b"1,2\n" * 50_000_000),
    "table.zip": lambda _: _zip("table.csv", b"a,b\n" + b"1,2\n" * 50_000_000),
    "bytes.npz": lambda _: _npz(),
    "zeros.feather": lambda _: _feather(_zeros(100_000_000)),
    "repeated.feather": lambda _: _feather(_repeated(20_000)),
    "zeros.orc": lambda _: _written(orc.write_table, _zeros(100_000_000)),
    "repeated.orc": lambda _: _orc(_long_words(400)),
    "dense.orc": lambda _: _orc(_long_words(400), dictionary_key_size_threshold=0.0),
    "zeros.parquet": lambda _: _written(pq.write_table, _zeros(100_000_000)),
    "repeated.parquet": lambda _: _written(pq.write_table, _repeated(3000)),
    "rows.ods": lambda _: _ods(_ROW.format(100_000, 100)),
    "columns.ods": lambda _: _ods(_ROW.format(1_000_000, 16_000)),
    "texts.ods": lambda _: _ods(_TEXTS.format(LONG)),
    "texts.xlsx": lambda _: _shared(20_000),
    "size.arff": lambda _: b"@relation x\n@attribute a numeric\n@attribute b numeric\n@data\n" + b"{0 1}\n" * 100,
    "length.ts": lambda _: _ts("@univariate false\n@equalLength true\n@seriesLength 2000000000"),
    "channels.ts": lambda _: _ts("@univariate false\n@dimensions 2000000000"),
    "endless.db": lambda folder: _database(folder / "made.db"),
}
"""By the name of the file, its bytes; a folder may be written in."""
