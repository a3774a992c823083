"""What the analyses ask for, what they gather over a run, and the pictures made of it. No Qt."""

import math
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.protocol.analysis import (
    Alteration,
    Analysis,
    Flow,
    GateSpectrum,
    GateUse,
    Intervention,
    LayerFlow,
    Source,
    UnitUse,
)
from gatescope.engine.protocol.frame import FrameRequest, Trace
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.scenes.asking import STACK, in_force
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.cell.scene import CELL, resolve_cell
from gatescope.gui.views.loss.scene import LOSS
from gatescope.gui.views.saturation.scene import SATURATION, resolve_saturation
from gatescope.gui.views.sizes.scene import SIZES, SizesChoice, resolve_sizes
from gatescope.gui.views.unrolled.scene import UNROLLED, resolve_unrolled
from gatescope.gui.views.weights.scene import WEIGHTS, WEIGHTS_PAST, WeightPicture, WeightsChoice, resolve_weights
from gatescope.gui.views.what_if.scene import WHAT_IF, resolve_what_if
from tests.gui import fake_engine as fake
from tests.gui.asked import wanted

STATE = ViewState(run=1, t=5, unit=3)
HIDDEN = 32


@pytest.fixture
def store() -> Store:
    made = Store()
    made.take_data(fake.dataset("/data/air.csv"))
    made.take_run(fake.info(1, keyframes=(0, 1, 2, 4), step=7))
    return made


def asked(state: ViewState, store: Store, *visible: str) -> dict[str, FrameRequest]:
    return {request.slot.name: request for request in wanted(state, store, frozenset(visible), {})}


def answer(store: Store, request: FrameRequest, step: int = 7, number: int = 1, **more: Any) -> None:
    request = msgspec.structs.replace(request, number=number)
    store.take_frame(msgspec.structs.replace(fake.frame(request, step), **more), request)


def spectrum(radius: float = 0.9, matrices: bool = False) -> Analysis:
    eye = np.full((HIDDEN, HIDDEN), radius, np.float32) if matrices else None
    gates = (Trace.INPUT_GATE, Trace.FORGET_GATE, Trace.CANDIDATE, Trace.OUTPUT_GATE)
    values = np.full(HIDDEN, radius), np.zeros(HIDDEN)
    one = [
        GateSpectrum(
            gate=gate,
            real=values[0],
            imaginary=values[1],
            radius=radius,
            stretch=2 * radius,
            recurrent=eye,
            inputs=None if eye is None else eye[:, :1],
        )
        for gate in gates
    ]
    return Analysis(spectrum=tuple(one))


# ---- asking ---------------------------------------------------------------------------------------------------------


def test_a_hidden_analysis_asks_for_nothing(store: Store) -> None:
    assert set(asked(STATE, store, LOSS)) == set()
    assert {SATURATION, WEIGHTS, UNROLLED} & set(asked(STATE, store, STACK, LOSS)) == set()


def test_sizes_and_what_if_need_no_frame_of_their_own(store: Store) -> None:
    assert asked(STATE, store, SIZES, WHAT_IF) == {}
    want = asked(STATE.choose(SizesChoice(weights=True)), store, SIZES)[SIZES].analysis
    assert want is not None
    assert want.histograms


def test_what_stands_beside_altered_states_is_of_the_altered_network(store: Store) -> None:
    held = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(1,))
    found = asked(STATE.with_(interventions=(held,)), store, STACK, SATURATION, WEIGHTS, UNROLLED)
    assert found[STACK].interventions == found[UNROLLED].interventions == (held,)
    assert found[SATURATION].interventions == found[WEIGHTS].interventions == ()


def test_each_analysis_asks_for_exactly_what_it_shows(store: Store) -> None:
    found = asked(STATE, store, SATURATION, WEIGHTS, UNROLLED)
    assert found[SATURATION].analysis is not None
    assert found[SATURATION].analysis.saturation
    assert not found[SATURATION].wants
    weights = found[WEIGHTS].analysis
    assert weights is not None
    assert (weights.spectrum, weights.matrices, weights.saturation, weights.flow) == (True, False, False, None)
    unrolled = found[UNROLLED].analysis
    assert unrolled is not None
    assert unrolled.flow is not None
    assert (unrolled.flow.source, unrolled.flow.tau) == (Source.OUTPUT, 5)
    assert STACK in found  # whose hidden states the unrolled network shows


def test_matrices_are_asked_for_only_while_they_are_shown(store: Store) -> None:
    for picture in (WeightPicture.RECURRENT, WeightPicture.INPUTS):
        want = asked(STATE.choose(WeightsChoice(picture)), store, WEIGHTS)[WEIGHTS].analysis
        assert want is not None
        assert want.matrices


def test_an_analysis_is_of_the_network_as_it_is_and_the_stack_of_the_altered_one(store: Store) -> None:
    one = Intervention(layer="layer0", trace=Trace.FORGET_GATE)
    found = asked(STATE.with_(interventions=(one,)), store, STACK, SATURATION)
    assert found[STACK].interventions == (one,)
    assert found[SATURATION].interventions == ()


