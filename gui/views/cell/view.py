"""The cell, opened: a drawing of one step of one unit with its live numbers, told in the textbooks' steps."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.kit.view import View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.views.cell.diagrams import DIAGRAMS, Diagram
from gatescope.gui.views.cell.paint import CellPainter, place
from gatescope.gui.views.cell.scene import CellScene
from gatescope.gui.views.cell.steps import Told, told
from gatescope.gui.views.cell.told_steps import broken, paint_steps
from gatescope.gui.views.stack.text_rows import written_out

MARGIN = 14
HEAD, BUTTONS = 30, 32
MOST = max(diagram.count for diagram in DIAGRAMS.values())
LEAST = 168  # px of height of the drawing below which its numbers lie on each other
TEXT = 176  # what the words and numbers below the drawing need in a narrow panel
WIDE = 560  # px from which on the words stand beside the drawing, all steps at once
DRAWING, LARGEST = 0.6, 900.0  # of the width, and px, for the drawing at most
EASY = 420.0  # px of a drawing in which letters have their own size
NEXT = 400  # px of width from which on words can stand beside the drawing where it is low
FLAT, LOW = 1.4, 420  # so much wider than high, and lower than this, there is no room for words below the drawing
TURN = 64  # px at the right of the heading, for how to move through time


class CellView(View[CellScene]):
    """Shows a ``CellScene``. ← → move through time, digits or a click choose the step that is told."""

    t_moved = Signal(int)  # the new t
    told_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = 0
        self._told: list[tuple[QRectF, int]] = []  # where each step was told last
        self.setMinimumWidth(180)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("The cell, opened")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Left and Right move through time, the digits choose what is told.")
            ),
        )
        self._strip = QWidget(self)
        self._buttons = self._make_buttons()
        spoken(self, self._name_buttons)

    def _make_buttons(self) -> tuple[QPushButton, ...]:
        group, row = QButtonGroup(self), QHBoxLayout(self._strip)
        row.setContentsMargins(MARGIN - 4, 4, MARGIN - 4, 4)
        row.setSpacing(2)
        made = []
        for step in range(MOST + 1):
            button = QPushButton(str(step))
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, step=step: self.tell(step))
            group.addButton(button)
            row.addWidget(button)
            made.append(button)
        row.addStretch(1)
        made[0].setChecked(True)
        return tuple(made)

    def _name_buttons(self) -> None:
        self._buttons[0].setText(self.tr("All"))
        scene = self.scene
        if scene is not None and len(scene.now) > 0:
            for step in range(DIAGRAMS[scene.cell].count + 1):
                self._buttons[step].setToolTip(plain_tip(told(scene, step).title))

    def tell(self, step: int) -> None:
        """Tells that step; one the cell does not have is left out."""
        if self.scene is None or not 0 <= step <= DIAGRAMS[self.scene.cell].count:
            return
        self.step = step
        self._buttons[step].setChecked(True)
        self.told_changed.emit(step)
        self.update()

    def move_by(self, by: int) -> None:
        """Through time, within the probe."""
        if self.scene is not None:
            t = min(max(self.scene.t + by, 0), self.scene.length - 1)
            if t != self.scene.t:
                self.t_moved.emit(t)

    def present(self, scene: CellScene | None) -> None:
        self._strip.setVisible(scene is not None)
        if scene is not None:
            count = DIAGRAMS[scene.cell].count
            for step, button in enumerate(self._buttons):
                button.setVisible(step <= count)
            self._name_buttons()
            self._place_strip()
            if self.step > count:
                self.tell(0)
        self.update()

    def least_height(self) -> int:
        if self.scene is None:
            return 0
        return HEAD + LEAST if self.inside[0] >= NEXT else HEAD + BUTTONS + LEAST + TEXT

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_strip()

    def _place_strip(self) -> None:
        """Below the heading, beside it where there is room."""
        scale, wide = theme.letters(), self._strip.sizeHint().width()
        if self._wide:
            self._strip.setGeometry(self.width() - wide - round(TURN * scale), 0, wide, round(BUTTONS * scale))
        else:
            self._strip.setGeometry(0, round(HEAD * scale), self.width(), round(BUTTONS * scale))

    @property
    def _wide(self) -> bool:
        width, height = self.inside
        return width >= WIDE or (width > FLAT * height and height < LOW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        if scene is None:
            title = self.tr("The cell with its numbers appears here.")
            paint_empty(self, painter, title, self.tr("Click a heat map to choose a unit and a time."), panel=True)
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas, inside = self.scaled(painter), QRectF(0, 0, *self.inside)
        self._head(canvas, scene, inside)
        self._told = []
        if self._wide:
            self._beside(canvas, scene, inside)
        else:
            self._below(canvas, scene, inside)

    def _head(self, canvas: Canvas, scene: CellScene, inside: QRectF) -> None:
        head = QRectF(MARGIN, 8, inside.width() - 2 * MARGIN, 20)
        time = written_out(scene.label) or scene.t + 1
        heading = self.tr("UNIT {unit} · {time}").format(unit=scene.unit, time=time)
        room = head.width() - TURN - (self._strip.width() / theme.letters() if self._wide else 0)
        heading = QFontMetricsF(canvas.bold).elidedText(heading, Qt.TextElideMode.ElideRight, room)
        canvas.write(head, heading, canvas.look.muted, LEFT, canvas.bold)
        canvas.write(head, "t ← →", canvas.look.muted, RIGHT, canvas.small)

    def _below(self, canvas: Canvas, scene: CellScene, inside: QRectF) -> None:
        """The drawing above, the words of one step below it."""
        top = HEAD + BUTTONS
        room = max(inside.height() - top - TEXT, LEAST)
        box = place(inside.width() - 2 * MARGIN + 12, room).translated(MARGIN - 6, top)
        CellPainter(canvas, box, scene, self.step).paint(DIAGRAMS[scene.cell])
        self._say(canvas, told(scene, self.step), box.bottom() + 8, inside.width() - 2 * MARGIN)

    def _beside(self, canvas: Canvas, scene: CellScene, inside: QRectF) -> None:
        """The drawing as large as it may be, beside it every step with its equation in numbers."""
        top, diagram = HEAD + 4, DIAGRAMS[scene.cell]
        box = place(DRAWING * inside.width() - MARGIN, inside.height() - top - 8, most=LARGEST)
        box.moveTopLeft(QPointF(MARGIN, top))
        self._draw_large(canvas, box, scene, diagram)
        left = box.right() + 2 * MARGIN
        words = QRectF(left, top + 4, inside.width() - left - MARGIN, inside.height() - top - 10)
        self._told = paint_steps(canvas, words, scene, self.step, diagram.count)

    def _draw_large(self, canvas: Canvas, box: QRectF, scene: CellScene, diagram: Diagram) -> None:
        """With letters that grow with the drawing."""
        grown = max(box.width() / EASY, 1.0)
        canvas.painter.save()
        canvas.painter.translate(box.topLeft())
        canvas.painter.scale(grown, grown)
        inner = QRectF(0, 0, box.width() / grown, box.height() / grown)
        CellPainter(canvas, inner, scene, self.step).paint(diagram)
        canvas.painter.restore()

    def _say(self, canvas: Canvas, words: Told, top: float, inner: float) -> None:
        """The title, a sentence, the equation, and below it the same in numbers."""
        look = canvas.look
        title = f"{self.step} · {words.title}" if self.step else words.title
        canvas.write(QRectF(MARGIN, top, inner, 18), title, look.ink, LEFT, canvas.bold)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        area = QRectF(MARGIN, top + 20, inner, 400)
        canvas.painter.setFont(canvas.small)
        taken = canvas.painter.boundingRect(area, int(flags), words.sentence)
        canvas.write(area, words.sentence, look.muted, flags, canvas.small)
        y = taken.bottom() + 6
        for text, colour in ((words.equation, look.ink), (words.numbers, look.accent)):
            for line in text.splitlines():
                for part in broken(line, lambda words: canvas.width(words) <= inner):
                    canvas.write(QRectF(MARGIN, y, inner + MARGIN, 18), part, colour, LEFT)
                    y += 18

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.within(event.position())
        step = next((step for place, step in self._told if place.contains(at)), -1)
        if event.button() == Qt.MouseButton.LeftButton and step > 0:
            self.tell(step if step != self.step else 0)
        else:
            super().mousePressEvent(event)

    def recolour(self) -> None:
        super().recolour()
        self._place_strip()

    def event(self, event: QEvent) -> bool:
        """Left and Right belong to this view while it has the keyboard, not to the window's commands."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _mine(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Left:
            self.move_by(-1)
        elif event.key() == Qt.Key.Key_Right:
            self.move_by(1)
        else:
            self.tell(event.key() - Qt.Key.Key_0)


def _mine(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right)
    return plain and (event.key() in keys or Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_0 + MOST)
