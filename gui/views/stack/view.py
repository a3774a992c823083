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
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.view import Mark, View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.views.stack.bands import shown
from gatescope.gui.views.stack.flow_rows import FLOW_MAP, SALIENCY
from gatescope.gui.views.stack.gradient_rows import GRADIENT, STEP_LOSS
from gatescope.gui.views.stack.layout import GUTTER, TOP, Form, Layout, StackRow, across, roomy
from gatescope.gui.views.stack.legend import said_bar
from gatescope.gui.views.stack.map_rows import MAP
from gatescope.gui.views.stack.marks import marks
from gatescope.gui.views.stack.number_rows import INPUT
from gatescope.gui.views.stack.paint import StackPainter, columns_ahead
from gatescope.gui.views.stack.readout import paint_readout, read
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.sharing.about import Link
from gatescope.gui.views.stack.sharing.choice import Drawn
from gatescope.gui.views.stack.sharing.furniture import Furniture
from gatescope.gui.views.stack.sharing.heights import covered, share
from gatescope.gui.views.stack.sharing.held import HeldName, landing, named_at, paint_held
from gatescope.gui.views.stack.sharing.pointing import CursorPlace, place_of_cursor, stepped, under, within
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
    half_moved = Signal(int, str)  # to a step of what is read, or to units of another layer, by its address
    pin_clicked = Signal(int)  # the unit that was clicked with Ctrl
    unpin_pressed = Signal()
    range_clicked = Signal(QPoint)  # the colour bar whose levels come from the data was clicked, there on the screen
    tau_chosen = Signal(int)  # the step whose gradient is wanted
    whole_loss_chosen = Signal()
    source_clicked = Signal(QPoint)  # what says whose gradient it is was clicked, there on the screen
    focus_chosen = Signal(str)  # the name of the row that takes the middle, '': one step back from what has it
    row_moved = Signal(str, int)  # the name of a row, and before which of those that are shown it shall stand
    row_uncovered = Signal(str)  # the name of a row, before an audience
    row_hidden = Signal(str)
    drawing_chosen = Signal(str, Drawn)  # how the map of this name is to be drawn
    own_range_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = StackPainter()
        self._layout: Layout | None = None
        self._counted: tuple[StackScene | None, tuple[StackRow, ...]] = (None, ())
        self._arranged: tuple[object, ...] | None = None
        self._mouse: QPointF | None = None
        self._furniture = Furniture(self)
        self._held: HeldName | None = None
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
        """A row of controls (probe, layer) for the strip above the bands, left of the legend."""
        self._furniture.put(head=controls)
        self._place_furniture()

    def set_corner(self, button: QWidget) -> None:
        """What stands at the head of the column of names."""
        self._furniture.put(corner=button)
        self._place_furniture()

    def set_free_bar(self, bar: QWidget) -> None:
        """What stands beside the free run."""
        self._furniture.put(free_bar=bar)

    def host(self, page: QWidget | None) -> None:
        """The page has the middle from now on, and the rows are strips below it; None: the rows have it again."""
        if page is None:
            self._furniture.guest.give_back()
        else:
            self._furniture.guest.take(page)
        self.layout_of_bands()
        self.update()

    # ---- sizes: everything is laid out as if letters had their own size, and painted scaled ----------------------

    @property
    def _scale(self) -> float:
        return theme.letters()

    def _inside(self) -> tuple[int, int]:
        """Width and height as the rows are laid out in."""
        return round(self.width() / self._scale), round(self.height() / self._scale)

    def _at(self, position: QPointF) -> QPointF:
        """A place of the widget among the rows."""
        return QPointF(position.x() / self._scale, position.y() / self._scale)

    def room(self) -> tuple[int, int]:
        """Of one map, in device pixels."""
        layout = self.layout_of_bands()
        # 64 px before there is a layout: the first frame is asked for before anything was drawn
        tall = max((band.height for band in layout.bands if band.part is MAP), default=64) if layout else 64
        wide = layout.width if layout else max(self.width(), 1)
        ratio = self.devicePixelRatioF() * self._scale
        return round(tall * ratio), round(wide * ratio)

    @property
    def gradient_fits(self) -> bool:
        """Whether the rows of the gradient leave the maps enough height."""
        if self.scene is None:
            return True
        others = tuple(row.part for row in self._rows(self.scene) if not row.part.gradient)
        maps = len(self.scene.gradient.maps) if self.scene.gradient is not None else 0
        saliency = (SALIENCY,) if INPUT in others else ()
        return roomy(self._inside()[1], (*others, *saliency, GRADIENT, *(FLOW_MAP,) * maps, STEP_LOSS))

    def marks(self) -> tuple[Mark, ...]:
        layout = self.layout_of_bands()
        found = marks(self.scene, layout) if self.scene is not None and layout is not None else ()
        return tuple(mark.scaled(self._scale) for mark in found)

    def topic_at(self, point: QPoint) -> Topic | None:
        layout = self.layout_of_bands()
        y = self._at(QPointF(point)).y()
        band = layout.band_at(y) if layout is not None and self.rect().contains(point) else None
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
        rows, main = self._rows(scene), scene.main
        size, hosting = self._inside(), self._furniture.guest.page is not None
        key = (size, self._scale, scene.length, rows, ahead, scene.choice, main.size, main.name, hosting)
        # the controls lie on the layout, and follow it when it is another
        if key != self._arranged:
            wide = across(size[0], scene.length, ahead, ()).width
            bands = share(size[1], rows, scene.choice, main.size, main=main.name, wide=wide, hosting=hosting)
            self._arranged, self._layout = key, across(size[0], scene.length, ahead, bands)
            self._place_furniture()
        return self._layout

    def present(self, scene: StackScene | None) -> None:  # noqa: ARG002 - it is ``self.scene``
        self.layout_of_bands()
        self.update(self._furniture.region())

    def recolour(self) -> None:
        self._painter.forget()
        self.update()

    def move_cursor(self, t: int, unit: int) -> None:
        """Puts the cursor there at once, without waiting for the next scene, and says so."""
        if self.scene is not None:
            self._go(replace(place_of_cursor(self.scene), t=t, unit=unit))

    def _go(self, place: CursorPlace) -> None:
        """To the nearest place that there is."""
        scene = self.scene
        if scene is None or (place := within(scene, place)) == place_of_cursor(scene):
            return
        other = (scene.layer, scene.source.t if scene.source else -1) != (place.layer, place.source)
        source = replace(scene.source, t=place.source) if scene.source else None
        # the values beside the names were of the place before: the next scene brings those of this one
        self.scene = replace(scene, t=place.t, unit=place.unit, layer=place.layer, source=source, values_at_cursor=None)
        self.update()
        self.cursor_moved.emit(place.t, place.unit)
        if other:
            self.half_moved.emit(place.source, place.layer)

    def _point(self, position: QPointF) -> None:
        """Moves the cursor to what is under the mouse; outside the maps the unit stays."""
        layout, scene = self.layout_of_bands(), self.scene
        if layout is not None and scene is not None:
            self._go(under(scene, layout, layout.band_at(position.y()), position.x(), position.y()))

    def _choose_source(self, event: QMouseEvent) -> bool:
        """A click on the axis, or with Shift on a row of the gradient, looks back from there; one on the words of the
        row asks what it is of. False for any other click."""
        layout, scene, at = self.layout_of_bands(), self.scene, self._at(event.position())
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

    def _hold(self, at: QPointF) -> bool:
        """A name is pressed: what becomes of it, a click or a drag, is seen later. False elsewhere, but in the gutter,
        where no click moves the cursor."""
        name = named_at(self.layout_of_bands(), at)
        self._held = HeldName(name, at.y()) if name else None
        return bool(name) or at.x() < GUTTER - 4

    def _let_go(self) -> None:
        """A click on the name of a row gives it the middle, a second one takes that away, and a drag moves the row.
        Before an audience a click on a name that is covered uncovers its row."""
        held, layout, scene = self._held, self.layout_of_bands(), self.scene
        self._held = None
        self.update()
        if held is None or layout is None or scene is None:
            return
        if held.moving:
            self.row_moved.emit(held.name, landing(held, layout, self.names()))
        elif held.name in {row.name for row in covered(self._rows(scene), scene.choice, scene.main.name)}:
            self.row_uncovered.emit(held.name)
        else:
            self.focus_chosen.emit("" if self._focus == held.name else held.name)

    def _follow_link(self, at: QPointF) -> bool:
        """The words at the foot of the gutter of the row in focus are buttons."""
        found = self._painter.links.at(at)
        if found is Link.OWN_RANGE:
            self.own_range_clicked.emit()
        elif found is not None:
            self.drawing_chosen.emit(self._focus, Drawn.LINES if found is Link.LINES else Drawn.COLOURS)
        return found is not None

    @property
    def _focus(self) -> str:
        """The row that has the middle, '' where none of those that are shown has."""
        layout = self.layout_of_bands()
        large = (band.name for band in layout.bands if band.form is Form.LARGE) if layout is not None else ()
        return next(iter(large), "")

    def uncover(self, number: int) -> None:
        """Before an audience: the row with this number is to be uncovered, or covered again."""
        rows = self._rows(self.scene) if self.scene is not None else ()
        if 0 < number <= len(rows):
            self.row_uncovered.emit(rows[number - 1].name)

    def row_at(self, point: QPoint) -> str:
        """The name of the row that is there, '' where none is."""
        layout, at = self.layout_of_bands(), self._at(QPointF(point))
        band = layout.band_at(at.y()) if layout is not None else None
        return band.name if band is not None else ""

    def names(self) -> tuple[str, ...]:
        """Those of the rows that are shown, from top to bottom."""
        return tuple(row.name for row in self._rows(self.scene)) if self.scene is not None else ()

    def _move_focus(self, step: int) -> None:
        """To the row above or below the one in focus, as far as there is one."""
        if self.scene is None:
            return
        names = self.names()
        self.focus_chosen.emit(names[min(max(names.index(self._focus) + step, 0), len(names) - 1)])

    def _focus_key(self, key: int) -> bool:
        """Escape goes back, up and down to the next row, Backspace leaves the row out, Enter gives the middle to the
        map of the states. False where the key means nothing of this."""
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.scene is not None and not self._focus:
            self.focus_chosen.emit(next((row.name for row in self._rows(self.scene) if row.part is MAP), ""))
        elif key == Qt.Key.Key_Escape and (self._focus or (self.scene is not None and self.scene.choice.guest)):
            self.focus_chosen.emit("")
        elif not self._focus:
            return False
        elif key == Qt.Key.Key_Backspace:
            self.row_hidden.emit(self._focus)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_focus(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _place_furniture(self) -> None:
        self._furniture.place(self._layout if self.scene is not None else None, self._scale)

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
        canvas = Canvas(painter, theme.current(), on_scaled=True)
        painter.fillRect(self.rect(), canvas.colour(canvas.look.window))
        painter.scale(self._scale, self._scale)
        self._painter.paint(canvas, scene, layout, self.devicePixelRatioF() * self._scale)
        self._paint_over(canvas, scene, layout)

    def _paint_over(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """What keyboard and mouse are at."""
        painter, mouse = canvas.painter, self._mouse
        if self._ring:
            painter.setPen(QPen(canvas.colour(canvas.look.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            top = int(layout.bands[0].top)  # below a page that has the middle
            painter.drawRect(QRect(layout.left - 3, top - 3, layout.end - layout.left + 5, layout.axis - top + 5))
        if self._held is not None and self._held.moving:
            paint_held(canvas, layout, self._held)
        elif mouse is not None:
            readout = read(scene, layout, mouse.x(), mouse.y())
            if readout is not None:
                paint_readout(canvas, readout, mouse.x(), mouse.y(), *self._inside())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_furniture()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        bar = self._painter.legend.bar_at(at.x(), at.y())
        # a bar whose levels follow from the equations has no other range to show
        if bar is not None:
            if bar.found:
                self.range_clicked.emit(event.globalPosition().toPoint())
        elif at.y() >= TOP and not (self._choose_source(event) or self._follow_link(at) or self._hold(at)):
            self._point(at)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.scene is not None:
                self.pin_clicked.emit(self.scene.unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._mouse = self._at(event.position())
        button = bool(named_at(self.layout_of_bands(), at)) or self._painter.links.at(at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if button else Qt.CursorShape.ArrowCursor)
        if self._held is not None:
            self._held = self._held.dragged(at.y())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._point(at)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()

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
            self._go(stepped(scene, step * move[0], step * move[1]))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in MOVES:
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain:  # the cursor's keys are the stack's while it has the focus, not the window's shortcuts
                event.accept()
                return True
        if isinstance(event, QHelpEvent):
            at = self._at(QPointF(event.pos()))
            bar = self._painter.legend.bar_at(at.x(), at.y())
            if bar is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(said_bar(bar)), self)
            return True
        return super().event(event)
