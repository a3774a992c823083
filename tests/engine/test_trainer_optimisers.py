import math

import pytest
import torch

from gatescope.engine.config.run import Optimiser, TrainConfig
from gatescope.engine.training.optimisers import make_optimiser, warm_up

RATE = 0.01


def expected(optimiser: Optimiser, start: float, gradients: list[float]) -> float:
    """The papers' update rules in plain numbers, with torch's default constants."""
    w, m, v, s = start, 0.0, 0.0, 0.0
    for t, g in enumerate(gradients, start=1):
        if optimiser is Optimiser.SGD:
            w -= RATE * g
        elif optimiser is Optimiser.RMSPROP:
            s = 0.99 * s + 0.01 * g * g
            w -= RATE * g / (math.sqrt(s) + 1e-8)
        else:
            w -= RATE * 0.01 * w if optimiser is Optimiser.ADAMW else 0.0
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            w -= RATE * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


@pytest.mark.parametrize("optimiser", Optimiser)
def test_each_optimiser_is_what_its_name_says(optimiser):
    weight = torch.tensor([2.0, -1.0], requires_grad=True)
    made = make_optimiser([weight], TrainConfig(optimiser=optimiser, learning_rate=RATE))
    gradients = [(0.5, -3.0), (0.1, 2.0), (-0.7, 0.01), (1.5, 0.0)]
    for pair in gradients:
        weight.grad = torch.tensor(pair)
        made.step()
    for k, start in enumerate((2.0, -1.0)):
        assert weight[k].item() == pytest.approx(expected(optimiser, start, [g[k] for g in gradients]), rel=1e-5)


@pytest.mark.parametrize("optimiser", Optimiser)
def test_none_of_them_does_otherwise_than_torch(optimiser):
    """To the bit, over saving and loading and another group of weights."""
    kinds = {"SGD": {"fused": True}, "RMSprop": {"foreach": True}, "Adam": {"fused": True}, "AdamW": {"fused": True}}
    name = next(name for name in kinds if name.lower() == optimiser.value)
    ends = []
    for make in (
        lambda weights: make_optimiser(weights, TrainConfig(optimiser=optimiser, learning_rate=RATE)),
        lambda weights: getattr(torch.optim, name)(weights, lr=RATE, **kinds[name]),
    ):
        weights = [torch.linspace(-1, 1, 7).requires_grad_(), torch.linspace(2, 3, 4).requires_grad_()]
        made = make(weights[:1])
        made.add_param_group({"params": weights[1:], "lr": 0.1})
        for step in range(6):
            made.zero_grad()
            sum((w**3).sum() for w in weights).backward()
            made.step()
            if step == 3:
                made.load_state_dict(made.state_dict())
        ends.append(torch.cat([w.detach() for w in weights]))
    assert torch.equal(*ends)


def test_warming_up_leaves_the_global_generator_as_it_was():
    state = torch.get_rng_state()
    warm_up()
    assert torch.equal(torch.get_rng_state(), state)
