"""Takes a part of a session out of it: who writes what, and a file that comes whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from gatescope.engine.session.access import is_same_file
from gatescope.engine.session.session import Told

Write = Callable[[Laboratory, Run, ExportOptions, Path], None]
"""Writes its part of a run to a path. Raises ``EngineError`` for what there is not, ``OSError``."""


def writer_of(name: str) -> Write:
    """That of an export: each module of this room that is listed has its ``write``."""
    return cast(Write, import_module(f"{__package__}.{name}").write)


def export_session(
    path: Path,
    number: int | None,
    name: str,
    options: ExportOptions,
    out: Path,
    tell: Told = lambda _notice, _facts: None,
) -> None:
    """Writes what is called ``name`` of a run (None: the last) of the session at ``path`` to ``out``, whole or not at
    all. ``tell`` hears what is to be known of the session. Raises ``EngineError``."""
    _refuse_same(path, out)
    laboratory = Laboratory()
    laboratory.tell = tell
    laboratory.open_session(str(path), read_only=True)
    laboratory.tell_cut()
    try:
        if not laboratory.runs:
            raise SessionError(Fault.SESSION_EMPTY, path=laboratory.path)
        export_run(laboratory, max(laboratory.runs) if number is None else number, name, options, out)
    finally:
        laboratory.close()


def export_run(laboratory: Laboratory, number: int, name: str, options: ExportOptions, out: Path) -> None:
    """The same of a run that lies on the table; in any thread, as it only reads. Raises ``EngineError``."""
    run, write = laboratory.run(number), writer_of(name)
    if laboratory.path:
        _refuse_same(Path(laboratory.path), out)
    _replace_file(out, lambda path: write(laboratory, run, options, path))


def _refuse_same(session: Path, out: Path) -> None:
    if is_same_file(session, out):
        raise SessionError(Fault.EXPORT_UNWRITABLE, path=str(out), reason="it is the session itself")


def _replace_file(out: Path, write: Callable[[Path], None]) -> None:
    try:
        if out.exists() and not out.is_file() and not out.is_dir():  # a pipe or a device stays what it is
            write(out)
            return
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        os.close(handle)
        temporary = Path(name)
        try:
            write(temporary)
            temporary.chmod(_usual_mode(out))
            os.replace(temporary, out)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise SessionError(Fault.EXPORT_UNWRITABLE, path=str(out), reason=error.strerror or str(error)) from error


def _usual_mode(out: Path) -> int:
    """What a file that is written in place would have: that of the one there, else what the umask leaves."""
    if out.exists():
        return out.stat().st_mode & 0o777
    os.umask(mask := os.umask(0o077))
    return 0o666 & ~mask
