"""What the command line says to a person about faults and about what was read."""

from gatescope.engine.cli import found_words, told_words
from gatescope.engine.config.nets import Ability
from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.protocol.datasets import DatasetInfo, PictureFault
from gatescope.engine.protocol.found import LEFT_OUT, FoundKind

SENTENCES: dict[Fault, str] = {
    Fault.FILE_MISSING: "There is no file {path}. Check the name.",
    Fault.FILE_IS_DIRECTORY: "{path} is a folder. Name a file in it.",
    Fault.FILE_FORBIDDEN: "You have no permission to read {path}. Change its permissions or copy it.",
    Fault.FILE_UNREADABLE: "{path} cannot be read: {reason}.",
    Fault.FILE_EMPTY: "{path} is empty. It needs rows of numbers or text to learn from.",
    Fault.FILE_BINARY: "{path} is not text: byte {offset} cannot be part of one. Export it as CSV or plain text.",
    Fault.ENCODING_UNKNOWN: "The encoding of {path} is not recognised (line {line}). Save it as UTF-8.",
    Fault.READ_CANCELLED: "Reading {path} was cancelled.",
    Fault.LINE_TOO_LONG: "Line {line} of {path} is too long for a table row ({length}, at most {limit}).",
    Fault.ROW_RAGGED: "Line {line} of {path} has {found} fields where {expected} are expected. Mend or remove it.",
    Fault.QUOTE_UNCLOSED: "A quote opened on line {line} of {path} is never closed.",
    Fault.CELL_NOT_NUMERIC: "Line {line}, column {column} of {path}: “{value}” is not a number.",
    Fault.CELL_MISSING: "Column {column} of {path} has {count} empty cells, the first on line {line}.",
    Fault.TOO_FEW_ROWS: "{path} has {rows} rows; at least {needed} are needed.",
    Fault.NO_NUMERIC_COLUMN: "{path} has no column of numbers (its columns: {columns}).",
    Fault.COLUMN_UNKNOWN: "There is no column {column}. The columns are: {columns}.",
    Fault.COLUMN_NOT_NUMERIC: "Column {column} does not hold numbers. Choose another, or name it with --category, "
    "--label or --text.",
    Fault.COLUMN_CONSTANT: "Column {column} is {value} everywhere; there is nothing to learn from it.",
    Fault.VALUE_NOT_POSITIVE: "Row {row} of column {column} is {value}; a logarithm needs values above 0.",
    Fault.VALUE_TOO_LARGE: "Row {row} of column {column} is {value}; numbers up to {limit:.0e} can be computed with. "
    "Name it as missing (--missing), or leave the column out.",
    Fault.SCALED_TOO_LARGE: "Column {column} is as large as {value:.3g} where a network would see it, and it can learn "
    "from numbers up to {limit:.0e}. Scale it by --scale standard, or name such a value as missing (--missing).",
    Fault.SEASON_UNKNOWN: "No season was found in column {column}. Name one with --season (2 to {longest}).",
    Fault.ENCODING_WRONG: "{path} is not {encoding}: line {line} cannot be read so. Choose another --encoding.",
    Fault.FORMAT_UNREAD: "{path} is a file of {format}, which is not read so. Export it as {instead}.",
    Fault.ARCHIVE_DAMAGED: "{path} cannot be unpacked: {reason}.",
    Fault.ARCHIVE_TOO_LARGE: "{path} unpacks to {bytes:,} bytes or more; at most {limit:,} are read of such a file.",
    Fault.SHEET_UNKNOWN: "{path} has no sheet {sheet}. Its sheets are: {sheets}.",
    Fault.ROWS_ALL_MISSING: "Every row lacks a value, first in column {column}. Fill them instead.",
    Fault.TASK_UNTRAINABLE: "The window does not show networks for the task {task} yet. Choose next, tag, many-to-one, "
    "one-to-one or pairs.",
    Fault.SPLIT_SHUFFLED: "A series cannot be split by single rows: their neighbours would tell the answer. "
    "Split it in time order.",
    Fault.SPLIT_NEEDS_SEQUENCES: "A split by sequences needs several of them; there are {sequences}. Name the column "
    "that tells them apart with --sequence.",
    Fault.SEQUENCES_TOO_FEW: "There are {sequences} sequences; at least {needed} are needed.",
    Fault.SEQUENCES_TOO_SHORT: "The longest sequence has {longest} steps; at least {needed} are needed.",
    Fault.CLASSES_TOO_FEW: "Column {column} has {classes} classes; at least 2 are needed.",
    Fault.CLASSES_TOO_MANY: "Column {column} has {classes} different values, too many for classes (at most {limit}).",
    Fault.CLASS_UNKNOWN: "The training part has no {value} in column {column}, but the validation part has.",
    Fault.LABEL_CHANGES: "Column {column} changes within the sequence {sequence}; a label is the same in all its rows.",
    Fault.PACKAGE_MISSING: "Korean morphemes need the package {package}: pip install {package}.",
    Fault.TEXT_TOO_SHORT: "{path} has {length} characters; at least {needed} are needed.",
    Fault.TEXT_ONE_SYMBOL: "{path} holds one symbol only ({symbol}); there is nothing to predict.",
    Fault.DATA_NOT_OPEN: "No data is open. Open a file first.",
    Fault.CONFIG_VALUE: "{name} cannot be {value}{bounds}.",
    Fault.WINDOW_TOO_LONG: "A window of {window} does not fit into {rows} rows. The longest that fits is {longest}.",
    Fault.ORDER_TOO_LARGE: "{rows} values are too few for an autoregression of order {order}; at most {largest}.",
    Fault.ONE_TOKEN: "The training part has one token only ({token}); there is nothing to predict. Use another "
    "--level, a larger --vocabulary or a smaller --least.",
    Fault.ONE_HOT_TOO_WIDE: "One-hot vectors of {symbols} symbols are too wide (at most {limit}). Use --embedding.",
    Fault.BIDIRECTIONAL_AHEAD: "A bidirectional network reads from the end too, where what it is to predict stands: it "
    "would see the answer. Choose the task tag or many-to-one.",
    Fault.BIDIRECTIONAL_CARRY: "A bidirectional network reads from the end of a window, and its state there comes from "
    "what follows: it cannot be carried on. Leave --carry out, or --bidirectional.",
    Fault.CARRY_NEEDS_ONE_SERIES: "A state can be carried along one unbroken series only; this data is several "
    "sequences, or lacks targets. Leave --carry out.",
    Fault.NET_LACKS: "--net {net} cannot do this: {lacks}.",
    Fault.NET_FOR_TASK: "--net {net} is not made for the task {task}: rows by themselves (one-to-one) are for "
    "feed-forward networks, and these for nothing else.",
    Fault.HEADS_UNEVEN: "{heads} heads cannot share a width of {width}. Choose a --width that is a multiple of "
    "--heads.",
    Fault.BEYOND_CONTEXT: "The sequence has {steps} steps, and this network sees {context} at once. Choose a "
    "shorter one, or train with a longer --window.",
    Fault.OMEGA_NEEDS_SIMPLE_CELL: "The regulariser of the gradient's norm is defined for simple networks; {cell} is "
    "gated. Leave --omega out, or choose the cell: one of {cells}.",
    Fault.NETWORK_TOO_LARGE: "The network needs about {needed_bytes:,} bytes, and {available_bytes:,} are free.",
    Fault.DEVICE_UNAVAILABLE: "{device} cannot be used here ({reason}). Use --device cpu or auto.",
    Fault.PROBE_INVALID: "There is no such probe: {part}, start {start}, length {length}.",
    Fault.SESSION_FOREIGN: "{path} is not a Gatescope session.",
    Fault.SESSION_DAMAGED: "The session {path} is damaged: {reason}.",
    Fault.SESSION_TOO_NEW: "{path} was written by a newer Gatescope (format {format}; this one knows {known}).",
    Fault.SESSION_IN_USE: "{path} is open in another Gatescope. Close it there first.",
    Fault.SESSION_EMPTY: "There is no run in {path}.",
    Fault.SESSION_DATA_MISSING: "The data of {path} is not inside it, and {data} is not there.",
    Fault.SESSION_DATA_CHANGED: "{data} is no longer the file that {path} was made from.",
    Fault.SESSION_OTHER_DATA: "{path} is a session of other data ({data}). Choose another file.",
    Fault.PICTURES_TOO_MANY: "Column {column} names {count:,} pictures; {limit:,} can be read.",
    Fault.SESSION_HEADLESS: "{path} has runs that the window cannot show yet. Nothing is lost: "
    "gatescope export takes what they have learnt out of it.",
    Fault.SESSION_UNWRITABLE: "{path} cannot be written: {reason}.",
    Fault.EXPORT_UNWRITABLE: "{path} cannot be written: {reason}.",
    Fault.RUN_UNKNOWN: "There is no run {run} in the session.",
    Fault.RUN_ENDED: "Run {run} ended at step {step}; go on from one of its keyframes instead.",
    Fault.KEYFRAME_UNKNOWN: "Run {run} has no keyframe at or before step {step}.",
    Fault.LOSS_NOT_FINITE: "The loss became {value} at step {step}. Try a smaller learning rate, or clipping.",
    Fault.GRADIENT_NOT_FINITE: "The gradient became {value} at step {step}. Try a smaller learning rate, or clipping.",
    Fault.OUT_OF_MEMORY: "There was not enough memory on {device} at step {step}. Try fewer units or a shorter window.",
    Fault.DEVICE_FAILED: "The device failed at step {step}: {reason}.",
    Fault.PROTOCOL: "The engine was sent what it does not understand: {reason}.",
    Fault.PROTOCOL_OTHER: "The engine speaks protocol {number} and the window {known}: they are of two versions.",
    Fault.INTERNAL: "Something went wrong inside Gatescope: {reason}.",
}


