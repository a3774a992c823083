"""What stands in the middle before there is anything to draw: what will appear here, and how."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gatescope.engine.config.run import AnyNet, Recurrent
from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.look import theme
from gatescope.gui.look.icons import app_icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_label
from gatescope.gui.panels.start.page import Start
from gatescope.gui.panels.transport import CommandButton
from gatescope.gui.words.nets import described

WIDTH = 416


class Waiting(QWidget):
    """A file is open and no run has been made. ``reset_clicked``: what was kept from before shall go."""

    reset_clicked = Signal()

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
        for widget in (picture, self._title, self._text, self._make_kept()):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._play)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(3)
        self._shown: tuple[str, AnyNet] = ("", Recurrent())
        self._told = ""
        spoken(self, self._say_again)
        theme.changed().connect(self._make_room)

    def _make_kept(self) -> QWidget:
        """What was not chosen for this file, and the way back to what its data suggests."""
        self._kept_text, self._reset = label("", "muted"), QPushButton()
        self._reset.setStyleSheet(FLAT + "QPushButton { color: palette(link); }")
        self._reset.clicked.connect(lambda: self.reset_clicked.emit())
        self._kept = QWidget()
        across = QHBoxLayout(self._kept)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self._kept_text)
        across.addWidget(self._reset)
        self._kept.hide()
        return self._kept

    def _say_again(self) -> None:
        self.show_data(*self._shown)
        self.show_kept(self._told)

    def show_data(self, name: str, net: AnyNet) -> None:
        """A file is open; Play makes a network like this and trains it."""
        self._shown = name, net
        self._title.setText(self.tr("{name} is open").format(name=one_line(name)))
        gated = any(trace.gate for trace in net.traces)
        said = (
            self.tr(
                "Press Play: a new {net} learns it from the first step, and its hidden state, every gate, the loss and "
                "the predictions appear here. Its settings stand at the left."
            )
            if gated
            else self.tr(
                "Press Play: a new {net} learns it from the first step, and its hidden state, the loss and the "
                "predictions appear here. Its settings stand at the left."
            )
        )
        self._text.setText(said.format(net=described(net)))
        self._make_room()

    def _make_room(self) -> None:
        """For all of its lines, in letters of any size."""
        self._text.setMinimumHeight(self._text.heightForWidth(self._text.width()))

    def show_kept(self, told: str) -> None:
        """``told``: what stands in the form because it was chosen before; '' where nothing does."""
        self._told = told
        self._kept_text.setText(self.tr("Kept from last time: {settings}").format(settings=told))
        self._reset.setText(self.tr("Reset"))
        self._reset.setToolTip(self.tr("Puts the settings at the left back to what suits this file"))
        self._kept.setVisible(bool(told))


class Welcome(QStackedWidget):
    """Two situations: the samples and what else can be opened, or a file is open and waits for Play."""

    reset_clicked = Signal()

    def __init__(self, open_action: QAction, play_action: QAction) -> None:
        super().__init__()
        self.start = Start(open_action)
        self._waiting = Waiting(play_action)
        self._waiting.reset_clicked.connect(self.reset_clicked)
        self.addWidget(self.start)
        self.addWidget(self._waiting)

    def show_empty(self) -> None:
        self.setCurrentWidget(self.start)

    def show_data(self, name: str, net: AnyNet) -> None:
        """Play would make a network like this."""
        self._waiting.show_data(name, net)

    def show_kept(self, told: str) -> None:
        self._waiting.show_kept(told)

    def show_waiting(self) -> None:
        self.setCurrentWidget(self._waiting)
