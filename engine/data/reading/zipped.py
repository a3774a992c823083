"""Zip archives with a table inside."""

import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath

import msgspec

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.config.formats import ending_of, is_named
from gatescope.engine.data.files import archive
from gatescope.engine.data.files.source import FileReading, Origin, system_errors
from gatescope.engine.data.reading.inner_tables import chosen_part
from gatescope.engine.data.reading.readers import Contents, Format, contents_of, digest_of
from gatescope.engine.errors import DataError, Fault

ZIP = b"PK\3\4"
_NOTES = ("readme", "license", "licence", "copying", "about")


def _is_zip(path: str, first: bytes) -> bool:
    return first.startswith(ZIP) and not is_named(path, "workbook") and not path.lower().endswith(".npz")


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    with system_errors(reading), origin.open() as file:
        archive.check(file, reading)
    sizes = _tables(origin, reading)
    if not sizes:
        raise reading.fails(Fault.FORMAT_UNREAD, format="ZIP", instead="a zip with one table in it")
    names = tuple(sorted(sizes, key=lambda name: ("_train" not in name.lower(), -sizes[name])))
    outer = read.sheet if read.sheet in names else ""
    name, found = chosen_part(names, outer or ("" if len(names) == 1 else read.sheet), reading)
    inner = Origin(f"{reading.path}/{name}", sizes[name], _unpacked(origin, name, reading))
    inside = msgspec.structs.replace(read, sheet="" if outer or len(names) > 1 else read.sheet)
    made = contents_of(inner, inside, data, _Inside(name, reading), whole)
    if len(names) > 1:
        made = replace(made, sheets=names, read=msgspec.structs.replace(made.read, sheet=name))
    cells = None if made.cells is None else replace(made.cells, found=(*found, *made.cells.found))
    return replace(made, origin=origin, digest=digest_of(origin, reading, whole), cells=cells, format="zipped")


FORMAT = Format(_is_zip, _read)


class _Inside(FileReading):
    """The reading of a file inside another: named like that one, and stopped with the whole."""

    def __init__(self, name: str, outer: FileReading) -> None:
        super().__init__(name)
        self._outer = outer

    def refuse_if_cancelled(self) -> None:
        self._outer.refuse_if_cancelled()

    def fails(self, fault: Fault, **facts: str | int | float) -> DataError:
        return self._outer.fails(fault, **facts)


def _tables(origin: Origin, reading: FileReading) -> dict[str, int]:
    """The files inside that may be tables, with their sizes."""
    try:
        with origin.open() as file, zipfile.ZipFile(file) as packed:
            entries = [each for each in packed.infolist() if not each.is_dir() and not each.flag_bits & 1]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(error)[:200]) from None
    able = {each.filename: each.file_size for each in entries if _is_table(each.filename) and each.file_size}
    notes = [name for name in able if PurePosixPath(name).stem.lower().startswith(_NOTES)]
    return {name: size for name, size in able.items() if name not in notes} or able


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    if path.name.startswith((".", "__")) or "__MACOSX" in path.parts:
        return False
    return (bool(ending_of(name).suffix) and not name.lower().endswith(".zip")) or path.name.endswith(
        ("_TRAIN", "_TEST")
    )


def _unpacked(origin: Origin, name: str, reading: FileReading) -> bytes:
    try:
        with origin.open() as file, zipfile.ZipFile(file) as packed:
            return reading.patiently(lambda: packed.read(name))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, NotImplementedError) as error:
        raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(error)[:200] or type(error).__name__) from None
