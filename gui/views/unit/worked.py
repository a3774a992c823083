"""Any cell's equations with the numbers of one unit, read off the table of cells. Free of Qt.

Where an equation has no weights its numbers are put in; where it has, what σ or tanh was given follows from the value.
"""

import math
import re
from collections.abc import Mapping

from gatescope.engine.config.kinds import equations_of
from gatescope.engine.config.traces import Trace
from gatescope.gui.kit.live_numbers import share, signed

Values = Mapping[Trace, float]


def plain(equation: str) -> str:
    """``c_t = f_t ⊙ c_{t−1}`` as it stands in a narrow panel: c = f · c₋₁."""
    return equation.replace("_{t−1}", "₋₁").replace("_t", "").replace("⊙", "·")


def weighed(equation: str) -> bool:
    """Whether weights stand in it, whose numbers nobody could follow."""
    return re.search(r"\bW", equation) is not None


def letter(equation: str) -> str:
    """The name that the textbook gives to what the equation computes."""
    return plain(equation).split(" = ", 1)[0]


def worked(cell: str, trace: Trace, now: Values, before: Values) -> tuple[str, str]:
    """(value, right side in numbers) of the equation for ``trace``; the second is '' where weights were only added.
    Raises ``KeyError`` when a trace is missing."""
    equation = plain(equations_of(cell)[trace])
    value = now[trace]
    right = equation.split(" = ", 1)[1]
    number = share if trace.gate or right.startswith("σ") else signed
    if not weighed(right):
        return number(value), _put_in(right, cell, now, before)
    if right.startswith("σ("):
        return number(value), f"σ({signed(logit(value))})"
    if right.startswith("tanh("):
        return number(value), f"tanh({signed(inverse_tanh(value))})"
    if right.startswith("max(0"):
        return number(value), f"max(0, {signed(value) if value > 0 else '≤ 0'})"
    return number(value), ""


def _put_in(right: str, cell: str, now: Values, before: Values) -> str:
    """``c₋₁`` is the value one step earlier, 0 ahead of the first."""
    traces = {letter(equation): trace for trace, equation in equations_of(cell).items()}

    def number(match: re.Match[str]) -> str:
        name, rest = match.group("name") or match.group("less"), 1.0 if match.group("less") else 0.0
        trace = traces[name]
        value = before.get(trace, 0.0) if match.group("past") else now[trace]
        shown = share if trace.gate else signed
        return share(rest - value) if rest else shown(value)

    names = "|".join(traces)
    return re.sub(rf"\(1 − (?P<less>{names})\)|\b(?P<name>{names})\b(?P<past>₋₁)?", number, right)


def logit(value: float) -> float:
    """What σ was given to make ``value``; infinite where it is saturated beyond float32."""
    if value <= 0 or value >= 1:
        return math.inf if value >= 1 else -math.inf
    return math.log(value / (1 - value))


def inverse_tanh(value: float) -> float:
    return math.atanh(value) if abs(value) < 1 else math.copysign(math.inf, value)
