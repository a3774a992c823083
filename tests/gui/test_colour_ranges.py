"""A colour is a function of its value and of the scale that the legend tells; the scale is that of the run."""

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe, Trace, Want
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.look import colours, theme
from gatescope.gui.look.scales import SHARES, STEEP, ColourScale, Course, Scale
from gatescope.gui.panels.fixed_range import FixedRange
from gatescope.gui.state.intent import RangeChoice, RangeKind, ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.stack.legend import bars, fitting, said_bar, said_range, said_scale
from gatescope.gui.views.stack.scene import StackScene, resolve_stack
from gatescope.gui.views.stack.sharing.choice import OPEN
from gatescope.gui.views.stack.shown_numbers import stack_arrays
from gatescope.gui.views.stack.view import StackView
from tests.gui import fake_engine as fake
from tests.gui import scenes

BEYOND = "#b83280"
TABLES = {scale: colours.table(scale, dark=False) for scale in Scale}
PROBE = Probe(part=Part.VALIDATION, start=99, length=24)


def equation(course: Course, x: float) -> float:
    """As it is written for people to read."""
    if course is Course.RISING:
        return 2 * math.sqrt((1 + x) / 2) - 1
    size = abs(x)
    bent = {
        Course.LINEAR: size,
        Course.ROOT: math.sqrt(size),
        Course.ASINH: math.asinh(STEEP * size) / math.asinh(STEEP),
    }
    return math.copysign(bent[course], x)


def place_in(table: np.ndarray, colour: str) -> set[int]:
    """The numbers that a colour has in a table."""
    found = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return set(np.flatnonzero((table[:, :3] == found).all(axis=1)).tolist())


@given(
    course=st.sampled_from(Course),
    x=st.floats(-1, 1, allow_nan=False),
    reach=st.floats(1e-6, 1e9),
    kind=st.sampled_from(Scale),
)
def test_a_colour_is_where_the_equation_says(course: Course, x: float, reach: float, kind: Scale) -> None:
    expected = min(int(128 * (1 + equation(course, x))), 255)
    colour = colours.colour_of(x * reach, ColourScale(-reach, reach, course), TABLES[kind], BEYOND)
    assert min(abs(at - expected) for at in place_in(TABLES[kind], colour)) <= 1


@given(
    x=st.one_of(st.floats(1.0001, 1e30), st.just(math.inf)), reach=st.floats(1e-3, 1e6), course=st.sampled_from(Course)
)
def test_what_lies_beyond_has_a_colour_of_its_own(x: float, reach: float, course: Course) -> None:
    scale = ColourScale(-reach, reach, course)
    for value in (x * reach, -x * reach, math.nan):
        assert colours.colour_of(value, scale, TABLES[Scale.SIGNED], BEYOND) == BEYOND
    ends = [colours.colour_of(value, scale, TABLES[Scale.SIGNED], BEYOND) for value in (-reach, reach)]
    assert [place_in(TABLES[Scale.SIGNED], end) for end in ends] == [{0}, {255}]


def test_gates_are_even() -> None:
    shown = [
        place_in(TABLES[Scale.SHARE], colours.colour_of(v, SHARES, TABLES[Scale.SHARE])) for v in (0, 0.25, 0.5, 1)
    ]
    assert [min(each) for each in shown] == pytest.approx([0, 64, 128, 255], abs=1)


@pytest.mark.parametrize("course", Course)
def test_a_picture_has_the_colours_of_its_values(course: Course) -> None:
    values = np.random.default_rng(1).normal(size=(13, 7)).astype(np.float32)
    scale, table = ColourScale(-1.5, 1.5, course), TABLES[Scale.SIGNED]
    picture = HeatMap().image(values, scale, table, 7, 13, (6, 5, 4, 3, 2, 1, 0), BEYOND)
    for t, unit in np.ndindex(13, 7):
        expected = colours.colour_of(float(values[t, unit]), scale, table, BEYOND)
        assert picture.pixelColor(t, 6 - unit).name() == expected


@pytest.mark.parametrize("name", [theme.LIGHT, theme.DARK])
def test_no_map_has_the_colour_of_what_lies_beyond(name: str) -> None:
    look = theme.PALETTES[name]
    away = [
        np.linalg.norm(look.table(scale)[:, :3].astype(int) - colours.rgb(look.beyond) * 255, axis=1) for scale in Scale
    ]
    assert min(float(each.min()) for each in away) > 40


# ---- the range of a run --------------------------------------------------------------------------------------------


@pytest.fixture
def store() -> Store:
    made = Store()
    made.take_data(fake.dataset("/data/air.csv"))
    made.take_run(fake.info(1))
    made.take_run(fake.info(2))
    return made


