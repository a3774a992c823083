"""The choices that live in the menu: the theme, the language, and what looking may cost."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import language, theme
from gatescope.gui.look.language import spoken
from gatescope.gui.memory.preferences import Preferences
from gatescope.gui.memory.remembered import BUDGETS, Settings

Named = Sequence[tuple[str, object]]


def fill_choices(menu: QMenu, settings: Settings, conductor: Conductor) -> None:
    """Adds the submenus; what is chosen acts at once and is remembered."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    preferences = Preferences(settings, app, conductor)

    def choose(name: str, value: object) -> None:
        setattr(settings, name, value)
        preferences.apply(name)

    menu.addSeparator()
    submenus = {name: menu.addMenu("") for name in _choices()}

    def fill() -> None:
        """Anew each time: it may have been chosen in the settings, or the language may be another."""
        for name, (title, choices) in _choices().items():
            submenus[name].setTitle(title)
            _fill(submenus[name], choices, getattr(settings, name), partial(choose, name))

    menu.aboutToShow.connect(fill)
    spoken(menu, fill)


def _choices() -> dict[str, tuple[str, Named]]:
    """Title and choices by the setting's name."""
    translate = QCoreApplication.translate
    system = translate("Menu", "As the system")
    themes = (system, theme.SYSTEM), (translate("Menu", "Light"), theme.LIGHT), (translate("Menu", "Dark"), theme.DARK)
    languages = (system, language.SYSTEM), *((name, code) for code, name in language.NAMES.items())
    shares = [(translate("Menu", "{n} % of training time").format(n=round(100 * share)), share) for share in BUDGETS]
    return {
        "theme": (translate("Menu", "Theme"), themes),
        "language": (translate("Menu", "Language"), languages),
        "observation": (translate("Menu", "Views may cost"), shares),
    }


def _fill(submenu: QMenu, choices: Named, chosen: object, act: Callable[[object], None]) -> None:
    submenu.clear()
    for old in submenu.findChildren(QActionGroup):
        old.deleteLater()
    group = QActionGroup(submenu)
    for text, value in choices:
        action = QAction(text, submenu, checkable=True, checked=value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: act(value))
        group.addAction(action)
        submenu.addAction(action)
