"""What a file holds, whatever kind of file it is: the cells of a table, or a text; and who reads which kind."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

import msgspec
import numpy as np

from gatescope.engine.config import formats
from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.config.unread import unread_of
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.columns.undressing import without
from gatescope.engine.data.files.source import BLOCK, FileReading, Origin, system_errors
from gatescope.engine.data.reading.records import Cells, TableText
from gatescope.engine.data.reading.series.wide import in_long
from gatescope.engine.errors import Fault

_MARK = 512  # bytes that tell one kind of file from another


@dataclass(frozen=True, eq=False)
class Contents:
    """``cells`` of a table, None of a text, which has ``text``. ``read`` says how it was read with nothing left open;
    ``digest`` is the SHA-256 of the file; ``format`` the name of its kind of file."""

    origin: Origin
    read: ReadConfig
    digest: str
    whole: bool
    cells: Cells | None = None
    text: str = ""
    doubts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    source: TableText | None = None  # of a table that is written as text
    format: str = formats.PLAIN.name


@dataclass(frozen=True)
class Format:
    """One kind of file. ``is_it(path, first)`` tells it by its name and its first bytes; ``read(origin, read,
    data, reading, whole)`` reads it and raises ``DataError`` for whatever may be wrong with it, ``whole`` False: its
    beginning alone. ``cut``: the first of its bytes can be read without the rest. Only the plain kind holds texts."""

    is_it: Callable[[str, bytes], bool]
    read: Callable[[Origin, ReadConfig, DataConfig | None, FileReading, bool], Contents]
    cut: bool = False


@cache
def readers() -> tuple[tuple[str, Format], ...]:
    """Every kind of file by name, in the order in which they are asked: each module of this room that is listed has
    its ``FORMAT``."""
    made = []
    for spec in formats.FORMATS:
        found = import_module(f"{__package__}.{spec.name}").FORMAT
        assert isinstance(found, Format)
        made.append((spec.name, found))
    return tuple(made)


def format_of(path: str, first: bytes, kind: Kind | None = None) -> tuple[str, Format]:
    """The kind of a file by its name and first bytes; what is to be read as a text is plain."""
    plain = formats.PLAIN.name
    asked = (each for each in readers() if kind is not Kind.TEXT or each[0] == plain)
    return next(each for each in asked if each[1].is_it(path, first))


def beginning_of(origin: Origin) -> bytes:
    """What ``format_of`` wants of a file. Raises ``OSError``."""
    return origin.head(_MARK)


def contents_of(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool = True
) -> Contents:
    """Raises ``DataError`` for whatever may be wrong with the file."""
    with system_errors(reading):
        first = beginning_of(origin)
    if read.kind is not Kind.TEXT and (unread := unread_of(reading.path, first)) is not None:
        raise reading.fails(Fault.FORMAT_UNREAD, format=unread.name, instead=unread.instead)
    _, found = format_of(reading.path, first, read.kind)
    return _long(found.read(origin, read, data, reading, whole), read, data)


def _long(contents: Contents, read: ReadConfig, data: DataConfig | None) -> Contents:
    """Where each record is a series, a row a step. Roles that were chosen for the records as they stand say that they
    are none."""
    if contents.cells is None:
        return contents
    if read.series is None and data is not None and _names(data) <= contents.cells.columns.keys():
        read = msgspec.structs.replace(read, series=False)
    made = in_long(contents.cells if contents.source is not None else _without_missing(contents.cells, read), read)
    resolved = msgspec.structs.replace(contents.read, series=made.form.read.series, missing=made.form.read.missing)
    source = None if made.series is not None else contents.source
    return replace(contents, read=resolved, cells=made, source=source)


def _without_missing(found: Cells, read: ReadConfig) -> Cells:
    """Cells that came as numbers, without those that the user calls missing."""
    made, missing = dict(found.columns), dict(found.missing)
    for name, column in found.columns.items() if read.missing else ():
        if column.numbers is not None:
            numbers = without(name, column.numbers, read)
            made[name], missing[name] = ColumnData(numbers, column.cells), int(np.isnan(numbers).sum())
    if missing == found.missing:
        return found
    form = replace(found.form, read=msgspec.structs.replace(found.form.read, missing=read.missing))
    return replace(found, form=form, columns=made, missing=missing)


def _names(data: DataConfig) -> set[str]:
    others = filter(None, (*data.keys, data.text, data.second))
    return {*data.inputs, *data.targets, *data.categories, *data.time, *others}


def digest_of(origin: Origin, reading: FileReading, whole: bool) -> str:
    """The SHA-256 of a file that was not read from its first byte to its last; '' unless ``whole``."""
    if not whole:
        return ""
    digest = hashlib.sha256()
    with system_errors(reading), origin.open() as file:
        while piece := file.read(BLOCK):
            digest.update(piece)
            reading.refuse_if_cancelled()
    return digest.hexdigest()
