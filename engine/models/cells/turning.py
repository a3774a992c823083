"""Sequences of a batch turned round, for what reads from their end."""

import torch
from torch import Tensor


class Turn:
    """Turns the sequences of a batch round, each within its own length: padding stays behind it, and no state of its
    own steps has seen any. Called twice it gives back what was there.

    ``like`` is (T, B, …); ``lengths`` (B,), None: all are T long.
    """

    def __init__(self, like: Tensor, lengths: Tensor | None) -> None:
        self._rows: Tensor | None = None
        if lengths is not None:
            steps, batch = like.shape[:2]
            times = torch.arange(steps, device=like.device)[:, None]
            # each sequence within its own length; padding keeps its place, so that turning twice undoes it
            times = torch.where(times < lengths, lengths - 1 - times, times)  # (T, B)
            self._rows = (times * batch + torch.arange(batch, device=like.device)).flatten()

    def __call__(self, x: Tensor) -> Tensor:
        if self._rows is None:
            return x.flip(0)
        return x.flatten(0, 1).index_select(0, self._rows).view_as(x)
