"""Engines whose libraries are loaded already: most of what a test of the engine's process takes is torch's import.

A process of the test session loads what an engine loads, and for each engine that is asked for forks one that goes on
as ``gatescope engine`` does. In order: the test's process becomes the one that orphans fall to, hands three pipes and
the environment over the socket, the warm process forks a process that forks the engine and ends, so that the engine
is the test's own child; its id comes back, and orphans go elsewhere again. Linux alone has that; elsewhere, and where
an environment decides what the libraries do when they are loaded, an engine starts as the program starts it.
"""

import array
import contextlib
import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from tests.bench.engine_client import EngineClient

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of <sys/prctl.h>
MOST = 1 << 20  # bytes of an environment

Another = Callable[[Path | None], EngineClient]  # of an engine that keeps its sessions there


class Engine:
    """A child process that ``subprocess`` has not started, with as much of its ``Popen`` as a client needs."""

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.pid = pid
        self.stdin: IO[bytes] | None = stdin
        self.stdout: IO[bytes] | None = stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises ``subprocess.TimeoutExpired``."""
        if self.returncode is None:
            with _opened(os.pidfd_open(self.pid)) as ends:
                if not select.select([ends], [], [], timeout)[0]:
                    raise subprocess.TimeoutExpired("engine", timeout or 0.0)
            self.poll()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class WarmEngines:
    """The warm process; ``start`` is what an ``EngineClient`` takes. End it with ``close``."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            words = [sys.executable, "-m", "tests.engine.warm_engines", str(theirs.fileno())]
            root = Path(__file__).parents[2]
            self._process = subprocess.Popen(words, cwd=root, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)

    def start(self, environment: dict[str, str], errors: IO[bytes]) -> Engine:
        stdin, mine = os.pipe()
        heard, stdout = os.pipe()
        handed = array.array("i", [stdin, stdout, errors.fileno()])
        with _opened(stdin), _opened(stdout), _taking_orphans():
            asked = msgspec.json.encode((os.getcwd(), environment))
            self._socket.sendmsg([asked], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handed)])
            pid = int(self._socket.recv(64))
        return Engine(pid, os.fdopen(mine, "wb", 0), os.fdopen(heard, "rb"))

    def client(self, data: Path | None) -> EngineClient:
        return EngineClient(data, start=self.start)

    def close(self) -> None:
        self._socket.close()
        self._process.wait()


@contextlib.contextmanager
def _opened(descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _taking_orphans() -> Iterator[None]:
    libc: Any = ctypes.CDLL(None)
    assert libc.prctl(SUBREAPER, 1, 0, 0, 0) == 0
    try:
        yield
    finally:
        libc.prctl(SUBREAPER, 0, 0, 0, 0)


# ---- the warm process ------------------------------------------------------------------------------------------------


def main(descriptor: int) -> None:
    """Until the test session ends."""
    from gatescope.engine.machine.heap import keep_pages

    keep_pages()
    from gatescope.engine.server import serve  # loads everything

    with socket.socket(fileno=descriptor) as asked:
        while True:
            words, handed, _, _ = asked.recvmsg(MOST, socket.CMSG_SPACE(3 * array.array("i").itemsize))
            if not words:
                return
            pipes = array.array("i", handed[0][2])
            folder, environment = msgspec.json.decode(words, type=tuple[str, dict[str, str]])
            told, tell = os.pipe()
            if not (between := os.fork()):
                if engine := os.fork():
                    os.write(tell, str(engine).encode())
                    os._exit(0)
                for at, pipe in enumerate(pipes):
                    os.dup2(pipe, at)
                os.closerange(3, 256)
                os.chdir(folder)
                os.environ.clear()
                os.environ.update(environment)
                with contextlib.suppress(BaseException):  # ``serve`` has said it
                    os._exit(serve.main())
                os._exit(1)
            os.waitpid(between, 0)
            with _opened(tell), _opened(told):
                asked.send(os.read(told, 64))
            for pipe in pipes:
                os.close(pipe)


if __name__ == "__main__":
    main(int(sys.argv[1]))
