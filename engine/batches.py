"""What a network is trained and validated on, as tensors on the run's device, time first."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss

from engine.data.windows import Prepared

VALUES_MOST = 4_000_000  # of a validation batch's widest layer, so that validating takes no memory to speak of


def mean_loss(output: Tensor, target: Tensor) -> Tensor:
    """The mean squared error over (T, B, D), or the cross-entropy in nats of logits (T, B, V) and ids (T, B)."""
    if target.is_floating_point():
        return mse_loss(output, target)
    return cross_entropy(output.flatten(0, 1), target.flatten())


class Batches:
    """Random windows of the training part, drawn by index arithmetic from data that lies on the device."""

    def __init__(self, prepared: Prepared, batch: int, device: torch.device) -> None:
        x, y = data_tensors(prepared, device)
        self.x = x  # (N, F), or ids (N,)
        self.y = y[1:]  # row t is the target of row t of x
        self.batch = batch
        self.first, self.count = prepared.train_starts.start, len(prepared.train_starts)
        self.offsets = torch.arange(prepared.window, device=device)[:, None]  # (T, 1)

    def draw(self, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Inputs (T, B, F) and targets (T, B, D), or ids (T, B) and the next ids (T, B)."""
        starts = torch.randint(self.count, (self.batch,), generator=generator, device=self.offsets.device)
        rows = self.offsets + (starts + self.first)  # (T, B)
        return self.x[rows], self.y[rows]


class Validation:
    """The fixed windows of the validation part, and the loss over exactly the targets that are counted."""

    def __init__(self, prepared: Prepared, width: int, device: torch.device) -> None:
        """``width`` is how many values per time step a batch of one window makes (its outputs or its units)."""
        x, y = data_tensors(prepared, device)
        windows = prepared.validation_windows
        times = np.arange(prepared.window)[:, None]  # (T, 1)
        rows = torch.from_numpy(times + np.array([w.start for w in windows])).to(device)  # (T, M)
        counted = torch.from_numpy(times >= np.array([w.count_from for w in windows])).to(device)
        at_once = max(1, VALUES_MOST // (prepared.window * max(1, width)))
        parts = zip(torch.split(rows, at_once, 1), torch.split(counted, at_once, 1), strict=True)
        self._parts = [(x[r], y[r + 1][c], c) for r, c in parts]

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Inputs (T, M, …), the counted targets (n, …), and which of the (T, M) targets these are."""
        return iter(self._parts)


def data_tensors(prepared: Prepared, device: torch.device) -> tuple[Tensor, Tensor]:
    """Inputs and targets of the whole data set: (N, F) and (N, D), or the same ids (N,) twice."""
    if prepared.ids is not None:
        ids = torch.from_numpy(prepared.ids).to(device)
        return ids, ids
    assert prepared.features is not None
    assert prepared.targets is not None
    return torch.from_numpy(prepared.features).to(device), torch.from_numpy(prepared.targets).to(device)
