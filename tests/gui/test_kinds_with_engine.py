"""An echo state network chosen in the form, solved, looked at in every tab, gone back in and saved, with the real
engine."""

from pathlib import Path

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.config.run import Reservoir
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.spec import Place
from gatescope.gui.views.what_if.view import InterventionPanel
from gatescope.gui.words.nets import lacks
from tests.gui.test_with_engine import User
from tests.gui.test_with_engine import user as user  # a fixture


def series(tmp_path: Path) -> Path:
    t = np.arange(400)
    path = tmp_path / "waves.csv"
    path.write_text("y\n" + "\n".join(f"{value:.5f}" for value in np.sin(t / 5) + np.sin(t / 11)) + "\n", "utf-8")
    return path


def test_an_echo_state_network_from_the_form_to_its_file(user: User, tmp_path: Path) -> None:
    window, conductor = user.window, user.conductor
    with user.qtbot.waitSignal(conductor.data_changed, timeout=30_000):
        conductor.open(str(series(tmp_path)))
    window.model.cell.choose("echo-state")
    window.model.kinds["echo-state"].fields.whole("hidden").setValue(40)
    window.model.window_length.setValue(24)
    user.play(1)
    user.wait(lambda: conductor.selected is not None and user.run.state is RunState.FINISHED)
    assert (user.run.info.config.net, user.run.info.name) == (Reservoir(hidden=40), "Echo state")
    user.wait(lambda: list(user.run.validation_steps.values)[-1:] == [1])
    assert user.run.validation < 0.5 * user.run.info.naive_loss
    for name in [spec.name for spec in VIEWS if spec.place is Place.SIDE]:
        window.board.show(name)
        user.wait(lambda: window.stack.scene is not None and window.stack.scene.step == 1)
        assert not window.grab().toImage().isNull()
    user.wait(lambda: window.board.view(InterventionPanel)._loss.text() == lacks(Ability.TOUCH))
    conductor.travel(0)
    user.wait(lambda: window.stack.scene is not None and window.stack.scene.step == 0)
    assert window.stack.scene is not None
    assert [row.size for row in window.stack.scene.rows] == [40]
    path = tmp_path / "kept.gatescope"
    with user.qtbot.waitSignal(conductor.saved, timeout=30_000):
        conductor.save_as(str(path))
    assert path.stat().st_size > 0
