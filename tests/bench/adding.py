"""The adding problem (Hochreiter & Schmidhuber 1997): two of a hundred numbers are marked, and at the end their sum is
asked for. A gated cell learns it; a simple recurrent network answers 1, whose squared error is 1/6.

``python -m tests.bench adding`` makes the sequences as a CSV, which the project's own reader, preparation and trainer
take from there: 3 cells × 3 seeds, on a core about ten minutes.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, Scale, Split, Task, TrainConfig
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import open_dataset
from tests.bench.report import Row, at_least, at_most, say

LENGTH = 100
SEQUENCES, TESTS = 10_000, 5_000
STEPS = 3000
SEEDS = (0, 1, 2)
GATED_MOST, SIMPLE_LEAST = 0.005, 0.15
CELLS = {Cell.GRU: 0.0, Cell.LSTM: 1.0, Cell.RNN_TANH: 0.0}  # with what the forget gate's bias is raised by


def rows(folder: Path, steps: int = STEPS) -> Iterator[Row]:
    """The worst of the seeds, as the bound is to hold for each; a gated cell's largest error, an RNN's smallest."""
    losses: dict[Cell, list[float]] = {cell: [] for cell in CELLS}
    for seed in SEEDS:
        path = write_sequences(folder / f"adding-{seed}.csv", seed, SEQUENCES)
        tests = write_sequences(folder / f"tests-{seed}.csv", 1000 + seed, TESTS)
        for cell in CELLS:
            losses[cell].append(learnt(path, tests, config(cell, seed, steps)))
            say(f"{cell}, seed {seed}: mean squared error {losses[cell][-1]:.5f} of {TESTS:,} tests")
        path.unlink()
        tests.unlink()
    for cell, found in losses.items():
        facts = {"by_seed": found, "median": statistics.median(found)}
        name = f"adding problem, T = {LENGTH}, {cell}"
        if cell is Cell.RNN_TANH:
            yield at_least(name, min(found), "", SIMPLE_LEAST, **facts)
        else:
            yield at_most(name, max(found), "", GATED_MOST, **facts)


def write_sequences(path: Path, seed: int, count: int) -> Path:
    """A CSV with a row per step: its sequence, a value from 0 to 1, a marker in each half, and the sum of the two
    values that are marked."""
    random = np.random.default_rng(seed)
    value = random.random((count, LENGTH)).round(6)
    marker = np.zeros_like(value)
    each, half = np.arange(count), LENGTH // 2
    marker[each, random.integers(0, half, count)] = 1
    marker[each, random.integers(half, LENGTH, count)] = 1
    total = np.broadcast_to((value * marker).sum(1)[:, None], value.shape)
    table = np.stack((np.broadcast_to(each[:, None], value.shape), value, marker, total), -1).reshape(-1, 4)
    np.savetxt(path, table, "s%d,%.6f,%d,%.6f", header="sequence,value,marker,sum", comments="")
    return path


def config(cell: Cell, seed: int, steps: int = STEPS) -> RunConfig:
    """Nothing is scaled, so that a loss is in the data's own units."""
    return RunConfig(
        data=DataConfig(
            kind=Kind.TABLE,
            task=Task.MANY_TO_ONE,
            inputs=("value", "marker"),
            targets=("sum",),
            sequence="sequence",
            split=Split.SEQUENCE,
            validation_share=0.02,
            scale=Scale.NONE,
        ),
        net=Recurrent(cell=cell, hidden=32, forget_bias=CELLS[cell]),
        train=TrainConfig(learning_rate=0.003, batch=64, window=LENGTH, clip=1.0, seed=seed, steps=steps, device="cpu"),
    )


def learnt(path: Path, tests: Path, config: RunConfig) -> float:
    """The mean squared error, after the last step and chosen by nothing, on sequences of another file."""
    import torch  # seconds that --help should not cost

    from gatescope.engine.machine.device import apply_threads  # likewise
    from gatescope.engine.training.trainer import Trainer  # likewise

    apply_threads()
    prepared, apart = (prepare(open_dataset(str(each)), config.data, LENGTH) for each in (path, tests))
    trainer = Trainer(config, prepared, torch.device("cpu"))
    with trainer:
        for _ in range(config.train.steps):
            trainer.step()
    assert apart.features is not None
    assert apart.targets is not None
    x = torch.from_numpy(apart.features).reshape(-1, LENGTH, 2).transpose(0, 1)  # (T, M, 2)
    y = torch.from_numpy(apart.targets).reshape(-1, LENGTH)[:, -1]  # the only ones that count
    with torch.no_grad():
        said = torch.cat([trainer.network(some)[-1, :, 0] for some in x.split(500, 1)])
    return float(torch.nn.functional.mse_loss(said, y))
