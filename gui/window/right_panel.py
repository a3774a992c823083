"""The panel at the right: the runs and the views of one of them behind tabs, and below, in a place of their own, the
findings, so that nothing moves when one of them comes. In a narrow window a rail is left of it, and opens it over what
stands beside."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from gatescope.gui.kit.boxes import upright
from gatescope.gui.kit.fields import line
from gatescope.gui.kit.scrolled import Scrolled
from gatescope.gui.panels.rail import WIDTH as RAIL
from gatescope.gui.panels.rail import Rail

WIDTH = 288  # px
LOW, HIGH = 112, 248  # px of the findings
ROOM = 1400  # px of a window from which on there is room for the panel
ANY = 16777215  # px: Qt's own for no limit


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


class RightColumn(QWidget):
    """The ``panel``, ``wide`` px, where the window is wide enough, else its rail. Opened, it stays while one works
    beside it."""

    def __init__(self, panel: RightPanel, wide: int = WIDTH) -> None:
        super().__init__()
        self.panel, self.rail = panel, Rail()
        self.narrow, self.wide = False, max(wide, WIDTH)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(panel, 1)
        self._row.addWidget(self.rail)
        self.rail.hide()
        self._edge = upright()  # of the panel where it lies over something
        self._edge.setParent(panel)
        self._edge.hide()
        self.rail.clicked.connect(lambda: self.open(not self.is_open))

    @property
    def is_open(self) -> bool:
        """Whether the panel lies over what stands beside it."""
        return self.narrow and not self.panel.isHidden()

    def open(self, on: bool = True) -> None:
        """Over what stands beside, or away; nothing where there is room for it."""
        if not self.narrow or on == self.is_open:
            return
        app = QApplication.instance()
        assert app is not None
        if on:
            self._lay_over()
            self.panel.show()
            self.panel.raise_()
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
            self.panel.hide()

    def fit(self) -> None:
        """As the window is now."""
        narrow = self.window().width() < ROOM
        if narrow != self.narrow:
            self.open(False)
            self.narrow = narrow
            self._turn()

    def _turn(self) -> None:
        self.rail.setVisible(self.narrow)
        self._edge.setVisible(self.narrow)
        if self.narrow:
            self._row.removeWidget(self.panel)
            self.panel.setParent(self.window())
            self.panel.hide()
            self.setFixedWidth(RAIL)
        else:
            self._row.insertWidget(0, self.panel, 1)
            self.panel.show()
            self.setMinimumWidth(0)
            self.setMaximumWidth(ANY)
        splitter, wide = self.parentWidget(), RAIL if self.narrow else self.wide
        if isinstance(splitter, QSplitter):
            splitter.setSizes([max(1, sum(splitter.sizes()) - wide), wide])

    def _lay_over(self) -> None:
        corner = self.mapTo(self.window(), QPoint())
        self.panel.setGeometry(corner.x() - self.wide, corner.y(), self.wide, self.height())
        self._edge.setGeometry(0, 0, 1, self.height())
        self._edge.raise_()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and not self.narrow and self.window().width() >= ROOM:
            self.wide = max(self.width(), WIDTH)  # as its user drags it

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ParentChange or event.type() is QEvent.Type.Show:
            self.window().installEventFilter(self)
            if self.isVisible():
                self.fit()
        elif event.type() is QEvent.Type.Hide:
            self.open(False)
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.is_open:
            self._lay_over()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window() and event.type() is QEvent.Type.Resize and self.isVisible():
            self.fit()
        if self.is_open and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._escape(event)
        return super().eventFilter(watched, event)

    def _escape(self, event: QKeyEvent) -> bool:
        """Closes it while the keyboard belongs to it; a name that is typed there has the key first."""
        focus = QApplication.focusWidget()
        own = focus is not None and any(part.isAncestorOf(focus) for part in (self.panel, self.rail))
        if not own or isinstance(focus, QLineEdit) or QApplication.activePopupWidget():
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self.open(False)
        return True
