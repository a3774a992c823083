"""Why a command cannot be done now. Each condition gives '' where it holds, else a sentence that says what to do."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.tasks import Task
from gatescope.engine.protocol.messages import ReadOnly, RunState
from gatescope.engine.protocol.shape import SERIES, of_data, of_run
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.state.slowing import FULL_SPEED

Condition = Callable[[Desk], str]

translate = QCoreApplication.translate


def needs(*conditions: Condition) -> Condition:
    """All of them hold; what is said is the first that does not."""
    return lambda desk: next(filter(None, (condition(desk) for condition in conditions)), "")


def data(desk: Desk) -> str:
    there = desk.conductor.store.dataset is not None
    return "" if there else translate("Commands", "Nothing is open yet: open a file or a sample first")


def engine(desk: Desk) -> str:
    there = desk.conductor.bridge.running
    return "" if there else translate("Commands", "The training process is not running: start it again first")


def writable(desk: Desk) -> str:
    store = desk.conductor.store
    if not store.read_only:
        return ""
    if store.because in (None, ReadOnly.IN_USE):
        return translate("Commands", "This session is open elsewhere: save a copy of it, which can be trained")
    return translate("Commands", "This session can only be read: save a copy of it, which can be trained")


def run(desk: Desk) -> str:
    there = desk.conductor.selected is not None
    return "" if there else translate("Commands", "There is no run yet: Play makes one")


def any_run(desk: Desk) -> str:
    return run(desk) if not desk.conductor.store.runs else ""


def unfinished(desk: Desk) -> str:
    record = desk.conductor.selected
    if record is None or record.state is not RunState.FINISHED:
        return ""
    return translate("Commands", "This run has made all its steps: train more of them first, with Play")


def trainable(desk: Desk) -> str:
    """A network that is learnt in so many steps can make no more."""
    record = desk.conductor.selected
    if record is None or record.state is not RunState.FINISHED or not record.info.config.net.steps_most:
        return ""
    return translate("Commands", "This network is learnt at once: there is nothing more to train")


def sample(desk: Desk) -> str:
    there = desk.guide.tour.sample is not None
    return "" if there else translate("Commands", "No sample is open: choose one on the welcome page first")


def slowed(desk: Desk) -> str:
    there = desk.conductor.slowing != FULL_SPEED
    return "" if there else translate("Commands", "It trains at full speed already")


def of_steps(desk: Desk) -> str:
    """Recurrent networks and Transformers read a sequence step by step, and say something of each or of all."""
    record = desk.conductor.selected
    if record is None or record.info.config.data.task in (Task.NEXT, Task.TAG, Task.MANY_TO_ONE):
        return ""
    return translate("Commands", "This task has networks of its own: there is no other kind to compare with")


def resting(desk: Desk) -> str:
    return translate("Commands", "It is training: pause it first") if desk.conductor.training else ""


def in_the_past(desk: Desk) -> str:
    there = desk.conductor.state.at is not None
    return "" if there else translate("Commands", "This is the present: go back to a keyframe first")


def keyframe(desk: Desk) -> str:
    record = desk.conductor.selected
    there = record is not None and record.keyframes
    return "" if there else translate("Commands", "This run has no keyframe to go to")


def validated(desk: Desk) -> str:
    record = desk.conductor.selected
    there = record is not None and record.best is not None
    return "" if there else translate("Commands", "This run has not been validated yet")


def earlier(desk: Desk) -> str:
    record, at = desk.conductor.selected, desk.conductor.state.at
    first = record is not None and at is not None and at == min(record.keyframes, default=None)
    return translate("Commands", "This is the first keyframe") if first else ""


def symbols(desk: Desk) -> str:
    """A text goes into the network that is looked at; before there is a run, into the one that the form describes."""
    record, config = desk.conductor.selected, desk.data.config
    shape = of_run(record.info) if record is not None else of_data(config) if config is not None else SERIES
    return "" if shape.reads_symbols else translate("Commands", "This network reads numbers, not a text")


def run_or_engine(desk: Desk) -> str:
    """What a run has done can be looked at by itself; what one would do has to be asked for."""
    return "" if desk.conductor.selected is not None else engine(desk)


def through_time(desk: Desk) -> str:
    return desk.rows.no_gradient()


def free_run(desk: Desk) -> str:
    return desk.rows.no_free_run()


def large_row(desk: Desk) -> str:
    there = desk.arranging.large
    return "" if there else translate("Commands", "No row is large: click the name of one first")


def large_map(desk: Desk) -> str:
    may = desk.arranging.has_lines(desk.arranging.large) is not None
    return "" if may else translate("Commands", "This row has no units that could be lines")


def arranged(desk: Desk) -> str:
    return "" if desk.arranging.touched else translate("Commands", "The rows are as the program has them")


def not_largest(desk: Desk) -> str:
    return translate("Commands", "Letters are as large as they can be") if desk.letters.largest else ""


def not_usual(desk: Desk) -> str:
    return translate("Commands", "Letters are as large as usual already") if desk.letters.usual else ""
