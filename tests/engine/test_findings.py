"""Findings: each planted fault raises its own and nothing else, healthy runs raise none; each rule at its threshold."""

import math

import msgspec
import numpy as np
import pytest
import torch

from gatescope.engine.config.data import ColumnConfig
from gatescope.engine.config.run import (
    Cell,
    DataConfig,
    Kind,
    Recurrent,
    RunConfig,
    Scale,
    Task,
    TrainConfig,
    Transform,
)
from gatescope.engine.config.traces import Trace
from gatescope.engine.errors import Fault, RunError
from gatescope.engine.findings import saturated
from gatescope.engine.findings.rules import RULES, Action, ActionKind, Evidence, Finding, applied, find
from gatescope.engine.protocol.analysis import Flow, GateUse, LayerFlow, Source, UnitUse
from gatescope.engine.protocol.baselines import Baseline, BaselineKind
from gatescope.engine.protocol.runs import RunInfo, RunState
from gatescope.engine.training.gradient import culprit
from tests.engine.findings_runs import FAULTS, HEALTHY, Case, computed, elsewhere, evidence_of, measured_again
from tests.gui.fake_engine import info as info_of


@pytest.fixture(autouse=True)
def one_thread():
    """Two OpenMP threads on busy cores wait for each other."""
    with computed(threads=1):
        yield


def rules(evidence: Evidence) -> list[str]:
    return [one.rule for one in find(evidence)]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: str(case.rule))
def test_a_planted_fault_raises_its_own_finding_and_no_other(case: Case) -> None:
    evidence = evidence_of(case)
    found = find(evidence)
    assert [one.rule for one in found] == [case.rule]
    assert all(rules(measured_again(evidence, seed)) == [case.rule] for seed in range(20))
    action = found[0].action
    assert action is not None
    assert applied(case.config, action) != case.config


def test_every_rule_has_its_fault() -> None:
    assert {case.rule for case in FAULTS} == {rule.name for rule in RULES}
    assert len(FAULTS) == len(HEALTHY) == 11


@pytest.mark.parametrize("case", HEALTHY, ids=lambda case: case.name)
def test_a_healthy_run_raises_none(case: Case) -> None:
    evidence = evidence_of(case)
    assert find(evidence) == ()
    assert not any(rules(measured_again(evidence, seed)) for seed in range(20))


SENSITIVE = tuple(case for case in FAULTS if case.rule in ("rate-too-high", "not-finite", "dead"))


@pytest.mark.parametrize("case", SENSITIVE, ids=lambda case: str(case.rule))
@pytest.mark.parametrize("seed", range(3))
def test_no_rounding_decides_what_is_found(case: Case, seed: int) -> None:
    """All of them under more of it: ``python -m tests.bench findings``."""
    with computed(one_dnn=False):
        assert rules(evidence_of(elsewhere(case, seed))) == [case.rule]


# ---- the rules, one by one -------------------------------------------------------------------------------------


def run_info(
    net: Recurrent | None = None, train: TrainConfig | None = None, task: Task = Task.NEXT, **more: object
) -> RunInfo:
    data = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",), task=task)
    config = RunConfig(data=data, net=net or Recurrent(), train=train or TrainConfig())
    return info_of(1, config=config, **more)


def curves(loss: object, validation: object = (), **more: object) -> Evidence:
    losses = np.asarray(validation, np.float64)
    return Evidence(
        more.pop("info", run_info()),
        train_loss=np.asarray(loss, np.float32),
        validation_steps=50 * (1 + np.arange(len(losses))),
        validation_loss=losses,
        **more,
    )


def only(evidence: Evidence) -> Finding:
    found = find(evidence)
    assert len(found) == 1
    return found[0]


def test_a_run_of_which_nothing_is_known_raises_none() -> None:
    assert find(Evidence(run_info())) == ()


def test_a_loss_that_rose_is_found_from_its_threshold_on_and_quiet_after_the_rate_was_lowered() -> None:
    def rising(factor: float, **more: object) -> Evidence:
        return curves([1.0] * 60 + [factor] * 60, **more)

    assert find(rising(1.45)) == ()
    found = only(rising(1.55))
    assert (found.rule, found.step) == ("rate-too-high", 1)
    assert found.action == Action(ActionKind.LIVE, "learning_rate", 0.0003)
    assert find(rising(1.55, live=((100, "learning_rate", 0.0003),))) == ()
    later = only(rising(1.55, live=((60, "learning_rate", 0.0003),)))
    assert later.action == Action(ActionKind.NEW_RUN, "learning_rate", 3e-5)
    assert find(curves([1.0] * 60 + [0.1] * 60 + [0.3] * 60)) == ()  # far below where it began
    assert find(rising(1.55, validation=[0.5, 0.4])) == ()  # naive is 0.5: it has learnt


