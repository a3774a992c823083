"""The shortcut sheet: every command that has a shortcut, made from the one table, and the keys of the pictures."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.commands.actions import Actions
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label, plain_tip

SIZE = (840, 680)


@dataclass(frozen=True)
class ShortcutLine:
    """What it does, and the keys that do it; each of ``keys`` does so by itself."""

    text: str
    keys: tuple[str, ...]
    tip: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[ShortcutLine, ...]


def group_titles() -> dict[str, str]:
    """What the groups of the table are called."""
    translate = QCoreApplication.translate
    return {
        "file": translate("Shortcuts", "FILE"),
        "train": translate("Shortcuts", "TRAINING"),
        "compare": translate("Shortcuts", "COMPARING RUNS"),
        "runs": translate("Shortcuts", "THE RUN"),
        "time": translate("Shortcuts", "GOING BACK IN TIME"),
        "view": translate("Shortcuts", "PICTURES"),
        "rows": translate("Shortcuts", "ROWS OF THE STACK"),
        "export": translate("Shortcuts", "PICTURES AND NUMBERS OUT"),
        "window": translate("Shortcuts", "WINDOW"),
        "help": translate("Shortcuts", "HELP"),
        "leave": translate("Shortcuts", "LEAVING"),
    }


def sections(actions: Actions) -> tuple[Section, ...]:
    """The sheet: a section per group of the table, in its order, then the keys that only a picture knows."""
    groups: dict[str, list[ShortcutLine]] = {}
    for action in actions.values():
        if not action.shortcuts():
            continue
        keys = tuple(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        groups.setdefault(action.command.group, []).append(
            ShortcutLine(action.text().replace("&", ""), keys, action.tip_and_keys)
        )
    titles = group_titles()
    made = [Section(titles.get(group, group), tuple(lines)) for group, lines in groups.items()]
    return (*made, _in_the_pictures())


def _in_the_pictures() -> Section:
    translate = QCoreApplication.translate
    arrows = ("←", "→", "↑", "↓")
    return Section(
        translate("Shortcuts", "IN A PICTURE (Tab goes there)"),
        (
            ShortcutLine(translate("Shortcuts", "Move the cursor: time and unit"), arrows),
            ShortcutLine(translate("Shortcuts", "Move it by ten"), (translate("Shortcuts", "Shift + arrows"),)),
            ShortcutLine(
                translate("Shortcuts", "Make the hidden state large, and back"), (_native("Return"), _native("Esc"))
            ),
            ShortcutLine(translate("Shortcuts", "The next row, while one is large"), ("↑", "↓")),
            ShortcutLine(translate("Shortcuts", "Leave the large row out"), (_native("Backspace"),)),
            ShortcutLine(translate("Shortcuts", "Uncover a row, while presenting"), ("1 … 9",)),
            ShortcutLine(translate("Shortcuts", "First and last time step"), (_native("Home"), _native("End"))),
            ShortcutLine(
                translate("Shortcuts", "Menu of the picture"),
                (translate("Shortcuts", "Menu key"), _native("Shift+F10")),
            ),
        ),
    )


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutSheet(QDialog):
    """Two columns of sections; stays open while one works."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        spoken(self, lambda: self.setWindowTitle(self.tr("Keyboard shortcuts")))
        self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))
        area = QScrollArea()
        spoken(area, lambda: area.setWidget(self._page(actions)))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(area, 1)
        column.addWidget(buttons)

    def _page(self, actions: Actions) -> QWidget:
        self.sections = sections(actions)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(40)
        for part in _halves(self.sections):
            row.addLayout(_column(part), 1)
        return inside


def _halves(parts: tuple[Section, ...]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Parted where both columns are most nearly of one length."""
    lengths = [len(part.lines) + 2 for part in parts]
    at = min(range(len(parts) + 1), key=lambda k: abs(sum(lengths[:k]) - sum(lengths[k:])))
    return parts[:at], parts[at:]


def _column(parts: tuple[Section, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for part in parts:
        title = plain_label(part.title)
        theme.dress(title, "heading")
        title.setWordWrap(True)
        column.addWidget(title)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, line in enumerate(part.lines):
            text = plain_label(line.text)
            text.setWordWrap(True)
            text.setToolTip(plain_tip(line.tip))
            grid.addWidget(text, row, 0)
            grid.addLayout(_caps(line), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(14)
    column.addStretch(1)
    return column


def _caps(line: ShortcutLine) -> QHBoxLayout:
    """The keys as they look on a keyboard."""
    look = theme.current()
    row = QHBoxLayout()
    row.setSpacing(4)
    for keys in line.keys:
        cap = plain_label(keys)
        cap.setAccessibleName(f"{line.text}: {keys}")
        cap.setStyleSheet(
            f"border: 1px solid {look.border}; border-bottom: 2px solid {look.faint}; border-radius: 4px;"
            f" padding: 1px 6px; background: {look.panel};"
        )
        row.addWidget(cap)
    return row
