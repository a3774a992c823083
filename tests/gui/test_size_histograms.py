"""Histograms of weights, gradient and update: asked for while seen, drawn as they are, honest about the past."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF

from gatescope.engine.protocol.analysis import Analysis, StepHistograms, WeightHistogram
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.sizes import histograms as size_histograms
from gatescope.gui.views.sizes.histograms import WIDE, Counted
from gatescope.gui.views.sizes.scene import SIZES, SizesChoice, resolve_sizes
from gatescope.gui.views.sizes.view import Quantity, SizesView
from tests.gui import analysis_scenes as made
from tests.gui import fake_engine as fake
from tests.gui.asked import requests, seen_histograms, wanted

LOOKING = ViewState(run=1).choose(SizesChoice(changes=True))
SEEN = frozenset({SIZES})


def histograms(names, bound=1.5, at=20):
    """All of each parameter's values in one bin."""
    return tuple(WeightHistogram(name=name, counts=np.eye(41, dtype=int)[at], bound=bound) for name in names)


def changes(names, step=64):
    return StepHistograms(step=step, gradient=histograms(names, at=3), update=histograms(names, at=37))


def full():
    scene = made.sizes()
    return replace(scene, histograms=histograms(scene.names), histograms_step=70, changes=changes(scene.names))


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light")
    made_view = SizesView()
    qtbot.addWidget(made_view)
    made_view.resize(232, 480)
    made_view.show()
    made_view._which.setCurrentIndex(list(Quantity).index(Quantity.HISTOGRAM))
    yield made_view
    theme.apply(qapp, "light")


@pytest.fixture
def store():
    filled = Store()
    filled.take_data(fake.dataset("/data/air.csv"))
    filled.take_run(fake.info(1, keyframes=(0, 1, 2, 4), step=7))
    filled.take_run(fake.info(2))
    return filled


def metrics(histograms=None):
    return msgspec.structs.replace(
        fake.metrics(fake.m.MetricsRequest(run=1, since=0, since_validation=0), 3),
        size_names=("head.bias",),
        size_steps=np.array([1, 2]),
        sizes=np.ones((2, 3, 1), np.float32),
        histograms=histograms,
    )


# ---- asking ---------------------------------------------------------------------------------------------------------


def test_what_is_shown_is_asked_for_and_nothing_else(qtbot):
    view, heard = SizesView(), []
    qtbot.addWidget(view)
    view.resize(232, 480)
    view.show()
    view.histograms_wanted.connect(lambda *wanted: heard.append(wanted))
    view._which.setCurrentIndex(list(Quantity).index(Quantity.HISTOGRAM))
    view._of.buttons[Counted.GRADIENT].click()
    view._of.buttons[Counted.UPDATE].click()  # comes with the gradient's
    view.resize(WIDE, 480)
    view.resize(WIDE - 1, 480)
    view._which.setCurrentIndex(0)
    assert heard == [(True, False), (False, True), (True, True), (False, True), (False, False)]


def test_only_a_run_that_is_seen_in_the_present_is_watched(store):
    assert seen_histograms(LOOKING, 1, store, SEEN) == 0
    assert store.take_metrics(metrics(changes(("head.bias",), step=2)))
    assert seen_histograms(LOOKING, 1, store, SEEN) == 2
    assert seen_histograms(LOOKING, 1, store, frozenset({STACK})) is None  # behind another tab
    assert seen_histograms(LOOKING.with_(at=4), 1, store, SEEN) is None
    assert seen_histograms(LOOKING, 2, store, SEEN) is None
    assert seen_histograms(LOOKING.choose(SizesChoice()), 1, store, SEEN) is None
    assert wanted(LOOKING, store, SEEN, {}) == ()  # they need no frame


def test_the_conductor_tells_the_engine_who_watches(qapp, store):
    conductor, asked = Conductor(EngineBridge(("nobody",))), []
    conductor.store = store
    store.ready = fake.m.Ready(protocol=1, torch="2", device=fake.DEVICE, devices=(), threads=1)
    conductor.bridge.ask_metrics = asked.append
    conductor.change(run=1)
    conductor.choose(SizesChoice(changes=True))
    for seen in (SEEN, frozenset()):
        conductor.ask(requests(conductor.state, store, seen, {}))
    assert [(request.run, request.since_histograms) for request in asked] == [(1, 0), (2, None), (1, None), (2, None)]
    conductor.bridge.deleteLater()


