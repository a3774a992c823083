"""The sample of drawings and their captions: made again byte for byte, what it says, and that it is learnt."""

from pathlib import Path

import numpy as np

from gatescope import resources
from gatescope.engine.config.data import Task
from gatescope.engine.data import drawings
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.protocol.datasets import ColumnType
from tests.bench.captions import spoken

FOLDER = Path(str(resources.__file__)).parent / "captions"


def test_the_drawings_are_made_again_byte_for_byte() -> None:
    there = {str(path.relative_to(FOLDER).as_posix()): path.read_bytes() for path in FOLDER.rglob("*.*")}
    assert there == drawings.files()
    assert sum(map(len, there.values())) < 120_000


def test_a_caption_says_what_is_drawn_where() -> None:
    words = {"left": -1, "right": 1, "top": -1, "bottom": 1}
    korean = {"왼쪽": -1, "오른쪽": 1, "위": -1, "아래": 1}
    for each in drawings.drawn():
        rows, columns = np.nonzero(drawings.clean(each.shape, each.size, each.place))
        middles = ((ink.min() + ink.max()) / 2 for ink in (rows, columns))
        lies = [int(np.sign(middle - (drawings.SIDE - 1) / 2)) for middle in middles]
        said = each.caption.split()
        told = [sum(words.get(word, 0) * (word in way) for word in said) for way in ("top bottom", "left right")]
        assert told == lies
        assert [
            sum(side for name, side in korean.items() if name in each.korean and name in way)
            for way in ("위 아래", "왼쪽 오른쪽")
        ] == lies
        assert said[:3] == ["a", "small" if each.size == 4 else "large", each.shape]
        assert each.korean.split()[-2] == ("작은" if each.size == 4 else "큰")
    assert len({each.shape: each.korean.split()[-1] for each in drawings.drawn()}) == 4


def test_no_two_are_alike_and_each_is_still_what_it_is_said_to_be() -> None:
    made = drawings.drawn()
    assert len({each.ink.tobytes() for each in made}) == len(made) == drawings.DRAWINGS
    slips = [int((each.ink != drawings.clean(each.shape, each.size, each.place)).sum()) for each in made]
    assert 0.3 < np.mean(slips) < 3
    assert len({each.caption for each in made}) == len({each.korean for each in made}) == 72


def test_it_is_opened_as_pictures_and_their_captions() -> None:
    info = open_dataset(str(FOLDER / "drawings.csv")).info
    assert info.columns[0].type is ColumnType.PICTURE
    assert (info.columns[0].missing, info.records.bad) == (0, ())
    assert (info.suggested.data.task, info.suggested.data.text) == (Task.ONE_TO_MANY, "caption")


def test_new_drawings_are_told_after_a_few_steps() -> None:
    """The bound of the whole lesson, 95 % after 600 steps, is that of ``python -m tests.bench captions``."""
    learnt = spoken(FOLDER / "drawings.csv", "caption", 150, 0)
    assert learnt.tokens > 0.9
    assert learnt.whole > 0.4
