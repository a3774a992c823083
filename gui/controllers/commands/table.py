"""Everything the user can do, as one table: the menu, the buttons, the palette and the shortcuts are made of it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command, Menu
from gatescope.gui.controllers.commands.aids import AIDS
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.controllers.commands.exporting import CARRYING
from gatescope.gui.controllers.commands.files import FILES
from gatescope.gui.controllers.commands.pictures import PICTURES
from gatescope.gui.controllers.commands.rows import ROWS
from gatescope.gui.controllers.commands.runs import RUNS
from gatescope.gui.controllers.commands.time_travel import TIME
from gatescope.gui.controllers.commands.training import TRAINING

COMMANDS: tuple[Command[Desk], ...] = (*FILES, *TRAINING, *RUNS, *TIME, *PICTURES, *ROWS, *CARRYING, *AIDS)

MENUS: tuple[Menu, ...] = (
    Menu(QT_TRANSLATE_NOOP("Commands", "File"), ("file", "export", "leave")),
    Menu(QT_TRANSLATE_NOOP("Commands", "Run"), ("train", "compare", "runs")),
    Menu(QT_TRANSLATE_NOOP("Commands", "View"), ("view", "rows", "window")),
    Menu(QT_TRANSLATE_NOOP("Commands", "Go"), ("time",)),
    Menu(QT_TRANSLATE_NOOP("Commands", "Help"), ("help",)),
)
VIEW = 2  # the place of the one that has the choices of the whole window too
