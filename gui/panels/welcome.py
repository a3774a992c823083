"""What stands in the middle before there is anything to draw: what will appear here, and how."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import app_icon
from gui.panels.fields import label
from gui.panels.transport import CommandButton
from gui.store import cell_name

WIDTH = 480


class Welcome(QWidget):
    """Two situations: no file is open, or one is and no run has been made."""

    def __init__(self, open_action: QAction, play_action: QAction) -> None:
        super().__init__()
        self._title = label("", "title")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setProperty("role", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(WIDTH)
        self._open = CommandButton(open_action, "primary")
        self._play = CommandButton(play_action, "primary")
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(64, 64))
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        for widget in (picture, self._title, self._text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._play)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(3)
        self.show_empty()

    def show_empty(self) -> None:
        self._title.setText(self.tr("Drop a table or a text here"))
        self._say(
            self.tr(
                "A CSV file with a column of numbers, or any text. Press Play, and the hidden state, every gate, "
                "the loss and the predictions of a recurrent network appear here and move while it learns."
            )
        )
        self._open.show()
        self._play.hide()

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._text.setMinimumHeight(self._text.heightForWidth(WIDTH))

    def show_data(self, name: str, cell: str, units: int) -> None:
        """A file is open; Play makes a network like this and trains it."""
        self._title.setText(self.tr("{name} is open").format(name=name))
        self._say(
            self.tr(
                "Press Play: a new {cell} with {units} units learns it from the first step, and its hidden state, "
                "every gate, the loss and the predictions appear here. Its settings stand at the left."
            ).format(cell=cell_name(cell), units=units)
        )
        self._open.hide()
        self._play.show()
