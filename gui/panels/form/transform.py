"""As what a series is learnt: its transform and season, and why one is suggested."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gatescope.engine.config.run import DataConfig, Kind, Task, Transform
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.gui.kit.fields import FIELD, FIELD_HEIGHT, Choice, Whole, label
from gatescope.gui.look.language import spoken

SEASON_MOST = 1_000_000
ORDER_MOST = 1000
SEASONAL = (Transform.SEASONAL_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE)


class TransformFields(QWidget):
    """``edited`` says that the user chose another one; ``applied`` puts it into a configuration."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._make_transform()
        self._make_season()
        self._make_order()
        self._reason = label("", "muted")
        self._reason.setWordWrap(True)
        self._build()
        self.transform.currentIndexChanged.connect(lambda _: self._edit())
        self.season.valueChanged.connect(lambda _: self._edit())
        self.order.valueChanged.connect(lambda _: self._edit())
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

    def _make_season(self) -> None:
        self.season = Whole(0, SEASON_MOST, 0)
        spoken(self.season, lambda: self.season.setSpecialValueText(self.tr("found")))
        self.season.setFixedSize(FIELD, FIELD_HEIGHT)
        spoken(self.season, lambda: self.season.setAccessibleName(self.tr("Season")))
        spoken(
            self.season,
            lambda: self.season.setToolTip(
                self.tr(
                    "How many steps a season has, 12 for months in a year; 0: found in the training part. Seasonal "
                    "differences take it out before learning, and “same as last season” repeats it."
                )
            ),
        )

    def _make_order(self) -> None:
        self.order = Whole(0, ORDER_MOST, 0)
        spoken(self.order, lambda: self.order.setSpecialValueText(self.tr("chosen")))
        self.order.setFixedSize(FIELD, FIELD_HEIGHT)
        spoken(self.order, lambda: self.order.setAccessibleName(self.tr("AR order p")))
        spoken(
            self.order,
            lambda: self.order.setToolTip(
                self.tr(
                    "How many values before the autoregression sees that the network is compared with; 0: chosen by "
                    "Akaike's criterion. The network itself learns the same."
                )
            ),
        )

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 2)  # the frame of a field is a little higher than it says
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        names = (lambda: self.tr("Learnt as"), lambda: self.tr("Season"), lambda: self.tr("AR order p"))
        titles = [label(name, "muted") for name in names]
        for title, field in zip(titles, (self.transform, self.season, self.order), strict=True):
            title.setBuddy(field)
        grid.addWidget(titles[0], 0, 0, 1, 2)
        grid.addWidget(self.transform, 1, 0, 1, 2)
        grid.addWidget(titles[1], 2, 0)
        grid.addWidget(self.season, 2, 1)
        grid.addWidget(titles[2], 3, 0)
        grid.addWidget(self.order, 3, 1)
        grid.addWidget(self._reason, 4, 0, 1, 2)

    @property
    def reason(self) -> str:
        """What is said about the choice."""
        return self._reason.text()

    def show_config(self, info: DatasetInfo | None, config: DataConfig | None) -> None:
        """Shows a choice without saying that it was made here; hidden where no next values of a series are learnt."""
        self._info = info
        self.setVisible(info is not None and config is not None and _applies(config))
        if config is not None:
            for field in (self.transform, self.season, self.order):
                field.blockSignals(True)
            self.transform.choose(config.transform)
            self.season.setValue(config.season)
            self.order.setValue(config.order)
            for field in (self.transform, self.season, self.order):
                field.blockSignals(False)
        self._explain()

    def applied(self, config: DataConfig) -> DataConfig:
        """The configuration with what is chosen here."""
        return msgspec.structs.replace(
            config, transform=self._chosen, season=self.season.value(), order=self.order.value()
        )

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
                "The series grows beyond what the training part shows; learnt as {how}, undone for every number "
                "you read."
            ).format(how=self._how(chosen))
        if trend:
            return self.tr(
                "Suggested: {how}. The series grows beyond what the training part shows, and a network cannot "
                "follow it there."
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
    return config.kind is Kind.TABLE and config.task is Task.NEXT and not config.classes and not config.text
