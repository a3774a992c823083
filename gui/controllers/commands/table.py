"""Everything the user can do, as one table: the menu, the buttons, the palette and the shortcuts are made of it."""

from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands.aids import AIDS
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.controllers.commands.exporting import CARRYING
from gatescope.gui.controllers.commands.files import FILES
from gatescope.gui.controllers.commands.pictures import PICTURES
from gatescope.gui.controllers.commands.rows import ROWS
from gatescope.gui.controllers.commands.time_travel import TIME
from gatescope.gui.controllers.commands.training import TRAINING

COMMANDS: tuple[Command[Desk], ...] = (*FILES, *TRAINING, *TIME, *PICTURES, *ROWS, *CARRYING, *AIDS)
