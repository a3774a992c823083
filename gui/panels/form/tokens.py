"""Into what a text is cut: the level of its tokens, and which of them a network knows."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gatescope.engine.config.run import DataConfig, Level
from gatescope.engine.protocol.shape import of_data
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, Choices
from gatescope.gui.kit.setting_fields import SettingFields
from gatescope.gui.look.language import spoken
from gatescope.gui.words.data import level_name

TOKENS = ("data.tokens.level", "data.tokens.most", "data.tokens.least")
ANSWER = ("data.second_tokens.level", "data.longest")  # of pairs: what is to be written


class TokenFields(QWidget):
    """``edited`` says that the user chose something else; ``applied`` puts it into a configuration."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields = SettingFields(TOKENS, self.edited.emit, {"level": self._levels})
        self.level = self.fields.choice("level")
        self.most, self.least = self.fields.whole("most"), self.fields.whole("least")
        self.answer = SettingFields(ANSWER, self.edited.emit, {"level": self._levels})
        self._build()
        spoken(self, self.fields.say)
        spoken(self, self.answer.say)
        self.hide()

    def _levels(self) -> Choices:
        return [(level_name(level), level) for level in Level]

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)  # the style makes fields taller than they ask to be
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        both = [
            (fields.titles[name], field)
            for fields in (self.fields, self.answer)
            for name, field in fields.fields.items()
        ]
        for row, (title, field) in enumerate(both):
            field.setFixedSize(FIELD, FIELD_HEIGHT)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)

    def mark(self, changed: frozenset[str]) -> None:
        """Marks the settings of these paths as changed."""
        for fields in (self.fields, self.answer):
            fields.mark(changed)

    def show_config(self, config: DataConfig | None) -> None:
        """Shows a choice without saying that it was made here; hidden where no text goes in."""
        self.setVisible(config is not None and of_data(config).reads_symbols)
        if config is None:
            return
        self.blockSignals(True)
        self.fields.show(config, "data")
        self.answer.show(config, "data")
        self.answer.show_only(dict.fromkeys(self.answer.fields, config.task.spec.second))
        self.blockSignals(False)

    def applied(self, config: DataConfig) -> DataConfig:
        """The configuration with what is chosen here."""
        tokens = msgspec.structs.replace(config.tokens, **self.fields.values("data.tokens"))
        second = msgspec.structs.replace(config.second_tokens, **self.answer.values("data.second_tokens"))
        return msgspec.structs.replace(config, tokens=tokens, second_tokens=second, **self.answer.values("data"))
