"""“What am I looking at?”: one view explained, the others a click away. The texts are of ``gui/words/explained.py``."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.kinds import equations_of
from gatescope.engine.config.run import Cell
from gatescope.engine.config.traces import in_drawing_order
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.help.drawn import DrawnPicture
from gatescope.gui.help.pictures import PICTURES
from gatescope.gui.look import theme
from gatescope.gui.words.explained import Topic, of_trace, words

SIZE = (832, 640)
LIST = 200
EQUATION = 16  # px: the type that an equation is set in


OUTCOMES = (Topic.FORECAST, Topic.NEXT_SYMBOL, Topic.CLASSES)  # what comes out of a network is one of these


def topics(cell: str, outcome: Topic) -> tuple[Topic, ...]:
    """What can be explained while a network of this cell is looked at, from the top of the window to its bottom."""
    traces = tuple(of_trace(trace) for trace in in_drawing_order(equations_of(cell)))
    first = (Topic.INPUT, *traces, outcome)
    elsewhere = {*map(of_trace, Trace), *OUTCOMES}  # of other cells and other data
    return (*first, *(topic for topic in Topic if topic not in elsewhere and topic not in first))


class Explanation(QScrollArea):
    """One topic as it is read: title, three sentences, the equation or what it has parts of, a healthy and an
    unhealthy picture."""

    def __init__(self) -> None:
        super().__init__()
        self.topic, self.cell = Topic.HIDDEN, str(Cell.LSTM)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 0, 12, 0)
        column.setSpacing(10)
        self.title = _text("title")
        self.sentences = tuple(_text() for _ in range(3))
        self.equation = _text(plain=False)
        self.equation.setObjectName("equation")
        self.equation.setContentsMargins(14, 8, 14, 8)
        self.equation.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.parts = _text(plain=False)
        self.healthy_name, self.healthy = _text("good"), _text()
        self.unhealthy_name, self.unhealthy = _text("warn"), _text()
        self.well, self.ill = DrawnPicture(), DrawnPicture()
        column.addWidget(self.title)
        for sentence in self.sentences:
            column.addWidget(sentence)
        column.addWidget(self.equation)
        column.addWidget(self.parts)
        well, ill = (self.healthy_name, self.healthy, self.well), (self.unhealthy_name, self.unhealthy, self.ill)
        for part in (*well, *ill):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)

    def explain(self, topic: Topic, cell: str) -> None:
        """Shows it, in the language of this moment."""
        self.topic, self.cell = topic, cell
        said = words(topic, cell)
        self.title.setText(said.title)
        for label, sentence in zip(self.sentences, said.sentences, strict=True):
            label.setText(sentence)
        self.equation.setText(f"<div style='line-height: 135%'>{said.equation}</div>")
        self.equation.setVisible(bool(said.equation))
        self.parts.setText("".join(f"<p><b>{escape(name)}</b><br>{escape(text)}</p>" for name, text in said.parts))
        self.parts.setVisible(bool(said.parts))
        self.healthy_name.setText(self.tr("A healthy picture"))
        self.healthy.setText(said.healthy)
        self.unhealthy_name.setText(self.tr("An unhealthy picture"))
        self.unhealthy.setText(said.unhealthy)
        well, ill = PICTURES.get(topic, (None, None))
        self.well.show_picture(well, said.healthy)
        self.ill.show_picture(ill, said.unhealthy)
        self.setAccessibleName(said.title)
        self.setAccessibleDescription(" ".join((*said.sentences, *sum(said.parts, ()), said.healthy, said.unhealthy)))
        self.verticalScrollBar().setValue(0)
        self._colour()

    def _colour(self) -> None:
        look = theme.current()
        self.equation.setStyleSheet(
            f"QLabel#equation {{ background: {look.panel}; border-radius: 6px;"
            f" font-family: 'STIX Two Text', 'Cambria', 'Times New Roman', 'DejaVu Serif', serif;"
            f" font-size: {EQUATION}px; }}"
        )

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.explain(self.topic, self.cell)
        elif event.type() == QEvent.Type.PaletteChange:
            self._colour()


class HelpPanel(QDialog):
    """The explanation at the right, what else can be explained at the left. Stays open while one works."""

    def __init__(self, topic: Topic, cell: str, outcome: Topic, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))
        self.list = QListWidget()
        self.list.setFixedWidth(LIST)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.explanation = Explanation()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self.explanation, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(buttons)
        self.list.currentItemChanged.connect(self._chosen)
        self.show_topic(topic, cell, outcome)
        self.explanation.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_topic(self, topic: Topic, cell: str, outcome: Topic) -> None:
        """Another question, or the same about another network."""
        known = topics(cell, outcome)
        self._cell = cell
        self._name()
        self._fill(known if topic in known else (*known, topic), topic)

    def _name(self) -> None:
        self.setWindowTitle(self.tr("What am I looking at?"))
        self.list.setAccessibleName(self.tr("What can be explained"))

    def _fill(self, known: Iterable[Topic], chosen: Topic) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for topic in known:
            item = QListWidgetItem(words(topic, self._cell).title)
            item.setData(Qt.ItemDataRole.UserRole, topic)
            self.list.addItem(item)
            if topic is chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.explanation.explain(chosen, self._cell)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.explanation.explain(Topic(item.data(Qt.ItemDataRole.UserRole)), self._cell)

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            known = [Topic(self.list.item(i).data(Qt.ItemDataRole.UserRole)) for i in range(self.list.count())]
            self._fill(known, self.explanation.topic)


def _text(role: str = "", plain: bool = True) -> QLabel:
    made = QLabel()
    theme.dress(made, role)
    made.setTextFormat(Qt.TextFormat.PlainText if plain else Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
