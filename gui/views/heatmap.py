"""From values to a picture: uint8 indices into a 256-entry colour table, in buffers that are kept."""

import numpy as np
from PySide6.QtGui import QImage

from engine.frame import Array


class HeatMap:
    """One map's picture: units from top to bottom, time from left to right. Reuses its memory from frame to frame."""

    def __init__(self) -> None:
        self._scaled = np.empty((0, 0), np.float32)
        self._index = np.empty((0, 0), np.uint8)
        self._image: QImage | None = None
        self._table: Array | None = None

    def image(self, values: Array, low: float, high: float, table: Array, rows: int, columns: int) -> QImage:
        """The picture of ``values`` (T, H), at most ``columns`` × ``rows`` pixels: finer detail is averaged, so that no
        unit is dropped. What is not a number has the lowest colour."""
        values = pool(pool(values, columns, 0), rows, 1)
        self._fit(values.shape[1], values.shape[0])
        scaled = self._scaled
        np.subtract(values.T, low, out=scaled, casting="same_kind")
        scaled *= 256 / (high - low)
        np.fmin(np.fmax(scaled, 0, out=scaled), 255, out=scaled)
        self._index[:, : scaled.shape[1]] = scaled
        assert self._image is not None
        if table is not self._table:
            self._table = table
            self._image.setColorTable([int(0xFF000000 | r << 16 | g << 8 | b) for r, g, b, _ in table.astype(int)])
        return self._image

    def _fit(self, height: int, width: int) -> None:
        if self._scaled.shape == (height, width):
            return
        self._scaled = np.empty((height, width), np.float32)
        stride = -(-width // 4) * 4  # QImage wants its lines at multiples of four bytes
        self._index = np.zeros((height, stride), np.uint8)
        self._image = QImage(self._index.data, width, height, stride, QImage.Format.Format_Indexed8)
        self._table = None


def pool(values: Array, most: int, axis: int) -> Array:
    """At most ``most`` entries along the axis, each the mean of neighbours (groups differ by one at most)."""
    size = values.shape[axis]
    if size <= max(most, 1):
        return values
    starts = np.arange(most) * size // most
    counts = np.diff(np.append(starts, size)).astype(np.float32)
    shape = (-1, 1) if axis == 0 else (1, -1)
    return np.asarray(np.add.reduceat(values, starts, axis=axis) / counts.reshape(shape))
