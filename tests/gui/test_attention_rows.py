"""The maps of what a Transformer looks at, as rows of the stack: what of a unit they have, and what not."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from gatescope.engine.config.run import DataConfig, Kind, RunConfig, Transformer
from gatescope.engine.protocol.frame import LayerTrace, Part, Probe
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.look import theme
from gatescope.gui.look.scales import Course, Scale
from gatescope.gui.scenes.asking import wanted
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.stack import scene as stack
from gatescope.gui.views.stack.legend import Legend
from gatescope.gui.views.stack.map_rows import MAP, drawn_as_lines
from gatescope.gui.views.stack.scene import StackScene, resolve_stack
from gatescope.gui.views.stack.sharing.choice import OPEN, Mode, RowsChoice
from gatescope.gui.views.stack.shown_numbers import stack_arrays
from gatescope.gui.views.stack.view import StackView
from tests.gui.fake_engine import frame, info

NET = Transformer(width=8, heads=2, layers=1)
STEPS = 6
PROBE = Probe(part=Part.VALIDATION, start=10, length=STEPS)


def scene_of(choice: RowsChoice = OPEN) -> StackScene:
    """As the engine answers what is asked: what each step looks at is itself and the step before."""
    config = RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",)), net=NET)
    store = Store()
    store.take_run(msgspec.structs.replace(info(1), config=config, validation_probe=PROBE, keyframes=(0, 1)))
    state = ViewState(run=1, probe=PROBE, t=4, unit=2).choose(choice)
    request = wanted(state, store, [stack.wants])[0]
    looks = (np.eye(STEPS) + np.eye(STEPS, k=-1)).astype(np.float32)
    sizes = {strip.trace: strip.size or STEPS for strip in NET.strips}
    traces = tuple(
        LayerTrace(
            layer=want.layer,
            trace=want.trace,
            values=looks / looks.sum(1, keepdims=True) if "head" in want.layer else np.ones((STEPS, sizes[want.trace])),
            steps=STEPS,
            size=sizes[want.trace],
        )
        for want in request.wants
    )
    store.take_frame(msgspec.structs.replace(frame(request, 1), traces=traces), request)
    made = resolve_stack(state, store)
    assert made is not None
    return made


@pytest.fixture
def view(qtbot) -> StackView:
    made = StackView()
    qtbot.addWidget(made)
    made.resize(900, 620)
    return made


def test_every_head_has_a_row_of_its_own() -> None:
    scene = scene_of()
    assert [row.name for row in scene.rows] == ["residual", "attention:0", "attention:1", "feed_forward"]
    assert {name for name in stack_arrays(scene) if name.endswith("attention")} == {
        "layer0.head0.attention",
        "layer0.head1.attention",
    }
    head = scene.rows[1]
    assert (head.scale, head.low, head.high, head.course) == (Scale.SHARE, 0.0, 1.0, Course.RISING)


def test_a_click_on_a_map_of_what_is_looked_at_moves_the_time_and_no_unit(view: StackView, qtbot) -> None:
    view.draw(scene_of())
    layout = view.layout_of_bands()
    assert layout is not None
    bands = {band.name: band for band in layout.bands if band.part is MAP}
    with qtbot.waitSignal(view.cursor_moved) as moved:
        middle = bands["attention:0"].top + bands["attention:0"].height // 2
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(layout.x(1.5), middle).toPoint())
    assert moved.args == [1, 2]
    with qtbot.waitSignal(view.cursor_moved) as moved:
        QTest.mouseClick(
            view, Qt.MouseButton.LeftButton, pos=QPointF(layout.x(1.5), bands["residual"].bottom - 2).toPoint()
        )
    assert moved.args == [1, 7]


def test_it_is_never_drawn_as_lines_and_takes_the_middle_in_simple(view: StackView) -> None:
    view.draw(scene_of(RowsChoice(Mode.SIMPLE)))
    layout = view.layout_of_bands()
    assert layout is not None
    assert view.scene is not None
    tallest = max((band for band in layout.bands if band.part is MAP), key=lambda band: band.height)
    assert tallest.name == "attention:0"
    assert not drawn_as_lines(view.scene, tallest)


def test_its_colours_have_a_bar_beside_it(view: StackView) -> None:
    view.draw(scene_of())
    layout = view.layout_of_bands()
    assert layout is not None
    legend, picture = Legend(), QImage(900, 620, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    legend.paint(Canvas(painter, theme.current()), scene_of(), layout)
    painter.end()
    (box,) = (box for box, bar in legend.places if bar.course is Course.RISING)
    band = next(band for band in layout.bands if band.name == "attention:0")
    assert abs(box.top() - band.top) < 8


def test_small_shares_are_seen_and_the_ends_stay() -> None:
    colours = scene_of().rows[1].colours
    np.testing.assert_allclose(colours.place(np.array([0.0, 0.04, 0.25, 1.0])), [0.0, 0.2, 0.5, 1.0], atol=1e-6)
