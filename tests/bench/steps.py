"""The training step against the bare loop in one process, without a window: what the trainer itself costs.

Both sides take short turns, so that a machine that slows down slows both; the time is that of the processor, which
others on the machine take nothing of. Both validate as often, on the same windows.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import nn

from gatescope.engine.config.run import RunConfig, changed
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.training.trainer import Trainer
from tests.bench import bare, samples
from tests.bench.report import Bystanders, Row, at_least, say, spread

LEAST, LEAST_CARRIED = 0.97, 0.95
TURN = 0.1  # s
CPU = torch.device("cpu")


def rows(folder: Path, pairs: int) -> Iterator[Row]:
    """One row per cell and size, then truncated backpropagation that reaches one window back, and two."""
    apply_threads()
    dataset = open_dataset(str(samples.write_series(folder)))
    for cell in samples.CELLS:
        for size in samples.SIZES:
            config = samples.config(cell, size, "cpu")
            data = prepare(dataset, config.data, size.window)
            plain = bare.training(config, data, CPU)
            yield compared(f"step / bare, {cell} {size}", Trainer(config, data, CPU), plain, pairs, LEAST)
    size = samples.SIZES[1]
    for cell in samples.CELLS:
        for windows in (1, 2):
            config = samples.config(cell, size, "cpu")
            config = changed(config, carry=True, reach=windows * size.window)
            data = prepare(dataset, config.data, size.window)
            name = f"carried step / bare, {cell} {size}, reach {config.train.reach}"
            yield compared(name, Trainer(config, data, CPU), carried(config, data), pairs, LEAST_CARRIED)


def carried(config: RunConfig, data: Prepared) -> Iterator[int]:
    """Truncated backpropagation as somebody would write it with torch alone: the state goes on from window to window,
    cut off from its past; with a reach of two windows the one before is passed through again."""
    train = config.train
    torch.manual_seed(train.seed)
    assert data.features is not None
    assert data.targets is not None
    net = bare.Net(config, data.features.shape[1], data.targets.shape[1])
    optimiser = torch.optim.Adam(net.parameters(), lr=train.learning_rate, fused=True)
    learnt = data.training_rows[1] - data.training_rows[0] - 1
    count = min(train.batch, learnt // train.window)
    length = learnt // count
    x, y = (
        torch.from_numpy(values[first : first + length * count]).reshape(count, length, -1).transpose(0, 1).contiguous()
        for values, first in ((data.features, 0), (data.targets, 1))
    )  # (L, B, F)
    step, window, again = 0, train.window, train.reach > train.window
    while True:
        state, before = None, x[:0]
        for now, target in zip(x.split(window), y.split(window), strict=True):
            if again and len(before):
                _, state = net.rnn(before, state)
                past, cut = state, _cut(state)
            else:
                past = cut = state
            out, after = net.rnn(now, past)
            optimiser.zero_grad()
            nn.functional.mse_loss(net.head(out), target).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), train.clip)
            optimiser.step()
            before, state = now, cut if again else _cut(after)
            step += 1
            yield step


def _cut(state: torch.Tensor | tuple[torch.Tensor, ...]) -> torch.Tensor | tuple[torch.Tensor, ...]:
    return state.detach() if isinstance(state, torch.Tensor) else tuple(part.detach() for part in state)


def compared(name: str, trainer: Trainer, plain: Iterator[int], pairs: int, least: float) -> Row:
    def own() -> None:
        trainer.step()
        if trainer.steps_done % trainer.config.train.validate_every == 0 and not trainer.streams:
            trainer.validate()

    ratios, speeds, bystanders = [], [], Bystanders()
    with trainer:
        for turn in range(8 * pairs + 1):
            ours = _speed(own) if turn % 2 else 0.0  # who begins has the colder caches
            theirs = _speed(lambda: next(plain))
            ours = ours or _speed(own)
            trainer.drain()
            if turn:  # the first warms both up
                ratios.append(ours / theirs)
                speeds.append(theirs)
    found, others = statistics.median(ratios), bystanders.share()
    say(f"{name}: {found:.3f} of {statistics.median(speeds):.0f} steps/s; others took {others:.2f} cores")
    return at_least(
        name, found, "", least, ratio=spread(ratios), bare=spread(speeds), cores_taken_by_others=spread([others])
    )


def _speed(work: Callable[[], object]) -> float:
    """Steps per second of processor time over a turn."""
    done, began = 0, time.process_time()
    while (passed := time.process_time() - began) < TURN or not done:
        work()
        done += 1
    return done / passed
