"""Strings that are no text, on their way through the pipe.

On Linux a file's name may have bytes that are no UTF-8; Python keeps them as lone surrogates (PEP 383), which no
message can hold. They cross as characters of private use, and a path that arrives is what it was. Every other lone
surrogate, as a keyboard or a network may make one, becomes U+FFFD.
"""

import re
from typing import Any

import msgspec

_BYTES = range(0xDC80, 0xDD00)  # how Python keeps the bytes 0x80 … 0xFF of a name
_PRIVATE = 0x10FE80  # private use, plane 16
_CROSSING = {byte: _PRIVATE + at for at, byte in enumerate(_BYTES)}
_BACK = {private: byte for byte, private in _CROSSING.items()}
_LONE = re.compile("[\ud800-\udfff]")


def sayable(value: Any) -> Any:
    """``value``, a message or a part of one, with strings that UTF-8 can hold."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value.translate(_CROSSING)) if _LONE.search(value) else value
    if isinstance(value, tuple):
        return tuple(map(sayable, value))
    if isinstance(value, dict):
        return {sayable(key): sayable(inside) for key, inside in value.items()}
    if isinstance(value, msgspec.Struct):
        return type(value)(**{name: sayable(getattr(value, name)) for name in value.__struct_fields__})
    return value


def with_path(message: Any) -> Any:
    """``message`` as it was before ``sayable``, as far as its path is concerned."""
    path = getattr(message, "path", "")
    there = path.translate(_BACK)
    return message if there == path else msgspec.structs.replace(message, path=there)
