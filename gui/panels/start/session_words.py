"""Sessions on the disk in words: what one is called, what a line below its name says, and when it was worked on."""

import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.plain_text import one_line

translate = QCoreApplication.translate
NAMED_MOST = 3  # in a sentence


def title(session: KeptSession) -> str:
    """As its user calls it; else as its file is called, or its data where nobody chose a place for it."""
    return one_line(session.name or Path(session.data if session.unsaved else session.path).stem or session.path)


def details(session: KeptSession, now: float | None = None) -> str:
    """What is unusual about it, runs, when, size."""
    known = {0: translate("Sessions", "no runs"), 1: translate("Sessions", "1 run")}
    runs = known.get(session.runs, translate("Sessions", "{n} runs")).format(n=numbers.count(session.runs))
    unusual = [translate("Sessions", "open now")] if session.open else []
    unusual = unusual or ([] if session.clean else [translate("Sessions", "was not closed")])
    return " · ".join((*unusual, runs, when(session.modified, now), numbers.size(session.size)))


def tip(session: KeptSession) -> str:
    """What does not stand on its line, and what does: there may be no room for all of it."""
    said = [translate("Sessions", "Open {path}").format(path=session.path), details(session)]
    if session.called:
        more = ["…"] if session.runs > len(session.called) else []
        said.append(", ".join([*(one_line(name) for name in session.called), *more]))
    if session.steps:
        said.append(translate("Sessions", "{n} steps").format(n=numbers.count(session.steps)))
    return "\n".join(said)


def when(modified: float, now: float | None = None) -> str:
    """Today and yesterday by the clock, else by the date."""
    today = datetime.fromtimestamp(time.time() if now is None else now).date()
    try:
        then = datetime.fromtimestamp(modified)
    except (OverflowError, OSError, ValueError):  # of a clock that was set to nonsense
        return "–"
    days = (today - then.date()).days
    if days not in (0, 1):
        return f"{then:%Y-%m-%d}"
    said = translate("Sessions", "yesterday {time}") if days else translate("Sessions", "today {time}")
    return said.format(time=f"{then:%H:%M}")


def too_many(going: tuple[KeptSession, ...], unsaved: tuple[KeptSession, ...], most: int, size: str) -> str:
    """What will be removed, and why: the bound in number where that is passed, else the one in size."""
    titles = list(dict.fromkeys(title(one) for one in going))
    names = ", ".join(titles[:NAMED_MOST]) + (" …" if len(titles) > NAMED_MOST else "")
    if most and len(unsaved) > most:
        said = translate(
            "Sessions",
            "There are {count} sessions that you did not save, and {most} are kept: when you quit, the oldest {n} are "
            "deleted for good ({names}).",
        )
    else:
        said = translate(
            "Sessions",
            "Sessions that you did not save take {taken}, and {size} are kept: when you quit, the oldest {n} are "
            "deleted for good ({names}).",
        )
    taken = numbers.size(sum(one.size for one in unsaved))
    return said.format(count=len(unsaved), most=most, n=len(going), names=names, taken=taken, size=size)
