"""Painters that end when their block does."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on ``device`` that ends with the block, also by an exception: the traceback would keep the painter
    alive beyond the paint event, and Qt crashes on one that outlives what it paints on."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()
