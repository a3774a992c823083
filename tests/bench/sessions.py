"""``python -m tests.bench sessions [N] [--seed N]``: opens spoilt sessions, and looks for what must not happen.

Each of N (2,000) sessions that disks, cables or malice have spoilt is opened by a real engine, looked at, trained on,
forked, exported, and left lying where a start finds what a crash left. No crash, no answer that takes longer than 5 s,
no peak of memory of 1.5 GB, no traceback, no refusal without a what and where, no file written or deleted beyond the
session itself and what was asked for; and the next start is ready, with every sound session offered.
"""

import argparse
import json
import shutil
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from gatescope.engine.errors import Fault
from gatescope.engine.protocol.messages import (
    Export,
    Exported,
    Failed,
    Fork,
    Play,
    RunChanged,
    RunState,
    SessionOpened,
)
from tests.bench.engine_client import EngineClient, EngineFailed
from tests.bench.report import Row, at_most, say
from tests.bench.session_mutants import NAME, Mutant, mutant
from tests.bench.session_seeds import make_seeds

SECONDS_MOST = 5.0
READY_MOST = 1.0  # of computing, beyond what a start takes that finds nothing
READY_PATIENCE = 60.0  # as torch's import may take, on a busy machine
BYTES_MOST = 1_500 << 20
PATIENCE = 15.0  # then the engine is ended
LEFT_AT_ONCE = 60  # sessions that a start finds
RESTING = (RunState.PAUSED, RunState.FINISHED, RunState.READY, RunState.FAILED, RunState.CLOSED)
PRECIOUS = {"precious.csv": "value\n1\n2\n3\n", "super": "somebody's\n"}


