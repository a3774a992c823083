"""The head of the stack: how much of it is shown, the way back from the row in focus, and what is watched."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice

TALL = 26  # px of a button


class RowsBar(QWidget):
    """*Simple* or *All rows*, and while a row has the focus the way back to them. ``beside``: what follows."""

    mode_chosen = Signal(Mode)
    back_clicked = Signal()

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.back = QPushButton()
        self.modes = {mode: QPushButton() for mode in Mode}
        group = QButtonGroup(self)
        for button in (self.back, *self.modes.values()):
            button.setProperty("kind", "segment")
            button.setFixedHeight(TALL)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        for mode, button in self.modes.items():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _checked=False, mode=mode: self.mode_chosen.emit(mode))
        self.back.clicked.connect(lambda _checked=False: self.back_clicked.emit())
        row.addSpacing(8)
        row.addWidget(beside, 1)
        self._choice = RowsChoice()
        spoken(self, self._name)
        self.show_choice(self._choice)

    def _name(self) -> None:
        names = {Mode.SIMPLE: self.tr("Simple"), Mode.ALL: self.tr("All rows")}
        tips = {
            Mode.SIMPLE: self.tr("What goes in, the hidden state and what comes out; the other rows folded"),
            Mode.ALL: self.tr("Every row that is not hidden"),
        }
        for mode, button in self.modes.items():
            button.setText(names[mode])
            button.setToolTip(plain_tip(tips[mode]))
        self.back.setText("‹ " + names[self._choice.mode])
        self.back.setToolTip(self.tr("Gives the other rows their room back (Esc)"))

    def show_choice(self, choice: RowsChoice) -> None:
        """Which rows are shown now. In focus one way back is enough."""
        self._choice = choice
        self._name()
        self.back.setVisible(bool(choice.focus))
        for mode, button in self.modes.items():
            button.setVisible(not choice.focus)
            button.setChecked(mode is choice.mode)