def test_another_alteration_is_another_question_and_the_same_one_is_not(store: Store) -> None:
    one = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(1,))
    plain = asked(STATE.with_(at=4), store, STACK)[STACK]
    answer(store, plain)
    assert asked(STATE.with_(at=4), store, STACK) == {}
    altered = asked(STATE.with_(at=4, interventions=(one,)), store, STACK)[STACK]
    answer(store, altered, number=2)
    assert asked(STATE.with_(at=4, interventions=(one,)), store, STACK) == {}
    assert asked(STATE.with_(at=4), store, STACK)[STACK].interventions == ()  # undone: asked for anew


@given(st.integers(0, 4), st.sampled_from(Trace), st.lists(st.integers(0, 40), max_size=3), st.sampled_from(Cell))
def test_only_what_a_network_has_is_altered_in_it(layer: int, trace: Trace, units: list[int], cell: Cell) -> None:
    one = Intervention(layer=f"layer{layer}", trace=trace, units=tuple(units))
    net = Recurrent(cell=cell, layers=2, hidden=16)
    has = layer < 2 and max(units, default=0) < 16 and trace in Cell(cell).traces
    assert in_force((one,), net) == ((one,) if has else ())


def test_the_weights_of_the_past_are_filled_in_one_by_one_while_nothing_trains(store: Store) -> None:
    steps = []
    for number in range(10):
        request = asked(STATE, store, WEIGHTS).get(WEIGHTS_PAST)
        if request is None:
            break
        steps.append(request.at)
        answer(store, request, number=number, analysis=spectrum())
    assert steps == [4, 0, 2, 1]  # first the ends, then the widest gap
    store.take_run(fake.info(1, keyframes=(0, 1, 2, 4, 8), state=RunState.TRAINING, step=8))
    assert WEIGHTS_PAST not in asked(STATE, store, WEIGHTS)


def test_the_past_of_a_large_network_is_left_alone(store: Store) -> None:
    config = msgspec.structs.replace(fake.CONFIG, net=Recurrent(hidden=1024))
    store.take_run(fake.info(2, config=config))
    assert WEIGHTS_PAST not in asked(STATE.with_(run=2), store, WEIGHTS)


# ---- pictures -------------------------------------------------------------------------------------------------------


def test_weights_show_the_matrices_when_they_have_come(store: Store) -> None:
    assert resolve_weights(STATE, store) is None
    answer(store, asked(STATE, store, WEIGHTS)[WEIGHTS], analysis=spectrum(0.7))
    state = STATE.choose(WeightsChoice(WeightPicture.RECURRENT))
    first = resolve_weights(state, store)
    assert first is not None
    assert first.picture is WeightPicture.EIGENVALUES  # until they have come
    answer(store, asked(state, store, WEIGHTS)[WEIGHTS], number=2, analysis=spectrum(0.7, matrices=True))
    second = resolve_weights(state, store)
    assert second is not None
    assert second.picture is WeightPicture.RECURRENT
    assert second.bound == 1.0  # the next of 1, 2, 5 above 0.7
    assert second.gates[0].radius == 0.7
    assert second.steps.tolist() == [7]
    inputs = resolve_weights(state.choose(WeightsChoice(WeightPicture.INPUTS)), store)
    assert inputs is not None
    assert inputs.gates[0].matrix is not None
    assert inputs.gates[0].matrix.shape == (HIDDEN, 1)


def test_saturation_gathers_the_points_of_all_layers(store: Store) -> None:
    config = msgspec.structs.replace(fake.CONFIG, net=Recurrent(layers=2, hidden=2))
    store.take_run(fake.info(2, config=config))
    state = STATE.with_(run=2, layer="layer1")
    uses = tuple(
        GateUse(
            layer=f"layer{layer}",
            gate=Trace.FORGET_GATE,
            shut=np.array([0.1, 0.2]) + layer,
            open=np.array([0.5, 0.6]),
            histogram=np.full(50, layer),
        )
        for layer in range(2)
    )
    units = tuple(UnitUse(layer=f"layer{layer}", stuck=np.array([0.0, 1.0])) for layer in range(2))
    answer(store, asked(state, store, SATURATION)[SATURATION], analysis=Analysis(gates=uses, units=units))
    scene = resolve_saturation(state, store)
    assert scene is not None
    (gate,) = scene.gates
    assert gate.layers.tolist() == [0, 0, 1, 1]
    assert gate.units.tolist() == [0, 1, 0, 1]
    np.testing.assert_allclose(gate.shut, [0.1, 0.2, 1.1, 1.2])
    assert gate.histogram[0] == 1  # of the chosen layer
    assert scene.unit == 1
    assert resolve_saturation(STATE, store) is None  # another run's is not shown


