"""The fields of a kind of network that is made of other things than recurrent cells, as its struct declares them."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gatescope.engine.config.run import AnyNet
from gatescope.engine.config.setting import grouped
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT
from gatescope.gui.kit.setting_fields import SettingFields
from gatescope.gui.look.language import spoken


class KindFields(QWidget):
    """``edited`` says that the user changed something."""

    edited = Signal()

    def __init__(self, kind: type[AnyNet]) -> None:
        super().__init__()
        self.own: AnyNet = kind()
        settings = {f"net.{each.name}": each for each in grouped(kind)}
        self.fields = SettingFields(settings, self.edited.emit, settings=settings)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (name, field) in enumerate(self.fields.fields.items()):
            field.setFixedSize(FIELD, FIELD_HEIGHT)
            grid.addWidget(self.fields.titles[name], row, 0)
            grid.addWidget(field, row, 1)
        spoken(self, self.fields.say)
        self.hide()

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
