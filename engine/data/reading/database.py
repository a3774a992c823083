"""SQLite databases: the rows of a table. Nothing in the file is run: only tables are read, never views or triggers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.reading.inner_tables import chosen_part
from gatescope.engine.data.reading.readers import Contents, Format
from gatescope.engine.data.reading.written import ROWS_OF_A_BEGINNING, contents_of_rows
from gatescope.engine.errors import Fault

SQLITE = b"SQLite format 3\0"
_ROWS = 1000  # between two looks at Cancel
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rootpage"
)


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    try:
        with closing(_opened(origin)) as base:
            return _contents(base, origin, read, data, reading, whole)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(error)[:200]) from None


FORMAT = Format(lambda _path, first: first.startswith(SQLITE), _read)


def _opened(origin: Origin) -> sqlite3.Connection:
    """Read only, as it stands: no journal is played back, no lock is taken."""
    if origin.raw is not None:
        base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        base.deserialize(origin.raw)
    else:
        place = f"file:{quote(origin.path)}?mode=ro&immutable=1"
        base = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA query_only = ON")
    base.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return base


def _contents(
    base: sqlite3.Connection,
    origin: Origin,
    read: ReadConfig,
    data: DataConfig | None,
    reading: FileReading,
    whole: bool,
) -> Contents:
    names = tuple(str(name) for (name,) in base.execute(_TABLES))
    counts = {name: _count(base, name) for name in names}
    names = tuple(sorted((name for name in names if counts[name]), key=lambda name: -counts[name]))
    if not names:
        raise reading.fails(Fault.FILE_EMPTY)
    name, found = chosen_part(names, read.sheet, reading)
    columns = _columns(base, name)
    if not columns:
        raise reading.fails(Fault.FILE_EMPTY)

    def rows() -> Iterator[tuple[object, ...]]:
        yield tuple(columns)
        yield from _rows(origin, name, columns, reading, None if whole else ROWS_OF_A_BEGINNING + 1)

    parts = (name, names) if len(names) > 1 else ("", ())
    return contents_of_rows(origin, rows, read, data, reading, whole, "database", parts=parts, found=found)


def _rows(
    origin: Origin, name: str, columns: list[str], reading: FileReading, most: int | None
) -> Iterator[tuple[object, ...]]:
    """The rows of a table, at most ``most``; they may be asked for again long after the file was opened."""
    limit = "" if most is None else f" LIMIT {most}"
    listed = ", ".join(map(_quoted, columns))
    try:
        with closing(_opened(origin)) as base:
            for at, row in enumerate(base.execute(f"SELECT {listed} FROM {_quoted(name)}{limit}")):
                if not at % _ROWS:
                    reading.refuse_if_cancelled()
                yield row
    except (sqlite3.Error, OverflowError) as error:
        raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(error)[:200]) from None


def _count(base: sqlite3.Connection, name: str) -> int:
    try:
        return int(base.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0


def _columns(base: sqlite3.Connection, name: str) -> list[str]:
    """Those that are kept: a generated one would be computed by what the file says."""
    return [str(row[1]) for row in base.execute(f"PRAGMA table_xinfo({_quoted(name)})") if not row[6]]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
