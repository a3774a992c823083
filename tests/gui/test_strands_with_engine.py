"""A network that reads both ways, chosen in the form and looked at in every view, with the real engine."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.run import Task
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.analysis import Alteration, Intervention, Source
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.scenes.asking import probe_of
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.sharing.choice import OPEN
from gatescope.gui.views.unit.equations import equations
from tests.engine.task_samples import TAGGED
from tests.gui.test_with_engine import User
from tests.gui.test_with_engine import user as user  # a fixture


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Bits, each tagged with the one two steps later."""
    rng, lines = np.random.default_rng(0), ["who,x,y"]
    for k in range(12):
        bits = rng.integers(0, 2, 14 + k % 5)
        tags = np.append(bits[2:], [0, 0])
        lines += [f"s{k},{bit},{'ab'[tag]}" for bit, tag in zip(bits, tags, strict=True)]
    path = tmp_path / "later.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def trained(user: User, path: Path) -> None:
    """Opened, the box checked, two layers; some steps."""
    with user.qtbot.waitSignal(user.conductor.data_changed, timeout=30_000):
        user.conductor.open(str(path), data=TAGGED)
    user.window.model.direction.box.click()
    user.window.model.layers.setValue(2)
    user.window.model.hidden.setValue(6)
    user.window.model.window_length.setValue(20)
    user.play(5)
    user.conductor.pause()
    user.wait(lambda: not user.conductor.training and user.window.stack.scene is not None)


def test_both_strands_are_looked_at(user: User, later: Path) -> None:
    trained(user, later)
    net = user.run.info.config.net
    assert (net.bidirectional, net.strands) == (True, 4)
    assert user.run.info.name == "LSTM ↔"
    choices = user.window.probe._layer
    assert [choices.itemText(at) for at in range(choices.count())] == ["1 →", "1 ←", "2 →", "2 ←"]
    choices.setCurrentIndex(3)
    gradient = user.conductor.state.choice(GradientChoice).with_(shown=True, source=Source.OUTPUT, tau=4, maps=True)
    user.conductor.change(t=4, unit=2, choices=user.conductor.state.choose(gradient).choose(OPEN).choices)

    def drawn() -> bool:
        scene = user.window.stack.scene
        return (
            scene is not None
            and scene.layer == "layer1.backwards"
            and scene.gradient is not None
            and scene.gradient.tau == 4
        )

    user.wait(drawn)
    scene = user.window.stack.scene
    assert scene is not None
    assert scene.gradient is not None
    own = next(line for line in scene.gradient.lines if line.own and line.trace is Trace.HIDDEN)
    assert np.isfinite(own.exponents[4:]).all()  # what comes later has a part in it
    assert np.isneginf(own.exponents[:4]).all()
    user.window.board.show("unit")
    user.wait(lambda: user.window.unit.scene is not None)
    unit = user.window.unit.scene
    assert unit is not None
    hidden = next(row for row in scene.rows if row.trace is Trace.HIDDEN)
    assert unit.before[Trace.HIDDEN] == pytest.approx(float(hidden.values[5, 2]))
    assert "c₊₁" in "".join(one for one, _ in equations(unit))
    assert not user.window.stack.grab().toImage().isNull()


def test_every_analysis_is_drawn(user: User, later: Path) -> None:
    trained(user, later)
    user.conductor.change(layer="layer0.backwards", t=4, unit=2)
    board = user.window.board
    views = board.views
    board.show("unrolled")
    user.wait(lambda: views["unrolled"].scene is not None and views["unrolled"].scene.backwards)
    assert not views["unrolled"].grab().toImage().isNull()
    board.show("saturation")
    user.wait(lambda: views["saturation"].scene is not None and len(views["saturation"].scene.layers) == 4)
    assert not views["saturation"].grab().toImage().isNull()
    board.show("weights")
    user.wait(lambda: views["weights"].scene is not None and views["weights"].scene.layer == "layer0.backwards")
    user.window.board.show("waterfall")
    user.wait(lambda: board.views["waterfall"].scene is not None)
    assert board.views["waterfall"].scene.both
    assert not board.views["waterfall"].grab().toImage().isNull()
    board.show("what-if")
    silent = Intervention(layer="layer1.backwards", trace=Trace.HIDDEN, kind=Alteration.ZERO)
    user.conductor.change(interventions=(silent,))
    user.wait(lambda: not np.isnan(user.window.stack.scene.plain_loss))
    assert user.window.stack.scene.plain_loss != user.window.stack.scene.loss
    user.wait(lambda: views["what-if"].told(silent).startswith("layer 2 ←"))


def test_it_comes_back_with_its_session_and_goes_on(user: User, later: Path, tmp_path: Path) -> None:
    trained(user, later)
    path, step = tmp_path / "kept.gatescope", user.run.step
    with user.qtbot.waitSignal(user.conductor.saved, timeout=30_000):
        user.conductor.save_as(str(path))
    user.open(path)
    user.wait(lambda: user.conductor.selected is not None)
    assert user.run.info.config.net.bidirectional
    assert user.window.model.direction.box.isChecked()
    user.play(3)
    assert user.run.step >= step + 3
    assert probe_of(user.conductor.state, user.conductor.store) is not None


def test_the_engine_refuses_what_the_form_cannot_ask_for(user: User, later: Path) -> None:
    trained(user, later)
    config = user.run.info.config
    told: list[Fault] = []
    user.conductor.failed.connect(lambda failure: told.append(failure.fault))
    data = msgspec.structs.replace(TAGGED, task=Task.NEXT, targets=("x",), classes=False)
    user.conductor.new_run(msgspec.structs.replace(config, data=data))
    user.wait(lambda: told == [Fault.BIDIRECTIONAL_AHEAD])
    assert "answer" in "".join(user.window.bars.texts.values())
