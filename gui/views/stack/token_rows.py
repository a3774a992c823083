"""The bands of tokens: those that are read, and the most probable next ones, or classes of which there are many."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF

from gatescope.gui.views.stack.class_rows import few, outcome
from gatescope.gui.views.stack.flow_rows import Saliency
from gatescope.gui.views.stack.layout import (
    AT_NAME,
    GUTTER,
    LINE,
    NAME_LEFT,
    SYMBOLS,
    Band,
    Part,
    Stroke,
    write_name,
    write_note,
)
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.text_rows import TextRows, in_columns, read_symbols
from gatescope.gui.words.entries import Topic

STRIP = 4  # px of colour below tokens that do not stand in their columns


def _paint_tokens(stroke: Stroke, band: Band) -> None:
    canvas, scene, layout, text = stroke.canvas, stroke.scene, stroke.layout, stroke.kept.of(TextRows)
    write_name(canvas, band, _input(scene))
    unknown = scene.symbols.unknown if scene.symbols is not None else None
    # colours are of columns, tokens are read: where both fit they lie on one another
    if in_columns(stroke):
        ground, line = band, band
    else:  # the tokens stand elsewhere than the columns that the colours are of
        ground = replace(band, top=band.bottom - STRIP, height=STRIP)
        line = replace(band, height=band.height - STRIP)
    if scene.gradient is not None:
        stroke.kept.of(Saliency).paint(canvas, layout, ground, scene.gradient, 1.0)
    if unknown is not None:
        text.unknown(canvas, layout, ground, unknown)
    text.tokens(canvas, layout, line.top, line.height, scene.labels, scene.t, canvas.look.ink)


def _input(scene: StackScene) -> str:
    translate = QCoreApplication.translate
    return translate("Stack", "source") if scene.shape.writes else translate("Stack", "input")


def _paint_probable(stroke: Stroke, band: Band) -> None:
    """The most probable symbols, or classes of which there are many."""
    canvas, scene, translate = stroke.canvas, stroke.scene, QCoreApplication.translate
    if scene.symbols is None:
        return
    write_name(canvas, band, _said(scene))
    if band.height >= 2 * LINE:
        write_note(canvas, QRectF(NAME_LEFT, band.bottom - LINE, GUTTER - 14, LINE), translate("Stack", "truth"))
    stroke.kept.of(TextRows).probable(canvas, stroke.layout, band, scene.symbols, scene.t)


def _said(scene: StackScene) -> str:
    if scene.shape.classes:
        return QCoreApplication.translate("Stack", "class")
    return _next(scene.shape.shift)


def _next(shift: int) -> str:
    translate = QCoreApplication.translate
    return translate("Stack", "{n} symbols on").format(n=shift) if shift > 1 else translate("Stack", "next symbol")


CHARACTERS = Part(
    "characters",
    20,
    lambda scene: int(scene.shape.reads_symbols),
    _paint_tokens,
    lambda _scene, _band: Topic.INPUT,
    read_symbols,
    mark=AT_NAME,
    keyed=True,
    tokens=True,
    title=lambda scene, _index: _input(scene),
    first=True,
    reads=True,
)


def _listed(scene: StackScene) -> int:
    """How many symbols stand above the truth; 0 where none are listed."""
    symbols = scene.symbols
    return 0 if symbols is None or (scene.shape.classes and few(symbols)) else min(symbols.top.shape[1], SYMBOLS - 1)


def _of(listed: int) -> Part:
    """The band of so many symbols: a small vocabulary has no empty lines."""
    return Part(
        "next" if listed == SYMBOLS - 1 else f"next-{listed}",
        (listed + 1) * LINE,
        lambda scene: int(_listed(scene) == listed),
        _paint_probable,
        outcome,
        read_symbols,
        mark=AT_NAME,
        tokens=True,
        title=lambda scene, _index: _said(scene),
        role="next",
        shares=True,
    )


FEWER = tuple(_of(listed) for listed in range(1, SYMBOLS - 1))
NEXT = _of(SYMBOLS - 1)
