"""Free running: forecasts in the data's own units, and text."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, Transform
from gatescope.engine.data.preparing.ahead import Ahead
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.probing.free import choose, foresee, speak
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, FreeRun, Part, Probe
from tests.engine import prepared as samples

torch.set_num_threads(1)
SEASON = 4


def table(values: np.ndarray, names: str = "ab", months: bool = False, **chosen):
    """Columns of ``values`` (N, C) as a data set, the first a target, made ready."""
    rows = [",".join(map(repr, row)) for row in values.tolist()]
    head = ",".join(names[: values.shape[1]])
    if months:
        head = "month," + head
        rows = [f"{1950 + at // 12}-{at % 12 + 1:02},{row}" for at, row in enumerate(rows)]
    dataset = dataset_from_bytes("\n".join([head, *rows]).encode(), "a.csv", Kind.TABLE)
    columns = tuple(names[: values.shape[1]])
    data = DataConfig(**{"kind": Kind.TABLE, "inputs": columns, "targets": columns[:1], "season": SEASON, **chosen})
    return prepare(dataset, data, 10)


def seasonal(rows: int, growth: float = 0.0) -> np.ndarray:
    """Two positive columns that repeat every ``SEASON`` rows, the first growing."""
    at = np.arange(rows)
    first = np.array([5.0, 9.0, 4.0, 7.0])[at % SEASON] * np.exp(growth * at) + 100 * growth * at
    return np.column_stack([first, np.array([1.0, 2.0, 8.0, 3.0])[at % SEASON]])


# ---- a forecast -----------------------------------------------------------------------------------------------------


@given(
    transform=st.sampled_from(Transform),
    growth=st.sampled_from([0.0, 0.01]),
    row=st.integers(15, 60),
    steps=st.integers(1, 40),
    both=st.booleans(),
)
def test_a_perfect_predictor_of_one_step_reproduces_the_series(transform, growth, row, steps, both):
    """What it is fed at each step are the true inputs, though only its own predictions and the season are known."""
    made = table(seasonal(100, growth), transform=transform, targets=("a", "b") if both else ("a",))
    at = iter(range(row + 1, 1000))

    def perfect(x: torch.Tensor) -> torch.Tensor:
        now = next(at)
        np.testing.assert_allclose(x, made.features[now - 1], rtol=1e-4, atol=1e-4)
        return torch.from_numpy(made.targets[now])

    ahead = Ahead(made, made.units, row, steps)
    output = foresee(perfect, torch.from_numpy(made.targets[row : row + 1]), ahead)
    expected = made.units.targets[row : row + steps]
    np.testing.assert_allclose(ahead.in_units(output), expected, rtol=1e-5)
    assert np.array_equal(ahead.truth(), expected)


@given(st.sampled_from(Transform), st.integers(0, 5), st.integers(1, 13))
def test_transforms_are_undone_with_its_own_past_row_by_row(transform, seed, steps):
    made = table(seasonal(60) * 10, transform=transform)
    output = np.random.default_rng(seed).normal(size=(steps, 1)).astype(np.float32)
    step, scaling, row = made.units.steps.columns[0], made.units.scaling, 40
    own = made.units.targets[:row, 0].tolist()
    for value in output[:, 0].astype(float) * scaling.size[0] + scaling.centre[0]:
        if step.lag:
            value += math.log(own[-step.lag]) if step.log else own[-step.lag]
        own.append(math.exp(value) if step.log else value)
    np.testing.assert_allclose(Ahead(made, made.units, row, steps).in_units(output)[:, 0], own[row:], rtol=1e-9)


@pytest.mark.parametrize("transform", Transform)
def test_other_columns_repeat_their_last_season_and_know_nothing_of_what_comes(transform):
    values = seasonal(60)
    values[:, 1] = 1 + np.random.default_rng(0).random(60)
    repeated = values.copy()
    repeated[40:, 1] = np.resize(values[36:40, 1], 20)
    made, as_if = (table(each, transform=transform, validation_share=0.5) for each in (values, repeated))
    given_ = Ahead(made, made.units, 40, 20).given()
    np.testing.assert_allclose(given_[:, 1], as_if.features[40:, 1], rtol=1e-6, atol=1e-6)


def test_without_a_season_the_last_value_is_repeated():
    values = np.random.default_rng(0).random((60, 2))
    made = table(values, season=0)
    assert made.season == 0
    assert np.unique(Ahead(made, made.units, 30, 9).given()[:, 1]).tolist() == [made.features[29, 1]]


def test_a_target_that_is_no_input_is_forecast_too():
    made = table(seasonal(60), inputs=("b",), targets=("a",))
    ahead = Ahead(made, made.units, 40, 7)
    seen = []
    output = foresee(lambda x: seen.append(x.tolist()) or torch.zeros(1), torch.ones(1, 1), ahead)
    assert output[:, 0].tolist() == [1, 0, 0, 0, 0, 0, 0]
    np.testing.assert_allclose(seen, made.features[40:46])


def framed(made, net, free, probe=None, network=None, **request):
    torch.manual_seed(1)
    network = network or build(net, made.shape)
    weights = {name: value.detach() for name, value in network.named_parameters()}
    asked = FrameRequest(slot=Slot("f"), number=1, run=1, probe=probe or made.probe_default(), free=free, **request)
    return make_frame(asked, net, made, weights, 5)


NET = Recurrent(cell=Cell.LSTM, hidden=8, layers=2, dropout=0.5)


def test_a_frame_goes_on_where_the_probe_ends():
    made = table(seasonal(96), months=True, transform=Transform.LOG_SEASONAL_DIFFERENCE)
    probe = Probe(part=Part.VALIDATION, start=80, length=10)
    frame = framed(made, NET, FreeRun(steps=12), probe)
    going = frame.continuation
    assert going.values.shape == going.truth.shape == (12, 1)
    assert going.values.dtype == np.float64
    np.testing.assert_allclose(going.values[0], frame.forecast.prediction[-1], rtol=1e-6)
    assert np.array_equal(going.truth[:6], made.units.targets[90:])
    assert np.isnan(going.truth[6:]).all()
    assert going.labels[:2] == ("1957-07", "1957-08")
    assert going.labels[-2:] == ("1958-05", "1958-06")
    assert framed(made, NET, None, probe).continuation is None
    arrived = wire.unpack_from_engine(wire.pack(frame)[wire.LENGTH.size :]).continuation
    assert (arrived.free, arrived.labels) == (FreeRun(steps=12), going.labels)
    assert np.array_equal(arrived.values, going.values)
    assert np.array_equal(arrived.truth, going.truth, equal_nan=True)


def test_each_step_is_what_a_longer_probe_over_its_own_forecast_says():
    """A data set in which the forecast so far stands in place of the truth, read as a whole."""
    values = seasonal(80)[:, :1]
    made = table(values, validation_share=0.5)
    torch.manual_seed(2)
    network = build(NET, made.shape)
    steps = framed(made, NET, FreeRun(steps=15), Probe(part=Part.VALIDATION, start=45, length=10), network)
    replaced = values.copy()
    replaced[55:70] = steps.continuation.values
    longer = table(replaced, validation_share=0.5)
    read = framed(longer, NET, None, Probe(part=Part.VALIDATION, start=45, length=24), network)
    np.testing.assert_allclose(read.forecast.prediction[9:], steps.continuation.values, rtol=1e-4)


def test_beyond_the_end_rows_without_a_time_are_numbered():
    made = table(seasonal(60))
    labels = framed(made, NET, FreeRun(steps=3), Probe(part=Part.VALIDATION, start=49, length=10)).continuation.labels
    assert labels == ("60", "61", "62")


def test_a_network_that_diverges_forecasts_no_number_and_raises_nothing():
    for transform in Transform:
        made = table(seasonal(80), transform=transform)
        network = build(NET, made.shape)
        with torch.no_grad():
            network.head.weight.mul_(1e38)
            network.head.bias.fill_(-3e38)
        values = framed(made, NET, FreeRun(steps=30), network=network).continuation.values
        assert values.shape == (30, 1)


@pytest.mark.parametrize(
    ("free", "name"),
    [
        (FreeRun(steps=0), "steps"),
        (FreeRun(steps=2001), "steps"),
        (FreeRun(temperature=-0.1), "temperature"),
        (FreeRun(temperature=math.nan), "temperature"),
        (FreeRun(seed=-1), "seed"),
    ],
)
def test_what_cannot_be_run_is_refused(free, name):
    with pytest.raises(ConfigError) as caught:
        framed(table(seasonal(60)), NET, free)
    assert (caught.value.fault, caught.value.facts["name"]) == (Fault.CONFIG_VALUE, name)


# ---- text -----------------------------------------------------------------------------------------------------------

LOGITS = torch.tensor([9.0, 0.3, -1.0, 1.2, 0.0, -0.4])  # the first is <unk>'s, and by far the largest


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_symbols_come_as_often_as_their_probability_says(temperature):
    count = 20_000
    said = speak(lambda _: LOGITS, LOGITS[None], count, temperature, seed=7)
    weight = np.exp(LOGITS[1:].double().numpy() / temperature)
    expected = count * weight / weight.sum()
    found = np.bincount(said, minlength=6)
    assert found[0] == 0
    chi_square = ((found[1:] - expected) ** 2 / expected).sum()
    assert chi_square < 18.47  # 4 degrees of freedom, one in a thousand
    pairs = np.zeros((6, 6))
    np.add.at(pairs, (said[:-1], said[1:]), 1)
    independent = np.outer(expected, expected) / count
    assert ((pairs[1:, 1:] - independent) ** 2 / independent).sum() < 52.6  # 25, likewise


def test_what_has_no_probability_is_not_drawn_at_the_edges():
    logits = np.array([-1e9, 0.0, -1e9, 0.0, -1e9])
    drawn = [choose(logits, 1.0, at) for at in (0.0, 0.49, 0.5, np.nextafter(1.0, 0.0))]
    assert drawn == [1, 1, 3, 3]


def test_at_temperature_zero_the_most_probable_is_said_whatever_the_seed():
    steps = {3: [9.0, 1, 0, 0, 2.0, 2.0], 4: [0, 0, 5, 0, 0, 0], 2: [0, 3, 0, 0, 0, 0], 1: [0, 0, 0, 1, 0, 0]}
    for seed in range(3):
        said = speak(lambda symbol: torch.tensor(steps[symbol]).float(), LOGITS[None], 9, 0.0, seed)
        assert said == [3, 4, 2, 1, 3, 4, 2, 1, 3]
        assert speak(lambda _: LOGITS, LOGITS[None], 9, 1e-300, seed) == [3] * 9


@given(
    st.floats(0, 100),
    st.integers(0, 2**63 - 1),
    st.lists(st.floats(-(2.0**99), 2.0**99, width=32), min_size=1, max_size=9),
)
def test_a_symbol_is_always_one_there_is(temperature, seed, logits):
    values = torch.tensor([2.0**100, *logits])
    said = speak(lambda _: values, values[None], 5, temperature, seed)
    assert len(said) == 5
    assert all(1 <= symbol <= len(logits) for symbol in said)


def test_the_same_seed_says_the_same_and_another_something_else():
    made = samples.text()
    net = Recurrent(hidden=8, embedding=3)
    texts = [framed(made, net, FreeRun(steps=60, seed=seed)).continuation.text for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
    assert all(len(text) == 60 and set(text) <= set("abcdef") for text in texts)


def test_text_goes_on_after_the_users_words_as_a_probe_over_it_all_says():
    made = samples.text()
    net = Recurrent(hidden=12)
    torch.manual_seed(5)
    network = build(net, made.shape)
    typed = "abcade"
    text = framed(made, net, FreeRun(steps=30, temperature=0), Probe(part=Part.TYPED, text=typed), network)
    whole = typed + text.continuation.text
    symbols = framed(made, net, None, Probe(part=Part.TYPED, text=whole), network).symbols
    best = [next(name for i in row if (name := symbols.names[int(i)]) != "<unk>") for row in symbols.top]
    assert "".join(best[len(typed) - 1 : -1]) == text.continuation.text


@pytest.mark.parametrize("letters", ["ab", "abc", "abcdefgh"])
def test_what_may_come_next_is_what_can_be_read_and_no_more_than_there_is(letters):
    raw = "".join(letters[(3 * k + k // 5) % len(letters)] for k in range(300))
    made = prepare(dataset_from_bytes(raw.encode(), "text.txt", Kind.TEXT), DataConfig(kind=Kind.TEXT), 12)
    network = build(NET, made.shape)
    with torch.no_grad():
        network.head.bias[0] = 9.0  # the unknown symbol is by far the most probable
    symbols = framed(made, NET, None, network=network).symbols
    assert symbols.top.shape[1] == symbols.probability.shape[1] == min(len(letters), 5)
    assert 0 not in symbols.top
    assert {symbols.names[int(i)] for i in symbols.top.ravel()} <= set(letters)
    assert np.all(np.diff(symbols.probability, axis=1) <= 0)
    assert np.all(symbols.probability < 0.1)  # its share is not given to the others


def test_a_network_of_no_numbers_says_nothing():
    made = samples.text()
    network = build(NET, made.shape)
    with torch.no_grad():
        network.head.bias.fill_(math.nan)
    assert framed(made, NET, FreeRun(steps=5), network=network).continuation.text == ""
