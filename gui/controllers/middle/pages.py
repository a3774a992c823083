"""Pages of other places in the middle: the opened cell, the weights, the runs. The timeline stays where it is and
grows.

What is large is part of what the user wants (``RowsChoice``); here the widgets follow.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gatescope.gui.controllers.board import Board
from gatescope.gui.controllers.middle.timeline_height import TimelineHeight
from gatescope.gui.controllers.shelves import Shelf
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.views.spec import Place
from gatescope.gui.views.stack.sharing.choice import RowsChoice
from gatescope.gui.views.stack.view import StackView


class MiddlePages(QObject):
    """Lends pages to the stack and takes them back."""

    def __init__(self, conductor: Conductor, board: Board, stack: StackView, height: TimelineHeight) -> None:
        super().__init__(stack)
        self._conductor, self._board, self._stack, self._height = conductor, board, stack, height
        self._large = ""
        self._lender: Shelf | None = None
        self._before = ""  # the view of the middle that stood there
        board.enlarged.connect(self.turn)
        conductor.state_changed.connect(self._follow)
        conductor.runs_changed.connect(self._follow)
        self._follow()

    def turn(self, page: str) -> None:
        """Gives a page the middle, or takes that away again."""
        rows = self._conductor.state.choice(RowsChoice)
        self._conductor.choose(rows.back() if rows.guest == page else rows.hosting(page))

    def _follow(self) -> None:
        known = self._conductor.selected is not None
        large = self._conductor.state.choice(RowsChoice).large if known else ""
        if large != self._large:
            before = QApplication.focusWidget()
            self._give_back()
            self._large = large
            self._take(large)
            self._keep_keyboard(before)

    def _keep_keyboard(self, before: QWidget | None) -> None:
        """Where a page goes that had the keyboard, Qt gives it to whatever field comes next."""
        if before is not None and QApplication.focusWidget() is not before:
            (before if before.isVisible() else self._stack.window()).setFocus()

    def _take(self, page: str) -> None:
        found = self._board.shelf_of(page) if page else None
        if found is None:
            return
        place, shelf = found
        if place is Place.SIDE:
            self._before = self._board.front(Place.MIDDLE)
            self._board.show(STACK)
            self._lender = shelf
            self._stack.host(shelf.lend(page))
        elif place is Place.BELOW:
            self._board.show(page)
            self._height.grow(True)

    def _give_back(self) -> None:
        if self._lender is not None:
            self._stack.host(None)
            self._lender.restore()
            self._lender = None
            self._board.show(self._before)
        self._height.grow(False)
