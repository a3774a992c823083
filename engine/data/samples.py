"""The samples that are made rather than measured: small sequences, each with one thing to see in it.

The files in ``resources/samples`` are what these functions return, byte for byte; a test makes them again. Each draws
from a generator of its own with a fixed seed, and only through ``integers`` and ``random``, numpy's oldest streams.
"""

from collections.abc import Callable

import numpy as np

SINE_ROWS, SINE_PERIOD, SINE_NOISE = 1500, 25, 0.1
SINE_JUMP = 1100  # in the validation part (the last 30 %), in the middle of its first window of 100
LETTERS, DELAYS, MEMORY_LINES = "abcd", (10, 30), 1000
EPISODE, EPISODES = 40, 400
DEEPEST, BRACKET_LINES = 6, 250


def sine() -> str:
    """Table ``step, value``: a sine of period 25 with noise; from row ``SINE_JUMP`` on it is half a period late."""
    rng = np.random.default_rng(1)
    t = np.arange(SINE_ROWS)
    phase = np.where(t >= SINE_JUMP, np.pi, 0.0)
    noise = SINE_NOISE * np.sqrt(3.0) * (2.0 * rng.random(SINE_ROWS) - 1.0)  # uniform, standard deviation SINE_NOISE
    values = np.sin(2.0 * np.pi * t / SINE_PERIOD + phase) + noise
    return _table(("step", "value"), [(str(step), f"{value:.4f}") for step, value in zip(t, values, strict=True)])


def remember() -> str:
    """Text: each line is one of ``LETTERS``, 10 to 30 dots (``DELAYS``), a question mark and the letter again."""
    rng = np.random.default_rng(2)
    first = rng.integers(len(LETTERS), size=MEMORY_LINES)
    dots = rng.integers(DELAYS[0], DELAYS[1] + 1, size=MEMORY_LINES)
    return "".join(f"{LETTERS[k]}{'.' * n}?{LETTERS[k]}\n" for k, n in zip(first, dots, strict=True))


def adding() -> str:
    """Table ``value, marker, sum``: episodes of ``EPISODE`` rows (Hochreiter & Schmidhuber 1997, as a stream).

    ``value`` is uniform in −1 … 1. One row of each half is marked with 1, the last row but one with −1: it asks. The
    last row's ``sum`` is the sum of the two marked values; everywhere else ``sum`` is 0.
    """
    rng = np.random.default_rng(3)
    rows: list[tuple[str, ...]] = []
    for _ in range(EPISODES):
        values = np.round(2.0 * rng.random(EPISODE) - 1.0, 2)
        marked = (int(rng.integers(0, EPISODE // 2)), int(rng.integers(EPISODE // 2, EPISODE - 2)))
        for k, value in enumerate(values):
            marker = 1 if k in marked else -1 if k == EPISODE - 2 else 0
            total = f"{values[list(marked)].sum() + 0.0:.2f}" if k == EPISODE - 1 else "0"
            rows.append((f"{value + 0.0:.2f}", str(marker), total))
    return _table(("value", "marker", "sum"), rows)


def brackets() -> str:
    """Text: each line is a balanced word of brackets. The deeper, the likelier one closes; ``DEEPEST`` is the most."""
    rng = np.random.default_rng(4)
    return "".join(f"{_word(rng)}\n" for _ in range(BRACKET_LINES))


def _word(rng: np.random.Generator) -> str:
    word, depth = "(", 1
    while depth:
        opens = rng.random() >= depth / DEEPEST
        word += "(" if opens else ")"
        depth += 1 if opens else -1
    return word


def _table(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "".join(",".join(cells) + "\n" for cells in [names, *rows])


MADE: dict[str, Callable[[], str]] = {
    "noisy-sine.csv": sine,
    "remember-first.txt": remember,
    "adding-problem.csv": adding,
    "brackets.txt": brackets,
}
"""File name in ``resources/samples`` → the function that makes its text."""
