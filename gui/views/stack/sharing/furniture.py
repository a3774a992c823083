"""The widgets that stand on the stack: its head, the button of the rows, what belongs to the free run, and the room of
a page from another place. They follow the layout of the rows."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from gatescope.gui.views.stack.free_rows import SPOKEN
from gatescope.gui.views.stack.layout import GUTTER, TOP, Layout, beside
from gatescope.gui.views.stack.map_rows import MAP
from gatescope.gui.views.stack.sharing.guest import GuestRoom

LEFT, BUTTON = 12, 19  # px


class Furniture:
    """Each piece is optional but the room for a page."""

    def __init__(self, stack: QWidget) -> None:
        self._stack = stack
        self.head: QWidget | None = None
        self.corner: QWidget | None = None
        self.free_bar: QWidget | None = None
        self.guest = GuestRoom(stack)

    def put(self, head: QWidget | None = None, corner: QWidget | None = None, free_bar: QWidget | None = None) -> None:
        """Each of them replaces the one that was there; what belongs to the free run is seen only beside one."""
        for piece in (head, corner, free_bar):
            if piece is not None:
                piece.setParent(self._stack)
                piece.setVisible(piece is not free_bar)
        self.head, self.corner = head or self.head, corner or self.corner
        self.free_bar = free_bar or self.free_bar

    def region(self) -> QRegion:
        """The stack without them: no scene changes these, and each would be painted with every frame."""
        region = QRegion(self._stack.rect())
        for piece in (self.head, self.corner, self.free_bar, self.guest):
            if piece is not None and piece.isVisible():
                region -= QRegion(piece.geometry())
        return region

    def place(self, layout: Layout | None, scale: float) -> None:
        """``layout`` is in units of ``scale`` pixels; None while there are no rows."""
        wide = self._stack.width()
        self.guest.place(layout, wide, scale)
        if self.head is not None:
            room = wide - round(beside(round(wide / scale)) * scale) - LEFT - 8
            self.head.setGeometry(QRect(LEFT, 0, min(self.head.sizeHint().width(), max(room, 80)), round(TOP * scale)))
        if self.corner is not None:
            key = layout is not None and layout.bands[0].key
            top = TOP - 3 if layout is None or key else layout.axis + 3
            wide = min(self.corner.sizeHint().width(), round((GUTTER - LEFT) * scale))
            self.corner.setGeometry(QRect(4, round(top * scale), wide, round(BUTTON * scale)))
            self.corner.setVisible(layout is not None)
        if self.free_bar is not None:
            wide = round(self.free_bar.sizeHint().width() / scale)
            place = _beside_the_free_run(layout, wide) if layout is not None else None
            self.free_bar.setVisible(place is not None)
            if place is not None:
                self.free_bar.setGeometry(outside(place, scale))


def outside(box: QRect, scale: float) -> QRect:
    """A place among the rows in the stack's own pixels."""
    return QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale).toRect()


def _beside_the_free_run(layout: Layout, wide: int) -> QRect | None:
    """Below the name of the generated text; for a table on the columns after the probe, where these are wide enough."""
    spoken = next((band for band in layout.bands if band.part is SPOKEN), None)
    if spoken is not None:
        return QRect(LEFT, spoken.top + 15, GUTTER - 20, 34)
    blank = next((band for band in layout.bands if band.part is MAP), None)
    if blank is None or layout.end - layout.right < wide + 8:
        return None
    return QRect(layout.right + 4, blank.top + 17, wide, 26)
