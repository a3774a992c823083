"""Classes or numbers of their own, at every step or for a whole sequence; inputs that are categories."""

import math
from collections import Counter

import numpy as np
import pytest

from gatescope.engine.config.run import ColumnConfig, Split, Task, Transform
from gatescope.engine.data.preparing.classes import CLASSES_MOST
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preparing.prepared import Prepared
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.baselines import BaselineKind, commonest_share
from gatescope.engine.protocol.datasets import ClassCount
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.runs import Medium
from tests.engine.prepared import loss_of
from tests.engine.task_tables import chosen, ids, noise, refused, table

ROWS = 100


def weather() -> list[str | None]:
    words = [["sun", "rain", "fog"][at * at % 7 % 3] for at in range(ROWS)]
    return [None if at % 11 == 5 else word for at, word in enumerate(words)]


def tagged(**values) -> Prepared:
    dataset = table({"x": noise(ROWS), "tag": weather()})
    return prepare(dataset, chosen(task=Task.TAG, targets=("tag",), classes=True, **values), 8)


def test_every_step_has_its_own_class() -> None:
    made, words = tagged(), weather()
    assert made.class_names == ("fog", "rain", "sun")
    assert (made.shift, made.window, made.shape.outputs) == (0, 8, 3)
    assert made.targets.dtype == np.int64
    named = [None if each < 0 else made.class_names[each] for each in made.targets]
    assert named == words
    assert (made.input_medium, made.output_medium) == (Medium.NUMBERS, Medium.SYMBOLS)
    assert [made.symbol_name(at) for at in range(3)] == ["fog", "rain", "sun"]
    for none in (-1, 3):
        with pytest.raises(IndexError):
            made.symbol_name(none)
    assert not made.uniform
    split = int(made.layout.borders[0])
    assert made.classes == tuple(
        ClassCount(name=name, training=words[:split].count(name), validation=words[split:].count(name))
        for name in made.class_names
    )


def test_what_is_to_be_beaten_by_classes() -> None:
    made, words = tagged(), weather()
    counts = Counter(word for word in words[:70] if word)
    truth = [word for word in words[70:] if word]
    losses = [-math.log(counts[word] / counts.total()) for word in truth]
    assert [str(one.kind) for one in made.baselines] == ["class-shares"]
    assert made.naive_loss == pytest.approx(math.fsum(losses) / len(losses), rel=1e-12)
    assert commonest_share(made.classes) == pytest.approx(truth.count(counts.most_common()[0][0]) / len(truth))
    assert math.isnan(loss_of(made, BaselineKind.LAST_SEASON))


def test_a_probe_of_classes() -> None:
    made = tagged()
    probe = Probe(part=Part.VALIDATION, start=66, length=8)
    data = made.probe(probe)
    assert data.inputs.shape == (8, 1)
    assert data.targets.tolist() == made.targets[66:74].tolist()
    assert data.counted_from == 4
    forecast = made.forecast(probe, np.zeros((8, 3), np.float32))
    assert forecast.target_columns == ()
    assert forecast.prediction.shape == forecast.target.shape == forecast.naive.shape == (8, 0)
    np.testing.assert_allclose(forecast.inputs[:, 0], noise(ROWS)[66:74])


def test_classes_that_are_numbers_are_ordered_by_size() -> None:
    dataset = table({"x": noise(60), "tag": [[9, 10, -1, 2.5][at % 4] for at in range(60)]})
    made = prepare(dataset, chosen(task=Task.TAG, targets=("tag",), classes=True), 5)
    assert [float(name) for name in made.class_names] == [-1, 2.5, 9, 10]


def test_the_class_that_comes_next() -> None:
    words = [word or "sun" for word in weather()]
    made = prepare(table({"x": noise(ROWS), "tag": words}), chosen(targets=("tag",), classes=True, horizon=2), 8)
    assert (made.shift, made.season) == (2, 0)
    data = made.probe(Probe(part=Part.TRAINING, start=10, length=3))
    assert [made.class_names[each] for each in data.targets] == words[12:15]
    assert made.uniform


