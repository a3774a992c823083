"""Bars above the picture: something to know or to decide, never in the way (a bar is not a dialog)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gatescope.engine.protocol.messages import Progress
from gatescope.gui.kit.fields import Text, label, written
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_label

Button = tuple[Text, Callable[[], None]]


class NoticeBar(QWidget):
    """One sentence and what can be done about it."""

    closed = Signal()

    def __init__(self, text: Text, role: str, buttons: Sequence[Button], keeps: Sequence[Text] | None) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self._text = label(text, role)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._text, 1)
        for title, act in buttons:
            row.addWidget(self._button(title, act, keeps is None or title not in keeps))
        if keeps is None:
            row.addWidget(self._button(lambda: self.tr("Close"), None, True, quiet=True))

    @property
    def text(self) -> str:
        return self._text.text()

    def reword(self, text: str) -> None:
        self._text.setText(text)

    def _button(self, title: Text, act: Callable[[], None] | None, closes: bool, quiet: bool = False) -> QPushButton:
        button = QPushButton()
        written(button, title)
        button.setProperty("kind", "quiet" if quiet else "")
        if closes:
            button.clicked.connect(lambda: self.closed.emit())
        if act is not None:
            button.clicked.connect(lambda: act())
        return button


class Bars(QWidget):
    """The bars that are shown, newest last; one of each ``kind`` at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._bars: dict[str, NoticeBar] = {}
        self.hide()

    @property
    def texts(self) -> dict[str, str]:
        """What is said now, by kind."""
        return {kind: bar.text for kind, bar in self._bars.items()}

    def say(
        self, kind: str, text: Text, role: str = "", buttons: Sequence[Button] = (), keeps: Sequence[Text] | None = None
    ) -> None:
        """Shows a bar in place of the one of the same kind. Its buttons close it, except those named in ``keeps``:
        with these the user has to decide, and it has no Close."""
        self.clear(kind)
        bar = self._bars[kind] = NoticeBar(text, role, buttons, keeps)
        bar.closed.connect(lambda: self.clear(kind))
        self._column.addWidget(bar)
        self.show()

    def reword(self, kind: str, text: str) -> None:
        """Other words on a bar that is shown; its buttons stay under the mouse."""
        if kind in self._bars:
            self._bars[kind].reword(text)

    def clear(self, kind: str) -> None:
        bar = self._bars.pop(kind, None)
        if bar is not None:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))


class Reading(QWidget):
    """How far the reading of a file has come, and Cancel."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        self._text = plain_label()
        self._name = ""
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bytes = label("", "muted")
        cancel = QPushButton()
        spoken(cancel, lambda: cancel.setText(self.tr("Cancel")))
        cancel.clicked.connect(lambda: self.cancelled.emit())
        row.addWidget(self._text)
        row.addWidget(self._bar)
        row.addWidget(self._bytes)
        row.addWidget(cancel)
        row.addStretch(1)
        spoken(self, self._say)
        self.hide()

    def _say(self) -> None:
        self._text.setText(self.tr("Reading {name}…").format(name=one_line(self._name)))

    def begin(self, name: str) -> None:
        self._name = name
        self._say()
        self._bar.setRange(0, 0)
        self._bytes.setText("")
        self.show()

    def show_progress(self, progress: Progress) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * progress.done / max(progress.total, 1)))
        self._bytes.setText(f"{numbers.size(progress.done)} / {numbers.size(progress.total)}")

    def end(self) -> None:
        self.hide()
