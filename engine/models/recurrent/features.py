"""What the first layer sees of the data: numbers as they are, symbols as vectors, categories each as one of its own."""

from collections.abc import Sequence

from torch import Tensor
from torch.nn.functional import embedding, one_hot

from gatescope.engine.config.run import ONE_HOT_MOST, Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.categories import category_width, embed_categories


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
