"""From a text, or the texts in a column of a table, to what a network learns on. Rows are tokens."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Task
from gatescope.engine.data.preparing import chosen
from gatescope.engine.data.preparing.classes import codes_of
from gatescope.engine.data.preparing.prepared import IOShape, Prepared
from gatescope.engine.data.preparing.targets import targets, units
from gatescope.engine.data.rivals.rival import Contest, Outcome
from gatescope.engine.data.rows import sequence_labels, splits
from gatescope.engine.data.rows.part_spans import check_horizon, spans_of_parts, steps_at_once
from gatescope.engine.data.rows.spans import Ints, Layout, training_rows
from gatescope.engine.data.scaling.scaled import scaled
from gatescope.engine.data.scaling.transforms import Steps
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.data.tokens.base import Ids
from gatescope.engine.data.tokens.tokeniser import Encoded, Tokeniser, in_parts, make_tokeniser
from gatescope.engine.errors import ConfigError, Fault

Floats = NDArray[np.float64]
FEW = 1000  # tokens


def prepare_text(dataset: Dataset, data: DataConfig, window: int, model: bytes = b"") -> Prepared:
    """A plain text, of which the next token is learnt.

    Raises ``ConfigError``: WINDOW_TOO_LONG, PACKAGE_MISSING, SPLIT_SHUFFLED, SPLIT_NEEDS_SEQUENCES, ONE_TOKEN, and
    CONFIG_VALUE for another task, or a horizon that leaves nothing to learn from.
    """
    if not data.task.spec.ahead:
        raise ConfigError(Fault.CONFIG_VALUE, name="task", value=str(data.task), choices=str(Task.NEXT))
    share = data.validation_share
    tokeniser, encoded = in_parts(
        dataset.text, data.tokens, lambda length: training_rows(length, share), dataset.alphabet, model
    )
    edges = np.array([0, len(encoded.ids)])
    splits.borders(edges, data)  # refuses a split that a text cannot have
    layout = Layout(edges, encoded.lengths[:1].astype(np.int64))
    return _next(dataset, data, window, tokeniser, encoded, layout)


def prepare_cells(dataset: Dataset, data: DataConfig, window: int, model: bytes = b"") -> Prepared:
    """The texts in a column of a table, each a sequence of its own: the next token, or one class or number for each.

    Raises ``DataError`` and ``ConfigError`` as ``prepare_table`` does; PACKAGE_MISSING; CONFIG_VALUE for roles that do
    not go with a text.
    """
    _check_roles(dataset, data)
    cells, rows = _cells(dataset, data.text)
    labels, classes = _labels(dataset, data, rows)
    strata = codes_of(labels[:, 0]) if classes and labels is not None else None
    each = np.arange(len(cells) + 1)
    learnt = splits.borders(each, data, strata) > each[:-1]
    known = (cell for cell, is_learnt in zip(cells, learnt, strict=True) if is_learnt)
    tokeniser = make_tokeniser(known, data.tokens, model)
    encoded = tokeniser.encoded(cells)
    edges = np.concatenate([[0], encoded.lengths.cumsum()])
    layout = Layout(edges, np.where(learnt, edges[1:], edges[:-1]))
    if labels is None:
        made = _next(dataset, data, window, tokeniser, encoded, layout)
    else:
        made = _labelled(dataset, data, tokeniser, encoded, layout, sequence_labels.at_the_end(labels, edges), classes)
    names = tuple(dataset.label(row) for row in rows.tolist())
    told = sequence_labels.told(names, layout, None if labels is None else labels[:, 0], classes)
    return replace(made, sequences=told, dropped=dataset.rows - len(rows))


def _check_roles(dataset: Dataset, data: DataConfig) -> None:
    chosen.check_roles(dataset, data)
    if not data.task.spec.texts:
        fitting = ", ".join(task for task in Task if task.spec.texts)
        raise ConfigError(Fault.CONFIG_VALUE, name="task", value=str(data.task), choices=fitting)
    for name, columns in (("inputs", data.inputs), ("categories", data.categories), ("sequence", data.keys)):
        if any(columns):
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=", ".join(columns), choices=data.text)
    if data.task.spec.label and not data.targets:
        raise ConfigError(Fault.CONFIG_VALUE, name="targets", value="", choices=", ".join(dataset.columns)[:1000])


def _cells(dataset: Dataset, name: str) -> tuple[list[str], Ints]:
    """The texts that are there, and their rows. Raises ``ConfigError`` (SEQUENCES_TOO_FEW)."""
    texts = chosen.texts(dataset, name)
    there = pc.fill_null(pc.not_equal(texts, pa.scalar("")), False)
    return texts.filter(there).to_pylist(), np.flatnonzero(np.asarray(there))


def _labels(dataset: Dataset, data: DataConfig, rows: Ints) -> tuple[Floats | None, tuple[str, ...]]:
    """The numbers (S, D) that the texts in ``rows`` stand for, NaN without one; or the positions of their classes in
    the names that come second. None when it is the next token that is learnt. Raises ``DataError``."""
    if data.task.spec.ahead:
        return None, ()
    if not data.classes:
        return chosen.numbers(dataset, data.targets)[rows], ()
    words = chosen.words(dataset, data.targets[0])
    return np.where(words.codes < 0, np.nan, words.codes)[rows, None], words.names


def _next(
    dataset: Dataset, data: DataConfig, window: int, tokeniser: Tokeniser, encoded: Encoded, layout: Layout
) -> Prepared:
    """The token ``horizon`` later is learnt, within a text. Raises ``ConfigError`` (ONE_TOKEN)."""
    shift, size = data.horizon, len(tokeniser)
    check_horizon(shift, lambda horizon: int((layout.borders - layout.edges[:-1]).max()) - horizon)
    order = splits.disorder(layout) if data.shuffled else None
    ids = encoded.ids if order is None else encoded.ids[order]
    spans = spans_of_parts(layout, window, shift)
    counted = spans["validation"].target_rows(shift)
    learnt: Any = range(layout.borders[0])
    if len(layout) > 1:
        learnt = np.flatnonzero(layout.training)
    check_varied(tokeniser, ids, learnt)
    pairs = learnt[shift:] if len(layout) == 1 else learnt[layout.places[learnt] >= shift]
    return Prepared(
        dataset,
        dataset.kind,
        IOShape(size, size, size, steps=steps_at_once(layout, window)),
        contest=Contest(Outcome.TEXT, layout, counted, shift, ids=ids, symbols=size, learnt=learnt, pairs=pairs),
        ids=ids,
        order=order,
        vocabulary=tokeniser,
        written=encoded.written,
        **spans,
    )


def check_varied(tokeniser: Tokeniser, ids: Ids, learnt: Any) -> None:
    """Raises ``ConfigError`` (ONE_TOKEN) when the rows ``learnt`` have one token and no other."""
    if not len(learnt):
        return
    first = int(ids[learnt[0]])
    for rows in (learnt[:FEW], learnt):  # nearly every text has a second token among its first ones
        part = ids[rows.start : rows.stop] if isinstance(rows, range) else ids[rows]
        if (part != first).any():
            return
    raise ConfigError(Fault.ONE_TOKEN, token=tokeniser.name(first))


def _labelled(
    dataset: Dataset,
    data: DataConfig,
    tokeniser: Tokeniser,
    encoded: Encoded,
    layout: Layout,
    labels: Floats,
    classes: tuple[str, ...],
) -> Prepared:
    """One class or number for each text: ``labels`` (N, D), at the last token of each."""
    wanted = targets(data, labels, classes, layout)
    spans = spans_of_parts(layout, 0, 0, wanted.known, data.targets[0])
    order = splits.disorder(layout) if data.shuffled else None
    size = len(tokeniser)
    nothing = scaled(data, (), labels[:, :0], Steps(()), layout)
    return Prepared(
        dataset,
        dataset.kind,
        IOShape(size, wanted.outputs, size, once=True, steps=steps_at_once(layout, 0)),
        features=None,
        targets=wanted.values,
        ids=encoded.ids if order is None else encoded.ids[order],
        order=order,
        vocabulary=tokeniser,
        written=encoded.written,
        units=units(nothing, wanted.numbers),
        contest=wanted.contest(layout, spans["validation"].target_rows(0)),
        **wanted.told(),
        **spans,
    )
