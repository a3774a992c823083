import math
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.traces import Trace
from gatescope.gui.kit.live_numbers import signed
from gatescope.gui.look import theme
from gatescope.gui.views.unit.equations import equations
from gatescope.gui.views.unit.view import COMFORT, HEAD, HeldLevels, UnitView, slots
from tests.gui import scenes


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light")
    made = UnitView()
    qtbot.addWidget(made)
    made.resize(232, 502)
    made.show()
    qtbot.waitExposed(made)
    return made


def evaluated(numbers):
    """Both sides of "a = f · b + i · g" as floats, read back from the text."""
    left, right = numbers.replace("−", "-").replace("·", "*").split(" = ")
    right = re.sub(r"\+(?=\d)", "", right.replace("σ", "sigma"))
    return float(left), eval(right, {"tanh": math.tanh, "max": max, "sigma": lambda x: 1 / (1 + math.exp(-x))})


@pytest.mark.parametrize("cell", Cell)
def test_the_equation_holds_in_numbers(cell):
    """The traces are made to satisfy the cell's equation; the text, read back, must too (to its three digits)."""
    scene = consistent(cell)
    told = equations(scene)
    assert len(told) == (2 if Trace.CELL in cell.equations else 1)
    for _, numbers in told:
        if cell is Cell.RNN_LINEAR:
            assert numbers == f"h = {signed(scene.lines[0].at_cursor)}"
            continue
        left, right = evaluated(numbers)
        assert left == pytest.approx(right, abs=4e-3)


def consistent(cell):
    scene = scenes.unit(scenes.numeric(cell))
    now = {line.trace: line.at_cursor for line in scene.lines}
    before = scene.before
    if "cell" in now:
        now["cell"] = now["forget_gate"] * before["cell"] + now["input_gate"] * now["candidate"]
        now["hidden"] = now["output_gate"] * math.tanh(now["cell"])
    elif cell == "gru":
        now["hidden"] = (1 - now["update_gate"]) * now["candidate"] + now["update_gate"] * before["hidden"]
    elif cell == "mgu":
        now["hidden"] = (1 - now["forget_gate"]) * before["hidden"] + now["forget_gate"] * now["candidate"]
    elif cell == "rnn-sigmoid":
        now["hidden"] = abs(now["hidden"])
    return replace(scene, lines=tuple(replace(line, at_cursor=now[line.trace]) for line in scene.lines))


@pytest.mark.parametrize("value", [1.0, -1.0, 0.0, 0.99999999])
def test_a_saturated_unit_has_an_equation(value):
    scene = scenes.unit(scenes.numeric("rnn"))
    scene = replace(scene, lines=(replace(scene.lines[0], at_cursor=value),))
    assert "tanh(" in equations(scene)[0][1]
    assert "max(0" in equations(replace(scene, cell="rnn-relu"))[0][1]


def test_a_missing_trace_means_no_equation():
    scene = scenes.unit(scenes.numeric("lstm"))
    assert equations(replace(scene, lines=scene.lines[:2])) == ()


@pytest.mark.parametrize("height", [300, 502, 1300])
@pytest.mark.parametrize("count", [1, 4, 6])
def test_slots_do_not_overlap(height, count):
    made = slots(232, height, count, 90)
    assert made[0].name.top() == HEAD
    for slot in made:
        assert not slot.name.intersects(slot.curve)
        assert not slot.value.intersects(slot.curve)
    assert all(max(one.curve.bottom(), one.value.bottom()) <= two.name.top() for one, two in pairwise(made))
    if height >= 502:
        assert made[-1].curve.bottom() + 90 <= height
        assert all(slot.curve.height() >= COMFORT for slot in made)


def test_a_level_grows_at_once_and_shrinks_late():
    levels, scene = HeldLevels(), scenes.unit(scenes.numeric("lstm"))
    hidden = next(line for line in scene.lines if line.trace == "hidden")

    def high(peak, unit=scene.unit):
        line = replace(hidden, values=np.array([0, -peak, np.nan]), others=())
        return levels.of(replace(scene, unit=unit), line).high

    assert [high(peak) for peak in (0.03, 0.06, 0.9, 0.4, 0.33, 0.19)] == [0.05, 0.1, 1, 1, 0.5, 0.5]
    assert high(0.03, unit=scene.unit + 1) == 0.05
    assert high(1e-9) == 0.01
    gate = next(line for line in scene.lines if line.trace == "forget_gate")
    assert levels.of(scene, gate) == gate


@pytest.mark.parametrize("cell", Cell)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_it_is_drawn_in_both_themes(view, qapp, cell, name):
    theme.apply(qapp, name)
    view.draw(None)
    empty = view.grab().toImage()
    view.draw(scenes.unit(scenes.numeric(cell)))
    image = view.grab().toImage()
    assert image != empty
    assert image.pixelColor(3, 3).name() == theme.current().panel
    accent = theme.current().accent
    assert any(image.pixelColor(x, y).name() == accent for x in range(232) for y in range(60, 200))
    theme.apply(qapp, "light")


def test_one_step_of_one_unit(view):
    view.draw(scenes.unit(scenes.numeric("lstm", 1, 1)))
    assert not view.grab().toImage().isNull()


def test_a_space_is_named_visibly(view):
    scene = scenes.text()
    at = scene.labels.index(" ")
    view.draw(scenes.unit(replace(scene, t=at)))
    spaced = view.grab().toImage()
    view.draw(scenes.unit(replace(scene, t=at, labels=tuple("x" * scene.length))))
    assert spaced != view.grab().toImage()


def test_a_hidden_panel_does_not_paint(qtbot):
    view = UnitView()
    qtbot.addWidget(view)
    seen = []
    view.present = seen.append
    view.draw(scenes.unit(scenes.numeric()))
    newest = scenes.unit(scenes.numeric(t=3))
    view.draw(newest)
    assert seen == []
    view.show()
    assert seen == [newest]
