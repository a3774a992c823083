"""What was found out about a file: each thing with the evidence for it and the way back.

Whoever guesses about a file returns a ``Found`` beside what it makes of the file; the import screen lists them and the
command line says them. A guess that is not among them was made in silence, which is a fault.
"""

from enum import StrEnum

import msgspec

from gatescope.engine.protocol.base import Whole


class FoundKind(StrEnum):
    """What was found. The words for each stand in ``engine/cli/found_words.py`` and ``gui/words/found.py``."""

    SORTED = "sorted"  # rows were put in the order of their time
    REVERSED = "reversed"  # the newest came first
    BACKWARDS = "backwards"  # rows stand before an earlier time, and were left so
    REPEATED = "repeated"  # rows with the time of another one
    UNREAD_TIME = "unread-time"  # a column that seems to be the time and cannot be read
    UNREADABLE = "unreadable"  # few different words among the numbers of a column
    SIGN = "sign"  # marks and brackets around numbers that were taken for a sign
    UNIT = "unit"  # what stands around the numbers of a column was taken for its unit
    SCALE = "scale"  # letters behind numbers were taken for thousands, millions …
    SENTINEL = "sentinel"  # a value far outside the rest that repeats exactly
    HEADER_LINES = "header-lines"  # several lines name the columns together
    UNITS_LINE = "units-line"  # the line below the names has units
    TOTALS = "totals"  # records that sum up others, left out
    HEADERS_AGAIN = "headers-again"  # the header once more among the records, left out
    NOTES = "notes"  # records of words alone, such as a footnote, left out
    BLANKS = "blanks"  # records of nothing, left out
    TIMELESS = "timeless"  # records without a readable time in a file that has one, left out
    TIMES_LOST = "times-lost"  # records among others whose time cannot be read, kept where they stand
    TARGET_NAMED = "target-named"  # the target is called so, or like what people forecast
    TARGET_PRICE = "target-price"  # a price beside the day's other ones
    TARGET_LAST = "target-last"  # nothing says what is forecast: the last column
    STATE = "state"  # a class that is to be told of each step
    FALLING = "falling"  # its cells fall from the top to the bottom
    DATE_ORDER = "date-order"  # day and month could change places
    TRANSFORM = "transform"  # the series is learnt as something else than it is written
    ENCODING = "encoding"  # from here on: guesses worth a look, called as in ``DatasetInfo.doubts``
    DELIMITER = "delimiter"
    QUOTE = "quote"
    DECIMAL = "decimal"
    HEADER = "header"
    SKIP = "skip"
    GUESS = "guess"  # any other
    EACH_A_SERIES = "each-a-series"  # each record is a series, its columns the steps
    CYCLE = "cycle"  # the columns are the months of a year, the hours of a day …; the records follow one another
    SUMMARIES = "summaries"  # columns that sum up others
    PART = "part"  # one of several tables in the file


LEFT_OUT = (FoundKind.TOTALS, FoundKind.HEADERS_AGAIN, FoundKind.NOTES, FoundKind.BLANKS, FoundKind.TIMELESS)
"""Records that are none of the series; they count among those skipped."""


class Undo(msgspec.Struct, frozen=True, kw_only=True):
    """What to set so that it is not so: the path of a setting, such as ``read.rows`` or ``data.season``, and its
    value. ``option`` is the same on the command line."""

    path: str
    value: str | bool | int | float | tuple[str, ...]
    option: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """``columns`` are those that it is about, ``count`` how many cells or records, ``value`` a word or a cell of the
    file that shows it, ``lines`` where the first of them stand. ``evidence`` are further facts by name, for the
    sentence. ``decide``: it is open, and a person should look at it first. ``undo`` None: there is no other way.
    ``accept`` sets for good what was guessed, so that nobody is asked again; ``further`` are ways beside these two."""

    kind: FoundKind
    columns: tuple[str, ...] = ()
    count: Whole = 0
    value: str = ""
    lines: tuple[Whole, ...] = ()
    evidence: dict[str, str | int | float] = {}
    decide: bool = False
    undo: Undo | None = None
    accept: Undo | None = None
    further: tuple[Undo, ...] = ()
