"""What lies beside a session, and which of it is obeyed.

SQLite obeys three files by their names alone: ``-wal``, ``-shm`` and ``-journal``. Whoever packs a session into an
archive can pack some beside it. The rule:

- A ``-wal`` is a part of the session: of one that a crash or a copy left, rows that were acknowledged stand there and
  nowhere else. It can bring nothing but other pages, which SQLite takes only where its checksums hold, and which are
  checked like those of the file.
- A ``-shm`` is made anew by whoever opens a session that nobody has open.
- A ``-journal`` brings back the pages of before an interrupted change: ours on network drives, where a WAL cannot work.
  But it can also name another file, which SQLite deletes when it is done. None of ours does, so one that does is
  refused, and with it the session, before SQLite sees it.
- A link, a pipe or a folder in the place of any of them is refused: writing to it would be writing elsewhere.
"""

import os
import stat
from pathlib import Path

COMPANIONS = ("-wal", "-shm", "-journal")
_JOURNAL = bytes.fromhex("d9d505f920a163d7")  # begins a journal, and ends one that names another file


def check_beside(path: Path) -> None:
    """Raises ``ValueError`` for what must not be obeyed, ``OSError``."""
    for companion in COMPANIONS:
        place = path.with_name(path.name + companion)
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(mode):
            raise ValueError(f"{place.name} beside it is no file")
        if companion == "-journal" and _names_another(place):
            raise ValueError(f"{place.name} beside it names another file")


def _names_another(journal: Path) -> bool:
    """By the end that SQLite looks for."""
    with journal.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - len(_JOURNAL)))
        return file.read() == _JOURNAL and file.tell() > len(_JOURNAL)
