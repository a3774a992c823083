"""What the window remembers from one start to the next, typed, in one place.

A choice is declared once, in ``Settings``. It decides nothing: ``gui/memory/preferences.py`` puts into force what is
chosen, and ``gui/memory/settings_dialog.py`` has a row for each that can be chosen there.
"""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gatescope.engine.config.process import KEYFRAME_BYTES, OBSERVATION, THREADS, THREADS_MOST, is_device
from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS
from gatescope.gui.memory.kept import KeptChoice, KeptFlag, KeptShare, KeptText, KeptWhole

LETTERS = (100, 110, 125)  # percent: sizes that everything is written in
BUDGETS = (0.04, OBSERVATION, 0.16, 0.5)
MB = 1 << 20
Plain = str | int | float | bool


class Settings:
    """The user's choices. ``store`` is where they are kept; tests give a file of their own."""

    # the look
    theme = KeptChoice(("system", "light", "dark"))
    language = KeptChoice(("system", "en", "ko"))
    signed_map = KeptChoice(SIGNED_MAPS)  # the colours of signed quantities
    share_map = KeptChoice(SHARE_MAPS)  # those of gates and probabilities
    letters = KeptWhole(LETTERS[0], LETTERS[0], LETTERS[-1])  # percent
    ask_import = KeptFlag(True)  # whether a file that the user opens is shown before it is read

    # the engine
    threads = KeptWhole(0, 0, THREADS_MOST)  # of the training; 0: as many as do not disturb the window
    device = KeptText("auto", is_device)  # where a new run is trained unless it says otherwise
    observation = KeptShare(OBSERVATION, 0.01, 0.5)  # of training time: what looking may cost
    keyframe_mb = KeptWhole(KEYFRAME_BYTES // MB, 16, 65_536)  # what the keyframes of one run may take

    # sessions that nobody saved
    sessions_most = KeptWhole(200, 0, 100_000)  # how many are kept; 0: however many
    sessions_mb = KeptWhole(2000, 0, 4_000_000)  # how large they may be together; 0: however large

    # where one was
    folder = KeptText()  # where the last file was opened or saved
    recent = KeptText()  # the files opened last, as ``gui/memory/files.py`` writes them
    sessions = KeptText()  # those saved or opened last that lie elsewhere, written as ``recent`` is
    side_width = KeptWhole(288, 200, 2000)  # px of the column at the right, where there is room for it
    imports = KeptText()  # how files were read the last time, as ``gui/memory/files.py`` writes it

    def __init__(self, store: QSettings | None = None) -> None:
        self.store = store or QSettings("Gatescope", "Gatescope")
        keep_private(self.store)

    def forget(self, *names: str) -> None:
        """Back to the defaults."""
        for name in names:
            self.store.remove(name)

    @property
    def geometry(self) -> QByteArray:
        return self.blob("geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self.store.setValue("geometry", value)

    def blob(self, name: str) -> QByteArray:
        """Something of Qt's own; empty when it is not there."""
        value = self.store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, name: str, value: QByteArray) -> None:
        self.store.setValue(name, value)

    def choices(self, name: str) -> dict[str, Plain]:
        """Plain values by name, as ``set_choices`` kept them; what is not such a table is empty."""
        try:
            # the store may have been written by another version, or by hand
            read = json.loads(str(self.store.value(name, "{}")))
        except ValueError:
            return {}
        if not isinstance(read, dict):
            return {}
        return {key: value for key, value in read.items() if isinstance(value, Plain)}

    def set_choices(self, name: str, values: Mapping[str, Plain]) -> None:
        self.store.setValue(name, json.dumps(dict(values)))


def keep_private(store: QSettings) -> None:
    """The names of the user's files are among what is kept: nobody else may read them. What Qt writes keeps the
    permissions of the file that is there. Windows and macOS keep it where only the user can read."""
    if sys.platform in ("win32", "darwin"):
        return
    path = Path(store.fileName())
    with suppress(OSError):
        missing = [folder for folder in path.parents if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(0o700)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        path.chmod(0o600)


def engine_environment(settings: Settings) -> Mapping[str, str]:
    """What an engine's process gets to know when it is started."""
    return {THREADS: str(settings.threads)} if settings.threads else {}
