"""The folder where sessions are kept without asking: what a crash left there, and how one of them goes."""

import math
from pathlib import Path

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import Recoverable
from gatescope.engine.session import format as format_
from gatescope.engine.session.access import real, remove_files
from gatescope.engine.session.owner import Owner
from gatescope.engine.session.places import new_session_path as new_session_path
from gatescope.engine.session.places import safe_stem as safe_stem
from gatescope.engine.session.places import sessions_folder as sessions_folder
from gatescope.engine.session.recovery import PATIENT_SECONDS, look_through


def recoverable(folder: Path) -> list[Recoverable]:
    """The sessions that ended without being closed, that nobody has open, and in which at least one step stands; the
    newest first. What cannot be read is left out."""
    return list(look_through(folder, math.inf, PATIENT_SECONDS).newest_first)


def discard(path: str | Path) -> None:
    """Deletes a session for good. Raises ``SESSION_IN_USE`` when it is open, a file fault or ``SESSION_FOREIGN`` when
    it is no session, ``SESSION_UNWRITABLE`` when it cannot be deleted."""
    place = real(path)
    try:
        format_.check_header(place)
    except SessionError as error:
        if error.fault not in (Fault.SESSION_DAMAGED, Fault.SESSION_TOO_NEW):
            raise
    with format_.writing(place):
        owner = Owner.take(place)
        if owner is None:
            raise SessionError(Fault.SESSION_IN_USE, path=str(place))
        try:
            remove_files(place)
        finally:
            owner.release()
