"""At the top of the import screen: what a person has to decide, one banner for each such thing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.protocol.datasets import BadCells, DatasetInfo
from gatescope.engine.protocol.found import Found, FoundKind, Undo
from gatescope.gui.kit.fields import label
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label
from gatescope.gui.look.readable_numbers import count
from gatescope.gui.panels.form.data import how_often
from gatescope.gui.words import found as words

PATIENCE_MS = 300  # while a pattern is being written
PATTERN, PATTERN_LEAST = 160, 84  # px
CELL = 30  # characters of a cell that is shown
MOST = 3  # banners at a time: more would leave no room for the records


def asked_of(found: Sequence[Found], most: int = MOST) -> tuple[Found, ...]:
    """What is asked in banners: it is open, and there is something to choose, or to write; ``most`` at a time."""
    unread = tuple(each for each in found if each.kind is FoundKind.UNREAD_TIME)[:1]
    return (*unread, *[each for each in found if each.decide and each.accept is not None][: most - len(unread)])


class Banners(QWidget):
    """``answered`` carries a ``Found`` and the setting chosen for it, ``pattern_written`` how times are written."""

    answered = Signal(object, object)
    pattern_written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.unread = UnreadBanner()
        self.unread.written.connect(self.pattern_written)
        self._asked: tuple[Found, ...] = ()
        self.asked: list[Question] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.unread)
        self.unread.agreed.connect(self.answered)
        self.unread.settled.connect(self._hide_if_empty)
        self.unread.hide()
        self.hide()
        spoken(self, self._show)
        theme.changed().connect(self._show)

    def show_found(self, info: DatasetInfo, pattern: str, settled: bool = False, most: int = MOST) -> None:
        """What of ``info.found`` is to be decided, ``most`` at a time; ``pattern`` is the one chosen for its times,
        ``settled`` whether it was agreed to."""
        asked = asked_of(info.found, most)
        unread = next((each for each in asked if each.kind is FoundKind.UNREAD_TIME), None)
        self.unread.show_time(unread, info, pattern, settled)
        questions = tuple(each for each in asked if each is not unread)
        if questions != self._asked:
            self._asked = questions
            self._show()
        self._hide_if_empty()

    def _hide_if_empty(self) -> None:
        self.setVisible(bool(self._asked) or not self.unread.isHidden())

    def _show(self) -> None:
        for each in self.asked:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.asked = [Question(each) for each in self._asked]
        for each in self.asked:
            each.chosen.connect(partial(self._answer, each.found))
            self._column.addWidget(each)

    def _answer(self, found: Found, setting: Undo) -> None:
        self.answered.emit(found, setting)


class AmberBanner(QFrame):
    """An amber frame with a sign, a title and a reason; what is to be chosen stands at its right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._settled = False  # whether nothing is open any more
        self.title, self.reason, self._sign = label(""), label("", "muted"), plain_label()
        self.title.setFont(theme.font(bold=True))
        self.reason.setFont(theme.font(theme.SMALL))
        text = QVBoxLayout()
        text.setSpacing(2)
        for each in (self.title, self.reason):
            each.setWordWrap(True)
            each.setMinimumWidth(100)
            text.addWidget(each)
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(12, 8, 12, 8)
        self.across.setSpacing(8)
        self.across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self.across.addLayout(text, 1)
        self._recolour()
        theme.changed().connect(self._recolour)

    def _recolour(self) -> None:
        look = theme.current()
        back, edge = QColor(look.warn), QColor(look.warn)
        back.setAlphaF(0.12)
        edge.setAlphaF(0.35)
        self.setStyleSheet(
            f"QFrame#banner {{ background: {_css(back)}; border: 1px solid {_css(edge)}; border-radius: 6px; }}"
        )
        self._show_sign()

    def _show_sign(self) -> None:
        look = theme.current()
        shown = icon("check", look.good) if self._settled else icon("warning", look.warn)
        self._sign.setPixmap(shown.pixmap(QSize(18, 18)))

    def button(self, text: str, kind: str = "") -> QPushButton:
        made = QPushButton(text)
        made.setProperty("kind", kind)
        made.setAutoDefault(False)
        self.across.addWidget(made)
        return made