def test_a_run_that_cannot_go_on_is_offered_a_new_one() -> None:
    found = only(curves([1.0] * 60 + [2.0] * 60, ready=False))
    assert found.action == Action(ActionKind.NEW_RUN, "learning_rate", 0.0003)


def test_a_gradient_a_hundred_times_its_usual_length_is_found_where_it_was_unless_it_is_clipped() -> None:
    norms = np.full(500, 0.2, np.float32)
    norms[449] = 21.0
    bare = run_info(train=TrainConfig(clip=0.0))
    found = only(curves(np.ones(500), gradient_norm=norms, info=bare))
    assert (found.rule, found.step, found.number) == ("exploding", 450, pytest.approx(105))
    assert found.action == Action(ActionKind.LIVE, "clip", 0.2)
    assert find(curves(np.ones(500), gradient_norm=norms)) == ()
    norms[449] = 19.0
    assert find(curves(np.ones(500), gradient_norm=norms, info=bare)) == ()


@pytest.mark.parametrize(("over", "rules"), [(189, []), (190, ["clipped"])])
def test_clipping_is_found_when_it_acts_in_95_of_100_steps(over: int, rules: list[str]) -> None:
    norms = np.where(np.arange(200) < over, 4.0, 0.5)
    found = find(curves(np.ones(200), gradient_norm=norms))
    assert [one.rule for one in found] == rules
    assert all(one.action == Action(ActionKind.LIVE, "clip", 8.0) for one in found)
    assert find(curves(np.ones(200), gradient_norm=norms, live=((150, "clip", 8.0),))) == ()


def test_overfitting_needs_a_rising_validation_loss_under_a_falling_training_loss() -> None:
    falling, flat = np.linspace(0.4, 0.1, 500), np.full(500, 0.4)
    up = [0.4, 0.3, 0.2, 0.21, 0.23, 0.25, 0.24, 0.26]
    found = only(curves(falling, up))
    assert (found.rule, found.step) == ("overfitting", 150)
    assert found.number == pytest.approx(0.2)
    assert found.action == Action(ActionKind.NEW_RUN, "stop_after", 5)
    assert find(curves(flat, up)) == ()
    assert find(curves(falling, [*up[:6], 0.215, 0.26])) == ()  # one of the last three is near the best


def test_naive_is_found_only_once_the_validation_loss_has_stopped_falling() -> None:
    stuck = only(curves(np.ones(300), [0.9, 0.56, 0.55, 0.56, 0.48, 0.56]))
    assert (stuck.rule, stuck.threshold) == ("naive", 0.5)
    assert stuck.action == Action(ActionKind.NEW_RUN, "transform", Transform.DIFFERENCE)
    assert find(curves(np.ones(300), [0.9, 0.8, 0.7, 0.65, 0.6, 0.55])) == ()
    assert find(curves(np.ones(300), [0.9, 0.45, 0.45, 0.45, 0.46, 0.45])) == ()


def looked(strength: object, back: object = None, **more: object) -> Evidence:
    hidden = np.asarray(strength, np.float64)
    strands = [LayerFlow(layer="layer0", hidden=hidden)]
    if back is not None:
        strands.append(LayerFlow(layer="layer0.backwards", hidden=np.asarray(back, np.float64)))
    flow = Flow(
        source=Source.OUTPUT,
        tau=len(hidden) - 1,
        column=0,
        layers=tuple(strands),
        step_losses=hidden,
        saliency=hidden,
        columns=hidden[:, None],
        memory=0,
        at_least=False,
    )
    validation = more.pop("validation", [1.0] * 8)
    return curves(np.ones(400), validation, flow=flow, probe_steps=len(hidden), **more)


def test_a_gradient_vanishes_only_for_a_network_that_has_not_learnt() -> None:
    rnn = run_info(Recurrent(cell=Cell.RNN_TANH))
    fading = np.geomspace(0.9e-5, 1.0, 48)
    found = only(looked(fading, info=rnn))
    assert (found.rule, found.t) == ("vanishing", 0)
    assert found.number == pytest.approx(0.9e-5)
    assert found.action == Action(ActionKind.NEW_RUN, "cell", Cell.LSTM)
    assert [one.rule for one in find(looked(np.geomspace(1.1e-5, 1.0, 48), info=rnn))] == ["naive"]
    assert find(looked(fading, info=rnn, validation=[0.4] * 8)) == ()


