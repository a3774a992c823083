"""The files opened last, newest first. Free of Qt; ``gui/memory/settings.py`` keeps the text they are written as."""

import json
from pathlib import Path

MOST = 6


def read(text: str) -> tuple[str, ...]:
    """The files that are still there; whatever else stands in ``text`` is no file."""
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(path for path in found if isinstance(path, str) and _is_file(path))[:MOST]


def add(text: str, path: str) -> str:
    """The list with ``path`` in front, as text."""
    path = str(Path(path).resolve())
    return json.dumps([path, *(other for other in read(text) if other != path)][:MOST])


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a drive that is gone, a name with a zero byte
        return False
