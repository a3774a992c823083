"""Findings in the window: what is known of the selected run, what stands out about it, and what a click does."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gatescope.engine.errors import ConfigError
from gatescope.engine.findings import evidence as places
from gatescope.engine.findings import saturated
from gatescope.engine.findings.rules import Action, ActionKind, Finding, applied, find
from gatescope.engine.protocol.analysis import Source
from gatescope.engine.protocol.messages import About, Failed, RunState
from gatescope.gui.controllers.board import Board
from gatescope.gui.kit.boxes import scroll_to
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.findings import FindingRow, FindingsCount, FindingsPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.scenes.findings import FINDINGS, evidence_of, is_awaited, wants
from gatescope.gui.scenes.pace import Gap
from gatescope.gui.state.beginnings import EARLY, look_back, see_on_probe
from gatescope.gui.state.sightings import Severity
from gatescope.gui.state.store import RunRecord
from gatescope.gui.views.loss.scene import LOSS
from gatescope.gui.views.saturation.scene import SATURATION
from gatescope.gui.views.sizes.scene import SIZES
from gatescope.gui.views.spec import METRICS
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.findings import sentences as words
from gatescope.gui.words.findings.praise import praise

EVERY = 1000  # ms: what is read need not change with every step
SOON = 50  # ms until the rest of a long run is looked at
PACE = {FINDINGS: Gap(2.0)}


class Findings(QObject):
    """Owns the panel and its ``count``, which stands where it is always seen; looks again when something has come, at
    most once a second. ``told``: the worst severity of what is said (None: nothing is), and how many findings."""

    told = Signal(object, int)

    def __init__(self, conductor: Conductor, board: Board, model: ModelPanel, leave_home: Callable[[], None]) -> None:
        super().__init__()
        self._conductor, self._board, self._model = conductor, board, model
        self._leave_home = leave_home
        self.panel, self.count = FindingsPanel(), FindingsCount()
        self.found: tuple[Finding, ...] = ()
        self._later = QTimer(self.panel)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look)
        self.panel.show_clicked.connect(lambda at: self._show(self.found[at]))
        self.panel.act_clicked.connect(lambda at: self._act(self.found[at].action))
        self.panel.explain.connect(lambda: board.explained.emit(Topic.FINDINGS))
        self.count.clicked.connect(self._reveal)
        conductor.metrics_grew.connect(lambda run: self._news(run == conductor.state.run))
        conductor.frame_taken.connect(lambda slot: self._news(slot == FINDINGS))
        conductor.state_changed.connect(self._look_if_another)
        conductor.runs_changed.connect(self.look)
        conductor.data_changed.connect(self.look)
        self.panel.left.connect(self.look)
        spoken(self.panel, self.look)
        self.elsewhere: Callable[[], bool] = lambda: False  # whether they are told where the panel has no room
        board.watch(FINDINGS, wants, lambda: self.panel.isVisible() or self.elsewhere(), PACE)
        self._looked_at: tuple[object, ...] = ()
        self._awaits = False

    def look(self) -> None:
        """Finds what stands out now. While the pointer is over what was found of the same run, its links stay where
        they are, and mean what they say."""
        self._later.stop()
        state = self._conductor.state
        if self.found and self._looked_at == (state.run, state.probe) and self.panel.underMouse():
            return
        self._looked_at = (state.run, state.probe)
        evidence = evidence_of(state, self._conductor.store)
        early = self._is_early
        self.found = find(evidence) if evidence is not None and not early else ()
        self._awaits = is_awaited(state, self._conductor.store)
        rows = None if evidence is None else tuple(map(_row, self.found))
        some = saturated.noticed(evidence) if evidence is not None and not early else None
        noticed = words.noticed(some) if some is not None else ""
        record = self._conductor.selected
        good = praise(record) if record is not None and not early else ""
        self.panel.show_findings(rows, self._awaits, noticed, good, early)
        self.count.show_count(len(self.found))
        self.told.emit(self._worst(good, noticed), len(self.found))
        if record is not None and not early:
            self._mark(record, [some] if some is not None and not self.found else [])

    def _worst(self, good: str, noticed: str) -> Severity | None:
        if self.found:
            return Severity.FOUND
        return Severity.NOTICED if noticed else Severity.GOOD if good else None

    def _mark(self, record: RunRecord, noticed: list[Finding]) -> None:
        """Keeps at which steps that stood out, for the timeline."""
        before = record.sightings
        more = look_back(record)
        for severity, seen in ((Severity.FOUND, self.found), (Severity.NOTICED, noticed)):
            for finding in seen:
                new = see_on_probe(record, finding, severity)
                if new is not None:
                    self._conductor.keep_seen(record, new)
        if record.sightings != before:
            self._board.mark(METRICS)
        if more and not self._later.isActive():
            self._later.start(SOON)

    @property
    def _is_early(self) -> bool:
        """Whether the run has only begun; one that broke has said what there is."""
        record = self._conductor.selected
        return record is not None and 0 < record.step < EARLY and record.state is not RunState.FAILED

    def _look_if_another(self) -> None:
        if self._looked_at != (self._conductor.state.run, self._conductor.state.probe):
            self.look()

    def _news(self, of_ours: bool) -> None:
        if of_ours and self._awaits and not is_awaited(self._conductor.state, self._conductor.store):
            self.look()
        elif of_ours and not self._later.isActive():
            self._later.start(EVERY)

    # ---- what a click does -------------------------------------------------------------------------------------

    def _reveal(self) -> None:
        """Scrolls to the panel, which a small window has no room for."""
        scroll_to(self.panel)

    def _show(self, finding: Finding) -> None:
        conductor = self._conductor
        self._leave_home()
        match finding.shown:
            case places.LOSS:
                self._board.show(LOSS)
                conductor.travel(finding.step)
            case places.GRADIENT:
                self._board.show(STACK)
                gradient = conductor.state.choice(GradientChoice).with_(shown=True, source=Source.OUTPUT, tau=-1)
                rows = conductor.state.choice(RowsChoice).with_(mode=Mode.ALL, focus="")
                choices = conductor.state.choose(gradient).choose(rows).choices
                conductor.change(at=None, t=max(finding.t, finding.until), choices=choices)
            case places.SATURATION:
                self._board.show(SATURATION)
                conductor.change(at=None, layer=finding.layer, unit=finding.unit)
            case places.SIZES:
                self._board.show(SIZES)

    def _act(self, action: Action | None) -> None:
        record = self._conductor.selected
        if action is None or record is None:
            return
        if action.kind is ActionKind.LIVE:
            self._conductor.set_live(action.name, float(action.value))
            evidence = evidence_of(self._conductor.state, self._conductor.store)
            if evidence is not None:
                now = {name: evidence.in_force(name) for name in ("learning_rate", "clip")}
                self._model.show_live(**now | {action.name: float(action.value)})
            return
        try:
            config = applied(record.info.config, action)
        except ConfigError as error:
            self._conductor.failed.emit(Failed(about=About.RUN, fault=error.fault, facts=error.facts))
            return
        self._conductor.new_run(config, steps=0)


def _row(finding: Finding) -> FindingRow:
    action = words.action(finding.action) if finding.action is not None else ""
    return FindingRow(words.sentence(finding), words.link(finding), action)
