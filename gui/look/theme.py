"""The look: one palette per theme, the style sheet and fonts made from it.

``apply(app, "light" | "dark" | "system")`` sets it; ``current()`` is the palette in use; ``changed(app)`` is the
signal after which everything that holds a colour takes a new one. Widgets are styled by these dynamic properties,
set before they are shown: ``QPushButton[kind="primary"]``, ``[kind="quiet"]``; ``QLabel[role="heading" | "title" |
"muted" | "good" | "bad" | "warn"]``; ``QWidget[panel="true"]`` (tinted side panel), ``QFrame[line="true"]``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from string import Template

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gatescope import resources
from gatescope.engine.protocol.frame import Array
from gatescope.gui.look import colours, fonts
from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS, Scale

LIGHT, DARK, SYSTEM = "light", "dark", "system"
TEXT, SMALL, TITLE = 12, 11, 14  # heights of the type, in px at 100 %
SIZES = {"heading": SMALL, "title": TITLE, "small": SMALL}  # of the roles that are written in another
THIN = 8  # px: what is no larger has no text in it
SAVED = "_q_styleSheetWidgetFont"  # the property in which Qt keeps what it goes back to when a widget is put elsewhere
OWN = "type"  # the property of a widget that keeps the height of its own type


@dataclass(frozen=True)
class Theme:
    """One palette, colours as "#rrggbb". ``runs`` are told apart by every common colour vision (Okabe & Ito 2008)."""

    name: str
    window: str  # behind what is looked at
    panel: str  # behind what is set
    raised: str  # fields and buttons
    hover: str
    border: str
    ink: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    good: str
    bad: str
    warn: str
    beyond: str  # what the colours of a map do not reach, or no number
    runs: tuple[str, ...]
    signed_map: str = SIGNED_MAPS[0]
    share_map: str = SHARE_MAPS[0]

    @property
    def dark(self) -> bool:
        return self.name == DARK

    def table(self, scale: Scale) -> Array:
        """The map's 256 colours, (256, 4) uint8."""
        return colours.table(scale, self.dark, self.signed_map if scale is Scale.SIGNED else self.share_map)

    def pin_colour(self, i: int) -> str:
        """The colour of the i-th pinned unit; the accent belongs to the unit at the cursor."""
        return self.runs[1 + i % (len(self.runs) - 1)]

    def run_colour(self, i: int) -> str:
        """The colour of the i-th run; a run keeps its number, so it keeps its colour."""
        return self.runs[i % len(self.runs)]


PALETTES = {
    LIGHT: Theme(
        name=LIGHT,
        window="#ffffff",
        panel="#f6f7f9",
        raised="#ffffff",
        hover="#eef1f5",
        border="#e1e4ea",
        ink="#1b1f27",
        muted="#626a78",
        faint="#b6bcc6",
        accent="#1f6feb",
        accent_hover="#1a60cf",
        on_accent="#ffffff",
        selection="#dbe8fd",
        good="#1a7a3f",
        bad="#c62828",
        warn="#9a5b00",
        beyond="#b83280",
        runs=("#1f6feb", "#c2660a", "#5a2ca0", "#007d63", "#b83280", "#5b6472", "#0e88b5", "#8a6d00"),
    ),
    DARK: Theme(
        name=DARK,
        window="#16181d",
        panel="#1c1f26",
        raised="#16181d",
        hover="#262b34",
        border="#2f343e",
        ink="#e8eaee",
        muted="#9aa2af",
        faint="#565e6b",
        accent="#5aa9ff",
        accent_hover="#7cbcff",
        on_accent="#0c1826",
        selection="#1f3a5c",
        good="#4cc38a",
        bad="#ff7b72",
        warn="#e6a23c",
        beyond="#f07ab8",
        runs=("#5aa9ff", "#f0a04b", "#d4c0ff", "#35c7a2", "#f07ab8", "#a7afbb", "#63cbe8", "#d8c14a"),
    ),
}


