"""How fast a question is answered: a frame of the past, and a frame against a step."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from gatescope.engine.config.run import Cell
from gatescope.engine.protocol.frame import Want
from gatescope.engine.protocol.messages import RunInfo
from tests.bench import samples
from tests.bench.engine_client import EngineClient
from tests.bench.report import Row, at_most, percentile, say, spread

STEPS = 2000


def travel_rows(folder: Path, times: int) -> Iterator[Row]:
    """Requests for random steps of the past through the pipe: while the run trains, while another run trains
    whose steps take seconds, and of that run itself."""
    with EngineClient(folder) as engine:
        engine.ready()
        engine.open_file(samples.write_series(folder))
        run = engine.new_run(samples.config(Cell.LSTM, samples.SIZES[1]))
        engine.train(run.run, STEPS, 120)
        engine.play(run.run)
        yield _row("time travel p95, the run trains", _travel(engine, run, STEPS, times))
        huge = engine.new_run(samples.config(Cell.LSTM, samples.HUGE), 120)
        engine.play(huge.run)
        engine.metrics(huge.run, seconds=120)  # its first step is done, the next is under way
        yield _row("time travel p95, another run's step takes seconds", _travel(engine, run, STEPS, times))
        few = max(5, times // 20)
        probe = msgspec.structs.replace(huge.validation_probe, length=50)
        short = msgspec.structs.replace(huge, validation_probe=probe)
        yield _row("time travel p95, H 1024, T 50, its own step takes seconds", _travel(engine, short, 1, few))
        long = _travel(engine, huge, 1, 5)  # the network itself takes so long for a sequence of that length
        yield Row("time travel median, H 1024, T 1000, likewise", statistics.median(long), "ms", details=spread(long))
        began = time.monotonic()
        engine.close(10)
        yield at_most("the engine leaves, in the middle of a long step", time.monotonic() - began, "s", 3)


def _row(name: str, answers: list[float]) -> Row:
    say(f"{name}: {percentile(answers, 0.95):.1f} ms")
    return at_most(name, percentile(answers, 0.95), "ms", 100, count=len(answers), **spread(answers))


def _travel(engine: EngineClient, run: RunInfo, newest: int, times: int) -> list[float]:
    """Milliseconds from the request to the decoded frame, the whole stack of it."""
    chance = random.Random(0)
    cell = run.config.net.cell
    wants = tuple(Want(layer="layer0", trace=trace, rows=64, columns=900) for trace in Cell(cell).traces)
    answers = []
    for _ in range(times):
        at = chance.randint(0, newest)
        began = time.perf_counter()
        frame = engine.frame(run.run, run.validation_probe, at=at, wants=wants)
        answers.append(1000 * (time.perf_counter() - began))
        assert frame.step <= at
        assert len(frame.traces) == len(wants)
    return answers


def probe_rows(folder: Path, times: int) -> Iterator[Row]:
    """One reading of one sequence against one training step of a batch, alternating in one process."""
    import torch

    from gatescope.engine.data.preparing.prepare import prepare
    from gatescope.engine.data.tables.dataset import open_dataset
    from gatescope.engine.probing.framing import read_probe
    from gatescope.engine.training.trainer import Trainer

    torch.set_num_threads(1)
    dataset = open_dataset(str(samples.write_series(folder)))
    for size in samples.SIZES[1:]:
        config = samples.config(Cell.LSTM, size)
        prepared = prepare(dataset, config.data, size.window)
        trainer = Trainer(config, prepared, torch.device("cpu"))
        weights, data = trainer.snapshot(), prepared.probe(prepared.probe_default())
        readings, steps = [], []
        with trainer:
            for _ in range(times):
                steps.append(_milliseconds(trainer.step))
                readings.append(_milliseconds(lambda: read_probe(config.net, prepared, weights, data)))  # noqa: B023
        ratio = statistics.median(readings) / statistics.median(steps)
        length = prepared.probe_default().length
        yield Row(
            f"probe / step, LSTM {size}, probe of {length}",
            ratio,
            "",
            details={"probe_ms": spread(readings), "step_ms": spread(steps)},
        )


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
