"""The small question marks beside the names of what is drawn, and the menu of a picture.

The views paint their names themselves and know nothing of help; a ``HelpMarks`` lies over one view, asks it where its
names are and puts a mark beside each. Nothing is moved while the view is being painted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QMouseEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.views.cell.unit import UnitView
from gatescope.gui.views.loss.view import HEAD as LOSS_HEAD
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.pipeline.view import PipelineView
from gatescope.gui.views.stack.layout import LEFT, Band
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.waterfall import WaterfallView
from gatescope.gui.words.explained import Topic, of_trace, words

SIZE = 16
NOWHERE = -1
NAME_LEFT, LINE, TALL = 12, 16, 32  # where a view writes its names; a lower band has room for the name alone
SHORT = ("input", "characters", "forecast", "gradient")  # names that leave room on their own line
PARTS = {
    "input": Topic.INPUT,
    "characters": Topic.INPUT,
    "forecast": Topic.FORECAST,
    "next": Topic.NEXT_SYMBOL,
    "classes": Topic.CLASSES,
    "gradient": Topic.GRADIENT,
    "spoken": Topic.FREE,
}
ASKED = PARTS | {  # these rows are too low for a mark; F1 and the menu explain them
    "saliency": Topic.MEMORY,
    "step-loss": Topic.LOSS,
    "flow-map": Topic.GRADIENT,
}


@dataclass(frozen=True)
class Mark:
    """A question mark for ``topic`` with its upper left corner at (x, y) of the view; seen while the mouse is between
    ``top`` and ``bottom``."""

    topic: Topic
    x: int
    y: int
    top: int = 0
    bottom: int = 0

    def seen(self, mouse: int) -> bool:
        """A mark without a row is always there."""
        return not self.bottom or self.top <= mouse < self.bottom


class HelpMarks(QObject):
    """``asked`` carries the topic; ``menu_asked`` the topic under the mouse and where on the screen a menu belongs."""

    asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(
        self, view: QWidget, places: Callable[[], Sequence[Mark]], topic_at: Callable[[QPoint], Topic]
    ) -> None:
        super().__init__(view)
        self.view = view
        self._places, self._topic_at = places, topic_at
        self._shown: tuple[Mark, ...] = ()
        self._wanted: tuple[Mark, ...] = ()
        self._mouse = NOWHERE
        self.buttons: list[QToolButton] = []
        view.setMouseTracking(True)
        view.installEventFilter(self)

    def topic(self) -> Topic:
        """What F1 asks about: what the mouse is over, else what stands first."""
        return self._topic_at(self.view.mapFromGlobal(QCursor.pos()))

    def _look(self) -> None:
        wanted = tuple(self._places())
        if wanted != self._wanted:
            self._wanted = wanted
            QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        if self._shown == self._wanted:
            return
        self._shown = self._wanted
        while len(self.buttons) < len(self._shown):
            self.buttons.append(self._make_button(len(self.buttons)))
        for button, mark in zip(self.buttons, self._shown, strict=False):
            button.move(mark.x, mark.y)
            button.setAccessibleName(self.tr("What is this: {name}?").format(name=words(mark.topic).title))
        self._reveal()

    def _reveal(self) -> None:
        """A mark on every row would be more than there is to read: only the row under the mouse has its."""
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._shown) and self._shown[number].seen(self._mouse))

    def _follow(self, mouse: int) -> None:
        if mouse != self._mouse:
            self._mouse = mouse
            self._reveal()

    def _make_button(self, number: int) -> QToolButton:
        button = QToolButton(self.view)
        button.setText("?")
        button.setProperty(exporting.NO_PART, True)
        button.setFixedSize(SIZE, SIZE)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 asks for the picture that has the focus
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        spoken(button, lambda: button.setToolTip(self.tr("What am I looking at?")))
        button.setStyleSheet(_style())
        button.clicked.connect(lambda: self.asked.emit(self._shown[number].topic))
        return button

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Paint | QEvent.Type.Resize | QEvent.Type.Show:
                self._look()
            case QEvent.Type.LanguageChange:
                self._shown = ()
                self._place()
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self._follow(int(event.position().y()))
            case QEvent.Type.Leave:
                self._follow(NOWHERE)
            case QEvent.Type.PaletteChange:
                for button in self.buttons:
                    button.setStyleSheet(_style())
            case QEvent.Type.ContextMenu if isinstance(event, QContextMenuEvent):
                self.menu_asked.emit(self._topic_at(event.pos()), event.globalPos())
                return True
            case _:
                pass
        return super().eventFilter(watched, event)


def _style() -> str:
    look = theme.current()
    return (
        f"QToolButton {{ color: {look.muted}; background: transparent; border: 1px solid {look.border};"
        f" border-radius: {SIZE // 2}px; padding: 0; min-height: 0; font-size: {theme.SMALL - 1}px; }}"
        f"QToolButton:hover {{ color: {look.on_accent}; background: {look.accent}; border-color: {look.accent}; }}"
    )


# ---- where the names are -------------------------------------------------------------------------------------------


def for_stack(view: StackView) -> HelpMarks:
    def topic_of(band: Band) -> Topic | None:
        part, index = str(band.part), band.index
        if part == "map" and view.scene is not None:
            return of_trace(view.scene.rows[index].trace)
        if part == "next" and view.scene is not None and view.scene.shape.classes:
            return Topic.CLASSES
        return ASKED.get(part)

    def places() -> list[Mark]:
        layout = view.layout_of_bands()
        bands = layout.bands if layout is not None else ()
        marked = [band for band in bands if band.part == "map" or (band.part in PARTS and band.index == 0)]
        named = [band for band in marked if band.height >= TALL and band.part != "spoken"]
        # where a name has the ends of its axis at its right, the mark stands at the left
        found = [(topic_of(band), NAME_LEFT if band.part == "gradient" else LEFT - SIZE - 8, band) for band in named]
        return [
            Mark(topic, left, band.top + LINE + 1, band.top, band.bottom)
            for topic, left, band in found
            if topic is not None
        ]

    def topic_at(point: QPoint) -> Topic:
        layout = view.layout_of_bands()
        band = layout.band_at(point.y()) if layout is not None and view.rect().contains(point) else None
        return (topic_of(band) if band is not None else None) or Topic.HIDDEN

    return HelpMarks(view, places, topic_at)


def for_unit(view: UnitView) -> HelpMarks:
    """No mark of its own: the tabs above have one."""
    return HelpMarks(view, lambda: (), lambda _point: Topic.UNIT)


def for_pipeline(view: PipelineView) -> HelpMarks:
    """No mark of its own: the tabs above have one."""
    return HelpMarks(view, lambda: (), lambda _point: Topic.PIPELINE)


def for_waterfall(view: WaterfallView, loss: LossView) -> HelpMarks:
    """Its tabs are the loss's, and so is the place of its mark."""

    def places() -> list[Mark]:
        return [Mark(Topic.WATERFALL, loss.name_right + 6, (LOSS_HEAD - SIZE) // 2)]

    return HelpMarks(view, places, lambda _point: Topic.WATERFALL)


def for_loss(view: LossView) -> HelpMarks:
    def places() -> list[Mark]:
        if view.scene is None or not view.scene.curves:
            return []
        return [Mark(Topic.LOSS, view.name_right + 6, (LOSS_HEAD - SIZE) // 2)]

    return HelpMarks(view, places, lambda _point: Topic.LOSS)
