"""The records of a plain file, counted without the program's own reader: read and skipped ones must add up to them."""

import codecs
from pathlib import Path

from gatescope.engine.protocol.datasets import DatasetInfo

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def differences(path: str, info: DatasetInfo) -> list[str]:
    """Says so when read and skipped records are more or fewer than there are. A file with quotes is not counted here:
    where a quoted cell ends is the reader's question."""
    raw = Path(path).read_bytes()
    if not info.columns or not _countable(raw, info):
        return []
    least, most = _bounds(raw.decode(info.encoding, "replace").lstrip("\ufeff"), info)
    counted = info.records.read + info.records.skipped
    return [] if least <= counted <= most else [f"{counted} records told, {least} … {most} in the file"]


def _countable(raw: bytes, info: DatasetInfo) -> bool:
    packed = raw[:2] in (b"\x1f\x8b", b"PK") or raw[:4] == b"PAR1"
    return not packed and not info.sheets and b'"' not in raw and b"'" not in raw


def _bounds(text: str, info: DatasetInfo) -> tuple[int, int]:
    """At most every line that is not blank is a record, at least every one that holds more than delimiters."""
    read = info.read
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line for line in lines[read.skip or 0 :] if not (read.comment and line.lstrip().startswith(read.comment))]
    heads = bool(read.header) + bool(read.units)
    blank = " \t\x1a\0\u00a0\u3000\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\ufeff" + info.delimiter
    least = sum(1 for line in lines if line.strip(blank))
    most = sum(1 for line in lines if line)
    return least - heads, most - heads