def test_sizes_of_the_past_end_there_and_count_the_clipped_steps(store: Store) -> None:
    request = fake.m.MetricsRequest(run=1, since=0, since_validation=0)
    metrics = fake.metrics(request, 120)
    norms = np.where(np.arange(120) % 4 == 0, 2.0, 0.5).astype(np.float32)  # clip is 1
    sizes = np.arange(3 * 3 * 2, dtype=np.float32).reshape(3, 3, 2)
    metrics = msgspec.structs.replace(
        metrics,
        gradient_norm=norms,
        size_names=("layers.0.weight_hh_l0", "head.bias"),
        size_steps=np.array([1, 2, 64]),
        sizes=sizes,
        live=((110, "clip", 0.1), (110, "learning_rate", 0.5)),
    )
    assert store.take_metrics(metrics)
    scene = resolve_sizes(STATE, store)
    assert scene is not None
    assert scene.steps.tolist() == [1, 2, 64]
    assert scene.clip == 0.1
    assert scene.window == 100
    over = [(norms[r] > (0.1 if r >= 110 else 1.0)) for r in range(20, 120)]
    assert scene.clipped == pytest.approx(np.mean(over))
    past = resolve_sizes(STATE.with_(at=4), store)
    assert past is not None
    assert past.steps.tolist() == [1, 2]
    assert past.clip == 1.0
    assert past.clipped == 0.25
    assert past.window == 4
    np.testing.assert_allclose(past.ratio, sizes[:2, 2] / sizes[:2, 1])
    assert store.runs[1].clipped.values.tolist() == [
        row + 1 for row in range(120) if norms[row] > (0.1 if row >= 110 else 1.0)
    ]


def test_a_ratio_to_nothing_is_no_number(store: Store) -> None:
    metrics = fake.metrics(fake.m.MetricsRequest(run=1, since=0, since_validation=0), 1)
    sizes = np.array([[[1.0], [0.0], [1.0]]], np.float32)
    store.take_metrics(
        msgspec.structs.replace(metrics, size_names=("head.bias",), size_steps=np.array([1]), sizes=sizes)
    )
    scene = resolve_sizes(STATE, store)
    assert scene is not None
    assert math.isnan(scene.ratio[0, 0])


def test_the_cell_at_the_first_step_comes_from_nothing(store: Store) -> None:
    answer(store, asked(STATE, store, STACK, CELL)[STACK])
    scene = resolve_cell(STATE, store)
    assert scene is not None
    assert (scene.t, scene.unit, scene.length) == (5, 3, 24)
    assert scene.now[Trace.CELL] == 7.0
    assert scene.before[Trace.CELL] == 7.0
    first = resolve_cell(STATE.with_(t=0), store)
    assert first is not None
    assert set(first.before.values()) == {0.0}


@pytest.mark.parametrize(("t", "first", "count"), [(0, 0, 2), (5, 1, 6), (23, 19, 5)])
def test_the_unrolled_network_stays_within_the_probe(store: Store, t: int, first: int, count: int) -> None:
    state = STATE.with_(t=t)
    found = asked(state, store, STACK, UNROLLED)
    answer(store, found[STACK], step=1)
    gradient = np.where(np.arange(24) <= t, 0.5 ** np.abs(t - np.arange(24)), 0.0)
    flow = Flow(
        source=Source.OUTPUT,
        tau=t,
        column=0,
        layers=(LayerFlow(layer="layer0", hidden=gradient),),
        step_losses=np.zeros(24),
        saliency=np.zeros(24),
        columns=np.zeros((24, 1)),
        memory=0,
        at_least=False,
    )
    answer(store, found[UNROLLED], analysis=Analysis(flow=flow))
    scene = resolve_unrolled(state, store)
    assert scene is not None
    assert (scene.first, len(scene.labels)) == (first, count)
    assert len(scene.activity) == len(scene.gradient) == len(scene.hidden) == count
    assert scene.activity[0] == pytest.approx(1.0)
    assert scene.gradient[t - first] == 1.0
    assert (scene.gradient[t - first + 1 :] == 0).all()


def test_what_if_tells_both_losses_of_the_frame_that_was_altered(store: Store) -> None:
    scene = resolve_what_if(STATE, store)
    assert scene is not None
    assert math.isnan(scene.loss)
    answer(store, asked(STATE, store, STACK)[STACK])
    plain = resolve_what_if(STATE, store)
    assert plain is not None
    assert (plain.plain, plain.loss) == (0.25, 0.25)
    one = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(3,), kind=Alteration.CLAMP, value=1.0)
    state = STATE.with_(interventions=(one,))
    waiting = resolve_what_if(state, store)
    assert waiting is not None
    assert math.isnan(waiting.loss)  # the frame that is there is not of this network
    answer(store, asked(state, store, STACK)[STACK], number=2, loss=0.75, plain_loss=0.25)
    altered = resolve_what_if(state, store)
    assert altered is not None
    assert (altered.plain, altered.loss) == (0.25, 0.75)
    assert altered.in_force == (one,)
