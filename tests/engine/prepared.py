"""Small prepared data sets for tests of the training part: a sine with a second column, and a text that repeats."""

from dataclasses import dataclass

import numpy as np

from engine.config import Kind
from engine.frame import Array


@dataclass(frozen=True)
class IOShape:
    inputs: int
    outputs: int
    symbols: int = 0


@dataclass(frozen=True)
class Window:
    start: int
    count_from: int


@dataclass(frozen=True)
class FakePrepared:
    kind: Kind
    shape: IOShape
    window: int
    train_starts: tuple[int, int]
    validation_windows: tuple[Window, ...]
    naive_loss: float
    features: Array | None = None
    targets: Array | None = None
    ids: Array | None = None


def table(window: int = 12, rows: int = 200, columns: int = 2, outputs: int = 1) -> FakePrepared:
    t = np.arange(rows)
    features = np.stack([np.sin(2 * np.pi * t / (10 + 7 * k) + k) for k in range(columns)], axis=1)
    values = features.astype(np.float32)
    train = int(rows * 0.7)
    windows, counted = cover(train, rows, window)
    naive = np.mean([(values[r, :outputs] - values[r - 1, :outputs]) ** 2 for r in counted])
    shape = IOShape(columns, outputs)
    return FakePrepared(
        Kind.TABLE, shape, window, (0, train - window), windows, float(naive), values, values[:, :outputs].copy()
    )


def text(window: int = 12, rows: int = 300, symbols: int = 7) -> FakePrepared:
    ids = (np.arange(rows) * 3 + np.arange(rows) // 5) % symbols
    train = int(rows * 0.7)
    windows, _ = cover(train, rows, window)
    shape = IOShape(symbols, symbols, symbols)
    return FakePrepared(Kind.TEXT, shape, window, (0, train - window), windows, 1.0, ids=ids.astype(np.int64))


def cover(train: int, rows: int, window: int) -> tuple[tuple[Window, ...], list[int]]:
    """Windows whose targets cover rows train … rows−1 once each, the last one reaching back over the one before."""
    starts = list(range(train - 1, rows - window, window))
    windows = [Window(s, 0) for s in starts]
    covered = starts[-1] + window if starts else train - 1
    if covered < rows - 1:
        last = rows - 1 - window
        windows.append(Window(last, covered - last))
    return tuple(windows), list(range(train, rows))
