"""What a command is: something the user can do, with what it says, what it does, and when it may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

D = TypeVar("D")


@dataclass(frozen=True)
class Menu:
    """A menu of the window: its title and the groups of commands that stand in it."""

    title: object  # Qt types its translation marks so
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Face:
    """What stands on the buttons of a command: its words, its icon, and what is put into the words by name."""

    text: object  # Qt types its translation marks so
    icon: str
    told: tuple[tuple[str, str], ...] = ()


def always(_desk: object) -> str:
    """No reason against it."""
    return ""


def as_made(_desk: object) -> Face | None:
    """The command's own words and icon, whatever happens."""
    return None


@dataclass(frozen=True)
class Command(Generic[D]):
    """Something the user can do on a desk ``D``. ``text`` and ``tip`` are looked up in the translations, context
    ``Commands``, which is also that of what ``may`` says.

    ``may`` gives '' or the sentence why not now; it is asked where the command acts and where it is greyed. ``checked``
    says whether the mark before it is set; None: it has none. ``face`` is what it is called now, where that is
    something other than ``text`` and ``icon``.
    """

    name: str
    text: object  # Qt types its translation marks so
    tip: object
    do: Callable[[D], None]
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""
    also: object = ""
    may: Callable[[D], str] = always
    checked: Callable[[D], bool] | None = None
    face: Callable[[D], Face | None] = as_made
