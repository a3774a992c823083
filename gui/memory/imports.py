"""How files were read and used the last time, so that a recent file opens as it did. Free of Qt.

``gui/memory/settings.py`` keeps the text that this is written as; what makes no sense in it was never remembered.
"""

from pathlib import Path

import msgspec

from gatescope.engine.config.run import DataConfig, ReadConfig
from gatescope.engine.errors import ConfigError

MOST = 24


class Remembered(msgspec.Struct, frozen=True):
    """What was chosen for a file: ``data`` None left it to the program."""

    path: str
    read: ReadConfig = ReadConfig()
    data: DataConfig | None = None


def find(text: str, path: str) -> Remembered | None:
    """What was chosen for the file at ``path``; None when it never was opened so."""
    place = str(Path(path).resolve())
    return next((each for each in _all(text) if each.path == place), None)


def add(text: str, path: str, read: ReadConfig, data: DataConfig | None) -> str:
    """The list with this one in front, as text."""
    place = str(Path(path).resolve())
    others = [each for each in _all(text) if each.path != place]
    return msgspec.json.encode([Remembered(place, read, data), *others][:MOST]).decode()


def _all(text: str) -> list[Remembered]:
    try:
        found = msgspec.json.decode(text or "[]", type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeError):
        return []
    kept = []
    for raw in found:
        try:
            kept.append(msgspec.json.decode(raw, type=Remembered))
        except (msgspec.DecodeError, ConfigError):
            continue  # written by another version
    return kept
