"""Numbers as people read them: three significant digits, thousands set apart. Free of Qt."""

import math

MINUS = "−"


def three(value: float) -> str:
    """Three significant digits without an exponent where that is readable: 0.0412, 4.10, 1,230, 1.2e−7; NaN is –."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else MINUS + "∞"
    size = abs(value)
    if size and not 1e-4 <= size < 1e7:
        return _exponent(value, 2)
    if size >= 1000:
        return count(round(value))
    digits = 2 if not size else max(0, 2 - math.floor(math.log10(size)))
    return f"{value:.{digits}f}".replace("-", MINUS)


def narrow(value: float) -> str:
    """As ``three`` where that takes six characters at most, else one digit and an exponent: 2e−13."""
    text = three(value)
    return text if len(text) <= 6 else _exponent(value, 0).replace("e+", "e")


def _exponent(value: float, decimals: int) -> str:
    """1.2e−7: without the zero that Python writes before it."""
    return f"{value:.{decimals}e}".replace("e-0", "e-").replace("e+0", "e").replace("-", MINUS)


def signed(value: float) -> str:
    """Three digits with their sign, as a skill is read: +0.71, −1.20."""
    return three(value) if math.isnan(value) or value < 0 else "+" + three(value)


def whole(value: float) -> int:
    """The nearest whole number that there is room for: 0 of what is no number."""
    return 0 if math.isnan(value) else round(min(max(value, -1e15), 1e15))


def count(value: int) -> str:
    """1204 → 1,204."""
    return f"{value:,}".replace("-", MINUS)


def plain(value: float) -> str:
    """A value as it would be typed: as few digits as say it, six at most."""
    return f"{value:.6g}"


def percent(share: float) -> str:
    """0.873 → 87.3 %; a whole number where the next digit says nothing: 100 %."""
    value = 100 * share
    return f"{value:.0f} %" if value in (0, 100) else f"{value:.1f} %"


def duration(seconds: float) -> str:
    """What something small takes: 640 µs, 1.63 ms, 12.9 s."""
    for unit, size in (("µs", 1e-6), ("ms", 1e-3)):
        if seconds < 1000 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{three(seconds)} s"


def size(number_of_bytes: float) -> str:
    """A size of memory or of a file: 1.2 GB."""
    for unit in ("bytes", "KB", "MB", "GB"):
        if number_of_bytes < 1000:
            return f"{number_of_bytes:.0f} {unit}" if unit == "bytes" else f"{number_of_bytes:.3g} {unit}"
        number_of_bytes /= 1000
    return f"{number_of_bytes:,.3g} TB"


def give_or_take(mean: float, deviation: float, least: int = 0) -> str:
    """A mean with what it may be off by, both to the first digit of that: 0.52 ± 0.03, 1,084 ± 12. ``least`` decimals
    are told anyway; without a ``deviation`` the mean alone."""
    if not math.isfinite(mean) or math.isnan(deviation):
        return f"{mean:.{least}f}".replace("-", MINUS) if least and math.isfinite(mean) else three(mean)
    digits = max(least, -math.floor(math.log10(deviation))) if 0 < deviation < math.inf else max(least, 2)
    if digits > 6 or abs(mean) >= 1e7:
        return f"{three(mean)} ± {three(deviation)}"
    return f"{mean:,.{digits}f} ± {deviation:,.{digits}f}".replace("-", MINUS)
