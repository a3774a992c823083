"""Everything that the user decides with, as those are handed it who keep it true."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gui.panels.data import DataPanel
from gui.panels.model import ModelPanel
from gui.panels.probe import ProbeBar
from gui.panels.runs import RunList
from gui.panels.status import StatusLine
from gui.panels.transport import Transport
from gui.panels.welcome import Welcome


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
