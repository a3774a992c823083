"""Units in an order of one's own, large or small, and baselines in a frame."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import DataConfig, Kind, Recurrent
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.probing import framing as frames
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe, Trace, Want
from gatescope.engine.protocol.pooling import pool
from tests.engine.prepared import table

torch.set_num_threads(1)
NET = Recurrent(hidden=10)
ORDER = (7, 2, 9, 0, 1, 8, 3, 5, 6, 4)


def trace(want: Want):
    made = table(window=30)
    torch.manual_seed(0)
    weights = {name: value.detach() for name, value in build(NET, made.shape).named_parameters()}
    asked = FrameRequest(slot=Slot("s"), number=1, run=1, probe=made.probe_default(), wants=(want,))
    return make_frame(asked, NET, made, weights, 0).traces[0]


def test_units_come_in_the_order_asked_for():
    whole = trace(Want(layer="layer0", trace=Trace.CELL))
    ordered = trace(Want(layer="layer0", trace=Trace.CELL, units=ORDER))
    assert np.array_equal(ordered.values, whole.values[:, list(ORDER)])
    assert (ordered.units, ordered.size, ordered.pooled) == (ORDER, 10, False)


@pytest.mark.parametrize("units", [ORDER, ORDER[:5]])
def test_an_order_too_large_to_be_sent_is_pooled_in_that_order(units, monkeypatch):
    exact = trace(Want(layer="layer0", trace=Trace.HIDDEN, units=units)).values
    monkeypatch.setattr(frames, "CELLS_MOST", 30 * len(units) - 1)
    want = Want(layer="layer0", trace=Trace.HIDDEN, units=units, rows=4, columns=6)
    found = trace(want)
    assert (found.pooled, found.values.shape, found.steps, found.size) == (True, (6, 4), 30, 10)
    assert np.array_equal(found.values, pool(exact, 6, 4))
    assert not trace(Want(layer="layer0", trace=Trace.HIDDEN, units=units)).pooled  # no pixels: exact
    monkeypatch.setattr(frames, "CELLS_MOST", 30 * len(units))
    assert not trace(want).pooled


@pytest.mark.parametrize("season", [0, 7])
def test_a_frame_shows_the_value_a_season_before(season):
    values = np.random.default_rng(0).random(60) if season == 0 else 3.0 + np.arange(60) % 7 + np.arange(60) / 100
    dataset = dataset_from_bytes(("v\n" + "\n".join(map(repr, values.tolist()))).encode(), "a.csv", Kind.TABLE)
    made = prepare(dataset, DataConfig(kind=Kind.TABLE, inputs=("v",), targets=("v",), season=season), 10)
    for start in (0, 3, 50):
        part = Part.VALIDATION if start == 50 else Part.TRAINING
        probe = Probe(part=part, start=start, length=10)
        found = made.forecast(probe, np.zeros((10, 1), np.float32)).seasonal
        expected = [values[at - season] if season and at >= season else np.nan for at in range(start + 1, start + 11)]
        np.testing.assert_array_equal(found[:, 0], expected)
