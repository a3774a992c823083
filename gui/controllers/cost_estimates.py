"""Keeps the figures of cost beside the form true, and the drawing of it where it can be opened.

In order: a moment after the last edit, or when the runs are others, the run that the forms describe becomes part of
what the user wants (``ViewState.form``); the board asks what it would take; the answer is shown when it comes.
"""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.messages import CostTold
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.kit.boxes import scroll_to
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.views.cost.scene import COST, told, wants
from gatescope.gui.views.cost.view import CostView
from gatescope.gui.words import notices

SOON = 150  # ms after the last edit: nobody reads what a number would cost that is still being typed
QUIET = (Fault.DATA_NOT_OPEN, Fault.CONFIG_VALUE)  # said where they are made


class CostEstimates(QObject):
    """Keeps the form's figures of cost true. ``config`` is the run that the form describes."""

    def __init__(self, conductor: Conductor, panels: FormPanels, config: Callable[[], RunConfig | None]) -> None:
        super().__init__(panels.window)
        self._conductor, self._lines, self._config = conductor, panels.model.costs, config
        self.view = panels.board.view(CostView)
        self._lines.place(self.view)
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self._follow)
        for edited in (panels.model.config_edited, panels.data.config_edited, conductor.runs_changed):
            edited.connect(self._soon.start)
        conductor.data_changed.connect(self._soon.start)
        conductor.frame_taken.connect(self._take)
        panels.board.watch_beforehand(COST, wants, self._lines.isVisible)
        panels.board.stand(COST, self._bring)
        spoken(panels.window, self._show)

    def _bring(self) -> None:
        self._lines.open()
        QTimer.singleShot(0, self.view, lambda: scroll_to(self.view))  # once it is laid out

    def _follow(self) -> None:
        self._conductor.change(form=self._checked())
        self._show()

    def _checked(self) -> RunConfig | None:
        try:
            config = self._config()
        except ConfigError:
            return None
        if config is None:
            return None
        train = msgspec.structs.replace(config.train, learning_rate=0.0, clip=0.0)  # they cost nothing
        return msgspec.structs.replace(config, train=train)

    def _take(self, slot: str) -> None:
        if slot == COST:
            self._show()

    # ---- what is shown -----------------------------------------------------------------------------------------

    @property
    def told(self) -> CostTold:
        """What is known of the run that the form describes."""
        return told(self._conductor.state, self._conductor.store)

    def _show(self) -> None:
        said = self.told
        known = said.cost.parameters if said.cost else self._recorded()
        refused = notices.sentence(said.fault, said.facts) if said.fault and said.fault not in QUIET else ""
        self._lines.show_cost(said.cost, known, refused)

    def _recorded(self) -> int:
        """The parameters of the selected run, if its network and data are those that the form describes; else 0."""
        record, form = self._conductor.selected, self._conductor.state.form
        if record is None or form is None:
            return 0
        made = record.info.config
        return record.info.parameters if (made.net, made.data) == (form.net, form.data) else 0
