"""How fast a run may train, where an eye is to follow it. Free of Qt."""

from dataclasses import dataclass, replace

from gatescope.engine.protocol.messages import SetSpeed


@dataclass(frozen=True)
class Slowing:
    """At most ``steps_per_second`` from step ``first`` to step ``last`` (0: to its end), and as fast as it can before
    and after; 0 steps per second: as fast as it can throughout. What is learnt is the same."""

    steps_per_second: float = 0.0
    first: int = 0
    last: int = 0

    @property
    def part(self) -> bool:
        """Whether it holds for a part of the run only, as that of a sample does."""
        return self.last > 0

    @property
    def seconds(self) -> float:
        """How long that part takes where the computer keeps up."""
        return (self.last - self.first) / self.steps_per_second

    @property
    def message(self) -> SetSpeed:
        return SetSpeed(steps_per_second=self.steps_per_second, first=self.first, last=self.last)

    def slower(self) -> "Slowing":
        """At half the pace."""
        return replace(self, steps_per_second=self.steps_per_second / 2)


FULL_SPEED = Slowing()
