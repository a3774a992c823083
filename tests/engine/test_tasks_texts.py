"""Texts as sequences: those in the cells of a column, and plain ones cut into tokens of any size."""

import math
from collections import Counter

import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind, Level, Split, Task, TokenConfig
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preparing.prepared import Prepared
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.runs import Medium
from tests.engine.prepared import loss_of
from tests.engine.task_tables import chosen, noise, refused, table

WORDS = ["good", "bad", "fine", "poor", "a film", "no film", "ok", "so so", "nice", "x", "dull", "great"]
REVIEWS: list[str | None] = [f"{first} {second}" for first in WORDS for second in WORDS[:4]]
REVIEWS[3], REVIEWS[40] = None, None
STARS = [(len(each or "") * 7) % 5 + 1 for each in REVIEWS]


def reviews(**values) -> Prepared:
    dataset = table({"review": REVIEWS, "stars": STARS, "n": noise(len(REVIEWS))})
    named = {"inputs": (), "targets": (), "text": "review", **values}
    return prepare(dataset, chosen(**named), 6)


def there() -> list[int]:
    return [at for at, each in enumerate(REVIEWS) if each]


def text_of(made: Prepared, sequence: int) -> str:
    start, end = made.layout.edges[sequence : sequence + 2]
    return "".join(made.label(row) for row in range(start, end))


def test_each_cell_is_a_sequence() -> None:
    made = reviews(split=Split.SEQUENCE)
    assert [text_of(made, at) for at in range(len(made.layout))] == [each for each in REVIEWS if each]
    assert [each.name for each in made.sequences] == [str(at + 1) for at in there()]
    assert made.dropped == 2
    assert (made.input_medium, made.output_medium) == (Medium.SYMBOLS, Medium.SYMBOLS)
    assert made.targets is None
    assert made.shape.inputs == made.shape.outputs == made.shape.symbols == len(made.vocabulary)
    assert made.training.longest == 6
    assert made.units is None


def test_only_the_training_part_is_known() -> None:
    made = reviews(validation_share=0.1)
    learnt = [text_of(made, at) for at, each in enumerate(made.sequences) if not each.validation]
    known = {made.vocabulary.name(at) for at in range(1, len(made.vocabulary))}
    assert known == set("".join(learnt))
    assert len(learnt) == math.floor(0.9 * 46)
    assert not any(each.validation for each in made.sequences[: len(learnt)])


def test_pairs_do_not_cross_from_one_text_into_the_next() -> None:
    made = reviews(split=Split.SEQUENCE, horizon=2)
    ids, size = made.ids.tolist(), made.shape.symbols
    pairs: Counter[tuple[int, int]] = Counter()
    for at, each in enumerate(made.sequences):
        if not each.validation:
            rows = range(made.layout.edges[at], made.layout.edges[at + 1] - 2)
            pairs.update((ids[row], ids[row + 2]) for row in rows)
    first = Counter(dict.fromkeys(range(size), 0))
    for (known, _), count in pairs.items():
        first[known] += count
    counted = made.counted_rows.tolist()
    assert counted == [row for row in range(len(ids)) if made.layout.places[row] >= 2 and not made.layout.training[row]]
    losses = [-math.log((pairs[ids[row - 2], ids[row]] + 0.1) / (first[ids[row - 2]] + 0.1 * size)) for row in counted]
    assert made.naive_loss == pytest.approx(math.fsum(losses) / len(losses), rel=1e-9)


def test_a_text_and_its_class() -> None:
    made = reviews(task=Task.MANY_TO_ONE, targets=("stars",), classes=True, split=Split.STRATIFIED)
    ends = made.layout.edges[1:] - 1
    assert [float(made.class_names[each]) for each in made.targets[ends]] == [STARS[at] for at in there()]
    assert (np.delete(made.targets, ends) == -1).all()
    assert made.shape.symbols == len(made.vocabulary)
    assert made.shape.outputs == len(made.class_names) == len(set(STARS))
    assert (made.window, made.shift) == (0, 0)
    assert [made.symbol_name(at) for at in range(made.shape.outputs)] == list(made.class_names)
    assert made.units is None
    typed = made.probe(Probe(part=Part.TYPED, text="bad!"))
    assert typed.targets.tolist() == [-1] * 4
    assert typed.labels == ("b", "a", "d", "!")
    assert typed.inputs[-1] == 0
    validated = {each.label for each in made.sequences if each.validation}
    assert validated == {each.label for each in made.sequences if not each.validation}


