"""The colour bars: one per kind of quantity, with the values at its ends."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas
from gatescope.gui.kit.live_numbers import level
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look.scales import Scale
from gatescope.gui.views.stack.layout import TOP
from gatescope.gui.views.stack.scene import MapRow, StackScene

BAR, THICK, SPACE = 48, 8, 14


@dataclass(frozen=True)
class ColourBar:
    """One kind of quantity: the traces that share these colours. ``found``: the levels come from the data."""

    scale: Scale
    low: float
    high: float
    found: bool
    traces: tuple[Trace, ...]


def bars(scene: StackScene) -> tuple[ColourBar, ...]:
    """The kinds of quantity in the stack, signed ones first, probabilities with the gates."""
    kinds: dict[tuple[int, Scale, float, float, bool], list[Trace]] = {}
    for row in scene.rows:
        kinds.setdefault(_kind(row), []).append(row.trace)
    share = (2, Scale.SHARE, 0.0, 1.0, False)
    if scene.symbols is not None:
        kinds.setdefault(share, [])
    return tuple(ColourBar(kind[1], kind[2], kind[3], kind[4], tuple(kinds[kind])) for kind in sorted(kinds))


def _kind(row: MapRow) -> tuple[int, Scale, float, float, bool]:
    order = 2 if row.scale is Scale.SHARE else 0 if row.bounded else 1
    return (order, row.scale, row.low, row.high, not row.bounded)


class Legend:
    """Paints the bars, flush right, and knows where each one is."""

    def __init__(self) -> None:
        self.places: tuple[tuple[QRect, ColourBar], ...] = ()
        self.width = 0

    def paint(self, canvas: Canvas, scene: StackScene, right: int) -> None:
        places, x = [], right
        for bar in reversed(bars(scene)):
            rect = self._bar(canvas, bar, x)
            places.append((rect, bar))
            x = rect.left() - SPACE
        self.places = tuple(reversed(places))
        self.width = right - x

    def bar_at(self, x: float, y: float) -> ColourBar | None:
        return next((bar for rect, bar in self.places if rect.contains(int(x), int(y))), None)

    def _bar(self, canvas: Canvas, bar: ColourBar, right: int) -> QRect:
        """From right to left: the high level, the colours, the low level, whose bar it is. Returns the place taken."""
        muted, small = canvas.look.muted, canvas.small
        high, low = level(bar.high), level(bar.low)
        name = ", ".join(trace_name(trace) for trace in bar.traces) if bar.found else ""
        wide = canvas.width(high, small) + 5
        canvas.write(QRect(int(right - wide), 0, int(wide) + 1, TOP), high, muted, RIGHT, small)
        box = QRect(int(right - wide - BAR), (TOP - THICK) // 2, BAR, THICK)
        ramp = np.ascontiguousarray(canvas.look.table(bar.scale)[None, :, :])
        canvas.painter.drawImage(box, QImage(ramp.data, 256, 1, 1024, QImage.Format.Format_RGBA8888))
        left = box.left() - 5 - canvas.width(low, small)
        canvas.write(QRect(int(left), 0, box.left() - int(left), TOP), low, muted, LEFT, small)
        if name:
            left -= canvas.width(name, small) + 6
            canvas.write(QRect(int(left), 0, int(canvas.width(name, small)) + 2, TOP), name, muted, CENTRE, small)
        return QRect(int(left), 0, right - int(left), TOP)
