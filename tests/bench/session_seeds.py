"""Sound sessions that the campaign of spoilt ones begins with: one of each kind of run, made by training."""

import math
import shutil
from collections.abc import Iterable
from pathlib import Path

from gatescope.engine.config.run import (
    Cell,
    DataConfig,
    Kind,
    Level,
    Optimiser,
    Recurrent,
    Reservoir,
    RunConfig,
    TokenConfig,
    TrainConfig,
)
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.runs.laboratory import Laboratory

TABLE = ("value\n" + "".join(f"{math.sin(row / 5) + row % 7 / 20:.4f}\n" for row in range(300))).encode()
TEXT = b"the sea was dark and the keeper lit the lamp\nthe light went round and round\n" * 8
GOLDEN = Path(__file__).parents[1] / "data" / "session-v1.gatescope"
STEPS = 9

_SERIES = DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",))
_TRAIN = TrainConfig(window=12, batch=4, validate_every=3, device="cpu")
_SUBWORDS = TokenConfig(level=Level.SUBWORD, most=290)
CONFIGS: dict[str, RunConfig] = {
    "lstm": RunConfig(data=_SERIES, net=Recurrent(hidden=6), train=_TRAIN),
    "gru": RunConfig(
        data=_SERIES,
        net=Recurrent(cell=Cell.GRU, hidden=5, layers=2, dropout=0.2),
        train=TrainConfig(window=12, batch=4, optimiser=Optimiser.RMSPROP, device="cpu", validate_every=3),
    ),
    "carry": RunConfig(
        data=_SERIES,
        net=Recurrent(hidden=4),
        train=TrainConfig(window=8, batch=2, carry=True, optimiser=Optimiser.ADAMW, device="cpu", validate_every=3),
    ),
    "reservoir": RunConfig(data=_SERIES, net=Reservoir(hidden=10), train=_TRAIN),
    "text": RunConfig(
        data=DataConfig(kind=Kind.TEXT, tokens=_SUBWORDS), net=Recurrent(hidden=4, embedding=3), train=_TRAIN
    ),
}


def make_seeds(folder: Path, names: Iterable[str] = CONFIGS) -> list[Path]:
    """A closed session of each kind, and that of an earlier format."""
    made = [_trained(folder / f"{name}.gatescope", CONFIGS[name]) for name in names]
    return [*made, Path(shutil.copy(GOLDEN, folder / "format-1.gatescope"))]


def _trained(path: Path, config: RunConfig) -> Path:
    raw, name = (TABLE, "a.csv") if config.data.kind is Kind.TABLE else (TEXT, "a.txt")
    laboratory = Laboratory()
    laboratory.adopt(dataset_from_bytes(raw, name, config.data.kind), str(path))
    run = laboratory.new_run(config, "first")
    training = laboratory.begin(run)
    while run.left(STEPS) and run.step < STEPS:
        training.turn(STEPS, lambda: False)
    training.rest()
    laboratory.put_to_rest(training)
    laboratory.fork(run.number, 2)
    laboratory.close()
    return path
