"""What a view is to the rest of the window: one entry, from which its tab, its questions, its drawing, its export and
its explanation follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.shape import TaskShape
from gatescope.gui.kit.view import View
from gatescope.gui.scenes.asking import Beforehand, Wants, nothing
from gatescope.gui.scenes.pace import Gap
from gatescope.gui.scenes.room import Room
from gatescope.gui.scenes.shown_numbers import Numbers
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.words.entries import Topic

S = TypeVar("S")
METRICS, RUNS = "metrics", "runs"  # news that are no frame: new rows, and a run that is another than before
FLAG = " ●"  # after the name of a tab that says something is altered


class Place(StrEnum):
    """Where a view stands."""

    MIDDLE = "middle"
    SIDE = "side"
    BELOW = "below"
    FORM = "form"  # among the settings, without a tab


class Acts(Protocol):
    """What a view's events can do."""

    state: ViewState

    def change(self, **changes: object) -> None: ...
    def choose(self, choice: ViewChoice) -> None: ...
    def travel(self, step: int) -> None: ...
    def go_live(self) -> None: ...


@dataclass(frozen=True)
class ViewSpec(Generic[S]):
    """``name`` is its slot too. ``says`` gives its tab's name and tip, in the language of the moment. ``slots`` are the
    news that change it; what the user wants always does. A ``calm`` view is read rather than watched: while a run
    trains it gives way to those that move with every step."""

    name: str
    place: Place
    topic: Topic
    make: Callable[[], View[S]]
    resolve: Callable[[ViewState, Store, Room], S | None]
    wants: Wants = nothing
    beforehand: Beforehand = nothing
    says: Callable[[], tuple[str, str]] = lambda: ("", "")
    title: Callable[[], str] | None = None  # of its picture; else its topic's
    slots: frozenset[str] = frozenset()
    calm: bool = True
    pace: Mapping[str, Gap] = field(default_factory=dict)  # by slot
    may: Callable[[TaskShape], str] = lambda _shape: ""  # why not, '' where it may
    rare: bool = False  # where it may not be it has no tab at all
    needs: tuple[Ability, ...] = ()  # of the network; one that lacks one has a sentence in the place of the picture
    choices: tuple[type[ViewChoice], ...] = ()  # what is chosen for it, kept in ``ViewState.choices`` and over starts
    numbers: Callable[[S, Store], Numbers] | None = None
    wire: Callable[[Any, Acts], None] = lambda _view, _acts: None
    behind: str = ""  # the view whose tab it shares
    part: Callable[[], str] = lambda: ""  # its name there
    flag: Callable[[ViewState], bool] = lambda _state: False  # its tab says that something is altered
