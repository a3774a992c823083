"""What the engine tells that is no failure, and why a session can only be read or not be written, as sentences and
parts of sentences for people. {names} are facts."""

from collections.abc import Mapping
from pathlib import PurePath

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gatescope.engine.errors import Fact
from gatescope.engine.protocol.runs import ReadOnly
from gatescope.engine.protocol.told import Notice, Unwritable
from gatescope.gui.look import readable_numbers as numbers

NOTICES: dict[Notice, object] = {
    Notice.SESSION_GONE: QT_TRANSLATE_NOOP(
        "Told", "The file of this session is gone: {path}. Nothing is lost; it is kept in {to} from now on."
    ),
    Notice.SESSION_REPLACED: QT_TRANSLATE_NOOP(
        "Told",
        "Another file has taken the place of this session: {path}. That one is left as it is, and nothing is lost; "
        "this session is kept in {to} from now on.",
    ),
    Notice.SESSION_TAKEN: QT_TRANSLATE_NOOP(
        "Told",
        "Another Gatescope writes the file of this session too: {path}. It is left to that one, and nothing is lost; "
        "this session is kept in {to} from now on.",
    ),
    Notice.SESSION_CUT: QT_TRANSLATE_NOOP(
        "Told",
        "“{name}” is a copy that was taken while the session was open: it ends at step {step}, and what was done after "
        "that is missing. “Save as…” makes a whole copy of a session that is open: {path}",
    ),
    Notice.SESSIONS_SET_ASIDE: QT_TRANSLATE_NOOP("Told", "{names} could not be read; moved to {folder}"),
    Notice.SESSIONS_UNREADABLE: QT_TRANSLATE_NOOP(
        "Told", "{names} could not be read, and could not be moved out of the way either. Remove it yourself: {folder}"
    ),
    Notice.KEPT_AGAIN: QT_TRANSLATE_NOOP("Told", "Everything is kept again: {path}"),
    Notice.DEVICE_MOVED: QT_TRANSLATE_NOOP(
        "Told",
        "Run {run} was to be trained on {device}, which cannot be used here: it goes on with {now}, "
        "and draws other random numbers from here on.",
    ),
}

READ_ONLY: dict[ReadOnly, object] = {
    ReadOnly.IN_USE: QT_TRANSLATE_NOOP(
        "Told", "This session is open elsewhere, so it can be looked at but not trained. Save a copy of it."
    ),
    ReadOnly.FORBIDDEN: QT_TRANSLATE_NOOP(
        "Told",
        "The file of this session, or its folder, cannot be written, so it can be looked at but not trained. "
        "Save a copy of it.",
    ),
    ReadOnly.LINKED: QT_TRANSLATE_NOOP(
        "Told",
        "The file of this session has a second name (a hard link), under which it could be written at the same time. "
        "So it can be looked at but not trained. Save a copy of it.",
    ),
    ReadOnly.DISK_FULL: QT_TRANSLATE_NOOP(
        "Told", "The disk is full, so this session can be looked at but not trained. Free some space and open it again."
    ),
    ReadOnly.ASKED: QT_TRANSLATE_NOOP("Told", "This session was opened to be looked at only. Save a copy of it."),
}

UNWRITABLE: dict[Unwritable, object] = {
    Unwritable.DISK_FULL: QT_TRANSLATE_NOOP("Told", "the disk is full. Free some space, or save it elsewhere"),
    Unwritable.READ_ONLY: QT_TRANSLATE_NOOP("Told", "it can only be read. Save it elsewhere"),
    Unwritable.FORBIDDEN: QT_TRANSLATE_NOOP("Told", "you have no permission to write there. Save it elsewhere"),
    Unwritable.FOLDER_MISSING: QT_TRANSLATE_NOOP("Told", "the folder is not there. Save it elsewhere"),
    Unwritable.IS_DIRECTORY: QT_TRANSLATE_NOOP("Told", "that is a folder. Choose another name"),
    Unwritable.NO_FILE: QT_TRANSLATE_NOOP("Told", "that is a pipe or a device, not a file. Choose another name"),
    Unwritable.EXISTS: QT_TRANSLATE_NOOP("Told", "another session is there. Replace it, or choose another name"),
    Unwritable.FOREIGN: QT_TRANSLATE_NOOP(
        "Told", "what is there is not a Gatescope session. Replace it, or choose another name"
    ),
    Unwritable.STOPPED: QT_TRANSLATE_NOOP("Told", "Gatescope was closed meanwhile"),
}

NOT_KEPT = QT_TRANSLATE_NOOP(
    "Told", "Training goes on in memory: what run {run} does after step {step} may be lost until it can be written."
)


def _tr(text: object) -> str:
    return QCoreApplication.translate("Told", str(text))


def notice(kind: Notice, facts: Mapping[str, Fact]) -> str:
    """The sentence for what the engine told."""
    words = {key: value if isinstance(value, str) else numbers.count(int(value)) for key, value in facts.items()}
    words["name"] = PurePath(str(facts.get("path", ""))).name
    return _tr(NOTICES[kind]).format_map(words)


def read_only(because: ReadOnly | None) -> str:
    return _tr(READ_ONLY[because or ReadOnly.IN_USE])


def reason(word: str) -> str:
    """Why a session cannot be written; the system's own sentence is left as it is."""
    try:
        return _tr(UNWRITABLE[Unwritable(word)])
    except ValueError:
        return word


def not_kept(facts: Mapping[str, Fact]) -> str:
    return _tr(NOT_KEPT).format(run=facts["run"], step=numbers.count(int(facts["step"])))
