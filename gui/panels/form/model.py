"""The form of the next run: a card of the network and one of its training, where some settings act at once."""

from collections.abc import Callable
from typing import cast

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.kinds import KINDS
from gatescope.engine.config.run import AnyNet, Cell, DataConfig, Recurrent, RunConfig, Task, TrainConfig
from gatescope.engine.config.setting import Group
from gatescope.engine.protocol.messages import Device
from gatescope.engine.protocol.shape import of_data
from gatescope.gui.kit.card import FoldingCard
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, FLAT, Choices, label
from gatescope.gui.kit.setting_fields import SettingFields, marked, paths_of
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.panels.form.cost_lines import CostLines
from gatescope.gui.panels.form.direction import DirectionField
from gatescope.gui.panels.form.kinds import KindFields
from gatescope.gui.panels.form.training import TrainingFields
from gatescope.gui.words.setting_values import offered, value_name

CELL_FIELD = 128  # px: the longest of their names
SIZE = paths_of(Group.SIZE)
NETWORK = ("net.embedding", "net.dropout")
STEPS = ("train.batch", "train.optimiser", "train.seed")
DETAIL = ("data.validation_share", *paths_of(Group.DEVICE))
LIVE = ("train.learning_rate", "train.clip")
PLANNED = "train.steps"  # acts on a run that has not made more
OF_CELLS = ("hidden", "layers", "dropout")  # fields of the network that other kinds have themselves, or not
OF_STEPS = ("batch", "optimiser", "steps")  # fields of what is learnt step by step
OF_THE_NETWORK = ("net.", "train.window")  # the paths of what stands in the card of the network


