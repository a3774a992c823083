"""What a file lacks for the task chosen, as sentences for people; ``gui.words.notices`` looks them up."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.engine.errors import Fault

TASKS: dict[Fault, object] = {
    Fault.ENCODING_WRONG: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is not {encoding}: line {line} cannot be read so. Choose another encoding: {path}"
    ),
    Fault.FORMAT_UNREAD: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is a file of {format}, which is not read so. Export it as {instead}: {path}"
    ),
    Fault.ARCHIVE_DAMAGED: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” cannot be unpacked: {reason}. Get the file again: {path}"
    ),
    Fault.ARCHIVE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices",
        "“{name}” unpacks to {bytes} bytes or more, and {limit} are allowed for such a file. "
        "Unpack it yourself if you trust it: {path}",
    ),
    Fault.SHEET_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” has no sheet “{sheet}”. Choose among: {sheets}. The file is {path}"
    ),
    Fault.ROWS_ALL_MISSING: QT_TRANSLATE_NOOP(
        "Notices",
        "Every row lacks a value, first in the column “{column}”, so that none is left. "
        "Fill missing values instead of dropping rows.",
    ),
    Fault.PICTURES_TOO_MANY: QT_TRANSLATE_NOOP(
        "Notices", "Column {column} names {count} pictures; {limit} can be read."
    ),
    Fault.SESSION_HEADLESS: QT_TRANSLATE_NOOP(
        "Notices",
        "{path} has runs that write a text from numbers or pictures, which this window cannot show yet. Nothing is "
        "lost: “gatescope export” takes what they have learnt out of it.",
    ),
    Fault.TASK_UNTRAINABLE: QT_TRANSLATE_NOOP(
        "Notices",
        "This window does not show networks for the task “{task}” yet; “gatescope train” learns it. "
        "Choose the next step, a tag at every step, or one answer per sequence.",
    ),
    Fault.SPLIT_SHUFFLED: QT_TRANSLATE_NOOP(
        "Notices",
        "A series cannot be split by single rows: each row's neighbours would tell the network the answer. "
        "Split it in time order.",
    ),
    Fault.SPLIT_NEEDS_SEQUENCES: QT_TRANSLATE_NOOP(
        "Notices",
        "Splitting by whole sequences needs several of them, and there are {sequences}. "
        "Choose the column that tells sequences apart, or split in time order.",
    ),
    Fault.SEQUENCES_TOO_FEW: QT_TRANSLATE_NOOP(
        "Notices",
        "There are {sequences} sequences, and at least {needed} are needed. Choose another column to tell them apart.",
    ),
    Fault.SEQUENCES_TOO_SHORT: QT_TRANSLATE_NOOP(
        "Notices",
        "The longest sequence has {longest} steps, and at least {needed} are needed. "
        "Choose another column to tell sequences apart.",
    ),
    Fault.CLASSES_TOO_FEW: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” has too few classes ({classes}); there is nothing to tell apart. Choose another target.",
    ),
    Fault.CLASSES_TOO_MANY: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” has {classes} different values, too many for classes (at most {limit}). "
        "Choose another target, or predict it as a number.",
    ),
    Fault.CLASS_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices",
        "The training part has no “{value}” in the column “{column}”, but the validation part has. "
        "Choose a stratified split or a larger training part.",
    ),
    Fault.LABEL_CHANGES: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” changes within the sequence “{sequence}”. "
        "A label is the same in all rows of a sequence; choose a tag at every step instead.",
    ),
    Fault.ORDER_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices",
        "The training part has {rows} values, too few for an autoregression of order {order}. "
        "Choose at most {largest}, or let it be chosen.",
    ),
    Fault.BIDIRECTIONAL_AHEAD: QT_TRANSLATE_NOOP(
        "Notices",
        "A bidirectional network reads from the end too, where what it is to predict stands: it would see the answer. "
        "Predict a tag at every step or one answer per sequence, or let it read forwards only.",
    ),
    Fault.BIDIRECTIONAL_CARRY: QT_TRANSLATE_NOOP(
        "Notices",
        "A bidirectional network reads from the end of a window too, and its state there comes from what follows: it "
        "cannot be carried on. Begin every window from zero, or let it read forwards only.",
    ),
    Fault.CARRY_NEEDS_ONE_SERIES: QT_TRANSLATE_NOOP(
        "Notices",
        "A state can be carried along one unbroken series only, and this data is several sequences or lacks targets. "
        "Begin every window from zero instead.",
    ),
    Fault.NET_LACKS: QT_TRANSLATE_NOOP("Notices", "“{net}” cannot do that. {ability}"),
    Fault.NET_FOR_TASK: QT_TRANSLATE_NOOP(
        "Notices",
        "“{net}” is not made for the task “{task}”: rows by themselves are for feed-forward networks, and these for "
        "nothing else. Choose another cell, or another task.",
    ),
    Fault.HEADS_UNEVEN: QT_TRANSLATE_NOOP(
        "Notices",
        "{heads} heads cannot share a width of {width} evenly. Choose a width that is a multiple of the heads.",
    ),
    Fault.BEYOND_CONTEXT: QT_TRANSLATE_NOOP(
        "Notices",
        "This sequence has {steps} steps, and this network sees {context} at once. Look at a shorter one, or train "
        "with a longer window.",
    ),
    Fault.OMEGA_NEEDS_SIMPLE_CELL: QT_TRANSLATE_NOOP(
        "Notices",
        "The regulariser of the gradient's norm is defined for simple networks, and “{cell}” is gated. "
        "Set its weight to 0, or choose a simple cell: {cells}.",
    ),
    Fault.PACKAGE_MISSING: QT_TRANSLATE_NOOP(
        "Notices", "Korean morphemes need the package {package}, which is not installed: pip install {package}"
    ),
}
