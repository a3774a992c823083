"""How every field is turned and typed into: it leaves the wheel to what it stands in until it has the focus, and takes
the nearest value it can hold for one that it cannot, and says so.

Both are put before one of Qt's fields: ``class Whole(Typed, QSpinBox)``.
"""

import re
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSlider, QSpinBox, QToolTip

from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.plain_text import plain_tip

SAID_MS = 4000
NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d+)?")
TYPING = re.compile(r"[+-]?\d*[.,]?\d*([eE][+-]?\d*)?")


class Calm:
    """The wheel changes the field only while it has the focus, which rolling over it does not give."""

    def wheelEvent(self, event: Any) -> None:
        field: Any = self
        if field.hasFocus():
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class Slide(Calm, QSlider):
    """A slider from left to right."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Typed(Calm):
    """A number that may be typed whatever it is; beyond the bounds it becomes the nearest within them when it is done,
    and a tip below the field says what they are. Nothing that is typed is cut."""

    # Qt's own names

    def focusOutEvent(self: Any, event: Any) -> None:
        """What is marked would be taken for where one is."""
        super().focusOutEvent(event)  # type: ignore[misc]
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.lineEdit().deselect()

    def validate(self: Any, text: str, position: int) -> object:
        typed = self.typed(text)
        if typed is not None and not self.minimum() <= typed <= self.maximum():
            return (QValidator.State.Intermediate, text, position)
        return super().validate(text, position)  # type: ignore[misc]

    def fixup(self: Any, text: str) -> str:
        typed = self.typed(text)
        if typed is None or self.minimum() <= typed <= self.maximum():
            return text
        bound = self.minimum() if typed < self.minimum() else self.maximum()
        tell(self, bound)
        return f"{self.prefix()}{self.textFromValue(bound)}{self.suffix()}"

    def typed(self: Any, text: str) -> float | None:
        """The number that ``text`` is, whatever its size; None where it is none."""
        bare = text.removeprefix(self.prefix()).removesuffix(self.suffix()).strip()
        return float(bare.replace(",", ".")) if NUMBER.fullmatch(bare) else None


def tell(field: QSpinBox | QDoubleSpinBox, bound: float) -> None:
    """Says below the field that what was typed became its bound."""
    translate = QCoreApplication.translate
    said = (
        translate("Fields", "{n} is the least.")
        if bound == field.minimum()
        else translate("Fields", "{n} is the most.")
    )
    shown = numbers.count(int(bound)) if bound == int(bound) else numbers.plain(bound)
    if field.isVisible():
        below = field.mapToGlobal(QPoint(0, field.height()))
        QToolTip.showText(below, plain_tip(said.format(n=shown)), field, field.rect(), SAID_MS)
