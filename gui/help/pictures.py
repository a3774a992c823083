"""Which recorded run shows what a view is like when all is well, and which when it is not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from msgspec.structs import replace as replaced

from gatescope.engine.config.nets import LOWEST
from gatescope.engine.protocol.analysis import Intervention, Source
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.help.recordings import RUN, Recording, recording
from gatescope.gui.scenes import findings
from gatescope.gui.scenes.asking import STACK, UNIT, Wants
from gatescope.gui.scenes.room import ANYWHERE
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.cell.scene import CELL
from gatescope.gui.views.cost.scene import COST
from gatescope.gui.views.loss.scene import LOSS, LossChoice
from gatescope.gui.views.pairs.scene import PAIRS
from gatescope.gui.views.pipeline.scene import PIPELINE
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.saturation.scene import SATURATION
from gatescope.gui.views.sizes.scene import SIZES
from gatescope.gui.views.spec import Place, ViewSpec
from gatescope.gui.views.stack import scene as stack
from gatescope.gui.views.stack.bands import rows
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.views.unrolled.scene import UNROLLED
from gatescope.gui.views.waterfall.scene import WATERFALL
from gatescope.gui.views.weights.scene import WEIGHTS
from gatescope.gui.views.what_if.scene import WHAT_IF
from gatescope.gui.words.entries import Topic

SHORT, TALL = 190, 440  # px
ONE_ROW, TWO_ROWS, TALL_ROWS = 150, 210, 300
FINDINGS = ""  # no view: what the findings say
OUTPUT = GradientChoice(source=Source.OUTPUT)


@dataclass(frozen=True)
class HelpPicture:
    """A view of a recorded run, ``height`` px high; of the stack these ``rows`` alone, over ``length`` steps (0: the
    run's own probe). ``t`` and ``unit`` are the cursor."""

    recording: str
    view: str = STACK
    height: int = ONE_ROW
    rows: tuple[str, ...] = ()
    length: int = 0
    t: int = -1
    unit: int = -1
    choices: tuple[ViewChoice, ...] = ()
    interventions: tuple[Intervention, ...] = ()

    @property
    def spec(self) -> ViewSpec[Any]:
        """Raises ``StopIteration`` for what is no view."""
        return next(spec for spec in VIEWS if spec.name == self.view)

    @property
    def narrow(self) -> bool:
        """Whether it is drawn as for the panel at the right."""
        return self.view != FINDINGS and self.spec.place is Place.SIDE

    @property
    def wants(self) -> tuple[Wants, ...]:
        if self.view == FINDINGS:
            return (findings.wants,)
        return (self.spec.wants, stack.wants) if STACK in self.spec.slots else (self.spec.wants,)

    def state(self, played: Recording) -> ViewState:
        """What is looked at."""
        return ViewState(
            run=RUN,
            probe=replaced(played.run.validation_probe, length=self.length) if self.length else None,
            t=self.t,
            unit=self.unit,
            choices=(RowsChoice(Mode.ALL), *self.choices),
            interventions=self.interventions,
            form=played.form.config if played.form is not None else None,
        )

    def known(self) -> tuple[ViewState, Store]:
        """What is looked at, and all that is known of it."""
        played = recording(self.recording)
        state = self.state(played)
        return state, played.store(state, self.wants)

    def scene(self) -> Any:
        """What the view draws."""
        state, store = self.known()
        scene = self.spec.resolve(state, store, ANYWHERE)
        return only(scene, self.rows) if isinstance(scene, StackScene) else scene


def only(scene: StackScene, kept: tuple[str, ...]) -> StackScene:
    """The stack with these rows alone."""
    task = scene.shape.task
    hidden = " ".join(f"{task}/{row.name}" for row in rows(scene) if row.name not in kept)
    return replace(scene, choice=replace(scene.choice, hidden=hidden))


def _rows(recording: str, *names: str, height: int = ONE_ROW, **more: Any) -> HelpPicture:
    return HelpPicture(recording, rows=names, height=height, **more)


def _at(recording: str, view: str) -> HelpPicture:
    """Of one unit at one step."""
    return HelpPicture(recording, view, TALL, t=12, unit=2)


def _silenced(recording: str, trace: Trace, *units: int) -> HelpPicture:
    altered = Intervention(layer=LOWEST, trace=trace, units=units)
    return HelpPicture(recording, WHAT_IF, TALL_ROWS, interventions=(altered,))


ASKED = OUTPUT.at(28)  # of "remember": the question mark, 20 steps after the letter that is asked for
LAST = OUTPUT.at(80)  # of "forgetful": what was to be remembered is the first step

PICTURES: Mapping[Topic, tuple[HelpPicture, HelpPicture]] = {
    Topic.INPUT: (_rows("cycle", "input"), _rows("beyond", "input")),
    Topic.HIDDEN: (_rows("wave", "hidden"), _rows("stuck", "hidden")),
    Topic.CELL: (_rows("remember", "characters", "cell"), _rows("open", "cell")),
    Topic.FORGET_GATE: (_rows("remember", "characters", "forget_gate"), _rows("stuck", "forget_gate")),
    Topic.INPUT_GATE: (_rows("remember", "characters", "input_gate"), _rows("stuck", "input_gate")),
    Topic.CANDIDATE: (_rows("wave", "candidate"), _rows("stuck", "candidate")),
    Topic.OUTPUT_GATE: (_rows("wave", "output_gate"), _rows("stuck", "output_gate")),
    Topic.RESET_GATE: (_rows("cycle", "reset_gate"), _rows("stuck-gru", "reset_gate")),
    Topic.UPDATE_GATE: (_rows("cycle", "update_gate"), _rows("stuck-gru", "update_gate")),
    Topic.RESIDUAL: (_rows("attend", "characters", "residual"), _rows("idle", "characters", "residual")),
    Topic.ATTENTION: (
        _rows("attend", "characters", "attention:0", "attention:1", height=TALL_ROWS, length=32),
        _rows("idle", "characters", "attention:0", "attention:1", height=TALL_ROWS, length=32),
    ),
    Topic.FEED_FORWARD: (_rows("attend", "characters", "feed_forward"), _rows("idle", "characters", "feed_forward")),
    Topic.FORECAST: (_rows("wave", "forecast", height=SHORT), _rows("walk", "forecast", height=SHORT)),
    Topic.NEXT_SYMBOL: (
        _rows("story", "characters", "next", height=SHORT, length=24),
        _rows("stuck-text", "characters", "next", height=SHORT, length=24),
    ),
    Topic.CLASSES: (_rows("classes", "classes"), _rows("stuck-classes", "classes")),
    Topic.UNIT: (_at("wave", UNIT), _at("stuck", UNIT)),
    Topic.LOSS: (
        HelpPicture("wave", LOSS, SHORT, choices=(LossChoice(log=False),)),
        HelpPicture("overfitting", LOSS, SHORT, choices=(LossChoice(log=False),)),
    ),
    Topic.GRADIENT: (
        _rows("remember", "characters", "gradient", choices=(ASKED,)),
        _rows("forgetful", "gradient", choices=(LAST,)),
    ),
    Topic.MEMORY: (
        _rows("remember", "characters", "gradient", height=TWO_ROWS, choices=(ASKED,)),
        _rows("forgetful", "saliency", "gradient", height=TWO_ROWS, choices=(LAST,)),
    ),
    Topic.SATURATION: (HelpPicture("remember", SATURATION, TALL), HelpPicture("stuck", SATURATION, TALL)),
    Topic.EIGENVALUES: (HelpPicture("wave", WEIGHTS, TALL), HelpPicture("exploding", WEIGHTS, TALL)),
    Topic.SIZES: (HelpPicture("wave", SIZES, TALL), HelpPicture("clipped", SIZES, TALL)),
    Topic.CELL_DRAWING: (_at("wave", CELL), _at("stuck", CELL)),
    Topic.UNROLLED: (
        HelpPicture("remember", UNROLLED, TALL, t=28, unit=2),
        HelpPicture("forgetful", UNROLLED, TALL, t=40, unit=2),
    ),
    Topic.WHAT_IF: (
        _silenced("wave", Trace.HIDDEN, 2),
        _silenced("stuck-gru", Trace.RESET_GATE),
    ),
    Topic.FREE: (
        _rows("wave", "forecast", height=SHORT, choices=(FreeChoice(shown=True, steps=48),)),
        _rows("stuck", "forecast", height=SHORT, choices=(FreeChoice(shown=True, steps=48),)),
    ),
    Topic.WATERFALL: (
        HelpPicture("remember", WATERFALL, SHORT, choices=(ASKED,)),
        HelpPicture("forgetful", WATERFALL, SHORT, choices=(LAST,)),
    ),
    Topic.PIPELINE: (HelpPicture("remember", PIPELINE, TALL), HelpPicture("unknown", PIPELINE, TALL)),
    Topic.COST: (HelpPicture("wave", COST, SHORT), HelpPicture("costly", COST, SHORT)),
    Topic.ALIGNMENT: (
        _rows("translate", "characters", "attention", "answer", height=TALL_ROWS),
        _rows("unread", "characters", "attention", "answer", height=TALL_ROWS),
    ),
    Topic.ANSWERS: (HelpPicture("translate", PAIRS, TALL), HelpPicture("unread", PAIRS, TALL)),
    Topic.FINDINGS: (HelpPicture("wave", FINDINGS), HelpPicture("overfitting", FINDINGS)),
}
"""Of each view one when all is well, and one when it is not."""
