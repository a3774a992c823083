"""The two parts of what is learnt as spans, and why there may be none."""

from typing import Any

import numpy as np

from gatescope.engine.data.rows.spans import Ints, Layout, Mask, Spans, evenly, training_spans, validation_spans
from gatescope.engine.errors import ConfigError, Fault

VALIDATION_WINDOWS_MOST = 64
SEQUENCES_VALIDATED_MOST = 500


def spans_of_parts(
    layout: Layout, window: int, shift: int, known: Mask | None = None, column: str = ""
) -> dict[str, Any]:
    """The fields of ``Prepared`` that are spans. ``known`` (N,) or (N, D) says which rows have a target, of ``column``;
    None: all have. Spans without one are left out.

    Raises ``ConfigError``: WINDOW_TOO_LONG of one sequence, SEQUENCES_TOO_SHORT of several, ROWS_ALL_MISSING when no
    target counts.
    """
    check_length(layout, window, shift)
    training, validation = training_spans(layout, window, shift), validation_spans(layout, window, shift)
    complete = known is None or bool(known[_targets(layout, shift)].all())
    uniform = complete and training.shortest == training.longest == window
    if known is not None and not complete:
        some = known if known.ndim == 1 else np.any(known, axis=1)
        training, validation = (_with_targets(spans, shift, some) for spans in (training, validation))
        if not (len(training) and len(validation)):
            raise ConfigError(Fault.ROWS_ALL_MISSING, column=column)
    most = VALIDATION_WINDOWS_MOST if len(layout) == 1 else SEQUENCES_VALIDATED_MOST
    return {
        "window": window,
        "shift": shift,
        "layout": layout,
        "training": training,
        "validation": validation.kept(evenly(len(validation), most)),
        "uniform": uniform,
    }


def rows_of_parts(layout: Layout, most: int, known: Mask, column: str = "") -> dict[str, Any]:
    """The same of rows without order, those of the validation part behind the others: each is learnt from by itself,
    and as many as ``most`` of them are validated on side by side. Raises ``ConfigError`` (ROWS_ALL_MISSING)."""
    border = int(layout.borders[0])
    training, validation = Spans(range(border), 1), side_by_side(border, layout.rows, most)
    some = known if known.ndim == 1 else np.any(known, axis=1)
    if not some.all():
        training, validation = (_with_targets(spans, 0, some) for spans in (training, validation))
        if not (len(training) and len(validation)):
            raise ConfigError(Fault.ROWS_ALL_MISSING, column=column)
    return {
        "window": most,
        "shift": 0,
        "layout": layout,
        "training": training,
        "validation": validation.kept(evenly(len(validation), SEQUENCES_VALIDATED_MOST)),
        "uniform": bool(known.all()),
    }


def side_by_side(first: int, end: int, most: int) -> Spans:
    """The rows ``first`` … ``end`` − 1, as many as ``most`` at a time."""
    starts = np.arange(first, end, max(most, 1))
    return Spans(starts, np.minimum(max(most, 1), end - starts))


def steps_at_once(layout: Layout, window: int) -> int:
    """How many a network sees at most. ``window`` 0: whole sequences."""
    return window or int(layout.lengths.max(initial=0))


def check_horizon(horizon: int, longest: Any) -> None:
    """Raises ``ConfigError`` (CONFIG_VALUE) when a horizon leaves no input to learn from and a shorter one would;
    ``longest`` maps a horizon to how many inputs the longest sequence has for it."""
    if horizon > 1 and longest(horizon) < 1 <= longest(1):
        high = next(each for each in range(horizon - 1, 0, -1) if longest(each) >= 1)
        raise ConfigError(Fault.CONFIG_VALUE, name="horizon", value=horizon, low=1, high=high)


def check_length(layout: Layout, window: int, shift: int) -> None:
    """Raises ``ConfigError``: WINDOW_TOO_LONG, SEQUENCES_TOO_SHORT."""
    lengths = layout.borders - layout.edges[:-1]
    longest = int(lengths.max(initial=0)) - layout.lost - shift
    if len(layout) == 1 and window > longest:
        rows = max(longest + shift, 0)
        raise ConfigError(Fault.WINDOW_TOO_LONG, window=window, rows=rows, longest=max(longest, 0))
    needed = layout.lost + shift + 1
    if longest < 1:
        raise ConfigError(Fault.SEQUENCES_TOO_SHORT, longest=int(lengths.max(initial=0)), needed=needed)
    ends = layout.edges[1:]
    if not ((layout.borders < ends) & (layout.first + shift < ends)).any():
        validated = int(layout.lengths[layout.borders < ends].max(initial=0))
        raise ConfigError(Fault.SEQUENCES_TOO_SHORT, longest=validated, needed=needed)


def _targets(layout: Layout, shift: int) -> Ints | slice:
    """The rows that are a target of some span."""
    if len(layout) == 1:
        return slice(layout.lost + shift, None)
    return np.flatnonzero(layout.places >= layout.lost + shift)


def _with_targets(spans: Spans, shift: int, known: Mask) -> Spans:
    """Those spans of which a target counts."""
    before = np.concatenate([[0], known.cumsum()])
    first = spans.starts + shift
    count = before[first + spans.lengths] - before[first + spans.counted_from]
    return spans.kept(np.flatnonzero(count))
