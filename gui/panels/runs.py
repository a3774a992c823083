"""The list of runs: colour, name, validation loss, skill; the naive baseline closes it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gui import numbers, theme
from gui.panels.fields import label

ROW = 24


@dataclass(frozen=True)
class RunRow:
    """What the list shows of a run. Losses are NaN until known."""

    run: int
    colour: int
    name: str
    loss: float
    skill: float
    note: str  # its tip


class RunList(QWidget):
    """Click a run to look at it."""

    run_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        heading = label(self.tr("RUNS"), "heading")
        heading.setContentsMargins(8, 0, 8, 0)
        column.addWidget(heading)
        self._empty = label(self.tr("Each run you train appears here."), "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(8, 0, 8, 0)
        self._tree = self._make_tree()
        column.addWidget(self._empty)
        column.addWidget(self._tree)
        self._rows: tuple[RunRow, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._tree.itemSelectionChanged.connect(self._choose)
        self._tree.hide()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Runs"))
        tree.setStyleSheet(
            "QTreeWidget { background: transparent; border: none; padding-left: 4px; }QTreeView::item { padding: 0; }"
        )
        tree.setColumnCount(3)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setIconSize(QSize(10, 10))
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setMinimumSectionSize(20)
        for column, width in ((1, 54), (2, 48)):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            tree.header().resizeSection(column, width)
        return tree

    def show_runs(self, rows: tuple[RunRow, ...], selected: int, naive: float, naive_name: str) -> None:
        """The list as it is now; items are kept where the runs are the same ones."""
        shown = (rows, selected, naive, naive_name, theme.current().name)
        if repr(shown) == repr(self._shown):  # NaN is not equal to itself
            return
        self._shown = shown
        self._empty.setVisible(not rows)
        self._tree.setVisible(bool(rows))
        self._tree.blockSignals(True)
        if [row.run for row in rows] != [row.run for row in self._rows] or not self._tree.topLevelItemCount():
            self._tree.clear()
            self._tree.addTopLevelItems([_new_item() for _ in (*rows, None)])
        self._rows = rows
        for at, row in enumerate(rows):
            self._fill(self._item(at), row, row.run == selected)
        self._fill_naive(self._item(len(rows)), naive, naive_name)
        self._tree.blockSignals(False)
        self._tree.setFixedHeight((min(len(rows), 6) + 1) * ROW + 8)

    def _item(self, at: int) -> QTreeWidgetItem:
        item = self._tree.topLevelItem(at)
        assert item is not None
        return item

    def _fill(self, item: QTreeWidgetItem, row: RunRow, selected: bool) -> None:
        look = theme.current()
        item.setIcon(0, dot(theme.run_colour(row.colour)))
        item.setText(0, row.name)
        item.setToolTip(0, row.note)
        item.setText(1, numbers.three(row.loss))
        item.setText(2, "" if math.isnan(row.skill) else skill_text(row.skill))
        item.setForeground(1, QBrush(QColor(look.muted)))
        item.setForeground(2, QBrush(QColor(look.good if row.skill > 0 else look.bad)))
        item.setToolTip(1, self.tr("validation loss"))
        item.setToolTip(2, self.tr("skill: 1 − validation loss ÷ naive loss"))
        item.setSelected(selected)

    def _fill_naive(self, item: QTreeWidgetItem, naive: float, name: str) -> None:
        look = theme.current()
        item.setIcon(0, dot(look.muted))
        for column, text in enumerate((name, numbers.three(naive), "0")):
            item.setText(column, text)
            item.setFont(column, theme.font(theme.SMALL))
            item.setForeground(column, QBrush(QColor(look.muted)))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(0, self.tr("what needs no learning; a run below it has learnt something"))

    def _choose(self) -> None:
        at = next((self._tree.indexOfTopLevelItem(item) for item in self._tree.selectedItems()), -1)
        if 0 <= at < len(self._rows):
            self.run_chosen.emit(self._rows[at].run)


def _new_item() -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    for column in (1, 2):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setSizeHint(0, QSize(0, ROW))
    return item


def skill_text(skill: float) -> str:
    """A skill as the list shows it: two decimals, and no more than four digits of a run that is far below zero."""
    return f"{max(skill, -99.0):+.2f}".replace("-", numbers.MINUS)


def dot(colour: str) -> QIcon:
    """A run's colour."""
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(2, 2, 36, 36)
    painter.end()
    return QIcon(pixmap)
