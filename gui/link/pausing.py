"""A pause that was asked for and has not come yet: a step that has begun is finished first, and may take long."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

SOON_MS = 250  # a pause that comes by then needs no word


class Pausing(QObject):
    """``late`` from a quarter of a second after the pause was asked for until the run stands still; ``changed`` says
    that it is another."""

    changed = Signal()

    def __init__(self, training: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._training = training
        self.late = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(lambda: self._say(self._training()))

    def ask(self) -> None:
        """The pause is asked for now."""
        if not self.late:
            self._soon.start()

    def look(self) -> None:
        """Something is known of the runs: once the one that is looked at stands still, the pause is there."""
        if not self._training():
            self._soon.stop()
            self._say(False)

    def _say(self, late: bool) -> None:
        if late != self.late:
            self.late = late
            self.changed.emit()