@dataclass
class Tally:
    """What came of the sessions, by the kind of what was done to them, and what must not have."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    findings: list[dict[str, Any]] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0
    ready: float = 0.0
    ready_alone: float = 0.0

    def of(self, *what: str) -> int:
        return sum(each["what"] in what for each in self.findings)


class Trial:
    """An engine that is started again when it has died or hangs, and what is tried in it."""

    def __init__(self, folder: Path, good: Path) -> None:
        self.folder, self.elsewhere, self._data = folder / "m", folder / "elsewhere", folder / "data"
        self._temporary, self._good = folder / "tmp", good
        for each in (self.folder, self.elsewhere, self._temporary):
            each.mkdir()
        for name, text in PRECIOUS.items():
            (self.elsewhere / name).write_text(text, encoding="utf-8")
        self._engine: EngineClient | None = None
        self._words = 0
        self.seconds = 0.0
        self.peak = 0

    def engine(self) -> EngineClient:
        if self._engine is None:
            self._engine = EngineClient(self._data, {"TMPDIR": str(self._temporary)})
            self._engine.ready(READY_PATIENCE)
            self._engine.open_session(self._good)
            self._engine.train(1, 1)  # what the first step of a process waits for is nobody's
            self._words = 0
        return self._engine

    def end(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close(kill=True)

    def try_(self, one: Mutant) -> tuple[str, list[dict[str, Any]]]:
        """What became of it, and what must not have happened."""
        engine = self.engine()
        found: list[dict[str, Any]] = []
        before = {file.name for file in self.folder.iterdir()}
        self.seconds = 0.0
        _forget_peak(engine.pid)
        outcome = "died"
        try:
            outcome = self._acts(engine, found)
        except EOFError as error:
            found.append({"what": "crash", "said": str(error)[-600:]})
        except TimeoutError as error:
            found.append({"what": "hang", "said": str(error)[-300:]})
        if self.seconds > SECONDS_MOST and not any(each["what"] == "hang" for each in found):
            found.append({"what": "hang", "seconds": self.seconds})
        found += self._after(engine, before)
        if any(each["what"] in ("crash", "hang") for each in found):
            self.end()
        return outcome, found

    def _acts(self, engine: EngineClient, found: list[dict[str, Any]]) -> str:
        engine.forget()
        path = self.folder / NAME
        opened = self._answer(found, lambda: engine.open_session(path, PATIENCE))
        if not isinstance(opened, SessionOpened):
            return str(opened)
        outcomes = ["opened"]
        for run in opened.info.runs[:2]:
            ends = self._answer(found, lambda run=run: self._train(engine, run.run))
            outcomes.append("trained" if isinstance(ends, RunChanged) else f"opened, then {ends}")
            for what in ("weights", "metrics"):
                self._answer(found, lambda run=run, what=what: self._export(engine, run.run, what))
            probe = run.validation_probe
            self._answer(found, lambda run=run, probe=probe: engine.frame(run.run, probe, PATIENCE))
            self._answer(found, lambda run=run: self._fork(engine, run.run))
        self._answer(found, lambda: engine.open_session(self._good, PATIENCE), must=True)
        return max(set(outcomes), key=lambda each: (each != "opened", each))

    def _answer(self, found: list[dict[str, Any]], ask: Callable[[], Any], must: bool = False) -> Any:
        """What is answered, or the fault of what is refused."""
        began = time.monotonic()
        try:
            return ask()
        except EngineFailed as error:
            found += [{"what": what, "told": str(error)} for what in _odd(error.failure, must)]
            return error.failure.fault
        finally:
            self.seconds = max(self.seconds, time.monotonic() - began)

    def _train(self, engine: EngineClient, run: int) -> RunChanged:
        engine.forget()
        engine.send(Play(run=run, steps=2))
        return engine.receive(RunChanged, PATIENCE, lambda m: m.info.run == run and m.info.state in RESTING)

    def _export(self, engine: EngineClient, run: int, what: str) -> Exported:
        engine.send(Export(run=run, what=what, path=str(self.folder / f"out.{what}")))
        return engine.receive(Exported, PATIENCE)

    def _fork(self, engine: EngineClient, run: int) -> RunChanged:
        engine.forget()
        engine.send(Fork(run=run, step=4))
        return engine.receive(RunChanged, PATIENCE, lambda m: m.info.parent == run)

    def _after(self, engine: EngineClient, before: set[str]) -> Iterator[dict[str, Any]]:
        words, self._words = engine.stderr[self._words :], len(engine.stderr)
        if "Traceback" in words:
            yield {"what": "traceback", "said": words[-1500:]}
        elif words.strip():
            yield {"what": "words", "said": words[-500:]}
        self.peak = _peak(engine.pid)
        if self.peak > BYTES_MOST:
            yield {"what": "memory", "peak": self.peak}
        for name, text in PRECIOUS.items():
            file = self.elsewhere / name
            if not file.exists() or file.read_bytes() != text.encode():
                yield {"what": "strayed", "file": name}
                file.write_text(text, encoding="utf-8")
        asked = {NAME, *(NAME + each for each in ("-wal", "-shm", "-journal", ".lock")), "out.weights", "out.metrics"}
        if strays := {file.name for file in self.folder.iterdir()} - before - asked:
            yield {"what": "strayed", "files": sorted(strays)}
        if strays := {file.name for file in self.elsewhere.iterdir()} - PRECIOUS.keys():
            yield {"what": "strayed", "files": sorted(strays)}

    def clear(self) -> None:
        for file in self.folder.iterdir():
            file.unlink()


def _odd(failure: Failed, must: bool) -> Iterator[str]:
    """What a refusal must not be: of our own making, or without a what and where."""
    if failure.fault in (Fault.INTERNAL, Fault.PROTOCOL) or must:
        yield "internal"
    elif failure.fault == Fault.SESSION_DAMAGED and not (failure.facts.get("reason") and failure.facts.get("path")):
        yield "refusal"


def _forget_peak(pid: int) -> None:
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _peak(pid: int) -> int:
    """Of the memory of a process since it was forgotten, in bytes; 0 of one that is gone."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) << 10
    with suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss)
    return 0


# ---- the next start -------------------------------------------------------------------------------------------------


class Left:
    """Spoilt sessions as a crash leaves them, together, for a start to find; with a sound one that it must offer."""

    def __init__(self, folder: Path, good: Path) -> None:
        self._folder, self._good = folder, good
        self._count = 0

    def add(self, one: Path) -> None:
        place = self._folder / "sessions"
        place.mkdir(parents=True, exist_ok=True)
        for file in one.parent.glob(one.name + "*"):
            if file.is_file() and not file.is_symlink():
                shutil.copy(file, place / file.name.replace(one.name, f"{self._count}.gatescope", 1))
        self._count += 1

    def start(self) -> tuple[float, list[dict[str, Any]]]:
        """What the start took of the processor, in seconds, and what must not have happened. Empties the folder."""
        place = self._folder / "sessions"
        place.mkdir(parents=True, exist_ok=True)
        sound = place / "sound.gatescope"
        shutil.copy(self._good, sound)
        with closing(sqlite3.connect(sound)) as db, db:
            db.execute("UPDATE meta SET value = '0' WHERE key = 'clean'")
        seconds, found = READY_PATIENCE, []
        engine = EngineClient(self._folder)
        try:
            ready = engine.ready(READY_PATIENCE)
            seconds = sum(psutil.Process(engine.pid).cpu_times()[:2])
            if not any(Path(left.path) == sound for left in ready.recoverable):
                found.append({"what": "not offered"})
            if "Traceback" in engine.stderr:
                found.append({"what": "traceback", "said": engine.stderr[-1500:]})
        except (EOFError, TimeoutError) as error:
            found.append({"what": "not ready", "said": str(error)[-500:]})
        finally:
            engine.close(kill=True)
        shutil.rmtree(self._folder)
        self._count = 0
        return seconds, found

    @property
    def full(self) -> bool:
        return self._count >= LEFT_AT_ONCE


