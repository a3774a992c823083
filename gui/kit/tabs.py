"""Tabs: a strip of them that takes two lines where one does not hold them, and the pages behind it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip

PER_LINE = 3  # in a narrow panel
TALL, SIGN, ARROWS = 24, 16, 22  # px: of tabs on a head, and how wide "?" and "⤢" are
Says = Callable[[], tuple[str, str]]  # a tab's name and tip
Margins = tuple[int, int, int, int]


class TabStrip(QWidget):
    """``chosen`` carries the name of the tab, ``explain`` says that its "?" was clicked, ``enlarge`` that what is
    behind it shall have the middle, which can be where ``large`` is shown. Tabs are ``spread`` over the strip, or stand
    at its left."""

    chosen = Signal(str)
    explain = Signal()
    enlarge = Signal()

    def __init__(self, tabs: Mapping[str, Says], margins: Margins = (6, 6, 2, 2), *, spread: bool = True) -> None:
        """What ``tabs`` say is asked again when the language changes."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*margins)
        self._grid.setSpacing(2)
        self._group = QButtonGroup(self)
        self._across, self._spread = 0, spread
        self._tabs, self._flags = tabs, dict[str, str]()
        self._refused: Mapping[str, str] = {}
        self._away: frozenset[str] = frozenset()
        self.buttons = {name: QPushButton() for name in tabs}
        for name, button in self.buttons.items():
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
        next(iter(self.buttons.values())).setChecked(True)
        self._make_help()
        spoken(self, self._name)

    def _make_help(self) -> None:
        self.help = QToolButton()
        self.help.setText("?")
        self.help.setProperty("kind", "quiet")
        spoken(self.help, lambda: self.help.setToolTip(self.tr("What am I looking at?")))
        spoken(self.help, lambda: self.help.setAccessibleName(self.tr("What am I looking at?")))
        self.help.setFixedSize(SIGN, 22)
        self.help.setStyleSheet("QToolButton { padding: 0; min-height: 0; }")
        self.help.clicked.connect(lambda: self.explain.emit())
        self.large = QToolButton()
        self.large.setText("⤢")
        self.large.setProperty("kind", "quiet")
        spoken(self.large, lambda: self.large.setToolTip(self.tr("Gives this the middle of the window; Esc goes back")))
        spoken(self.large, lambda: self.large.setAccessibleName(self.tr("Large, in the middle")))
        self.large.setFixedSize(ARROWS, 22)
        self.large.setStyleSheet("QToolButton { padding: 0; min-height: 0; }")
        self.large.clicked.connect(lambda: self.enlarge.emit())
        self.large.hide()

    @property
    def current(self) -> str:
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, name: str) -> None:
        """Shows a tab as if it had been clicked. Raises ``KeyError`` for a name that no tab has."""
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)

    def show_front(self, name: str) -> None:
        """Shows a tab that comes to the front unasked. Raises ``KeyError`` for a name that no tab has."""
        self.buttons[name].setChecked(True)

    def flag(self, name: str, mark: str) -> None:
        """Puts a mark behind the name of a tab, '' takes it away."""
        if self._flags.get(name, "") != mark:
            self._flags[name] = mark
            self._name()

    def refuse(self, why: Mapping[str, str]) -> None:
        """The tabs that cannot be turned to now, and why."""
        if why != self._refused:
            self._refused = why
            self._name()

    def leave_out(self, names: frozenset[str]) -> None:
        """The tabs that are not there at all."""
        if names != self._away:
            self._away, self._across = names, 0
            for name, button in self.buttons.items():
                self._grid.removeWidget(button)
                button.setVisible(name not in names)
            self._name()

    def _name(self) -> None:
        for name, button in self.buttons.items():
            text, tip = self._tabs[name]()
            button.setText(text + self._flags.get(name, ""))
            button.setToolTip(plain_tip(self._refused.get(name, "") or tip))
            button.setEnabled(name not in self._refused)
        self._arrange()

    def _arrange(self) -> None:
        buttons = tuple(button for name, button in self.buttons.items() if name not in self._away)
        around = self._grid.contentsMargins()
        signs = SIGN + ARROWS + 4 + around.left() + around.right()
        needed = sum(button.sizeHint().width() + 2 for button in buttons) + signs
        across = len(buttons) if self.width() >= needed else PER_LINE
        if across == self._across:
            return
        self._across = across
        for at, button in enumerate(buttons):
            self._grid.addWidget(button, at // across, at % across)
        self._grid.addWidget(self.help, 0, across + 1)
        self._grid.addWidget(self.large, 0, across + 2)
        if not self._spread:
            self._grid.setColumnStretch(across, 1)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class Tabs(QWidget):
    """A strip of tabs and what stands behind them; a page may be tabs again. ``turned`` says that another page is in
    front."""

    turned = Signal()

    def __init__(self, strip: TabStrip, pages: Mapping[str, QWidget]) -> None:
        """``pages`` have the names of the tabs."""
        super().__init__()
        self.strip, self.pages = strip, pages
        self.lent = ""  # the page that stands elsewhere
        self._stack = QStackedWidget()
        for page in pages.values():
            self._stack.addWidget(page)
            if isinstance(page, Tabs):
                page.turned.connect(self.turned)
        strip.chosen.connect(self._turn)
        self._place()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)

    @property
    def front(self) -> str:
        """The name of the page in front, of tabs behind a tab theirs."""
        page = self.pages[self.strip.current]
        return page.front if isinstance(page, Tabs) else self.strip.current

    def turn(self, name: str) -> bool:
        """Brings a page to the front, also within one that stands elsewhere. False where there is none of this name."""
        for tab, page in self.pages.items():
            if (isinstance(page, Tabs) and page.turn(name)) or tab == name:
                if tab != self.lent:
                    self.strip.choose(tab)
                return True
        return False

    def put_in_front(self, name: str) -> None:
        """Brings a page to the front that nobody asked for: the one that stood there is elsewhere, or here again."""
        self.strip.show_front(name)
        self._turn(name)

    def lend(self, name: str) -> QWidget:
        """Gives a page away until ``restore``; its tab cannot be turned to until then. Raises ``KeyError`` for a name
        that no tab has."""
        page = self.pages[name]
        self.lent = name
        self._stack.removeWidget(page)
        return page

    def restore(self) -> None:
        """The page that was given away is here again."""
        page, self.lent = self.pages[self.lent], ""
        self._stack.addWidget(page)

    def _turn(self, name: str) -> None:
        if name == self.lent:
            return
        self._stack.setCurrentWidget(self.pages[name])
        self.turned.emit()


class Overlaid(Tabs):
    """Tabs that lie on the head of their pages. A page is told how much of it they take by its ``leave_room``."""

    def __init__(self, strip: TabStrip, pages: Mapping[str, QWidget], left: int, head: int) -> None:
        self._left, self._head = left, head
        super().__init__(strip, pages)
        spoken(self, self._settle)
        theme.changed().connect(self._settle)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.strip.setParent(self)
        self.strip.help.hide()

    def _settle(self) -> None:
        """When the tabs have their new words, or letters of another size."""
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """The tabs are as wide as their words."""
        wide, scale = self.strip.sizeHint().width(), theme.letters()
        for page in self.pages.values():
            if (leave := getattr(page, "leave_room", None)) is not None:
                leave(self._left + wide)
        tall = round(TALL * scale)
        self.strip.setGeometry(self._left, (round(self._head * scale) - tall) // 2, wide, tall)
        self.strip.raise_()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
