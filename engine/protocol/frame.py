"""Frames: what a network does along one probe sequence at one step of its training.

A frame is a pure function of (the weights at a step, a probe sequence).

Notation, here and everywhere: ``T`` time steps of the probe, ``H`` units of a layer, ``F`` input features,
``D`` target columns, ``V`` symbols of a vocabulary; ``(T, H)`` is an array with time first. Times and units count
from 0 in code; layers count from 0 in code and files and from 1 on screen.
"""

from enum import StrEnum

import msgspec

from gatescope.engine.config.traces import Array as Array  # a frame is spoken of with these words
from gatescope.engine.config.traces import Trace as Trace
from gatescope.engine.protocol.analysis import Analysis, AnalysisWant, Intervention
from gatescope.engine.protocol.base import FromEngine, Request, Slot, Whole

CELLS_MOST = 1_000_000  # a larger trace is pooled to the pixels it is drawn on
FREE_STEPS_MOST = 2000
STEPS_MOST = 1 << 24  # of a probe


class Part(StrEnum):
    """Where a probe sequence comes from."""

    TRAINING = "training"
    VALIDATION = "validation"
    TYPED = "typed"  # text written by the user


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """A fixed sequence to watch the network on.

    ``start`` is the row (or character) of the whole data set at which the inputs begin, ``length`` is T: the inputs
    are rows ``start … start+T-1``, the targets ``start+1 … start+T``. A typed probe has ``text`` instead.
    """

    part: Part
    start: Whole = 0
    length: Whole = 0
    text: str = ""


class Want(msgspec.Struct, frozen=True, kw_only=True):
    """One trace of one layer. ``rows`` × ``columns`` are the pixels it is drawn on (units × time), used only when there
    are more than ``CELLS_MOST`` values; 0 means always exact. ``units`` picks single units, or all in another order."""

    layer: str
    trace: Trace
    rows: Whole = 0
    columns: Whole = 0
    units: tuple[Whole, ...] = ()


class FreeRun(msgspec.Struct, frozen=True, kw_only=True):
    """Lets the network go on after the probe for ``steps`` (1 … ``FREE_STEPS_MOST``), fed by its own output. A text is
    sampled at ``temperature`` (0: always the most probable symbol; 1: as the network says) with ``seed``. ``ngram``: an
    n-gram model of the training part writes instead, n from 1 to 5 (0: the network). To a pair it writes an answer,
    until that ends; ``beam`` (1 … 10, 0: none) searches for the most probable one instead of drawing it."""

    steps: Whole = 100
    temperature: float = 1.0
    seed: int = 0
    ngram: Whole = 0
    beam: Whole = 0


class FrameRequest(Request, frozen=True, kw_only=True):
    """Asks for a frame. One request per slot is outstanding; the latest pending one replaces the one before.

    ``at`` is a step of the past, None means the present. The answer to a request for the present comes when the step
    is another than ``have_step`` (−1: at once), at most as often as the observation budget allows. ``interventions``
    alter the network for this frame alone; ``analysis`` is always of the network as it is.
    """

    run: Whole
    probe: Probe
    at: Whole | None = None
    wants: tuple[Want, ...] = ()
    analysis: AnalysisWant | None = None
    interventions: tuple[Intervention, ...] = ()
    free: FreeRun | None = None
    have_step: Whole = -1