def test_the_mean_of_the_past_counts_as_knowing_nothing_where_it_is_the_better_baseline() -> None:
    naive = Baseline(kind=BaselineKind.LAST_VALUE, loss=0.6, reference=True)
    mean = Baseline(kind=BaselineKind.MEAN, loss=0.3)
    rnn = run_info(Recurrent(cell=Cell.RNN_TANH), baselines=(naive, mean))
    fading = np.geomspace(1e-9, 1.0, 48)
    assert only(looked(fading, info=rnn, validation=[0.29] * 8)).rule == "vanishing"
    assert find(looked(fading, info=rnn, validation=[0.26] * 8)) == ()


@pytest.mark.parametrize(
    ("net", "action"),
    [
        (Recurrent(cell=Cell.LSTM), Action(ActionKind.NEW_RUN, "forget_bias", 1.0)),
        (Recurrent(cell=Cell.GRU), Action(ActionKind.NEW_RUN, "init", "orthogonal")),
    ],
)
def test_a_cell_with_gates_is_offered_another_beginning(net: Recurrent, action: Action) -> None:
    assert only(looked(np.geomspace(1e-9, 1.0, 48), info=run_info(net))).action == action


def test_a_gradient_that_grows_backwards_explodes() -> None:
    bare = run_info(train=TrainConfig(clip=0.0))
    found = only(looked(np.geomspace(1001.0, 1.0, 48), info=bare))
    assert (found.rule, found.t) == ("exploding", 0)
    assert find(looked(np.geomspace(999.0, 1.0, 48), info=bare, validation=[0.4] * 8)) == ()


def test_one_answer_from_both_ends_is_far_from_the_middle_alone() -> None:
    both = Recurrent(cell=Cell.RNN_TANH, bidirectional=True)
    info = run_info(both, task=Task.MANY_TO_ONE)
    fading = np.geomspace(1e-12, 1.0, 41)
    found = only(looked(fading, fading[::-1], info=info))
    assert (found.rule, found.t) == ("vanishing", 20)
    assert found.number == pytest.approx(1e-6)
    kept = np.geomspace(1e-4, 1.0, 41)
    assert [one.rule for one in find(looked(kept, kept[::-1], info=info))] == ["naive"]


def test_a_gradient_explodes_on_its_way_through_either_strand_from_where_that_one_ends() -> None:
    bare, even = TrainConfig(clip=0.0), np.ones(40)
    both = run_info(Recurrent(bidirectional=True), bare, task=Task.MANY_TO_ONE)
    found = only(looked(even, np.geomspace(1.0, 1001.0, 40), info=both))
    assert (found.rule, found.t) == ("exploding", 39)
    assert find(looked(even, np.geomspace(1001.0, 1.0, 40), info=both, validation=[0.4] * 8)) == ()
    tag = run_info(Recurrent(bidirectional=True), bare, task=Task.TAG)
    assert only(looked(np.geomspace(1001.0, 1.0, 40), np.zeros(40), info=tag)).rule == "exploding"


@pytest.mark.parametrize(("count", "found"), [(28, False), (29, True)])
def test_a_gate_is_saturated_when_nine_units_of_ten_stand_still(count: int, found: bool) -> None:
    shut = np.where(np.arange(32) < count, 0.96, 0.2)
    gate = GateUse(layer="layer1", gate=Trace.INPUT_GATE, shut=shut, open=np.zeros(32), histogram=np.zeros(50))
    evidence = Evidence(run_info(), gates=(gate,))
    assert bool(find(evidence)) == found
    if found:
        one = only(evidence)
        assert (one.rule, one.layer, one.gate, one.unit, one.units) == ("saturated", "layer1", Trace.INPUT_GATE, 0, 29)


def test_tanh_units_are_saturated_and_relu_units_dead() -> None:
    stuck = only(Evidence(run_info(), units=(UnitUse(layer="layer0", stuck=np.ones(8)),)))
    assert (stuck.rule, stuck.gate, stuck.units, stuck.size) == ("saturated", None, 8, 8)


@pytest.mark.parametrize(("units", "seen"), [(12, False), (16, True), (26, True), (28, True), (29, False)])
def test_what_is_not_enough_to_stand_out_is_noticed(units: int, seen: bool) -> None:
    shares = np.where(np.arange(32) < units, 0.97, 0.1)
    evidence = Evidence(run_info(), units=(UnitUse(layer="layer0", stuck=shares),))
    noticed = saturated.noticed(evidence)
    assert (noticed is not None) == seen
    if noticed is not None:
        assert find(evidence) == ()
        assert (noticed.units, noticed.size, noticed.action) == (units, 32, None)
    assert (units >= 29) == bool(find(evidence))
    assert find(Evidence(run_info(), units=(UnitUse(layer="layer0", dead=np.arange(8) < 6),))) == ()
    dead = only(Evidence(run_info(), units=(UnitUse(layer="layer0", dead=np.arange(8) > 0),)))
    assert (dead.rule, dead.unit, dead.units) == ("dead", 1, 7)


