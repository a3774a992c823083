"""Who hears which message of the engine: read from the marked methods of those who listen."""

from gatescope.engine.protocol.base import FromEngine, Handler, Message, Method, handlers, marked

_HEARS = "_hears"


def hears(method: Method) -> Method:
    """The messages that the method's parameter says are handed to it when they arrive."""
    return marked(_HEARS)(method)


def hearers(room: object) -> dict[type[Message], Handler]:
    """By message, what hears it."""
    return {kind: method for kind, (method, _) in handlers(room, _HEARS).items() if issubclass(kind, FromEngine)}
