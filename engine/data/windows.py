"""From a data set to what a network learns on: parts in time order, scaled columns or symbol ids, windows, probes.

Row numbers are those of the whole data set everywhere. A window that starts at ``s`` has the inputs ``s … s+W-1`` and
the targets ``s+1 … s+W``. No target crosses the split; the inputs of a validation window may reach back.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.config import DataConfig, Kind
from engine.data import baselines, transforms
from engine.data.dataset import Dataset
from engine.data.scaling import Scaling
from engine.data.suggest import training_rows
from engine.data.tokens import Vocabulary
from engine.errors import ConfigError, DataError, Fault
from engine.frame import Forecast, Part, Probe

VALIDATION_WINDOWS_MOST = 64
PROBES_MOST = 500

Floats32 = NDArray[np.float32]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class IOShape:
    """What goes into a network and comes out. ``symbols`` is the size of the vocabulary, 0 for tables; for a text all
    three are the same."""

    inputs: int
    outputs: int
    symbols: int


@dataclass(frozen=True)
class Window:
    """A validation window. Its targets ``start+1+count_from … start+W`` count, those before belong to the training part
    or were counted by another window."""

    start: int
    count_from: int


@dataclass(frozen=True, eq=False)
class ProbeData:
    """``inputs`` float32 (T, F) scaled, or ids int64 (T,); ``targets`` float32 (T, D) scaled, NaN where there is no
    truth, or ids int64 (T,), −1 where there is none. ``labels`` (T,) name the inputs' rows. The targets from
    ``counted_from`` on lie in the probe's own part."""

    inputs: NDArray[Any]
    targets: NDArray[Any]
    labels: tuple[str, ...]
    counted_from: int


@dataclass(frozen=True, eq=False)
class Units:
    """What speaks of a table in its own units again: the columns' true values, how they were transformed and
    scaled. ``targets`` (N, D), ``inputs`` (N, F) float64."""

    input_columns: tuple[str, ...]
    target_columns: tuple[str, ...]
    inputs: Floats
    targets: Floats
    step: transforms.Step
    scaling: Scaling  # of the targets
    input_scaling: Scaling


