"""What was is there again, as far as it still fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QRect, QSettings, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from gatescope.engine.protocol.analysis import Source
from gatescope.gui.memory import layout as memory
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.state.intent import RangeChoice, RangeKind, ViewState
from gatescope.gui.views.loss.scene import LossChoice
from gatescope.gui.views.sizes.scene import SizesChoice
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.weights.scene import WeightPicture, WeightsChoice

SCREEN = QRect(0, 0, 1920, 1040)


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def made(qtbot):
    window = QMainWindow()
    split = QSplitter(Qt.Orientation.Vertical)
    split.setObjectName("pictures")
    for _ in range(2):
        split.addWidget(QWidget())
    window.setCentralWidget(split)
    qtbot.addWidget(window)
    return window, split


def test_window_and_splitters_are_where_they_were(settings, qtbot):
    window, split = made(qtbot)
    assert not memory.restore_window(settings, window)
    window.setGeometry(40, 50, 640, 480)
    window.show()
    split.setSizes([300, 170])
    sizes, place = split.sizes(), window.geometry()
    memory.save_window(settings, window)
    other, other_split = made(qtbot)
    assert memory.restore_window(settings, other)
    other.show()
    assert other.geometry() == place
    assert other_split.sizes() == sizes


@pytest.mark.parametrize("written", [b"", b"nonsense", b"\x01\xd9\xd0\xcb"])
def test_a_geometry_that_makes_no_sense_is_none(settings, qtbot, written):
    settings.geometry = QByteArray(written)
    settings.set_blob("splitter/pictures", QByteArray(written))
    window, _ = made(qtbot)
    assert not memory.restore_window(settings, window)


rects = st.builds(QRect, st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(1, 8000), st.integers(1, 8000))


@given(rects, st.lists(st.sampled_from([SCREEN, QRect(1920, 0, 1280, 720), QRect(-800, 100, 800, 600)]), max_size=3))
def test_enough_of_a_window_is_always_on_a_screen(window, screens):
    fitted = memory.fit(window, screens)
    if not screens:
        assert fitted == window
        return
    room = max(screens, key=lambda s: memory._area(s.intersected(fitted)))
    seen = room.intersected(fitted)
    assert fitted.width() <= room.width()
    assert fitted.height() <= room.height()
    assert seen.width() >= min(memory.SEEN, fitted.width())
    assert seen.height() >= min(memory.SEEN, fitted.height())
    assert fitted.top() >= room.top(), "the title bar can be reached"


def test_a_window_that_fits_is_left_alone():
    assert memory.fit(QRect(10, 20, 800, 600), [SCREEN]) == QRect(10, 20, 800, 600)
    assert memory.fit(QRect(0, 0, 3840, 2100), [SCREEN]) == SCREEN  # the large screen is gone


def test_what_colours_reach_comes_back(settings):
    ranges = RangeChoice(RangeKind.FIXED, 0.25, own=True)
    memory.save_look(settings, ViewState(ranges=ranges))
    assert memory.remembered_look(settings)["ranges"] == ranges


def test_the_look_comes_back(settings):
    assert memory.remembered_look(settings) == {}
    memory.save_look(settings, ViewState(run=3, layer="layer2", smoothing=0.5, t=9).choose(LossChoice(log=False)))
    assert memory.remembered_look(settings) == {
        "layer": "layer2",
        "smoothing": 0.5,
        "choices": (LossChoice(log=False),),
    }
    gradient = GradientChoice(shown=False, share=0.05, source=Source.OUTPUT, tau=7)
    memory.save_look(settings, ViewState().choose(gradient))
    assert memory.remembered_look(settings)["choices"] == (GradientChoice(shown=False, share=0.05),)


def test_what_a_view_was_asked_to_show_comes_back(settings):
    state = ViewState().choose(WeightsChoice(WeightPicture.INPUTS)).choose(SizesChoice(changes=True))
    memory.save_look(settings, state)
    assert set(memory.remembered_look(settings)["choices"]) == set(state.choices)
    for nonsense in ({"picture": "a cat"}, {"picture": 7}):
        settings.set_choices("view/weights", nonsense)
        assert memory.remembered_look(settings)["choices"] == (SizesChoice(changes=True),)
    memory.save_look(settings, ViewState())
    assert "choices" not in memory.remembered_look(settings)


def test_what_was_kept_before_views_kept_their_own_comes_back(settings):
    before = {"log_loss": False, "by_time": True, "gradient": False, "gradient_maps": True, "memory": 0.1}
    settings.set_choices(memory.LOOK, {"layer": 1, "smoothing": 0.25, **before})
    found = memory.remembered_look(settings)
    gradient = GradientChoice(shown=False, maps=True, share=0.1)
    assert set(found.pop("choices")) == {LossChoice(log=False, by_time=True), gradient}
    assert found == {"layer": "layer1", "smoothing": 0.25}
    memory.save_look(settings, ViewState().choose(LossChoice(by_time=True)))
    assert memory.remembered_look(settings)["choices"] == (LossChoice(by_time=True),)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"gradient": 1},
        {"memory": 7.0},
        {"layer": True},
        {"layer": -1},
        {"smoothing": 1},
        {"smoothing": "x"},
        {"log_loss": 1},
        {"range": "wide"},
        {"range": 3, "own_range": 1, "fixed_range": "x"},
        {"fixed_range": -1.0},
        {"fixed_range": float("inf")},
    ],
)
def test_a_look_that_makes_no_sense_is_the_default(settings, nonsense):
    settings.set_choices(memory.LOOK, nonsense)
    assert memory.remembered_look(settings) == {}
