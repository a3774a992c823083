"""Small sessions for tests, written without torch."""

from pathlib import Path

import numpy as np
from safetensors.numpy import save

from gatescope.engine.config.run import DataConfig, Kind, Recurrent, RunConfig
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.engine.session.history import RowColumns
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch, StoredKeyframe

CONFIG = RunConfig(data=DataConfig(kind=Kind.TEXT), net=Recurrent(hidden=3))
RAW = b"to be, or not to be"
INFO = DatasetInfo(
    path="/data/hamlet.txt",
    name="hamlet.txt",
    kind=Kind.TEXT,
    rows=len(RAW),
    encoding="utf-8",
    suggested=CONFIG,
    symbols=9,
    bytes=len(RAW),
    sha256="0" * 64,
)


def rows(first: int, count: int) -> RowColumns:
    """Rows that tell by their values which they are."""
    index = np.arange(first, first + count)
    return np.float32(1000 / (index + 1)), np.float32(index % 97), index * 0.001


def keyframe(step: int, size: int = 12) -> StoredKeyframe:
    weights = save({"layers.0.weight_hh_l0": np.full(size, step, np.float32)})
    rest = save({"optimiser.layers.0.weight_hh_l0.exp_avg": np.full(2 * size, -step, np.float32)})
    return StoredKeyframe(step, f'{{"step": {step}}}', weights, rest)


def create(path: Path, steps: int = 0, keyframes: tuple[int, ...] = ()) -> tuple[Session, int]:
    """An open session with one run of so many steps."""
    session = Session.create(path, INFO, RAW)
    run = session.add_run(CONFIG, name="LSTM", parameters=42, naive_loss=2.5)
    session.commit(run, RowBatch(rows=rows(0, steps), validation=[(0, 3.5)], live=[(2, "clip", 0.5)]))
    for step in keyframes:
        session.commit(run, RowBatch(first=steps, keyframe=keyframe(step)))
    return session, run


def crashed(path: Path, steps: int, keyframes: tuple[int, ...]) -> Path:
    """The files of ``create`` as a process leaves them that was killed: WAL and all, no lock."""
    living = path.with_name("living.gatescope")
    session, _ = create(living, steps, keyframes)
    for suffix in ("", "-wal"):
        source = living.with_name(living.name + suffix)
        path.with_name(path.name + suffix).write_bytes(source.read_bytes())
    session.close()
    living.unlink()
    return path
