"""What data is open, and which of its columns are learnt."""

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from engine.config import DataConfig, Kind
from engine.messages import Column, ColumnType, DatasetInfo
from gui import numbers, plain
from gui.language import spoken
from gui.panels.fields import FLAT, Elided, Facts, label
from gui.panels.transform import TransformFields

NAME, INPUT, TARGET = 0, 1, 2
ROW = 22
ROWS_SEEN = 6
MANY_ROWS = 10_000  # beyond that a split is told in per cent


class DataPanel(QWidget):
    """The file's facts, and a checklist of its numeric columns for inputs and targets."""

    config_edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(4)
        self._name = Elided(role="title")
        self._facts = Facts()
        self._choose = QPushButton()
        spoken(self._choose, lambda: self._choose.setText(self.tr("Choose columns…")))
        self._choose.setProperty("kind", "quiet")
        self._choose.setCheckable(True)
        self._choose.setStyleSheet(FLAT)
        self._tree = self._make_tree()
        column.addWidget(label(lambda: self.tr("DATA"), "heading"))
        self.transform = TransformFields()
        self.transform.edited.connect(self._edit_transform)
        for widget in (self._name, self._facts, self._choose, self._tree, self.transform):
            column.addWidget(widget)
        self._info: DatasetInfo | None = None
        self._config: DataConfig | None = None
        self._split: tuple[int, int] | None = None
        self._tree.itemChanged.connect(self._edit)
        self._choose.toggled.connect(self._tree.setVisible)
        self.show_data(None)
        spoken(self, self._show_facts)
        spoken(self, self._fill_tree)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(3)
        spoken(tree, lambda: tree.setHeaderLabels([self.tr("column"), self.tr("in"), self.tr("out")]))
        spoken(self, lambda: tree.headerItem().setToolTip(INPUT, self.tr("what the network reads")))
        spoken(self, lambda: tree.headerItem().setToolTip(TARGET, self.tr("what it learns to predict, one step ahead")))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setStyleSheet("QTreeWidget::item { padding: 0 2px; } QHeaderView::section { padding: 2px 4px; }")
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(32)
        tree.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (INPUT, TARGET):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            tree.header().resizeSection(column, 34)
        tree.hide()
        return tree

    @property
    def config(self) -> DataConfig | None:
        """What is chosen; None while no data is open. A table without a target or input is shown, never returned."""
        return self._config

    def show_data(self, info: DatasetInfo | None) -> None:
        self._info = info
        self._config = info.suggested.data if info else None
        self._split = None
        self._choose.setChecked(False)
        self._choose.setVisible(info is not None and info.kind is Kind.TABLE and len(_numeric(info)) > 1)
        self._fill_tree()
        self.transform.show_config(info, self._config)
        self._show_facts()

    def show_config(self, config: DataConfig) -> None:
        """A run's choice, shown as if it had been chosen here."""
        self._config = config
        self._fill_tree()
        self.transform.show_config(self._info, config)
        self._show_facts()

    def show_split(self, training: tuple[int, int], validation: tuple[int, int]) -> None:
        """How many rows each part of the split has, once a run has told."""
        self._split = (training[1] - training[0], validation[1] - validation[0])
        self._show_facts()

    def _show_facts(self) -> None:
        info, config = self._info, self._config
        if info is None or config is None:
            self._name.show_text(self.tr("No file open"))
            self._facts.show_rows([])
            return
        self._name.show_text(info.name)
        rows = numbers.count(info.rows)
        if info.kind is Kind.TEXT:
            facts = [(self.tr("characters"), rows), (self.tr("symbols"), numbers.count(info.symbols))]
        else:
            facts = [(self.tr("rows"), f"{rows}, {how_often(info.frequency)}" if info.frequency else rows)]
            if config.inputs != config.targets:
                facts.append((self.tr("input"), self._names(config.inputs)))
            facts.append((self.tr("target"), self._names(config.targets)))
        self._facts.show_rows([*facts, (self.tr("split"), self._split_text(config))])

    def _names(self, columns: tuple[str, ...]) -> str:
        if len(columns) <= 2:
            return ", ".join(columns)
        return self.tr("{n} columns").format(n=len(columns))

    def _split_text(self, config: DataConfig) -> str:
        if self._split is not None and sum(self._split) < MANY_ROWS:
            train, validation = (numbers.count(part) for part in self._split)
            return self.tr("{train} train · {validation} validation").format(train=train, validation=validation)
        share = round(100 * config.validation_share)
        return self.tr("{train} % train · {validation} % validation").format(train=100 - share, validation=share)

    def _fill_tree(self) -> None:
        self._tree.blockSignals(True)
        self._tree.clear()
        columns = _numeric(self._info) if self._info else []
        for column in columns:
            self._tree.addTopLevelItem(self._item(column))
        self._tree.setFixedHeight((min(len(columns), ROWS_SEEN) + 1) * ROW + 8)
        self._tree.blockSignals(False)

    def _item(self, column: Column) -> QTreeWidgetItem:
        item = QTreeWidgetItem([column.name])
        item.setToolTip(NAME, plain.tip(column.name))
        if column.constant:
            item.setDisabled(True)
            item.setToolTip(NAME, plain.tip(self.tr("{name} is the same in every row").format(name=column.name)))
        elif column.missing:
            told = self.tr("Empty cells in {name}: {n}").format(name=column.name, n=column.missing)
            item.setToolTip(NAME, plain.tip(told))
        chosen = {INPUT: self._config.inputs, TARGET: self._config.targets} if self._config else {}
        for at, names in chosen.items():
            item.setCheckState(at, Qt.CheckState.Checked if column.name in names else Qt.CheckState.Unchecked)
        return item

    def _checked(self, at: int) -> tuple[str, ...]:
        columns = _numeric(self._info) if self._info else []  # not the texts: Qt leaves a byte order mark out
        items = ((column, self._tree.topLevelItem(row)) for row, column in enumerate(columns))
        return tuple(each.name for each, item in items if item and item.checkState(at) is Qt.CheckState.Checked)

    def _edit_transform(self) -> None:
        if self._config is not None:
            self._config = self.transform.applied(self._config)
            self.config_edited.emit()

    def _edit(self, item: QTreeWidgetItem, at: int) -> None:
        inputs, targets = self._checked(INPUT), self._checked(TARGET)
        if self._config is None or at == NAME:
            return
        if not inputs or not targets:  # one of each is needed: the last one stays
            item.setCheckState(at, Qt.CheckState.Checked)
            return
        self._config = msgspec.structs.replace(self._config, inputs=inputs, targets=targets)
        self._show_facts()
        self.config_edited.emit()


def how_often(word: str) -> str:
    """The engine's word for how often rows come; one it may learn later stays as it is."""
    translate = QCoreApplication.translate
    number, _, unit = word.rpartition("-")
    if number[:1].isdigit():
        units = {
            "secondly": translate("Frequency", "every {n} seconds"),
            "minutely": translate("Frequency", "every {n} minutes"),
            "hourly": translate("Frequency", "every {n} hours"),
            "daily": translate("Frequency", "every {n} days"),
        }
        return units.get(unit, word).format(n=number)
    return {
        "secondly": translate("Frequency", "every second"),
        "minutely": translate("Frequency", "minutely"),
        "half-hourly": translate("Frequency", "half-hourly"),
        "hourly": translate("Frequency", "hourly"),
        "daily": translate("Frequency", "daily"),
        "weekly": translate("Frequency", "weekly"),
        "monthly": translate("Frequency", "monthly"),
        "quarterly": translate("Frequency", "quarterly"),
        "yearly": translate("Frequency", "yearly"),
        "irregular": translate("Frequency", "irregular"),
    }.get(word, word)


def _numeric(info: DatasetInfo) -> list[Column]:
    return [column for column in info.columns if column.type is ColumnType.NUMERIC]
