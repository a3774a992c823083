"""How a recurrent network is put together: layers above one another, each of one strand or two, and a head on top.

This is the only place that knows. Training, reading, altering, walking on, the gradient's way back and the counts go
through it, and say what is done at each strand.
"""

from collections.abc import Callable
from typing import NamedTuple

from torch import Tensor

from gatescope.engine.config.nets import Recurrent
from gatescope.engine.models.recurrent.directions import before_head, behind_head, side_by_side


def _same(value: Tensor) -> Tensor:
    return value


class Topology(NamedTuple):
    """``once``: there is one answer for a whole sequence, at its last step."""

    layers: int
    directions: int
    once: bool

    def up(
        self,
        x: Tensor,
        run: Callable[[int, Tensor], Tensor],
        turn: Callable[[Tensor], Tensor] = _same,
        between: Callable[[Tensor], Tensor] = _same,
    ) -> Tensor:
        """What the lowest layer sees (…, F) → what the head sees (…, D·H).

        ``run(strand, x)`` is what a strand returns along ``x``, both as it reads them; ``turn`` turns the sequences
        round for those that read from the end; ``between`` is done to what one layer hands to the next.
        """
        hidden = [x]
        for layer in range(self.layers):
            x = side_by_side(hidden)
            if layer:
                x = between(x)
            if self.directions == 1:
                hidden = [run(layer, x)]
            else:
                # numbered so: forwards, then backwards, layer by layer, which is the order of ``Net.parts``
                there, back = run(2 * layer, x), run(2 * layer + 1, turn(x))
                hidden = [there, turn(back)]
        return before_head(hidden, self.once)

    def down(
        self, above: Tensor, run: Callable[[int, Tensor], Tensor], turn: Callable[[Tensor], Tensor] = _same
    ) -> Tensor:
        """The way back along one sequence: the gradient by what the head sees (T, D·H) → by what the lowest layer sees.

        ``run(strand, above)`` is a strand's gradient by its inputs, from that by its states, both as it reads them.
        """
        shares = behind_head(above, self.directions, self.once)
        for layer in reversed(range(self.layers)):
            if self.directions == 1:
                above = run(layer, shares[0])
            else:
                above = run(2 * layer, shares[0]) + turn(run(2 * layer + 1, turn(shares[1])))
            shares = above.chunk(self.directions, -1)
        return above

    def each(self, first: int, hidden: int) -> list[int]:
        """How many numbers each strand sees of one step, the lowest layer being given ``first``."""
        widths = [first] + [hidden * self.directions] * (self.layers - 1)
        return [width for width in widths for _ in range(self.directions)]


def topology(net: Recurrent, once: bool = False) -> Topology:
    return Topology(net.layers, net.directions, once)
