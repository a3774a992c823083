"""What the user says of runs in their list: names, notes, colours, which are hidden, and which are to go."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QInputDialog, QMenu

from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.runs.lines import dot
from gatescope.gui.panels.runs.list import RunList

TAKEN_BACK_FOR = 10_000  # ms that a run can be taken back after it was deleted


class RunMarking(QObject):
    """Puts what can be done with a run into its menu."""

    def __init__(self, conductor: Conductor, runs: RunList) -> None:
        super().__init__(runs)
        self._conductor, self._runs = conductor, runs
        self._gone, self._name = 0, ""  # the run that was deleted last
        self._for_good = QTimer(self, interval=TAKEN_BACK_FOR, singleShot=True)
        self._for_good.timeout.connect(self.settle)
        runs.renamed.connect(self.rename)
        runs.menu_wanted.connect(self._fill)
        runs.undo_wanted.connect(self.take_back)
        runs.hide_wanted.connect(self.hide)
        conductor.data_changed.connect(lambda: runs.show_undo(""))
        spoken(runs, self._say)

    def _say(self) -> None:
        self._conductor.name_runs()
        if self._gone:
            self._offer_undo()

    @property
    def deleted(self) -> bool:
        """Whether a run can be taken back."""
        return self._gone in self._conductor.store.deleted

    def ask_name(self) -> None:
        """Lets the user type the name of the run that is looked at, where it stands."""
        self._runs.wanted.emit()
        self._runs.rename(self._conductor.state.run)

    def rename(self, run: int, name: str) -> None:
        """A name of nothing is the one that the run has of itself."""
        record = self._conductor.store.runs.get(run)
        if record is not None and name != record.name:
            self._conductor.mark(run, name=name)
        elif record is not None:
            self._conductor.runs_changed.emit()

    def hide(self, run: int) -> None:
        """Out of the plots, or into them again."""
        record = self._conductor.store.runs.get(run)
        if record is not None:
            self._conductor.mark(run, hidden=not record.hidden)

    def delete(self, run: int) -> None:
        """Without a question: it can be taken back for a while. One that was deleted before is gone then."""
        record = self._conductor.store.runs.get(run)
        if record is None:
            return
        self.settle()
        self._gone, self._name = run, record.name
        self._conductor.delete(run)
        self._offer_undo()
        self._for_good.start()

    def take_back(self) -> None:
        self._for_good.stop()
        self._runs.show_undo("")
        self._conductor.take_back(self._gone)
        self._gone = 0

    def settle(self) -> None:
        """What was deleted cannot be taken back any more."""
        self._for_good.stop()
        self._runs.show_undo("")
        self._gone = 0
        self._conductor.delete_for_good()

    def _offer_undo(self) -> None:
        self._runs.show_undo(self.tr("{run} is deleted · take it back").format(run=self._name))

    def _fill(self, run: int, menu: QMenu) -> None:
        record = self._conductor.store.runs[run]
        told = self.tr("Show in the plots") if record.hidden else self.tr("Hide from the plots")
        menu.addAction(self.tr("Rename") + "\tF2").triggered.connect(lambda: self._runs.rename(run))
        menu.addAction(self.tr("Note…")).triggered.connect(lambda: self.ask_note(run))
        menu.addAction(told + "\tH").triggered.connect(lambda: self.hide(run))
        colours = menu.addMenu(self.tr("Colour"))
        for at, colour in enumerate(theme.current().runs):
            action = colours.addAction(dot(colour), str(at + 1))
            action.triggered.connect(lambda _on=False, at=at: self._conductor.mark(run, colour=at))
        menu.addAction(self.tr("Delete") + "\t" + self.tr("Del")).triggered.connect(lambda: self.delete(run))
        menu.addSeparator()

    def ask_note(self, run: int) -> None:
        """Lets the user write something down about a run."""
        record = self._conductor.store.runs.get(run)
        if record is None:
            return
        asking = QInputDialog(self._runs)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setWindowTitle(record.name)
        asking.setLabelText(self.tr("Note on this run"))
        asking.setTextValue(record.info.marks.note)
        asking.textValueSelected.connect(lambda text: self._conductor.mark(run, note=text.strip()))
        asking.open()
