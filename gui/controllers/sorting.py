"""Keeps the order of the units: found from exact values when it is asked for, and frozen until then. Of a run that is
looked at from its first step on it is found once more at its first validation, when its units are alike in something.

In order: an order is chosen, or a layer is looked at that has none; the board asks for that layer's exact values as
long as it has none; the answer is taken out of the store and put in order once; that order becomes part of what the
user wants.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject

from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Want
from gatescope.gui.controllers.board import Board
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.scenes.asking import Look, in_force
from gatescope.gui.state.ordering import Order, OrderBy, order_of

ORDER = "order"  # the slot of the frames that an order is found from
Key = tuple[int, str]  # run, layer


class Sorting(QObject):
    """One order for each layer of each run that is looked at."""

    def __init__(self, conductor: Conductor, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conductor = conductor
        self._by = OrderBy.SIMILARITY
        self._orders: dict[Key, Order] = {}
        self._chosen = False  # by the user, who sees what he orders
        self._early: set[Key] = set()  # found of a network that has learnt nothing yet
        self._shown: Key = (0, "")
        conductor.state_changed.connect(self._follow)
        conductor.runs_changed.connect(self._follow)
        conductor.data_changed.connect(self._forget)
        conductor.frame_taken.connect(self._take)
        board.watch(ORDER, self._wants, lambda: self._lacking, {})

    def choose(self, by: OrderBy) -> None:
        """Orders every layer by this from now on."""
        self._by, self._chosen = by, True
        self._orders.clear()
        self._early.clear()
        self._show()

    def _forget(self) -> None:
        self._orders.clear()
        self._early.clear()

    def again(self) -> None:
        """Finds the order of what is looked at anew."""
        self._orders.pop(self._key, None)
        self._show(keep=True)

    @property
    def _key(self) -> Key:
        state, record = self._conductor.state, self._conductor.selected
        return state.run, record.info.config.net.nearest(state.layer) if record else state.layer

    def _follow(self) -> None:
        if self._key != self._shown:
            self._show()

    def _show(self, keep: bool = False) -> None:
        """Puts the order in force; where there is none yet the board asks for the values it is found from."""
        self._shown = self._key
        if not keep:
            self._conductor.change(order=self._orders.get(self._key, ()))

    @property
    def _lacking(self) -> bool:
        if self._by is OrderBy.INDEX or self._conductor.selected is None:
            return False
        return self._key not in self._orders or (self._key in self._early and self._learnt)

    @property
    def _learnt(self) -> bool:
        """Whether the run has been validated: from then on its units keep their places."""
        record = self._conductor.selected
        return record is not None and len(record.validation_steps) > 0

    def _wants(self, look: Look) -> Iterator[FrameRequest]:
        """Every value of the layer's states, whatever there is room for."""
        yield FrameRequest(
            slot=Slot(ORDER),
            run=look.state.run,
            probe=look.probe,
            at=look.state.at,
            wants=(Want(layer=look.layer, trace=look.net.state),),
            interventions=in_force(look.state.interventions, look.net),
        )

    def _take(self, slot: str) -> None:
        answer = self._conductor.store.frames.pop(Slot(ORDER), None) if slot == ORDER else None
        if answer is None or not answer.frame.traces:
            return
        found = answer.frame.traces[0]
        key = (answer.frame.run, found.layer)
        self._orders[key] = order_of(self._by, found.values)
        if self._learnt or self._chosen:
            self._early.discard(key)
        else:
            self._early.add(key)
        if key == self._key:
            self._conductor.change(order=self._orders[key])