def test_a_probe_longer_than_the_window_says_which_steps_lie_beyond() -> None:
    info = run_info(train=TrainConfig(window=24), training_rows=(0, 400))
    found = only(Evidence(info, probe_steps=60))
    assert (found.rule, found.t, found.until) == ("beyond-window", 0, 35)
    assert found.action == Action(ActionKind.NEW_RUN, "window", 60)
    assert find(Evidence(info, probe_steps=24)) == ()
    short = msgspec.structs.replace(info, training_rows=(0, 100))
    assert only(Evidence(short, probe_steps=60)).action is None  # such windows would not fit the data


# ---- which tensor was first ------------------------------------------------------------------------------------


def weights() -> dict[str, torch.Tensor]:
    made = {name: torch.ones(2, requires_grad=True) for name in ("embedding", "layer", "head")}
    for weight in made.values():
        weight.grad = torch.ones(2)
    return made


def test_the_first_that_is_no_number_is_looked_for_in_the_order_of_a_step() -> None:
    of_loss = RunError(Fault.LOSS_NOT_FINITE, run=0, step=7, value="nan")
    of_gradient = RunError(Fault.GRADIENT_NOT_FINITE, run=0, step=7, value="nan")
    tensors = weights()
    assert culprit(of_loss, tensors).facts == {"run": 0, "step": 7, "value": "nan", "part": "loss", "tensor": ""}
    for name in ("embedding", "layer"):
        tensors[name].grad = torch.tensor([1.0, math.nan])
    assert culprit(of_gradient, tensors).facts["tensor"] == "layer"  # backwards: the head is whole
    with torch.no_grad():
        tensors["head"][0] = math.inf
    assert culprit(of_loss, tensors).facts["part"] == "weight"
    assert culprit(of_loss, tensors).facts["tensor"] == "head"
    assert culprit(of_loss, tensors, followed=True).facts["part"] == "loss"
    assert "part" not in culprit(of_gradient, {}, followed=True).facts


def test_a_broken_run_tells_its_step_and_tensor_and_nothing_else() -> None:
    facts = {"run": 1, "step": 12, "value": "nan", "part": "gradient", "tensor": "head.bias"}
    info = run_info(state=RunState.FAILED, fault=str(Fault.GRADIENT_NOT_FINITE), facts=facts)
    found = only(curves([1.0] * 60 + [9.0] * 60, info=info, ready=False))
    assert (found.rule, found.step, found.part, found.tensor) == ("not-finite", 12, "gradient", "head.bias")
    assert found.action == Action(ActionKind.NEW_RUN, "learning_rate", 0.0003)


@pytest.mark.parametrize(
    ("scale", "sizes", "part"),
    [
        (Scale.NONE, (5e9, 0.1), "apart"), (Scale.NONE, (300.0, 280.0), "large"), (Scale.NONE, (9.0, 0.1), ""),
        (Scale.NONE, (0.0, 5.0), ""), (Scale.STANDARD, (5e9, 0.1), ""),
    ],
)  # fmt: skip
def test_inputs_that_are_not_scaled_are_found_by_their_sizes(scale: Scale, sizes: tuple[float, ...], part: str) -> None:
    data = DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("b",), scale=scale)
    config = RunConfig(data=data, net=Recurrent(), train=TrainConfig())
    found = find(Evidence(msgspec.structs.replace(run_info(), config=config, input_sizes=sizes)))
    assert [(one.rule, one.part, one.column) for one in found] == ([("unscaled", part, "a")] if part else [])


def test_a_click_scales_also_the_columns_that_were_left_out_one_by_one() -> None:
    columns = (ColumnConfig(name="a", scale=Scale.NONE, transform=Transform.LOG),)
    data = DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("b",), columns=columns)
    config = RunConfig(data=data, net=Recurrent(), train=TrainConfig())
    (found,) = find(Evidence(msgspec.structs.replace(run_info(), config=config, input_sizes=(5e9, 1.0))))
    assert found.action is not None
    after = applied(config, found.action).data
    assert [after.of(name).scale for name in ("a", "b")] == [Scale.STANDARD] * 2
    assert after.of("a").transform is Transform.LOG
