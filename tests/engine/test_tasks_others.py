"""The tasks of whole answers, and what the window does not show yet: the data side of them."""

import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind, Split, Task
from gatescope.engine.data.preparing.outline import BY_SEQUENCES, check_drawn, outline
from gatescope.engine.data.preparing.pairs_and_unfolding import pairs, unfolding
from gatescope.engine.data.preparing.table import prepare_table
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.messages import PreviewRequest
from tests.engine.task_tables import READ, chosen, ids, noise, table

ENGLISH = [f"{who} {does}" for who in ("I", "you", "she", "he", "they") for does in ("go", "see", "sing", "eat")]
KOREAN: list[str | None] = [f"{who} {does}" for who in "나너걔쟤남" for does in ("간다", "본다", "노래한다", "먹는다")]
KOREAN[7] = None


def test_the_window_refuses_what_it_cannot_show() -> None:
    for task in set(Task) - {Task.ONE_TO_MANY}:
        check_drawn(chosen(task=task, targets=("y",)))
    with pytest.raises(ConfigError) as caught:
        check_drawn(chosen(task=Task.ONE_TO_MANY, targets=("y",)))
    assert (caught.value.fault, caught.value.facts) == (Fault.TASK_UNTRAINABLE, {"task": "one-to-many"})


def test_pairs() -> None:
    dataset = table({"en": ENGLISH, "ko": KOREAN, "x": noise(20)})
    data = chosen(inputs=(), targets=(), task=Task.PAIRS, text="en", second="ko", validation_share=0.2)
    made = pairs(dataset, data)
    assert len(made) == 19
    assert made.rows.tolist() == [at for at in range(20) if at != 7]
    for at, row in enumerate(made.rows):
        assert made.source.tokeniser.decode(made.source.ids(at)) == ENGLISH[row] or not made.learnt[at]
        assert made.target.encoded.lengths[at] == len(KOREAN[row])
    assert made.learnt.tolist() == [True] * 15 + [False] * 4
    known = {made.target.tokeniser.name(at) for at in range(1, len(made.target.tokeniser))}
    assert known == set("".join(KOREAN[row] for row in made.rows[:15]))
    told = outline(dataset, data, 5)
    assert [each.length for each in told.sequences] == [len(ENGLISH[row]) for row in made.rows]
    assert [each.validation for each in told.sequences] == (~made.learnt).tolist()
    with pytest.raises(ConfigError) as caught:
        pairs(dataset, chosen(targets=(), task=Task.PAIRS, second="ko"))
    assert caught.value.facts["name"] == "text"


def test_a_row_of_numbers_and_a_text() -> None:
    dataset = table({"x": noise(20), "ko": KOREAN})
    data = chosen(inputs=("x",), targets=(), task=Task.ONE_TO_MANY, second="ko", split=Split.SEQUENCE)
    made = unfolding(dataset, data)
    known = np.delete(noise(20), 7)
    learnt = known[made.learnt]
    np.testing.assert_allclose(made.vectors[:, 0], (known - learnt.mean()) / learnt.std(), rtol=1e-5)
    assert made.texts.tokeniser.decode(made.texts.ids(0)) == KOREAN[0]
    assert [each.name for each in outline(dataset, data, 5).sequences] == [str(at + 1) for at in range(20) if at != 7]


def test_a_row_of_numbers_and_a_series() -> None:
    of = np.repeat(np.arange(6), 5)
    dataset = table({"size": of * 2.0 + 1, "x": noise(30), "who": ids([5] * 6)})
    data = chosen(inputs=("size",), task=Task.ONE_TO_MANY, sequence="who", validation_share=0.3)
    made = unfolding(dataset, data)
    assert made.vectors.shape == (6, 1)
    assert made.values.shape == (30, 1)
    learnt = noise(30)[:20]
    np.testing.assert_allclose(made.values[:, 0], (noise(30) - learnt.mean()) / learnt.std(), rtol=1e-5, atol=1e-6)
    assert [each.length for each in outline(dataset, data, 5).sequences] == [5] * 6
    with pytest.raises(ConfigError) as caught:
        unfolding(dataset, chosen(inputs=("x",), targets=("size",), task=Task.ONE_TO_MANY, sequence="who"))
    assert caught.value.fault is Fault.LABEL_CHANGES
    with pytest.raises(ConfigError) as caught:
        unfolding(dataset, chosen(inputs=("size",), task=Task.ONE_TO_MANY))
    assert caught.value.facts["name"] == "sequence"