def test_classes_that_cannot_be() -> None:
    def attempt(tags: list, **values):
        dataset = table({"x": noise(len(tags)), "tag": tags})
        return refused(dataset, chosen(**{"task": Task.TAG, "targets": ("tag",), "classes": True, **values}))

    few = attempt(["a"] * 35 + [None] * 5)
    assert (few.fault, few.facts) == (Fault.CLASSES_TOO_FEW, {"column": "tag", "classes": 1})
    new = attempt(["a", "b"] * 18 + ["c"] * 4)
    assert (new.fault, new.facts) == (Fault.CLASS_UNKNOWN, {"column": "tag", "value": "c"})
    many = attempt([f"c{at}" for at in range(CLASSES_MOST + 1)] * 2, validation_share=0.4)
    assert (many.fault, many.facts["classes"], many.facts["limit"]) == (Fault.CLASSES_TOO_MANY, 1001, CLASSES_MOST)
    two = attempt(["a", "b"] * 20, targets=("tag", "x"), inputs=("x",), task=Task.NEXT)
    assert (two.fault, two.facts["name"]) == (Fault.CONFIG_VALUE, "targets")
    told = attempt(["a", "b"] * 20, targets=("x",), classes=False)
    assert (told.fault, told.facts["name"], told.facts["value"]) == (Fault.CONFIG_VALUE, "inputs", "x")


LENGTHS = [5, 9, 1, 7, 6, 8, 3, 4, 5, 6]
LABELS = ["up", "down"] * 5


def labelled(**values) -> Prepared:
    of = np.repeat(np.arange(10), LENGTHS)
    columns = {"x": noise(54), "who": ids(LENGTHS), "l": [LABELS[at] for at in of], "v": (of * 1.5).tolist()}
    named = {"task": Task.MANY_TO_ONE, "targets": ("l",), "classes": True, "sequence": "who", **values}
    return prepare(table(columns), chosen(**named), 6)


def test_one_class_for_a_sequence() -> None:
    made = labelled(split=Split.STRATIFIED)
    assert (made.shift, made.window, made.uniform) == (0, 0, False)
    ends = np.cumsum(LENGTHS) - 1
    assert np.flatnonzero(made.targets >= 0).tolist() == ends.tolist()
    assert [made.class_names[each] for each in made.targets[ends]] == LABELS
    assert [each.label for each in made.sequences] == LABELS
    for spans in (made.training, made.validation):
        assert (made.layout.edges[np.searchsorted(made.layout.edges, spans.starts)] == spans.starts).all()
        assert (made.targets[spans.starts + spans.lengths - 1] >= 0).all()
    assert sorted([*made.training.lengths, *made.validation.lengths]) == sorted(LENGTHS)
    assert made.classes == (
        ClassCount(name="down", training=3, validation=2),
        ClassCount(name="up", training=3, validation=2),
    )
    assert made.naive_loss == pytest.approx(math.log(2))
    data = made.probe(made.probe_default())
    assert (data.targets[:-1] == -1).all()
    assert data.targets[-1] >= 0


def test_one_number_for_a_sequence() -> None:
    made = labelled(targets=("v",), classes=False, split=Split.SEQUENCE)
    values = np.arange(10) * 1.5
    learnt = np.array([not each.validation for each in made.sequences])
    known, truth = values[learnt], values[~learnt]
    scaled = (values - known.mean()) / known.std()
    ends = np.cumsum(LENGTHS) - 1
    np.testing.assert_allclose(made.targets[ends, 0], scaled, rtol=1e-5)
    assert np.isnan(np.delete(made.targets, ends)).all()
    assert [str(one.kind) for one in made.baselines] == ["training-mean"]
    assert made.naive_loss == pytest.approx(np.square((truth - known.mean()) / known.std()).mean())
    assert [each.label for each in made.sequences] == [f"{value:g}" for value in values]
    probe = made.probe_default()
    forecast = made.forecast(probe, made.probe(probe).targets)
    np.testing.assert_allclose(forecast.naive, known.mean())
    np.testing.assert_allclose(forecast.prediction[-1], forecast.target[-1], rtol=1e-5, atol=1e-6)
    assert np.isnan(forecast.target[:-1]).all()
    assert forecast.shift == 0


