"""What the screen has room for: the one thing about widgets that what is asked and drawn depends on. Free of Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GRADIENT, FREE = "gradient", "free"  # rows of the stack that the user adds; the second is a slot too
Pixels = tuple[int, int]


@dataclass(frozen=True)
class Room:
    """``pixels`` (rows, columns) that a picture of each view is drawn on, by the view's name: of the stack one map, of
    any other view the whole. ``fits`` are the rows of the stack that leave the others enough height."""

    pixels: Mapping[str, Pixels] = field(default_factory=dict)
    fits: frozenset[str] = frozenset({GRADIENT, FREE})

    def columns(self, name: str, otherwise: int) -> int:
        """Pixels across a view; ``otherwise`` where it has no place yet."""
        return self.pixels.get(name, (0, otherwise))[1]


ANYWHERE = Room()
