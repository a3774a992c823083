"""Pairs of texts made ready for a run: what is read, token by token, and what is to be written."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Kind
from gatescope.engine.data.preparing.answers import END_NAME as END_NAME
from gatescope.engine.data.preparing.answers import START_NAME as START_NAME
from gatescope.engine.data.preparing.answers import PreparedAnswers, ToWrite, two_models
from gatescope.engine.data.preparing.pairs_and_unfolding import Pairs, pairs
from gatescope.engine.data.preparing.prepared import IOShape, ProbeData
from gatescope.engine.data.rows import sequence_labels, splits
from gatescope.engine.data.rows.spans import Layout
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.protocol.frame import Part, Probe


@dataclass(frozen=True, eq=False, kw_only=True)
class PreparedPairs(PreparedAnswers):
    """``source`` (M,) are the ids that are read."""

    both: Pairs

    def _read_names(self, answer: int) -> tuple[str, ...]:
        written = self.both.source.encoded.written
        return tuple(written[row] for row in range(self.reading[answer], self.reading[answer + 1]))

    def probe(self, probe: Probe) -> ProbeData:
        """The pair that ``probe`` names by the rows of its answer, or a text that is read, without an answer. Raises
        ``ConfigError`` (PROBE_INVALID)."""
        if probe.part is not Part.TYPED:
            return super().probe(probe)
        tokeniser = self.both.source.tokeniser
        ids = tokeniser.encode(probe.text) if probe.text else np.zeros(0, np.int64)
        if not len(ids):
            raise self._invalid(probe)
        nothing = np.zeros(0, np.int64)
        return ProbeData(nothing, nothing, (), 0, ids, tuple(tokeniser.pieces(probe.text)))


def prepare_pairs(dataset: Dataset, data: DataConfig, models: bytes = b"") -> PreparedPairs:
    """Raises ``DataError`` and ``ConfigError`` as ``pairs`` does; ConfigError (ONE_TOKEN) where one symbol is all that
    is ever written; ``ValueError`` for ``models`` that are none."""
    made = pairs(dataset, data, two_models(models))
    writing = ToWrite(made.target, made.learnt)
    written = writing.prepared()
    return PreparedPairs(
        dataset,
        Kind.TABLE,
        _shape(made, writing),
        sequences=sequence_labels.told(made.asked, written["layout"], None, (), judged_first=True),
        dropped=dataset.rows - len(made),
        both=made,
        asked=made.source,
        source=_read(made, data),
        reading=made.source.edges,
        too_long=made.too_long,
        **written,
    )


def _shape(made: Pairs, writing: ToWrite) -> IOShape:
    read, symbols = made.source.encoded.lengths, len(made.source.tokeniser)
    return IOShape(symbols, writing.outputs, symbols, read=int(read.max()), written=writing.longest)


def _read(made: Pairs, data: DataConfig) -> NDArray[np.int64]:
    """(M,): the ids that are read; in no order within each text where order is to be destroyed."""
    ids, edges = made.source.encoded.ids.astype(np.int64), made.source.edges
    if data.shuffled:
        ids = ids[splits.disorder(Layout(edges, edges[1:]))]
    return ids
