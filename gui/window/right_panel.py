"""The panel at the right: the runs and the views of one of them behind tabs, and below, in a place of their own, the
findings, so that nothing moves when one of them comes. In a narrow window a rail is left of it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gatescope.gui.kit.fields import line
from gatescope.gui.kit.scrolled import Scrolled
from gatescope.gui.panels.rail import Rail
from gatescope.gui.window.rail_column import RailColumn

WIDTH = 288  # px
LOW, HIGH = 112, 248  # px of the findings
ROOM = 1400  # px of a window from which on there is room for the panel


class RightPanel(QWidget):
    """``tabs`` take what the ``findings`` leave, which keep their height while the pointer is over them; ``calmed``: it
    left one of both."""

    calmed = Signal()

    def __init__(self, tabs: QWidget, findings: QWidget) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.findings, self._said = Scrolled(findings), findings
        for watched in (findings, self.findings.inside, self.findings, tabs):
            watched.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tabs, 1)
        column.addWidget(line())
        column.addWidget(self.findings)

    def _fit(self, *, anyhow: bool = False) -> None:
        """As high as what is said, between two bounds; no more than half of a low window."""
        if self.findings.underMouse() and not anyhow:
            return
        self.findings.setVisible(not self._said.isHidden())
        most = max(LOW, min(HIGH, self.height() // 2))
        self.findings.setFixedHeight(min(max(self.findings.needed, LOW), most))

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(anyhow=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        news = (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        if event.type() in news:
            self._fit()
        elif event.type() is QEvent.Type.Leave:
            self._fit(anyhow=True)
            self.calmed.emit()
        return super().eventFilter(watched, event)


class RightColumn(RailColumn):
    """The ``panel``, as ``wide`` as its user made it, or its rail, which tells of findings too."""

    rail: Rail

    def __init__(self, panel: RightPanel, wide: int = WIDTH) -> None:
        super().__init__(panel, Rail(), WIDTH, ROOM, left=False)
        self.panel, self.wide = panel, max(wide, WIDTH)
