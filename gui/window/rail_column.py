"""A column beside the pictures that is a rail where the window has no room for it. The rail opens it over what stands
beside."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSplitter, QWidget

from gatescope.gui.kit.boxes import upright
from gatescope.gui.look import theme
from gatescope.gui.panels.rail import WIDTH as RAIL
from gatescope.gui.panels.rail import Opener

ANY = 16777215  # px: Qt's own for no limit


class RailColumn(QWidget):
    """The ``panel``, ``wide`` px, where the window has ``room`` px, else its ``rail``. Opened, it stays while one works
    beside it. ``left``: of what it stands beside."""

    def __init__(self, panel: QWidget, rail: Opener, wide: int, room: int, *, left: bool) -> None:
        super().__init__()
        self.rail, self.narrow, self.wide, self._sized = rail, False, wide, theme.sized()
        self._panel, self._least, self._room, self._left = panel, wide, room, left
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for part in (rail, panel) if left else (panel, rail):
            self._row.addWidget(part, int(part is panel))
        self.rail.hide()
        self._edge = upright()  # of the panel where it lies over something
        self._edge.setParent(panel)
        self._edge.hide()
        self.rail.clicked.connect(lambda: self.open(not self.is_open))
        theme.changed().connect(self._grow)

    @property
    def is_open(self) -> bool:
        """Whether the panel lies over what stands beside it."""
        return self.narrow and not self._panel.isHidden()

    def open(self, on: bool = True) -> None:
        """Over what stands beside, or away; nothing where there is room for it."""
        if not self.narrow or on == self.is_open:
            return
        app = QApplication.instance()
        assert app is not None
        if on:
            self._lay_over()
            self._panel.show()
            self._panel.raise_()
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
            self._panel.hide()

    def fit(self) -> None:
        """As the window is now."""
        narrow = self.window().width() < self._room * self._sized
        if narrow != self.narrow:
            self.open(False)
            self.narrow = narrow
            self._turn()

    def _grow(self) -> None:
        """With the letters."""
        by = theme.sized() / self._sized
        if by != 1.0:
            self.open(False)
            self._sized, self.wide, self._least = theme.sized(), round(self.wide * by), round(self._least * by)
            self.fit()
            self._share()

    def _turn(self) -> None:
        self.rail.setVisible(self.narrow)
        self._edge.setVisible(self.narrow)
        if self.narrow:
            self._row.removeWidget(self._panel)
            self._panel.setParent(self.window())
            self._panel.hide()
            self.setFixedWidth(round(RAIL * self._sized))
        else:
            self._row.insertWidget(1 if self._left else 0, self._panel, 1)
            self._panel.show()
            self.setMinimumWidth(0)
            self.setMaximumWidth(ANY)
        self._share()

    def _share(self) -> None:
        """What it takes of a splitter."""
        splitter, wide = self.parentWidget(), round(RAIL * self._sized) if self.narrow else self.wide
        if isinstance(splitter, QSplitter):
            splitter.setSizes([max(1, sum(splitter.sizes()) - wide), wide])

    def _lay_over(self) -> None:
        corner = self.mapTo(self.window(), QPoint())
        at = corner.x() + self.width() if self._left else corner.x() - self.wide
        self._panel.setGeometry(at, corner.y(), self.wide, self.height())
        self._edge.setGeometry(self.wide - 1 if self._left else 0, 0, 1, self.height())
        self._edge.raise_()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and not self.narrow and self.window().width() >= self._room * self._sized:
            self.wide = max(self.width(), self._least)  # as its user drags it

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
        own = focus is not None and any(part.isAncestorOf(focus) for part in (self._panel, self.rail))
        if not own or isinstance(focus, QLineEdit) or QApplication.activePopupWidget():
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self.open(False)
        return True
