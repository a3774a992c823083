"""What is open, in the title of the window and at the right end of its menu bar."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gatescope.gui.kit.fields import Elided
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.plain_text import one_line, window_title
from gatescope.gui.words.nets import BOTH


class Title(QObject):
    """The name that the user gave the session before that of its data; in the bar the network too."""

    def __init__(self, conductor: Conductor, window: QWidget, bar: Elided) -> None:
        super().__init__(window)
        self._conductor, self._window, self._bar = conductor, window, bar
        for signal in (conductor.data_changed, conductor.runs_changed, conductor.saved, conductor.shelf.changed):
            signal.connect(lambda *_: self._show())
        self._show()

    @property
    def given(self) -> str:
        """What the user calls the session; '' where nobody did."""
        path = self._conductor.store.session_path
        return next((one.name for one in self._conductor.shelf.sessions if path and one.path == path), "")

    def _show(self) -> None:
        info, record = self._conductor.store.dataset, self._conductor.selected
        data = Path(info.name).stem if info else ""
        name = " · ".join(one_line(part) for part in dict.fromkeys((self.given, data)) if part) if info else ""
        self._window.setWindowTitle(window_title(f"Gatescope — {name}") if name else "Gatescope")
        net = record.info.config.net if record else None
        size = f" · {net.label} {net.units}" + (f" × {net.layers}" if net.layers > 1 else "") if net else ""
        size += BOTH * net.bidirectional if net else ""
        self._bar.show_text(name + size)
