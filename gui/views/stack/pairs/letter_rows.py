"""What the letter at the cursor depends on: a strip below the letters of the source."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect

from gatescope.engine.protocol.frame import Array
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import share
from gatescope.gui.look.scales import SHARES
from gatescope.gui.views.stack.flow_rows import ramp
from gatescope.gui.views.stack.layout import Band, Part, Pointer, Readout, Stroke, write_name
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.words.entries import Topic

TALL = 16  # px


class LetterStrip:
    """Keeps the picture of the strip."""

    def __init__(self) -> None:
        self.heat = HeatMap()


def _title(scene: StackScene) -> str:
    """Which letter it is of."""
    whole = scene.writing
    tau = whole.source.letter.tau if whole.source is not None and whole.source.letter is not None else -1
    symbol = shown(whole.labels[tau]) if 0 <= tau < len(whole.labels) else str(tau + 1)
    return QCoreApplication.translate("Stack", "what “{letter}” needs").format(letter=symbol)


def _shares(scene: StackScene) -> Array:
    """(S,): of the largest."""
    whole = scene.writing
    assert whole.source is not None
    assert whole.source.letter is not None
    values = np.asarray(whole.source.letter.source, np.float32)
    return np.asarray(values / (values.max(initial=0.0) or 1.0))


def _paint(stroke: Stroke, band: Band) -> None:
    canvas, layout = stroke.canvas, stroke.layout
    write_name(canvas, band, _title(stroke.scene))
    values, wide = _shares(stroke.scene)[:, None], round(layout.width * stroke.ratio)
    table = ramp(canvas.look.window, canvas.look.accent)
    picture = stroke.kept.of(LetterStrip).heat.image(values, SHARES, table, band.height, wide)
    canvas.painter.drawImage(QRect(layout.left, band.top, layout.width, band.height), picture)
    canvas.bar(layout.left, band.bottom, layout.width, 1, canvas.look.border)


def _read(at: Pointer) -> Readout:
    told = QCoreApplication.translate("Stack", "share of the largest gradient")
    return Readout(at.title, ((told, share(float(_shares(at.scene)[at.t]))),))


LETTER = Part(
    "letter",
    TALL,
    lambda scene: int(scene.source is not None and scene.source.letter is not None),
    _paint,
    lambda _scene, _band: Topic.ALIGNMENT,
    _read,
    thin=True,
    title=lambda scene, _index: _title(scene),
    reads=True,
)