class ModelPanel(QWidget):
    """``config_edited`` says that the user changed something for the next run, ``shown`` that the form was filled with
    something else, ``live_changed`` carries what acts from the next step on (``learning_rate`` or ``clip``),
    ``steps_changed`` how many steps are planned. ``shuffled_clicked``: a run shall be made of the same data in no
    order."""

    config_edited = Signal()
    shown = Signal()
    live_changed = Signal(str, float)
    steps_changed = Signal(int)
    shuffled_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._devices: tuple[Device, ...] = ()
        self._task = Task.NEXT
        self.kinds = {name: KindFields(kind) for name, kind in KINDS.items() if kind is not Recurrent}
        self._make_fields()
        self.training, self.direction = TrainingFields(), DirectionField()
        self._base_net, self._base, self._symbols = Recurrent(), TrainConfig(), False
        for fields in (self.training, self.direction):
            fields.edited.connect(self._edit)
        for kind in self.kinds.values():
            kind.edited.connect(self._edit)
        self.costs = CostLines()
        self.network = FoldingCard(lambda: self.tr("Model"), self._network())
        self.method = FoldingCard(lambda: self.tr("Training"), self._method())
        self.network.fold(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.network)
        column.addWidget(self.method)
        spoken(self, self._name_fields)
        self._show_embedding(False)

    def _make_fields(self) -> None:
        offers = {"cell": self._cell_choices, "device": self._device_choices}
        self._all = SettingFields((*SIZE, *NETWORK, PLANNED, *STEPS, *DETAIL), self._edit, offers)
        self._live = SettingFields(LIVE, lambda: None)
        self._fields, self._names = self._all.fields | self._live.fields, self._all.titles | self._live.titles
        self.cell, self.device = self._all.choice("cell"), self._all.choice("device")
        self.learning_rate, self.clip = self._live.number("learning_rate"), self._live.number("clip")
        names = ("hidden", "layers", "window", "batch", "embedding", "steps")
        wholes = (self._all.whole(name) for name in names)
        self.hidden, self.layers, self.window_length, self.batch, self.embedding, self.steps = wholes
        for name, field in self._fields.items():
            field.setFixedSize(CELL_FIELD if name == "cell" else FIELD, FIELD_HEIGHT)
        self.steps.valueChanged.connect(lambda value: self.steps_changed.emit(value))
        for name, number in (("learning_rate", self.learning_rate), ("clip", self.clip)):
            number.valueChanged.connect(lambda value, name=name: self._change(name, value))

    def _change(self, name: str, value: float) -> None:
        if name == "learning_rate":
            self._show_rate(value)
        self.live_changed.emit(name, value)
        self._summarise()

    def _edit(self) -> None:
        self._follow()
        self._summarise()
        self.config_edited.emit()

    def _follow(self) -> None:
        """What applies of the training depends on what stands here."""
        self.training.follow(self._own_net, self._own_train, cells=self._other is None)
        self.direction.follow(self.training.carried)
        self._show_kind()

    def _name_fields(self) -> None:
        self._all.say()
        self._live.say()
        self._summarise()

    # ---- where everything stands -------------------------------------------------------------------------------

    def _network(self) -> QWidget:
        rest = _column(self.direction, *(kind.further for kind in self.kinds.values()), self._grid(NETWORK))
        self.further = self._more(rest, lambda: self.tr("direction, embedding, dropout, and what else its kind has"))
        return _column(self._grid(SIZE), *self.kinds.values(), self.costs, rest, self.further)

    def _method(self) -> QWidget:
        rest = _column(self._grid(DETAIL), self.training, self._make_shuffled())
        self.more = self._more(
            rest, lambda: self.tr("split, device, initialisation, training method, learning rate over time")
        )
        return _column(self._grid((*LIVE, PLANNED), live=True), self._grid(STEPS), rest, self.more)

    def _grid(self, paths: tuple[str, ...], live: bool = False) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 4)  # the style makes fields taller than they ask to be
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(4)
        for row, name in enumerate(path.rpartition(".")[2] for path in paths):
            first = 1 if name == "cell" else 2  # its field reaches further to the left
            grid.addWidget(self._names[name], row, 0, 1, 1 if live else first)
            if live:
                grid.addWidget(self._live_mark(), row, 1)
            grid.addWidget(self._fields[name], row, first, 1, 3 - first, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0 if not live else 1, 1)
        return made

    def _live_mark(self) -> QWidget:
        """Beside the name of a field that acts at once."""
        mark = label(lambda: self.tr("live"), "good")
        spoken(mark, lambda: mark.setToolTip(self.tr("Changes this run at once, from its next step on")))
        return mark

    def _more(self, rest: QWidget, holds: Callable[[], str]) -> QPushButton:
        """What is seldom changed is hidden until it is asked for."""
        more = QPushButton()
        more.setProperty("kind", "quiet")
        more.setCheckable(True)
        more.setStyleSheet(FLAT)
        more.toggled.connect(rest.setVisible)
        rest.hide()

        def say() -> None:
            more.setText(self.tr("Fewer settings") if more.isChecked() else self.tr("More settings…"))
            more.setToolTip(plain_tip(holds()))

        more.toggled.connect(lambda _: say())
        spoken(more, say)
        return more

    def _make_shuffled(self) -> QWidget:
        """A control: what is learnt without the order is what the order is not needed for."""
        self.shuffled = QPushButton()
        self.shuffled.setProperty("kind", "quiet")
        self.shuffled.setStyleSheet(FLAT)
        spoken(self.shuffled, lambda: self.shuffled.setText(self.tr("New run, order destroyed")))
        spoken(
            self.shuffled,
            lambda: self.shuffled.setToolTip(
                self.tr(
                    "The same settings on the same rows in no order: its loss beside the others' shows what the order "
                    "is worth"
                )
            ),
        )
        self.shuffled.clicked.connect(lambda: self.shuffled_clicked.emit())
        return self.shuffled

    # ---- what stands on the cards ------------------------------------------------------------------------------

    def mark(self, changed: frozenset[str]) -> None:
        """Marks the settings of these paths as changed, and counts them at the heads of the cards."""
        for fields in (self._all, self.training.fields, *(kind.fields for kind in self.kinds.values() if kind.made)):
            fields.mark(changed)
        self.direction.mark("net.bidirectional" in changed)
        marked(self.cell, bool(changed & {"net.cell", "net.kind"}))
        ours = {path for path in changed if not path.startswith("data.") or path in DETAIL}
        network = sum(path.startswith(OF_THE_NETWORK) for path in ours)
        self.network.show_changes(network)
        self.method.show_changes(len(ours) - network)

    def _summarise(self) -> None:
        net, train = self.net, self._own_train
        size = f"{net.label} · " + self.tr("{n} units").format(n=numbers.count(net.units))
        size += " · " + self.tr("{n} layers").format(n=net.layers) if net.layers > 1 else ""
        window = self.tr("window {n}").format(n=numbers.count(train.window))
        self.network.show_summary(size, window if not self.window_length.isHidden() else "")
        rate = f"{value_name(train.optimiser)} {numbers.plain(self.learning_rate.value())}"
        steps = self.tr("{n} steps").format(n=numbers.count(train.steps)) if train.steps else self.tr("until stopped")
        rest = self.tr("batch {n} · clip {clip} · seed {seed}").format(
            n=numbers.count(train.batch), clip=numbers.plain(self.clip.value()), seed=train.seed
        )
        self.method.show_summary(f"{rate} · {steps}", rest)

    # ---- what is chosen ----------------------------------------------------------------------------------------

    @property
    def net(self) -> AnyNet:
        other = self._other
        return other.net if other is not None else self.training.applied(self._own_net, self._own_train)[0]

    @property
    def _other(self) -> KindFields | None:
        """The fields of the kind of network that is chosen, where it is none of the cells."""
        return self.kinds.get(str(self.cell.value))

    @property
    def _at_once(self) -> bool:
        """Whether what is chosen learns all there is in one step."""
        return self._other is not None and bool(self._other.own.steps_most)

    @property
    def _own_net(self) -> Recurrent:
        without = () if self._other is None else ("cell",)  # none of them is chosen
        return msgspec.structs.replace(
            self._base_net,
            **self._all.values("net", without) | ({} if self._symbols else {"embedding": 0}),
            bidirectional=self.direction.both,
        )

    @property
    def validation_share(self) -> float:
        return cast(float, self._all.values("data")["validation_share"])

    @property
    def train(self) -> TrainConfig:
        """The training part. Raises ``ConfigError``."""
        train = msgspec.structs.replace(self._own_train, **self._live.values("train"))
        if self._at_once:  # what is learnt in one step has no method
            return msgspec.structs.replace(train, omega=0.0)
        return self.training.applied(self._own_net, train)[1]

    @property
    def _own_train(self) -> TrainConfig:
        """Whether windows are carried along, and how far, is said by the other fields."""
        return msgspec.structs.replace(self._base, **self._all.values("train"), carry=False)

    def show_live(self, learning_rate: float, clip: float) -> None:
        """Shows a run's values without saying that they were changed here."""
        for field, value in ((self.learning_rate, learning_rate), (self.clip, clip)):
            if field.value() != value:
                field.blockSignals(True)
                field.setValue(value)
                field.blockSignals(False)
        self._show_rate(learning_rate)
        self._summarise()

    def show_steps(self, steps: int) -> None:
        """How many a run is planned to make, without saying that it was changed here."""
        self.blockSignals(True)
        self.steps.setValue(min(steps, self.steps.maximum()))
        self.blockSignals(False)

    def _show_rate(self, learning_rate: float) -> None:
        """Its schedule is drawn with it."""
        self._base = msgspec.structs.replace(self._base, learning_rate=learning_rate)
        self._follow()

    def show_config(self, config: RunConfig) -> None:
        """Fills the form without saying that it was edited."""
        net = config.net if isinstance(config.net, Recurrent) else self._base_net
        self._base_net, self._base = net, config.train
        self._task = config.data.task
        self.blockSignals(True)
        self.cell.offer(self._cell_choices())
        self._all.show(msgspec.structs.replace(config, net=net))
        tag = str(type(config.net).__struct_config__.tag)
        self.cell.choose(tag if tag in self.kinds else config.net.name)
        for fields in self.kinds.values():
            fields.show_net(config.net)
        self._show_embedding(of_data(config.data).reads_symbols)
        self._show_window(config.data)
        self.training.show_config(config)
        self.direction.show_config(config)
        self.training.follow(self._own_net, self._own_train, cells=self._other is None)
        self._show_kind()
        self.blockSignals(False)
        self._summarise()
        self.shown.emit()

    def clear(self) -> None:
        """Nothing stays of what stood in fields that ``show_config`` lets be: those of other kinds of network."""
        for fields in self.kinds.values():
            if fields.made:
                fields.show_net(fields.own)

    def _show_kind(self) -> None:
        """What applies to the kind of network that is chosen."""
        other = self._other
        for fields in self.kinds.values():
            fields.setVisible(fields is other)
            fields.further.setVisible(fields is other)
        self._all.show_only(dict.fromkeys(OF_CELLS, other is None) | dict.fromkeys(OF_STEPS, not self._at_once))
        self._all.show_only({"cell": other is None or not other.has_cells})
        self.training.setVisible(not self._at_once)
        self.direction.setVisible(other is None)
        self._show_embedding(self._symbols)

    def _show_embedding(self, symbols: bool) -> None:
        """An embedding is a choice where symbols go in."""
        self._symbols = symbols
        self._all.show_only({"embedding": symbols and self._other is None})

    def _show_window(self, data: DataConfig) -> None:
        """Where a sequence has one answer, or another one for an answer, it goes in as a whole."""
        self._all.show_only({"window": not (data.task.spec.once or data.task.spec.second)})

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        self._devices = devices
        self.device.offer(self._device_choices())

    def _cell_choices(self) -> Choices:
        """Rows by themselves have networks of their own, and so have pairs."""
        spec = self._task.spec
        kinds = ((name, fields.own) for name, fields in self.kinds.items())
        fitting: Choices = [
            (own.label, name) for name, own in kinds if (own.orderless, own.writes) == (spec.single, spec.second)
        ]
        return fitting if spec.single or spec.second else [*offered(Cell), *fitting]

    def _device_choices(self) -> Choices:
        known = [device.device for device in self._devices] or ["cpu"]
        return [(self.tr("automatic"), "auto"), *((name.upper(), name) for name in known)]


def _column(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    return made
