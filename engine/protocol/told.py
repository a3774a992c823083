"""What the engine tells that is no failure: it has done something that the user should know of. And the common reasons
why a session cannot be written."""

from enum import StrEnum


class Notice(StrEnum):
    """One word per thing that is told; the facts each one carries stand beside it."""

    SESSION_GONE = (
        "session-gone"  # path, to: its file was deleted or moved while it was open; kept at ``to`` from now on
    )
    SESSION_REPLACED = "session-replaced"  # path, to: another file took its place
    SESSION_TAKEN = "session-taken"  # path, to: another process writes it as well
    SESSION_CUT = "session-cut"  # path, step: a copy that was taken while it was open; what came later may be missing
    SESSIONS_SET_ASIDE = "sessions-set-aside"  # names, folder: they could not be read, and lie there now
    SESSIONS_UNREADABLE = "sessions-unreadable"  # names, folder: they could not be read, nor be moved
    KEPT_AGAIN = "kept-again"  # path: what could not be written is
    DEVICE_MOVED = "device-moved"  # run, device (asked for), now: where it is trained instead


class Unwritable(StrEnum):
    """Why a session cannot be written, where that is common; else the system's own sentence says it."""

    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    FORBIDDEN = "forbidden"
    FOLDER_MISSING = "folder-missing"
    IS_DIRECTORY = "is-directory"
    NO_FILE = "no-file"  # a pipe or a device
    EXISTS = "exists"  # another session is there, and nobody agreed that it be replaced
    FOREIGN = "foreign"  # a file that is no session is there, and nobody agreed that it be replaced
    STOPPED = "stopped"  # the process had to leave meanwhile