def test_rows_by_themselves_may_be_shuffled() -> None:
    dataset = table({"x": noise(50), "y": noise(50, 1), "c": ["a", "b", "b", "c", "c"] * 10})
    data = chosen(task=Task.ONE_TO_ONE, targets=("y",), split=Split.SHUFFLED)
    made = prepare_table(dataset, data, 5)
    assert len(made.layout) == 50
    assert made.validation.lengths.tolist() == [1] * 15
    assert made.validation.starts.tolist() != [*range(35, 50)]
    assert not set(made.training.starts.tolist()) & set(made.validation.starts.tolist())
    np.testing.assert_allclose(made.units.targets[:, 0], noise(50, 1))
    classes = chosen(task=Task.ONE_TO_ONE, targets=("c",), classes=True, split=Split.STRATIFIED)
    assert [(each.training, each.validation) for each in outline(dataset, classes, 5).classes] == [
        (7, 3),
        (14, 6),
        (14, 6),
    ]


def test_what_is_told_before_there_is_a_run() -> None:
    x = noise(50)
    x[[4, 9]] = np.nan
    dataset = table({"x": x, "who": ids([20, 30])})
    told = outline(dataset, chosen(), 5)
    assert (told.split, told.sequences, told.filled) == (35 / 50, (), (("x", 2),))
    told = outline(dataset, chosen(sequence="who"), 5)
    assert told.split == BY_SEQUENCES
    assert [each.name for each in told.sequences] == ["s0", "s1"]
    assert told.validated == ((14 / 50, 20 / 50), (41 / 50, 1.0))  # the end of each
    text = dataset_from_bytes(b"abc def " * 20, "a.txt", Kind.TEXT)
    assert outline(text, DataConfig(kind=Kind.TEXT), 5).split == pytest.approx(0.7)
    with pytest.raises(ConfigError) as caught:
        outline(text, chosen(), 5)
    assert caught.value.facts["name"] == "kind"
    with pytest.raises(ConfigError) as caught:
        outline(text, DataConfig(kind=Kind.TEXT, task=Task.PAIRS), 5)
    assert (caught.value.fault, caught.value.facts["name"]) == (Fault.CONFIG_VALUE, "task")
    with pytest.raises(ConfigError) as caught:
        outline(text, DataConfig(kind=Kind.TEXT, task=Task.ONE_TO_MANY), 5)
    assert caught.value.fault is Fault.TASK_UNTRAINABLE


def test_a_preview_tells_the_pairs_that_can_be_learnt(tmp_path) -> None:
    path = tmp_path / "pairs.csv"
    rows = zip(ENGLISH, KOREAN, range(20), strict=True)
    path.write_text("en,ko,x\n" + "".join(f"{en},{ko or ''},{x * x}\n" for en, ko, x in rows), "utf-8")
    data = chosen(inputs=(), targets=(), task=Task.PAIRS, text="en", second="ko")
    told = preview(PreviewRequest(number=1, path=str(path), read=READ, data=data), lambda: False)
    assert not told.fault
    assert len(told.sequences) == 19


@pytest.mark.parametrize("split", [Split.TIME, Split.SEQUENCE])
def test_where_the_rows_lie_that_are_validated_on(split: Split) -> None:
    who = np.tile([0, 1, 2], 40)  # row by row another one
    dataset = table({"x": noise(120), "who": [f"s{at}" for at in who]})
    data = chosen(sequence="who", split=split, validation_share=0.25)
    told = outline(dataset, data, 5)
    if split is Split.TIME:
        assert told.validated == ((0.75, 1.0),)
    else:
        validated = [at for at, each in enumerate(told.sequences) if each.validation]
        rows = [row for row in range(120) if who[row] in validated]
        assert [round(120 * first) for first, _ in told.validated] == rows
