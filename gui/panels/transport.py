"""The bar at the top: open, play, step, reset, and what can be changed while it trains."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gatescope.gui.kit.fields import Choice, Choices, Whole
from gatescope.gui.kit.setting_fields import SettingFields
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken

HEIGHT = 48
SPEEDS = (1, 5, 20, 100)  # steps per second that an eye can follow, more or less


class CommandButton(QPushButton):
    """A button that is an action: its text, icon, tip and whether it can be pressed follow the action's."""

    def __init__(self, action: QAction, kind: str = "") -> None:
        super().__init__()
        self._action = action
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        name = self._action.objectName()
        primary = self.property("kind") == "primary" and name
        self.setIcon(icon(name, theme.current().on_accent) if primary else self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())


class Transport(QWidget):
    """``live_changed`` carries what acts from the next step on: ``learning_rate`` or ``clip``."""

    live_changed = Signal(str, float)
    speed_changed = Signal(float)  # steps per second, 0: no limit

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        self._speeds: tuple[float, ...] = SPEEDS
        self.play = CommandButton(actions["play"], "primary")
        self.play.setMinimumWidth(84)
        for group in (("open", "new_run"), ("play", "step", "reset")):
            for name in group:
                row.addWidget(self.play if name == "play" else CommandButton(actions[name]))
                if name == "step":
                    row.addWidget(self._steps_field(actions["steps"]))
            row.addSpacing(16)
        self._add_fields(row)
        row.addStretch(1)
        row.addWidget(CommandButton(actions["palette"], "quiet"))

    def _steps_field(self, action: QAction) -> Whole:
        """How many steps; Enter trains them."""
        self.steps = Whole(1, 1_000_000, 10)
        self.steps.setPrefix("× ")
        self.steps.setFixedWidth(64)
        spoken(self.steps, lambda: self.steps.setAccessibleName(self.tr("Number of steps")))
        spoken(
            self.steps,
            lambda: self.steps.setToolTip(
                self.tr("Enter or Shift+→ trains this many steps, then stops: a stretch small enough to watch")
            ),
        )
        self.steps.lineEdit().returnPressed.connect(action.trigger)
        return self.steps

    def show_speed(self, steps_per_second: float) -> None:
        """Chooses the limit; one that is not in the list is added to it."""
        if steps_per_second and steps_per_second not in self._speeds:
            self._speeds = (*self._speeds, steps_per_second)
            self.speed.offer(self._speed_choices())
        self.speed.choose(steps_per_second)

    def _speed_choices(self) -> Choices:
        unlimited: Choices = [(self.tr("full speed"), 0.0)]
        return unlimited + [(self.tr("{n} steps/s").format(n=f"{n:g}"), float(n)) for n in self._speeds]

    def _add_fields(self, row: QHBoxLayout) -> None:
        live = SettingFields(("train.learning_rate", "train.clip"), lambda: None)
        self.learning_rate, self.clip = live.number("learning_rate"), live.number("clip")
        self.speed = Choice(self._speed_choices)
        spoken(self, live.say)
        spoken(self, self._explain)
        for name, field in (("learning_rate", self.learning_rate), ("clip", self.clip)):
            title = live.titles[name]
            field.setFixedWidth(64)
            field.valueChanged.connect(lambda value, name=name: self.live_changed.emit(name, value))
            row.addWidget(title)
            row.addWidget(field)
            row.addSpacing(4)
        self.speed.currentIndexChanged.connect(lambda _: self.speed_changed.emit(self.speed.currentData()))
        row.addWidget(self.speed)

    def _explain(self) -> None:
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(
            self.tr(
                "How fast it may train: a small network learns faster than one can see. "
                "It learns the same, only more slowly."
            )
        )

    def show_live(self, learning_rate: float, clip: float) -> None:
        """Shows a run's values without saying that they were changed here."""
        for field, value in ((self.learning_rate, learning_rate), (self.clip, clip)):
            if field.value() != value and not field.hasFocus():
                field.blockSignals(True)
                field.setValue(value)
                field.blockSignals(False)
