"""Free running with a horizon: a prediction is an input so many steps later; and where nothing can be fed back."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, TokenConfig
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Continuation, FrameRequest, FreeRun, Part, Probe
from tests.engine.task_samples import made as sample
from tests.engine.task_tables import chosen, noise, table

NET = Recurrent(cell=Cell.LSTM, hidden=6, layers=2)
torch.set_num_threads(1)


def weights_of(prepared: Prepared, net: Recurrent = NET) -> dict[str, torch.Tensor]:
    torch.manual_seed(8)
    return {name: 2 * value.detach() for name, value in build(net, prepared.shape).named_parameters()}


def going_on(prepared: Prepared, probe: Probe, free: FreeRun, net: Recurrent = NET) -> Continuation | None:
    request = FrameRequest(slot=Slot("f"), number=1, run=1, probe=probe, free=free)
    return make_frame(request, net, prepared, weights_of(prepared, net), 1).continuation


def two_columns(horizon: int) -> Prepared:
    """``a`` is forecast from itself and ``b``, whose season is four."""
    b = np.array([1.0, 5.0, 2.0, 3.0])[np.arange(120) % 4]
    data = chosen(inputs=("b", "a"), targets=("a",), horizon=horizon, season=4)
    return prepare(table({"a": noise(120), "b": b}), data, 10)


@pytest.mark.parametrize("horizon", [1, 2, 3, 10])
@pytest.mark.parametrize("steps", [1, 2, 7, 25])
def test_a_series_goes_on_as_a_loop_over_ever_longer_probes_says(horizon, steps):
    made = two_columns(horizon)
    probe = Probe(part=Part.VALIDATION, start=90, length=10)
    x, weights, end = made.features[90:100], weights_of(made), 100
    said = {}
    for row in range(end, end + steps):
        if row - horizon >= end:  # its input was predicted
            fed = np.array([made.features[row - horizon - 40, 0], said[row - horizon]])
            x = np.concatenate([x, fed[None].astype(np.float32)])
        output = read(NET, made.shape, weights, torch.from_numpy(x)).output[:, 0]
        said[row] = float(output[row - horizon - 90])
    centre, size = made.units.scaling.centre[0], made.units.scaling.size[0]
    found = going_on(made, probe, FreeRun(steps=steps))
    np.testing.assert_allclose(found.values[:, 0], np.array(list(said.values())) * size + centre, rtol=1e-4, atol=1e-5)
    assert np.array_equal(found.truth[:20], made.units.targets[end : end + steps])


@pytest.mark.parametrize("horizon", [1, 2, 5])
def test_a_text_goes_on_as_a_loop_over_ever_longer_probes_says(horizon):
    raw = "".join("abcdef"[(3 * k + k // 5) % 6] for k in range(300))
    data = DataConfig(kind=Kind.TEXT, horizon=horizon, tokens=TokenConfig())
    made = prepare(dataset_from_bytes(raw.encode(), "text.txt", Kind.TEXT), data, 12)
    probe = Probe(part=Part.VALIDATION, start=250, length=12)
    ids, weights, said = made.ids[250:262].tolist(), weights_of(made), []
    for at in range(20):
        ids = made.ids[250:262].tolist() + said[: max(0, at + 1 - horizon)]
        logits = read(NET, made.shape, weights, torch.tensor(ids)).output[12 + at - horizon]
        said.append(1 + int(logits[1:].argmax()))
    text = going_on(made, probe, FreeRun(steps=20, temperature=0)).text
    assert text == "".join(made.symbol_name(symbol) for symbol in said)


@pytest.mark.parametrize("name", ["parity", "flags", "first", "first-words", "sums", "reviews", "scores"])
def test_where_nothing_follows_nothing_goes_on(name):
    made = sample(name)[0]
    net = Recurrent(hidden=5, embedding=3 if made.shape.symbols else 0)
    assert going_on(made, made.probe_default(), FreeRun(steps=5), net) is None


def test_a_class_ahead_cannot_be_fed_back():
    columns = {"x": noise(100), "c": np.where(noise(100, 1) > 0, "up", "down")}
    made = prepare(table(columns), chosen(targets=("c",), classes=True, horizon=2), 10)
    assert made.shift == 2
    assert going_on(made, made.probe_default(), FreeRun(steps=5)) is None


def test_a_probe_shorter_than_the_horizon_leaves_the_next_step_unsaid():
    made = two_columns(3)
    assert going_on(made, Probe(part=Part.VALIDATION, start=90, length=2), FreeRun(steps=5)) is None
    assert going_on(made, Probe(part=Part.VALIDATION, start=90, length=3), FreeRun(steps=5)) is not None
