"""The views of the window: asks for what is lacking to those that are seen, marks what is out of date, draws on the
clock.

What is behind another tab, or in a window that nobody sees, asks for nothing and is not drawn. A view is what its entry
in ``gui/views/registry.py`` says; nothing here knows any of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.controllers.shelves import Shelf
from gatescope.gui.kit.view import View
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.scenes.asking import STACK, Beforehand, Request, Wants, nothing, wanted
from gatescope.gui.scenes.pace import Gap, Pace
from gatescope.gui.scenes.room import FREE, GRADIENT, Room
from gatescope.gui.scenes.shown_numbers import NONE, Numbers
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.spec import FLAG, METRICS, RUNS, Place, ViewSpec
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.nets import why_not

V = TypeVar("V", bound=View[Any])


@dataclass(frozen=True)
class Watcher:
    """Who asks without being a view: what it wants while ``seen``."""

    seen: Callable[[], bool]
    wants: Wants = nothing
    beforehand: Beforehand = nothing


class Board(QObject):
    """Owns every view. ``explained`` carries what a question mark asks about, ``drawn`` the name of a view that was
    drawn just now, ``enlarged`` that of a page that shall have the middle."""

    explained = Signal(Topic)
    drawn = Signal(str)
    enlarged = Signal(str)

    def __init__(self, conductor: Conductor, specs: Iterable[ViewSpec[Any]] = VIEWS) -> None:
        super().__init__()
        self._conductor = conductor
        self.specs = {spec.name: spec for spec in specs}
        self.views: dict[str, View[Any]] = {name: spec.make() for name, spec in self.specs.items()}
        self.fits: Callable[[], frozenset[str]] = lambda: frozenset({GRADIENT, FREE})  # the rows of the stack that do
        self._shelves: dict[Place, Shelf] = {}
        self._openers: dict[str, Callable[[], None]] = {}
        self._watchers: dict[str, Watcher] = {}
        self._dirty = set(self.specs)
        self._pace = Pace({slot: gap for spec in self.specs.values() for slot, gap in spec.pace.items()})
        for name, spec in self.specs.items():
            spec.wire(self.views[name], conductor)
            if self.views[name].focusPolicy() is Qt.FocusPolicy.NoFocus:
                self.views[name].setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that F1 knows what it is asked about
        self._wire()

    def _wire(self) -> None:
        conductor = self._conductor
        conductor.state_changed.connect(self._look_again)
        conductor.data_changed.connect(self.mark_all)
        conductor.runs_changed.connect(self._offer)
        conductor.runs_changed.connect(lambda: self.mark(RUNS))
        conductor.metrics_grew.connect(lambda _run: self.mark(METRICS))
        conductor.frame_taken.connect(self._take)

    # ---- where they stand --------------------------------------------------------------------------------------

    def shelf(self, place: Place, make: Callable[..., Shelf], above: Mapping[str, QWidget] | None = None) -> Shelf:
        """The views of a place behind their tabs. ``above`` stands over the view of a name."""
        views = {name: self.views[name] for name, spec in self.specs.items() if spec.place is place}
        shelf = self._shelves[place] = make({name: self.specs[name] for name in views}, views, above or {})
        shelf.tabs.turned.connect(self.ask)
        shelf.explained.connect(lambda name: self.explained.emit(self.specs[name].topic))
        shelf.enlarged.connect(self.enlarged)
        spoken(shelf.tabs, self._offer)
        return shelf

    def shelf_of(self, page: str) -> tuple[Place, Shelf] | None:
        """The shelf that has a tab of this name, None where none has."""
        return next(((place, shelf) for place, shelf in self._shelves.items() if page in shelf.tabs.pages), None)

    def stand(self, name: str, bring: Callable[[], None]) -> None:
        """A view that stands behind no tab, and what brings it where it is seen."""
        self._openers[name] = bring

    def view(self, kind: type[V]) -> V:
        """The view of this class. Raises ``StopIteration`` where no entry makes one."""
        return next(view for view in self.views.values() if isinstance(view, kind))

    def show(self, name: str) -> None:
        """Brings a view to the front, if it may be. Raises ``KeyError`` for a name that no view has."""
        spec = self.specs[name]
        if self._refused().get(name):
            return
        if name in self._openers:
            self._openers[name]()
        elif spec.place in self._shelves:
            self._shelves[spec.place].tabs.turn(name)

    def front(self, place: Place) -> str:
        """The view of a place that stands in front. Raises ``KeyError`` for one without a shelf."""
        return self._shelves[place].tabs.front

    def turn_over(self, place: Place) -> None:
        """Brings the next view of a place to the front."""
        names = [name for name, spec in self.specs.items() if spec.place is place and not self._refused().get(name)]
        front = self._shelves[place].tabs.front
        self.show(names[(names.index(front) + 1) % len(names)] if front in names else names[0])

    def _refused(self) -> dict[str, str]:
        """The views that cannot be of the run that is looked at, and why."""
        record = self._conductor.selected
        if record is None:
            return {}
        shape = of_run(record.info)
        return {name: why for name, spec in self.specs.items() if (why := spec.may(shape))}

    def _offer(self) -> None:
        refused, state = self._refused(), self._conductor.state
        flags = {name: FLAG if spec.flag(state) else "" for name, spec in self.specs.items()}
        for shelf in self._shelves.values():
            shelf.offer(refused, flags, self._conductor.selected is not None)

    # ---- what is seen ------------------------------------------------------------------------------------------

    @property
    def seen(self) -> frozenset[str]:
        """The views that somebody can see now."""
        return frozenset(name for name, view in self.views.items() if _seen(view))

    @property
    def visible(self) -> frozenset[str]:
        """The same with the rows of the stack and who else is there to ask."""
        others = {name for name, watcher in self._watchers.items() if watcher.seen()}
        return self.seen | others | (self.fits() if STACK in self.seen else frozenset())

    def focused(self) -> str:
        """The view that has the keyboard, or whose tab has it; '' where none has."""
        focus = next((view.window().focusWidget() for view in self.views.values()), None)
        if focus is None:
            return ""
        around = [name for name, view in self.views.items() if view is focus or view.isAncestorOf(focus)]
        if around:  # the innermost: a page of another place may stand in the middle
            return max(around, key=lambda name: sum(self.views[o].isAncestorOf(self.views[name]) for o in around))
        fronts = (shelf.tabs.front for shelf in self._shelves.values() if shelf.tabs.strip.isAncestorOf(focus))
        return next((name for name in fronts if name in self.specs), "")

    def numbers(self, name: str) -> Numbers | None:
        """What a view shows in numbers; None where it has none, empty while it shows nothing."""
        spec, scene = self.specs[name], self.views[name].scene
        if spec.numbers is None:
            return None
        return spec.numbers(scene, self._conductor.store) if scene is not None else NONE

    # ---- asking ------------------------------------------------------------------------------------------------

    def watch(self, name: str, wants: Wants, seen: Callable[[], bool], pace: Mapping[str, Gap]) -> None:
        """Asks on behalf of somebody who is no view."""
        self._watchers[name] = Watcher(seen, wants)
        self._pace.add(pace)

    def watch_beforehand(self, name: str, wants: Beforehand, seen: Callable[[], bool]) -> None:
        """The same for what is wanted where there is no run yet."""
        self._watchers[name] = Watcher(seen, beforehand=wants)

    @property
    def room(self) -> Room:
        return Room({name: view.room() for name, view in self.views.items()}, self.fits())

    def ask(self) -> None:
        """Asks for what those who are seen lack. Says nothing when everything is asked for already."""
        self._ask(self.seen, self.room)

    def _ask(self, seen: frozenset[str], room: Room) -> None:
        conductor = self._conductor
        if not conductor.listening:
            return
        asking: list[ViewSpec[Any] | Watcher] = [spec for name, spec in self.specs.items() if name in seen]
        asking += [watcher for watcher in self._watchers.values() if watcher.seen()]
        state, store = conductor.state, conductor.store
        requests: dict[Slot, Request] = {each.slot: each for one in asking for each in one.beforehand(state, store)}
        requests |= {each.slot: each for each in wanted(state, store, [one.wants for one in asking], room)}
        conductor.ask(request for request in requests.values() if self._pace.allows(request, conductor.training))

    # ---- drawing -----------------------------------------------------------------------------------------------

    def mark(self, news: str) -> None:
        """What is changed by these news is out of date: the slot of a frame, or what else has come."""
        self._dirty |= {name for name, spec in self.specs.items() if news in spec.slots}

    def mark_all(self) -> None:
        self._dirty = set(self.specs)

    def tick(self, calm: bool) -> None:
        """Asks, then draws what is out of date; while it trains calm views at calm ticks, the others at the rest."""
        seen, room, training = self.seen, self.room, self._conductor.training
        self._ask(seen, room)
        self._draw(seen, [name for name, spec in self.specs.items() if not training or spec.calm == calm], room)

    def draw(self, names: Iterable[str] | None = None) -> None:
        """Draws those of them that are seen and out of date; by default all that are seen, as they are now."""
        if names is None:
            self.mark_all()
        self._draw(self.seen, self.specs if names is None else names, self.room)

    def _draw(self, seen: frozenset[str], names: Iterable[str], room: Room) -> None:
        conductor = self._conductor
        for name in [name for name in names if name in self._dirty and name in seen]:
            self._dirty.discard(name)
            spec, view = self.specs[name], self.views[name]
            for kind in spec.choices:
                view.show_choice(conductor.state.choice(kind))
            view.lacking = self._lacking(spec)
            # what a network has not is no picture, whatever else could be made of its frames
            view.draw(None if view.lacking else spec.resolve(conductor.state, conductor.store, room))
            self.drawn.emit(name)

    def _lacking(self, spec: ViewSpec[Any]) -> str:
        record = self._conductor.selected
        if record is None:
            return ""
        return next(filter(None, (why_not(record.info.config.net, ability) for ability in spec.needs)), "")

    def _take(self, slot: str) -> None:
        conductor = self._conductor
        if (answer := conductor.store.answer(slot)) is not None:
            self._pace.took(slot, answer.frame.cost_ms / 1000)
        self.mark(slot)
        if not conductor.training or not conductor.state.live:
            self.draw([name for name, spec in self.specs.items() if not spec.calm])  # somebody waits for this picture

    def _look_again(self) -> None:
        """The user wants to see something else: ask at once, not at the next tick."""
        self.mark_all()
        self._offer()
        self.ask()


def _seen(view: QWidget) -> bool:
    return view.isVisible() and not view.window().isMinimized()
