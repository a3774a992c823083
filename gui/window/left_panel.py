"""The panel at the left: what one decides, on cards, and below them the run that it would make. In a narrow window a
rail is left of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gatescope.gui.kit.boxes import upright
from gatescope.gui.kit.card import FoldingCard
from gatescope.gui.kit.fields import line
from gatescope.gui.kit.scrolled import Scrolled
from gatescope.gui.panels.rail import Opener
from gatescope.gui.window.rail_column import RailColumn

WIDTH = 248  # px
ROOM = 1100  # px of a window from which on there is room for it
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
        column.addWidget(Scrolled(*panels), 1)
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


class FormColumn(RailColumn):
    """The ``panel`` with a line at its edge, or its rail."""

    def __init__(self, panel: LeftPanel) -> None:
        says = lambda: self.tr("Open the column of data, model and training")  # noqa: E731
        super().__init__(panel, Opener("settings", says), WIDTH, ROOM, left=True)
        self.panel = panel
        self._row.addWidget(upright())
