"""The runs side by side: how well each does, and the settings in which they differ."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.run import LIVE, RunConfig
from gatescope.gui.kit.fields import label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.panels.runs.lines import BaselineRow, RunRow, dot, skill_text
from gatescope.gui.words.run_differences import differing, duration, value_of, with_changes
from gatescope.gui.words.run_settings import full_name

SIZE = (1040, 440)
T = TypeVar("T", int, float)
COLUMN, MOST = 72, 260  # px: of a column at least and at most


@dataclass(frozen=True)
class Compared:
    """A run in the table."""

    row: RunRow
    steps: int
    config: RunConfig
    reach: int = 0  # T, the steps that backpropagation goes through at once
    held: int = 0  # bytes of activations for them
    seconds: float = math.nan  # of a step
    live: tuple[tuple[int, str, float], ...] = ()  # what was changed while it trained: step, setting, value
    rmse: tuple[float, ...] = ()  # of each target column, in the data's units
    mae: tuple[float, ...] = ()

    def changed(self, name: str) -> str:
        """A setting of the training that can be changed while it runs, with its changes."""
        changes = ((step, value) for step, changed, value in self.live if changed == name)
        return with_changes(getattr(self.config.train, name), changes)


@dataclass(frozen=True)
class Together:
    """What runs that differ in their seed alone come to, mean ± deviation, in words."""

    name: str
    colour: int
    tip: str
    loss: str
    skill: str
    rmse: tuple[str, ...] = ()  # of each target column, in the data's units
    mae: tuple[str, ...] = ()


class RunTable(QDialog):
    """Each column a run, after the runs what those with several seeds come to, then the baselines of the one that is
    looked at; each row a figure or a setting."""

    run_chosen = Signal(int)
    like_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableWidget()
        self._runs: tuple[Compared, ...] = ()
        self._together: tuple[Together, ...] = ()
        self._baselines: tuple[BaselineRow, ...] = ()
        self._alike = label("", "muted")
        self._look, self.like = QPushButton(), QPushButton()
        self._build()
        spoken(self, self._say)
        theme.changed().connect(self._fill)
        self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))

    def _build(self) -> None:
        table = self.table
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setDefaultSectionSize(26)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setIconSize(QSize(10, 10))
        table.customContextMenuRequested.connect(self._ask)
        table.cellActivated.connect(lambda _row, column: self._choose(column))
        table.currentCellChanged.connect(lambda *_: self._show_buttons())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.like, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._look, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        self._look.clicked.connect(lambda: self._choose(table.currentColumn()))
        self.like.clicked.connect(lambda: self._make_like(table.currentColumn()))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(table, 1)
        column.addWidget(self._alike)
        column.addWidget(buttons)

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Runs side by side"))
        self.table.setAccessibleName(self.tr("Runs and the settings in which they differ"))
        self._look.setText(self.tr("Look at this run"))
        self.like.setText(self.tr("New run like this one, with …"))
        self.like.setToolTip(self.tr("Puts this run's settings into the form, so that one of them can be changed"))
        self._fill()

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_runs(
        self,
        runs: tuple[Compared, ...],
        baselines: tuple[BaselineRow, ...],
        selected: int,
        together: tuple[Together, ...] = (),
    ) -> None:
        """The runs as they are now; the cursor stays where it was, at first it is at the run ``selected``."""
        first, told = not self._runs, (runs, baselines, together)
        if repr(told) == repr((self._runs, self._baselines, self._together)):  # NaN is not equal to itself
            return
        self._runs, self._baselines, self._together = told
        self._fill()
        if first:
            at = next((at for at, each in enumerate(runs) if each.row.run == selected), 0)
            self.table.setCurrentCell(0, at)
            for column in range(self.table.columnCount()):
                self.table.resizeColumnToContents(column)
                self.table.setColumnWidth(column, max(COLUMN, min(MOST, self.table.columnWidth(column) + 12)))

    def _fill(self) -> None:
        figures = self._figures()
        settings = self._settings()
        names = [name for name, _ in (*figures, *settings)]
        values = [row for _, row in (*figures, *settings)]
        table = self.table
        table.setRowCount(len(names))
        table.setColumnCount(len(self._columns()))
        table.setVerticalHeaderLabels(names)
        for at, each in enumerate(self._columns()):
            head = QTableWidgetItem(each.name)
            head.setToolTip(plain_tip(each.note if isinstance(each, RunRow) else each.tip))
            colour = theme.current().muted if isinstance(each, BaselineRow) else theme.run_colour(each.colour)
            head.setIcon(dot(colour, filled=isinstance(each, RunRow)))
            head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(at, head)
        for row, told in enumerate(values):
            for column in range(table.columnCount()):
                table.setItem(row, column, self._cell(told[column] if column < len(told) else "", column))
        alike = self.tr("The runs have the same settings.") if len(self._runs) > 1 else ""
        self._alike.setText(alike or self.tr("With a second run, what differs between them stands here."))
        self._alike.setVisible(not settings)
        self._show_buttons()

    def _cell(self, text: str, column: int) -> QTableWidgetItem:
        made = QTableWidgetItem(text)
        made.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.setToolTip(plain_tip(text))
        if column >= len(self._runs):
            made.setForeground(QBrush(QColor(theme.current().muted)))
        return made

    def _columns(self) -> tuple[RunRow | Together | BaselineRow, ...]:
        return (*(run.row for run in self._runs), *self._together, *self._baselines)

    def _figures(self) -> list[tuple[str, tuple[str, ...]]]:
        """What each run came to; of a baseline its loss and skill."""
        runs, all_columns = [each.row for each in self._runs], self._columns()
        return [
            (self.tr("validation loss"), tuple(_told(each.loss, numbers.three) for each in all_columns)),
            (self.tr("skill"), tuple(_told(each.skill, _skill) for each in all_columns)),
            *self._errors(),
            (self.tr("parameters"), tuple(numbers.count(each.parameters) for each in runs)),
            (self.tr("steps trained"), tuple(numbers.count(each.steps) for each in self._runs)),
            (self.tr("time of training"), tuple(duration(each.seconds) for each in runs)),
            (self.tr("time of a step"), tuple(_or_dash(each.seconds, numbers.duration) for each in self._runs)),
            (self.tr("steps back in time, T"), tuple(_or_dash(each.reach, numbers.count) for each in self._runs)),
            (self.tr("memory of activations"), tuple(_or_dash(each.held, numbers.size) for each in self._runs)),
        ]

    def _settings(self) -> list[tuple[str, tuple[str, ...]]]:
        """Those that are not alike, and those that were changed while a run trained."""
        changed = {name for each in self._runs for _, name, _ in each.live}
        told = {
            row.path: tuple(value_of(row.path, value) for value in row.values)
            for row in differing([each.config for each in self._runs])
        }
        for name in LIVE:
            if name in changed or f"train.{name}" in told:
                told[f"train.{name}"] = tuple(each.changed(name) for each in self._runs)
        return [(full_name(path), values) for path, values in told.items()]

    def _errors(self) -> list[tuple[str, tuple[str, ...]]]:
        """In the data's units, of each target column."""
        names = next((each.config.data.targets for each in self._runs if each.rmse), ())
        rows = []
        for at, name in enumerate(names):
            for text, part in ((self.tr("RMSE, {column}"), "rmse"), (self.tr("MAE, {column}"), "mae")):
                told = (getattr(each, part)[at : at + 1] for each in (*self._runs, *self._together))
                rows.append(
                    (text.format(column=name), tuple(_told(one[0], numbers.three) if one else "–" for one in told))
                )
        return rows

    def _show_buttons(self) -> None:
        of_run = 0 <= self.table.currentColumn() < len(self._runs)
        self._look.setEnabled(of_run)
        self.like.setEnabled(of_run)

    # ---- what is chosen ----------------------------------------------------------------------------------------

    def _choose(self, column: int) -> None:
        if 0 <= column < len(self._runs):
            self.run_chosen.emit(self._runs[column].row.run)

    def _make_like(self, column: int) -> None:
        if 0 <= column < len(self._runs):
            run = self._runs[column].row.run
            self.close()
            self.like_wanted.emit(run)

    def _ask(self, place: QPoint) -> None:
        """The menu of the column under the mouse, or under the cursor where a key asked."""
        column = self.table.columnAt(place.x())
        column = column if column >= 0 else self.table.currentColumn()
        if not 0 <= column < len(self._runs):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._look.text()).triggered.connect(lambda: self._choose(column))
        menu.addAction(self.like.text()).triggered.connect(lambda: self._make_like(column))
        menu.popup(self.table.viewport().mapToGlobal(place))


def _or_dash(value: T, told: Callable[[T], str]) -> str:
    """A dash for what is not known: 0, or NaN."""
    return told(value) if value > 0 else "–"


def _told(value: float | str, say: Callable[[float], str]) -> str:
    """A figure in words, where it is not told in words already."""
    return value if isinstance(value, str) else say(value)


def _skill(skill: float) -> str:
    return "–" if math.isnan(skill) else skill_text(skill) if skill else "0"
