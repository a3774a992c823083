"""Pictures and numbers, out of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands.desk import Desk

CARRYING: tuple[Command[Desk], ...] = (
    Command(
        "export",
        QT_TRANSLATE_NOOP("Commands", "Export…"),
        QT_TRANSLATE_NOOP("Commands", "Save a picture as PNG, SVG or PDF, or the numbers behind it as CSV or NPZ"),
        lambda desk: desk.dialogs.show_export(),
        keys=("Ctrl+Shift+E",),
        group="export",
        also=QT_TRANSLATE_NOOP("Commands", "save picture, png, svg, csv, npz, weights"),
    ),
    Command(
        "copy",
        QT_TRANSLATE_NOOP("Commands", "Copy picture"),
        QT_TRANSLATE_NOOP("Commands", "Put the picture that has the focus on the clipboard"),
        lambda desk: desk.dialogs.copy(),
        keys=("Ctrl+Shift+C",),
        group="export",
    ),
)
