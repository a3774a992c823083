"""Reads one big file in a fresh process without torch: ``python -m tests.bench.big_worker WHAT FILE``.

WHAT is ``read``, ``arrow`` (pyarrow's own reader, one thread, drained), ``preview``, ``text`` (read and cut into code
points) or ``cancel``. Prints one line of JSON: the seconds it took and the most memory the process ever had.
"""

import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from pyarrow import csv

from gatescope.engine.config.run import Kind, ReadConfig
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.messages import PreviewRequest

CANCELS = 12


def read(path: str) -> dict[str, Any]:
    told: list[int] = []
    dataset = open_dataset(path, progress=lambda done, total: told.append(done), cancelled=lambda: False)
    numbers = sum(column.numbers is not None for column in dataset.columns.values())
    return {"rows": dataset.rows, "kept": 4 * dataset.rows * numbers, "progress": len(told)}


def arrow(path: str) -> dict[str, Any]:
    rows = 0
    for batch in csv.open_csv(path, read_options=csv.ReadOptions(use_threads=False)):
        rows += batch.num_rows
    return {"rows": rows}


def previewed(path: str) -> dict[str, Any]:
    told = preview(PreviewRequest(number=1, path=path), lambda: False)
    return {"rows": len(told.cells)}


def text(path: str) -> dict[str, Any]:
    dataset = open_dataset(path, ReadConfig(kind=Kind.TEXT))
    read_by = time.perf_counter()
    suggested = dataset.info.suggested
    prepared = prepare(dataset, suggested.data, suggested.train.window)
    return {"rows": dataset.rows, "symbols": prepared.shape.symbols, "cutting": time.perf_counter() - read_by}


def cancel(path: str) -> dict[str, Any]:
    """Cancels at moments spread over the whole reading. The seconds until it ended each time."""
    began = time.perf_counter()
    open_dataset(path)
    whole = time.perf_counter() - began
    waits = []
    for number in range(CANCELS):
        asked, moment = threading.Event(), whole * (number + 0.5) / (CANCELS + 1)
        timer = threading.Timer(moment, asked.set)
        timer.start()
        began = time.perf_counter()
        try:
            open_dataset(path, cancelled=asked.is_set)
        except DataError as error:
            if error.fault is not Fault.READ_CANCELLED:
                raise
            waits.append(time.perf_counter() - began - moment)
        timer.cancel()
    return {"waits": waits}


WHAT: dict[str, Callable[[str], dict[str, Any]]] = {
    "read": read,
    "arrow": arrow,
    "preview": previewed,
    "text": text,
    "cancel": cancel,
}


def main(what: str, path: str) -> int:
    began = time.perf_counter()
    told = WHAT[what](path)
    seconds = time.perf_counter() - began
    assert "torch" not in sys.modules
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "peak": peak, **told}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
