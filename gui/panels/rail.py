"""What is left of a column where a window has no room for it: it opens the column, and says how many findings there
are."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.panels.findings import edge
from gatescope.gui.state.sightings import Severity

WIDTH, BUTTON, ICON = 40, 32, 18  # px
ICONS = {Severity.FOUND: "warning", Severity.NOTICED: "info", Severity.GOOD: "check"}


class Opener(QWidget):
    """A strip with a button. ``clicked``: the column is to be opened, or closed again; ``says`` what that is."""

    clicked = Signal()

    def __init__(self, picture: str, says: Callable[[], str]) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._picture, self._says = picture, says
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins((WIDTH - BUTTON) // 2, 8, 0, 8)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.opener = self._button()
        theme.changed().connect(self._colour_opener)
        spoken(self, self._say_opener)

    def _button(self) -> QToolButton:
        """Below those that are there."""
        made = QToolButton()
        made.setProperty("kind", "quiet")
        made.setIconSize(QSize(ICON, ICON))
        made.setFixedWidth(BUTTON)
        made.clicked.connect(lambda: self.clicked.emit())
        self._column.insertWidget(self._column.count() - 1, made)
        return made

    def _say_opener(self) -> None:
        opens = self._says()
        self.opener.setToolTip(plain_tip(opens))
        self.opener.setAccessibleName(opens)
        self._colour_opener()

    def _colour_opener(self) -> None:
        self.opener.setIcon(icon(self._picture))


class Rail(Opener):
    """That of runs and findings: it says how many findings there are."""

    def __init__(self) -> None:
        super().__init__("table", lambda: self.tr("Open the column of runs and findings"))
        self._told: tuple[Severity | None, int] = (None, 0)
        self.badge = self._button()
        self.badge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        theme.changed().connect(self._colour)
        spoken(self, self._say)

    def show_findings(self, worst: Severity | None, count: int) -> None:
        """How many there are, and the worst of them; None: there is nothing to say."""
        if (worst, count) != self._told:
            self._told = worst, count
            self._colour()
            self._say()

    def _say(self) -> None:
        worst, count = self._told
        told = self.tr("Findings: {n}").format(n=count)
        self.badge.setText(str(count) if count else "")
        self.badge.setToolTip(plain_tip(told))
        self.badge.setAccessibleName(told)
        self.badge.setVisible(worst is not None)
        self._colour()

    def _colour(self) -> None:
        worst = self._told[0]
        if worst is not None:
            self.badge.setIcon(icon(ICONS[worst], edge(worst)))
