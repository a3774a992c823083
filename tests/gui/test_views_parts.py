from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from gatescope.engine.protocol.frame import Trace
from gatescope.engine.protocol.pooling import pool
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.look import theme
from gatescope.gui.look.scales import ColourScale, Scale
from gatescope.gui.views.stack import bands, number_rows
from gatescope.gui.views.stack.bands import parts
from gatescope.gui.views.stack.layout import Grow, Layout, Part, StackRow, across, evenly
from gatescope.gui.views.stack.legend import bars
from gatescope.gui.views.stack.readout import read
from gatescope.gui.words.explained import words
from tests.gui import scenes


def arrange(width: int, height: int, length: int, parts: Sequence[Part]) -> Layout:
    """All of them open, as in *All rows*."""
    rows = [StackRow(part, parts[:at].count(part)) for at, part in enumerate(parts)]
    return across(width, length, 0, evenly(height, rows))


@pytest.mark.parametrize("size", [(320, 240), (834, 502), (1154, 700), (3000, 1700)])
@pytest.mark.parametrize("count", [1, 4, 6])
def test_bands_fill_the_height_in_whole_pixels(size, count):
    made = arrange(*size, 50, (bands.INPUT, *(bands.MAP,) * count, bands.FORECAST))
    assert all(isinstance(v, int) for band in made.bands for v in (band.top, band.height))
    if size[1] >= 480:
        assert size[1] - 24 - count - 3 <= made.axis <= size[1] - 24
    assert [band.key > 0 for band in made.bands if band.part.keyed] in ([True, True], [False, False])


def test_values_beyond_the_levels_keep_the_end_colours_and_nan_harms_nothing():
    table = theme.current().table(Scale.SIGNED)
    image = HeatMap().image(np.array([[-9, np.nan], [9, 0]], np.float32), ColourScale(-1.0, 1.0), table, 10, 10)
    corners = [image.pixelColor(0, 0), image.pixelColor(1, 0), image.pixelColor(1, 1)]
    assert [[c.red(), c.green(), c.blue()] for c in corners] == [table[i][:3].tolist() for i in (0, 255, 128)]


def test_pooling_is_the_mean_of_neighbours():
    values = np.random.default_rng(0).normal(size=(10, 7)).astype(np.float32)
    pooled = pool(values, 5, 3)
    groups = [slice(0, 3), slice(3, 5), slice(5, 7)]
    expected = [[values[2 * i : 2 * i + 2, g].mean() for g in groups] for i in range(5)]
    assert pooled == pytest.approx(np.array(expected), abs=1e-6)
    assert pool(values, 10, 7) is values


def test_colour_bars_are_one_per_kind():
    kinds = bars(scenes.numeric())
    assert [(bar.scale, bar.low, bar.high, bar.found) for bar in kinds] == [
        (Scale.SIGNED, -1, 1, False),
        (Scale.SIGNED, -2, 2, True),
        (Scale.SHARE, 0, 1, False),
    ]
    assert kinds[1].traces == (Trace.CELL,)
    assert [bar.scale for bar in bars(scenes.text("rnn"))] == [Scale.SIGNED, Scale.SHARE]


def test_bands_of_several_targets():
    one = scenes.forecast(20)
    two = replace_targets(one, 5)
    assert parts(scenes.numeric("rnn", 20, forecast=two)).count(bands.FORECAST) == number_rows.FORECASTS_MOST


def replace_targets(forecast, count):
    wide = {name: np.repeat(getattr(forecast, name), count, axis=1) for name in ("prediction", "target", "naive")}
    return msgspec.structs.replace(forecast, target_columns=tuple("abcde"[:count]), **wide)


@pytest.mark.parametrize("make", [scenes.numeric, scenes.text, scenes.pooled])
def test_every_row_of_a_scene_has_words_a_height_and_what_stands_beside_the_mouse(make) -> None:
    scene = make()
    layout = arrange(800, 900, scene.length, parts(scene))
    assert [band.part for band in layout.bands] == sorted(parts(scene), key=bands.BANDS.index)
    for band in layout.bands:
        assert words(band.part.topic(scene, band)).title
        assert band.height == band.part.height or isinstance(band.part.height, Grow)
        told = read(scene, layout, layout.x(scene.t + 0.5), band.top + 1)
        assert told is not None
        assert told.lines


def test_each_row_has_one_name() -> None:
    names = [part.name for part in bands.BANDS]
    assert len(set(names)) == len(names)
