"""A text's way into its network: a token is the same one in every stage, and who does not look pays nothing."""

import io
import unicodedata

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gatescope.engine.config.run import DataConfig, Kind, Level, RunConfig
from gatescope.engine.protocol.base import About, Slot
from gatescope.engine.protocol.messages import Failed, RunState, StagesRequest, StagesTold
from gatescope.engine.protocol.runs import Medium
from gatescope.gui.controllers import shelves
from gatescope.gui.controllers.board import Board
from gatescope.gui.exporting import arrays as export_arrays
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.views.pipeline.paint import NAMES, TOKEN, arranged
from gatescope.gui.views.pipeline.scene import PIPELINE, PipelineScene, arrays, held, scene_of, spans_of, table
from gatescope.gui.views.pipeline.view import PipelineView
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.spec import Place
from tests.gui import fake_engine as fake
from tests.gui.task_scenes import SENTENCES, stages

TEXTS = st.text(alphabet="abc 한글값 \n😀é", max_size=30).map(lambda text: unicodedata.normalize("NFC", text))


# ---- the scene -----------------------------------------------------------------------------------------------------


@given(TEXTS, st.sampled_from([Level.BYTE, Level.JAMO, Level.CODE_POINT]))
def test_the_tokens_of_a_text_stand_for_its_characters_in_order(text, level):
    cut = {
        Level.BYTE: lambda: [f"{byte:02x}" for byte in text.encode()],
        Level.JAMO: lambda: list(unicodedata.normalize("NFD", text)) if "é" not in text else None,
        Level.CODE_POINT: lambda: list(text),
    }[level]()
    if cut is None:
        return  # a letter and its accent are one token, and NFD knows two
    spans = spans_of(text, tuple(cut), level)
    assert len(spans) == len(cut)
    assert all(first < end for first, end in spans)
    if level is Level.CODE_POINT:
        assert "".join(text[first:end] for first, end in spans) == text
    else:
        assert [first for first, _ in spans] == sorted(first for first, _ in spans)
        assert {at for first, end in spans for at in range(first, end)} == set(range(len(text)))


def test_what_cannot_be_found_again_is_not_guessed():
    assert spans_of("the sea", ("the", "▁sea"), Level.SUBWORD) == ()
    assert spans_of("the sea", ("the", " ", "sea"), Level.WORD) == ((0, 3), (3, 4), (4, 7))


def test_colours_keep_their_meaning_while_it_is_the_same_run():
    large = scene_of(msgspec.structs.replace(stages(), embedding=np.full((20, 3), 3.7, np.float32)), Level.WORD, "1")
    small = msgspec.structs.replace(stages(), embedding=np.full((20, 3), 0.19, np.float32))
    assert large.bound == 5
    assert held(scene_of(small, Level.WORD, "1"), large).bound == 5
    assert held(scene_of(small, Level.WORD, "2"), large).bound == 0.2


def test_no_sentence_no_picture():
    nothing = msgspec.structs.replace(stages(), sentences=(), prepared=(), tokens=(), ids=np.zeros((0, 0), np.int64))
    assert scene_of(nothing, Level.WORD) is None


def test_the_dense_vectors_are_the_rows_of_the_embedding():
    scene = scene_of(stages(), Level.CODE_POINT, "1")
    ids = scene.stages.ids[2, 3:7]
    np.testing.assert_array_equal(scene.dense(2, 3, 4), scene.stages.embedding[ids])
    assert len(scene.dense(1, 5, 10)) == len(SENTENCES[1]) - 5  # padding has no vector
    assert scene_of(stages(width=0), Level.CODE_POINT).dense(0, 0, 3) is None


def test_exports_hold_ids_tokens_and_vectors():
    scene = scene_of(stages(), Level.CODE_POINT, "1")
    found = np.load(io.BytesIO(export_arrays.npz(arrays(scene))), allow_pickle=False)
    np.testing.assert_array_equal(found["ids"], scene.stages.ids)
    np.testing.assert_array_equal(found["embedding"], scene.stages.embedding)
    assert "".join(found["tokens"][1]) == SENTENCES[1]
    lines = export_arrays.csv(table(scene)).decode("utf-8-sig").splitlines()
    assert lines[0].replace('"', "").startswith("sentence,place,token,id,embedding.0")
    assert len(lines) == 1 + sum(map(len, SENTENCES))


