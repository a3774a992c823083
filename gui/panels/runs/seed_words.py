"""Runs with other seeds in words: what they are called together, and what they come to."""

from PySide6.QtCore import QCoreApplication

from gatescope.engine.protocol.seeds import SeedSpread
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.state.seeds import Repeats
from gatescope.gui.words.nets import BOTH
from gatescope.gui.words.run_differences import net_name

translate = QCoreApplication.translate
DECIMALS = 2  # of a skill, as in the list of runs


def name(repeats: Repeats) -> str:
    """That of the run which was made first, and how many seeds there are."""
    info = repeats.first.info
    own = net_name(info.config.net) + BOTH * info.config.net.bidirectional if info.parent else repeats.first.name
    return translate("Seeds", "{name} × {n} seeds").format(name=own, n=len(repeats.members))


def figure(repeats: Repeats) -> str:
    """Mean and standard deviation of the skill, without one of the loss; a dash while none of them is done."""
    return of(repeats.loss) if repeats.skill is None else skill(repeats.skill)


def skill(spread: SeedSpread | None) -> str:
    return "–" if spread is None else numbers.give_or_take(spread.mean, spread.deviation, DECIMALS)


def of(spread: SeedSpread | None) -> str:
    """Of anything but a skill."""
    return "–" if spread is None else numbers.give_or_take(spread.mean, spread.deviation)


def line(repeats: Repeats) -> str:
    """``LSTM 32 × 3 seeds: 0.52 ± 0.03``."""
    return translate("Seeds", "{name}: {figure}").format(name=name(repeats), figure=figure(repeats))


def details(repeats: Repeats, error: str) -> str:
    """What stands below: how many of them count, between what the skills (or losses) lie, and the ``error`` in the
    data's units."""
    parts, told = [], repeats.skill or repeats.loss
    if len(repeats.counted) < len(repeats.members):
        text = translate("Seeds", "{n} of {all} count")
        parts.append(text.format(n=len(repeats.counted), all=len(repeats.members)))
    if told is not None and told.count > 1:
        parts.append(_between(told, DECIMALS if repeats.skill else 0))
    return " · ".join(filter(None, (*parts, error)))


def _between(spread: SeedSpread, decimals: int) -> str:
    ends = (spread.low, spread.high)
    low, high = (f"{end:.{decimals}f}".replace("-", numbers.MINUS) if decimals else numbers.three(end) for end in ends)
    return f"{low} … {high}"


def tip(repeats: Repeats) -> str:
    """All there is to say, a line each."""
    first, last = repeats.steps
    lines = [translate("Seeds", "The same run with other seeds: mean ± standard deviation of those that are done.")]
    if repeats.counted:
        one, several = translate("Seeds", "At step {step}."), translate("Seeds", "At steps {step} to {last}.")
        text = one if first == last else several
        lines.append(text.format(step=numbers.count(first), last=numbers.count(last)))
    lines += [_told(what, spread) for what, spread in _figures(repeats) if spread is not None]
    return "\n".join((*lines, *_left_out(repeats)))


def _figures(repeats: Repeats) -> list[tuple[str, SeedSpread | None]]:
    targets = repeats.first.info.config.data.targets
    errors = (
        (f"{kind} {column}", spread)
        for column, *both in zip(targets, repeats.rmse, repeats.mae, strict=False)
        for kind, spread in zip(("RMSE", "MAE"), both, strict=True)
    )
    skill, loss = translate("Seeds", "skill"), translate("Seeds", "validation loss")
    accuracy = translate("Seeds", "accuracy")
    return [(skill, repeats.skill), (loss, repeats.loss), *errors, (accuracy, repeats.accuracy)]


def _told(what: str, spread: SeedSpread) -> str:
    text = translate("Seeds", "{what}: {figure}, from {low} to {high}")
    return text.format(what=what, figure=of(spread), low=numbers.three(spread.low), high=numbers.three(spread.high))


def _left_out(repeats: Repeats) -> list[str]:
    """Why some of them do not count."""
    hidden = sum(record.hidden for record in repeats.members)
    waiting = len(repeats.members) - len(repeats.counted) - hidden - repeats.failed
    told = (
        (translate("Seeds", "Not counted, for they failed: {n}."), repeats.failed),
        (translate("Seeds", "Not counted, for they are hidden: {n}."), hidden),
        (translate("Seeds", "Not counted, for they are not done yet: {n}."), waiting),
    )
    return [text.format(n=n) for text, n in told if n > 0]
