"""From values to a picture: 16-bit places on the scale into a table of colours, in buffers that are kept."""

import numpy as np
from PySide6.QtGui import QImage

from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.pooling import pool
from gatescope.gui.look.colours import in_places, into_places
from gatescope.gui.look.scales import ColourScale


class HeatMap:
    """One map's picture: units from top to bottom, time from left to right. Reuses its memory from frame to frame."""

    def __init__(self) -> None:
        self._scaled = np.empty((0, 0), np.float32)
        self._index = np.empty((0, 0), np.uint16)
        self._pixels = np.empty((0, 0), np.uint32)
        self._image = QImage()
        self._values: Array | None = None
        self._key: tuple[object, ...] = ()

    def image(
        self,
        values: Array,
        scale: ColourScale,
        table: Array,
        rows: int,
        columns: int,
        order: tuple[int, ...] = (),
        beyond: str = "",
        own: Array | None = None,
    ) -> QImage:
        """The picture of ``values`` (T, H), at most ``columns`` × ``rows`` pixels: finer detail is averaged, so that no
        unit is dropped. ``order`` is the unit on each line, () by index. What lies outside the scale, or is no number,
        has the colour ``beyond``; without one the colour of the nearer end, and what is no number that of the lower.
        ``own`` (H,): each unit is shown as a share of its own range, and the scale is of shares."""
        key = (scale, rows, columns, id(table), order, beyond, own is not None)
        if values is self._values and key == self._key:
            return self._image  # the cursor moved, the frame did not change; frames are read-only
        self._values, self._key = values, key
        values = values if own is None else values / own
        values = values[:, order] if order else values
        values = pool(values, columns, rows)
        self._fit(values.shape[1], values.shape[0])
        into_places(values.T, scale, self._scaled, self._index)
        np.take(in_places(scale.course, table.tobytes(), beyond), self._index, out=self._pixels, mode="clip")
        return self._image

    def _fit(self, height: int, width: int) -> None:
        if self._scaled.shape == (height, width):
            return
        self._scaled = np.empty((height, width), np.float32)
        self._index = np.empty((height, width), np.uint16)
        self._pixels = np.empty((height, width), np.uint32)
        self._image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
