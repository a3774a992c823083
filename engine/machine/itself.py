"""This program again, in a process of its own for what must be able to die alone."""

import subprocess
import sys
from pathlib import Path
from typing import IO, Any

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def another(words: tuple[str, ...], stdin: int, stderr: IO[Any]) -> "subprocess.Popen[bytes]":
    """Starts it with ``words``; what it says is to be read from ``stdout``. Raises ``OSError``."""
    frozen = getattr(sys, "frozen", False)
    # -P: what lies in the working directory stands in for no library of ours
    program = (sys.executable,) if frozen else (sys.executable, "-P", str(MAIN))
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows it would have a console
    return subprocess.Popen(
        (*program, *words), stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, creationflags=hidden
    )