class LayerTrace(msgspec.Struct, frozen=True, kw_only=True):
    """``values`` is (T, H) float32, or (T, len(units)) in the order of ``units`` when units were picked. When
    ``pooled`` it is (columns, rows) means of that; ``steps`` = T and ``size`` = H tell the true shape."""

    layer: str
    trace: Trace
    values: Array
    steps: Whole
    size: Whole
    units: tuple[Whole, ...] = ()
    pooled: bool = False

    def __post_init__(self) -> None:
        """Raises ``ValueError`` where ``values`` cannot be of so many steps."""
        there = len(self.values)
        if self.values.ndim != 2 or not (there == self.steps or (self.pooled and there <= self.steps <= STEPS_MOST)):
            raise ValueError(f"{there} rows of {self.steps} steps")


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The numeric side of a frame, in the data's own units. Shapes (T, len(columns)).

    ``inputs`` are the numeric input columns, ``prediction``, ``target``, ``naive`` (repeat the last value) and
    ``seasonal`` (the value a season before) the target columns ``shift`` steps ahead: row t belongs to position
    ``start + t + shift``. NaN where there is no truth, and in ``seasonal`` where the season before is not known or
    there is no season. ``target_columns`` is empty when the targets are classes: then the frame has ``symbols`` too.
    Without a shift there is nothing to repeat: ``naive`` is the training part's mean. ``autoregression`` is what AR(p)
    forecasts, p being ``order``; None where it does not apply. ``units`` are those of the columns that have one.
    """

    input_columns: tuple[str, ...]
    target_columns: tuple[str, ...]
    inputs: Array
    prediction: Array
    target: Array
    naive: Array
    seasonal: Array | None = None
    shift: Whole = 1
    autoregression: Array | None = None
    order: Whole = 0
    units: dict[str, str] = {}

    def titled(self, column: str) -> str:
        """A column with its unit behind it."""
        unit = self.units.get(column, "")
        return f"{column} ({unit})" if unit else column

    def units_of(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """'' for a column that has none."""
        return tuple(self.units.get(column, "") for column in columns)


class Symbols(msgspec.Struct, frozen=True, kw_only=True):
    """The side of a frame that is symbols: what comes next in a text, or classes. ``inputs`` (T,) are symbol ids, −1
    where inputs are numbers; ``truth`` (T,) ids, −1 where there is none; ``top`` (T, 5 or fewer) ids and
    ``probability`` of the most probable ones, falling; ``truth_probability`` (T,) is NaN where there is no truth.
    ``names`` maps the ids of truth and top to what is shown. A symbol the training part has not seen is id 0,
    ``<unk>``; ``unknown`` (T,) marks where one stands among the inputs."""

    inputs: Array
    truth: Array
    top: Array
    probability: Array
    truth_probability: Array
    unknown: Array
    names: dict[int, str]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to a pair: its ``symbols`` as they are called, the end among them, and the ``probability`` (n,) of
    each after those before it."""

    text: str
    symbols: tuple[str, ...]
    probability: Array


class Continuation(msgspec.Struct, frozen=True, kw_only=True):
    """What the network goes on with after the probe, each step fed by the one before; the first is the prediction after
    the last input. n is ``free.steps``, or fewer: a large network goes only as far as half a second allows, and a text
    ends where the output is no longer a number.

    A table has ``values`` (n, D) float64 in the data's own units, every transform undone with the run's own past, and
    ``truth`` (n, D), NaN beyond the data. ``labels`` (n,) go on in the rhythm of the time column where it has one, else
    they are row numbers. Input columns that are no targets repeat their last season, or their last value without one.
    A text has ``text``, n characters; ``<unk>`` is never among them. To a pair that is the answer, and ``answers`` are
    all that were found, the most probable first."""

    free: FreeRun
    labels: tuple[str, ...] = ()
    values: Array | None = None
    truth: Array | None = None
    text: str = ""
    answers: tuple[Answer, ...] = ()


class Frame(FromEngine, frozen=True, kw_only=True):
    """The answer to a ``FrameRequest``. ``step`` is the step of the weights it was computed from: for a time of the
    past that of the keyframe used, the last at or before the step asked for. ``labels`` (T,) name the time axis (dates
    as written in the file, row numbers, characters); ``loss`` is the probe's own, in the loss's scale, NaN if none. Of
    a pair the time axis is that of the answer, and ``source_labels`` (S,) name that of what is read."""

    slot: Slot
    number: Whole
    run: Whole
    step: Whole
    at: Whole | None
    probe: Probe
    labels: tuple[str, ...]
    traces: tuple[LayerTrace, ...]
    loss: float
    forecast: Forecast | None = None
    symbols: Symbols | None = None
    cost_ms: float = 0.0
    analysis: Analysis | None = None
    continuation: Continuation | None = None
    plain_loss: float = float("nan")  # under interventions: the loss without them
    source_labels: tuple[str, ...] = ()
