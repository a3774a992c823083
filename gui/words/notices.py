"""What went wrong, as a sentence for people: what is wrong, where, what to do.

The engine sends a fault and its facts; every sentence stands here once and is looked up in the translations with the
context ``Notices``. {names} are the fault's facts; {name} is the file's name without its folder.
"""

from collections.abc import Mapping
from pathlib import PurePath

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gatescope.engine.config.nets import Ability
from gatescope.engine.errors import Fact, Fault
from gatescope.engine.protocol.messages import Device, DeviceReason
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.plain_text import one_line
from gatescope.gui.words import told
from gatescope.gui.words.nets import lacks
from gatescope.gui.words.notices_data import TASKS

MOST = 1000  # characters of a name, a path or a reason

_FILES = {
    Fault.FILE_MISSING: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is not there. Check whether it was moved or renamed: {path}"
    ),
    Fault.FILE_IS_DIRECTORY: QT_TRANSLATE_NOOP("Notices", "“{name}” is a folder. Choose a file in it: {path}"),
    Fault.FILE_FORBIDDEN: QT_TRANSLATE_NOOP(
        "Notices", "You have no permission to read “{name}”. Change its permissions or copy it elsewhere: {path}"
    ),
    Fault.FILE_UNREADABLE: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” cannot be read: {reason}. Try a copy of the file: {path}"
    ),
    Fault.FILE_EMPTY: QT_TRANSLATE_NOOP("Notices", "“{name}” is empty. Choose a file with data in it: {path}"),
    Fault.FILE_BINARY: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is not a text file: byte {offset} cannot be part of a text. Save it as CSV or text: {path}"
    ),
    Fault.ENCODING_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices",
        "The characters of “{name}” cannot be read from line {line} on (byte {offset}). Save it as UTF-8: {path}",
    ),
    Fault.READ_CANCELLED: QT_TRANSLATE_NOOP("Notices", "Reading “{name}” was cancelled; nothing was changed: {path}"),
}

_TABLES = {
    Fault.LINE_TOO_LONG: QT_TRANSLATE_NOOP(
        "Notices",
        "Line {line} of “{name}” is too long: {length} {unit}, and {limit} are allowed. "
        "Check that the file has line breaks: {path}",
    ),
    Fault.ROW_RAGGED: QT_TRANSLATE_NOOP(
        "Notices", "Line {line} of “{name}” has {found} fields where {expected} are expected. Mend that line: {path}"
    ),
    Fault.QUOTE_UNCLOSED: QT_TRANSLATE_NOOP(
        "Notices", "A quotation mark opened in line {line} of “{name}” is never closed. Close or delete it: {path}"
    ),
    Fault.CELL_NOT_NUMERIC: QT_TRANSLATE_NOOP(
        "Notices",
        "Line {line} of “{name}” holds “{value}” in the column “{column}”, which is not a number. "
        "Correct it or leave the column out: {path}",
    ),
    Fault.CELL_MISSING: QT_TRANSLATE_NOOP(
        "Notices",
        "Empty cells in the column “{column}” of “{name}”: {count}, the first in line {line}. "
        "Fill them or leave the column out: {path}",
    ),
    Fault.TOO_FEW_ROWS: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is too short to learn from, {rows} of at least {needed} rows: {path}"
    ),
    Fault.NO_NUMERIC_COLUMN: QT_TRANSLATE_NOOP(
        "Notices",
        "No column of “{name}” holds numbers (its columns: {columns}). At least one is needed to learn from: {path}",
    ),
    Fault.COLUMN_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” has no column “{column}”. Choose among: {columns}. The file is {path}"
    ),
    Fault.COLUMN_NOT_NUMERIC: QT_TRANSLATE_NOOP(
        "Notices", "The column “{column}” of “{name}” does not hold numbers. Choose another one: {path}"
    ),
    Fault.COLUMN_CONSTANT: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” of “{name}” is {value} in every row: there is nothing to learn. "
        "Choose another one: {path}",
    ),
    Fault.VALUE_NOT_POSITIVE: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” is {value} in row {row}, and only positive numbers have a logarithm. "
        "Choose another transform.",
    ),
    Fault.VALUE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” is {value} in row {row}, and numbers up to {limit} can be computed with. "
        "Name it as a missing value, or leave the column out.",
    ),
    Fault.SCALED_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices",
        "The column “{column}” is as large as {value} where a network would see it, and it can learn from "
        "numbers up to {limit}. Scale it to mean 0 and deviation 1, or name such a value as missing.",
    ),
    Fault.SEASON_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices",
        "No season was found in the column “{column}”. Give its length, from 2 to {longest} rows, "
        "or choose another transform.",
    ),
    Fault.TEXT_TOO_SHORT: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is too short to learn from, {length} of at least {needed} characters: {path}"
    ),
    Fault.TEXT_ONE_SYMBOL: QT_TRANSLATE_NOOP(
        "Notices",
        "“{name}” consists of one character only, “{symbol}”: there is nothing to predict. Choose another text: {path}",
    ),
}

