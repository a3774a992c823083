"""What a keyframe must be is told by the configuration, of every kind of run; what is not so is refused before torch
sees it, whoever asks for it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load, save

from gatescope.engine.config.run import Cell, Optimiser, Recurrent, Reservoir, TrainConfig
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.exports.writing import export_session
from gatescope.engine.models.family import build, family_of
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.runs.keyframe_reading import read_keyframe
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.training.checkpoint import save_optimiser
from gatescope.engine.training.expected import Expected
from gatescope.engine.training.optimisers import COUNT, KEPT, make_optimiser
from tests.bench import session_seeds
from tests.bench.session_damage import Mutated

SHAPES = (
    IOShape(inputs=3, outputs=2, symbols=0, categories=(4, 7)),
    IOShape(inputs=1, outputs=1, symbols=0),
    IOShape(inputs=7, outputs=7, symbols=7),
)
NETS = st.one_of(
    st.builds(
        Recurrent,
        cell=st.sampled_from(Cell),
        hidden=st.integers(1, 6),
        layers=st.integers(1, 3),
        embedding=st.sampled_from([0, 3]),
        bidirectional=st.booleans(),
    ),
    st.builds(Reservoir, hidden=st.integers(1, 6)),
)


@given(NETS, st.sampled_from(SHAPES))
def test_weights_are_told_without_making_them(net: Recurrent | Reservoir, shape: IOShape) -> None:
    made = {name: tuple(weight.shape) for name, weight in build(net, shape).named_parameters()}
    assert family_of(net).shapes(net, shape) == made


@pytest.mark.parametrize("cell", Cell)
def test_states_are_told_without_making_them(cell: Cell) -> None:
    net, family = Recurrent(cell=cell, hidden=5, layers=2), family_of(Recurrent())
    assert family.carry is not None
    assert family.states is not None
    _, made = family.carry(build(net, SHAPES[1]), torch.zeros(4, 3, 1), [], 2)
    assert family.states(net, 3) == tuple(tuple(tuple(part.shape) for part in state) for state in made)


@pytest.mark.parametrize("optimiser", Optimiser)
def test_what_an_optimiser_keeps_is_told(optimiser: Optimiser) -> None:
    layer = torch.nn.Linear(3, 2)
    made = make_optimiser(layer.parameters(), TrainConfig(optimiser=optimiser))
    layer(torch.ones(1, 3)).sum().backward()
    made.step()
    kept = KEPT[optimiser]
    names = {f"optimiser.weight.{name}" for name in (*kept, COUNT) if kept}
    assert {name for name in save_optimiser(made, layer) if "weight" in name} == names


# ---- sessions -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("seeds")
    return {path.stem: path.read_bytes() for path in session_seeds.make_seeds(folder, ("lstm", "carry", "gru"))}


@pytest.fixture
def place(seeds: dict[str, bytes], tmp_path: Path, request: pytest.FixtureRequest) -> Mutated:
    path = tmp_path / "a.gatescope"
    path.write_bytes(seeds[getattr(request, "param", "lstm")])
    return Mutated(path, tmp_path)


@pytest.mark.parametrize("place", ["lstm", "gru", "carry"], indirect=True)
def test_every_keyframe_of_a_run_is_what_is_expected(place: Mutated) -> None:
    laboratory = Laboratory()
    laboratory.open_session(str(place.path))
    run = laboratory.run(1)
    assert laboratory.session is not None
    assert len(run.keyframes) > 3
    for step in run.keyframes:
        with laboratory.session.reader() as db:
            assert read_keyframe(db, 1, step, Expected(run.config, run.prepared)).step == step
    laboratory.close()


def spoil(place: Mutated, column: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Does something to the tensors of every keyframe that has what it is done to."""
    for row, file in place.ask(f"SELECT rowid, {column} FROM keyframes"):
        tensors = load(file)
        try:
            change(tensors)
        except KeyError:  # before the first step an optimiser keeps nothing
            continue
        place.do(f"UPDATE keyframes SET {column} = ? WHERE rowid = {row}", values=(save(tensors),))
    place.do("UPDATE keyframes SET size = length(weights) + length(rest)")


def with_state(place: Mutated, change: Callable[[dict[str, Any]], object]) -> None:
    for row, text in place.ask("SELECT rowid, state FROM keyframes"):
        state = json.loads(text)
        change(state)
        place.do(f"UPDATE keyframes SET state = ? WHERE rowid = {row}", values=(json.dumps(state),))


def refusals(path: Path) -> set[str]:
    """Why nothing can be gone on from, forked or exported; the engine's own process would have died of it."""
    laboratory = Laboratory()
    laboratory.open_session(str(path))
    runs = set(laboratory.runs)
    reasons = set()
    for ask in (lambda: laboratory.wake(laboratory.run(1)), lambda: laboratory.fork(1, 9)):
        with pytest.raises(SessionError) as error:
            ask()
        assert error.value.fault is Fault.SESSION_DAMAGED
        assert error.value.facts["path"] == str(path)
        reasons.add(str(error.value.facts["reason"]))
    assert set(laboratory.runs) == runs
    laboratory.close()
    return reasons


