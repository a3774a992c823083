"""Data and configurations that the benchmark measures with: made here, the same everywhere."""

import math
from dataclasses import dataclass
from pathlib import Path

from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig

ROWS = 3000
CELLS = (Cell.LSTM, Cell.GRU, Cell.RNN_TANH)


@dataclass(frozen=True)
class Size:
    batch: int
    window: int
    hidden: int

    def __str__(self) -> str:
        return f"({self.batch}, {self.window}, {self.hidden})"


SIZES = (Size(8, 30, 32), Size(32, 50, 32), Size(32, 100, 128))
HUGE = Size(32, 1000, 1024)  # a step of it takes seconds


def write_series(folder: Path) -> Path:
    """A CSV with one column: two seasons of different length and a slow drift, nothing random."""
    path = folder / "series.csv"
    values = (math.sin(t / 4) + 0.5 * math.sin(t / 29) + 0.0001 * t for t in range(ROWS))
    path.write_text("value\n" + "".join(f"{value:.6f}\n" for value in values), encoding="utf-8")
    return path


def config(cell: Cell, size: Size, device: str = "cpu", steps: int = 0) -> RunConfig:
    return RunConfig(
        data=DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",)),
        net=Recurrent(cell=cell, hidden=size.hidden),
        train=TrainConfig(batch=size.batch, window=size.window, steps=steps, device=device),
    )
