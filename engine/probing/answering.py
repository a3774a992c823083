"""What a network writes by itself to pairs of the validation part, beside what it should have written."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.config.nets import Net
from gatescope.engine.config.traces import Array
from gatescope.engine.data.preparing.prepare import Prepared, PreparedPairs
from gatescope.engine.data.rows.spans import evenly
from gatescope.engine.models.family import family_of
from gatescope.engine.protocol.analysis import PairAnswer
from gatescope.engine.training.pairs import PairRows

ANSWERS_MOST = 300  # of as many pairs at once


def answers(count: int, net: Net, prepared: Prepared, weights: Mapping[str, Tensor]) -> tuple[PairAnswer, ...]:
    """The greedy answers to at most ``count`` validation pairs (and ``ANSWERS_MOST``), spread evenly, in the order of
    the data; none where there are no pairs."""
    if not count or not isinstance(prepared, PreparedPairs):
        return ()
    family = family_of(net)
    assert family.restore is not None and family.write is not None  # noqa: PT018
    writer = family.write(family.restore(net, prepared.shape, weights), prepared.shape)
    device = next(iter(weights.values())).device
    spans = prepared.validation.kept(evenly(len(prepared.validation), min(count, ANSWERS_MOST)))
    rows = PairRows(prepared, spans, device)
    source, lengths, _ = rows.take(torch.arange(len(rows))).x
    said = writer.greedy(source, lengths).t().tolist()
    found = (_told(prepared, int(pair), symbols) for pair, symbols in zip(rows.numbers, said, strict=True))
    return tuple(sorted(found, key=lambda each: each.start))


def _told(prepared: PreparedPairs, pair: int, said: list[int]) -> PairAnswer:
    """``said`` are ids, up to the sign of the end and perhaps beyond it."""
    first, last = (int(edge) for edge in prepared.layout.edges[pair : pair + 2])
    assert prepared.targets is not None
    truth = prepared.targets[first : last - 1]
    written = np.asarray(said[: said.index(prepared.end)] if prepared.end in said else said, np.int64)
    return PairAnswer(
        start=first,
        length=last - first,
        source=prepared.both.asked[pair],
        truth=tuple(prepared.label(row) for row in range(first, last - 1)),
        said=tuple(prepared.symbol_name(int(symbol)) for symbol in written),
        wrong=_wrong(written, truth),
    )


def _wrong(said: Array, truth: Array) -> tuple[int, ...]:
    """The places at which something else stands than should, or nothing, or something where nothing should."""
    common = min(len(said), len(truth))
    places = np.flatnonzero(said[:common] != truth[:common]).tolist()
    return (*places, *range(common, max(len(said), len(truth))))
