"""What is done with the run that is looked at: it is repeated, named, hidden, deleted."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gatescope.engine.protocol.messages import RunState
from gatescope.gui.commands.command import Command, Face
from gatescope.gui.controllers.commands.conditions import engine, needs, run, writable
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.state.seeds import is_altered

translate = QCoreApplication.translate
SHOW = Face(QT_TRANSLATE_NOOP("Commands", "Show in the plots"), "")
AGAIN = QT_TRANSLATE_NOOP("Commands", "seeds, repeat, again, replicate, mean, spread, variance, error bars, random")
SEEDS = (  # how many in all, and what it is called; Qt types its translation marks so
    (3, QT_TRANSLATE_NOOP("Commands", "Repeat with other seeds: 3 in all")),
    (5, QT_TRANSLATE_NOOP("Commands", "Repeat with other seeds: 5 in all")),
)


def _unaltered(desk: Desk) -> str:
    record = desk.conductor.selected
    if record is None or not is_altered(record):
        return ""
    return translate("Commands", "Its learning rate or clipping was changed while it trained: that cannot be repeated")


def _ends(desk: Desk) -> str:
    """A run that is planned without an end has to rest: what it has done by then is what the others do."""
    record = desk.conductor.selected
    if record is None or record.info.config.steps:
        return ""
    if not record.step:
        return translate("Commands", "It has made no step yet, and none is planned: train it first")
    resting = record.state is not RunState.TRAINING
    return (
        "" if resting else translate("Commands", "It is trained until it is stopped: pause it first, or plan its steps")
    )


def _repeating(desk: Desk) -> str:
    return "" if desk.forms.repeating.going_on else translate("Commands", "No run is being repeated")


def _deleted(desk: Desk) -> str:
    return "" if desk.forms.marking.deleted else translate("Commands", "No run was deleted within the last ten seconds")


def _hide(desk: Desk) -> Face | None:
    record = desk.conductor.selected
    return SHOW if record is not None and record.hidden else None


def _repeat(total: int, text: object) -> Command[Desk]:
    return Command(
        f"repeat_{total}",
        text,
        QT_TRANSLATE_NOOP(
            "Commands", "Train it anew from other first weights, one after another; tell mean and spread"
        ),
        lambda desk: desk.forms.repeating.begin(desk.conductor.state.run, total),
        group="runs",
        also=AGAIN,
        may=needs(run, engine, writable, _unaltered, _ends),
    )


RUNS: tuple[Command[Desk], ...] = (
    *(_repeat(total, text) for total, text in SEEDS),
    Command(
        "stop_repeating",
        QT_TRANSLATE_NOOP("Commands", "Repeat no further"),
        QT_TRANSLATE_NOOP("Commands", "Begin with no further seed; the run that trains goes on"),
        lambda desk: desk.forms.repeating.stop(),
        group="runs",
        may=_repeating,
    ),
    Command(
        "rename_run",
        QT_TRANSLATE_NOOP("Commands", "Rename the run"),
        QT_TRANSLATE_NOOP("Commands", "Type another name where it stands in the list; none: what it differs in"),
        lambda desk: desk.forms.marking.ask_name(),
        keys=("F2",),
        group="runs",
        also=QT_TRANSLATE_NOOP("Commands", "name, label, call"),
        may=needs(run, engine, writable),
    ),
    Command(
        "note_run",
        QT_TRANSLATE_NOOP("Commands", "Note on the run…"),
        QT_TRANSLATE_NOOP("Commands", "Keep a sentence of your own with it"),
        lambda desk: desk.forms.marking.ask_note(desk.conductor.state.run),
        group="runs",
        also=QT_TRANSLATE_NOOP("Commands", "comment, remark, write down"),
        may=needs(run, engine, writable),
    ),
    Command(
        "hide_run",
        QT_TRANSLATE_NOOP("Commands", "Hide from the plots"),
        QT_TRANSLATE_NOOP("Commands", "Leave the run out of every plot that shows several, or put it in again"),
        lambda desk: desk.forms.marking.hide(desk.conductor.state.run),
        keys=("H",),
        group="runs",
        also=QT_TRANSLATE_NOOP("Commands", "show, eye, visible, leave out"),
        may=needs(run, engine, writable),
        face=_hide,
    ),
    Command(
        "delete_run",
        QT_TRANSLATE_NOOP("Commands", "Delete the run"),
        QT_TRANSLATE_NOOP("Commands", "Take it out of the session; for ten seconds it can be taken back"),
        lambda desk: desk.forms.marking.delete(desk.conductor.state.run),
        keys=("Del",),
        group="runs",
        also=QT_TRANSLATE_NOOP("Commands", "remove, throw away"),
        may=needs(run, engine, writable),
    ),
    Command(
        "take_back_run",
        QT_TRANSLATE_NOOP("Commands", "Take the deleted run back"),
        QT_TRANSLATE_NOOP("Commands", "Put the run that was deleted last where it was"),
        lambda desk: desk.forms.marking.take_back(),
        keys=("Ctrl+Z",),
        group="runs",
        also=QT_TRANSLATE_NOOP("Commands", "undo, undelete, restore"),
        may=_deleted,
    ),
)
