"""Transformers as the rest of the engine sees them."""

from gatescope.engine.config.run import Transformer
from gatescope.engine.models.family import Family
from gatescope.engine.models.transformer.counts import counts, shapes
from gatescope.engine.models.transformer.network import build
from gatescope.engine.models.transformer.reading import read
from gatescope.engine.models.transformer.reverse import reverse
from gatescope.engine.models.transformer.walker import CachedWalker

TRANSFORMER = Family[Transformer](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    reverse=reverse,
    walk=CachedWalker,
)
