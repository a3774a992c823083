"""What the engine tells about a file: what was read of it, what it takes it for, what a network would see."""

from enum import StrEnum

import msgspec

from gatescope.engine.config.data import Kind, ReadConfig
from gatescope.engine.config.formats import PLAIN
from gatescope.engine.config.run import RunConfig
from gatescope.engine.config.traces import Array
from gatescope.engine.protocol.base import Whole
from gatescope.engine.protocol.found import Found

LINES_TOLD = 10  # of those skipped, and of those with bad cells in one column
LEVELS_TOLD = 50  # classes of a column
SEQUENCES_TOLD = 500


class Value(msgspec.Struct, frozen=True, kw_only=True):
    pass


class ColumnType(StrEnum):
    """What the cells of a column are. ``CATEGORY``: words, few different ones."""

    NUMERIC = "numeric"
    TIME = "time"
    CATEGORY = "category"
    TEXT = "text"
    PICTURE = "picture"  # names of pictures beside the table


class PictureFault(StrEnum):
    """Why a cell names no picture."""

    MISSING = "missing"  # there is no such file, or it cannot be read
    OUTSIDE = "outside"  # it leads out of the table's folder
    TOO_LARGE = "too-large"  # the file, or what it says it shows
    NO_PICTURE = "no-picture"  # neither PNG nor JPEG, or damaged


class Role(StrEnum):
    """What a column is used for. ``LABEL`` is the target of a whole sequence."""

    TIME = "time"
    INPUT = "input"
    TARGET = "target"
    INPUT_TARGET = "input-target"
    CATEGORY = "category"
    SEQUENCE = "sequence"
    LABEL = "label"
    TEXT = "text"
    SECOND = "second"  # the other text of a pair
    PICTURE = "picture"
    NONE = "none"


class Column(Value, frozen=True):
    """A column of a table: its name, what it holds and is used for, how many of its cells are empty, whether it never
    changes, how many different cells it has (0: not counted), the first of them, and the unit named under the header.
    ``counter``: it only counts rows, as ``No`` does."""

    name: str
    type: ColumnType
    missing: Whole = 0
    constant: bool = False
    role: Role = Role.NONE
    distinct: Whole = 0
    levels: tuple[str, ...] = ()
    unit: str = ""
    counter: bool = False


class BadCells(Value, frozen=True):
    """Cells of a column that are neither numbers nor known words for missing, or that name no picture: they count as
    missing. ``lines`` are those of the first of them, ``value`` the very first as written, and ``reason`` why that one
    is no picture."""

    column: str
    count: Whole
    lines: tuple[Whole, ...]
    value: str
    reason: PictureFault | None = None


class Records(Value, frozen=True):
    """``read`` + ``skipped`` are the records of the file. ``skipped_lines`` are those of the first that had another
    number of fields; ``reversed``: the newest came first, and the order was turned round. Of a file with a time:
    ``sorted`` rows came after a later one of their sequence and were put where they belong, ``backwards`` stand so
    still; ``repeated`` have the time of another one before them, ``merged`` of these went into it. ``unfolded``: each
    record is a series, and all together have so many steps."""

    read: Whole
    skipped: Whole = 0
    skipped_lines: tuple[Whole, ...] = ()
    bad: tuple[BadCells, ...] = ()
    reversed: bool = False
    sorted: Whole = 0
    backwards: Whole = 0
    repeated: Whole = 0
    merged: Whole = 0
    unfolded: Whole = 0

    @property
    def rows(self) -> int:
        """How many rows they make."""
        return (self.unfolded or self.read) - self.merged


class DateReading(Value, frozen=True):
    """One way of reading dates whose order is open: ``dates`` as in ``ReadConfig``, the first and the last day that it
    makes of the file, the rhythm and how many rows that lacks."""

    dates: str
    first: str
    last: str
    frequency: str
    gaps: Whole