_CHOICES = {
    Fault.CONFIG_VALUE: QT_TRANSLATE_NOOP("Notices", "“{value}” cannot be used for {setting}. {allowed}"),
    Fault.DATA_NOT_OPEN: QT_TRANSLATE_NOOP("Notices", "No file is open yet. Open a table or a text first."),
    Fault.WINDOW_TOO_LONG: QT_TRANSLATE_NOOP(
        "Notices",
        "A window of {window} does not fit into the {rows} rows of the training part. "
        "Choose at most {longest} under Window.",
    ),
    Fault.ONE_TOKEN: QT_TRANSLATE_NOOP(
        "Notices",
        "The training part has one token only, “{token}”: there is nothing to predict. "
        "Choose other tokens, a larger vocabulary or a smaller least count.",
    ),
    Fault.ONE_HOT_TOO_WIDE: QT_TRANSLATE_NOOP(
        "Notices",
        "This text has {symbols} different characters, too many for one-hot inputs (at most {limit}). "
        "Choose an embedding, such as 32.",
    ),
    Fault.NETWORK_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices",
        "This network needs about {needed_bytes} of memory and {available_bytes} are free. "
        "Choose fewer units, fewer layers, a shorter window or a smaller batch.",
    ),
    Fault.DEVICE_UNAVAILABLE: QT_TRANSLATE_NOOP(
        "Notices", "The device “{device}” cannot be used: {device_reason}. Choose another one under Device."
    ),
    Fault.PROBE_INVALID: QT_TRANSLATE_NOOP(
        "Notices",
        "The probe cannot be watched: {length} steps from row {start} of the {part} part do not lie inside the data. "
        "Choose another probe.",
    ),
}

_SESSIONS = {
    Fault.SESSION_FOREIGN: QT_TRANSLATE_NOOP(
        "Notices", "“{name}” is not a Gatescope session. Open it as data, or choose another file: {path}"
    ),
    Fault.SESSION_DAMAGED: QT_TRANSLATE_NOOP(
        "Notices", "The session “{name}” is damaged ({reason}) and was left as it is. Try a copy of it: {path}"
    ),
    Fault.SESSION_TOO_NEW: QT_TRANSLATE_NOOP(
        "Notices",
        "The session “{name}” was written by a newer Gatescope (format {format}; this one reads up to {known}). "
        "Update Gatescope to open it: {path}",
    ),
    Fault.SESSION_IN_USE: QT_TRANSLATE_NOOP(
        "Notices", "The session “{name}” is open in another window. Close it there first: {path}"
    ),
    Fault.SESSION_EMPTY: QT_TRANSLATE_NOOP("Notices", "The session “{name}” holds no run yet: {path}"),
    Fault.SESSION_DATA_MISSING: QT_TRANSLATE_NOOP(
        "Notices",
        "The session “{name}” was made from a file that is no longer there. Put it back: {data} (session: {path})",
    ),
    Fault.SESSION_DATA_CHANGED: QT_TRANSLATE_NOOP(
        "Notices",
        "The session “{name}” was made from a file that has changed since. "
        "Restore the old content of {data}, or open it anew (session: {path})",
    ),
    Fault.SESSION_OTHER_DATA: QT_TRANSLATE_NOOP(
        "Notices", "The session “{name}” is about another data set, {data}. Choose another name: {path}"
    ),
    Fault.SESSION_UNWRITABLE: QT_TRANSLATE_NOOP("Notices", "The session cannot be written to {path}: {reason}."),
    Fault.EXPORT_UNWRITABLE: QT_TRANSLATE_NOOP("Notices", "{path} cannot be written: {reason}. Choose another place."),
    Fault.RUN_UNKNOWN: QT_TRANSLATE_NOOP("Notices", "There is no run {run} in this session. Choose one from the list."),
    Fault.RUN_ENDED: QT_TRANSLATE_NOOP(
        "Notices", "Run {run} ended at step {step} and cannot be trained on. Press Play to go on from it as a new run."
    ),
    Fault.KEYFRAME_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices", "Run {run} has no keyframe at or before step {step}. Choose a later step."
    ),
}

