"""Categories as vectors: each embedded column has a table of its own, whatever kind of network reads it."""

from collections.abc import Mapping, Sequence
from itertools import count, takewhile

import torch
from torch import Tensor
from torch.nn.functional import embedding


def category_width(levels: int) -> int:
    """How long the vector of a category with so many levels is."""
    return max(2, min(50, (levels + 1) // 2))


def embed_categories(x: Tensor, tables: Sequence[Tensor]) -> Tensor:
    """(…, F+K) → (…, F + the widths of the K ``tables``): the numbers as they are, then each category's vector."""
    numbers = x.shape[-1] - len(tables)
    codes = x[..., numbers:].long().unbind(-1)
    return torch.cat((x[..., :numbers], *map(embedding, codes, tables)), -1)


def category_tables(weights: Mapping[str, Tensor]) -> list[Tensor]:
    """The vectors of each embedded column, (levels, width), in the order of the columns."""
    names = (f"categories.{k}.weight" for k in count())
    return [weights[name] for name in takewhile(weights.__contains__, names)]
