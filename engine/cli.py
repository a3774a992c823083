"""Gatescope without a window: ``train`` and ``export``. The one file in the engine with sentences for people."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from engine.config import Cell, Kind, Optimiser, Transform
from engine.errors import EngineError, Fault

SENTENCES: dict[Fault, str] = {
    Fault.FILE_MISSING: "There is no file {path}. Check the name.",
    Fault.FILE_IS_DIRECTORY: "{path} is a folder. Name a file in it.",
    Fault.FILE_FORBIDDEN: "You have no permission to read {path}. Change its permissions or copy it.",
    Fault.FILE_UNREADABLE: "{path} cannot be read: {reason}.",
    Fault.FILE_EMPTY: "{path} is empty. It needs rows of numbers or text to learn from.",
    Fault.FILE_BINARY: "{path} is not text: byte {offset} cannot be part of one. Export it as CSV or plain text.",
    Fault.ENCODING_UNKNOWN: "The encoding of {path} is not recognised (line {line}). Save it as UTF-8.",
    Fault.READ_CANCELLED: "Reading {path} was cancelled.",
    Fault.LINE_TOO_LONG: "Line {line} of {path} is too long for a table row ({length}, at most {limit}).",
    Fault.ROW_RAGGED: "Line {line} of {path} has {found} fields where {expected} are expected. Mend or remove it.",
    Fault.QUOTE_UNCLOSED: "A quote opened on line {line} of {path} is never closed.",
    Fault.CELL_NOT_NUMERIC: "Line {line}, column {column} of {path}: “{value}” is not a number.",
    Fault.CELL_MISSING: "Column {column} of {path} has {count} empty cells, the first on line {line}.",
    Fault.TOO_FEW_ROWS: "{path} has {rows} rows; at least {needed} are needed.",
    Fault.NO_NUMERIC_COLUMN: "{path} has no column of numbers (its columns: {columns}).",
    Fault.COLUMN_UNKNOWN: "There is no column {column}. The columns are: {columns}.",
    Fault.COLUMN_NOT_NUMERIC: "Column {column} does not hold numbers. Choose another.",
    Fault.COLUMN_CONSTANT: "Column {column} is {value} everywhere; there is nothing to learn from it.",
    Fault.VALUE_NOT_POSITIVE: "Row {row} of column {column} is {value}; a logarithm needs values above 0.",
    Fault.SEASON_UNKNOWN: "No season was found in column {column}. Name one with --season (2 to {longest}).",
    Fault.ENCODING_WRONG: "{path} is not {encoding}: line {line} cannot be read so. Choose another --encoding.",
    Fault.ARCHIVE_DAMAGED: "{path} cannot be unpacked: {reason}.",
    Fault.ARCHIVE_TOO_LARGE: "{path} unpacks to {bytes:,} bytes or more; at most {limit:,} are read of such a file.",
    Fault.SHEET_UNKNOWN: "{path} has no sheet {sheet}. Its sheets are: {sheets}.",
    Fault.ROWS_ALL_MISSING: "Every row lacks a value, first in column {column}. Fill them instead.",
    Fault.TASK_UNTRAINABLE: "Networks for the task {task} do not exist yet. Choose next, tag or many-to-one.",
    Fault.SPLIT_SHUFFLED: "A series cannot be split by single rows: their neighbours would tell the answer. "
    "Split it in time order.",
    Fault.SPLIT_NEEDS_SEQUENCES: "A split by sequences needs several of them; there are {sequences}. Name the column that "
    "tells them apart with --sequence.",
    Fault.SEQUENCES_TOO_FEW: "There are {sequences} sequences; at least {needed} are needed.",
    Fault.SEQUENCES_TOO_SHORT: "The longest sequence has {longest} steps; at least {needed} are needed.",
    Fault.CLASSES_TOO_FEW: "Column {column} has {classes} classes; at least 2 are needed.",
    Fault.CLASSES_TOO_MANY: "Column {column} has {classes} different values, too many for classes (at most {limit}).",
    Fault.CLASS_UNKNOWN: "The training part has no {value} in column {column}, but the validation part has.",
    Fault.LABEL_CHANGES: "Column {column} changes within the sequence {sequence}; a label is the same in all its rows.",
    Fault.PACKAGE_MISSING: "Korean morphemes need the package {package}: pip install {package}.",
    Fault.TEXT_TOO_SHORT: "{path} has {length} characters; at least {needed} are needed.",
    Fault.TEXT_ONE_SYMBOL: "{path} holds one symbol only ({symbol}); there is nothing to predict.",
    Fault.DATA_NOT_OPEN: "No data is open. Open a file first.",
    Fault.CONFIG_VALUE: "{name} cannot be {value}{bounds}.",
    Fault.WINDOW_TOO_LONG: "A window of {window} does not fit into {rows} rows. The longest that fits is {longest}.",
    Fault.ONE_HOT_TOO_WIDE: "One-hot vectors of {symbols} symbols are too wide (at most {limit}). Use --embedding.",
    Fault.NETWORK_TOO_LARGE: "The network needs about {needed_bytes:,} bytes, and {available_bytes:,} are free.",
    Fault.DEVICE_UNAVAILABLE: "{device} cannot be used here ({reason}). Use --device cpu or auto.",
    Fault.PROBE_INVALID: "There is no such probe: {part}, start {start}, length {length}.",
    Fault.SESSION_FOREIGN: "{path} is not a Gatescope session.",
    Fault.SESSION_DAMAGED: "The session {path} is damaged: {reason}.",
    Fault.SESSION_TOO_NEW: "{path} was written by a newer Gatescope (format {format}; this one knows {known}).",
    Fault.SESSION_IN_USE: "{path} is open in another Gatescope. Close it there first.",
    Fault.SESSION_EMPTY: "There is no run in {path}.",
    Fault.SESSION_DATA_MISSING: "The data of {path} is not inside it, and {data} is not there.",
    Fault.SESSION_DATA_CHANGED: "{data} is no longer the file that {path} was made from.",
    Fault.SESSION_OTHER_DATA: "{path} is a session of other data ({data}). Choose another file.",
    Fault.SESSION_UNWRITABLE: "{path} cannot be written: {reason}.",
    Fault.RUN_UNKNOWN: "There is no run {run} in the session.",
    Fault.RUN_ENDED: "Run {run} ended at step {step}; go on from one of its keyframes instead.",
    Fault.KEYFRAME_UNKNOWN: "Run {run} has no keyframe at or before step {step}.",
    Fault.LOSS_NOT_FINITE: "The loss became {value} at step {step}. Try a smaller learning rate, or clipping.",
    Fault.GRADIENT_NOT_FINITE: "The gradient became {value} at step {step}. Try a smaller learning rate, or clipping.",
    Fault.OUT_OF_MEMORY: "There was not enough memory on {device} at step {step}. Try fewer units or a shorter window.",
    Fault.DEVICE_FAILED: "The device failed at step {step}: {reason}.",
    Fault.PROTOCOL: "The engine was sent what it does not understand: {reason}.",
    Fault.INTERNAL: "Something went wrong inside Gatescope: {reason}.",
}


def sentence(error: EngineError) -> str:
    """What a fault says to a person."""
    facts = dict(error.facts)
    bounds = ""
    if "choices" in facts:
        bounds = f"; it is one of: {facts['choices']}"
    elif "low" in facts:
        bounds = f"; it lies between {facts['low']:g} and {facts['high']:g}"
    return SENTENCES[error.fault].format_map(_Facts(facts, bounds=bounds))


class _Facts(dict[str, object]):
    """A fact that was not given reads as a dash, so that a sentence never fails where it is needed most."""

    def __missing__(self, key: str) -> "_Dash":
        return _Dash()


class _Dash:
    def __format__(self, _form: str) -> str:
        return "–"


def train(args: Sequence[str]) -> int:
    """``train FILE …``: trains without a window; a progress bar on stderr, one JSON object on stdout at the end."""
    options = _train_parser().parse_args(args)
    # torch takes a second to import: not before a wrong option has been refused
    from engine.headless import train_file

    return _guarded(lambda: print(json.dumps(train_file(options, sys.stderr)), flush=True))


def export(args: Sequence[str]) -> int:
    """``export SESSION weights|frame|metrics|probes OUT``: takes a part of a session out of it."""
    options = _export_parser().parse_args(args)
    # torch takes a second to import: not before a wrong option has been refused
    from engine.exporting import export_part

    return _guarded(lambda: export_part(options))


def _guarded(work: Callable[[], None]) -> int:
    try:
        work()
    except EngineError as error:
        print(f"gatescope: {sentence(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("gatescope: stopped.", file=sys.stderr)
        return 130
    except OSError as error:  # stdout is closed or full
        _give_up_output()
        print(f"gatescope: The output cannot be written: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def _give_up_output() -> None:
    """What is still buffered would fail again when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _train_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gatescope train", description="Train a recurrent network on a file, without a window."
    )
    parser.add_argument("file", metavar="FILE", help="a CSV with a numeric column, or a text")
    parser.add_argument("--kind", type=Kind, choices=list(Kind), help="read the file as this (default: found out)")
    parser.add_argument("--target", nargs="+", metavar="COL", help="columns to predict")
    parser.add_argument("--inputs", nargs="+", metavar="COL", help="columns to predict from")
    parser.add_argument("--transform", type=Transform, choices=list(Transform), help="done to the series first")
    parser.add_argument("--season", type=int, metavar="N", help="steps in a season, for a seasonal transform")
    parser.add_argument("--cell", type=Cell, choices=list(Cell), help="default: lstm")
    parser.add_argument("--hidden", type=int, metavar="N", help="units per layer")
    parser.add_argument("--layers", type=int, metavar="N", help="layers, 1 to 4")
    parser.add_argument("--dropout", type=float, metavar="X", help="dropout between layers")
    parser.add_argument("--embedding", type=int, metavar="N", help="width of the symbol vectors, 0: one-hot")
    parser.add_argument("--window", type=int, metavar="N", help="steps the gradient reaches back")
    parser.add_argument("--batch", type=int, metavar="N", help="windows per step")
    parser.add_argument("--optimiser", type=Optimiser, choices=list(Optimiser), help="default: adam")
    parser.add_argument("--lr", type=float, metavar="X", help="learning rate")
    parser.add_argument("--clip", type=float, metavar="X", help="largest gradient norm, 0: no clipping")
    parser.add_argument("--steps", type=int, metavar="N", default=1000, help="default: 1000")
    parser.add_argument("--seed", type=int, metavar="N", help="default: 0")
    parser.add_argument("--device", metavar="D", help="auto, cpu, cuda or cuda:N")
    parser.add_argument("--session", metavar="OUT", help="keep the session in this file")
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gatescope export", description="Take a part of a session out of it.")
    parser.add_argument("session", metavar="SESSION", type=Path)
    parser.add_argument("part", choices=["weights", "frame", "metrics", "probes"])
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--run", type=int, metavar="ID", help="default: the last run")
    parser.add_argument("--step", type=int, metavar="N", help="default: its last keyframe")
    parser.add_argument("--probe", type=int, metavar="N", help="a number from the list of probes")
    return parser
