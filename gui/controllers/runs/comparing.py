"""What one does with several runs: look at them side by side, and begin a new one from the settings of one of them."""

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer

from gatescope.engine.config.run import AnyNet, Recurrent, RunConfig, Transformer
from gatescope.engine.protocol.runs import RunInfo
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.panels.runs import seed_words
from gatescope.gui.panels.runs.list_rows import baseline_rows, run_row
from gatescope.gui.panels.runs.table import Compared, RunTable, Together
from gatescope.gui.state.seeds import Repeats, repeated
from gatescope.gui.state.store import RunRecord

MANY = 20_000  # parameters from which a Transformer has several heads
CALM = 500  # ms between two looks at what grows


class Comparing(QObject):
    """Opens the table of runs and keeps it true while it is open."""

    def __init__(self, conductor: Conductor, panels: FormPanels) -> None:
        super().__init__(panels.window)
        self._conductor, self._panels = conductor, panels
        self._table: RunTable | None = None
        self._soon = QTimer(self, interval=CALM, singleShot=True)
        self._soon.timeout.connect(self._show)
        conductor.runs_changed.connect(self._show)
        conductor.data_changed.connect(self._show)
        conductor.metrics_grew.connect(lambda _run: self._grow())
        panels.runs.like_wanted.connect(self.take)
        panels.runs.table_wanted.connect(self.show_table)

    def show_table(self) -> None:
        """The runs side by side."""
        if self._table is None:
            self._table = RunTable(self._panels.window)
            self._table.run_chosen.connect(self._conductor.select)
            self._table.like_wanted.connect(self.take)
            self._table.finished.connect(self._forget)
            self._show()
        self._table.show()
        self._table.raise_()
        self._table.activateWindow()
        self._table.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def like_selected(self) -> None:
        self.take(self._conductor.state.run)

    def take(self, run: int) -> None:
        """Puts a run's settings into the form, where one of them can be changed before the new run is made."""
        record, panels = self._conductor.store.runs.get(run), self._panels
        if record is None:
            return
        self._conductor.select(run)
        config = record.info.config
        panels.data.show_config(config.data)
        panels.model.show_config(config)
        panels.model.show_live(config.train.learning_rate, config.train.clip)
        panels.model.config_edited.emit()
        text = self.tr("The form has the settings of {run}. Change what you like, then make the new run.")
        panels.status.announce(text.format(run=record.name))
        panels.model.cell.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def counterpart(self) -> None:
        """A new run of the other kind of network with as many parameters, on the same data; it begins at once."""
        record = self._conductor.selected
        if record is not None:
            config = counterpart(record.info)
            self._conductor.new_run(config, 0, as_many_as=record.info.run)

    def _grow(self) -> None:
        if self._table is not None and not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        if self._table is None:
            return
        store, record = self._conductor.store, self._conductor.selected
        runs = tuple(map(compared, store.runs.values()))
        together = tuple(map(together_of, repeated(store.runs.values())))
        self._table.show_runs(runs, baseline_rows(record), self._conductor.state.run, together)

    def _forget(self, _result: int) -> None:
        self._table = None


def together_of(repeats: Repeats) -> Together:
    return Together(
        name=seed_words.name(repeats),
        colour=repeats.first.colour,
        tip=seed_words.tip(repeats),
        loss=seed_words.of(repeats.loss),
        skill=seed_words.skill(repeats.skill),
        rmse=tuple(map(seed_words.of, repeats.rmse)),
        mae=tuple(map(seed_words.of, repeats.mae)),
    )


def counterpart(info: RunInfo) -> RunConfig:
    """The same run with a Transformer in the place of cells, or an LSTM in the place of a Transformer; how many units
    it has is to be chosen. An LSTM that reads symbols is given vectors of the stream's width."""
    config, net = info.config, info.config.net
    if not isinstance(net, Transformer):
        train = msgspec.structs.replace(config.train, carry=False, reach=0, omega=0.0)
        # the heads share the width: of a small network several of them leave too few widths to choose from
        other: AnyNet = Transformer(heads=4 if info.parameters > MANY else 1)
        return msgspec.structs.replace(config, net=other, train=train)
    other = Recurrent(embedding=net.width if of_run(info).reads_symbols else 0, dropout=net.dropout)
    return msgspec.structs.replace(config, net=other)


def compared(run: RunRecord) -> Compared:
    info = run.info
    return Compared(
        row=run_row(run),
        steps=run.step,
        config=info.config,
        reach=info.activation_steps,
        held=info.activation_bytes,
        seconds=run.seconds_per_step,
        live=run.live,
        rmse=run.errors[0],
        mae=run.errors[1],
    )
