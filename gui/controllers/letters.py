"""How large everything is written: in three steps, remembered."""

from PySide6.QtWidgets import QApplication

from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import LETTERS, Settings


class Letters:
    """Goes up and down the steps."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def largest(self) -> bool:
        return self._settings.letters >= LETTERS[-1]

    @property
    def usual(self) -> bool:
        return self._settings.letters == LETTERS[0]

    def turn(self, steps: int) -> None:
        """So many steps larger; below zero smaller."""
        now = min(range(len(LETTERS)), key=lambda at: abs(LETTERS[at] - self._settings.letters))
        self._choose(LETTERS[min(max(now + steps, 0), len(LETTERS) - 1)])

    def reset(self) -> None:
        self._choose(LETTERS[0])

    def _choose(self, percent: int) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._settings.letters = percent
        theme.size(app, percent / 100)
