"""Going back in time, and on from there."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command, Face
from gatescope.gui.controllers.commands.conditions import (
    earlier,
    engine,
    in_the_past,
    keyframe,
    needs,
    run,
    validated,
    writable,
)
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.look.readable_numbers import count

BACK = Face(QT_TRANSLATE_NOOP("Commands", "Back to live"), "live")
FROM_STEP = QT_TRANSLATE_NOOP("Commands", "Train on from step {step}")


def _from_step(desk: Desk) -> Face | None:
    """In the past it says from which step."""
    at = desk.conductor.state.at
    return None if at is None else Face(FROM_STEP, "play", (("step", count(at)),))


TIME: tuple[Command[Desk], ...] = (
    Command(
        "first",
        QT_TRANSLATE_NOOP("Commands", "First keyframe"),
        QT_TRANSLATE_NOOP("Commands", "Go back to where the run began"),
        lambda desk: desk.conductor.travel(0),
        keys=("Home",),
        group="time",
        also=QT_TRANSLATE_NOOP("Commands", "beginning, step 0, rewind"),
        may=needs(run, engine, keyframe, earlier),
    ),
    Command(
        "earlier",
        QT_TRANSLATE_NOOP("Commands", "Earlier keyframe"),
        QT_TRANSLATE_NOOP("Commands", "Go back by one keyframe"),
        lambda desk: desk.conductor.travel_by(-1),
        keys=("Ctrl+Left",),
        group="time",
        also=QT_TRANSLATE_NOOP("Commands", "back, rewind, undo steps, previous"),
        may=needs(run, engine, keyframe, earlier),
    ),
    Command(
        "later",
        QT_TRANSLATE_NOOP("Commands", "Later keyframe"),
        QT_TRANSLATE_NOOP("Commands", "Go forward by one keyframe"),
        lambda desk: desk.conductor.travel_by(1),
        keys=("Ctrl+Right",),
        group="time",
        may=needs(run, engine, keyframe, in_the_past),
    ),
    Command(
        "best",
        QT_TRANSLATE_NOOP("Commands", "Best step"),
        QT_TRANSLATE_NOOP("Commands", "Go to the step with the lowest validation loss; its weights are always kept"),
        lambda desk: desk.conductor.go_to_best(),
        keys=("Ctrl+Shift+B",),
        group="time",
        also=QT_TRANSLATE_NOOP("Commands", "optimum, lowest loss, minimum, early stopping, star"),
        may=needs(run, engine, keyframe, validated),
    ),
    Command(
        "live",
        QT_TRANSLATE_NOOP("Commands", "Live"),
        QT_TRANSLATE_NOOP("Commands", "Return to the present of the run"),
        lambda desk: desk.conductor.go_live(),
        keys=("End",),
        icon="live",
        group="time",
        also=QT_TRANSLATE_NOOP("Commands", "now, present, latest"),
        may=in_the_past,
        face=lambda desk: None if desk.conductor.state.live else BACK,
    ),
    Command(
        "fork",
        QT_TRANSLATE_NOOP("Commands", "Train on from here"),
        QT_TRANSLATE_NOOP("Commands", "Make a new run that trains on from the keyframe you are looking at"),
        lambda desk: desk.forms.fork(),
        keys=("Ctrl+G",),
        group="time",
        icon="play",
        also=QT_TRANSLATE_NOOP("Commands", "branch, fork, split, go on from here, duplicate from step"),
        may=needs(run, in_the_past, engine, writable),
        face=_from_step,
    ),
)
