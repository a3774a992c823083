"""The rows below the maps of the stack."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands.conditions import (
    arranged,
    free_run,
    large_map,
    large_row,
    needs,
    run,
    through_time,
)
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.scene import gradient_shown
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice


def _maps_shown(desk: Desk) -> bool:
    state = desk.conductor.state
    return gradient_shown(state) and state.choice(GradientChoice).maps


def _comparison_shown(desk: Desk) -> bool:
    state = desk.conductor.state
    return gradient_shown(state) and state.choice(GradientChoice).compare


def _mode(desk: Desk) -> Mode:
    return desk.conductor.state.choice(RowsChoice).mode


PAGES = (
    (
        "loss",
        QT_TRANSLATE_NOOP("Commands", "Loss, large"),
        QT_TRANSLATE_NOOP("Commands", "Give the loss more room, or take it back"),
        ("L",),
        QT_TRANSLATE_NOOP("Commands", "timeline, curve, focus"),
    ),
    (
        "runs",
        QT_TRANSLATE_NOOP("Commands", "Runs, large"),
        QT_TRANSLATE_NOOP("Commands", "Give the runs the middle of the window, or take it back"),
        ("R",),
        QT_TRANSLATE_NOOP("Commands", "table of runs, focus"),
    ),
    (
        "weights",
        QT_TRANSLATE_NOOP("Commands", "Weights, large"),
        QT_TRANSLATE_NOOP("Commands", "Give the weights the middle of the window, or take it back"),
        ("W",),
        QT_TRANSLATE_NOOP("Commands", "matrices, eigenvalues, saturation, sizes, focus"),
    ),
)
"""The pages of other places that a key gives the middle: their tab, words, keys and other words."""


def _page(page: str, text: object, tip: object, keys: tuple[str, ...], also: object) -> Command[Desk]:
    return Command(
        f"large_{page}",
        text,
        tip,
        lambda desk: desk.pages.turn(page),
        keys=keys,
        group="rows",
        also=also,
        may=run,
        checked=lambda desk: desk.conductor.state.choice(RowsChoice).guest == page,
    )


ROWS: tuple[Command[Desk], ...] = (
    Command(
        "simple_rows",
        QT_TRANSLATE_NOOP("Commands", "Simple"),
        QT_TRANSLATE_NOOP("Commands", "Show what goes in, the hidden state and what comes out; fold the other rows"),
        lambda desk: desk.rows.show_mode(Mode.SIMPLE),
        keys=("1",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "fold, newcomer, large, focus"),
        may=run,
        checked=lambda desk: _mode(desk) is Mode.SIMPLE,
    ),
    Command(
        "all_rows",
        QT_TRANSLATE_NOOP("Commands", "All rows"),
        QT_TRANSLATE_NOOP("Commands", "Show every row of the stack; a click on a name makes that row large"),
        lambda desk: desk.rows.show_mode(Mode.ALL),
        keys=("2",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "unfold, gates, traces"),
        may=run,
        checked=lambda desk: _mode(desk) is Mode.ALL,
    ),
    Command(
        "cell_mode",
        QT_TRANSLATE_NOOP("Commands", "Cell"),
        QT_TRANSLATE_NOOP("Commands", "Open the cell of one unit in the middle, with its equations and their numbers"),
        lambda desk: desk.rows.show_mode(Mode.CELL),
        keys=("3",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "diagram, equations, inside, step by step"),
        may=run,
        checked=lambda desk: _mode(desk) is Mode.CELL,
    ),
    *(_page(*page) for page in PAGES),
    Command(
        "row_up",
        QT_TRANSLATE_NOOP("Commands", "Move the large row up"),
        QT_TRANSLATE_NOOP(
            "Commands", "The row that is large changes places with the one above; any name can be dragged"
        ),
        lambda desk: desk.arranging.move_by(desk.arranging.large, -1),
        keys=("Alt+Up",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "order of rows, arrange, drag"),
        may=needs(run, large_row),
    ),
    Command(
        "row_down",
        QT_TRANSLATE_NOOP("Commands", "Move the large row down"),
        QT_TRANSLATE_NOOP("Commands", "The row that is large changes places with the one below"),
        lambda desk: desk.arranging.move_by(desk.arranging.large, 1),
        keys=("Alt+Down",),
        group="rows",
        may=needs(run, large_row),
    ),
    Command(
        "lines",
        QT_TRANSLATE_NOOP("Commands", "Large row as lines"),
        QT_TRANSLATE_NOOP("Commands", "Draw each unit of the large row as a line instead of in colours, or back"),
        lambda desk: desk.arranging.turn_lines(desk.arranging.large),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "curves, plot, heat map"),
        may=needs(run, large_row, large_map),
        checked=lambda desk: bool(desk.arranging.has_lines(desk.arranging.large)),
    ),
    Command(
        "hide_row",
        QT_TRANSLATE_NOOP("Commands", "Leave the large row out"),
        QT_TRANSLATE_NOOP("Commands", "Leave the large row out, in every run on such a task"),
        lambda desk: desk.arranging.hide(desk.arranging.large),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "hide row, remove"),
        may=needs(run, large_row),
    ),
    Command(
        "reset_rows",
        QT_TRANSLATE_NOOP("Commands", "All rows as they were"),
        QT_TRANSLATE_NOOP("Commands", "Every row again, in the program's order and drawing"),
        lambda desk: desk.arranging.reset(),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "reset rows, show hidden rows, order"),
        may=needs(run, arranged),
    ),
    Command(
        "gradient",
        QT_TRANSLATE_NOOP("Commands", "Gradient through time"),
        QT_TRANSLATE_NOOP("Commands", "Show how much each step's state matters to the loss; learning is not touched"),
        lambda desk: desk.rows.turn_gradient(),
        keys=("Ctrl+T",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "vanishing, exploding, backpropagation, BPTT"),
        may=needs(run, through_time),
        checked=lambda desk: gradient_shown(desk.conductor.state),
    ),
    Command(
        "gradient_map",
        QT_TRANSLATE_NOOP("Commands", "Gradient, unit by time"),
        QT_TRANSLATE_NOOP("Commands", "Show the gradient of every unit as a heat map"),
        lambda desk: desk.rows.turn_map(),
        keys=("Ctrl+Shift+T",),
        group="rows",
        may=needs(run, through_time),
        checked=_maps_shown,
    ),
    Command(
        "compare",
        QT_TRANSLATE_NOOP("Commands", "Compare the runs' gradients"),
        QT_TRANSLATE_NOOP("Commands", "Lay the gradients of all runs on the same data over one another"),
        lambda desk: desk.rows.turn_comparison(),
        keys=("Ctrl+E",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "overlay, gradients of runs"),
        may=needs(run, through_time),
        checked=_comparison_shown,
    ),
    Command(
        "tau",
        QT_TRANSLATE_NOOP("Commands", "Look back from the cursor"),
        QT_TRANSLATE_NOOP("Commands", "Show the gradient of the output at the cursor's step: how far it remembers"),
        lambda desk: desk.rows.look_back(),
        keys=("T",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "memory, reach, saliency"),
        may=needs(run, through_time),
    ),
    Command(
        "whole_loss",
        QT_TRANSLATE_NOOP("Commands", "Gradient of the whole loss"),
        QT_TRANSLATE_NOOP("Commands", "Show the gradient of the loss over all steps again"),
        lambda desk: desk.rows.whole_loss(),
        keys=("Shift+T",),
        group="rows",
        may=needs(run, through_time),
    ),
    Command(
        "free",
        QT_TRANSLATE_NOOP("Commands", "Free running"),
        QT_TRANSLATE_NOOP("Commands", "Let the network go on after the sequence, fed by its own output"),
        lambda desk: desk.rows.turn_free(),
        keys=("Ctrl+L",),
        group="rows",
        also=QT_TRANSLATE_NOOP("Commands", "generate, forecast, sample, autoregressive"),
        may=needs(run, free_run),
        checked=lambda desk: desk.conductor.state.choice(FreeChoice).shown,
    ),
)
