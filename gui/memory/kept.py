"""A choice that outlives the window, declared once: an attribute that reads from a store and writes into it.

Whatever stands in the store may have been written by another version or by hand: what makes no sense is the default.
"""

import math
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, Self, TypeVar, overload

from PySide6.QtCore import QSettings

Value = TypeVar("Value")


class ValueKeeper(Protocol):
    """Who has such attributes."""

    store: QSettings


class Kept(Generic[Value]):
    """The attribute ``theme`` is kept under ``theme``. Asked of the class it is this declaration."""

    def __init__(self, default: Value) -> None:
        self.default, self.name = default, ""

    def read(self, written: str) -> Value | None:
        """What ``written`` means; None for nonsense."""
        raise NotImplementedError

    def written(self, value: Value) -> object:
        """As the store takes it."""
        return value

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, keeper: None, owner: type) -> Self: ...
    @overload
    def __get__(self, keeper: ValueKeeper, owner: type) -> Value: ...
    def __get__(self, keeper: ValueKeeper | None, owner: type) -> Self | Value:
        if keeper is None:
            return self
        stands = keeper.store.value(self.name)
        value = None if stands is None else self.read(str(stands))
        return self.default if value is None else value

    def __set__(self, keeper: ValueKeeper, value: Value) -> None:
        keeper.store.setValue(self.name, self.written(value))


class KeptText(Kept[str]):
    """Any text, or one that makes ``sense``."""

    def __init__(self, default: str = "", sense: Callable[[str], bool] = lambda _: True) -> None:
        super().__init__(default)
        self._sense = sense

    def read(self, written: str) -> str | None:
        return written if self._sense(written) else None


class KeptChoice(KeptText):
    """One of several names; the first is the default."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(names[0], lambda name: name in names)


class KeptFlag(Kept[bool]):
    def read(self, written: str) -> bool | None:
        return {"true": True, "false": False}.get(written)

    def written(self, value: bool) -> str:
        return "true" if value else "false"


class KeptShare(Kept[float]):
    """A number from ``low`` to ``high``."""

    def __init__(self, default: float, low: float, high: float) -> None:
        super().__init__(default)
        self.low, self.high = low, high

    def read(self, written: str) -> float | None:
        return _number(written, self.low, self.high)


class KeptWhole(Kept[int]):
    """A whole number from ``low`` to ``high``."""

    def __init__(self, default: int, low: int, high: int) -> None:
        super().__init__(default)
        self.low, self.high = low, high

    def read(self, written: str) -> int | None:
        number = _number(written, self.low, self.high)
        return None if number is None else round(number)


def _number(written: str, low: float, high: float) -> float | None:
    try:
        value = float(written)
    except ValueError:
        return None
    return value if math.isfinite(value) and low <= value <= high else None
