"""Everything the user can do, as one table; ``gui/commands.py`` makes menus, buttons, shortcuts and help from it."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Command:
    """Something the user can do. ``text`` and ``tip`` are looked up in the translations, context ``Commands``."""

    name: str
    text: object  # Qt types its translation marks so
    tip: object
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""
    checkable: bool = False


COMMANDS = (
    Command(
        "open",
        QT_TRANSLATE_NOOP("Commands", "Open…"),
        QT_TRANSLATE_NOOP("Commands", "Open a table (CSV), a text or a saved session"),
        ("Ctrl+O",),
        "open",
        "file",
    ),
    Command(
        "import",
        QT_TRANSLATE_NOOP("Commands", "Import settings…"),
        QT_TRANSLATE_NOOP(
            "Commands",
            "How the open file is read, what its columns are and what is learnt; opening it anew so begins anew",
        ),
        ("Ctrl+I",),
        "",
        "file",
    ),
    Command(
        "save",
        QT_TRANSLATE_NOOP("Commands", "Save"),
        QT_TRANSLATE_NOOP("Commands", "Keep this session as a file; what follows is saved there as you work"),
        ("Ctrl+S",),
        "save",
        "file",
    ),
    Command(
        "save_as",
        QT_TRANSLATE_NOOP("Commands", "Save as…"),
        QT_TRANSLATE_NOOP("Commands", "Save a copy of this session and go on in the copy"),
        ("Ctrl+Shift+S",),
        "",
        "file",
    ),
    Command(
        "welcome",
        QT_TRANSLATE_NOOP("Commands", "Welcome"),
        QT_TRANSLATE_NOOP("Commands", "The samples and the files opened last; what is open stays open and trains on"),
        ("Alt+Home",),
        "",
        "file",
    ),
    Command(
        "play",
        QT_TRANSLATE_NOOP("Commands", "Play"),
        QT_TRANSLATE_NOOP("Commands", "Train, or pause the training"),
        ("Space",),
        "play",
        "train",
    ),
    Command(
        "step",
        QT_TRANSLATE_NOOP("Commands", "Step"),
        QT_TRANSLATE_NOOP("Commands", "Train a single step"),
        ("Right",),
        "step",
        "train",
    ),
    Command(
        "steps",
        QT_TRANSLATE_NOOP("Commands", "Train n steps"),
        QT_TRANSLATE_NOOP("Commands", "Train as many steps as the field beside Step says, then stop"),
        ("Shift+Right",),
        "",
        "train",
    ),
    Command(
        "reset",
        QT_TRANSLATE_NOOP("Commands", "Reset"),
        QT_TRANSLATE_NOOP("Commands", "Begin again with the same settings as a new run; this run stays in the list"),
        ("Ctrl+R",),
        "reset",
        "train",
    ),
    Command(
        "new_run",
        QT_TRANSLATE_NOOP("Commands", "New run"),
        QT_TRANSLATE_NOOP("Commands", "Make a run with the settings at the left"),
        ("Ctrl+N",),
        "new",
        "train",
    ),
    Command(
        "first",
        QT_TRANSLATE_NOOP("Commands", "First keyframe"),
        QT_TRANSLATE_NOOP("Commands", "Go back to where the run began"),
        ("Home",),
        "",
        "time",
    ),
    Command(
        "earlier",
        QT_TRANSLATE_NOOP("Commands", "Earlier keyframe"),
        QT_TRANSLATE_NOOP("Commands", "Go back by one keyframe"),
        ("Ctrl+Left",),
        "",
        "time",
    ),
    Command(
        "later",
        QT_TRANSLATE_NOOP("Commands", "Later keyframe"),
        QT_TRANSLATE_NOOP("Commands", "Go forward by one keyframe"),
        ("Ctrl+Right",),
        "",
        "time",
    ),
    Command(
        "live",
        QT_TRANSLATE_NOOP("Commands", "Live"),
        QT_TRANSLATE_NOOP("Commands", "Return to the present of the run"),
        ("End",),
        "live",
        "time",
    ),
    Command(
        "fork",
        QT_TRANSLATE_NOOP("Commands", "Go on from here"),
        QT_TRANSLATE_NOOP("Commands", "Make a new run that trains on from the keyframe you are looking at"),
        ("Ctrl+G",),
        "",
        "time",
    ),
    Command(
        "full_range",
        QT_TRANSLATE_NOOP("Commands", "Full colour range"),
        QT_TRANSLATE_NOOP("Commands", "Let the colours of unbounded maps reach the largest value, not the 99 % bound"),
        ("Ctrl+Shift+F",),
        "",
        "view",
        True,
    ),
    Command(
        "find_unit",
        QT_TRANSLATE_NOOP("Commands", "Find unit…"),
        QT_TRANSLATE_NOOP("Commands", "Go to a unit by its number"),
        ("Ctrl+F",),
        "",
        "view",
    ),
    Command(
        "pin",
        QT_TRANSLATE_NOOP("Commands", "Pin unit"),
        QT_TRANSLATE_NOOP(
            "Commands", "Keep this unit's lines beside those of the next one; Ctrl+click pins, Esc unpins"
        ),
        ("Ctrl+P",),
        "",
        "view",
    ),
    Command(
        "order",
        QT_TRANSLATE_NOOP("Commands", "Order units again"),
        QT_TRANSLATE_NOOP("Commands", "Find the order of the units anew from what is shown now"),
        ("Ctrl+Shift+U",),
        "",
        "view",
    ),
    Command(
        "pipeline",
        QT_TRANSLATE_NOOP("Commands", "From text to vectors"),
        QT_TRANSLATE_NOOP(
            "Commands", "Show how your sentences become tokens, ids, a batch and vectors, or the states again"
        ),
        ("Ctrl+B",),
        "",
        "view",
    ),
    Command(
        "export",
        QT_TRANSLATE_NOOP("Commands", "Export…"),
        QT_TRANSLATE_NOOP("Commands", "Save a picture as PNG, SVG or PDF, or the numbers behind it as CSV or NPZ"),
        ("Ctrl+Shift+E",),
        "",
        "export",
    ),
    Command(
        "copy",
        QT_TRANSLATE_NOOP("Commands", "Copy picture"),
        QT_TRANSLATE_NOOP("Commands", "Put the picture that has the focus on the clipboard"),
        ("Ctrl+Shift+C",),
        "",
        "export",
    ),
    Command(
        "palette",
        QT_TRANSLATE_NOOP("Commands", "All commands…"),
        QT_TRANSLATE_NOOP("Commands", "Find a command by a few letters of its name"),
        ("Ctrl+K", "Ctrl+Shift+P"),
        "",
        "help",
    ),
    Command(
        "settings",
        QT_TRANSLATE_NOOP("Commands", "Settings…"),
        QT_TRANSLATE_NOOP("Commands", "Theme, language, colours, device, threads and budgets"),
        ("Ctrl+,",),
        "",
        "help",
    ),
    Command(
        "explain",
        QT_TRANSLATE_NOOP("Commands", "What am I looking at?"),
        QT_TRANSLATE_NOOP("Commands", "Explain the picture that has the focus, in words and as an equation"),
        ("Shift+F1",),
        "",
        "help",
    ),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("Commands", "Keyboard shortcuts"),
        QT_TRANSLATE_NOOP("Commands", "Every command that has a shortcut"),
        ("?",),
        "",
        "help",
    ),
    Command(
        "gradient",
        QT_TRANSLATE_NOOP("Commands", "Gradient through time"),
        QT_TRANSLATE_NOOP("Commands", "Show how much each step's state matters to the loss; learning is not touched"),
        ("Ctrl+T",),
        "",
        "rows",
        True,
    ),
    Command(
        "gradient_map",
        QT_TRANSLATE_NOOP("Commands", "Gradient, unit by time"),
        QT_TRANSLATE_NOOP("Commands", "Show the gradient of every unit as a heat map"),
        ("Ctrl+Shift+T",),
        "",
        "rows",
        True,
    ),
    Command(
        "compare",
        QT_TRANSLATE_NOOP("Commands", "Compare the runs' gradients"),
        QT_TRANSLATE_NOOP("Commands", "Lay the gradients of all runs on the same data over one another"),
        ("Ctrl+E",),
        "",
        "rows",
        True,
    ),
    Command(
        "tau",
        QT_TRANSLATE_NOOP("Commands", "Look back from the cursor"),
        QT_TRANSLATE_NOOP("Commands", "Show the gradient of the output at the cursor's step: how far it remembers"),
        ("T",),
        "",
        "rows",
    ),
    Command(
        "whole_loss",
        QT_TRANSLATE_NOOP("Commands", "Gradient of the whole loss"),
        QT_TRANSLATE_NOOP("Commands", "Show the gradient of the loss over all steps again"),
        ("Shift+T",),
        "",
        "rows",
    ),
    Command(
        "free",
        QT_TRANSLATE_NOOP("Commands", "Free running"),
        QT_TRANSLATE_NOOP("Commands", "Let the network go on after the sequence, fed by its own output"),
        ("Ctrl+L",),
        "",
        "rows",
        True,
    ),
    Command(
        "help",
        QT_TRANSLATE_NOOP("Commands", "Help"),
        QT_TRANSLATE_NOOP("Commands", "Explain the picture that has the focus; anywhere else show every shortcut"),
        ("F1",),
        "help",
        "help",
    ),
    Command(
        "quit",
        QT_TRANSLATE_NOOP("Commands", "Quit"),
        QT_TRANSLATE_NOOP("Commands", "Close the window; the session is saved"),
        ("Ctrl+Q",),
        "",
        "help",
    ),
)
