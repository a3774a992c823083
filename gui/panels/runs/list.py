"""The list of runs: colour, name, validation loss, skill; the baselines close it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.look import language, theme
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.words.run_differences import duration

ROW, LOW = 34, 22  # px: of a run with its details, and of a baseline
MOST = 40  # runs that the list is as high as; beyond that it scrolls by itself
INDENT = 18  # px: of what stands below a name
ModelIndex = QModelIndex | QPersistentModelIndex
DETAILS = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class RunRow:
    """What the list shows of a run. Losses are NaN until known."""

    run: int
    colour: int
    name: str
    loss: float
    skill: float
    note: str  # its tip
    parameters: int = 0
    seconds: int = 0  # of training


@dataclass(frozen=True)
class BaselineRow:
    """What needs no learning; a run below it has learnt something."""

    name: str
    loss: float
    skill: float  # 0 for the one that skill is measured with
    tip: str


class RunList(QWidget):
    """Click a run to look at it; its menu begins another one like it."""

    run_chosen = Signal(int)
    like_wanted = Signal(int)  # a new run with the settings of this one
    table_wanted = Signal()  # all of them side by side

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._make_head())
        self._empty = label(lambda: self.tr("Each run you train appears here."), "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(8, 0, 8, 0)
        self._tree = self._make_tree()
        column.addWidget(self._empty)
        column.addWidget(self._tree)
        self._measures, self._verdict = label("", "muted"), label("", "warn")
        for words in (self._measures, self._verdict):
            words.setWordWrap(True)
            words.setContentsMargins(8, 2, 8, 0)
            words.hide()
            column.addWidget(words)
        self._rows: tuple[RunRow, ...] = ()
        self._selected = 0
        self._filled: list[str] = []  # what each item shows: only one that is to show something else is painted
        self._tree.itemSelectionChanged.connect(self._choose)
        self._tree.hide()

    def _make_head(self) -> QHBoxLayout:
        self._table = QPushButton()
        self._table.setProperty("kind", "quiet")
        self._table.setStyleSheet(FLAT)
        spoken(self._table, lambda: self._table.setText(self.tr("side by side…")))
        spoken(
            self._table,
            lambda: self._table.setToolTip(self.tr("How well each run does, and the settings in which they differ")),
        )
        self._table.clicked.connect(lambda: self.table_wanted.emit())
        self._table.hide()
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(label(lambda: self.tr("RUNS"), "heading"))
        head.addStretch(1)
        head.addWidget(self._table)
        return head

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        spoken(tree, lambda: tree.setAccessibleName(self.tr("Runs")))
        tree.setStyleSheet(
            "QTreeWidget { background: transparent; border: none; padding-left: 4px; }QTreeView::item { padding: 0; }"
        )
        tree.setColumnCount(3)
        tree.setHeaderHidden(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what tells runs apart may stand at the end
        tree.setRootIsDecorated(False)
        tree.setItemDelegateForColumn(0, _Details(tree))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._ask)
        tree.setIconSize(QSize(10, 10))
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setMinimumSectionSize(20)
        for column, width in ((1, 52), (2, 44)):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            tree.header().resizeSection(column, width)
        return tree

    def show_runs(self, rows: tuple[RunRow, ...], selected: int, baselines: tuple[BaselineRow, ...] = ()) -> None:
        """The list as it is now, closed by what the selected run is compared with; items are kept where the runs are
        the same ones."""
        self._empty.setVisible(not rows)
        self._tree.setVisible(bool(rows))
        self._table.setVisible(bool(rows))
        self._tree.blockSignals(True)
        count = len(rows) + len(baselines)
        if [row.run for row in rows] != [row.run for row in self._rows] or self._tree.topLevelItemCount() != count:
            self._tree.clear()
            self._tree.addTopLevelItems([_new_item(ROW if at < len(rows) else LOW) for at in range(count)])
            self._filled = [""] * count
        self._rows = rows
        every: list[RunRow | BaselineRow] = [*rows, *baselines]
        look = theme.current().name, language.current()
        for at, row in enumerate(every):
            told = repr((row, isinstance(row, RunRow) and row.run == selected, look))
            if told != self._filled[at]:  # as text, for NaN is not equal to itself
                self._filled[at] = told
                self._fill(self._item(at), row, selected)
        self._tree.blockSignals(False)
        if selected != self._selected:
            self._selected = selected
            QTimer.singleShot(0, self, self._reveal)  # when the layouts have made room for it
        self._tree.setFixedHeight(min(len(rows), MOST) * ROW + len(baselines) * LOW + 8)

    def _reveal(self) -> None:
        """Scrolls to the selected run, in whatever the list lies; not below the pointer: what was clicked is seen."""
        if self.underMouse():
            return
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        at = next((at for at, row in enumerate(self._rows) if row.run == self._selected), -1)
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None and at >= 0:
            place = self._tree.visualItemRect(self._item(at)).center()
            above.ensureVisible(0, self._tree.viewport().mapTo(inside, place).y(), 0, ROW)

    def _item(self, at: int) -> QTreeWidgetItem:
        item = self._tree.topLevelItem(at)
        assert item is not None
        return item

    def _fill(self, item: QTreeWidgetItem, row: RunRow | BaselineRow, selected: int) -> None:
        if isinstance(row, RunRow):
            self._fill_run(item, row, row.run == selected)
        else:
            self._fill_baseline(item, row)

    def _fill_run(self, item: QTreeWidgetItem, row: RunRow, selected: bool) -> None:
        look = theme.current()
        item.setIcon(0, dot(theme.run_colour(row.colour)))
        item.setText(0, row.name)
        item.setToolTip(0, plain_tip(row.note))
        item.setData(0, DETAILS, f"{numbers.count(row.parameters)} · {duration(row.seconds)}")
        item.setText(1, numbers.narrow(row.loss))
        item.setText(2, "" if math.isnan(row.skill) else skill_text(row.skill))
        item.setForeground(1, QBrush(QColor(look.muted)))
        item.setForeground(2, QBrush(QColor(look.good if row.skill > 0 else look.bad)))
        item.setToolTip(1, self.tr("validation loss"))
        item.setToolTip(2, self.tr("skill: 1 − validation loss ÷ naive loss"))
        item.setSelected(selected)

    def show_words(self, loss: str, verdict: str) -> None:
        """The selected run's loss in other units, and what it says; '' where there is nothing to say. What is below the
        pointer stays where it is until that leaves: other words may take another number of lines."""
        if held(self):
            return
        for part, text in ((self._measures, loss), (self._verdict, verdict)):
            if part.text() != text:
                part.setText(text)
            part.setVisible(bool(text))

    def _fill_baseline(self, item: QTreeWidgetItem, row: BaselineRow) -> None:
        look = theme.current()
        item.setIcon(0, dot(look.muted, filled=False))
        skill = "0" if row.skill == 0 else "" if math.isnan(row.skill) else skill_text(row.skill)
        for column, text in enumerate((row.name, numbers.narrow(row.loss), skill)):
            item.setText(column, text)
            item.setFont(column, theme.font(theme.SMALL))
            item.setForeground(column, QBrush(QColor(look.muted)))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(0, plain_tip(row.tip))
        item.setToolTip(1, self.tr("validation loss"))

    def _choose(self) -> None:
        at = next((self._tree.indexOfTopLevelItem(item) for item in self._tree.selectedItems()), -1)
        if 0 <= at < len(self._rows):
            self.run_chosen.emit(self._rows[at].run)

    def _ask(self, place: QPoint) -> None:
        """The menu of the run under the mouse, or of the one that is chosen where a key asked."""
        item = self._tree.itemAt(place)
        at = self._tree.indexOfTopLevelItem(item) if item is not None else -1
        menu = QMenu(self._tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if 0 <= at < len(self._rows):
            run = self._rows[at].run
            menu.addAction(self.tr("New run like this one, with …")).triggered.connect(
                lambda: self.like_wanted.emit(run)
            )
        menu.addAction(self.tr("Runs side by side…")).triggered.connect(lambda: self.table_wanted.emit())
        menu.popup(self._tree.viewport().mapToGlobal(place))


def held(panel: QWidget) -> bool:
    """Whether the pointer is over the column that the panel stands in: what is there must not move."""
    above = panel.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None and above.underMouse()


class _Details(QStyledItemDelegate):
    """A run's name, and below it small and pale how many parameters it has and how long it has trained."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        details = index.data(DETAILS)
        if not details:
            super().paint(painter, option, index)
            return
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        upper = QStyleOptionViewItem(option)
        upper.rect = option.rect.adjusted(0, 2, 0, -14)
        super().paint(painter, upper, index)
        painter.save()
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(QColor(theme.current().muted))
        box = option.rect.adjusted(INDENT, 17, 0, -2)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, details)
        painter.restore()


def _new_item(height: int) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    for column in (1, 2):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setSizeHint(0, QSize(0, height))
    return item


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
