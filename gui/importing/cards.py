"""The shapes of task as cards to choose from, each explained by its drawing."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from gatescope.engine.config.run import Task
from gatescope.gui.importing.drawings import paint_task, shape
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.words import import_choices as import_words

COLUMNS = 3
HEIGHT, TITLE, PAD = 108, 28, 6
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}
CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip


class TaskCard(QAbstractButton):
    """One shape: pressed, it is chosen."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task = task
        self.horizon = 1
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        spoken(self, self._say)
        theme.changed().connect(self.update)

    @property
    def trainable(self) -> bool:
        return self.task.spec.trainable

    def _say(self) -> None:
        name, what = import_words.tasks()[self.task]
        if not self.trainable:
            what += "\n" + self.tr("Data only for now: networks of this shape follow.")
        if not self.isEnabled() and self.task.spec.second:
            what += "\n" + self.tr("It takes two columns of text.")
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(what)
        self.setToolTip(plain_tip(what))

    def show_able(self, able: bool) -> None:
        """Whether the shape makes sense for this file."""
        self.setEnabled(able)
        self._say()

    def show_horizon(self, horizon: int) -> None:
        self.horizon = horizon
        self.update()

    # Qt's own names from here on

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(84, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        edge = look.accent if chosen or self.hasFocus() else look.faint if self.underMouse() else look.border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(look.selection if chosen else look.hover if self.isDown() else look.raised))
        painter.drawRoundedRect(box, 6, 6)
        picture = QRectF(PAD, PAD, self.width() - 2 * PAD, self.height() - TITLE - 2 * PAD)
        paint_task(painter, picture, shape(self.task, self.horizon), pale=not self.trainable or not self.isEnabled())
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(QColor(look.faint if not self.isEnabled() else look.ink if self.trainable else look.muted))
        words = QRect(2, self.height() - TITLE - 4, self.width() - 4, TITLE // 2 + 2)
        if painter.fontMetrics().horizontalAdvance(self.text()) > words.width() - 2 * PAD:
            painter.setFont(theme.font(10))
        painter.drawText(words, int(CENTRED), self.text())
        if not self.trainable:
            painter.setFont(theme.font(10))
            painter.setPen(QColor(look.warn if self.isEnabled() else look.faint))
            painter.drawText(words.translated(0, TITLE // 2), int(CENTRED), self.tr("data only for now"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in KEYS:
            event.ignore()  # the grid moves on
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class TaskCards(QWidget):
    """The shapes on a grid; ``chosen`` carries the one that was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for at in range(COLUMNS):
            self._grid.setColumnStretch(at, 1)
        self._group = QButtonGroup(self)
        self.cards = tuple(TaskCard(task) for task in Task)
        for at, card in enumerate(self.cards):
            self._group.addButton(card, at)
        self._shown: tuple[Task, ...] = ()
        self._arrange(tuple(Task))
        self._group.idClicked.connect(lambda at: self.chosen.emit(self.cards[at].task))
        spoken(self, lambda: self.setAccessibleName(self.tr("Shape of the task")))

    def show_task(
        self,
        task: Task | None,
        horizon: int = 1,
        only: tuple[Task, ...] = tuple(Task),
        shown: tuple[Task, ...] = tuple(Task),
    ) -> None:
        """Marks the chosen one; those that are not in ``only`` make no sense for this file, and those that are not in
        ``shown`` stand nowhere."""
        self._arrange(shown)
        self._group.setExclusive(task is not None)
        for card in self.cards:
            card.setChecked(card.task is task)
            card.show_able(card.task in only)
            card.show_horizon(horizon if card.task.spec.ahead else 1)

    def _arrange(self, shown: tuple[Task, ...]) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        for card in self.cards:
            self._grid.removeWidget(card)
            card.setVisible(card.task in shown)
        for at, card in enumerate(self._standing()):
            self._grid.addWidget(card, at // COLUMNS, at % COLUMNS)

    def _standing(self) -> list[TaskCard]:
        return [card for card in self.cards if card.task in self._shown]

    # Qt's own names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cards = self._standing()
        at = next((i for i, card in enumerate(cards) if card.hasFocus()), -1)
        step = KEYS.get(Qt.Key(event.key()))
        if at < 0 or step is None:
            super().keyPressEvent(event)
            return
        if 0 <= at + step < len(cards):
            cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
