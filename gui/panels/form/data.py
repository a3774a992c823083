"""What data is open, and which of its columns are learnt."""

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gatescope.engine.config.run import DataConfig, Kind, Split
from gatescope.engine.protocol.messages import Column, ColumnType, DatasetInfo, RunInfo
from gatescope.engine.protocol.shape import of_data
from gatescope.gui.kit.card import FoldingCard
from gatescope.gui.kit.fields import FLAT, Elided, Facts
from gatescope.gui.kit.setting_fields import marked
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_tip
from gatescope.gui.panels.form.tokens import TokenFields
from gatescope.gui.panels.form.transform import TransformFields
from gatescope.gui.words import data as task_words

NAME, INPUT, TARGET = 0, 1, 2
ROW = 22
ROWS_SEEN = 6
ELSEWHERE = ("data.validation_share",)  # stands with the training
MANY_ROWS = 2_000  # beyond that a split is told in per cent: two counts of four digits have no room


class DataPanel(QWidget):
    """The file's facts, and a checklist of its numeric columns for inputs and targets. What it does not show of a
    configuration stays as it is. ``import_wanted``: the user wants to see how the file is read."""

    config_edited = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._facts = Elided(role="title"), Facts()
        self._choose, self._tree = self._make_choose(), self._make_tree()
        self.transform, self.tokens = TransformFields(), TokenFields()
        self.transform.edited.connect(self._edit_transform)
        self.tokens.edited.connect(self._edit_tokens)
        self.card = FoldingCard(lambda: self.tr("Data"), self._body())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)
        self._info: DatasetInfo | None = None
        self._config: DataConfig | None = None
        self._run: RunInfo | None = None
        self._tree.itemChanged.connect(self._edit)
        self._choose.toggled.connect(self._tree.setVisible)
        self.show_data(None)
        spoken(self, self._show_facts)
        spoken(self, self._fill_tree)

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        choices = (self._choose, self._tree, self.transform, self.tokens)
        for widget in (self._name, self._facts, self._make_import(), *choices):
            column.addWidget(widget)
        return body

    def _make_choose(self) -> QPushButton:
        choose = QPushButton()
        spoken(choose, lambda: choose.setText(self.tr("Choose columns…")))
        choose.setProperty("kind", "quiet")
        choose.setCheckable(True)
        choose.setStyleSheet(FLAT)
        return choose

    def _make_import(self) -> QPushButton:
        self._import = QPushButton()
        spoken(self._import, lambda: self._import.setText(self.tr("Import settings…")))
        spoken(
            self._import, lambda: self._import.setToolTip(self.tr("How the file is read, and what each column is for"))
        )
        self._import.setProperty("kind", "quiet")
        self._import.setStyleSheet(FLAT)
        self._import.clicked.connect(lambda: self.import_wanted.emit())
        return self._import

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
        self._run = None
        self._choose.setChecked(False)
        self._import.setVisible(info is not None)
        self._show_fields()

    def show_config(self, config: DataConfig) -> None:
        """A run's choice, shown as if it had been chosen here."""
        self._config = config
        self._show_fields()

    def show_run(self, run: RunInfo) -> None:
        """What only a run can tell: how many rows each part of the split has, its sequences and classes."""
        self._run = run
        self._show_facts()

    def mark(self, changed: frozenset[str]) -> None:
        """Marks the settings of these paths as changed, and counts them at the head."""
        self.transform.mark(changed)
        self.tokens.mark(changed)
        marked(self._choose, bool(changed & {"data.inputs", "data.targets"}))
        self.card.show_changes(sum(path.startswith("data.") and path not in ELSEWHERE for path in changed))

    def _show_fields(self) -> None:
        choosable = self._config is not None and self._info is not None and _by_columns(self._info, self._config)
        self._choose.setVisible(choosable)
        self._tree.setVisible(choosable and self._choose.isChecked())
        self._fill_tree()
        self.transform.show_config(self._info, self._config)
        self.tokens.show_config(self._config)
        self._show_facts()

    def _show_facts(self) -> None:
        info, config = self._info, self._config
        if info is None or config is None:
            self._name.show_text(self.tr("No file open"))
            self._facts.show_rows([])
            self.card.show_summary(self.tr("No file open"))
            return
        self._name.show_text(info.name)
        rows = numbers.count(info.rows)
        if info.kind is Kind.TEXT:
            facts = [(self.tr("characters"), rows), (self.tr("symbols"), numbers.count(info.symbols))]
        else:
            facts = [(self.tr("rows"), f"{rows}, {how_often(info.frequency)}" if info.frequency else rows)]
        learnt = [(self.tr("task"), task_words.task_name(config)), *task_words.roles(config)]
        if config.shuffled:
            learnt.append((self.tr("order"), self.tr("destroyed")))
        run = self._run if self._run is not None and self._run.config.data == config else None
        known = [*task_words.counts(config, run), *task_words.blemishes(info, config)]
        split = self._split_text(config, run)
        self._facts.show_rows([*facts, *learnt, *known, (self.tr("split"), split)])
        validated = f"{task_words.task_name(config)} · {self._validated_text(config, run)}"
        self.card.show_summary(f"{one_line(info.name)} · {facts[0][1]}", validated)

    def _validated_text(self, config: DataConfig, run: RunInfo | None) -> str:
        """The shorter half of ``_split_text``: a folded card has one line for it and the task."""
        parts = _parts(config, run)
        if parts and sum(parts) < MANY_ROWS:
            return self.tr("{validation} validation").format(validation=numbers.count(parts[1]))
        return self.tr("{validation} % validation").format(validation=round(100 * config.validation_share))

    def _split_text(self, config: DataConfig, run: RunInfo | None) -> str:
        parts = _parts(config, run)
        if parts and sum(parts) < MANY_ROWS:
            train, validation = (numbers.count(part) for part in parts)
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
        item.setToolTip(NAME, plain_tip(column.name))
        if column.constant:
            item.setDisabled(True)
            item.setToolTip(NAME, plain_tip(self.tr("{name} is the same in every row").format(name=column.name)))
        elif column.missing:
            told = self.tr("Empty cells in {name}: {n}").format(name=column.name, n=column.missing)
            item.setToolTip(NAME, plain_tip(told))
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

    def _edit_tokens(self) -> None:
        if self._config is not None:
            self._config = self.tokens.applied(self._config)
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
        "half-yearly": translate("Frequency", "half-yearly"),
        "yearly": translate("Frequency", "yearly"),
        "irregular": translate("Frequency", "irregular"),
    }.get(word, word)


def _by_columns(info: DatasetInfo, config: DataConfig) -> bool:
    """Whether the task is one that ticking numeric columns can describe: others are chosen where the file is read."""
    shape, known = of_data(config), {column.name for column in _numeric(info)}
    numbers_only = shape.numbers and not shape.reads_symbols and {*config.inputs, *config.targets} <= known
    return info.kind is Kind.TABLE and numbers_only and len(known) > 1


def _numeric(info: DatasetInfo) -> list[Column]:
    return [column for column in info.columns if column.type is ColumnType.NUMERIC]


def _parts(config: DataConfig, run: RunInfo | None) -> list[int]:
    """The rows or sequences that are learnt from and validated on; [] before a run says so."""
    if run is None:
        return []
    if len(run.sequences) >= task_words.SEQUENCES_TOLD:  # there are more than are told of
        return []
    if run.sequences and config.split in (Split.SEQUENCE, Split.STRATIFIED):
        return [sum(each.validation is part for each in run.sequences) for part in (False, True)]
    return [end - first for first, end in (run.training_rows, run.validation_rows)]
