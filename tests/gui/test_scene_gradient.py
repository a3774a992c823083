"""The rows of the gradient and of free running: what is asked, and what a frame becomes on the screen."""

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.run import Cell, Recurrent, changed
from gatescope.engine.protocol.analysis import Analysis, AnalysisWant, Flow, FlowWant, LayerFlow, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Continuation, FreeRun, Trace
from gatescope.gui.scenes.asking import FREE, GRADIENT, STACK
from gatescope.gui.scenes.pace import Pace
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import COMPARED, Store
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import GradientChoice, log_share
from gatescope.gui.views.stack.scene import resolve_stack
from gatescope.gui.views.stack.sharing.choice import OPEN
from gatescope.gui.views.waterfall.scene import WATERFALL, resolve_waterfall
from tests.gui import fake_engine as fake
from tests.gui.asked import wanted

STATE = ViewState(run=1, t=5, unit=3, choices=(OPEN,))
VIEW_GAPS = {slot: gap for spec in VIEWS for slot, gap in spec.pace.items()}
SEEN = frozenset({STACK, GRADIENT})


@pytest.fixture
def store() -> Store:
    made = Store()
    made.take_data(fake.dataset("/data/air.csv"))
    made.take_run(fake.info(1))
    return made


def flow(want: FlowWant, steps: int, scale: float = 1.0) -> Flow:
    tau = want.tau if 0 <= want.tau < steps else steps - 1
    norms = scale * 10.0 ** -(tau - np.arange(steps, dtype=float))
    norms[tau + 1 :] = 0
    return Flow(
        source=want.source,
        tau=tau,
        column=want.column,
        layers=(LayerFlow(layer="layer0", hidden=norms, cell=norms / 10), LayerFlow(layer="layer1", hidden=norms * 10)),
        step_losses=np.full(steps, 0.25),
        saliency=norms,
        columns=norms[:, None],
        memory=min(2, tau),
        at_least=tau < 3,
    )


def answer(store: Store, state: ViewState, seen=SEEN, number: int = 1, step: int = 40) -> None:
    """Every frame that is wanted, as an engine would send it."""
    for request in wanted(state, store, seen, {}):
        frame = fake.frame(msgspec.structs.replace(request, number=number), request.at or step)
        if request.analysis is not None and request.analysis.flow is not None:
            of = flow(request.analysis.flow, request.probe.length, float(request.run))
            frame = msgspec.structs.replace(frame, analysis=Analysis(flow=of))
        store.take_frame(frame, request)


def slots(state: ViewState, store: Store, seen=SEEN) -> dict:
    return {
        request.slot.name if not request.slot.run else request.slot: request
        for request in wanted(state, store, seen, {})
    }


# ---- asking --------------------------------------------------------------------------------------------------------


def test_the_gradient_comes_with_the_stack_and_only_while_it_is_seen(store: Store) -> None:
    assert slots(STATE, store)[STACK].analysis == AnalysisWant(flow=FlowWant())
    assert slots(STATE, store, frozenset({STACK}))[STACK].analysis is None


def test_what_is_chosen_is_asked(store: Store) -> None:
    choice = STATE.choice(GradientChoice).at(7).with_(share=0.1, maps=True)
    want = slots(STATE.choose(choice), store)[STACK].analysis.flow
    assert want == FlowWant(source=Source.OUTPUT, tau=7, column=0, share=0.1, maps=True)
    assert slots(STATE.choose(choice.whole()), store)[STACK].analysis.flow.source is Source.LOSS


def test_a_chosen_loss_at_a_step_stays_a_loss() -> None:
    choice = STATE.choice(GradientChoice).with_(source=Source.STEP_LOSS, tau=3)
    assert (choice.at(9).source, choice.at(9).tau) == (Source.STEP_LOSS, 9)
    assert (choice.afresh().source, choice.afresh().tau) == (Source.LOSS, -1)


def test_runs_on_the_same_data_are_compared_in_slots_of_their_own(store: Store) -> None:
    gru = msgspec.structs.replace(fake.CONFIG, net=Recurrent(cell=Cell.GRU, hidden=5))
    other = msgspec.structs.replace(gru, data=msgspec.structs.replace(gru.data, validation_share=0.5))
    store.take_run(fake.info(2, config=gru))
    store.take_run(fake.info(3, config=other))
    state = STATE.choose(STATE.choice(GradientChoice).at(7).with_(compare=True))
    asked = slots(state, store)
    assert set(asked) == {STACK, Slot(COMPARED, 2)}
    assert (asked[Slot(COMPARED, 2)].run, asked[Slot(COMPARED, 2)].wants) == (2, ())
    assert asked[Slot(COMPARED, 2)].probe == asked[STACK].probe
    assert set(slots(STATE, store)) == {STACK}


def test_a_free_run_is_asked_one_step_further(store: Store) -> None:
    state = STATE.choose(STATE.choice(FreeChoice).with_(shown=True, steps=9))
    seen = SEEN | {FREE}
    assert slots(state, store, seen)[FREE].free == FreeRun(steps=10)
    assert FREE not in slots(STATE, store, seen)
    answer(store, state, seen)
    assert slots(state, store, seen)[FREE].have_step == 40  # a paused run stays silent


