"""The marks of the timeline in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from gatescope.gui.look.readable_numbers import count, plain, three
from gatescope.gui.state.sightings import Sighting
from gatescope.gui.views.loss.timeline import CHANGES, MarkKind, TimelineMark
from gatescope.gui.words.findings import sights

translate = QCoreApplication.translate


def label(marks: Sequence[TimelineMark]) -> str:
    """What stands beside the mark, in few words."""
    if len(marks) > 1:
        kinds = {mark.kind for mark in marks}
        text = translate("Timeline", "{n} marks")
        if kinds <= set(CHANGES):
            text = translate("Timeline", "{n} changes")
        elif kinds == {MarkKind.SEEN}:
            text = translate("Timeline", "{n} findings")
        return text.format(n=len(marks))
    (mark,) = marks
    match mark.kind:
        case MarkKind.BEST:
            return translate("Timeline", "best so far")
        case MarkKind.LIVE:
            return _change(mark)
        case MarkKind.BRANCH:
            return translate("Timeline", "branch: {name}").format(name=mark.name)
        case MarkKind.ORIGIN:
            return translate("Timeline", "from {name}").format(name=mark.name)
        case MarkKind.FAILED:
            return translate("Timeline", "failed")
        case MarkKind.SEEN:
            return sights.name(mark.sighting) if mark.sighting is not None else ""


def tip(marks: Sequence[TimelineMark]) -> str:
    """All there is to say, a line each."""
    return "\n".join(_line(mark) for mark in marks)


def _line(mark: TimelineMark) -> str:
    step = count(mark.step)
    match mark.kind:
        case MarkKind.BEST:
            text = translate(
                "Timeline", "Step {step}: the lowest validation loss so far, {loss}. Its weights are kept."
            )
            return text.format(step=step, loss=three(mark.after))
        case MarkKind.LIVE:
            return translate("Timeline", "{change} at step {step}").format(change=_change(mark), step=step)
        case MarkKind.BRANCH:
            return translate("Timeline", "Step {step}: “{name}” goes on from here").format(step=step, name=mark.name)
        case MarkKind.ORIGIN:
            return translate("Timeline", "Step {step}: this run went on from “{name}”").format(
                step=step, name=mark.name
            )
        case MarkKind.FAILED:
            return translate("Timeline", "Step {step}: training failed").format(step=step)
        case MarkKind.SEEN:
            return _seen(mark.sighting, step) if mark.sighting is not None else ""


def _seen(sighting: Sighting, step: str) -> str:
    return translate("Timeline", "Step {step}: {what}").format(step=step, what=sights.sentence(sighting))


def _change(mark: TimelineMark) -> str:
    name = translate("Timeline", "lr") if mark.setting == "learning_rate" else translate("Timeline", "clip")
    return f"{name} {_value(mark.before, mark.setting)} → {_value(mark.after, mark.setting)}"


def _value(value: float, setting: str) -> str:
    return translate("Timeline", "off") if setting == "clip" and not value else plain(value)