# ---- the view ------------------------------------------------------------------------------------------------------


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light")
    made = PipelineView()
    qtbot.addWidget(made)
    made.resize(834, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def drawn(view: PipelineView, scene: PipelineScene | None):
    view.draw(scene)
    return view.grab().toImage()


def test_the_token_that_is_pointed_at_is_marked_in_every_stage(view, qtbot):
    drawn(view, scene_of(stages(), Level.CODE_POINT, "1"))
    plain = view.grab().toImage()
    chip = next(place for place in view.place_of((1, 2)) if place[3] < 30 and place[2] < 60)
    QTest.mouseMove(view, QPoint(int(chip[0] + 3), int(chip[1] + 3)))
    qtbot.waitUntil(lambda: view.focus == (1, 2))
    image = view.grab().toImage()
    changed = [place for place in view.place_of((1, 2)) if place[2] < 60]
    assert len(changed) == 3  # token, id, cell of the batch; the rows of the vectors are wider
    for x, y, wide, tall in changed:
        box = (int(x) + 1, int(y) + 1, max(int(wide) - 2, 1), max(int(tall) - 3, 1))
        assert image.copy(*box) != plain.copy(*box)
    QTest.mouseMove(view, QPoint(5, 5))
    qtbot.waitUntil(lambda: view.focus == (0, 0))


def test_keys_and_clicks_choose_a_token(view, qtbot):
    drawn(view, scene_of(stages(), Level.CODE_POINT, "1"))
    for key, where in (
        (Qt.Key.Key_Right, (0, 1)),
        (Qt.Key.Key_Down, (1, 1)),
        (Qt.Key.Key_End, (1, len(SENTENCES[1]) - 1)),
        (Qt.Key.Key_Home, (1, 0)),
        (Qt.Key.Key_Up, (0, 0)),
        (Qt.Key.Key_Left, (0, 0)),
    ):
        qtbot.keyClick(view, key)
        assert view.focus == where
    view.grab()
    x, y, wide, tall = view.place_of((2, 4))[0]
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(x + wide / 2), int(y + tall / 2)))
    assert view.focus[0] == 2


def test_one_cell_of_each_one_hot_strip_is_lit_at_its_id(view):
    """The strip is as wide as the vocabulary: the lit cell of id k lies at k / V of it."""
    scene = scene_of(stages(width=0), Level.CODE_POINT, "1")
    image = drawn(view, scene)
    rows = [(box, which) for box, which in view._painter.places if box.width() > 600 and box.height() < 16]
    assert len(rows) >= 5
    hover, strips = theme.current().hover, []
    for box, which in rows:
        y = int(box.y() + box.height() / 2) - 1
        ground = [x for x in range(NAMES + TOKEN, 600) if image.pixelColor(x, y).name() == hover]
        lit = [x for x in range(NAMES + TOKEN, ground[-1]) if image.pixelColor(x, y).lightness() < 150]
        wide = (ground[-1] + 1 - NAMES - TOKEN) / scene.stages.vocabulary
        strips.append((lit[0] - NAMES - TOKEN) / wide - scene.stages.ids[which])
        assert len(lit) == pytest.approx(max(wide, 3), abs=1.5)
    np.testing.assert_allclose(strips, 0, atol=0.2)


def test_padding_is_not_drawn_as_a_token(view):
    scene = scene_of(stages(), Level.CODE_POINT, "1")
    drawn(view, scene)
    cells = [which for _, which in view._painter.places]
    assert all(at < len(SENTENCES[row]) for row, at in cells)
    assert scene.padding == pytest.approx((scene.stages.ids < 0).mean())


@pytest.mark.parametrize("size", [(320, 240), (500, 380), (834, 420), (1600, 1100)])
@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("level", [Level.CODE_POINT, Level.WORD])
def test_it_fits_into_any_window(view, qapp, size, name, level):
    theme.apply(qapp, name)
    view.resize(*size)
    many = tuple(f"sentence {at} " + "of a very long text " * at for at in range(8))
    scene = scene_of(stages(24, many, level), level, "1")
    drawn(view, scene)
    view.choose(7, 10**6)
    image = view.grab().toImage()
    assert not image.isNull()
    assert all(box.right() <= size[0] for box, _ in view._painter.places)
    assert arranged(size[1], scene).sentences >= 1


