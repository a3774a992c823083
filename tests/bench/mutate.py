"""``python -m tests.bench mutate [--times N] [--seed N]``: opens spoilt files, and looks for what must not happen.

No crash (only ``DataError`` may come out), no hang, bounded memory; every refusal says what and where; counts add up.
Whatever is found is tried once more in a fresh process, so that a busy machine makes no finding.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gatescope.engine.errors import Fault
from tests.bench.live import Obedient
from tests.bench.mutants import Mutant, mutant
from tests.bench.report import Row, at_most, say

SECONDS_MOST = 5.0
PATIENCE = 60.0  # then it is ended
BYTES_TIMES = 4
BYTES_BASE = 300 << 20

NAMED: dict[Fault, tuple[str, ...]] = {
    Fault.FILE_EMPTY: ("path",),
    Fault.FILE_BINARY: ("offset",),
    Fault.ENCODING_UNKNOWN: ("line",),
    Fault.ENCODING_WRONG: ("encoding", "line"),
    Fault.LINE_TOO_LONG: ("line", "length", "limit"),
    Fault.ROW_RAGGED: ("line", "expected", "found"),
    Fault.QUOTE_UNCLOSED: ("line",),
    Fault.CELL_NOT_NUMERIC: ("line", "column", "value"),
    Fault.CELL_MISSING: ("column", "count"),
    Fault.COLUMN_CONSTANT: ("column", "value"),
    Fault.TOO_FEW_ROWS: ("rows", "needed"),
    Fault.NO_NUMERIC_COLUMN: ("columns",),
    Fault.ROWS_ALL_MISSING: ("column",),
    Fault.SEQUENCES_TOO_FEW: ("sequences", "needed"),
    Fault.SEQUENCES_TOO_SHORT: ("longest", "needed"),
    Fault.CLASSES_TOO_FEW: ("column", "classes"),
    Fault.CLASSES_TOO_MANY: ("column", "classes", "limit"),
    Fault.FORMAT_UNREAD: ("format", "instead"),
    Fault.ARCHIVE_DAMAGED: ("reason",),
    Fault.ARCHIVE_TOO_LARGE: ("bytes", "limit"),
    Fault.SHEET_UNKNOWN: ("sheet", "sheets"),
    Fault.TEXT_TOO_SHORT: ("length", "needed"),
    Fault.TEXT_ONE_SYMBOL: ("symbol",),
}
"""What a file may be refused for, and the facts that each refusal carries: where it is, or what the file lacks."""

LEARNT: dict[Fault, tuple[str, ...]] = {
    Fault.CLASS_UNKNOWN: ("column", "value"),
    Fault.CLASSES_TOO_FEW: ("column", "classes"),
    Fault.CLASSES_TOO_MANY: ("column", "classes", "limit"),
    Fault.LABEL_CHANGES: ("column", "sequence"),
    Fault.SEQUENCES_TOO_FEW: ("sequences", "needed"),
    Fault.SEQUENCES_TOO_SHORT: ("longest", "needed"),
    Fault.SPLIT_NEEDS_SEQUENCES: ("sequences",),
    Fault.WINDOW_TOO_LONG: ("window", "rows", "longest"),
    Fault.COLUMN_CONSTANT: ("column", "value"),
    Fault.CELL_MISSING: ("column", "count"),
    Fault.ROWS_ALL_MISSING: ("column",),
    Fault.ONE_TOKEN: ("token",),
    Fault.VALUE_TOO_LARGE: ("row", "column", "value", "limit"),
}
"""What a file that was read may be lacking for what is suggested."""

ACTS = ("open", "preview", "learn")


@dataclass
class Tally:
    """What came of the files, and what must not have."""

    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[dict[str, Any]] = field(default_factory=list)
    slowest: float = 0.0
    largest: float = 0.0  # bytes grown ÷ bytes allowed

    def of(self, what: str) -> int:
        return sum(what == each["what"] for each in self.findings)


class Opener:
    """A worker that is started again when it has died or hangs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker: Obedient | None = None

    def try_(self, file: Mutant) -> dict[str, Any]:
        """What the worker says; ``died`` or ``hung`` when it cannot."""
        path = self._folder / file.name
        path.write_bytes(file.raw)
        worker = self._worker = self._worker or Obedient(["-m", "tests.bench.mutate_worker"])
        try:
            return worker.order(json.dumps(str(path)), PATIENCE)
        except (EOFError, BrokenPipeError) as error:
            self.end()
            return {"died": str(error)[-500:]}
        except TimeoutError:
            self.end()
            return {"hung": PATIENCE}

    def end(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def judged(file: Mutant, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """What must not have happened to a file, by its kind."""
    if "died" in answer or "hung" in answer:
        return [{"what": "crash" if "died" in answer else "hang", **answer}]
    found: list[dict[str, Any]] = []
    for act in ACTS:
        told = answer[act]
        if told["outcome"] == "crashed":
            found.append({"what": "crash", "act": act, **told})
        if told["seconds"] > SECONDS_MOST:
            found.append({"what": "hang", "act": act, "seconds": told["seconds"]})
        if told["outcome"] == "refused" and (lacks := _lacking(told, NAMED if act != "learn" else LEARNT)):
            found.append({"what": "refusal", "act": act, "lacks": lacks, **told})
        found += [{"what": "counts", "act": act, "odd": odd} for odd in told.get("odd", ())]
    if answer["grown"] > allowed(file):
        found.append({"what": "memory", "grown": answer["grown"], "allowed": allowed(file)})
    return found


def allowed(file: Mutant) -> int:
    return BYTES_TIMES * max(file.unpacked, len(file.raw)) + BYTES_BASE


def _lacking(told: dict[str, Any], table: dict[Fault, tuple[str, ...]]) -> list[str]:
    """What a refusal should name and does not."""
    named = next((facts for fault, facts in table.items() if fault == told["fault"]), None)
    if named is None:
        return ["a reason that files can have"]
    missing = [name for name in named if told["facts"].get(name, "") == ""]
    whole = "–" not in told["sentence"] and "\n" not in told["sentence"]
    return missing + ([] if whole or missing else ["a sentence in one line with all its facts"])


def campaign(folder: Path, numbers: Iterable[int]) -> Tally:
    tally = Tally()
    opener, fresh = Opener(folder), Opener(folder)
    try:
        for count, number in enumerate(numbers, 1):
            file = mutant(number)
            answer = opener.try_(file)
            if judged(file, answer):
                answer = fresh.try_(file)
                fresh.end()
                tally.findings += [{"number": number, "story": file.story, **each} for each in judged(file, answer)]
            _count(tally, file, answer)
            if count % 500 == 0:
                say(f"{count} files: {dict(tally.outcomes)}, {len(tally.findings)} findings")
    finally:
        opener.end()
        fresh.end()
    return tally


def _count(tally: Tally, file: Mutant, answer: dict[str, Any]) -> None:
    told = [answer.get(act, {"outcome": "died", "seconds": PATIENCE}) for act in ACTS]
    tally.outcomes[told[0].get("fault") or told[0]["outcome"]] += 1
    tally.slowest = max(tally.slowest, *(each["seconds"] for each in told))
    tally.largest = max(tally.largest, answer.get("grown", 0) / allowed(file))


def rows(folder: Path, times: int, first: int = 0) -> Iterator[Row]:
    tally = campaign(folder, range(first, first + times))
    facts = {"outcomes": dict(tally.outcomes), "findings": tally.findings[:50]}
    yield at_most(f"crashes on {times:,} spoilt files", tally.of("crash"), "", 0, **facts)
    yield at_most("the slowest of them", tally.slowest, "s", SECONDS_MOST, hangs=tally.of("hang"))
    yield at_most("memory they took ÷ 4 × unpacked + 300 MB", tally.largest, "", 1, over=tally.of("memory"))
    yield at_most("refusals that do not say what and where", tally.of("refusal"), "", 0)
    yield at_most("counts that do not add up", tally.of("counts"), "", 0)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench mutate", description=__doc__)
    parser.add_argument("--times", type=int, default=10_000, help="files (default: 10,000)")
    parser.add_argument("--seed", type=int, default=0, help="number of the first one (default: 0)")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="gatescope-mutants-") as folder:
        told = list(rows(Path(folder), options.times, options.seed))
    print(json.dumps(told[0].details["outcomes"], indent=1))
    for finding in told[0].details["findings"]:
        print(json.dumps(finding))
    for row in told:
        print(row.line())
    return 0 if all(row.holds for row in told) else 1
