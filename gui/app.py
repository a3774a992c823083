"""Starts the window: the engine first, so that it warms up while the window is built."""

import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtWidgets import QApplication

from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.memory.remembered import Settings, engine_environment

if TYPE_CHECKING:
    from gatescope.gui.link.conductor import Conductor
    from gatescope.gui.window.window import MainWindow

DEFAULT_SIZE = (1440, 900)


def run(
    *,
    file: str = "",
    start: bool = False,
    screenshot: str = "",
    after: int = 0,
    size: tuple[int, int] | None = None,
    command: tuple[str, ...] | None = None,
) -> int:
    """Shows the window until it is closed; returns the exit status.

    ``file`` is opened, ``start`` trains it. ``screenshot`` saves the window as a picture and leaves once ``after``
    steps are done and drawn; what stands in the way of that is said on stderr, with status 1. ``command`` starts the
    engine, by default this program's own.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    settings = Settings()
    bridge = EngineBridge(command, environment=lambda: engine_environment(settings))
    bridge.start()

    # numpy, pyqtgraph and the views are loaded here, while the engine is already on its way
    from gatescope.gui.link.conductor import Conductor
    from gatescope.gui.window.command_line import CommandLineTask

    conductor = Conductor(bridge)
    window = _built(conductor, settings, app)
    errand = CommandLineTask(window, start=start, screenshot=screenshot, after=after)
    _place(window, app, settings, size, remembered=not screenshot)
    app.setQuitOnLastWindowClosed(False)  # this window decides; a dialog beside it does not keep the program alive
    window.closed.connect(app.quit)
    window.show()
    if file:
        (window.open_path if start or screenshot else window.files.show)(file)  # the first asks nobody
    _close_on_signals(window)
    app.exec()
    window.close()
    for thing in (window, conductor, bridge):
        thing.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # now, not when Python takes the interpreter apart
    return errand.status


def _built(conductor: "Conductor", settings: Settings, app: QApplication) -> "MainWindow":
    """The window as it was left, not yet shown."""
    from gatescope.gui.look import theme  # loads numpy, as above
    from gatescope.gui.memory.layout import remembered_look
    from gatescope.gui.memory.preferences import Preferences
    from gatescope.gui.window.overrides import make_safe
    from gatescope.gui.window.window import MainWindow

    make_safe()
    preferences = Preferences(settings, app, conductor)
    preferences.apply_all()
    conductor.change(**remembered_look(settings))
    with theme.undressed(app):
        window = MainWindow(conductor, settings)
    preferences.apply("letters")
    return window


def _close_on_signals(window: "MainWindow") -> None:
    """Python runs a signal's handler between any two lines, also of a painting, where a window must not go."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: QTimer.singleShot(0, window.close))


def _place(
    window: "MainWindow", app: QApplication, settings: Settings, size: tuple[int, int] | None, remembered: bool
) -> None:
    """The size asked for, else where the window was last, else what is comfortable on this screen."""
    from gatescope.gui.memory.layout import restore_window, within_frame  # load numpy, as above

    if size is not None:
        window.resize(*size)
        window.timeline_height.suit(size[1])
    elif not (remembered and restore_window(settings, window)):
        room = within_frame(app.primaryScreen().availableGeometry())
        window.resize(QSize(*DEFAULT_SIZE).boundedTo(room.size()))
        window.move(room.topLeft())
        window.timeline_height.suit(window.height())