_RUNS = {
    Fault.LOSS_NOT_FINITE: QT_TRANSLATE_NOOP(
        "Notices",
        "The loss of run {run} became {value} at step {step}, so it was stopped; its recording is kept. "
        "Try a smaller learning rate or a smaller clip in a new run.",
    ),
    Fault.GRADIENT_NOT_FINITE: QT_TRANSLATE_NOOP(
        "Notices",
        "The gradient of run {run} became {value} at step {step}, so it was stopped; its recording is kept. "
        "Try a smaller learning rate or a shorter window in a new run.",
    ),
    Fault.OUT_OF_MEMORY: QT_TRANSLATE_NOOP(
        "Notices",
        "The memory of {device} was not enough for run {run} at step {step}. "
        "Choose a smaller batch, a shorter window or fewer units.",
    ),
    Fault.DEVICE_FAILED: QT_TRANSLATE_NOOP(
        "Notices",
        "The device failed in run {run} at step {step}: {reason}. Go on from the last keyframe, or choose the CPU.",
    ),
    Fault.PROTOCOL: QT_TRANSLATE_NOOP(
        "Notices", "The training process said something that cannot be understood ({reason}). It has to be restarted."
    ),
    Fault.PROTOCOL_OTHER: QT_TRANSLATE_NOOP(
        "Notices",
        "The training process is of another version (it speaks protocol {number}, this window {known}) and was ended. "
        "Install Gatescope anew, so that both are of one version.",
    ),
    Fault.INTERNAL: QT_TRANSLATE_NOOP(
        "Notices", "Something went wrong inside Gatescope: {reason}. Your recording is kept."
    ),
}

SENTENCES: dict[Fault, object] = {
    **_FILES,
    **_TABLES,
    **TASKS,
    **_CHOICES,
    **_SESSIONS,
    **_RUNS,
}  # Qt types its marks so

_UNKEPT = (Fault.SESSION_UNWRITABLE, Fault.SESSION_IN_USE, Fault.SESSION_DAMAGED)
"""Of a run that trains on while its file cannot be written."""

_ALLOWED = {
    "choices": QT_TRANSLATE_NOOP("Notices", "Choose one of: {choices}."),
    "high": QT_TRANSLATE_NOOP("Notices", "Choose a value from {low} to {high}."),
    "": QT_TRANSLATE_NOOP("Notices", "Choose another value."),
}

_NOTHING = QT_TRANSLATE_NOOP("Notices", "Nothing is chosen for {setting}. {allowed}")

_SETTINGS = {
    "inputs": QT_TRANSLATE_NOOP("Notices", "the input columns"),
    "targets": QT_TRANSLATE_NOOP("Notices", "the target columns"),
    "validation_share": QT_TRANSLATE_NOOP("Notices", "the share of the validation part"),
    "season": QT_TRANSLATE_NOOP("Notices", "the season"),
    "hidden": QT_TRANSLATE_NOOP("Notices", "Units"),
    "layers": QT_TRANSLATE_NOOP("Notices", "Layers"),
    "dropout": QT_TRANSLATE_NOOP("Notices", "Dropout"),
    "embedding": QT_TRANSLATE_NOOP("Notices", "Embedding"),
    "learning_rate": QT_TRANSLATE_NOOP("Notices", "Learning rate"),
    "batch": QT_TRANSLATE_NOOP("Notices", "Batch"),
    "window": QT_TRANSLATE_NOOP("Notices", "Window"),
    "clip": QT_TRANSLATE_NOOP("Notices", "Clip"),
    "seed": QT_TRANSLATE_NOOP("Notices", "Seed"),
    "steps": QT_TRANSLATE_NOOP("Notices", "Steps"),
    "device": QT_TRANSLATE_NOOP("Notices", "Device"),
}

