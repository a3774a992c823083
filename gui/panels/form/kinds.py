"""The fields of a kind of network that is made of other things than recurrent layers, as its struct declares them."""

from collections.abc import Iterable, Mapping

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gatescope.engine.config.run import AnyNet
from gatescope.engine.config.setting import Group, Setting, grouped
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT
from gatescope.gui.kit.setting_fields import SettingFields
from gatescope.gui.look.language import spoken

FURTHER = (Group.DETAIL, Group.DIRECTION, Group.TOLD)  # what is seldom changed, and hidden until it is asked for


class KindFields(QWidget):
    """``edited`` says that the user changed something. ``further`` holds the fields that are seldom changed, and is
    placed elsewhere; it has none where the kind has none."""

    edited = Signal()

    def __init__(self, kind: type[AnyNet]) -> None:
        super().__init__()
        self.own: AnyNet = kind()
        settings = {f"net.{each.name}": each for each in grouped(kind)}
        self.fields = SettingFields(settings, self.edited.emit, settings=settings)
        self._place(self, settings, further=False)
        self.further = QWidget()
        self._place(self.further, settings, further=True)
        spoken(self, self.fields.say)
        self.hide()

    @property
    def key(self) -> str:
        """By which it is chosen among cells and kinds."""
        return str(type(self.own).__struct_config__.tag)

    @property
    def has_cells(self) -> bool:
        """Whether it is made of cells, which are then chosen here."""
        return "cell" in self.fields.fields

    def _place(self, host: QWidget, settings: Mapping[str, Setting], *, further: bool) -> None:
        grid = QGridLayout(host)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, name in enumerate(_named(settings.values(), further)):
            self.fields.fields[name].setFixedSize(FIELD, FIELD_HEIGHT)
            grid.addWidget(self.fields.titles[name], row, 0)
            grid.addWidget(self.fields.fields[name], row, 1)

    @property
    def net(self) -> AnyNet:
        """What is chosen."""
        return msgspec.structs.replace(self.own, **self.fields.values("net"))

    def show_net(self, net: AnyNet) -> None:
        """Shows a network of this kind without saying that it was chosen; one of another kind is let be."""
        if type(net) is type(self.own):
            self.blockSignals(True)
            self.fields.show(net, "net")
            self.blockSignals(False)


def _named(settings: Iterable[Setting], further: bool) -> list[str]:
    return [each.name for each in settings if (each.group in FURTHER) is further]
