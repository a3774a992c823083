"""What the colours of a map without limits of its own reach to, as the user chooses it at the legend."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.readable_numbers import plain
from gatescope.gui.state.intent import RangeKind
from gatescope.gui.views.stack.view import StackView


class ColourRanges(QObject):
    """Between the stack's legend and the conductor."""

    def __init__(self, conductor: Conductor, stack: StackView, actions: Mapping[str, QAction]) -> None:
        super().__init__(stack)
        self._conductor, self._stack, self._actions = conductor, stack, actions
        stack.range_clicked.connect(lambda place: self.menu().popup(place))

    def menu(self) -> QMenu:
        """The ranges there are; the one in force is checked."""
        menu = QMenu(self._stack)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        for kind, text in (
            (RangeKind.FIT, self.tr("Fit what is shown")),
            (RangeKind.RUN, self.tr("This run")),
            (RangeKind.FIXED, self.tr("Fixed at ±{n}").format(n=plain(self._conductor.state.ranges.fixed))),
        ):
            self._add(menu, group, kind, text)
        menu.addAction(self._actions["fixed_range"])
        menu.addSeparator()
        menu.addAction(self._actions["own_range"])
        return menu

    def _add(self, menu: QMenu, group: QActionGroup, kind: RangeKind, text: str) -> None:
        ranges = self._conductor.state.ranges
        action = QAction(text, menu, checkable=True, checked=kind is ranges.kind and not ranges.own)
        action.triggered.connect(lambda: self._conductor.change(ranges=ranges.with_(kind=kind, own=False)))
        group.addAction(action)
        menu.addAction(action)
