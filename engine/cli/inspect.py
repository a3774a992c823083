"""What a file is taken for, without training on it: what ``inspect`` prints. No torch here."""

import argparse
import math
from typing import Any

import msgspec

from gatescope.engine.cli.choices import data_config, opened
from gatescope.engine.cli.sentences import warnings
from gatescope.engine.config.run import DataConfig, Kind
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.protocol.datasets import Column, DatasetInfo
from gatescope.engine.protocol.roles import role_of


def inspect_file(options: argparse.Namespace) -> dict[str, Any]:
    """Reads a file as the options of ``engine.cli.options`` say and describes it in plain JSON values.

    Raises ``EngineError`` when it cannot be read, or when nothing can be learnt of it as the options say: the check is
    the one that a run makes. A task whose networks do not exist yet is no fault here: ``trainable`` is false.
    """
    dataset = opened(options)
    data = data_config(options, dataset.info)
    trainable = data.task.spec.learnt
    prepared = prepare(dataset, data, options.window or dataset.info.suggested.train.window) if trainable else None
    seen = {"parts": _parts(prepared), "sequences": _sequences(prepared)} if prepared else {"parts": None}
    return {**described(dataset, data), **seen}


def described(dataset: Dataset, data: DataConfig) -> dict[str, Any]:
    """A data set and what is learnt of it: the guesses and counts that matter most, and then the others."""
    info = dataset.info
    records, read = info.records, info.read
    table = info.kind is Kind.TABLE
    return {
        "rows_read": records.read if table else info.rows,
        "rows_skipped": records.skipped,
        "bad_cells": sum(each.count for each in records.bad),
        "encoding": info.encoding,
        "delimiter": info.delimiter,
        "header": read.header if table else None,
        "columns": [_column(column, data) for column in info.columns],
        "task": str(data.task),
        "trainable": data.task.spec.learnt,
        "kind": str(info.kind),
        "rows": info.rows,
        "skipped_lines": list(records.skipped_lines),
        "bad_cells_by_column": {
            each.column: {"count": each.count, "lines": list(each.lines), "first": each.value} for each in records.bad
        },
        "read": _plain(read),
        "learnt": _plain(data),
        **_facts(info),
        "warnings": warnings(info),
    }


def _column(column: Column, data: DataConfig) -> dict[str, Any]:
    """The role is the one it has in ``data``: options may have changed what was guessed."""
    return {
        "name": column.name,
        "role": str(role_of(data, column.name)),
        "type": str(column.type),
        "missing": column.missing,
        "constant": column.constant,
        "distinct": column.distinct,
        "unit": column.unit,
    }


def _facts(info: DatasetInfo) -> dict[str, Any]:
    return {
        "time_column": info.time_column,
        "frequency": info.frequency,
        "first": info.first,
        "last": info.last,
        "gaps": info.gaps,
        "gap_labels": list(info.gap_labels),
        "reversed": info.records.reversed,
        "sorted": info.records.sorted,
        "backwards": info.records.backwards,
        "repeated": info.records.repeated,
        "merged": info.records.merged,
        "date_readings": [_plain(each) for each in info.date_readings],
        "unread_time": _plain(info.unread) if info.unread else None,
        "symbols": info.symbols,
        "sheets": list(info.sheets),
        "doubts": list(info.doubts),
        "found": [_plain(each) for each in info.found],
        "suggestion_reason": info.suggestion_reason,
        "path": info.path,
        "bytes": info.bytes,
        "sha256": info.sha256,
    }


def _parts(prepared: Prepared) -> dict[str, Any]:
    """What a network would see of it."""
    return {
        "training_rows": list(prepared.training_rows),
        "validation_rows": list(prepared.validation_rows),
        "naive_loss": prepared.naive_loss if math.isfinite(prepared.naive_loss) else None,
    }


def _sequences(prepared: Prepared) -> dict[str, int]:
    """How many sequences it sees, and how many steps the shortest and the longest have."""
    lengths = prepared.layout.lengths
    return {"count": len(lengths), "shortest": int(lengths.min()), "longest": int(lengths.max())}


def _plain(config: msgspec.Struct) -> Any:
    return msgspec.to_builtins(config)
