"""The shapes of task as small drawings: what goes in below, the network's state in the middle, what comes out above."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gatescope.engine.config.run import Task
from gatescope.gui.look import theme

TIP = 3.0  # px of an arrow's head


@dataclass(frozen=True)
class TaskDrawing:
    """By time step: what is read (None: nothing), what is told, and whether the state goes on to the next step."""

    reads: tuple[str | None, ...]
    tells: tuple[str | None, ...]
    recurrent: bool = True
    decoder: int = 0  # from this step on another network goes on; 0: none
    tags: bool = False  # what is told is of another kind than what is read


SHAPES = {
    Task.NEXT: TaskDrawing(("19", "20", "21"), ("20", "21", "22")),
    Task.TAG: TaskDrawing(("a", "b", "c"), ("A", "B", "A"), tags=True),
    Task.MANY_TO_ONE: TaskDrawing(("a", "b", "c"), (None, None, "A"), tags=True),
    Task.ONE_TO_MANY: TaskDrawing(("a", None, None), ("1", "2", "3"), tags=True),
    Task.PAIRS: TaskDrawing(("a", "b", None, None), (None, None, "1", "2"), decoder=2, tags=True),
    Task.ONE_TO_ONE: TaskDrawing(("a",), ("A",), recurrent=False, tags=True),
}


def shape(task: Task, horizon: int = 1) -> TaskDrawing:
    """The drawing of a task; the next step's tells what comes ``horizon`` steps later."""
    if task.spec.ahead and horizon != 1:
        return TaskDrawing(SHAPES[task].reads, tuple(str(int(t or 0) + horizon) for t in SHAPES[task].reads))
    return SHAPES[task]


def paint_task(painter: QPainter, box: QRectF, drawn: TaskDrawing, pale: bool = False) -> None:
    """Draws ``drawn`` into ``box``; ``pale`` where it cannot be trained yet."""
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(10))
    steps = len(drawn.reads)
    size = min(18.0, (box.height() - 20) / 3, box.width() / (steps + (steps - 1) * 0.7))
    pitch = size * 1.75
    left = box.center().x() - (pitch * (steps - 1) + size) / 2
    gap = min((box.height() - 3 * size) / 2, 12.0)
    top = box.center().y() - (3 * size + 2 * gap) / 2
    rows = [top + i * (size + gap) for i in range(3)]
    for t in range(steps):
        x = left + t * pitch
        _step(painter, drawn, t, [QRectF(x, y, size, size) for y in rows], pale)
        if drawn.recurrent and t + 1 < steps:
            y = rows[1] + size / 2
            _arrow(painter, QPointF(x + size + 1, y), QPointF(x + pitch - 1, y), look.faint if pale else look.muted)
    painter.restore()


def _step(painter: QPainter, drawn: TaskDrawing, t: int, boxes: list[QRectF], pale: bool) -> None:
    """One time step: out, state, in, from top to bottom."""
    look = theme.current()
    out, state, read = boxes
    line = look.faint if pale else look.muted
    _box(painter, state, look.hover if not drawn.decoder or t < drawn.decoder else look.selection, line, "", line)
    if drawn.reads[t] is not None:
        _box(painter, read, look.window, line, drawn.reads[t] or "", look.muted if pale else look.ink)
        _arrow(painter, _top(read), _bottom(state), line)
    if drawn.tells[t] is not None:
        colour = look.muted if pale else look.accent
        filled = drawn.tags and not pale
        back, ink = (colour, look.on_accent) if filled else (look.window, colour)
        _box(painter, out, back, colour, drawn.tells[t] or "", ink)
        _arrow(painter, _top(state), _bottom(out), line)


def _top(box: QRectF) -> QPointF:
    return QPointF(box.center().x(), box.top() - 1)


def _bottom(box: QRectF) -> QPointF:
    return QPointF(box.center().x(), box.bottom() + 1)


def _box(painter: QPainter, box: QRectF, back: str, line: str, text: str, ink: str) -> None:
    painter.setPen(QPen(QColor(line), 1))
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(box, 3, 3)
    if text:
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _arrow(painter: QPainter, start: QPointF, end: QPointF, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1))
    painter.drawLine(start, end)
    along = end - start
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1e-6)
    unit = QPointF(along.x() / length, along.y() / length)
    side = QPointF(-unit.y(), unit.x())
    back = end - unit * TIP
    painter.setBrush(QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([end, back + side * (TIP * 0.7), back - side * (TIP * 0.7)]))
