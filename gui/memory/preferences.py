"""Puts into force what is chosen in the settings: at the start, and again whenever a choice changes."""

from typing import Protocol

from PySide6.QtWidgets import QApplication

from gatescope.gui.look import language, theme
from gatescope.gui.memory.remembered import MB, Settings


class Budgets(Protocol):
    """What of the conductor is needed here."""

    def set_budget(self, observation: float, keyframe_bytes: int = 0) -> None: ...


class Preferences:
    """``apply`` takes the name of a setting; what acts only on what comes (threads, device) has nothing to do now."""

    def __init__(self, settings: Settings, app: QApplication, conductor: Budgets) -> None:
        self._settings, self._app, self._conductor = settings, app, conductor

    def apply_all(self) -> None:
        """But the size of letters, which is put into force where there are widgets to be told."""
        for name in ("language", "theme", "signed_map", "observation"):  # the theme before the maps that belong to it
            self.apply(name)

    def apply(self, name: str) -> None:
        settings = self._settings
        match name:
            case "language":
                language.apply(self._app, settings.language)
            case "theme":
                theme.apply(self._app, settings.theme)
            case "letters":
                theme.size(self._app, settings.letters / 100)
            case "signed_map" | "share_map":
                theme.choose_maps(self._app, settings.signed_map, settings.share_map)
            case "observation" | "keyframe_mb":
                self._conductor.set_budget(settings.observation, settings.keyframe_mb * MB)
