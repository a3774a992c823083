"""The marks of the timeline: the best step, what was changed while it trained, where it branched. Free of Qt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gatescope.engine.config.run import LIVE, RunConfig
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.state.sightings import Severity, Sighting
from gatescope.gui.state.store import RunRecord

APART = 80.0  # px between two changes that have a place of their own
OVER = 16.0  # px: nearer than that no two marks can be told apart


class MarkKind(StrEnum):
    BEST = "best"  # the lowest validation loss
    LIVE = "live"  # the learning rate or the clipping was changed
    BRANCH = "branch"  # another run went on from here
    ORIGIN = "origin"  # this run did
    FAILED = "failed"
    SEEN = "seen"  # something stood out


CHANGES = (MarkKind.LIVE, MarkKind.BRANCH, MarkKind.ORIGIN)


@dataclass(frozen=True)
class TimelineMark:
    """``step`` of the selected run at which something is to be known. ``setting``, ``before`` and ``after`` are those
    of a live change, ``name`` and ``colour`` of the run that branched off (or that this one did from), ``sighting`` is
    what stood out."""

    kind: MarkKind
    step: int
    setting: str = ""
    before: float = 0.0
    after: float = 0.0
    name: str = ""
    colour: int = 0
    sighting: Sighting | None = None


@dataclass(frozen=True)
class MarkGroup:
    """Marks that stand at one place on the axis, in px."""

    x: float
    marks: tuple[TimelineMark, ...]

    @property
    def chief(self) -> TimelineMark:
        """The one that they are drawn as: what is wrong before all else, then the first."""
        wrong = (mark for mark in self.marks if mark.sighting and mark.sighting.severity is Severity.FOUND)
        return next(wrong, self.marks[0])


def marks_of(record: RunRecord, runs: Mapping[int, RunRecord]) -> tuple[TimelineMark, ...]:
    """Everything to be marked on the timeline of a run, by step."""
    info = record.info
    found = [*_live(info.config, record.live), *_branches(record, runs)]
    found += [TimelineMark(MarkKind.SEEN, each.step, sighting=each) for each in record.sightings]
    best = record.best
    if best is not None and best[0] > 0:
        found.append(TimelineMark(MarkKind.BEST, best[0], after=best[1]))
    if info.state is RunState.FAILED:
        found.append(TimelineMark(MarkKind.FAILED, int(info.facts.get("step", info.step))))
    return tuple(sorted(found, key=lambda mark: mark.step))


def _live(config: RunConfig, changes: Iterable[tuple[int, str, float]]) -> Iterable[TimelineMark]:
    """The changes that changed something: of several at one step the last, beside what was in force before it."""
    last = {(step, name): value for step, name, value in changes if name in LIVE}
    now = {name: float(getattr(config.train, name)) for name in LIVE}
    for (step, name), value in last.items():
        if value != now[name]:
            yield TimelineMark(MarkKind.LIVE, step, setting=name, before=now[name], after=value)
        now[name] = value


def _branches(record: RunRecord, runs: Mapping[int, RunRecord]) -> Iterable[TimelineMark]:
    info = record.info
    for run in runs.values():
        if run.info.parent == info.run and not run.hidden:
            yield TimelineMark(MarkKind.BRANCH, run.info.fork_step, name=run.name, colour=run.colour)
    parent = runs.get(info.parent)
    if parent is not None:
        yield TimelineMark(MarkKind.ORIGIN, info.fork_step, name=parent.name, colour=parent.colour)


def grouped(marks: Sequence[TimelineMark], place: Callable[[int], float]) -> tuple[MarkGroup, ...]:
    """The marks where they stand; ``place`` gives the px of a step. Changes less than ``APART`` from the first of a
    group are in it; the best step and where it failed keep their place while they can be told apart."""
    groups: list[MarkGroup] = []
    for mark in sorted(marks, key=lambda mark: place(mark.step)):
        x = place(mark.step)
        near = next((at for at, group in enumerate(groups) if x - group.x < _reach(mark, group)), None)
        if near is None:
            groups.append(MarkGroup(x, (mark,)))
        else:
            groups[near] = MarkGroup(groups[near].x, (*groups[near].marks, mark))
    return tuple(groups)


def _reach(mark: TimelineMark, group: MarkGroup) -> float:
    alone = (MarkKind.BEST, MarkKind.FAILED)
    single = mark.kind in alone or all(each.kind in alone for each in group.marks)
    return OVER if single else APART
