"""Many sequences in one table: nothing crosses from one into another."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import Split, Transform
from gatescope.engine.data.preparing.ahead import Ahead
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.rows.spans import Layout, places, training_spans
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.protocol.datasets import Sequence
from gatescope.engine.protocol.frame import Part, Probe
from tests.engine.prepared import loss_of
from tests.engine.task_tables import chosen, ids, noise, refused, table

LENGTHS = [20, 3, 12, 1, 30]


def several(**values):
    x = noise(sum(LENGTHS)) + 10
    return table({"x": x, "who": ids(LENGTHS)}), chosen(sequence="who", **values), x


@given(st.lists(st.integers(0, 9), max_size=9))
def test_places(counts) -> None:
    assert places(np.array(counts, np.int64)).tolist() == [at for count in counts for at in range(count)]


def test_shorter_ones_are_shorter_spans() -> None:
    dataset, data, _ = several(validation_share=0.3)
    made = prepare(dataset, data, 10)
    assert made.layout.edges.tolist() == [0, 20, 23, 35, 36, 66]
    assert made.layout.borders.tolist() == [14, 22, 31, 36, 57]
    spans = dict.fromkeys(zip(made.training.starts.tolist(), made.training.lengths.tolist(), strict=True))
    assert list(spans) == [
        *((start, 10) for start in range(4)),  # 14 rows to learn from: 13 with a target, 4 windows
        (20, 1),
        (23, 7),
        *((start, 10) for start in range(36, 47)),
    ]
    assert not made.uniform
    assert made.counted_rows.tolist() == [*range(14, 20), 22, *range(31, 35), *range(57, 66)]
    assert prepare(dataset, data, 1).uniform


def test_what_is_told() -> None:
    dataset, data, _ = several(split=Split.SEQUENCE, validation_share=0.4)
    made = prepare(dataset, data, 4)
    assert [each.name for each in made.sequences] == ["s0", "s1", "s2", "s3", "s4"]
    assert [(each.start, each.length) for each in made.sequences] == [(0, 20), (20, 3), (23, 12), (35, 1), (36, 30)]
    validated = [each for each in made.sequences if each.validation]
    assert len(validated) == 2
    training, validation = made.training_rows, made.validation_rows
    assert training[0] == min(each.start for each in made.sequences if not each.validation)
    assert validation[1] == max(each.start + each.length for each in validated)
    assert made.sequences[0] == Sequence(name="s0", start=0, length=20, validation=made.sequences[0].validation)


def test_rows_are_put_in_order_as_sequences_begin() -> None:
    at = np.arange(60)
    dataset = table({"x": at, "who": [["c", "a", "b"][row % 3] for row in at]})
    made = prepare(dataset, chosen(sequence="who"), 5)
    assert [each.name for each in made.sequences] == ["c", "a", "b"]
    assert made.units.inputs[:, 0].tolist() == [*range(0, 60, 3), *range(1, 60, 3), *range(2, 60, 3)]
    assert made.label(20) == "2"
    assert made.probe(Probe(part=Part.TRAINING, start=19, length=1)).labels == ("58",)


def test_a_missing_name_is_a_sequence_of_its_own() -> None:
    made = prepare(table({"x": noise(30), "who": ["a"] * 10 + [None] * 10 + ["b"] * 10}), chosen(sequence="who"), 4)
    assert [(each.name, each.length) for each in made.sequences] == [("a", 10), ("", 10), ("b", 10)]


@pytest.mark.parametrize("transform", [Transform.DIFFERENCE, Transform.SEASONAL_DIFFERENCE, Transform.LOG_DIFFERENCE])
def test_differences_stay_within_a_sequence(transform) -> None:
    dataset, data, x = several(transform=transform, season=4)
    made, lag = prepare(dataset, data, 5), 4 if transform is Transform.SEASONAL_DIFFERENCE else 1
    assert made.layout.lost == lag
    y = np.log(x) if transform is Transform.LOG_DIFFERENCE else x
    learnt, every = [], {}
    for start, border, end in zip(made.layout.edges, made.layout.borders, made.layout.edges[1:], strict=False):
        for row in range(start + lag, end):
            every[row] = y[row] - y[row - lag]
            learnt += [every[row]] if row < border else []
    expected = np.full(len(x), np.nan)
    expected[list(every)] = (np.array(list(every.values())) - np.mean(learnt)) / np.std(learnt)
    np.testing.assert_allclose(made.features[:, 0], expected, rtol=1e-5, atol=1e-6)
    counted = made.counted_rows
    guess = np.array([y[row - 1] - y[row - lag] for row in counted])
    guess = (guess - np.mean(learnt)) / np.std(learnt)
    assert made.naive_loss == pytest.approx(np.square(guess - expected[counted]).mean(), rel=1e-9)


def test_the_seasonal_forecast_where_no_season_has_been_seen_is_the_last_value() -> None:
    dataset, data, x = several(season=15)
    made = prepare(dataset, data, 5)
    scaling, of = made.units.scaling, made.layout.places
    wrong = [x[row] - x[row - 15 if of[row] >= 15 else row - 1] for row in made.counted_rows]
    assert {bool(of[row] >= 15) for row in made.counted_rows} == {True, False}
    assert loss_of(made, BaselineKind.LAST_SEASON) == pytest.approx(
        np.mean((np.array(wrong) / scaling.size[0]) ** 2), rel=1e-9
    )


def test_probes_lie_in_one_sequence() -> None:
    dataset, data, _ = several(transform=Transform.DIFFERENCE)
    made = prepare(dataset, data, 6)
    probes = made.probes()
    assert made.probe_default() in probes
    for probe in probes:
        sequence = made.layout.sequence_of(probe.start)
        assert made.layout.first[sequence] <= probe.start
        assert probe.start + probe.length <= made.layout.edges[sequence + 1]
        assert np.isfinite(made.probe(probe).inputs).all()
    training = [probe for probe in probes if probe.part is Part.TRAINING]
    assert all(a.start + a.length <= b.start for a, b in pairwise(training))
    for start, length in ((15, 6), (20, 1), (36, 1), (66, 1), (-1, 2)):
        with pytest.raises(ConfigError) as caught:
            made.probe(Probe(part=Part.TRAINING, start=start, length=length))
        assert caught.value.fault is Fault.PROBE_INVALID
    data = made.probe(Probe(part=Part.VALIDATION, start=11, length=9))
    assert data.counted_from == 2
    assert np.isnan(data.targets[-1]).all()
    assert np.isfinite(data.targets[:-1]).all()


def test_beyond_a_sequence_nothing_of_the_next_is_told() -> None:
    dataset, data, x = several()
    made = prepare(dataset, data, 5)
    ahead = Ahead(made, made.units, 18, 6)
    np.testing.assert_allclose(ahead.truth()[:, 0], [x[18], x[19], *[np.nan] * 4])
    assert ahead.labels() == ("19", "20", "21", "22", "23", "24")
    first = Ahead(made, made.units, 37, 3)  # one row of its sequence is known
    np.testing.assert_allclose(first.given()[:, 0], made.features[36, 0])


@settings(deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=30), st.integers(1, 20), st.integers(0, 5), st.integers(0, 4))
def test_every_window_is_there_once(lengths, window, shift, lost) -> None:
    edges = np.cumsum([0, *lengths])
    spans = training_spans(Layout(edges, edges[1:], lost), window, shift)
    expected = []
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        usable = end - shift - start - lost
        size = min(window, usable)
        expected += [(start + lost + at, size) for at in range(usable - size + 1) if size > 0]
    assert list(zip(spans.starts.tolist(), spans.lengths.tolist(), strict=True)) == expected


def test_sequences_that_are_too_short() -> None:
    dataset = table({"x": noise(30), "who": ids([3] * 10)})
    error = refused(dataset, chosen(sequence="who", horizon=3))
    assert (error.fault, error.facts["name"], error.facts["high"]) == (Fault.CONFIG_VALUE, "horizon", 1)
    error = refused(dataset, chosen(sequence="who", transform=Transform.SEASONAL_DIFFERENCE, season=5))
    assert (error.fault, error.facts) == (Fault.SEQUENCES_TOO_SHORT, {"longest": 2, "needed": 7})
    single = table({"x": noise(30), "who": [f"s{at}" for at in range(30)]})
    error = refused(single, chosen(sequence="who"))
    assert (error.fault, error.facts) == (Fault.SEQUENCES_TOO_SHORT, {"longest": 1, "needed": 2})


def test_many_sequences_are_told_in_part() -> None:
    made = prepare(table({"x": noise(3000), "who": ids([3] * 1000)}), chosen(sequence="who"), 5)
    assert len(made.sequences) == 500
    assert (made.sequences[0].name, made.sequences[-1].name) == ("s0", "s999")
    assert len(made.validation) == 500
    assert 499 <= len(made.probes()) <= 501
