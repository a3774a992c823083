"""Who takes which message: read from the marked methods of the engine's parts.

``@takes`` marks what is done at once, in the reader's thread, and is therefore short. ``@takes_between_steps(about)``
marks what is done in the trainer's thread, after the step under way; what it cannot do is told as a failure about that.
"""

from collections.abc import Callable
from functools import partial

from gatescope.engine.protocol.base import About, FromWindow, Handler, Message, Method, handlers, kinds, marked

_TAKES = "_takes"
Later = Callable[[About, Callable[[], None]], None]


def takes(method: Method) -> Method:
    """The messages that the method's parameter says are handed to it as they come."""
    return marked(_TAKES, "")(method)


def takes_between_steps(about: About) -> Callable[[Method], Method]:
    """They are handed to it between two steps."""
    return marked(_TAKES, about)


def takers(later: Later, *rooms: object) -> dict[type[Message], Handler]:
    """By message, what takes it. Raises ``ValueError`` unless each that the window sends has one taker."""
    found: dict[type[Message], Handler] = {}
    for room in rooms:
        for kind, (method, about) in handlers(room, _TAKES).items():
            if kind in found:
                raise ValueError(f"{kind.__name__} has two takers")
            found[kind] = partial(_hand_on, later, about, method) if about else method
    missing = [kind.__name__ for kind in kinds(FromWindow) if kind not in found]
    if missing:
        raise ValueError(f"nobody takes {missing}")
    return found


def _hand_on(later: Later, about: About, method: Handler, message: Message) -> None:
    later(about, partial(method, message))
