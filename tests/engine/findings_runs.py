"""Runs of which it is known whether something is wrong with them: one with each fault, planted, and as many healthy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import msgspec
import numpy as np
import torch

from gatescope.engine.config.run import (
    Cell,
    DataConfig,
    Kind,
    Optimiser,
    Recurrent,
    RunConfig,
    Scale,
    Task,
    TrainConfig,
)
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import RunError
from gatescope.engine.findings.rules import Evidence
from gatescope.engine.probing.framing import make_frame
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe
from gatescope.engine.runs.run import Run
from gatescope.engine.session.history import History
from gatescope.engine.training.trainer import Trainer

CPU = torch.device("cpu")
Spoil = Callable[[Trainer], None]


@dataclass(frozen=True)
class Case:
    """A run by name: ``raw`` data used as ``data``, trained for ``steps``, after ``spoil`` has planted its fault; the
    probe is ``probe`` steps long (0: the run's own). ``rule`` is what has to be found, None: nothing."""

    name: str
    rule: str | None
    raw: bytes
    data: DataConfig
    net: Recurrent
    train: TrainConfig
    steps: int = 250
    spoil: Spoil | None = None
    probe: int = 0

    @property
    def config(self) -> RunConfig:
        return RunConfig(data=self.data, net=self.net, train=self.train)


# ---- data ------------------------------------------------------------------------------------------------------

SERIES = DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",))
BOTH = DataConfig(kind=Kind.TABLE, inputs=("volume", "value"), targets=("value",))
TEXT = DataConfig(kind=Kind.TEXT)
RECALL = DataConfig(
    kind=Kind.TABLE, inputs=("value",), targets=("first",), task=Task.MANY_TO_ONE, sequence="id", validation_share=0.3
)


def column(values: np.ndarray) -> bytes:
    return ("value\n" + "".join(f"{value:.5f}\n" for value in values)).encode()


def sines(rows: int = 300, noise: float = 0.05) -> bytes:
    t = np.arange(rows)
    scatter = noise * np.random.default_rng(0).standard_normal(rows)
    return column(np.sin(2 * np.pi * t / 12) + 0.5 * np.sin(2 * np.pi * t / 7) + scatter)


def apart(rows: int = 300) -> bytes:
    """A series of about 0.1 beside one of 5 000 000 000."""
    t = np.arange(rows)
    volume = 5e9 * (1 + 0.2 * np.sin(2 * np.pi * t / 9))
    lines = [f"{v:.0f},{0.1 * np.sin(2 * np.pi * at / 12):.5f}" for at, v in enumerate(volume)]
    return ("volume,value\n" + "\n".join(lines)).encode()


def walk(rows: int = 500) -> bytes:
    """A random walk: nothing is better than to repeat the last value."""
    return column(np.cumsum(np.random.default_rng(2).standard_normal(rows)))


def decaying(rows: int = 400) -> bytes:
    """An autoregression of second order, which a linear network can be."""
    values, scatter = [0.0, 0.0], np.random.default_rng(3).standard_normal(rows)
    for t in range(rows):
        values.append(1.5 * values[-1] - 0.8 * values[-2] + 0.3 * scatter[t])
    return column(np.array(values[2:]))


def recall(length: int, sequences: int = 80) -> bytes:
    """Sequences whose target is their own first value, ±1; noise follows it."""
    random = np.random.default_rng(1)
    lines = ["id,value,first"]
    for sequence in range(sequences):
        first = float(random.choice([-1, 1]))
        values = [first, *(0.3 * random.standard_normal(length - 1))]
        lines += [f"s{sequence:03d},{value:.4f},{first:.1f}" for value in values]
    return "\n".join(lines).encode()


def text(length: int = 600) -> bytes:
    return "".join("abcdef"[(3 * k + k // 5) % 6] for k in range(length)).encode()


# ---- faults ----------------------------------------------------------------------------------------------------


def stretch(trainer: Trainer) -> None:
    """The recurrent weights make every state 1.4 times as long at each step."""
    weight = trainer.weights["layers.0.weight_hh_l0"]
    weight.copy_(1.4 * torch.eye(len(weight)))


def kill(trainer: Trainer) -> None:
    trainer.weights["layers.0.bias_ih_l0"].fill_(-20.0)


def train(**values: object) -> TrainConfig:
    usual = {"learning_rate": 0.01, "batch": 16, "window": 16, "validate_every": 25}
    return TrainConfig(**(usual | values))


def net(cell: Cell, hidden: int = 8, **values: object) -> Recurrent:
    return Recurrent(cell=cell, hidden=hidden, **values)


FAULTS = (
    Case(
        "an RNN that has to remember its first step for 80 more",
        "vanishing", recall(81, 160), RECALL, net(Cell.RNN_TANH), train(learning_rate=0.003), steps=200,
    ),
    Case(
        "recurrent weights that stretch, without clipping",
        "exploding", sines(), SERIES, net(Cell.RNN_LINEAR),
        train(window=32, clip=0.0, optimiser=Optimiser.SGD, learning_rate=1e-12), spoil=stretch,
    ),
    Case(
        "a clip that is reached by every gradient",
        "clipped", sines(), SERIES, net(Cell.GRU), train(clip=1e-4),
    ),
    Case(
        "forget gates that can only stand open",
        "saturated", sines(), SERIES, net(Cell.LSTM, forget_bias=30.0), train(),
    ),
    Case(
        "ReLU units pushed below zero",
        "dead", sines(), SERIES, net(Cell.RNN_RELU), train(), spoil=kill,
    ),
    Case(
        "a random walk",
        "naive", walk(), SERIES, net(Cell.RNN_LINEAR), train(learning_rate=0.03, validate_every=50),
        steps=800,
    ),
    Case(
        "a large network on sixty noisy values",
        "overfitting", sines(60, noise=0.8), SERIES, net(Cell.GRU, 24), train(learning_rate=0.02), steps=300,
    ),
    Case(
        "steps ten long",  # each gradient is clipped to 1: whatever the rounding, the weights are about ten too large
        "rate-too-high", sines(), SERIES, net(Cell.RNN_TANH), train(learning_rate=10.0, optimiser=Optimiser.SGD),
    ),
    Case(
        "a learning rate of a million, without clipping",
        "not-finite", sines(), SERIES, net(Cell.RNN_RELU),
        train(learning_rate=1e6, clip=0.0, optimiser=Optimiser.SGD),
    ),
    Case(
        "a probe of 60 steps under truncation after 8",
        "beyond-window", sines(), SERIES, net(Cell.GRU), train(window=8, carry=True, batch=8), probe=60,
    ),
    Case(
        "billions beside tenths, as they are",
        "unscaled", apart(), msgspec.structs.replace(BOTH, scale=Scale.NONE), net(Cell.LSTM), train(),
    ),
)  # fmt: skip

HEALTHY = (
    Case("LSTM on two sines", None, sines(), SERIES, net(Cell.LSTM), train(learning_rate=0.02)),
    Case("GRU on two sines", None, sines(), SERIES, net(Cell.GRU), train()),
    Case("RNN tanh on two sines", None, sines(), SERIES, net(Cell.RNN_TANH), train()),
    Case("RNN ReLU on two sines", None, sines(), SERIES, net(Cell.RNN_RELU), train()),
    Case("linear RNN on an autoregression", None, decaying(), SERIES, net(Cell.RNN_LINEAR), train()),
    Case("two layers of LSTM", None, sines(), SERIES, net(Cell.LSTM, layers=2), train(learning_rate=0.02)),
    Case("LSTM on a text", None, text(), TEXT, net(Cell.LSTM, 16), train(learning_rate=0.03), steps=300),
    Case("GRU that recalls over 8 steps", None, recall(8), RECALL, net(Cell.GRU), train(learning_rate=0.03)),
    Case(
        "truncated, its state carried, reaching over its probe",
        None, sines(), SERIES, net(Cell.GRU), train(window=8, reach=24, carry=True, batch=8), probe=24,
    ),
    Case(
        "SGD without clipping",
        None, sines(), SERIES, net(Cell.RNN_TANH), train(optimiser=Optimiser.SGD, learning_rate=0.1, clip=0.0),
        steps=400,
    ),
    Case("billions beside tenths, scaled", None, apart(), BOTH, net(Cell.LSTM), train(learning_rate=0.02)),
)  # fmt: skip


# ---- what is known of them afterwards --------------------------------------------------------------------------


def evidence_of(case: Case) -> Evidence:
    """Trains the run as it says and looks at its probe, as the window does."""
    dataset = dataset_from_bytes(case.raw, "data.txt" if case.data.kind is Kind.TEXT else "data.csv", case.data.kind)
    prepared = prepare(dataset, case.data, case.train.window)
    trainer = Trainer(case.config, prepared, CPU)
    run = Run(1, "", case.config, prepared, History(), trainer.parameters())
    _train(case, run, trainer)
    run.history.append(*trainer.drain())
    run.step = trainer.steps_done
    rows, validation = run.history.rows(), run.history.validation()
    evidence = {"train_loss": rows[0], "gradient_norm": rows[1]}
    evidence |= {"validation_steps": validation[0], "validation_loss": validation[1], "ready": not run.fault}
    return Evidence(run.info(), **evidence, **({} if run.fault else _looked(case, prepared, trainer)))


def _train(case: Case, run: Run, trainer: Trainer) -> None:
    with trainer:
        if case.spoil is not None:
            with torch.no_grad():
                case.spoil(trainer)
        try:
            while trainer.steps_done < case.steps:
                trainer.step()
                if trainer.steps_done % case.train.validate_every == 0:
                    run.history.append_validation(trainer.steps_done, trainer.validate())
        except RunError as error:
            run.fail(error)


def _looked(case: Case, prepared: Prepared, trainer: Trainer) -> dict[str, object]:
    probe = prepared.probe_default()
    if case.probe:
        probe = Probe(part=Part.VALIDATION, start=probe.start, length=case.probe)
    column = 0 if prepared.units is not None else -1
    want = AnalysisWant(saturation=True, flow=FlowWant(source=Source.OUTPUT, column=column))
    request = FrameRequest(slot=Slot("findings"), number=1, run=1, probe=probe, at=None, analysis=want)
    analysis = make_frame(request, case.net, prepared, dict(trainer.weights), trainer.steps_done).analysis
    assert analysis is not None
    looked = {"flow": analysis.flow, "gates": analysis.gates, "units": analysis.units}
    return {"probe_steps": probe.length, **looked}


# ---- what must not matter --------------------------------------------------------------------------------------


def elsewhere(case: Case, seed: int, by: float = 1e-6) -> Case:
    """The run as another processor's arithmetic would have it: each initial weight differs by a few parts in a million.

    What grows from that in a few hundred steps is all that rounding can do: a run that is judged otherwise then is one
    whose fate hangs on it.
    """

    def nudge(trainer: Trainer) -> None:
        if case.spoil is not None:
            case.spoil(trainer)
        random = torch.Generator().manual_seed(seed)
        for weight in trainer.weights.values():
            weight.mul_(1 + by * torch.randn(weight.shape, generator=random))

    return replace(case, spoil=nudge)


def measured_again(evidence: Evidence, seed: int, by: float = 0.02) -> Evidence:
    """The same run with every number that it measured a little different: a rule that then says something else stood
    at its threshold."""
    random = np.random.default_rng(seed)

    def near(values: np.ndarray) -> np.ndarray:
        return values * (1 + by * random.standard_normal(values.shape)).astype(values.dtype)

    curves = {name: near(getattr(evidence, name)) for name in ("train_loss", "gradient_norm", "validation_loss")}
    return replace(evidence, **curves)


@contextmanager
def computed(threads: int = 1, one_dnn: bool = True) -> Iterator[None]:
    """With another number of threads, or without oneDNN's kernels: sums in another order."""
    before = torch.get_num_threads(), torch.backends.mkldnn.enabled
    torch.set_num_threads(threads)
    torch.backends.mkldnn.enabled = one_dnn
    try:
        yield
    finally:
        torch.set_num_threads(before[0])
        torch.backends.mkldnn.enabled = before[1]
