"""Below the records: what a network would see of them, one picture at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.run import DataConfig, Split
from gatescope.engine.protocol.datasets import SEQUENCES_TOLD
from gatescope.engine.protocol.messages import DatasetInfo, Previewed, Stages
from gatescope.gui.importing import sentences as import_sentences
from gatescope.gui.importing.pictures import ClassBars, Stretches, TargetPlot, TokenBars, visible
from gatescope.gui.kit.fields import Elided, label
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import count

TARGET, SEQUENCES, CLASSES, TOKENS = range(4)
SENTENCES = 3
TOKENS_SHOWN = 60


class Insight(QWidget):
    """Target, sequences, classes and tokens behind four tabs; those that say something can be chosen."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._answer: Previewed | None = None
        self._data: DataConfig | None = None
        self._wanted = -1  # the tab that the user chose
        self.target, self.classes, self.tokens = TargetPlot(), ClassBars(), TokenPage()
        self.sequences = self._make_list()
        self._pages = QStackedWidget()
        for page in (self.target, self.sequences, self.classes, self.tokens):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._make_tabs())
        column.addWidget(self._pages, 1)
        spoken(self, self._say)

    def _make_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        for at in range(4):
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "segment")
            self._group.addButton(button, at)
            row.addWidget(button)
        self._group.idClicked.connect(self._choose)
        self._about = Elided(align=Qt.AlignmentFlag.AlignRight, role="muted")
        row.addSpacing(8)
        row.addWidget(self._about, 1)
        return row

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setColumnCount(4)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.setStyleSheet("QTreeView::item { padding: 1px 4px; }")
        return made

    def _say(self) -> None:
        names = self.tr("Target"), self.tr("Sequences"), self.tr("Classes"), self.tr("Tokens")
        tips = (
            self.tr("What is to be predicted, and which part of it is kept for validation"),
            self.tr("The sequences that the network will see"),
            self.tr("How often each class comes; a rare one is hard to learn"),
            self.tr("What the text is cut into, and how often each token comes"),
        )
        for at, (name, tip) in enumerate(zip(names, tips, strict=True)):
            self._group.button(at).setText(name)
            self._group.button(at).setToolTip(plain_tip(tip))
        heads = [self.tr("name"), self.tr("length"), self.tr("label"), self.tr("part")]
        self.sequences.setHeaderLabels(heads)
        self.sequences.setAccessibleName(self.tr("The sequences that the network will see"))
        self._show()

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_answer(self, answer: Previewed | None, data: DataConfig | None) -> None:
        self._answer, self._data = answer, data
        self._show()

    def _show(self) -> None:
        answer, data = self._answer, self._data
        if answer is None:
            return
        targets = data.targets if data is not None else ()
        ends = answer.info.first, answer.info.last
        self.target.show_series(answer.series, _validated(answer), _with_unit(answer, targets[:1]), ends)
        self.classes.show_classes(answer.classes)
        self.tokens.show_stages(answer.stages, answer.info)
        self._fill_list(answer)
        says = (answer.series is not None, bool(answer.sequences), bool(answer.classes), answer.stages is not None)
        for at, holds in enumerate(says):
            self._group.button(at).setEnabled(holds)
        best = TOKENS if says[TOKENS] else CLASSES if says[CLASSES] else TARGET
        self._turn(self._wanted if self._wanted >= 0 and says[self._wanted] else best)

    def _fill_list(self, answer: Previewed) -> None:
        parts = self.tr("training"), self.tr("validation")
        in_time = _split_inside(self._data)
        rows = [
            (each.name or "–", count(each.length), each.label, "" if in_time else parts[each.validation])
            for each in answer.sequences
        ]
        known = [self.sequences.topLevelItem(i) for i in range(self.sequences.topLevelItemCount())]
        if [tuple(item.text(i) for i in range(4)) for item in known if item] == rows:
            return
        self.sequences.clear()
        self.sequences.setColumnHidden(2, not any(row[2] for row in rows))
        self.sequences.setColumnHidden(3, in_time)
        for row in rows:
            item = QTreeWidgetItem(list(row))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            self.sequences.addTopLevelItem(item)

    def _choose(self, at: int) -> None:
        self._wanted = at
        self._turn(at)
        self.chosen.emit(at)

    def _turn(self, at: int) -> None:
        self._group.button(at).setChecked(True)
        self._pages.setCurrentIndex(at)
        self._about.show_text(self._words(at))

    def _words(self, at: int) -> str:
        answer = self._answer
        if answer is None:
            return ""
        if at == SEQUENCES:
            validated = sum(each.validation for each in answer.sequences)
            n = count(len(answer.sequences))
            if len(answer.sequences) >= SEQUENCES_TOLD:
                return self.tr("the first {n} sequences, {validated} of them for validation").format(
                    n=n, validated=count(validated)
                )
            if _split_inside(self._data):
                return self.tr("{n} sequences; the end of each is validated on").format(n=n)
            said = self.tr("{n} sequences, {validated} of them for validation")
            return said.format(n=n, validated=count(validated))
        if at == TARGET and answer.series is not None and answer.split < 0 and not answer.fault:
            if _split_inside(self._data):
                return self.tr("the end of each sequence is validated on")
            return self.tr("split by whole sequences")
        if at == TOKENS and answer.stages is not None:
            return import_sentences.stages(answer.stages)
        return ""


def _split_inside(data: DataConfig | None) -> bool:
    """Whether the end of each sequence is validated on: one that has one answer, or is a cell's text, is not cut."""
    return data is not None and data.split is Split.TIME and not data.task.spec.label and not data.text


def _with_unit(answer: Previewed, names: Sequence[str]) -> str:
    """What is predicted, in which unit: "Price, $"."""
    units = [each.unit for each in answer.info.columns if each.name in names and each.unit]
    return ", ".join((*names, *units))


def _validated(answer: Previewed) -> Stretches:
    """Where in the series what is validated on lies."""
    return ((answer.split, 1.0),) if 0 <= answer.split < 1 else answer.validated


class TokenPage(QWidget):
    """The first sentences cut into tokens, and which tokens are frequent."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 0)
        column.setSpacing(4)
        self._lines = tuple(Elided() for _ in range(SENTENCES))
        for each in self._lines:
            column.addWidget(each)
        column.addLayout(self._make_heading())
        self._bars = TokenBars()
        self._bars.setMinimumHeight(60)
        column.addWidget(self._bars, 1)

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(lambda: self.tr("MOST FREQUENT"), "heading"))
        self._about = Elided(align=Qt.AlignmentFlag.AlignRight, role="muted")
        row.addWidget(self._about, 1)
        return row

    def show_stages(self, stages: Stages | None, info: DatasetInfo) -> None:
        self._about.show_text(import_sentences.lengths(stages, info) if stages is not None else "")
        cut = stages.tokens if stages is not None else ()
        for at, shown in enumerate(self._lines):
            text = "  ".join(visible(token) for token in cut[at][:TOKENS_SHOWN]) if at < len(cut) else ""
            shown.setVisible(bool(text))
            shown.show_text(text)
        self._bars.show_tokens(stages.frequent if stages is not None else ())
