"""A text's way into a network, stage by stage, as a person is shown it: on the first of their own sentences."""

import re
from collections.abc import Sequence
from itertools import accumulate, islice

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, Kind, Level
from gatescope.engine.config.traces import Array
from gatescope.engine.data.preparing.pairs import PreparedPairs
from gatescope.engine.data.preparing.prepared import Prepared
from gatescope.engine.data.rows.spans import training_rows
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.data.tokens.tokeniser import PADDING, UNKNOWN, Tokeniser, make_tokeniser, parts
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import Stages

SENTENCES_MOST = 8
SENTENCE_MOST = 200  # characters of a sentence that are shown
FREQUENT_MOST = 40
_SAMPLE = 300_000  # characters of each part that are counted for a preview: a fraction of a second
_SLOW_SAMPLE = 10_000  # of morphemes
_BORDER = re.compile(r"\n+|(?<=[.!?…])[ \t]+|(?<=[。！？])")

Ids = NDArray[np.integer]


def stages_of(texts: str | Sequence[str], data: DataConfig) -> Stages:
    """The stages of a plain text, or of the cells of a text column, before there is a run: the vocabulary is that of
    the beginning of the training part, by ``data.validation_share``.

    Raises ``ConfigError`` (PACKAGE_MISSING)."""
    level, share = data.tokens.level, data.validation_share
    most = _SLOW_SAMPLE if level is Level.MORPHEME else _SAMPLE
    if isinstance(texts, str):
        both = [[part] for part in parts(texts, level, lambda size: training_rows(size, share))]
    else:
        border = max(1, training_rows(len(texts), share))
        both = [list(texts[:border]), list(texts[border:])]
    training, validation = (_beginning(part, most) for part in both)
    tokeniser = make_tokeniser(training, data.tokens)
    encoded = tokeniser.encoded([*training, *validation])
    border = int(encoded.lengths[: len(training)].sum())
    lengths = encoded.lengths if not isinstance(texts, str) else encoded.lengths.sum(keepdims=True)
    whole = sum(map(len, training + validation)) == sum(len(text) for part in both for text in part)
    return _told(sentences_of(texts), tokeniser, (encoded.ids[:border], encoded.ids[border:]), lengths, whole=whole)


def stages_of_run(data: DataConfig, prepared: Prepared, embedding: Array | None = None) -> Stages:
    """The stages of the text that a run learns on, of pairs of what is read. ``embedding`` (V, width) are its weights,
    None for one-hot vectors.

    Raises ``ConfigError`` (CONFIG_VALUE) where there is no text."""
    if isinstance(prepared, PreparedPairs):
        return _of_source(prepared, embedding)
    if prepared.vocabulary is None or prepared.ids is None:
        raise ConfigError(Fault.CONFIG_VALUE, name="kind", value=str(data.kind), choices=str(Kind.TEXT))
    layout, ids = prepared.layout, prepared.ids
    border = int(layout.borders[0])
    split = (ids[:border], ids[border:]) if len(layout) == 1 else (ids[layout.training], ids[~layout.training])
    dataset = prepared.dataset
    texts = dataset.text if data.kind is Kind.TEXT else _first_cells(dataset, data.text)
    return _told(sentences_of(texts), prepared.vocabulary, split, layout.lengths, embedding)


def _of_source(prepared: PreparedPairs, embedding: Array | None) -> Stages:
    side, learnt = prepared.both.source, prepared.both.learnt
    of_training = np.repeat(learnt, side.encoded.lengths)
    split = (side.encoded.ids[of_training], side.encoded.ids[~of_training])
    return _told(sentences_of(prepared.both.asked), side.tokeniser, split, side.encoded.lengths, embedding)


def sentences_of(texts: str | Sequence[str]) -> tuple[str, ...]:
    """The first sentences of a text, or the first of many texts; without blank ones, and each cut to a length that can
    be shown."""
    if isinstance(texts, str):
        texts = _BORDER.split(texts[: 20 * SENTENCES_MOST * SENTENCE_MOST])
    said = (text[:SENTENCE_MOST] for text in texts if text and not text.isspace())
    return tuple(islice(said, SENTENCES_MOST))


def _told(
    sentences: tuple[str, ...],
    tokeniser: Tokeniser,
    ids: tuple[Ids, Ids],
    lengths: NDArray[np.int64],
    embedding: Array | None = None,
    whole: bool = True,
) -> Stages:
    counts = np.bincount(ids[0], minlength=len(tokeniser)) + np.bincount(ids[1], minlength=len(tokeniser))
    often = np.argsort(-counts, kind="stable")[: FREQUENT_MOST + 1].tolist()
    return Stages(
        sentences=sentences,
        prepared=tuple(map(tokeniser.prepared, sentences)),
        tokens=tuple(tuple(tokeniser.pieces(sentence)) for sentence in sentences),
        ids=padded([tokeniser.encode(sentence) for sentence in sentences]),
        vocabulary=len(tokeniser),
        count=sum(map(len, ids)),
        frequent=tuple((tokeniser.name(at), int(counts[at])) for at in often if at != UNKNOWN and counts[at]),
        unknown=float((ids[1] == UNKNOWN).mean()) if len(ids[1]) else 0.0,
        lengths=(int(lengths.min()), int(np.median(lengths)), int(lengths.max())) if len(lengths) else (0, 0, 0),
        embedding=embedding,
        whole=whole,
    )


def padded(rows: Sequence[Ids]) -> NDArray[np.int64]:
    """Ids (B, T): each row padded to the longest."""
    batch = np.full((len(rows), max(map(len, rows), default=0)), PADDING, np.int64)
    for row, ids in zip(batch, rows, strict=True):
        row[: len(ids)] = ids
    return batch


def _beginning(texts: list[str], most: int) -> list[str]:
    """The first of ``texts`` that have ``most`` characters together; the last of them cut short."""
    ends = list(accumulate(map(len, texts)))
    kept = [text for text, end in zip(texts, ends, strict=True) if end - len(text) < most]
    over = ends[len(kept) - 1] - most if kept else 0
    return [*kept[:-1], kept[-1][: len(kept[-1]) - over]] if over > 0 else kept


def _first_cells(dataset: Dataset, column: str) -> list[str]:
    cells = dataset.columns[column].words()
    return [text for text in cells.slice(0, 100 * SENTENCES_MOST).to_pylist() if text]
