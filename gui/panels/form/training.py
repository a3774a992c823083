"""How the next run begins and is trained: initialisation, gradient, learning rate over time, when to stop.

A field is there where it applies: a forget bias to cells that have a cell state, Ω to simple networks, the state
carried along to one long sequence. What does not apply is never part of a run.
"""

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.run import (
    ClipBy,
    DataConfig,
    Init,
    NetConfig,
    Optimiser,
    RunConfig,
    Schedule,
    Task,
    TrainConfig,
)
from gatescope.engine.config.traces import Trace
from gatescope.engine.errors import ConfigError
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, Choice, Maybe, Number, Whole, label
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.form.training_words import NAMES, TIPS

Field = Choice | Number | Whole
MANY = 2**31 - 1
CONTEXT = "Training"
INITIAL = ("init", "forget_bias")
METHOD = ("clip_by", "carry", "reach", "omega", "weight_decay")
RATE = ("schedule", "decay", "decay_every", "patience", "warm_up")
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
        self._net, self._train, self._one = NetConfig(), TrainConfig(), True
        self._picture = QVBoxLayout()
        self._make_choices()
        self._make_numbers()
        self._fields: dict[str, Field] = {
            name: getattr(self, name) for name in (*INITIAL, *METHOD, *RATE, "stop_after")
        }
        self._names = {name: label("", "muted") for name in self._fields}
        self._init_note, self._rate_note = label("", "muted"), label("", "warn")
        for note in (self._init_note, self._rate_note):
            note.setWordWrap(True)
        self._build()
        for field in self._fields.values():
            signal = field.currentIndexChanged if isinstance(field, QComboBox) else field.valueChanged
            signal.connect(lambda *_: self._edit())
        spoken(self, self._say)

    def _make_choices(self) -> None:
        self.init = Choice(
            lambda: [
                (self.tr("torch's own"), Init.TORCH),
                ("Xavier", Init.XAVIER),
                (self.tr("orthogonal"), Init.ORTHOGONAL),
                (self.tr("identity"), Init.IDENTITY),
            ]
        )
        self.clip_by = Choice(lambda: [(self.tr("norm"), ClipBy.NORM), (self.tr("value"), ClipBy.VALUE)])
        self.carry = Choice(
            lambda: [
                (self.tr("windows at random"), False),
                (self.tr("state carried along"), True),
            ]
        )
        self.schedule = Choice(
            lambda: [
                (self.tr("constant"), Schedule.CONSTANT),
                (self.tr("cosine"), Schedule.COSINE),
                (self.tr("in steps"), Schedule.STEP),
                (self.tr("on plateaus"), Schedule.PLATEAU),
            ]
        )

    def _make_numbers(self) -> None:
        self.forget_bias, self.omega = Number(-100.0, 100.0, 0.0), Number(0.0, 1e6, 0.0)
        self.reach, self.weight_decay = Whole(0, 1_000_000, 0), Maybe(1e3)
        self.warm_up, self.decay = Whole(0, MANY, 0), Number(1e-6, 1.0, 0.5)
        self.decay_every, self.patience = Whole(1, MANY, 1000), Whole(1, MANY, 5)
        self.stop_after = Whole(0, MANY, 0)
        spoken(self.reach, lambda: self.reach.setSpecialValueText(self.tr("the window")))
        spoken(self.warm_up, lambda: self.warm_up.setSpecialValueText(self.tr("none")))
        spoken(self.stop_after, lambda: self.stop_after.setSpecialValueText(self.tr("never")))
        spoken(self.omega, lambda: self.omega.setSpecialValueText(self.tr("off")))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(lambda: self.tr("INITIALISATION"), "heading"))
        column.addLayout(self._grid(INITIAL))
        column.addWidget(self._init_note)
        column.addSpacing(8)
        column.addWidget(label(lambda: self.tr("TRAINING METHOD"), "heading"))
        column.addLayout(self._grid((*METHOD, *RATE)))
        column.addLayout(self._picture)
        column.addWidget(self._rate_note)
        column.addLayout(self._grid(("stop_after",)))

    def _grid(self, names: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        for name in names:
            title, field, row = self._names[name], self._fields[name], grid.rowCount()
            title.setBuddy(field)
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

    def applied(self, net: NetConfig, train: TrainConfig) -> tuple[NetConfig, TrainConfig]:
        """The same with what is chosen here. Raises ``ConfigError``."""
        carry = self.carried
        net = msgspec.structs.replace(net, init=Init(str(self.init.value)), forget_bias=self.forget_bias.value())
        return net, msgspec.structs.replace(
            train,
            clip_by=ClipBy(str(self.clip_by.value)),
            carry=carry,
            reach=self._reach(train.window),
            omega=self.omega.value() if simple(net.cell) and not carry else 0.0,
            weight_decay=self.weight_decay.maybe,
            schedule=Schedule(str(self.schedule.value)),
            warm_up=self.warm_up.value(),
            decay=self.decay.value(),
            decay_every=self.decay_every.value(),
            patience=self.patience.value(),
            stop_after=self.stop_after.value(),
        )

    @property
    def carried(self) -> bool:
        """Whether the state is carried along from window to window."""
        return bool(self.carry.value) and self._one

    def _reach(self, window: int) -> int:
        """What is carried is learnt from window by window: less than one cannot be looked back on."""
        reach = self.reach.value()
        return max(reach, window) if reach and self.carried else reach

    def show_config(self, config: RunConfig) -> None:
        """Shows a run's choice without saying that it was made here."""
        net, train = config.net, config.train
        self.blockSignals(True)
        self._one = one_sequence(config.data)
        for choice, value in (
            (self.init, net.init),
            (self.clip_by, train.clip_by),
            (self.carry, train.carry),
            (self.schedule, train.schedule),
        ):
            choice.choose(value)
        self.weight_decay.show_maybe(train.weight_decay)
        self.forget_bias.setValue(net.forget_bias)
        self.omega.setValue(train.omega)
        self.decay.setValue(train.decay)
        for name in ("reach", "warm_up", "decay_every", "patience", "stop_after"):
            getattr(self, name).setValue(getattr(train, name))
        self.blockSignals(False)
        self.follow(net, train)

    def follow(self, net: NetConfig, train: TrainConfig) -> None:
        """What stands in the fields beside these."""
        self._net, self._train = net, train
        self._show()

    # ---- what is shown -----------------------------------------------------------------------------------------

    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    def _say(self) -> None:
        translate = QCoreApplication.translate
        for name, field in self._fields.items():
            title, tip = translate(CONTEXT, NAMES[name]), translate(CONTEXT, TIPS[name])
            self._names[name].setText(title)
            field.setAccessibleName(title)
            for widget in (self._names[name], field):
                widget.setToolTip(tip)
        self._show()

    def _show(self) -> None:
        """What applies, and what is to be said of it."""
        schedule, carried = self.schedule.value, self.carried
        applies = {
            "forget_bias": Trace.CELL in self._net.cell.traces,
            "carry": self._one,
            "reach": carried,
            "omega": simple(self._net.cell) and not carried,
            "decay": schedule in (Schedule.STEP, Schedule.PLATEAU),
            "decay_every": schedule == Schedule.STEP,
            "patience": schedule == Schedule.PLATEAU,
        }
        for name, visible in applies.items():
            self._names[name].setVisible(visible)
            self._fields[name].setVisible(visible)
        own = "0.01" if self._train.optimiser is Optimiser.ADAMW else "0"
        self.weight_decay.lineEdit().setPlaceholderText(own)
        _note(self._init_note, self._about_init())
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
    return not data.sequence and not data.text and data.task is not Task.MANY_TO_ONE


def _note(note: QLabel, text: str) -> None:
    note.setText(text)
    note.setVisible(bool(text))
