"""The lines of the list of runs: what each of them shows, and how."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip

INDENT = 18  # px: of what stands below a name
DETAILS, DEPTH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
STEP_IN, DEEPEST = 14, 4  # px that a fork stands further in, and how many of them at most
EYE = 4  # the column that says whether a run is in the plots
ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class RunRow:
    """What the list shows of a run. Losses and ``error`` are NaN until known."""

    run: int
    colour: int
    name: str
    loss: float
    skill: float
    note: str  # its tip
    parameters: int = 0
    seconds: int = 0  # of training
    error: float = math.nan  # what ``Measure`` names
    step: int = 0
    depth: int = 0  # of a fork, below the run it goes on from
    hidden: bool = False  # from the plots
    remark: str = ""  # the user's note
    mae: float = math.nan  # of the first target column, in the data's units
    best: int = -1  # the step of the lowest validation loss; below zero: there is none yet


@dataclass(frozen=True)
class SeedsRow:
    """Stands over the runs that differ in their seed alone: what they come to together. ``key`` is the first of them;
    the figures are means, NaN until known."""

    key: int
    colour: int
    text: str
    details: str = ""
    tip: str = ""
    loss: float = math.nan
    skill: float = math.nan
    error: float = math.nan
    step: int = 0
    depth: int = 0
    folded: bool = False  # its runs have no lines
    mae: float = math.nan
    best: int = -1
    seconds: int = 0


@dataclass(frozen=True)
class GroupRow:
    """Stands over the runs of a group: what they are of, and how far they can be compared with those above."""

    name: str
    why: str = ""


@dataclass(frozen=True)
class BaselineRow:
    """What needs no learning; a run below it has learnt something."""

    name: str
    loss: float
    skill: float  # 0 for the one that skill is measured with
    tip: str
    error: float = math.nan


@dataclass(frozen=True)
class Measure:
    """What stands beside the skill: its heading, what that means, and whether it is a share."""

    name: str = ""
    tip: str = ""
    share: bool = False

    def text(self, value: float) -> str:
        return numbers.percent(value) if self.share and math.isfinite(value) else numbers.narrow(value)


class RunLines(QTreeWidget):
    """The list itself. A press on an eye chooses no run, and two of them rename none."""

    eye_clicked = Signal(QTreeWidgetItem)

    # Qt's own

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (item := self._eye_of(event)) is not None:
            self.eye_clicked.emit(item)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (item := self._eye_of(event)) is not None:
            self.eye_clicked.emit(item)
        else:
            super().mouseDoubleClickEvent(event)

    def _eye_of(self, event: QMouseEvent) -> QTreeWidgetItem | None:
        """The line whose eye is below the pointer."""
        at = event.position().toPoint()
        item = self.itemAt(at)
        seen = item is not None and self.columnAt(at.x()) == EYE and not item.icon(EYE).isNull()
        return item if seen and event.button() is Qt.MouseButton.LeftButton else None


class Details(QStyledItemDelegate):
    """A run's name, and below it small and pale how many parameters it has and how long it has trained."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        details = index.data(DETAILS)
        if not details:
            super().paint(painter, option, index)
            return
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        scale, further = theme.letters(), STEP_IN * min(index.data(DEPTH) or 0, DEEPEST)
        upper = QStyleOptionViewItem(option)
        upper.rect = option.rect.adjusted(further, 2, 0, -round(14 * scale))
        super().paint(painter, upper, index)
        painter.save()
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(QColor(theme.current().muted))
        box = option.rect.adjusted(INDENT + further, round(17 * scale), 0, -2)
        told = painter.fontMetrics().elidedText(details, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)
        painter.restore()


def new_item(height: int, columns: int = EYE) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    for column in (1, 2, 3, *range(EYE + 1, columns)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setSizeHint(0, QSize(0, height))
    return item


def fill_seeds(item: QTreeWidgetItem, row: SeedsRow) -> None:
    """What runs with several seeds come to, on a line of their own."""
    item.setFirstColumnSpanned(True)
    item.setIcon(0, dot(theme.run_colour(row.colour), filled=False))
    item.setText(0, f"{'▸' if row.folded else '▾'} {row.text}")
    item.setData(0, DEPTH, row.depth)
    item.setData(0, DETAILS, row.details or " ")
    item.setFont(0, theme.font(bold=True))
    item.setForeground(0, QBrush(QColor(theme.current().ink)))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setToolTip(0, plain_tip("\n".join(filter(None, (row.text, row.details, row.tip)))))


def eye(shown: bool) -> QIcon:
    """Whether a run is in the plots."""
    return icon("eye" if shown else "eye-off", theme.current().muted)


def skill_text(skill: float) -> str:
    """A skill as the list shows it: two decimals while it is about one, and no more than four digits of any."""
    return f"{max(skill, -99.0):+.{2 if skill > -10 else 0}f}".replace("-", numbers.MINUS)


def dot(colour: str, filled: bool = True) -> QIcon:
    """A run's colour; a ring for what is no run."""
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(colour), 5))
        painter.setBrush(QColor(colour) if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(*(2, 2, 36, 36) if filled else (6, 6, 28, 28))
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)  # the style would blend it with the selection
    return made


def baseline_skill(row: BaselineRow) -> str:
    return "0" if row.skill == 0 else "" if math.isnan(row.skill) else skill_text(row.skill)
