"""Rows of the benchmark: a figure, what it should be, and whether it is; as a table and as JSON."""

import json
import platform
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil


@dataclass(frozen=True)
class Row:
    """One figure. ``aim`` is in words; ``holds`` None means that nothing was promised. ``details`` go to the JSON."""

    name: str
    value: float
    unit: str
    aim: str = ""
    holds: bool | None = None
    details: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        verdict = {True: "holds", False: "MISSED", None: ""}[self.holds]
        return f"{self.name:<52} {_number(self.value):>10} {self.unit:<12} {self.aim:<14} {verdict}"


def at_least(name: str, value: float, unit: str, bound: float, **details: Any) -> Row:
    return Row(name, value, unit, f">= {bound:g}", value >= bound, details)


def at_most(name: str, value: float, unit: str, bound: float, **details: Any) -> Row:
    return Row(name, value, unit, f"<= {bound:g}", value <= bound, details)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of ``values`` do not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def spread(values: Sequence[float]) -> dict[str, Any]:
    """The median, the extremes and the values themselves."""
    rounded = [float(f"{value:.4g}") for value in values]
    return {"median": statistics.median(rounded), "low": min(rounded), "high": max(rounded), "all": rounded}


class Bystanders:
    """What other programs take of the machine while something is measured: a ratio between one and two busy processes
    says little when they take a core."""

    def __init__(self) -> None:
        self._before = self._busy(), self._own()

    def share(self) -> float:
        """Cores that others kept busy since this was made, or since the last call."""
        (wall, busy), own = self._busy(), self._own()
        (wall_before, busy_before), own_before = self._before
        self._before = (wall, busy), own
        return max(0.0, (busy - busy_before - (own - own_before)) / max(wall - wall_before, 1e-9))

    @staticmethod
    def _busy() -> tuple[float, float]:
        times = psutil.cpu_times()
        return time.monotonic(), sum(times) - times.idle - getattr(times, "iowait", 0.0)

    @staticmethod
    def _own() -> float:
        """Of this process and its children; those must live as long as it is measured."""
        me = psutil.Process()
        return sum(sum(process.cpu_times()[:2]) for process in (me, *me.children(recursive=True)))


def machine() -> dict[str, Any]:
    """What the figures were measured on; trust the ratios."""
    import PySide6
    import torch  # 2 s that --help should not cost

    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": len(psutil.Process().cpu_affinity())
        if hasattr(psutil.Process, "cpu_affinity")
        else psutil.cpu_count(),
        "torch": torch.__version__,
        "pyside": PySide6.__version__,
        "cuda": torch.cuda.get_device_name(0) if torch.cuda.is_available() else "",
        "load_before": psutil.getloadavg()[0],
    }


def write_json(path: Path, rows: Iterable[Row], facts: dict[str, Any]) -> None:
    document = {"machine": facts, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")


def say(text: str) -> None:
    """Progress, on stderr: the table alone stands on stdout."""
    print(text, file=sys.stderr, flush=True)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
