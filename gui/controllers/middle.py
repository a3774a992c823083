"""The middle of the window: states and gates, and for a text its way into the network, one tab at a time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.run import DataConfig
from gatescope.engine.protocol.messages import DatasetInfo, Previewed, RunState, StagesRequest, StagesTold
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.state.store import RunRecord
from gatescope.gui.views.pipeline.scene import PipelineScene, scene_of
from gatescope.gui.views.pipeline.view import PipelineView

SIZE = (860, 520)


class PipelineDialog(QDialog):
    """Asks once, when it is made; stays open while one works."""

    def __init__(self, conductor: Conductor, info: DatasetInfo, data: DataConfig, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))
        spoken(self, lambda: self.setWindowTitle(self.tr("From text to vectors")))
        self.view = PipelineView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._level = data.tokens.level
        self._number = conductor.preview(info.path, info.read, data)
        conductor.previewed.connect(self._take)

    def _take(self, told: Previewed) -> None:
        if told.number == self._number and told.stages is not None:
            self.view.draw(scene_of(told.stages, self._level))

    # Qt's own name from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


EVERY = 1000  # ms: the vectors are asked for no oftener
STRIP = 30


class Pipeline(QWidget):
    """Asks for the stages while it is seen: when it is shown, when keyframes have come and when training pauses. Hidden
    it asks for nothing."""

    def __init__(self, conductor: Conductor) -> None:
        super().__init__()
        self._conductor = conductor
        self.view = PipelineView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._shown: tuple[object, ...] = ()  # run, state and newest keyframe of what was asked for last
        self._asked = -1  # the run whose answer is still to come
        self._clock = QElapsedTimer()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look)
        conductor.stages_told.connect(self._take)
        conductor.state_changed.connect(self.look)
        conductor.runs_changed.connect(self.look)
        conductor.metrics_grew.connect(lambda _run: self.look())
        conductor.data_changed.connect(self._forget)
        conductor.failed.connect(lambda _failure: self._refused())
        conductor.engine_lost.connect(lambda *_: self._silent())

    def look(self) -> None:
        """Asks when somebody can see this and something is there that has not been asked for."""
        record = self._conductor.selected
        if not self.isVisible() or record is None or not of_run(record.info).reads_symbols:
            return
        if self._asked >= 0 or _seen_of(record) == self._shown:
            return
        passed = self._clock.elapsed() if self._clock.isValid() else EVERY
        if passed < EVERY and self._shown[:1] == (record.info.run,):
            if not self._later.isActive():
                self._later.start(EVERY - passed)
        elif self._conductor.bridge.ask_stages(StagesRequest(run=record.info.run)):
            self._asked, self._shown = record.info.run, _seen_of(record)
            self._clock.start()

    def _take(self, told: StagesTold) -> None:
        self._asked = -1
        record = self._conductor.store.runs.get(told.run)
        if record is not None and told.run == self._conductor.state.run:
            level = record.info.config.data.tokens.level
            self.view.draw(scene_of(told.stages, level, f"{told.run}", self.view.scene))
        self.look()

    def _silent(self) -> None:
        """Whoever was asked will not answer."""
        self._asked, self._shown = -1, ()

    def _refused(self) -> None:
        """Perhaps it was this that could not be met: it is not repeated until something changes."""
        self._asked = -1

    def _forget(self) -> None:
        self._silent()
        self.view.draw(None)

    # Qt's own name from here on

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()


def _seen_of(record: RunRecord) -> tuple[object, ...]:
    """What the vectors are of: they are others after a keyframe, and when training stops."""
    training = record.state is RunState.TRAINING
    return record.info.run, training, max(record.keyframes, default=0) if training else record.step


class Middle(QWidget):
    """Tabs above the pictures, where there is more than one: ``explained`` says that the words were asked for."""

    explained = Signal()
    turned = Signal()

    def __init__(self, conductor: Conductor, stack: QWidget) -> None:
        super().__init__()
        self._conductor = conductor
        self.pipeline = Pipeline(conductor)
        self._pages = QStackedWidget()
        for page in (stack, self.pipeline):
            self._pages.addWidget(page)
        self.strip = self._make_strip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._pages, 1)
        conductor.state_changed.connect(self._offer)
        conductor.runs_changed.connect(self._offer)
        self._offer()

    def _make_strip(self) -> QWidget:
        strip = QWidget()
        strip.setFixedHeight(STRIP)
        strip.setProperty(exporting.NO_PART, True)
        row = QHBoxLayout(strip)
        row.setContentsMargins(6, 4, 8, 2)
        row.setSpacing(2)
        self._tabs = QButtonGroup(self)
        says: tuple[tuple[Callable[[], str], Callable[[], str]], ...] = (
            (lambda: self.tr("states and gates"), lambda: self.tr("What the network does along the sequence")),
            (lambda: self.tr("from text to vectors"), lambda: self.tr("How your sentences become what it reads")),
        )
        for at, (name, tip) in enumerate(says):
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            spoken(button, partial(_say, button, name, tip))
            self._tabs.addButton(button, at)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._make_help())
        self._tabs.button(0).setChecked(True)
        self._tabs.idClicked.connect(self.turn)
        return strip

    def _make_help(self) -> QToolButton:
        self.help = QToolButton()
        self.help.setText("?")
        self.help.setFixedSize(20, 20)
        self.help.setProperty("kind", "quiet")
        self.help.setStyleSheet("QToolButton { padding: 0; min-height: 0; }")
        spoken(self.help, lambda: self.help.setToolTip(self.tr("What am I looking at?")))
        spoken(self.help, lambda: self.help.setAccessibleName(self.tr("What am I looking at?")))
        self.help.clicked.connect(lambda: self.explained.emit())
        self.help.hide()
        return self.help

    @property
    def possible(self) -> bool:
        """Whether there is a text whose way can be shown."""
        record = self._conductor.selected
        return record is not None and of_run(record.info).reads_symbols

    def turn(self, at: int) -> None:
        """Brings a tab to the front: 0 the states, 1 the way into the network."""
        at = at if self.possible else 0
        self._tabs.button(at).setChecked(True)
        self._pages.setCurrentIndex(at)
        self.help.setVisible(at == 1)
        self.turned.emit()

    def other(self, data: DataConfig | None = None) -> None:
        """Turns to the tab that is not in front; before there is a run, shows what one of ``data`` would read."""
        info = self._conductor.store.dataset
        if self._conductor.selected is None and info is not None and data is not None:
            for old in self.window().findChildren(PipelineDialog):
                old.close()
            PipelineDialog(self._conductor, info, data, self.window()).show()
        else:
            self.turn(1 - self._pages.currentIndex())

    def _offer(self) -> None:
        self.strip.setVisible(self.possible)
        if not self.possible and self._pages.currentIndex():
            self.turn(0)

    @property
    def scene(self) -> PipelineScene | None:
        return self.pipeline.view.scene


def _say(button: QPushButton, name: Callable[[], str], tip: Callable[[], str]) -> None:
    button.setText(name())
    button.setToolTip(tip())
