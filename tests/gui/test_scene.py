"""What is asked for and what is drawn follow from what is wanted and what is known; nothing else."""

import math

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import CELLS_MOST, Part, Probe, Trace
from gatescope.gui.scenes.asking import STACK, UNIT, probe_of
from gatescope.gui.scenes.room import Room
from gatescope.gui.state.intent import RangeChoice, RangeKind, ViewState
from gatescope.gui.state.store import Store, keyframe_before
from gatescope.gui.views.loss.scene import LOSS, LossChoice, resolve_loss
from gatescope.gui.views.stack.scene import resolve_stack
from gatescope.gui.views.unit.scene import resolve_unit
from tests.gui import fake_engine as fake
from tests.gui.asked import wanted

ALL = frozenset({STACK, UNIT, LOSS})
STATE = ViewState(run=1, t=5, unit=3)


@pytest.fixture
def store() -> Store:
    made = Store()
    made.take_data(fake.dataset("/data/air.csv"))
    made.take_run(fake.info(1))
    return made


def answer(store: Store, state: ViewState, step: int = 40, number: int = 1) -> None:
    for request in wanted(state, store, ALL, {}):
        request = msgspec.structs.replace(request, number=number)
        store.take_frame(fake.frame(request, step), request)


def big_run(store: Store, hidden: int = 1024, length: int = 2000) -> ViewState:
    config = msgspec.structs.replace(fake.CONFIG, net=Recurrent(hidden=hidden))
    probe = Probe(part=Part.TRAINING, start=0, length=length)
    store.take_run(fake.info(2, config=config, validation_probe=probe))
    assert hidden * length > CELLS_MOST
    return STATE.with_(run=2)


# ---- asking --------------------------------------------------------------------------------------------------------


def test_nothing_is_asked_without_a_run(store: Store) -> None:
    assert wanted(ViewState(), store, ALL, {}) == ()


def test_a_hidden_view_asks_for_nothing(store: Store) -> None:
    assert wanted(STATE, store, frozenset(), {}) == ()
    assert wanted(STATE, store, frozenset({LOSS}), {}) == ()


def test_the_stack_asks_for_every_trace_of_the_layer_exactly(store: Store) -> None:
    (request,) = wanted(STATE, store, ALL, {Trace.HIDDEN: (100, 200)})
    assert tuple(want.trace for want in request.wants) == Cell.LSTM.traces
    assert {(want.layer, want.rows, want.columns) for want in request.wants} == {("layer0", 0, 0)}
    assert (request.at, request.have_step) == (None, -1)
    assert request.probe == store.runs[1].info.validation_probe


def test_a_huge_trace_is_asked_for_in_pixels_and_its_unit_exactly(store: Store) -> None:
    state = big_run(store)
    stack, unit = wanted(state, store, ALL, dict.fromkeys(Trace, (60, 700)))
    assert {(want.rows, want.columns) for want in stack.wants} == {(60, 700)}
    assert {want.units for want in unit.wants} == {(3,)}
    assert (stack.slot.name, unit.slot.name) == (STACK, UNIT)


def test_what_is_there_is_said_so_that_the_engine_waits_for_a_new_step(store: Store) -> None:
    answer(store, STATE, step=40)
    (request,) = wanted(STATE, store, ALL, {})
    assert request.have_step == 40


@pytest.mark.parametrize(
    "change", [{"at": 4}, {"probe": Probe(part=Part.TRAINING, start=0, length=24)}, {"run": 2}, {"layer": "layer1"}]
)
def test_another_wish_is_asked_at_once(store: Store, change: dict) -> None:
    config = msgspec.structs.replace(fake.CONFIG, net=Recurrent(layers=2))
    store.take_run(fake.info(1, config=config))
    store.take_run(fake.info(2))
    answer(store, STATE)
    (request,) = wanted(STATE.with_(**change), store, ALL, {})
    assert request.have_step == -1


