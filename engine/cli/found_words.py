"""What was found out about a file, one sentence each, as the command line says it."""

from gatescope.engine.protocol.found import Found, FoundKind

SENTENCES: dict[FoundKind, str] = {
    FoundKind.SORTED: "{count:,} of {of:,} records were out of order; sorted.",
    FoundKind.REVERSED: "The newest record came first; the order was turned round.",
    FoundKind.BACKWARDS: (
        "{count:,} records with an earlier time than one before, left where they are; where several series stand "
        "together, name the columns that tell them apart with --sequence."
    ),
    FoundKind.REPEATED: "{count:,} records with the time of another one of the same series; {merged:,} left out.",
    FoundKind.UNREAD_TIME: (
        "Column {columns} seems to tell the time but cannot be read; its first cell is “{value}” (line {line}). "
        "Say how it is written with --dates PATTERN."
    ),
    FoundKind.UNREADABLE: (
        "{count:,} of {of:,} cells of column {columns} are no numbers and taken for missing: {words}. "
        "To agree for good: {missing}."
    ),
    FoundKind.SIGN: "Marks around {count:,} numbers of {columns} are a sign: minus {minus}, plus {plus}.",
    FoundKind.UNIT: "“{value}” beside the numbers of {columns} is their unit; they are kept as they are written.",
    FoundKind.SCALE: "{count:,} numbers of {columns} are abbreviated and were multiplied: {value}.",
    FoundKind.SENTINEL: "{value} comes {count:,} times in {columns}, far outside the rest: it may stand for missing.",
    FoundKind.HEADER_LINES: "{count} lines name the columns together, as in “{value}”.",
    FoundKind.UNITS_LINE: "The line below the names holds the units: {value}.",
    FoundKind.TOTALS: "{count:,} records that sum up others left out: “{value}” (lines {lines}).",
    FoundKind.HEADERS_AGAIN: "{count:,} records that repeat the header left out (lines {lines}).",
    FoundKind.NOTES: "{count:,} records that are notes left out: “{value}” (lines {lines}).",
    FoundKind.BLANKS: "{count:,} blank records left out (lines {lines}).",
    FoundKind.TIMELESS: "{count:,} records without a readable time left out: “{value}” (lines {lines}).",
    FoundKind.TIMES_LOST: (
        "{count:,} records with a time that cannot be read stay where they stand: “{value}” in column {columns} (lines "
        "{lines})."
    ),
    FoundKind.TARGET_NAMED: "Target: {columns}, by its name; beside it {beside}.",
    FoundKind.TARGET_PRICE: "Target: {columns}, a price beside {beside}.",
    FoundKind.TARGET_LAST: "Target: {columns}, the last column; nothing says which is meant, {beside} could be.",
    FoundKind.STATE: "Target: {columns}, one of {classes} classes for each step, told from {beside}.",
    FoundKind.FALLING: "The cells of column {columns} fall from top to bottom: the newest may come first.",
    FoundKind.DATE_ORDER: (
        "Dates are read {value}: {first} to {last}, {gaps:,} missing. They could be read {other}: {other_first} to "
        "{other_last}, {other_gaps:,} missing."
    ),
    FoundKind.TRANSFORM: (
        "Column {columns} leaves the range of what is learnt from; it is learnt as {value}, undone for every number."
    ),
    FoundKind.ENCODING: "The encoding is a guess ({value}); name another with --encoding.",
    FoundKind.DELIMITER: "The delimiter is a guess; name another with --delimiter.",
    FoundKind.QUOTE: "A quote is never closed, so quotes are read as plain characters; name another with --quote.",
    FoundKind.DECIMAL: "Whether a comma is a decimal mark or parts thousands is a guess.",
    FoundKind.HEADER: "Whether the first record is a header is a guess ({value}).",
    FoundKind.SKIP: "Lines before the table are left out ({count:,}); say how many with --skip.",
    FoundKind.GUESS: "Worth a look: {value}.",
    FoundKind.EACH_A_SERIES: (
        "Each row is read as a series: {count:,} series of {shortest:,} to {longest:,} steps ({first} … {last})."
    ),
    FoundKind.CYCLE: (
        "The columns {first} … {last} follow one another in time: {count:,} records become {longest:,} steps."
    ),
    FoundKind.SUMMARIES: "Columns that sum up others are left out: {columns}.",
    FoundKind.PART: "Of {count:,} tables in the file, {value} is read; the others: {others}.",
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
