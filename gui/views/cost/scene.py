"""What runs take, as it is drawn against T. Pure, free of Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RunCost:
    """What a step of a run holds and takes; ``seconds`` is NaN before it was trained."""

    name: str
    colour: int
    steps: int
    held: int  # bytes
    seconds: float


@dataclass(frozen=True)
class CostScene:
    """``steps`` is T as the form has it (0: not known), ``held`` the bytes for it, ``free`` those that there are."""

    steps: int = 0
    held: int = 0
    free: int = 0
    runs: tuple[RunCost, ...] = ()

    @property
    def timed(self) -> tuple[RunCost, ...]:
        return tuple(run for run in self.runs if run.seconds > 0)

    @property
    def until(self) -> float:
        """Where the axis of T ends, in two digits."""
        return float(f"{1.15 * max([self.steps, *(run.steps for run in self.runs)]):.1e}")
