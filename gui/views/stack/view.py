"""The stack: input, hidden state, cell, gates and forecast on one time axis, with one cursor through all of them.

Painted by hand: all bands must share their pixel columns exactly, and one painting is several times faster than a
plot item per band.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.view import Mark, View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.state.ordering import place_of, unit_on
from gatescope.gui.views.stack.bands import shown
from gatescope.gui.views.stack.flow_rows import FLOW_MAP, SALIENCY
from gatescope.gui.views.stack.free_rows import SPOKEN
from gatescope.gui.views.stack.gradient_rows import GRADIENT, STEP_LOSS
from gatescope.gui.views.stack.layout import GUTTER, TOP, Form, Layout, StackRow, across, roomy
from gatescope.gui.views.stack.legend import said_bar
from gatescope.gui.views.stack.map_rows import MAP, unit_at
from gatescope.gui.views.stack.marks import marks
from gatescope.gui.views.stack.number_rows import INPUT
from gatescope.gui.views.stack.paint import StackPainter, columns_ahead
from gatescope.gui.views.stack.readout import paint_readout, read
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.sharing.folding import FOLD, row_at
from gatescope.gui.views.stack.sharing.heights import share
from gatescope.gui.words.entries import Topic

MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (-(10**9), 0),
    Qt.Key.Key_End: (10**9, 0),
}
"""What the keys do to the cursor: (time, place of the unit); with Shift ten times as much."""


class StackView(View[StackScene]):
    """Shows a ``StackScene``. The cursor (t, unit) is moved by mouse and arrow keys."""

    marks_itself = True
    cursor_moved = Signal(int, int)  # t, unit
    pin_clicked = Signal(int)  # the unit that was clicked with Ctrl
    unpin_pressed = Signal()
    range_clicked = Signal(QPoint)  # the colour bar whose levels come from the data was clicked, there on the screen
    tau_chosen = Signal(int)  # the step whose gradient is wanted
    whole_loss_chosen = Signal()
    source_clicked = Signal(QPoint)  # what says whose gradient it is was clicked, there on the screen
    focus_chosen = Signal(str)  # the name of the row that takes the middle, '': none does

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = StackPainter()
        self._layout: Layout | None = None
        self._counted: tuple[StackScene | None, tuple[StackRow, ...]] = (None, ())
        self._arranged: tuple[object, ...] | None = None
        self._mouse: QPointF | None = None
        self._controls: QWidget | None = None
        self._corner: QWidget | None = None
        self._free_bar: QWidget | None = None
        self._ring = False
        self.setMinimumSize(320, 190)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # it paints every pixel of its own: Qt need not paint the ground first
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("States and gates over time")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Heat maps, unit by time. Arrow keys move the cursor; with Shift by ten.")
            ),
        )

    def set_controls(self, controls: QWidget) -> None:
        """A row of controls (probe, layer) for the strip above the bands, left of the colour bars."""
        self._controls = controls
        controls.setParent(self)
        controls.show()
        self._place_controls()

    def set_corner(self, button: QWidget) -> None:
        """What stands at the head of the column of names."""
        self._corner = button
        button.setParent(self)
        button.show()
        self._place_controls()

    def set_free_bar(self, bar: QWidget) -> None:
        """What stands beside the free run."""
        self._free_bar = bar
        bar.setParent(self)
        bar.hide()

    def room(self) -> tuple[int, int]:
        """Of one map, in device pixels."""
        layout = self.layout_of_bands()
        # 64 px before there is a layout: the first frame is asked for before anything was drawn
        tall = max((band.height for band in layout.bands if band.part is MAP), default=64) if layout else 64
        wide = layout.width if layout else max(self.width(), 1)
        ratio = self.devicePixelRatioF()
        return round(tall * ratio), round(wide * ratio)

    @property
    def gradient_fits(self) -> bool:
        """Whether the rows of the gradient leave the maps enough height."""
        if self.scene is None:
            return True
        others = tuple(row.part for row in self._rows(self.scene) if not row.part.gradient)
        maps = len(self.scene.gradient.maps) if self.scene.gradient is not None else 0
        saliency = (SALIENCY,) if INPUT in others else ()
        return roomy(self.height(), (*others, *saliency, GRADIENT, *(FLOW_MAP,) * maps, STEP_LOSS))

    def marks(self) -> tuple[Mark, ...]:
        layout = self.layout_of_bands()
        return marks(self.scene, layout) if self.scene is not None and layout is not None else ()

    def topic_at(self, point: QPoint) -> Topic | None:
        layout = self.layout_of_bands()
        band = layout.band_at(point.y()) if layout is not None and self.rect().contains(point) else None
        return band.part.topic(self.scene, band) if self.scene is not None and band is not None else None

    def _rows(self, scene: StackScene) -> tuple[StackRow, ...]:
        """Counted once a scene: it is asked several times a painting."""
        if self._counted[0] is not scene:
            self._counted = scene, shown(scene)
        return self._counted[1]

    def layout_of_bands(self) -> Layout | None:
        """Where everything is, in logical pixels; None while there is nothing to show."""
        scene = self.scene
        if scene is None or scene.length < 1 or not scene.rows:
            return None
        ahead = columns_ahead(scene)
        rows, units = self._rows(scene), scene.rows[0].size
        key = (self.width(), self.height(), scene.length, rows, ahead, scene.choice, units)
        # the controls lie on the layout, and follow it when it is another
        if key != self._arranged:
            bands = share(self.height(), rows, scene.choice, units)
            self._arranged, self._layout = key, across(self.width(), scene.length, ahead, bands)
            self._place_controls()
        return self._layout

    def present(self, scene: StackScene | None) -> None:  # noqa: ARG002 - it is ``self.scene``
        self.layout_of_bands()
        self.update(self._uncovered())

    def _uncovered(self) -> QRegion:
        """All but what the controls lie on, which no scene changes: else each of them is painted with every frame."""
        region = QRegion(self.rect())
        for control in (self._controls, self._corner, self._free_bar):
            if control is not None and control.isVisible():
                region -= QRegion(control.geometry())
        return region

    def recolour(self) -> None:
        self._painter.forget()
        self.update()

    def move_cursor(self, t: int, unit: int) -> None:
        """Puts the cursor there at once, without waiting for the next scene, and says so."""
        scene = self.scene
        if scene is None:
            return
        t = min(max(t, 0), scene.length - 1)
        unit = min(max(unit, 0), scene.rows[0].size - 1)
        if (t, unit) != (scene.t, scene.unit):
            # the values beside the names were of the place before: the next scene brings those of this one
            self.scene = replace(scene, t=t, unit=unit, values_at_cursor=None)
            self.update()
            self.cursor_moved.emit(t, unit)

    def _point(self, position: QPointF) -> None:
        """Moves the cursor to what is under the mouse; outside the maps the unit stays."""
        layout, scene = self.layout_of_bands(), self.scene
        if layout is None or scene is None:
            return
        band = layout.band_at(position.y())
        on_map = band is not None and band.part is MAP and scene.rows[band.index].of_units
        unit = unit_at(band, scene.rows[band.index], position.y()) if band is not None and on_map else scene.unit
        self.move_cursor(layout.t_at(position.x()), unit)

    def _choose_source(self, event: QMouseEvent) -> bool:
        """A click on the axis, or with Shift on a row of the gradient, looks back from there; one on the words of the
        row asks what it is of. False for any other click."""
        layout, scene, at = self.layout_of_bands(), self.scene, event.position()
        if layout is None or scene is None or scene.gradient is None:
            return False
        band, link = layout.band_at(at.y()), self._painter.link
        gradient = band is not None and band.part.gradient
        if link is not None and link.contains(at):
            self.source_clicked.emit(event.globalPosition().toPoint())
            return True
        shift = gradient and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if (shift or at.y() >= layout.axis) and layout.left <= at.x() < layout.right:
            self.tau_chosen.emit(layout.t_at(at.x()))
            return True
        return False

    # ---- one row large -----------------------------------------------------------------------------------------

    def _named_at(self, at: QPointF) -> str:
        """The row whose name is there, '' where there is none."""
        layout = self.layout_of_bands()
        band = layout.band_at(at.y()) if layout is not None else None
        if layout is None or band is None:
            return ""
        if band.part is FOLD:
            row = row_at(layout, band, at.x(), at.y())
            return row.name if row is not None else ""
        return band.name if at.x() < GUTTER - 4 else ""

    def _choose_focus(self, at: QPointF) -> bool:
        """A click on the name of a row gives it the middle, a second one takes that away. False elsewhere, but in the
        gutter, where no click moves the cursor."""
        name = self._named_at(at)
        if name and self.scene is not None:
            self.focus_chosen.emit("" if self._focus == name else name)
        return bool(name) or at.x() < GUTTER - 4

    @property
    def _focus(self) -> str:
        """The row that has the middle, '' where none of those that are shown has."""
        layout = self.layout_of_bands()
        large = (band.name for band in layout.bands if band.form is Form.LARGE) if layout is not None else ()
        return next(iter(large), "")

    def _move_focus(self, step: int) -> None:
        """To the row above or below the one in focus, as far as there is one."""
        if self.scene is None:
            return
        names = [row.name for row in self._rows(self.scene)]
        self.focus_chosen.emit(names[min(max(names.index(self._focus) + step, 0), len(names) - 1)])

    def _focus_key(self, key: int) -> bool:
        """Escape goes back, up and down to the next row, Enter gives the middle to the map of the states. False where
        the key means nothing of this."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.scene is not None and not self._focus:
            self.focus_chosen.emit(next((row.name for row in self._rows(self.scene) if row.part is MAP), ""))
        elif not self._focus:
            return False
        elif key == Qt.Key.Key_Escape:
            self.focus_chosen.emit("")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_focus(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _place_controls(self) -> None:
        if self._controls is not None:
            room = self.width() - self._painter.legend.width - 24
            self._controls.setGeometry(QRect(12, 0, min(self._controls.sizeHint().width(), max(room, 80)), TOP))
        layout = self._layout
        if self._corner is not None:
            key = layout is not None and layout.bands[0].key
            top = TOP - 3 if layout is None or key else layout.axis + 3
            self._corner.setGeometry(QRect(4, top, min(self._corner.sizeHint().width(), GUTTER - 12), 19))
            self._corner.setVisible(layout is not None)
        if self._free_bar is not None:
            place = _place_of_free_bar(layout, self._free_bar.sizeHint().width()) if layout is not None else None
            self._free_bar.setVisible(place is not None)
            if place is not None:
                self._free_bar.setGeometry(place)

    # Qt's own

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        layout, scene = self.layout_of_bands(), self.scene
        if layout is None or scene is None:
            self._painter.legend.places = ()
            paint_empty(
                self,
                painter,
                self.tr("Hidden state, cell state and every gate appear here, unit by time."),
                self.tr("Open a file, then press Play. A paused run shows its last step."),
            )
            return
        canvas = Canvas(painter, theme.current())
        painter.fillRect(self.rect(), canvas.colour(canvas.look.window))
        self._painter.paint(canvas, scene, layout, self.devicePixelRatioF())
        if self._ring:
            painter.setPen(QPen(canvas.colour(canvas.look.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(layout.left - 3, TOP - 3, layout.end - layout.left + 5, layout.axis - TOP + 5))
        if self._mouse is not None:
            readout = read(scene, layout, self._mouse.x(), self._mouse.y())
            if readout is not None:
                paint_readout(canvas, readout, self._mouse.x(), self._mouse.y(), self.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_controls()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        bar = self._painter.legend.bar_at(event.position().x(), event.position().y())
        # a bar whose levels follow from the equations has no other range to show
        if bar is not None:
            if bar.found:
                self.range_clicked.emit(event.globalPosition().toPoint())
        elif event.position().y() >= TOP and not (self._choose_source(event) or self._choose_focus(event.position())):
            self._point(event.position())
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.scene is not None:
                self.pin_clicked.emit(self.scene.unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        named = bool(self._named_at(self._mouse))
        self.setCursor(Qt.CursorShape.PointingHandCursor if named else Qt.CursorShape.ArrowCursor)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # a ring for who came with the keyboard; who clicked knows where he is
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._mouse = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scene = self.scene
        step = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        move = MOVES.get(Qt.Key(event.key()))
        if self._focus_key(event.key()):
            return
        if scene is not None and event.key() == Qt.Key.Key_Escape and scene.pinned:
            self.unpin_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape and scene is not None and scene.gradient and scene.gradient.tau >= 0:
            self.whole_loss_chosen.emit()
        elif scene is None or move is None:
            super().keyPressEvent(event)
        else:
            place = place_of(scene.order, max(scene.unit, 0)) + step * move[1]
            last = scene.rows[0].size - 1 if scene.rows else 0
            self.move_cursor(max(scene.t, 0) + step * move[0], unit_on(scene.order, min(max(place, 0), last)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in MOVES:
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain:  # the cursor's keys are the stack's while it has the focus, not the window's shortcuts
                event.accept()
                return True
        if isinstance(event, QHelpEvent):
            bar = self._painter.legend.bar_at(event.pos().x(), event.pos().y())
            if bar is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(said_bar(bar)), self)
            return True
        return super().event(event)


def _place_of_free_bar(layout: Layout, wide: int) -> QRect | None:
    """Below the name of the generated text; for a table on the columns after the probe, where these are wide enough."""
    spoken = next((band for band in layout.bands if band.part is SPOKEN), None)
    if spoken is not None:
        return QRect(12, spoken.top + 15, GUTTER - 20, 34)
    blank = next((band for band in layout.bands if band.part is MAP), None)
    if blank is None or layout.end - layout.right < wide + 8:
        return None
    return QRect(layout.right + 4, blank.top + 17, wide, 26)
