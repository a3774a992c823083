"""Spoilt sessions, each from a number: what disks, cables and malice do to the bytes, the values, the schema, the JSON,
the tensors, what is packed and what lies beside the file."""

import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError

from tests.bench import session_damage as damage
from tests.bench import session_malice as malice
from tests.bench.session_damage import NAME, Mutated

Change = Callable[["Mutated", random.Random], str]


@dataclass(frozen=True)
class Mutant:
    """A session to be tried: what was done to which seed."""

    number: int
    kind: str
    story: str


def mutant(number: int, seeds: Sequence[Path], folder: Path, elsewhere: Path) -> Mutant:
    """Writes the mutant of a number into an empty folder, as ``NAME``: the same on every machine."""
    chance = random.Random(number)
    seed, kind = chance.choice(seeds), chance.choice(list(KINDS))
    place = Mutated(folder / NAME, elsewhere)
    shutil.copy(seed, place.path)
    stories: list[str] = []
    with suppress(*SPOILT):
        stories.extend(chance.choice(KINDS[kind])(place, chance) for _ in range(chance.choice((1, 1, 2))))
    return Mutant(number, kind, f"{seed.stem}: {', '.join(stories)}")


SPOILT = (sqlite3.Error, SafetensorError, ValueError, TypeError, LookupError, OverflowError, zlib.error)
"""Raised where a session is spoilt already so that it cannot be spoilt further."""

KINDS: dict[str, tuple[Change, ...]] = {
    "bytes": (*(damage.flipped, damage.overwritten) * 2, damage.cut, damage.pages_swapped, damage.header, damage.tree),
    "values": (*(damage.value,) * 4, damage.rows_gone, damage.rows_doubled, damage.of_another_run),
    "schema": (*(malice.endless_view, malice.beyond, malice.altered) * 2, malice.trigger, malice.roots_swapped),
    "json": (malice.json_value,),
    "tensors": (malice.tensor, malice.tensor, malice.tensor, malice.tensor_bytes),
    "packed": (malice.packed, malice.model, malice.model, malice.data_bytes, malice.data_elsewhere),
    "beside": (malice.journal, malice.journal, malice.wal, malice.wal, malice.rubbish, malice.link),
}
