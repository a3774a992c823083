"""Every map that can be chosen holds to what the default ones do."""

import numpy as np
import pytest

from gatescope.gui.look import colours, theme
from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS, Scale
from gatescope.gui.look.theme import PALETTES
from tests.gui.test_colours import DICHROMATS, hex_of, lightness, seen_by


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", SIGNED_MAPS)
def test_signed_maps_are_even_and_meet_the_background(name, dark):
    table = colours.table(Scale.SIGNED, dark, name)
    light = lightness(table) * (1 if dark else -1)  # away from the background
    assert np.diff(light[128:]).min() > -5e-3
    assert np.diff(light[:128][::-1]).min() > -5e-3
    assert lightness(table)[0] == pytest.approx(lightness(table)[255], abs=0.03)
    ground = PALETTES["dark" if dark else "light"].window
    assert 1.05 < colours.contrast(ground, hex_of(table[128])) < 1.2  # a row of nothing is seen as a row


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", DICHROMATS)
@pytest.mark.parametrize("name", SIGNED_MAPS)
def test_the_signs_differ_for_dichromats(name, kind, dark):
    seen = seen_by(kind, colours.table(Scale.SIGNED, dark, name)[[0, 64, 191, 255], :3] / 255)
    assert np.linalg.norm(seen[0] - seen[3]) > 0.15
    assert np.linalg.norm(seen[1] - seen[2]) > 0.10


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", SHARE_MAPS)
def test_shares_run_one_way_also_for_dichromats(name, dark):
    table = colours.table(Scale.SHARE, dark, name)
    for light in (lightness(table), *(seen_by(kind, table[:, :3] / 255)[:, 0] for kind in DICHROMATS)):
        way = np.sign(light[-1] - light[0])
        assert abs(light[-1] - light[0]) > 0.5
        assert (np.diff(light) * way).min() > -5e-3


def test_the_first_map_is_the_default_and_another_is_refused():
    assert (colours.table(Scale.SHARE, True) == colours.table(Scale.SHARE, True, "viridis")).all()
    assert (colours.table(Scale.SIGNED, True) == colours.table(Scale.SIGNED, True, "blue-orange")).all()
    for scale in Scale:
        with pytest.raises(KeyError):
            colours.table(scale, False, "jet")


def test_other_maps_are_in_force_at_once_and_stay_through_a_change_of_theme(qapp, qtbot):
    theme.apply(qapp, "light")
    with qtbot.waitSignal(theme.changed(qapp)):
        theme.choose_maps(qapp, "purple-green", "grey")
    theme.apply(qapp, "dark")
    assert theme.current().dark
    assert theme.current().table(Scale.SIGNED) is colours.table(Scale.SIGNED, True, "purple-green")
    assert theme.current().table(Scale.SHARE) is colours.table(Scale.SHARE, True, "grey")
    with pytest.raises(KeyError):
        theme.choose_maps(qapp, "rainbow", "grey")
    theme.choose_maps(qapp, SIGNED_MAPS[0], SHARE_MAPS[0])
    theme.apply(qapp, "light")
    assert theme.current() is PALETTES["light"]
