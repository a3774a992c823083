"""How the next run begins and is trained: initialisation, gradient, learning rate over time, when to stop.

A field is there where it applies: a forget bias to cells that have a cell state, Ω to simple networks, the state
carried along to one long sequence. What does not apply is never part of a run.
"""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.run import DataConfig, Init, Optimiser, Recurrent, RunConfig, Schedule, TrainConfig
from gatescope.engine.config.setting import Group
from gatescope.engine.config.traces import Trace
from gatescope.engine.errors import ConfigError
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, label
from gatescope.gui.kit.setting_fields import SettingFields, paths_of
from gatescope.gui.look.language import spoken

INITIAL, METHOD, END = paths_of(Group.INITIAL), paths_of(Group.METHOD, Group.RATE), paths_of(Group.END)
RADII = {Init.TORCH: "0.6", Init.XAVIER: "1.1", Init.ORTHOGONAL: "1", Init.IDENTITY: "1"}
"""The spectral radius of W_hh: √(H · variance) by the circular law, 1/√3 and 1, and a little more of few units."""
LINES = ("carry",)  # too long for half a line


class TrainingFields(QWidget):
    """``edited`` says that the user changed something; ``applied`` puts it into a configuration. What other fields
    decide (cell, optimiser, window, number of steps) is told by ``follow``. ``schedule_changed`` carries the
    ``TrainConfig`` whose schedule is to be drawn, None where there is nothing to draw."""

    edited = Signal()
    schedule_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._net, self._train, self._one, self._cells = Recurrent(), TrainConfig(), True, True
        self._picture = QVBoxLayout()
        self.fields = SettingFields((*INITIAL, *METHOD, *END), self._edit)
        self._fields, self._names = self.fields.fields, self.fields.titles
        self.init, self.carry, self.schedule = (self.fields.choice(name) for name in ("init", "carry", "schedule"))
        self.reach, self.warm_up = self.fields.whole("reach"), self.fields.whole("warm_up")
        self.omega = self.fields.number("omega")
        self._init_note, self._rate_note = label("", "muted"), label("", "warn")
        for note in (self._init_note, self._rate_note):
            note.setWordWrap(True)
        self._build()
        spoken(self, self._say)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._init_head = label(lambda: self.tr("INITIALISATION"), "heading")
        column.addWidget(self._init_head)
        column.addLayout(self._grid(INITIAL))
        column.addWidget(self._init_note)
        column.addSpacing(8)
        column.addWidget(label(lambda: self.tr("TRAINING METHOD"), "heading"))
        column.addLayout(self._grid(METHOD))
        column.addLayout(self._picture)
        column.addWidget(self._rate_note)
        column.addLayout(self._grid(END))

    def _grid(self, paths: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        for name in (path.rpartition(".")[2] for path in paths):
            title, field, row = self._names[name], self._fields[name], grid.rowCount()
            if name in LINES:
                field.setFixedHeight(FIELD_HEIGHT)
                field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # as wide as the panel
                grid.addWidget(title, row, 0, 1, 2)
                grid.addWidget(field, row + 1, 0, 1, 2)
            else:
                field.setFixedSize(FIELD, FIELD_HEIGHT)
                grid.addWidget(title, row, 0)
                grid.addWidget(field, row, 1)
        return grid

    def place(self, drawing: QWidget) -> None:
        """Where the schedule is drawn."""
        self._picture.addWidget(drawing)
        self._draw()

    # ---- what is chosen ----------------------------------------------------------------------------------------

    def applied(self, net: Recurrent, train: TrainConfig) -> tuple[Recurrent, TrainConfig]:
        """The same with what is chosen here. Raises ``ConfigError``."""
        chosen = self.fields.values("train")
        chosen |= {"carry": self.carried, "reach": self._reach(train.window)}
        chosen |= {} if self._cells and simple(net.cell) and not self.carried else {"omega": 0.0}
        return msgspec.structs.replace(net, **self.fields.values("net")), msgspec.structs.replace(train, **chosen)

    @property
    def carried(self) -> bool:
        """Whether the state is carried along from window to window."""
        return bool(self.carry.value) and self._one and self._cells

    def _reach(self, window: int) -> int:
        """What is carried is learnt from window by window: less than one cannot be looked back on."""
        reach = self.reach.value()
        return max(reach, window) if reach and self.carried else reach

    def show_config(self, config: RunConfig) -> None:
        """Shows a run's choice without saying that it was made here."""
        net = config.net if isinstance(config.net, Recurrent) else self._net
        self.blockSignals(True)
        self._one = one_sequence(config.data)
        self.fields.show(msgspec.structs.replace(config, net=net))
        self.blockSignals(False)
        self.follow(net, config.train)

    def follow(self, net: Recurrent, train: TrainConfig, *, cells: bool = True) -> None:
        """What stands in the fields beside these; ``cells``: a network of cells is chosen, and none of another kind."""
        self._net, self._train, self._cells = net, train, cells
        self._show()

    # ---- what is shown -----------------------------------------------------------------------------------------

    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    def _say(self) -> None:
        self.fields.say()
        self._show()

    def _show(self) -> None:
        """What applies, and what is to be said of it."""
        schedule, carried = self.schedule.value, self.carried
        applies = {
            "init": self._cells,
            "forget_bias": self._cells and Trace.CELL in self._net.cell.traces,
            "carry": self._one and self._cells,
            "reach": carried,
            "omega": self._cells and simple(self._net.cell) and not carried,
            "decay": schedule in (Schedule.STEP, Schedule.PLATEAU),
            "decay_every": schedule == Schedule.STEP,
            "patience": schedule == Schedule.PLATEAU,
        }
        self.fields.show_only(applies)
        own = "0.01" if self._train.optimiser is Optimiser.ADAMW else "0"
        self.fields.number("weight_decay").lineEdit().setPlaceholderText(own)
        self._init_head.setVisible(self._cells)
        _note(self._init_note, self._about_init() if self._cells else "")
        self._draw()

    def _draw(self) -> None:
        """The schedule, or why there is none."""
        try:
            train = self.applied(self._net, self._train)[1]
        except ConfigError:
            return
        endless = train.schedule is Schedule.COSINE and not train.steps
        changes = train.schedule is not Schedule.CONSTANT or train.warm_up > 0
        self.schedule_changed.emit(None if endless or not changes else train)
        if endless:
            _note(self._rate_note, self.tr("A cosine ends with the run: choose a number of steps above."))
        else:
            _note(self._rate_note, "")

    def _about_init(self) -> str:
        chosen = Init(str(self.init.value))
        radius = self.tr("Spectral radius ρ of W_hh before the first step: {radius}. A run's own: the Weights tab.")
        about = RADII[chosen] if RADII[chosen] == "1" else self.tr("about {n}").format(n=RADII[chosen])
        note = {
            Init.ORTHOGONAL: self.tr(
                "Only a square matrix can be orthogonal: the recurrent ones are, gate by gate. The others begin as "
                "Xavier's."
            ),
            Init.IDENTITY: self.tr(
                "The recurrent matrices begin as the identity, gate by gate, the biases at 0. The others begin as "
                "Xavier's."
            ),
        }.get(chosen, "")
        return " ".join(filter(None, (note, radius.format(radius=about))))


def simple(cell: Cell) -> bool:
    """Whether there is one way only from a state to the next: no gates."""
    return cell.traces == (Trace.HIDDEN,)


def one_sequence(data: DataConfig) -> bool:
    """Whether the data is one long sequence with an answer at every step."""
    return not data.sequence and not data.text and not data.task.spec.once


def _note(note: QLabel, text: str) -> None:
    note.setText(text)
    note.setVisible(bool(text))
