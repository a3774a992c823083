"""What truncated backpropagation through time sees, drawn on the rows of the gradient."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect

from gatescope.gui.look import theme
from gatescope.gui.views.stack import bands, reach_rows
from gatescope.gui.views.stack.view import StackView
from tests.gui.test_views_gradient import SIZE, band_of, picture, with_gradient


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    return view


def carried(steps: int, tau: int, sees: int, t: int = -1):
    return replace(with_gradient(steps, tau, sees=sees), t=t)


@pytest.mark.parametrize(
    ("tau", "sees", "t", "span"),
    [
        (50, 16, 3, (35, 50)),
        (-1, 16, 30, (15, 30)),
        (50, 51, 3, None),
        (50, 50, 3, (1, 50)),
        (50, 0, 3, None),
        (-1, 16, -1, None),
    ],
)
def test_what_is_seen_ends_at_tau_or_the_cursor(tau, sees, t, span):
    assert reach_rows.seen(carried(59, tau, sees, t)) == span


def test_what_is_not_seen_is_veiled_and_the_rest_as_it_was(stack):
    stack.draw(carried(59, 50, 0))
    plain, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.GRADIENT)
    stack.draw(carried(59, 50, 16))
    veiled, low = picture(stack), band.bottom - 2
    beyond, within = (int(layout.x(t + 0.4)) for t in (34, 44))
    assert plain.pixelColor(beyond, low).name() == theme.current().accent
    assert veiled.pixelColor(beyond, low).lightnessF() > plain.pixelColor(beyond, low).lightnessF() + 0.1
    assert veiled.pixelColor(within, low) == plain.pixelColor(within, low)
    edge = round(layout.x(35))
    assert veiled.pixelColor(edge, band.top + 3).name() == theme.current().ink
    assert veiled.pixelColor(edge + 9, band.top).name() == theme.current().ink


def test_only_the_rows_of_the_gradient_tell_of_it(stack):
    stack.draw(carried(59, 50, 0))
    plain = picture(stack)
    stack.draw(carried(59, 50, 16))
    told, layout = picture(stack), stack.layout_of_bands()
    for band in layout.bands:
        if band.part in (bands.MAP, bands.FORECAST, bands.STEP_LOSS):
            box = QRect(layout.left, band.top, layout.width, band.height)
            assert told.copy(box) == plain.copy(box)
