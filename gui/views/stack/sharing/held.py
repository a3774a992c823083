"""The name of a row under the pressed mouse: let go where it was it is a click, elsewhere the row has moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.views.stack.layout import GUTTER, NAME_LEFT, Band, Layout
from gatescope.gui.views.stack.sharing.folding import FOLD, row_at

FAR = 6  # px until it is a drag


@dataclass(frozen=True)
class HeldName:
    """``name`` was pressed at height ``pressed``, and is now at ``y``."""

    name: str
    pressed: float
    at: float | None = None
    moving: bool = False

    @property
    def y(self) -> float:
        return self.pressed if self.at is None else self.at

    def dragged(self, y: float) -> "HeldName":
        """Once it is a drag it stays one, also where it comes back to where it began."""
        return replace(self, at=y, moving=self.moving or abs(y - self.pressed) > FAR)


def named_at(layout: Layout | None, at: QPointF) -> str:
    """The row whose name is there, '' where none is."""
    band = layout.band_at(at.y()) if layout is not None else None
    if layout is None or band is None:
        return ""
    if band.part is FOLD:
        row = row_at(layout, band, at.x(), at.y())
        return row.name if row is not None else ""
    return band.name if at.x() < GUTTER - 4 else ""


def landing(held: HeldName, layout: Layout, names: Sequence[str]) -> int:
    """Before which of the ``names`` the row would stand."""
    below = _below(held, layout)
    return names.index(below.name) if below is not None else len(names)


def _below(held: HeldName, layout: Layout) -> Band | None:
    return next((band for band in layout.bands if band.name and held.y < (band.top + band.bottom) / 2), None)


def paint_held(canvas: Canvas, layout: Layout, held: HeldName) -> None:
    """The line at which the row would come to stand."""
    below = _below(held, layout)
    y = below.top - below.key - 4 if below is not None else layout.axis - 1
    canvas.bar(NAME_LEFT, y, layout.end - NAME_LEFT, 2, canvas.look.accent)
