"""Keeps the order of the units: found from exact values when it is asked for, and frozen until then."""

from PySide6.QtCore import QObject

from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Trace, Want
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.scenes.asking import in_force, probe_of
from gatescope.gui.state.ordering import Order, OrderBy, order_of

ORDER = "order"  # the slot of the frames that an order is found from
Key = tuple[int, int]  # run, layer


class Sorting(QObject):
    """One order for each layer of each run that is looked at."""

    def __init__(self, conductor: Conductor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conductor = conductor
        self._by = OrderBy.INDEX
        self._orders: dict[Key, Order] = {}
        self._shown: Key = (0, 0)
        conductor.state_changed.connect(self._follow)
        conductor.runs_changed.connect(self._follow)
        conductor.data_changed.connect(self._orders.clear)
        conductor.frame_taken.connect(self._take)

    def choose(self, by: OrderBy) -> None:
        """Orders every layer by this from now on."""
        self._by = by
        self._orders.clear()
        self._show()

    def again(self) -> None:
        """Finds the order of what is looked at anew."""
        self._orders.pop(self._key, None)
        self._show(keep=True)

    @property
    def _key(self) -> Key:
        state, record = self._conductor.state, self._conductor.selected
        return state.run, min(state.layer, record.info.config.net.strands - 1) if record else 0

    def _follow(self) -> None:
        if self._key != self._shown:
            self._show()

    def _show(self, keep: bool = False) -> None:
        """Puts the order in force; asks for the values it is found from where there is none yet."""
        self._shown = self._key
        known = self._orders.get(self._key)
        if not keep:
            self._conductor.change(order=known or ())
        if known is None and self._by is not OrderBy.INDEX:
            self._ask()

    def _ask(self) -> None:
        state, record = self._conductor.state, self._conductor.selected
        probe = probe_of(state, self._conductor.store)
        if record is None or probe is None:
            return
        request = FrameRequest(
            slot=Slot(ORDER),
            number=0,
            run=state.run,
            probe=probe,
            at=state.at,
            wants=(Want(layer=self._key[1], trace=Trace.HIDDEN),),
            interventions=in_force(state.interventions, record.info.config.net),
        )
        self._conductor.bridge.ask_frame(request)

    def _take(self, slot: str) -> None:
        answer = self._conductor.store.frames.pop(Slot(ORDER), None) if slot == ORDER else None
        if answer is None or not answer.frame.traces:
            return
        found = answer.frame.traces[0]
        key = (answer.frame.run, found.layer)
        self._orders[key] = order_of(self._by, found.values)
        if key == self._key:
            self._conductor.change(order=self._orders[key])
