"""Into what a text is cut: the level of its tokens, and which of them a network knows."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gatescope.engine.config.run import DataConfig, Level, TokenConfig
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, Choice, Choices, Whole, label
from gatescope.gui.look.language import spoken
from gatescope.gui.state.task_shape import of_data
from gatescope.gui.words.data import level_name

MOST = 1_000_000


class TokenFields(QWidget):
    """``edited`` says that the user chose something else; ``applied`` puts it into a configuration."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.level = Choice(self._levels)
        self.most, self.least = Whole(0, MOST, 0), Whole(1, MOST, 1)
        self._say()
        self._build()
        self.level.currentIndexChanged.connect(lambda _: self.edited.emit())
        for field in (self.most, self.least):
            field.valueChanged.connect(lambda _: self.edited.emit())
        self.hide()

    def _levels(self) -> Choices:
        return [(level_name(level), level) for level in Level]

    def _say(self) -> None:
        spoken(self.level, lambda: self.level.setAccessibleName(self.tr("Tokens")))
        spoken(
            self.level,
            lambda: self.level.setToolTip(
                self.tr("Into what the text is cut before each piece gets its number. Takes effect with the next run.")
            ),
        )
        spoken(self.most, lambda: self.most.setSpecialValueText(self.tr("no limit")))
        spoken(self.most, lambda: self.most.setAccessibleName(self.tr("Vocabulary")))
        spoken(
            self.most,
            lambda: self.most.setToolTip(
                self.tr("How many tokens are known at most, the most frequent ones. What is not known is <unk>.")
            ),
        )
        spoken(self.least, lambda: self.least.setAccessibleName(self.tr("Least count")))
        spoken(
            self.least,
            lambda: self.least.setToolTip(self.tr("How often the training part must have a token for it to be known")),
        )

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)  # the style makes fields taller than they ask to be
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        titles = (
            label(lambda: self.tr("Tokens"), "muted"),
            label(lambda: self.tr("Vocabulary"), "muted"),
            label(lambda: self.tr("Least count"), "muted"),
        )
        for row, (title, field) in enumerate(zip(titles, (self.level, self.most, self.least), strict=True)):
            title.setBuddy(field)
            field.setFixedSize(FIELD, FIELD_HEIGHT)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)

    def show_config(self, config: DataConfig | None) -> None:
        """Shows a choice without saying that it was made here; hidden where no text goes in."""
        self.setVisible(config is not None and of_data(config).reads_symbols)
        if config is None:
            return
        for field in (self.level, self.most, self.least):
            field.blockSignals(True)
        self.level.choose(config.tokens.level)
        self.most.setValue(config.tokens.most)
        self.least.setValue(config.tokens.least)
        for field in (self.level, self.most, self.least):
            field.blockSignals(False)

    def applied(self, config: DataConfig) -> DataConfig:
        """The configuration with what is chosen here."""
        tokens = TokenConfig(level=Level(str(self.level.value)), most=self.most.value(), least=self.least.value())
        return msgspec.structs.replace(config, tokens=tokens)
