"""Gradient through time: what a loss, or one output, at one step owes to every earlier state and input.

A *source* says what is differentiated: its gradient by the network's output, (n, O) with n ≤ T, the rows after it
being zero. ``gradient_flow`` carries a source down through every layer and back through time.

Everything here is in float64, whatever the network is: a gradient that vanishes leaves float32's range within a
hundred steps, and numbers just below that range (denormals) make a processor five times slower.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.linalg import vector_norm
from torch.nn.functional import cross_entropy

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.models.altering import changes_of
from gatescope.engine.models.checks import able
from gatescope.engine.models.family import GradientFlow, Reading, family_of
from gatescope.engine.protocol.analysis import Intervention

# ---- what is differentiated ------------------------------------------------------------------------------------


def step_losses(output: Tensor, target: Tensor) -> Tensor:
    """The loss at each step, (T,): squared error averaged over the columns that have a target, or cross-entropy in
    nats; NaN without a target.

    ``output`` is (T, O); ``target`` (T, O) floats with NaN where there is none, or (T,) ids with −1.
    """
    output = output.double()
    if target.is_floating_point():
        error = torch.where(target.isfinite(), output - target, 0)
        loss = error.square().sum(1) / _columns(target).clamp(min=1)
    else:
        # −1 is the id of no symbol: any will do, for what it gives is masked below
        loss = cross_entropy(output, target.clamp(min=0), reduction="none")
    return loss.masked_fill(~has_target(target), torch.nan)


def probe_loss(output: Tensor, target: Tensor) -> Tensor:
    """The mean over every target of the probe, as a run's loss is over those of a batch; NaN without one."""
    # a step with two targets counts twice, as it does in a batch
    columns = _columns(target)
    losses = step_losses(output, target).masked_fill(columns == 0, 0)
    return (losses * columns).sum() / columns.sum()


def has_target(target: Tensor) -> Tensor:
    """(T,) bools: whether any column has one."""
    return _columns(target) > 0


def _columns(target: Tensor) -> Tensor:
    """(T,): in how many columns each step has a target."""
    return target.isfinite().sum(1) if target.is_floating_point() else (target >= 0).long()


def of_loss(output: Tensor, target: Tensor, counted_from: int = 0) -> Tensor:
    """The source of the whole loss: the mean over every target from step ``counted_from`` on."""
    columns = _columns(target)
    columns[:counted_from] = 0
    gradient = _step_gradients(output, target) * (columns.double() / columns.sum().clamp(min=1))[:, None]
    return gradient.masked_fill((columns == 0)[:, None], 0)


def of_step(output: Tensor, target: Tensor, tau: int) -> Tensor:
    """The source of the loss at step ``tau``; all zero when there is no target."""
    return _only(_step_gradients(output[: tau + 1], target[: tau + 1]))


def of_output(output: Tensor, tau: int, column: int) -> Tensor:
    """The source of one number: output ``column`` (a target column, scaled, or the logit of a symbol or class) at step
    ``tau``."""
    source = torch.zeros(tau + 1, output.shape[1], dtype=torch.float64, device=output.device)
    source[tau, column] = 1
    return source


def _only(source: Tensor) -> Tensor:
    """The last row alone."""
    source[:-1] = 0
    return source


def _step_gradients(output: Tensor, target: Tensor) -> Tensor:
    """(T, O): the derivative of each step's loss by that step's output; 0 without a target."""
    output = output.double()
    if target.is_floating_point():
        known = target.isfinite()
        return torch.where(known, output - target, 0) * (2 / _columns(target).double().clamp(min=1))[:, None]
    gradient = output.softmax(1)
    # softmax − one-hot, without making the one-hot
    gradient.scatter_add_(1, target.clamp(min=0)[:, None], -torch.ones_like(gradient[:, :1]))
    return gradient.masked_fill(~has_target(target)[:, None], 0)


# ---- through layers and time -----------------------------------------------------------------------------------


def gradient_flow(
    net: Net,
    weights: Mapping[str, Tensor],
    reading: Reading,
    source: Tensor,
    interventions: Sequence[Intervention] = (),
) -> GradientFlow:
    """``weights`` are those that ``reading`` was made with; ``source`` is (n, O), see above. With ``interventions`` it
    is the gradient of the network that they alter, and ``source`` is by what that puts out; ``reading`` is the plain
    one. By a state that is held it tells what another value of it would change; through it nothing flows back.

    Costs nothing after the source's last row where all is read forwards; draws no random number, makes no module and
    may run in any thread. Raises ``ConfigError`` (NET_LACKS).
    """
    able(net, Ability.REVERSE)
    if interventions:
        able(net, Ability.TOUCH)
        touched = family_of(net).reverse_touched
        assert touched is not None
        return touched(net, weights, reading, changes_of(net, reading.layers, interventions), source)
    reverse = family_of(net).reverse
    assert reverse is not None
    return reverse(net, weights, reading, source)


# ---- what is read off it ---------------------------------------------------------------------------------------


def norms(gradient: Tensor) -> Tensor:
    """‖·‖₂ over the units at each step: (T, H) → (T,)."""
    return vector_norm(gradient, dim=1, dtype=torch.float64)  # type: ignore[no-any-return]


def by_column(gradient: Tensor, widths: Sequence[int]) -> Tensor:
    """|·| by input column, of what the first layer sees: (T, F + Σ widths) → (T, F + K) float32. The last K columns are
    embedded, each as a vector of its width, whose norm is taken."""
    numbers = gradient.shape[1] - sum(widths)
    vectors = torch.split(gradient[:, numbers:], list(widths), 1) if widths else ()
    return torch.cat((gradient[:, :numbers].abs(), *(norms(each)[:, None] for each in vectors)), 1).float()


@dataclass(frozen=True)
class Memory:
    """``steps`` back from τ, to ``first`` = τ − ``steps``; ``at_least`` when that is the beginning of the probe, so
    that a longer one might show more."""

    steps: int
    first: int
    at_least: bool


def memory_length(saliency: Tensor, tau: int, share: float = 0.01) -> Memory:
    """How far back output τ still depends on the input, from ``saliency`` (T,) = ‖∂o_τ/∂x_t‖. It looks back only: how
    far ahead a network sees that reads from the end too stands in the saliency after τ, and is no part of it.

    The earliest step whose gradient is at least ``share`` of the largest over t ≤ τ. A gradient that fades between
    and comes back (a gate that was shut for a while) counts: before ``first`` it never reaches the share again.
    0 steps when nothing flows or it is not finite.
    """
    past = saliency[: tau + 1]
    # one NaN anywhere makes all of it unknown: a memory that is not known is told as none
    reached = (past >= share * past.max()) & (past > 0) & past.isfinite().all()
    indices = reached.nonzero()
    first = int(indices[0]) if len(indices) else tau
    return Memory(tau - first, first, bool(len(indices)) and first == 0)
