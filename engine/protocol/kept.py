"""What the engine tells of sessions that lie on the disk, so that they can be listed without being opened."""

from gatescope.engine.protocol.base import Whole
from gatescope.engine.protocol.datasets import Value

NAME_MOST = 200  # characters of what a user may call a session


class KeptSession(Value, frozen=True):
    """A session as a list shows it. ``name`` is what its user calls it, '' where nobody did; ``data`` the name of its
    data set; ``runs`` how many there are and ``called`` what the first are called; ``modified`` in seconds since 1970;
    ``size`` in bytes with what lies beside it.

    ``unsaved``: it is kept without anybody having asked for it, so it may be removed when there are too many.
    ``open``: some process has it open. ``clean``: somebody chose its end. ``curves`` are the validation losses of its
    last runs, thinned out."""

    path: str
    data: str
    modified: float
    size: Whole
    name: str = ""
    runs: Whole = 0
    called: tuple[str, ...] = ()
    steps: Whole = 0
    unsaved: bool = False
    open: bool = False
    clean: bool = True
    curves: tuple[tuple[float, ...], ...] = ()