class UnreadTime(Value, frozen=True):
    """A column that seems to tell the time but was not read: ``value`` is its first cell, ``line`` that of the file.
    ``falling``: as words, its cells fall from the top to the bottom."""

    column: str
    value: str
    line: Whole
    falling: bool = False


class DatasetInfo(Value, frozen=True):
    """What was read. ``rows`` are records (table) or characters (text). ``frequency`` is a word such as ``monthly`` or
    '' when there is no time column, ``gaps`` how many rows that rhythm lacks and ``gap_labels`` the rows before the
    first of them; ``first`` and ``last`` name the first and last row. ``preview`` is the first target, pooled to at
    most 1000 points, in the data's own units (empty for text). ``suggested`` is a configuration that works on it;
    ``suggestion_reason`` says why it transforms the series ('' when it does not): ``trend`` when the end of the
    training part leaves the range of what came before, and the transform forecasts it better. ``read`` is how it was
    read, ``whole`` False when only its beginning was. ``doubts`` are words for guesses worth a look (``encoding``,
    ``header`` …). ``format`` names the
    kind of file it was read as. ``date_readings`` are the ways in which the dates can be read, the one chosen first,
    when there are several; ``unread`` is what seems to be the time and cannot be read."""

    path: str
    name: str
    kind: Kind
    rows: Whole
    encoding: str
    suggested: RunConfig
    columns: tuple[Column, ...] = ()
    time_column: str = ""
    frequency: str = ""
    first: str = ""
    last: str = ""
    delimiter: str = ""
    symbols: Whole = 0
    bytes: Whole = 0
    sha256: str = ""
    suggestion_reason: str = ""
    preview: Array | None = None
    read: ReadConfig = ReadConfig()
    records: Records = Records(read=0)
    gaps: Whole = 0
    gap_labels: tuple[str, ...] = ()
    whole: bool = True
    doubts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()  # of a workbook
    format: str = PLAIN.name
    date_readings: tuple[DateReading, ...] = ()
    unread: UnreadTime | None = None
    found: tuple[Found, ...] = ()  # what was guessed about the file, in the order in which a person wants to know

    def titled(self, column: str) -> str:
        """The name of a column with its unit behind it."""
        unit = next((each.unit for each in self.columns if each.name == column), "")
        return f"{column} ({unit})" if unit else column


class Sequence(Value, frozen=True):
    """One sequence a network would see: rows ``start … start+length-1`` of the data in their order, its class or
    number ('' without one), and whether it is validated on."""

    name: str
    start: Whole
    length: Whole
    label: str = ""
    validation: bool = False


class Thumbnails(Value, frozen=True):
    """The pictures in the column at ``place`` of some ``records`` (K,): ``pixels`` (K, side, side) uint8, 0: black."""

    place: Whole
    records: tuple[Whole, ...]
    pixels: Array


class ClassCount(Value, frozen=True):
    """How many targets of each part are of a class."""

    name: str
    training: Whole
    validation: Whole


class Stages(Value, frozen=True):
    """The first sentences of a text on their way into a network, B of them: as written, as prepared, as tokens, as ids
    (B, T) padded with −1, and the vector of each id: (V,) one-hot or a row of ``embedding`` (V', width), which is None
    without a run. ``vocabulary`` is V; ``frequent`` are the most frequent tokens with how often they come; ``unknown``
    is the share of the validation part's tokens that the training part does not have. ``whole`` False: what is counted
    is the beginning of each part of a long text."""

    sentences: tuple[str, ...]
    prepared: tuple[str, ...]
    tokens: tuple[tuple[str, ...], ...]
    ids: Array
    vocabulary: Whole
    count: Whole  # tokens in all
    frequent: tuple[tuple[str, int], ...]
    unknown: float
    lengths: tuple[int, int, int] = (0, 0, 0)  # shortest, median, longest sequence, in tokens
    embedding: Array | None = None
    whole: bool = True
