"""The help shows a picture of each view when all is well and one when it is not, and what is ill really is."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Cell
from gatescope.engine.findings.rules import find
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import Frame, Trace
from gatescope.gui.help.drawn import image_of
from gatescope.gui.help.panel import HelpPanel
from gatescope.gui.help.pictures import FINDINGS, PICTURES, HelpPicture
from gatescope.gui.help.recordings import RUN, recording, unpacked
from gatescope.gui.look import language, theme
from gatescope.gui.scenes.findings import evidence_of
from gatescope.gui.views.cost.scene import CostScene
from gatescope.gui.views.pairs.scene import PairsScene
from gatescope.gui.views.pipeline.scene import UNKNOWN, PipelineScene
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.entries import Topic

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

RULES = {
    "stuck": "saturated",
    "stuck-gru": "saturated",
    "stuck-text": "saturated",
    "stuck-classes": "saturated",
    "open": "saturated",
    "walk": "naive",
    "overfitting": "overfitting",
    "forgetful": "vanishing",
    "exploding": "exploding",
    "clipped": "clipped",
}
"""What has to be found of each recording that is ill, by the rule that tells it in the window."""
MEASURED = ("beyond", "unknown", "costly", "idle", "unread")  # for which there is no rule
WELL = sorted({well.recording for well, _ in PICTURES.values()})


def found(name: str) -> list[str]:
    state, store = HelpPicture(name, FINDINGS).known()
    evidence = evidence_of(state, store)
    assert evidence is not None
    return [each.rule for each in find(evidence)]


def test_every_view_that_is_explained_has_both_pictures() -> None:
    assert set(PICTURES) == set(Topic)
    assert {ill.recording for _, ill in PICTURES.values()} == {*RULES, *MEASURED}
    assert not {*WELL} & {*RULES, *MEASURED}


@pytest.mark.parametrize("name", WELL)
def test_nothing_is_found_of_a_recording_that_is_well(name: str) -> None:
    assert found(name) == []


@pytest.mark.parametrize(("name", "rule"), RULES.items())
def test_what_is_ill_is_found_by_its_rule(name: str, rule: str) -> None:
    assert rule in found(name)


# ---- what the words say, where no rule speaks of it ------------------------------------------------------------------


def scenes(topic: Topic) -> tuple[object, object]:
    well, ill = PICTURES[topic]
    return well.scene(), ill.scene()


def inputs(scene: object) -> np.ndarray:
    assert isinstance(scene, StackScene)
    assert scene.forecast is not None
    return scene.forecast.inputs


def test_the_series_leaves_the_range_of_its_training_part() -> None:
    for picture, leaves in zip(PICTURES[Topic.INPUT], (False, True), strict=True):
        played = recording(picture.recording)
        (series,) = (answer.info.preview for _, answer in played.pairs if isinstance(answer, m.DataOpened))
        first, end = played.run.training_rows
        known = series[first:end]
        assert (inputs(picture.scene()).max() > known.max() + np.ptp(known)) == leaves


def test_unknown_tokens_are_few_or_many() -> None:
    well, ill = scenes(Topic.PIPELINE)
    assert isinstance(well, PipelineScene)
    assert isinstance(ill, PipelineScene)
    shares = [float((each.stages.ids == UNKNOWN).sum() / (each.stages.ids >= 0).sum()) for each in (well, ill)]
    assert shares[0] == 0
    assert shares[1] > 0.2
    assert well.padding < 0.5


def test_what_is_written_is_looked_for_and_answers_are_right_or_not() -> None:
    well, ill = scenes(Topic.ANSWERS)
    assert isinstance(well, PairsScene)
    assert isinstance(ill, PairsScene)
    assert well.right > 0.9 * len(well.pairs)
    assert ill.right == 0
    sharpest = [float(scene.main.values.max(axis=0).mean()) for scene in scenes(Topic.ALIGNMENT)]  # type: ignore[attr-defined]
    assert sharpest[0] > 2 * sharpest[1]


def test_what_a_run_holds_is_far_from_or_near_what_is_free() -> None:
    well, ill = scenes(Topic.COST)
    assert isinstance(well, CostScene)
    assert isinstance(ill, CostScene)
    assert well.held < 0.1 * well.free
    assert 0.9 * ill.free < ill.held < ill.free


def rows(topic: Topic) -> tuple[np.ndarray, np.ndarray]:
    """(T, H) of the trace, its first row, when all is well and when not."""
    values = []
    for scene in scenes(topic):
        assert isinstance(scene, StackScene)
        values.append(next(row.values for row in scene.rows if row.trace == Trace(topic.value)))
    return values[0], values[1]


@pytest.mark.parametrize("topic", [Topic.INPUT_GATE, Topic.OUTPUT_GATE, Topic.RESET_GATE])
def test_a_gate_is_shut_all_the_time(topic: Topic) -> None:
    well, ill = rows(topic)
    assert ill.max() < 0.25
    assert well.max() > 0.8


@pytest.mark.parametrize("topic", [Topic.FORGET_GATE, Topic.UPDATE_GATE])
def test_a_gate_is_open_without_any_change(topic: Topic) -> None:
    well, ill = rows(topic)
    assert ill.min() > 0.95
    assert well.min() < 0.3


def test_states_are_pale_and_candidates_stand_at_their_limit() -> None:
    well, ill = rows(Topic.HIDDEN)
    assert np.abs(ill).max() < 0.3 < np.abs(well).max()
    well, ill = rows(Topic.CANDIDATE)
    assert ill.min() > 0.99
    assert well.min() < -0.5
    assert well.max() > 0.5


def test_a_cell_only_grows() -> None:
    well, ill = rows(Topic.CELL)
    growing = np.abs(np.diff(np.abs(ill), axis=0).clip(0)).sum() / np.abs(np.diff(ill, axis=0)).sum()
    assert growing > 0.8
    assert len(well) > len(ill)


def test_heads_look_at_everything_alike() -> None:
    well, ill = rows(Topic.ATTENTION)
    steps = len(ill)
    np.testing.assert_allclose(ill[-1], 1 / steps, atol=0.2 / steps)  # the last step sees all of them
    assert well[-1].max() > 5 / steps


@pytest.mark.parametrize("topic", [Topic.RESIDUAL, Topic.FEED_FORWARD])
def test_what_a_block_says_is_the_same_at_every_step(topic: Topic) -> None:
    well, ill = rows(topic)
    assert ill.std(axis=0).max() < 0.05 * np.abs(ill).max()
    assert well.std(axis=0).max() > 0.2 * np.abs(well).max()


# ---- on screen -------------------------------------------------------------------------------------------------------


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.apply(qapp, theme.LIGHT)
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def panel(parent: QWidget) -> HelpPanel:
    made = HelpPanel(Topic.LOSS, Cell.LSTM, Topic.FORECAST, parent)
    made.show()
    return made


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


@pytest.mark.parametrize("topic", Topic)
def test_both_pictures_are_drawn_and_are_not_the_same(topic: Topic, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT)
    well, ill = (pixels(image_of(picture, 540, 1.0)) for picture in PICTURES[topic])
    assert all(len(np.unique(each)) > 20 for each in (well, ill))
    assert well.shape != ill.shape or (well != ill).any()


def test_pictures_stand_below_their_words_and_follow_theme_and_language(panel: HelpPanel, qapp: QApplication) -> None:
    said = panel.explanation
    for drawn, words in ((said.well, said.healthy), (said.ill, said.unhealthy)):
        assert drawn.isVisible()
        assert drawn.accessibleName() == words.text()
        assert 0 <= drawn.y() - words.geometry().bottom() < 30
    before = pixels(said.well.grab().toImage())
    theme.apply(qapp, theme.DARK)
    dark = pixels(said.well.grab().toImage())
    assert dark.mean() != before.mean()
    theme.apply(qapp, theme.LIGHT)
    language.apply(qapp, language.KOREAN)
    QApplication.processEvents()
    korean = pixels(said.well.grab().toImage())
    language.apply(qapp, language.ENGLISH)
    QApplication.processEvents()
    assert (korean != before).any()
    assert (pixels(said.well.grab().toImage()) == before).all()


def test_a_recording_can_be_made_again() -> None:
    from tests.bench.recordings import TAKES, record  # loads torch: not for the tests that draw

    take = next(each for each in TAKES if each.name == "open")
    with tempfile.TemporaryDirectory() as folder:
        made = unpacked(record(take, Path(folder)))
    frames = [[answer for _, answer in pairs if isinstance(answer, Frame)] for pairs in (made, recording("open").pairs)]
    assert len(frames[0]) == len(frames[1]) > 0
    for one, other in zip(*frames, strict=True):
        assert (one.slot, one.run, one.step) == (other.slot, RUN, other.step)
        for trace, kept in zip(one.traces, other.traces, strict=True):
            np.testing.assert_allclose(trace.values, kept.values, rtol=0.02, atol=0.02)
