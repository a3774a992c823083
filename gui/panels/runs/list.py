"""The list of runs: colour, name, skill, error in the data's units, step; the baselines close it, on a line that
unfolds."""

import math

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QScrollArea,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.look import language, theme
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.panels.runs.further import FIRST, FROM, FURTHER, fill, turn, within
from gatescope.gui.panels.runs.lines import (
    DEPTH,
    DETAILS,
    EYE,
    BaselineRow,
    Details,
    GroupRow,
    Measure,
    RunLines,
    RunRow,
    SeedsRow,
    baseline_skill,
    dot,
    eye,
    fill_seeds,
    new_item,
    skill_text,
)
from gatescope.gui.panels.runs.order import HEADS, RunsChoice, SortBy, Told, folded
from gatescope.gui.words.run_differences import duration

ROW, LOW = 34, 22  # px: of a run with its details, and of a baseline
MOST = 40  # runs that the list is as high as; beyond that it scrolls by itself
HEAD = 34  # px: of the headings, of two lines: what is told, and in which unit
SKILL, ERROR, STEP, SIGHT = 44, 62, 42, 20  # px: of the columns
ERROR_MOST, PAD = 104, 8
SOME_MEASURE, AS_MADE = Measure(), RunsChoice()
Line = Told | BaselineRow | None  # None: the line that the baselines unfold below


