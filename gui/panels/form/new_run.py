"""The button below the settings: what the next run would be called, and what it would do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import label
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_title


class NewRun(QWidget):
    """``clicked``: the run shall be made, and begin."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._beside = "", ""
        self.button, self._about = QPushButton(), label("", "small")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(lambda: self.clicked.emit())
        self._about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.button)
        column.addWidget(self._about)
        spoken(self, self._say)
        theme.changed().connect(self._say)

    def show_waiting(self, name: str, beside: str) -> None:
        """``name``: what the settings would make, '' while they are those of the run ``beside`` which it would stand in
        the list."""
        if (name, beside) != (self._name, self._beside):
            self._name, self._beside = name, beside
            self._say()

    def _say(self) -> None:
        waiting = bool(self._name)
        self.button.setText(
            self.tr("New run: {name}").format(name=plain_title(self._name)) if waiting else self.tr("New run")
        )
        self.button.setIcon(icon("play" if waiting else "new", theme.current().on_accent if waiting else None))
        self.button.setEnabled(waiting)
        self.button.setProperty("kind", "primary" if waiting else "")
        self.button.style().polish(self.button)
        stays = self.tr("starts at once · {run} stays in the list").format(run=self._beside)
        self._about.setText(stays if waiting else self.tr("Change a field to start another"))
