"""Small data sets for tests of the training part: two sines, and a text that nearly repeats."""

import math
from typing import Any

import numpy as np

from gatescope.engine.config.run import DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.protocol.baselines import BaselineKind


def table(window: int = 12, rows: int = 200, targets: tuple[str, ...] = ("a",)) -> Prepared:
    t = np.arange(rows)
    columns = np.stack([10 * np.sin(2 * np.pi * t / 10), np.cos(2 * np.pi * t / 17 + 1)], axis=1)
    raw = "a,b\n" + "".join(f"{a:.6f},{b:.6f}\n" for a, b in columns)
    dataset = dataset_from_bytes(raw.encode(), "sines.csv", Kind.TABLE)
    return prepare(dataset, DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=targets), window)


def text(window: int = 12, length: int = 300) -> Prepared:
    raw = "".join("abcdef"[(3 * k + k // 5) % 6] for k in range(length))
    return prepare(dataset_from_bytes(raw.encode(), "text.txt", Kind.TEXT), DataConfig(kind=Kind.TEXT), window)


def loss_of(prepared: Prepared, kind: BaselineKind) -> float:
    """What the first baseline of a kind scores, NaN where there is none."""
    return next((each.loss for each in prepared.baselines if each.kind is kind), math.nan)


def config(prepared: Prepared, net: Recurrent, **train: Any) -> RunConfig:
    """A configuration for a prepared data set."""
    columns = ("a", "b") if prepared.kind is Kind.TABLE else ()
    data = DataConfig(kind=prepared.kind, inputs=columns, targets=columns)
    return RunConfig(data=data, net=net, train=TrainConfig(window=prepared.window, **train))