LACKS: dict[str, str] = {
    Ability.REVERSE: "send a gradient back through time",
    Ability.TOUCH: "be altered in a part",
    Ability.WALK: "go on alone, fed by its own output",
    Ability.CARRY: "carry its state from window to window; leave --carry out",
    Ability.OMEGA: "be held to a gradient's norm; leave --omega out",
    Ability.FIGURES: "show saturated gates or units",
    Ability.MATRICES: "show recurrent weights",
    Ability.SYMBOLS: "put out symbols or classes; choose columns of numbers with --target",
}


def sentence(error: EngineError) -> str:
    """What a fault says to a person."""
    facts = dict(error.facts)
    bounds = ""
    if choices := str(facts.get("choices", "")).strip(" ,"):
        several = "," in choices and not choices.startswith("for ")  # the kinds of network that have an option
        bounds = f"; it is one of: {choices}" if several else f"; it is {choices}"
    elif "low" in facts:
        bounds = f"; it lies between {facts['low']:g} and {facts['high']:g}"
    if error.fault is Fault.SESSION_UNWRITABLE and "reason" in facts:
        facts["reason"] = told_words.reason(str(facts["reason"]))
    lacks = LACKS.get(str(facts.get("ability", "")), "")
    return SENTENCES[error.fault].format_map(_Facts(facts, bounds=bounds, lacks=lacks))


