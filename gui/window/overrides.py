"""What we override of Qt's, made safe on Python 3.11.

There an exception raised by C code (an index out of range, a widget that is gone) leaves a Python function without an
exception object of its own, and PySide 6.10, which tells which override it came from, crashes the whole process on it.
Whoever catches it and raises it again makes the object.
"""

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

NEEDED = sys.version_info < (3, 12)


def make_safe() -> None:
    """Wraps every override in the classes that Gatescope and pyqtgraph have defined so far, before any is used."""
    for cls in set(_subclasses(Shiboken.Object)):
        if NEEDED and cls.__module__.partition(".")[0] in ("gatescope", "pyqtgraph"):
            for name, function in list(vars(cls).items()):
                if isinstance(function, FunctionType) and not hasattr(function, "__wrapped__") and _is_qts(cls, name):
                    setattr(cls, name, reraising(function))


def reraising(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with every exception made whole."""

    @wraps(function)
    def safe(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except BaseException:
            raise

    return safe


def _subclasses(cls: type) -> Iterator[type[Any]]:
    below: type[Any]
    for below in cls.__subclasses__():
        yield below
        yield from _subclasses(below)


def _is_qts(cls: type, name: str) -> bool:
    """Qt calls by this name."""
    bases = (base for base in cls.__mro__ if base.__module__.startswith("PySide6."))
    return not name.startswith("__") and any(name in vars(base) for base in bases)
