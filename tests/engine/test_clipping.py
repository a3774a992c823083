"""The gradient's length and its shortening are torch's own, bit for bit."""

import pytest
import torch
from torch import Tensor, nn

from gatescope.engine.config.run import ClipBy
from gatescope.engine.training.gradient import shorten, total_norm


def parameters(scale: float) -> list[nn.Parameter]:
    generator = torch.Generator().manual_seed(3)
    made = [nn.Parameter(torch.zeros(shape)) for shape in ((128, 7), (128, 32), (128,), (1, 32), (1,))]
    for one in made:
        one.grad = scale * torch.randn(one.shape, generator=generator)
    return made


def gradients(of: list[nn.Parameter]) -> list[Tensor]:
    return [one.grad for one in of if one.grad is not None]


@pytest.mark.parametrize("scale", [1e-30, 1e-3, 1.0, 1e12])
def test_the_norm_is_torchs(scale: float) -> None:
    ours = parameters(scale)
    assert torch.equal(total_norm(gradients(ours)), nn.utils.get_total_norm(gradients(ours)))


@pytest.mark.parametrize("by", ClipBy)
@pytest.mark.parametrize("share", [0.1, 0.9991, 0.99999, 1.0, 1.00001, 1.1, 50.0])
def test_what_is_clipped_is_clipped_as_torch_clips(by: ClipBy, share: float) -> None:
    ours, torchs = parameters(1.0), parameters(1.0)
    norm = total_norm(gradients(ours))
    limit = share * norm.item() if by is ClipBy.NORM else 2 * share
    shorten(gradients(ours), norm, limit, by)
    if by is ClipBy.NORM:
        nn.utils.clip_grads_with_norm_(torchs, limit, norm)
    else:
        nn.utils.clip_grad_value_(torchs, limit)
    for one, other in zip(gradients(ours), gradients(torchs), strict=True):
        assert torch.equal(one, other)


@pytest.mark.parametrize("by", ClipBy)
def test_zero_is_no_limit(by: ClipBy) -> None:
    ours = parameters(1e6)
    shorten(gradients(ours), total_norm(gradients(ours)), 0.0, by)
    for one, other in zip(gradients(ours), gradients(parameters(1e6)), strict=True):
        assert torch.equal(one, other)
