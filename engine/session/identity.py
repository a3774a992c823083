"""Which file lies at a path: whether it is still the one that was there before."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gatescope.engine.machine.drives import on_network


@dataclass(frozen=True)
class File:
    """A file as it was found at ``path``. ``number`` tells it from another that takes its place; None where the drive
    has no lasting numbers."""

    path: Path
    number: tuple[int, int] | None

    @property
    def gone(self) -> bool:
        """Whether nothing is there any more."""
        return not os.path.lexists(self.path)

    @property
    def replaced(self) -> bool:
        """Whether another file is there now."""
        found = file_at(self.path, numbered=self.number is not None)
        return found is not None and found.number != self.number


def file_at(path: Path, numbered: bool = True) -> File | None:
    """The file at ``path`` now; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return File(path, (found.st_dev, found.st_ino) if numbered else None)


def lasting(path: Path) -> File | None:
    """The same, to be recognised later: over a network numbers may change while the file stays, and Windows lets
    nobody replace a file that is open."""
    return file_at(path, numbered=sys.platform != "win32" and not on_network(path))


def remove_these(files: tuple[File, ...]) -> None:
    """Those of ``files`` that are still there; what has taken their place stays, and what cannot be removed."""
    for file in files:
        with suppress(OSError):
            if not file.replaced:
                file.path.unlink(missing_ok=True)
