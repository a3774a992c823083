"""The further columns of the list of runs where it has the middle: what there is no room for at the side."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem

from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.panels.runs.lines import EYE, BaselineRow, Measure, RunRow
from gatescope.gui.panels.runs.order import SortBy
from gatescope.gui.words.run_differences import duration

translate = QCoreApplication.translate
FROM = 600  # px of a list from which on it has them
FIRST = EYE + 1  # the number of the first of them; they stand before the eye


@dataclass(frozen=True)
class Further:
    """A column: by what it sorts, its heading and what that means (asked for each time: of the language), its px, and
    what stands in it."""

    by: SortBy
    heading: Callable[[Measure], str]
    tip: Callable[[], str]
    width: int
    text: Callable[[RunRow | BaselineRow], str]


def _figure(value: float) -> str:
    return "" if math.isnan(value) else numbers.three(value)


FURTHER = (
    Further(
        SortBy.LOSS,
        lambda _: translate("RunList", "Val. loss"),
        lambda: translate("RunList", "The newest validation loss"),
        76,
        lambda row: _figure(row.loss),
    ),
    Further(
        SortBy.MAE,
        lambda measure: "\n".join(("MAE", *measure.name.split("\n")[1:])),
        lambda: translate("RunList", "Mean of the errors' sizes over the validation part, in the data's units"),
        76,
        lambda row: _figure(row.mae) if isinstance(row, RunRow) else "",
    ),
    Further(
        SortBy.BEST,
        lambda _: translate("RunList", "Best\nstep"),
        lambda: translate("RunList", "The step of the lowest validation loss, whose weights are kept"),
        64,
        lambda row: numbers.count(row.best) if isinstance(row, RunRow) and row.best >= 0 else "",
    ),
    Further(
        SortBy.TIME,
        lambda _: translate("RunList", "Time"),
        lambda: translate("RunList", "How long it has trained"),
        64,
        lambda row: duration(row.seconds) if isinstance(row, RunRow) else "",
    ),
)


def shown(measure: Measure) -> tuple[bool, ...]:
    """Which of them say something that does not stand in the list anyway: without ``measure`` that has the loss, and of
    a share there is no mean error."""
    return tuple(
        {SortBy.LOSS: bool(measure.name), SortBy.MAE: bool(measure.name) and not measure.share}.get(one.by, True)
        for one in FURTHER
    )


def fill(item: QTreeWidgetItem, row: RunRow | BaselineRow) -> None:
    """Puts into a line what stands in them."""
    for at, one in enumerate(FURTHER, FIRST):
        item.setText(at, one.text(row))
        item.setFont(at, theme.font(theme.SMALL) if isinstance(row, BaselineRow) else theme.font())
        item.setForeground(at, QBrush(QColor(theme.current().muted)))


def turn(header: QHeaderView, measure: Measure, on: bool) -> None:
    """Shows those that say something, or none of them."""
    for at, says in enumerate(shown(measure), FIRST):
        header.setSectionHidden(at, not (on and says))
    header.moveSection(header.visualIndex(EYE), header.count() - 1)


def within(metrics: QFontMetrics, heading: str, width: int) -> str:
    """The heading, each of its lines no wider than so much: a unit may be a long word, which its tip says."""
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in heading.splitlines())
