"""The rows of the stack as the user has them: which are left out, in which order they stand, how their maps are drawn.
Remembered for each kind of task."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from gatescope.engine.protocol.shape import of_run
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.views.stack.layout import Form
from gatescope.gui.views.stack.map_rows import FEW, drawn_as_lines
from gatescope.gui.views.stack.sharing.choice import Drawn, RowsChoice
from gatescope.gui.views.stack.view import StackView


class Arranging(QObject):
    """Between the stack, its commands and the conductor."""

    def __init__(self, conductor: Conductor, stack: StackView) -> None:
        super().__init__(stack)
        self._conductor, self._stack = conductor, stack
        stack.row_moved.connect(self.move)
        stack.row_hidden.connect(self.hide)

    @property
    def _rows(self) -> RowsChoice:
        return self._conductor.state.choice(RowsChoice)

    @property
    def task(self) -> str:
        """What the rows are remembered for; '' while there is no run."""
        record = self._conductor.selected
        return str(of_run(record.info).task) if record is not None else ""

    @property
    def large(self) -> str:
        """The row that has the middle, '' where none has."""
        return self._rows.focus

    @property
    def touched(self) -> bool:
        return self._rows.touched(self.task)

    def move(self, row: str, to: int) -> None:
        """Before the row that is ``to`` now."""
        names = self._stack.names()
        if row in names:
            self._conductor.choose(self._rows.moved(self.task, names, row, to))

    def move_by(self, row: str, by: int) -> None:
        """So many places down, as far as there are any."""
        names = self._stack.names()
        if row in names:
            at = names.index(row) + by
            self.move(row, max(at, 0) if by < 0 else min(at + 1, len(names)))

    def hide(self, row: str) -> None:
        """Leaves it out, or has it back."""
        self._conductor.choose(self._rows.turned(self.task, row))

    def reset(self) -> None:
        self._conductor.choose(self._rows.reset(self.task))

    def has_lines(self, row: str) -> bool | None:
        """Whether the map of this row is lines where it is large; None where it is no map or cannot be."""
        scene = self._stack.scene
        known = next((one for one in scene.rows if str(one.trace) == row), None) if scene is not None else None
        if known is None or known.pooled:
            return None
        wanted = self._rows.drawing(row)
        return known.size <= FEW if wanted is None else wanted is Drawn.LINES

    def _is_lines(self, row: str) -> bool | None:
        """Whether it is so as it stands now; None for a strip too."""
        scene, layout = self._stack.scene, self._stack.layout_of_bands()
        band = next((one for one in layout.bands if one.name == row), None) if layout is not None else None
        if scene is None or band is None or band.form is Form.STRIP or self.has_lines(row) is None:
            return None
        return drawn_as_lines(scene, band)

    def turn_lines(self, row: str) -> None:
        """Of the row that is large."""
        self._draw_as(row, self.has_lines(row))

    def _draw_as(self, row: str, lines: bool | None) -> None:
        if lines is not None:
            self._conductor.choose(self._rows.drawing_as(row, Drawn.COLOURS if lines else Drawn.LINES))

    # ---- the menu of a row -------------------------------------------------------------------------------------

    def fill(self, view: str, menu: QMenu, at: QPoint) -> None:
        """What can be done with the row of the stack that is there on the screen."""
        row = self._stack.row_at(self._stack.mapFromGlobal(at)) if view == STACK else ""
        if not row:
            return
        menu.addSeparator()
        self._add(menu, self.tr("Large, in the middle"), lambda: self._stack.focus_chosen.emit(row))
        lines = self._is_lines(row)
        if lines is not None:
            text = self.tr("Show as colours") if lines else self.tr("Show as lines")
            self._add(menu, text, lambda: self._draw_as(row, lines))
        self._add(menu, self.tr("Move up"), lambda: self.move_by(row, -1))
        self._add(menu, self.tr("Move down"), lambda: self.move_by(row, 1))
        self._add(menu, self.tr("Leave this row out"), lambda: self.hide(row))
        if self.touched:
            self._add(menu, self.tr("All rows as they were"), self.reset)

    def _add(self, menu: QMenu, text: str, act: Callable[[], object]) -> None:
        menu.addAction(text).triggered.connect(lambda _on=False: act())
