"""Training without a window: the same runs, the same recording, a progress bar on stderr."""

import argparse
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TextIO

from gatescope.engine.cli import told_words
from gatescope.engine.cli.choices import data_config, net_config, opened, train_config
from gatescope.engine.cli.sentences import sentence
from gatescope.engine.cli.summary import summary, summary_of_seeds
from gatescope.engine.config.kinds import EVERY_KIND
from gatescope.engine.config.run import AnyNet, Recurrent, RunConfig, Task, changed
from gatescope.engine.data.preparing.prepare import PreparedAnswers
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fact, Fault, RunError
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.protocol.seeds import further_seeds
from gatescope.engine.protocol.told import Notice
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from gatescope.engine.runs.turns import Training
from gatescope.engine.session.places import sessions_folder
from gatescope.engine.session.recovery import look_through, set_aside_all

BAR = 24


def train_file(options: argparse.Namespace, err: TextIO) -> dict[str, Any]:
    """Trains as the options of ``engine.cli.commands`` say and returns what ``train`` prints at its end.

    Raises ``EngineError`` for a file or a choice that cannot work, and when the loss is no longer finite.
    """
    apply_threads()
    dataset = opened(options)
    config = config_from(options, dataset)
    laboratory = Laboratory()
    laboratory.tell = lambda notice, facts: _say(err, told_words.notice(notice, facts))
    if options.session is None:
        _tidy(err)
    laboratory.adopt(dataset, path=options.session)
    laboratory.tell_cut()
    try:
        first = laboratory.sized(config, options.parameters) if options.parameters else config
        with stopped_by_signals() as stopped:
            train = partial(_train_run, laboratory, stopped=stopped, err=err, beam=options.beam)
            if options.seeds is None:
                run = train(laboratory.new_run(first))
                chosen = {"parameters": run.parameters} if options.parameters else {}
                return summary(run, laboratory.path) | chosen
            return summary_of_seeds(_runs(laboratory, first, options.seeds, stopped, err, train), laboratory.path)
    finally:
        laboratory.close()


def _runs(
    laboratory: Laboratory,
    config: RunConfig,
    count: int,
    stopped: Callable[[], bool],
    err: TextIO,
    train: Callable[[Run], Run],
) -> list[Run]:
    """The same run with so many seeds, one after another. One that breaks is told and counts for nothing; raises
    ``RunError`` when all of them do."""
    first = config.train.seed
    runs: list[Run] = []
    broken: list[RunError] = []
    for seed in (first, *further_seeds((first,), count - 1)):
        runs.append(laboratory.new_run(changed(config, seed=seed)))
        try:
            train(runs[-1])
        except RunError as error:
            broken.append(error)
            _say(err, sentence(error))
        if stopped():
            break
    if len(broken) == len(runs):
        raise broken[0]
    return runs


def _train_run(
    laboratory: Laboratory, run: Run, stopped: Callable[[], bool], err: TextIO, beam: int | None = None
) -> Run:
    training, bar = laboratory.begin(run), ProgressBar(err)
    _check_beam(training, beam)
    _tell_left_out(run, err)
    try:
        _train(training, bar, stopped, KeepingLines(training, err))
        if beam is not None:
            training.answer(beam)
    finally:
        laboratory.put_to_rest(training)
        bar.close(training)
    return run


def _check_beam(training: Training, width: int | None) -> None:
    """Raises ``ConfigError`` (CONFIG_VALUE) for a beam where nothing is written, or one that is too wide."""
    prepared = training.run.prepared
    if width is not None and not isinstance(prepared, PreparedAnswers):
        raise ConfigError(Fault.CONFIG_VALUE, name="beam", value=width, choices="for pairs and one-to-many only")
    if width is not None and isinstance(prepared, PreparedAnswers):
        training.trainer.writer(prepared).check_width(width)


def _tell_left_out(run: Run, err: TextIO) -> None:
    prepared = run.prepared
    if isinstance(prepared, PreparedAnswers) and prepared.too_long:
        what = "pairs" if run.config.data.task.spec.second else "rows"
        err.write(f"{prepared.too_long:,} {what} are left out: what is to be written has more than ")
        err.write(f"{run.config.data.longest:,} tokens. Choose another --longest to learn from them too.\n")


