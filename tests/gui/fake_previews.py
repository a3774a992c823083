"""What the engine that knows nothing answers when it is asked for the beginning of a file."""

import os

import msgspec
import numpy as np

from gatescope.engine.config.run import DataConfig, Kind, Level, ReadConfig, RowOrder, RunConfig, Split, Task
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.found import Found, FoundKind, Undo

ROWS = 60
BAD, MISSING = (3, 2), (5, 2)  # record and column
NUMERIC, WORDS = m.ColumnType.NUMERIC, m.ColumnType.CATEGORY
GUESS = DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("a",), time=("date",))
READ = ReadConfig(
    kind=Kind.TABLE,
    encoding="utf-8",
    delimiter=",",
    header=True,
    quote='"',
    decimal=".",
    thousands="",
    comment="",
    skip=0,
    units=False,
)
TEXT = "It was dark on the rock.\nThe keeper lit the lamp, and the light went round and round.\n" * 20


def columns() -> tuple[m.Column, ...]:
    return (
        m.Column(name="date", type=m.ColumnType.TIME, role=m.Role.TIME),
        m.Column(name="a", type=NUMERIC, role=m.Role.INPUT_TARGET, unit="°C"),
        m.Column(name="b", type=NUMERIC, role=m.Role.INPUT, missing=2),
        m.Column(name="same", type=NUMERIC, constant=True),
        m.Column(name="kind", type=WORDS, distinct=2, levels=("calm", "storm")),
    )


def cells() -> tuple[tuple[str, ...], ...]:
    rows = [
        (f"2020-01-{1 + i % 28:02}", f"{20 + 5 * np.sin(i / 5):.2f}", str(i), "7", "storm" if i % 9 == 0 else "calm")
        for i in range(ROWS)
    ]
    rows[BAD[0]] = (*rows[BAD[0]][:2], "n.v.", *rows[BAD[0]][3:])
    rows[MISSING[0]] = (*rows[MISSING[0]][:2], "", *rows[MISSING[0]][3:])
    return tuple(rows)


def resolved(read: ReadConfig, kind: Kind) -> ReadConfig:
    """What was asked for, and what was found where nothing was."""
    said = {name: getattr(read, name) for name in read.__struct_fields__}
    found = {name: getattr(READ, name) for name in read.__struct_fields__}
    merged = {name: found[name] if value in ("", None, ()) else value for name, value in said.items()}
    return ReadConfig(**{**merged, "kind": kind})


def fault_of(data: DataConfig) -> tuple[str, dict[str, m.Fact]]:
    if data.split is Split.SHUFFLED:
        return "split-shuffled", {}
    if data.task not in (Task.NEXT, Task.TAG, Task.MANY_TO_ONE, Task.ONE_TO_ONE):
        return "task-untrainable", {"task": str(data.task)}
    if data.tokens.level is Level.MORPHEME:
        return "package-missing", {"package": "kiwipiepy"}
    return "", {}


def refused(request: m.PreviewRequest, fault: str, facts: dict[str, m.Fact]) -> m.Failed:
    return m.Failed(about=m.About.PREVIEW, fault=fault, facts=facts, slot=request.slot, number=request.number)


def previewed(request: m.PreviewRequest) -> m.Previewed | m.Failed:
    path = request.path
    if path.endswith("missing.csv"):
        return refused(request, "file-missing", {"path": path})
    if request.read.encoding == "utf-16":
        return refused(request, "encoding-wrong", {"path": path, "encoding": "utf-16", "line": 1})
    kind = request.read.kind or (Kind.TEXT if path.endswith(".txt") else Kind.TABLE)
    return _text(request) if kind is Kind.TEXT else _table(request)


