"""From a data set to what a network learns on: parts in time order, scaled columns or symbol ids, windows, probes.

Row numbers are those of the whole data set everywhere. A window that starts at ``s`` has the inputs ``s … s+W-1`` and
the targets ``s+1 … s+W``. No target crosses the split; the inputs of a validation window may reach back.
"""

from typing import Any

import numpy as np

from engine.config import DataConfig, Kind
from engine.data import baselines, transforms
from engine.data.dataset import Dataset
from engine.data.prepared import IOShape as IOShape
from engine.data.prepared import Prepared as Prepared
from engine.data.prepared import ProbeData as ProbeData
from engine.data.prepared import Window as Window
from engine.data.scaling import Scaling
from engine.data.spans import Layout, evenly, training_spans, validation_spans
from engine.data.suggest import training_rows
from engine.data.tokens import Vocabulary
from engine.data.transforms import Steps
from engine.data.units import Floats, Units
from engine.errors import ConfigError, DataError, Fault

VALIDATION_WINDOWS_MOST = 64


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


def _parts(layout: Layout, window: int, shift: int) -> dict[str, Any]:
    longest = int(layout.borders[0]) - layout.lost - shift
    if window > longest:
        usable = max(longest + shift, 0)
        raise ConfigError(Fault.WINDOW_TOO_LONG, window=window, rows=usable, longest=max(longest, 0))
    covering = validation_spans(layout, window, shift)
    return {
        "window": window,
        "shift": shift,
        "layout": layout,
        "training": training_spans(layout, window, shift),
        "validation": covering.kept(evenly(len(covering), VALIDATION_WINDOWS_MOST)),
    }


def _prepare_text(dataset: Dataset, data: DataConfig, window: int) -> Prepared:
    layout = Layout.single(dataset.rows, data.validation_share)
    parts = _parts(layout, window, 1)
    training = int(layout.borders[0])
    vocabulary = Vocabulary(dataset.text[:training])
    ids = vocabulary.encode(dataset.text)
    size = len(vocabulary)
    counted = parts["validation"].target_rows(1)
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
    one = transforms.step(data.transform, season)
    steps, input_steps = Steps((one,) * targets.shape[1]), Steps((one,) * inputs.shape[1])
    parts = _parts(Layout.single(dataset.rows, data.validation_share, one.lag), window, 1)
    features, values = input_steps.apply(inputs), steps.apply(targets)
    input_scaling, scaling = Scaling.of(features[one.lag : training]), Scaling.of(values[one.lag : training])
    counted = parts["validation"].target_rows(1)

    def loss(lag: int) -> float:
        guess = scaling.apply(steps.express(baselines.repeat_last(targets, lag), targets))
        return float(np.square(guess[counted] - scaling.apply(values)[counted]).mean())

    usual = targets[:training].mean(axis=0)
    return Prepared(
        dataset,
        dataset.kind,
        IOShape(inputs.shape[1], targets.shape[1], 0),
        naive_loss=loss(1),
        season=season,
        seasonal_naive_loss=loss(season) if season else float("nan"),
        features=input_scaling.apply(features).astype(np.float32),
        targets=scaling.apply(values).astype(np.float32),
        units=Units(data.inputs, data.targets, inputs, targets, input_steps, steps, input_scaling, scaling, usual),
        **parts,
    )


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
