"""Short runs that were recorded for the help: what the engine was asked, and what it answered.

A recording is a conversation, pair by pair as it crosses the pipe, compressed. Played back it answers what a view wants
as the engine did, so that the view draws it by itself, in the theme and the language of the moment.
"""

import zlib
from collections.abc import Iterable
from functools import lru_cache

from gatescope import resources
from gatescope.engine.protocol import messages, wire
from gatescope.engine.protocol.base import FromEngine, FromWindow
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.gui.scenes.asking import Request, Wants, wanted
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store, intent

Pair = tuple[FromWindow, FromEngine]
RUN = 1  # of every recording


def packed(pairs: Iterable[Pair]) -> bytes:
    """The bytes of a recording."""
    return zlib.compress(b"".join(wire.pack(request) + wire.pack(answer) for request, answer in pairs), 9)


def unpacked(data: bytes) -> tuple[Pair, ...]:
    """Raises ``EngineError`` where it is of another version of the protocol."""
    bodies = wire.Splitter().feed(zlib.decompress(data))
    asked, answered = map(wire.unpack_from_window, bodies[::2]), map(wire.unpack_from_engine, bodies[1::2])
    return tuple(zip(asked, answered, strict=True))


class Recording:
    """One run with what can be seen of it."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.pairs = tuple(pairs)
        self._frames = {
            intent(request): (request, answer)
            for request, answer in self.pairs
            if isinstance(request, FrameRequest) and isinstance(answer, Frame)
        }

    @property
    def run(self) -> messages.RunInfo:
        return next(answer.info for _, answer in self.pairs if isinstance(answer, messages.RunChanged))

    def store(self, state: ViewState, wants: Iterable[Wants]) -> Store:
        """All that is known of the run, and what was answered to what these want."""
        store = Store()
        for request, answer in self.pairs:
            _take(store, request, answer)
        asking = tuple(wants)
        while found := [pair for request in wanted(state, store, asking) if (pair := self._answer(request))]:
            for request, frame in found:
                store.take_frame(frame, request)
        return store

    @property
    def form(self) -> messages.CostRequest | None:
        """The run whose cost was asked for, if one was."""
        return next((request for request, _ in self.pairs if isinstance(request, messages.CostRequest)), None)

    def _answer(self, request: Request) -> tuple[FrameRequest, Frame] | None:
        if not isinstance(request, FrameRequest) or request.have_step >= 0:
            return None
        return self._frames.get(intent(request))


def _take(store: Store, request: FromWindow, answer: FromEngine) -> None:
    match answer:
        case messages.DataOpened():
            store.take_data(answer.info)
        case messages.RunChanged():
            store.take_run(answer.info)
        case messages.Metrics():
            store.take_metrics(answer)
        case messages.StagesTold():
            store.take_stages(answer)
        case messages.CostTold() if isinstance(request, messages.CostRequest):
            store.ask_cost(request.config)
            store.take_cost(answer)
        case _:
            pass


@lru_cache(maxsize=4)
def recording(name: str) -> Recording:
    """Raises FileNotFoundError for an unknown one."""
    return Recording(unpacked(resources.recording(name)))
