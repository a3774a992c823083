"""Every message has one who takes it and one who hears it, and what crosses is what there is."""

import io
from typing import get_args

import pytest
from PySide6.QtCore import QObject

from gatescope.engine.protocol import wire
from gatescope.engine.protocol.base import About, FromEngine, FromWindow, handlers, kinds
from gatescope.engine.protocol.messages import Metrics, Pause, Play, Quit, Ready
from gatescope.engine.server.serve import Engine
from gatescope.engine.server.takers import takers, takes, takes_between_steps
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.link.hearers import hearers


def test_every_message_has_one_taker_and_one_hearer(qapp: QObject) -> None:
    engine = Engine(io.BytesIO(), io.BytesIO())
    assert set(engine._takers) == set(kinds(FromWindow))
    bridge = EngineBridge(("nobody",))
    conductor = Conductor(bridge)
    own = {Ready, *(kind for kind in hearers(bridge) if kind.__name__ in ("Frame", "Failed"))}  # told by their signals
    assert set(conductor._hearers) | own == set(kinds(FromEngine))
    assert not set(conductor._hearers) & own
    conductor.deleteLater()
    bridge.deleteLater()


def test_what_crosses_is_what_there_is() -> None:
    for base, decoder in ((FromWindow, wire._from_window), (FromEngine, wire._from_engine)):
        assert set(get_args(decoder.type)) == set(kinds(base))


def test_what_a_method_takes_is_read_from_its_signature() -> None:
    done, later = [], []

    class Room:
        @takes
        def at_once(self, message: Quit | Pause) -> None:
            done.append(message)

        @takes_between_steps(About.RUN)
        def in_time(self, message: Play) -> None:
            done.append(message)

    room = Room()
    with pytest.raises(ValueError, match="nobody takes"):
        takers(lambda about, do: later.append((about, do)), room)
    table = {kind: method for kind, (method, _) in handlers(room, "_takes").items()}
    assert set(table) == {Quit, Pause, Play}
    table[Pause](Pause(run=1))
    assert done == [Pause(run=1)]


def test_two_methods_that_take_one_message_are_found_out() -> None:
    class Room:
        @takes
        def one(self, message: Quit) -> None: ...

        @takes
        def other(self, message: Metrics | Quit) -> None: ...

    with pytest.raises(ValueError, match="Quit"):
        handlers(Room(), "_takes")
