"""Echo state networks: their states, their readout, and what cannot be asked of them."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from gatescope.engine.config.nets import Ability
from gatescope.engine.config.run import (
    EVERY_KIND,
    DataConfig,
    Kind,
    Recurrent,
    Reservoir,
    RunConfig,
    TrainConfig,
    from_json,
    to_json,
)
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, prepare
from gatescope.engine.data.rows.spans import Spans
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.checks import counts
from gatescope.engine.models.family import FAMILIES, Reading, build, family_of
from gatescope.engine.models.reservoir.ridge import solve
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.probing.gradient_flow import gradient_flow, of_loss
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.protocol.analysis import AnalysisWant, Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, FreeRun, Want
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.once import side_by_side
from gatescope.engine.training.trainer import Trainer

CPU = torch.device("cpu")
DATA = DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("a",), time=())
SMALL = Reservoir(hidden=12, leak=0.3, radius=0.8, density=0.5, input_scale=0.7, ridge=1e-4)


def table(rows: int = 300) -> bytes:
    t = np.arange(rows)
    values = np.c_[np.sin(t / 5), np.cos(t / 11) + np.sin(t / 3)]
    return ("a,b\n" + "\n".join(f"{a:.6f},{b:.6f}" for a, b in values)).encode()


def made(net: Reservoir, shape: IOShape, seed: int = 3) -> torch.nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build(net, shape)


def states(weights: dict[str, np.ndarray], leak: float, x: np.ndarray) -> np.ndarray:
    """The equation, in a plain loop of float64."""
    h, found = np.zeros(len(weights["bias"])), []
    for one in x:
        h = (1 - leak) * h + leak * np.tanh(weights["weight_ih"] @ one + weights["weight_hh"] @ h + weights["bias"])
        found.append(h)
    return np.array(found)


def in_double(network: torch.nn.Module) -> dict[str, np.ndarray]:
    return {name: weight.detach().double().numpy() for name, weight in network.named_parameters()}


def test_the_states_are_those_of_the_equation() -> None:
    shape = IOShape(inputs=2, outputs=1, symbols=0)
    network = made(SMALL, shape)
    x = torch.randn(80, 2, generator=torch.Generator().manual_seed(1))
    reading = family_of(SMALL).read(SMALL, shape, network.state_dict(), x)
    weights = in_double(network)
    expected = states(weights, SMALL.leak, x.double().numpy())
    np.testing.assert_allclose(reading.layers[0][Trace.HIDDEN], expected, atol=1e-5)
    head = np.c_[expected, x.numpy()] @ weights["head.weight"].T + weights["head.bias"]
    np.testing.assert_allclose(reading.output, head, atol=1e-5)
    torch.testing.assert_close(network(x[:, None])[:, 0], reading.output)


def test_what_is_drawn_has_the_radius_and_the_density_asked_for() -> None:
    net = Reservoir(hidden=200, radius=1.1, density=0.1, input_scale=0.25)
    weights = in_double(made(net, IOShape(inputs=3, outputs=1, symbols=0)))
    assert np.abs(np.linalg.eigvals(weights["weight_hh"])).max() == pytest.approx(1.1, rel=1e-4)
    assert (weights["weight_hh"] != 0).mean() == pytest.approx(0.1, abs=0.01)
    assert 0.2 < np.abs(weights["weight_ih"]).max() <= 0.25


def test_symbols_and_categories_go_in_as_one_hot_vectors() -> None:
    text = IOShape(inputs=4, outputs=1, symbols=4)
    network = made(SMALL, text)
    said = family_of(SMALL).read(SMALL, text, network.state_dict(), torch.tensor([2, 0]))
    assert said.inputs.tolist() == [[0, 0, 1, 0], [1, 0, 0, 0]]
    mixed = IOShape(inputs=1, outputs=1, symbols=0, categories=(2, 3))
    network = made(SMALL, mixed)
    said = family_of(SMALL).read(SMALL, mixed, network.state_dict(), torch.tensor([[0.5, 1.0, 2.0]]))
    assert said.inputs.tolist() == [[0.5, 0, 1, 0, 0, 1]]


# ---- the readout -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("ridge", [0.0, 1e-4, 1e-2])
def test_the_readout_is_that_of_least_squares(ridge: float, gaps: bool) -> None:
    """Ridge regression is least squares on the system with a row √(nλ) for each weight below it."""
    net, shape = Reservoir(hidden=9, ridge=ridge), IOShape(inputs=2, outputs=2, symbols=0)
    network, generator = made(net, shape), torch.Generator().manual_seed(5)
    x, y = torch.randn(40, 3, 2, generator=generator), torch.randn(40, 3, 2, generator=generator)
    y[:4] = torch.nan  # rows that do not count
    if gaps:
        y[10:20, 1, 0] = torch.nan  # of one column alone
    loss, slope = solve(network, net, [(x, y)])
    weights, squares = in_double(network), 0.0
    gradient = np.zeros((12, 2))
    for column in range(2):
        rows, wanted = [], []
        for one in range(3):
            h = states(weights, net.leak, x[:, one].double().numpy())
            known = ~y[:, one, column].isnan().numpy()
            rows.append(np.c_[h, x[:, one].numpy(), np.ones(len(h))][known])
            wanted.append(y[:, one, column].double().numpy()[known])
        seen, target = np.concatenate(rows), np.concatenate(wanted)
        below = np.sqrt(len(seen) * ridge) * np.eye(12)[:-1]
        expected, *_ = np.linalg.lstsq(np.r_[seen, below], np.r_[target, np.zeros(11)], rcond=None)
        found = np.r_[weights["head.weight"][column], weights["head.bias"][column]]
        np.testing.assert_allclose(found, expected, atol=2e-5)
        squares += ((seen @ expected - target) ** 2).sum()
        gradient[:, column] = 2 * seen.T @ (seen @ expected - target)
    count = int((~y.isnan()).sum())
    assert float(loss) == pytest.approx(squares / count, rel=1e-4)
    assert float(slope) == pytest.approx(np.linalg.norm(gradient) / count, rel=1e-2, abs=1e-6)


def test_long_data_is_summed_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    net, shape = Reservoir(hidden=6), IOShape(inputs=1, outputs=1, symbols=0)
    generator = torch.Generator().manual_seed(2)
    data = [(torch.randn(50, 2, 1, generator=generator), torch.randn(50, 2, 1, generator=generator))]
    whole, pieces = made(net, shape), made(net, shape)
    solve(whole, net, data)
    monkeypatch.setattr("gatescope.engine.models.reservoir.ridge.VALUES_MOST", 7 * 2 * 8)
    solve(pieces, net, data)
    torch.testing.assert_close(whole.head.weight, pieces.head.weight, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("starts", "length", "counted"),
    [(range(10, 40), 7, 0), (range(3), 7, 0), (np.array([0, 1, 2, 3, 50, 51, 52, 90]), 3, 0), (range(5, 30), 6, 4)],
)
def test_every_target_of_the_training_part_is_seen_once(starts: range, length: int, counted: int) -> None:
    spans = Spans(starts, length, counted)
    found = side_by_side(spans).target_rows(1)
    assert sorted(found.tolist()) == sorted(set(spans.target_rows(1).tolist()))


# ---- a run -----------------------------------------------------------------------------------------------------


def config(net: Reservoir = SMALL, **train: object) -> RunConfig:
    return RunConfig(data=DATA, net=net, train=TrainConfig(window=20, device="cpu", **train))


def test_one_step_is_all_of_it_and_can_be_gone_back_from(tmp_path: Path) -> None:
    path, laboratory = str(tmp_path / "s.gatescope"), Laboratory()
    laboratory.adopt(dataset_from_bytes(table(), "a.csv"), path)
    run = laboratory.new_run(config(steps=1000))
    training = laboratory.begin(run)
    before = {name: weight.clone() for name, weight in laboratory.weights(run, 0)[1].items()}
    training.validate()
    assert run.left() == 1
    training.turn(math.inf, lambda: False)
    training.validate_if_stale()
    laboratory.put_to_rest(training)
    assert run.left() == 0
    assert (run.step, run.keyframes) == (1, (0, 1))
    first, *_, last = run.history.validation()[1]
    assert last < 0.1 * first
    assert last < 0.5 * run.info().naive_loss
    assert run.parameters == counts(SMALL, run.prepared.shape, run.config.train, 20).parameters == 12 + 2 + 1
    after = laboratory.weights(run, 1)[1]
    moved = {name for name, weight in after.items() if not torch.equal(weight, before[name])}
    assert moved == {"head.weight", "head.bias"}
    said = laboratory.weights(run, 1)[1]["head.weight"].clone()
    laboratory.close()
    again = Laboratory()
    again.open_session(path)
    assert again.run(1).config == config(steps=1000)
    assert torch.equal(again.weights(again.run(1), 1)[1]["head.weight"], said)
    assert torch.equal(again.weights(again.run(1), 0)[1]["head.weight"], before["head.weight"])
    again.close()


def test_equal_seeds_are_equal_runs_and_others_are_not() -> None:
    prepared = prepare(dataset_from_bytes(table(), "a.csv"), DATA, 20)
    heads = []
    for seed in (1, 1, 2):
        trainer = Trainer(config(seed=seed), prepared, CPU)
        with trainer:
            trainer.step()
        heads.append(trainer.weights["head.weight"].detach().clone())
    assert torch.equal(heads[0], heads[1])
    assert not torch.equal(heads[0], heads[2])


def test_a_frame_shows_its_states_and_its_spectrum() -> None:
    prepared = prepare(dataset_from_bytes(table(), "a.csv"), DATA, 20)
    network = made(SMALL, prepared.shape)
    want = AnalysisWant(saturation=True, spectrum=True)
    request = FrameRequest(
        slot=Slot("stack"),
        number=1,
        run=1,
        probe=prepared.probe_default(),
        wants=(Want(layer="layer0", trace=Trace.HIDDEN),),
    )
    frame = make_frame(request, SMALL, prepared, network.state_dict(), 0)
    assert frame.traces[0].values.shape == (20, 12)
    assert [(one.trace, one.size) for one in SMALL.strips] == [(each.trace, each.size) for each in frame.traces]
    asked = FrameRequest(slot=Slot("weights"), number=1, run=1, probe=prepared.probe_default(), analysis=want)
    analysis = make_frame(asked, SMALL, prepared, network.state_dict(), 0).analysis
    assert analysis.spectrum[0].radius == pytest.approx(0.8, rel=1e-4)
    assert analysis.units[0].stuck.shape == (12,)


@pytest.mark.parametrize("shape", [IOShape(inputs=2, outputs=2, symbols=0), IOShape(inputs=4, outputs=4, symbols=4)])
def test_to_go_on_step_by_step_is_to_read_all_at_once(shape: IOShape) -> None:
    network, generator = made(SMALL, shape), torch.Generator().manual_seed(1)
    symbols = shape.symbols > 0
    x = torch.randint(4, (30,), generator=generator) if symbols else torch.randn(30, 2, generator=generator)
    weights, family = network.state_dict(), family_of(SMALL)
    assert family.walk is not None
    walker = family.walk(SMALL, shape, weights, family.read(SMALL, shape, weights, x[:20]), 10)
    went = [walker.step_symbol(int(one)) if symbols else walker.step(one) for one in x[20:]]
    torch.testing.assert_close(torch.stack(went), family.read(SMALL, shape, weights, x).output[20:])


def test_a_forecast_is_fed_by_itself() -> None:
    """The rows after the probe, from a series that the readout knows by heart."""
    alone = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",), time=())
    prepared = prepare(dataset_from_bytes(table(), "a.csv"), alone, 20)
    net = Reservoir(hidden=30)
    trainer = Trainer(RunConfig(data=alone, net=net, train=TrainConfig(window=20, device="cpu")), prepared, CPU)
    with trainer:
        trainer.step()
    probe = prepared.probe_default()
    free = FrameRequest(slot=Slot("free"), number=1, run=1, probe=probe, free=FreeRun(steps=8))
    told = make_frame(free, net, prepared, trainer.snapshot(), 1).continuation
    assert told is not None
    assert told.values is not None
    assert told.values.shape == (8, 1)
    assert np.abs(told.values[:, 0] - told.truth[:, 0]).max() < 0.1


# ---- what cannot be asked --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(EVERY_KIND.values()))
def test_what_a_family_has_not_is_what_its_struct_says(kind: type) -> None:
    net = kind()
    family = family_of(net)
    fields = set(Ability) - {Ability.SYMBOLS}
    assert {ability for ability in fields if getattr(family, ability) is None} == net.lacks - {Ability.SYMBOLS}
    assert (family.solve is None) == (net.steps_most == 0)
    assert set(FAMILIES) == set(EVERY_KIND.values())


def refused(ability: Ability, asked: Callable[[], object]) -> None:
    with pytest.raises(ConfigError) as error:
        asked()
    assert error.value.fault is Fault.NET_LACKS
    assert error.value.facts == {"net": "echo-state", "ability": str(ability)}


def test_what_cannot_be_asked_is_refused_by_name() -> None:
    prepared = prepare(dataset_from_bytes(table(), "a.csv"), DATA, 20)
    network = made(SMALL, prepared.shape)
    weights, probe = network.state_dict(), prepared.probe_default()
    data = prepared.probe(probe)
    reading = family_of(SMALL).read(SMALL, prepared.shape, weights, torch.tensor(data.inputs))
    assert isinstance(reading, Reading)
    source = of_loss(reading.output, torch.tensor(data.targets))
    refused(Ability.REVERSE, lambda: gradient_flow(SMALL, weights, reading, source))
    refused(
        Ability.TOUCH, lambda: intervene(SMALL, weights, reading, [Intervention(layer="layer0", trace=Trace.HIDDEN)])
    )
    refused(Ability.CARRY, lambda: Trainer(config(carry=True), prepared, CPU))
    refused(Ability.OMEGA, lambda: Trainer(config(omega=1.0), prepared, CPU))


def test_classes_and_texts_are_refused() -> None:
    text = DataConfig(kind=Kind.TEXT)
    prepared = prepare(dataset_from_bytes(b"to be or not to be " * 20, "a.txt"), text, 20)
    refused(
        Ability.SYMBOLS, lambda: Trainer(RunConfig(data=text, net=SMALL, train=TrainConfig(window=20)), prepared, CPU)
    )


# ---- as a member of the union ----------------------------------------------------------------------------------


def test_a_configuration_says_which_kind_it_is() -> None:
    assert '"kind":"echo-state"' in to_json(config())
    assert from_json(to_json(config())) == config()
    assert isinstance(from_json(to_json(RunConfig(data=DATA))).net, Recurrent)
    with pytest.raises(ConfigError):
        from_json(to_json(config()).replace("echo-state", "nothing"))
    with pytest.raises(ConfigError):
        Reservoir(hidden=0)
    assert Recurrent(hidden=7).strips[0].size == 7
