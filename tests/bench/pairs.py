"""Pairs of sequences: copies and reversals, dates as people write them, sums as text.

``python -m tests.bench pairs`` trains encoder–decoders by the project's own reader, preparation and trainer, and judges
the answers that they write by themselves to pairs that they were not trained on: 3 seeds each, on a core about an hour.
``python -m tests.bench pairs-dates`` and the like measure one of them, ``pairs-steps`` holds a step against a bare
loop.
"""

import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from gatescope.engine.config.encoder_decoder import LOOKED, AttentionKind
from gatescope.engine.config.run import (
    Cell,
    DataConfig,
    EncoderDecoder,
    Kind,
    ReadConfig,
    RunConfig,
    Split,
    Task,
    TrainConfig,
)
from gatescope.engine.config.traces import Trace
from gatescope.engine.data import samples
from gatescope.engine.data.preparing.prepare import Pair, PreparedPairs, prepare
from gatescope.engine.data.tables.dataset import open_dataset
from tests.bench.report import Row, at_least, at_most, say

SEEDS = (0, 1, 2)
SYMBOLS = "abcdefghij"
PUBLISHED = (7.17, 3.71, 2.30, 1.78, 1.57, 1.43, 1.28, 1.17, 1.12, 1.09)
PERPLEXITY_MOST, RIGHT_LEAST, DATES_LEAST, CHARACTERS_LEAST = 1.25, 0.95, 0.99, 0.97
JUDGED = 9  # symbols: the answers that are to be right as a whole
MASS_LEAST = {JUDGED: 0.80, 20: 0.90}
COPIER = EncoderDecoder(cell=Cell.GRU, hidden=64, embedding=32, bidirectional=True, attention=AttentionKind.ADDITIVE)


@dataclass(frozen=True)
class Learnt:
    """What a run came to: by validation the mean loss of a symbol, and at the end how right its answers are."""

    losses: tuple[float, ...]
    whole: float
    tokens: float
    characters: float
    mass: float = math.nan


def copy_rows(folder: Path) -> Iterator[Row]:
    """As published: perplexity by epoch of 100 batches."""
    path = write_copies(folder / "copy.csv", 9)
    found = []
    for seed in SEEDS:
        train = TrainConfig(batch=32, learning_rate=3e-4, seed=seed, validate_every=100, device="cpu")
        net = msgspec.structs.replace(COPIER, dropout=0.1)
        learnt = _learnt(path, net, train, 1000, 0.02)
        # the end, which is soon known, is left out as a symbol that costs nothing: as published, or worse
        found.append([math.exp(loss * 10 / 9) for loss in learnt.losses])
        say(f"copy, seed {seed}: " + " ".join(f"{each:.2f}" for each in found[-1]))
    last = [each[-1] for each in found]
    facts = {"by_seed": last, "published": PUBLISHED, "by_epoch": found}
    yield at_most("copy of 9 symbols, perplexity after 10 epochs, median", statistics.median(last), "", 1.25, **facts)


def mass_rows(folder: Path) -> Iterator[Row]:
    """Copied and reversed: answers, and how much of the attention lies within one step of the (anti-)diagonal."""
    ways: dict[str, Callable[[str], str]] = {"copy": lambda text: text, "reverse": lambda text: text[::-1]}
    for name, way in ways.items():
        for length, least in MASS_LEAST.items():
            path = _write(folder / f"{name}-{length}.csv", _strings(34_000, length, way))
            found = []
            for seed in SEEDS:
                train = TrainConfig(batch=32, learning_rate=2e-3, seed=seed, validate_every=500, device="cpu")
                found.append(_learnt(path, COPIER, train, 1000, 0.02, turned=name == "reverse"))
                say(f"{name} {length}, seed {seed}: {found[-1].whole:.3f} right, mass {found[-1].mass:.3f}")
            whole, mass = [each.whole for each in found], [each.mass for each in found]
            what = f"{name} of {length} symbols, 1,000 steps"
            if length == JUDGED:
                yield at_least(f"{what}, whole answers right", min(whole), "", RIGHT_LEAST, by_seed=whole)
            yield at_least(
                f"{what}, attention within a step of the diagonal",
                min(mass),
                "",
                least,
                by_seed=mass,
                whole_answers=whole,
            )


def date_rows(folder: Path, seeds: tuple[int, ...] = SEEDS) -> Iterator[Row]:
    """Ten written forms, Korean among them, to ISO 8601."""
    path = folder / "dates.csv"
    path.write_text(samples.dates(6000, seed=11), "utf-8")
    found = []
    for seed in seeds:
        train = TrainConfig(batch=64, learning_rate=2e-3, seed=seed, validate_every=100, device="cpu")
        found.append(_learnt(path, COPIER, train, 600, 0.3))
        say(f"dates, seed {seed}: {found[-1].whole:.4f} of whole answers right")
    whole = [each.whole for each in found]
    facts = {"by_seed": whole, "characters": [each.characters for each in found]}
    yield at_least("dates to ISO, 600 steps, whole answers right", min(whole), "", DATES_LEAST, **facts)


