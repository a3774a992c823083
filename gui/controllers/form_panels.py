"""Everything that the user decides with, as those are handed it who keep it true."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gatescope.gui.commands.actions import Actions
from gatescope.gui.controllers.board import Board
from gatescope.gui.panels.form.data import DataPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.form.new_run import NewRun
from gatescope.gui.panels.probe import ProbeBar
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.start.before_pictures import Welcome
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.panels.transport import Transport


@dataclass(frozen=True)
class FormPanels:
    """Everything that the user decides with."""

    window: QWidget
    actions: Actions
    board: Board
    transport: Transport
    data: DataPanel
    model: ModelPanel
    new_run: NewRun
    runs: RunList
    probe: ProbeBar
    status: StatusLine
    welcome: Welcome
