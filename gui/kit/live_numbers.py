"""Numbers that change while one looks: as many decimals as steady digits allow.

All others: ``gui/look/readable_numbers.py``.
"""

import math

from gatescope.gui.look.readable_numbers import MINUS, three


def share(value: float) -> str:
    """A gate or a probability: 0.247."""
    return _steady(value, "")


def signed(value: float) -> str:
    """A state, always with its sign: +0.247, −1.25, +31.2."""
    return _steady(value, "+")


def _steady(value: float, sign: str) -> str:
    """Three decimals below 1, so that digits do not dance; two below 10, one below 100, then none."""
    size = abs(value)
    if not math.isfinite(value) or size >= 1e7:
        return (sign if value > 0 else "") + three(value)
    decimals = 3 if size < 0.9995 else 2 if size < 9.995 else 1 if size < 99.95 else 0
    return f"{value:{sign},.{decimals}f}".replace("-", MINUS)


def level(value: float) -> str:
    """The end of a colour bar or a tick: 1, 0.5, −20, 5e−7."""
    return f"{value:g}".replace("e+", "e").replace("e-0", "e-").replace("-", MINUS)


def tick(value: float) -> str:
    """A tick of an axis: as ``level``, but large ones by thousands, which are read more easily: 72,500, 1.25 M."""
    for size, letter in ((1e12, "e12"), (1e9, "e9"), (1e6, " M")):
        if size <= abs(value) < 1e15:
            return f"{level(value / size)}{letter}"
    return f"{value:,.0f}".replace("-", MINUS) if abs(value) >= 1e4 and value == round(value) else level(value)


def power(exponent: float) -> str:
    """10 to the ``exponent`` as a tick: 0.01, 1, 1,000; beyond six digits 1e7, 1e−7."""
    if -5 <= exponent < 7:
        value = 10.0**exponent
        return f"{value:,.0f}" if exponent >= 0 else f"{value:.{math.ceil(-exponent)}f}"
    return f"1e{exponent:.0f}".replace("-", MINUS)


def decade(exponent: int) -> str:
    """10 to a whole power in four characters at most: 0.01, 1, 100, 1e3, 1e−6."""
    return level(10.0**exponent) if -2 <= exponent <= 2 else f"1e{exponent}".replace("-", MINUS)
