"""From blocks of records to columns. pyarrow turns numbers straight into floats; only where a block holds something
else are its cells read as strings and looked at."""

import csv as plain_csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.clothes import BARE
from gatescope.engine.data.columns.column import ColumnReader, GrowingNumbers
from gatescope.engine.data.columns.numeric import clothes_of
from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.reading.blocks import Block, Shape
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.datasets import LINES_TOLD

_COLUMN = re.compile(r"In CSV column #(\d+):")
_PARSERS = 2
_RETRIES = 4  # of a block, each with one more column as strings, before all are
_WORDS_FOR_MISSING = sorted({form for word in cells.MISSING for form in (word, word.upper(), word.title())} | {"NaN"})


@dataclass(frozen=True)
class CutRecord:
    """A record as it was cut: its cells and the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


def shape_of(read: ReadConfig, before: int) -> Shape:
    """``before`` lines of the file come before its first record."""
    return Shape(read.delimiter.encode(), (read.quote or "").encode(), (read.comment or "").encode(), before)


def taken(blocks: Iterator[Block], count: int) -> tuple[list[CutRecord], Iterator[Block]]:
    """The first ``count`` records, and the blocks of those that follow."""
    records: list[CutRecord] = []
    for block in blocks:
        starts = block.starts()
        here = min(count - len(records), len(starts))
        end = int(starts[here]) if here < len(starts) else len(block.body)
        lines = block.lines()[:here].tolist()
        passed = block.body.count(b"\n", 0, end)
        rest = Block(block.body[end:], block.line + passed, block.shape, block.multiline, block.newlines - passed)
        edges = [*starts[:here].tolist(), end]
        for line, first, last in zip(lines, edges, edges[1:], strict=False):
            records.append(CutRecord(line, cut(block.body[first:last], block.shape)))
        if len(records) == count:
            return records, _after(rest, blocks)
    return records, blocks


def _after(rest: Block, blocks: Iterator[Block]) -> Iterator[Block]:
    if rest.body.strip(b"\n"):
        yield rest
    yield from blocks


def cut(record: bytes, shape: Shape) -> tuple[str, ...]:
    """The cells of one record; one with a cell longer than the csv module takes is cut at every delimiter."""
    text = record.decode().strip("\n")
    quote = shape.quote.decode()
    options: dict[str, Any] = {"quotechar": quote} if quote else {"quoting": plain_csv.QUOTE_NONE}
    lines = (line + "\n" for line in text.split("\n"))
    try:
        return tuple(next(plain_csv.reader(lines, delimiter=shape.delimiter.decode(), **options), []))
    except plain_csv.Error:
        return tuple(text.split(shape.delimiter.decode()))


@dataclass
class Skipped:
    """Records with another number of cells: how many, and the lines of the first of them."""

    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, count: int, lines: Iterable[int]) -> None:
        self.count += count
        self.lines += list(lines)[: LINES_TOLD - len(self.lines)]

    def take(self, lines: list[int]) -> None:
        """Further records, wherever they stand."""
        self.count += len(lines)
        self.lines = sorted([*self.lines, *lines])[:LINES_TOLD]


class Lines:
    """The lines of the file on which rows begin, kept a block at a time: where they follow one another, the first."""

    def __init__(self) -> None:
        self._rows: list[int] = [0]  # the first row of each block, and the number of all
        self._blocks: list[int | NDArray[np.int64]] = []
        self._gone = np.zeros(0, np.int64)  # rows that were left out, each less the number of those before

    def add(self, rows: int, lines: int | NDArray[np.int64]) -> None:
        self._rows.append(self._rows[-1] + rows)
        self._blocks.append(lines)

    def leave_out(self, rows: NDArray[np.int64]) -> None:
        """Rows (rising) are counted without these from now on."""
        self._gone = rows - np.arange(len(rows))

    def of(self, rows: NDArray[np.int64]) -> list[int]:
        found: list[int] = []
        rows = rows + np.searchsorted(self._gone, rows, side="right")
        for row, at in zip(rows.tolist(), np.searchsorted(self._rows, rows, side="right").tolist(), strict=True):
            block, place = self._blocks[at - 1], row - self._rows[at - 1]
            found.append(block + place if isinstance(block, int) else int(block[place]))
        return found


@dataclass(frozen=True)
class _Parsed:
    """The cells of the columns wanted, the records of ``block`` that were left out, the columns that are not all
    numbers, and the lines of records of nothing, which the block no longer has."""

    block: Block
    table: Any
    skipped: list[int]
    failed: set[int]
    blank: list[int]


class Pass:
    """One reading of all blocks into ``columns`` (at their places in the file)."""

    def __init__(self, read: ReadConfig, columns: dict[int, ColumnReader], width: int, reading: FileReading) -> None:
        self.read, self.columns, self.width, self._reading = read, columns, width, reading
        self.skipped, self.lines = Skipped(), Lines()
        self.rows = 0
        self.blank: list[int] = []  # lines of records of nothing but delimiters
        self._of = {at: read.of(column.name) for at, column in columns.items()}
        self._absent = {at: _numbers_for_missing(own) for at, own in self._of.items()}
        self._null_values = [*_WORDS_FOR_MISSING, *read.missing]

    def take(self, blocks: Iterable[Block]) -> None:
        """Raises ``DataError`` (FILE_UNREADABLE) for what pyarrow refuses, and what ``blocks`` raise.

        Two blocks are parsed while the one before is kept and the next one cut."""
        parsing: deque[Future[_Parsed]] = deque()
        with ThreadPoolExecutor(_PARSERS, "parser") as pool:
            for block in blocks:
                as_strings = {at for at, column in self.columns.items() if not column.numeric or column.distrust}
                parsing.append(pool.submit(self._parsed, block, as_strings))
                if len(parsing) > _PARSERS:
                    self._keep(parsing.popleft().result())
            for parsed in parsing:
                self._keep(parsed.result())
        for column in self.columns.values():
            column.settle(self.read.of(column.name), self._reading.refuse_if_cancelled)

    def _keep(self, parsed: _Parsed) -> None:
        table = parsed.table
        self.blank += parsed.blank
        for at, column in self.columns.items():
            if column.distrust:
                column.distrust -= 1
            if at in parsed.failed:
                column.failed()
        first, self.rows = self.rows, self.rows + table.num_rows
        self._note(parsed.block, table.num_rows, parsed.skipped)

        def lines(rows: NDArray[np.int64]) -> list[int]:
            return self.lines.of(rows + first)

        part = self._reading.part
        for place, (at, column) in enumerate(self.columns.items()):
            self._reading.refuse_if_cancelled()  # columns that grow take long, and do so in the same block
            piece = _whole(table.column(place))
            if not column.numeric:
                column.add_words(piece)
            elif pa.types.is_string(piece.type):
                column.add_numbers(cells.numbers(piece, self._of[at], column.clothes), lines, part)
            else:
                column.add_floats(_floats(piece, self._absent[at]), part)

    def _note(self, block: Block, rows: int, skipped: list[int]) -> None:
        """The lines on which the rows of a block begin, and the records left out."""
        if rows == block.newlines and not skipped:
            self.lines.add(rows, block.line)
            return
        lines = block.lines()
        self.skipped.add(len(skipped), lines[skipped].tolist())
        self.lines.add(rows, np.delete(lines, skipped))

    def _parsed(self, block: Block, as_strings: set[int]) -> _Parsed:
        failed: set[int] = set()
        blank: list[int] | None = [] if self.read.keep else None
        while True:
            skipped: list[int] = []
            try:
                table = self._parsed_once(block, as_strings | failed, skipped)
                if blank is not None or not all(map(_lacks, table.columns)):
                    return _Parsed(block, table, skipped, failed, blank or [])
                block, blank = block.without_blanks()
                if not blank:
                    return _Parsed(block, table, skipped, failed, [])
            except pa.ArrowInvalid as error:
                found = _COLUMN.search(str(error))
                if found is None:
                    raise self._reading.fails(Fault.FILE_UNREADABLE, reason=str(error)[:200]) from None
                failed.add(int(found[1]))
                if len(failed) == _RETRIES:
                    failed |= self.columns.keys() - as_strings

    def _parsed_once(self, block: Block, as_strings: set[int], skipped: list[int]) -> Any:
        def leave_out(row: Any) -> Literal["skip", "error"]:
            skipped.append(row.number - 1)
            return "skip"

        names = [str(at) for at in range(self.width)]
        bytes_of: Any = pa.BufferReader(block.body)
        return csv.read_csv(
            bytes_of,
            read_options=csv.ReadOptions(use_threads=False, block_size=len(block.body) + 1, column_names=names),
            parse_options=csv.ParseOptions(
                delimiter=self.read.delimiter,
                quote_char=self.read.quote or False,
                newlines_in_values=block.multiline,
                invalid_row_handler=leave_out,
            ),
            convert_options=csv.ConvertOptions(
                column_types={str(at): pa.string() if at in as_strings else pa.float64() for at in self.columns},
                include_columns=[str(at) for at in self.columns],
                strings_can_be_null=False,
                null_values=self._null_values,
                decimal_point=self.read.decimal or ".",
                check_utf8=False,
            ),
        )


def _floats(piece: Any, absent: NDArray[np.float64]) -> NDArray[np.float64]:
    values: NDArray[np.float64] = piece.to_numpy(zero_copy_only=False)
    return np.where(np.isin(values, absent), np.nan, values) if len(absent) else values


def _lacks(column: Any) -> bool:
    """Whether a cell of a column is empty."""
    if not pa.types.is_string(column.type):
        return bool(column.null_count)
    return any(not cells.shortest(chunk) for chunk in column.chunks)


def _whole(column: Any) -> Any:
    """A chunked array as one array; its only chunk as it is, where combining would copy it."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def readers(
    names: Sequence[str], sample: Sequence[Sequence[str]], words: set[int], read: ReadConfig
) -> dict[int, ColumnReader]:
    """How each column is read at first, as its first cells are; those at ``words`` as words in any case."""
    rows = [row for row in sample if len(row) == len(names)]
    made = {}
    for at, name in enumerate(names):
        worn = None if at in words or name in read.words else clothes_of([row[at] for row in rows], read.of(name))
        made[at] = ColumnReader(name, worn is not None, GrowingNumbers(len(names)), worn or BARE)
    return made


def _numbers_for_missing(read: ReadConfig) -> NDArray[np.float64]:
    """9999 also stands for 9999.0."""
    plain = ReadConfig(decimal=read.decimal, thousands=read.thousands)
    values = cells.numbers(pa.array(read.missing, pa.string()), plain).values
    return values[np.isfinite(values)]
