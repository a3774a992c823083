"""The control whose order is destroyed: the same rows, the same parts, and nothing else changed."""

import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind, Task, Transform
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.protocol.baselines import BaselineKind
from tests.engine.prepared import loss_of
from tests.engine.task_tables import chosen, ids, noise, table

ROWS = 120


def wave() -> np.ndarray:
    return (np.sin(np.arange(ROWS) / 3) + noise(ROWS) / 20).round(6)


@pytest.mark.parametrize("sequence", ["", "who"])
def test_rows_change_places_within_their_part(sequence) -> None:
    named = {"x": wave(), "y": wave() * 2 + 1, "k": np.arange(ROWS) % 5, "who": ids([70, 50])}
    data = {"inputs": ("x", "y"), "targets": ("y",), "categories": ("k",), "sequence": sequence}
    plain, control = (prepare(table(named), chosen(**data, shuffled=each), 8) for each in (False, True))
    np.testing.assert_array_equal(control.layout.edges, plain.layout.edges)
    np.testing.assert_array_equal(control.layout.borders, plain.layout.borders)
    np.testing.assert_array_equal(control.training.starts, plain.training.starts)
    np.testing.assert_array_equal(control.counted_rows, plain.counted_rows)
    np.testing.assert_allclose(control.features, plain.features[control.order], rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(control.targets, plain.targets[control.order], rtol=1e-6, atol=1e-7)
    assert (control.order != np.arange(ROWS)).mean() > 0.8
    for start, border, end in zip(plain.layout.edges, plain.layout.borders, plain.layout.edges[1:], strict=False):
        for first, past in ((start, border), (border, end)):
            assert sorted(control.order[first:past]) == [*range(first, past)]
    assert control.naive_loss > 3 * plain.naive_loss
    y, rows = control.units.targets[:, 0], control.counted_rows
    expected = np.square((y[rows] - y[rows - 1]) / control.units.scaling.size[0]).mean()
    assert control.naive_loss == pytest.approx(expected, rel=1e-9)
    assert control.label(3) == str(control.order[3] + 1)
    again = prepare(table(named), chosen(**data, shuffled=True), 8)
    np.testing.assert_array_equal(again.features, control.features)


def test_the_order_of_an_order() -> None:
    """Rows that are put in order first, by sequence, are still named as in the file."""
    at = np.arange(ROWS)
    dataset = table({"x": at, "who": [["b", "a"][row % 2] for row in at]})
    made = prepare(dataset, chosen(sequence="who", shuffled=True), 8)
    assert made.units.inputs[:, 0].tolist() == made.order.tolist()
    assert set(made.order[:60]) == set(range(0, ROWS, 2))


def test_a_difference_is_that_of_the_new_neighbours() -> None:
    made = prepare(table({"x": wave()}), chosen(shuffled=True, transform=Transform.DIFFERENCE), 8)
    change = np.diff(wave()[made.order])
    known = change[: made.layout.borders[0] - 1]
    np.testing.assert_allclose(made.features[1:, 0], (change - known.mean()) / known.std(), rtol=1e-4, atol=1e-5)


def test_a_label_stays_at_the_end_of_its_sequence() -> None:
    columns = {"x": wave(), "who": ids([12] * 10), "l": np.repeat(np.arange(10) % 2, 12)}
    data = {"task": Task.MANY_TO_ONE, "targets": ("l",), "classes": True, "sequence": "who"}
    plain, control = (prepare(table(columns), chosen(**data, shuffled=each), 8) for each in (False, True))
    np.testing.assert_array_equal(control.targets, plain.targets)
    assert control.naive_loss == plain.naive_loss
    assert sorted(control.features[:12, 0]) == sorted(plain.features[:12, 0])
    assert control.features[:12, 0].tolist() != plain.features[:12, 0].tolist()


def test_a_text_loses_its_order() -> None:
    dataset = dataset_from_bytes(b"to be or not to be, that is the question: " * 30, "a.txt", Kind.TEXT)
    plain, control = (prepare(dataset, DataConfig(kind=Kind.TEXT, shuffled=each), 8) for each in (False, True))
    split = int(plain.layout.borders[0])
    assert sorted(control.ids[:split]) == sorted(plain.ids[:split])
    assert control.naive_loss > plain.naive_loss + 1
    assert loss_of(control, BaselineKind.UNIGRAM) == pytest.approx(loss_of(plain, BaselineKind.UNIGRAM))
    probe = control.probe_default()
    assert control.probe(probe).labels == tuple(control.symbol_name(each) for each in control.probe(probe).inputs)