def test_the_waterfall_asks_one_keyframe_at_a_time(store: Store) -> None:
    store.take_run(fake.info(1, keyframes=(0, 1, 2, 4)))
    seen, asked = SEEN | {WATERFALL}, []
    for number in range(6):
        request = slots(STATE, store, seen).get(WATERFALL)
        if request is not None:
            asked.append(request.at)
        answer(store, STATE, seen, number)
    assert sorted(asked) == [0, 1, 2, 4]
    scene = resolve_waterfall(STATE, store)
    assert scene is not None
    assert [row.step for row in scene.rows] == [0, 1, 2, 4] == list(scene.steps)
    assert (scene.tau, scene.low, scene.high) == (-1, -8, 0)


def test_free_text_comes_at_most_twice_a_second_and_the_past_within_the_budget(store: Store) -> None:
    now = [0.0]
    pace = Pace(VIEW_GAPS, lambda: now[0])
    state = STATE.choose(STATE.choice(FreeChoice).with_(shown=True))
    request = slots(state, store, SEEN | {FREE})[FREE]
    other = msgspec.structs.replace(request, free=FreeRun(steps=3))
    said = []
    for now[0], one in ((0.0, request), (0.45, request), (0.51, request), (0.55, other), (0.62, other)):
        said.append(pace.allows(one, True))
    assert said == [True, False, True, False, True]
    assert all(pace.allows(slots(STATE, store)[STACK], True) for _ in range(3))


# ---- drawing -------------------------------------------------------------------------------------------------------


def test_lines_are_logarithms_and_the_axis_holds_them(store: Store) -> None:
    answer(store, STATE)
    gradient = resolve_stack(STATE, store).gradient
    steps = gradient.lines[0].exponents
    assert [(line.trace, line.layer, line.own) for line in gradient.lines] == [
        (Trace.HIDDEN, "layer0", True),
        (Trace.CELL, "layer0", True),
        (Trace.HIDDEN, "layer1", False),
    ]
    assert steps == pytest.approx(np.arange(len(steps)) - len(steps) + 1.0, abs=1e-5)
    assert gradient.lines[1].exponents == pytest.approx(steps - 1, abs=1e-5)
    assert (gradient.high, gradient.tau, gradient.first) == (1, -1, -1)


def test_the_whole_loss_has_no_memory_and_one_step_has(store: Store) -> None:
    state = STATE.choose(STATE.choice(GradientChoice).at(7))
    answer(store, state)
    gradient = resolve_stack(state, store).gradient
    assert (gradient.tau, gradient.first, gradient.memory, gradient.at_least) == (7, 5, 2, False)
    assert np.isneginf(gradient.lines[0].exponents[8:]).all()


@pytest.mark.parametrize(
    ("train", "sees"), [({}, 0), ({"reach": 40}, 0), ({"carry": True}, 24), ({"carry": True, "reach": 40}, 40)]
)
def test_a_run_that_carries_its_state_sees_as_far_as_its_gradient_reaches(store: Store, train, sees: int) -> None:
    config = changed(fake.CONFIG, window=24, **train)
    store.take_run(fake.info(1, config=config))
    answer(store, STATE)
    assert resolve_stack(STATE, store).gradient.sees == sees


def test_other_runs_lie_over_it_only_when_they_answer_the_same_question(store: Store) -> None:
    gru = msgspec.structs.replace(fake.CONFIG, net=Recurrent(cell=Cell.GRU, hidden=5))
    store.take_run(fake.info(2, config=gru, name="GRU"))
    state = STATE.choose(STATE.choice(GradientChoice).at(7).with_(compare=True))
    answer(store, state)
    gradient = resolve_stack(state, store).gradient
    (other,) = [line for line in gradient.lines if line.run]
    assert (other.run, other.colour, gradient.compared) == ("GRU", store.runs[2].colour, True)
    assert other.exponents[7] - gradient.lines[0].exponents[7] == pytest.approx(np.log10(2), abs=1e-5)
    moved = state.choose(state.choice(GradientChoice).at(9))
    assert not [line for line in resolve_stack(moved, store).gradient.lines if line.run]


def test_saliency_is_a_share_of_the_largest_on_a_log_scale() -> None:
    values = np.array([1.0, 0.1, 0.01, 0.001, 0.0])
    assert log_share(5 * values, 0.01) == pytest.approx([1, 0.5, 0, 0, 0], abs=1e-6)
    assert log_share(np.zeros(3), 0.01).tolist() == [0, 0, 0]
    assert log_share(np.array([np.inf, 1.0]), 0.01).tolist() == [1, 1]


def test_a_free_run_begins_at_the_last_step_of_the_probe(store: Store) -> None:
    state = STATE.choose(STATE.choice(FreeChoice).with_(shown=True, steps=3))
    answer(store, state, SEEN | {FREE})
    assert resolve_stack(state, store).free.values is None  # the room is kept while the answer is on its way
    held = store.frames[Slot(FREE)]
    values = np.array([[1.0], [2.0], [3.0], [4.0]])
    said = Continuation(free=held.request.free, labels=("a", "b", "c", "d"), values=values, truth=values + 1)
    store.take_frame(msgspec.structs.replace(held.frame, continuation=said, number=2), held.request)
    free = resolve_stack(state, store).free
    assert (free.steps, free.labels, len(free.values)) == (3, ("a", "b", "c"), 4)
    longer = state.choose(state.choice(FreeChoice).with_(steps=5))
    assert (resolve_stack(longer, store).free.steps, resolve_stack(longer, store).free.values) == (5, None)
    assert resolve_stack(STATE, store).free is None
