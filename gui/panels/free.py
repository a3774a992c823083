"""What one can choose while the network goes on by itself: how far, and for a text how boldly."""

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from gatescope.engine.protocol.frame import FREE_STEPS_MOST
from gatescope.gui.kit.entering import Slide
from gatescope.gui.kit.fields import Choice, Choices, Whole, label
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.words.baselines import ngram

LINE = 17  # px: two of them and a name stand beside the text
FINE = 20  # positions of the slider per unit of temperature
TEMPERATURE_MOST = 2.0
NGRAM_MOST = 5


class Going(Protocol):
    """How the network goes on, as far as it is chosen here."""

    @property
    def steps(self) -> int: ...
    @property
    def temperature(self) -> float: ...
    @property
    def ngram(self) -> int: ...


class FreeBar(QWidget):
    """For a table the number of steps; for a text who writes it, the temperature, and another throw of the dice."""

    steps_chosen = Signal(int)
    temperature_chosen = Signal(float)
    writer_chosen = Signal(int)  # n of an n-gram, 0: the network
    again_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        self._make_steps()
        self._make_writer()
        self._make_temperature()
        self._make_again()
        self._words = label(lambda: self.tr("steps"), "muted")
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self.steps, 0, 1)
        grid.addWidget(self.writer, 1, 0, 1, 2)
        grid.addWidget(self.temperature, 2, 0)
        grid.addWidget(self._again, 2, 1)
        self.steps.valueChanged.connect(self.steps_chosen)
        self.temperature.valueChanged.connect(lambda at: self.temperature_chosen.emit(at / FINE))
        self.writer.currentIndexChanged.connect(self.writer_chosen)
        self._again.clicked.connect(lambda: self.again_clicked.emit())

    def _make_steps(self) -> None:
        self.steps = Whole(1, FREE_STEPS_MOST - 1, 24)
        self.steps.setFixedWidth(52)
        spoken(self.steps, lambda: self.steps.setAccessibleName(self.tr("Steps of the free run")))
        spoken(
            self.steps,
            lambda: self.steps.setToolTip(
                self.tr("How many steps the network goes on, fed by its own output. Learning goes on.")
            ),
        )

    def _make_writer(self) -> None:
        self.writer = Choice(self._writers)
        self.writer.setFixedHeight(LINE)
        self.writer.setFont(theme.font(theme.SMALL))
        self.writer.setStyleSheet("QComboBox { padding: 0 2px; min-height: 0; }")
        spoken(self.writer, lambda: self.writer.setAccessibleName(self.tr("Who writes the text")))
        spoken(
            self.writer,
            lambda: self.writer.setToolTip(
                self.tr("The network, or an n-gram that only counts which symbol follows the ones before it")
            ),
        )

    def _writers(self) -> Choices:
        return [(self.tr("network"), 0), *((ngram(order), order) for order in range(1, NGRAM_MOST + 1))]

    def _make_temperature(self) -> None:
        self.temperature = Slide()
        self.temperature.setRange(0, round(FINE * TEMPERATURE_MOST))
        spoken(self.temperature, lambda: self.temperature.setAccessibleName(self.tr("Temperature")))
        spoken(
            self.temperature,
            lambda: self.temperature.setToolTip(
                self.tr(
                    "Temperature 0 … 2: at 0 always the most probable character, at 1 as the network says, above that "
                    "bolder. Learning is not touched."
                )
            ),
        )

    def _make_again(self) -> None:
        self._again = QToolButton()
        self._again.setText("⟳")
        self._again.setProperty("kind", "quiet")
        self._again.setFixedSize(20, LINE)
        self._again.setStyleSheet("QToolButton { padding: 0; min-height: 0; }")
        self._again.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spoken(self._again, lambda: self._again.setAccessibleName(self.tr("Another text")))
        spoken(
            self._again,
            lambda: self._again.setToolTip(self.tr("Throws the dice again: another text with the same probabilities")),
        )

    def show_choice(self, choice: Going, text: bool) -> None:
        of_text: tuple[QWidget, ...] = (self.writer, self.temperature, self._again)
        for widget in (self._words, self.steps, *of_text):
            widget.setVisible(text == (widget in of_text))
        self.temperature.setEnabled(not choice.ngram)  # counts have none
        self.writer.blockSignals(True)
        self.writer.choose(choice.ngram)
        self.writer.blockSignals(False)
        for field, value in ((self.steps, choice.steps), (self.temperature, round(FINE * choice.temperature))):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
