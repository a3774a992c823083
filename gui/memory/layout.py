"""Remembers over starts where the window was and how one looked: geometry, splitters, layer, smoothing.

What is restored is checked against what is there now: a screen that is gone or smaller, a layer that the network does
not have. Nothing here decides anything else.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from gatescope.engine.config.nets import is_address
from gatescope.gui.memory.remembered import Plain, Settings
from gatescope.gui.panels.runs.order import RunsChoice
from gatescope.gui.state.intent import RangeChoice, RangeKind, ViewChoice, ViewState
from gatescope.gui.views.registry import VIEWS

LOOK = "look"
SEEN = 120  # px of a window that must lie on a screen, or it is brought back
FRAME = (4, 40)  # px that the systems' frames take at most, left and right together, above and below
GEOMETRY_LEAST = 46  # bytes of QWidget.saveGeometry; Qt itself takes zeros for what is cut off
BEFORE = {  # names under which the look kept what is now the choice of a view, and that choice and its field
    "log_loss": ("loss", "log"),
    "by_time": ("loss", "by_time"),
    "gradient": ("gradient", "shown"),
    "gradient_maps": ("gradient", "maps"),
    "memory": ("gradient", "share"),
}


# ---- the window ----------------------------------------------------------------------------------------------------


def save_window(settings: Settings, window: QWidget) -> None:
    """Its geometry, and the sizes of each named splitter in it."""
    settings.geometry = window.saveGeometry()
    for splitter in _splitters(window):
        settings.set_blob(f"splitter/{splitter.objectName()}", splitter.saveState())


def restore_window(settings: Settings, window: QWidget) -> bool:
    """Puts the window where it was, moved and shrunk until it is on a screen. False when nothing is known."""
    for splitter in _splitters(window):
        state = settings.blob(f"splitter/{splitter.objectName()}")
        if not state.isEmpty():
            splitter.restoreState(state)
    if settings.geometry.size() < GEOMETRY_LEAST or not window.restoreGeometry(settings.geometry):
        return False
    # Qt puts it on the screen it was on; where that is gone it may lie where nobody can reach it
    if not (window.isMaximized() or window.isFullScreen()):
        screens = [within_frame(screen.availableGeometry()) for screen in QGuiApplication.screens()]
        fitted = fit(window.geometry(), screens)
        if fitted != window.geometry():
            window.setGeometry(fitted)
    return True


def within_frame(room: QRect) -> QRect:
    """What is left of a screen for a window's inside. How large its frame is, is known only once it is shown."""
    return room.adjusted(0, 0, -FRAME[0], -FRAME[1])


def fit(window: QRect, screens: Iterable[QRect]) -> QRect:
    """The window's place as it is where enough of it can be seen, no larger than the screen it is mostly on; else in
    the middle of the first screen."""
    rooms = list(screens)
    if not rooms:
        return window
    room = max(rooms, key=lambda screen: _area(screen.intersected(window)))
    seen = room.intersected(window)
    size = window.size().boundedTo(room.size())
    if seen.width() >= min(SEEN, size.width()) and seen.height() >= min(SEEN, size.height()):
        if size == window.size() and window.top() >= room.top():
            return window
        left = min(max(window.left(), room.left()), room.right() + 1 - size.width())
        top = min(max(window.top(), room.top()), room.bottom() + 1 - size.height())
        return QRect(left, top, size.width(), size.height())
    room = rooms[0]
    size = window.size().boundedTo(room.size())
    corner = room.center() - QRect(0, 0, size.width(), size.height()).center()
    return QRect(corner, size)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0


def _splitters(window: QWidget) -> list[QSplitter]:
    return [splitter for splitter in window.findChildren(QSplitter) if splitter.objectName()]


# ---- what one looks at ---------------------------------------------------------------------------------------------


def save_look(settings: Settings, state: ViewState) -> None:
    look: dict[str, Plain] = {"layer": state.layer, "smoothing": state.smoothing}
    look |= {"range": str(state.ranges.kind), "fixed_range": state.ranges.fixed, "own_range": state.ranges.own}
    settings.set_choices(LOOK, look)
    for kind in _choices():
        settings.set_choices(f"view/{kind.name}", msgspec.to_builtins(state.choice(kind).kept()))


def remembered_look(settings: Settings) -> dict[str, Any]:
    """How the last state looked, as changes to a ``ViewState``: what makes sense of it."""
    kept = settings.choices(LOOK)
    layer, smoothing = kept.get("layer"), kept.get("smoothing")
    layer = f"layer{layer}" if type(layer) is int else layer  # as it was kept before addresses were names
    found: dict[str, Any] = {}
    if isinstance(layer, str) and is_address(layer):
        found["layer"] = layer
    if isinstance(smoothing, float | int) and not isinstance(smoothing, bool) and 0 <= smoothing < 1:
        found["smoothing"] = smoothing
    if (ranges := _remembered_ranges(kept)) != RangeChoice():
        found["ranges"] = ranges
    choices = tuple(choice for choice in map(partial(_remembered_choice, settings), _choices()) if choice is not None)
    return found | {"choices": choices} if choices else found


def _choices() -> tuple[type[ViewChoice], ...]:
    """What can be chosen for single views, and for the list of runs."""
    return (RunsChoice, *(kind for spec in VIEWS for kind in spec.choices))


def _remembered_choice(settings: Settings, kind: type[ViewChoice]) -> ViewChoice | None:
    """None where nothing else was chosen than what a view begins with, or nothing that makes sense."""
    look = settings.choices(LOOK)
    before = {name: look[old] for old, (of, name) in BEFORE.items() if of == kind.name and old in look}
    try:
        choice = msgspec.convert(before | settings.choices(f"view/{kind.name}"), kind)
    except msgspec.ValidationError:
        return None
    return choice if choice != kind() else None


def _remembered_ranges(kept: Mapping[str, Plain]) -> RangeChoice:
    kind, fixed, own = kept.get("range"), kept.get("fixed_range"), kept.get("own_range")
    number = isinstance(fixed, float | int) and not isinstance(fixed, bool) and 0 < fixed < float("inf")
    return RangeChoice(
        kind=RangeKind(kind) if isinstance(kind, str) and kind in list(RangeKind) else RangeKind.RUN,
        fixed=float(fixed) if number and isinstance(fixed, float | int) else RangeChoice.fixed,
        own=own is True,
    )