def test_a_text_and_its_number() -> None:
    made = reviews(task=Task.MANY_TO_ONE, targets=("n",))
    probe = made.probe_default()
    data = made.probe(probe)
    assert data.inputs.dtype == np.int64
    assert data.targets.shape == (probe.length, 1)
    forecast = made.forecast(probe, data.targets)
    last = there()[int(made.layout.sequence_of(probe.start))]
    assert forecast.target[-1, 0] == noise(len(REVIEWS))[last]
    np.testing.assert_allclose(forecast.prediction[-1], forecast.target[-1], rtol=1e-5)
    assert forecast.inputs.shape == (probe.length, 0)
    assert (made.input_medium, made.output_medium) == (Medium.SYMBOLS, Medium.NUMBERS)
    assert np.isnan(made.probe(Probe(part=Part.TYPED, text="ok")).targets).all()
    with pytest.raises(IndexError):
        made.symbol_name(1)


@pytest.mark.parametrize("level", [Level.BYTE, Level.GRAPHEME, Level.WORD, Level.JAMO])
def test_a_plain_text_at_any_level(level) -> None:
    content = "나는 오늘 학교에 간다. The train is late again!\n" * 20
    dataset = dataset_from_bytes(content.encode(), "a.txt", Kind.TEXT)
    made = prepare(dataset, DataConfig(kind=Kind.TEXT, tokens=TokenConfig(level=level)), 8)
    assert made.layout.rows == len(made.ids)
    assert made.vocabulary.decode(made.ids) == made.vocabulary.decode(made.vocabulary.encode(content))
    probe = made.probe_default()
    data = made.probe(probe)
    assert data.targets.tolist() == made.ids[probe.start + 1 : probe.start + 9].tolist()
    assert data.labels == tuple(made.label(row) for row in range(probe.start, probe.start + 8))
    if level is Level.WORD:
        assert data.labels == tuple(made.symbol_name(each) for each in data.inputs)
    assert made.naive_loss < loss_of(made, BaselineKind.UNIGRAM)


def test_a_plain_text_that_is_not_composed() -> None:
    content = "cafe\u0301 olé! " * 30
    dataset = dataset_from_bytes(content.encode(), "a.txt", Kind.TEXT)
    made = prepare(dataset, DataConfig(kind=Kind.TEXT), 8)
    assert made.layout.rows == len("café olé! " * 30)
    assert made.probe(Probe(part=Part.TRAINING, start=2, length=2)).labels == ("f", "é")


def test_choices_that_do_not_go_with_a_text() -> None:
    dataset = table({"review": REVIEWS, "stars": STARS, "n": noise(len(REVIEWS))})
    for name, values in {
        "inputs": {"inputs": ("n",)},
        "categories": {"inputs": (), "categories": ("stars",)},
        "sequence": {"inputs": (), "sequence": "stars"},
        "task": {"inputs": (), "task": Task.TAG},
    }.items():
        error = refused(dataset, chosen(targets=("stars",), text="review", **values))
        assert (error.fault, error.facts["name"]) == (Fault.CONFIG_VALUE, name)
    plain = dataset_from_bytes(b"abc def " * 20, "a.txt", Kind.TEXT)
    for values in ({"task": Task.TAG}, {"task": Task.MANY_TO_ONE}, {"horizon": 200}):
        assert refused(plain, DataConfig(kind=Kind.TEXT, **values)).fault is Fault.CONFIG_VALUE
    assert refused(plain, DataConfig(kind=Kind.TEXT, split=Split.SHUFFLED)).fault is Fault.SPLIT_SHUFFLED
    assert refused(plain, DataConfig(kind=Kind.TEXT, split=Split.SEQUENCE)).fault is Fault.SPLIT_NEEDS_SEQUENCES


@pytest.mark.parametrize(
    ("text", "tokens", "token"),
    [
        ("a" * 900 + "bcd" * 100, TokenConfig(), "a"),
        ("the cat sat on the mat. " * 100, TokenConfig(level=Level.WORD, least=10_000), "<unk>"),
    ],
)
def test_a_training_part_of_one_token_is_refused(text: str, tokens: TokenConfig, token: str) -> None:
    dataset = dataset_from_bytes(text.encode(), "t.txt")
    error = refused(dataset, DataConfig(kind=Kind.TEXT, tokens=tokens), 12)
    assert (error.fault, error.facts) == (Fault.ONE_TOKEN, {"token": token})


def test_a_second_token_far_from_the_first_is_enough() -> None:
    dataset = dataset_from_bytes(("a" * 5000 + "b" + "a" * 5000).encode(), "t.txt")
    assert prepare(dataset, DataConfig(kind=Kind.TEXT), 12).shape.symbols == 3


def test_texts_of_one_token_are_refused_and_their_classes_are_not() -> None:
    dataset = table({"review": ["aaaa" * (1 + at % 3) for at in range(60)], "odd": [at % 3 for at in range(60)]})
    assert refused(dataset, chosen(inputs=(), targets=(), text="review")).fault is Fault.ONE_TOKEN
    labelled = chosen(inputs=(), targets=("odd",), text="review", task=Task.MANY_TO_ONE)
    assert prepare(dataset, labelled, 5).targets is not None
