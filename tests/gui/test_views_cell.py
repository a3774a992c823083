"""The cell opened and unrolled: its drawing, its equations in numbers, its keys."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from gatescope.engine.config.cells import Cell
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.look import theme
from gatescope.gui.look.painting import painting
from gatescope.gui.views.cell.diagrams import DIAGRAMS, HIGH, WIDE, in_order
from gatescope.gui.views.cell.paint import CellPainter
from gatescope.gui.views.cell.steps import WORDS, told
from gatescope.gui.views.cell.view import CellView, broken
from gatescope.gui.views.unit.worked import inverse_tanh, logit, plain
from gatescope.gui.views.unrolled import view as unrolled
from gatescope.gui.views.unrolled.view import UnrolledView
from tests.gui import analysis_scenes as made

CELLS = list(Cell)


@pytest.fixture
def show(qtbot, qapp):
    theme.apply(qapp, "light")

    def shown(view, scene):
        qtbot.addWidget(view)
        view.resize(232, 440)
        view.show()
        view.draw(scene)
        return view

    return shown


# ---- the cell -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", CELLS)
def test_a_diagram_lies_within_its_paper_and_every_step_lights_something(cell):
    diagram = DIAGRAMS[cell]
    points = [p for wire in diagram.wires for p in wire.points] + [n.at for n in diagram.nodes]
    points += [tag.at for tag in diagram.tags]
    assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in points)
    for step in range(1, diagram.count + 1):
        assert any(step in wire.steps for wire in diagram.wires)
        assert any(step in tag.steps for tag in diagram.tags)
    gates = {node.trace for node in diagram.nodes if node.trace}
    assert gates == {trace for trace in made.cell(cell).now if trace.gate or trace is Trace.CANDIDATE}


@pytest.mark.parametrize("cell", CELLS)
def test_every_equation_holds_in_numbers(cell):
    """Read back from the text, both sides of every line agree to the digits that are shown."""
    scene, lines = made.cell(cell), 0
    for step in range(DIAGRAMS[cell].count + 1):
        words = told(scene, step)
        assert words.title
        assert words.sentence.endswith((".", "?"))
        for line in words.numbers.splitlines():
            sides = [side for side in re.split(" = ", line) if not re.fullmatch(r"[a-z₋₁ ·]+", side.strip())]
            values = [evaluated(side) for side in sides]
            assert all(value == pytest.approx(values[-1], abs=6e-3) for value in values)
            lines += len(values) > 1
    assert lines >= (0 if cell is Cell.RNN_LINEAR else 1 if cell.startswith("rnn") else 3)


def evaluated(side):
    side = side.replace("−", "-").replace("·", "*").replace("∞", "inf").replace("σ", "sigma")
    names = {"tanh": math.tanh, "max": max, "inf": math.inf, "sigma": lambda x: 1 / (1 + math.exp(-x))}
    return eval(re.sub(r"\+(?=\d)", "", side) if " + " not in side else side, names)


@pytest.mark.parametrize("value", [0.0, 1.0, 0.5, 1e-9])
def test_what_a_gate_was_given_is_found_from_it(value):
    given = logit(value)
    assert 1 / (1 + math.exp(-max(given, -700))) == pytest.approx(value, abs=1e-12)
    assert math.tanh(inverse_tanh(2 * value - 1)) == pytest.approx(2 * value - 1)


@pytest.mark.parametrize("cell", CELLS)
def test_keys_move_through_time_and_through_the_steps(show, qtbot, cell):
    scene = made.cell(cell)
    view = show(CellView(), scene)
    with qtbot.waitSignal(view.t_moved) as moved:
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert moved.args == [scene.t - 1]
    with qtbot.waitSignal(view.t_moved) as moved:
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert moved.args == [scene.t + 1]
    for step in range(7):
        QTest.keyClick(view, Qt.Key(Qt.Key.Key_0 + step))
        assert view.step == min(step, DIAGRAMS[cell].count)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_without_a_drawing_of_its_own_is_told_by_its_equations(cell):
    diagram = in_order(cell)
    assert diagram.count == len(cell.equations)
    assert {node.trace for node in diagram.nodes} == set(cell.equations) - {Trace.CELL, Trace.HIDDEN}
    if cell not in WORDS:
        told_by = [told(made.cell(cell), step).equation for step in range(1, diagram.count + 1)]
        assert told_by == [plain(equation) for equation in cell.equations.values()]
        assert "t−1" not in "".join(told_by)


def test_a_drawing_in_order_shows_peepholes_and_what_each_gate_makes():
    wires = {wire.points: wire.steps for wire in in_order(Cell.LSTM_PEEPHOLE).wires}
    steps = {trace: at + 1 for at, trace in enumerate(Cell.LSTM_PEEPHOLE.equations)}
    boxes = {node.trace: node.at for node in in_order(Cell.LSTM_PEEPHOLE).nodes}
    seen = {trace for trace, (x, y) in boxes.items() if ((x - 3, 28.0), (x - 3, y - 4)) in wires}
    assert seen == {Trace.FORGET_GATE, Trace.INPUT_GATE, Trace.OUTPUT_GATE}
    ends = {trace: next(p[1][1] for p in wires if p[0] == (x, y - 4)) for trace, (x, y) in boxes.items()}
    assert ends.pop(Trace.OUTPUT_GATE) < min(ends.values())  # it makes the state, the others the cell state
    x = boxes[Trace.FORGET_GATE][0]
    assert wires[(x, 46.0), (x, 30.0)] == {steps[Trace.CELL], steps[Trace.FORGET_GATE]}
    forget, candidate = (node.at for node in in_order(Cell.MGU).nodes)
    assert any(w.points == ((forget[0] + 5, 50.0), (candidate[0] - 5, 50.0)) for w in in_order(Cell.MGU).wires)


def test_time_ends_at_the_ends(show, qtbot):
    view = show(CellView(), made.cell(t=0))
    with qtbot.assertNotEmitted(view.t_moved):
        view.move_by(-1)
    view.draw(made.cell(t=58))
    with qtbot.assertNotEmitted(view.t_moved):
        view.move_by(1)


def test_every_step_is_another_picture(show):
    view = show(CellView(), made.cell())
    seen = []
    for step in range(6):
        view.tell(step)
        image = view.grab().toImage()
        assert image not in seen
        seen.append(image)


def test_a_cell_with_fewer_steps_goes_back_to_the_whole(show):
    view = show(CellView(), made.cell())
    view.tell(5)
    view.draw(made.cell("rnn"))
    assert view.step == 0
    assert view._buttons[3].isVisible()
    assert not view._buttons[4].isVisible()


@pytest.mark.parametrize(("read", "said"), [("\n", "x = ↵"), (" ", "x = ␣"), ("n", "x = n"), ("", "x")])
def test_what_cannot_be_seen_is_made_visible_in_the_drawing(qapp, read, said):
    with painting(image := QImage(300, 228, QImage.Format.Format_RGB32)) as painter:
        scene = replace(made.cell(), x=read)
        drawing = CellPainter(Canvas(painter, theme.current()), QRectF(0, 0, 300, 228), scene, 0)
        tag = next(tag for tag in DIAGRAMS[scene.cell].tags if tag.trace is None)
        assert drawing._text(tag) == said
    assert not image.isNull()


@pytest.mark.parametrize("width", [8, 20, 40, 200])
def test_a_long_equation_is_broken_and_nothing_of_it_lost(width):
    line = "0.802 · −0.145 + 0.774 · +0.121 = −0.023"
    parts = broken(line, lambda text: len(text) <= width)
    assert " ".join(part.strip() for part in parts) == line
    assert all(part.strip()[0] in "+=" for part in parts[1:])
    assert (len(parts) == 1) is (width >= len(line))


# ---- unrolled -------------------------------------------------------------------------------------------------------


def test_lines_are_as_thick_as_what_they_carry():
    widths = [unrolled.gradient_width(10.0**-k, 1.0) for k in range(8)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == unrolled.THICKEST
    assert unrolled.gradient_width(0.0, 1.0) == 0.0
    assert unrolled.gradient_width(math.nan, 1.0) == 0.0
    assert unrolled.activity_width(0.0) < unrolled.activity_width(0.5) < unrolled.activity_width(1.0)
    assert unrolled.activity_width(40.0) == unrolled.activity_width(1.0)


def test_folding_brings_all_copies_together():
    apart, together = unrolled.columns(232, 6, 0.0), unrolled.columns(232, 6, 1.0)
    assert np.diff(apart).min() > 20
    assert together == [116.0] * 6


def test_it_folds_into_the_loop_and_back(show, qtbot):
    view = show(UnrolledView(), made.unrolled())
    drawing = view.rect().adjusted(0, unrolled.HEAD, 0, 0)
    open_ = view.grab(drawing).toImage()
    view._fold.setChecked(True)
    qtbot.waitUntil(lambda: view._folded == 1.0)
    assert view.grab(drawing).toImage() != open_
    view._fold.setChecked(False)
    qtbot.waitUntil(lambda: view._folded == 0.0)
    assert view.grab(drawing).toImage() == open_


def test_a_click_on_a_copy_goes_there(show, qtbot):
    scene = made.unrolled()
    view = show(UnrolledView(), scene)
    at = QPointF(unrolled.columns(232, 6, 0.0)[1], 130).toPoint()
    with qtbot.waitSignal(view.t_moved) as moved:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert moved.args == [scene.first + 1]
