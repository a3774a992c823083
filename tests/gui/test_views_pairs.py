"""The list of pairs with their answers: what is wrong first, what is wrong marked, and a click looks at a pair."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.analysis import PairAnswer
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.gui.help.pictures import HelpPicture
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.panels.runs.list_rows import measure_of, run_row
from gatescope.gui.views.pairs.scene import PAIRS, PairsChoice, PairsScene, as_probe, pairs_numbers, resolve_pairs
from gatescope.gui.views.pairs.view import PairsView, _top

RIGHT = PairAnswer(start=0, length=4, source="1+2", truth=("3",), said=("3",))
WRONG = PairAnswer(start=4, length=3, source="5+7", truth=("1", "2"), said=("1", "3", "4"), wrong=(1, 2))


@pytest.fixture
def view(qtbot: QtBot) -> PairsView:
    made = PairsView()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.draw(PairsScene((WRONG, RIGHT), 1, wrong_first=True))
    made.grab()
    return made


def test_what_is_wrong_comes_first_or_all_as_it_stands() -> None:
    state, store = HelpPicture("translate", PAIRS).known()
    first, plain = resolve_pairs(state, store), resolve_pairs(state.choose(PairsChoice(wrong_first=False)), store)
    assert first is not None
    assert plain is not None
    wrong = [len(pair.wrong) for pair in first.pairs]
    assert wrong == sorted(wrong, reverse=True)
    starts = [pair.start for pair in plain.pairs]
    assert starts == sorted(starts)
    assert set(first.pairs) == set(plain.pairs)
    assert plain.pairs[plain.at].start == store.runs[1].info.validation_probe.start  # the probe is told


def test_a_click_looks_at_a_pair_and_another_turns_the_order(view: PairsView, qtbot: QtBot) -> None:
    second = QPoint(20, round(_top(view.scene, 1)) + 4)
    assert view.pair_at(QPointF(second)) == 1
    with qtbot.waitSignal(view.pair_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=second)
    assert chosen.args == [as_probe(RIGHT)] == [Probe(part=Part.VALIDATION, start=0, length=4)]
    in_order = next(box for box, first in view._orders if not first)
    with qtbot.waitSignal(view.order_chosen) as turned:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=in_order.center().toPoint())
    assert turned.args == [False]


def test_the_keys_go_through_them(view: PairsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pair_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Up)
    assert chosen.args == [as_probe(WRONG)]
    with qtbot.waitSignal(view.pair_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert chosen.args == [as_probe(RIGHT)]


def test_wrong_letters_are_red_and_underlined_and_the_truth_stands_below(
    view: PairsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(
        Canvas, "write", lambda self, _box, text, ink, _flags=0, font=None: said.append((text, ink, font.underline()))
    )
    view.update()
    view.grab()
    letters = [(text, underlined) for text, _, underlined in said if text in ("1", "3", "4")]
    assert letters == [("1", False), ("3", True), ("4", True), ("3", False)]
    texts = [text for text, _, _ in said]
    assert {"12", "2 wrong", "✓", "1 of 2 right"} <= set(texts)
    assert len({ink for text, ink, _ in said if text == "3"}) == 2


def test_its_numbers_are_a_row_a_pair(view: PairsView) -> None:
    assert view.scene is not None
    table = pairs_numbers(view.scene, None).table  # type: ignore[arg-type]
    assert table["source"].tolist() == ["5+7", "1+2"]
    assert table["answer"].tolist() == ["134", "3"]
    assert table["wrong"].tolist() == [2, 0]


def test_a_run_says_how_right_its_answers_are() -> None:
    _, store = HelpPicture("translate", PAIRS).known()
    record = store.runs[1]
    record.validation_errors.append(np.array([[0.028], [0.029]]))
    assert record.slips == (0.028, 0.029)
    assert record.errors == ((), ())
    told = run_row(record).note.split("\n")
    assert "letters right 97.2 %" in told
    assert "character error rate 2.9 %" in told
    assert measure_of(record, None).share
