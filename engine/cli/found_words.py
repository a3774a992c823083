"""What was found out about a file, one sentence each, as the command line says it."""

from gatescope.engine.protocol.found import Found, FoundKind

SENTENCES: dict[FoundKind, str] = {
    FoundKind.SORTED: "{count:,} of {of:,} records were out of order; sorted.",
    FoundKind.REVERSED: "The newest record came first; the order was turned round.",
    FoundKind.BACKWARDS: "{count:,} records with an earlier time than one before, left where they are.",
    FoundKind.REPEATED: "{count:,} records with the time of another one of the same series; {merged:,} left out.",
    FoundKind.UNREAD_TIME: (
        "Column {columns} seems to tell the time but cannot be read; its first cell is “{value}” (line {line})."
    ),
}


def sentence(found: Found) -> str:
    """What was found and, where there is one, the option that undoes it."""
    facts = {
        "columns": ", ".join(found.columns),
        "count": found.count,
        "value": found.value,
        "line": found.lines[0] if found.lines else 0,
        "lines": ", ".join(map(str, found.lines)),
    }
    said = SENTENCES[found.kind].format(**facts, **found.evidence)
    return f"{said} Otherwise: {found.undo.option}." if found.undo and found.undo.option else said
