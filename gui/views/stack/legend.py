"""The colour bars, in a column of their own at the right: one per kind of quantity, beside the largest map of that
kind, with the values at its ends; below it how its colours run, and what its ends are where that can be chosen."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QRectF
from PySide6.QtGui import QImage

from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.kit.canvas import LEFT, SWATCH, Canvas
from gatescope.gui.kit.live_numbers import level
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look.scales import Course, Scale
from gatescope.gui.state.intent import RangeChoice, RangeKind
from gatescope.gui.views.stack.layout import TOP, Band, Form, Layout
from gatescope.gui.views.stack.map_rows import MAP, drawn_as_lines
from gatescope.gui.views.stack.scene import MapRow, StackScene

APART, THICK, BESIDE = 8, 12, 5  # px: from the plot, of the bar, between it and its numbers
LINE = 15  # px of a line of words
LIST = "▾"  # after words that open one
SHORTEST, WITH_ZERO = 26, 72  # px of a bar: with a number at either end, and with one in the middle
FORMS = (Form.LARGE, Form.MAIN, Form.OPEN)  # of a map that is large enough to be read; the first of them first


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


def _place(bar: ColourBar) -> tuple[bool, bool, float]:
    return bar.scale is Scale.SHARE, bar.found, bar.low


def _kind(row: MapRow, altered: bool) -> ColourBar:
    found = not row.bounded
    choice = row.ranges if found else RangeChoice()
    return ColourBar(row.scale, row.low, row.high, found, (), row.course, choice, exceeds=found or altered)


def said_scale(course: Course) -> str:
    """What a course is called; '' where equal steps of a value are equal steps of colour."""
    translate = QCoreApplication.translate
    root = translate("Legend", "√ scale")
    names = {Course.ROOT: root, Course.RISING: root, Course.ASINH: translate("Legend", "asinh scale")}
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
    root = translate("Legend", "Colours follow the square root of the size, so that small values are seen.")
    courses = {
        Course.ROOT: root,
        Course.RISING: root,
        Course.ASINH: translate("Legend", "Colours follow asinh(12 x ÷ level), so that small values are seen."),
    }
    beyond = ""
    if bar.exceeds:
        beyond = translate("Legend", "The square at the head of the column is the colour of what lies beyond.")
    return " ".join(each for each in (levels, courses.get(bar.course, ""), beyond) if each)


class Legend:
    """Paints the bars, and knows where each one is."""

    def __init__(self) -> None:
        self.places: tuple[tuple[QRect, ColourBar], ...] = ()

    def paint(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        kinds = _placed(scene, layout)
        self.places = tuple(
            (_paint_bar(canvas, bar, layout, band, below, colours=_coloured(scene, band)), bar)
            for bar, band, below in _with_room(kinds, layout)
        )
        if any(bar.exceeds for bar, _ in kinds):
            x = layout.end + APART
            canvas.bar(x, TOP / 2 - SWATCH / 2, SWATCH, SWATCH, canvas.look.beyond)
            said = QCoreApplication.translate("Legend", "beyond")
            _write(canvas, x + SWATCH + BESIDE, TOP / 2, said, canvas.look.muted, layout)

    def bar_at(self, x: float, y: float) -> ColourBar | None:
        return next((bar for rect, bar in self.places if rect.contains(int(x), int(y))), None)


def _coloured(scene: StackScene, band: Band) -> bool:
    return band.part is not MAP or not drawn_as_lines(scene, band)


def _placed(scene: StackScene, layout: Layout) -> list[tuple[ColourBar, Band]]:
    """Each kind with the map that it stands beside: the largest, and of several the first."""
    found = []
    for bar in bars(scene):
        names = {row.name for row in scene.rows if row.trace in bar.traces}
        # of two bars of shares that of the probabilities is the one that runs evenly, as they do
        shares = bar.scale is Scale.SHARE and bar.course is Course.LINEAR and scene.symbols is not None
        of_kind = [band for band in layout.bands if band.name in names or (shares and band.part.shares)]
        seen = [band for form in FORMS for band in of_kind if band.form is form]
        seen += [band for band in of_kind if band.form is Form.LOW and band.height >= SHORTEST]
        if seen:
            found.append((bar, seen[0]))
    return sorted(found, key=lambda one: one[1].top)


def _with_room(kinds: list[tuple[ColourBar, Band]], layout: Layout) -> list[tuple[ColourBar, Band, int]]:
    """The same with how far down the column is free: to the next bar, or the axis of a curve."""
    taken = [band.top for _, band in kinds] + [band.top for band in layout.bands if band.part.axis]
    return [(bar, band, min([t for t in taken if t > band.top], default=layout.axis)) for bar, band in kinds]


def _paint_bar(canvas: Canvas, bar: ColourBar, layout: Layout, band: Band, below: int, *, colours: bool) -> QRect:
    """Returns what of the column it takes. Without ``colours`` the numbers are those of an axis."""
    left, room = layout.end + APART, below - band.top - 4
    words = _words(bar, colours)[: max((room - SHORTEST) // LINE, 0)]
    tall = max(min(band.height, room - LINE * len(words)), 1)
    box = QRect(left, band.top, THICK, tall)
    if colours:
        canvas.painter.drawImage(box, ramp(canvas.look.table(bar.scale)))
    beside, muted = left + (THICK + BESIDE) * colours, canvas.look.muted
    low, high = bar.ends
    _write(canvas, beside, box.top() + LINE / 2 - 2, high, muted, layout)
    if tall >= SHORTEST - 4:
        _write(canvas, beside, box.top() + tall - LINE / 2 + 2, low, muted, layout)
    if tall >= WITH_ZERO:
        # along a root half the way up is a quarter of the value
        share = 0.25 if colours and bar.course is Course.RISING else 0.5
        middle = "0" if bar.low < 0 else level(bar.low + share * (bar.high - bar.low))
        _write(canvas, beside, box.top() + tall / 2, middle, muted, layout)
    y = box.top() + tall + LINE / 2 + 2
    for text, is_button in words:
        _write(canvas, left, y, text, canvas.look.accent if is_button else muted, layout)
        y += LINE
    return QRect(left - 4, band.top - 2, layout.end - left + 4 + layout.beside, tall + LINE * len(words) + 4)


def _words(bar: ColourBar, colours: bool) -> list[tuple[str, bool]]:
    """What stands below a bar, the most needed first: what its ends are, which is to be clicked, then how its colours
    run."""
    scale = said_scale(bar.course) if colours else ""  # lines run evenly
    return [(f"{said_range(bar.ranges)} {LIST}", True)] * bar.found + [(scale, False)] * bool(scale)


def _write(canvas: Canvas, left: float, middle: float, text: str, colour: str, layout: Layout) -> None:
    room = layout.end + layout.beside - left
    said = fitting(text, lambda part: canvas.width(part, canvas.small) <= room)
    canvas.write(QRectF(left, middle - LINE / 2, room + 2, LINE), said, colour, LEFT, canvas.small)


def fitting(text: str, fits: Callable[[str], bool]) -> str:
    """As much of the text as fits, in whole words: without its last ones, else of a list its mark alone, else
    nothing. The tip has all of it; half a word would be a riddle."""
    words = text.split()
    shorter = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    mark = (words[-1],) if len(words) > 1 and words[-1] == LIST else ()
    whole = (part for part in shorter if not mark or part == text)
    return next((part for part in (*whole, *mark) if fits(part)), "")


def ramp(table: Array) -> QImage:
    """The colours of a map, the highest above: one column, which Qt stretches, so that they are the maps' own."""
    colours = np.ascontiguousarray(table[::-1, None, :])
    return QImage(colours.data, 1, 256, 4, QImage.Format.Format_RGBA8888).copy()
