"""What the engine has said so far. Free of Qt; what is drawn is made of it, only the window's wiring writes it."""

from dataclasses import dataclass, field

import msgspec
import numpy as np

from gatescope.engine.config.kinds import label_of
from gatescope.engine.config.run import RunConfig
from gatescope.engine.protocol.analysis import Flow, StepHistograms
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.baselines import skill
from gatescope.engine.protocol.frame import Array, Frame, FrameRequest, LayerTrace, Probe, Trace
from gatescope.engine.protocol.messages import (
    CostTold,
    DatasetInfo,
    Device,
    Metrics,
    ReadOnly,
    Ready,
    RunInfo,
    RunState,
    SessionInfo,
    StagesTold,
    Status,
)
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.state.analysis_logs import SizeLog, SpectrumLog, clipped, clips
from gatescope.gui.state.curves import Column, Curve, Ema, LogEma, tamed
from gatescope.gui.state.gradient_log import GradientLog
from gatescope.gui.state.sightings import told

QUANTILE = 0.99  # of |values|: one unit that counts up must not bleach the whole map
FLOW_SLOT = "stack"  # whose gradient is drawn as bars
COMPARED = "compared"  # the slots of the runs compared with it, one each
SAMPLE_MOST = 20_000  # values that the quantile looks at


def step_up(value: float) -> float:
    """The least of … 0.5, 1, 2, 5, 10 … that is at least ``value`` (1 for 0)."""
    if not value > 0 or not np.isfinite(value):
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return next((float(m * power) for m in (1, 2, 5) if value <= m * power * (1 + 1e-9)), float(10 * power))


def cell_name(cell: str) -> str:
    """The cell as it is called on screen: a proper name, the same in every language."""
    return label_of(cell)


def keyframe_before(keyframes: tuple[int, ...], step: int) -> int | None:
    """The last keyframe at or before ``step``, else the first there is; None when there is none."""
    before = [keyframe for keyframe in keyframes if keyframe <= step]
    return max(before) if before else min(keyframes, default=None)


def intent(request: FrameRequest) -> tuple[object, ...]:
    """What a request asks for, without its number and without what is there already."""
    altered = (request.analysis, request.interventions, request.free)
    return (request.slot, request.run, request.at, request.probe, request.wants, *altered)


@dataclass(frozen=True)
class CostAnswer:
    """What a run of ``config`` would take."""

    config: RunConfig
    told: CostTold


@dataclass(frozen=True)
class Answer:
    """A frame together with the request it answers."""

    request: FrameRequest
    frame: Frame


