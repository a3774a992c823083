"""From the columns of a table to what a network learns on."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Fill
from gatescope.engine.data.preparing import chosen
from gatescope.engine.data.preparing.arranging import Arranged, arranged
from gatescope.engine.data.preparing.classes import codes_of, levels
from gatescope.engine.data.preparing.prepared import IOShape, Prepared
from gatescope.engine.data.preparing.targets import targets, units
from gatescope.engine.data.rows import sequence_labels, splits
from gatescope.engine.data.rows.part_spans import check_horizon, rows_of_parts, spans_of_parts, steps_at_once
from gatescope.engine.data.rows.spans import Ints, Layout
from gatescope.engine.data.scaling import seasons, transforms
from gatescope.engine.data.scaling.fill import filled
from gatescope.engine.data.scaling.scaled import Scaled, features, scaled, steps_of
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fault

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """The chosen columns in the order of a network's rows. ``inputs`` (N, F) and ``targets`` (N, D) are NaN where
    nothing is known; targets that are classes are positions in ``names``, of words. ``order`` as in ``Prepared``,
    ``filled`` counts by column the values that were not there."""

    inputs: Floats
    targets: Floats
    names: tuple[str, ...]
    categories: tuple[chosen.Words, ...]
    order: Ints | None
    filled: tuple[tuple[str, int], ...] = ()


def prepare_table(dataset: Dataset, data: DataConfig, window: int) -> Prepared:
    """The tasks whose inputs and targets are columns.

    Raises ``DataError``: COLUMN_UNKNOWN, COLUMN_NOT_NUMERIC, COLUMN_CONSTANT, VALUE_NOT_POSITIVE, VALUE_TOO_LARGE,
    SCALED_TOO_LARGE; ``ConfigError``: what ``arranged``, ``splits.borders``, ``parts``, ``classes`` and
    ``sequence_labels.of_each`` raise, SEASON_UNKNOWN, and CONFIG_VALUE when the roles do not go together or the horizon
    leaves nothing to learn from.
    """
    chosen.check_roles(dataset, data)
    if not data.targets:
        raise ConfigError(Fault.CONFIG_VALUE, name="targets", value="", choices=", ".join(dataset.columns)[:1000])
    rows = arranged(dataset, data)
    columns = _columns(dataset, data, rows)
    labels = None
    if data.task.spec.once:
        splits.check_count(len(rows.edges) - 1)
        labels = sequence_labels.of_each(columns.targets, rows.edges, rows.names, data.targets[0])
        columns = replace(columns, targets=sequence_labels.at_the_end(labels, rows.edges))
    strata = codes_of(labels[:, 0]) if data.classes and labels is not None else None
    layout = Layout(rows.edges, splits.borders(rows.edges, data, strata))
    columns = _filled(columns, data, layout)
    if data.shuffled:
        columns = _disordered(columns, splits.disorder(layout), data)
    return replace(
        _made(dataset, data, window, columns, layout),
        sequences=sequence_labels.told(rows.names, layout, None if labels is None else labels[:, 0], columns.names),
        dropped=rows.dropped,
    )


def prepare_rows(dataset: Dataset, data: DataConfig, window: int) -> Prepared:
    """Rows that have no order, those that are learnt from first; ``window`` are looked at side by side. What is missing
    of an input is the mean of those that are learnt from. Raises as ``prepare_table`` does."""
    chosen.check_roles(dataset, data)
    if not data.targets:
        raise ConfigError(Fault.CONFIG_VALUE, name="targets", value="", choices=", ".join(dataset.columns)[:1000])
    _check_orderless(data)
    rows = arranged(dataset, data)
    columns = _columns(dataset, data, rows)
    splits.check_count(len(rows.edges) - 1)
    strata = codes_of(columns.targets[:, 0]) if data.classes else None
    validated = splits.borders(rows.edges, data, strata) == rows.edges[:-1]
    columns = _taken(columns, np.argsort(validated, kind="stable"))
    layout = Layout(np.array([0, len(validated)]), np.array([int((~validated).sum())]))
    columns = replace(columns, filled=_missing(columns, data))
    return replace(_made(dataset, data, window, columns, layout, single=True), dropped=rows.dropped)


def _check_orderless(data: DataConfig) -> None:
    """Raises ``ConfigError`` (CONFIG_VALUE) for a transform that looks at the row before."""
    for name in data.inputs + data.targets:
        transform = data.of(name).transform or data.transform
        if transforms.step(transform, max(data.season, 1)).lag:
            raise ConfigError(Fault.CONFIG_VALUE, name="transform", value=str(transform), choices="none, log")


def _taken(columns: Columns, rows: Ints) -> Columns:
    return replace(
        columns,
        inputs=columns.inputs[rows],
        targets=columns.targets[rows],
        categories=tuple(words.taken(rows) for words in columns.categories),
        order=rows if columns.order is None else columns.order[rows],
    )


def _missing(columns: Columns, data: DataConfig) -> tuple[tuple[str, int], ...]:
    """How many values each input lacks: they go in as the mean, for no row stands beside another."""
    counts = np.isnan(columns.inputs).sum(axis=0).tolist()
    return tuple((name, count) for name, count in zip(data.inputs, counts, strict=True) if count)


def _made(
    dataset: Dataset, data: DataConfig, window: int, columns: Columns, layout: Layout, *, single: bool = False
) -> Prepared:
    shift = data.horizon if data.task.spec.ahead else 0
    season = _season(data, columns, layout, shift, dataset.info.frequency)
    check_horizon(shift, lambda horizon: _longest(data, season, layout, horizon))
    layout = replace(layout, lost=_lost(data, season, shift))
    inputs = scaled(data, data.inputs, columns.inputs, steps_of(data, data.inputs, season, shift), layout)
    wanted = targets(data, columns.targets, columns.names, layout, season, shift)
    given, categories = _features(data, inputs, columns, layout)
    once, length = data.task.spec.once, 0 if data.task.spec.once else window
    if single:
        once, spans = False, rows_of_parts(layout, window, wanted.known, data.targets[0])
    else:
        spans = spans_of_parts(layout, length, shift, wanted.known, data.targets[0])
    counted = spans["validation"].target_rows(shift)
    return Prepared(
        dataset,
        dataset.kind,
        IOShape(
            given.shape[1] - len(categories), wanted.outputs, 0, categories, once, steps=steps_at_once(layout, length)
        ),
        features=given,
        targets=wanted.values,
        order=columns.order,
        filled=columns.filled,
        units=units(inputs, wanted.numbers),
        single=single,
        contest=wanted.contest(layout, counted, shift, season, data.order),
        **wanted.told(),
        **spans,
    )


def _columns(dataset: Dataset, data: DataConfig, rows: Arranged) -> Columns:
    """What the data set has. Raises ``DataError``."""
    inputs = chosen.numbers(dataset, data.inputs)
    classes: tuple[str, ...] = ()
    if data.classes:
        words = chosen.words(dataset, data.targets[0])
        classes, targets = words.names, np.where(words.codes < 0, np.nan, words.codes)[:, None]
    else:
        targets = chosen.numbers(dataset, data.targets)
    names = (() if data.classes else data.targets) + data.inputs
    chosen.check_size(dataset, names)
    chosen.check_positive(dataset, data, names)
    categories = tuple(rows.words(chosen.words(dataset, name)) for name in data.categories)
    return Columns(rows.taken(inputs), rows.taken(targets), classes, categories, rows.order)


def _filled(columns: Columns, data: DataConfig, layout: Layout) -> Columns:
    """With what can be said of missing inputs, and of missing targets that are forecast: others do not count."""
    groups = {"inputs": data.inputs, "targets": data.targets if data.task.spec.ahead and not data.classes else ()}
    counts: dict[str, int] = {}
    made: dict[str, Any] = {}
    for group, names in groups.items():
        values = getattr(columns, group)
        for at, name in enumerate(names):
            if not np.isnan(values[:, at]).any():
                continue
            if group not in made:
                made[group] = values = values.copy()
            before = int(np.isnan(values[:, at]).sum())
            values[:, at] = filled(values[:, at], data.of(name).fill or Fill.INTERPOLATE, layout)
            counts[name] = before - int(np.isnan(values[:, at]).sum())
            if group == "inputs" and data.of(name).fill is Fill.MASK:
                counts[name] = before
    return replace(columns, filled=tuple(counts.items()), **made)


def _disordered(columns: Columns, order: Ints, data: DataConfig) -> Columns:
    """With the rows of each part in another order; the target of a whole sequence stays at its end."""
    return replace(
        columns,
        inputs=columns.inputs[order],
        targets=columns.targets if data.task.spec.once else columns.targets[order],
        categories=tuple(words.taken(order) for words in columns.categories),
        order=order if columns.order is None else columns.order[order],
    )


def _season(data: DataConfig, columns: Columns, layout: Layout, shift: int, rhythm: str) -> int:
    """The season chosen, or the one found in the longest training stretch. Known also where no transform needs it, for
    the seasonal naive forecast. Raises ``ConfigError`` (SEASON_UNKNOWN)."""
    names = data.inputs if data.classes or not shift else data.inputs + data.targets
    needed = [name for name in names if transforms.needs_season(data.of(name).transform or data.transform)]
    if data.season or not (needed or (shift and not data.classes)):
        return data.season
    at = int(np.argmax(layout.borders - layout.edges[:-1]))
    source = columns.targets if shift and not data.classes else columns.inputs
    series = source[layout.edges[at] : layout.borders[at], 0]
    season = seasons.season(series[np.isfinite(series)], rhythm=rhythm)
    if needed and not season:
        column = data.targets[0] if source is columns.targets else needed[0]
        raise ConfigError(Fault.SEASON_UNKNOWN, column=column, longest=max(len(series) // 3, 2))
    return season


def _lost(data: DataConfig, season: int, horizon: int) -> int:
    targets = () if data.classes or not horizon else data.targets
    return steps_of(data, data.inputs + targets, season, horizon).lag


def _longest(data: DataConfig, season: int, layout: Layout, horizon: int) -> int:
    """How many inputs the longest training stretch has."""
    return int((layout.borders - layout.edges[:-1]).max()) - _lost(data, season, horizon) - horizon


def _features(
    data: DataConfig, inputs: Scaled, columns: Columns, layout: Layout
) -> tuple[NDArray[np.float32], tuple[int, ...]]:
    """What goes in, and how many levels each category has."""
    found = [levels(words, layout.training) for words in columns.categories]
    codes = np.column_stack([each[0] for each in found]) if found else np.zeros((layout.rows, 0), np.int64)
    return features(data, inputs, codes, layout), tuple(count for _, count in found)
