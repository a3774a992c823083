"""Files that hold several tables: which of them is read."""

from gatescope.engine.data.files.source import FileReading
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.found import Found, FoundKind, Undo

_TOLD = 20


def chosen_part(names: tuple[str, ...], wanted: str, reading: FileReading) -> tuple[str, tuple[Found, ...]]:
    """The table called ``wanted``, else the first; and what is said where there are others.

    Raises ``DataError`` (SHEET_UNKNOWN)."""
    if wanted and wanted not in names:
        raise reading.fails(Fault.SHEET_UNKNOWN, sheet=wanted, sheets=", ".join(names)[:1000])
    name = wanted or names[0]
    return name, () if wanted else part_found(name, names)


def part_found(name: str, names: tuple[str, ...]) -> tuple[Found, ...]:
    """What is said where one of several tables was chosen."""
    others = [each for each in names if each != name]
    if not others:
        return ()
    undo = Undo(path="read.sheet", value=others[0], option=f"--sheet {others[0]}")
    facts: dict[str, str | int | float] = {"others": ", ".join(others[:_TOLD])}
    return (Found(kind=FoundKind.PART, count=len(names), value=name, evidence=facts, undo=undo),)
