"""The kinds of file that can be read: how their names end, and which settings of the reading mean something for each.

One list, for whoever opens, guesses, explains or asks: the readers are in ``engine.data.reading``.
"""

from dataclasses import dataclass

from gatescope.engine.config.data import Kind, ReadConfig

PACKED = ".gz"
TEXT_SETTINGS = ("encoding",)  # what a running text has of them


@dataclass(frozen=True)
class Ending:
    """How a file's name ends; ``kind`` is what such a file always holds, None: either; ``delimiter`` is what then
    stands between two cells, '': any."""

    suffix: str
    kind: Kind | None = None
    delimiter: str = ""


@dataclass(frozen=True)
class FormatSpec:
    """``name`` is that of the module of ``engine.data.reading`` with its reader. ``settings`` are the fields of
    ``ReadConfig`` that mean something for its tables. ``packed``: it is read as .gz too."""

    name: str
    endings: tuple[Ending, ...]
    settings: tuple[str, ...]
    packed: bool = False


_TIME = ("dates", "rows", "repeats")
_CELLS = (
    *("header", "header_lines", "skip", "units", "decimal", "thousands", "missing", "words", "minus", "keep", "series"),
    *_TIME,
)
_TYPED = ("series", "missing", *_TIME)  # of columns that come with their names and types
_MIXED = ("decimal", "thousands", "words", "minus", *_TYPED)  # of such columns, of which some may be words
_HELD = ("encoding", "sheet", "decimal", "thousands", *_TYPED)  # of cells that come with their names
_ELSEWHERE = ("kind", "thumbnail")  # asked for by itself; of pictures, which are no part of the file
_ANY = tuple(name for name in ReadConfig.__struct_fields__ if name not in _ELSEWHERE)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
PLAIN = FormatSpec(
    "plain",
    (
        Ending(".csv", Kind.TABLE),
        Ending(".tsv", Kind.TABLE, "\t"),
        Ending(".tab", Kind.TABLE, "\t"),
        Ending(".psv", Kind.TABLE, "|"),
        Ending(".txt"),
        Ending(".dat"),
    ),
    tuple(name for name in _ANY if name != "sheet"),
    packed=True,
)
FORMATS = (
    FormatSpec("parquet", (Ending(".parquet", Kind.TABLE),), _MIXED),
    FormatSpec("arrow_file", tuple(Ending(each, Kind.TABLE) for each in (".feather", ".arrow", ".orc")), _MIXED),
    FormatSpec("numpy_file", (Ending(".npy", Kind.TABLE), Ending(".npz", Kind.TABLE)), ("sheet", *_TYPED)),
    FormatSpec("workbook", tuple(Ending(each, Kind.TABLE) for each in _WORKBOOKS), (*_CELLS, "sheet")),
    FormatSpec("database", tuple(Ending(each, Kind.TABLE) for each in (".sqlite", ".sqlite3", ".db")), _HELD),
    FormatSpec("web_page", (Ending(".html", Kind.TABLE), Ending(".htm", Kind.TABLE)), ("encoding", *_CELLS, "sheet")),
    FormatSpec("json_file", tuple(Ending(each, Kind.TABLE) for each in (".json", ".jsonl", ".ndjson")), _HELD),
    FormatSpec("flux", (), ("encoding", "missing", *_TIME)),
    FormatSpec("zipped", (Ending(".zip", Kind.TABLE),), _ANY),
    FormatSpec("sktime", (Ending(".ts", Kind.TABLE), Ending(".tsf", Kind.TABLE)), ("encoding", "missing", *_TIME)),
    FormatSpec("arff", (Ending(".arff", Kind.TABLE),), ("encoding", "decimal", "thousands", *_TYPED)),
    PLAIN,  # the last, as any file may be one
)


def ending_of(path: str) -> Ending:
    """That of the list which a file's name has, packed or not; one that says nothing where it has none."""
    name = path.lower().removesuffix(PACKED)
    known = (each for spec in FORMATS for each in spec.endings)
    return next((each for each in known if name.endswith(each.suffix)), Ending(""))


def is_named(path: str, name: str) -> bool:
    """Whether a file is named as those of the format called ``name`` are."""
    return any(ending_of(path) in spec.endings for spec in FORMATS if spec.name == name)


def suffixes() -> tuple[str, ...]:
    """Every ending of the list, tables and texts first."""
    return tuple(each.suffix for spec in reversed(FORMATS) for each in spec.endings)


def settings_of(name: str, kind: Kind) -> tuple[str, ...]:
    """Which fields of ``ReadConfig`` mean something for a file of this format that holds a ``kind``."""
    found = next((spec.settings for spec in FORMATS if spec.name == name), ())
    return TEXT_SETTINGS if kind is Kind.TEXT else found


def described() -> str:
    """The list in words, for the command line."""
    packed = ", ".join(each.suffix for spec in FORMATS if spec.packed for each in spec.endings)
    other = ", ".join(each.suffix for spec in FORMATS if not spec.packed for each in spec.endings)
    return f"a table or a text: {packed} (each as {PACKED} too), {other} or whatever holds text"
