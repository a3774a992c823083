"""Training: to begin, to go on, to begin anew."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.engine.config.run import Transformer
from gatescope.gui.commands.command import Command, Face
from gatescope.gui.controllers.commands.conditions import (
    any_run,
    data,
    engine,
    needs,
    of_steps,
    resting,
    run,
    sample,
    slowed,
    trainable,
    unfinished,
    writable,
)
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.look.readable_numbers import count

PAUSING = Face(QT_TRANSLATE_NOOP("Commands", "Pausing after this step"), "pause")
MORE = QT_TRANSLATE_NOOP("Commands", "Train {n} more")
LSTM = Face(QT_TRANSLATE_NOOP("Commands", "An LSTM of as many parameters"), "")
PAUSE = Face(QT_TRANSLATE_NOOP("Commands", "Pause"), "pause")


def _pause(desk: Desk) -> Face | None:
    """Play is Pause while it trains, and says so when the pause has to wait for the end of a step. A run that has made
    all its steps can make more."""
    if not desk.conductor.training:
        return Face(MORE, "play", (("n", count(desk.forms.more)),)) if desk.forms.more else None
    return PAUSING if desk.conductor.pausing.late else PAUSE


def _counterpart(desk: Desk) -> Face | None:
    """Beside a Transformer it is an LSTM that is made."""
    record = desk.conductor.selected
    return LSTM if record is not None and isinstance(record.info.config.net, Transformer) else None


TRAINING: tuple[Command[Desk], ...] = (
    Command(
        "play",
        QT_TRANSLATE_NOOP("Commands", "Play"),
        QT_TRANSLATE_NOOP("Commands", "Train, or pause the training"),
        lambda desk: desk.forms.play_or_pause(),
        keys=("Space",),
        icon="play",
        group="train",
        also=QT_TRANSLATE_NOOP("Commands", "train, start, run, pause, stop"),
        may=needs(data, engine, writable, trainable),
        face=_pause,
    ),
    Command(
        "step",
        QT_TRANSLATE_NOOP("Commands", "Step"),
        QT_TRANSLATE_NOOP("Commands", "Train a single step"),
        lambda desk: desk.forms.step(),
        keys=("Right", "S"),
        icon="step",
        group="train",
        also=QT_TRANSLATE_NOOP("Commands", "single step, one batch"),
        may=needs(data, engine, writable, unfinished, resting),
    ),
    Command(
        "steps",
        QT_TRANSLATE_NOOP("Commands", "Train n steps"),
        QT_TRANSLATE_NOOP("Commands", "Train as many steps as the field beside Step says, then stop"),
        lambda desk: desk.forms.steps(),
        keys=("Shift+Right",),
        group="train",
        may=needs(data, engine, writable, unfinished, resting),
    ),
    Command(
        "reset",
        QT_TRANSLATE_NOOP("Commands", "Reset"),
        QT_TRANSLATE_NOOP("Commands", "Begin again with the same settings as a new run; this run stays in the list"),
        lambda desk: desk.forms.reset(),
        keys=("Ctrl+R",),
        icon="reset",
        group="train",
        also=QT_TRANSLATE_NOOP("Commands", "restart, again, from scratch"),
        may=needs(run, engine, writable),
    ),
    Command(
        "again_slower",
        QT_TRANSLATE_NOOP("Commands", "Again, slower"),
        QT_TRANSLATE_NOOP("Commands", "Train the sample that is open once more as a new run, at half the pace"),
        lambda desk: desk.guide.tour.again_slower(),
        group="train",
        also=QT_TRANSLATE_NOOP("Commands", "repeat, slow motion, pace, replay"),
        may=needs(sample, engine, writable),
    ),
    Command(
        "full_speed",
        QT_TRANSLATE_NOOP("Commands", "Full speed"),
        QT_TRANSLATE_NOOP(
            "Commands",
            "Train as fast as this computer can. A sample is slowed where it changes, so that one can watch; it learns "
            "the same",
        ),
        lambda desk: desk.guide.full_speed(),
        group="train",
        also=QT_TRANSLATE_NOOP("Commands", "fast, pace, limit, steps per second"),
        may=slowed,
    ),
    Command(
        "new_run",
        QT_TRANSLATE_NOOP("Commands", "New run"),
        QT_TRANSLATE_NOOP("Commands", "Make a run with the settings at the left; it begins at once"),
        lambda desk: desk.forms.new_run(),
        keys=("Ctrl+N", "N"),
        icon="new",
        group="train",
        also=QT_TRANSLATE_NOOP("Commands", "add, another network"),
        may=needs(data, engine, writable),
    ),
    Command(
        "like",
        QT_TRANSLATE_NOOP("Commands", "New run like this one, with …"),
        QT_TRANSLATE_NOOP("Commands", "Put this run's settings into the form, so that one of them can be changed"),
        lambda desk: desk.forms.comparing.like_selected(),
        keys=("Ctrl+Shift+N",),
        group="compare",
        also=QT_TRANSLATE_NOOP("Commands", "clone, duplicate, copy settings"),
        may=run,
    ),
    Command(
        "counterpart",
        QT_TRANSLATE_NOOP("Commands", "A Transformer of as many parameters"),
        QT_TRANSLATE_NOOP("Commands", "The other kind of network on the same data, as large as this run's"),
        lambda desk: desk.forms.comparing.counterpart(),
        group="compare",
        also=QT_TRANSLATE_NOOP("Commands", "transformer, attention, lstm, equal size, race, fair"),
        may=needs(run, engine, writable, of_steps),
        face=_counterpart,
    ),
    Command(
        "run_table",
        QT_TRANSLATE_NOOP("Commands", "Runs side by side…"),
        QT_TRANSLATE_NOOP("Commands", "How well each run does, and the settings in which they differ"),
        lambda desk: desk.forms.comparing.show_table(),
        keys=("Ctrl+D",),
        group="compare",
        also=QT_TRANSLATE_NOOP("Commands", "compare, side by side, results"),
        may=any_run,
    ),
)
