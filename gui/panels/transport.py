"""The bar at the top: play, step, how fast, and how far the run is."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from gatescope.gui.kit.fields import Choice, Choices, Whole, label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.state.slowing import FULL_SPEED, Slowing

HEIGHT = 44
BAR = 112  # px
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

    def fill(self, filled: bool) -> None:
        """Whether it is the one button that is filled."""
        kind = "primary" if filled else ""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
            self._follow()

    def _follow(self) -> None:
        self.setAccessibleName(self._action.text())
        self.setText(self._action.text())
        name = self._action.objectName()
        primary = self.property("kind") == "primary" and name
        self.setIcon(icon(name, theme.current().on_accent) if primary else self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())


class Transport(QWidget):
    """``speed_changed`` carries the ``Slowing`` that is chosen."""

    speed_changed = Signal(object)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._plain = False
        self._shown = (-1, 0, False)
        self._speeds = tuple(Slowing(speed) for speed in SPEEDS)
        self.play = CommandButton(actions["play"], "primary")
        self.play.setMinimumWidth(84)
        self.speed = Choice(self._speed_choices)
        self.speed.currentIndexChanged.connect(self._follow_speed)
        self._step, self._bar = label(""), QProgressBar()
        self._bar.setFixedWidth(BAR)
        self._bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        self.full, self.again = (CommandButton(actions[name]) for name in ("full_speed", "again_slower"))
        steps = CommandButton(actions["step"]), self._steps_field(actions["steps"])
        for part in (self.play, *steps, self.speed, self.full, self.again):
            row.addWidget(part)
        row.addSpacing(16)
        row.addWidget(self._step)
        row.addWidget(self._bar)
        row.addStretch(1)
        self._commands = CommandButton(actions["palette"], "quiet")
        for button in (CommandButton(actions["present"], "quiet"), self._commands):
            row.addWidget(button)
        spoken(self, self._explain)
        spoken(self, self._say)

    def show_plain(self, plain: bool) -> None:
        """Only what is needed before an audience, where letters are large."""
        self._plain = plain
        for part in (self.steps, self._commands):
            part.setVisible(not plain)
        self._say()

    def show_progress(self, step: int, planned: int, finished: bool) -> None:
        """How far the run is. ``step`` -1: there is none; ``planned`` 0: until it is stopped."""
        if (step, planned, finished) != self._shown:
            self._shown = step, planned, finished
            self._say()

    def _say(self) -> None:
        step, planned, finished = self._shown
        slowed = self.slowing.part and step < self.slowing.last
        self.full.setVisible(slowed and not self._plain)
        self.again.setVisible(not self._plain and not slowed and any(each.part for each in self._speeds))
        self._step.setVisible(step >= 0)
        self._bar.setVisible(step >= 0 and planned > 0 and not finished)
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * min(step / planned, 1.0)) if planned else 0)
        n, total = numbers.count(step), numbers.count(planned)
        if finished and step >= planned > 0:
            self._step.setText(self.tr("Step {n}, finished").format(n=n))
        elif finished:
            self._step.setText(self.tr("Step {n}, stopped early: validations were no better").format(n=n))
        elif planned:
            self._step.setText(self.tr("Step {n} / {total}").format(n=n, total=total))
        else:
            self._step.setText(self.tr("Step {n}").format(n=n))

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

    @property
    def slowing(self) -> Slowing:
        """The limit that is chosen."""
        chosen = self.speed.value
        assert isinstance(chosen, Slowing)
        return chosen

    def show_speed(self, slowing: Slowing) -> None:
        """Chooses the limit; one that is not in the list is added to it."""
        if slowing != FULL_SPEED and slowing not in self._speeds:
            self._offer((*self._speeds, slowing))
        self.speed.choose(slowing)

    def suit(self, slowing: Slowing) -> None:
        """Chooses the limit that suits what is open; one that suited something else is offered no more."""
        with QSignalBlocker(self.speed):  # one change, to be told once
            self._offer(tuple(each for each in self._speeds if not each.part))
            self.show_speed(slowing)
        self._follow_speed()

    def _offer(self, speeds: tuple[Slowing, ...]) -> None:
        self._speeds = speeds
        self.speed.offer(self._speed_choices())

    def _speed_choices(self) -> Choices:
        unlimited: Choices = [(self.tr("full speed"), FULL_SPEED)]
        return unlimited + [(self._speed_name(each), each) for each in self._speeds]

    def _speed_name(self, slowing: Slowing) -> str:
        said = self.tr("slowed: {n} steps/s") if slowing.part else self.tr("{n} steps/s")
        return said.format(n=f"{slowing.steps_per_second:g}")

    def _follow_speed(self) -> None:
        self._say()
        self.speed_changed.emit(self.slowing)

    def _explain(self) -> None:
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(
            self.tr(
                "How fast it may train: a small network learns faster than one can see. "
                "It learns the same, only more slowly. A sample is slowed only where it changes."
            )
        )
