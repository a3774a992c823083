"""The two choices that live in the menu: the theme, and what looking may cost."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from gui import theme
from gui.conductor import Conductor
from gui.settings import BUDGETS, Settings


def fill_choices(menu: QMenu, settings: Settings, conductor: Conductor) -> None:
    """Adds both submenus; what is chosen acts at once and is remembered."""

    def choose_theme(name: object) -> None:
        settings.theme = str(name)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, settings.theme)

    def choose_budget(share: object) -> None:
        settings.observation = float(str(share))
        conductor.set_budget(settings.observation)

    translate = QCoreApplication.translate
    names = [
        (translate("Menu", "As the system"), theme.SYSTEM),
        (translate("Menu", "Light"), theme.LIGHT),
        (translate("Menu", "Dark"), theme.DARK),
    ]
    budgets = [(translate("Menu", "{n} % of training time").format(n=round(100 * share)), share) for share in BUDGETS]
    menu.addSeparator()
    _submenu(menu, translate("Menu", "Theme"), names, settings.theme, choose_theme)
    _submenu(menu, translate("Menu", "Views may cost"), budgets, settings.observation, choose_budget)


def _submenu(
    menu: QMenu, title: str, choices: Sequence[tuple[str, object]], chosen: object, act: Callable[[object], None]
) -> None:
    submenu = menu.addMenu(title)
    group = QActionGroup(submenu)
    for text, value in choices:
        action = QAction(text, submenu, checkable=True, checked=value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: act(value))
        group.addAction(action)
        submenu.addAction(action)
