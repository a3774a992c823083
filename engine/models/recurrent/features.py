"""What the first layer sees of the data: numbers as they are, symbols as vectors, categories each as one of its own."""

from collections.abc import Mapping, Sequence
from itertools import count, takewhile

import torch
from torch import Tensor
from torch.nn.functional import embedding, one_hot

from gatescope.engine.config.run import ONE_HOT_MOST, Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault


def category_width(levels: int) -> int:
    """How long the vector of a category with so many levels is."""
    return max(2, min(50, (levels + 1) // 2))


def first_width(net: Recurrent, shape: IOShape) -> int:
    """F, what the first layer sees of one time step. Raises ``ConfigError`` when one-hot vectors would be too wide."""
    if shape.symbols and net.embedding:
        return net.embedding
    if shape.symbols > ONE_HOT_MOST:
        raise ConfigError(Fault.ONE_HOT_TOO_WIDE, symbols=shape.symbols, limit=ONE_HOT_MOST)
    return shape.symbols or shape.inputs + sum(map(category_width, shape.categories))


def features(x: Tensor, table: Tensor | None, categories: Sequence[Tensor], symbols: int = 0) -> Tensor:
    """(…, F+K) floats, or (…) ids of a row of ``table`` (V, F) → (…, F). Ids without a table become one-hot vectors of
    ``symbols`` places, as whole numbers."""
    if table is not None:
        return embedding(x, table)
    if symbols:
        return one_hot(x.long(), symbols)
    return embed_categories(x, categories) if categories else x


def embed_categories(x: Tensor, tables: Sequence[Tensor]) -> Tensor:
    """(…, F+K) → (…, F + the widths of the K ``tables``): the numbers as they are, then each category's vector."""
    numbers = x.shape[-1] - len(tables)
    codes = x[..., numbers:].long().unbind(-1)
    return torch.cat((x[..., :numbers], *map(embedding, codes, tables)), -1)


def category_tables(weights: Mapping[str, Tensor]) -> list[Tensor]:
    """The vectors of each embedded column, (levels, width), in the order of the columns."""
    names = (f"categories.{k}.weight" for k in count())
    return [weights[name] for name in takewhile(weights.__contains__, names)]
