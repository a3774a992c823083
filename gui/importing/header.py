"""The head of the preview: a column's name, what it holds, and the role that it plays, to be clicked."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from gatescope.engine.protocol.messages import Column, Role
from gatescope.gui.look import theme
from gatescope.gui.words import import_choices as import_words

if TYPE_CHECKING:
    from gatescope.gui.importing.table import PreviewModel

HEIGHT, PAD, CHIP = 66, 8, 20
ARROW = 14
UNIT = 14  # px beside the letters of a unit
TARGETS = (Role.TARGET, Role.INPUT_TARGET, Role.LABEL)


class RoleHeader(QHeaderView):
    """Painted, so that a thousand columns cost nothing."""

    role_asked = Signal(int)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._hovered = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(56)
        self.setFixedHeight(HEIGHT)

    def needed(self, at: int) -> int:
        """How wide a column has to be for its name and its role."""
        column = self._model().page.columns[at]
        bold, small = theme.font(bold=True), theme.font(theme.SMALL)
        from_name = _width(bold, column.name) + (_width(small, column.unit) + UNIT if column.unit else 0)
        from_role = _width(small, import_words.roles()[self._model().role_of(at)][0]) + ARROW + 12
        return max(from_name, from_role, _width(small, self._kind(at))) + 2 * PAD

    def chip(self, at: int) -> QRect:
        """Where the role stands, in the viewport."""
        return _chip(QRect(self.sectionViewportPosition(at), 0, self.sectionSize(at), HEIGHT))

    def _model(self) -> "PreviewModel":
        return cast("PreviewModel", self.model())

    def _kind(self, at: int) -> str:
        return import_words.types()[self._model().page.columns[at].type]

    # Qt's own names from here on

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        look, model = theme.current(), self._model()
        if at >= len(model.page.columns):
            return
        painter.save()
        role = model.role_of(at)
        painter.fillRect(rect, QColor(look.panel))
        if at == self._table.currentIndex().column():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), QColor(look.accent))
        painter.setPen(QColor(look.border))
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        inner = rect.adjusted(PAD, 5, -PAD, 0)
        ink = look.muted if role is Role.NONE else look.ink
        column = model.page.columns[at]
        beside = self._paint_unit(painter, inner, column.unit) if column.unit else 0
        _write(painter, QRect(inner.left(), inner.top(), inner.width() - beside, 16), column.name, ink, True)
        _write(painter, QRect(inner.left(), inner.top() + 17, inner.width(), 14), self._kind(at), look.muted)
        self._paint_chip(painter, _chip(rect), at, role)
        painter.restore()

    def _paint_unit(self, painter: QPainter, inner: QRect, unit: str) -> int:
        """The unit as a chip at the right of the name; how much of the width it takes."""
        look = theme.current()
        width = min(_width(theme.font(theme.SMALL), unit) + 10, inner.width() // 2)
        box = QRect(inner.right() - width + 1, inner.top(), width, 16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.hover))
        painter.drawRoundedRect(QRectF(box), 8, 8)
        _write(painter, box.adjusted(5, 0, -4, 0), unit, look.muted)
        return width + 4

    def _paint_chip(self, painter: QPainter, box: QRect, at: int, role: Role) -> None:
        look = theme.current()
        target = role in TARGETS
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if at == self._hovered or target else look.border), 1))
        painter.setBrush(QColor(look.selection if target else look.raised))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        words = box.adjusted(7, 0, -ARROW, 0)
        _write(painter, words, import_words.roles()[role][0], look.muted if role is Role.NONE else look.ink)
        middle, right = box.center().y(), box.right() - 8
        painter.setPen(QPen(QColor(look.muted), 1.3))
        painter.drawLine(right - 3, middle - 1, right, middle + 2)
        painter.drawLine(right, middle + 2, right + 3, middle - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.logicalIndexAt(event.position().toPoint())
        hovered = at if at >= 0 and self.chip(at).contains(event.position().toPoint()) else -1
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._hovered = -1
        self.viewport().update()
        super().leaveEvent(event)  # type: ignore[arg-type]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        at = self.logicalIndexAt(place)
        if at < 0 or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.chip(at).contains(place):
            self.role_asked.emit(at)
        else:
            self._table.setCurrentIndex(self.model().index(max(0, self._table.currentIndex().row()), at))


def kind_of(column: Column) -> str:
    """What a column holds, and in which unit."""
    kind = import_words.types()[column.type]
    return f"{kind} · {column.unit}" if column.unit else kind


def _chip(section: QRect) -> QRect:
    return QRect(section.left() + PAD - 2, section.top() + HEIGHT - CHIP - 6, section.width() - 2 * PAD + 4, CHIP)


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _write(painter: QPainter, box: QRect, text: str, colour: str, bold: bool = False) -> None:
    painter.setFont(theme.font(bold=True) if bold else theme.font(theme.SMALL))
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
