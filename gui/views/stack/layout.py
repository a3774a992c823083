"""What a row of the stack is, and the geometry of all of them, in whole pixels: which band lies where, and the columns
that all bands share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QRectF

from gatescope.engine.config.nets import Axis
from gatescope.gui.kit.canvas import LEFT as FLUSH_LEFT
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.view import MARK
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.entries import Topic

LEFT = 96  # what the plots below leave for their axes
GUTTER = 136  # names stand here, with their values and what they mean
RIGHT = 72  # the legend stands here
RIGHT_LEAST = 48  # of a stack that is narrower than this:
NARROW = 560
TOP = 40  # controls and colour bars
AXIS = 24
GAP = 6
KEY = 16  # the line above a curve that says what is what
LINE = 15  # one line of characters
SYMBOLS = 6  # the five most probable, and the truth
CURVE_MOST = 96
LEAST = 6
NAME_LEFT = 12
AT_NAME = (
    GUTTER - MARK - 8
)  # where a question mark stands; at the left where a name has the ends of its axis at its right
ROOMY = 20  # px a map or curve needs before the rows of the gradient may stand beside it


class Grow(StrEnum):
    """How a band without a height of its own shares what the others leave."""

    CURVE = "curve"  # at most so high that it can be read
    MAP = "map"  # takes the rest


class Form(StrEnum):
    """How a row is shown."""

    OPEN = "open"  # among others alike
    MAIN = "main"  # what a newcomer looks at
    LARGE = "large"  # in focus
    LOW = "low"  # a curve or words, with a name and a value
    STRIP = "strip"  # a map of which neighbours are one line
    FOLDED = "folded"  # the names of several rows on one line


@dataclass(frozen=True)
class Readout:
    """A heading and lines of name and value."""

    title: str
    lines: tuple[tuple[str, str], ...]


K = TypeVar("K")


class Painters:
    """What is kept from painting to painting: one of each kind, made when it is first needed."""

    def __init__(self) -> None:
        self._made: dict[type, object] = {}

    def of(self, kind: type[K]) -> K:
        if kind not in self._made:
            self._made[kind] = kind()
        made = self._made[kind]
        assert isinstance(made, kind)
        return made

    def forget(self) -> None:
        """The font has changed: what was measured with the old one is gone."""
        for made in self._made.values():
            if (forget := getattr(made, "forget", None)) is not None:
                forget()


@dataclass(frozen=True)
class Stroke:
    """One painting of one scene; ``ratio`` is device pixels per pixel."""

    canvas: Canvas
    scene: StackScene
    layout: "Layout"
    ratio: float
    kept: Painters


@dataclass(frozen=True)
class Pointer:
    """The mouse at (x, y) over a band: over step ``t``, the nearest one outside, which is called ``title``."""

    scene: StackScene
    layout: "Layout"
    band: "Band"
    x: float
    y: float
    t: int
    title: str


@dataclass(frozen=True)
class Part:
    """A row of the stack: how many bands of it a scene has (``count``), how high they are, how they are painted, what
    stands in the box beside the mouse, and what explains them (a ``mark`` at that x where there is room)."""

    name: str
    height: int | Grow
    count: Callable[[StackScene], int]
    paint: Callable[[Stroke, "Band"], None]
    topic: Callable[[StackScene, "Band"], Topic]
    read: Callable[[Pointer], Readout | None] | None = None
    mark: int | None = None
    keyed: bool = False  # a line above says what is what
    thin: bool = False  # needs no room for a key
    gradient: bool = False  # shown only where the others have enough height
    tokens: bool = False  # a token a column, where they have room
    crossed: bool = True  # by the cursor
    beyond: Callable[[StackScene], bool] = lambda _scene: False  # it reads the columns after the probe itself
    title: Callable[[StackScene, int], str] = lambda _scene, _index: ""
    unitwise: bool = False  # a map of units: as a strip it is still seen
    units: bool = False  # of a trace, whose units can be lines too
    first: bool = False  # what goes in
    loose: bool = False  # what comes out, as large as there is room for
    guest: bool = False  # room for a page from another place
    shares: bool = False  # probabilities, in the colours of the gates
    axis: bool = False  # it has numbers in the column of the legend
    role: str = ""  # of several parts of which a scene has one
    plain: bool = False  # before an audience it is uncovered from the start
    reads: bool = False  # it stands on the steps of what is read, where another sequence is written

    @property
    def seen_first(self) -> bool:
        """Whether it is uncovered before an audience from the start: what goes in, and what comes out."""
        return self.first or self.loose or self.shares or self.plain


@dataclass(frozen=True)
class StackRow:
    """A band before it has its place: ``name`` is the same in every scene of the same kind. ``number`` is the key that
    uncovers it before an audience, 0: none does. ``beside`` the map that says most it is as large as there is room
    for; ``brief`` it says in two lines what is said at length elsewhere."""

    part: Part
    index: int
    name: str = ""
    number: int = 0
    beside: bool = False
    brief: bool = False

    def said(self, scene: StackScene) -> str:
        """Its name for people, with its key before it."""
        title = self.part.title(scene, self.index)
        return f"{self.number} {title}" if self.number else title


@dataclass(frozen=True)
class Band:
    """One row. ``index`` counts the bands of the same part; ``key`` is the height of the line above ``top``; ``rows``
    are those that are folded into it."""

    part: Part
    index: int
    top: int
    height: int
    key: int = 0
    form: Form = Form.OPEN
    name: str = ""
    rows: tuple[StackRow, ...] = ()
    number: int = 0

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Layout:
    """Bands from top to bottom over ``length`` columns, ``left`` to ``left + width``; the axis begins at ``axis``.
    ``ahead`` columns of the same width follow, up to ``end``: there only the forecast has something to show. The legend
    has ``beside`` pixels at the right of that."""

    left: int
    width: int
    length: int
    bands: tuple[Band, ...]
    axis: int
    ahead: int = 0
    end: int = 0
    beside: int = RIGHT

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def columns(self) -> int:
        return self.length + self.ahead

    @property
    def column(self) -> float:
        return self.width / self.length

    def along(self, length: int) -> "Layout":
        """The same with columns for another sequence, which take the same width."""
        return replace(self, length=max(length, 1)) if length != self.length else self

    def x(self, t: float) -> float:
        """The left edge of column t; ``x(t + 0.5)`` is its middle."""
        return self.left + t * self.width / self.length

    def t_at(self, x: float) -> int:
        """The column under x, the nearest one outside."""
        return min(max(int((x - self.left) * self.length / self.width), 0), self.length - 1)

    def band_at(self, y: float) -> Band | None:
        """The band under y, its key line and half the gap to its neighbours included."""
        # half of the gap belongs to either neighbour: the mouse is never over nothing between two rows
        reach = GAP / 2
        return next((b for b in self.bands if b.top - b.key - reach <= y < b.bottom + reach), None)


def on_axis(scene: StackScene, layout: Layout, band: Band) -> tuple[StackScene, Layout]:
    """The scene and the columns along the steps that this band stands on."""
    if scene.source is None:
        return scene, layout
    if band.part.units and scene.rows[band.index].columns is Axis.INNER:
        length = scene.rows[band.index].steps
        return scene.aside(length), layout.along(length)
    if not _reads(scene, band):
        return scene, layout
    return scene.reading, layout.along(scene.reading.length)


def _reads(scene: StackScene, band: Band) -> bool:
    return scene.rows[band.index].reads if band.part.units else band.part.reads


def evenly(height: int, rows: Sequence[StackRow]) -> tuple[Band, ...]:
    """Shares the height among the rows: characters have theirs, curves and maps the rest in equal parts, what a curve
    does not need goes to the maps. Every band gets at least ``LEAST`` pixels, whatever the window's size."""
    parts = [row.part for row in rows]
    key = _key(height, parts)
    bands, y = [], TOP
    for row, tall in zip(rows, _share(_space(height, parts, key), parts), strict=True):
        above = key if row.part.keyed else 0
        bands.append(Band(row.part, row.index, y + above, tall, above, name=row.name, number=row.number))
        y += above + tall + GAP
    return tuple(bands)


