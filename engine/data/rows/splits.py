"""Which rows are learnt from and which are validated on, and the control that destroys their order."""

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Split
from gatescope.engine.data.rows.spans import Ints, Layout, training_rows
from gatescope.engine.errors import ConfigError, Fault

SEED = 0  # of every draw: equal configurations on equal data have equal parts


def borders(edges: Ints, data: DataConfig, strata: Ints | None = None) -> Ints:
    """(S,): the row at which the validation part of each sequence begins, ``edges`` (S+1,) being their limits.

    TIME: the last share of every sequence; of sequences that have one target each, the last share of them. SEQUENCE:
    whole ones, drawn. STRATIFIED: whole ones, drawn from each class (``strata`` (S,), −1 without one) in proportion,
    such that a class with two sequences or more is in both parts; one alone is learnt from.

    Raises ``ConfigError``: SPLIT_SHUFFLED, SPLIT_NEEDS_SEQUENCES, SEQUENCES_TOO_FEW.
    """
    count, share = len(edges) - 1, data.validation_share
    whole = data.task.spec.whole or bool(data.text)
    if data.split is Split.SHUFFLED and not data.task.spec.single:
        raise ConfigError(Fault.SPLIT_SHUFFLED)
    if whole:
        check_count(count)
    if count < 2 and data.split is not Split.TIME:
        raise ConfigError(Fault.SPLIT_NEEDS_SEQUENCES, sequences=count)
    if data.split is Split.TIME and not whole:
        return _within(edges, share)
    validated = np.zeros(count, bool)
    if data.split is Split.TIME:
        validated[training_rows(count, share) :] = True
    elif data.split is Split.STRATIFIED and strata is not None:
        validated[_stratified(strata, share)] = True
    else:
        validated[np.random.default_rng(SEED).permutation(count)[training_rows(count, share) :]] = True
    if not validated.any():  # every sequence is of a class of its own
        raise ConfigError(Fault.SEQUENCES_TOO_FEW, sequences=count, needed=count + 1)
    return np.where(validated, edges[:-1], edges[1:])


def check_count(sequences: int) -> None:
    """Raises ``ConfigError`` (SEQUENCES_TOO_FEW) when whole ones cannot be in both parts."""
    if sequences < 2:
        raise ConfigError(Fault.SEQUENCES_TOO_FEW, sequences=sequences, needed=2)


def _within(edges: Ints, share: float) -> Ints:
    """The last ``share`` of each sequence, as ``training_rows`` has it; one of a single row is learnt from."""
    lengths = np.diff(edges)
    validation = -np.floor(-(lengths * share - 1e-9)).astype(np.int64)
    training = np.minimum(np.maximum(lengths - validation, 1), np.maximum(lengths - 1, 1))
    return np.asarray(edges[:-1] + np.minimum(training, lengths))


def _stratified(strata: Ints, share: float) -> Ints:
    """The sequences to validate on."""
    drawn, random = [], np.random.default_rng(SEED)
    for each in np.unique(strata):
        members = random.permutation(np.flatnonzero(strata == each))
        count = min(max(round(share * len(members)), 1), len(members) - 1)
        drawn.append(members[:count])
    return np.concatenate(drawn)


def disorder(layout: Layout) -> NDArray[np.int64]:
    """(N,): for each row the one that takes its place when the order within each part of each sequence is destroyed."""
    drawn = np.random.default_rng(SEED).random(layout.rows)
    segment = 2 * np.repeat(np.arange(len(layout)), layout.lengths) + ~layout.training
    return np.lexsort((drawn, segment))
