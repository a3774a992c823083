"""Numbers as people read them: three significant digits, a true minus sign, no exponent where it can be avoided."""

import math

MINUS = "−"


def signed(value: float) -> str:
    """A quantity that has a sign, always with it: +0.247, −1.25, +31.2."""
    return plain(value, sign=True)


def plain(value: float, *, sign: bool = False) -> str:
    """0.247, 1.25, 31.2, 472, 12,400; below 0.001 as 2.1e−4. Not a number is "–"."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return ("+" if sign else "") + "∞" if value > 0 else MINUS + "∞"
    size = abs(value)
    if size and size < 9.995e-4 and not sign:
        text = f"{value:.1e}".replace("e-0", "e-")
    elif size >= 1e9:
        text = f"{value:+.2e}" if sign else f"{value:.2e}"
        text = text.replace("e+0", "e").replace("e+", "e")
    else:
        decimals = 3 if size < 0.9995 else 2 if size < 9.995 else 1 if size < 99.95 else 0
        text = f"{value:+,.{decimals}f}" if sign else f"{value:,.{decimals}f}"
    return text.replace("-", MINUS)


def level(value: float) -> str:
    """The end of a colour bar or a tick: 1, 0.5, −20."""
    return f"{value:g}".replace("-", MINUS)


def count(value: int) -> str:
    return f"{value:,}"


def power(exponent: float) -> str:
    """10 to the ``exponent`` as a tick: 0.01, 1, 1,000; beyond six digits 1e7, 1e−7."""
    if -5 <= exponent < 7:
        value = 10.0**exponent
        return f"{value:,.0f}" if exponent >= 0 else f"{value:.{math.ceil(-exponent)}f}"
    return f"1e{exponent:.0f}".replace("-", MINUS)
