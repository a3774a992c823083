"""The first minute and the units: welcome page, samples, the hint above the pictures, which unit is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from gatescope.engine.protocol.messages import Ready, Recovered
from gatescope.gui.controllers.board import Board
from gatescope.gui.controllers.sample_start import SampleStart
from gatescope.gui.controllers.sorting import Sorting
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.memory import files
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.start.banner import Banner
from gatescope.gui.panels.start.before_pictures import Welcome
from gatescope.gui.panels.start.samples import SAMPLES
from gatescope.gui.panels.transport import Transport
from gatescope.gui.panels.unit_bar import UnitBar
from gatescope.gui.scenes.asking import UNIT
from gatescope.gui.state.ordering import OrderBy, pinned_with
from gatescope.gui.state.slowing import FULL_SPEED
from gatescope.gui.views.stack.view import StackView

WELCOME, PICTURES = 0, 1


@dataclass(frozen=True)
class FirstStepParts:
    """What the guide shows and hides. ``side`` is the panel of settings, of no use while nothing is open; ``beside`` is
    what there is to see of a run beside the pictures."""

    window: QWidget
    pages: QStackedWidget
    welcome: Welcome
    side: QWidget
    beside: tuple[QWidget, ...]
    banner: Banner
    unit_bar: UnitBar
    board: Board
    transport: Transport
    stack: StackView


class FirstSteps(QObject):
    """Decides which page is shown, and does what is chosen on it. ``said`` carries what is good to know for a while."""

    said = Signal(str)

    def __init__(self, conductor: Conductor, settings: Settings, guided: FirstStepParts) -> None:
        super().__init__(guided.window)
        self._conductor, self._settings, self._guided = conductor, settings, guided
        self.tour = SampleStart(conductor, self)
        self.sorting = Sorting(conductor, guided.board, self)
        self._home = False
        self._away: frozenset[QWidget] = frozenset()
        self._wire_pages()
        self._wire_units()
        spoken(guided.window, self._say)

    def _say(self) -> None:
        self._show_page()
        self._show_hint()

    def _wire_pages(self) -> None:
        conductor, guided = self._conductor, self._guided
        start = guided.welcome.start
        start.sample_chosen.connect(self.tour.start)
        start.recover_chosen.connect(conductor.open)
        start.discard_chosen.connect(conductor.discard)
        start.back_chosen.connect(self.leave_home)
        conductor.engine_ready.connect(self._offer)
        conductor.recovered.connect(self._offer_more)
        conductor.data_changed.connect(self._opened)
        conductor.runs_changed.connect(self._show_page)
        conductor.runs_changed.connect(self._show_hint)
        self.tour.changed.connect(self._show_hint)
        self.tour.speed_wanted.connect(guided.transport.suit)
        guided.banner.compare_clicked.connect(self.tour.compare)
        guided.banner.dismissed.connect(self.tour.dismiss)

    def _wire_units(self) -> None:
        conductor, bar, stack = self._conductor, self._guided.unit_bar, self._guided.stack
        bar.unit_chosen.connect(lambda unit: conductor.change(unit=unit))
        bar.order_chosen.connect(self.sorting.choose)
        bar.again_clicked.connect(self.sorting.again)
        stack.pin_clicked.connect(self._pin)
        stack.unpin_pressed.connect(self.unpin)
        self._guided.window.installEventFilter(self)
        conductor.state_changed.connect(self._show_unit)
        conductor.runs_changed.connect(self._show_unit)
        self._show_unit()

    # ---- pages -------------------------------------------------------------------------------------------------

    def show_home(self) -> None:
        """The samples again; what is open stays open, and trains on."""
        self._home = True
        self._show_page()
        self._guided.welcome.start.gallery.cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_away(self, panels: Iterable[QWidget]) -> None:
        """These stay hidden until others are named."""
        self._away = frozenset(panels)
        self._show_page()

    def leave_home(self) -> None:
        self._home = False
        self._show_page()

    def _show_page(self) -> None:
        data, guided = self._conductor.store.dataset, self._guided
        at_start = self._home or data is None
        if at_start:
            guided.welcome.start.show_recent(files.data_files(self._settings.recent))
            guided.welcome.start.show_way_back(data.name if data else "")
            guided.welcome.show_empty()
        else:
            guided.welcome.show_waiting()
        guided.side.setVisible(not at_start and guided.side not in self._away)
        pictures = not at_start and self._conductor.selected is not None
        for panel in guided.beside:
            panel.setVisible(pictures and panel not in self._away)
        if pictures and guided.pages.currentIndex() != PICTURES:
            guided.window.setFocus()  # else Qt gives the focus to whatever button comes next
        guided.pages.setCurrentIndex(PICTURES if pictures else WELCOME)

    def _opened(self) -> None:
        self._home = False
        store = self._conductor.store
        left = self._guided.welcome.start.recoverable
        self._guided.welcome.start.show_recoverable([each for each in left if each.path != store.session_path])
        path = store.dataset.path if store.dataset else ""
        if path and Path(path) not in {sample.path for sample in SAMPLES}:
            self._settings.recent = files.with_recent(self._settings.recent, path)
        self._show_page()

    def _offer(self, ready: Ready, going_on: bool) -> None:
        if not going_on:
            self._guided.welcome.start.show_recoverable(ready.recoverable)

    def _offer_more(self, told: Recovered) -> None:
        start = self._guided.welcome.start
        start.show_recoverable(sorted((*start.recoverable, *told.recoverable), key=lambda left: -left.modified))

    def _show_hint(self) -> None:
        rival = self.tour.rival
        self._guided.banner.say(self.tour.hint, rival.net.label if rival else "")

    def full_speed(self) -> None:
        """From here on everything trains as fast as it can."""
        self._guided.transport.show_speed(FULL_SPEED)

    # ---- units -------------------------------------------------------------------------------------------------

    def find_unit(self) -> None:
        """Lets the user type a number, whatever stood in the field's place."""
        self.leave_home()
        self._guided.board.show(UNIT)
        self._guided.unit_bar.ask()

    def order_again(self) -> None:
        """Finds the order anew; where units stand by index there is none, and the field says which there are."""
        if OrderBy(str(self._guided.unit_bar.order.value)) is OrderBy.INDEX:
            self.leave_home()
            self._guided.board.show(UNIT)
            self._guided.unit_bar.order.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.sorting.again()
            self.said.emit(self.tr("The order of the units was found anew from what is shown now."))

    def pin(self) -> None:
        """Pins the unit at the cursor, or unpins it."""
        if self._conductor.state.unit >= 0:
            self._pin(self._conductor.state.unit)

    def unpin(self) -> None:
        self._conductor.change(pinned=())

    def _pin(self, unit: int) -> None:
        self._conductor.change(pinned=pinned_with(self._conductor.state.pinned, unit))

    def _show_unit(self) -> None:
        record = self._conductor.selected
        self._guided.unit_bar.show_unit(self._conductor.state.unit, record.info.config.net.units if record else 0)

    # Qt's own name from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape, where nothing else in the window had a use for it: out of what is compared, then out of the past."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Escape and self._conductor.state.pinned:  # type: ignore[attr-defined]
            self.unpin()
            return True
        if pressed and event.key() == Qt.Key.Key_Escape and not self._conductor.state.live:  # type: ignore[attr-defined]
            self._conductor.go_live()
            return True
        return super().eventFilter(watched, event)
