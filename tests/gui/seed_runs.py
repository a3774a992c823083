"""Runs of one experiment with several seeds, as the window knows them."""

import msgspec
import numpy as np

from gatescope.engine.config.run import RunConfig
from gatescope.engine.protocol import messages as m
from gatescope.gui.state.store import RunRecord
from tests.gui import fake_engine as fake

STEPS, EVERY = 400, 50
replace = msgspec.structs.replace


def config(seed: int, **train: object) -> RunConfig:
    return replace(fake.CONFIG, train=replace(fake.CONFIG.train, **{"steps": STEPS, "seed": seed, **train}))


def info(run: int, seed: int, **more: object) -> m.RunInfo:
    return fake.info(run, **{"config": config(seed), "state": m.RunState.FINISHED, "step": STEPS, **more})


def losses(run: int, until: int = STEPS) -> np.ndarray:
    """Of validation, at 0, 50, 100 …: falling, and otherwise for each run."""
    steps = np.arange(0, until + 1, EVERY)
    return 0.1 + (0.4 + 0.03 * run) * np.exp(-steps / (90.0 + 15 * run)) + 0.004 * np.cos(run + steps)


def measured(run: int, until: int = STEPS, **more: object) -> m.Metrics:
    own = losses(run, until)
    values = {
        "run": run,
        "since": 0,
        "train_loss": np.linspace(0.5, 0.1, until, dtype=np.float32),
        "gradient_norm": np.full(until, 0.5, np.float32),
        "seconds": np.arange(until) * 0.01 * (1 + run),
        "since_validation": 0,
        "validation_steps": np.arange(0, until + 1, EVERY),
        "validation_loss": own,
        "keyframes": (0, until),
        "status": m.Status(
            state=m.RunState.FINISHED, step=until, committed=until, steps_per_second=0.0, observation=0.0
        ),
        "validation_errors": np.stack([np.sqrt(own) * 100, own * 90], axis=1)[:, :, None],
    }
    return m.Metrics(**{**values, **more})


def record(
    run: int, seed: int, until: int = STEPS, state: m.RunState = m.RunState.FINISHED, **more: object
) -> RunRecord:
    made = RunRecord(info(run, seed, **{"state": state, "step": until, **more}), run - 1, 0.9)
    status = m.Status(state=state, step=until, committed=until, steps_per_second=0.0, observation=0.0)
    made.take(measured(run, until, status=status))
    return made
