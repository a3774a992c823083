"""What the run that the form describes takes: its parameters, what backpropagation holds for its activations, and
whether that fits."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.protocol.messages import Cost
from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip

OPEN, SHUT = "▾", "▸"


class CostLines(QWidget):
    """Figures, and below them the drawing of memory against T while it is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._cost: Cost | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._parameters, self._memory = label("–"), label("–")
        self._more = self._make_more()
        self._refused = label("", "warn")
        self._refused.setWordWrap(True)
        self._refused.hide()
        self._column.addLayout(_row(self._more, self._memory))
        self._column.addWidget(self._refused)
        self._column.addLayout(_row(label(lambda: self.tr("parameters"), "muted"), self._parameters))
        spoken(self, self._say)

    def _make_more(self) -> QPushButton:
        more = QPushButton()
        more.setProperty("kind", "quiet")
        more.setCheckable(True)
        more.setStyleSheet(FLAT)
        more.toggled.connect(lambda _: self._say())
        return more

    def place(self, drawing: QWidget) -> None:
        """Where memory is drawn against T; it is seen while it is wanted."""
        self._column.insertWidget(1, drawing)
        drawing.setVisible(self._more.isChecked())
        self._more.toggled.connect(drawing.setVisible)

    def open(self) -> None:
        """Shows the drawing."""
        self._more.setChecked(True)

    def show_cost(self, cost: Cost | None, parameters: int, refused: str = "") -> None:
        """``parameters`` 0 and ``cost`` None: not known; ``refused``: why such a run cannot be."""
        self._cost = cost
        self._parameters.setText(numbers.count(parameters) if parameters else "–")
        self._refused.setText(refused)
        self._refused.setVisible(bool(refused))
        self._say()

    def _say(self) -> None:
        cost, mark = self._cost, OPEN if self._more.isChecked() else SHUT
        name = self.tr("memory at T = {n}").format(n=numbers.count(cost.steps)) if cost else self.tr("memory")
        self._more.setText(f"{name} {mark}")
        self._memory.setText(numbers.size(cost.activation_bytes) if cost else "–")
        tip = self.tr(
            "What backpropagation through time holds from the first step to the last: every state and gate of T steps. "
            "It grows with T, the batch and the units, and so does the time that a step takes."
        )
        if cost is not None:
            needed, free = numbers.size(cost.needed_bytes), numbers.size(cost.available_bytes)
            tip += " " + self.tr("Training needs about {needed} in all; {free} are free.").format(
                needed=needed, free=free
            )
        for widget in (self._more, self._memory):
            widget.setToolTip(plain_tip(tip))


def _row(left: QWidget, right: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