def request(number: int, run: int, at: int | None = None, **more: object) -> FrameRequest:
    wants = tuple(Want(layer="layer0", trace=trace) for trace in (Trace.HIDDEN, Trace.CELL))
    asked = FrameRequest(slot=Slot("stack"), run=run, probe=PROBE, at=at, wants=wants)
    return msgspec.structs.replace(asked, number=number, **more)


class Looker:
    """Takes frames, one after another."""

    def __init__(self, store: Store) -> None:
        self.store, self.number = store, 0

    def look(self, run: int, cell: np.ndarray | float, at: int | None = None, **more: object) -> StackScene:
        self.number += 1
        asked = request(self.number, run, at, **more)
        frame = fake.frame(asked, 7)
        values = np.broadcast_to(np.asarray(cell, np.float32), (24, 32))
        traces = (frame.traces[0], msgspec.structs.replace(frame.traces[1], values=np.array(values)))
        self.store.take_frame(msgspec.structs.replace(frame, traces=traces), asked)
        return self.scene(run)

    def scene(self, run: int, ranges: RangeChoice | None = None) -> StackScene:
        scene = resolve_stack(ViewState(run=run, ranges=ranges or RangeChoice(), choices=(OPEN,)), self.store)
        assert scene is not None
        return scene


def reach(scene: StackScene) -> float:
    return scene.rows[1].high


def test_a_run_that_explodes_leaves_the_next_one_its_colours(store: Store) -> None:
    looker = Looker(store)
    noise = np.random.default_rng(0).normal(size=(24, 32))
    assert reach(looker.look(1, 5e7 * noise)) > 1e8
    after = looker.look(2, 0.4 * noise)
    assert reach(after) == 2.0
    picture = HeatMap().image(after.rows[1].values, after.rows[1].colours, TABLES[Scale.SIGNED], 32, 24, (), BEYOND)
    zero = TABLES[Scale.SIGNED][128][:3].astype(int)
    pixels = [picture.pixelColor(t, u).getRgb()[:3] for t in range(24) for u in range(32)]
    faint = [np.abs(np.array(pixel) - zero).max() < 24 for pixel in pixels]
    assert np.mean(faint) < 0.25


def test_within_a_run_the_range_grows_and_never_shrinks(store: Store) -> None:
    looker = Looker(store)
    assert [reach(looker.look(1, size)) for size in (0.3, 4.0, 1.0, 7.0, 0.1)] == [0.5, 5.0, 5.0, 10.0, 10.0]
    assert reach(looker.look(2, 0.3)) == 0.5


