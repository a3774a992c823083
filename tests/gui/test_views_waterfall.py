"""The gradient over training, by its pixels: below the stack's columns, one line a keyframe."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from gatescope.engine.protocol.analysis import Source
from gatescope.gui.look import theme
from gatescope.gui.look.scales import Scale
from gatescope.gui.state.gradient_log import PastRow
from gatescope.gui.views.stack.layout import LEFT
from gatescope.gui.views.waterfall.scene import WaterfallScene
from gatescope.gui.views.waterfall.view import WaterfallView


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light")


def picture(view) -> QImage:
    return view.grab().toImage()


@pytest.fixture
def waterfall(qtbot):
    view = WaterfallView()
    qtbot.addWidget(view)
    view.resize(1048, 160)
    view.show()
    qtbot.waitExposed(view)
    return view


def fall(steps=(0, 4, 8, 16), known=(0, 4, 8, 16), length: int = 20) -> WaterfallScene:
    rows = tuple(PastRow(s, np.linspace(-4, 0, length)[None] - (16 - s) / 8) for s in steps if s in known)
    return WaterfallScene(steps, rows, "layer0", 0, length, -6, 0, Source.LOSS, -1, 16, True)


def test_the_waterfall_lies_below_the_stacks_columns(waterfall):
    waterfall.align(LEFT, 700)
    waterfall.draw(fall())
    area = waterfall.area()
    assert (area.left(), area.width()) == (LEFT, 700)
    image, table = picture(waterfall), theme.current().table(Scale.SHARE)
    for row, step in enumerate((0, 4, 8, 16)):
        for t in (0, 10, 19):
            value = np.linspace(-4, 0, 20)[t] - (16 - step) / 8
            colour = table[min(max(int((value + 6) / 6 * 256), 0), 255)][:3].tolist()
            at = image.pixelColor(int(LEFT + (t + 0.5) * 35), int(area.top() + (row + 0.5) * area.height() / 4))
            assert [at.red(), at.green(), at.blue()] == pytest.approx(colour, abs=4)


def test_a_keyframe_not_known_yet_looks_like_the_one_before(waterfall):
    scene = fall(known=(0, 16))
    waterfall.draw(scene)
    values = waterfall.values(scene)
    assert (values[:, 1] == values[:, 0]).all()
    assert (values[:, 3] != values[:, 0]).any()


def test_another_question_gives_another_picture(waterfall):
    waterfall.draw(fall())
    before = picture(waterfall)
    waterfall.draw(fall())  # the same rows, asked for again
    assert picture(waterfall) == before
    rows = tuple(PastRow(step, np.full((1, 20), -1.0)) for step in (0, 4, 8, 16))
    waterfall.draw(replace(fall(), rows=rows))
    assert picture(waterfall) != before


def test_a_click_in_the_waterfall_goes_to_that_keyframe(waterfall, qtbot):
    waterfall.draw(fall())
    area = waterfall.area()
    with qtbot.waitSignal(waterfall.step_chosen) as chosen:
        at = QPoint(area.left() + 50, area.top() + area.height() * 5 // 8)
        qtbot.mouseClick(waterfall, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [8]
    with qtbot.waitSignal(waterfall.step_chosen) as chosen:
        qtbot.keyClick(waterfall, Qt.Key.Key_Up)
    assert chosen.args == [8]