class RunRecord:
    """One run: what the list shows, and its metric columns (20 bytes a step, 30 with room to grow)."""

    def __init__(self, info: RunInfo, colour: int, smoothing: float) -> None:
        self.info = info
        self.name = info.marks.name or info.name or info.config.net.label
        self._colour = colour
        self.status: Status | None = None
        self.keyframes = info.keyframes
        self.train = Curve()
        self.gradient = Column("f4")
        self.seconds = Column("f4")  # seven digits are enough to write out, and half the memory
        self.smooth = Column("f4")
        self.smooth_logs = Column("f4")  # of an axis of logarithms: exponents of ten
        self.validation_steps = Column("i8")
        self.validation_loss = Column("f8")
        self.validation_accuracy = Column("f8")  # of the same rows; none of them unless targets are classes
        self.validation_errors: list[Array] = []  # (2, D) of the same rows; none of them unless targets are numbers
        self.sizes = SizeLog()
        self.spectra = SpectrumLog()
        self.histograms: StepHistograms | None = None  # the newest of gradient and update
        self.live: tuple[tuple[int, str, float], ...] = ()
        self.clipped = Column("i8")  # the steps whose gradient was clipped
        known = map(told, info.seen)
        self.sightings = tuple(one for one in known if one is not None)  # what stood out, and when; see ``beginnings``
        self.looked_back = 0  # up to which step that is known
        self._ema, self._log_ema = Ema(smoothing), LogEma(smoothing)

    @property
    def colour(self) -> int:
        """The number of its colour: the user's, else by its place."""
        return self._colour if self.info.marks.colour < 0 else self.info.marks.colour

    @property
    def hidden(self) -> bool:
        """Whether the user has left it out of the plots."""
        return self.info.marks.hidden

    @property
    def rows(self) -> int:
        return len(self.train)

    @property
    def step(self) -> int:
        """The newest step known of, from whichever message told it."""
        return max(self.info.step, self.status.step if self.status else 0, self.rows)

    @property
    def state(self) -> RunState:
        return self.status.state if self.status else self.info.state

    @property
    def validation(self) -> float:
        """The newest validation loss, NaN until there is one."""
        return float(self.validation_loss.values[-1]) if len(self.validation_loss) else self.info.validation_loss

    @property
    def best(self) -> tuple[int, float] | None:
        """Step and loss of the lowest validation so far, the first of equals, of its own if it goes on from another
        run; None until there is one."""
        losses, own = self.validation_loss.values, self.validation_steps.values >= self.info.fork_step
        known = np.where(np.isfinite(losses) & own, losses, np.inf)
        if not len(known) or not np.isfinite(known[at := int(known.argmin())]):
            return None
        return int(self.validation_steps.values[at]), float(losses[at])

    @property
    def accuracy(self) -> float:
        """The newest share of validation targets that were met, NaN until there is one and without classes."""
        met = self.validation_accuracy
        return float(met.values[-1]) if len(met) else self.info.accuracy

    @property
    def errors(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The newest RMSE and MAE of each target column in the data's units; empty until there are some, and without
        numbers."""
        if of_run(self.info).writes:
            return (), ()
        if self.validation_errors:
            rmse, mae = self.validation_errors[-1].tolist()
            return tuple(rmse), tuple(mae)
        return self.info.rmse, self.info.mae

    @property
    def slips(self) -> tuple[float, ...]:
        """The newest shares of tokens and of characters that are wrong in answers; empty until there are some, and
        where none are written."""
        if self.validation_errors and of_run(self.info).writes:
            return tuple(self.validation_errors[-1].reshape(2).tolist())
        return self.info.slips

    @property
    def skill(self) -> float:
        """Against the naive baseline, NaN until known."""
        return skill(self.validation, self.info.naive_loss)

    @property
    def moment(self) -> tuple[object, ...]:
        """What changes when the weights that are looked at now and then are others: after a keyframe, and when training
        stops."""
        training = self.state is RunState.TRAINING
        return self.info.run, training, max(self.keyframes, default=0) if training else self.step

    @property
    def trained_for(self) -> float:
        """Seconds of training, as the newest message told them."""
        return float(self.seconds.values[-1]) if len(self.seconds) else self.info.seconds

    @property
    def seconds_per_step(self) -> float:
        """What a step has taken on average, NaN before the first."""
        return self.trained_for / self.rows if self.rows else float("nan")

    @property
    def nbytes(self) -> int:
        measured = (self.gradient, self.seconds, self.smooth, self.smooth_logs)
        columns = (*measured, self.validation_steps, self.validation_loss, self.validation_accuracy)
        own = self.train.nbytes + self.sizes.nbytes + self.clipped.nbytes
        return own + sum(column.nbytes for column in columns)

    def take_info(self, info: RunInfo) -> None:
        self.info = info
        self.keyframes = info.keyframes
        if self.status is not None and self.status.state is not info.state and info.step >= self.status.step:
            self.status = None  # the news is newer than the last status

    def take(self, metrics: Metrics) -> bool:
        """Appends the rows that are new. False when the message leaves a gap and was not taken."""
        new, old = self.rows - metrics.since, len(self.validation_steps) - metrics.since_validation
        if new < 0 or old < 0:
            return False
        loss = metrics.train_loss[new:]
        rows = np.arange(self.rows, self.rows + len(loss))
        over = clipped(metrics.gradient_norm[new:], clips(self.info.config.train.clip, metrics.live, rows))
        self.clipped.extend(rows[over] + 1)
        self.train.extend(loss)
        self.gradient.extend(metrics.gradient_norm[new:])
        self.seconds.extend(metrics.seconds[new:])
        self._smooth(loss)
        self.validation_steps.extend(metrics.validation_steps[old:])
        self.validation_loss.extend(metrics.validation_loss[old:])
        if metrics.validation_accuracy is not None:
            self.validation_accuracy.extend(metrics.validation_accuracy[old:])
        if metrics.validation_errors is not None:
            self.validation_errors.extend(metrics.validation_errors[old:])
        if metrics.size_steps is not None and metrics.sizes is not None:
            self.sizes.take(metrics.since_sizes, metrics.size_names, metrics.size_steps, metrics.sizes)
        self.histograms = metrics.histograms or self.histograms
        self.live = metrics.live
        if metrics.keyframes is not None:
            self.keyframes = metrics.keyframes
        self.status = metrics.status
        return True

    def smooth_with(self, weight: float) -> None:
        """Smooths everything anew; the only thing here that costs what is there."""
        if weight == self._ema.weight:
            return
        self._ema, self._log_ema = Ema(weight), LogEma(weight)
        self.smooth, self.smooth_logs = Column("f4"), Column("f4")
        self._smooth(self.train.column.values)

    def _smooth(self, loss: Array) -> None:
        if not len(loss):
            return
        before = self.smooth_logs.values[-1:]
        logs = self._log_ema.extend(loss)
        self.smooth_logs.extend(logs)
        all_before = np.concatenate([before, logs[:-1]])
        self.smooth.extend(self._ema.extend(tamed(loss, all_before)))


@dataclass
class Store:
    """Everything the engine has said: who it is, the data, the runs by id, the newest frame per slot."""

    ready: Ready | None = None
    dataset: DatasetInfo | None = None
    session_path: str = ""
    saved_as: str = ""
    read_only: bool = False
    because: ReadOnly | None = None  # it can only be read
    runs: dict[int, RunRecord] = field(default_factory=dict)
    frames: dict[Slot, Answer] = field(default_factory=dict)
    bounds: dict[int, dict[Trace, float]] = field(default_factory=dict)  # of each run, in the present
    probe_labels: dict[Probe, tuple[str, str]] = field(default_factory=dict)
    deleted: dict[int, RunRecord] = field(default_factory=dict)  # runs that may still be taken back
    gradients: GradientLog = field(default_factory=GradientLog)
    stages: StagesTold | None = None
    stages_asked: tuple[object, ...] = ()  # the moment of the run whose stages were asked for last
    cost: CostAnswer | None = None
    cost_asked: tuple[RunConfig, int] | None = None  # whose cost was asked for last, and how many runs there were
    smoothing: float = 0.9
    _colours: int = 0

    @property
    def device(self) -> Device | None:
        return self.ready.device if self.ready else None

    def take_data(self, info: DatasetInfo) -> None:
        """Another file is open: a new session, with no run yet."""
        self._forget()
        self.dataset = info

    def take_session(self, info: SessionInfo) -> None:
        before, kept = self.dataset, (self.frames, self.bounds, self.probe_labels)
        self._forget()
        if before is not None and before.sha256 and before.sha256 == info.data.sha256:
            self.frames, self.bounds, self.probe_labels = kept  # back after a crash: the picture stays as it is
        self.dataset = info.data
        self.session_path, self.saved_as = info.path, info.saved_as
        self.read_only, self.because = info.read_only, info.because
        for run in info.runs:
            self.take_run(run)

    def take_saved(self, path: str) -> None:
        self.session_path = self.saved_as = path

    def take_moved(self, path: str) -> None:
        """It is kept at ``path`` now, where nobody has put it."""
        self.session_path, self.saved_as = path, ""

    def take_run(self, info: RunInfo) -> bool:
        """True when the run was not known before."""
        record = self.runs.get(info.run) or self.deleted.get(info.run)
        if record is not None:
            record.take_info(info)
            return False
        self.runs[info.run] = RunRecord(info, self._colours, self.smoothing)
        self._colours += 1
        return True

    def delete(self, run: int) -> None:
        """It is listed no more, and is kept to be taken back."""
        self.deleted[run] = self.runs.pop(run)

    def take_back(self, run: int) -> None:
        """It is where it was before it was deleted."""
        self.runs = dict(sorted({**self.runs, run: self.deleted.pop(run)}.items()))

    def forget_run(self, run: int) -> None:
        """The engine has it no more."""
        self.deleted.pop(run, None)
        self.runs.pop(run, None)

    def take_metrics(self, metrics: Metrics) -> bool:
        record = self.runs.get(metrics.run)
        return record is not None and record.take(metrics)

    def take_frame(self, frame: Frame, request: FrameRequest) -> tuple[Trace, ...]:
        """Keeps the frame unless a newer one is there; returns the traces whose bound in its run has grown by it. Only
        the network as it is now tells a bound: going back and forth in time, or altering it, changes no colour."""
        held = self.frames.get(frame.slot)
        record = self.runs.get(frame.run)
        if record is None or (held is not None and frame.number < held.frame.number):
            return ()
        self.frames[frame.slot] = Answer(request, frame)
        if frame.labels:
            self.probe_labels[frame.probe] = (frame.labels[0], frame.labels[-1])
        if frame.analysis is not None and request.analysis is not None and frame.analysis.spectrum:
            record.spectra.take(request.analysis.layer, frame.step, frame.analysis.spectrum)
        if frame.analysis is not None and frame.analysis.flow is not None:
            self._take_flow(frame, request, frame.analysis.flow)
        if frame.at is not None or request.interventions:
            return ()
        net = record.info.config.net
        return tuple(t.trace for t in frame.traces if not net.levels(t.trace).bounded and self._widen(frame.run, t))

    def bound(self, run: int, layer: LayerTrace) -> float:
        """The bound of a trace in a run; of what is there where the run's present has not been seen yet."""
        known = self.bounds.get(run, {}).get(layer.trace)
        return bound_of(layer.values) if known is None else known

    def answer(self, name: str, run: int = 0) -> Answer | None:
        """The newest frame of a slot, with its request."""
        return self.frames.get(Slot(name, run))

    def ask_stages(self, run: int) -> None:
        """Those of this run are under way."""
        self.stages_asked = self.runs[run].moment if run in self.runs else ()

    def take_stages(self, told: StagesTold) -> None:
        """How a run's text becomes numbers."""
        self.stages = told

    def ask_cost(self, config: RunConfig) -> None:
        """That of such a run is under way."""
        self.cost_asked = config, len(self.runs)

    def take_cost(self, told: CostTold) -> None:
        """What the run that was asked about last would take."""
        if self.cost_asked is not None:
            self.cost = CostAnswer(self.cost_asked[0], told)

    def smooth_with(self, weight: float) -> None:
        self.smoothing = weight
        for record in self.runs.values():
            record.smooth_with(weight)

    def engine_gone(self) -> None:
        """Nothing more will come: what was training is not training any more."""
        self.ready, self.stages_asked, self.cost_asked = None, (), None
        for record in self.runs.values():
            if record.status is not None:
                state = RunState.PAUSED if record.state is RunState.TRAINING else record.state
                record.status = msgspec.structs.replace(record.status, state=state, steps_per_second=0.0)

    def _take_flow(self, frame: Frame, request: FrameRequest, flow: Flow) -> None:
        if frame.at is not None:
            self.gradients.take_past(request, frame.step, flow)
        if frame.slot.name in (FLOW_SLOT, COMPARED):
            found = [answer for slot, answer in self.frames.items() if slot.name in (FLOW_SLOT, COMPARED)]
            answers = [answer.frame.analysis for answer in found]
            self.gradients.take([a.flow for a in answers if a is not None and a.flow is not None])

    def _widen(self, run: int, layer: LayerTrace) -> bool:
        bound, known = bound_of(layer.values), self.bounds.setdefault(run, {})
        if bound <= known.get(layer.trace, 0.0):
            return False
        known[layer.trace] = bound
        return True

    def _forget(self) -> None:
        self.runs, self.frames, self.bounds, self.probe_labels = {}, {}, {}, {}
        self.deleted = {}
        self.dataset, self.session_path, self.saved_as, self.read_only = None, "", "", False
        self._colours = 0
        self.stages, self.stages_asked = None, ()
        self.cost, self.cost_asked = None, None
        self.gradients = GradientLog()


def bound_of(values: Array) -> float:
    """Up to where colours reach: 99 % of the sizes of the values, rounded up to a number that is quickly read."""
    return step_up(_quantile(values))


def _quantile(values: Array) -> float:
    flat = np.abs(values.ravel())
    flat = flat[:: len(flat) // SAMPLE_MOST + 1]
    flat = flat[np.isfinite(flat)]
    return float(np.quantile(flat, QUANTILE)) if len(flat) else 0.0
