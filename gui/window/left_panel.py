"""The panel at the left: what one decides above, the runs and what stands out about them below, always in sight."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import line

EDGE, BESIDE, BETWEEN = 12, 8, 16  # px
SHARE = 0.52  # of the height is the least that what is below gets when it needs it


class LeftPanel(QWidget):
    """Two columns of panels that scroll by themselves. The lower one is as high as what is in it, up to a share of the
    whole, or to what the upper one leaves."""

    def __init__(self, above: tuple[QWidget, ...], below: tuple[QWidget, ...], width: int) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self._above, self._below = _Column(above), _Column(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above, 1)
        column.addWidget(line())
        column.addWidget(self._below)
        for area in (self._above, self._below):
            area.inside.installEventFilter(self)

    def _fit(self) -> None:
        needed, left = self._below.needed, self.height() - 1 - self._above.needed
        height = min(needed, max(round(SHARE * self.height()), left))
        if height != self._below.maximumHeight():
            self._below.setFixedHeight(height)

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Column(QScrollArea):
    """Panels below each other. What they stand in is ``inside``, ``needed`` the height that all of them take."""

    def __init__(self, panels: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(BESIDE, EDGE, BESIDE, EDGE)
        column.setSpacing(BETWEEN)
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("panel", "true")
        # the scroll bar takes the place of the margin, so that nothing in the panel moves when it comes
        self.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: column.setContentsMargins(BESIDE, EDGE, 0 if high else BESIDE, EDGE)
        )

    @property
    def needed(self) -> int:
        inside, wide = self.inside, self.viewport().width()
        return inside.heightForWidth(wide) if inside.hasHeightForWidth() else inside.sizeHint().height()
