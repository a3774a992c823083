"""The head of the stack: how much of it is shown, the way back from what has the middle, what is watched, and in which
order the units stand."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gatescope.gui.kit.fields import Choice, label
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.state.ordering import OrderBy
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.words.trace_names import orders

TALL = 26  # px of a button
WIDEST = 16_777_215  # px


class RowsBar(QWidget):
    """*Simple*, *All rows* or *Cell*, and while something else has the middle the way back to them. ``beside``: what
    follows. The order of the units stands at the right where there is room for it."""

    mode_chosen = Signal(Mode)
    back_clicked = Signal()
    order_chosen = Signal(OrderBy)

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
        self._beside = beside
        row.addWidget(self._make_order())
        self._choice = RowsChoice()
        spoken(self, self._name)
        self.show_choice(self._choice)

    def _make_order(self) -> QWidget:
        self.order = Choice(orders)
        self.order.choose(OrderBy.SIMILARITY)
        self.order.currentIndexChanged.connect(lambda _: self.order_chosen.emit(OrderBy(str(self.order.value))))
        spoken(self.order, lambda: self.order.setAccessibleName(self.tr("Order of the units")))
        spoken(self.order, lambda: self.order.setToolTip(self.tr("In which order the units stand in the maps")))
        self._ordering = QWidget()
        inside = QHBoxLayout(self._ordering)
        inside.setContentsMargins(8, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(label(lambda: self.tr("order"), "muted"))
        inside.addWidget(self.order)
        return self._ordering

    def show_order(self, by: OrderBy) -> None:
        """Which is in force."""
        self.order.blockSignals(True)
        self.order.choose(by)
        self.order.blockSignals(False)

    def _name(self) -> None:
        names = {Mode.SIMPLE: self.tr("Simple"), Mode.ALL: self.tr("All rows"), Mode.CELL: self.tr("Cell")}
        tips = {
            Mode.SIMPLE: self.tr("What goes in, the hidden state and what comes out; the other rows folded"),
            Mode.ALL: self.tr("Every row that is not hidden"),
            Mode.CELL: self.tr(
                "The cell of one unit, opened: one step of it with its numbers, above the rows as strips"
            ),
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
        large = bool(choice.focus or choice.guest)
        self.back.setVisible(large)
        for mode, button in self.modes.items():
            button.setVisible(not large)
            button.setChecked(mode is choice.mode)
        self._fit()

    def _fit(self) -> None:
        """What has the middle has no order of units in its head where there is no room for all."""
        seen = [button for button in (self.back, *self.modes.values()) if not button.isHidden()]
        needed = sum(button.sizeHint().width() + 2 for button in seen) + 8 + self._beside.sizeHint().width()
        self._ordering.setVisible(self.width() >= needed + self._ordering.sizeHint().width())

    # Qt's own

    def sizeHint(self) -> QSize:
        """All that there is room for."""
        return QSize(WIDEST, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
