"""The learning rate of every step, and when to stop: what validations and the number of steps decide. Free of torch, so
that a schedule can be drawn before it runs."""

import math
from typing import Any

import numpy as np

from gatescope.engine.config.run import Schedule, TrainConfig
from gatescope.engine.config.setting import outside, setting_of
from gatescope.engine.config.traces import Array


class Patience:
    """Counts validations since the best one. One that is no better to the last digit is no better; NaN never is."""

    def __init__(self) -> None:
        self.best, self.since = math.inf, 0

    def heard(self, loss: float) -> None:
        if loss < self.best:
            self.best, self.since = loss, 0
        else:
            self.since += 1


class Rate:
    """The learning rate by ``TrainConfig.schedule``, after ``warm_up`` steps that lead up to it in a straight line.

    ``base`` may be changed while it trains. ``enough``: the best validation is ``stop_after`` validations old.
    """

    def __init__(self, train: TrainConfig) -> None:
        """Raises ``ConfigError`` (CONFIG_VALUE) for a cosine without an end."""
        if train.schedule is Schedule.COSINE and not train.steps:
            raise outside("steps", 0, 1, setting_of(TrainConfig, "steps").bounds[1])
        self.base = train.learning_rate
        self._train = train
        self._overall, self._plateau = Patience(), Patience()
        self._factor = 1.0  # what plateaus have left of it
        self._heard_at = -1

    def plan(self, train: TrainConfig) -> None:
        """Another number of steps, or of validations to wait: what was heard so far stays heard."""
        self._train = train

    @property
    def varies(self) -> bool:
        return self._train.schedule is not Schedule.CONSTANT or self._train.warm_up > 0

    @property
    def enough(self) -> bool:
        return 0 < self._train.stop_after <= self._overall.since

    def at(self, step: int) -> float:
        """Of ``step``, counted from 1."""
        train = self._train
        warm = min(1.0, step / (train.warm_up + 1)) if train.warm_up else 1.0
        return self.base * warm * self._share(step)

    def _share(self, step: int) -> float:
        train = self._train
        match train.schedule:
            case Schedule.COSINE:
                done = (min(step, train.steps) - 1) / max(train.steps, 1)
                return 0.5 * (1.0 + math.cos(math.pi * done))
            case Schedule.STEP:
                return float(train.decay ** ((step - 1) // train.decay_every))
            case Schedule.PLATEAU:
                return self._factor
        return 1.0

    def heard(self, loss: float, step: int) -> None:
        """A validation at ``step``; a second one at the same step says nothing new."""
        if step <= self._heard_at:
            return
        self._heard_at = step
        self._overall.heard(loss)
        self._plateau.heard(loss)
        if self._train.schedule is Schedule.PLATEAU and self._plateau.since >= self._train.patience:
            self._factor *= self._train.decay
            self._plateau.since = 0

    def state(self) -> dict[str, Any]:
        """For JSON: infinity is written as None."""
        counts = [(one.best if math.isfinite(one.best) else None, one.since) for one in (self._overall, self._plateau)]
        return {"counts": counts, "factor": self._factor, "heard_at": self._heard_at}

    def restore(self, state: dict[str, Any]) -> None:
        for one, (best, since) in zip((self._overall, self._plateau), state["counts"], strict=True):
            one.best, one.since = math.inf if best is None else best, since
        self._factor, self._heard_at = state["factor"], state["heard_at"]


def drawn(train: TrainConfig, steps: int, points: int = 200) -> tuple[Array, Array]:
    """The schedule before it runs: steps (n,) from 1 to ``steps`` and the learning rate at each; a plateau as if every
    validation were better than the one before."""
    rate = Rate(train)
    at = np.unique(np.linspace(1, max(steps, 1), points).round().astype(np.int64))
    return at, np.array([rate.at(int(step)) for step in at])
