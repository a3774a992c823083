"""Which letters of the source a letter of the answer depends on."""

from collections.abc import Mapping

import torch
from torch import Tensor

from gatescope.engine.config.nets import Net
from gatescope.engine.data.preparing.prepare import Pair, Prepared, ProbeData
from gatescope.engine.models.family import family_of
from gatescope.engine.protocol.analysis import LetterFlow


def letter(tau: int, net: Net, prepared: Prepared, weights: Mapping[str, Tensor], data: ProbeData) -> LetterFlow | None:
    """Of the step ``tau`` (beyond the end: the last one) of a pair; None where that is negative or there is no pair."""
    family = family_of(net)
    if tau < 0 or data.source is None or family.restore is None or family.weigh is None:
        return None
    device = next(iter(weights.values())).device
    source, given = (torch.as_tensor(ids, device=device).long() for ids in (data.source, data.inputs))
    tau = min(tau, len(given) - 1)
    read, told = family.weigh(family.restore(net, prepared.shape, weights), Pair(source, None, given), tau)
    return LetterFlow(tau=tau, source=read.cpu().numpy(), given=told.cpu().numpy())
