"""The page of the first minute: pictures of the samples, recent files, what a crash left, and one click that trains."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Recurrent
from gatescope.engine.protocol import messages as m
from gatescope.gui.look import theme
from gatescope.gui.look.painting import painting
from gatescope.gui.memory import files
from gatescope.gui.panels.start.before_pictures import Waiting
from gatescope.gui.panels.start.gallery import Gallery, moved
from gatescope.gui.panels.start.page import Start
from gatescope.gui.panels.start.samples import SAMPLES, sample
from gatescope.gui.panels.start.sketch_paint import paint_sketch
from gatescope.gui.panels.start.sketches import Depth, Lines, SketchCurve, sketch

# ---- recent files ----------------------------------------------------------------------------------------------------


def test_recent_files_come_newest_first_and_each_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.csv" for i in range(8)]
    text = ""
    for path in [*paths, paths[3]]:
        path.touch()
        text = files.with_recent(text, str(path))
    found = files.recent(text)
    assert found[:2] == (str(paths[3]), str(paths[7]))
    assert len(found) == files.RECENT_MOST == len(set(found))
    paths[3].unlink()
    assert str(paths[3]) not in files.recent(text)


def test_saved_sessions_are_remembered_beside_the_files_and_not_looked_for(tmp_path: Path) -> None:
    data, session = tmp_path / "a.csv", tmp_path / "b.gatescope"
    for path in (data, session):
        path.touch()
    both = files.with_recent(files.with_recent("", str(data)), str(session))  # as it was kept before
    assert (files.data_files(both), files.sessions(both)) == ((str(data),), (str(session),))
    text = ""
    for path in [f"/gone/{at}.gatescope" for at in range(30)] + ["/gone/7.gatescope"]:
        text = files.with_session(text, path)
    found = files.sessions(text)
    assert found[:2] == ("/gone/7.gatescope", "/gone/29.gatescope")
    assert len(found) == files.SESSIONS_MOST == len(set(found))


@pytest.mark.parametrize("text", ["", "nonsense", "{}", "[1, null]", json.dumps(["\0"])])
def test_a_damaged_list_is_empty(text: str) -> None:
    assert files.recent(text) == files.sessions(text) == ()


# ---- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [each.id for each in SAMPLES])
def test_every_sample_has_a_picture(id: str) -> None:
    expected = {"brackets": Depth, "remember": Lines, "lighthouse": Lines, "postman": Lines}.get(id, SketchCurve)
    assert isinstance(sketch(sample(id).path), expected)


def test_the_pictures_are_the_samples_own() -> None:
    airline = sketch(sample("airline").path)
    assert isinstance(airline, SketchCurve)
    assert (len(airline.values), airline.values[0], airline.values[-1]) == (144, 112, 432)
    brackets = sketch(sample("brackets").path)
    assert isinstance(brackets, Depth)
    assert list(brackets.depth) == list(np.cumsum([1 if b == "(" else -1 for b in brackets.text]))
    adding = sketch(sample("adding").path)
    assert isinstance(adding, SketchCurve)
    assert adding.stems is not None
    assert adding.values[39] == pytest.approx(sum(adding.stems[t] for t in adding.marks[:2]))


@pytest.fixture
def gallery(qtbot: QtBot, qapp: QApplication) -> Gallery:
    theme.apply(qapp, "light")
    made = Gallery()
    qtbot.addWidget(made)
    made.resize(1232, 420)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_every_card_is_painted_and_says_what_one_will_see(gallery: Gallery) -> None:
    for card in gallery.cards:
        image = card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint32)
        assert len(np.unique(pixels)) > 20, card.sample.id
        assert card.accessibleDescription() == card.sample.promise


def test_arrows_move_among_the_cards_and_enter_chooses(gallery: Gallery, qtbot: QtBot) -> None:
    gallery.cards[0].setFocus()
    qtbot.waitUntil(gallery.cards[0].hasFocus)
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 5), (Qt.Key.Key_Left, 4), (Qt.Key.Key_Left, 4)):
        qtbot.keyClick(gallery.focusWidget(), key)
        assert gallery.focusWidget() is gallery.cards[at]
    with qtbot.waitSignal(gallery.chosen) as caught:
        qtbot.keyClick(gallery.cards[4], Qt.Key.Key_Return)
    assert caught.args == [gallery.cards[4].sample.id]


def test_one_stays_on_the_grid_at_its_edges() -> None:
    assert [moved(0, -1, 0, 8, 4), moved(7, 1, 1, 8, 4), moved(5, 1, 0, 6, 4), moved(3, 1, 0, 6, 4)] == [0, 7, 5, 5]


# ---- what else can be opened -----------------------------------------------------------------------------------------


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Start:
    theme.apply(qapp, "light")
    made = Start(QAction("Open…", qapp))
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    return made


def press(start: Start, qtbot: QtBot, text: str) -> None:
    def seen() -> list[QPushButton]:
        return [b for b in start.findChildren(QPushButton) if b.text() == text and b.isVisible()]

    qtbot.waitUntil(lambda: bool(seen()))  # the layout shows what is new with the next event
    seen()[0].click()


def test_what_a_crash_left_is_recovered_or_discarded(start: Start, qtbot: QtBot) -> None:
    left = [m.Recoverable(path=f"/{name}", name=name, steps=7, modified=when) for name, when in (("a", 1), ("b", 2))]
    start.show_recoverable(left)
    assert [each.name for each in start.recoverable] == ["b", "a"]
    with qtbot.waitSignal(start.discard_chosen) as caught:
        press(start, qtbot, "Discard")
    assert caught.args == ["/b"]
    assert [each.name for each in start.recoverable] == ["a"]
    with qtbot.waitSignal(start.recover_chosen) as caught:
        press(start, qtbot, "Recover")
    assert caught.args == ["/a"]


def test_a_recent_file_opens_with_one_click(start: Start, qtbot: QtBot) -> None:
    start.show_recent(["/data/mine.csv"])
    with qtbot.waitSignal(start.file_chosen) as caught:
        press(start, qtbot, "mine.csv")
    assert caught.args == ["/data/mine.csv"]


def test_the_way_back_is_offered_only_where_there_is_one(start: Start, qtbot: QtBot) -> None:
    start.show_way_back("air.csv")
    with qtbot.waitSignal(start.back_chosen):
        qtbot.keyClick(start, Qt.Key.Key_Escape)
    start.show_way_back("")
    with qtbot.assertNotEmitted(start.back_chosen):
        qtbot.keyClick(start, Qt.Key.Key_Escape)


def test_words_and_pictures_have_room_in_letters_of_any_size(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT)
    waiting = Waiting(QAction())
    qtbot.addWidget(waiting)
    waiting.show_data("a file with a name", Recurrent())
    waiting.resize(900, 600)
    waiting.show()
    box, drawn = QRectF(0, 0, 260, 170), []
    for sized, presented in ((1.0, 1.0), (1.25, 1.0), (1.0, 1.5)):
        theme.enlarge(qapp, presented)
        theme.size(qapp, sized)
        assert waiting._text.minimumHeight() >= waiting._text.heightForWidth(waiting._text.width())
        with painting(image := QImage(260, 170, QImage.Format.Format_RGB32)) as painter:
            painter.fillRect(box, QColor("white"))
            paint_sketch(painter, box, sketch(sample("postman").path))
        drawn.append(image)
    assert drawn[0] == drawn[1] == drawn[2], "the lines of a picture stand as close whatever letters are"
