"""What is left of a column where a window has no room for it: it opens the column, and says how many findings there
are."""

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


class Rail(QWidget):
    """``clicked``: the column is to be opened, or closed again."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.opener, self.badge = QToolButton(), QToolButton()
        column = QVBoxLayout(self)
        column.setContentsMargins((WIDTH - BUTTON) // 2, 8, 0, 8)
        column.setSpacing(8)
        for button in (self.opener, self.badge):
            button.setProperty("kind", "quiet")
            button.setIconSize(QSize(ICON, ICON))
            button.setFixedWidth(BUTTON)
            button.clicked.connect(lambda: self.clicked.emit())
            column.addWidget(button)
        column.addStretch(1)
        self.badge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self._told: tuple[Severity | None, int] = (None, 0)
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
        opens = self.tr("Open the column of runs and findings")
        self.opener.setToolTip(plain_tip(opens))
        self.opener.setAccessibleName(opens)
        told = self.tr("Findings: {n}").format(n=count)
        self.badge.setText(str(count) if count else "")
        self.badge.setToolTip(plain_tip(told))
        self.badge.setAccessibleName(told)
        self.badge.setVisible(worst is not None)
        self._colour()

    def _colour(self) -> None:
        worst = self._told[0]
        self.opener.setIcon(icon("table"))
        if worst is not None:
            self.badge.setIcon(icon(ICONS[worst], edge(worst)))