class _Facts(dict[str, object]):
    """A fact that was not given reads as a dash, so that a sentence never fails where it is needed most."""

    def __missing__(self, key: str) -> "_Dash":
        return _Dash()


class _Dash:
    def __format__(self, _form: str) -> str:
        return "–"


PICTURES = {
    PictureFault.MISSING: "a file that is not there",
    PictureFault.OUTSIDE: "which leads out of the table's folder",
    PictureFault.TOO_LARGE: "a picture that is too large",
    PictureFault.NO_PICTURE: "no PNG or JPEG picture",
}
EXPECTED = (FoundKind.TARGET_NAMED, FoundKind.TARGET_PRICE)
"""What says why something was taken for what everybody would take it for warns of nothing."""


def warnings(info: DatasetInfo) -> list[str]:
    """What a person should know of how a file was read."""
    records = info.records
    said = []
    named = [each for each in info.found if each.kind in LEFT_OUT]
    if rest := records.skipped - sum(each.count for each in named):
        known = {line for each in named for line in each.lines}
        lines = _lines(tuple(line for line in records.skipped_lines if line not in known), rest)
        said.append(f"{_count(rest, 'record')} skipped for another number of fields ({lines}).")
    said += [
        f"Column {each.column}: {_count(each.count, 'cell')} that cannot be read, taken as missing "
        f"({_lines(each.lines, each.count)}); the first: “{each.value}”{_why(each.reason)}."
        for each in records.bad
    ]
    said += [found_words.sentence(each) for each in info.found if each.kind not in EXPECTED]
    if info.gaps:
        where = f", the first after {info.gap_labels[0]}" if info.gap_labels else ""
        said.append(f"{_count(info.gaps, 'record')} missing from the {info.frequency} rhythm{where}.")
    return said


def _why(reason: PictureFault | None) -> str:
    return "" if reason is None else f", {PICTURES[reason]}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(lines: tuple[int, ...], count: int) -> str:
    listed = ", ".join(map(str, lines))
    return f"line{'' if count == 1 else 's'} {listed}{' …' if count > len(lines) else ''}"
