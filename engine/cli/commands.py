"""Gatescope without a window: ``train``, ``inspect`` and ``export``. This room is the one place in the engine with text
for people."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from gatescope.engine.cli.options import export_options, inspect_parser, train_parser
from gatescope.engine.cli.sentences import sentence
from gatescope.engine.cli.told_words import notice
from gatescope.engine.errors import EngineError, Fact
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.protocol.told import Notice


def train(args: Sequence[str]) -> int:
    """``train FILE …``: trains without a window; a progress bar on stderr, one JSON object on stdout at the end."""
    options = train_parser().parse_args(args)
    # torch takes a second to import: not before a wrong option has been refused
    from gatescope.engine.cli.train import train_file

    return _guarded(lambda: _say(train_file(options, sys.stderr)))


def inspect(args: Sequence[str]) -> int:
    """``inspect FILE …``: how the file is read and what it is taken for, one JSON object on stdout; no torch."""
    options = inspect_parser().parse_args(args)
    # pyarrow takes a while to import: not before a wrong option has been refused
    from gatescope.engine.cli.inspect import inspect_file

    return _guarded(lambda: _say(inspect_file(options)))


def export(args: Sequence[str]) -> int:
    """``export SESSION WHAT OUT``: takes a part of a session out of it."""
    options = export_options(args)
    # torch takes a second to import: not before a wrong option has been refused
    from gatescope.engine.exports.writing import export_session

    chosen = ExportOptions(step=options.step, probe=options.probe)
    return _guarded(lambda: export_session(options.session, options.run, options.what, chosen, options.out, _tell))


def _tell(kind: Notice, facts: dict[str, Fact]) -> None:
    print(f"gatescope: {notice(kind, facts)}", file=sys.stderr)


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


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
