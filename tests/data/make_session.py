"""Writes session-v4.gatescope, the golden file of format 4. Made once: a new format gets a new file, this one stays, as
do those of formats 1 to 3.

python -m tests.data.make_session tests/data/session-v4.gatescope
"""

import sqlite3
import sys
from pathlib import Path

import numpy as np

from gatescope.engine.data.files.pictures import Pictures
from gatescope.engine.protocol.datasets import PictureFault
from gatescope.engine.protocol.runs import RunMarks, RunState
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import CONFIG, INFO, RAW, keyframe, rows

SIZES = (("head.weight", "head.bias"), 4, np.arange(6, dtype=np.float32).reshape(3, 2))
ERRORS = np.array([[2.5, 0.25], [1.5, 0.125]])
MARKS = RunMarks(name="the first", note="look at step 4", hidden=True, colour=3)
PICTURES = {"drawing": Pictures(8, {"a.png": bytes(range(64)), "b.png": bytes(64)}, {"c.png": PictureFault.MISSING})}
MODEL = b"a tokeniser, as it was learnt"


def make(path: Path) -> None:
    session = Session.create(path, INFO, RAW, pictures=PICTURES)
    run = session.add_run(CONFIG, name="LSTM", parameters=42, naive_loss=2.5, token_model=MODEL)
    measured = {"validation": [(0, 3.5)], "accuracy": [(0, 0.25)], "errors": [(0, ERRORS)]}
    measured["live"] = [(2, "clip", 0.5)]
    session.commit(run, RowBatch(rows=rows(0, 6), sizes=[SIZES], **measured))
    for step in (0, 1, 2, 4):
        session.commit(run, RowBatch(first=6, keyframe=keyframe(step)))
    session.commit(run, RowBatch(first=6, rows=rows(6, 2), validation=[(8, 1.25)], keyframe=keyframe(8)))
    session.set_state(run, RunState.PAUSED)
    session.mark(run, MARKS)
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