class Keeper(QObject):
    """Holds the theme in use, as a child of the application; follows the system's when that is the choice."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.dressed = False  # style and fonts are set once
        self.choice = LIGHT
        self.sized, self.presented = 1.0, 1.0  # what the user chose, and what an audience needs besides
        self.maps = SIGNED_MAPS[0], SHARE_MAPS[0]
        self.theme = PALETTES[LIGHT]
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def _follow(self) -> None:
        if self.choice == SYSTEM:
            self.show()

    def show(self) -> None:
        app = self.parent()
        assert isinstance(app, QApplication)
        name = self.choice
        if name == SYSTEM:
            name = DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        before, self.theme = self.theme, self._with_maps(PALETTES[name])
        sheet = style_sheet(self.theme)
        if self.theme != before or app.styleSheet() != sheet:  # Qt polishes every widget anew, also for the same one
            app.setPalette(palette(self.theme))
            app.setStyleSheet(sheet)
        self.changed.emit()

    @property
    def letters(self) -> float:
        """How many times as large as by itself every text is."""
        return self.sized * self.presented

    def enlarge(self, presented: float) -> None:
        """Every text so many times as large before an audience."""
        self._turn(self.sized, presented)

    def size(self, sized: float) -> None:
        """Every text, and every field and column that was given a size for it, so many times as large."""
        self._turn(sized, self.presented)

    def _turn(self, sized: float, presented: float) -> None:
        """Each widget is told, and the style sheet, which knows of no sizes, stays as it is: to work that out anew for
        all of them takes ten times as long."""
        before, stretched = self.letters, sized / self.sized
        self.sized, self.presented = sized, presented
        if self.letters == before and stretched == 1.0:
            return
        app = self.parent()
        assert isinstance(app, QApplication)
        app.setFont(font())
        for widget in app.allWidgets():
            _rewrite(widget, before, self.letters)
            if stretched != 1.0:
                _stretch(widget, stretched)
        self.changed.emit()

    def choose_maps(self, signed_map: str, share_map: str) -> None:
        """Only the maps take other colours: nothing is polished anew."""
        if (signed_map, share_map) != self.maps:
            self.maps = signed_map, share_map
            self.theme = self._with_maps(PALETTES[self.theme.name])
            self.changed.emit()

    def _with_maps(self, theme: Theme) -> Theme:
        changed = replace(theme, signed_map=self.maps[0], share_map=self.maps[1])
        return theme if changed == theme else changed


def _stretch(widget: QWidget, by: float) -> None:
    """Where a size was given to it, that size; lines stay lines."""
    least, most = widget.minimumSize(), widget.maximumSize()
    if THIN < least.width() == most.width():
        widget.setFixedWidth(round(least.width() * by))
    if THIN < least.height() == most.height():
        widget.setFixedHeight(round(least.height() * by))


def _rewrite(widget: QWidget, before: float, letters: float) -> None:
    """Gives it its letters in another size; one without a font of its own the application's."""
    own = widget.property(
        OWN
    )  # the height of its own type at 100 %, 0: it has none, below: one that is no matter of ours
    if own is None:
        own = round(widget.font().pixelSize() / before) if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) else 0
        widget.setProperty(OWN, own)
    if own < 0:
        return
    written = widget.font()
    made = QFont(written) if own else QFont()  # nothing but what is asked for: its weight is the style sheet's
    if own or letters != 1.0:
        made.setPixelSize(round((own or TEXT) * letters))
    widget.setFont(made)
    if widget.property(SAVED) is not None:
        widget.setProperty(SAVED, made)
    if not own and written.weight() != QFont.Weight.Normal:
        widget.style().polish(widget)  # asks the style sheet again


