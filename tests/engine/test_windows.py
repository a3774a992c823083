"""Windows, scaling and probes, against plain loops over the rows."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import DataConfig, Kind, Transform
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.rows.spans import Layout, training_rows, validation_spans
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.errors import ConfigError, DataError, EngineError, Fault
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.protocol.frame import Part, Probe
from tests.engine.prepared import loss_of

SEASON = 4


def series(rows: int, seed: int = 0) -> np.ndarray:
    """Two positive columns with a trend, a season and noise."""
    rng = np.random.default_rng(seed)
    at = np.arange(rows)
    first = np.exp(0.02 * at + 0.5 * np.sin(2 * np.pi * at / SEASON) + 0.05 * rng.normal(size=rows)) * 100
    return np.column_stack([first, 5 + rng.random(rows)])


def table(values: np.ndarray, names: tuple[str, ...] = ("a", "b")) -> Dataset:
    lines = [",".join(names), *(",".join(map(repr, row)) for row in values.tolist())]
    return dataset_from_bytes("\n".join(lines).encode(), "a.csv", Kind.TABLE)


def text(content: str) -> Dataset:
    return dataset_from_bytes(content.encode(), "a.txt", Kind.TEXT)


def chosen(**values: object) -> DataConfig:
    return DataConfig(**{"kind": Kind.TABLE, "inputs": ("a", "b"), "targets": ("a",), **values})


def refused(dataset: Dataset, data: DataConfig, window: int) -> EngineError:
    with pytest.raises((ConfigError, DataError)) as caught:
        prepare(dataset, data, window)
    return caught.value


sizes = {"rows": st.integers(12, 150), "share": st.floats(0.05, 0.9), "window": st.integers(1, 60)}


@settings(deadline=None)
@given(transform=st.sampled_from(Transform), **sizes)
def test_no_target_crosses_the_split(transform: Transform, rows: int, share: float, window: int) -> None:
    dataset = table(series(rows))
    try:
        made = prepare(dataset, chosen(validation_share=share, transform=transform, season=SEASON), window)
    except ConfigError:  # which lengths are refused has its own test
        assume(False)
    split = made.training_rows[1]
    assert made.training_rows[0] == 0
    assert made.validation_rows == (split, rows)
    assert len(made.training) >= 1
    for start in made.training.starts:
        assert start >= made.layout.lost
        assert start + window < split
    assert made.training.starts[-1] + window == split - 1
    spans = made.validation
    assert (spans.lengths == window).all()
    counted = [
        start + 1 + at
        for start, counted_from in zip(spans.starts, spans.counted_from, strict=True)
        for at in range(counted_from, window)
    ]
    if rows - split <= 64 * window:
        assert sorted(counted) == list(range(split, rows))
    assert len(set(counted)) == len(counted)
    assert set(counted) <= set(range(split, rows))
    assert made.counted_rows.tolist() == sorted(counted)
    assert (spans.starts >= made.layout.lost).all()
    assert np.isfinite(made.features[made.layout.lost :]).all()
    assert np.isfinite(made.targets[made.layout.lost :]).all()


@given(st.integers(10, 60), st.integers(1, 200), st.integers(1, 5), st.integers(0, 5))
def test_a_cover_counts_every_row_once(first: int, length: int, window: int, shift: int) -> None:
    layout = Layout(np.array([0, first + length]), np.array([first]))
    assert validation_spans(layout, window, shift).target_rows(shift).tolist() == [*range(first, first + length)]


def test_many_validation_windows_are_thinned_evenly() -> None:
    made = prepare(table(series(2000)), chosen(), 5)
    starts = made.validation.starts
    assert len(starts) == 64
    assert starts[0] == 1399
    assert starts[-1] == 2000 - 1 - 5
    assert np.diff(starts).min() >= 5
    assert np.diff(starts).max() <= 10


@given(st.integers(2, 10_000), st.floats(0.01, 0.9))
def test_both_parts_have_rows(rows: int, share: float) -> None:
    training = training_rows(rows, share)
    assert 1 <= training < rows
    assert abs(rows - training - rows * share) <= 1


def test_airline_parts() -> None:
    assert training_rows(144, 0.3) == 100


@settings(deadline=None)
@given(transform=st.sampled_from(Transform), seed=st.integers(0, 99), size=st.sampled_from([1e-6, 1.0, 1e9]))
def test_scaled_targets_come_back_in_their_units(transform: Transform, seed: int, size: float) -> None:
    values = series(80, seed) * size
    made = prepare(table(values), chosen(transform=transform, season=SEASON, targets=("b", "a")), 8)
    for probe in (*made.probes(), Probe(part=Part.TRAINING, start=made.layout.lost, length=80 - made.layout.lost)):
        targets = made.probe(probe).targets
        truth = np.full((probe.length, 2), np.nan)
        known = values[probe.start + 1 : probe.start + 1 + probe.length, ::-1]
        truth[: len(known)] = known
        np.testing.assert_allclose(made.to_units(targets, probe), truth, rtol=1e-4)
        forecast = made.forecast(probe, targets)
        np.testing.assert_allclose(forecast.prediction, truth, rtol=1e-4)
        np.testing.assert_allclose(forecast.target, truth, rtol=1e-12)
        np.testing.assert_allclose(forecast.naive, values[probe.start : probe.start + probe.length, ::-1], rtol=1e-12)
        np.testing.assert_allclose(forecast.inputs, values[probe.start : probe.start + probe.length], rtol=1e-12)
        assert forecast.target_columns == ("b", "a")


def slow_transform(values: list[float], at: int, transform: Transform) -> float:
    log = (lambda x: math.log(x)) if "log" in transform else (lambda x: x)
    lag = SEASON if "seasonal" in transform else 1 if "difference" in transform else 0
    return log(values[at]) - (log(values[at - lag]) if lag else 0.0)


@pytest.mark.parametrize("transform", Transform)
def test_features_and_baselines_against_a_loop(transform: Transform) -> None:
    column = series(60)[:, 0].tolist()
    made = prepare(table(series(60)), chosen(transform=transform, season=SEASON, inputs=("a",)), 7)
    lag, split = made.layout.lost, made.training_rows[1]
    transformed = {at: slow_transform(column, at, transform) for at in range(lag, 60)}
    known = [transformed[at] for at in range(lag, split)]
    mean = math.fsum(known) / len(known)
    deviation = math.sqrt(math.fsum((each - mean) ** 2 for each in known) / len(known))
    expected = [(transformed[at] - mean) / deviation for at in range(lag, 60)]
    np.testing.assert_allclose(made.features[lag:, 0], expected, rtol=1e-5, atol=1e-6)
    for back, loss in ((1, made.naive_loss), (SEASON, loss_of(made, BaselineKind.LAST_SEASON))):
        squares = []
        for at in range(split, 60):
            guessed = list(column)
            guessed[at] = column[at - back]
            squares.append(((slow_transform(guessed, at, transform) - transformed[at]) / deviation) ** 2)
        assert loss == pytest.approx(math.fsum(squares) / len(squares), rel=1e-9)


def test_statistics_are_those_of_the_training_part() -> None:
    values = series(60)
    values[42:] *= 1000
    made = prepare(table(values), chosen(), 5)
    assert made.training_rows == (0, 42)
    np.testing.assert_allclose(made.features[:42].mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(made.features[:42].std(axis=0), 1, rtol=1e-6)


def test_a_column_constant_in_the_training_part() -> None:
    values = series(60)
    values[:50, 1] = 0.1
    made = prepare(table(values), chosen(), 5)
    assert (made.features[:42, 1] == 0).all()
    assert np.isfinite(made.features).all()


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_extreme_values_neither_overflow_nor_vanish(size: float) -> None:
    made = prepare(table(series(60) / 1e3 * size), chosen(), 5)
    np.testing.assert_allclose(made.features[:42].std(axis=0), 1, rtol=1e-5)
    assert math.isfinite(made.naive_loss)


def test_what_a_diverging_network_predicts_is_shown_without_a_warning() -> None:
    made = prepare(table(series(60)), chosen(transform=Transform.LOG_DIFFERENCE), 5)
    probe = made.probe_default()
    assert made.to_units(np.full((5, 1), 3e38, np.float32), probe).tolist() == [[math.inf]] * 5
    assert np.isnan(made.to_units(np.full((5, 1), np.nan, np.float32), probe)).all()


@pytest.mark.parametrize("transform", [Transform.NONE, Transform.SEASONAL_DIFFERENCE])
def test_the_longest_window_works_and_no_longer_one(transform: Transform) -> None:
    dataset, data = table(series(30)), chosen(transform=transform, season=SEASON)
    error = refused(dataset, data, 100)
    usable = 21 - (SEASON if transform is Transform.SEASONAL_DIFFERENCE else 0)
    assert (error.fault, error.facts) == (
        Fault.WINDOW_TOO_LONG,
        {"window": 100, "rows": usable, "longest": usable - 1},
    )
    assert len(prepare(dataset, data, usable - 1).training) == 1
    assert refused(dataset, data, usable).fault is Fault.WINDOW_TOO_LONG


def test_choices_that_cannot_work() -> None:
    values = np.column_stack([series(30), np.full(30, 7.0), np.arange(30) - 5.0])
    dataset = table(values, ("a", "b", "constant", "n"))
    unknown = refused(dataset, chosen(targets=("c",)), 5)
    assert (unknown.fault, unknown.facts["column"]) == (Fault.COLUMN_UNKNOWN, "c")
    assert refused(dataset, chosen(inputs=("constant",)), 5).fault is Fault.COLUMN_CONSTANT
    negative = refused(dataset, chosen(inputs=("a", "n"), transform=Transform.LOG), 5)
    assert (negative.fault, negative.facts["column"], negative.facts["row"], negative.facts["value"]) == (
        Fault.VALUE_NOT_POSITIVE,
        "n",
        1,
        -5.0,
    )
    noise = table(np.random.default_rng(0).normal(size=(30, 2)))
    assert refused(noise, chosen(transform=Transform.SEASONAL_DIFFERENCE), 5).fault is Fault.SEASON_UNKNOWN
    assert refused(dataset, DataConfig(kind=Kind.TEXT), 5).fault is Fault.CONFIG_VALUE


def test_a_column_of_words_is_named() -> None:
    words = "a,w\n" + "".join(f"{i * i % 7},x{i}\n" for i in range(30))
    dataset = dataset_from_bytes(words.encode(), "a.csv", Kind.TABLE)
    error = refused(dataset, chosen(inputs=("w",)), 5)
    assert (error.fault, error.facts["column"]) == (Fault.COLUMN_NOT_NUMERIC, "w")


def test_probes_of_a_table() -> None:
    values = series(100)
    made = prepare(table(values), chosen(), 10)
    probes = made.probes()
    assert [probe.part for probe in probes] == [Part.TRAINING] * 6 + [Part.VALIDATION] * 3
    assert [probe.start for probe in probes] == [0, 10, 20, 30, 40, 50, 69, 79, 89]
    assert made.probe_default() == Probe(part=Part.VALIDATION, start=69, length=10)
    data = made.probe(made.probe_default())
    assert data.inputs.shape == (10, 2)
    assert data.labels == tuple(str(row) for row in range(70, 80))
    np.testing.assert_array_equal(data.inputs, made.features[69:79])
    np.testing.assert_array_equal(data.targets, made.targets[70:80])
    assert data.counted_from == 0


def test_a_validation_part_shorter_than_the_window() -> None:
    made = prepare(table(series(50)), chosen(validation_share=0.1), 20)
    assert made.validation_rows == (45, 50)
    assert made.validation.starts.tolist() == [29]
    assert made.validation.counted_from.tolist() == [15]
    assert made.probe(made.probe_default()).counted_from == 15


def test_many_probes_are_thinned_with_the_default_kept() -> None:
    made = prepare(text("the quick brown fox " * 500), DataConfig(kind=Kind.TEXT), 4)
    probes = made.probes()
    assert len(probes) in (500, 501)
    assert made.probe_default() in probes
    assert probes[0].start == 0


def test_a_probe_up_to_the_end_has_no_last_truth() -> None:
    made = prepare(table(series(50)), chosen(), 8)
    data = made.probe(Probe(part=Part.VALIDATION, start=42, length=8))
    assert np.isnan(data.targets[-1]).all()
    assert np.isfinite(data.targets[:-1]).all()
    letters = prepare(text("abcde" * 10), DataConfig(kind=Kind.TEXT), 8)
    assert letters.probe(Probe(part=Part.VALIDATION, start=45, length=5)).targets.tolist() == [2, 3, 4, 5, -1]


@pytest.mark.parametrize(
    "probe",
    [
        Probe(part=Part.TRAINING, start=0, length=0),
        Probe(part=Part.TRAINING, start=-1, length=5),
        Probe(part=Part.TRAINING, start=3, length=5),
        Probe(part=Part.VALIDATION, start=46, length=5),
        Probe(part=Part.VALIDATION, start=2**60, length=2**60),
        Probe(part=Part.TYPED, text="abc"),
    ],
)
def test_a_probe_that_is_none(probe: Probe) -> None:
    made = prepare(table(series(50)), chosen(transform=Transform.SEASONAL_DIFFERENCE, season=SEASON), 5)
    for ask in (made.probe, lambda it: made.to_units(np.zeros((5, 1)), it)):
        with pytest.raises(ConfigError) as caught:
            ask(probe)
        assert caught.value.fault is Fault.PROBE_INVALID


def letters() -> Prepared:
    return prepare(text("abcab\n" * 20 + "xyz" * 3), DataConfig(kind=Kind.TEXT), 6)


def test_text_is_known_by_its_training_part() -> None:
    made = letters()
    assert (made.shape.inputs, made.shape.outputs, made.shape.symbols) == (5, 5, 5)
    assert [made.symbol_name(at) for at in range(5)] == ["<unk>", "\n", "a", "b", "c"]
    assert made.ids.dtype == np.int8
    assert made.ids[-9:].tolist() == [0] * 9
    assert made.ids[:6].tolist() == [2, 3, 4, 2, 3, 1]


def test_a_typed_probe() -> None:
    data = letters().probe(Probe(part=Part.TYPED, text="ab?"))
    assert data.inputs.tolist() == [2, 3, 0]
    assert data.targets.tolist() == [3, 0, -1]
    assert data.labels == ("a", "b", "?")
    with pytest.raises(ConfigError):
        letters().probe(Probe(part=Part.TYPED))


def test_labels_of_text_are_its_characters() -> None:
    assert letters().probe(Probe(part=Part.TRAINING, start=3, length=4)).labels == ("a", "b", "\n", "a")
