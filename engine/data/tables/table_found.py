"""What was done about the time of a table, and which guesses are worth a look, as a person is told of them."""

from collections.abc import Iterator, Sequence

from gatescope.engine.config.data import DataConfig, ReadConfig, Repeats, RowOrder
from gatescope.engine.data.tables.table import Table
from gatescope.engine.protocol.datasets import DateReading, UnreadTime
from gatescope.engine.protocol.found import Found, FoundKind, Undo

_AS_IN_THE_FILE = Undo(path="read.rows", value=RowOrder.FILE, option="--rows file")


def found_on_table(table: Table, unread: UnreadTime | None, read: ReadConfig) -> tuple[Found, ...]:
    """What is told of a table in the order of its time; ``unread`` seems to be that time and was not read."""
    return (*_unread(unread), *_dates(table.readings), *_lost(table), *_order(table, read), *_repeated(table, read))


def found_by_doubts(doubts: Sequence[str], read: ReadConfig) -> tuple[Found, ...]:
    """The guesses that were called doubtful while the file was cut; ``read`` is what they came to."""
    return tuple(_doubt(doubt, read) for doubt in doubts)


def found_on_roles(data: DataConfig, reason: str) -> tuple[Found, ...]:
    """Why the series is learnt as something else than it is written; nothing where it is not."""
    if not reason:
        return ()
    undo = Undo(path="data.transform", value="none", option="--transform none")
    facts: dict[str, str | int | float] = {"reason": reason}
    found = Found(kind=FoundKind.TRANSFORM, columns=data.targets[:1], value=data.transform, evidence=facts, undo=undo)
    return (found,)


def in_order(found: Sequence[Found]) -> tuple[Found, ...]:
    """First what a person should decide, else as it stands."""
    return tuple(sorted(found, key=lambda each: not each.decide))


def _unread(unread: UnreadTime | None) -> Iterator[Found]:
    if unread is None:
        return
    columns = (unread.column,)
    yield Found(kind=FoundKind.UNREAD_TIME, columns=columns, value=unread.value, lines=(unread.line,), decide=True)
    if unread.falling:
        yield Found(kind=FoundKind.FALLING, columns=columns, decide=True)


def _dates(readings: Sequence[DateReading]) -> Iterator[Found]:
    """How the dates are read, and the other ways of it, the next best first."""
    if len(readings) < 2:
        return
    first, other = readings[:2]
    facts: dict[str, str | int | float] = {"first": first.first, "last": first.last, "gaps": first.gaps}
    facts |= {
        "other": other.dates,
        "other_first": other.first,
        "other_last": other.last,
        "other_gaps": other.gaps,
    }
    if len(readings) > 2:
        third = readings[2]
        facts |= {"third": third.dates, "third_first": third.first, "third_last": third.last}
    accept, undo, *further = (
        Undo(path="read.dates", value=each.dates, option=f"--dates {each.dates}") for each in readings
    )
    yield Found(
        kind=FoundKind.DATE_ORDER,
        value=first.dates,
        evidence=facts,
        decide=True,
        undo=undo,
        accept=accept,
        further=tuple(further),
    )


def _lost(table: Table) -> Iterator[Found]:
    """The records whose time cannot be read, where that of others is."""
    for bad in table.records.bad if table.seconds is not None else ():
        if bad.column in table.time_columns:
            columns = (bad.column,)
            yield Found(kind=FoundKind.TIMES_LOST, columns=columns, count=bad.count, value=bad.value, lines=bad.lines)


def _order(table: Table, read: ReadConfig) -> Iterator[Found]:
    records = table.records
    if records.reversed:
        yield Found(kind=FoundKind.REVERSED, count=records.read, undo=_AS_IN_THE_FILE)
    if records.sorted:
        facts: dict[str, str | int | float] = {"of": records.rows + records.merged}
        yield Found(kind=FoundKind.SORTED, count=records.sorted, evidence=facts, undo=_AS_IN_THE_FILE)
    if records.backwards:
        chosen = read.rows is RowOrder.FILE
        yield Found(kind=FoundKind.BACKWARDS, count=records.backwards, decide=table.mingled and not chosen)


def _repeated(table: Table, read: ReadConfig) -> Iterator[Found]:
    records = table.records
    if not records.repeated:
        return
    others = [each for each in Repeats if each is not read.repeats]
    facts: dict[str, str | int | float] = {"merged": records.merged}
    undo, *further = (Undo(path="read.repeats", value=each, option=f"--repeats {each}") for each in others)
    yield Found(
        kind=FoundKind.REPEATED,
        count=records.repeated,
        value=str(read.repeats),
        evidence=facts,
        undo=undo,
        further=tuple(further),
    )


def _doubt(doubt: str, read: ReadConfig) -> Found:
    if doubt not in tuple(FoundKind):
        return Found(kind=FoundKind.GUESS, value=doubt, decide=True)
    kind = FoundKind(doubt)
    made = {
        FoundKind.HEADER: lambda: _header(bool(read.header)),
        FoundKind.DECIMAL: lambda: _decimal(read.decimal, read.thousands or ""),
        FoundKind.ENCODING: lambda: Found(kind=kind, value=read.encoding, decide=True),
        FoundKind.DELIMITER: lambda: Found(kind=kind, value=read.delimiter, decide=True),
        FoundKind.SKIP: lambda: Found(kind=kind, count=read.skip or 0, decide=True),
    }
    return made[kind]() if kind in made else Found(kind=kind, decide=True)


def _header(header: bool) -> Found:
    undo, accept = (
        Undo(path="read.header", value=value, option="--header" if value else "--no-header")
        for value in (not header, header)
    )
    return Found(kind=FoundKind.HEADER, value="yes" if header else "no", decide=True, undo=undo, accept=accept)


def _decimal(decimal: str, thousands: str) -> Found:
    """A mark between digits that may be a decimal mark, or may part thousands."""
    names = {".": "point", ",": "comma"}
    other = "," if decimal == "." else "."
    undo, accept = (
        Undo(path="read.decimal", value=value, option=f"--decimal {names[value]}") for value in (other, decimal or ".")
    )
    facts: dict[str, str | int | float] = {"thousands": thousands}
    return Found(kind=FoundKind.DECIMAL, value=decimal, evidence=facts, decide=True, undo=undo, accept=accept)