def found(request: m.PreviewRequest) -> tuple[Found, ...]:
    """What is told of files whose name says so, as long as it is not undone or settled."""
    read, told = request.read, []
    if "unread" in request.path and not read.dates:
        told.append(
            Found(kind=FoundKind.UNREAD_TIME, columns=("date",), value="1~1~2021", lines=(2,), decide=True),
        )
    if "tie" in request.path and not read.dates:
        accept, undo = (Undo(path="read.dates", value=f"{each}-first") for each in ("day", "month"))
        facts: dict[str, str | int | float] = {"first": "2020-01-02", "last": "2020-02-02", "other": "month-first"}
        ways = {"undo": undo, "accept": accept}
        further = (Undo(path="read.dates", value="year-first"),) if "three" in request.path else ()
        told.append(
            Found(kind=FoundKind.DATE_ORDER, value="day-first", evidence=facts, decide=True, further=further, **ways)
        )
    if "mixed" in request.path and read.rows is RowOrder.TIME:
        undo = Undo(path="read.rows", value="file", option="--rows file")
        told.append(Found(kind=FoundKind.SORTED, count=12, evidence={"of": ROWS}, undo=undo))
        learnt = request.data.transform if request.data is not None else "difference"
        if learnt == "difference":
            undo = Undo(path="data.transform", value="none")
            told.append(Found(kind=FoundKind.TRANSFORM, columns=("a",), value="difference", undo=undo))
    return tuple(told)


def _table_info(request: m.PreviewRequest, data: DataConfig) -> m.DatasetInfo:
    bad = m.BadCells(column="b", count=1, lines=(5,), value="n.v.")
    read = resolved(request.read, Kind.TABLE)
    return m.DatasetInfo(
        path=request.path,
        name=os.path.basename(request.path),
        kind=Kind.TABLE,
        rows=ROWS,
        encoding=read.encoding,
        suggested=RunConfig(data=data),
        columns=columns(),
        time_column="" if "unread" in request.path and not request.read.dates else "date",
        frequency="daily",
        first="2020-01-01",
        last="2020-02-29",
        bytes=2_048,
        read=read,
        records=m.Records(read=ROWS, skipped=2, skipped_lines=(9, 31), bad=(bad,)),
        gaps=3,
        gap_labels=("2020-01-07",),
        found=found(request),
        doubts=("header",) if request.read.header is None else (),
    )


def _table(request: m.PreviewRequest) -> m.Previewed:
    data = request.data or GUESS
    fault, facts = fault_of(data)
    series = np.array([float(row[1]) for row in cells()], np.float32)
    classes = (
        m.ClassCount(name="calm", training=37, validation=16),
        m.ClassCount(name="storm", training=5, validation=2),
    )
    return m.Previewed(
        number=request.number,
        info=_table_info(request, data),
        cells=cells(),
        lines=tuple(range(2, ROWS + 2)),
        bad=(BAD,),
        missing=(MISSING,),
        series=None if fault or data.classes else series,
        split=1 - data.validation_share,
        sequences=(m.Sequence(name="", start=0, length=ROWS),),
        classes=classes if data.classes else (),
        fault=fault,
        facts=facts,
    )


def _stages() -> m.Stages:
    sentence = TEXT.split("\n")[0]
    return m.Stages(
        sentences=(sentence,),
        prepared=(sentence,),
        tokens=(tuple(sentence),),
        ids=np.zeros((1, len(sentence)), np.int32),
        vocabulary=27,
        count=len(TEXT),
        frequent=tuple((each, TEXT.count(each)) for each in " etandrkl"),
        unknown=0.0,
    )


def _text(request: m.PreviewRequest) -> m.Previewed:
    data = request.data or DataConfig(kind=Kind.TEXT)
    data = data if data.kind is Kind.TEXT else DataConfig(kind=Kind.TEXT)
    fault, facts = fault_of(data)
    info = m.DatasetInfo(
        path=request.path,
        name=os.path.basename(request.path),
        kind=Kind.TEXT,
        rows=len(TEXT),
        encoding="utf-8",
        suggested=RunConfig(data=data),
        symbols=27,
        bytes=len(TEXT),
        read=msgspec.structs.replace(request.read, kind=Kind.TEXT, encoding=request.read.encoding or "utf-8"),
    )
    return m.Previewed(
        number=request.number,
        info=info,
        text=TEXT,
        sequences=(m.Sequence(name="", start=0, length=len(TEXT)),),
        stages=None if fault else _stages(),
        fault=fault,
        facts=facts,
    )
