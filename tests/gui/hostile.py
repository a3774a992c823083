"""A conversation with a real engine, kept, and every number in it made into one that nobody expects."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.errors import EngineError
from gatescope.engine.protocol.base import FromEngine
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.protocol.messages import CostTold, DataOpened, Metrics, Previewed, Ready, RunChanged
from gatescope.engine.protocol.wire import LENGTH, pack, unpack_from_engine
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow

FLOATS = (1e308, -1e308, float("inf"), float("-inf"), float("nan"), -1.0, 0.0, -0.0, 5e-324)
INTEGERS = (-1, 0, 1 << 31, 1 << 53, 1 << 63, (1 << 64) - 1, -(1 << 63))
Path_ = tuple[Any, ...]


@dataclass
class Kept:
    """A message, and the request that it answers where it is a frame."""

    message: FromEngine
    request: FrameRequest | None = None


class Keeping(EngineBridge):
    """A bridge that keeps what the engine says, the newest of each kind and slot."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[object, ...], Kept] = {}

    def _dispatch(self, message: FromEngine) -> None:
        slot = getattr(message, "slot", None)
        asked = self._frames_asked.get(slot) if isinstance(message, Frame) else None
        if asked is not None or isinstance(message, Ready | DataOpened | RunChanged | Previewed | CostTold):
            self.kept[type(message), slot] = Kept(message, asked)
        if isinstance(message, Metrics) and (len(message.train_loss) and len(message.validation_loss)):
            self.kept.setdefault((Metrics, message.since), Kept(message))
        super()._dispatch(message)


class Silent(EngineBridge):
    """A bridge to nobody, which is told what to hear."""

    def __init__(self) -> None:
        super().__init__(("no such engine",))
        self._held = None

    @property
    def running(self) -> bool:
        return True

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def send(self, message: object) -> bool:
        return True

    def hear(self, kept: Kept) -> bool:
        """False where it does not cross, which ends an engine and not the window."""
        try:
            message = unpack_from_engine(pack(kept.message)[LENGTH.size :])
        except (EngineError, OverflowError):
            return False
        if kept.request is not None and isinstance(message, Frame):
            self._frames_asked = {message.slot: msgspec.structs.replace(kept.request, number=message.number)}
        try:
            self._dispatch(message)
        except EngineError:
            return False
        return True


def window_with(bridge: EngineBridge, folder: Path, qtbot: QtBot) -> MainWindow:
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.device = "cpu"
    window = MainWindow(Conductor(bridge), settings)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


def conversation(window: MainWindow, qtbot: QtBot, file: Path, seconds: float = 2.0) -> list[Kept]:
    """Opens a file, trains, and looks at everything there is to see."""
    bridge = window.conductor.bridge
    assert isinstance(bridge, Keeping)
    with qtbot.waitSignal(bridge.ready, timeout=30_000):
        bridge.start()
    with qtbot.waitSignal(window.conductor.data_changed, timeout=30_000):
        window.open_path(str(file))
    window.conductor.play(window.forms.config)
    qtbot.waitUntil(
        lambda: window.conductor.selected is not None and window.conductor.selected.step > 60, timeout=30_000
    )
    for name in ("gradient", "gradient_map", "free"):
        if not window.actions_by_name[name].isChecked():
            window.actions_by_name[name].trigger()
    for name in window.board.specs:
        window.board.show(name)
        end = time.monotonic() + seconds / len(window.board.specs)
        qtbot.waitUntil(lambda end=end: time.monotonic() > end)
    return list(bridge.kept.values())


# ---- the numbers of a message ---------------------------------------------------------------------------------------


def places(value: object, at: Path_ = ()) -> Iterator[Path_]:
    """The ways to the numbers and arrays of a message; of what is alike the first."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float | np.ndarray):
        yield at
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from places(getattr(value, name), (*at, name))
    elif isinstance(value, dict):
        for key in list(value)[:2]:
            yield from places(value[key], (*at, key))
    elif isinstance(value, tuple) and value:
        yield from places(value[0], (*at, 0))


def with_(value: Any, at: Path_, change: Any) -> Any:
    """The same with another value at a place. Raises ``EngineError`` where that is no value there."""
    if not at:
        return change(value)
    first, rest = at[0], at[1:]
    if isinstance(value, dict):
        return {**value, first: with_(value[first], rest, change)}
    if isinstance(value, tuple):
        parts = list(value)
        parts[first] = with_(parts[first], rest, change)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return msgspec.structs.replace(value, **{first: with_(getattr(value, first), rest, change)})


def value_at(value: Any, at: Path_) -> Any:
    for step in at:
        value = value[step] if isinstance(value, dict | tuple) else getattr(value, step)
    return value


def changes(value: object) -> Iterator[tuple[str, Any]]:
    """What a number is made into, named."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        for number in FLOATS:
            with np.errstate(over="ignore"):
                yield f"all {number}", np.full_like(value, number)
                if value.size > 1:
                    one = value.copy()
                    one.flat[value.size // 2] = number
                    yield f"one {number}", one
    elif isinstance(value, np.ndarray):
        for number in (-1, 0, np.iinfo(value.dtype).max) if value.dtype.kind in "iu" else ():
            if number >= np.iinfo(value.dtype).min:
                yield f"all {number}", np.full_like(value, number)
    elif isinstance(value, float):
        yield from ((str(number), number) for number in FLOATS)
    else:
        yield from ((str(number), number) for number in INTEGERS)


def mutants(kept: Kept) -> Iterator[tuple[str, Kept]]:
    """A message with one number changed, and what was done to it."""
    for at in places(kept.message):
        for name, number in changes(value_at(kept.message, at)):
            try:
                changed = with_(kept.message, at, lambda _, number=number: number)
            except (EngineError, ValueError):
                continue
            slot = getattr(kept.message, "slot", None)
            where = ".".join(map(str, at))
            yield f"{type(kept.message).__name__} {slot or ''} {where} = {name}", Kept(changed, kept.request)


def shown(window: MainWindow) -> None:
    """All that can be seen, drawn."""
    window.draw_all()
    window.tick()
    QApplication.processEvents()
    window.grab()
