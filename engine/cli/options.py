"""The options of the command line: which there are, and what a person may write for a character."""

import argparse
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from gatescope.engine.config.formats import described
from gatescope.engine.config.run import (
    Cell,
    ClipBy,
    Fill,
    Init,
    Kind,
    Level,
    Optimiser,
    Scale,
    Schedule,
    Split,
    Task,
    Transform,
)
from gatescope.engine.protocol.exports import EXPORTS, ExportOptions

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "space": " ", "\\t": "\t"}
QUOTES = {"double": '"', "single": "'", "none": ""}
MARKS = {"point": ".", "comma": ",", "space": " ", "apostrophe": "'", "none": ""}
NONE = {"none": ""}


def named(word: str | None, names: dict[str, str]) -> str | None:
    """The character that a person calls ``word``, or wrote."""
    return None if word is None else names.get(word.lower(), word)


def train_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gatescope train", description="Train a recurrent network on a file, without a window."
    )
    parser.add_argument("file", metavar="FILE", help=described())
    add_reading(parser)
    add_roles(parser)
    add_learning(parser)
    _add_network(parser)
    _add_training(parser)
    _add_gradient(parser)
    _add_rate(parser)
    return parser


def inspect_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gatescope inspect",
        description="Print how a file is read, what its columns are taken for and what is doubtful, as JSON.",
    )
    parser.add_argument("file", metavar="FILE", help=described())
    add_reading(parser)
    add_roles(parser)
    add_learning(parser)
    parser.add_argument("--window", type=int, metavar="N", help="steps the gradient reaches back")
    return parser


def export_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gatescope export", description="Take a part of a session out of it.")
    parser.add_argument("session", metavar="SESSION", type=Path)
    parser.add_argument("what", metavar="WHAT", choices=[spec.name for spec in EXPORTS], help=_exports())
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--run", type=int, metavar="ID", help="default: the last run")
    parser.add_argument("--step", type=int, metavar="N", help="default: its last keyframe")
    parser.add_argument("--probe", type=int, metavar="N", help="a number from the list of probes")
    return parser


def _exports() -> str:
    return ", ".join(f"{spec.name} (.{' .'.join(spec.suffixes)})" for spec in EXPORTS)


