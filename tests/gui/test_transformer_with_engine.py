"""A Transformer chosen in the form: trained on a text and on a series, looked at in every tab, gone back in, going on
alone, beside an LSTM of as many parameters; and rows without order from the import screen on. With the real engine."""

from pathlib import Path

import numpy as np

from gatescope.engine.config.nets import Ability, Axis
from gatescope.engine.config.run import Activation, FeedForward, Recurrent, Task, Transformer
from gatescope.engine.config.traces import Trace
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.importing.talk import State
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.spec import Place
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.words.nets import lacks
from tests.gui.test_with_engine import SAMPLES, User
from tests.gui.test_with_engine import user as user  # a fixture

SIZE = {"width": 16, "heads": 2}


def chosen(user: User, window: int = 16) -> None:
    """A small Transformer in the form."""
    model = user.window.model
    model.cell.choose("transformer")
    fields = model.kinds["transformer"].fields
    for name, value in SIZE.items():
        fields.whole(name).setValue(value)
    model.window_length.setValue(window)
    model.steps.setValue(60)


def looked_at_in_every_tab(user: User) -> None:
    """Each has a picture, or says in its place why there is none."""
    window = user.window
    for spec in VIEWS:
        if spec.place is Place.SIDE and not spec.rare:
            window.board.show(spec.name)
            view = window.board.views[spec.name]
            user.wait(lambda view=view: view.scene is not None or bool(view.lacking))
            assert bool(view.lacking) is bool(spec.needs)
            assert not window.grab().toImage().isNull()
    assert window.board.views["unrolled"].lacking == lacks(Ability.MATRICES)
    assert window.board.views["saturation"].lacking == lacks(Ability.FIGURES)


def test_a_transformer_from_the_form_to_its_file(user: User, tmp_path: Path) -> None:
    window, conductor = user.window, user.conductor
    user.open(SAMPLES / "postman-ko.txt")
    chosen(user)
    assert not window.model.training.isHidden()
    assert window.model.training.init.isHidden()
    conductor.choose(RowsChoice(Mode.ALL))
    user.play(1)
    user.wait(lambda: conductor.selected is not None and user.run.state is RunState.FINISHED)
    assert user.run.info.config.net == Transformer(width=16, heads=2)
    user.wait(lambda: window.stack.scene is not None and window.stack.scene.step == 60)
    scene = window.stack.scene
    assert scene is not None
    assert [row.name for row in scene.rows] == ["residual", "attention:0", "attention:1", "feed_forward"]
    assert [row.lines for row in scene.rows] == [Axis.UNIT, Axis.LOOKED, Axis.LOOKED, Axis.INNER]
    np.testing.assert_allclose(np.asarray(scene.rows[1].values).sum(1), 1, atol=1e-5)
    assert scene.main.name == "attention:0"
    looked_at_in_every_tab(user)
    user.wait(lambda: window.stack.scene is not None and window.stack.scene.gradient is not None)
    conductor.choose(conductor.state.choice(FreeChoice).with_(shown=True))
    user.wait(lambda: window.stack.scene is not None and window.stack.scene.free is not None)
    conductor.travel(8)
    user.wait(lambda: window.stack.scene is not None and window.stack.scene.step == 8)
    path = tmp_path / "kept.gatescope"
    with user.qtbot.waitSignal(conductor.saved, timeout=30_000):
        conductor.save_as(str(path))
    assert path.stat().st_size > 0


def test_another_kind_of_as_many_parameters_and_back(user: User) -> None:
    user.open(SAMPLES / "airline-passengers.csv")
    user.window.model.hidden.setValue(16)
    user.window.model.steps.setValue(20)
    user.play(1)
    user.wait(lambda: user.run.state is RunState.FINISHED)
    first, action = user.run, user.window.actions_by_name["counterpart"]
    action.look()
    assert "Transformer" in action.text()
    action.trigger()
    user.wait(lambda: user.run is not first and user.run.state is RunState.FINISHED)
    second = user.run
    assert isinstance(second.info.config.net, Transformer)
    assert abs(second.info.parameters / first.info.parameters - 1) < 0.15
    action.look()
    assert "LSTM" in action.text()
    action.trigger()
    user.wait(lambda: user.run not in (first, second) and user.run.state is RunState.FINISHED)
    assert isinstance(user.run.info.config.net, Recurrent)
    assert abs(user.run.info.parameters / second.info.parameters - 1) < 0.1


def test_a_longer_probe_of_another_run_is_seen_as_far_as_the_context(user: User) -> None:
    user.open(SAMPLES / "postman-ko.txt")
    chosen(user, window=12)
    user.play(1)
    user.wait(lambda: user.run.state is RunState.FINISHED)
    user.conductor.change(probe=Probe(part=Part.VALIDATION, start=user.run.info.validation_probe.start, length=40))
    user.wait(lambda: user.window.stack.scene is not None and user.window.stack.scene.length == 12)


def test_rows_without_order_from_the_table_to_the_pictures(user: User, tmp_path: Path) -> None:
    x = np.random.default_rng(1).uniform(-1, 1, 300)
    path = tmp_path / "cubes.csv"
    path.write_text("x,y\n" + "\n".join(f"{one:.4f},{one**3:.4f}" for one in x), "utf-8")
    user.window.files.show(str(path))
    screen = user.window.files.screen
    assert screen is not None
    user.wait(lambda: screen.talk.state is not State.ASKING)
    user.qtbot.waitUntil(lambda: screen.talk.config is not None)
    card = next(card for card in screen.task.cards.cards if card.task is Task.ONE_TO_ONE)
    assert card.isVisible()
    card.click()
    user.wait(lambda: screen.talk.config is not None and screen.talk.config.task is Task.ONE_TO_ONE)
    user.wait(lambda: screen.talk.state is not State.ASKING)
    with user.qtbot.waitSignal(user.conductor.data_changed, timeout=30_000):
        screen.ok.click()
    model = user.window.model
    assert [model.cell.itemData(at) for at in range(model.cell.count())] == ["feed-forward"]
    assert model.window_length.isHidden()
    model.kinds["feed-forward"].fields.choice("activation").choose(Activation.RELU)
    model.learning_rate.setValue(0.01)
    model.steps.setValue(80)
    user.window.actions_by_name["play"].trigger()
    user.wait(lambda: user.conductor.selected is not None and user.run.state is RunState.FINISHED)
    assert user.run.info.config.net == FeedForward(activation=Activation.RELU)
    user.wait(lambda: user.window.stack.scene is not None and user.window.stack.scene.step == 80)
    scene = user.window.stack.scene
    assert scene is not None
    assert [(row.trace, row.size) for row in scene.rows] == [(Trace.HIDDEN, 32)]
    assert scene.length > 1
    user.wait(lambda: user.run.validation < 0.5 * user.run.info.naive_loss)