class RunList(QWidget):
    """Click a run to look at it; its menu begins another one like it."""

    run_chosen = Signal(int)
    menu_wanted = Signal(int, QMenu)  # what else can be done with a run is put into its menu
    renamed = Signal(int, str)
    undo_wanted = Signal()
    like_wanted = Signal(int)  # a new run with the settings of this one
    table_wanted = Signal()  # all of them side by side
    wanted = Signal()  # it is to be seen
    hide_wanted = Signal(int)  # from the plots, or into them again
    sort_wanted = Signal(SortBy)  # a heading was clicked

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
        self._undo = self._make_undo()
        column.addWidget(self._undo)
        self._measures, self._verdict = label("", "muted"), label("", "warn")
        for words in (self._measures, self._verdict):
            words.setWordWrap(True)
            words.setContentsMargins(8, 2, 8, 0)
            words.hide()
            column.addWidget(words)
        self._given: tuple[Told, ...] = ()  # those that are folded too
        self._rows: tuple[Told, ...] = ()
        self._folded: set[int] = set()  # the seeds that have no lines, by the key of what they come to
        self._baselines: tuple[BaselineRow, ...] = ()
        self._measure, self._unfolded, self._choice = SOME_MEASURE, False, AS_MADE
        self._selected, self._letters = 0, theme.letters()
        self._filled: list[str] = []  # what each item shows: only one that is to show something else is painted
        self._wire()
        self._tree.hide()

    def _wire(self) -> None:
        self._tree.itemSelectionChanged.connect(self._choose)
        self._tree.itemClicked.connect(self._click)
        self._tree.itemDoubleClicked.connect(lambda item: self.rename(self._run_of(item)))
        self._tree.itemChanged.connect(self._take_name)
        self._tree.eye_clicked.connect(lambda item: self.hide_wanted.emit(self._run_of(item)))
        self._tree.header().sectionClicked.connect(self._click_head)
        spoken(self._tree, self._say_heads)
        theme.changed().connect(self._grow)

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

    def _make_undo(self) -> QPushButton:
        undo = QPushButton()
        undo.setStyleSheet(FLAT + "QPushButton { color: palette(link); padding: 2px 8px; text-align: left; }")
        undo.clicked.connect(lambda: self.undo_wanted.emit())
        undo.hide()
        return undo

    def _make_tree(self) -> RunLines:
        tree = RunLines()
        spoken(tree, lambda: tree.setAccessibleName(self.tr("Runs")))
        tree.setStyleSheet(
            "QTreeWidget { background: transparent; border: none; padding-left: 4px; }QTreeView::item { padding: 0; }"
            "QHeaderView { background: transparent; border: none; }"
            "QHeaderView::section { padding: 0 2px; border: none; background: transparent; }"
        )
        tree.setColumnCount(FIRST + len(FURTHER))
        tree.header().setFixedHeight(HEAD)
        tree.header().setSectionsClickable(True)
        tree.header().setTextElideMode(Qt.TextElideMode.ElideNone)  # Qt takes two lines for one long one
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what tells runs apart may stand at the end
        tree.setRootIsDecorated(False)
        tree.setItemDelegateForColumn(0, Details(tree))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._ask)
        tree.setIconSize(QSize(10, 10))
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setMinimumSectionSize(20)
        for column, width in enumerate((SKILL, ERROR, STEP, SIGHT), 1):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            tree.header().resizeSection(column, width)
        for column in range(FIRST, tree.columnCount()):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        return tree

    def _say_heads(self) -> None:
        head = self._tree.headerItem()
        assert head is not None
        metrics, scale = QFontMetrics(theme.font(theme.SMALL)), theme.letters()
        error = within(metrics, self._measure.name or self.tr("Loss"), round(ERROR_MOST * scale) - PAD)
        self._tree.header().setFixedHeight(round(HEAD * scale))
        for column, width in enumerate((SKILL, ERROR, STEP, SIGHT), 1):
            self._tree.header().resizeSection(column, round(width * scale))
        self._tree.header().resizeSection(2, max(round(ERROR * scale), metrics.size(0, f"{error} ↓").width() + PAD))
        names = [self.tr("Run"), self.tr("Skill"), error, self.tr("Step")]
        tips = ["", self.tr("skill: 1 − validation loss ÷ naive loss"), self._measure.tip, ""]
        for at, (name, tip) in enumerate(zip(names, tips, strict=True)):
            self._say_head(at, name, tip, HEADS[at])
        for at, one in enumerate(FURTHER, FIRST):
            heading = within(metrics, one.heading(self._measure), round(ERROR_MOST * scale) - PAD)
            self._tree.header().resizeSection(
                at, max(round(one.width * scale), metrics.size(0, f"{heading} ↓").width() + PAD)
            )
            self._say_head(at, heading, one.tip(), one.by)
        turn(self._tree.header(), self._measure, self.width() >= FROM)
        head.setText(EYE, "")
        head.setToolTip(EYE, self.tr("In the plots or not"))

    def _say_head(self, at: int, name: str, tip: str, by: SortBy) -> None:
        head = self._tree.headerItem()
        assert head is not None
        sorts = self.tr("A click sorts by this, a second one the other way round, a third as the runs were made")
        mark = ("↓" if self._choice.falling else "↑") if by is self._choice.by else ""
        first, *rest = name.split("\n")  # where there is one line, the second has room for the mark
        head.setText(
            at, "\n".join((f"{first} {mark}".strip(), *rest) if rest else filter(None, (first, mark))).rstrip()
        )
        head.setToolTip(at, plain_tip("\n".join(filter(None, (tip, sorts)))))
        side = Qt.AlignmentFlag.AlignRight if at else Qt.AlignmentFlag.AlignLeft
        head.setTextAlignment(at, side | Qt.AlignmentFlag.AlignVCenter)
        head.setFont(at, theme.font(theme.SMALL))
        head.setForeground(at, QBrush(QColor(theme.current().ink if mark else theme.current().muted)))

    def _click_head(self, column: int) -> None:
        if column != EYE:
            self.sort_wanted.emit(HEADS[column] if column < EYE else FURTHER[column - FIRST].by)

    @property
    def held(self) -> bool:
        """Whether the pointer is over the lines: then they stay where they are."""
        return self._tree.viewport().underMouse()

    def show_runs(
        self,
        rows: tuple[Told, ...],
        selected: int,
        baselines: tuple[BaselineRow, ...] = (),
        measure: Measure = SOME_MEASURE,
        choice: RunsChoice = AS_MADE,
    ) -> None:
        """The list as it is now, closed by what the selected run is compared with; items are kept where the runs are
        the same ones. ``measure`` is what the errors are, ``choice`` says in which order the runs come."""
        if (measure, choice) != (self._measure, self._choice):
            self._measure, self._choice, self._filled = measure, choice, [""] * len(self._filled)
            self._say_heads()
        self._given, rows = rows, folded(rows, self._folded, selected)
        self._empty.setVisible(not rows)
        self._tree.setVisible(bool(rows))
        self._table.setVisible(bool(rows))
        self._tree.blockSignals(True)
        every: list[Line] = [*rows, *((None,) if baselines else ()), *(baselines if self._unfolded else ())]
        count = len(every)
        self._make_lines(rows, every)
        self._rows, self._baselines = rows, baselines
        look = theme.current().name, language.current()
        for at, row in enumerate(every):
            told = repr((row or baselines, isinstance(row, RunRow) and row.run == selected, look))
            if told != self._filled[at]:  # as text, for NaN is not equal to itself
                self._filled[at] = told
                self._fill(self._item(at), row, selected)
        self._tree.blockSignals(False)
        if selected != self._selected:
            self._selected = selected
            QTimer.singleShot(0, self, self._reveal)  # when the layouts have made room for it
        tall = sum(isinstance(row, RunRow | SeedsRow) for row in rows)
        lines = min(tall, MOST) * ROW + (count - tall) * LOW + HEAD
        self._tree.setFixedHeight(round(lines * self._letters) + 8)

    def _make_lines(self, rows: tuple[Told, ...], every: list[Line]) -> None:
        """An item for each, new ones where the runs are others or letters have another size."""
        grown, self._letters = self._letters != theme.letters(), theme.letters()
        if grown:
            self._say_heads()
        other = list(map(_which, rows)) != list(map(_which, self._rows))
        if other or grown or self._tree.topLevelItemCount() != len(every):
            self._tree.clear()
            self._tree.addTopLevelItems([new_item(_height(line), self._tree.columnCount()) for line in every])
            self._filled = [""] * len(every)

    def _reveal(self) -> None:
        """Scrolls to the selected run, in whatever the list lies; not below the pointer: what was clicked is seen."""
        if self.underMouse():
            return
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        at = next((at for at, row in enumerate(self._rows) if _which(row) == self._selected), -1)
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None and at >= 0:
            place = self._tree.visualItemRect(self._item(at)).center()
            above.ensureVisible(0, self._tree.viewport().mapTo(inside, place).y(), 0, ROW)

    def _item(self, at: int) -> QTreeWidgetItem:
        item = self._tree.topLevelItem(at)
        assert item is not None
        return item

    def _fill(self, item: QTreeWidgetItem, row: Line, selected: int) -> None:
        if isinstance(row, RunRow):
            self._fill_run(item, row, row.run == selected)
        elif row is None:
            self._fill_fold(item)
        elif isinstance(row, GroupRow):
            self._fill_group(item, row)
        elif isinstance(row, SeedsRow):
            fill_seeds(item, row)
        else:
            self._fill_baseline(item, row)

    def _fill_group(self, item: QTreeWidgetItem, row: GroupRow) -> None:
        item.setFirstColumnSpanned(True)
        item.setText(0, f"{row.name} · {row.why}" if row.why else row.name)
        item.setFont(0, theme.font(theme.SMALL))
        item.setForeground(0, QBrush(QColor(theme.current().warn if row.why else theme.current().muted)))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(0, plain_tip(item.text(0)))

    def _fill_fold(self, item: QTreeWidgetItem) -> None:
        """How many baselines there are, and the best of them."""
        known = [row for row in self._baselines if not math.isnan(row.loss)]
        best = min(known, key=lambda row: row.loss, default=None)
        text = self.tr("{mark} Baselines {n}").format(mark="▾" if self._unfolded else "▸", n=len(self._baselines))
        if best is not None and not self._unfolded:
            text += " · " + self.tr("best: {name}, {skill}").format(name=best.name, skill=baseline_skill(best))
        item.setFirstColumnSpanned(True)
        item.setText(0, text)
        item.setFont(0, theme.font(theme.SMALL))
        item.setForeground(0, QBrush(QColor(theme.current().muted)))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(0, self.tr("What needs no network: a run is worth what it does better than these"))

    def _click(self, item: QTreeWidgetItem) -> None:
        at = self._tree.indexOfTopLevelItem(item)
        if at == len(self._rows) and self._baselines:
            self.unfold(not self._unfolded)
        elif 0 <= at < len(self._rows) and isinstance(row := self._rows[at], SeedsRow):
            self._folded ^= {row.key}
            self._show_again()

    def unfold(self, on: bool) -> None:
        """Whether each baseline has a line."""
        self._unfolded = on
        self._filled = [""] * len(self._filled)
        self._show_again()

    def _grow(self) -> None:
        """With the letters."""
        if self._letters != theme.letters():
            self._show_again()

    def _show_again(self) -> None:
        self.show_runs(self._given, self._selected, self._baselines, self._measure, self._choice)

    def _fill_run(self, item: QTreeWidgetItem, row: RunRow, selected: bool) -> None:
        look = theme.current()
        item.setIcon(0, dot(theme.run_colour(row.colour), filled=not row.hidden))
        item.setText(0, row.name)
        item.setForeground(0, QBrush(QColor(look.faint if row.hidden else look.ink)))
        item.setData(0, DEPTH, row.depth)
        told = row.remark or f"{numbers.count(row.parameters)} · {duration(row.seconds)}"
        details = " · ".join(filter(None, (self.tr("hidden") if row.hidden else "", told)))
        item.setData(0, DETAILS, details)
        item.setToolTip(0, plain_tip("\n".join(filter(None, (row.name, details, row.note)))))
        fill(item, row)
        item.setText(1, "" if math.isnan(row.skill) else skill_text(row.skill))
        item.setText(2, self._measure.text(row.error if self._measure.name else row.loss))
        item.setText(3, numbers.count(row.step))
        item.setForeground(1, QBrush(QColor(look.good if row.skill > 0 else look.bad)))
        item.setForeground(2, QBrush(QColor(look.ink)))
        item.setForeground(3, QBrush(QColor(look.muted)))
        item.setIcon(EYE, eye(not row.hidden))
        item.setToolTip(EYE, self.tr("Show in the plots") if row.hidden else self.tr("Hide from the plots"))
        for column in (1, 2):
            item.setToolTip(column, plain_tip(self._loss_tip(row.loss)))
        item.setSelected(selected)

    def show_undo(self, text: str) -> None:
        """What can be undone by a click; '' for nothing."""
        self._undo.setText(text)
        self._undo.setVisible(bool(text))

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
        error = row.error if self._measure.name else row.loss
        told = "" if self._measure.name and math.isnan(error) else self._measure.text(error)
        for column, text in enumerate((row.name, baseline_skill(row), told)):
            item.setText(column, text)
            item.setFont(column, theme.font(theme.SMALL))
            item.setForeground(column, QBrush(QColor(look.muted)))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(0, plain_tip(row.tip))
        fill(item, row)
        for column in (1, 2):
            item.setToolTip(column, plain_tip(self._loss_tip(row.loss)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Further columns where there is room."""
        super().resizeEvent(event)
        if (self.width() >= FROM) is self._tree.header().isSectionHidden(FIRST + len(FURTHER) - 1):
            turn(self._tree.header(), self._measure, self.width() >= FROM)

    def _loss_tip(self, loss: float) -> str:
        return self.tr("validation loss: {loss}").format(loss=numbers.three(loss))

    def _choose(self) -> None:
        run = next((self._run_of(item) for item in self._tree.selectedItems()), 0)
        if run:
            self.run_chosen.emit(run)

    def _run_of(self, item: QTreeWidgetItem | None) -> int:
        """The run on a line; 0 where there is none."""
        at = self._tree.indexOfTopLevelItem(item) if item is not None else -1
        return max(0, _which(self._rows[at])) if 0 <= at < len(self._rows) else 0

    def rename(self, run: int) -> None:
        """Lets the user type the run's name where it stands."""
        at = next((at for at, row in enumerate(self._rows) if _which(row) == run), -1)
        if not run or at < 0:
            return
        item = self._item(at)
        self._tree.blockSignals(True)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self._tree.blockSignals(False)
        self._tree.editItem(item, 0)

    def _take_name(self, item: QTreeWidgetItem, column: int) -> None:
        run = self._run_of(item)
        if column == 0 and run:
            self._filled[self._tree.indexOfTopLevelItem(item)] = ""  # what was typed may not be what it is called
            self.renamed.emit(run, item.text(0).strip())

    def _ask(self, place: QPoint) -> None:
        """The menu of the run under the mouse, or of the one that is chosen where a key asked."""
        item = self._tree.itemAt(place)
        run = self._run_of(item)
        menu = QMenu(self._tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if run:
            menu.addAction(self.tr("New run like this one, with …")).triggered.connect(
                lambda: self.like_wanted.emit(run)
            )
            self.menu_wanted.emit(run, menu)
        menu.addAction(self.tr("Runs side by side…")).triggered.connect(lambda: self.table_wanted.emit())
        menu.popup(self._tree.viewport().mapToGlobal(place))


def held(panel: QWidget) -> bool:
    """Whether the pointer is over the column that the panel stands in: what is there must not move."""
    above = panel.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None and above.underMouse()


def _which(row: Told) -> int:
    """The run on a line; 0 of a heading, below zero of what several seeds come to."""
    return row.run if isinstance(row, RunRow) else -row.key if isinstance(row, SeedsRow) else 0


def _height(row: Line) -> int:
    return round((ROW if isinstance(row, RunRow | SeedsRow) else LOW) * theme.letters())
