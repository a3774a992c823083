"""The card at the playhead in the past: the two ways on from there. Nothing is lost by either."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import label

ROOM = 96  # px of height where the note has a place
BESIDE = 12  # px between the playhead and the card
BELOW = 24  # px at most between it and the upper edge of the plot


class WaysOn(QFrame):
    """Stands beside the playhead, on whichever side there is room. The buttons are the window's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._note = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self._note)
        self._buttons: tuple[QAbstractButton, ...] = ()
        self.hide()

    def take(self, *buttons: QAbstractButton) -> None:
        """The ways on, the first one filled."""
        self._buttons = buttons
        for button in buttons:
            self._row.addWidget(button)

    def stand(self, run: str, x: float, area: QRect, beside: int | None = None) -> None:
        """Beside ``x`` within ``area`` of the parent, or off the line at height ``beside`` where the playhead lies
        across; ``run`` is what stays as it is."""
        if not self._buttons:
            return
        self._note.setText(self.tr("Makes a branch; {run} stays as it is").format(run=run))
        self._note.setVisible(area.height() >= ROOM)
        self.adjustSize()
        right = x + BESIDE + self.width() <= area.right()
        left = round(x + BESIDE if right else x - BESIDE - self.width())
        self.move(max(left, area.left()), self._top(area, beside))
        self.show()
        self.raise_()

    def _top(self, area: QRect, beside: int | None) -> int:
        spare = max(area.height() - self.height(), 0)
        if beside is None:
            return area.top() + min(spare // 2, BELOW)
        below = beside + BESIDE // 2
        top = below if below + self.height() <= area.bottom() else beside - BESIDE // 2 - self.height()
        return min(max(top, area.top()), area.top() + spare)
