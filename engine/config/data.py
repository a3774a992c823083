"""The data side of a configuration: how a file is read (``ReadConfig``), and what of it is learnt (``DataConfig``)."""

import re
from enum import StrEnum
from typing import Annotated

import msgspec

from gatescope.engine.config.setting import Config, Field
from gatescope.engine.config.tasks import Task as Task
from gatescope.engine.errors import ConfigError, Fault

ANSWER_MOST = 1000  # tokens of a second text
DATE_ORDERS = ("day-first", "month-first", "year-first")
_DATE_PATTERN = re.compile(r"%[YymdeHIMSbBjVq]|YY|MM|DD|[Hh]{2}|\bQ")


class Kind(StrEnum):
    """What a file is read as."""

    TABLE = "table"
    TEXT = "text"


class Transform(StrEnum):
    """What is done to a series before it is scaled; undone for every number that a person reads."""

    NONE = "none"
    LOG = "log"
    DIFFERENCE = "difference"
    SEASONAL_DIFFERENCE = "seasonal-difference"
    LOG_DIFFERENCE = "log-difference"
    LOG_SEASONAL_DIFFERENCE = "log-seasonal-difference"


class Scale(StrEnum):
    """How a column is brought to the size that networks learn from, by the training part's statistics."""

    STANDARD = "standard"  # mean 0, standard deviation 1
    MIN_MAX = "min-max"  # 0 … 1
    NONE = "none"


class Fill(StrEnum):
    """What stands where a value is missing."""

    INTERPOLATE = "interpolate"  # linearly; the nearest value at the ends
    FORWARD = "forward"  # the last value known; before the first one that
    DROP = "drop"  # the row is left out
    MASK = "mask"  # the mean, and a further input says so; a missing target does not count


class Split(StrEnum):
    """How training and validation part are told apart."""

    TIME = "time"  # the last share of every sequence
    SEQUENCE = "sequence"  # whole sequences, drawn with a fixed seed
    STRATIFIED = "stratified"  # whole sequences, each class in proportion
    SHUFFLED = "shuffled"  # single rows: refused for a series, whose neighbours it would give away


class RowOrder(StrEnum):
    """In which order the rows of a file with a time are."""

    TIME = "time"  # by their time, within each sequence
    FILE = "file"  # as they stand there


class Repeats(StrEnum):
    """What is made of the rows of a sequence that have the same time."""

    KEEP = "keep"
    AVERAGE = "average"  # one row with the means of their numbers
    DROP = "drop"  # the first of them


class Level(StrEnum):
    """What a token is."""

    BYTE = "byte"
    JAMO = "jamo"
    CODE_POINT = "code-point"  # of the text in NFC
    GRAPHEME = "grapheme"
    WORD = "word"
    SUBWORD = "subword"  # sentencepiece, lossless
    MORPHEME = "morpheme"  # Korean, kiwipiepy


class ReadConfig(Config, frozen=True):
    """How a file becomes records and cells. As a request, '' and None mean "find out"; as an answer, in
    ``DatasetInfo.read``, everything that applies is said."""

    kind: Kind | None = None
    encoding: str = ""
    delimiter: str = ""  # one character
    header: bool | None = None
    header_lines: Annotated[int | None, Field(1, 10)] = None  # records that name the columns together
    quote: str | None = None  # one character; '' for none
    decimal: str = ""  # '.' or ','
    thousands: str | None = None  # one character; '' for none
    comment: str | None = None  # lines that begin with it are no records; '' for none
    skip: Annotated[int | None, Field(0, 1_000_000)] = None  # lines before the header or, without one, the first record
    units: bool | None = None  # the record under the header names units
    missing: tuple[str, ...] = ()  # further words for a missing value: 9999, or COL=9999 in one column alone
    words: tuple[str, ...] = ()  # the columns whose cells are words, whatever they look like
    minus: str = ""  # the marks that make a number negative, such as △▼
    sheet: str = ""  # of a workbook; the table of a database, the file of an archive, the array …
    series: bool | None = None  # each record is a series of its own
    dates: str = ""  # day-first, month-first, year-first, or a pattern such as DD.MM.YYYY or %d.%m.%Y
    rows: RowOrder = RowOrder.TIME
    repeats: Repeats = Repeats.KEEP
    thumbnail: Annotated[int, Field(8, 32)] = 16  # pixels of a side, of pictures that a column names
    keep: bool = False  # totals, footnotes, repeated headers and blank records are records like others

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("delimiter", "quote", "decimal", "thousands"):
            if len(getattr(self, name) or "") > 1:
                raise ConfigError(Fault.CONFIG_VALUE, name=name, value=getattr(self, name), choices="one character")
        if self.dates and self.dates not in DATE_ORDERS and not _DATE_PATTERN.search(self.dates):
            choices = ", ".join((*DATE_ORDERS, "a pattern such as DD.MM.YYYY"))
            raise ConfigError(Fault.CONFIG_VALUE, name="dates", value=self.dates, choices=choices)
        if self.decimal and self.decimal == self.thousands:
            raise ConfigError(Fault.CONFIG_VALUE, name="thousands", value=self.thousands or "")

    def of(self, column: str) -> "ReadConfig":
        """How the cells of one column are read: its own words for a missing value are among those of all."""
        own = tuple(word.removeprefix(f"{column}=") for word in self.missing if word.startswith(f"{column}="))
        return msgspec.structs.replace(self, missing=(*self.missing, *own)) if own else self