@given(steps=st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_going_back_and_forth_in_time_changes_no_colour(steps: list[int]) -> None:
    store = Store()
    store.take_run(fake.info(1))
    looker = Looker(store)
    present = reach(looker.look(1, 3.0))
    seen: dict[int, float] = {}
    for at in steps:
        shown = reach(looker.look(1, 10.0 ** (at - 3), at=at))
        assert shown == seen.setdefault(at, present)
    assert reach(looker.look(1, 3.0)) == present


def test_what_is_altered_does_not_change_what_colours_mean(store: Store) -> None:
    looker = Looker(store)
    looker.look(1, 0.3)
    held = Intervention(layer="layer0", trace=Trace.CELL, units=(1,), kind=Alteration.CLAMP, value=100.0)
    assert reach(looker.look(1, 100.0, interventions=(held,))) == 0.5


def test_the_range_can_fit_be_fixed_for_all_or_be_each_units_own(store: Store) -> None:
    looker = Looker(store)
    looker.look(1, 40.0)
    looker.look(1, 0.3)
    assert reach(looker.scene(1)) == 50.0
    assert reach(looker.scene(1, RangeChoice(RangeKind.FIT))) == 0.5  # it may shrink
    fixed = RangeChoice(RangeKind.FIXED, fixed=8.0)
    assert reach(looker.scene(1, fixed)) == 8.0
    looker.look(2, 5e7)
    assert reach(looker.scene(2, fixed)) == 8.0
    bounded = [(row.low, row.high) for row in looker.scene(2, fixed).rows if row.bounded]
    assert bounded == [(-1, 1)]


def test_a_unit_that_counts_is_seen_among_small_ones_and_they_beside_it(store: Store) -> None:
    looker = Looker(store)
    values = np.full((24, 32), 0.05) * np.cos(np.arange(24))[:, None]
    values[:, 7] = np.arange(24)  # counts
    values[:, 9] = 0.0
    looker.look(1, values)
    row = looker.scene(1, RangeChoice(own=True)).rows[1]
    table = TABLES[Scale.SIGNED]
    picture = HeatMap().image(row.values, row.colours, table, 32, 24, (), BEYOND, row.own)
    counted = [min(place_in(table, picture.pixelColor(t, 7).name())) for t in range(24)]
    assert counted == sorted(counted)
    assert (counted[0], counted[-1]) == (128, 255)
    small = {picture.pixelColor(t, 3).name() for t in range(24)}
    assert place_in(table, picture.pixelColor(0, 3).name()) == {255}
    assert len(small) > 10
    assert {picture.pixelColor(t, 9).name() for t in range(24)} == {colours.colour_of(0.0, row.colours, table)}


# ---- what is said of it --------------------------------------------------------------------------------------------


def test_the_legend_names_every_scale_that_is_not_even(store: Store) -> None:
    looker = Looker(store)
    state, cell = bars(looker.look(1, 3.0))
    assert [said_scale(bar.course) for bar in (state, cell)] == ["√ scale", "asinh scale"]
    assert (state.ends, cell.ends) == (("−1", "1"), ("−5", "5"))
    assert (state.exceeds, cell.exceeds) == (False, True)
    assert "equations" in said_bar(state)
    for choice, words in (
        (RangeChoice(), "this run"),
        (RangeChoice(RangeKind.FIT), "fit"),
        (RangeChoice(RangeKind.FIXED), "fixed"),
        (RangeChoice(own=True), "each unit’s own"),
    ):
        bar = bars(looker.scene(1, choice))[1]
        assert said_range(bar.ranges) == words
        assert len(said_bar(bar)) > 40
    assert bars(looker.scene(1, RangeChoice(own=True)))[1].ends == ("−", "+")


def test_gates_have_no_scale_to_name() -> None:
    gates = bars(scenes.numeric())[-1]
    assert (gates.scale, said_scale(gates.course)) == (Scale.SHARE, "")


def test_the_swatch_of_what_lies_beyond_is_in_the_picture(qtbot: QtBot, qapp: QApplication, store: Store) -> None:
    theme.apply(qapp, theme.LIGHT)
    view = StackView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    values = np.zeros((24, 32))
    values[:, 0] = 9.0  # fewer than one in a hundred
    values[5, 1] = 1e6
    view.draw(Looker(store).look(1, values))
    view.show()
    picture = view.grab().toImage()
    place = next(rect for rect, bar in view._painter.legend.places if bar.found)
    there = [picture.pixelColor(x, y).name() for x in range(place.left(), place.right() + 1) for y in range(40)]
    assert there.count(BEYOND) >= 49


def test_exported_numbers_tell_the_colours_of_the_picture(store: Store) -> None:
    """Whoever has the file alone can paint the map again."""
    looker = Looker(store)
    looker.look(1, np.random.default_rng(3).normal(size=(24, 32)) * np.linspace(0.1, 9, 32))
    for choice in (RangeChoice(), RangeChoice(RangeKind.FIT), RangeChoice(own=True)):
        scene = looker.scene(1, choice)
        arrays, row = stack_arrays(scene), scene.rows[1]
        ends, course = arrays["layer0.cell.colour_range"], Course(str(arrays["layer0.cell.colour_scale"]))
        assert course is Course.ASINH
        picture = HeatMap().image(row.values, row.colours, TABLES[Scale.SIGNED], 32, 24, (), BEYOND, row.own)
        for t, unit in ((0, 0), (11, 5), (23, 31)):
            low, high = ends if ends.ndim == 1 else ends[unit]
            value = float(arrays["layer0.cell"][t, unit])
            again = colours.colour_of(value, ColourScale(low, high, course), TABLES[Scale.SIGNED], BEYOND)
            places = [place_in(TABLES[Scale.SIGNED], each) for each in (again, picture.pixelColor(t, unit).name())]
            assert abs(min(places[0], default=-9) - min(places[1], default=-9)) <= 1


def test_the_fixed_range_is_typed(qtbot: QtBot) -> None:
    parent = StackView()
    qtbot.addWidget(parent)
    dialog = FixedRange(5.0, parent)
    dialog.show()
    dialog.field.selectAll()
    qtbot.keyClicks(dialog.field, "0.25")
    kind = QDialogButtonBox.StandardButton.Ok
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.mouseClick(dialog.findChild(QDialogButtonBox).button(kind), Qt.MouseButton.LeftButton)
    assert told.args == [0.25]


@pytest.mark.parametrize(
    ("text", "room", "said"),
    [
        ("asinh scale", 11, "asinh scale"),
        ("asinh scale", 10, "asinh"),
        ("asinh scale", 4, ""),
        ("this run ▾", 10, "this run ▾"),
        ("this run ▾", 9, "▾"),
        ("−12,000", 6, ""),
    ],
)
def test_words_beside_a_bar_are_whole_or_not_there(text: str, room: int, said: str) -> None:
    assert fitting(text, lambda part: len(part) <= room) == said
