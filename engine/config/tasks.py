"""The tasks: what stands at each end of a network, one entry each. Whatever depends on the task reads it from there."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class TaskSpec:
    """What is true of a task, for whoever prepares, splits, allows or draws.

    ``trainable``: its networks exist. ``headless``: they do, and are trained by the command line alone: the window does
    not draw them yet. ``ahead``: a target is what comes ``horizon`` steps after its input. ``label``: a
    sequence has one target, at its last step. ``single``: a row is a sequence of its own. ``whole``: a sequence
    belongs to one part alone. ``second``: a text is learnt from another one. ``unfolds``:
    one is learnt from a row of numbers. ``texts``: a column of texts can be read
    for it."""

    trainable: bool = False
    headless: bool = False
    ahead: bool = False
    label: bool = False
    single: bool = False
    whole: bool = False
    second: bool = False
    unfolds: bool = False
    texts: bool = False

    @property
    def learnt(self) -> bool:
        """Whether there are networks for it, drawn by the window or not."""
        return self.trainable or self.headless

    @property
    def writes(self) -> bool:
        """A whole text is written."""
        return self.second or self.unfolds

    @property
    def once(self) -> bool:
        """There is one target for all of a sequence, which is read at once."""
        return self.label or self.single


class Task(StrEnum):
    """The shape of the task."""

    NEXT = "next"  # every step: the value ``horizon`` steps later (synchronised many-to-many)
    TAG = "tag"  # every step: a class or a number of its own
    MANY_TO_ONE = "many-to-one"  # a sequence: one class or one number, at its last step
    ONE_TO_MANY = "one-to-many"  # a row of numbers: a text or a series
    PAIRS = "pairs"  # a sequence: another one, delayed (encoder–decoder)
    ONE_TO_ONE = "one-to-one"  # the feed-forward case

    @property
    def spec(self) -> TaskSpec:
        return TASKS[self]


TASKS = {
    Task.NEXT: TaskSpec(trainable=True, ahead=True, texts=True),
    Task.TAG: TaskSpec(trainable=True),
    Task.MANY_TO_ONE: TaskSpec(trainable=True, label=True, whole=True, texts=True),
    Task.ONE_TO_MANY: TaskSpec(headless=True, whole=True, unfolds=True),
    Task.PAIRS: TaskSpec(trainable=True, whole=True, second=True),
    Task.ONE_TO_ONE: TaskSpec(trainable=True, single=True, whole=True),
}
TRAINABLE = tuple(task for task in Task if task.spec.trainable)
