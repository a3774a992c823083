"""What can be asked about a frame beyond its traces: gradient through time, saturation, recurrent weights, and what
would happen if a part of the network were altered.

Notation as in ``engine.protocol.frame``; a layer is meant by its address, one of ``Net.parts``. Free of torch: these
values cross the pipe.
"""

from enum import StrEnum

import msgspec

from gatescope.engine.config.nets import LOWEST
from gatescope.engine.config.traces import Array, Trace
from gatescope.engine.protocol.base import Whole


class Source(StrEnum):
    """What is differentiated."""

    LOSS = "loss"  # the mean over every step
    STEP_LOSS = "step-loss"  # the loss at step tau alone
    OUTPUT = "output"  # one number that the network puts out at step tau


class Alteration(StrEnum):
    CLAMP = "clamp"  # held at ``value``
    ZERO = "zero"
    NOISE = "noise"  # + value · N(0, 1), new at every t; a gate stays within 0 … 1


class Intervention(msgspec.Struct, frozen=True, kw_only=True):
    """Alters ``units`` of one trace of one layer at every t; no units: all of them.

    What is computed from the trace sees it altered: a cell its own h, a layer above the h of the one below. Noise is
    the same at every look, a function of ``seed``, layer and trace.
    """

    layer: str
    trace: Trace
    units: tuple[Whole, ...] = ()
    kind: Alteration = Alteration.ZERO
    value: float = 0.0
    seed: int = 0


class FlowWant(msgspec.Struct, frozen=True, kw_only=True):
    """Gradient through time of ``source``. ``tau`` −1 is the last step. ``column`` is a target column, or a symbol's
    id (−1: the one that is most probable at tau). ``share`` of the largest saliency bounds the memory length. ``maps``
    asks for unit × time of ``layer`` too."""

    source: Source = Source.LOSS
    tau: Whole = -1
    column: Whole = 0
    share: float = 0.01
    maps: bool = False
    layer: str = LOWEST


class AnalysisWant(msgspec.Struct, frozen=True, kw_only=True):
    """``layer`` is whose recurrent weights are looked at (``spectrum``, ``matrices``); the rest is of all layers.
    ``answers``: to how many validation pairs the network shall write by itself, where it writes; ``letter``: of which
    step of a pair's answer it is told what it depends on, −1 of none."""

    flow: FlowWant | None = None
    saturation: bool = False
    spectrum: bool = False
    matrices: bool = False
    histograms: bool = False
    answers: Whole = 0
    letter: Whole = -1
    layer: str = LOWEST


class LayerFlow(msgspec.Struct, frozen=True, kw_only=True):
    """``hidden`` (T,) is ‖∂s/∂h_t‖, ``cell`` (T,) ‖∂s/∂c_t‖ of the LSTM; the maps are (T, H), where asked for. All
    float64: a gradient that vanishes leaves float32's range."""

    layer: str
    hidden: Array
    cell: Array | None = None
    hidden_map: Array | None = None
    cell_map: Array | None = None


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Gradient through time. ``step_losses`` (T,) in the loss's scale, NaN without a target. ``saliency`` (T,) is
    ‖∂s/∂x_t‖ and ``columns`` (T, F) |∂s/∂x_t| by input column: the numeric ones, then indicators of missing values,
    then categories, each as the norm over its vector (a text: by what the first layer sees). ``memory`` steps back from
    ``tau`` the saliency still reaches its share; ``at_least`` when that is the beginning of the probe."""

    source: Source
    tau: Whole
    column: Whole
    layers: tuple[LayerFlow, ...]
    step_losses: Array
    saliency: Array
    columns: Array
    memory: Whole
    at_least: bool


class GateUse(msgspec.Struct, frozen=True, kw_only=True):
    """``shut`` and ``open`` (H,) are each unit's share of time below 0.1 and above 0.9; ``histogram`` (50,) counts
    all units and times over 0 … 1."""

    layer: str
    gate: Trace
    shut: Array
    open: Array
    histogram: Array


class UnitUse(msgspec.Struct, frozen=True, kw_only=True):
    """``stuck`` (H,) is the share of time a tanh unit spends beyond ±0.99; ``dead`` (H,) a ReLU unit that is 0 at
    every t. None where the cell has no such units."""

    layer: str
    stuck: Array | None = None
    dead: Array | None = None


class GateSpectrum(msgspec.Struct, frozen=True, kw_only=True):
    """Of one gate's recurrent matrix: ``real`` and ``imaginary`` (H,) parts of its eigenvalues, largest modulus first;
    ``radius`` is that modulus, ``stretch`` the largest singular value. ``recurrent`` (H, H) and ``inputs`` (H, F) are
    the matrices themselves, where asked for."""

    gate: Trace
    real: Array
    imaginary: Array
    radius: float
    stretch: float
    recurrent: Array | None = None
    inputs: Array | None = None


class WeightHistogram(msgspec.Struct, frozen=True, kw_only=True):
    """``counts`` (41,) of one parameter's values over −``bound`` … ``bound``, the largest absolute value."""

    name: str
    counts: Array
    bound: float


class PairAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A validation pair: its ``source`` as written, the tokens of the ``truth`` and of what was ``said``, without the
    signs of the end, and the places at which the two are not alike (``wrong``), those among them that only one has. It
    is the probe of ``length`` rows from ``start``."""

    start: Whole
    length: Whole
    source: str
    truth: tuple[str, ...]
    said: tuple[str, ...]
    wrong: tuple[Whole, ...] = ()


class LetterFlow(msgspec.Struct, frozen=True, kw_only=True):
    """The gradient of the logarithmic probability of what is written at step ``tau`` of an answer: its norm at each
    symbol of the ``source`` (S,), and at each that the decoder was ``given`` (T,)."""

    tau: Whole
    source: Array
    given: Array


class StepHistograms(msgspec.Struct, frozen=True, kw_only=True):
    """What one ``step`` of training did, parameter by parameter: the ``gradient`` before clipping, and the ``update``,
    which is what the weights became minus what they were."""

    step: Whole
    gradient: tuple[WeightHistogram, ...]
    update: tuple[WeightHistogram, ...]


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to an ``AnalysisWant``."""

    flow: Flow | None = None
    gates: tuple[GateUse, ...] = ()
    units: tuple[UnitUse, ...] = ()
    spectrum: tuple[GateSpectrum, ...] = ()
    histograms: tuple[WeightHistogram, ...] = ()
    answers: tuple[PairAnswer, ...] = ()
    letter: LetterFlow | None = None
