"""How long the texts of a workbook's cells are together. A workbook keeps each text once, and whoever reads it makes a
copy for every cell."""

import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

TEXT_MOST = 512 << 20  # bytes
SHARED = re.compile(r"^/?xl/sharedStrings\.xml$", re.I)
SHEET = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.I)
_PLACE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})\s*<")
_END = re.compile(rb"</(?:\w+:)?si>")
_PIECE, _CARRY, _TAG = 1 << 20, 1024, 32
Ints = NDArray[np.int64]


def copied(file: BinaryIO) -> int:
    """The bytes of all cells with a shared text, of the largest sheet; 0 where the texts are too short to matter.
    ``file`` is a zip that was looked at already. Raises what ``zipfile`` does."""
    with zipfile.ZipFile(file) as book:
        texts = [each for each in book.infolist() if SHARED.match(each.filename)]
        sheets = [each for each in book.infolist() if SHEET.match(each.filename)]
        largest = max((each.file_size for each in sheets), default=0)
        lengths = np.concatenate([np.zeros(0, np.int64), *(_lengths(book, each) for each in texts)])
        shortest_cell = len('<c t="s"><v>0<')
        if not len(lengths) or lengths.max() * (largest / shortest_cell) <= TEXT_MOST:
            return 0
        return max(_of_sheet(book, each, lengths) for each in sheets)


def _lengths(book: zipfile.ZipFile, texts: zipfile.ZipInfo) -> Ints:
    """How long each text is, markup counted too."""
    ends, before, carry = [0], 0, b""
    for piece in _pieces(book, texts):
        text, start = carry + piece, before - len(carry)
        ends += [start + found.end() for found in _END.finditer(text)]
        before += len(piece)
        carry = text[max(ends[-1] - start, len(text) - _TAG) :]  # what may be the beginning of a tag
    return np.array([late - early for early, late in pairwise(ends)], np.int64)


def _of_sheet(book: zipfile.ZipFile, sheet: zipfile.ZipInfo, lengths: Ints) -> int:
    total, carry = 0, b""
    for piece in _pieces(book, sheet):
        text = carry + piece
        end = text.rfind(b"</") + 2  # no cell is cut in two, as long as its tags are short
        text, carry = text[:end], text[end:][-_CARRY:]
        places = np.array([int(each) for each in _PLACE.findall(text)], np.int64)
        total += int(lengths[places[places < len(lengths)]].sum())
    return total


def _pieces(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with book.open(entry) as opened:
        while piece := opened.read(_PIECE):
            yield piece
