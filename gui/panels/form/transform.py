"""As what a series is learnt: its transform and season, and why one is suggested."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gatescope.engine.config.run import DataConfig, Kind, Transform
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, Choice, label
from gatescope.gui.kit.setting_fields import SettingFields, marked
from gatescope.gui.look.language import spoken


class TransformFields(QWidget):
    """``edited`` says that the user chose another one; ``applied`` puts it into a configuration."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._make_transform()
        self._numbers = SettingFields(("data.season", "data.order"), self._edit)
        self.season, self.order = self._numbers.whole("season"), self._numbers.whole("order")
        self._reason = label("", "muted")
        self._reason.setWordWrap(True)
        self._build()
        self.transform.currentIndexChanged.connect(lambda _: self._edit())
        self._info: DatasetInfo | None = None
        spoken(self, self._explain)
        self.hide()

    def _make_transform(self) -> None:
        self.transform = Choice(
            lambda: [
                (self.tr("as it is"), Transform.NONE),
                (self.tr("log"), Transform.LOG),
                (self.tr("difference"), Transform.DIFFERENCE),
                (self.tr("seasonal difference"), Transform.SEASONAL_DIFFERENCE),
                (self.tr("log + difference"), Transform.LOG_DIFFERENCE),
                (self.tr("log + seasonal difference"), Transform.LOG_SEASONAL_DIFFERENCE),
            ]
        )
        spoken(self.transform, lambda: self.transform.setAccessibleName(self.tr("Learnt as")))
        spoken(
            self.transform,
            lambda: self.transform.setToolTip(
                self.tr(
                    "What is done to the series before it is learnt, and undone for every number you read. "
                    "A network cannot follow a series out of the range it was trained on; differences keep it in range."
                )
            ),
        )

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 2)  # the frame of a field is a little higher than it says
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        title = label(lambda: self.tr("Learnt as"), "muted")
        title.setBuddy(self.transform)
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(self.transform, 1, 0, 1, 2)
        for row, (name, field) in enumerate(self._numbers.fields.items(), start=2):
            field.setFixedSize(FIELD, FIELD_HEIGHT)
            grid.addWidget(self._numbers.titles[name], row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._reason, 4, 0, 1, 2)
        spoken(self, self._numbers.say)

    @property
    def reason(self) -> str:
        """What is said about the choice."""
        return self._reason.text()

    def show_config(self, info: DatasetInfo | None, config: DataConfig | None) -> None:
        """Shows a choice without saying that it was made here; hidden where no next values of a series are learnt."""
        self._info = info
        self.setVisible(info is not None and config is not None and _applies(config))
        if config is not None:
            self.blockSignals(True)
            self.transform.choose(config.transform)
            self._numbers.show(config, "data")
            self.blockSignals(False)
        self._explain()

    def mark(self, changed: frozenset[str]) -> None:
        """Marks what of it is other than that of the run that is looked at."""
        self._numbers.mark(changed)
        marked(self.transform, "data.transform" in changed)

    def applied(self, config: DataConfig) -> DataConfig:
        """The configuration with what is chosen here."""
        return msgspec.structs.replace(config, transform=self._chosen, **self._numbers.values("data"))

    @property
    def _chosen(self) -> Transform:
        return Transform(str(self.transform.value))

    def _edit(self) -> None:
        self._explain()
        self.edited.emit()

    def _explain(self) -> None:
        text = self._why() if self._info is not None else ""
        self._reason.setText(text)
        self._reason.setVisible(bool(text))

    def _why(self) -> str:
        assert self._info is not None
        chosen, suggested = self._chosen, self._info.suggested.data.transform
        trend = self._info.suggestion_reason == "trend"
        if trend and chosen == suggested:
            return self.tr(
                "The series leaves the range of what came before it; learnt as {how}, undone for every number you read."
            ).format(how=self._how(chosen))
        if trend:
            return self.tr(
                "Suggested: {how}. The series leaves the range of what came before it, and a network cannot follow "
                "it there."
            ).format(how=self._how(suggested))
        if chosen is Transform.NONE:
            return ""
        return self.tr("Learnt as {how}, undone for every number you read.").format(how=self._how(chosen))

    def _how(self, transform: Transform) -> str:
        return {
            Transform.NONE: self.tr("the values themselves"),
            Transform.LOG: self.tr("logs"),
            Transform.DIFFERENCE: self.tr("differences"),
            Transform.SEASONAL_DIFFERENCE: self.tr("seasonal differences"),
            Transform.LOG_DIFFERENCE: self.tr("differences of logs"),
            Transform.LOG_SEASONAL_DIFFERENCE: self.tr("seasonal differences of logs"),
        }[transform]


def _applies(config: DataConfig) -> bool:
    return config.kind is Kind.TABLE and config.task.spec.ahead and not config.classes and not config.text
