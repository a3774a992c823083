"""Exports for the window: written beside the training, in the thread that reads files."""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from gatescope.engine.errors import EngineError, Fact, Fault
from gatescope.engine.exports.writing import export_run
from gatescope.engine.protocol.exports import export_named
from gatescope.engine.protocol.messages import About, Export, Exported, Failed
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes


class Exporter:
    """Answers ``Export``, in the order asked for. ``do`` runs a job in the thread that may take long."""

    def __init__(self, laboratory: Laboratory, do: Callable[[Callable[[], None]], None], outbox: Outbox) -> None:
        self._laboratory, self._do, self._outbox = laboratory, do, outbox

    @takes
    def ask(self, request: Export) -> None:
        self._do(lambda: self._outbox.put(self._answer(request)))

    def _answer(self, request: Export) -> Exported | Failed:
        facts: dict[str, Fact]
        try:
            self._write(request)
        except EngineError as error:
            fault, facts = error.fault, dict(error.facts)
        except MemoryError:
            fault, facts = Fault.EXPORT_UNWRITABLE, {"path": request.path, "reason": os.strerror(errno.ENOMEM)}
        except Exception as error:  # whatever an export ends in, it does not end what is trained
            traceback.print_exception(error, file=sys.stderr)
            fault, facts = Fault.INTERNAL, {"reason": f"{type(error).__name__}: {error}"}
        else:
            return Exported(what=request.what, path=request.path)
        return Failed(about=About.EXPORT, fault=fault, facts=facts)

    def _write(self, request: Export) -> None:
        if export_named(request.what) is None:
            raise EngineError(Fault.PROTOCOL, reason=f"nobody exports {request.what}")
        export_run(self._laboratory, request.run, request.what, request.options, Path(request.path))
