"""What helps to find and to understand, and the way out."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gatescope.gui.commands.command import Command
from gatescope.gui.controllers.commands import conditions
from gatescope.gui.controllers.commands.desk import Desk
from gatescope.gui.views.stack.sharing.choice import RowsChoice


def _quit(desk: Desk) -> None:
    desk.window.close()


AIDS: tuple[Command[Desk], ...] = (
    Command(
        "present",
        QT_TRANSLATE_NOOP("Commands", "Present"),
        QT_TRANSLATE_NOOP(
            "Commands", "Fill the screen with the pictures, in large letters; numbers uncover the rows, Esc leaves"
        ),
        lambda desk: desk.presenting.turn(),
        keys=("F11",),
        icon="present",
        group="window",
        also=QT_TRANSLATE_NOOP("Commands", "full screen, teach, projector, beamer, large letters, zoom"),
        checked=lambda desk: desk.conductor.state.choice(RowsChoice).presented,
    ),
    Command(
        "larger",
        QT_TRANSLATE_NOOP("Commands", "Larger letters"),
        QT_TRANSLATE_NOOP("Commands", "Write everything larger, and give it the room it needs"),
        lambda desk: desk.letters.turn(1),
        keys=("Ctrl++", "Ctrl+="),
        group="window",
        also=QT_TRANSLATE_NOOP("Commands", "zoom in, font size, text size, scale, bigger"),
        may=conditions.not_largest,
    ),
    Command(
        "smaller",
        QT_TRANSLATE_NOOP("Commands", "Smaller letters"),
        QT_TRANSLATE_NOOP("Commands", "Write everything a step smaller, down to the usual size"),
        lambda desk: desk.letters.turn(-1),
        keys=("Ctrl+-",),
        group="window",
        also=QT_TRANSLATE_NOOP("Commands", "zoom out, font size, text size, scale"),
        may=conditions.not_usual,
    ),
    Command(
        "usual_size",
        QT_TRANSLATE_NOOP("Commands", "Letters of the usual size"),
        QT_TRANSLATE_NOOP("Commands", "Write everything as large as at first"),
        lambda desk: desk.letters.reset(),
        keys=("Ctrl+0",),
        group="window",
        also=QT_TRANSLATE_NOOP("Commands", "zoom reset, actual size, font size, text size"),
        may=conditions.not_usual,
    ),
    Command(
        "palette",
        QT_TRANSLATE_NOOP("Commands", "All commands…"),
        QT_TRANSLATE_NOOP("Commands", "Find a command by a few letters of its name"),
        lambda desk: desk.dialogs.show_palette(),
        keys=(
            "Ctrl+K",
            "Ctrl+Shift+P",
        ),
        group="help",
    ),
    Command(
        "settings",
        QT_TRANSLATE_NOOP("Commands", "Settings…"),
        QT_TRANSLATE_NOOP("Commands", "Theme, language, colours, device, threads and budgets"),
        lambda desk: desk.dialogs.show_settings(),
        keys=("Ctrl+,",),
        group="window",
        also=QT_TRANSLATE_NOOP("Commands", "preferences, options, font, letters, theme, dark, language"),
    ),
    Command(
        "explain",
        QT_TRANSLATE_NOOP("Commands", "What am I looking at?"),
        QT_TRANSLATE_NOOP("Commands", "Explain the picture that has the focus, in words and as an equation"),
        lambda desk: desk.dialogs.explain_focused(),
        keys=("Shift+F1",),
        group="help",
        also=QT_TRANSLATE_NOOP("Commands", "help, meaning, equation"),
    ),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("Commands", "Keyboard shortcuts"),
        QT_TRANSLATE_NOOP("Commands", "Every command that has a shortcut"),
        lambda desk: desk.dialogs.show_shortcuts(),
        keys=("?",),
        group="help",
        also=QT_TRANSLATE_NOOP("Commands", "keys, keyboard"),
    ),
    Command(
        "help",
        QT_TRANSLATE_NOOP("Commands", "Help"),
        QT_TRANSLATE_NOOP("Commands", "Explain the picture that has the focus; anywhere else show every shortcut"),
        lambda desk: desk.dialogs.help(),
        keys=("F1",),
        icon="help",
        group="help",
    ),
    Command(
        "quit",
        QT_TRANSLATE_NOOP("Commands", "Quit"),
        QT_TRANSLATE_NOOP("Commands", "Close the window; the session is saved"),
        _quit,
        keys=("Ctrl+Q",),
        group="leave",
    ),
)