def sum_rows(folder: Path, seeds: tuple[int, ...] = SEEDS) -> Iterator[Row]:
    """5,000 sums of two numbers of up to two figures, read from their end, for 55 epochs."""
    path = folder / "sums.csv"
    path.write_text(samples.sums(7143, seed=11), "utf-8")
    net = EncoderDecoder(cell=Cell.LSTM, hidden=128, attention=AttentionKind.NONE, reverse_source=True)
    found = []
    for seed in seeds:
        train = TrainConfig(batch=64, learning_rate=2e-3, seed=seed, validate_every=1000, device="cpu")
        found.append(_learnt(path, net, train, 55 * 5000 // 64, 0.3))
        say(f"sums, seed {seed}: {found[-1].tokens:.4f} of characters, {found[-1].whole:.4f} of whole answers right")
    tokens = [each.tokens for each in found]
    facts = {"by_seed": tokens, "whole_answers": [each.whole for each in found]}
    yield at_least("sums as text, 55 epochs, characters right", min(tokens), "", CHARACTERS_LEAST, **facts)


def rows(folder: Path) -> Iterator[Row]:
    for each in (date_rows, copy_rows, mass_rows, sum_rows):
        yield from each(folder)


def write_copies(path: Path, length: int) -> Path:
    """A file of texts of one length, each beside itself."""
    return _write(path, _strings(34_000, length, lambda text: text))


def _strings(count: int, length: int, way: Callable[[str], str]) -> list[tuple[str, str]]:
    drawn = np.random.default_rng(0).integers(len(SYMBOLS), size=(count, length))
    texts = ["".join(SYMBOLS[at] for at in row) for row in drawn.tolist()]
    return [(text, way(text)) for text in texts]


def _write(path: Path, pairs: list[tuple[str, str]]) -> Path:
    path.write_text("".join(f"{first},{second}\n" for first, second in [("read", "written"), *pairs]), "utf-8")
    return path


def prepared(path: Path, share: float) -> tuple[DataConfig, PreparedPairs]:
    """The pairs of a file's two columns."""
    first, second = path.read_text("utf-8").partition("\n")[0].split(",")
    data = DataConfig(
        kind=Kind.TABLE, task=Task.PAIRS, text=first, second=second, split=Split.SEQUENCE, validation_share=share
    )
    read = ReadConfig(kind=Kind.TABLE, header=True, delimiter=",", words=(first, second))
    made = prepare(open_dataset(str(path), read, data), data, 1)
    assert isinstance(made, PreparedPairs)
    return data, made


def _learnt(
    path: Path, net: EncoderDecoder, train: TrainConfig, steps: int, share: float, turned: bool | None = None
) -> Learnt:
    import torch  # seconds that --help should not cost

    from gatescope.engine.machine.device import apply_threads  # likewise
    from gatescope.engine.training.trainer import Trainer  # likewise

    apply_threads()
    data, made = prepared(path, share)
    trainer = Trainer(RunConfig(data=data, net=net, train=train), made, torch.device("cpu"))
    losses = []
    with trainer:
        for step in range(1, steps + 1):
            trainer.step()
            if step % train.validate_every == 0:
                losses.append(trainer.validate())
        answers = trainer.answer(made)
        mass = math.nan if turned is None else _mass(net, made, trainer.snapshot(), turned)
    return Learnt(tuple(losses), *answers, mass)


def _mass(net: EncoderDecoder, made: PreparedPairs, weights: dict, turned: bool) -> float:  # type: ignore[type-arg]
    """The mean share of the attention that lies within one step of where it should, over 100 validation pairs; the sign
    of the end looks nowhere in particular."""
    import torch  # see above

    from gatescope.engine.models.family import family_of  # likewise

    shares = []
    for start in made.validation.starts[:100].tolist():
        pair = made.layout.sequence_of(start)
        source, given = made.read(pair), made.ids[start : made.layout.edges[pair + 1]]  # type: ignore[index]
        pairs = Pair(torch.tensor(source), None, torch.tensor(given))
        looked = family_of(net).read(net, made.shape, weights, pairs).maps[LOOKED][Trace.ATTENTION][:-1].numpy()
        steps, places = np.indices(looked.shape)
        wanted = looked.shape[1] - 1 - steps if turned else steps
        shares.append(float(looked[np.abs(places - wanted) <= 1].sum() / len(looked)))
    return statistics.mean(shares)
