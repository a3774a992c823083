"""The first records of a file as they are read, under their columns' roles; what is bad or missing is marked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isqrt

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QIcon,
    QImage,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gatescope.engine.protocol.found import Found
from gatescope.engine.protocol.messages import Column, ColumnType, Role, Thumbnails
from gatescope.gui.importing.found import LINK
from gatescope.gui.importing.header import RoleHeader, kind_of
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import one_line, plain_tip
from gatescope.gui.words import found as words
from gatescope.gui.words import import_choices as import_words

Index = QModelIndex | QPersistentModelIndex
ROW = 22
LEAST, MOST, NUMERIC_MOST, TIMED_MOST = 88, 240, 116, 320  # px a column is wide by itself
BESIDE = 12  # px between a time as written and as it was read
SAMPLED = 40  # rows measured for that
SIGN = 12
INSET = 7  # px before the words of a cell, as Qt draws them with the sheet below
YEAR_DIGITS = 4
SHEET = (
    "QTableView::item { padding: 0 4px; } QHeaderView::section:vertical { padding: 0 6px; }"
    "QTableCornerButton::section { background: transparent; border: none; }"
    "QAbstractScrollArea::corner { background: transparent; border: none; }"
)


@dataclass(frozen=True)
class Page:
    """What the table shows: ``cells`` (R × columns) with ``lines`` (R,), and what each column is and is used for.
    ``left_out`` says by line what is no record, and why; ``moments`` (R,) when each is, as it was read. ``pictures``
    are those that cells name, side × side grey pixels each."""

    columns: tuple[Column, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    cells: Sequence[Sequence[str]] = ()
    lines: Sequence[int] = ()
    bad: frozenset[tuple[int, int]] = frozenset()
    missing: frozenset[tuple[int, int]] = frozenset()
    left_out: Mapping[int, Found] = field(default_factory=dict)
    moments: Sequence[str] = ()
    pictures: Mapping[tuple[int, int], bytes] = field(default_factory=dict)

    @cached_property
    def time(self) -> int:
        """The column beside whose cells their moments stand: the last that tells the time; −1 where the cells say it
        themselves."""
        at = max((i for i, each in enumerate(self.columns) if self.roles.get(each.name) is Role.TIME), default=-1)
        cells = (row[at] if at < len(row) else "" for row in self.cells)
        return at if at >= 0 and not all(map(_says, cells, self.moments)) else -1

    def moment(self, at: tuple[int, int]) -> str:
        """When the record is, in the cell beside which it stands."""
        return self.moments[at[0]] if at[1] == self.time and at[0] < len(self.moments) else ""

    def why_left_out(self, row: int) -> Found | None:
        """Why the record at ``row`` is none; None for one that is read."""
        return self.left_out.get(self.lines[row]) if row < len(self.lines) else None


def thumbnail(pixels: bytes) -> QIcon:
    """A picture of side × side grey pixels."""
    side = isqrt(len(pixels))
    return QIcon(QPixmap.fromImage(QImage(pixels, side, side, side, QImage.Format.Format_Grayscale8)))


def pictures_of(told: Sequence[Thumbnails]) -> dict[tuple[int, int], bytes]:
    """By (record, column)."""
    each = ((one.place, zip(one.records, one.pixels, strict=True)) for one in told)
    return {(record, place): pixels.tobytes() for place, some in each for record, pixels in some}


class PreviewModel(QAbstractTableModel):
    """Cells with what marks them: a sign and a colour, and a tip that says what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._signs: dict[str, QIcon] = {}
        self._thumbnails: dict[bytes, QIcon] = {}
        self.recolour()

    def recolour(self) -> None:
        look = theme.current()
        self._signs = {"bad": sign_of_bad(look.bad), "missing": sign_of_missing(look.muted)}
        self._signs["skipped"] = sign_of_bad(look.warn)
        self._ink = {True: QBrush(QColor(look.ink)), False: QBrush(QColor(look.muted))}
        self._bad_ink, shade = QBrush(QColor(look.bad)), QColor(look.bad)
        shade.setAlphaF(0.12)
        self._bad_back = QBrush(shade)
        self._struck = theme.font()
        self._struck.setStrikeOut(True)

    def show_page(self, page: Page) -> bool:
        """True when the columns are others. What stays is changed in place, so that nothing scrolls or flickers."""
        before, names = self.page, [each.name for each in page.columns]
        others = [each.name for each in before.columns] != names
        same = not others and len(before.cells) == len(page.cells)
        if not same:
            self.beginResetModel()
        self.page = page
        if not same:
            self.endResetModel()
        elif page != before and page.cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(page.cells) - 1, len(page.columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(page.columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(page.cells) - 1)
        return others

    def is_skipped(self, row: int) -> bool:
        """Whether the record is not read: it has another number of fields than there are columns, or is none."""
        return self._is_ragged(row) or self.page.why_left_out(row) is not None

    def _is_ragged(self, row: int) -> bool:
        return len(self.page.cells[row]) != len(self.page.columns)

    def role_of(self, at: int) -> Role:
        return self.page.roles.get(self.page.columns[at].name, Role.NONE)

    def _tip(self, at: tuple[int, int], text: str) -> str:
        why = self.page.why_left_out(at[0])
        if why is not None:
            told = words.told(why)
            return f"{told.title}\n{told.reason}"
        if self._is_ragged(at[0]):
            said = self.tr("Not read: {found} fields where {expected} are expected")
            return said.format(found=len(self.page.cells[at[0]]), expected=len(self.page.columns))
        column, line = self.page.columns[at[1]].name, self.page.lines[at[0]] if at[0] < len(self.page.lines) else 0
        if at in self.page.bad:
            said = self._no_number(self.page.columns[at[1]])
        elif at in self.page.missing:
            said = self.tr("Missing: “{text}” was written (line {line})") if text else self.tr("Missing (line {line})")
        elif moment := self.page.moment(at):
            said = self.tr("{text}\nread as {moment}")
            return said.format(text=text, moment=moment)
        else:
            return text
        return said.format(text=text, line=line, column=column)

    def _no_number(self, column: Column) -> str:
        """Why a cell that was written counts as missing."""
        if column.type is ColumnType.PICTURE:
            return self.tr(
                "“{text}” is no picture that can be read: it counts as missing (line {line}, column {column})"
            )
        return self.tr("“{text}” is no number: it counts as missing (line {line}, column {column})")

    def _sign(self, at: tuple[int, int], *, bad: bool) -> QIcon | None:
        """What stands before a cell: the picture that it names, or what is wrong with it."""
        pixels = self.page.pictures.get(at)
        if pixels is None:
            return self._signs.get("bad" if bad else "missing" if at in self.page.missing else "")
        if pixels not in self._thumbnails:
            self._thumbnails[pixels] = thumbnail(pixels)
        return self._thumbnails[pixels]

    # Qt's own names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt declares it
        return 0 if parent.isValid() else len(self.page.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.page.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        at = index.row(), index.column()
        row = self.page.cells[at[0]]
        text = row[at[1]] if at[1] < len(row) else ""
        bad = at in self.page.bad and not self.is_skipped(at[0])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(text)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(at, text))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._tip(at, text)
            case Qt.ItemDataRole.DecorationRole:
                return self._sign(at, bad=bad)
            case Qt.ItemDataRole.FontRole:
                return self._struck if self.is_skipped(at[0]) else None
            case Qt.ItemDataRole.ForegroundRole:
                if self.is_skipped(at[0]):
                    return self._ink[False]
                return self._bad_ink if bad else self._ink[self.role_of(at[1]) is not Role.NONE]
            case Qt.ItemDataRole.BackgroundRole:
                return self._bad_back if bad else None
            case Qt.ItemDataRole.UserRole:
                return self.page.moment(at)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = _SIDES[_is_numeric(self.page.columns[at[1]]) and at[1] != self.page.time]
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, at: int, along: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if along is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole and at < len(self.page.lines):
                return str(self.page.lines[at])
            if role == Qt.ItemDataRole.DecorationRole and at < len(self.page.cells) and self.is_skipped(at):
                return self._signs["skipped"]
            return self.tr("Line of the file") if role == Qt.ItemDataRole.ToolTipRole else None
        if at >= len(self.page.columns) or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        column = self.page.columns[at]
        name, what = import_words.roles()[self.role_of(at)]
        tip = f"{column.name} · {kind_of(column)}\n{name}: {what}"
        return one_line(column.name) if role == Qt.ItemDataRole.DisplayRole else plain_tip(tip)


class PreviewTable(QTableView):
    """``role_asked`` wants the roles of a column offered, ``column_chosen`` says which column is looked at, and
    ``answered`` carries a ``Found`` that left a record out, and the setting that keeps it."""

    role_asked = Signal(int)
    column_chosen = Signal(int)
    answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.page_model = PreviewModel()
        self.page_model.setParent(self)
        self.setModel(self.page_model)
        self.setItemDelegate(MomentPainter(self))
        self.roles = RoleHeader(self)
        self.roles.role_asked.connect(self._ask)
        self.setHorizontalHeader(self.roles)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(SHEET)
        spoken(self, self._say)
        theme.changed().connect(self._recolour)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("First records"))
        self.setAccessibleDescription(self.tr("Enter offers the roles of the column at the cursor"))

    def show_page(self, page: Page) -> None:
        at = self.currentIndex().column()
        timed = self.page_model.page.time
        if self.page_model.show_page(page) or timed != page.time:
            self._fit()
            wanted = next((i for i, c in enumerate(page.columns) if page.roles.get(c.name) in _TARGETS), 0)
            at = wanted if page.columns else -1
        if at >= 0 and page.cells and self.currentIndex().column() != at and at < len(page.columns):
            self.setAutoScroll(False)  # the first column, mostly the time, stays in sight
            self.setCurrentIndex(self.page_model.index(0, at))
            self.setAutoScroll(True)
        for column in range(len(page.columns)):  # another role may have a longer name
            self.setColumnWidth(column, max(self.columnWidth(column), min(self.roles.needed(column) + 4, MOST)))
        self._show_left_out(page)
        self.roles.viewport().update()

    def _show_left_out(self, page: Page) -> None:
        """In the last cell of each record left out: that it is, and a link that keeps it."""
        for row in range(len(page.cells)):
            index, why = self.page_model.index(row, len(page.columns) - 1), page.why_left_out(row)
            shown = self.indexWidget(index)
            if why is not None:
                self.setIndexWidget(index, self._keeping(why))
            elif isinstance(shown, QPushButton):
                self.setIndexWidget(index, QWidget())  # Qt deletes the one before

    def _keeping(self, why: Found) -> QPushButton:
        told = words.told(why)
        made = QPushButton(self.tr("left out · {keep}").format(keep=told.undo) if why.undo else self.tr("left out"))
        made.setAutoDefault(False)
        look = theme.current()
        made.setStyleSheet(LINK % look.accent + f"QPushButton {{ background: {look.raised}; text-align: right; }}")
        made.setFont(theme.font(theme.SMALL))
        made.setToolTip(plain_tip(f"{told.title}\n{told.reason}"))
        made.setEnabled(why.undo is not None)
        made.clicked.connect(lambda: self.answered.emit(why, why.undo))
        return made

    def _fit(self) -> None:
        page, metrics = self.page_model.page, self.fontMetrics()
        for at in range(len(page.columns)):
            wide = self.roles.needed(at)
            for row in page.cells[:SAMPLED]:
                if at < len(row):
                    wide = max(wide, metrics.horizontalAdvance(row[at][:60]) + 12)
            if at == page.time:
                wide += BESIDE + max(
                    map(QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance, page.moments[:SAMPLED])
                )
            most = max(NUMERIC_MOST, self.roles.needed(at)) if _is_numeric(page.columns[at]) else MOST
            most = TIMED_MOST if at == page.time else min(most, MOST)
            self.setColumnWidth(at, min(max(wide + 4, LEAST), most))

    def _ask(self, at: int) -> None:
        self.setCurrentIndex(self.page_model.index(max(0, self.currentIndex().row()), at))
        self.role_asked.emit(at)

    def _recolour(self) -> None:
        self.page_model.recolour()
        self.viewport().update()
        self.roles.viewport().update()

    # Qt's own names from here on

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.column() != previous.column():
            self.column_chosen.emit(current.column())
            self.roles.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4) and self.currentIndex().isValid():
            self._ask(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self._ask(self.currentIndex().column())
        event.accept()


class MomentPainter(QStyledItemDelegate):
    """Paints a cell, and after a time as it is written the moment that it was read as."""

    # Qt's own name from here on

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        moment = index.data(Qt.ItemDataRole.UserRole)
        if not moment:
            return
        box: QRect = option.rect
        written = option.fontMetrics.horizontalAdvance(index.data())
        box = box.adjusted(INSET + written + BESIDE, 0, -INSET, 0)
        font = theme.font(theme.SMALL)
        shown = QFontMetrics(font).elidedText(moment, Qt.TextElideMode.ElideRight, box.width())
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


def _says(cell: str, moment: str) -> bool:
    """Whether a cell says its moment as anybody reads it: the year first."""
    written, read = (re.sub(r"\D", "", text) for text in (cell, moment))
    return not read or written.startswith(read) or (len(written) >= YEAR_DIGITS and read.startswith(written))


def _is_numeric(column: Column) -> bool:
    return column.type is ColumnType.NUMERIC


_SIDES = {True: Qt.AlignmentFlag.AlignRight, False: Qt.AlignmentFlag.AlignLeft}
_TARGETS = (Role.TARGET, Role.INPUT_TARGET, Role.LABEL)


def sign_of_bad(colour: str) -> QIcon:
    """A filled triangle with a stroke in it."""

    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(6, 1), QPointF(11.5, 11), QPointF(0.5, 11)]))
        painter.setPen(QPen(QColor(theme.current().window), 1.3))
        painter.drawLine(QPointF(6, 4.4), QPointF(6, 7.4))
        painter.drawPoint(QPointF(6, 9.4))

    return _sign(draw)


def sign_of_missing(colour: str) -> QIcon:
    """An empty circle, struck through."""

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(colour), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(2, 2, 8, 8))
        painter.drawLine(QPointF(1.5, 10.5), QPointF(10.5, 1.5))

    return _sign(draw)


def _sign(draw: Callable[[QPainter], None]) -> QIcon:
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(SIGN * ratio, SIGN * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with painting(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
        made.addPixmap(pixmap)
    return made
