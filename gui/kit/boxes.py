"""Boxes that the window is made of: widgets below or beside each other without a gap, one taking what is left."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import line


def column(*widgets: QWidget, stretch: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretch else 0)
    return box


def row(*widgets: QWidget, stretch: QWidget) -> QWidget:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretch else 0)
    return box


def scroll_to(widget: QWidget) -> None:
    """Brings it to the top of the area that it stands in, which may have no room for all that it holds."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inside = area.widget() if isinstance(area, QScrollArea) else None
    if isinstance(area, QScrollArea) and inside is not None:
        area.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y())


def upright() -> QWidget:
    """A thin line between what stands side by side."""
    made = line()
    made.setFixedSize(1, 16777215)
    made.setMinimumHeight(0)
    made.setStyleSheet("max-height: 16777215px;")
    return made
