"""What a person can read in a window, and what of it is cut, lies outside or lies on something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from gatescope.gui.kit.fields import Elided
from gatescope.gui.kit.view import View
from gatescope.gui.window.right_panel import RightPanel

CONTROLS = (QLabel, QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit)
NEAR = 1  # px of rounding
ON = (2, 4)  # px across and down from which on one text lies on another


@dataclass(frozen=True)
class Written:
    """A text that a ``widget`` paints by itself: ``ink`` is where it stands, ``clip`` where it can be seen."""

    text: str
    ink: QRectF
    clip: QRectF
    widget: object

    @property
    def cut(self) -> bool:
        return not self.clip.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(self.ink)

    def lies_on(self, other: "Written") -> bool:
        both = self.ink.intersected(other.ink)
        return self.widget is other.widget and both.width() > ON[0] and both.height() > ON[1]


@contextmanager
def _recorded(within: QWidget) -> Iterator[list[Written]]:
    """Everything that is painted as text by Python meanwhile, in the pixels of ``within``."""
    found: list[Written] = []
    draw = QPainter.drawText

    def recording(painter: QPainter, *args: Any) -> Any:
        ink = _ink(painter, args) if isinstance(painter.device(), QWidget) else None  # the lines of lists scroll
        if ink is not None:
            found.append(Written(args[-1], ink, _clip(painter, within), painter.device()))
        return draw(painter, *args)

    QPainter.drawText = recording  # type: ignore[method-assign,assignment]
    try:
        yield found
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]


def _ink(painter: QPainter, args: tuple[Any, ...]) -> QRectF | None:
    """Where the letters are; None where nothing is written or the text is turned."""
    text = args[-1]
    if not isinstance(text, str) or not text.strip() or painter.worldTransform().isRotating():
        return None
    if isinstance(args[0], QRect | QRectF):
        box = painter.boundingRect(QRectF(args[0]), int(args[1]) & ~int(Qt.TextFlag.TextDontClip), text)
    else:
        box = QFontMetricsF(painter.font()).boundingRect(text).translated(args[0])
    box.adjust(0, 3, 0, -3)  # what is above the small letters and below the line
    return painter.deviceTransform().mapRect(box)


def _clip(painter: QPainter, within: QWidget) -> QRectF:
    device = painter.device()
    assert isinstance(device, QWidget)
    corner = device.mapTo(within, QPoint())
    whole = QRectF(corner.x(), corner.y(), device.width(), device.height())
    if not painter.hasClipping():
        return whole
    return whole.intersected(painter.deviceTransform().mapRect(painter.clipBoundingRect()))


def written(widget: QWidget) -> list[Written]:
    """The texts that it and what stands in it paint by themselves."""
    with _recorded(widget) as found:
        widget.grab()
    return found


# ---- what is wrong ---------------------------------------------------------------------------------------------------


def faults(window: QWidget) -> list[str]:
    """Every text that is cut, every control beyond the window, every two that lie on each other."""
    return [*painted_badly(window), *placed_badly(window)]


def painted_badly(window: QWidget) -> list[str]:
    views = [each for each in window.findChildren(View) if each.isVisible() and not _scrolls(each)]
    found = [f"{type(view).__name__} is cut off" for view in views if _place(view, window).size() != view.size()]
    texts = written(window)
    found += [f"{type(each.widget).__name__}: “{each.text}” is cut" for each in texts if each.cut]
    on = [(one, other) for one, other in combinations(texts, 2) if one.lies_on(other)]
    return found + [f"{type(one.widget).__name__}: “{one.text}” lies on “{other.text}”" for one, other in on]


def placed_badly(window: QWidget) -> list[str]:
    controls = [each for each in window.findChildren(QWidget) if isinstance(each, CONTROLS) and _seen(each)]
    controls = [each for each in controls if not _inner(each)]
    found = [f"{named(each)} is cut" for each in controls if _is_cut(each)]
    found += [f"{named(each)} lies outside" for each in controls if _outside(each, window)]
    found += [f"heading “{text}” is cut" for text in cut_headings(window)]
    places = [(each, _place(each, window)) for each in controls]
    on = [(a, b) for (a, at), (b, bt) in combinations(places, 2) if _overlap(at, bt) and not _related(a, b)]
    on = [(a, b) for a, b in on if _opened_over(a) is _opened_over(b)]
    return found + [f"{named(a)} lies on {named(b)}" for a, b in on]


def elided(window: QWidget) -> list[str]:
    """The lists of which the chosen entry has no room."""
    found = []
    for choice in (each for each in window.findChildren(QComboBox) if _seen(each)):
        option = QStyleOptionComboBox()
        choice.initStyleOption(option)
        found += [named(choice)] if option.currentText != choice.currentText() else []
    return found


def named(widget: QWidget) -> str:
    said = getattr(widget, "text", lambda: "")() or widget.accessibleName()
    return f"{type(widget).__name__} “{said}” of {type(widget.parentWidget()).__name__}"


def _opened_over(widget: QWidget) -> QWidget | None:
    """The panel that the user opened over the window and that it stands in."""
    above: QWidget | None = widget
    while above is not None and not (isinstance(above, RightPanel) and above.parentWidget() is above.window()):
        above = above.parentWidget()
    return above


def _seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _inner(widget: QWidget) -> bool:
    """A part of another control."""
    above = widget.parentWidget()
    return isinstance(above, CONTROLS) or (above is not None and isinstance(above.parentWidget(), QComboBox))


def _is_cut(widget: QWidget) -> bool:
    metrics = QFontMetrics(widget.font())
    match widget:
        case Elided():
            return False  # it says the rest in its tip
        case QLabel():
            return _label_is_cut(widget)
        case QComboBox():
            option, part = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
            widget.initStyleOption(option)
            field = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget)
            return metrics.horizontalAdvance(option.currentText) > field.width() + NEAR
        case QAbstractSpinBox():
            inner = widget.lineEdit()
            return metrics.horizontalAdvance(inner.displayText()) > inner.width()
        case QAbstractButton():
            aside = widget.iconSize().width() + 4 if not widget.icon().isNull() else 0
            aside += 20 if isinstance(widget, QCheckBox) else 0
            lines = widget.text().split("\n")
            return max(map(metrics.horizontalAdvance, lines)) + aside > widget.width() + NEAR
    return False


def _label_is_cut(label: QLabel) -> bool:
    if not label.text() or not label.pixmap().isNull():
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + NEAR
    return label.sizeHint().width() > label.width() + NEAR or label.sizeHint().height() > label.height() + NEAR


def cut_headings(window: QWidget) -> Iterator[str]:
    for header in (each for each in window.findChildren(QHeaderView) if _seen(each)):
        model = header.model()
        for at in range(header.count()):
            text = str(model.headerData(at, header.orientation(), Qt.ItemDataRole.DisplayRole) or "")
            wide = max(map(header.fontMetrics().horizontalAdvance, text.split("\n")), default=0)
            if not header.isSectionHidden(at) and header.sectionSize(at) < wide:
                yield text


def _scrolls(widget: QWidget) -> list[QScrollArea]:
    found, above = [], widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            found.append(above)
        above = above.parentWidget()
    return found


def _outside(widget: QWidget, window: QWidget) -> bool:
    """Beyond the window; of what scrolls only sideways counts."""
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    areas = _scrolls(widget)
    for area in areas:
        room = QRect(area.viewport().mapTo(window, QPoint()), area.viewport().size())
        if place.left() < room.left() - NEAR or place.right() > room.right() + NEAR:
            return True
    return not areas and not window.rect().adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(place)


def _place(widget: QWidget, window: QWidget) -> QRect:
    """What of it what it stands in lets be seen."""
    place, above = QRect(widget.mapTo(window, QPoint()), widget.size()), widget.parentWidget()
    while above is not None and above is not window.parentWidget():
        place &= QRect(above.mapTo(window, QPoint()), above.size())
        above = above.parentWidget()
    return place


def _overlap(one: QRect, other: QRect) -> bool:
    both = one & other
    return both.width() > ON[0] and both.height() > ON[1]


def _related(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)
