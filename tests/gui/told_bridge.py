"""A bridge without a process: the engine that knows nothing answers in this one, and what it says can be altered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from gatescope.engine.protocol.messages import FromEngine, FromWindow, Ready
from gatescope.engine.protocol.wire import LENGTH, pack, unpack_from_engine
from gatescope.gui.link.bridge import EngineBridge
from tests.gui.fake_engine import DEVICE, Fake, m

Alter = Callable[[FromEngine], FromEngine]


class ToldBridge(EngineBridge):
    """``answer`` hands on what the engine has to say by now, each message as ``alter`` makes it and as it crosses."""

    def __init__(self, alter: Alter = lambda message: message, how: Sequence[str] = ()) -> None:
        super().__init__(("no such engine",))
        self.alter = alter
        self._said: list[FromEngine] = []
        self._fake = Fake(list(how))
        self._fake.say = self._said.append
        self._up = False

    @property
    def running(self) -> bool:
        return self._up

    def start(self) -> None:
        if not self._up:
            self._up, self._held = True, None
            self._said.append(Ready(protocol=m.PROTOCOL, torch="2", device=DEVICE, devices=(DEVICE,), threads=1))

    def stop(self) -> None:
        self._up = False

    def send(self, message: FromWindow) -> bool:
        if self._up:
            self._fake.take(message)
        return self._up

    def answer(self) -> None:
        said, self._said[:] = list(self._said), []
        for message in said:
            self.hear(self.alter(message))

    def hear(self, message: FromEngine) -> None:
        """As if the engine had said it. Raises ``EngineError`` for what ends a real one."""
        self._dispatch(unpack_from_engine(pack(message)[LENGTH.size :]))


class PromptBridge(ToldBridge):
    """Answers by itself when the loop of events turns, as a process would, without starting one."""

    def start(self) -> None:
        super().start()
        self.answer()

    def send(self, message: FromWindow) -> bool:
        up = super().send(message)
        if self._said:
            QTimer.singleShot(0, self, self.answer)
        return up
