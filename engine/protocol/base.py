"""What every message is, and who is handed which.

A message is a frozen struct that says by its base who sends it. Whoever takes one says so by the signature of a marked
method: the table of who is handed what is read from there, and so is what crosses the pipe from here. A new message is
a struct, a taker in the engine and a hearer in the window, and no list of them.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_type_hints

import msgspec

Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
"""A whole number that crosses: one that is told from its neighbours everywhere, also as a real one."""

Method = TypeVar("Method", bound=Callable[..., Any])
Handler = Callable[[Any], Any]


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Typed, frozen, never pickled."""


class FromWindow(Message, frozen=True):
    """The window sends it."""


class FromEngine(Message, frozen=True):
    """The engine sends it."""


class Slot(NamedTuple):
    """What is asked for again and again, of which the newest counts: by the name of who asks, for one run each where
    ``run`` is not 0."""

    name: str
    run: int = 0


class Request(FromWindow, frozen=True):
    """A question. Of one ``slot`` the newest counts; ``number`` comes back with the answer, so that the answer to an
    older one can be told apart."""

    slot: Slot
    number: int = 0


class About(StrEnum):
    """What a failure is about."""

    OPEN = "open"  # a data file
    PREVIEW = "preview"
    SESSION = "session"
    SAVE = "save"
    EXPORT = "export"
    RUN = "run"
    FRAME = "frame"  # or what else is looked at
    ENGINE = "engine"


def kinds(of: type[Message]) -> tuple[type[Message], ...]:
    """All messages that are made so far of a base, in the order they were made in."""
    below = of.__subclasses__()
    return tuple(kind for each in below for kind in (kinds(each) or (each,)))


def marked(mark: str, value: object = True) -> Callable[[Method], Method]:
    """A decorator for methods that are handed messages."""

    def mark_it(method: Method) -> Method:
        setattr(method, mark, value)
        return method

    return mark_it


def handlers(room: object, mark: str) -> dict[type[Message], tuple[Handler, Any]]:
    """The marked methods of ``room``, and what they are marked with, by the messages that their only parameter takes.
    Raises ``ValueError`` when two take one."""
    found: dict[type[Message], tuple[Handler, Any]] = {}
    for owner in type(room).__mro__:
        for name, method in vars(owner).items():
            value = getattr(method, "__dict__", {}).get(mark)
            if value is None:
                continue
            (taken,) = (hint for of, hint in get_type_hints(method).items() if of != "return")
            for kind in get_args(taken) or (taken,):
                if kind in found:
                    raise ValueError(f"two methods of {owner.__name__} take {kind.__name__}")
                found[kind] = getattr(room, name), value
    return found
