"""What stands out about the selected run: a few sentences, each with a link to what shows it and a way to change it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.state.beginnings import EARLY
from gatescope.gui.state.sightings import Severity

MOST = 3  # that are told before the others are asked for
EDGE = 3  # px of colour beside what is said
LINK = FLAT + "QPushButton { color: palette(link); padding: 2px 0; }"


def edge(severity: Severity) -> str:
    """The colour beside what is said: amber for what is wrong, grey for what may become so, green for praise."""
    look = theme.current()
    return {Severity.FOUND: look.warn, Severity.GOOD: look.good}.get(severity, look.faint)


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is written: its sentence, its link, and what would be done about it ('': nothing by a click)."""

    text: str
    link: str
    action: str = ""


class FindingsPanel(QWidget):
    """``show_clicked`` and ``act_clicked`` carry the number of the row."""

    explain = Signal()  # the "?" was clicked
    show_clicked = Signal(int)
    act_clicked = Signal(int)
    left = Signal()  # by the pointer

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 0)
        self._column.setSpacing(8)
        self._heading, self._quiet = label("", "heading"), label("", "muted")
        self._quiet.setWordWrap(True)
        self._column.addLayout(self._make_head())
        self._column.addWidget(self._quiet)
        self._praise, self._more = _Item(Severity.GOOD), _flat()
        self._more.clicked.connect(self._show_more)
        self._column.addWidget(self._praise)
        self._column.addWidget(self._more)
        self._all = False  # whether more than ``MOST`` are listed
        self._items: list[_Item] = []
        self._rows: tuple[FindingRow, ...] | None = ()
        self._awaited, self._noticed, self._good, self._early = False, "", "", False
        self.show_findings(None)
        spoken(self, lambda: self.show_findings(*self._told))
        theme.changed().connect(self._edge_quiet)

    def _make_head(self) -> QHBoxLayout:
        self.help = QToolButton()
        self.help.setText("?")
        self.help.setProperty("kind", "quiet")
        self.help.setFixedSize(20, 20)
        self.help.setStyleSheet("QToolButton { padding: 0; }")
        spoken(self.help, lambda: self.help.setToolTip(self.tr("What is looked for, and when it is said")))
        spoken(self.help, lambda: self.help.setAccessibleName(self.tr("What is looked for, and when it is said")))
        self.help.clicked.connect(lambda: self.explain.emit())
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self.help)
        return head

    @property
    def _told(self) -> tuple[tuple[FindingRow, ...] | None, bool, str, str, bool]:
        return self._rows, self._awaited, self._noticed, self._good, self._early

    def _show_more(self) -> None:
        self._all = True
        self.show_findings(*self._told)

    def show_findings(
        self,
        rows: tuple[FindingRow, ...] | None,
        awaited: bool = False,
        noticed: str = "",
        good: str = "",
        early: bool = False,
    ) -> None:
        """The findings as they are now; None: there is no run to find something about, and no need of room.
        ``awaited``: not all that they follow from is known yet. ``noticed`` is said where nothing was found, ``good``
        is praise; ``early``: it has not trained for long enough to say anything."""
        self._all = self._all and rows is not None
        self._rows, self._awaited, self._noticed, self._good, self._early = rows, awaited, noticed, good, early
        self.setVisible(rows is not None)
        found = rows or ()
        title = self.tr("FINDINGS")
        self._heading.setText(f"{title} · {len(found)}" if found else title)
        self._quiet.setText(self._quiet_words())
        self._quiet.setVisible(not found and not (good and not noticed))
        self._edge_quiet()
        self._praise.write(FindingRow(good, ""))
        self._praise.setVisible(bool(good))
        while len(self._items) < len(found):
            self._add(len(self._items))
        for at, item in enumerate(self._items):
            if at < len(found):
                item.write(found[at])
            item.setVisible(at < (len(found) if self._all else MOST) and at < len(found))
        more = 0 if self._all else max(0, len(found) - MOST)
        self._more.setText(self.tr("{n} more").format(n=more))
        self._more.setVisible(more > 0)

    def _edge_quiet(self) -> None:
        """What was noticed has an edge as what was found has, in grey; that there is nothing has none."""
        told = bool(self._noticed) and not self._early and not self._awaited
        style = f"border-left: {EDGE}px solid {edge(Severity.NOTICED)}; padding-left: 6px;" if told else ""
        if self._quiet.styleSheet() != style:
            self._quiet.setStyleSheet(style)

    def _quiet_words(self) -> str:
        if self._early:
            return self.tr("What stands out is told from step {n} on.").format(n=EARLY)
        if self._awaited:
            return self.tr("Looking at the run…")
        return self._noticed or self.tr("Nothing stands out.")

    def _add(self, at: int) -> None:
        item = _Item(Severity.FOUND)
        item.link.clicked.connect(lambda: self.show_clicked.emit(at))
        item.action.clicked.connect(lambda: self.act_clicked.emit(at))
        self._items.append(item)
        self._column.insertWidget(self._column.indexOf(self._more), item)

    # Qt's own

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class FindingsCount(QPushButton):
    """How many findings there are; not there when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setStyleSheet(LINK)
        self._count = 0
        spoken(self, lambda: self.show_count(self._count))

    def show_count(self, count: int) -> None:
        self._count = count
        self.setText(self.tr("● 1 finding") if count == 1 else self.tr("● {n} findings").format(n=count))
        self.setToolTip(self.tr("What stands out about this run"))
        self.setVisible(count > 0)


class _Item(QWidget):
    """Kept while the findings change: only its words become others."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._severity = severity
        self.setObjectName("finding")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.changed().connect(self._colour)
        self._colour()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(0)
        self._text = label("", "")
        self._text.setWordWrap(True)
        self.link, self.action = _flat(), _flat()
        for part in (self._text, self.link, self.action):
            column.addWidget(part)

    def write(self, row: FindingRow) -> None:
        for part, text in ((self._text, row.text), (self.link, row.link), (self.action, row.action)):
            if part.text() != text:
                part.setText(text)
        self.link.setVisible(bool(row.link))
        self.action.setVisible(bool(row.action))

    def _colour(self) -> None:
        self.setStyleSheet(f"#finding {{ border-left: {EDGE}px solid {edge(self._severity)}; }}")


def _flat() -> QPushButton:
    button = QPushButton()
    button.setStyleSheet(LINK)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button
