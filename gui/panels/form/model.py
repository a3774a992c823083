"""The form of the next run: cell, size, training. Learning rate and clipping act at once and stand in the transport."""

from typing import cast

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.config.nets import KINDS
from gatescope.engine.config.run import AnyNet, Cell, DataConfig, Recurrent, RunConfig, TrainConfig
from gatescope.engine.config.setting import Group
from gatescope.engine.protocol.messages import Device
from gatescope.engine.protocol.shape import of_data
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, FLAT, Choices, label
from gatescope.gui.kit.setting_fields import SettingFields, paths_of
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label
from gatescope.gui.panels.form.cost_lines import CostLines
from gatescope.gui.panels.form.direction import DirectionField
from gatescope.gui.panels.form.kinds import KindFields
from gatescope.gui.panels.form.training import TrainingFields
from gatescope.gui.words.setting_values import offered

CELL_FIELD = 136  # px: the longest of their names
SIZE = paths_of(Group.SIZE)
DETAIL = (*paths_of(Group.DETAIL), "data.validation_share", *paths_of(Group.DEVICE))


OF_CELLS = ("hidden", "layers", "dropout", "batch", "optimiser", "steps")  # fields that other kinds do not have


class ModelPanel(QWidget):
    """``config_edited`` says that the user changed something; ``new_run_clicked`` that it shall be made, and
    ``shuffled_clicked`` that it shall be made of the same data in no order."""

    config_edited = Signal()
    new_run_clicked = Signal()
    shuffled_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._devices: tuple[Device, ...] = ()
        self.kinds = {name: KindFields(kind) for name, kind in KINDS.items() if kind is not Recurrent}
        self._make_fields()
        self.training, self.direction = TrainingFields(), DirectionField()
        self._base_net, self._base, self._symbols = Recurrent(), TrainConfig(), False
        for fields in (self.training, self.direction):
            fields.edited.connect(self._edit)
        for kind in self.kinds.values():
            kind.edited.connect(self._edit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label(lambda: self.tr("MODEL"), "heading"))
        self._column.addLayout(self._grid(SIZE))
        for kind in self.kinds.values():
            self._column.addWidget(kind)
        self.costs = CostLines()
        self._column.addWidget(self.costs)
        self._more = self._make_more()
        self._rest = self._make_rest()
        self._column.addWidget(self._rest)
        self._column.addWidget(self._more)
        self._column.addWidget(self._make_hint())
        spoken(self, self._name_fields)
        self._show_embedding(False)

    def _make_fields(self) -> None:
        offers = {"cell": self._cell_choices, "device": self._device_choices}
        self._all = SettingFields((*SIZE, *DETAIL), self._edit, offers)
        self._fields, self._names = self._all.fields, self._all.titles
        self.cell, self.device = self._all.choice("cell"), self._all.choice("device")
        names = ("hidden", "layers", "window", "batch", "embedding", "steps")
        wholes = (self._all.whole(name) for name in names)
        self.hidden, self.layers, self.window_length, self.batch, self.embedding, self.steps = wholes
        for name, field in self._fields.items():
            field.setFixedSize(CELL_FIELD if name == "cell" else FIELD, FIELD_HEIGHT)

    def _edit(self) -> None:
        self._follow()
        self.config_edited.emit()

    def _follow(self) -> None:
        """What applies of the training depends on what stands here."""
        self.training.follow(self._own_net, self._own_train)
        self.direction.follow(self.training.carried)
        self._show_kind()

    def _name_fields(self) -> None:
        self._all.say()
        self._rest_visible(self._more.isChecked())

    def _grid(self, paths: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        for row, name in enumerate(path.rpartition(".")[2] for path in paths):
            first = 1 if name == "cell" else 2  # its field reaches further to the left
            grid.addWidget(self._names[name], row, 0, 1, first)
            grid.addWidget(self._fields[name], row, first, 1, 3 - first, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid

    def _make_more(self) -> QPushButton:
        more = QPushButton()
        more.setProperty("kind", "quiet")
        more.setCheckable(True)
        more.setStyleSheet(FLAT)
        spoken(
            more,
            lambda: more.setToolTip(self.tr("batch, optimiser, dropout, seed, steps, initialisation, training method")),
        )
        more.toggled.connect(self._rest_visible)
        return more

    def _make_rest(self) -> QWidget:
        """What is seldom changed: hidden until it is asked for."""
        made = QWidget()
        rest = QVBoxLayout(made)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(4)
        rest.addWidget(self.direction)
        rest.addLayout(self._grid(DETAIL))
        rest.addWidget(self.training)
        rest.addWidget(self._make_shuffled())
        made.hide()
        return made

    def _rest_visible(self, visible: bool) -> None:
        self._rest.setVisible(visible)
        self._more.setText(self.tr("Fewer settings") if visible else self.tr("More settings…"))

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

    def _make_hint(self) -> QWidget:
        """The calm line that says that a change waits for a new run."""
        self._hint = QWidget()
        column = QVBoxLayout(self._hint)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        text = plain_label()
        spoken(text, lambda: text.setText(self.tr("Your changes apply to the next run.")))
        text.setWordWrap(True)
        button = QPushButton()
        spoken(button, lambda: button.setText(self.tr("New run")))
        button.clicked.connect(lambda: self.new_run_clicked.emit())
        column.addWidget(text)
        column.addWidget(button)
        self._hint.hide()
        return self._hint

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

    def train(self, learning_rate: float, clip: float) -> TrainConfig:
        """The training part, with the two values that stand elsewhere. Raises ``ConfigError``."""
        train = msgspec.structs.replace(self._own_train, learning_rate=learning_rate, clip=clip)
        if self._other is not None:  # what is learnt in one step has no method
            return msgspec.structs.replace(train, omega=0.0)
        return self.training.applied(self._own_net, train)[1]

    @property
    def _own_train(self) -> TrainConfig:
        """Whether windows are carried along, and how far, is said by the other fields."""
        return msgspec.structs.replace(self._base, **self._all.values("train"), carry=False)

    def show_rate(self, learning_rate: float) -> None:
        """The learning rate stands elsewhere; its schedule is drawn with it."""
        self._base = msgspec.structs.replace(self._base, learning_rate=learning_rate)
        self._follow()

    def show_config(self, config: RunConfig) -> None:
        """Fills the form without saying that it was edited."""
        net = config.net if isinstance(config.net, Recurrent) else self._base_net
        self._base_net, self._base = net, config.train
        self.blockSignals(True)
        self._all.show(msgspec.structs.replace(config, net=net))
        self.cell.choose(config.net.name)
        for fields in self.kinds.values():
            fields.show_net(config.net)
        self._show_embedding(of_data(config.data).reads_symbols)
        self._show_window(config.data)
        self.training.show_config(config)
        self.direction.show_config(config)
        self._show_kind()
        self.blockSignals(False)

    def _show_kind(self) -> None:
        """What applies to the kind of network that is chosen."""
        other = self._other
        for fields in self.kinds.values():
            fields.setVisible(fields is other)
        self._all.show_only(dict.fromkeys(OF_CELLS, other is None))
        for part in (self.training, self.direction):
            part.setVisible(other is None)
        self._show_embedding(self._symbols)

    def _show_embedding(self, symbols: bool) -> None:
        """An embedding is a choice where symbols go in."""
        self._symbols = symbols
        self._all.show_only({"embedding": symbols and self._other is None})

    def _show_window(self, data: DataConfig) -> None:
        """Where a sequence has one answer it goes in as a whole."""
        self._all.show_only({"window": not data.task.spec.label})

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        self._devices = devices
        self.device.offer(self._device_choices())

    def _cell_choices(self) -> Choices:
        return [*offered(Cell), *((fields.own.label, name) for name, fields in self.kinds.items())]

    def _device_choices(self) -> Choices:
        known = [device.device for device in self._devices] or ["cpu"]
        return [(self.tr("automatic"), "auto"), *((name.upper(), name) for name in known)]

    def show_waiting(self, waiting: bool) -> None:
        """Whether the form differs from the selected run."""
        self._hint.setVisible(waiting)
