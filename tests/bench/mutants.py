"""Spoilt files, each from a number: what editors, cables, spreadsheets and malice do to them."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.bench.mutant_seeds import seeds, workbook

Change = Callable[[bytes, random.Random], bytes]

RARE = 0.01  # the share of bombs and of files with a million fields: each takes a while
BOMB = 256 << 20  # bytes they unpack to
MANY = 1_000_000
SIGNS = (b"\0", b'"', b"'", b"\n", b"\r", b",", b";", b"\t", b"|", b" ", b"\xef\xbb\xbf", b"\xff", b"#", b"\x1a", b"=")
CELLS = (
    b"=1+1",
    b"=cmd|' /C calc'!A0",
    b"@SUM(A1:A9)",
    b"-2+3",
    b"1e999",
    b"-inf",
    b"nan",
    b"0x1F",
    b"1,234.5",
    b"9" * 400,
    b"\xed\xa0\x80",
    "\u202e\u0301é\U0001f469\u200d\U0001f469".encode(),
    b"",
)


@dataclass(frozen=True)
class Mutant:
    """A file to be tried: what was done to which seed, its name and bytes, and how many bytes it unpacks to."""

    number: int
    story: str
    name: str
    raw: bytes
    unpacked: int


def mutant(number: int) -> Mutant:
    """The mutant of a number: the same on every machine."""
    chance = random.Random(number)
    if chance.random() < RARE:
        return _extreme(number, chance)
    seed = chance.choice(seeds())
    inside = seed.packed is not None and chance.random() < 0.6
    raw = seed.inner if inside else seed.raw
    changes = [chance.choice(CHANGES if inside or seed.packed is None else ARCHIVE_CHANGES) for _ in range(3)]
    changes = changes[: chance.choice((1, 1, 2, 3))]
    for change in changes:
        raw = change(raw, chance)
    unpacked = max(len(raw), len(seed.inner))
    if inside and seed.packed is not None:
        raw = seed.packed(raw)
    suffix = seed.suffix if chance.random() < 0.95 else chance.choice((".csv", ".txt", ".gz", ".xlsx", ".parquet", ""))
    story = f"{seed.name}{' inside' if inside else ''}: {', '.join(change.__name__ for change in changes)}"
    return Mutant(number, story, f"mutant{suffix}", raw, unpacked)


# ---- bytes ----------------------------------------------------------------------------------------------------------


def flipped(raw: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(raw)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def beheaded(raw: bytes, chance: random.Random) -> bytes:
    return raw[chance.randint(0, len(raw)) :]


def gutted(raw: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randint(0, len(raw)) for _ in range(2))
    return raw[:first] + raw[last:]


def joined(raw: bytes, chance: random.Random) -> bytes:
    other = chance.choice(seeds()).raw
    return raw + other if chance.random() < 0.5 else other + raw


def doubled(raw: bytes, chance: random.Random) -> bytes:
    return raw * chance.randint(2, 5)


def signed(raw: bytes, chance: random.Random) -> bytes:
    """Signs that mean something to a reader of tables, anywhere."""
    for _ in range(chance.choice((1, 1, 2, 10))):
        at = chance.randint(0, len(raw))
        raw = raw[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 2, 50)) + raw[at:]
    return raw


def overwritten(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + chance.randbytes(chance.choice((1, 16, 300))) + raw[at + 300 :]


# ---- lines and cells ------------------------------------------------------------------------------------------------


def with_cells(raw: bytes, chance: random.Random) -> bytes:
    """Formulas, numbers too large, words among numbers."""
    lines = raw.split(b"\n")
    for _ in range(chance.choice((1, 5, 60))):
        at = chance.randrange(len(lines))
        cells = lines[at].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice(CELLS)
        lines[at] = b",".join(cells)
    return b"\n".join(lines)


def with_lines_moved(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    for _ in range(chance.choice((1, 5, 40))):
        line = lines.pop(chance.randrange(len(lines)))
        for _ in range(chance.choice((0, 1, 2)) if lines else 1):
            lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def ragged(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    for _ in range(chance.choice((1, 4, 30))):
        at = chance.randrange(len(lines))
        lines[at] = lines[at].rpartition(b",")[0] if chance.random() < 0.5 else lines[at] + b",1" * chance.randint(1, 9)
    return b"\n".join(lines)


def with_other_ends(raw: bytes, chance: random.Random) -> bytes:
    end = chance.choice((b"\r", b"\r\n", b"\n\n", b"\n\r", "\u2028".encode(), b"\x0b", b"\x0c"))
    return raw.replace(b"\n", end, chance.choice((1, 10, -1)))


def with_deep_quotes(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + b'"' * chance.choice((1, 3, 999, 50_000)) + raw[at:]


def with_a_long_cell(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return (
        raw[:at] + chance.choice((b"x", b"1", b" ", b"-", b"\0")) * chance.choice((1000, 70_000, 1_500_000)) + raw[at:]
    )


def of_another_encoding(raw: bytes, chance: random.Random) -> bytes:
    """The rest of the file, from somewhere on, as another program would write it."""
    at = chance.randint(0, len(raw))
    text = raw[at:].decode("utf-8", "replace")
    return raw[:at] + text.encode(chance.choice(("utf-16", "utf-16-be", "cp949", "latin-1", "utf-8-sig")), "replace")


def emptied(raw: bytes, chance: random.Random) -> bytes:
    """Next to nothing."""
    return chance.choice(
        (b"", b"\n", b"\xef\xbb\xbf", b"\0" * 64, b" \n \n", b'"', b",", b"\xff\xfe", raw[:1], raw[:40])
    )


CHANGES: tuple[Change, ...] = (
    flipped,
    flipped,
    cut,
    beheaded,
    gutted,
    joined,
    doubled,
    signed,
    signed,
    overwritten,
    with_cells,
    with_cells,
    with_lines_moved,
    ragged,
    with_other_ends,
    with_deep_quotes,
    with_a_long_cell,
    of_another_encoding,
    emptied,
)
ARCHIVE_CHANGES: tuple[Change, ...] = (flipped, flipped, cut, beheaded, gutted, joined, signed, overwritten)


# ---- extremes -------------------------------------------------------------------------------------------------------


def _extreme(number: int, chance: random.Random) -> Mutant:
    make = chance.choice((million_fields, million_lines, gzip_bomb, workbook_bomb, lying_workbook))
    name, raw, unpacked = make(chance)
    return Mutant(number, make.__name__, name, raw, unpacked)


def million_fields(chance: random.Random) -> tuple[str, bytes, int]:
    line = b"," * MANY
    raw = b"a,b\n1,2\n" * chance.choice((0, 50)) + line + b"\n" + b"3,4\n" * chance.choice((0, 50))
    return "fields.csv", raw, len(raw)


def million_lines(chance: random.Random) -> tuple[str, bytes, int]:
    raw = chance.choice((b",\n", b"1,\n", b"\n", b'"",\n')) * MANY
    return "lines.csv", raw, len(raw)


@cache
def _bomb(byte: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = (byte * (1 << 20))[: 1 << 20]
    return b"".join(packer.compress(piece) for _ in range(BOMB >> 20)) + packer.flush()


def gzip_bomb(chance: random.Random) -> tuple[str, bytes, int]:
    raw = _bomb(chance.choice((b"\0", b"1,2\n", b"1")))
    return "bomb.csv.gz", raw * chance.choice((1, 4)), BOMB


@cache
def _sheet_bomb() -> bytes:
    return workbook(b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * (BOMB // 26))


def workbook_bomb(_: random.Random) -> tuple[str, bytes, int]:
    return "bomb.xlsx", _sheet_bomb(), BOMB


def lying_workbook(chance: random.Random) -> tuple[str, bytes, int]:
    """A sheet whose size in the archive's directory is not its own."""
    seed = next(each for each in seeds() if each.suffix == ".xlsx")
    raw = bytearray(seed.raw)
    with zipfile.ZipFile(io.BytesIO(seed.raw)) as archive:
        at = archive.start_dir
    field = raw.index(b"xl/worksheets/sheet1.xml", at) - 46 + chance.choice((20, 24))  # packed or unpacked bytes
    raw[field : field + 4] = chance.choice((0, 1, 1 << 31, (1 << 32) - 1)).to_bytes(4, "little")
    return "lying.xlsx", bytes(raw), len(seed.inner)
