"""What stands in the middle before there is anything to draw: what will appear here, and how."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gatescope.engine.config.run import Cell
from gatescope.gui.kit.fields import label
from gatescope.gui.look.icons import app_icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_label
from gatescope.gui.panels.start.page import Start
from gatescope.gui.panels.transport import CommandButton
from gatescope.gui.state.store import cell_name

WIDTH = 416


class Waiting(QWidget):
    """A file is open and no run has been made."""

    def __init__(self, play_action: QAction) -> None:
        super().__init__()
        self._title = label("", "title")
        self._text = plain_label()
        self._text.setWordWrap(True)
        self._text.setProperty("role", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(WIDTH)
        self._play = CommandButton(play_action, "primary")
        picture = plain_label()
        picture.setPixmap(app_icon().pixmap(64, 64))
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        for widget in (picture, self._title, self._text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._play)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(3)
        self._shown = ("", Cell.LSTM.value, 0)
        spoken(self, lambda: self.show_data(*self._shown))

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._text.setMinimumHeight(self._text.heightForWidth(WIDTH))

    def show_data(self, name: str, cell: str, units: int) -> None:
        """A file is open; Play makes a network like this and trains it."""
        self._shown = name, cell, units
        self._title.setText(self.tr("{name} is open").format(name=one_line(name)))
        self._say(
            self.tr(
                "Press Play: a new {cell} with {units} units learns it from the first step, and its hidden state, "
                "every gate, the loss and the predictions appear here. Its settings stand at the left."
            ).format(cell=cell_name(cell), units=units)
        )


class Welcome(QStackedWidget):
    """Two situations: the samples and what else can be opened, or a file is open and waits for Play."""

    def __init__(self, open_action: QAction, play_action: QAction) -> None:
        super().__init__()
        self.start = Start(open_action)
        self._waiting = Waiting(play_action)
        self.addWidget(self.start)
        self.addWidget(self._waiting)

    def show_empty(self) -> None:
        self.setCurrentWidget(self.start)

    def show_data(self, name: str, cell: str, units: int) -> None:
        """Play would make a network like this."""
        self._waiting.show_data(name, cell, units)
        self.show_waiting()

    def show_waiting(self) -> None:
        self.setCurrentWidget(self._waiting)
