"""The panel at the left: what one decides, on cards, and below them the run that it would make."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gatescope.gui.kit.card import FoldingCard
from gatescope.gui.kit.fields import line

WIDTH, EDGE = 248, 8  # px
ALL_OPEN = 620  # px of height from which on more than one card may be open


class LeftPanel(QWidget):
    """``panels`` hold the ``cards``; ``below`` is always in sight. In a low window one card is open at a time."""

    def __init__(self, panels: tuple[QWidget, ...], below: QWidget, cards: tuple[FoldingCard, ...]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cards = cards
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_scrolled(panels), 1)
        column.addWidget(line())
        column.addWidget(below)
        for card in cards:
            card.opened.connect(lambda card=card: self._fold(card))

    def _fold(self, kept: FoldingCard | None) -> None:
        """What there is no room for beside the one that was opened."""
        if self.height() < ALL_OPEN:
            for card in self._cards:
                if card is not kept:
                    card.fold(True)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(next((card for card in self._cards if not card.folded), None))


def _scrolled(panels: tuple[QWidget, ...]) -> QScrollArea:
    inside, area = QWidget(), QScrollArea()
    column = QVBoxLayout(inside)
    column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    column.setSpacing(EDGE)
    for panel in panels:
        column.addWidget(panel)
    column.addStretch(1)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setProperty("panel", "true")
    # the scroll bar takes the place of the margin, so that nothing in the panel moves when it comes
    area.verticalScrollBar().rangeChanged.connect(
        lambda _low, high: column.setContentsMargins(EDGE, EDGE, 0 if high else EDGE, EDGE)
    )
    return area
