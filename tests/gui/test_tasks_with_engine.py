"""Each task that can be trained, with the real engine: what is drawn is what the task has, and a text's stages come."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.run import Cell, DataConfig, Kind, Level, Recurrent, RunConfig, Split, Task, TokenConfig
from gatescope.engine.protocol.runs import Medium
from gatescope.gui.controllers.pipeline_dialog import PipelineDialog
from gatescope.gui.views.stack import bands
from gatescope.gui.views.stack.bands import parts
from gatescope.gui.views.stack.layout import Part
from tests.gui.test_with_engine import SAMPLES, User
from tests.gui.test_with_engine import user as user  # a fixture

SEQUENCES, STEPS = 10, 24


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Waves and ramps: a class of the whole (``kind``), one at every step (``sign``), a number of the whole, a text."""
    rng = np.random.default_rng(0)
    lines = ["name,x,kind,sign,size,note"]
    for k in range(SEQUENCES):
        size = 1 + k % 5
        for t in range(STEPS):
            x = size * (np.sin(0.6 * t) if k % 2 else t / STEPS - 0.5) + 0.05 * rng.normal()
            sign = "up" if x > 0 else "down"
            lines.append(f"s{k},{x:.3f},{'wave' if k % 2 else 'ramp'},{sign},{size},{sign} at {t % 5}")
    path = tmp_path / "waves.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


TABLE = {"kind": Kind.TABLE, "inputs": ("x",), "sequence": "name", "split": Split.SEQUENCE}
CASES = [
    ({**TABLE, "targets": ("sign",), "classes": True, "task": Task.TAG}, bands.INPUT, bands.CLASSES),
    ({**TABLE, "targets": ("kind",), "classes": True, "task": Task.MANY_TO_ONE}, bands.INPUT, bands.CLASSES),
    ({**TABLE, "targets": ("size",), "task": Task.MANY_TO_ONE}, bands.INPUT, bands.FORECAST),
    ({**TABLE, "targets": ("x",), "horizon": 3}, bands.INPUT, bands.FORECAST),
    ({"kind": Kind.TABLE, "text": "note", "targets": ("sign",), "classes": True}, bands.CHARACTERS, bands.CLASSES),
    ({"kind": Kind.TABLE, "text": "note", "targets": ("size",)}, bands.CHARACTERS, bands.FORECAST),
]


def train(user: User, path: Path, data: DataConfig, **net: object) -> None:
    with user.qtbot.waitSignal(user.conductor.data_changed, timeout=30_000):
        user.conductor.open(str(path), data=data)
    config = RunConfig(data=data, net=Recurrent(cell=Cell.GRU, hidden=6, **net))  # type: ignore[arg-type]
    config = msgspec.structs.replace(
        config, train=msgspec.structs.replace(config.train, window=12, batch=4, device="cpu")
    )
    user.conductor.new_run(config, steps=0)
    user.wait(lambda: user.conductor.selected is not None and user.run.step >= 5)
    user.conductor.pause()
    user.wait(lambda: not user.conductor.training and user.window.stack.scene is not None)


@pytest.mark.parametrize(("choices", "read", "said"), CASES)
def test_a_task_is_drawn_by_its_ends(user: User, table: Path, choices: dict, read: Part, said: Part) -> None:
    if "text" in choices:
        choices = {**choices, "task": Task.MANY_TO_ONE}
    train(user, table, DataConfig(**choices))
    scene = user.window.stack.scene
    assert scene is not None
    shown = parts(scene)
    assert shown[0] is read
    assert said in shown
    assert bands.NEXT not in shown
    assert not user.window.bars.texts
    assert user.window.actions_by_name["free"].isEnabled() == scene.shape.goes_on
    assert not user.window.stack.grab().toImage().isNull()
    info = user.run.info
    assert info.sequences
    assert user.window.probe._sequence.isVisible()
    user.window.probe._sequence.chosen.emit(len(info.sequences) - 1)
    probe = user.conductor.state.probe
    assert probe is not None
    assert probe.start >= info.sequences[-1].start
    user.wait(lambda: user.window.stack.scene.length == probe.length)


def test_what_the_order_is_worth_is_a_run_of_its_own(user: User, table: Path) -> None:
    train(user, table, DataConfig(**{**TABLE, "targets": ("x",)}))
    user.window.model.shuffled.click()
    user.wait(lambda: len(user.conductor.store.runs) == 2)
    assert user.run.info.config.data.shuffled
    assert user.run.info.name.endswith(", no order")
    assert ("order", "destroyed") in user.window.data._facts.rows
    assert user.window.forms.config is not None
    assert not user.window.forms.config.data.shuffled  # the next run has its order again
    assert not user.window.new_run.button.isEnabled()


def test_a_text_is_seen_on_its_way_with_the_vectors_of_the_present(user: User) -> None:
    data = DataConfig(kind=Kind.TEXT, tokens=TokenConfig(level=Level.JAMO))
    train(user, SAMPLES / "postman-ko.txt", data, embedding=5)
    assert user.run.info.input is Medium.SYMBOLS
    assert user.window.board.views["pipeline"].scene is None  # nobody has looked
    user.window.actions_by_name["pipeline"].trigger()
    user.wait(lambda: user.window.board.views["pipeline"].scene is not None)
    scene = user.window.board.views["pipeline"].scene
    assert scene is not None
    assert scene.width == 5
    assert all(scene.spans)
    assert not user.window.stack.isVisible()
    assert "stack" not in user.window.visible_views
    first = scene.stages.embedding
    user.conductor.play(None, steps=3)
    user.wait(lambda: user.window.board.views["pipeline"].scene.stages.embedding is not first)
    assert not np.array_equal(user.window.board.views["pipeline"].scene.stages.embedding, first)


def test_before_a_run_the_preview_shows_it(user: User) -> None:
    user.open(SAMPLES / "postman-ko.txt")
    user.window.actions_by_name["pipeline"].trigger()
    user.wait(lambda: any(each.view.scene for each in user.window.findChildren(PipelineDialog)))
    (dialog,) = user.window.findChildren(PipelineDialog)
    assert dialog.view.scene is not None
    assert dialog.view.scene.width == 0
    dialog.close()


def test_pairs_train_and_are_seen_in_both_halves(user: User) -> None:
    user.open(SAMPLES.parent / "pairs" / "sums.csv")
    assert user.window.model.kinds["encoder-decoder"].isVisibleTo(user.window.model)
    user.play(steps=8)
    user.conductor.pause()
    user.wait(lambda: not user.conductor.training and user.window.stack.scene is not None)
    scene = user.window.stack.scene
    assert scene.source is not None
    assert [row.part for row in scene.rows if row.trace == "hidden"] == ["encoder.layer0", "decoder.layer0"]
    assert "pairs" in user.window.board.shelf_of("pairs")[1].tabs.pages
    user.window.board.show("pairs")
    user.window.right.open()
    view = user.window.board.views["pairs"]
    user.wait(lambda: view.scene is not None)
    view.choose(len(view.scene.pairs) - 1)
    user.wait(lambda: "".join(user.window.stack.scene.source.labels) == view.scene.pairs[view.scene.at].source)
    user.conductor.travel(0)
    user.wait(lambda: user.window.stack.scene.step == 0)
    user.window.actions_by_name["pipeline"].trigger()
    user.wait(lambda: user.window.board.views["pipeline"].scene is not None)
    assert user.window.board.views["pipeline"].scene.width == 32
    assert not user.window.bars.texts