class ColumnConfig(Config, frozen=True):
    """What is done to one column where that is not what is done to all of them."""

    name: str
    scale: Scale | None = None
    transform: Transform | None = None
    fill: Fill | None = None


class TokenConfig(Config, frozen=True):
    """How a text is cut. ``most`` is the largest vocabulary (0: no bound; subwords: 1000), ``least`` how often the
    training part must have a token for it to be known."""

    level: Level = Level.CODE_POINT
    most: Annotated[int, Field(0, 1_000_000)] = 0
    least: Annotated[int, Field(1, 1_000_000)] = 1


class DataConfig(Config, frozen=True):
    """What of the data is learnt: the task and, by name, the roles of a table's columns.

    ``inputs`` and ``targets`` are empty for a plain text; a column may be both. ``classes``: the targets are classes,
    not quantities. ``categories`` are inputs that are embedded. ``sequence`` names the column that tells sequences
    apart, ``beside`` further ones: a sequence is then what has the same in all of them. ``text`` is the column whose
    cells are texts (each a sequence of its own), ``second`` the other text of a pair, which is cut by
    ``second_tokens``. ``picture`` is the column of pictures whose pixels are inputs. What is to be written and has more
    than ``longest`` tokens is left out.
    ``shuffled`` destroys the order of the rows within each part: a control, to show what order is worth.
    ``order`` is p of the autoregression that a forecast is compared with, 0: chosen by Akaike's criterion.
    """

    kind: Kind
    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    validation_share: Annotated[float, Field(0.01, 0.9)] = 0.3
    transform: Transform = Transform.NONE
    season: Annotated[int, Field(0, 1_000_000)] = 0  # steps; 0: found by autocorrelation where it is needed
    task: Task = Task.NEXT
    horizon: Annotated[int, Field(1, 10_000)] = 1
    classes: bool = False
    categories: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    sequence: str = ""
    beside: tuple[str, ...] = ()
    text: str = ""
    second: str = ""
    picture: str = ""
    scale: Scale = Scale.STANDARD
    fill: Fill = Fill.INTERPOLATE
    columns: tuple[ColumnConfig, ...] = ()
    tokens: TokenConfig = TokenConfig()
    second_tokens: TokenConfig = TokenConfig()
    longest: Annotated[int, Field(1, ANSWER_MOST)] = 100
    split: Split = Split.TIME
    shuffled: bool = False
    order: Annotated[int, Field(0, 1000)] = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind is Kind.TABLE:
            self._check_roles()

    @property
    def keys(self) -> tuple[str, ...]:
        """All columns that tell sequences apart together."""
        return (self.sequence, *self.beside) if self.sequence else ()

    def _check_roles(self) -> None:
        if self.beside and (not self.sequence or len(set(self.keys)) < len(self.keys)):
            raise ConfigError(Fault.CONFIG_VALUE, name="beside", value=", ".join(self.beside))
        if not (self.inputs or self.categories or self.text or (self.picture and self.second)):
            raise ConfigError(Fault.CONFIG_VALUE, name="inputs", value="")
        if not (self.targets or self.second or (self.text and (self.task.spec.ahead or self.task.spec.unfolds))):
            raise ConfigError(Fault.CONFIG_VALUE, name="targets", value="")

    def of(self, name: str) -> ColumnConfig:
        """What is done to the column ``name``, with nothing left open."""
        own = next((each for each in self.columns if each.name == name), ColumnConfig(name=name))
        return ColumnConfig(
            name=name,
            scale=own.scale or self.scale,
            transform=own.transform or self.transform,
            fill=own.fill or self.fill,
        )
