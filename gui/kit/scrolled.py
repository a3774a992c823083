"""Panels below each other that scroll by themselves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

EDGE = 8  # px around and between


class Scrolled(QScrollArea):
    """``panels`` stand in ``inside``; ``needed`` is the height that all of them take."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__()
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("panel", "true")
        # the scroll bar takes the place of the margin, so that nothing in the panel moves when it comes
        self.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: column.setContentsMargins(EDGE, EDGE, 0 if high else EDGE, EDGE)
        )

    @property
    def needed(self) -> int:
        inside, wide = self.inside, self.viewport().width()
        return inside.heightForWidth(wide) if inside.hasHeightForWidth() else inside.sizeHint().height()
