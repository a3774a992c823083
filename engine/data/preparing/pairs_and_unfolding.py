"""Whole sequences at both ends of a network: pairs of texts, and a row of numbers with a sequence.

One-to-one needs nothing of its own: ``prepare_table`` makes each row a sequence of one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, TokenConfig
from gatescope.engine.data.preparing import chosen
from gatescope.engine.data.preparing.arranging import arranged
from gatescope.engine.data.rows import sequence_labels, splits
from gatescope.engine.data.rows.spans import Ints, Layout, Mask
from gatescope.engine.data.scaling.scaling import Scaling
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.data.tokens.tokeniser import Encoded, Tokeniser, make_tokeniser
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import Sequence

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Side:
    """One text of each of P pairs, as tokens: those of pair k are ``encoded.ids[edges[k] : edges[k+1]]``."""

    tokeniser: Tokeniser
    encoded: Encoded
    edges: Ints

    @classmethod
    def of(cls, texts: list[str], learnt: Mask, tokens: TokenConfig, model: bytes = b"") -> "Side":
        known = (text for text, is_learnt in zip(texts, learnt, strict=True) if is_learnt)
        return cls.read(make_tokeniser(known, tokens, model), texts)

    @classmethod
    def read(cls, tokeniser: Tokeniser, texts: list[str]) -> "Side":
        encoded = tokeniser.encoded(texts)
        return cls(tokeniser, encoded, np.concatenate([[0], encoded.lengths.cumsum()]))

    def kept(self, which: Mask, texts: list[str]) -> "Side":
        """Of the ``texts`` that it was made of, some alone; the vocabulary stays what it is."""
        return Side.read(self.tokeniser, [text for text, stays in zip(texts, which, strict=True) if stays])

    def ids(self, pair: int) -> Ints:
        return self.encoded.ids[self.edges[pair] : self.edges[pair + 1]].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Pairs:
    """P pairs of texts: what is read and what is to be written. ``rows`` (P,) are those of the data set, ``learnt``
    (P,) says which are of the training part; each side has the tokens of that. ``too_long`` more are left out, as what
    is to be written is longer than the bound. ``asked`` (P,) are the texts that are read, as written."""

    source: Side
    target: Side
    rows: Ints
    learnt: Mask
    too_long: int = 0
    asked: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def sequences(self) -> tuple[Sequence, ...]:
        """Each by what is read."""
        return _told(self.asked, self.source.edges, self.learnt)


@dataclass(frozen=True, eq=False)
class Unfolding:
    """S rows of numbers, ``vectors`` (S, F) scaled, and the sequence that each is to become: rows ``edges[k] …
    edges[k+1]-1`` of ``values`` (N, D) scaled, or of the tokens of ``texts``. ``learnt`` (S,) and ``too_long`` as in
    ``Pairs``."""

    vectors: Floats32
    edges: Ints
    learnt: Mask
    names: tuple[str, ...]
    values: Floats32 | None = None
    texts: Side | None = None
    too_long: int = 0

    def __len__(self) -> int:
        return len(self.vectors)

    def sequences(self) -> tuple[Sequence, ...]:
        return _told(self.names, self.edges, self.learnt)


def pairs(dataset: Dataset, data: DataConfig, models: tuple[bytes, bytes] = (b"", b"")) -> Pairs:
    """The texts of two columns, row by row; a row that lacks one is left out, and one whose second text has more than
    ``data.longest`` tokens. ``models``: see ``Tokeniser.model``, of both sides.

    Raises ``DataError`` (COLUMN_UNKNOWN) and ``ConfigError``: CONFIG_VALUE without two columns, SEQUENCES_TOO_FEW when
    a part has no pair left, and what ``splits.borders`` and ``make_tokeniser`` raise.
    """
    for name in ("text", "second"):
        if not getattr(data, name):
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value="", choices=", ".join(dataset.columns)[:1000])
    read, written = chosen.texts(dataset, data.text), chosen.texts(dataset, data.second)
    rows = np.flatnonzero(_there(read) & _there(written))
    learnt = _learnt(len(rows), data)
    texts = [column.take(pa.array(rows)).to_pylist() for column in (read, written)]
    source = Side.of(texts[0], learnt, data.tokens, models[0])
    target = Side.of(texts[1], learnt, data.second_tokens, models[1])
    return _short_enough(Pairs(source, target, rows, learnt, asked=tuple(texts[0])), texts, data.longest)


def _short_enough(made: Pairs, texts: list[list[str]], longest: int) -> Pairs:
    """Those that have a token on both sides and at most ``longest`` in the second text; the vocabularies stay what they
    are."""
    kept, short = _kept(made.target, longest)
    kept &= made.source.encoded.lengths > 0
    if kept.all():
        return made
    learnt = _both_parts(made.learnt[kept])
    source, target = (side.kept(kept, each) for side, each in zip((made.source, made.target), texts, strict=True))
    asked = tuple(text for text, stays in zip(made.asked, kept, strict=True) if stays)
    return Pairs(source, target, made.rows[kept], learnt, int((~short).sum()), asked)


def _kept(target: Side, longest: int) -> tuple[Mask, Mask]:
    """Which answers have a token, and at most ``longest``; and which have at most so many."""
    short = target.encoded.lengths <= longest
    return short & (target.encoded.lengths > 0), short


def _both_parts(learnt: Mask) -> Mask:
    """Raises ``ConfigError`` (SEQUENCES_TOO_FEW) when a part has none left."""
    if learnt.all() or not learnt.any():
        raise ConfigError(Fault.SEQUENCES_TOO_FEW, sequences=len(learnt), needed=2)
    return learnt


def unfolding(dataset: Dataset, data: DataConfig, model: bytes = b"") -> Unfolding:
    """Numbers and the text beside them, or the numbers of a sequence, the same in all its rows, and its series. The
    pixels of ``data.picture`` are numbers too; a row without a picture is left out.
    ``model``: see ``Tokeniser.model``, of the texts.

    Raises ``DataError`` as ``chosen.numbers`` does; ``ConfigError``: LABEL_CHANGES, CONFIG_VALUE when there is nothing
    to become, SEQUENCES_TOO_FEW when a part has nothing left, and what ``splits.borders`` and ``make_tokeniser``
    raise.
    """
    chosen.check_roles(dataset, data)
    text = data.second or data.text
    for name in ("inputs",) if text else ("inputs", "sequence", "targets"):
        if not (data.picture if name == "inputs" else "") and not getattr(data, name):
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value="", choices=", ".join(dataset.columns)[:1000])
    if text:
        return _to_texts(dataset, data, text, model)
    rows = arranged(dataset, data)
    learnt = _learnt(len(rows.edges) - 1, data)
    given = rows.taken(chosen.numbers(dataset, data.inputs))
    vectors = sequence_labels.of_each(given, rows.edges, rows.names, ", ".join(data.inputs))
    series = rows.taken(chosen.numbers(dataset, data.targets))
    training = np.repeat(learnt, np.diff(rows.edges))
    return Unfolding(_scaled(vectors, learnt), rows.edges, learnt, rows.names, values=_scaled(series, training))


def _to_texts(dataset: Dataset, data: DataConfig, text: str, model: bytes) -> Unfolding:
    cells = chosen.texts(dataset, text)
    grey, seen = chosen.pixels(dataset, data.picture) if data.picture else (None, True)
    rows = np.flatnonzero(_there(cells) & seen)
    learnt = _learnt(len(rows), data)
    texts = cells.take(pa.array(rows)).to_pylist()
    side = Side.of(texts, learnt, data.second_tokens if data.second else data.tokens, model)
    kept, short = _kept(side, data.longest)
    if not kept.all():
        side, rows, learnt = side.kept(kept, texts), rows[kept], _both_parts(learnt[kept])
    names = tuple(dataset.label(row) for row in rows.tolist())
    vectors = _scaled(chosen.numbers(dataset, data.inputs)[rows], learnt)
    if grey is not None:
        vectors = np.concatenate([vectors, _shades(grey[rows], learnt)], axis=1)
    return Unfolding(vectors, side.edges, learnt, names, texts=side, too_long=int((~short).sum()))


def _shades(grey: NDArray[np.uint8], learnt: Mask) -> Floats32:
    """(S, side²): by one mean and one deviation for all pixels of the pictures learnt from, so that a picture stays
    one."""
    values = grey.astype(np.float32)
    centre, size = float(values[learnt].mean()), float(values[learnt].std())
    return (values - np.float32(centre)) / np.float32(size or 1.0)


def _there(texts: Any) -> Mask:
    return np.asarray(pc.fill_null(pc.not_equal(texts, pa.scalar("")), False))


def _learnt(count: int, data: DataConfig) -> Mask:
    """(count,): which whole sequences are of the training part."""
    each = np.arange(count + 1)
    return np.asarray(splits.borders(each, data) > each[:-1])


def _scaled(values: Floats, learnt: Mask) -> Floats32:
    """By the rows learnt from; their mean where one is missing."""
    scaled = Scaling.of(values[learnt]).apply(values)
    return np.where(np.isnan(scaled), 0.0, scaled).astype(np.float32)


def _told(names: tuple[str, ...], edges: Ints, learnt: Mask) -> tuple[Sequence, ...]:
    layout = Layout(edges, np.where(learnt, edges[1:], edges[:-1]))
    return sequence_labels.told(names, layout, None, ())
