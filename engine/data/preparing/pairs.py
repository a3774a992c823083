"""Pairs of texts made ready for a run: what is read, and what is to be written, symbol by symbol.

The N rows are those that are written, answer after answer, each with the sign of its end; before its first symbol the
decoder is given the sign of the beginning. What is read stands beside them, pair by pair.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Kind
from gatescope.engine.data.preparing.pairs_and_unfolding import Pairs, Side, pairs
from gatescope.engine.data.preparing.prepared import IOShape, Prepared, ProbeData
from gatescope.engine.data.preparing.text import check_varied
from gatescope.engine.data.rivals.rival import Contest, Outcome
from gatescope.engine.data.rows import sequence_labels, splits
from gatescope.engine.data.rows.part_spans import spans_of_parts
from gatescope.engine.data.rows.spans import Ints, Layout, places
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.protocol.frame import Part, Probe

END_NAME, START_NAME = "<end>", "<start>"

Two = tuple[bytes, bytes]


class Pair(NamedTuple):
    """What goes into an encoder–decoder, arrays or tensors, time first: ``source`` (S, B) ids, padded at the end to the
    longest of ``lengths`` (B,), and ``fed`` (T, B), what the decoder is given at each step: the sign of the beginning,
    and then what should have been written."""

    source: Any
    lengths: Any
    fed: Any


@dataclass(frozen=True, eq=False)
class Answers:
    """The tokens of what is written, by row: also one that is unknown, and the sign of the end."""

    target: Side
    ends: Ints  # (P,), the rows of the signs of the end

    def __getitem__(self, row: int, /) -> str:
        pair = int(np.searchsorted(self.ends, row))
        return END_NAME if row == self.ends[pair] else self.target.encoded.written[row - pair]


@dataclass(frozen=True, eq=False, kw_only=True)
class PreparedPairs(Prepared):
    """``ids`` (N,) is what the decoder is given before it writes ``targets`` (N,). Ids of symbols are the target
    tokeniser's own, then that of the end, then that of the beginning, which is never written. ``source`` (M,) are the
    ids that are read, those of pair k being ``source[reading[k] : reading[k+1]]``. ``too_long`` pairs were left out for
    the length of what is to be written."""

    both: Pairs
    source: NDArray[np.int64]
    too_long: int = 0

    @property
    def end(self) -> int:
        """The id of the end."""
        return self.shape.outputs - 1

    @property
    def reading(self) -> Ints:
        return self.both.source.edges

    @property
    def judged(self) -> bool:
        return True

    @property
    def token_model(self) -> bytes:
        models = self.both.source.tokeniser.model, self.both.target.tokeniser.model
        return msgspec.msgpack.encode(models) if any(models) else b""

    def symbol_name(self, symbol: int) -> str:
        """What is written under an id. Raises ``IndexError``."""
        known = len(self.both.target.tokeniser)
        if symbol < known:
            return self.both.target.tokeniser.name(symbol)
        return (END_NAME, START_NAME)[symbol - known]

    def text(self, written: Any) -> str:
        """The text of ids (n,) up to the first sign of the end."""
        ids = [int(symbol) for symbol in written]
        end = ids.index(self.end) if self.end in ids else len(ids)
        return self.both.target.tokeniser.decode(ids[:end])

    def read(self, pair: int) -> NDArray[np.int64]:
        """What is read of a pair, (S,)."""
        return self.source[self.reading[pair] : self.reading[pair + 1]]

    def probe(self, probe: Probe) -> ProbeData:
        """The pair that ``probe`` names by the rows of its answer, or a text that is read, without an answer. Raises
        ``ConfigError`` (PROBE_INVALID)."""
        tokeniser = self.both.source.tokeniser
        if probe.part is Part.TYPED:
            ids = tokeniser.encode(probe.text) if probe.text else np.zeros(0, np.int64)
            if not len(ids):
                raise self._invalid(probe)
            nothing = np.zeros(0, np.int64)
            return ProbeData(nothing, nothing, (), 0, ids, tuple(tokeniser.pieces(probe.text)))
        pair = self._sequence(probe)
        rows = slice(probe.start, probe.start + probe.length)
        if probe.start != self.layout.edges[pair]:  # a decoder begins at the beginning
            raise self._invalid(probe)
        written = self.both.source.encoded.written
        assert self.ids is not None and self.targets is not None  # noqa: PT018
        return ProbeData(
            inputs=self.ids[rows],
            targets=self.targets[rows],
            labels=tuple(self.label(row) for row in range(rows.start, rows.stop)),
            counted_from=0,
            source=self.read(pair),
            source_labels=tuple(written[row] for row in range(self.reading[pair], self.reading[pair + 1])),
        )


def prepare_pairs(dataset: Dataset, data: DataConfig, models: bytes = b"") -> PreparedPairs:
    """Raises ``DataError`` and ``ConfigError`` as ``pairs`` does; ConfigError (ONE_TOKEN) where one symbol is all that
    is ever written; ``ValueError`` for ``models`` that are none."""
    made = pairs(dataset, data, _both(models))
    known, lengths = len(made.target.tokeniser), made.target.encoded.lengths
    edges = np.concatenate([[0], (lengths + 1).cumsum()])
    layout = Layout(edges, np.where(made.learnt, edges[1:], edges[:-1]))
    written = _with_ends(made.target, known)
    check_varied(made.target.tokeniser, made.target.encoded.ids, np.flatnonzero(np.repeat(made.learnt, lengths)))
    spans = spans_of_parts(layout, 0, 0)
    return PreparedPairs(
        dataset,
        Kind.TABLE,
        _shape(made),
        contest=_contest(layout, spans["validation"].target_rows(0), written, known + 1),
        targets=written,
        ids=_given(written, edges, known + 1),
        written=Answers(made.target, edges[1:] - 1),
        sequences=sequence_labels.told(made.asked, layout, None, (), judged_first=True),
        dropped=dataset.rows - len(made),
        both=made,
        source=_read(made, data),
        too_long=made.too_long,
        **spans,
    )


def _both(models: bytes) -> Two:
    """What was kept by ``token_model``. Raises ``ValueError`` for what was not."""
    try:
        return msgspec.msgpack.decode(models, type=Two) if models else (b"", b"")
    except msgspec.MsgspecError as error:
        raise ValueError("no models of tokenisers") from error


def _shape(made: Pairs) -> IOShape:
    read, symbols = made.source.encoded.lengths, len(made.source.tokeniser)
    longest = int(made.target.encoded.lengths.max())
    outputs = len(made.target.tokeniser) + 1
    return IOShape(symbols, outputs, symbols, read=int(read.max()), written=longest + 1)


def _contest(layout: Layout, counted: Ints, written: NDArray[np.int64], symbols: int) -> Contest:
    learnt = np.flatnonzero(layout.training)
    # the end of an answer stands before the next one: what follows on it is how answers begin
    rest = learnt[learnt > 0]
    return Contest(Outcome.TEXT, layout, counted, 1, ids=written, symbols=symbols, learnt=learnt, pairs=rest)


def _with_ends(side: Side, end: int) -> NDArray[np.int64]:
    """(N,): the tokens of every text, and ``end`` behind each."""
    return np.insert(side.encoded.ids.astype(np.int64), side.edges[1:], end)


def _given(written: NDArray[np.int64], edges: Ints, start: int) -> NDArray[np.int64]:
    """(N,): what was written before each row, ``start`` before the first of an answer."""
    given = np.concatenate([[start], written[:-1]])
    given[edges[:-1]] = start
    return given


def _read(made: Pairs, data: DataConfig) -> NDArray[np.int64]:
    """(M,): the ids that are read; in no order within each text where order is to be destroyed."""
    ids, edges = made.source.encoded.ids.astype(np.int64), made.source.edges
    if data.shuffled:
        ids = ids[splits.disorder(Layout(edges, edges[1:]))]
    return ids


def rows_of(edges: Ints, at: Ints) -> Ints:
    """The rows of the sequences ``at`` (K,), one after the other, ``edges`` being the limits of all."""
    counts = edges[at + 1] - edges[at]
    return np.repeat(edges[at], counts) + places(counts)
