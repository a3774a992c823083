"""The fields of a kind of network that is made of other things than recurrent layers, as its struct declares them."""

from collections.abc import Iterable

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
    placed elsewhere; it has none where the kind has none.

    The fields are made when they are asked for first: those of all kinds are a hundred widgets, of which a window
    mostly shows none."""

    edited = Signal()

    def __init__(self, kind: type[AnyNet]) -> None:
        super().__init__()
        self.own: AnyNet = kind()
        self._settings = {f"net.{each.name}": each for each in grouped(kind)}
        self._fields: SettingFields | None = None
        self.further = QWidget()
        self.hide()

    @property
    def made(self) -> bool:
        """Whether the fields are there. Until then they stand as the kind has them by itself."""
        return self._fields is not None

    @property
    def fields(self) -> SettingFields:
        if self._fields is None:
            self._fields = SettingFields(self._settings, self.edited.emit, settings=self._settings)
            self._place(self, further=False)
            self._place(self.further, further=True)
            spoken(self, self._fields.say)
        return self._fields

    @property
    def key(self) -> str:
        """By which it is chosen among cells and kinds."""
        return str(type(self.own).__struct_config__.tag)

    @property
    def has_cells(self) -> bool:
        """Whether it is made of cells, which are then chosen here."""
        return "net.cell" in self._settings

    def _place(self, host: QWidget, *, further: bool) -> None:
        grid = QGridLayout(host)
        grid.setContentsMargins(0, 0, 0, 4)  # the style makes fields taller than they ask to be
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, name in enumerate(_named(self._settings.values(), further)):
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
