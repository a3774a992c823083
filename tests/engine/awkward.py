"""Awkward files as people have them, each made here, with what it is to be taken for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gatescope.engine.config.data import ReadConfig

ROWS = 40


@dataclass(frozen=True)
class Awkward:
    """A file, how it is asked to be read, and what is expected: values by the names in ``test_awkward.seen``."""

    name: str
    content: bytes
    expected: dict[str, Any]
    read: ReadConfig = field(default=ReadConfig())


def awkward(name: str, content: str | bytes, read: ReadConfig | None = None, **expected: Any) -> Awkward:
    raw = content.encode() if isinstance(content, str) else content
    return Awkward(name, raw, {"kind": "table", **expected}, read or ReadConfig())


def wave(count: int = ROWS, scale: float = 1.0, seed: int = 0) -> list[float]:
    """Values that rise and fall, none of them whole, with two decimals."""
    noise = np.random.default_rng(seed).random(count)
    steps = scale * (np.sin(np.arange(count) / 3.0) + 0.2 * noise + 2.0)
    return [float(f"{value:.2f}") + (0.01 if value == int(value) else 0.0) for value in steps]


def days(count: int = ROWS, start: str = "2020-01-01") -> list[str]:
    return (np.datetime64(start) + np.arange(count)).astype(str).tolist()


def lines(*columns: Iterable[Any], head: Sequence[str] = (), sep: str = ",") -> str:
    body = [sep.join(map(str, row)) for row in zip(*columns, strict=True)]
    return "\n".join([*([sep.join(head)] if head else []), *body]) + "\n"


def daily(sep: str = ",", head: Sequence[str] = ("date", "value")) -> str:
    return lines(days(), wave(), head=head, sep=sep)


def comma(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


SERIES = {"names": ("date", "value"), "rows": ROWS, "time": "date", "frequency": "daily", "targets": ("value",)}