def beside(width: int) -> int:
    """What the legend has at the right of a stack so wide."""
    return RIGHT if width >= NARROW else RIGHT_LEAST


def across(width: int, length: int, ahead: int, bands: tuple[Band, ...]) -> Layout:
    """The bands over ``length`` columns and ``ahead`` more; the axis follows the lowest."""
    plot, length = max(width - GUTTER - beside(width), 1), max(length, 1)
    # what comes after the probe has columns of the same width, so that a day is as wide there as here
    own = round(plot * length / (length + ahead)) if ahead else plot
    return Layout(GUTTER, own, length, bands, bands[-1].bottom if bands else TOP, ahead, GUTTER + plot, beside(width))


def roomy(height: int, parts: Sequence[Part]) -> bool:
    """Whether maps and curves are still tall enough to be read when all these parts are shown."""
    flexible = sum(isinstance(part.height, Grow) for part in parts)
    # as if each map and curve got the same: what curves leave to the maps only makes these taller
    return _space(height, parts, _key(height, parts)) // max(flexible, 1) >= ROOMY


def _key(height: int, parts: Sequence[Part]) -> int:
    """The height of the line above a curve, 0 where there is no room for one."""
    return KEY if height >= 45 * sum(not part.thin for part in parts) + TOP else 0


def _space(height: int, parts: Sequence[Part], key: int) -> int:
    """What is left for curves and maps."""
    space = height - TOP - AXIS - GAP * (len(parts) - 1)
    fixed = sum(part.height for part in parts if not isinstance(part.height, Grow))
    return space - sum(key for part in parts if part.keyed) - fixed


def _share(space: int, parts: Sequence[Part]) -> list[int]:
    """Heights in whole pixels; equal parts keep equal heights."""
    maps = sum(part.height is Grow.MAP for part in parts)
    curves = sum(part.height is Grow.CURVE for part in parts)
    # curves stop growing where they can be read; every further pixel shows more of a map
    even = space // max(maps + curves, 1)
    curve = max(min(even, CURVE_MOST) if maps else even, LEAST)
    tall = max((space - curves * curve) // max(maps, 1), LEAST)
    shared = {Grow.MAP: tall, Grow.CURVE: curve}
    return [shared[part.height] if isinstance(part.height, Grow) else part.height for part in parts]


def write_name(canvas: Canvas, band: Band, name: str) -> None:
    """The name of the row in the gutter: it is a button, and the one of the row in focus says that it is."""
    large, strip = band.form is Form.LARGE, band.form is Form.STRIP
    ink = canvas.look.accent if large else canvas.look.muted if strip else canvas.look.ink
    font = canvas.bold if large or band.form is Form.MAIN else canvas.small if strip else canvas.font
    top = band.top + (band.height - 16) / 2 if strip else band.top
    said = f"{band.number} {name}" if band.number else name
    canvas.write(QRectF(NAME_LEFT, top, GUTTER - 14, 16), f"› {said}" if strip else said, ink, FLUSH_LEFT, font)


def write_note(canvas: Canvas, box: QRectF, text: str) -> None:
    canvas.write(box, text, canvas.look.muted, FLUSH_LEFT, canvas.small)
