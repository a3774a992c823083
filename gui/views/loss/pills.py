"""What stands on the axis of steps: pills at the playhead and, from the past, at the present; above the plot the strip
of marks. Kept items in the plot's own pixels, so that exported pictures have them too."""

import pyqtgraph
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem

from gatescope.engine.protocol.messages import RunState
from gatescope.gui.kit.canvas import LEFT, Canvas
from gatescope.gui.look import theme
from gatescope.gui.state.sightings import Severity
from gatescope.gui.views.loss.mark_words import label
from gatescope.gui.views.loss.timeline import MarkGroup, MarkKind, TimelineMark

HIGH, BESIDE, BELOW = 17, 8, 3  # px of a pill: its height, room beside its words, and what is above it
STRIP = 20  # px
ICON = 5.0  # half of a mark's
BETWEEN = 10.0  # px after the words of a mark


class Pill(pyqtgraph.GraphicsObject):
    """A word on a coloured ground, in the pixels of the plot."""

    _wide = 0.0  # asked for while it is being made

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.text, self._back, self._ink, self._letters = "", "", "", 1.0

    def say(self, text: str, back: str, ink: str) -> None:
        told = (text, back, ink, theme.letters())
        if told != (self.text, self._back, self._ink, self._letters):
            self.prepareGeometryChange()
            self.text, self._back, self._ink, self._letters = told
            self._wide = QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance(text) + 2 * BESIDE
            self.update()

    def put(self, x: float, top: float, low: float, high: float) -> None:
        """Its middle at ``x``, within ``low`` and ``high``."""
        left = min(max(x - self._wide / 2, low), max(high - self._wide, low))
        self.setPos(QPointF(round(left), round(top + BELOW)))

    def covers(self, other: "Pill") -> bool:
        own, others = (pill.mapRectToParent(pill.boundingRect()) for pill in (self, other))
        return bool(own.intersects(others))

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._wide, round(HIGH * self._letters))

    def paint(self, painter: QPainter, *_: object) -> None:
        Canvas(painter, theme.current()).pill(self.boundingRect(), self.text, self._back, self._ink)


def said(state: RunState, step: str) -> str:
    """What the pill of the present says."""
    translate = QCoreApplication.translate
    words = {
        RunState.TRAINING: translate("LossView", "Live · {step}"),
        RunState.FINISHED: translate("LossView", "Finished · {step}"),
        RunState.FAILED: translate("LossView", "Failed · {step}"),
    }
    return words.get(state, translate("LossView", "Paused · {step}")).format(step=step)


class MarkStrip(pyqtgraph.GraphicsObject):
    """The marks above the plot, with their words where there is room for them."""

    _wide = 0.0

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.groups: tuple[MarkGroup, ...] = ()
        self._told: tuple[object, ...] = ()

    def show_groups(self, groups: tuple[MarkGroup, ...], wide: float, look: theme.Theme) -> None:
        """``groups`` stand at px from the left of the plot, which is ``wide``."""
        told = (groups, wide, look, label(groups[0].marks) if groups else "")
        if told != self._told:
            self.prepareGeometryChange()
            self._told, self.groups, self._wide = told, groups, wide
            self.update()

    def at(self, x: float) -> MarkGroup | None:
        """The group at a px from the left, or whose words are there."""
        canvas_ends = self._ends()
        return next((g for g, end in zip(self.groups, canvas_ends, strict=True) if g.x - ICON - 2 <= x <= end), None)

    def _ends(self) -> list[float]:
        """Where the words of each group end; its icon where there is no room for words."""
        metrics = QFontMetricsF(theme.font(theme.SMALL))
        nexts = [
            group.x - ICON for group in (*self.groups[1:], *[MarkGroup(self._wide + ICON, ())][: len(self.groups)])
        ]
        ends = []
        for group, beyond in zip(self.groups, nexts, strict=True):
            end = group.x + ICON + 4 + metrics.horizontalAdvance(label(group.marks))
            ends.append(end if end + (BETWEEN if beyond < self._wide else 0) <= beyond else group.x + ICON)
        return ends

    def boundingRect(self) -> QRectF:
        return QRectF(-ICON - 1, 0, self._wide + 2 * ICON + 2, STRIP)

    def paint(self, painter: QPainter, *_: object) -> None:
        canvas, middle = Canvas(painter, theme.current()), STRIP / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for group, end in zip(self.groups, self._ends(), strict=True):
            chief = group.chief
            colour = colour_of(chief, canvas.look)
            painter.setPen(pyqtgraph.mkPen(None))
            painter.setBrush(QBrush(QColor(colour)))
            painter.drawPolygon(_shape(chief, group.x, middle))
            if end > group.x + ICON:
                box = QRectF(group.x + ICON + 4, 0, end - group.x, STRIP)
                canvas.write(box, label(group.marks), colour, LEFT, canvas.small)


def severity_colour(severity: Severity, look: theme.Theme) -> str:
    """Amber for what is wrong, grey for what may become so, green for praise."""
    return {Severity.FOUND: look.warn, Severity.GOOD: look.good}.get(severity, look.muted)


def colour_of(mark: TimelineMark, look: theme.Theme) -> str:
    if mark.kind in (MarkKind.BRANCH, MarkKind.ORIGIN):
        return look.run_colour(mark.colour)
    if mark.sighting is not None:
        return severity_colour(mark.sighting.severity, look)
    return {MarkKind.BEST: look.good, MarkKind.FAILED: look.bad}.get(mark.kind, look.ink)


def _shape(mark: TimelineMark, x: float, y: float) -> QPolygonF:
    """A star, a fork (triangle), a warning (the same the other way round), a disc, or a square."""
    kind = mark.kind
    if mark.sighting is not None:
        if mark.sighting.severity is Severity.FOUND:
            return QPolygonF([QPointF(x - ICON, y + 4), QPointF(x + ICON, y + 4), QPointF(x, y - ICON)])
        return QPolygonF([_polar(x, y, angle, ICON - 1) for angle in range(0, 360, 20)])
    if kind is MarkKind.BEST:
        turns = [(at * 36 - 90, ICON + 1 if at % 2 == 0 else 0.45 * (ICON + 1)) for at in range(10)]
        return QPolygonF([_polar(x, y, angle, far) for angle, far in turns])
    if kind in (MarkKind.BRANCH, MarkKind.ORIGIN):
        return QPolygonF([QPointF(x - ICON, y - 4), QPointF(x + ICON, y - 4), QPointF(x, y + ICON)])
    half = ICON - 1
    return QPolygonF(QRectF(x - half, y - half, 2 * half, 2 * half))


def _polar(x: float, y: float, angle: float, far: float) -> QPointF:
    turned = QTransform().translate(x, y).rotate(angle)
    return turned.map(QPointF(far, 0.0))
