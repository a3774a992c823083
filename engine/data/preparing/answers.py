"""Whole answers made ready for a run: what is to be written, symbol by symbol, whatever it is that is read.

The N rows are those that are written, answer after answer, each with the sign of its end; before its first symbol the
decoder is given the sign of the beginning. What is read stands beside them, answer by answer.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.preparing.pairs_and_unfolding import Side
from gatescope.engine.data.preparing.prepared import Prepared, ProbeData
from gatescope.engine.data.preparing.text import check_varied
from gatescope.engine.data.rivals.rival import Contest, Outcome
from gatescope.engine.data.rows.part_spans import spans_of_parts
from gatescope.engine.data.rows.spans import Ints, Layout, Mask
from gatescope.engine.protocol.frame import Part, Probe

END_NAME, START_NAME = "<end>", "<start>"

Two = tuple[bytes, bytes]


class Pair(NamedTuple):
    """What goes into a network that writes, arrays or tensors, time first: ``source`` (S, B) ids, padded at the end to
    the longest of ``lengths`` (B,), or numbers (1, B, F), and ``fed`` (T, B), what the decoder is given at each step:
    the sign of the beginning, and then what should have been written."""

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
class PreparedAnswers(Prepared):
    """``ids`` (N,) is what the decoder is given before it writes ``targets`` (N,), the tokens of ``target``. Ids of
    symbols are its tokeniser's own, then that of the end, then that of the beginning, which is never written.
    ``source`` (M, …) is what is read, that of answer k being ``source[reading[k] : reading[k+1]]``, and ``asked`` has
    its tokens, None where it is numbers. ``too_long`` answers were left out for the length of what is to be written."""

    target: Side
    source: NDArray[Any]
    reading: Ints
    asked: Side | None = None
    too_long: int = 0

    @property
    def end(self) -> int:
        """The id of the end."""
        return self.shape.outputs - 1

    @property
    def judged(self) -> bool:
        return True

    @property
    def token_model(self) -> bytes:
        models = b"" if self.asked is None else self.asked.tokeniser.model, self.target.tokeniser.model
        return msgspec.msgpack.encode(models) if any(models) else b""

    def symbol_name(self, symbol: int) -> str:
        """What is written under an id. Raises ``IndexError``."""
        known = len(self.target.tokeniser)
        if symbol < known:
            return self.target.tokeniser.name(symbol)
        return (END_NAME, START_NAME)[symbol - known]

    def text(self, written: Any) -> str:
        """The text of ids (n,) up to the first sign of the end."""
        ids = [int(symbol) for symbol in written]
        end = ids.index(self.end) if self.end in ids else len(ids)
        return self.target.tokeniser.decode(ids[:end])

    def read(self, answer: int) -> NDArray[Any]:
        """What is read for an answer, (S,) or (1, F)."""
        return self.source[self.reading[answer] : self.reading[answer + 1]]

    def _read_names(self, answer: int) -> tuple[str, ...]:
        """What the steps that are read for an answer are called."""
        raise NotImplementedError

    def probe(self, probe: Probe) -> ProbeData:
        """The answer that ``probe`` names by its rows, from its beginning. Raises ``ConfigError`` (PROBE_INVALID)."""
        if probe.part is Part.TYPED:
            raise self._invalid(probe)
        answer = self._sequence(probe)
        rows = slice(probe.start, probe.start + probe.length)
        if probe.start != self.layout.edges[answer]:  # a decoder begins at the beginning
            raise self._invalid(probe)
        assert self.ids is not None and self.targets is not None  # noqa: PT018
        return ProbeData(
            inputs=self.ids[rows],
            targets=self.targets[rows],
            labels=tuple(self.label(row) for row in range(rows.start, rows.stop)),
            counted_from=0,
            source=self.read(answer),
            source_labels=self._read_names(answer),
        )


@dataclass(frozen=True, eq=False)
class ToWrite:
    """What is to be written: the ``target`` of P answers, of which ``learnt`` (P,) are of the training part."""

    target: Side
    learnt: Mask

    @property
    def outputs(self) -> int:
        """How many symbols can be written, the end among them."""
        return len(self.target.tokeniser) + 1

    @property
    def longest(self) -> int:
        """Of the answers, the end counted."""
        return int(self.target.encoded.lengths.max()) + 1

    def prepared(self) -> dict[str, Any]:
        """The fields of ``PreparedAnswers`` that do not depend on what is read. Raises ``ConfigError`` (ONE_TOKEN)
        where one symbol is all that is ever written."""
        encoded = self.target.encoded
        edges = np.concatenate([[0], (encoded.lengths + 1).cumsum()])
        layout = Layout(edges, np.where(self.learnt, edges[1:], edges[:-1]))
        written = _with_ends(self.target, self.outputs - 1)
        check_varied(self.target.tokeniser, encoded.ids, np.flatnonzero(np.repeat(self.learnt, encoded.lengths)))
        spans = spans_of_parts(layout, 0, 0)
        return {
            "contest": _contest(layout, spans["validation"].target_rows(0), written, self.outputs),
            "targets": written,
            "ids": _given(written, edges, self.outputs),
            "written": Answers(self.target, edges[1:] - 1),
            "target": self.target,
            **spans,
        }


def two_models(models: bytes) -> Two:
    """What was kept by ``token_model``, of what is read and of what is written. Raises ``ValueError`` for what was
    not."""
    try:
        return msgspec.msgpack.decode(models, type=Two) if models else (b"", b"")
    except msgspec.MsgspecError as error:
        raise ValueError("no models of tokenisers") from error


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
