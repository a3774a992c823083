"""The panel at the left: what one decides."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

EDGE, BESIDE, BETWEEN = 12, 8, 16  # px


class LeftPanel(QScrollArea):
    """Panels below each other, which scroll where there is no room for them."""

    def __init__(self, panels: tuple[QWidget, ...], width: int) -> None:
        super().__init__()
        self.setFixedWidth(width)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(BESIDE, EDGE, BESIDE, EDGE)
        column.setSpacing(BETWEEN)
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("panel", "true")
        # the scroll bar takes the place of the margin, so that nothing in the panel moves when it comes
        self.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: column.setContentsMargins(BESIDE, EDGE, 0 if high else BESIDE, EDGE)
        )
