"""What the window remembers from one start to the next, typed, in one place."""

from PySide6.QtCore import QByteArray, QSettings

THEMES = ("system", "light", "dark")
OBSERVATION = 0.1
BUDGETS = (0.05, 0.1, 0.2, 0.5)


class Settings:
    """The user's choices. ``store`` is where they are kept; tests give a file of their own."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("Gatescope", "Gatescope")

    @property
    def theme(self) -> str:
        value = str(self._store.value("theme", "system"))
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("theme", value)

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        return str(self._store.value("folder", ""))

    @folder.setter
    def folder(self, value: str) -> None:
        self._store.setValue("folder", value)

    @property
    def geometry(self) -> QByteArray:
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def observation(self) -> float:
        """The share of training time that looking may cost."""
        try:
            value = float(str(self._store.value("observation", OBSERVATION)))
        except ValueError:
            return OBSERVATION
        return value if value in BUDGETS else OBSERVATION

    @observation.setter
    def observation(self, value: float) -> None:
        self._store.setValue("observation", value)