_DEVICES = {
    DeviceReason.CUDA_FOUND: QT_TRANSLATE_NOOP("Notices", "a CUDA device was found"),
    DeviceReason.NO_CUDA_DEVICE: QT_TRANSLATE_NOOP("Notices", "no CUDA device found"),
    DeviceReason.TORCH_WITHOUT_CUDA: QT_TRANSLATE_NOOP("Notices", "this torch build has no CUDA"),
    DeviceReason.CUDA_BROKEN: QT_TRANSLATE_NOOP("Notices", "a CUDA device is there, but computing on it failed"),
    DeviceReason.CHOSEN: QT_TRANSLATE_NOOP("Notices", "chosen by you"),
}


_WORDS = {  # of the engine, where it means one of a few
    "unit": {"bytes": QT_TRANSLATE_NOOP("Notices", "bytes"), "fields": QT_TRANSLATE_NOOP("Notices", "fields")},
    "part": {
        "training": QT_TRANSLATE_NOOP("Notices", "training"),
        "validation": QT_TRANSLATE_NOOP("Notices", "validation"),
    },
}


class _Facts(dict[str, str]):
    """What a sentence may name; a fact that was not sent is shown as an ellipsis, never as an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def _tr(text: object) -> str:
    return QCoreApplication.translate("Notices", str(text))


def sentence(fault: str, facts: Mapping[str, Fact]) -> str:
    """The sentence for a fault; for a word that is none (a newer engine's), one that names it."""
    words = _Facts({key: _word(key, value) for key, value in facts.items()})
    if "path" in facts:
        words["name"] = PurePath(str(facts["path"])).name or str(facts["path"])
    try:
        known = Fault(fault)
        text = SENTENCES[known]
    except (ValueError, KeyError):
        known = Fault.INTERNAL
        text = SENTENCES[known]
        words["reason"] = ", ".join([str(fault), *(f"{key} {word}" for key, word in words.items())])
    if known is Fault.CONFIG_VALUE:
        _describe_setting(words)
        text = text if words["value"].strip() else _NOTHING
    if known is Fault.DEVICE_UNAVAILABLE:
        words["device_reason"] = device_reason(str(facts.get("reason", "")))
    if known is Fault.SESSION_UNWRITABLE and "reason" in facts:
        words["reason"] = told.reason(str(facts["reason"]))
    said = _tr(text).format_map(words)
    return f"{said} {told.not_kept(facts)}" if known in _UNKEPT and {"run", "step"} <= facts.keys() else said


def _describe_setting(words: _Facts) -> None:
    name = words["name"]
    words["setting"] = _tr(_SETTINGS[name]) if name in _SETTINGS else name
    kind = "choices" if words.get("choices", "").strip(" ,") else "high" if "high" in words else ""
    words["allowed"] = _tr(_ALLOWED[kind]).format_map(words)


def _word(key: str, value: Fact) -> str:
    if key.endswith("_bytes") and not isinstance(value, str):
        return numbers.size(value)
    if key == "ability" and value in list(Ability):
        return lacks(Ability(str(value)))
    if isinstance(value, bool | str):
        known = _WORDS.get(key, {}).get(str(value))
        return one_line(str(value), MOST) if known is None else _tr(known)
    return numbers.count(value) if isinstance(value, int) else numbers.plain(value)


def device_reason(reason: str) -> str:
    """Why the engine computes where it does, as the end of a sentence."""
    try:
        return _tr(_DEVICES[DeviceReason(reason)])
    except ValueError:
        return reason


def device_sentence(device: Device) -> str:
    """The device and its reason: ``CPU: no CUDA device found``."""
    head = device.device.upper() if device.device == "cpu" else device.name or device.device
    detail = f" ({device.detail})" if device.detail and device.reason is DeviceReason.CUDA_BROKEN else ""
    return f"{head}: {device_reason(device.reason)}{detail}"