def config_from(options: argparse.Namespace, dataset: Dataset) -> RunConfig:
    """The configuration suggested for the data set, with what the options say instead. Raises ``DataError``
    (COLUMN_UNKNOWN) and ``ConfigError``."""
    suggested = dataset.info.suggested
    data = data_config(options, dataset.info)
    fitting = _fitting(suggested.net, data.task)
    net, train = net_config(options, fitting), train_config(options, suggested.train)
    return RunConfig(data=data, net=net, train=train)


def _fitting(net: AnyNet, task: Task) -> AnyNet:
    """A network as suggested, or one for the task where another task was chosen."""
    own = next((kind for kind in EVERY_KIND.values() if kind.only is task), None)
    if net.only is (None if own is None else task):
        return net
    return Recurrent() if own is None else own()


@contextmanager
def stopped_by_signals() -> Iterator[Callable[[], bool]]:
    """Tells whether Ctrl+C or SIGTERM has asked for the end: an exception within a step would leave it half done. The
    second one ends the process, as a ``kill`` does."""
    asked: list[int] = []

    def ask(number: int, _frame: object) -> None:
        asked.append(number)
        signal.signal(number, signal.SIG_DFL)

    numbers = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    before = [signal.signal(number, ask) for number in numbers]
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _say(err: TextIO, text: str) -> None:
    err.write(f"\n{text}\n")


def _tidy(err: TextIO) -> None:
    """Sessions that cannot be read are moved out of the way of those that are kept without asking."""
    for notice, facts in set_aside_all(look_through(sessions_folder()).broken):
        err.write(f"{told_words.notice(notice, facts)}\n")


class KeepingLines:
    """Says once that what is trained cannot be kept, and once that it is again."""

    def __init__(self, training: Training, err: TextIO) -> None:
        self._training, self._err = training, err
        self._told = ""

    def look(self) -> None:
        recorder = self._training.recorder
        trouble, why = recorder.trouble, str(recorder.trouble or "")
        if trouble is not None and why != self._told:
            going_on = told_words.NOT_KEPT.format(run=self._training.run.number, step=recorder.committed)
            _say(self._err, f"{sentence(trouble)} {going_on}")
        elif trouble is None and self._told:
            facts: dict[str, Fact] = {"path": str(recorder.session.path)}
            _say(self._err, told_words.notice(Notice.KEPT_AGAIN, facts))
        self._told = why


def _train(training: Training, bar: "ProgressBar", stopped: Callable[[], bool], keeping: KeepingLines) -> None:
    """Trains to the end, or until ``stopped`` and keeps what there is. A loss that is not finite ends the run and
    raises after the recording is whole."""
    run = training.run
    try:
        while run.left() and not stopped():
            training.turn(math.inf, stopped, 0.2)
            keeping.look()
            bar.show(training)
        training.rest()
        if run.state is RunState.FINISHED:
            training.validate_if_stale()
    except RunError as error:
        run.fail(error)
        raise


class ProgressBar:
    """Step, loss, speed and time left: redrawn in place on a terminal, a line every two seconds elsewhere. ``saved``
    is the number of rows that are on disk."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._blocks = _can_write("█░·", out)
        self._next = 0.0

    def show(self, training: Training) -> None:
        now = time.perf_counter()
        if now >= self._next:
            self._next = now + (0.2 if self._terminal else 2.0)
            self._write(training)

    def close(self, training: Training) -> None:
        self._write(training)
        if self._terminal:
            with suppress(OSError):
                self._out.write("\n")

    def _write(self, training: Training) -> None:
        run, status = training.run, training.status(0.0)
        total = run.config.steps
        speed = run.step / run.history.seconds if run.history.seconds else 0.0
        share = run.step / total if total else 0.0
        filled = round(share * BAR)
        line = f"{'█' * filled}{'░' * (BAR - filled)} step {run.step:,} of {total:,}" if total else f"step {run.step:,}"
        line += f" · loss {run.history.last_train_loss:.4g} · {speed:,.0f} steps/s"
        if status.seconds_left >= 0:
            line += f" · {status.seconds_left:,.0f} s left"
        line += f" · {status.committed:,} saved"
        if not self._blocks:
            line = line.replace("█", "#").replace("░", ".").replace("·", "|")
        with suppress(OSError):  # nobody looks any more: that ends no training
            self._out.write(f"\r{line}\x1b[K" if self._terminal else f"{line}\n")
            self._out.flush()


def _can_write(text: str, out: TextIO) -> bool:
    """Whether ``out`` has these characters; stderr writes what it has not as escapes, without a word."""
    try:
        text.encode(getattr(out, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
