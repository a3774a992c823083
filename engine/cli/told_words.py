"""What the command line says of what was done without being asked, and of why a session cannot be written."""

from collections.abc import Mapping

from gatescope.engine.errors import Fact
from gatescope.engine.protocol.told import Notice, Unwritable

SENTENCES: dict[Notice, str] = {
    Notice.SESSION_GONE: "{path} is gone. Nothing is lost; the session is kept in {to} from now on.",
    Notice.SESSION_REPLACED: "Another file has taken the place of {path}, and is left as it is. Nothing is lost; the "
    "session is kept in {to} from now on.",
    Notice.SESSION_TAKEN: "Another Gatescope writes {path} too, and it is left to that one. Nothing is lost; the "
    "session is kept in {to} from now on.",
    Notice.SESSION_CUT: "{path} is a copy that was taken while the session was open: it ends at step {step}, and what "
    "was done after that is missing.",
    Notice.SESSIONS_SET_ASIDE: "{names} could not be read; moved to {folder}",
    Notice.SESSIONS_UNREADABLE: "{names} in {folder} could not be read, and could not be moved out of the way either.",
    Notice.KEPT_AGAIN: "Everything is kept again in {path}.",
    Notice.DEVICE_MOVED: "Run {run} was to be trained on {device}, which cannot be used here: it goes on with {now}, "
    "and draws other random numbers from here on.",
}

REASONS: dict[Unwritable, str] = {
    Unwritable.DISK_FULL: "the disk is full",
    Unwritable.READ_ONLY: "it can only be read",
    Unwritable.FORBIDDEN: "you have no permission to write there",
    Unwritable.FOLDER_MISSING: "the folder is not there",
    Unwritable.IS_DIRECTORY: "it is a folder",
    Unwritable.NO_FILE: "it is a pipe or a device, not a file",
    Unwritable.EXISTS: "another session is there",
    Unwritable.FOREIGN: "what is there is not a Gatescope session",
    Unwritable.STOPPED: "Gatescope was ended meanwhile",
}

NOT_KEPT = "Training goes on in memory: what run {run} does after step {step} may be lost until it can be written."


def notice(kind: Notice, facts: Mapping[str, Fact]) -> str:
    """The sentence for what was done."""
    return SENTENCES[kind].format_map(dict(facts))


def reason(word: str) -> str:
    """Why a session cannot be written; the system's own sentence is left as it is."""
    try:
        return REASONS[Unwritable(word)]
    except ValueError:
        return word