def test_the_cursor_costs_no_frame(store: Store) -> None:
    answer(store, STATE, step=40)
    (request,) = wanted(STATE.with_(t=9, unit=9), store, ALL, {})
    assert request.have_step == 40


def test_the_past_is_asked_for_once(store: Store) -> None:
    state = STATE.with_(at=4)
    answer(store, state)
    assert wanted(state, store, ALL, {}) == ()


def test_the_chosen_probe_is_the_one_that_is_asked_for(store: Store) -> None:
    probe = Probe(part=Part.TYPED, text="abc", length=3)
    assert probe_of(STATE.with_(probe=probe), store) == probe
    (request,) = wanted(STATE.with_(probe=probe), store, ALL, {})
    assert request.probe == probe


# ---- drawing -------------------------------------------------------------------------------------------------------


def test_before_anything_is_said_there_is_nothing_to_draw(store: Store) -> None:
    for of in ((ViewState(), Store()), (STATE, store)):
        assert resolve_stack(*of) is None
        assert resolve_unit(*of) is None
    assert resolve_loss(ViewState(), Store()) is None


def test_levels_follow_from_the_equations_and_the_bound(store: Store) -> None:
    answer(store, STATE, step=3)
    stack = resolve_stack(STATE, store)
    assert stack is not None
    levels = {row.trace: (row.low, row.high, row.bounded) for row in stack.rows}
    assert levels[Trace.HIDDEN] == (-1, 1, True)
    assert levels[Trace.FORGET_GATE] == (0, 1, True)
    assert levels[Trace.CELL] == (-5, 5, False)  # the fake's values are 3 everywhere
    assert [row.trace for row in stack.rows] == list(Cell.LSTM.traces)


def test_full_range_reaches_the_largest_value(store: Store) -> None:
    answer(store, STATE, step=3)
    store.bounds[1] = {Trace.CELL: 0.1}
    wide = resolve_stack(STATE.with_(ranges=RangeChoice(RangeKind.FIT)), store)
    calm = resolve_stack(STATE, store)
    assert wide is not None
    assert calm is not None
    assert (wide.rows[1].high, calm.rows[1].high) == (5, 0.1)


def test_the_old_picture_stays_while_the_past_is_on_its_way(store: Store) -> None:
    answer(store, STATE, step=40)
    stack = resolve_stack(STATE.with_(at=4), store)
    assert stack is not None
    assert (stack.step, stack.live) == (40, False)


def test_the_unit_shows_what_the_maps_show(store: Store) -> None:
    (request,) = wanted(STATE, store, ALL, {})
    values = np.random.default_rng(1).normal(size=(24, 32)).astype(np.float32)
    frame = fake.frame(request, 7)
    traces = tuple(msgspec.structs.replace(t, values=values * i) for i, t in enumerate(frame.traces, 1))
    store.take_frame(msgspec.structs.replace(frame, traces=traces), request)
    unit = resolve_unit(STATE, store)
    assert unit is not None
    assert (unit.t, unit.unit, unit.label) == (5, 3, "5")
    for i, line in enumerate(unit.lines, 1):
        np.testing.assert_array_equal(line.values, values[:, 3] * i)
        assert line.at_cursor == values[5, 3] * np.float32(i)
    assert unit.before == {Trace.HIDDEN: values[4, 3], Trace.CELL: np.float32(values[4, 3] * 2)}
    first = resolve_unit(STATE.with_(t=0), store)
    assert first is not None
    assert set(first.before.values()) == {0.0}


def test_row_t_belongs_to_the_row_after_it(store: Store) -> None:
    """Validation begins at row 100; a probe that begins at 90 has its first validation target, row 100, at t = 9."""
    state = STATE.with_(probe=Probe(part=Part.VALIDATION, start=90, length=24))
    answer(store, state)
    stack = resolve_stack(state, store)
    assert stack is not None
    assert stack.validation_from == 9


def test_a_typed_probe_belongs_to_no_part(store: Store) -> None:
    state = STATE.with_(probe=Probe(part=Part.TYPED, text="abcd", length=4))
    answer(store, state)
    stack = resolve_stack(state, store)
    assert stack is not None
    assert stack.validation_from == stack.length == 4


