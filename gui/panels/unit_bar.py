"""Which unit is looked at, by its number, and in which order the units stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gatescope.gui.kit.fields import Choice, Whole, label
from gatescope.gui.look.language import spoken
from gatescope.gui.state.ordering import OrderBy
from gatescope.gui.words.trace_names import orders


class UnitBar(QWidget):
    """Stands above the panel of the unit."""

    unit_chosen = Signal(int)
    order_chosen = Signal(OrderBy)
    again_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 4, 0)
        row.setSpacing(4)
        self._make_number()
        self._make_order()
        row.addWidget(label(lambda: self.tr("Unit"), "muted"))
        row.addWidget(self.number)
        row.addWidget(self.order, 1)
        row.addWidget(self._again)
        self.number.valueChanged.connect(self.unit_chosen)
        self.order.currentIndexChanged.connect(lambda _: self._choose())
        self._again.clicked.connect(lambda: self.again_clicked.emit())

    def _make_number(self) -> None:
        self.number = Whole(0, 0, 0)
        self.number.setFixedWidth(46)
        spoken(self.number, lambda: self.number.setAccessibleName(self.tr("Unit")))
        spoken(
            self.number,
            lambda: self.number.setToolTip(self.tr("Goes to a unit by its number (Ctrl+F). Learning is not touched.")),
        )

    def _make_order(self) -> None:
        self.order = Choice(orders)
        self.order.choose(OrderBy.SIMILARITY)
        spoken(self.order, lambda: self.order.setAccessibleName(self.tr("Order of the units")))
        spoken(
            self.order,
            lambda: self.order.setToolTip(
                self.tr(
                    "In which order the units stand in the maps: by index, the most active first, or those that move "
                    "alike together. Found once and then left alone; the network itself is not touched."
                )
            ),
        )
        self._again = QToolButton()
        self._again.setText("⟳")
        self._again.setProperty("kind", "quiet")
        self._again.setFixedWidth(24)
        self._again.setStyleSheet("QToolButton { padding: 4px 0; }")
        self._again.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spoken(self._again, lambda: self._again.setAccessibleName(self.tr("Order again")))
        spoken(self._again, lambda: self._again.setToolTip(self.tr("Finds the order anew from what is shown now")))
        self._again.setEnabled(True)

    def show_unit(self, unit: int, size: int) -> None:
        """The unit at the cursor, of ``size``; 0 while there is none."""
        self.setEnabled(size > 0)
        self.number.blockSignals(True)
        self.number.setRange(0, max(size - 1, 0))
        if not self.number.hasFocus():
            self.number.setValue(max(unit, 0))
        self.number.blockSignals(False)

    def ask(self) -> None:
        """Lets the user type a number."""
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def _choose(self) -> None:
        by = OrderBy(str(self.order.value))
        self._again.setEnabled(by is not OrderBy.INDEX)
        self.order_chosen.emit(by)
