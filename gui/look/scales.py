"""How values become colours: which scale, and which sets of colours there are for it. Free of Qt."""

from enum import StrEnum

# Sets of colours that gui/look/colours.py makes, all safe for the colour-blind.
SIGNED_MAPS = ("blue-orange", "blue-red", "purple-green")
SHARE_MAPS = ("viridis", "cividis", "grey")


class Scale(StrEnum):
    """How values become colours. Signed quantities are diverging around 0, gates and probabilities sequential."""

    SIGNED = "signed"
    SHARE = "share"