class Question(AmberBanner):
    """Two ways or more, the guess first; ``chosen`` carries the setting."""

    chosen = Signal(object)

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found
        said = words.told(found)
        self.title.setText(said.title)
        self.reason.setText(said.reason)
        self.buttons: list[QPushButton] = []
        for setting in (found.accept, found.undo, *found.further):
            if setting is not None:
                made = self.button(words.chosen(found, setting))
                made.clicked.connect(partial(self._choose, setting))
                self.buttons.append(made)

    def _choose(self, setting: Undo) -> None:
        self.chosen.emit(setting)


class UnreadBanner(AmberBanner):
    """A time that cannot be read: a field for its pattern, and how many cells it reads. It stays until it is agreed
    to. ``written`` carries the pattern, ``agreed`` what was found and the setting that reads it."""

    written = Signal(str)
    agreed = Signal(object, object)
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._info: DatasetInfo | None = None
        self._name, self._count = label(lambda: self.tr("pattern"), "muted"), label("")
        self.pattern = QLineEdit()
        self.pattern.setMinimumWidth(PATTERN_LEAST)
        self.pattern.setMaximumWidth(PATTERN)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE_MS)
        self._wait.timeout.connect(self._write)
        self.pattern.textEdited.connect(lambda _: self._wait.start())
        self.pattern.returnPressed.connect(self._write)
        self.across.addWidget(self._name)
        self.across.addWidget(self.pattern, 1)
        self.across.addWidget(self._count)
        self.use = self.button("", "primary")
        self.use.clicked.connect(self._settle)
        spoken(self, self._say)

    def _say(self) -> None:
        self.pattern.setPlaceholderText(self.tr("such as DD.MM.YYYY"))
        self.pattern.setAccessibleName(self.tr("How the time is written"))
        self.pattern.setToolTip(self.tr("YYYY year, MM month, DD day, HH hour; or %d.%m.%Y. The records follow."))
        self.use.setText(self.tr("Use it"))
        self._show()

    def show_time(self, found: Found | None, info: DatasetInfo, pattern: str, settled: bool = False) -> None:
        """``found`` None: it is read now, perhaps by the ``pattern``, which was agreed to if ``settled``."""
        self._info = info
        if found is not None:
            self._found = found
        elif not pattern or settled:
            self._found = None
        if not self.pattern.hasFocus():
            self.pattern.setText(pattern)
        self.setVisible(self._found is not None)
        self._show()

    @property
    def counted(self) -> str:
        """How many of the cells are read, such as ``40 of 40``."""
        return self._count.text()

    def _show(self) -> None:
        if self._found is None or self._info is None:
            return
        self._settled = 0 < self._read == self._info.records.read
        said = self._said(self._found, self._info)
        self.title.setText(said.title)
        self.reason.setText(said.reason)
        told = self.tr("{n} of {all}").format(n=count(self._read), all=count(self._info.records.read))
        self._count.setText(told)
        self._show_sign()
        role = "good" if self._settled else "warn"
        if self._count.property("role") != role:
            self._count.setProperty("role", role)
            self._count.style().unpolish(self._count)
            self._count.style().polish(self._count)
        self.use.setEnabled(self._read > 0)

    def _said(self, found: Found, info: DatasetInfo) -> words.FoundSaid:
        if self._settled:
            return words.told_read(found, how_often(info.frequency), info.first, info.last)
        bad = self._bad
        if self._read and bad is not None:
            return words.told_partly(found, bad.count, bad.value[:CELL], bad.lines[0] if bad.lines else 0)
        return words.told(found)

    @property
    def _bad(self) -> BadCells | None:
        """The cells of the time that are not read."""
        if self._found is None or self._info is None:
            return None
        return next((each for each in self._info.records.bad if each.column == self._found.columns[0]), None)

    @property
    def _read(self) -> int:
        """How many cells of the time are read."""
        if self._found is None or self._info is None or self._info.time_column != self._found.columns[0]:
            return 0
        return self._info.records.read - (self._bad.count if self._bad is not None else 0)

    def _write(self) -> None:
        self._wait.stop()
        self.written.emit(self.pattern.text().strip())

    def _settle(self) -> None:
        """Takes what is written, also what no answer has come to yet."""
        found, pattern = self._found, self.pattern.text().strip()
        self._write()
        if found is None or not pattern:
            return
        self._found = None
        self.hide()
        self.settled.emit()
        self.agreed.emit(found, Undo(path="read.dates", value=pattern))


def _css(colour: QColor) -> str:
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"