def apply(app: QApplication, choice: str = SYSTEM) -> None:
    """Sets style, fonts, palette and style sheet, now and whenever the system's scheme changes."""
    if choice not in (LIGHT, DARK, SYSTEM):
        raise ValueError(choice)
    keeper = _keeper(app)
    if not keeper.dressed:
        keeper.dressed = True
        app.setStyle("Fusion")
        for data in resources.fonts():
            QFontDatabase.addApplicationFontFromData(data)
        app.setFont(font())
    keeper.choice = choice
    keeper.show()


@contextmanager
def undressed(app: QApplication) -> Iterator[None]:
    """While a window is built: the style sheet comes at the end of the block. Qt works it out anew for a widget and all
    that is in it whenever that is put into another, which takes twice as long as everything else."""
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def current() -> Theme:
    """The palette in use; the light one where no theme has been applied."""
    app = QCoreApplication.instance()
    found = app and app.findChild(Keeper, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found.theme if isinstance(found, Keeper) else PALETTES[LIGHT]


def choose_maps(app: QApplication, signed_map: str, share_map: str) -> None:
    """The colours of the maps, by the names in ``gui/memory/remembered.py``. Raises ``KeyError`` for an unknown one."""
    colours.table(Scale.SIGNED, False, signed_map)
    colours.table(Scale.SHARE, False, share_map)
    _keeper(app).choose_maps(signed_map, share_map)


def choice(app: QApplication) -> str:
    """What was asked for: "light", "dark" or "system"."""
    return _keeper(app).choice


def changed(app: QCoreApplication | None = None) -> SignalInstance:
    """Emitted after the theme has changed."""
    owner = app or QCoreApplication.instance()
    assert isinstance(owner, QApplication)
    return _keeper(owner).changed


def run_colour(i: int) -> str:
    return current().run_colour(i)


def _keeper(app: QApplication) -> Keeper:
    found = app.findChild(Keeper, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Keeper) else Keeper(app)


def letters() -> float:
    """How many times as large as by itself every text is: a picture that is painted by hand scales itself by this."""
    app = QCoreApplication.instance()
    found = app and app.findChild(Keeper, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found.letters if isinstance(found, Keeper) else 1.0


def enlarge(app: QApplication, factor: float) -> None:
    """Every text so many times as large before an audience, at once."""
    _keeper(app).enlarge(factor)


def size(app: QApplication, factor: float) -> None:
    """Every text, and what was made to hold it, so many times as large by the user's choice, at once."""
    _keeper(app).size(factor)


def sized() -> float:
    """How many times as large the user has everything: columns are so much wider."""
    app = QCoreApplication.instance()
    found = app and app.findChild(Keeper, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found.sized if isinstance(found, Keeper) else 1.0


def font(size: int = TEXT, bold: bool = False, *, on_scaled: bool = False) -> QFont:
    """The interface's font, with figures of one width. ``on_scaled``: for a painter that is scaled by ``letters()``
    itself."""
    made = QFont()
    made.setFamilies(fonts.families())
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setPixelSize(size if on_scaled else round(size * letters()))
    made.setFeature(QFont.Tag("tnum"), 1)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def dress(text: QWidget, role: str) -> None:
    """Makes it one of the style sheet's roles, in the type of that; before it is shown."""
    text.setProperty("role", role)
    if role in SIZES:
        text.setFont(font(SIZES[role], bold=role != "small"))


def palette(theme: Theme) -> QPalette:
    """The palette for what the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.window),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.panel),
        (role.Button, theme.raised),
        (role.WindowText, theme.ink),
        (role.Text, theme.ink),
        (role.ButtonText, theme.ink),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.ink),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.Mid, theme.border),
        (role.Accent, theme.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.faint))
    return made


def style_sheet(theme: Theme) -> str:
    """The style sheet in resources/style, its $names replaced by the palette's colours."""
    names = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    arrow = resources.icon_path("chevron-dark" if theme.dark else "chevron-light")
    tick = resources.icon_path("tick-dark" if theme.dark else "tick-light")
    return Template(resources.style()).substitute(names, arrow=arrow, tick=tick)
