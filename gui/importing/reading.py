"""How a file is read: every guess as its value, each to be changed and set back to what is found out."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.formats import settings_of
from gatescope.engine.config.run import Kind, ReadConfig
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.gui.importing.reading_settings import SETTINGS, ReadingSetting, offered, shown_value
from gatescope.gui.kit.fields import Choice, Choices, Whole, label
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip

FIELD_HEIGHT, MARK, TITLE = 26, 22, 86
OF_TIME = ("dates", "rows", "repeats")
DOUBTED = {"dates": "time", "rows": "order"}  # settings whose doubt has another word
LINES = {"skip": (0, 1_000_000), "header_lines": (1, 10)}  # the least and the most
WORDS = {"missing": " ", "words": ", ", "minus": ""}  # what stands between two


@dataclass(frozen=True)
class _Row:
    setting: ReadingSetting
    title: QLabel
    field: QWidget
    mark: QToolButton


class ReadingPanel(QWidget):
    """``changed`` carries a field of ``ReadConfig`` and its value; '' or None: find out. ``find_out`` asks for all.
    ``kinds`` are the buttons for table and text, to be laid out above it."""

    changed = Signal(str, object)
    find_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read = ReadConfig()
        self._info: DatasetInfo | None = None
        self.kinds = self._make_kinds()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._rows = tuple(self._make_row(at, setting) for at, setting in enumerate(SETTINGS))
        column.addLayout(self._grid)
        self._again = QPushButton()
        self._again.setAutoDefault(False)
        self._again.setProperty("kind", "quiet")
        self._again.clicked.connect(lambda: self.find_out.emit())
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        spoken(self, self._say)
        theme.changed().connect(self._show)

    # ---- how it stands -----------------------------------------------------------------------------------------

    def _make_kinds(self) -> QWidget:
        box = QWidget(self)
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        self._kinds = QButtonGroup(self)
        for at in range(2):
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)  # Enter in a field is about the field
            self._kinds.addButton(button, at)
            across.addWidget(button, 1)
        self._kinds.idClicked.connect(self._choose_kind)
        return box

    def _make_row(self, at: int, setting: ReadingSetting) -> _Row:
        title, mark = label(""), QToolButton()
        title.setWordWrap(True)
        title.setMaximumWidth(TITLE)
        field = self._make_field(setting)
        field.setFixedHeight(FIELD_HEIGHT)
        field.setMinimumWidth(40)
        title.setBuddy(field)
        mark.setFixedSize(MARK, MARK)
        mark.setProperty("kind", "quiet")
        mark.setStyleSheet("QToolButton { padding: 0; }")
        mark.setIconSize(QSize(14, 14))
        mark.clicked.connect(lambda: self.changed.emit(setting.name, setting.open))
        for place, widget in enumerate((title, field, mark)):
            self._grid.addWidget(widget, at, place)
        return _Row(setting, title, field, mark)

    def _make_field(self, setting: ReadingSetting) -> QWidget:
        name = setting.name
        if name in LINES:
            least, most = LINES[name]
            lines = Whole(least - 1, most, least - 1)
            lines.valueChanged.connect(lambda value: self.changed.emit(name, None if value < least else value))
            return lines
        if name in WORDS:
            words = QLineEdit()
            words.editingFinished.connect(lambda: self._take_words(name, words))
            return words
        choice = Choice([])
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(6)
        choice.activated.connect(lambda at: self.changed.emit(name, setting.open if not at else choice.itemData(at)))
        return choice

    def _take_words(self, name: str, field: QLineEdit) -> None:
        """Names of columns may have blanks in them, words for missing may not."""
        text = field.text().strip()
        named = tuple(each.strip() for each in text.split(",") if each.strip())
        found = {"minus": text, "words": named}.get(name, tuple(text.replace(",", " ").split()))
        if found != getattr(self._read, name):
            self.changed.emit(name, found)

    def _choose_kind(self, at: int) -> None:
        kind = (Kind.TABLE, Kind.TEXT)[at]
        if self._info is not None and kind is not self._info.kind:
            self.changed.emit("kind", kind)

    # ---- what is shown -----------------------------------------------------------------------------------------

    def field(self, name: str) -> QWidget:
        """The field of a setting."""
        return next(row.field for row in self._rows if row.setting.name == name)

    def shown(self, name: str) -> bool:
        """Whether the setting means something for this file."""
        return not self.field(name).isHidden()

    def show_read(self, read: ReadConfig, info: DatasetInfo | None) -> None:
        """``read`` is what was chosen, ``info.read`` what it came to."""
        self._read, self._info = read, info
        self._show()

    def _say(self) -> None:
        names = self.tr("Table"), self.tr("Text")
        tips = (
            self.tr("Read as records with columns"),
            self.tr("Read as one running text: a network learns what comes next in it"),
        )
        for button, name, tip in zip(self._kinds.buttons(), names, tips, strict=True):
            button.setText(name)
            button.setToolTip(plain_tip(tip))
        self._again.setText(self.tr("Find everything out again"))
        self._again.setToolTip(self.tr("Takes back every choice on this screen"))
        self._show()

    def _show(self) -> None:
        info = self._info
        for button in self._kinds.buttons():
            button.setEnabled(info is not None)
        if info is not None:
            self._kinds.button(int(info.kind is Kind.TEXT)).setChecked(True)
        for row in self._rows:
            self._show_row(row)

    def show_chosen(self, anything: bool) -> None:
        """Whether there is anything to take back."""
        self._again.setVisible(anything)

    def _applies(self, name: str) -> bool:
        info = self._info
        if info is None:
            return name not in ("sheet", *OF_TIME)
        applies = name in settings_of(info.format, info.kind)
        return applies and (name not in OF_TIME or self._is_a_matter(name, info))

    def _is_a_matter(self, name: str, info: DatasetInfo) -> bool:
        """Whether there is anything to choose about time; where all is in order nothing is asked."""
        records = info.records
        matters = {
            "dates": bool(info.date_readings or info.unread),
            "rows": bool(records.sorted or records.backwards or records.reversed),
            "repeats": bool(records.repeated),
        }
        chosen = next(getattr(self._read, each.name) != each.open for each in SETTINGS if each.name == name)
        return matters[name] or chosen

    def _show_row(self, row: _Row) -> None:
        name, setting = row.setting.name, row.setting
        applies = self._applies(name)
        for widget in (row.title, row.field, row.mark):
            widget.setVisible(applies)
        chosen = getattr(self._read, name) != setting.open
        doubtful = not chosen and self._info is not None and DOUBTED.get(name, name) in self._info.doubts
        row.field.setEnabled(self._info is not None or chosen)
        row.field.blockSignals(True)
        self._fill(row, chosen)
        row.field.blockSignals(False)
        tip = setting.tip()
        if doubtful:
            tip = self.tr("This guess is worth a look.") + "\n" + tip
        self._mark(row, chosen, doubtful)
        row.title.setText(setting.title())
        row.title.setToolTip(plain_tip(tip))
        row.field.setToolTip(plain_tip(tip))
        row.field.setAccessibleName(setting.title())
        row.field.setAccessibleDescription(tip)

    def _mark(self, row: _Row, chosen: bool, doubtful: bool) -> None:
        """The arrow back where something was chosen, a warning where the guess is doubtful, else nothing."""
        look = theme.current()
        role = "warn" if doubtful else ""
        if row.title.property("role") != role:
            row.title.setProperty("role", role)
            row.title.style().unpolish(row.title)
            row.title.style().polish(row.title)
        row.mark.setFocusPolicy(Qt.FocusPolicy.TabFocus if chosen else Qt.FocusPolicy.NoFocus)
        sign = icon("reset", look.accent) if chosen else icon("warning", look.warn) if doubtful else QIcon()
        row.mark.setIcon(sign)
        said = ""
        if chosen:
            said = self.tr("You chose this. Back to what is found out")
        elif doubtful:
            said = self.tr("This guess is worth a look.")
        row.mark.setToolTip(plain_tip(said))
        row.mark.setAccessibleName(said)

    def _fill(self, row: _Row, chosen: bool) -> None:
        name, info, field = row.setting.name, self._info, row.field
        found = shown_value(name, getattr(info.read, name)).partition(" (")[0] if info is not None else ""
        found = self.tr("{value} · found").format(value=found) if info is not None and not chosen else self._find_out()
        value: Any = getattr(self._read, name)
        if isinstance(field, Whole):
            field.setSpecialValueText(found)
            field.setValue(field.minimum() if value is None else value)
        elif isinstance(field, QLineEdit):
            field.setPlaceholderText(self.tr("such as 9999") if name == "missing" else "")
            if not field.hasFocus() or not field.isModified():
                field.setText(value if isinstance(value, str) else WORDS[name].join(value))
        elif isinstance(field, Choice):
            choices: Choices = [(found, None), *offered(name, info, value)]
            if [field.itemText(i) for i in range(field.count())] != [text for text, _ in choices]:
                field.offer(choices)
            field.setCurrentIndex(0 if not chosen else max(0, field.findData(value)))

    def _find_out(self) -> str:
        return self.tr("find out") if self._info is not None else "…"
