"""Zip archives, looked at before anything is unpacked by somebody else: how large they are, whether they are whole."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Set
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree import ElementTree

from gatescope.engine.data.files import shared_texts
from gatescope.engine.data.files.extents import Extent, extent_of, limit_of
from gatescope.engine.data.files.source import BLOCK, FileReading, Origin
from gatescope.engine.data.files.stream import RATIO_FROM, RATIO_MOST, too_large
from gatescope.engine.errors import Fault

UNPACKED_MOST = 1 << 30  # bytes of all files inside
_LOCAL = struct.Struct("<4s22xHH")  # a local header: its mark, …, the lengths of name and extra field
_RAW = -zlib.MAX_WBITS
_SHEET = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.I)
_CELL_BYTES = 24  # of room for each cell of a sheet
_SHEET_MOST = 4 << 20  # bytes of its rows in XML that are looked at for a preview
_READ = (".xml", ".rels")  # of the files inside, all that tells of cells; pictures and programs do not
_NAMES, _PLACES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ROW_END = re.compile(rb"</(\w+:)?row>")


def check(file: BinaryIO, reading: FileReading) -> None:
    """Unpacks every file inside, keeping nothing: what an archive says of its sizes need not be true.

    Raises ``DataError``: ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE, READ_CANCELLED."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise _damaged(reading, error) from None
    _refuse(sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries), reading)
    unpacked = 0
    for entry in entries:
        unpacked = _unpacked(file, entry, unpacked, reading)
    try:
        copies = reading.patiently(lambda: shared_texts.copied(file))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, NotImplementedError) as error:
        raise _damaged(reading, error) from None
    if copies > shared_texts.TEXT_MOST:
        raise too_large(reading, copies, shared_texts.TEXT_MOST)


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo, before: int, reading: FileReading) -> int:
    """``before`` and the true size of one more file."""
    file.seek(max(0, entry.header_offset))  # one that was spoilt may be negative
    header = file.read(_LOCAL.size)
    if entry.header_offset < 0 or len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise _damaged(reading, "a file inside is not where it should be")
    _, name, extra = _LOCAL.unpack(header)
    extent = extent_of(entry.filename)
    file.seek(name + extra, 1)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        _watch_stored(file, entry, extent, reading)
        return before + entry.file_size
    unpacker, size, left = zlib.decompressobj(_RAW), 0, entry.compress_size
    while left > 0 and not unpacker.eof and (packed := file.read(min(left, BLOCK))):
        left -= len(packed)
        while packed and not unpacker.eof:
            try:
                block = unpacker.decompress(packed, BLOCK)
            except zlib.error as error:
                raise _damaged(reading, error) from None
            size += len(block)
            _watch(extent, block, reading)
            packed = unpacker.unconsumed_tail
            _refuse(before + size, 0, reading)
            reading.refuse_if_cancelled()
    return before + size


def _watch_stored(file: BinaryIO, entry: zipfile.ZipInfo, extent: Extent | None, reading: FileReading) -> None:
    left = entry.compress_size if extent is not None else 0
    while left > 0 and (block := file.read(min(left, BLOCK))):
        left -= len(block)
        _watch(extent, block, reading)


def _watch(extent: Extent | None, block: bytes, reading: FileReading) -> None:
    """Raises ``DataError`` (ARCHIVE_TOO_LARGE) for a sheet whose few cells lie far apart."""
    if extent is None:
        return
    extent.feed(block)
    if extent.text > shared_texts.TEXT_MOST:
        raise too_large(reading, extent.text, shared_texts.TEXT_MOST)
    if extent.cells > limit_of(extent):
        raise too_large(reading, extent.cells * _CELL_BYTES, limit_of(extent) * _CELL_BYTES)


def _refuse(unpacked: int, packed: int, reading: FileReading) -> None:
    limit = min(UNPACKED_MOST, RATIO_MOST * packed) if packed and unpacked > RATIO_FROM else UNPACKED_MOST
    if unpacked > limit:
        raise too_large(reading, unpacked, limit)


def _damaged(reading: FileReading, reason: Exception | str) -> Exception:
    """Some errors say nothing but their name."""
    return reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(reason)[:200] or type(reason).__name__)


# ---- the beginning of a workbook -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shortened:
    """A workbook with only the first rows of large sheets, and the names of the sheets that are known to be ``whole``
    in it."""

    origin: Origin
    whole: frozenset[str]


def shortened(origin: Origin) -> Shortened | None:
    """A workbook of which sheets are large with the first rows of each: the library that reads it knows no other way to
    a few rows than through all. None where it is small, or has no rows that could be told apart."""
    with origin.open() as file, zipfile.ZipFile(file) as book:
        sheets = [each for each in book.infolist() if _SHEET.search(each.filename) and each.file_size > _SHEET_MOST]
        first = {each.filename: _first_rows(book, each) for each in sheets}
        if not any(first.values()):
            return None
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as copy:
            for each in book.infolist():
                if each.filename.lower().endswith(_READ):
                    copy.writestr(each.filename, first.get(each.filename) or book.read(each))
        whole = _others(book, {posixpath.basename(name).lower() for name, rows in first.items() if rows})
    raw = made.getvalue()
    return Shortened(Origin(origin.path, len(raw), raw), whole)


def _others(book: zipfile.ZipFile, cut: Set[str]) -> frozenset[str]:
    """The names of the sheets that are not in the files ``cut``; none where the workbook does not say."""
    try:
        places = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(book.read(_PLACES))}
        sheets = ElementTree.fromstring(book.read(_NAMES)).findall(".//{*}sheet")
    except (KeyError, ElementTree.ParseError):
        return frozenset()
    held = {
        sheet.get("name", ""): posixpath.basename(places.get(value, "")).lower()
        for sheet in sheets
        for key, value in sheet.items()
        if key.endswith("}id")
    }
    return frozenset(name for name, place in held.items() if place and place not in cut)


def _first_rows(book: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> bytes:
    """The beginning of a sheet up to the end of a row, closed as XML has it; b"" where that cannot be."""
    with book.open(sheet) as file:
        text = file.read(_SHEET_MOST)
    ends = [*_ROW_END.finditer(text)][-1:]
    if not ends:
        return b""
    prefix = ends[0][1] or b""
    return text[: ends[0].end()] + b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"
