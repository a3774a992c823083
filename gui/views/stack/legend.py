"""The colour bars: one per kind of quantity, with the values at its ends, and below it how its colours run."""

import math
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QRectF
from PySide6.QtGui import QImage

from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.kit.canvas import LEFT, Canvas
from gatescope.gui.kit.live_numbers import level
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look.scales import Course, Scale
from gatescope.gui.state.intent import RangeChoice, RangeKind
from gatescope.gui.views.stack.layout import TOP, Layout
from gatescope.gui.views.stack.scene import MapRow, StackScene

BAR, SHORT, THICK, SPACE = 48, 22, 8, 14
NARROW = 800  # px: with less the bars are short, and leave room for the controls beside them
BESIDE = 5
MIDDLE, BELOW, LINE = 12, 27, 16  # the middle of the bar, that of the words below it, and the height of a line


@dataclass(frozen=True)
class ColourBar:
    """One kind of quantity: the traces that share these colours. ``found``: the levels come from the data, as
    ``ranges`` says. ``exceeds``: something may lie beyond them."""

    scale: Scale
    low: float
    high: float
    found: bool
    traces: tuple[Trace, ...]
    course: Course = Course.LINEAR
    ranges: RangeChoice = field(default_factory=RangeChoice)
    exceeds: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The levels; signs alone where each unit has its own."""
        return ("−", "+") if self.found and self.ranges.own else (level(self.low), level(self.high))

    @property
    def name(self) -> str:
        return ", ".join(trace_name(trace) for trace in self.traces) if self.found else ""


def bars(scene: StackScene) -> tuple[ColourBar, ...]:
    """The kinds of quantity in the stack, signed ones first, probabilities with the gates."""
    kinds: dict[ColourBar, list[Trace]] = {}
    altered = not math.isnan(scene.plain_loss)
    for row in scene.rows:
        kinds.setdefault(_kind(row, altered), []).append(row.trace)
    if scene.symbols is not None:
        kinds.setdefault(ColourBar(Scale.SHARE, 0.0, 1.0, False, (), exceeds=altered), [])
    return tuple(replace(kind, traces=tuple(kinds[kind])) for kind in sorted(kinds, key=_place))


def _of_shown(scene: StackScene, layout: Layout) -> tuple[ColourBar, ...]:
    """The bars of the maps that are not folded away; that of the probabilities stays."""
    names = {band.name for band in layout.bands}
    rows = tuple(row for row in scene.rows if row.name in names)
    return bars(replace(scene, rows=rows))


def _place(bar: ColourBar) -> tuple[bool, bool, float]:
    return bar.scale is Scale.SHARE, bar.found, bar.low


def _kind(row: MapRow, altered: bool) -> ColourBar:
    found = not row.bounded
    choice = row.ranges if found else RangeChoice()
    return ColourBar(row.scale, row.low, row.high, found, (), row.course, choice, exceeds=found or altered)


def said_scale(course: Course) -> str:
    """What a course is called; '' where equal steps of a value are equal steps of colour."""
    translate = QCoreApplication.translate
    names = {Course.ROOT: translate("Legend", "√ scale"), Course.ASINH: translate("Legend", "asinh scale")}
    return names.get(course, "")


def said_range(ranges: RangeChoice) -> str:
    """What the ends are, in two words."""
    translate = QCoreApplication.translate
    if ranges.own:
        return translate("Legend", "each unit’s own")
    kinds = {
        RangeKind.FIT: translate("Legend", "fit"),
        RangeKind.RUN: translate("Legend", "this run"),
        RangeKind.FIXED: translate("Legend", "fixed"),
    }
    return kinds[ranges.kind]


def said_bar(bar: ColourBar) -> str:
    """What the levels of a bar are and how its colours run, in sentences."""
    translate = QCoreApplication.translate
    if not bar.found:
        levels = translate("Legend", "These levels follow from the equations.")
    elif bar.ranges.own:
        levels = translate("Legend", "Each unit reaches its own largest size in what is shown. Click for other levels.")
    else:
        sentences = {
            RangeKind.FIT: translate("Legend", "These levels fit what is shown. Click for others."),
            RangeKind.RUN: translate(
                "Legend",
                "99 % of what this run has shown lies between these levels, rounded up; they only grow. "
                "Click for others.",
            ),
            RangeKind.FIXED: translate("Legend", "These levels are fixed, the same for every run. Click for others."),
        }
        levels = sentences[bar.ranges.kind]
    courses = {
        Course.ROOT: translate("Legend", "Colours follow the square root of the size, so that small values are seen."),
        Course.ASINH: translate("Legend", "Colours follow asinh(12 x ÷ level), so that small values are seen."),
    }
    beyond = translate("Legend", "The square beside the bar is the colour of what lies beyond.") if bar.exceeds else ""
    return " ".join(each for each in (levels, courses.get(bar.course, ""), beyond) if each)


class Legend:
    """Paints the bars, flush right, and knows where each one is."""

    def __init__(self) -> None:
        self.places: tuple[tuple[QRect, ColourBar], ...] = ()
        self.width = 0

    def paint(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        right = layout.end
        places, x = [], right
        # from the right edge on, where they end however long their names are
        for bar in reversed(_of_shown(scene, layout)):
            long = SHORT if right < NARROW else BAR
            left = int(min(_upper(canvas, bar, x, long), _lower(canvas, bar, x)))
            places.append((QRect(left, 0, x - left, TOP), bar))
            x = left - SPACE
        self.places = tuple(reversed(places))
        self.width = right - x

    def bar_at(self, x: float, y: float) -> ColourBar | None:
        return next((bar for rect, bar in self.places if rect.contains(int(x), int(y))), None)


def _upper(canvas: Canvas, bar: ColourBar, right: float, long: int) -> float:
    """From right to left: what lies beyond, the high level, the colours, the low level, whose bar it is. Returns where
    it begins."""
    low, high = bar.ends
    muted = canvas.look.muted
    if bar.exceeds:
        right = canvas.swatch(right, MIDDLE) - BESIDE
    right = _write(canvas, right, MIDDLE, high, muted) - BESIDE
    box = QRect(int(right - long), MIDDLE - THICK // 2, long, THICK)
    canvas.painter.drawImage(box, ramp(canvas.look.table(bar.scale)))
    left = _write(canvas, box.left() - BESIDE, MIDDLE, low, muted)
    return _write(canvas, left - BESIDE, MIDDLE, bar.name, muted) if bar.name else left


def _lower(canvas: Canvas, bar: ColourBar, right: float) -> float:
    """How the colours run, and what the ends are where they can be chosen: that is to be clicked."""
    if bar.found:
        right = _write(canvas, right, BELOW, said_range(bar.ranges), canvas.look.accent)
        right -= BESIDE
    scale = said_scale(bar.course)
    return _write(canvas, right, BELOW, scale, canvas.look.muted) if scale else right


def _write(canvas: Canvas, right: float, middle: float, text: str, colour: str) -> float:
    """Flush right; returns where it begins."""
    wide = canvas.width(text, canvas.small)
    canvas.write(QRectF(right - wide, middle - LINE / 2, wide + 2, LINE), text, colour, LEFT, canvas.small)
    return right - wide


def ramp(table: Array) -> QImage:
    """The colours of a map beside each other: one line, which Qt stretches, so that they are the maps' own."""
    colours = np.ascontiguousarray(table[None, :, :])
    return QImage(colours.data, 256, 1, 1024, QImage.Format.Format_RGBA8888).copy()
