"""The import screen: a file as it would be read and learnt, every guess shown and to be changed, before it is opened.

It stands before the window and stops nothing: what trains goes on. What is open stays open until OK.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.run import ColumnConfig, DataConfig, Kind, ReadConfig
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.found import LEFT_OUT, Found, FoundKind, Undo
from gatescope.engine.protocol.messages import About, Failed, Previewed, Role
from gatescope.engine.protocol.roles import role_of
from gatescope.gui.importing import sentences as import_sentences
from gatescope.gui.importing.banners import MOST, Banners, asked_of
from gatescope.gui.importing.column import ColumnStrip
from gatescope.gui.importing.draft import Draft, FoundAnswer, roles_for, roles_on
from gatescope.gui.importing.insight import Insight
from gatescope.gui.importing.left import LeftColumn
from gatescope.gui.importing.table import Page, PreviewTable, pictures_of
from gatescope.gui.importing.talk import HOPELESS, ImportTalk, State
from gatescope.gui.importing.task import TaskPanel
from gatescope.gui.kit.boxes import upright
from gatescope.gui.kit.fields import Elided, label, line
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.panels.form.data import how_often
from gatescope.gui.words import import_choices as import_words
from gatescope.gui.words import notices

LEFT, RIGHT, INSIGHT = 260, 316, 164
LOW = 660  # px, below which one banner has to do
LEFT_LEAST = 200  # px, so that all fits into a screen of 960
SIZE = (1280, 720)
PATIENCE_MS = 400  # before it says that it reads: most answers are there by then
TABLE, TEXT = 0, 1


class ImportScreen(QDialog):
    """``opened`` carries path, reading and roles; ``defaults_chosen`` a path to open and train as found."""

    opened = Signal(str, object, object)
    defaults_chosen = Signal(str)
    hopeless = Signal(Failed)  # no choice here mends it
    dropped = Signal(str)

    def __init__(
        self, conductor: Conductor, path: str, read: ReadConfig, data: DataConfig | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.talk = ImportTalk(conductor, path, read, data)
        self.talk.setParent(self)
        self._make()
        self._build()
        self._wire()
        spoken(self, self._say)
        self.resize(parent.size().boundedTo(parent.screen().availableSize()) if parent else self.sizeHint())
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._show_news)
        self._patience.start(PATIENCE_MS)
        self.talk.ask()

    # ---- how it stands -----------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.left, self.task, self.strip = LeftColumn(), TaskPanel(), ColumnStrip()
        self.reading, self.found, self.banners = self.left.reading, self.left.found, Banners()
        self.table, self.insight = PreviewTable(), Insight()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.pages = QStackedWidget()
        for page in (self.table, self.text):
            self.pages.addWidget(page)
        self._name, self._size = Elided(role="title"), label("", "muted")
        self._counts, self._times = Elided(), Elided(role="muted")
        self._news = label("", "warn")
        self._news.setWordWrap(True)
        self._cancel, self.defaults, self.ok = QPushButton(), QPushButton(), QPushButton()
        self.ok.setProperty("kind", "primary")
        for button in (self._cancel, self.defaults, self.ok):
            button.setAutoDefault(False)

    def _build(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(_scrolled(self.left, LEFT, LEFT_LEAST))
        body.addWidget(upright())
        body.addLayout(self._middle(), 1)
        body.addWidget(upright())
        body.addWidget(_scrolled(self.task, RIGHT, RIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(line())
        column.addWidget(self._bottom())

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._size)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.banners)
        column.addWidget(self.pages, 2)
        column.addWidget(self._counts)
        column.addWidget(self._times)
        column.addWidget(self.strip)
        self.insight.setMinimumHeight(INSIGHT)
        column.addWidget(self.insight, 1)
        return column

    def _bottom(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("panel", "true")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._news, 1)
        for button in (self._cancel, self.defaults, self.ok):
            row.addWidget(button)
        bar.setMinimumHeight(48)
        return bar

    def _wire(self) -> None:
        talk = self.talk
        talk.answered.connect(self._show)
        talk.refused.connect(self._refuse)
        self.reading.changed.connect(self._read_otherwise)
        for offering in (self.reading, self.left):
            offering.find_out.connect(talk.find_out)
        for asking in (self.found, self.banners, self.table):
            asking.answered.connect(self._answer)
        self.found.taken_back.connect(self._take_back)
        self.banners.pattern_written.connect(lambda pattern: self._read_otherwise("dates", pattern))
        self.task.chosen.connect(lambda name, value: talk.change(talk.draft.choosing(**{name: value})))
        self.strip.role_chosen.connect(self.use)
        self.strip.treated.connect(lambda name, what, value: talk.change(talk.draft.treating(name, **{what: value})))
        self.table.role_asked.connect(self._offer_roles)
        self.table.column_chosen.connect(lambda _: self._show_column())
        self._cancel.clicked.connect(self.reject)
        self.defaults.clicked.connect(self.start_with_defaults)
        self.ok.clicked.connect(self.accept_all)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept_all)
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # a file dropped on a field is meant for the screen
        self.text.setAcceptDrops(False)

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Import – {name}").format(name=Path(self.talk.path).name))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Nothing is opened; what is open stays (Esc)"))
        self.defaults.setText(self.tr("Start with the defaults"))
        self.defaults.setToolTip(self.tr("Opens the file as the program would, and trains at once"))
        self.ok.setText(self.tr("Open with these settings"))
        self.ok.setToolTip(self.tr("Reads the whole file as it is shown here (Ctrl+Enter)"))
        self.text.setAccessibleName(self.tr("The beginning of the text"))
        self._show()

    # ---- what is shown -----------------------------------------------------------------------------------------

    def _show(self) -> None:
        talk, answer = self.talk, self.talk.answer
        self._name.show_text(Path(talk.path).name)
        asked = asked_of(talk.found, self._banners_most)
        info = answer.info if answer else None
        self.left.show_draft(talk.draft, info, talk.found, asked=asked, chose=talk.chose, as_before=talk.as_before)
        self.strip.setVisible(answer is not None and answer.info.kind is Kind.TABLE)
        if answer is not None:
            settled = any(each.found.kind is FoundKind.UNREAD_TIME for each in talk.draft.answers)
            self.banners.show_found(answer.info, talk.draft.read.dates, settled, self._banners_most)
            self._show_size(answer)
            self._show_records(answer)
            self._show_column()
        for shown in (self.pages, self.strip, self.insight, self._counts, self._times):
            shown.setEnabled(talk.state is not State.REFUSED)  # what is seen was read in another way
        for part in (self.task, self.insight, self.table.roles):
            part.setVisible(answer is not None)  # nothing to choose from until something was read
        self.left.setVisible(answer is not None or talk.state is State.REFUSED)
        self.task.show_data(talk.config, answer.info.columns if answer else ())
        self.insight.show_answer(answer, talk.config)
        self._show_news()

    @property
    def _banners_most(self) -> int:
        """How many leave room for the records."""
        return MOST if self.height() >= LOW else 1

    def _show_size(self, answer: Previewed) -> None:
        info = answer.info
        text = numbers.size(info.bytes) if info.bytes else ""
        if not info.whole:
            said = self.tr("{size}, of which the first {first} are shown")
            if import_sentences.is_typed(info):
                said = self.tr("{size}, of which the first rows are shown")
            text = said.format(size=text, first=import_sentences.beginning(info))
        self._size.setText(text)

    def _show_records(self, answer: Previewed) -> None:
        info, talk = answer.info, self.talk
        self._counts.show_text(import_sentences.records(info, order=False))
        _set_role(self._counts, "" if import_sentences.is_clean(info, order=False) else "warn")
        said = import_sentences.time(info, how_often(info.frequency))
        self._times.show_text(said)
        self._times.setVisible(bool(said))
        if info.kind is Kind.TEXT:
            if self.text.toPlainText() != answer.text:
                self.text.setPlainText(answer.text)
            self.pages.setCurrentIndex(TEXT)
            return
        config = talk.config
        roles = roles_on(config, info.columns) if config is not None else {}
        left_out = {line: found for found in info.found if found.kind in LEFT_OUT for line in found.lines}
        places = frozenset(answer.bad), frozenset(answer.missing)
        seen = answer.moments, pictures_of(answer.thumbnails)
        page = Page(info.columns, roles, answer.cells, answer.lines, *places, left_out, *seen)
        self.table.show_page(page)
        self.pages.setCurrentIndex(TABLE)

    def _show_column(self) -> None:
        answer, at = self.talk.answer, self.table.currentIndex().column()
        if answer is None or not 0 <= at < len(answer.info.columns):
            self.strip.show_column(None, (), ColumnConfig(name=""), None, None)
            return
        column = answer.info.columns[at]
        base, draft = self.talk.base, self.talk.draft
        known = (*(base.columns if base is not None else ()), *draft.columns)
        own = next((each for each in reversed(known) if each.name == column.name), ColumnConfig(name=column.name))
        bad = next((each for each in answer.info.records.bad if each.column == column.name), None)
        config = self.talk.config
        able = roles_for(config, column.name, answer.info.columns) if config is not None else ()
        self.strip.show_column(column, able, own, config, bad)

    def _show_news(self) -> None:
        """What stands in the way; while nothing does, that it reads, or nothing."""
        talk = self.talk
        fault, facts = talk.problem
        text, role = "", "warn"
        if fault:
            text = import_sentences.refusal(fault, {"path": talk.path, **facts})
            role = "bad" if talk.state is State.REFUSED else "warn"
        elif talk.state is State.ASKING and talk.answer is None:
            text, role = self.tr("Reading the beginning of the file…"), "muted"
        _set_role(self._news, role)
        self._news.setText(text)
        self.ok.setEnabled(talk.answer is not None and talk.state is not State.REFUSED)

    def _refuse(self, failure: Failed) -> None:
        if self.talk.answer is None and failure.fault in HOPELESS and self.talk.draft == Draft():
            self.reject()
            self.hopeless.emit(Failed(about=About.OPEN, fault=failure.fault, facts=failure.facts))
            return
        self._show()

    # ---- choosing ----------------------------------------------------------------------------------------------

    def _read_otherwise(self, name: str, value: object) -> None:
        self._change(lambda draft: draft.reading(**{name: value}))

    def _change(self, change: Callable[[Draft], Draft]) -> None:
        """What cannot be had together is said."""
        try:
            self.talk.change(change(self.talk.draft))
        except ConfigError as error:
            self._show()
            self._news.setText(notices.sentence(error.fault, error.facts))

    def _answer(self, found: Found, setting: Undo) -> None:
        self._change(lambda draft: draft.answering(found, setting))

    def _take_back(self, answer: FoundAnswer) -> None:
        self._change(lambda draft: draft.taking_back(answer))

    def use(self, name: str, role: Role) -> None:
        """The column in another role."""
        config = self.talk.config
        if config is not None:
            self.talk.change(self.talk.draft.using(name, role_of(config, name), role))

    def _offer_roles(self, at: int) -> None:
        column, known = self.table.page_model.page.columns[at], import_words.roles()
        answer, config = self.talk.answer, self.talk.config
        if answer is None or config is None:
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        current = self.table.page_model.role_of(at)
        for role in roles_for(config, column.name, answer.info.columns):
            action = menu.addAction(known[role][0])
            action.setToolTip(plain_tip(known[role][1]))
            action.setCheckable(True)
            action.setChecked(role is current)
            action.triggered.connect(lambda _=False, role=role: self.use(column.name, role))
        menu.popup(self.table.roles.viewport().mapToGlobal(self.table.roles.chip(at).bottomLeft()))

    # ---- the end -----------------------------------------------------------------------------------------------

    def accept_all(self) -> None:
        """Opens the file as it is shown; where that cannot be trained on, says why instead."""
        talk = self.talk
        if not self.ok.isEnabled():
            return
        config = talk.config
        if config is not None and not config.task.spec.trainable:
            self._explain(import_sentences.refusal(Fault.TASK_UNTRAINABLE, {"task": config.task}))
        elif talk.problem[0]:
            self._explain(self._news.text())
        else:
            read, data, path = talk.draft.read, talk.data, talk.path
            self.accept()
            self.opened.emit(path, read, data)

    def _explain(self, sentence: str) -> None:
        _set_role(self._news, "bad")
        self._news.setText(sentence)

    def start_with_defaults(self) -> None:
        path = self.talk.path
        self.accept()
        self.defaults_chosen.emit(path)

    # Qt's own names from here on

    def done(self, result: int) -> None:
        self._patience.stop()
        self.talk.end()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().height() < LOW) is not (event.size().height() < LOW) and self.isVisible():
            self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if path:
            event.acceptProposedAction()
            self.dropped.emit(path)


class _Side(QScrollArea):
    """As wide as it is wished, down to ``least`` where there is no room."""

    def __init__(self, width: int, least: int) -> None:
        super().__init__()
        self._width = width
        self.setMinimumWidth(least)
        self.setMaximumWidth(width)

    # Qt's own name from here on

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())


def _scrolled(inside: QWidget, width: int, least: int) -> QScrollArea:
    inside.setContentsMargins(12, 12, 12, 12)
    area = _Side(width, least)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setProperty("panel", "true")
    return area


def _set_role(widget: QWidget, role: str) -> None:
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
