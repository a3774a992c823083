"""What the window remembers from one start to the next, typed, in one place.

Whatever stands in the store may have been written by another version or by hand: a value that makes no sense is the
default. ``Settings`` decides nothing; ``gui/memory/preferences.py`` puts into force what is chosen here.
"""

import json
import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QSettings

from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS

THEMES = ("system", "light", "dark")
LANGUAGES = ("system", "en", "ko")
OBSERVATION = 0.08
OBSERVATION_RANGE = (0.01, 0.5)
BUDGETS = (0.04, OBSERVATION, 0.16, 0.5)
KEYFRAME_MB = 256  # the engine's own
KEYFRAME_MB_RANGE = (16, 65_536)
THREADS_MOST = 256

THREADS = "GATESCOPE_THREADS"  # read by the engine's process when it starts: engine/machine/device.py

Plain = str | int | float | bool


class Settings:
    """The user's choices. ``store`` is where they are kept; tests give a file of their own."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("Gatescope", "Gatescope")

    def forget(self, *names: str) -> None:
        """Back to the defaults."""
        for name in names:
            self._store.remove(name)

    # ---- the look ----------------------------------------------------------------------------------------------

    @property
    def theme(self) -> str:
        return self._one_of("theme", THEMES)

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("theme", value)

    @property
    def language(self) -> str:
        """``system``, or a language's code."""
        return self._one_of("language", LANGUAGES)

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def signed_map(self) -> str:
        """The colours of signed quantities, by name."""
        return self._one_of("signed_map", SIGNED_MAPS)

    @signed_map.setter
    def signed_map(self, value: str) -> None:
        self._store.setValue("signed_map", value)

    @property
    def share_map(self) -> str:
        """The colours of gates and probabilities, by name."""
        return self._one_of("share_map", SHARE_MAPS)

    @share_map.setter
    def share_map(self, value: str) -> None:
        self._store.setValue("share_map", value)

    # ---- the engine --------------------------------------------------------------------------------------------

    @property
    def threads(self) -> int:
        """How many threads the training takes; 0: as many as do not disturb the window."""
        return round(self._number("threads", 0, 0, THREADS_MOST))

    @threads.setter
    def threads(self, value: int) -> None:
        self._store.setValue("threads", value)

    @property
    def device(self) -> str:
        """Where a new run is trained unless it says otherwise: ``auto`` or torch's name for the device."""
        value = str(self._store.value("device", "auto"))
        head, _, index = value.partition(":")
        known = value in ("auto", "cpu", "cuda") or (head == "cuda" and index.isdigit())
        return value if known else "auto"

    @device.setter
    def device(self, value: str) -> None:
        self._store.setValue("device", value)

    @property
    def observation(self) -> float:
        """The share of training time that looking may cost."""
        return self._number("observation", OBSERVATION, *OBSERVATION_RANGE)

    @observation.setter
    def observation(self, value: float) -> None:
        self._store.setValue("observation", value)

    @property
    def keyframe_mb(self) -> int:
        """What the keyframes of one run may take, in MB of 2²⁰ bytes."""
        return round(self._number("keyframe_mb", KEYFRAME_MB, *KEYFRAME_MB_RANGE))

    @keyframe_mb.setter
    def keyframe_mb(self, value: int) -> None:
        self._store.setValue("keyframe_mb", value)

    # ---- where one was -----------------------------------------------------------------------------------------

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        return str(self._store.value("folder", ""))

    @folder.setter
    def folder(self, value: str) -> None:
        self._store.setValue("folder", value)

    @property
    def recent(self) -> str:
        """The files opened last, as ``gui/memory/files.py`` writes them."""
        return str(self._store.value("recent", ""))

    @recent.setter
    def recent(self, value: str) -> None:
        self._store.setValue("recent", value)

    @property
    def ask_import(self) -> bool:
        """Whether a file that the user opens is shown before it is read."""
        return str(self._store.value("ask_import", "true")) != "false"

    @ask_import.setter
    def ask_import(self, value: bool) -> None:
        self._store.setValue("ask_import", "true" if value else "false")

    @property
    def imports(self) -> str:
        """How files were read the last time, as ``gui/memory/files.py`` writes it."""
        return str(self._store.value("imports", ""))

    @imports.setter
    def imports(self, value: str) -> None:
        self._store.setValue("imports", value)

    @property
    def geometry(self) -> QByteArray:
        return self.blob("geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    def blob(self, name: str) -> QByteArray:
        """Something of Qt's own; empty when it is not there."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, name: str, value: QByteArray) -> None:
        self._store.setValue(name, value)

    def choices(self, name: str) -> dict[str, Plain]:
        """Plain values by name, as ``set_choices`` kept them; what is not such a table is empty."""
        try:
            read = json.loads(str(self._store.value(name, "{}")))
        except ValueError:
            return {}
        if not isinstance(read, dict):
            return {}
        return {key: value for key, value in read.items() if isinstance(value, Plain)}

    def set_choices(self, name: str, values: Mapping[str, Plain]) -> None:
        self._store.setValue(name, json.dumps(dict(values)))

    # ---- reading what may be anything --------------------------------------------------------------------------

    def _one_of(self, name: str, known: Sequence[str]) -> str:
        value = str(self._store.value(name, known[0]))
        return value if value in known else known[0]

    def _number(self, name: str, default: float, low: float, high: float) -> float:
        try:
            value = float(str(self._store.value(name, default)))
        except ValueError:
            return default
        return value if math.isfinite(value) and low <= value <= high else default


def engine_environment(settings: Settings) -> Mapping[str, str]:
    """What an engine's process gets to know when it is started."""
    return {THREADS: str(settings.threads)} if settings.threads else {}
