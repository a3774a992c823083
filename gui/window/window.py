"""The window: where everything stands, what is wired to what, and the display's clock."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from gatescope.gui.commands import actions as commands
from gatescope.gui.controllers import shelves
from gatescope.gui.controllers.board import Board
from gatescope.gui.controllers.colour_ranges import ColourRanges
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.controllers.commands.table import COMMANDS, MENUS, VIEW
from gatescope.gui.controllers.dialogs import DialogParts, Dialogs
from gatescope.gui.controllers.files import Files
from gatescope.gui.controllers.findings import Findings
from gatescope.gui.controllers.first_steps import FirstStepParts, FirstSteps
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.controllers.forms import FormDesk
from gatescope.gui.controllers.kept.form import KeptForm
from gatescope.gui.controllers.kept.recent_menu import RecentMenu
from gatescope.gui.controllers.kept.sessions import SessionParts, Sessions
from gatescope.gui.controllers.letters import Letters
from gatescope.gui.controllers.menu import fill_choices
from gatescope.gui.controllers.middle.arranging import Arranging
from gatescope.gui.controllers.middle.pages import MiddlePages
from gatescope.gui.controllers.middle.presenting import Hall, Presenting
from gatescope.gui.controllers.middle.timeline_height import TimelineHeight
from gatescope.gui.controllers.reports import Reports
from gatescope.gui.controllers.silence import Silence
from gatescope.gui.controllers.stack_rows import StackRows
from gatescope.gui.controllers.title import Title
from gatescope.gui.kit.bar import Bars, Reading
from gatescope.gui.kit.boxes import column, row
from gatescope.gui.kit.fields import Elided, line
from gatescope.gui.kit.scrolled import Scrolled
from gatescope.gui.kit.tabs import Tabs
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.look.icons import app_icon
from gatescope.gui.look.language import spoken
from gatescope.gui.memory import layout as layout_memory
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.form.data import DataPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.form.new_run import NewRun
from gatescope.gui.panels.probe import ProbeBar
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.start.banner import Banner
from gatescope.gui.panels.start.before_pictures import Welcome
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.panels.transport import CommandButton, Transport
from gatescope.gui.panels.unit_bar import UnitBar
from gatescope.gui.scenes.asking import STACK, UNIT
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.spec import Place
from gatescope.gui.views.stack.layout import GUTTER
from gatescope.gui.views.stack.sharing.head import RowsBar
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.unit.view import UnitView
from gatescope.gui.views.waterfall.view import WaterfallView
from gatescope.gui.window.left_panel import FormColumn, LeftPanel
from gatescope.gui.window.right_panel import RightColumn, RightPanel

TICK_MS = 22  # the display's own clock, whatever the training's speed: three pictures of the stack, then the loss
CALM_TICKS = 4  # the loss is read, not watched; drawn alone, it holds up nothing for long
NUMBERS_TICKS = 16  # figures in words: nobody reads more than three a second
SECOND_TICKS = 45  # about a second
TITLE, BAR = 360, 24  # px
WAYS_ON = (("fork", "primary"), ("live", ""))  # at the playhead in the past
RUNS = "runs"  # the tab of what is no view


class MainWindow(QMainWindow):
    """``drawn`` says that the stack was drawn from weights of that step."""

    drawn = Signal(object)
    closed = Signal()
    desk: Desk  # there before a command can be given, after what it holds

    def __init__(self, conductor: Conductor, settings: Settings) -> None:
        super().__init__()
        self.conductor = conductor
        self.settings = settings
        self._ticks, self._counted = 0, False
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.actions_by_name = commands.make_actions(self, COMMANDS, lambda: self.desk)
        self._build()
        self.forms = FormDesk(conductor, self._panels())
        self.titled = Title(conductor, self, self.title)
        self.rows = StackRows(conductor, self.stack, self.head, self.actions_by_name)
        self.timeline_height = TimelineHeight(self.heights)
        self.arranging = Arranging(conductor, self.stack)
        self.middle = MiddlePages(conductor, self.board, self.stack, self.timeline_height)
        self.ranges = ColourRanges(conductor, self.stack, self.actions_by_name)
        self.board.fits = self.rows.fits
        self.files = Files(conductor, settings, self.status, self.forms.play_or_pause, self)
        self.guide = FirstSteps(conductor, settings, self._guided())
        self.reports = Reports(conductor, self.bars, self.reading, self.status, self)
        self.silence = Silence(conductor, self.bars, self)
        self.aids = Dialogs(conductor, settings, self._aided())
        self.sessions = Sessions(conductor, settings, self._session_parts())
        self.kept_form = KeptForm(conductor, settings, self.forms, self.model, self.welcome)
        self.presenting = Presenting(conductor, self._hall())
        self.recent = self._recent_menu()
        self.desk = self._desk()
        self._wire()
        self._recolour()
        self._clock = self._started_clock()

    # ---- where everything stands -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._fill_menus()
        self.transport = Transport(self.actions_by_name)
        self.bars, self.reading, self.probe = Bars(), Reading(), ProbeBar()
        self.data, self.model, self.new_run, self.runs = DataPanel(), ModelPanel(), NewRun(), RunList()
        self.board = Board(self.conductor)
        view = self.board.view
        self.stack, self.unit, self.loss = view(StackView), view(UnitView), view(LossView)
        for past in (self.loss, view(WaterfallView)):
            past.take_ways_on(*(CommandButton(self.actions_by_name[name], kind) for name, kind in WAYS_ON))
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

    def _fill_menus(self) -> None:
        """The bar, with what is open at its right end."""
        bar = self.menuBar()
        self.menus = made = commands.fill_bar(bar, MENUS, self.actions_by_name)
        fill_choices(made[VIEW], self.settings, self.conductor)
        self.title = Elided(align=Qt.AlignmentFlag.AlignRight, role="muted")
        self._corner = corner = row(self.title, stretch=self.title)
        corner.setContentsMargins(8, 0, 12, 0)
        corner.setFixedHeight(BAR)  # so that it stands in the middle of the bar, as the menus do
        self.title.setMinimumWidth(TITLE)  # the bar asks what it would like, not what it has to be
        bar.setCornerWidget(corner)

    def _body(self) -> QWidget:
        """What one decides at the left, the pictures in the middle, the runs at the right; the timeline below all."""
        middle = column(self.bars, self.reading, self.pages, stretch=self.pages)
        tabs = self._right_tabs()
        self.right = RightColumn(RightPanel(tabs, self.findings.panel), self.settings.side_width)
        tabs.strip.chosen.connect(lambda _name: self.right.open())  # what is asked for is seen
        self.right.panel.calmed.connect(self._count)
        self.findings.told.connect(self.right.rail.show_findings)
        self.findings.elsewhere = self.right.rail.isVisible
        self.findings.count.clicked.connect(lambda: self.right.open())
        across = _split(Qt.Orientation.Horizontal, "", (middle, self.right), (10_000, self.right.wide))
        cards = (self.data.card, self.model.network, self.model.method)
        self.side = FormColumn(LeftPanel((self.data, self.model), self.new_run, cards))
        self.timeline = self.board.shelf(Place.BELOW, shelves.below).tabs
        above = row(self.side, across, stretch=across)
        self.heights = _split(Qt.Orientation.Vertical, "pictures", (above, self.timeline), (1000, 124))
        return self.heights

    def _right_tabs(self) -> Tabs:
        says = lambda: (self.tr("Runs"), self.tr("Every run, and what needs no learning"))  # noqa: E731
        make = partial(shelves.side, first={RUNS: (says, Scrolled(self.runs))})
        tabs = self.board.shelf(Place.SIDE, make, {UNIT: self.unit_bar}).tabs
        self.runs.wanted.connect(lambda: tabs.turn(RUNS))
        return tabs

    def _pictures(self) -> QWidget:
        """What is looked at in the middle, and above it what to look for."""
        self.banner, self.unit_bar = Banner(), UnitBar()
        self.findings = Findings(self.conductor, self.board, self.model, lambda: self.guide.leave_home())
        self.head = RowsBar(self.probe)
        self.stack.set_controls(self.head)
        middle = self.board.shelf(Place.MIDDLE, shelves.middle).tabs
        return column(self.banner, middle, stretch=middle)

    def _panels(self) -> FormPanels:
        return FormPanels(
            window=self,
            actions=self.actions_by_name,
            board=self.board,
            transport=self.transport,
            data=self.data,
            model=self.model,
            new_run=self.new_run,
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
            beside=(self.right, self.timeline),
            banner=self.banner,
            unit_bar=self.unit_bar,
            board=self.board,
            transport=self.transport,
            stack=self.stack,
        )

    def _aided(self) -> DialogParts:
        return DialogParts(self, self.actions_by_name, self.board, self.bars, self.status)

    def _session_parts(self) -> SessionParts:
        return SessionParts(self, self.welcome.start, self.bars, self.files.open, self.aids.show_settings)

    def _recent_menu(self) -> RecentMenu:
        every = self.actions_by_name["sessions"]
        return RecentMenu(self.menus[0], every, self.sessions, self.settings, self.files.open_recent)

    def _desk(self) -> Desk:
        return Desk(
            window=self,
            conductor=self.conductor,
            data=self.data,
            files=self.files,
            forms=self.forms,
            guide=self.guide,
            rows=self.rows,
            arranging=self.arranging,
            pages=self.middle,
            presenting=self.presenting,
            board=self.board,
            dialogs=self.aids,
            letters=Letters(self.settings),
            sessions=self.sessions,
        )

    def _hall(self) -> Hall:
        aside = (self.side, self.right)
        plainer = (self.transport, self.loss)
        return Hall(self, self.guide, self.actions_by_name, self.stack, self.timeline_height, aside, plainer)

    # ---- what is wired to what ---------------------------------------------------------------------------------

    def _wire(self) -> None:
        conductor = self.conductor
        conductor.metrics_grew.connect(lambda _run: self._count())
        conductor.runs_changed.connect(self._count)
        self.board.drawn.connect(self._align)
        self.forms.refused.connect(self.reports.fail)
        self.guide.said.connect(self.status.announce)
        self.aids.menu_made.connect(self.arranging.fill)
        self.head.order_chosen.connect(self.unit_bar.order.choose)
        self.unit_bar.order_chosen.connect(self.head.show_order)
        self.reading.cancelled.connect(conductor.cancel_open)
        self.board.explained.connect(self.aids.explain)
        self.welcome.start.file_chosen.connect(self.files.open_recent)
        self.aids.setting_changed.connect(self.sessions.take_setting)
        self.reports.import_asked.connect(self.files.show_settings)
        self.data.import_wanted.connect(self.files.show_settings)
        theme.changed().connect(self._recolour)
        self._wire_commands()

    def _wire_commands(self) -> None:
        """What may be done, and what of it is on, becomes another with each of these."""
        conductor = self.conductor
        for action in self.actions_by_name.values():
            action.refused.connect(self.status.announce)
        conductor.pausing.changed.connect(self._look_at_commands)
        self.transport.speed_changed.connect(self._look_at_commands)
        for signal in (conductor.state_changed, conductor.runs_changed, conductor.data_changed):
            signal.connect(self._look_at_commands)
        conductor.engine_ready.connect(lambda *_: self._look_at_commands())
        self.data.config_edited.connect(self._look_at_commands)
        theme.changed().connect(self._look_at_commands)
        spoken(self, self._look_at_commands)

    # ---- the display's clock -----------------------------------------------------------------------------------

    def _started_clock(self) -> QTimer:
        clock = QTimer(self)
        clock.setTimerType(Qt.TimerType.PreciseTimer)
        clock.timeout.connect(self.tick)
        clock.start(TICK_MS)
        return clock

    @property
    def visible_views(self) -> frozenset[str]:
        """What somebody can see now; the others ask for nothing."""
        return self.board.visible

    def tick(self) -> None:
        """Asks for what is missing, then draws what is new. Nothing is sent or drawn when nothing changed."""
        self._ticks += 1
        self.board.tick(self._ticks % CALM_TICKS == 0)
        if self._ticks % SECOND_TICKS == 0:
            self.silence.look()
        if self._counted and (not self.conductor.training or self._ticks % NUMBERS_TICKS == 0):
            self._counted = False
            self.forms.show_numbers()

    def draw_all(self) -> None:
        """Draws everything now, as a picture that is taken needs it."""
        self.board.draw()
        self.forms.show_numbers()

    def _count(self) -> None:
        self._counted = True

    def _align(self, name: str) -> None:
        """What stands on the stack's columns follows them."""
        if name == STACK and self.stack.scene is not None:
            layout = self.stack.layout_of_bands()
            waterfall = self.board.view(WaterfallView)
            left = self.stack.mapTo(self, QPoint()).x() - waterfall.mapTo(self, QPoint()).x()
            waterfall.align(left + GUTTER, layout.width if layout is not None else 0)
            self.drawn.emit(self.stack.scene.step)

    def _look_at_commands(self) -> None:
        self.transport.play.fill(self.conductor.state.live)  # in the past the ways on from there are
        commands.look_again(self.actions_by_name)

    def _recolour(self) -> None:
        commands.colour_icons(self.actions_by_name)
        self.board.mark_all()
        self._count()

    # ---- files -------------------------------------------------------------------------------------------------

    def open_path(self, path: str) -> None:
        """At once, with whatever is found out about it."""
        self.files.open(path)

    # Qt's own names from here on

    def closeEvent(self, event: QCloseEvent) -> None:
        self._clock.stop()
        self.presenting.leave()
        self.timeline_height.rest()
        self.settings.side_width = round(self.right.wide / theme.sized())
        layout_memory.save_window(self.settings, self)
        layout_memory.save_look(self.settings, self.conductor.state)
        self.conductor.delete_for_good()
        self.sessions.finish()
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


def _split(way: Qt.Orientation, name: str, parts: tuple[QWidget, QWidget], sizes: tuple[int, int]) -> QSplitter:
    """Two parts, of which the first takes what there is more; remembered by its name, if it has one."""
    made = QSplitter(way)
    for at, part in enumerate(parts):
        made.addWidget(part)
        made.setStretchFactor(at, 1 - at)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(1)
    made.setObjectName(name)
    made.setSizes(list(sizes))
    return made
