"""The files opened last, newest first, and how they were read and used the last time, so that a recent file opens as it
did. Free of Qt.

``gui/memory/remembered.py`` keeps the texts that both are written as; what makes no sense in them was never remembered.
"""

import json
from pathlib import Path

import msgspec

from gatescope.engine.config.run import DataConfig, ReadConfig
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.runs import SESSION_SUFFIX

RECENT_MOST = 6
SESSIONS_MOST = 24  # that lie where the user saved them
READINGS_MOST = 24


def recent(text: str) -> tuple[str, ...]:
    """The files that are still there; whatever else stands in ``text`` is no file."""
    return tuple(path for path in _paths(text) if _is_file(path))[:RECENT_MOST]


def with_recent(text: str, path: str) -> str:
    """The list with ``path`` in front, as text."""
    path = _place(path)
    return json.dumps([path, *(other for other in recent(text) if other != path)][:RECENT_MOST])


def data_files(text: str) -> tuple[str, ...]:
    """Those that are no sessions: earlier versions kept both in one list."""
    return tuple(path for path in recent(text) if not _is_session(path))


def sessions(text: str) -> tuple[str, ...]:
    """Where sessions were; whether they are still there is found out by who looks at them: a drive may be slow."""
    return tuple(path for path in _paths(text) if _is_session(path))[:SESSIONS_MOST]


def with_session(text: str, path: str) -> str:
    """The list with ``path`` in front, as text."""
    path = _place(path)
    return json.dumps([path, *(other for other in sessions(text) if other != path)][:SESSIONS_MOST])


def _paths(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []


def _is_session(path: str) -> bool:
    return path.lower().endswith(SESSION_SUFFIX)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a drive that is gone, a name with a zero byte
        return False


def _place(path: str) -> str:
    """The same for every way of writing it; as it is where there can be no such place."""
    try:
        return str(Path(path).resolve())
    except (OSError, ValueError, RuntimeError):  # a drive that is gone, a name with a zero byte, links in a circle
        return path


class Remembered(msgspec.Struct, frozen=True):
    """What was chosen for a file: ``data`` None left it to the program."""

    path: str
    read: ReadConfig = ReadConfig()
    data: DataConfig | None = None


def reading(text: str, path: str) -> Remembered | None:
    """What was chosen for the file at ``path``; None when it never was opened so."""
    place = _place(path)
    return next((each for each in _readings(text) if each.path == place), None)


def with_reading(text: str, path: str, read: ReadConfig, data: DataConfig | None) -> str:
    """The list with this one in front, as text."""
    place = _place(path)
    others = [each for each in _readings(text) if each.path != place]
    return msgspec.json.encode([Remembered(place, read, data), *others][:READINGS_MOST]).decode()


def _readings(text: str) -> list[Remembered]:
    try:
        found = msgspec.json.decode(text or "[]", type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeError):
        return []
    kept = []
    for raw in found:
        try:
            # one by one: a file that another version has chosen for spoils none of the others
            kept.append(msgspec.json.decode(raw, type=Remembered))
        except (msgspec.DecodeError, ConfigError):
            continue  # written by another version
    return kept
