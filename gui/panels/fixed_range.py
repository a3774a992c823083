"""Asks up to where the colours of maps without limits of their own shall reach."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import Number, label
from gatescope.gui.look.language import spoken

LEAST, MOST = 1e-12, 1e12


class FixedRange(QDialog):
    """``chosen`` carries the end of the colours; closes when one is chosen."""

    chosen = Signal(float)

    def __init__(self, value: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        spoken(self, lambda: self.setWindowTitle(self.tr("Fixed colour range")))
        self.field = Number(LEAST, MOST, value)
        self.field.setPrefix("±")
        spoken(self.field, lambda: self.field.setAccessibleName(self.tr("Colours reach")))
        name, note = label(lambda: self.tr("Colours reach")), label("", "muted")
        name.setBuddy(self.field)
        note.setWordWrap(True)
        spoken(
            note,
            lambda: note.setText(
                self.tr("The same in every run: a colour means the same in all of them. What lies beyond is marked.")
            ),
        )
        grid = QGridLayout()
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(note, 1, 0, 1, 2)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(grid)
        column.addWidget(buttons)
        self.field.selectAll()

    def _choose(self) -> None:
        self.field.interpretText()
        self.chosen.emit(self.field.value())
        self.accept()