def test_other_data_are_looked_at_in_the_same_way():
    assert LOOKING.afresh().choice(SizesChoice) == SizesChoice(changes=True)


# ---- the scene ------------------------------------------------------------------------------------------------------


def test_the_newest_stay_until_newer_ones_come(store):
    store.take_metrics(metrics(changes(("head.bias",), step=2)))
    store.take_metrics(metrics())
    assert resolve_sizes(LOOKING, store).changes.step == 2
    store.take_metrics(metrics(changes(("head.bias",), step=3)))
    scene = resolve_sizes(LOOKING, store)
    assert scene.changes.step == 3
    assert scene.live


def test_the_past_has_none(store):
    store.take_metrics(metrics(changes(("head.bias",), step=2)))
    past = resolve_sizes(LOOKING.with_(at=1), store)
    assert past.changes is None
    assert not past.live


def test_those_of_the_weights_say_which_step_they_are_of(store):
    state = ViewState(run=1).choose(SizesChoice(weights=True))
    store.take_metrics(metrics())
    assert resolve_sizes(state, store).histograms == ()
    (request,) = wanted(state, store, SEEN, {})
    frame = fake.frame(request, 6)
    found = histograms(("head.bias",))
    store.take_frame(msgspec.structs.replace(frame, analysis=Analysis(histograms=found)), request)
    scene = resolve_sizes(state, store)
    assert scene.histograms == found
    assert scene.histograms_step == 6


# ---- the picture ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [232, WIDE + 60])
def test_each_is_another_picture(view, qapp, look, width):
    theme.apply(qapp, look)
    view.resize(width, 480)
    view.draw(full())
    pictures = []
    for button in view._of.buttons.values():
        button.click()
        pictures.append(view.grab().toImage())
    assert view._of.isVisible() is (width < WIDE)
    distinct = sum(picture not in pictures[:k] for k, picture in enumerate(pictures))
    assert distinct == (3 if width < WIDE else 1)  # side by side there is nothing to choose


@pytest.mark.parametrize(("counted", "at"), [(Counted.WEIGHTS, 20), (Counted.GRADIENT, 3), (Counted.UPDATE, 37)])
def test_a_bar_stands_where_its_values_are(view, monkeypatch, counted, at):
    drawn, paint = [], size_histograms._histogram
    monkeypatch.setattr(size_histograms, "_histogram", lambda *of: (drawn.append(of), paint(*of)))
    view.draw(full())
    view._of.buttons[counted].click()
    image = view.grab().toImage()
    _, row, ends, *_ = drawn[0]
    bar = row.left() + ends + (at + 0.5) * (row.width() - 2 * ends) / 41
    colour = theme.current().runs[0]
    found = {x for x in range(view.width()) if image.pixelColor(x, int(row.center().y())).name() == colour}
    assert found
    assert all(abs(x + 0.5 - bar) <= 2 for x in found)


def test_nothing_yet_and_never_are_told_apart(view):
    scene = full()
    view._of.buttons[Counted.UPDATE].click()
    pictures = []
    for shown in (scene, replace(scene, changes=None), replace(scene, changes=None, live=False)):
        view.draw(shown)
        pictures.append(view.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_values_that_are_all_zero_have_a_histogram(view):
    scene = made.sizes()
    view.draw(replace(scene, histograms=histograms(scene.names, bound=0.0)))
    empty = replace(scene, histograms=())
    drawn = view.grab().toImage()
    view.draw(empty)
    assert view.grab().toImage() != drawn


@pytest.mark.parametrize("width", [232, WIDE])
def test_no_bar_meets_the_values_at_the_ends(view, monkeypatch, width):
    drawn = []
    monkeypatch.setattr(size_histograms, "_histogram", lambda *of: drawn.append(of))
    scene = full()
    view.resize(width, 480)
    view.draw(replace(scene, histograms=histograms(scene.names, bound=0.00047123)))
    view._of.buttons[Counted.WEIGHTS].click()
    drawn.clear()
    view.grab()
    _, row, ends, one, _ = drawn[0]
    assert size_histograms.ends_of(one) == ("−0.000471", "0.000471")
    assert QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance("−0.000471") < ends < row.width() / 2 - 20
