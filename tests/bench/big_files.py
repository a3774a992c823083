"""Big files for the benchmark: an hourly table of seven columns and a long text, made in seconds."""

import datetime
import io
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

COLUMNS = 7
ROWS_AT_ONCE = 200_000
WORDS = (
    *("the", "of", "and", "to", "in", "a", "is", "that", "it", "was", "for", "on", "are", "as", "with", "they", "at"),
    *("be", "this", "from", "have", "or", "by", "그", "이", "것", "수", "있다", "하는", "바람", "은", "를"),
)
PIECE = 4 << 20  # characters


def write_table(path: Path, megabytes: int) -> int:
    """Writes hours and noisy waves with three decimals until the file has so many MB. The number of records."""
    chance = np.random.default_rng(0)
    begin = np.datetime64(datetime.datetime(1900, 1, 1), "s")
    rows = 0
    with path.open("wb") as file:
        while file.tell() < megabytes * 1_000_000:
            hours = np.arange(rows, rows + ROWS_AT_ONCE)
            waves = 20 * np.sin(hours[:, None] / (24 * np.arange(1, COLUMNS + 1))) + chance.normal(
                size=(ROWS_AT_ONCE, COLUMNS)
            )
            columns = {f"load {at + 1}": np.round(waves[:, at], 3) for at in range(COLUMNS)}
            table = pa.table({"date": begin + hours * 3600, **columns})
            file.write(_as_csv(table, header=not rows))
            rows += ROWS_AT_ONCE
    return rows


def _as_csv(table: pa.Table, header: bool) -> bytes:
    out = io.BytesIO()
    csv.write_csv(table, out, csv.WriteOptions(include_header=header, quoting_style="none"))
    return out.getvalue()


def write_text(path: Path, megabytes: int) -> int:
    """Writes words of two scripts in lines until the file has so many MB. The number of characters."""
    chance = np.random.default_rng(0)
    words = np.array([*WORDS, "\n"])
    characters = 0
    with path.open("wb") as file:
        while file.tell() < megabytes * 1_000_000:
            piece = " ".join(words[chance.integers(len(words), size=PIECE // 4)].tolist()) + "\n"
            characters += len(piece)
            file.write(piece.encode())
    return characters