def grow(store: Store, rows: int) -> None:
    store.take_metrics(fake.metrics(m.MetricsRequest(run=1, since=0, since_validation=0), rows))


def test_row_r_is_what_step_r_plus_1_measured(store: Store) -> None:
    grow(store, 120)
    loss = resolve_loss(STATE, store)
    assert loss is not None
    (curve,) = loss.curves
    assert curve.steps.tolist() == list(range(1, 121))
    assert curve.raw[0] == 1.0
    assert curve.smooth[0] == pytest.approx(1.0)  # debiased: the first average is the first value
    assert (loss.playhead, loss.newest, loss.live) == (120, 120, True)
    assert loss.keyframes == (0, 1, 2, 4)


def test_a_long_curve_is_thinned_to_the_screen_and_keeps_its_worst_moment(store: Store) -> None:
    grow(store, 100_000)
    loss = resolve_loss(STATE, store, Room({"loss": (160, 500)}))
    assert loss is not None
    (curve,) = loss.curves
    assert len(curve.steps) == len(curve.raw) == len(curve.smooth) < 1200
    assert curve.raw.max() == 1.0


def test_a_failed_run_says_where(store: Store) -> None:
    store.take_run(fake.info(1, state=m.RunState.FAILED, step=77, facts={"step": 70}))
    loss = resolve_loss(STATE, store)
    assert loss is not None
    assert loss.curves[0].failed_at == 70
    assert loss.curves[0].selected


def test_the_exact_values_of_a_pooled_map_come_from_the_unit_of_the_same_step(store: Store) -> None:
    state = big_run(store)
    for request in wanted(state, store, ALL, {}):
        frame = fake.frame(request, 9)
        pooled = request.slot.name == STACK
        traces = tuple(
            msgspec.structs.replace(
                t,
                values=np.zeros((700, 60), np.float32) if pooled else np.full((2000, 1), 0.25, np.float32),
                units=() if pooled else (3,),
                pooled=pooled,
                size=1024,
            )
            for t in frame.traces
        )
        store.take_frame(msgspec.structs.replace(frame, traces=traces), request)
    stack, unit = resolve_stack(state, store), resolve_unit(state, store)
    assert stack is not None
    assert unit is not None
    assert stack.values_at_cursor is not None
    assert set(stack.values_at_cursor.values()) == {0.25}
    assert unit.unit == 3


def test_a_step_between_keyframes_is_looked_at_from_the_one_before() -> None:
    assert keyframe_before((0, 1, 2, 4, 8), 7) == 4
    assert keyframe_before((2, 4), 1) == 2
    assert keyframe_before((), 1) is None


def test_gru_and_plain_rnn_have_their_own_rows(store: Store) -> None:
    for run, cell in ((2, Cell.GRU), (3, Cell.RNN_TANH)):
        config = msgspec.structs.replace(fake.CONFIG, net=Recurrent(cell=cell))
        store.take_run(fake.info(run, config=config))
        state = STATE.with_(run=run)
        answer(store, state, number=run)
        stack = resolve_stack(state, store)
        assert stack is not None
        assert tuple(row.trace for row in stack.rows) == Cell(cell).traces
        assert not math.isnan(stack.rows[0].high)


def test_over_time_every_curve_lies_on_its_own_seconds(store: Store) -> None:
    grow(store, 120)
    loss = resolve_loss(STATE.choose(LossChoice(by_time=True)), store)
    assert loss is not None
    seconds = store.runs[1].seconds.values
    assert np.array_equal(loss.curves[0].steps, seconds)
    assert store.runs[1].validation_steps.values.tolist() == [0, 50]
    assert np.array_equal(loss.curves[0].validation_steps, np.array([0, seconds[49]]))
    assert loss.place(0) == 0
    assert loss.step_at(loss.place(120)) == loss.newest == 120
