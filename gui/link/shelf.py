"""The sessions that lie on the disk: what the engine tells of them, and what it is asked to do with them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gatescope.engine.protocol.messages import (
    Discard,
    FromWindow,
    KeepSession,
    KeptSession,
    ListSessions,
    NameSession,
    SessionsListed,
)
from gatescope.gui.state.kept_sessions import SessionList


class SessionShelf(QObject):
    """``changed`` says that more of them, or something else of them, is known. What the engine is asked to do makes it
    list them again by itself."""

    changed = Signal()

    def __init__(self, send: Callable[[FromWindow], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._list = SessionList()

    @property
    def sessions(self) -> tuple[KeptSession, ...]:
        """The newest first."""
        return self._list.newest_first

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self._list.complete

    def take(self, part: SessionsListed) -> None:
        self._list.take(part)
        self.changed.emit()

    def ask(self, also: tuple[str, ...]) -> None:
        """Has them listed, and those that lie at ``also``."""
        self._send(ListSessions(also=also))

    def name(self, path: str, name: str) -> None:
        self._send(NameSession(path=path, name=name))

    def keep(self, path: str) -> None:
        """It is to stay, whatever else may go."""
        self._send(KeepSession(path=path))

    def discard(self, path: str) -> None:
        """Deletes it for good."""
        self._list.forget(path)
        self._send(Discard(path=path))
        self.changed.emit()
