"""The sessions that lie on the disk, as far as the engine has told of them, and which of them are too many. Free of
Qt."""

from collections.abc import Iterable

from gatescope.engine.protocol.messages import KeptSession, SessionsListed


class SessionList:
    """Takes the list part by part. What was listed before stays until the new list has come to its end."""

    def __init__(self) -> None:
        self._known: dict[str, KeptSession] = {}
        self._coming: set[str] = set()
        self.complete = False

    def take(self, part: SessionsListed) -> None:
        if part.first:
            self._coming, self.complete = set(), False
        for session in part.sessions:
            self._known[session.path] = session
            self._coming.add(session.path)
        if part.last:
            self.complete = not part.left
            if self.complete:
                self._known = {path: session for path, session in self._known.items() if path in self._coming}

    def forget(self, path: str) -> None:
        self._known.pop(path, None)

    @property
    def newest_first(self) -> tuple[KeptSession, ...]:
        return tuple(sorted(self._known.values(), key=lambda session: (-session.modified, session.path)))


def too_many(sessions: Iterable[KeptSession], most: int, bytes_most: int) -> tuple[KeptSession, ...]:
    """The oldest of those that are kept without anybody having asked for it, as many as are beyond ``most`` of them or
    ``bytes_most`` altogether (0: no bound); the oldest first.

    What has a name or lies elsewhere is neither counted nor removed. What is open, and what a crash left and can be
    recovered, is counted only; and so is the newest, however large it is."""
    unsaved = sorted((one for one in sessions if one.unsaved), key=lambda one: -one.modified)
    count, size = len(unsaved), sum(one.size for one in unsaved)
    going = []
    for one in reversed(unsaved[1:]):
        if not (most and count > most) and not (bytes_most and size > bytes_most):
            break
        if one.clean and not one.open:
            going.append(one)
            count, size = count - 1, size - one.size
    return tuple(going)
