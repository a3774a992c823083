"""The files of the time series archives: UEA's and sktime's ``.ts``, Monash's ``.tsf``."""

import re
from dataclasses import dataclass, replace

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.config.formats import is_named
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.reading.series.sequences import in_sequences, records_of, words_or_numbers
from gatescope.engine.data.reading.series.unfolding import LABEL, VALUE, SeriesSteps, told, unfolded
from gatescope.engine.data.reading.written import text_of
from gatescope.engine.errors import DataError, Fault

Floats = NDArray[np.float64]
_STAMPED = re.compile(r"\(([^()]*)\)")
_MISSING = re.compile(r"(?i)\?|nan|null|na|none")
_SECONDS = {"seconds": 1, "secondly": 1, "minutes": 60, "minutely": 60, "hours": 3600, "hourly": 3600}
_SECONDS |= {"daily": 86_400, "days": 86_400, "weekly": 604_800, "weeks": 604_800}
_MONTHS = {"monthly": 1, "months": 1, "quarterly": 3, "quarters": 3, "yearly": 12, "years": 12}


@dataclass(frozen=True)
class ArchiveText:
    """``told`` is what stands behind each ``@`` word, ``attributes`` the names and types in their order, ``rows`` the
    lines of the data with their numbers."""

    told: dict[str, str]
    attributes: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, str], ...]

    def says(self, word: str) -> bool:
        return self.told.get(word, "").lower().startswith("true")


def _read(origin: Origin, read: ReadConfig, _data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    text, encoding = text_of(origin, read, reading)
    parsed = _parsed(text)
    if not parsed.rows:
        raise reading.fails(Fault.FILE_EMPTY)
    named = bool(parsed.attributes) or reading.path.lower().endswith(".tsf")
    cells = _forecasts(parsed, read, reading) if named else _cases(parsed, read, reading)
    resolved = msgspec.structs.replace(cells.form.read, encoding=encoding)
    return Contents(origin, resolved, digest_of(origin, reading, whole), True, cells, format="sktime")


def _is_it(path: str, first: bytes) -> bool:
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    return is_named(path, "sktime") and start[:1] in (b"#", b"@", b"%")


FORMAT = Format(_is_it, _read)


def _parsed(text: str) -> ArchiveText:
    told: dict[str, str] = {}
    attributes: list[tuple[str, str]] = []
    rows: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line[0] in "#%":
            continue
        if inside:
            rows.append((number, line))
        elif line.startswith("@"):
            word, _, rest = line[1:].partition(" ")
            inside = word.lower() == "data"
            if word.lower() == "attribute":
                name, _, kind = rest.strip().rpartition(" ")
                attributes.append((name.strip(), kind.lower()))
            else:
                told[word.lower()] = rest.strip()
    return ArchiveText(told, tuple(attributes), tuple(rows))


def _numbers(part: str, line: int, reading: FileReading) -> Floats:
    """The values of one channel, or those of its ``(moment, value)`` pairs."""
    if "(" in part:
        part = ",".join(pair.rsplit(",", 1)[-1] for pair in _STAMPED.findall(part))
    words = [each.strip() for each in part.split(",")] if part.strip() else []
    try:
        return np.array([np.nan if _MISSING.fullmatch(word) else float(word) for word in words], np.float64)
    except ValueError as error:
        raise _unreadable(reading, line, str(error)) from None


def _unreadable(reading: FileReading, line: int, reason: str) -> DataError:
    return reading.fails(Fault.FILE_UNREADABLE, reason=f"line {line}: {reason}"[:200])


# ---- .ts: cases with a class or a value ------------------------------------------------------------------------------


def _cases(parsed: ArchiveText, read: ReadConfig, reading: FileReading) -> Cells:
    label = LABEL if parsed.says("classlabel") else "target" if parsed.says("targetlabel") else ""
    found: list[list[Floats]] = []
    labels: list[str] = []
    for line, row in parsed.rows:
        reading.refuse_if_cancelled()
        parts = _channels(row)
        if label:
            labels.append(parts.pop().strip())
        found.append([_numbers(part, line, reading) for part in parts])
        if len(found[-1]) != len(found[0]) or not found[0]:
            raise _unreadable(reading, line, f"{len(found[-1])} channels, {len(found[0])} before")
    names = [VALUE] if len(found[0]) == 1 else [f"channel {at + 1}" for at in range(len(found[0]))]
    channels = {name: [case[at] for case in found] for at, name in enumerate(names)}
    columns = {label: words_or_numbers(labels)} if label else {}
    records = records_of(columns, read, len(found), [line for line, _ in parsed.rows])
    return in_sequences(records, channels, label, label == LABEL)


def _channels(row: str) -> list[str]:
    """Colons part channels, but not those of a moment in brackets."""
    if "(" not in row:
        return row.split(":")
    held = _STAMPED.sub(lambda found: found[0].replace(":", "\0"), row)
    return [part.replace("\0", ":") for part in held.split(":")]


# ---- .tsf: series that go on ---------------------------------------------------------------------------------------


def _forecasts(parsed: ArchiveText, read: ReadConfig, reading: FileReading) -> Cells:
    names = [name for name, _ in parsed.attributes]
    starts = [name for name, kind in parsed.attributes if kind == "date"]
    cells: dict[str, list[str | None]] = {name: [] for name in names}
    series: list[Floats] = []
    for line, row in parsed.rows:
        reading.refuse_if_cancelled()
        *told_, values = row.split(":", len(names))
        if len(told_) != len(names):
            raise _unreadable(reading, line, f"{len(told_)} attributes, {len(names)} declared")
        for name, cell in zip(names, told_, strict=True):
            cells[name].append(cell.strip() or None)
        series.append(_numbers(values, line, reading))
    columns = {name: words_or_numbers(column) for name, column in cells.items() if name not in starts}
    records = records_of(columns, read, len(series), [line for line, _ in parsed.rows])
    lengths = np.array([len(each) for each in series], np.int64)
    times = _moments(cells[starts[0]], lengths, parsed.told.get("frequency", "")) if starts else None
    steps = SeriesSteps({VALUE: np.concatenate(series)}, lengths, times)
    key = names[0] if names and _differ(columns.get(names[0])) else None
    made = unfolded(records, steps, key=key)
    return replace(made, found=(told(steps, VALUE, VALUE, channels=1),))


def _differ(column: ColumnData | None) -> bool:
    words = [] if column is None else column.words().to_pylist()
    return bool(words) and None not in words and len(set(words)) == len(words)


def _moments(starts: list[str | None], lengths: NDArray[np.int64], frequency: str) -> "pa.ChunkedArray | None":
    """The moments of all steps, None where the frequency is none that has any."""
    count, _, word = frequency.lower().replace("half_hourly", "30_minutes").rpartition("_")
    size = int(count) if count.isdecimal() else 1
    unit, step = ("M", _MONTHS[word] * size) if word in _MONTHS else ("s", _SECONDS.get(word, 0) * size)
    if not step or None in starts:
        return None
    made = []
    for start, length in zip(starts, lengths.tolist(), strict=True):
        day, _, clock = str(start).partition(" ")
        try:
            first = np.datetime64(f"{day}T{clock.replace('-', ':') or '00:00:00'}", "s")
        except ValueError:
            return None
        moments = first.astype(f"M8[{unit}]") + step * np.arange(length)
        made.append(pa.array(np.char.replace(np.datetime_as_string(moments), "T", " ").astype(object), pa.string()))
    return pa.chunked_array(made, pa.string())
