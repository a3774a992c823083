"""What stands in the gutter beside a map that is large: what it means, how its units are grouped, the value at the
cursor, and in focus its mean, how much of a gate is open, the equation, and other ways to draw it."""

from enum import StrEnum

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText

from gatescope.engine.config.kinds import equations_of
from gatescope.engine.config.nets import Axis
from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.kit.canvas import LEFT, RIGHT
from gatescope.gui.kit.live_numbers import share, signed
from gatescope.gui.look.scales import Scale
from gatescope.gui.views.stack.layout import GUTTER, NAME_LEFT, Band, Form, Stroke
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.words.equations import typeset
from gatescope.gui.words.trace_names import grouped, looked_at, looked_back, meaning

LEAST_LINE = 2  # px of a unit, or of a group of them
WIDE, LINE, HEAD = GUTTER - NAME_LEFT - 10, 15, 20
OPEN_ABOVE = 0.9  # a gate is called open
LETTERS = 22  # px at the right of the gutter that letters beside the lines of a map take
LOOKED_MOST = 3  # letters that are looked at most

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def lines_of(band: Band, size: int, ratio: float = 1.0) -> int:
    """How many lines a map has in this band: its units, or as many groups as are still seen; in device pixels of a map
    that stands open among others, where a line may be one pixel."""
    if band.form is Form.OPEN:
        return round(band.height * ratio)
    return max(min(size, round(band.height * ratio) // LEAST_LINE), 1)


class Link(StrEnum):
    """What can be clicked beside the row in focus."""

    LINES = "lines"
    COLOURS = "colours"
    OWN_RANGE = "own range"


class About:
    """Keeps what is laid out, and the mean of a frame, from painting to painting. ``links`` are where they were written
    last."""

    def __init__(self) -> None:
        self.links: tuple[tuple[QRectF, Link], ...] = ()
        self._equations: dict[str, QStaticText] = {}
        self._values: Array | None = None
        self._mean, self._open = float("nan"), 0

    def forget(self) -> None:
        """The font has changed."""
        self._equations.clear()

    def at(self, place: QPointF) -> Link | None:
        """The words that are there."""
        return next((link for box, link in self.links if box.contains(place)), None)

    def paint(self, stroke: Stroke, band: Band, row: MapRow, value: str, *, lines: bool) -> None:
        canvas, muted = stroke.canvas, stroke.canvas.look.muted
        drawn = row.size if lines else lines_of(band, row.size, stroke.ratio)
        many = grouped(row.size, drawn, bool(row.order) and not lines)
        said = [meaning(row.trace), many if row.lines is not Axis.LOOKED else looked_at(row.size)]
        said = [looked_back()] if row.lines is Axis.WRITTEN else said
        y = float(band.top + HEAD)
        for text in said if band.form is Form.LARGE else said[::-1]:
            tall = _tall(canvas.small, text)
            if y + tall > band.bottom:
                return
            canvas.write(QRectF(NAME_LEFT, y, WIDE, tall), text, muted, WRAP, canvas.small)
            y += tall + 3
        y += 5
        for name, number in self._numbers(stroke, band, row, value):
            if y + LINE > band.bottom:
                return
            wide = WIDE - LETTERS if row.lines is Axis.WRITTEN else WIDE
            canvas.write(QRectF(NAME_LEFT, y, wide, LINE), name, muted, LEFT, canvas.small)
            canvas.write(QRectF(NAME_LEFT, y, wide, LINE), number, canvas.look.ink, RIGHT, canvas.small)
            y += LINE + 1
        if band.form is Form.LARGE:
            y = self._equation(stroke, row, y + 8, band.bottom)
            self._write_links(stroke, band, row, y + 8, lines)

    def _numbers(self, stroke: Stroke, band: Band, row: MapRow, value: str) -> list[tuple[str, str]]:
        translate, scene = QCoreApplication.translate, stroke.scene
        found = []
        if row.lines is Axis.WRITTEN:
            return _looks(stroke.scene, row)
        if value:
            found.append((translate("Stack", "unit {unit}").format(unit=scene.unit), value))
        if band.form is not Form.LARGE:
            return found
        if row.values is not self._values:
            finite = row.values[np.isfinite(row.values)]
            self._values, self._mean = row.values, float(finite.mean()) if finite.size else float("nan")
            self._open = round(100 * float((finite > OPEN_ABOVE).mean())) if finite.size else 0
        number = share if row.scale is Scale.SHARE else signed
        found.append((translate("Stack", "mean"), number(self._mean)))
        if row.trace.gate and not row.pooled:
            found.append((translate("Stack", "open > 0.9"), f"{self._open} %"))
        return found

    def _write_links(self, stroke: Stroke, band: Band, row: MapRow, top: float, lines: bool) -> None:
        """At the foot of the row, where there is room below ``top``."""
        canvas, found = stroke.canvas, []
        y = float(band.bottom - LINE - 2)
        for link, said in reversed(_offered(row, lines)):
            if y < top:
                break
            box = QRectF(NAME_LEFT, y, min(canvas.width(said, canvas.small) + 2, WIDE + 6), LINE)
            canvas.write(box, said, canvas.look.accent, LEFT, canvas.small)
            found.append((box, link))
            y -= LINE + 1
        self.links = tuple(found)

    def _equation(self, stroke: Stroke, row: MapRow, top: float, bottom: float) -> float:
        """The line of the cell's equations that this trace is; returns where it ends."""
        source = equations_of(stroke.scene.cell).get(row.trace, "") if stroke.scene.cell else ""
        if source and source not in self._equations:
            laid = QStaticText(typeset(source))
            laid.setTextFormat(Qt.TextFormat.RichText)
            laid.setTextWidth(WIDE)
            laid.prepare(font=stroke.canvas.small)
            self._equations[source] = laid
        if source and top + self._equations[source].size().height() <= bottom:
            canvas = stroke.canvas
            canvas.painter.setFont(canvas.small)
            canvas.painter.setPen(canvas.colour(canvas.look.muted))
            canvas.painter.drawStaticText(QPointF(NAME_LEFT, top), self._equations[source])
            return top + self._equations[source].size().height()
        return top


def _looks(scene: StackScene, row: MapRow) -> list[tuple[str, str]]:
    """Where the letter at the cursor looks most."""
    at, letters = scene.writing.t, scene.labels
    if not 0 <= at < row.size:
        return []
    shares = row.values[:, at]
    most = np.argsort(-shares, kind="stable")[:LOOKED_MOST].tolist()
    known = [(shown(letters[each]) if each < len(letters) else str(each + 1), float(shares[each])) for each in most]
    return [(f"“{letter}”", share(looked)) for letter, looked in known]


def _offered(row: MapRow, lines: bool) -> list[tuple[Link, str]]:
    """The other ways to draw this map."""
    translate = QCoreApplication.translate
    found = []
    if lines:
        found.append((Link.COLOURS, translate("Stack", "Show as colours")))
    elif not row.pooled and row.trace is not Trace.ATTENTION:
        found.append((Link.LINES, translate("Stack", "Show as lines")))
    if not row.bounded:
        own = translate("Stack", "One range for all units"), translate("Stack", "Per-unit range")
        found.append((Link.OWN_RANGE, own[row.own is None]))
    return found


def _tall(font: QFont, text: str) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, WIDE, 1000), int(WRAP), text).height() + 1
