"""A text's way into its network: a token that is pointed at is marked in every stage."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.view import View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.views.pipeline.paint import PipelinePainter
from gatescope.gui.views.pipeline.scene import PipelineScene, Span, held

MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (0, -(10**6)),
    Qt.Key.Key_End: (0, 10**6),
}
"""What the keys do: (sentences, tokens) on; with Shift ten tokens."""


class PipelineView(View[PipelineScene]):
    """Shows a ``PipelineScene``. Pointing marks a token for as long as the mouse is there, clicking or the arrow keys
    for good."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = PipelinePainter()
        self._chosen: Span = (0, 0)
        self._pointed: Span | None = None
        self.setMinimumSize(320, 240)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("From text to vectors")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Sentences, tokens, ids, the padded batch, vectors. Arrow keys move the marked token.")
            ),
        )

    def draw(self, scene: PipelineScene | None) -> None:
        super().draw(held(scene, self.scene))

    @property
    def focus(self) -> Span:
        """The token that is marked: (sentence, place)."""
        if self.scene is None:
            return self._chosen
        return self.scene.limited(*(self._pointed or self._chosen))

    def place_of(self, which: Span) -> list[tuple[float, float, float, float]]:
        """Where a token was drawn: (x, y, width, height) in every stage."""
        return [(b.x(), b.y(), b.width(), b.height()) for b, one in self._painter.places if one == which]

    def choose(self, sentence: int, at: int) -> None:
        """Marks a token for good."""
        self._pointed = None
        self._chosen = self.scene.limited(sentence, at) if self.scene is not None else (sentence, at)
        self.update()

    # Qt's own names from here on

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        if self.scene is None:
            paint_empty(
                self,
                painter,
                self.tr("The first sentences of your text appear here on their way into the network."),
                self.tr("Open a text, or a table with a column of texts, and make a run."),
            )
            return
        canvas = Canvas(painter, theme.current())
        painter.fillRect(self.rect(), canvas.colour(canvas.look.window))
        self._painter.paint(canvas, self.scene, self.width(), self.height(), self.focus)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._painter.at(event.position().x(), event.position().y())
        if found != self._pointed:
            self._pointed = found
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._painter.at(event.position().x(), event.position().y())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(*found)

    def leaveEvent(self, _event: QEvent) -> None:
        self._pointed = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = MOVES.get(Qt.Key(event.key()))
        if move is None or self.scene is None:
            super().keyPressEvent(event)
            return
        times = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        sentence, at = self.scene.limited(*self._chosen)
        self.choose(sentence + move[0], at + times * move[1])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in MOVES:
            event.accept()  # the marked token's keys, not the window's shortcuts
            return True
        return super().event(event)
