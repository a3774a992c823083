"""The readout of a reservoir by ridge regression, over the whole training part at once.

    V, d = argmin  mean (y − V z − d)² + λ ‖V‖²,  z = (h, x)

From the normal equations, summed in float64 along the data; d costs nothing. A target column with other gaps than the
rest is solved by itself.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from gatescope.engine.config.run import Reservoir
from gatescope.engine.models.family import Data
from gatescope.engine.models.reservoir.network import EchoState, features

VALUES_MOST = 4_000_000  # states at a time: 32 MB in float64


@dataclass
class Sums:
    """``squares`` (P, P) of what the readout sees, ``products`` (P, D) of that and the targets, ``targets`` (D,) their
    squares, ``count`` how many rows there are."""

    squares: Tensor
    products: Tensor
    targets: Tensor
    count: int = 0

    def add(self, seen: Tensor, target: Tensor) -> None:
        """Rows (n, P) and their targets (n, D), float64."""
        # float64: normal equations square how badly conditioned the states are
        self.squares.addmm_(seen.t(), seen)
        self.products.addmm_(seen.t(), target)
        self.targets += target.square().sum(0)
        self.count += len(seen)

    def solved(self, ridge: float) -> Tensor:
        """(P, D). The last of the P is 1 at every row and is let off."""
        penalty = torch.full((len(self.squares),), ridge * self.count, dtype=torch.float64, device=self.squares.device)
        # the constant d: to shrink it would move the forecast of a series that is far from 0
        penalty[-1] = 0
        equations, driver = self.squares + penalty.diag(), _driver(self.squares)
        found: Tensor = torch.linalg.lstsq(equations, self.products, driver=driver).solution
        return found

    def left(self, solution: Tensor) -> tuple[Tensor, Tensor]:
        """The squared error summed over rows and columns, and its gradient (P, D)."""
        met = self.squares @ solution
        error = self.targets.sum() - 2 * (solution * self.products).sum() + (solution * met).sum()
        return error.clamp(min=0), 2 * (met - self.products)


def _driver(like: Tensor) -> str:
    """Without ridge the equations may have no full rank: the CPU's solver finds the shortest solution then."""
    return "gelsd" if like.device.type == "cpu" else "gels"


@torch.no_grad()
def solve(network: EchoState, net: Reservoir, data: Data) -> tuple[Tensor, Tensor]:
    """Puts the readout in place. Returns the mean squared error that is left over all targets of ``data``, and the
    length of its gradient by the readout, which is what the ridge holds against it."""
    columns = network.head.out_features
    # one set of sums serves all columns where the same rows count for each
    groups = [slice(None)] if _even(data) else [slice(at, at + 1) for at in range(columns)]
    sums = [_summed(network, data, group) for group in groups]
    error, values, slopes = torch.zeros((), dtype=torch.float64), 0, []
    for group, one in zip(groups, sums, strict=True):
        solution = one.solved(net.ridge)
        network.head.weight[group] = solution[:-1].t().float()
        network.head.bias[group] = solution[-1].float()
        part, slope = one.left(solution)
        error = error.to(part.device) + part
        values += one.count * solution.shape[1]
        slopes.append(slope)
    return error / max(values, 1), torch.cat(slopes, 1).norm() / max(values, 1)


def _even(data: Data) -> bool:
    """Whether a row has a target in every column or in none."""
    return all(bool((y.isnan() == y[..., :1].isnan()).all()) for _, y in data)


def _summed(network: EchoState, data: Data, group: slice) -> Sums:
    like = network.head.weight
    size, columns = network.head.in_features + 1, len(like[group])
    zeros = torch.zeros(size, size + columns + 1, dtype=torch.float64, device=like.device)
    sums = Sums(zeros[:, :size].clone(), zeros[:, size:-1].clone(), zeros[0, size:-1].clone())
    for x, y in data:
        state: Tensor | None = None
        steps = max(1, VALUES_MOST // (size * x.shape[1]))
        for first in range(0, len(x), steps):
            target = y[first : first + steps, :, group]
            seen = features(network.shape, x[first : first + steps])
            # piece after piece from the state before, so that memory does not grow with T
            h = network.states(seen, state)
            state = h[-1]
            # within a group a row has all of its targets or none
            known = ~target.isnan().any(-1)
            rows = torch.cat((h, seen, torch.ones_like(h[..., :1])), -1)[known]
            sums.add(rows.double(), target[known].double())
    return sums
