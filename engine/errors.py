"""What can go wrong, as facts.

A fault names what happened and carries the facts (file, line, column, step) as values; the sentence that a
person reads is made where people are spoken to: ``gui/words/notices.py`` and ``engine/cli/sentences.py``.
"""

from enum import StrEnum

Fact = str | int | float


class Fault(StrEnum):
    """One word per thing that can go wrong; the facts each one carries stand beside it."""

    # files: path
    FILE_MISSING = "file-missing"
    FILE_IS_DIRECTORY = "file-is-directory"
    FILE_FORBIDDEN = "file-forbidden"
    FILE_UNREADABLE = "file-unreadable"  # + reason (the operating system's)
    FILE_EMPTY = "file-empty"
    FILE_BINARY = "file-binary"  # + offset of the first byte that is no text
    ENCODING_UNKNOWN = "encoding-unknown"  # + line, offset
    READ_CANCELLED = "read-cancelled"
    # tables: path, and line (1-based, as an editor counts) or column (its name) where there is one
    LINE_TOO_LONG = "line-too-long"  # + line, length, limit, unit (bytes | fields)
    ROW_RAGGED = "row-ragged"  # + line, expected, found
    QUOTE_UNCLOSED = "quote-unclosed"  # + line
    CELL_NOT_NUMERIC = "cell-not-numeric"  # + line, column, value
    CELL_MISSING = "cell-missing"  # + line, column, count
    TOO_FEW_ROWS = "too-few-rows"  # + rows, needed
    NO_NUMERIC_COLUMN = "no-numeric-column"  # + columns
    COLUMN_UNKNOWN = "column-unknown"  # + column, columns
    COLUMN_NOT_NUMERIC = "column-not-numeric"  # + column
    COLUMN_CONSTANT = "column-constant"  # + column, value
    VALUE_NOT_POSITIVE = "value-not-positive"  # + column, row (1-based), value: no logarithm can be taken
    VALUE_TOO_LARGE = "value-too-large"  # + column, row (1-based), value, limit: it cannot be computed with
    SCALED_TOO_LARGE = "scaled-too-large"  # column, value (as the network would see it), limit
    SEASON_UNKNOWN = "season-unknown"  # + column, longest: no season was found; choose one of 2 … longest
    ENCODING_WRONG = "encoding-wrong"  # + encoding (chosen), line
    ARCHIVE_DAMAGED = "archive-damaged"  # + reason
    ARCHIVE_TOO_LARGE = "archive-too-large"  # + bytes (unpacked, as far as known), limit
    FORMAT_UNREAD = "format-unread"  # + format, instead: what to export
    SHEET_UNKNOWN = "sheet-unknown"  # + sheet, sheets
    # tasks: what the open data does not have for the task chosen
    ROWS_ALL_MISSING = "rows-all-missing"  # column: no row is left when those with missing values are dropped
    TASK_UNTRAINABLE = "task-untrainable"  # task: the window does not show its networks yet
    SPLIT_SHUFFLED = "split-shuffled"  # no facts: the neighbours of a row in a series would tell the answer
    SPLIT_NEEDS_SEQUENCES = "split-needs-sequences"  # sequences
    SEQUENCES_TOO_FEW = "sequences-too-few"  # sequences, needed
    SEQUENCES_TOO_SHORT = "sequences-too-short"  # longest, needed
    CLASSES_TOO_FEW = "classes-too-few"  # column, classes
    CLASSES_TOO_MANY = "classes-too-many"  # column, classes, limit
    CLASS_UNKNOWN = "class-unknown"  # column, value: only the validation part has it
    LABEL_CHANGES = "label-changes"  # column, sequence: not the same in all its rows
    PACKAGE_MISSING = "package-missing"  # package: an optional part that is not installed
    # texts: path
    TEXT_TOO_SHORT = "text-too-short"  # + length, needed
    TEXT_ONE_SYMBOL = "text-one-symbol"  # + symbol
    # choices that cannot work
    DATA_NOT_OPEN = "data-not-open"  # no facts: a run was asked for before a file was opened
    CONFIG_VALUE = "config-value"  # name, value, low, high (or choices)
    WINDOW_TOO_LONG = "window-too-long"  # window, rows, longest
    ORDER_TOO_LARGE = "order-too-large"  # order, rows, largest
    ONE_TOKEN = "one-token"  # token: the training part has no other, so that there is nothing to predict
    ONE_HOT_TOO_WIDE = "one-hot-too-wide"  # symbols, limit
    BIDIRECTIONAL_AHEAD = "bidirectional-ahead"  # no facts: read from its end, a series tells what is to be predicted
    BIDIRECTIONAL_CARRY = "bidirectional-carry"  # no facts: a state that comes from the future cannot be carried on
    CARRY_NEEDS_ONE_SERIES = "carry-needs-one-series"  # no facts: several sequences, or targets are missing
    NET_LACKS = "net-lacks"  # net (its name), ability (an Ability): this kind of network has no such thing
    NET_FOR_TASK = "net-for-task"  # net (its name), task: this kind of network is not made for it
    HEADS_UNEVEN = "heads-uneven"  # width, heads: the one is no multiple of the other
    BEYOND_CONTEXT = "beyond-context"  # steps, context: a sequence is longer than what the network sees at once
    OMEGA_NEEDS_SIMPLE_CELL = "omega-needs-simple-cell"  # cell, cells
    NETWORK_TOO_LARGE = "network-too-large"  # needed_bytes, available_bytes
    DEVICE_UNAVAILABLE = "device-unavailable"  # device, reason (a DeviceReason)
    PROBE_INVALID = "probe-invalid"  # part, start, length
    # sessions: path
    SESSION_FOREIGN = "session-foreign"
    SESSION_DAMAGED = "session-damaged"  # + reason
    SESSION_TOO_NEW = "session-too-new"  # + format, known
    SESSION_IN_USE = "session-in-use"
    SESSION_EMPTY = "session-empty"
    SESSION_DATA_MISSING = "session-data-missing"  # + data (path): the data is not inside and not where it was
    SESSION_DATA_CHANGED = "session-data-changed"  # + data (path)
    SESSION_OTHER_DATA = "session-other-data"  # + data (path): the session at path is of another data set
    PICTURES_TOO_MANY = "pictures-too-many"  # column, count, limit
    SESSION_HEADLESS = "session-headless"  # + path: it has runs that the window cannot show yet
    SESSION_UNWRITABLE = "session-unwritable"  # + reason (an Unwritable, …); of a run that trains on also run, step
    EXPORT_UNWRITABLE = "export-unwritable"  # + reason
    RUN_UNKNOWN = "run-unknown"  # run
    RUN_ENDED = "run-ended"  # run, step: it failed or crashed; going on is a fork
    KEYFRAME_UNKNOWN = "keyframe-unknown"  # run, step
    # a run that broke
    # … the next two + part (weight | loss | gradient) and tensor ('' for the loss) that was first, where that is known
    LOSS_NOT_FINITE = "loss-not-finite"  # run, step, value
    GRADIENT_NOT_FINITE = "gradient-not-finite"  # run, step, value: the loss was still a number
    OUT_OF_MEMORY = "out-of-memory"  # run, step, device
    DEVICE_FAILED = "device-failed"  # run, step, reason
    # the engine itself
    PROTOCOL = "protocol"  # reason
    PROTOCOL_OTHER = "protocol-other"  # number, known: the window and its engine are of two versions
    INTERNAL = "internal"  # reason (the last line of the traceback)


class EngineError(Exception):
    """A fault with its facts. ``str()`` of it is for logs, never for people."""

    def __init__(self, fault: Fault, **facts: Fact) -> None:
        super().__init__(f"{fault}: {facts}")
        self.fault = fault
        self.facts = facts


class DataError(EngineError):
    """A file or text that cannot be read, or cannot be learnt from."""


class ConfigError(EngineError):
    """A choice that cannot work."""


class SessionError(EngineError):
    """A session file that cannot be opened, read or written."""


class RunError(EngineError):
    """A run that broke while it trained."""
