"""A text's way into a network, as it is shown."""

from pathlib import Path

import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind, Level, RunConfig, TokenConfig
from gatescope.engine.data.preparing import stages
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preparing.stages import SENTENCES_MOST, padded, sentences_of, stages_of, stages_of_run
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError, Fault
from tests.engine.naughty import NAUGHTY

TEXT = "One is here. Two are there!\n\n나는 갔다. 3.5 is a number。또 간다\n" * 3


def config(level: Level = Level.CODE_POINT, **fields: object) -> DataConfig:
    return DataConfig(kind=Kind.TEXT, tokens=TokenConfig(level=level), **fields)  # type: ignore[arg-type]


def test_sentences() -> None:
    first = ("One is here.", "Two are there!", "나는 갔다.", "3.5 is a number。", "또 간다")
    assert sentences_of(TEXT) == (*first, *first)[:SENTENCES_MOST]
    assert sentences_of(["", "one. two", " \n", "b" * 500]) == ("one. two", "b" * 200)
    assert sentences_of("") == ()


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.MORPHEME])
def test_each_stage_follows_from_the_one_before(level: Level) -> None:
    told = stages_of("cafe\u0301 is\u2581 nice. 값 it\n" * 30, config(level))
    assert told.sentences[0] == "cafe\u0301 is\u2581 nice."
    assert (
        told.prepared[0] == ("café" if level not in (Level.BYTE, Level.SUBWORD) else "cafe\u0301") + " is\u2581 nice."
    )
    assert told.ids.shape == (len(told.sentences), max(map(len, told.tokens)))
    assert [int((row >= 0).sum()) for row in told.ids] == [len(row) for row in told.tokens]
    assert told.ids.max() < told.vocabulary
    assert (told.unknown, told.whole, told.embedding) == (0.0, True, None)
    assert told.lengths == (told.count,) * 3
    assert sum(count for _, count in told.frequent) <= told.count
    assert [count for _, count in told.frequent] == sorted((count for _, count in told.frequent), reverse=True)


def test_what_is_counted() -> None:
    told = stages_of("aab" * 20 + "xxxx" + "a" * 16, config(validation_share=0.25))
    assert (told.vocabulary, told.count, told.unknown) == (3, 80, 0.2)
    assert told.frequent == (("a", 56), ("b", 20))


def test_cells_are_sequences() -> None:
    told = stages_of(["a b", "c", "a b c d e", "z"], config(Level.WORD, validation_share=0.25))
    assert told.lengths == (1, 2, 9)
    assert (told.count, told.unknown) == (14, 1.0)
    assert told.ids[1].tolist()[:2] == [told.ids[1, 0], -1]
    alone = stages_of(["only one"], config())
    assert (alone.count, alone.unknown) == (8, 0.0)


def test_a_long_text_is_counted_at_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "_SAMPLE", 100)
    told = stages_of("ab" * 500, config())
    assert (told.whole, told.count) == (False, 200)
    assert stages_of(["ab" * 30] * 50, config()).count == 200
    assert stages._beginning(["abc", "def", "ghi"], 4) == ["abc", "d"]
    assert stages._beginning(["abc", "def"], 6) == ["abc", "def"]


def test_nothing_to_show() -> None:
    told = stages_of([], config())
    assert (told.sentences, told.count, told.ids.shape, told.vocabulary) == ((), 0, (0, 0), 1)
    assert padded([]).shape == (0, 0)


@pytest.mark.parametrize("level", [Level.CODE_POINT, Level.SUBWORD])
def test_naughty_strings_pass_every_stage(level: Level) -> None:
    cells = list(NAUGHTY.values())
    told = stages_of(cells, config(level))
    assert len(told.sentences) == SENTENCES_MOST
    assert stages_of("\n".join(cells), config(level)).count > 1000


def test_a_run_shows_its_own_vocabulary() -> None:
    dataset = dataset_from_bytes(TEXT.encode(), "a.txt", Kind.TEXT)
    suggested: RunConfig = dataset.info.suggested
    prepared = prepare(dataset, suggested.data, 5)
    weights = np.zeros((prepared.shape.symbols, 4), np.float32)
    told = stages_of_run(suggested.data, prepared, weights)
    assert (told.vocabulary, told.count) == (prepared.shape.symbols, dataset.rows)
    assert told.embedding is weights
    assert told.sentences[0] == "One is here."
    validation = prepared.ids[prepared.validation_rows[0] :]
    assert told.unknown == (validation == 0).mean()


def test_a_run_without_a_text(tmp_path: Path) -> None:
    dataset = dataset_from_bytes(b"a,b\n" + b"".join(b"%d,%d\n" % (at, at * at % 7) for at in range(50)), "a.csv")
    data = dataset.info.suggested.data
    with pytest.raises(ConfigError) as caught:
        stages_of_run(data, prepare(dataset, data, 5))
    assert caught.value.fault is Fault.CONFIG_VALUE
