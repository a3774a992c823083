import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.gui.look import colours
from gatescope.gui.look.scales import Scale
from gatescope.gui.look.theme import PALETTES

# Simulated colour vision, linear RGB: Viénot, Brettel & Mollon (1999), protanopia and deuteranopia.
DICHROMATS = {
    "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}


def linear(srgb):
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def seen_by(kind, srgb):
    """(…, 3) sRGB as a dichromat sees it, in Oklab."""
    seen = np.clip(linear(np.asarray(srgb)) @ np.array(DICHROMATS[kind]).T, 0, 1)
    return colours.oklab(np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055))


def lightness(table):
    return colours.oklab(table[:, :3] / 255)[:, 0]


@given(st.tuples(*[st.floats(0, 1)] * 3))
def test_oklab_goes_there_and_back(srgb):
    assert colours.from_oklab(colours.oklab(np.array(srgb))) == pytest.approx(srgb, abs=2e-3)


def test_oklab_knows_the_published_values():
    # Ottosson's own table is in XYZ; white and black are exact, red is from CSS Color 4, section 9.2.
    assert colours.oklab(np.array([1.0, 1, 1])) == pytest.approx([1, 0, 0], abs=1e-4)
    assert colours.oklab(np.array([1.0, 0, 0])) == pytest.approx([0.62796, 0.22486, 0.12585], abs=1e-4)


@pytest.mark.parametrize("dark", [False, True])
def test_shares_get_lighter_all_the_way(dark):
    table = colours.table(Scale.SHARE, dark)
    steps = np.diff(lightness(table))
    assert table.shape == (256, 4)
    assert table.dtype == np.uint8
    assert steps.min() > -1e-3  # half a level of rounding
    assert lightness(table)[::16] == pytest.approx(np.sort(lightness(table)[::16]))


@pytest.mark.parametrize("dark", [False, True])
def test_signed_values_leave_the_background_evenly_on_both_sides(dark):
    table = colours.table(Scale.SIGNED, dark)
    light = lightness(table) * (1 if dark else -1)  # away from the background
    assert np.diff(light[128:]).min() > -5e-3
    assert np.diff(light[:128][::-1]).min() > -5e-3
    assert light[::8][16:] == pytest.approx(np.sort(light[::8][16:]))
    assert lightness(table)[0] == pytest.approx(lightness(table)[255], abs=0.03)
    ground = PALETTES["dark" if dark else "light"].window
    assert 1.05 < colours.contrast(ground, hex_of(table[128])) < 1.2  # a row of nothing is seen as a row


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", DICHROMATS)
def test_the_signs_differ_for_dichromats(dark, kind):
    ends = colours.table(Scale.SIGNED, dark)[[0, 64, 191, 255], :3] / 255
    seen = seen_by(kind, ends)
    assert np.linalg.norm(seen[0] - seen[3]) > 0.15
    assert np.linalg.norm(seen[1] - seen[2]) > 0.10


def test_a_table_is_made_once_and_cannot_be_written_to():
    table = colours.table(Scale.SIGNED, False)
    assert colours.table(Scale.SIGNED, False) is table
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 0


def hex_of(rgba):
    return "#" + "".join(f"{v:02x}" for v in rgba[:3])


@pytest.mark.parametrize("name", PALETTES)
def test_text_can_be_read(name):
    look = PALETTES[name]
    for back in (look.window, look.panel, look.raised, look.hover):
        assert colours.contrast(look.ink, back) >= 10
        assert colours.contrast(look.muted, back) >= 4.5
        for word in (look.good, look.bad, look.warn):
            assert colours.contrast(word, back) >= 4.5
    assert colours.contrast(look.on_accent, look.accent) >= 4.5
    assert colours.contrast(look.on_accent, look.accent_hover) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("kind", DICHROMATS)
def test_the_first_runs_are_told_apart_by_dichromats(name, kind):
    look = PALETTES[name]
    seen = [seen_by(kind, colours.rgb(colour)) for colour in look.runs[:4]]
    apart = [np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i]]
    assert min(apart) > 0.08  # four times what is just noticed
    for colour in look.runs:
        assert colours.contrast(colour, look.window) >= 3


def test_mix_and_contrast():
    assert colours.mix("#000000", "#ffffff", 0.5) == "#808080"
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
