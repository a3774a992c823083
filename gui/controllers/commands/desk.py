"""What the commands act on."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gatescope.gui.controllers.board import Board
from gatescope.gui.controllers.dialogs import Dialogs
from gatescope.gui.controllers.files import Files
from gatescope.gui.controllers.first_steps import FirstSteps
from gatescope.gui.controllers.forms import FormDesk
from gatescope.gui.controllers.kept.sessions import Sessions
from gatescope.gui.controllers.letters import Letters
from gatescope.gui.controllers.middle.arranging import Arranging
from gatescope.gui.controllers.middle.pages import MiddlePages
from gatescope.gui.controllers.middle.presenting import Presenting
from gatescope.gui.controllers.stack_rows import StackRows
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.panels.form.data import DataPanel


@dataclass(frozen=True)
class Desk:
    """All that a command can reach. It holds nothing of its own."""

    window: QWidget
    conductor: Conductor
    data: DataPanel
    files: Files
    forms: FormDesk
    guide: FirstSteps
    rows: StackRows
    arranging: Arranging
    pages: MiddlePages
    presenting: Presenting
    board: Board
    dialogs: Dialogs
    letters: Letters
    sessions: Sessions
