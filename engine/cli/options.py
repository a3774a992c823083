"""The options of the command line: which there are, and what a person may write for a character."""

import argparse
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from gatescope.engine.cli.help_words import HELP
from gatescope.engine.config.formats import described
from gatescope.engine.config.run import (
    EVERY_KIND,
    Fill,
    Kind,
    Level,
    Repeats,
    RowOrder,
    Scale,
    Split,
    Task,
    TrainConfig,
    Transform,
)
from gatescope.engine.config.setting import Group, Setting, grouped, setting_of
from gatescope.engine.protocol.exports import EXPORTS, ExportOptions, StepNamed

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "space": " ", "\\t": "\t"}
QUOTES = {"double": '"', "single": "'", "none": ""}
MARKS = {"point": ".", "comma": ",", "space": " ", "apostrophe": "'", "none": ""}
NONE = {"none": ""}
METAVARS = {int: "N", float: "X", str: "D"}
STEPS = 1000  # nobody is there to stop it
SEEDS_MOST = 1000


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
    add_run(parser)
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
    add_setting(parser.add_argument, "train", setting_of(TrainConfig, "window"))
    return parser


def export_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gatescope export", description="Take a part of a session out of it.")
    parser.add_argument("session", metavar="SESSION", type=Path)
    parser.add_argument("what", metavar="WHAT", choices=[spec.name for spec in EXPORTS], help=_exports())
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--run", type=int, metavar="ID", help="default: the last run")
    parser.add_argument(
        "--step", type=_step, metavar="N", help="or best: of the lowest validation loss; default: its last keyframe"
    )
    parser.add_argument("--probe", type=int, metavar="N", help="a number from the list of probes")
    return parser


def _step(text: str) -> int | StepNamed:
    return StepNamed.BEST if text == StepNamed.BEST else int(text)


def _several(text: str) -> int:
    if not text.isdecimal() or not 2 <= int(text) <= SEEDS_MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 2 to {SEEDS_MOST}")
    return int(text)


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
    add("--header-lines", type=int, metavar="N", help="lines that name the columns together, such as 2")
    add("--quote", metavar="C", help="double, single, none, or the character")
    add("--decimal", metavar="C", help="point or comma")
    add("--thousands", metavar="C", help="comma, point, space, apostrophe, none, or the character")
    add("--comment", metavar="TEXT", help="lines that begin with it are left out; none: no line is")
    add("--skip", type=int, metavar="N", help="lines before the header or the first record")
    add("--units", action=yes_or_no, default=None, help="the record under the header names units, or not")
    add(
        "--missing",
        nargs="+",
        metavar="WORD",
        help="further words for a missing value: 9999, or COL=9999 in one column",
    )
    add("--words", nargs="+", metavar="COL", help="columns whose cells are words, though they look like numbers")
    add("--minus", metavar="MARKS", help="the marks that make a number negative, such as △▼")
    add("--sheet", metavar="NAME", help="of a workbook; the table, the file or the array of what holds several")
    add("--series", action=yes_or_no, default=None, help="each record is a series of its own, or not")
    how = "day-first, month-first, year-first, or a pattern such as DD.MM.YYYY or %%d.%%m.%%Y"
    add("--dates", metavar="HOW", help=how)
    add("--rows", type=RowOrder, choices=list(RowOrder), help="sort them by their time, or leave them as in the file")
    add("--repeats", type=Repeats, choices=list(Repeats), help="what is made of rows that have the same time")
    kept = "read totals, footnotes, repeated headers and blank records like any other"
    add("--keep", action="store_const", const=True, help=kept)


def add_roles(parser: argparse.ArgumentParser) -> None:
    """What the columns are used for."""
    group = parser.add_argument_group("what the columns are (default: found out)")
    add = group.add_argument
    add("--time", nargs="+", metavar="COL", help="the column, or the columns, that tell the time")
    add("--target", nargs="+", metavar="COL", help="columns to predict")
    add("--inputs", nargs="+", metavar="COL", help="columns of numbers to predict from")
    add("--category", nargs="+", metavar="COL", help="columns of words to predict from; they are embedded")
    add("--sequence", nargs="+", metavar="COL", help="the column, or the columns, that tell sequences apart")
    add("--label", metavar="COL", help="the column to predict once per sequence")
    add("--text", metavar="COL", help="the column whose cells are texts")
    add("--second", metavar="COL", help="the column with the other text of each pair")
    add("--picture", metavar="COL", help="the column that names pictures (PNG, JPEG), of which a text is learnt")
    add("--thumbnail", type=int, metavar="N", help="pixels of a side, of pictures: 8 to 32; default: 16")


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
    add("--second-level", type=Level, choices=list(Level), help="of the other text of a pair; default: as --level")
    add("--second-vocabulary", type=int, metavar="N", help="the most tokens of that text that are known; 0: all")
    add("--second-least", type=int, metavar="N", help="how often it must have a token")
    add("--longest", type=int, metavar="N", help="tokens of the other text; longer pairs are left out; default: 100")
    add("--shuffled", action="store_const", const=True, help="destroy the order first, to see what it is worth")


def _names(kind: type[StrEnum]) -> str:
    return ", ".join(kind)


def add_run(parser: argparse.ArgumentParser) -> None:
    """The settings of the network and of its training; what is left out is what is suggested for the data."""
    network, training = parser.add_argument_group("the network"), parser.add_argument_group("the training")
    gradient = parser.add_argument_group("the gradient")
    rate = parser.add_argument_group("the learning rate and the end")
    apart: dict[Group | None, argparse._ArgumentGroup] = {Group.METHOD: gradient, Group.RATE: rate, Group.END: rate}
    _add_network(network)
    for setting in grouped(TrainConfig):
        add_setting(apart.get(setting.group, training).add_argument, "train", setting)
    repeated = "train with so many seeds, one after another, and tell their mean and spread"
    training.add_argument("--seeds", type=_several, metavar="N", help=repeated)
    training.add_argument("--session", metavar="OUT", help="keep the session in this file")
    parser.set_defaults(steps=STEPS)


def _add_network(network: argparse._ArgumentGroup) -> None:
    """The options of every kind of network. What several kinds have is one option, told of the first of them."""
    network.add_argument("--net", choices=list(EVERY_KIND), help="the kind of network; default: recurrent")
    many = "choose --hidden or --width such that about so many numbers are learnt"
    network.add_argument("--parameters", type=int, metavar="N", help=many)
    known: set[str] = set()
    for kind in EVERY_KIND.values():
        for setting in grouped(kind):
            if setting.name not in known:
                add_setting(network.add_argument, "net", setting)
        known.update(setting.name for setting in grouped(kind))
    network.add_argument(
        "--beam", type=int, metavar="N", help="beginnings of answers kept at every step, 1 to 10, when it is over"
    )


def add_setting(add: Callable[..., object], part: str, setting: Setting) -> None:
    """The option of a setting of ``part`` of a run. Its value is None where it is left out."""
    told = HELP[f"{part}.{setting.name}"].format(**setting.facts)
    how: dict[str, object] = {"type": setting.kind}
    if setting.kind is bool:
        how = {"action": "store_const", "const": True}
    elif issubclass(setting.kind, StrEnum):
        how["choices"] = list(setting.kind)
    else:
        how["metavar"] = METAVARS[setting.kind]
    add(setting.option, dest=setting.name, help=told, **how)
