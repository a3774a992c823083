"""A data set made ready for one run: what goes in, what should come out, which stretches of it are learnt from."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import Kind
from gatescope.engine.data.rivals import rivals
from gatescope.engine.data.rivals.rival import Contest
from gatescope.engine.data.rows.part_spans import side_by_side
from gatescope.engine.data.rows.spans import Ints, Layout, Spans, evenly, validation_spans
from gatescope.engine.data.scaling.scaled import training_rows
from gatescope.engine.data.scaling.units import Floats, Units, earlier, following
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.data.tokens.base import Ids, Written
from gatescope.engine.data.tokens.tokeniser import Tokeniser
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.baselines import Baseline
from gatescope.engine.protocol.datasets import ClassCount, Sequence
from gatescope.engine.protocol.frame import Forecast, Part, Probe
from gatescope.engine.protocol.runs import Medium

PROBES_MOST = 500

Floats32 = NDArray[np.float32]


@dataclass(frozen=True)
class IOShape:
    """What goes into a network and comes out.

    ``inputs`` are the numbers per step, mask indicators among them; ``categories`` the levels (0 = unknown included) of
    each column that is embedded: ``features`` has ``inputs + len(categories)`` columns. ``symbols`` is the size of the
    input vocabulary, 0 when the inputs are numbers; then ``inputs`` is that size too. ``outputs`` are target columns,
    classes, or symbols. ``once``: there is one target for the whole of a sequence, at its last step. ``steps``: how
    many a network sees at once, at most: a window, or the longest sequence where each goes in whole; 0: not known.

    Of pairs ``symbols`` are those of what is read, at most ``read`` of them at once, and ``outputs`` those of what is
    written, the last one being its end: at most ``written`` of them, the end counted, 0 where nothing is written."""

    inputs: int
    outputs: int
    symbols: int
    categories: tuple[int, ...] = ()
    once: bool = False
    read: int = 0
    written: int = 0
    steps: int = 0


@dataclass(frozen=True, eq=False)
class ProbeData:
    """``inputs`` float32 (T, F) scaled, or ids int64 (T,); ``targets`` float32 (T, D) scaled, NaN where there is no
    truth, or ids int64 (T,), −1 where there is none. ``labels`` (T,) name the inputs' rows. The targets from
    ``counted_from`` on lie in the probe's own part. Of a pair ``inputs`` are what the decoder is given, and ``source``
    (S,) are the ids that are read, named by ``source_labels``; None where there is one sequence alone."""

    inputs: NDArray[Any]
    targets: NDArray[Any]
    labels: tuple[str, ...]
    counted_from: int
    source: NDArray[np.int64] | None = None
    source_labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Prepared:
    """A data set made ready for one run. Its N rows stand sequence after sequence; row numbers are those everywhere,
    and ``order`` (N,) are the data set's own (None: the same).

    ``features`` (N, F+K) are the scaled numeric inputs, then indicators of missing ones, then K category codes as exact
    whole numbers. ``ids`` (N,) are symbols that go in instead. ``targets`` (N, D) float32 are scaled (NaN: does
    not count), or (N,) int64 classes (−1: does not count), or None when ``ids`` are their own targets. Row r of it is
    the target *at* r: that of input row r is row r + ``shift``. ``window`` 0: spans are whole sequences.

    ``uniform``: every training span has length ``window`` and every target of it counts.

    ``contest`` is what is to be said of exactly the validation targets that count, by whatever is compared with it.

    ``single``: rows have no order. Each is learnt from by itself, and ``window`` of them are looked at side by side.

    ``filled`` counts by column the values that were missing and are made up, ``dropped`` the rows that were left out.
    ``written`` has the token of each row of a text as it stands there, in the order of the text.
    """

    dataset: Dataset
    kind: Kind
    shape: IOShape
    window: int
    layout: Layout
    training: Spans
    validation: Spans
    contest: Contest = field(repr=False)
    shift: int = 1
    uniform: bool = True
    features: Floats32 | None = None
    targets: NDArray[Any] | None = None
    ids: Ids | None = None
    order: Ints | None = None
    sequences: tuple[Sequence, ...] = ()
    classes: tuple[ClassCount, ...] = ()
    class_names: tuple[str, ...] = ()
    units: Units | None = field(default=None, repr=False)
    vocabulary: Tokeniser | None = field(default=None, repr=False)  # of the inputs
    written: Written | None = field(default=None, repr=False)
    filled: tuple[tuple[str, int], ...] = ()
    dropped: int = 0
    single: bool = False

    @cached_property
    def reference(self) -> Baseline:
        """What skill is measured with: repeating the last value (text: the bigram table; classes: the training part's
        shares; a number without a shift: its mean)."""
        (found,) = rivals.scores(self.contest, reference=True)
        return found

    @cached_property
    def baselines(self) -> tuple[Baseline, ...]:
        """All that is to be beaten, the reference first; counted when first asked for. Raises ``ConfigError``
        (ORDER_TOO_LARGE)."""
        return (self.reference, *rivals.scores(self.contest, reference=False))

    @cached_property
    def input_sizes(self) -> tuple[float, ...]:
        """The root of the mean square of each numeric input in the training part, scaled as it is; () for ids."""
        if self.features is None or not self.layout.training.any():
            return ()
        count = self.features.shape[1] - len(self.shape.categories)
        columns = self.features[training_rows(self.layout), :count].astype(np.float64)
        return tuple(np.sqrt(np.square(columns).mean(axis=0)).tolist())

    @property
    def naive_loss(self) -> float:
        return self.reference.loss

    @property
    def season(self) -> int:
        """How many steps it has, 0: none was found."""
        return self.contest.season

    @property
    def input_medium(self) -> Medium:
        return Medium.NUMBERS if self.ids is None else Medium.SYMBOLS

    @property
    def output_medium(self) -> Medium:
        numbers = self.targets is not None and self.targets.ndim == 2
        return Medium.NUMBERS if numbers else Medium.SYMBOLS

    @property
    def _nothing(self) -> float:
        """What stands where there is no target."""
        return np.nan if self.output_medium is Medium.NUMBERS else -1

    @property
    def judged(self) -> bool:
        """Whether a share of the validation targets is met: of classes, and of answers as a whole."""
        return bool(self.class_names)

    @property
    def token_model(self) -> bytes:
        """What is kept of what tokenisers have learnt, for ``prepare``; see ``Tokeniser.model``."""
        return self.vocabulary.model if self.vocabulary is not None else b""

    @property
    def training_rows(self) -> tuple[int, int]:
        """(first, one past last) row of the training part, as in ``Layout.parts``."""
        return self.layout.parts[0]

    @property
    def validation_rows(self) -> tuple[int, int]:
        return self.layout.parts[1]

    @property
    def counted_rows(self) -> Ints:
        """The rows that are counted as validation targets, in the order of the spans."""
        return self.validation.target_rows(self.shift)

    def label(self, row: int) -> str:
        """The name of a row: its time, number or symbol."""
        own = row if self.order is None else int(self.order[row])
        return self.dataset.label(own) if self.written is None else self.written[own]

    def probe_default(self) -> Probe:
        """The first validation span."""
        return Probe(part=Part.VALIDATION, start=int(self.validation.starts[0]), length=int(self.validation.lengths[0]))

    def probes(self) -> list[Probe]:
        """Spans that do not overlap, the training part's and then the validation part's; ``PROBES_MOST`` at most,
        spread evenly, always with the default among them."""
        learnt = self._training_probes()
        covering = validation_spans(self.layout, self.window, self.shift) if not self.single else self.validation
        kept = {*evenly(len(learnt) + len(covering), PROBES_MOST).tolist(), len(learnt)}
        training = learnt.kept(np.array([at for at in sorted(kept) if at < len(learnt)], np.int64))
        validation = covering.kept(np.array([at - len(learnt) for at in sorted(kept) if at >= len(learnt)], np.int64))
        return [
            Probe(part=part, start=start, length=length)
            for part, spans in ((Part.TRAINING, training), (Part.VALIDATION, validation))
            for start, length in zip(spans.starts.tolist(), spans.lengths.tolist(), strict=True)
        ]

    def _training_probes(self) -> Spans:
        """The training spans that do not overlap."""
        if not self.window:
            return self.training
        if self.single:
            return side_by_side(0, int(self.layout.borders[0]), self.window)
        if self.training.consecutive is not None:
            every = self.training.consecutive
            return Spans(np.arange(every.start, every.stop, self.window), self.window)
        starts, lengths = self.training.starts, self.training.lengths
        begins = self.layout.first[np.searchsorted(self.layout.edges, starts, side="right") - 1]
        return self.training.kept(np.flatnonzero((starts - begins) % lengths == 0))

    def probe(self, probe: Probe) -> ProbeData:
        """The sequence that ``probe`` names. Raises ``ConfigError`` (PROBE_INVALID)."""
        if probe.part is Part.TYPED:
            return self._typed(probe)
        sequence = self._sequence(probe)
        end = probe.start + probe.length
        border, last = int(self.layout.borders[sequence]), int(self.layout.edges[sequence + 1])
        counted = max(0, border - self.shift - probe.start) if probe.part is Part.VALIDATION else 0
        values: Any = self.ids if self.targets is None else self.targets
        source: Any = self.features if self.ids is None else self.ids
        return ProbeData(
            inputs=_wide(source[probe.start : end]),
            targets=_wide(following(values, probe.start + self.shift, probe.length, last, self._nothing)),
            labels=tuple(self.label(row) for row in range(probe.start, end)),
            counted_from=min(counted, probe.length),
        )

    def to_units(self, scaled: NDArray[Any], probe: Probe) -> Floats:
        """``scaled`` (T, D), such as a network's predictions along ``probe``, in the data's own units, float64. Row t
        belongs to row ``start + t + shift`` of the data. Raises ``ConfigError`` (PROBE_INVALID)."""
        units = self._units(probe)
        self._sequence(probe)
        return units.of_targets(scaled, np.arange(probe.start, probe.start + probe.length) + self.shift)

    def forecast(self, probe: Probe, prediction: NDArray[Any]) -> Forecast:
        """The numeric side of a frame from ``prediction`` (T, D) scaled, which is not looked at when the targets are
        classes. Raises ``ConfigError`` (PROBE_INVALID)."""
        if probe.part is Part.TYPED:
            return self._typed_forecast(probe, prediction)
        units = self._units(probe)
        sequence = self._sequence(probe)
        begin, end = int(self.layout.edges[sequence]), int(self.layout.edges[sequence + 1])
        start, length = probe.start, probe.length
        numbers = bool(units.target_columns)
        naive = units.targets[start : start + length] if self.shift else np.tile(units.usual, (length, 1))
        return Forecast(
            input_columns=units.input_columns,
            target_columns=units.target_columns,
            inputs=units.inputs[start : start + length],
            prediction=self.to_units(prediction, probe) if numbers else np.zeros((length, 0)),
            target=following(units.targets, start + self.shift, length, end, np.nan),
            naive=naive,
            seasonal=earlier(units.targets, start + self.shift, length, self.seasons_back, begin),
            autoregression=self._autoregressed(units, start + self.shift + np.arange(length), begin),
            order=max((model.order for model in self.contest.models), default=0),
            shift=self.shift,
            units=self._written_units(units),
        )

    def _written_units(self, units: Units) -> dict[str, str]:
        """Those that the file names, of the columns that are told in their own units."""
        names = {*units.input_columns, *units.target_columns}
        return {each.name: each.unit for each in self.dataset.info.columns if each.unit and each.name in names}

    def _autoregressed(self, units: Units, rows: Ints, begin: int) -> Floats | None:
        """What AR(p) forecasts of ``rows`` (T,) of the sequence that begins at row ``begin``, in the data's units."""
        models = self.contest.models
        if not models:
            return None
        before = rows - begin - self.layout.lost
        forecasts = zip(models, self.contest.series.T, strict=True)
        return units.of_targets(np.column_stack([m.ahead(one, rows, self.shift, before) for m, one in forecasts]), rows)

    @property
    def seasons_back(self) -> int:
        """How many rows before a target the seasonal naive forecast looks: as many whole seasons as the horizon takes;
        0 without a season or a horizon."""
        return self.season * -(-self.shift // self.season) if self.season else 0

    def symbol_name(self, symbol: int) -> str:
        """What comes out under an id: a class, or a symbol (``<unk>`` for 0). Raises ``IndexError``, also for every id
        where numbers come out."""
        if self.vocabulary is not None and self.targets is None:
            return self.vocabulary.name(symbol)
        if not 0 <= symbol < len(self.class_names):
            raise IndexError(symbol)
        return self.class_names[symbol]

    def _typed(self, probe: Probe) -> ProbeData:
        if self.vocabulary is None or not probe.text:
            raise self._invalid(probe)
        ids = _wide(self.vocabulary.encode(probe.text))
        labels = tuple(self.vocabulary.pieces(probe.text))
        if self.targets is None:
            return ProbeData(ids, following(ids, self.shift, len(ids), len(ids), -1), labels, 0)
        nothing = np.full((len(ids), *self.targets.shape[1:]), self._nothing, self.targets.dtype)
        return ProbeData(ids, nothing, labels, 0)

    def _typed_forecast(self, probe: Probe, prediction: NDArray[Any]) -> Forecast:
        """Numbers that are said of a text: nothing was before it, and the truth is not known."""
        if self.units is None or not self.units.target_columns or self.vocabulary is None:
            raise self._invalid(probe)
        nothing = np.full(prediction.shape, np.nan)
        return Forecast(
            input_columns=(),
            target_columns=self.units.target_columns,
            inputs=np.zeros((len(prediction), 0)),
            prediction=self.units.of_targets(prediction, np.zeros(len(prediction), np.int64)),
            target=nothing,
            naive=np.tile(self.units.usual, (len(prediction), 1)),
            seasonal=nothing,
            shift=self.shift,
        )

    def _sequence(self, probe: Probe) -> int:
        """The number of the sequence that ``probe`` lies in. Raises ``ConfigError`` (PROBE_INVALID)."""
        try:
            sequence = self.layout.sequence_of(probe.start)
        except IndexError:
            raise self._invalid(probe) from None
        inside = self.layout.first[sequence] <= probe.start <= self.layout.edges[sequence + 1] - probe.length
        if probe.length < 1 or not inside:
            raise self._invalid(probe)
        return sequence

    def _units(self, probe: Probe) -> Units:
        if self.units is None or probe.part is Part.TYPED:
            raise self._invalid(probe)
        return self.units

    def _invalid(self, probe: Probe) -> ConfigError:
        length = len(probe.text) if probe.part is Part.TYPED else probe.length
        return ConfigError(Fault.PROBE_INVALID, part=str(probe.part), start=probe.start, length=length)


def _wide(values: NDArray[Any]) -> NDArray[Any]:
    """Ids as they are computed with, int64; numbers as they are."""
    return values if values.dtype.kind == "f" else values.astype(np.int64)
