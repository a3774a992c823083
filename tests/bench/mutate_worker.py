"""Opens files one after the other and says what came of each: ``python -m tests.bench.mutate_worker``.

Reads a path per line on stdin, as JSON; answers with a line of JSON: what came of opening and of previewing it, what
does not add up, the seconds each took, and by how many bytes the process grew.
"""

import gc
import json
import os
import re
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from gatescope.engine.cli.sentences import sentence
from gatescope.engine.config.run import Kind
from gatescope.engine.config.tasks import TRAINABLE
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import Dataset, open_dataset
from gatescope.engine.errors import EngineError
from gatescope.engine.protocol.datasets import LINES_TOLD
from gatescope.engine.protocol.messages import PreviewRequest
from tests.bench import records_counted

STATUS = Path("/proc/self/status")


class Trial:
    """What is tried with one file, one after the other. Each tells what does not add up, or raises ``EngineError``."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._dataset: Dataset | None = None

    def open(self) -> list[str]:
        self._dataset = open_dataset(self.path)
        return inconsistent(self._dataset) + records_counted.differences(self.path, self._dataset.info)

    def preview(self) -> list[str]:
        return previewed(self.path)

    def learn(self) -> list[str]:
        """What is suggested can be learnt, unless what the file lacks for it is said."""
        if self._dataset is not None and self._dataset.info.suggested.data.task in TRAINABLE:
            suggested = self._dataset.info.suggested
            prepare(self._dataset, suggested.data, suggested.train.window)
        return []


def inconsistent(dataset: Dataset) -> list[str]:
    info, records = dataset.info, dataset.info.records
    odd = []
    if dataset.kind is Kind.TABLE:
        lengths = {len(column.words()) for column in dataset.columns.values()}
        if lengths != {info.rows} or records.read != info.rows:
            odd.append(f"rows {info.rows}, read {records.read}, columns {sorted(lengths)[:3]}")
        if [column.name for column in info.columns] != list(dataset.columns):
            odd.append("columns are told in another order than they are kept")
    told = min(records.skipped, LINES_TOLD)
    if len(records.skipped_lines) != told or list(records.skipped_lines) != sorted(set(records.skipped_lines)):
        odd.append(f"{records.skipped} skipped, lines {records.skipped_lines}")
    odd += [
        f"bad cells {bad}"
        for bad in records.bad
        if not (0 < bad.count <= info.rows and 0 < len(bad.lines) <= min(bad.count, LINES_TOLD))
    ]
    return odd


def previewed(path: str) -> list[str]:
    """Raises ``DataError``."""
    told = preview(PreviewRequest(number=1, path=path), lambda: False)
    places = (*told.bad, *told.missing)
    odd = []
    if len(told.lines) != len(told.cells) or list(told.lines) != sorted(set(told.lines)):
        odd.append(f"preview of {len(told.cells)} records, {len(told.lines)} lines")
    if any(column >= len(told.cells[record]) for record, column in places):
        odd.append("marked cells that are not there")
    return odd


def tried(act: Callable[[], list[str]]) -> dict[str, Any]:
    began = time.perf_counter()
    try:
        answer: dict[str, Any] = {"outcome": "read", "odd": act()}
    except EngineError as error:
        facts = {name: str(value)[:200] for name, value in error.facts.items()}
        answer = {"outcome": "refused", "fault": str(error.fault), "facts": facts, "sentence": sentence(error)[:500]}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in an extension is no Exception
        trace = traceback.format_exc().splitlines()
        answer = {"outcome": "crashed", "error": f"{type(error).__name__}: {error}"[:500], "trace": trace[-8:]}
    return {**answer, "seconds": time.perf_counter() - began}


def resident(field: str) -> int:
    """``VmRSS`` or, since it was last forgotten, ``VmHWM`` of this process in bytes."""
    found = re.search(rf"{field}:\s+(\d+) kB", STATUS.read_text())
    return 1024 * int(found[1]) if found else 0


def forget_peak() -> None:
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def main() -> int:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin:
        path = json.loads(line)
        forget_peak()
        before = resident("VmRSS")
        trial = Trial(path)
        answer: dict[str, Any] = {act: tried(getattr(trial, act)) for act in ("open", "preview", "learn")}
        answers.write(json.dumps({**answer, "grown": resident("VmHWM") - before}) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
