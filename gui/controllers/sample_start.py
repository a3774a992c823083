"""One click on a sample: its file, a run that works, training at a speed one can follow, and where to look first."""

import msgspec
from PySide6.QtCore import QObject, Signal

from gatescope.engine.config.run import RunConfig
from gatescope.engine.protocol.frame import Trace
from gatescope.engine.protocol.messages import About, Failed
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.panels.start.samples import Sample, sample
from gatescope.gui.state.slowing import FULL_SPEED
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.words.explained import Topic, of_trace

FOLDED = {of_trace(trace) for trace in Trace} - {Topic.HIDDEN}  # where not every row is shown


class SampleStart(QObject):
    """Leads through one sample at a time. ``changed`` says that another one, or none, is being shown;
    ``speed_wanted`` is the ``Slowing`` that suits it. What is no sample is never slowed."""

    changed = Signal()
    speed_wanted = Signal(object)

    def __init__(self, conductor: Conductor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conductor = conductor
        self._coming: Sample | None = None
        self.sample: Sample | None = None  # the one that is open
        self._pace = FULL_SPEED
        self._read = False
        conductor.data_changed.connect(self._opened)
        conductor.failed.connect(self._failed)

    def start(self, id: str) -> None:
        """Opens the sample; the rest follows when it is there. Raises ``KeyError`` for an unknown id."""
        self._coming = sample(id)
        self._conductor.open(str(self._coming.path))

    @property
    def hint(self) -> str:
        """What to look at, until the user has read it."""
        return self.sample.look if self.sample is not None and not self._read else ""

    def again_slower(self) -> None:
        """Trains the sample that is open once more, at half the pace."""
        if self.sample is not None:
            self._pace = self._pace.slower()
            self.speed_wanted.emit(self._pace)
            self._conductor.new_run(self.sample.config, steps=0)

    def compare(self) -> None:
        """Trains the sample's other cell beside it, with everything else the same."""
        rival = self.rival
        if rival is not None:
            self._conductor.new_run(rival, steps=0)

    @property
    def rival(self) -> RunConfig | None:
        """The run that shows the difference, while there is none like it yet."""
        if self.sample is None or self.sample.rival is None:
            return None
        cell = self.sample.rival
        if any(run.info.config.net.name == cell for run in self._conductor.store.runs.values()):
            return None
        config = self.sample.config
        return msgspec.structs.replace(config, net=msgspec.structs.replace(config.net, cell=cell))

    def dismiss(self) -> None:
        """The user has read it."""
        self._read = True
        self._conductor.change(pointed="")
        self.changed.emit()

    def _opened(self) -> None:
        data, coming = self._conductor.store.dataset, self._coming
        self._coming = None
        if data is None or coming is None or data.path != str(coming.path):
            if self.sample is not None:
                self.speed_wanted.emit(FULL_SPEED)  # the other was chosen for the sample
                self.sample = None
                self.dismiss()
            return
        self.sample, self._pace, self._read = coming, coming.pace, False
        self.speed_wanted.emit(self._pace)
        self._conductor.new_run(coming.config, steps=0)
        at = {"t": coming.t, "unit": coming.config.net.units // 2} if coming.t >= 0 else {}
        self._conductor.change(pointed=str(coming.look_at), **at)
        self._unfold(coming.look_at)
        self.changed.emit()

    def _unfold(self, topic: Topic) -> None:
        """A row that one is told to look at, and that would be folded, is large; none is a strip below the cell."""
        choice = self._conductor.state.choice(RowsChoice)
        if choice.mode is Mode.CELL:
            choice = choice.in_mode(Mode.SIMPLE)
        if topic in FOLDED and choice.mode is Mode.SIMPLE:
            choice = choice.with_(focus=str(topic))
        self._conductor.choose(choice)

    def _failed(self, failure: Failed) -> None:
        if failure.about is About.OPEN:
            self._coming = None
