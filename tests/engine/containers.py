"""One table in the bytes of every kind of file that holds tables."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from html import escape

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import feather, orc

from tests.engine.workbooks import open_document, workbook

Row = Sequence[str | float]


def csv_of(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in [names, *rows]).encode()


def arrow_of(names: Sequence[str], rows: Sequence[Row]) -> pa.Table:
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})


def parquet(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    file = io.BytesIO()
    pq.write_table(arrow_of(names, rows), file)
    return file.getvalue()


def feather_of(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    file = io.BytesIO()
    feather.write_feather(arrow_of(names, rows), file)
    return file.getvalue()


def orc_of(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    file = io.BytesIO()
    orc.write_table(arrow_of(names, rows), file)
    return file.getvalue()


def npy(values: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


def npz(**arrays: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def database(tables: dict[str, tuple[Sequence[str], Sequence[Row]]], more: Sequence[str] = ()) -> bytes:
    base = sqlite3.connect(":memory:")
    for table, (names, rows) in tables.items():
        called = ", ".join(json.dumps(name, ensure_ascii=False) for name in names)
        base.execute(f'CREATE TABLE "{table}" ({called})')
        base.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(names))})', rows)
    for each in more:
        base.execute(each)
    base.commit()
    raw = base.serialize()
    base.close()
    return raw


def records(names: Sequence[str], rows: Sequence[Row]) -> list[dict[str, str | float]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def json_of(value: object) -> bytes:
    return json.dumps(value).encode()


def json_lines(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    return "\n".join(json.dumps(each) for each in records(names, rows)).encode()


def page(names: Sequence[str], rows: Sequence[Row]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    head = "<tr>" + "".join(f"<th>{escape(name)}</th>" for name in names) + "</tr>"
    return f"<html><body><table>{head}{body}</table></body></html>".encode()


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in files.items():
            packed.writestr(name, raw)
    return file.getvalue()


def flux(field: str, rows: Sequence[Row]) -> bytes:
    head = [
        "#group,false,false,false,false,true",
        "#datatype,string,long,dateTime:RFC3339,double,string",
        "#default,_result,,,,",
        ",result,table,_time,_value,_field",
    ]
    return "\r\n".join([*head, *(f",,0,{time},{value},{field}" for time, value in rows)]).encode()


def columns(names: Sequence[str], rows: Sequence[Row]) -> dict[str, list[str | float]]:
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def split(names: Sequence[str], rows: Sequence[Row]) -> dict[str, object]:
    return {"columns": list(names), "index": list(range(len(rows))), "data": [list(row) for row in rows]}


def indexed(names: Sequence[str], rows: Sequence[Row]) -> dict[str, object]:
    return {str(at): each for at, each in enumerate(records(names, rows))}


def by_column(names: Sequence[str], rows: Sequence[Row]) -> dict[str, object]:
    return {name: {str(at): cell for at, cell in enumerate(cells)} for name, cells in columns(names, rows).items()}


def nested(names: Sequence[str], rows: Sequence[Row]) -> dict[str, object]:
    return {"status": "ok", "hourly": columns(names, rows), "units": {"v": "C"}}


Write = Callable[[Sequence[str], Sequence[Row]], bytes]


def _json(shape: Callable[[Sequence[str], Sequence[Row]], object]) -> tuple[str, Write]:
    return "a.json", lambda names, rows: json_of(shape(names, rows))


GRIDS: dict[str, tuple[str, Write]] = {
    "csv": ("a.csv", csv_of),
    "sheet": ("a.xlsx", lambda names, rows: workbook({"One": [list(names), *map(list, rows)]})),
    "open document": ("a.ods", lambda names, rows: open_document({"One": [names, *rows]})),
    "page": ("a.html", page),
    "page as workbook": ("a.xls", page),
}
"""Kinds of file that hold lines of cells, whatever these are: the name of one, and how it is written."""

TYPED: dict[str, tuple[str, Write]] = {
    "parquet": ("a.parquet", parquet),
    "feather": ("a.feather", feather_of),
    "orc": ("a.orc", orc_of),
    "database": ("a.sqlite", lambda names, rows: database({"t": (names, rows)})),
    "records": _json(records),
    "columns": _json(columns),
    "split": _json(split),
    "indexed": _json(indexed),
    "by column": _json(by_column),
    "nested": _json(nested),
    "lines": ("a.jsonl", json_lines),
    "lines without a name": ("a.log", json_lines),
}
"""Kinds of file that have one name and one type for each column."""

_PACKED: dict[str, tuple[str, Write]] = {
    "zip": ("a.zip", lambda names, rows: zipped({"readme.txt": b"a note", "t/a.csv": csv_of(names, rows)})),
    "zip of lines": ("a.zip", lambda names, rows: zipped({"a.jsonl": json_lines(names, rows)})),
}


def every_kind(names: Sequence[str], rows: Sequence[Row]) -> dict[str, tuple[str, bytes]]:
    """By a word for each kind: the name and the bytes of a file with the table."""
    return {kind: (name, write(names, rows)) for kind, (name, write) in {**GRIDS, **TYPED, **_PACKED}.items()}
