"""Reading from the end too: how sequences are turned round, and how what two directions have read is put together.

A strand that reads backwards is a layer like any other, given each sequence from its own last step to its first. What
it returns is turned back, so that row t of everything that is shown or handed on belongs to step t of the data.
Schuster & Paliwal 1997, Bidirectional recurrent neural networks.
"""

from collections.abc import Sequence

import torch
from torch import Tensor


def turned(values: Tensor, backwards: bool = True) -> Tensor:
    """(T, …) of one sequence from the data's order to the one in which a strand reads, or back."""
    return values.flip(0) if backwards else values


def side_by_side(hidden: Sequence[Tensor]) -> Tensor:
    """What a layer hands on: the states (…, H) of its strands in the data's order → (…, H), or (…, 2H)."""
    return hidden[0] if len(hidden) == 1 else torch.cat(tuple(hidden), -1)


def before_head(hidden: Sequence[Tensor], once: bool) -> Tensor:
    """What the head sees of the topmost states. ``once``: one answer for a whole sequence, at its last step. There the
    backwards strand has only begun, so that its state at the *first* step stands beside every state of the forwards
    one: h_n of torch, both ends."""
    if once and len(hidden) > 1:
        there, back = hidden
        hidden = there, back[:1].expand_as(back)
    return side_by_side(hidden)


def behind_head(above: Tensor, directions: int, once: bool) -> tuple[Tensor, ...]:
    """The way back of ``before_head`` along one sequence: the gradient by what the head sees, (T, D·H), → by the states
    (T, H) of each strand."""
    shares = above.chunk(directions, -1)
    if once and directions > 1:
        there, back = shares
        first = torch.zeros_like(back)
        # one state was shown to the head at every step, so that it is owed what all of them owe
        first[0] = back.sum(0)
        return there, first
    return shares
