"""What is open, and where it is kept."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands.conditions import any_run, data, engine, needs, writable
from gatescope.gui.controllers.commands.desk import Desk

FILES: tuple[Command[Desk], ...] = (
    Command(
        "open",
        QT_TRANSLATE_NOOP("Commands", "Open…"),
        QT_TRANSLATE_NOOP("Commands", "Open a table (CSV), a text or a saved session"),
        lambda desk: desk.files.choose(),
        keys=("Ctrl+O",),
        icon="open",
        group="file",
        also=QT_TRANSLATE_NOOP("Commands", "load, file, csv, text, import data"),
    ),
    Command(
        "sessions",
        QT_TRANSLATE_NOOP("Commands", "All sessions…"),
        QT_TRANSLATE_NOOP("Commands", "Every session that was kept: open, rename or delete one"),
        lambda desk: desk.sessions.show_all(),
        keys=("Ctrl+Shift+O",),
        group="file",
        also=QT_TRANSLATE_NOOP("Commands", "recent, history, reopen, restore, delete a session, rename a session"),
    ),
    Command(
        "import",
        QT_TRANSLATE_NOOP("Commands", "Import settings…"),
        QT_TRANSLATE_NOOP(
            "Commands",
            "How the open file is read, what its columns are and what is learnt; opening it anew so begins anew",
        ),
        lambda desk: desk.files.show_settings(),
        keys=("Ctrl+I",),
        group="file",
        also=QT_TRANSLATE_NOOP("Commands", "columns, roles, delimiter, encoding, dates"),
        may=needs(data, engine),
    ),
    Command(
        "save",
        QT_TRANSLATE_NOOP("Commands", "Save"),
        QT_TRANSLATE_NOOP("Commands", "Keep this session as a file; what follows is saved there as you work"),
        lambda desk: desk.files.save(),
        keys=("Ctrl+S",),
        icon="save",
        group="file",
        may=needs(data, engine),
    ),
    Command(
        "save_as",
        QT_TRANSLATE_NOOP("Commands", "Save as…"),
        QT_TRANSLATE_NOOP("Commands", "Save a copy of this session and go on in the copy"),
        lambda desk: desk.files.save_as(),
        keys=("Ctrl+Shift+S",),
        group="file",
        also=QT_TRANSLATE_NOOP("Commands", "store, keep, copy"),
        may=needs(data, engine),
    ),
    Command(
        "name_session",
        QT_TRANSLATE_NOOP("Commands", "Name this session…"),
        QT_TRANSLATE_NOOP("Commands", "What it is called in the lists; one with a name is never removed unasked"),
        lambda desk: desk.sessions.name_open(),
        group="file",
        also=QT_TRANSLATE_NOOP("Commands", "rename the session, title, label"),
        may=needs(data, any_run, writable, engine),
    ),
    Command(
        "welcome",
        QT_TRANSLATE_NOOP("Commands", "Welcome"),
        QT_TRANSLATE_NOOP("Commands", "The samples and the files opened last; what is open stays open and trains on"),
        lambda desk: desk.guide.show_home(),
        keys=("Alt+Home",),
        group="file",
        also=QT_TRANSLATE_NOOP("Commands", "samples, start page, home, recent"),
    ),
)
