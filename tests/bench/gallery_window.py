"""The window that the gallery takes pictures of, and what its states ask of it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gatescope import resources
from gatescope.engine.config.run import ReadConfig, RunConfig
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.importing.talk import State
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import language, theme
from gatescope.gui.memory.preferences import Preferences
from gatescope.gui.memory.remembered import Settings, engine_environment
from gatescope.gui.panels.start.samples import sample
from gatescope.gui.window.window import MainWindow

PATIENCE = 120.0  # seconds
SETTLED = 350  # ms, until frames of another size have come and layouts have come to rest


@dataclass(frozen=True)
class Look:
    """One variant of a picture."""

    size: str
    theme: str
    language: str
    scale: str

    @property
    def name(self) -> str:
        return "-".join((self.size, f"{100 * int(self.scale)}", self.theme, self.language))


class Stage:
    """A window with an engine of its own, in ``looks``; pictures go to ``out``."""

    def __init__(self, out: Path, looks: list[Look]) -> None:
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        self._app, self._out, self._looks = app, out, looks
        self.window = self._make()

    def _make(self) -> MainWindow:
        settings = Settings()
        conductor = Conductor(EngineBridge(environment=lambda: engine_environment(settings)))
        Preferences(settings, self._app, conductor).apply_all()
        theme.apply(self._app, self._looks[0].theme)
        language.apply(self._app, self._looks[0].language)
        window = MainWindow(conductor, settings)
        window.resize(*self._pixels(self._looks[0]))
        window.show()
        conductor.bridge.start()
        self.until(lambda: conductor.store.ready is not None)
        return window

    @staticmethod
    def _pixels(look: Look) -> tuple[int, int]:
        width, _, height = look.size.partition("x")
        return int(width), int(height)

    # ---- what a user does --------------------------------------------------------------------------------------

    def open(self, file: str) -> None:
        self.open_path(resources.sample_path(file))

    def open_path(self, path: Path) -> None:
        self.window.open_path(str(path))
        self.until(lambda: self.window.conductor.store.dataset is not None)

    def show(self, path: Path, **choices: Any) -> None:
        """The import screen for a file, with settings of reading and fields of ``DataConfig`` chosen on it."""
        self.window.files.show_screen(str(path))
        screen = self.window.files.screen
        assert screen is not None
        self.until(lambda: screen.talk.state is not State.ASKING)
        for name, value in choices.items():
            how = name in ReadConfig.__struct_fields__
            (screen.reading.changed if how else screen.task.chosen).emit(name, value)
            self.until(lambda: screen.talk.state is not State.ASKING)

    def sample(self, id: str, steps: int, *, cell: str = "", pause: bool = True, **train: float) -> None:
        """Opens a sample and trains it with its settings, or another cell; to ``steps`` (0: until it fails)."""
        wanted = sample(id)
        self.open(wanted.file)
        self._play(_changed(wanted.config, cell, **train), steps, pause=pause)

    def suggested(self, path: Path, steps: int) -> None:
        """Opens a file and trains it as it suggests, to ``steps``."""
        self.open_path(path)
        data = self.window.conductor.store.dataset
        assert data is not None
        self._play(data.suggested, steps)

    def run(self, cell: str, steps: int, **train: float) -> None:
        """Another run of the same data."""
        record = self.window.conductor.selected
        assert record is not None
        self._play(_changed(record.info.config, cell, **train), steps)

    def scroll_to(self, widget: QWidget) -> None:
        """Brings a widget of the left panel into sight."""
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        assert isinstance(above, QScrollArea)
        above.ensureWidgetVisible(widget)

    def _play(self, config: RunConfig, steps: int, *, pause: bool = True) -> None:
        conductor, known = self.window.conductor, set(self.window.conductor.store.runs)
        conductor.new_run(config, steps=0)
        self.until(lambda: bool(set(conductor.store.runs) - known))

        def over() -> bool:
            record = conductor.selected
            failed = record is not None and record.state is RunState.FAILED
            return failed if not steps else (record is not None and record.step >= steps)

        self.until(over)
        if pause and steps:
            conductor.pause()
            self.until(lambda: not conductor.training)

    def act(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()

    def again(self) -> None:
        """The program is started anew."""
        self.close()
        self.window = self._make()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.wait(50)

    # ---- waiting and looking -----------------------------------------------------------------------------------

    def wait(self, ms: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def until(self, holds: Callable[[], bool]) -> None:
        """Raises ``TimeoutError``."""
        for _ in range(int(PATIENCE * 50)):
            if holds():
                return
            self.wait(20)
        raise TimeoutError("the state was not reached")

    def shoot(self, name: str, opens: Callable[[], None] | None = None) -> None:
        """A picture in every look. ``opens`` opens a dialog that is closed again after each."""
        for look in self._looks:
            theme.apply(self._app, look.theme)
            language.apply(self._app, look.language)
            self.window.resize(*self._pixels(look))
            self.window.timeline_height.suit(self.window.height())
            if opens is not None:
                opens()
            self.wait(SETTLED)
            self.window.draw_all()
            self.wait(50)
            self._save(self._out / f"{name}-{look.name}.png")
            for dialog in self._beside():
                dialog.close()
            if (palette := self.window.aids.palette) is not None:
                palette.close()
        print(name, flush=True)

    def _beside(self) -> list[QWidget]:
        return [each for each in self._app.topLevelWidgets() if each.isVisible() and each is not self.window]

    def _save(self, path: Path) -> None:
        """The window with what stands before it."""
        picture = self.window.grab()
        painter = QPainter(picture)
        for dialog in self._beside():
            painter.drawPixmap(dialog.mapToGlobal(QPoint()) - self.window.mapToGlobal(QPoint()), dialog.grab())
        painter.end()
        picture.save(str(path))


def _changed(config: RunConfig, cell: str, **train: float) -> RunConfig:
    read = msgspec.to_builtins(config)
    read["net"] |= {"cell": cell} if cell else {}
    read["train"] |= train
    return msgspec.convert(read, RunConfig)