def test_before_anything_is_told_it_says_what_will_appear(view):
    assert drawn(view, None) != drawn(view, scene_of(stages(), Level.CODE_POINT, "1"))


# ---- when it is asked for ------------------------------------------------------------------------------------------


class Bridge(EngineBridge):
    """Notes what is sent, and takes what a test has the engine say."""

    def __init__(self) -> None:
        super().__init__(("nobody",))
        self.sent: list[StagesRequest] = []

    def send(self, message) -> bool:
        if isinstance(message, StagesRequest):
            self.sent.append(message)
        return True


TEXT = RunConfig(data=DataConfig(kind=Kind.TEXT))
ENDS = {"input": Medium.SYMBOLS, "output": Medium.SYMBOLS}


class Page:
    """The middle of the window, its board, and a clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.conductor = Conductor(Bridge())
        self.sent = self.conductor.bridge.sent
        store = self.conductor.store
        store.ready = fake.m.Ready(protocol=1, torch="2", device=fake.DEVICE, devices=(), threads=1)
        store.take_run(fake.info(1, config=TEXT, state=RunState.TRAINING, **ENDS))
        self.board = Board(self.conductor, [spec for spec in VIEWS if spec.place is Place.MIDDLE])
        self.board._pace._clock = lambda: self.now
        self.tabs = self.board.shelf(Place.MIDDLE, shelves.middle).tabs
        self.conductor.change(run=1)

    @property
    def scene(self):
        return self.board.views[PIPELINE].scene

    def tell(self) -> None:
        self.conductor.bridge._dispatch(StagesTold(run=1, stages=stages()))
        self.tick()

    def tick(self) -> None:
        for calm in (False, True):
            self.board.tick(calm)


@pytest.fixture
def page(qtbot, qapp):
    theme.apply(qapp, "light")
    made = Page()
    qtbot.addWidget(made.tabs)
    made.tabs.resize(800, 500)
    made.tabs.show()
    qtbot.waitExposed(made.tabs)
    yield made
    made.conductor.bridge.deleteLater()


def test_hidden_it_asks_for_nothing(page):
    page.tick()
    assert page.sent == []
    page.board.show(PIPELINE)
    assert page.sent == [StagesRequest(run=1)]
    page.tell()
    assert page.scene.stages.tokens[1] == tuple(SENTENCES[1])
    page.board.show(STACK)
    page.conductor.store.runs[1].keyframes = (0, 1, 2)
    page.now = 9.0
    page.tick()
    assert len(page.sent) == 1


def test_it_is_asked_again_after_a_keyframe_and_no_oftener_than_said(page):
    record = page.conductor.store.runs[1]
    page.board.show(PIPELINE)
    page.tell()
    page.now = 0.9
    page.tick()
    assert len(page.sent) == 1  # nothing is new
    for step in (8, 16, 24):
        record.keyframes = (0, step)
        page.tick()
    assert len(page.sent) == 1  # too early
    page.now = 1.1
    page.tick()
    assert len(page.sent) == 2
    record.keyframes = (0, 32)
    page.now = 9.0
    page.tick()
    assert len(page.sent) == 2  # one at a time
    page.now = 10.1
    page.tell()
    assert len(page.sent) == 3


def test_a_refusal_is_not_asked_for_ever(page):
    page.board.show(PIPELINE)
    page.conductor.bridge._dispatch(Failed(about=About.FRAME, fault="run-unknown", facts={}, slot=Slot("stages")))
    page.now = 9.0
    page.tick()
    assert len(page.sent) == 1


def test_where_numbers_go_in_there_is_nothing_to_turn_to(page):
    page.board.show(PIPELINE)
    assert not page.tabs.strip.isHidden()
    conductor = page.conductor
    conductor.store.take_run(fake.info(2))
    conductor.select(2)
    assert page.tabs.strip.isHidden()
    assert page.tabs.front == STACK
    page.board.show(PIPELINE)
    assert page.tabs.front == STACK