@dataclass(frozen=True, eq=False)
class Prepared:
    """A data set made ready for one run.

    ``features`` (N, F) and ``targets`` (N, D) are scaled with the training part's mean and standard deviation; row r
    of ``targets`` is the value *at* r, so a window's are ``targets[s+1 : s+W+1]``. Rows before ``first_row`` were lost
    to differencing, are NaN and in no window. ``ids`` (N,) are a text's symbols.

    ``naive_loss`` is what repeat-last-value scores (text: the bigram table) on exactly the validation targets that
    count, in the loss's own scale; ``seasonal_naive_loss`` repeats the last season, NaN without one; ``unigram_loss``
    is that of a text's symbol frequencies.
    """

    dataset: Dataset
    kind: Kind
    shape: IOShape
    window: int
    first_row: int
    training_rows: tuple[int, int]
    validation_rows: tuple[int, int]
    train_starts: range
    validation_windows: tuple[Window, ...]
    naive_loss: float
    season: int = 0
    seasonal_naive_loss: float = float("nan")
    unigram_loss: float = float("nan")
    features: Floats32 | None = None
    targets: Floats32 | None = None
    ids: Ints | None = None
    units: Units | None = field(default=None, repr=False)
    vocabulary: Vocabulary | None = field(default=None, repr=False)

    @property
    def validation_starts(self) -> Ints:
        return np.array([window.start for window in self.validation_windows], np.int64)

    @property
    def counted_rows(self) -> Ints:
        """The rows that are counted as validation targets, rising."""
        return counted_rows(self.validation_windows, self.window)

    def probe_default(self) -> Probe:
        """The first validation window."""
        return Probe(part=Part.VALIDATION, start=self.validation_windows[0].start, length=self.window)

    def probes(self) -> list[Probe]:
        """Windows that do not overlap, the training part's and then the validation part's; ``PROBES_MOST`` at most,
        spread evenly, always with the default among them."""
        last = self.training_rows[1] - self.window - 1
        training = [(Part.TRAINING, start) for start in range(self.first_row, last + 1, self.window)]
        first, end = self.validation_rows
        covering = cover(first, end, self.window)
        both = training + [(Part.VALIDATION, window.start) for window in covering]
        kept = {*_evenly(len(both), PROBES_MOST), len(training)}
        return [Probe(part=both[at][0], start=both[at][1], length=self.window) for at in sorted(kept)]

    def probe(self, probe: Probe) -> ProbeData:
        """The sequence that ``probe`` names. Raises ``ConfigError`` (PROBE_INVALID)."""
        if probe.part is Part.TYPED:
            return self._typed(probe)
        self._check(probe)
        start, end = probe.start, probe.start + probe.length
        labels = tuple(self.dataset.label(row) for row in range(start, end))
        split = self.training_rows[1]
        counted = max(0, split - start - 1) if probe.part is Part.VALIDATION else 0
        if self.ids is not None:
            return ProbeData(self.ids[start:end], _following(self.ids, start, end, -1), labels, counted)
        if self.features is None or self.targets is None:
            raise self._invalid(probe)
        return ProbeData(self.features[start:end], _following(self.targets, start, end, np.nan), labels, counted)

    def to_units(self, scaled: NDArray[Any], probe: Probe) -> Floats:
        """``scaled`` (T, D), such as a network's predictions along ``probe``, in the data's own units, float64. Row t
        belongs to row ``start + t + 1`` of the data. Raises ``ConfigError`` (PROBE_INVALID)."""
        units = self._table_units(probe)
        rows = np.arange(probe.start, probe.start + probe.length) + 1
        before = units.targets[np.maximum(rows - max(units.step.lag, 1), 0)]
        return units.step.undo(units.scaling.undo(scaled), before)

    def forecast(self, probe: Probe, prediction: NDArray[Any]) -> Forecast:
        """The numeric side of a frame from ``prediction`` (T, D) scaled. Raises ``ConfigError`` (PROBE_INVALID)."""
        units = self._table_units(probe)
        start, end = probe.start, probe.start + probe.length
        return Forecast(
            input_columns=units.input_columns,
            target_columns=units.target_columns,
            inputs=units.inputs[start:end],
            prediction=self.to_units(prediction, probe),
            target=_following(units.targets, start, end, np.nan),
            naive=units.targets[start:end],
            seasonal=_before(units.targets, start + 1, end + 1, self.season),
        )

    def symbol_name(self, symbol: int) -> str:
        """The character of an id; ``<unk>`` for 0. Raises ``IndexError``, also for every id of a table."""
        if self.vocabulary is None:
            raise IndexError(symbol)
        return self.vocabulary.name(symbol)

    def _typed(self, probe: Probe) -> ProbeData:
        if self.vocabulary is None or not probe.text:
            raise self._invalid(probe)
        ids = self.vocabulary.encode(probe.text)
        return ProbeData(ids, np.append(ids[1:], -1), tuple(probe.text), 0)

    def _check(self, probe: Probe) -> None:
        inside = self.first_row <= probe.start and probe.start + probe.length <= self.validation_rows[1]
        if probe.length < 1 or not inside:
            raise self._invalid(probe)

    def _table_units(self, probe: Probe) -> Units:
        if self.units is None or probe.part is Part.TYPED:
            raise self._invalid(probe)
        self._check(probe)
        return self.units

    def _invalid(self, probe: Probe) -> ConfigError:
        length = len(probe.text) if probe.part is Part.TYPED else probe.length
        return ConfigError(Fault.PROBE_INVALID, part=str(probe.part), start=probe.start, length=length)


def prepare(dataset: Dataset, data: DataConfig, window: int) -> Prepared:
    """Makes ``dataset`` ready for a run.

    Raises ``DataError``: COLUMN_UNKNOWN, COLUMN_NOT_NUMERIC, COLUMN_CONSTANT, VALUE_NOT_POSITIVE, SEASON_UNKNOWN; and
    ``ConfigError``: WINDOW_TOO_LONG, CONFIG_VALUE when ``data`` is for another kind.
    """
    if data.kind is not dataset.kind:
        raise ConfigError(Fault.CONFIG_VALUE, name="kind", value=str(data.kind), choices=str(dataset.kind))
    if dataset.kind is Kind.TEXT:
        return _prepare_text(dataset, data, window)
    return _prepare_table(dataset, data, window)


def cover(first: int, end: int, window: int) -> list[Window]:
    """Windows whose targets cover the rows ``first … end-1``, each row counted once. The last one reaches back so that
    it ends at the end."""
    result: list[Window] = []
    for target in range(first, end, window):
        start = min(target, end - window) - 1
        result.append(Window(start, target - start - 1))
    return result


def counted_rows(windows: tuple[Window, ...], window: int) -> Ints:
    return np.concatenate([np.arange(each.start + 1 + each.count_from, each.start + 1 + window) for each in windows])


def _parts(rows: int, share: float, first_row: int, window: int) -> dict[str, Any]:
    training = training_rows(rows, share)
    longest = training - first_row - 1
    if window > longest:
        usable = max(training - first_row, 0)
        raise ConfigError(Fault.WINDOW_TOO_LONG, window=window, rows=usable, longest=max(longest, 0))
    covering = cover(training, rows, window)
    return {
        "window": window,
        "first_row": first_row,
        "training_rows": (0, training),
        "validation_rows": (training, rows),
        "train_starts": range(first_row, training - window),
        "validation_windows": tuple(covering[at] for at in _evenly(len(covering), VALIDATION_WINDOWS_MOST)),
    }


