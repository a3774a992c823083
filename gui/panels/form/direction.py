"""Whether the next network reads from the end too, or why it cannot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gatescope.engine.config.run import RunConfig, Task, direction_fault
from gatescope.engine.errors import Fault
from gatescope.gui.kit.fields import label
from gatescope.gui.kit.setting_fields import marked
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.words.run_settings import WORDS, said


class DirectionField(QWidget):
    """``edited`` says that the user changed it. What was chosen is kept while it cannot be had, and is then no part of
    a run."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted, self._task, self._carry = False, Task.NEXT, False
        self.box, self._reason = QCheckBox(), label("", "muted")
        self._reason.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(self.box)
        column.addWidget(self._reason)
        self.box.clicked.connect(self._choose)
        spoken(self, self._show)

    @property
    def both(self) -> bool:
        """Whether the next run's network reads both ways."""
        return self._wanted and self._fault is None

    @property
    def _fault(self) -> Fault | None:
        return direction_fault(self._task, self._carry)

    def show_config(self, config: RunConfig) -> None:
        """A run's choice, without saying that it was made here."""
        self._wanted, self._task, self._carry = config.net.bidirectional, config.data.task, config.train.carry
        self._show()

    def follow(self, carry: bool) -> None:
        """Whether a state is carried along, as the other fields say."""
        self._carry = carry
        self._show()

    def mark(self, changed: bool) -> None:
        """Whether it is another than that of the run that is looked at."""
        marked(self.box, changed)

    def _choose(self, wanted: bool) -> None:
        self._wanted = wanted
        self.edited.emit()

    def _show(self) -> None:
        reasons = {
            Fault.BIDIRECTIONAL_AHEAD: self.tr("Not for a forecast: its end is what is to be predicted."),
            Fault.BIDIRECTIONAL_CARRY: self.tr("Not with a state carried along: it would come from what follows."),
        }
        words = WORDS["net.bidirectional"]
        self.box.setText(said(words.name))
        self.box.setToolTip(plain_tip(said(words.tip)))
        self.box.setEnabled(self._fault is None)
        self.box.setChecked(self.both)
        reason = reasons[self._fault] if self._fault is not None else ""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.box.setAccessibleDescription(reason)
