"""Where sessions are kept without asking, what they are called there, and who may look: what the program makes unasked
is its user's alone, what the user saves follows their umask."""

import os
import re
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.engine.session import format as format_
from gatescope.engine.session.owner import is_owned

STEM_BYTES = 120
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
_UNSAFE = re.compile(r"[^\w .()+&,'=@#-]")  # a subset of what every file system takes; letters of any script
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?=$|[ .])", re.IGNORECASE)


def sessions_folder() -> Path:
    """Where sessions are autosaved; may not exist yet. ``GATESCOPE_DATA`` overrides the place for data."""
    if chosen := os.environ.get("GATESCOPE_DATA"):
        return Path(chosen).expanduser().absolute() / "sessions"
    home = Path.home()
    if sys.platform == "win32":
        base, name = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"), "Gatescope"
    elif sys.platform == "darwin":
        base, name = home / "Library" / "Application Support", "Gatescope"
    else:
        given = os.environ.get("XDG_DATA_HOME", "")  # the standard: what is no absolute path does not count
        base, name = Path(given) if os.path.isabs(given) else home / ".local" / "share", "gatescope"
    return base / name / "sessions"


def new_session_path(name: str, folder: Path | None = None, now: datetime | None = None) -> Path:
    """A path that is not taken, named after a data file and the time, safe on every system. Makes the folder.

    Raises ``SESSION_UNWRITABLE`` when the folder cannot be made."""
    folder = folder or sessions_folder()
    with format_.writing(folder):
        make_private(folder)
    stem = f"{safe_stem(name)} {now or datetime.now():%Y-%m-%d %H.%M}"
    path, count = folder / f"{stem}{SESSION_SUFFIX}", 1
    while path.exists() or is_owned(path):
        count += 1
        path = folder / f"{stem} ({count}){SESSION_SUFFIX}"
    return path


def safe_stem(name: str) -> str:
    """The stem of a file name, as it can be part of one on every system: never empty, not reserved, not long."""
    stem = Path(name.replace("\\", "/")).stem.encode("utf-8", "replace").decode()
    stem = re.sub(r"\s+", " ", _UNSAFE.sub("-", stem)).strip(" .-")
    stem = stem.encode()[:STEM_BYTES].decode("utf-8", "ignore").strip(" .-")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem or "session"


def make_private(folder: Path) -> None:
    """Makes a folder, and those above it that are missing, for its user alone; one that is there stays as it is.
    Raises ``OSError``."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        with suppress(FileExistsError):  # another one makes it now
            each.mkdir(PRIVATE_FOLDER)


def is_private(path: Path) -> bool:
    """Whether a session at ``path`` lies where they are kept without asking."""
    return path.parent == Path(os.path.realpath(sessions_folder()))


def begin_file(path: Path) -> None:
    """Makes an empty file that was not there; SQLite gives what it keeps beside it the same permissions. Raises
    ``OSError``."""
    mode = PRIVATE_FILE if is_private(path) else 0o666  # less what the umask takes
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
