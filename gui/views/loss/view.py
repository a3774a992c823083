"""The loss curve, which is the timeline: dragging its playhead is time travel."""

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.kit.canvas import LEFT as LEFT_MIDDLE
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.entering import Slide
from gatescope.gui.kit.live_numbers import share
from gatescope.gui.kit.view import MARK, Mark, View, paint_empty
from gatescope.gui.kit.ways_on import WaysOn
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_label, plain_tip
from gatescope.gui.views.loss.hover import HoverCard, card_of
from gatescope.gui.views.loss.plot import LossPlot
from gatescope.gui.views.loss.reading import reading
from gatescope.gui.views.loss.scene import LossScene
from gatescope.gui.views.stack.layout import LEFT, RIGHT
from gatescope.gui.words.entries import Topic

HEAD = 30
ROOM = 28  # px between the name and the key, where a question mark has room
FINEST = 100  # positions of the smoothing slider; the last is a weight of 0.999


class LossView(View[LossScene]):
    """Shows a ``LossScene``; the playhead follows the mouse at once and the scene when it comes."""

    marks_itself = True
    step_chosen = Signal(object)  # also while dragging: the caller takes the newest
    live_clicked = Signal()
    smoothing_changed = Signal(float)  # the weight of the moving average, 0 … 0.999
    log_changed = Signal(bool)
    time_changed = Signal(bool)  # over seconds, not steps
    zoomed = Signal(object)  # another part of the axis

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = LossPlot()
        self._hover, self._ways_on = HoverCard(self), WaysOn(self.plot)
        self._hovered: float | None = None
        self._key = _Key()
        self._live, self._log, self._time = QPushButton(), QCheckBox(), QCheckBox()
        spoken(self._live, lambda: self._live.setText(self.tr("Live")))
        spoken(self._log, lambda: self._log.setText(self.tr("Log axis")))
        spoken(self._time, lambda: self._time.setText(self.tr("Wall time")))
        self._smoothing = Slide()
        self._weight = plain_label()
        self._name = plain_label()
        spoken(self._name, lambda: self._name.setText(self.tr("loss")))
        self._room = QWidget()
        self.also_named: tuple[QWidget, ...] = ()  # what else is marked while one should look here
        self._pages = QStackedLayout()
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(110)
        spoken(self, lambda: self.setAccessibleName(self.tr("Loss and timeline")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Left and Right move between keyframes, End returns to the present.")
            ),
        )
        self._listen()

    def _listen(self) -> None:
        self.plot.pointed.connect(self._pointed)
        self.plot.hovered.connect(self._hover_at)
        self.plot.mark_clicked.connect(self._go_to)
        self.plot.zoomed.connect(self.zoomed)
        self.plot.moved.connect(self._stand_by)
        self._live.clicked.connect(self.live_clicked)
        self._log.clicked.connect(self.log_changed)
        self._time.clicked.connect(self.time_changed)
        self._smoothing.valueChanged.connect(lambda at: self.smoothing_changed.emit(weight_at(at)))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, RIGHT, 0)
        head.setSpacing(8)
        self._name.setFixedWidth(LEFT - 12 - 8)
        smoothing = plain_label()
        spoken(smoothing, lambda: smoothing.setText(self.tr("Smoothing")))
        for label in (smoothing, self._weight):
            label.setProperty("role", "muted")
        self._weight.setMinimumWidth(36)
        self._smoothing.setRange(0, FINEST)
        self._smoothing.setFixedWidth(96)
        spoken(self._smoothing, lambda: self._smoothing.setAccessibleName(self.tr("Smoothing of the training loss")))
        spoken(self._smoothing, lambda: self._smoothing.setToolTip(plain_tip(self._said_smoothing())))
        spoken(self._live, lambda: self._live.setToolTip(self.tr("Back to the present (End)")))
        spoken(self._time, lambda: self._time.setToolTip(self.tr("Over the seconds that training took, not the steps")))
        self._live.setProperty("kind", "quiet")
        self._room.hide()
        head.addWidget(self._name)
        head.addWidget(self._room)
        head.addWidget(self._key, 1)
        self._settings = (smoothing, self._smoothing, self._weight, self._log, self._time)
        for widget in (*self._settings, self._live):
            head.addWidget(widget)
        self._stack_up(head)

    def _said_smoothing(self) -> str:
        return self.tr(
            "w of the moving average s = Σ wᵏ xₜ₋ₖ ÷ Σ wᵏ of the newest losses x. "
            "On a log axis it is their logarithms that are averaged."
        )

    def _stack_up(self, head: QHBoxLayout) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._head.setFixedHeight(HEAD)
        self._head.setLayout(head)
        column.addWidget(self._head)
        column.addWidget(self.plot, 1)
        self.setLayout(self._pages)
        self._pages.addWidget(_Empty())
        self._pages.addWidget(page)

    def show_plain(self, plain: bool) -> None:
        """Without what the curve is set with: before an audience, where letters are large."""
        for widget in self._settings:
            widget.setVisible(not plain)

    def take_ways_on(self, *buttons: QAbstractButton) -> None:
        """What can be done in the past, offered at the playhead there."""
        self._ways_on.take(*buttons)

    def leave_room(self, width: int) -> None:
        """What stands at the head instead of the name, ``width`` px from the left, is not this view's."""
        self._name.hide()
        self._room.show()
        self._room.setFixedWidth(max(width + ROOM - 12, LEFT - 12 - 8))

    @property
    def name_right(self) -> int:
        """Where the name, or what stands there instead, ends."""
        if self._name.isHidden():
            return 12 + self._room.width() - ROOM
        return 12 + self._name.fontMetrics().horizontalAdvance(self._name.text())

    def marks(self) -> tuple[Mark, ...]:
        if self.scene is None or not self.scene.curves:
            return ()
        return (Mark(Topic.LOSS, self.name_right + 6, (HEAD - MARK) // 2),)

    def present(self, scene: LossScene | None) -> None:
        if scene is None or not scene.curves:
            self._pages.setCurrentIndex(0)
            return
        self._pages.setCurrentIndex(1)
        self._log.setChecked(scene.log)
        self._time.setChecked(scene.clock is not None)
        self._smoothing.blockSignals(True)
        self._smoothing.setValue(position_of(scene.smoothing))
        self._smoothing.blockSignals(False)
        self._weight.setText(share(scene.smoothing))
        self._live.setEnabled(not scene.live)
        mark = f"border-left: 3px solid {theme.current().accent}; padding-left: 3px; margin-left: -6px;"
        mark = mark if scene.pointed else ""
        for name in (self._name, *self.also_named):
            if name.styleSheet() != mark:
                name.setStyleSheet(mark)
        self._key.show_more(scene.clipped is not None and len(scene.clipped) > 0, bool(scene.bands))
        self.plot.draw(scene, theme.current())
        self._hover_at(self._hovered)

    def recolour(self) -> None:
        self._head.setFixedHeight(round(HEAD * theme.letters()))
        if self._shown:
            self.present(self.scene)
        else:
            self._stale = True

    def _pointed(self, at: float) -> None:
        """The mouse chose a place; beyond the newest step lies the present."""
        if self.scene is None:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        step = self.scene.step_at(at)
        live = step >= self.scene.newest
        self.plot.put_playhead(step, live)
        if live:
            self.live_clicked.emit()
        else:
            self.step_chosen.emit(step)

    def _go_to(self, step: int) -> None:
        if self.scene is not None:
            self._pointed(self.scene.place(step))

    def _hover_at(self, place: float | None) -> None:
        """The card of what was measured under the mouse; None: it is elsewhere."""
        self._hovered, scene = place, self.scene
        if place is None or scene is None or scene.measured is None or place > scene.place(scene.newest):
            self._hover.hide()
            return
        found = reading(scene.measured, scene.step_at(place))
        x, corner = self.plot.x_of(scene.place(found.step)), QPointF(self.plot.mapTo(self, QPoint()))
        end = self._ways_on.x() if self._ways_on.isVisible() and x < self._ways_on.x() else self.plot.width()
        area = self.plot.area().translated(corner)
        self._hover.show_at(card_of(found), x + corner.x(), area, end + corner.x())

    def _stand_by(self) -> None:
        """The ways on stand where the playhead does, while that is in the past and in sight."""
        scene, plot = self.scene, self.plot
        at, live = plot.playhead
        low, high = plot.shown()
        if scene is None or live or not low <= at <= high:
            self._ways_on.hide()
            return
        run = next((curve.name for curve in scene.curves if curve.selected), "")
        self._ways_on.stand(run, plot.x_of(at), plot.area().toRect())

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand_by()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.plot.mark_focus(by_key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.plot.mark_focus(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scene, key = self.scene, event.key()
        if scene is None or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            return
        earlier = [k for k in scene.keyframes if k < scene.playhead]
        later = [k for k in scene.keyframes if k > scene.playhead]
        if key == Qt.Key.Key_Left and earlier:
            self.step_chosen.emit(earlier[-1])
        elif key == Qt.Key.Key_Home and scene.keyframes:
            self.step_chosen.emit(scene.keyframes[0])
        elif key == Qt.Key.Key_Right and later and not scene.live:
            self.step_chosen.emit(later[0])
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_End):
            self.live_clicked.emit()


def weight_at(position: int) -> float:
    """The weight at a position of the slider: 0, 0.9 at a third, 0.99 at two thirds, 0.999 at the end."""
    return round(1 - 10 ** (-3 * position / FINEST), 6)


def position_of(weight: float) -> int:
    return round(-FINEST / 3 * math.log10(max(1 - weight, 1e-3)))


class _Key(QWidget):
    """Which line is what; the baselines have their names beside them."""

    clipped = seeds = False

    def show_more(self, clipped: bool, seeds: bool) -> None:
        """Painted only when that is news: what lies under it is painted with it."""
        if (clipped, seeds) != (self.clipped, self.seeds):
            self.clipped, self.seeds = clipped, seeds
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(Canvas(painter, theme.current()))

    def _paint(self, canvas: Canvas) -> None:
        muted = canvas.look.muted
        middle, x = self.height() / 2 - 0.5, 0.0
        for name, style in (
            (self.tr("training"), Qt.PenStyle.SolidLine),
            (self.tr("validation"), Qt.PenStyle.DashLine),
        ):
            wide = canvas.width(name, canvas.small)
            if x + 22 + wide > self.width():
                return
            canvas.rule(x, middle, x + 16, middle, canvas.pen(canvas.look.ink, style))
            box = self.rect().adjusted(int(x) + 22, 0, 0, 0)
            canvas.write(box, name, muted, LEFT_MIDDLE, canvas.small)
            x += 22 + wide + 16
        more = (
            (self.seeds, self.tr("seeds, lowest to highest"), 12, canvas.look.ink, 0.2),
            (self.clipped, self.tr("clipped"), 1, canvas.look.warn, 1.0),
        )
        for there, name, thick, colour, alpha in more:
            wide = thick + 7 + canvas.width(name, canvas.small)
            if there and x + wide <= self.width():
                canvas.bar(x, middle - 4, thick, 8, colour, alpha)
                box = self.rect().adjusted(int(x) + thick + 7, 0, 0, 0)
                canvas.write(box, name, muted, LEFT_MIDDLE, canvas.small)
                x += wide + 16


class _Empty(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        title = self.tr("The loss of every run appears here, and is the timeline.")
        how = self.tr("Press Play; then drag the playhead to go back in time.")
        with painting(self) as painter:
            paint_empty(self, painter, title, how)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()
