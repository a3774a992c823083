"""What helps to find, to understand and to carry away: the palette, the shortcuts, the words, the settings, the export.

One object wires them to the window, so that the window need not know them. At most one of each is open; none of them
stops the training.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from gatescope.engine.config.run import Cell
from gatescope.engine.protocol.exports import EXPORTS, ExportSpec, StepNamed
from gatescope.engine.protocol.shape import TaskShape, of_data, of_run
from gatescope.gui.commands.actions import Actions
from gatescope.gui.commands.palette import CommandPalette
from gatescope.gui.commands.shortcuts import ShortcutSheet
from gatescope.gui.controllers.board import Board
from gatescope.gui.exporting import arrays as export_arrays
from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.exporting.dialog import ExportDialog, Target
from gatescope.gui.help.marks import HelpMarks
from gatescope.gui.help.panel import HelpPanel
from gatescope.gui.kit.bar import Bars
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.memory.preferences import Preferences
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.memory.settings_dialog import SettingsDialog
from gatescope.gui.panels.fixed_range import FixedRange
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.scenes.shown_numbers import Numbers
from gatescope.gui.state.intent import RangeKind
from gatescope.gui.views.spec import ViewSpec
from gatescope.gui.words import exports as export_words
from gatescope.gui.words.explained import Topic, words

WINDOW = "window"  # what is exported of it: all of it


@dataclass(frozen=True)
class DialogParts:
    """What the aids work on."""

    window: QWidget
    actions: Actions
    board: Board
    bars: Bars
    status: StatusLine


class Dialogs(QObject):
    """``setting_changed`` names a setting after it is in force; ``menu_made`` carries the menu of a picture, its name,
    and where on the screen it was asked for, so that more can be put into it."""

    setting_changed = Signal(str)
    menu_made = Signal(str, QMenu, QPoint)

    def __init__(self, conductor: Conductor, settings: Settings, aided: DialogParts) -> None:
        super().__init__(aided.window)
        self._conductor, self._settings, self._aided = conductor, settings, aided
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._preferences = Preferences(settings, app, conductor)
        self._open: dict[str, QDialog] = {}
        self.palette: CommandPalette | None = None
        board = aided.board
        self.marks = {name: HelpMarks(board.views[name], spec.topic) for name, spec in board.specs.items()}
        conductor.exported.connect(lambda told: self._saved(told.path))
        for name, marks in self.marks.items():
            marks.asked.connect(lambda topic: self.explain(Topic(topic)))
            marks.menu_asked.connect(lambda topic, at, name=name: self.show_menu(name, Topic(topic), at))

    def dialog(self, name: str) -> QDialog | None:
        """The one that is open under this name: settings, shortcuts, help or export."""
        return self._open.get(name)

    def _show(self, name: str, make: Callable[[], QDialog]) -> QDialog:
        """Makes it, or brings the open one to the front."""
        dialog = self._open.get(name)
        if dialog is None:
            dialog = self._open[name] = make()
            dialog.finished.connect(lambda: self._open.pop(name, None))
            dialog.show()
        dialog.activateWindow()
        return dialog

    # ---- finding -----------------------------------------------------------------------------------------------

    def show_palette(self) -> None:
        if self.palette is None:
            self.palette = CommandPalette(self._aided.actions, self._aided.window)
            self.palette.destroyed.connect(self._forget_palette)
            self.palette.open()

    def _forget_palette(self) -> None:
        self.palette = None

    def show_shortcuts(self) -> None:
        self._show("shortcuts", lambda: ShortcutSheet(self._aided.actions, self._aided.window))

    # ---- understanding -----------------------------------------------------------------------------------------

    def help(self) -> None:
        """F1: the words for the picture that has the focus; anywhere else the shortcuts."""
        name = self._aided.board.focused()
        if name:
            self.explain(self.marks[name].topic())
        else:
            self.show_shortcuts()

    def explain_focused(self) -> None:
        """The words for the picture that has the focus, for the stack where none has it."""
        self.explain(self.marks[self._aided.board.focused() or STACK].topic())

    def explain(self, topic: Topic) -> None:
        record = self._conductor.selected
        cell = record.info.config.net.name if record else str(Cell.LSTM)
        outcome = self._outcome()
        dialog = self._show("help", lambda: HelpPanel(topic, cell, outcome, self._aided.window))
        if isinstance(dialog, HelpPanel):
            dialog.show_topic(topic, cell, outcome)

    def _outcome(self) -> Topic:
        """What comes out of the network that is looked at, or would of the one suggested."""
        record, data = self._conductor.selected, self._conductor.store.dataset
        shape = of_run(record.info) if record else of_data(data.suggested.data) if data else TaskShape()
        return Topic.NEXT_SYMBOL if shape.text else Topic.CLASSES if shape.classes else Topic.FORECAST

    def show_menu(self, name: str, topic: Topic, at: QPoint) -> None:
        """What can be done with one picture."""
        menu = QMenu(self._aided.window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("What am I looking at?")).triggered.connect(lambda: self.explain(topic))
        menu.addSeparator()
        menu.addAction(self.tr("Copy the picture")).triggered.connect(lambda: self.copy(name))
        menu.addAction(self.tr("Export…")).triggered.connect(lambda: self.show_export(name))
        self.menu_made.emit(name, menu, at)
        menu.popup(at)

    # ---- choosing ----------------------------------------------------------------------------------------------

    def show_settings(self) -> None:
        self._show("settings", self._make_settings)

    def _make_settings(self) -> QDialog:
        ready = self._conductor.store.ready
        dialog = SettingsDialog(self._settings, ready.devices if ready else (), self._aided.window)
        dialog.changed.connect(self._apply)
        return dialog

    def show_fixed_range(self) -> None:
        self._show("fixed_range", self._make_fixed_range)

    def _make_fixed_range(self) -> QDialog:
        dialog = FixedRange(self._conductor.state.ranges.fixed, self._aided.window)
        dialog.chosen.connect(self._fix_range)
        return dialog

    def _fix_range(self, value: float) -> None:
        ranges = self._conductor.state.ranges
        self._conductor.change(ranges=ranges.with_(kind=RangeKind.FIXED, fixed=value, own=False))

    def _apply(self, name: str) -> None:
        self._preferences.apply(name)
        self.setting_changed.emit(name)

    # ---- carrying away -----------------------------------------------------------------------------------------

    def copy(self, name: str = "") -> None:
        """The named picture, else the one that has the focus, else the stack; the window where no picture is shown."""
        targets = self._targets()
        target = targets.get(name or self._aided.board.focused() or STACK, targets[WINDOW])
        exporting.copy(target.widget or self._aided.window)
        self._copied(target.title())

    def show_export(self, name: str = "") -> None:
        """Chosen first is the named picture, else the one that has the focus, else what stands in the middle."""
        targets = self._targets()
        data = self._conductor.store.dataset
        stem = Path(data.name).stem if data else "gatescope"
        wished = name or self._aided.board.focused()
        chosen = wished if wished in targets else (*targets, WINDOW)[1]
        self._show("export", lambda: self._make_export(tuple(targets.values()), stem, chosen))

    def _make_export(self, targets: tuple[Target, ...], stem: str, chosen: str) -> QDialog:
        dialog = ExportDialog(targets, self._settings.folder, stem, self._aided.window, chosen)
        dialog.saved.connect(self._saved)
        dialog.asked.connect(self._have_written)
        dialog.copied.connect(self._copied)
        dialog.failed.connect(self._failed)
        return dialog

    def _targets(self) -> dict[str, Target]:
        """The window, every view that is seen, and what the engine can write of the selected run."""
        board = self._aided.board
        made = [Target(WINDOW, lambda: self.tr("Whole window"), self._aided.window)]
        made += [self._target(spec) for name, spec in board.specs.items() if name in board.seen]
        if self._conductor.selected is not None:
            made += [_written_by_engine(spec.name, spec) for spec in EXPORTS]
            made.append(_written_by_engine(export_words.BEST_WEIGHTS, EXPORTS[0]))
        return {target.key: target for target in made}

    def _target(self, spec: ViewSpec[Any]) -> Target:
        board, name = self._aided.board, spec.name
        data = (lambda suffix: _written(board.numbers(name), suffix)) if spec.numbers is not None else None
        return Target(name, spec.title or (lambda: words(spec.topic).title), board.views[name], data)

    def _have_written(self, name: str, path: str) -> None:
        self._aided.status.announce(self.tr("Being written: {path}").format(path=path))
        if name == export_words.BEST_WEIGHTS:
            self._conductor.export(EXPORTS[0].name, path, StepNamed.BEST)
        else:
            self._conductor.export(name, path)

    def _saved(self, path: str) -> None:
        self._settings.folder = str(Path(path).parent)
        self._aided.bars.clear("export")
        self._aided.status.announce(self.tr("Saved: {path}").format(path=path))

    def _copied(self, title: str) -> None:
        self._aided.status.announce(self.tr("Copied: {title}").format(title=title))

    def _failed(self, path: str, reason: str) -> None:
        def text() -> str:
            said = self.tr("“{name}” cannot be written: {reason}. Choose another place: {path}")
            return said.format(name=Path(path).name, reason=reason, path=path)

        self._aided.bars.say("export", text, "bad")


def _written_by_engine(name: str, spec: ExportSpec) -> Target:
    """``name`` is what it is called in the list: one export may stand there for more than one step."""
    return Target(
        name,
        lambda: export_words.title(name),
        None,
        suffixes=spec.suffixes,
        note=lambda: export_words.note(name),
    )


def _written(numbers: Numbers | None, suffix: str) -> bytes:
    """A file of them, b'' where there is nothing to write."""
    if numbers is None or not numbers.arrays:
        return b""
    return export_arrays.npz(numbers.arrays) if suffix == "npz" else export_arrays.csv(numbers.table)