def test_a_label_is_missing_or_only_somewhere() -> None:
    tags = ["up", None, None, None, "down", None, None, "up", "down", "up", "up", "up"]
    data = chosen(task=Task.MANY_TO_ONE, targets=("l",), classes=True, sequence="who")
    made = prepare(table({"x": noise(12), "who": ids([2, 2, 2, 2, 1, 1, 2]), "l": tags}), data, 5)
    assert [each.label for each in made.sequences] == ["up", "", "down", "up", "down", "up", "up"]
    assert made.training.starts.tolist() == [0, 4, 6]
    assert made.validation.starts.tolist() == [8, 9, 10]


def test_labels_that_change() -> None:
    columns = {"x": noise(40), "who": ids([4] * 10), "l": ["a", "b"] * 20, "v": noise(40, 1)}
    for target, classes in (("l", True), ("v", False)):
        data = chosen(task=Task.MANY_TO_ONE, targets=(target,), classes=classes, sequence="who")
        error = refused(table(columns), data)
        assert (error.fault, error.facts) == (Fault.LABEL_CHANGES, {"column": target, "sequence": "s0"})
    alone = refused(table(columns | {"l": ["a"] * 40}), chosen(task=Task.MANY_TO_ONE, targets=("l",), classes=True))
    assert (alone.fault, alone.facts) == (Fault.SEQUENCES_TOO_FEW, {"sequences": 1, "needed": 2})


def test_every_step_has_its_own_number() -> None:
    x, y = noise(ROWS), np.exp(noise(ROWS, 1)).round(6)
    own = (
        ColumnConfig(name="y", transform=Transform.LOG_DIFFERENCE),
        ColumnConfig(name="x", transform=Transform.DIFFERENCE),
    )
    made = prepare(table({"x": x, "y": y}), chosen(task=Task.TAG, targets=("y",), columns=own), 8)
    assert (made.shift, made.layout.lost, made.uniform) == (0, 1, True)
    log = np.log(y)
    known = log[1:70]  # no row before is known: of the target only the logarithm is taken
    np.testing.assert_allclose(made.targets[:, 0], (log - known.mean()) / known.std(), rtol=1e-4, atol=1e-5)
    assert made.naive_loss == pytest.approx(np.square((log[70:] - known.mean()) / known.std()).mean(), rel=1e-9)
    probe = made.probe_default()
    assert probe == Probe(part=Part.VALIDATION, start=70, length=8)
    forecast = made.forecast(probe, made.probe(probe).targets)
    np.testing.assert_allclose(forecast.prediction[:, 0], y[70:78], rtol=1e-5)
    np.testing.assert_allclose(forecast.naive[:, 0], np.exp(known.mean()), rtol=1e-9)
    assert np.isnan(forecast.seasonal).all()


def test_categories() -> None:
    days = [["mon", "tue", "wed", None][at % 4] for at in range(60)]
    days[50:] = ["sun"] * 10
    dataset = table({"x": noise(60), "day": days, "n": [at % 3 for at in range(60)]})
    made = prepare(dataset, chosen(categories=("day", "n")), 5)
    assert made.shape.categories == (4, 4)
    assert made.shape.inputs == 1
    assert made.features.shape == (60, 3)
    levels = {"mon": 1, "tue": 2, "wed": 3, None: 0, "sun": 0}
    assert made.features[:, 1].tolist() == [levels[day] for day in days]
    assert made.features[:, 2].tolist() == [1 + at % 3 for at in range(60)]
    assert made.shape.symbols == 0


def test_nothing_but_categories() -> None:
    words = [word or "sun" for word in weather()]
    data = chosen(inputs=(), categories=("tag",), targets=("tag",), classes=True)
    made = prepare(table({"x": noise(ROWS), "tag": words}), data, 5)
    assert (made.shape.inputs, made.shape.categories, made.shape.outputs) == (0, (4,), 3)
    assert made.units is None
    np.testing.assert_array_equal(made.features[:, 0], made.targets + 1)
