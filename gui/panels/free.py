"""What one can choose while the network goes on by itself: how far, and for a text how boldly."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from gui.language import spoken
from gui.panels.fields import Whole, label
from gui.row_choices import STEPS_MOST, TEMPERATURE_MOST, FreeChoice

FINE = 20  # positions of the slider per unit of temperature


class FreeBar(QWidget):
    """For a table the number of steps; for a text the temperature, and another throw of the dice."""

    steps_chosen = Signal(int)
    temperature_chosen = Signal(float)
    again_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._make_steps()
        self._make_temperature()
        self._make_again()
        self._words = label(lambda: self.tr("steps"), "muted")
        for widget in (self._words, self.steps, self.temperature, self._again):
            row.addWidget(widget)
        self.steps.valueChanged.connect(self.steps_chosen)
        self.temperature.valueChanged.connect(lambda at: self.temperature_chosen.emit(at / FINE))
        self._again.clicked.connect(lambda: self.again_clicked.emit())

    def _make_steps(self) -> None:
        self.steps = Whole(1, STEPS_MOST - 1, 24)
        self.steps.setFixedWidth(52)
        spoken(self.steps, lambda: self.steps.setAccessibleName(self.tr("Steps of the free run")))
        spoken(
            self.steps,
            lambda: self.steps.setToolTip(
                self.tr("How many steps the network goes on, fed by its own output. Learning goes on.")
            ),
        )

    def _make_temperature(self) -> None:
        self.temperature = QSlider(Qt.Orientation.Horizontal)
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
        self._again.setFixedSize(20, 20)
        self._again.setStyleSheet("QToolButton { padding: 0; min-height: 0; }")
        self._again.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spoken(self._again, lambda: self._again.setAccessibleName(self.tr("Another text")))
        spoken(
            self._again,
            lambda: self._again.setToolTip(self.tr("Throws the dice again: another text with the same probabilities")),
        )

    def show_choice(self, choice: FreeChoice, text: bool) -> None:
        of_text: tuple[QWidget, ...] = (self.temperature, self._again)
        for widget in (self._words, self.steps, *of_text):
            widget.setVisible(text == (widget in of_text))
        for field, value in ((self.steps, choice.steps), (self.temperature, round(FINE * choice.temperature))):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
