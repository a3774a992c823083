"""Asks the engine what the run that the forms describe would take, and shows it beside what the runs there are took.

Nothing is asked or counted while a run trains, unless the form changes or the drawing is looked at.
"""

from collections.abc import Callable
from itertools import count

import msgspec
from PySide6.QtCore import QObject, QTimer

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.messages import Cost, CostRequest, CostTold
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.state.store import RunRecord
from gatescope.gui.views.cost.scene import CostScene, RunCost
from gatescope.gui.views.cost.view import CostView
from gatescope.gui.words import notices

SOON, CALM = 150, 1000  # ms: after the last edit, and between two looks at what grows
QUIET = (Fault.DATA_NOT_OPEN, Fault.CONFIG_VALUE)  # said where they are made


class CostEstimates(QObject):
    """Keeps the form's figures of cost true. ``config`` is the run that the form describes."""

    def __init__(self, conductor: Conductor, panels: FormPanels, config: Callable[[], RunConfig | None]) -> None:
        super().__init__(panels.window)
        self._conductor, self._lines, self._config = conductor, panels.model.costs, config
        self.view = CostView()
        self._lines.place(self.view)
        self._numbers = count(1)
        self._asked: CostRequest | None = None
        self._told = CostTold(number=0)
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self._calm = QTimer(self, interval=CALM, singleShot=True)
        self._calm.timeout.connect(self._draw)
        for edited in (panels.model.config_edited, panels.data.config_edited, conductor.runs_changed):
            edited.connect(self._soon.start)
        conductor.data_changed.connect(self._forget)
        conductor.metrics_grew.connect(lambda _run: self._grow())
        conductor.cost_told.connect(self._take)
        self._lines.opened.connect(lambda _: self._draw())
        spoken(panels.window, self._show)

    def _forget(self) -> None:
        self._asked, self._told = None, CostTold(number=0)
        self._soon.start()

    def _ask(self) -> None:
        config = self._checked()
        if config is None:
            self._asked, self._told = None, CostTold(number=0)
        elif self._asked is None or config != self._asked.config or self._unknown():
            if self._asked is None or config.data != self._asked.config.data:
                self._told = CostTold(number=0)  # told of other data
            request = CostRequest(number=next(self._numbers), config=config)
            self._asked = request if self._conductor.bridge.send(request) else None
        self._show()

    def _unknown(self) -> bool:
        """A first run may have made known what large data takes."""
        return self._told.cost is None and bool(self._conductor.store.runs)

    def _checked(self) -> RunConfig | None:
        try:
            config = self._config()
        except ConfigError:
            return None
        if config is None:
            return None
        train = msgspec.structs.replace(config.train, learning_rate=0.0, clip=0.0)  # they cost nothing
        return msgspec.structs.replace(config, train=train)

    def _take(self, told: CostTold) -> None:
        if self._asked is not None and told.number == self._asked.number:
            self._told = told
            self._show()

    # ---- what is shown -----------------------------------------------------------------------------------------

    def _show(self) -> None:
        told = self._told
        known = told.cost.parameters if told.cost else self._recorded()
        refused = notices.sentence(told.fault, told.facts) if told.fault and told.fault not in QUIET else ""
        self._lines.show_cost(told.cost, known, refused)
        self._draw()

    def _recorded(self) -> int:
        """The parameters of the selected run, if its network and data are those that the form describes; else 0."""
        record = self._conductor.selected
        config = self._checked() if record is not None else None
        if record is None or config is None:
            return 0
        made = record.info.config
        return record.info.parameters if (made.net, made.data) == (config.net, config.data) else 0

    def _grow(self) -> None:
        if self.view.isVisible() and not self._calm.isActive():
            self._calm.start()

    def _draw(self) -> None:
        if self.view.isVisibleTo(self._lines):
            cost = self._told.cost or Cost(parameters=0, steps=0, activation_bytes=0, needed_bytes=0, available_bytes=0)
            runs = tuple(map(_run_cost, self._conductor.store.runs.values()))
            self.view.draw(CostScene(cost.steps, cost.activation_bytes, cost.available_bytes, runs))


def _run_cost(record: RunRecord) -> RunCost:
    info = record.info
    return RunCost(info.name, record.colour, info.activation_steps, info.activation_bytes, record.seconds_per_step)