def _prepare_text(dataset: Dataset, data: DataConfig, window: int) -> Prepared:
    parts = _parts(dataset.rows, data.validation_share, 0, window)
    training = parts["training_rows"][1]
    vocabulary = Vocabulary(dataset.text[:training])
    ids = vocabulary.encode(dataset.text)
    size = len(vocabulary)
    counted = counted_rows(parts["validation_windows"], window)
    return Prepared(
        dataset,
        dataset.kind,
        IOShape(size, size, size),
        naive_loss=baselines.bigram_cross_entropy(ids, training, size, counted),
        unigram_loss=baselines.unigram_cross_entropy(ids, training, size, counted),
        ids=ids,
        vocabulary=vocabulary,
        **parts,
    )


def _prepare_table(dataset: Dataset, data: DataConfig, window: int) -> Prepared:
    inputs, targets = _columns(dataset, data.inputs), _columns(dataset, data.targets)
    training = training_rows(dataset.rows, data.validation_share)
    season = _season(data, targets[:training, 0])
    if transforms.needs_positive(data.transform):
        _check_positive(dataset, data)
    step = transforms.step(data.transform, season)
    parts = _parts(dataset.rows, data.validation_share, step.lag, window)
    features, input_scaling = _scaled(step.apply(inputs), step.lag, training)
    values, scaling = _scaled(step.apply(targets), step.lag, training)
    counted = counted_rows(parts["validation_windows"], window)

    def loss(lag: int) -> float:
        guess = scaling.apply(step.express(baselines.repeat_last(targets, lag), targets))
        return float(np.square(guess[counted] - scaling.apply(step.apply(targets))[counted]).mean())

    return Prepared(
        dataset,
        dataset.kind,
        IOShape(inputs.shape[1], targets.shape[1], 0),
        naive_loss=loss(1),
        season=season,
        seasonal_naive_loss=loss(season) if season else float("nan"),
        features=features,
        targets=values,
        units=Units(data.inputs, data.targets, inputs, targets, step, scaling, input_scaling),
        **parts,
    )


def _scaled(transformed: Floats, lag: int, training: int) -> tuple[Floats32, Scaling]:
    scaling = Scaling.of(transformed[lag:training])
    return scaling.apply(transformed).astype(np.float32), scaling


def _columns(dataset: Dataset, names: tuple[str, ...]) -> Floats:
    known = {column.name: column for column in dataset.info.columns}
    for name in names:
        if name not in known:
            raise DataError(Fault.COLUMN_UNKNOWN, path=dataset.info.path, column=name, columns=", ".join(known)[:1000])
        if name not in dataset.names:
            fault = Fault.COLUMN_CONSTANT if known[name].constant else Fault.COLUMN_NOT_NUMERIC
            raise DataError(fault, path=dataset.info.path, column=name)
    return np.column_stack([dataset.column(name) for name in names])


def _season(data: DataConfig, training: Floats) -> int:
    """The season chosen, or the one found. Known also where no transform needs it, for the seasonal naive forecast."""
    season = data.season or baselines.season(training)
    if transforms.needs_season(data.transform) and not season:
        raise ConfigError(Fault.SEASON_UNKNOWN, column=data.targets[0], longest=max(len(training) // 3, 2))
    return season


def _check_positive(dataset: Dataset, data: DataConfig) -> None:
    for name in dict.fromkeys(data.targets + data.inputs):
        column = dataset.column(name)
        row = int((column <= 0).argmax())
        if column[row] <= 0:
            facts: dict[str, Any] = {"column": name, "row": row + 1, "value": float(column[row])}
            raise DataError(Fault.VALUE_NOT_POSITIVE, path=dataset.info.path, **facts)


def _following(values: NDArray[Any], start: int, end: int, nothing: float) -> NDArray[Any]:
    """Rows ``start+1 … end`` of ``values``, ``nothing`` for the one that the end of the data cuts off."""
    rows = values[start + 1 : end + 1]
    if len(rows) == end - start:
        return rows
    return np.concatenate([rows, np.full_like(values[:1], nothing)])


def _before(values: Floats, start: int, end: int, lag: int) -> Floats:
    """What is ``lag`` before rows ``start … end-1`` of ``values``, NaN where nothing is known, or without a lag."""
    rows = np.arange(start, end) - lag
    known = (rows >= 0) & (rows < len(values)) & (lag > 0)
    return np.where(known[:, None], values[rows.clip(0, len(values) - 1)], np.nan)


def _evenly(count: int, most: int) -> list[int]:
    """Positions 0 … count-1, or ``most`` of them spread evenly, the first and the last among them."""
    if count <= most:
        return list(range(count))
    return [int(at) for at in np.linspace(0, count - 1, most).round()]