# ---- all of it ------------------------------------------------------------------------------------------------------


def campaign(folder: Path, numbers: Iterable[int], seeds: Sequence[Path] = (), alone: bool = True) -> Tally:
    """``alone``: to know what a start takes that finds nothing."""
    made = folder / "seeds"
    made.mkdir()
    seeds = seeds or make_seeds(made)
    good = Path(shutil.copy(seeds[0], folder / "good.gatescope"))
    tally, trial, left = Tally(), Trial(folder, good), Left(folder / "left", good)
    try:
        tally.ready_alone = left.start()[0] if alone else 0.0
        for count, number in enumerate(numbers, 1):
            one = mutant(number, seeds, trial.folder, trial.elsewhere)
            left.add(trial.folder / NAME)
            outcome, found = trial.try_(one)
            if any(each["what"] == "hang" for each in found):  # a busy machine makes no finding
                trial.clear()
                mutant(number, seeds, trial.folder, trial.elsewhere)
                outcome, found = trial.try_(one)
            tally.outcomes[one.kind][outcome] += 1
            named = [{"number": number, "kind": one.kind, "story": one.story, **each} for each in found]
            tally.findings += named
            for each in named:
                say(json.dumps(each))
            tally.slowest, tally.peak = max(tally.slowest, trial.seconds), max(tally.peak, trial.peak)
            trial.clear()
            if left.full:
                _start(tally, left, number)
            if count % 200 == 0:
                say(f"{count} sessions, {len(tally.findings)} findings")
        _start(tally, left, -1)
    finally:
        trial.end()
    return tally


def _start(tally: Tally, left: Left, number: int) -> None:
    seconds, found = left.start()
    tally.ready = max(tally.ready, seconds)
    tally.findings += [{"number": number, "kind": "start", "story": "the next start", **each} for each in found]


def rows(folder: Path, times: int, first: int = 0) -> Iterator[Row]:
    yield from rows_of(campaign(folder, range(first, first + times)), times)


def rows_of(tally: Tally, times: int) -> Iterator[Row]:
    outcomes = {kind: dict(each) for kind, each in sorted(tally.outcomes.items())}
    facts = {"outcomes": outcomes, "findings": tally.findings[:100]}
    yield at_most(f"crashes on {times:,} spoilt sessions", tally.of("crash"), "", 0, **facts)
    yield at_most("the slowest answer", tally.slowest, "s", SECONDS_MOST, hangs=tally.of("hang"))
    yield at_most("the largest peak of memory", tally.peak / 1e9, "GB", 1.5)
    yield at_most("tracebacks and words on stderr", tally.of("traceback", "words"), "", 0)
    yield at_most("refusals that do not say what and where", tally.of("refusal", "internal"), "", 0)
    yield at_most("files written or deleted elsewhere", tally.of("strayed"), "", 0)
    beyond = tally.ready - tally.ready_alone
    yield at_most("what they add to the next start, until Ready", beyond, "s", READY_MOST, alone=tally.ready_alone)
    yield at_most("starts without Ready or without a sound session", tally.of("not ready", "not offered"), "", 0)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench sessions", description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=2_000, help="sessions (default: 2,000)")
    parser.add_argument("--seed", type=int, default=0, help="number of the first one (default: 0)")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="gatescope-sessions-") as folder:
        told = list(rows(Path(folder), options.times, options.seed))
    for kind, outcomes in told[0].details["outcomes"].items():
        print(f"{kind:<9}", ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))
    for finding in told[0].details["findings"]:
        print(json.dumps(finding))
    for row in told:
        print(row.line())
    return 0 if all(row.holds for row in told) else 1
