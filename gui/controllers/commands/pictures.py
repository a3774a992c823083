"""What the pictures show, and of which unit."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands.conditions import data, needs, run, run_or_engine, symbols
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.controllers.pipeline_dialog import show_before_a_run
from gatescope.gui.state.intent import RangeKind
from gatescope.gui.views.spec import Place


def _turn_full_range(desk: Desk) -> None:
    ranges = desk.conductor.state.ranges
    kind = RangeKind.RUN if ranges.kind is RangeKind.FIT else RangeKind.FIT
    desk.conductor.change(ranges=ranges.with_(kind=kind, own=False))


def _turn_own_range(desk: Desk) -> None:
    ranges = desk.conductor.state.ranges
    desk.conductor.change(ranges=ranges.with_(own=not ranges.own))


def _turn_middle(desk: Desk) -> None:
    desk.guide.leave_home()
    config = desk.data.config
    if config is None or not show_before_a_run(desk.conductor, config, desk.window):
        desk.board.turn_over(Place.MIDDLE)


PICTURES: tuple[Command[Desk], ...] = (
    Command(
        "full_range",
        QT_TRANSLATE_NOOP("Commands", "Full colour range"),
        QT_TRANSLATE_NOOP("Commands", "Let the colours of unbounded maps reach the largest value, not the 99 % bound"),
        _turn_full_range,
        keys=("Ctrl+Shift+F",),
        group="view",
        also=QT_TRANSLATE_NOOP("Commands", "colour scale, zoom colours, clip colours"),
        checked=lambda desk: desk.conductor.state.ranges.kind is RangeKind.FIT,
    ),
    Command(
        "fixed_range",
        QT_TRANSLATE_NOOP("Commands", "Fixed colour range…"),
        QT_TRANSLATE_NOOP("Commands", "Let the colours of unbounded maps reach a number that you type, in every run"),
        lambda desk: desk.dialogs.show_fixed_range(),
        group="view",
    ),
    Command(
        "own_range",
        QT_TRANSLATE_NOOP("Commands", "Each unit by its own range"),
        QT_TRANSLATE_NOOP(
            "Commands",
            "Let the colours of each unit of an unbounded map reach its own largest size",
        ),
        _turn_own_range,
        group="view",
        checked=lambda desk: desk.conductor.state.ranges.own,
    ),
    Command(
        "find_unit",
        QT_TRANSLATE_NOOP("Commands", "Find unit…"),
        QT_TRANSLATE_NOOP("Commands", "Go to a unit by its number"),
        lambda desk: desk.guide.find_unit(),
        keys=("Ctrl+F",),
        group="view",
        also=QT_TRANSLATE_NOOP("Commands", "search, neuron, go to"),
        may=run,
    ),
    Command(
        "pin",
        QT_TRANSLATE_NOOP("Commands", "Pin unit"),
        QT_TRANSLATE_NOOP(
            "Commands", "Keep this unit's lines beside those of the next one; Ctrl+click pins, Esc unpins"
        ),
        lambda desk: desk.guide.pin(),
        keys=("Ctrl+P",),
        group="view",
        also=QT_TRANSLATE_NOOP("Commands", "keep, hold, neuron"),
        may=run,
    ),
    Command(
        "order",
        QT_TRANSLATE_NOOP("Commands", "Order units again"),
        QT_TRANSLATE_NOOP("Commands", "Find the order of the units anew from what is shown now"),
        lambda desk: desk.guide.order_again(),
        keys=("Ctrl+Shift+U",),
        group="view",
        also=QT_TRANSLATE_NOOP("Commands", "sort, similarity, cluster"),
        may=run,
    ),
    Command(
        "pipeline",
        QT_TRANSLATE_NOOP("Commands", "From text to vectors"),
        QT_TRANSLATE_NOOP(
            "Commands", "Show how your sentences become tokens, ids, a batch and vectors, or the states again"
        ),
        _turn_middle,
        keys=("Ctrl+B",),
        group="view",
        also=QT_TRANSLATE_NOOP("Commands", "tokens, embedding, vocabulary, padding"),
        may=needs(data, symbols, run_or_engine),
    ),
)
