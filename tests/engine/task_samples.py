"""Small data for the tasks that can be trained, each with something to learn that only a memory can."""

from typing import Any

import numpy as np

from gatescope.engine.config.run import DataConfig, Kind, Recurrent, RunConfig, Split, Task, TrainConfig
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import Dataset
from tests.engine.task_tables import ids, table

Sample = tuple[Dataset, DataConfig, int]  # with a window

NUMBERS = {"kind": Kind.TABLE, "inputs": ("x",)}
SEQUENCES = {"sequence": "who", "validation_share": 0.25, "split": Split.SEQUENCE}
TAGGED = DataConfig(task=Task.TAG, targets=("y",), classes=True, sequence="who", split=Split.SEQUENCE, **NUMBERS)


def lengths_of(count: int, seed: int, low: int = 5, high: int = 40) -> np.ndarray:
    return np.random.default_rng(seed).integers(low, high + 1, count)


def parity(count: int = 200) -> Sample:
    """TAG: bits, and whether those so far are an odd number."""
    lengths = lengths_of(count, 0, 3, 12)
    bits = np.random.default_rng(1).integers(0, 2, lengths.sum())
    odd = np.concatenate([piece.cumsum() % 2 for piece in np.split(bits, lengths.cumsum()[:-1])])
    data = DataConfig(task=Task.TAG, targets=("odd",), classes=True, **NUMBERS, **SEQUENCES)
    words = ["odd" if each else "even" for each in odd]
    return table({"x": bits, "odd": words, "who": ids(lengths)}), data, 12


def flags(rows: int = 1200) -> Sample:
    """TAG of one long series: whether the last two values were both high."""
    x = np.random.default_rng(2).random(rows).round(3)
    high = x > 0.5
    flag = np.concatenate([[False], high[1:] & high[:-1]])
    data = DataConfig(task=Task.TAG, targets=("flag",), classes=True, **NUMBERS)
    return table({"x": x, "flag": np.where(flag, "bad", "fine")}), data, 20


def first_marker(count: int = 300, categories: bool = False) -> Sample:
    """MANY_TO_ONE: which of two markers comes first, as a number among zeros or as a word among dots."""
    lengths, rng = lengths_of(count, 3), np.random.default_rng(4)
    marks, first = [], []
    for length in lengths:
        row = np.zeros(length)
        at = np.sort(rng.choice(length, 2, replace=False))
        row[at] = rng.permutation([1.0, -1.0])
        marks.append(row)
        first += ["up" if row[at[0]] > 0 else "down"] * length
    x = np.concatenate(marks)
    words = [{0: "dot", 1: "up", -1: "down"}[int(each)] for each in x]
    chosen: dict[str, Any] = {"inputs": (), "categories": ("w",)} if categories else {"inputs": ("x",)}
    data = DataConfig(kind=Kind.TABLE, task=Task.MANY_TO_ONE, targets=("first",), classes=True, **chosen, **SEQUENCES)
    return table({"x": x, "w": words, "first": first, "who": ids(lengths)}), data, 48


def sums(count: int = 300) -> Sample:
    """MANY_TO_ONE: the sum of a sequence."""
    lengths = lengths_of(count, 5)
    x = np.random.default_rng(6).uniform(-1, 1, lengths.sum()).round(3)
    totals = np.add.reduceat(x, lengths.cumsum() - lengths)
    data = DataConfig(task=Task.MANY_TO_ONE, targets=("sum",), **NUMBERS, **SEQUENCES)
    return table({"x": x, "sum": np.repeat(totals, lengths), "who": ids(lengths)}), data, 48


def ahead(horizon: int = 3, rows: int = 400) -> Sample:
    """NEXT: a sine, so many steps later."""
    x = np.sin(2 * np.pi * np.arange(rows) / 17)
    data = DataConfig(targets=("x",), horizon=horizon, **NUMBERS)
    return table({"x": x}), data, 24


WORDS = {"good": ("lovely", "fine", "great"), "bad": ("awful", "dull", "poor")}


def reviews(count: int = 120, scores: bool = False) -> Sample:
    """MANY_TO_ONE on texts: whether a review is good, or how good, by the one word that tells."""
    rng = np.random.default_rng(7)
    texts, labels = [], []
    for _ in range(count):
        label = ("good", "bad")[rng.integers(2)]
        fill = ["it", "was", "a", "film"] * int(rng.integers(1, 4))
        fill.insert(int(rng.integers(len(fill))), str(rng.choice(WORDS[label])))
        texts.append(" ".join(fill))
        labels.append(label)
    targets = [3.0 if label == "good" else -1.0 for label in labels] if scores else labels
    data = DataConfig(
        kind=Kind.TABLE,
        task=Task.MANY_TO_ONE,
        text="text",
        targets=("y",),
        classes=not scores,
        split=Split.SEQUENCE,
        validation_share=0.25,
    )
    return table({"text": texts, "y": targets}), data, 48


MADE = {
    "parity": parity,
    "flags": flags,
    "first": first_marker,
    "first-words": lambda: first_marker(categories=True),
    "sums": sums,
    "ahead": ahead,
    "reviews": reviews,
    "scores": lambda: reviews(scores=True),
}


def made(name: str) -> tuple[Prepared, DataConfig]:
    """One of ``MADE``, made ready."""
    dataset, data, window = MADE[name]()
    return prepare(dataset, data, window), data


def config(data: DataConfig, net: Recurrent, **train: Any) -> RunConfig:
    return RunConfig(data=data, net=net, train=TrainConfig(**train))
