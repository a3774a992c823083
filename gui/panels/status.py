"""The line at the bottom: device and its reason, speed, what looking costs, where the run is, how long it takes."""

import math

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from gatescope.engine.protocol.messages import RunState, Status
from gatescope.gui.kit.fields import label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken

NEWS_MS, APART = 6000, 8
GIVE_WAY = ("memory", "cost", "accuracy", "left", "device")  # where there is no room for all, the first of them first


class StatusLine(QStatusBar):
    """Every part keeps quiet while it has nothing to say."""

    def __init__(self, *beside: QWidget) -> None:
        """``beside`` stand at its right end."""
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._parts = {
            name: label("", "muted")
            for name in ("device", "state", "speed", "memory", "cost", "step", "accuracy", "left")
        }
        for part in self._parts.values():
            part.setContentsMargins(4, 0, 8, 0)
            self.addWidget(part)
        self._news, self._beside = label("", "muted"), beside
        self.addPermanentWidget(self._news)
        for widget in beside:
            self.addPermanentWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it never widens the window
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(NEWS_MS)
        self._quiet.timeout.connect(lambda: self.announce(""))
        spoken(self, self._news.clear)  # it was said in another language

    @property
    def texts(self) -> dict[str, str]:
        """What is shown, by part."""
        return {name: part.text() for name, part in self._parts.items() if part.text()}

    def announce(self, text: str) -> None:
        """Something that is good to know for a while."""
        self._news.setText(text)
        if text:
            self._quiet.start()
        self._fit()

    def show_device(self, text: str) -> None:
        self._set("device", text)

    def show_run(self, state: RunState | None, step: int, total: int, status: Status | None, told: str = "") -> None:
        """``total`` 0: until stopped; ``status`` None: nothing heard yet; ``told``: how much of the validation part is
        right, '' where nothing says so."""
        training = state is RunState.TRAINING
        self._set("state", self._state_text(state))
        self._set("step", self._step_text(step, total) if state is not None else "")
        self._set("accuracy", told if state is not None else "")
        speed = status.steps_per_second if status and training else 0.0
        self._set("speed", self._speed_text(speed) if speed > 0 else "")
        cost = numbers.whole(100 * status.observation) if status and training else -1
        self._set("cost", self.tr("views cost {n} %").format(n=cost) if cost >= 0 else "")
        left = status.seconds_left if status and training else -1.0
        self._set("left", self.tr("{time} left").format(time=self._duration(left)) if left >= 0 else "")

    def show_memory(self, steps: int, held: int, seconds: float = math.nan) -> None:
        """``held`` bytes of activations for T = ``steps``, 0: none to tell of. ``seconds`` is what a step has taken of
        a run that rests."""
        parts = [f"T {numbers.count(steps)}", numbers.size(held)] if held else []
        if held and seconds > 0:
            parts.append(self.tr("{time} per step").format(time=numbers.duration(seconds)))
        self._set("memory", " · ".join(parts))
        self._parts["memory"].setToolTip(
            self.tr("How many steps backpropagation goes through at once, and what it holds for that in memory")
        )

    def _speed_text(self, speed: float) -> str:
        each = self.tr("{time} per step").format(time=numbers.duration(1 / speed))
        return self.tr("{n} steps/s").format(n=numbers.three(speed)) + " · " + each

    def _set(self, name: str, text: str) -> None:
        part = self._parts[name]
        if part.text() != text:
            part.setText(text)
            self._fit()

    def _fit(self) -> None:
        """Parts give way where there is no room for all, instead of widening the window."""
        told = {name: part for name, part in self._parts.items() if part.text()}
        wide = {name: part.sizeHint().width() + APART for name, part in told.items()}
        others = [widget.sizeHint().width() + APART for widget in (self._news, *self._beside) if not widget.isHidden()]
        room = self.contentsRect().width() - sum(others)
        for name in GIVE_WAY:
            if sum(wide.values()) > room:
                wide.pop(name, None)
        for name, part in self._parts.items():
            part.setVisible(name in wide)

    def _state_text(self, state: RunState | None) -> str:
        return (
            {
                RunState.READY: self.tr("ready"),
                RunState.PAUSED: self.tr("paused"),
                RunState.FINISHED: self.tr("finished"),
                RunState.FAILED: self.tr("stopped: its loss is no number"),
                RunState.CLOSED: self.tr("closed: going on makes a new run"),
            }.get(state, "")
            if state is not None
            else ""
        )

    def _step_text(self, step: int, total: int) -> str:
        if total:
            return self.tr("step {n} of {total}").format(n=numbers.count(step), total=numbers.count(total))
        return self.tr("step {n}").format(n=numbers.count(step))

    def _duration(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{n} s").format(n=numbers.whole(seconds))
        if seconds < 5400:
            return self.tr("{n} min").format(n=numbers.whole(seconds / 60))
        return self.tr("{n} h").format(n=numbers.three(seconds / 3600))

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
