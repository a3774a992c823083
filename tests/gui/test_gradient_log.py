"""The axis of the gradient moves in decades and does not jump; the waterfall is asked for from the ends inwards."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.protocol.analysis import AnalysisWant, Flow, FlowWant, Intervention, LayerFlow, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe, Trace
from gatescope.gui.state.gradient_log import (
    DECADES_MOST,
    ROWS_MOST,
    GradientLog,
    Past,
    chosen,
    decades,
    exponents,
    loss_bound,
)

PROBE = Probe(part=Part.VALIDATION, start=10, length=4)
NORMS = st.lists(st.floats(1e-30, 1e30), min_size=1, max_size=30).map(np.array)


def flow(hidden, source: Source = Source.LOSS, losses=(0.3, 0.4, np.nan, 0.2)) -> Flow:
    hidden = np.asarray(hidden, float)
    return Flow(
        source=source,
        tau=len(hidden) - 1,
        column=0,
        layers=(LayerFlow(layer="layer0", hidden=hidden),),
        step_losses=np.array(losses),
        saliency=hidden,
        columns=hidden[:, None],
        memory=0,
        at_least=False,
    )


def request(step: int, **want) -> FrameRequest:
    analysis = AnalysisWant(flow=FlowWant(**want))
    return FrameRequest(slot=Slot("waterfall"), number=1, run=1, probe=PROBE, at=step, analysis=analysis)


@given(NORMS)
def test_an_axis_holds_the_largest_and_all_that_is_not_too_small(values) -> None:
    low, high = decades([values])
    assert 10.0**high >= values.max() * (1 - 1e-9)
    assert values.max() > 10.0 ** (high - 1) * (1 - 1e-6) or high - low == 2
    assert 2 <= high - low <= DECADES_MOST
    assert 10.0**low <= values.min() * (1 + 1e-6) or high - low == DECADES_MOST


@given(NORMS, st.integers(-20, 20), st.integers(2, DECADES_MOST))
def test_an_axis_that_has_settled_stays(values, low, span) -> None:
    once = decades([values], (low, low + span))
    assert decades([values], once) == once


def test_an_axis_grows_at_once_and_shrinks_late() -> None:
    assert decades([np.array([0.5, 1e-3])], None) == (-3, 0)
    assert decades([np.array([0.05, 1e-3])], (-3, 0)) == (-3, 0)  # a decade of air is borne
    assert decades([np.array([5.0, 1e-3])], (-3, 0)) == (-3, 1)
    assert decades([np.array([0.005, 1e-3])], (-3, 0))[1] == -2  # two are not


def test_zero_and_what_is_no_number_do_not_count() -> None:
    assert decades([np.array([0.0, np.nan, np.inf, 0.5, 0.02])]) == (-2, 0)
    assert decades([np.zeros(4)], (-5, 1)) == (-5, 1)
    assert exponents(np.array([0.0, 0.01, np.inf])).tolist() == [-np.inf, pytest.approx(-2), np.inf]


def test_the_axis_of_the_losses_moves_in_steps() -> None:
    assert loss_bound(np.array([0.3, np.nan]), 0.0) == pytest.approx(0.5)
    assert loss_bound(np.array([0.06]), 0.5) == 0.5
    assert loss_bound(np.array([0.01]), 0.5) == pytest.approx(0.01)
    assert loss_bound(np.array([np.nan]), 0.5) == 0.5


def test_each_source_has_its_axis() -> None:
    log = GradientLog()
    log.take([flow([1e-3, 1e-2, 0.1, 0.9]), flow([1e-5, 1.0, 1.0, 5.0])])
    log.take([flow([1e2, 1e3, 1e3, 1e3], Source.OUTPUT)])
    assert log.range_of(Source.LOSS) == (-5, 1)
    assert log.range_of(Source.OUTPUT) == (1, 3) or log.range_of(Source.OUTPUT) == (2, 4)
    assert log.loss_bound == pytest.approx(0.5)


def test_keyframes_are_asked_for_from_the_ends_inwards() -> None:
    log, keyframes, asked = GradientLog(), (0, 1, 2, 4, 8, 16), []
    past = Past(1, PROBE, FlowWant())
    while (step := log.lacking(past, keyframes)) is not None:
        asked.append(step)
        log.take_past(request(step), step, flow([1, 1, 1, step + 1]))
    assert asked[:3] == [16, 0, 2]
    assert sorted(asked) == list(keyframes)
    assert [row.step for row in log.past(past, keyframes)] == list(keyframes)
    assert log.lacking(past, (*keyframes, 32)) == 32  # a new keyframe is news at once


def test_an_altered_network_is_no_part_of_the_past() -> None:
    log = GradientLog()
    altered = msgspec.structs.replace(request(4), interventions=(Intervention(layer=0, trace=Trace.HIDDEN),))
    log.take_past(altered, 4, flow([1, 2, 3, 4]))
    assert log.past(Past(1, PROBE, FlowWant()), (4,)) == ()


def test_a_waterfall_is_of_one_question_whatever_else_came_with_it() -> None:
    log = GradientLog()
    log.take_past(request(4, maps=True, layer="layer1"), 4, flow([1, 2, 3, 4]))
    assert [row.step for row in log.past(Past(1, PROBE, FlowWant()), (4,))] == [4]
    assert log.past(Past(1, PROBE, FlowWant(source=Source.OUTPUT)), (4,)) == ()
    assert log.past(Past(2, PROBE, FlowWant()), (4,)) == ()


@given(st.lists(st.integers(0, 10**6), max_size=600), st.integers(1, 10**6))
def test_the_chosen_keyframes_are_few_and_stay(keyframes, more) -> None:
    steps = chosen(keyframes)
    assert len(steps) <= ROWS_MOST + 1
    if keyframes:
        assert (steps[0], steps[-1]) == (min(keyframes), max(keyframes))
        later = chosen([*keyframes, max(keyframes) + more])
        assert set(steps[:-1]) <= set(later) or len(later) <= len(steps)
