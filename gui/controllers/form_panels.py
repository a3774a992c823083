"""Everything that the user decides with, as those are handed it who keep it true."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gui.panels.form.data import DataPanel
from gui.panels.form.model import ModelPanel
from gui.panels.probe import ProbeBar
from gui.panels.runs.list import RunList
from gui.panels.start.welcome import Welcome
from gui.panels.status import StatusLine
from gui.panels.transport import Transport


@dataclass(frozen=True)
class Panels:
    """Everything that the user decides with."""

    window: QWidget
    actions: Mapping[str, QAction]
    transport: Transport
    data: DataPanel
    model: ModelPanel
    runs: RunList
    probe: ProbeBar
    status: StatusLine
    welcome: Welcome
