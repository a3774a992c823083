"""A calm strip above the pictures: what to look at first, and what to compare it with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label


class Banner(QWidget):
    """Shows one sentence or two until the user has read them."""

    compare_clicked = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        self._edge = QFrame()
        self._edge.setFixedWidth(3)
        self._text = plain_label()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setContentsMargins(6, 7, 6, 7)
        self._rival = ""
        self._compare, self._close = QPushButton(), QPushButton()
        self._compare.clicked.connect(lambda: self.compare_clicked.emit())
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(lambda: self.dismissed.emit())
        row.addWidget(self._edge)
        row.addWidget(self._text, 1)
        row.addWidget(self._compare)
        row.addWidget(self._close)
        spoken(self, self._name_buttons)
        self._colour()
        theme.changed().connect(self._colour)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; '' while nothing is."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, rival: str) -> None:
        """Shows ``text``; ``rival`` is the cell to compare with, '' where there is none. No text: nothing is shown."""
        self._text.setText(text)
        self._rival = rival
        self._name_buttons()
        self._compare.setVisible(bool(rival))
        self.setVisible(bool(text))

    def _name_buttons(self) -> None:
        self._compare.setText(self.tr("Compare with {cell}").format(cell=self._rival))
        self._compare.setToolTip(self.tr("Trains another cell on the same data beside this one; nothing else differs"))
        self._close.setText(self.tr("Got it"))
        self._close.setToolTip(self.tr("Hides this hint; the training goes on"))

    def _colour(self) -> None:
        self._edge.setStyleSheet(f"background: {theme.current().accent};")
