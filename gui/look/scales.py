"""How values become colours: which scale, and which sets of colours there are for it. Free of Qt."""

from gatescope.engine.config.traces import Spread as Scale  # signed: diverging around 0; shares: sequential

__all__ = ["SHARE_MAPS", "SIGNED_MAPS", "Scale"]

# Sets of colours that gui/look/colours.py makes, all safe for the colour-blind.
SIGNED_MAPS = ("blue-orange", "blue-red", "purple-green")
SHARE_MAPS = ("viridis", "cividis", "grey")