W, AVERAGE = "layers.0.weight_hh_l0", "optimiser.layers.0.weight_hh_l0.exp_avg"
REST: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "of another shape": (lambda t: t.update({AVERAGE: t[AVERAGE][:1, :1]}), f"{AVERAGE} is F32 1×1"),
    "of no size": (lambda t: t.update({AVERAGE: t[AVERAGE][:0]}), f"{AVERAGE} is F32 0×6"),
    "of another dtype": (lambda t: t.update({AVERAGE: t[AVERAGE].astype("f8")}), f"{AVERAGE} is F64"),
    "missing": (lambda t: t.pop(AVERAGE), f"{AVERAGE} is missing"),
    "beyond": (lambda t: t.update({f"{AVERAGE}_x": t[AVERAGE]}), "does not belong there"),
    "not a number": (lambda t: t.update({AVERAGE: t[AVERAGE] * np.nan}), "no numbers"),
    "a count of many": (lambda t: t.update({f"{AVERAGE[:-7]}step": t[AVERAGE]}), "step is F32"),
    "a count below 0": (lambda t: t.update({f"{AVERAGE[:-7]}step": np.full((), -1, np.float32)}), "no numbers"),
    "a short generator": (
        lambda t: t.update({"random.global": t["random.global"][:9]}),
        "not the state of a generator",
    ),
    "no generator": (lambda t: t.pop("random.batches"), "is missing: batches"),
    "a generator of noise": (
        lambda t: t.update({"random.batches": np.full(5056, 255, np.uint8)}),
        "not the state of a generator",
    ),
}


@pytest.mark.parametrize(("change", "named"), REST.values(), ids=REST)
def test_what_an_optimiser_or_a_generator_cannot_be(place: Mutated, change: Any, named: str) -> None:
    spoil(place, "rest", change)
    assert all(named in reason and "keyframe 9 of run 1" in reason for reason in refusals(place.path))


WEIGHTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "of another shape": (lambda t: t.update({W: t[W].T.copy()}), f"{W} is F32 6×24, not F32 24×6"),
    "of another dtype": (lambda t: t.update({W: t[W].astype("f2")}), f"{W} is F16"),
    "missing": (lambda t: t.pop(W), f"{W} is missing"),
    "beyond": (lambda t: t.update({"embedding.weight": t[W]}), "embedding.weight does not belong there"),
    "infinite": (lambda t: t.update({W: t[W] * np.inf}), "no numbers"),
}


@pytest.mark.parametrize(("change", "named"), WEIGHTS.values(), ids=WEIGHTS)
def test_what_a_weight_cannot_be(place: Mutated, tmp_path: Path, change: Any, named: str) -> None:
    spoil(place, "weights", change)
    assert all(named in reason for reason in refusals(place.path))
    out = tmp_path / "out.safetensors"
    for what in ("weights", "frame"):
        with pytest.raises(SessionError) as error:
            export_session(place.path, 1, what, ExportOptions(), out)
        assert named in str(error.value.facts["reason"])
    assert not out.exists()


STATES: dict[str, Callable[[dict[str, Any]], object]] = {
    "of another step": lambda s: s.update(step=4),
    "no step": lambda s: s.pop("step"),
    "a word for seconds": lambda s: s.update(seconds="long"),
    "seconds below 0": lambda s: s.update(seconds=-1.0),
    "seconds without end": lambda s: s.update(seconds=float("inf")),
    "no rate": lambda s: s["live"].update(learning_rate=float("nan")),
    "another live value": lambda s: s["live"].update(batch=3.0),
    "counts of one": lambda s: s["rate"].update(counts=[[None, 0]]),
    "a device without end": lambda s: s.update(device="x" * 99),
}


@pytest.mark.parametrize("change", STATES.values(), ids=STATES)
def test_what_stands_beside_the_tensors(place: Mutated, change: Any) -> None:
    with_state(place, change)
    refusals(place.path)


@pytest.mark.parametrize("place", ["carry"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        lambda s: s["carried"].update(at=10**9),
        lambda s: s["carried"].update(since=10**9),
        lambda s: s["carried"].update(at=-1),
        lambda s: s.pop("carried"),
    ],
    ids=["behind the end", "after itself", "before the beginning", "nowhere"],
)
def test_where_a_run_stands_in_its_data(place: Mutated, change: Any) -> None:
    with_state(place, change)
    refusals(place.path)


@pytest.mark.parametrize("place", ["carry"], indirect=True)
def test_the_states_that_wait_in_the_data(place: Mutated) -> None:
    spoil(place, "rest", lambda t: t.update({"carried.0.0": t["carried.0.0"][:, :1]}))
    assert all("carried.0.0 is F32" in reason for reason in refusals(place.path))


def test_json_that_is_nested_without_measure(place: Mutated) -> None:
    place.do("UPDATE keyframes SET state = ?", values=('{"a":' * 5000 + "1" + "}" * 5000,))
    assert all("nested too deep" in reason or "recursion" in reason for reason in refusals(place.path))
    place.do("UPDATE keyframes SET state = '{}', weights = ?, rest = x''", values=(b"\xff" * 8 + b"{}",))
    place.do("UPDATE keyframes SET size = length(weights)")
    assert all("no header" in reason for reason in refusals(place.path))
