"""Writes session-v1.gatescope, the golden file of format 1. Made once: a new format gets a new file, this one stays.

python -m tests.data.make_session tests/data/session-v1.gatescope
"""

import sqlite3
import sys
from pathlib import Path

from gatescope.engine.protocol.runs import RunState
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import create, keyframe, rows


def make(path: Path) -> None:
    session, run = create(path, 6, (0, 1, 2, 4))
    session.commit(run, RowBatch(first=6, rows=rows(6, 2), validation=[(8, 1.25)], keyframe=keyframe(8)))
    session.set_state(run, RunState.PAUSED)
    child = session.fork(run, 4, "fork").run
    session.commit(child, RowBatch(first=4, rows=rows(4, 1)))
    session.set_state(child, RunState.FAILED, "loss-not-finite", {"run": child, "step": 5, "value": "nan"})
    session.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA page_size = 512")  # the golden file is small
    db.execute("VACUUM")
    db.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
    Session.open(sys.argv[1], read_only=True).close()
