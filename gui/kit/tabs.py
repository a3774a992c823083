"""A strip of tabs that takes two lines where one does not hold them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from gatescope.gui.look.language import spoken

PER_LINE = 3  # in a narrow panel


class TabStrip(QWidget):
    """``chosen`` carries the number of the tab, ``explain`` says that its "?" was clicked."""

    chosen = Signal(int)
    explain = Signal()

    def __init__(self, names: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """``names`` gives every tab's name and tip, and is asked again when the language changes."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 6, 6, 2)
        self._grid.setSpacing(2)
        self._group = QButtonGroup(self)
        self._across = 0
        self._names = names
        self.buttons = tuple(QPushButton() for _ in names())
        for at, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, at)
        self.help = QToolButton()
        self.help.setText("?")
        self.help.setProperty("kind", "quiet")
        spoken(self.help, lambda: self.help.setToolTip(self.tr("What am I looking at?")))
        spoken(self.help, lambda: self.help.setAccessibleName(self.tr("What am I looking at?")))
        self.help.setFixedSize(22, 22)
        self.help.setStyleSheet("QToolButton { padding: 0; }")
        self.buttons[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)
        self.help.clicked.connect(lambda: self.explain.emit())
        spoken(self, self._name)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, at: int) -> None:
        """Shows a tab as if it had been clicked."""
        self.buttons[at].setChecked(True)
        self.chosen.emit(at)

    def _name(self) -> None:
        for button, (name, tip) in zip(self.buttons, self._names(), strict=True):
            button.setText(name)
            button.setToolTip(tip)
        self._arrange()

    def _arrange(self) -> None:
        needed = sum(button.sizeHint().width() + 2 for button in self.buttons) + 44
        across = len(self.buttons) if self.width() >= needed else PER_LINE
        if across == self._across:
            return
        self._across = across
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // across, at % across)
        self._grid.addWidget(self.help, 0, across)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
