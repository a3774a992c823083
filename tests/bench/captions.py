"""Captions of the drawings that come along: spoken out of pictures that were not trained on.

``python -m tests.bench captions`` trains the network that is suggested for them by the project's own reader,
preparation and trainer, and judges the captions that it writes by itself: 3 seeds, in English and in Korean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gatescope.engine.config.run import DataConfig, Decoder, RunConfig
from gatescope.engine.data import drawings
from gatescope.engine.data.preparing.prepare import PreparedUnfolding, prepare
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.protocol.roles import Role, with_role
from tests.bench.report import Row, at_least, say

SEEDS, STEPS, WHOLE_LEAST = (0, 1, 2), 600, 0.95


@dataclass(frozen=True)
class Spoken:
    """Shares of captions that are right as a whole, and of their tokens."""

    whole: float
    tokens: float


def rows(folder: Path) -> Iterator[Row]:
    path = write(folder)
    for language in ("caption", "korean"):
        found = []
        for seed in SEEDS:
            found.append(spoken(path, language, STEPS, seed))
            say(f"captions ({language}), seed {seed}: {found[-1].whole:.4f} of whole captions right")
        whole = [each.whole for each in found]
        facts = {"by_seed": whole, "tokens": [each.tokens for each in found]}
        what = f"captions of new drawings ({language}), {STEPS} steps, whole captions right"
        yield at_least(what, min(whole), "", WHOLE_LEAST, **facts)


def write(folder: Path, count: int = drawings.DRAWINGS) -> Path:
    """The table of the drawings, and these beside it."""
    (folder / "drawings").mkdir(exist_ok=True)
    for name, content in drawings.files(count).items():
        (folder / name).write_bytes(content)
    return folder / "drawings.csv"


def spoken(path: Path, language: str, steps: int, seed: int, **net: int) -> Spoken:
    """After so many steps of the network that is suggested, or one with other values."""
    import torch  # seconds that --help should not cost

    from gatescope.engine.machine.device import apply_threads  # likewise
    from gatescope.engine.training.trainer import Trainer  # likewise

    apply_threads()
    dataset = open_dataset(str(path))
    suggested = dataset.info.suggested
    data: DataConfig = with_role(suggested.data, language, Role.TEXT, dataset.info.columns)
    made = prepare(dataset, data, 1)
    assert isinstance(made, PreparedUnfolding) and isinstance(suggested.net, Decoder)  # noqa: PT018
    train = msgspec.structs.replace(suggested.train, seed=seed, device="cpu")
    config = RunConfig(data=data, net=msgspec.structs.replace(suggested.net, **net), train=train)
    trainer = Trainer(config, made, torch.device("cpu"))
    with trainer:
        for _ in range(steps):
            trainer.step()
        trainer.validate()
    return Spoken(trainer.answers.whole, trainer.answers.tokens)
