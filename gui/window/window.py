"""The window: where everything stands, what is wired to what, and the display's clock."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.commands import actions as commands
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.controllers.commands.table import COMMANDS
from gatescope.gui.controllers.dialogs import DialogParts, Dialogs
from gatescope.gui.controllers.files import Files
from gatescope.gui.controllers.findings import Findings
from gatescope.gui.controllers.first_steps import FirstStepParts, FirstSteps
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.controllers.forms import FormDesk
from gatescope.gui.controllers.menu import fill_choices
from gatescope.gui.controllers.middle import Middle
from gatescope.gui.controllers.reports import Reports
from gatescope.gui.controllers.side_panel import OWN_SLOTS, Analyses
from gatescope.gui.controllers.stack_rows import StackRows
from gatescope.gui.controllers.timeline import Timeline
from gatescope.gui.kit.bar import Bars, Reading
from gatescope.gui.kit.boxes import column, row, upright
from gatescope.gui.kit.fields import line
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.look.icons import app_icon
from gatescope.gui.look.language import spoken
from gatescope.gui.memory import layout as layout_memory
from gatescope.gui.memory.settings import Settings
from gatescope.gui.panels.form.data import DataPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.probe import ProbeBar
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.start.banner import Banner
from gatescope.gui.panels.start.welcome import Welcome
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.panels.transport import Transport
from gatescope.gui.panels.unit_bar import UnitBar
from gatescope.gui.scenes import stack as scene
from gatescope.gui.scenes.asking import LOSS, STACK, UNIT
from gatescope.gui.views.cell.unit import UnitView
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.window.left_panel import LeftPanel
from gatescope.gui.words.explained import Topic

TICK_MS = 22  # the display's own clock, whatever the training's speed: three pictures of the stack, then the loss
CALM_TICKS = 4  # the loss is read, not watched; drawn alone, it holds up nothing for long
NUMBERS_TICKS = 16  # figures in words: nobody reads more than three a second
NUMBERS = "numbers"
LEFT, LOSS_HEIGHT = 232, 160  # px


class MainWindow(QMainWindow):
    """``drawn`` says that the stack was drawn from weights of that step."""

    drawn = Signal(int)
    closed = Signal()
    desk: Desk  # there before a command can be given, after what it holds

    def __init__(self, conductor: Conductor, settings: Settings) -> None:
        super().__init__()
        self.conductor = conductor
        self.settings = settings
        self._dirty: set[str] = set()
        self._ticks = 0
        self.setWindowTitle("Gatescope")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.actions_by_name = commands.make_actions(self, COMMANDS, lambda: self.desk)
        self._build()
        self.forms = FormDesk(conductor, self._panels())
        self.rows = StackRows(conductor, self.stack, self.actions_by_name)
        self.files = Files(conductor, settings, self.status, self.forms.play_or_pause, self)
        self.guide = FirstSteps(conductor, settings, self._guided())
        self.reports = Reports(conductor, self.bars, self.reading, self.status, self)
        self.aids = Dialogs(conductor, settings, self._aided())
        self.desk = self._desk()
        self._wire()
        self._recolour()
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self.tick)
        self._clock.start(TICK_MS)

    # ---- where everything stands -------------------------------------------------------------------------------

    def _build(self) -> None:
        menu = QMenu(self)
        commands.fill_menu(menu, self.actions_by_name)
        fill_choices(menu, self.settings, self.conductor)
        self.transport = Transport(self.actions_by_name, menu)
        self.bars, self.reading, self.probe = Bars(), Reading(), ProbeBar()
        self.data, self.model, self.runs = DataPanel(), ModelPanel(), RunList()
        self.stack, self.unit, self.loss = StackView(), UnitView(), LossView()
        self.welcome = Welcome(self.actions_by_name["open"], self.actions_by_name["play"])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self._pictures())
        self.status = StatusLine(self.findings.count)
        self.setStatusBar(self.status)
        body = self._body()
        self.setCentralWidget(column(self.transport, line(), body, stretch=body))
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # a file dropped on a field is meant for the window

    def _body(self) -> QWidget:
        middle = column(self.bars, self.reading, self.pages, stretch=self.pages)
        self.side = row(self._left(), upright(), stretch=self)
        return row(self.side, middle, stretch=middle)

    def _left(self) -> QWidget:
        return LeftPanel((self.data, self.model), (self.runs, self.findings.panel), LEFT)

    def _pictures(self) -> QWidget:
        """The stack and the unit's panel above, the loss below both."""
        self.banner, self.unit_bar = Banner(), UnitBar()
        self.analyses = Analyses(self.conductor, column(self.unit_bar, self.unit, stretch=self.unit))
        self.findings = Findings(self.conductor, self.analyses, self.transport, lambda: self.guide.leave_home())
        self.stack.set_controls(self.probe)
        split = QSplitter(Qt.Orientation.Vertical)
        self.middle = Middle(self.conductor, self.stack)
        split.addWidget(self.analyses.beside(self.middle))
        self.timeline = Timeline(self.conductor, self.loss, self.stack)
        split.addWidget(self.timeline)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setObjectName("pictures")  # remembered by this name
        split.setSizes([1000, LOSS_HEIGHT])
        return column(self.banner, split, stretch=split)

    def _panels(self) -> FormPanels:
        return FormPanels(
            window=self,
            actions=self.actions_by_name,
            transport=self.transport,
            data=self.data,
            model=self.model,
            runs=self.runs,
            probe=self.probe,
            status=self.status,
            welcome=self.welcome,
        )

    def _guided(self) -> FirstStepParts:
        return FirstStepParts(
            window=self,
            pages=self.pages,
            welcome=self.welcome,
            side=self.side,
            banner=self.banner,
            unit_bar=self.unit_bar,
            analyses=self.analyses,
            transport=self.transport,
            stack=self.stack,
        )

    def _aided(self) -> DialogParts:
        views = (self.stack, self.unit, self.loss)
        beside, config = (self.timeline.waterfall, self.middle.pipeline.view), lambda: self.forms.config
        return DialogParts(self, self.actions_by_name, *views, self.model, self.bars, self.status, *beside, config)

    def _desk(self) -> Desk:
        return Desk(
            window=self,
            conductor=self.conductor,
            data=self.data,
            files=self.files,
            forms=self.forms,
            guide=self.guide,
            rows=self.rows,
            middle=self.middle,
            dialogs=self.aids,
        )

    # ---- what is wired to what ---------------------------------------------------------------------------------

    def _wire(self) -> None:
        conductor = self.conductor
        conductor.state_changed.connect(self._look_again)
        conductor.data_changed.connect(lambda: self._mark(STACK, UNIT, LOSS))
        conductor.metrics_grew.connect(lambda _run: self._mark(LOSS, NUMBERS))
        conductor.runs_changed.connect(lambda: self._mark(LOSS, NUMBERS))
        conductor.frame_taken.connect(self._take_frame)
        self.drawn.connect(lambda _step: self.timeline.align())
        self.forms.refused.connect(self.reports.fail)
        self.reading.cancelled.connect(conductor.cancel_open)
        self.stack.cursor_moved.connect(lambda t, unit: conductor.change(t=t, unit=unit))
        self.stack.full_range_clicked.connect(self.actions_by_name["full_range"].trigger)
        self.loss.step_chosen.connect(conductor.travel)
        self.loss.live_clicked.connect(conductor.go_live)
        self.loss.smoothing_changed.connect(lambda weight: conductor.change(smoothing=weight))
        self.loss.log_changed.connect(lambda log: conductor.change(log_loss=log))
        self.loss.time_changed.connect(lambda by_time: conductor.change(by_time=by_time))
        self.analyses.explained.connect(self.aids.explain)
        self.middle.explained.connect(lambda: self.aids.explain(Topic.PIPELINE))
        self.welcome.start.file_chosen.connect(self.files.open_recent)
        self.reports.import_asked.connect(self.files.show_settings)
        self.data.import_wanted.connect(self.files.show_settings)
        theme.changed().connect(self._recolour)
        self._wire_commands()

    def _wire_commands(self) -> None:
        """What may be done, and what of it is on, becomes another with each of these."""
        conductor = self.conductor
        for action in self.actions_by_name.values():
            action.refused.connect(self.status.announce)
        for signal in (conductor.state_changed, conductor.runs_changed, conductor.data_changed):
            signal.connect(self._look_at_commands)
        conductor.engine_ready.connect(lambda *_: self._look_at_commands())
        self.data.config_edited.connect(self._look_at_commands)
        spoken(self, self._look_at_commands)

    # ---- the display's clock -----------------------------------------------------------------------------------

    @property
    def visible_views(self) -> frozenset[str]:
        """The views that somebody can see now; the others ask for nothing."""
        if not self.isVisible() or self.isMinimized():
            return frozenset()
        views: dict[str, QWidget] = {STACK: self.stack, UNIT: self.unit, LOSS: self.loss}
        seen = frozenset(name for name, view in views.items() if view.isVisible()) | self.analyses.visible
        return (seen | self.rows.seen if STACK in seen else seen) | self.timeline.seen | self.findings.seen

    def tick(self) -> None:
        """Asks for what is missing, then draws what is new. Nothing is sent or drawn when nothing changed."""
        self._ask()
        self._ticks += 1
        calm = self._ticks % CALM_TICKS == 0
        numbers = {NUMBERS} if self._ticks % NUMBERS_TICKS == 0 else set()
        turn = {LOSS} | numbers if calm else {STACK, UNIT}
        self._draw(self._dirty & turn if self.conductor.training else self._dirty)
        self.analyses.tick(calm)

    def draw_all(self) -> None:
        """Draws everything now, as a picture that is taken needs it."""
        self._draw({STACK, UNIT, LOSS, NUMBERS})
        self.analyses.draw()

    def _ask(self) -> None:
        self.conductor.ask(self.visible_views, dict.fromkeys(Trace, self.stack.map_pixels()))

    def _draw(self, which: set[str]) -> None:
        state, store = self.conductor.state, self.conductor.store
        self._dirty = self._dirty - which
        if STACK in which:
            picture = scene.resolve_stack(state, store)
            self.stack.draw(picture)
            if picture is not None:
                self.drawn.emit(picture.step)
        if UNIT in which:
            self.unit.draw(scene.resolve_unit(state, store))
        if NUMBERS in which:
            self.forms.show_numbers()
        if LOSS in which:
            self.loss.draw(scene.resolve_loss(state, store, max(200, self.loss.width())))

    def _mark(self, *views: str) -> None:
        self._dirty.update(views)

    def _take_frame(self, slot: str) -> None:
        if slot in OWN_SLOTS:
            return
        self._mark(STACK, UNIT)
        if not self.conductor.training or not self.conductor.state.live:
            self._draw({STACK, UNIT})  # somebody waits for exactly this picture

    def _look_again(self) -> None:
        """The user wants to see something else: ask at once, not at the next tick."""
        self._mark(STACK, UNIT, LOSS)
        self._ask()

    def _look_at_commands(self) -> None:
        commands.look_again(self.actions_by_name)

    def _recolour(self) -> None:
        commands.colour_icons(self.actions_by_name)
        self._mark(STACK, UNIT, LOSS, NUMBERS)

    # ---- files -------------------------------------------------------------------------------------------------

    def open_path(self, path: str) -> None:
        """At once, with whatever is found out about it."""
        self.files.open(path)

    # Qt's own names from here on

    def closeEvent(self, event: QCloseEvent) -> None:
        self._clock.stop()
        layout_memory.save_window(self.settings, self)
        layout_memory.save_look(self.settings, self.conductor.state)
        self.conductor.bridge.stop()
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if path:
            event.acceptProposedAction()
            self.files.show(path)
