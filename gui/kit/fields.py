"""Fields and labels that the panels are made of."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.kit.entering import TYPING, Calm, Typed
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label, plain_tip

Text = str | Callable[[], str]  # what stays is a function: it is asked again when the language changes
Choices = list[tuple[str, object]]
FIELD = 104  # px: the width of a field in the side panel
FIELD_HEIGHT = 26
SEEN_MOST = 16  # entries of a list that is open; beyond that it scrolls
FLAT = (  # a button that reads as a line of text, aligned with the labels above it
    "QPushButton { border: none; padding: 4px 0; background: transparent; text-align: left; }"
    "QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
)


def label(text: Text, role: str = "") -> QLabel:
    """A label in one of the theme's roles: heading, title, muted, good, bad, warn."""
    made = plain_label()
    theme.dress(made, role)
    written(made, text)
    return made


def written(widget: QLabel | QAbstractButton, text: Text) -> None:
    """Puts the text on it."""
    if isinstance(text, str):
        widget.setText(text)
    else:
        spoken(widget, lambda: widget.setText(text()))


def line() -> QFrame:
    made = QFrame()
    made.setProperty("line", "true")
    made.setFixedHeight(1)
    return made


class Number(Typed, QDoubleSpinBox):
    """A real number as one types it (0.003, 1e-05); the arrow keys and the wheel change it by a tenth of a decade."""

    def __init__(self, low: float, high: float, value: float) -> None:
        super().__init__()
        self.setDecimals(12)
        self.setRange(low, high)
        self.setValue(value)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Qt's own names from here on

    def textFromValue(self, value: float) -> str:
        return numbers.plain(value)

    def valueFromText(self, text: str) -> float:
        typed = self.typed(text)
        return self.value() if typed is None or not math.isfinite(typed) else typed

    def validate(self, text: str, position: int) -> object:
        typed = self.typed(text)
        if typed is None:
            begun = QValidator.State.Intermediate if TYPING.fullmatch(text) else QValidator.State.Invalid
            return (begun, text, position)
        fits = self.minimum() <= typed <= self.maximum()
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate, text, position)

    def stepBy(self, steps: int) -> None:
        value = self.value()
        self.setValue(value * 10 ** (steps / 10) if value > 0 else (0.1 if steps > 0 else 0.0))
        self.lineEdit().setText(numbers.plain(float(f"{self.value():.2g}")))
        self.interpretText()


class Maybe(Number):
    """A number from 0 on, or none: the field is empty then, and what happens without one stands in it, muted."""

    def __init__(self, high: float) -> None:
        super().__init__(-1.0, high, -1.0)

    @property
    def maybe(self) -> float | None:
        """None where the field is empty."""
        return self.value() if self.value() >= 0 else None

    def show_maybe(self, value: float | None) -> None:
        self.setValue(-1.0 if value is None else value)

    # Qt's own names from here on

    def textFromValue(self, value: float) -> str:
        return super().textFromValue(value) if value >= 0 else ""

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text) if text.strip() else -1.0

    def validate(self, text: str, position: int) -> object:
        if not text.strip():
            return (QValidator.State.Acceptable, text, position)
        if "-" in text.split("e")[0].split("E")[0]:
            return (QValidator.State.Invalid, text, position)
        return super().validate(text, position)


class Decimal(Typed, QDoubleSpinBox):
    """A number of either sign with two decimals; the arrow keys change it by a tenth."""

    def __init__(self, low: float, high: float, value: float) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setSingleStep(0.1)
        self.setValue(value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Whole(Typed, QSpinBox):
    """A whole number."""

    def __init__(self, low: int, high: int, value: int) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setValue(value)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Choice(Calm, QComboBox):
    """A list of named values. ``value`` is the chosen one. A function is asked again when the language changes."""

    def __init__(self, choices: Choices | Callable[[], Choices]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(SEEN_MOST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # other words are as wide as they are
        if isinstance(choices, list):
            self.offer(choices)
        else:
            spoken(self, lambda: self.offer(choices()))

    def offer(self, choices: Choices) -> None:
        """Other choices; the chosen one stays chosen when it is among them."""
        kept = self.value if self.count() else None
        with QSignalBlocker(self):
            self.clear()
            for text, value in choices:
                self.addItem(text, value)
            self.choose(kept)

    @property
    def value(self) -> object:
        return self.currentData()

    def choose(self, value: object) -> None:
        at = next((i for i in range(self.count()) if self.itemData(i) == value), 0)
        self.setCurrentIndex(at)

    # Qt's own name from here on

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What does not fit ends in an ellipsis, not in the middle of a letter; the list has the whole of it."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        text = option.currentText
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        option.currentText = shown


class Facts(QWidget):
    """Names at the left, values at the right, one row each."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._shown: list[tuple[str, ...]] = []

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What is shown."""
        return self._shown

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Replaces all rows: name, value and, where there is more to say, a tip. A value that is too long ends in an
        ellipsis and has the whole of it as its tip."""
        rows = list(rows)
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, value, *tip in rows:
            row = QWidget()
            row.setToolTip(plain_tip("".join(tip)))
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(8)
            across.addWidget(label(name, "muted"))
            across.addWidget(Elided(value, Qt.AlignmentFlag.AlignRight), 1)
            self._column.addWidget(row)


class Elided(QLabel):
    """A label that gives way: it shortens its text to its width, in the middle of it where it must."""

    def __init__(self, text: str = "", align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, role: str = "") -> None:
        super().__init__()
        self._whole = text
        theme.dress(self, role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumWidth(16)
        self.show_text(text)

    @property
    def whole(self) -> str:
        """Its text, as it would be with room for it."""
        return self._whole

    def show_text(self, text: str) -> None:
        self._whole = text
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")

    # Qt's own names from here on

    def sizeHint(self):  # type: ignore[no-untyped-def]
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(self._whole) + 2)
        return hint

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()