def export_options(args: Sequence[str]) -> argparse.Namespace:
    """Those of ``export``. One that its part does not heed is refused, as any wrong option is."""
    parser = export_parser()
    options = parser.parse_args(args)
    heeded = next(spec.options for spec in EXPORTS if spec.name == options.what)
    for name in ExportOptions.__struct_fields__:
        if getattr(options, name) is not None and name not in heeded:
            parser.error(f"--{name} means nothing for {options.what}")
    return options


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How the file becomes records and cells; what is left out is found out."""
    group = parser.add_argument_group("how the file is read (default: found out)")
    add = group.add_argument
    yes_or_no = argparse.BooleanOptionalAction
    add("--kind", type=Kind, choices=list(Kind), help="read the file as this")
    add("--encoding", metavar="NAME", help="such as utf-8, utf-16, cp949, latin-1")
    add("--delimiter", metavar="C", help="comma, semicolon, tab, pipe, space, or the character")
    add("--header", action=yes_or_no, default=None, help="the first record has the names of the columns, or not")
    add("--quote", metavar="C", help="double, single, none, or the character")
    add("--decimal", metavar="C", help="point or comma")
    add("--thousands", metavar="C", help="comma, point, space, apostrophe, none, or the character")
    add("--comment", metavar="TEXT", help="lines that begin with it are left out; none: no line is")
    add("--skip", type=int, metavar="N", help="lines before the header or the first record")
    add("--units", action=yes_or_no, default=None, help="the record under the header names units, or not")
    add("--missing", nargs="+", metavar="WORD", help="further words for a missing value, such as 9999")
    add("--sheet", metavar="NAME", help="of a workbook")


def add_roles(parser: argparse.ArgumentParser) -> None:
    """What the columns are used for."""
    group = parser.add_argument_group("what the columns are (default: found out)")
    add = group.add_argument
    add("--time", nargs="+", metavar="COL", help="the column, or the columns, that tell the time")
    add("--target", nargs="+", metavar="COL", help="columns to predict")
    add("--inputs", nargs="+", metavar="COL", help="columns of numbers to predict from")
    add("--category", nargs="+", metavar="COL", help="columns of words to predict from; they are embedded")
    add("--sequence", metavar="COL", help="the column that tells sequences apart")
    add("--label", metavar="COL", help="the column to predict once per sequence")
    add("--text", metavar="COL", help="the column whose cells are texts")
    add("--second", metavar="COL", help="the column with the other text of each pair")


def add_learning(parser: argparse.ArgumentParser) -> None:
    """The task, and what is done to the data first."""
    group = parser.add_argument_group("what is learnt (default: chosen by the columns)")
    add = group.add_argument
    add("--task", type=Task, choices=list(Task), help="the shape of the task")
    add("--horizon", type=int, metavar="N", help="steps from an input to its target")
    classes = group.add_mutually_exclusive_group()
    classes.add_argument("--classes", action="store_const", dest="classes", const=True, help="the targets are classes")
    classes.add_argument(
        "--numbers", action="store_const", dest="classes", const=False, help="the targets are quantities"
    )
    add("--split", type=Split, choices=list(Split), help="how the validation part is told apart")
    add("--validation-share", type=float, metavar="X", help="default: 0.3")
    add("--fill", nargs="+", metavar="[COL=]NAME", help=f"where a value is missing: {_names(Fill)}")
    add("--scale", nargs="+", metavar="[COL=]NAME", help=f"{_names(Scale)}")
    add("--transform", nargs="+", metavar="[COL=]NAME", help=f"done to the series first: {_names(Transform)}")
    add("--season", type=int, metavar="N", help="steps in a season, for a seasonal transform")
    add("--order", type=int, metavar="P", help="of the autoregression to be beaten; 0: chosen by Akaike's criterion")
    add("--level", type=Level, choices=list(Level), help="what a token of a text is")
    add("--vocabulary", type=int, metavar="N", help="the most tokens that are known; 0: all")
    add("--least", type=int, metavar="N", help="how often a token must come to be known")
    add("--shuffled", action="store_const", const=True, help="destroy the order first, to see what it is worth")


def _names(kind: type[StrEnum]) -> str:
    return ", ".join(kind)


def _add_network(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the network")
    add = group.add_argument
    add("--cell", type=Cell, choices=list(Cell), help="default: lstm")
    add("--hidden", type=int, metavar="N", help="units per layer")
    add("--layers", type=int, metavar="N", help="layers, 1 to 4")
    add("--dropout", type=float, metavar="X", help="dropout between layers")
    add("--embedding", type=int, metavar="N", help="width of the symbol vectors, 0: one-hot")
    add("--init", type=Init, choices=list(Init), help="what the recurrent weights are at first; default: torch")
    add("--forget-bias", type=float, metavar="X", help="added to the bias of the forget gate")
    add("--bidirectional", action="store_const", const=True, help="read from the end too: tag and many-to-one only")


def _add_training(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the training")
    add = group.add_argument
    add("--window", type=int, metavar="N", help="steps the gradient reaches back")
    add("--batch", type=int, metavar="N", help="windows per step")
    add("--optimiser", type=Optimiser, choices=list(Optimiser), help="default: adam")
    add("--weight-decay", type=float, metavar="X", help="default: torch's own for the optimiser")
    add("--steps", type=int, metavar="N", default=1000, help="default: 1000")
    add("--seed", type=int, metavar="N", help="default: 0")
    add("--device", metavar="D", help="auto, cpu, cuda or cuda:N")
    add("--session", metavar="OUT", help="keep the session in this file")


def _add_gradient(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the gradient")
    add = group.add_argument
    add("--clip", type=float, metavar="X", help="largest gradient norm (or value), 0: no clipping")
    add("--clip-by", type=ClipBy, choices=list(ClipBy), help="what is clipped; default: norm")
    add("--carry", action="store_const", const=True, help="carry the state from window to window along the data")
    add("--reach", type=int, metavar="N", help="with --carry: steps the gradient reaches back, 0: a window")
    add("--omega", type=float, metavar="X", help="weight of the regulariser of the gradient's norm, simple RNNs only")


def _add_rate(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the learning rate and the end")
    add = group.add_argument
    add("--lr", type=float, metavar="X", help="learning rate")
    add("--schedule", type=Schedule, choices=list(Schedule), help="how it changes; default: constant")
    add("--warm-up", type=int, metavar="N", help="steps that lead up to it")
    add("--decay", type=float, metavar="X", help="what it is multiplied by, of step and plateau")
    add("--decay-every", type=int, metavar="N", help="steps, of step")
    add("--patience", type=int, metavar="N", help="validations without a better one, of plateau")
    add("--stop-after", type=int, metavar="N", help="validations without a better one that end it, 0: never")
