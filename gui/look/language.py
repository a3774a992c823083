"""The language of the window and of Qt's own texts: the system's or a chosen one, changed while the program runs.

Texts are English in the sources; ``resources/translations`` holds the others. After a change Qt tells every widget with
``QEvent.LanguageChange``: what sets its texts once does so through ``spoken``, what paints them asks at every painting.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, Qt, QTranslator

from gatescope import resources

ENGLISH, KOREAN, SYSTEM = "en", "ko", "system"
NAMES = {ENGLISH: "English", KOREAN: "한국어"}  # each in itself, so that everybody finds their own
CATALOGUES = "gatescope", "qtbase"  # ours, and Qt's: the buttons and dialogs that it makes itself


class _Catalogue(QTranslator):
    """One of ours, so that it can be found and taken out again."""


class _Speaker(QObject):
    """Qt hands ``LanguageChange`` on to a widget's children, whatever they are; this one only passes it to ``say``."""

    def __init__(self, widget: QObject, say: Callable[[], None]) -> None:
        super().__init__(widget)
        self._say = say

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
        return super().event(event)


def spoken(widget: QObject, say: Callable[[], None]) -> None:
    """Calls ``say`` now and after every change of language, as long as ``widget`` lives. It sets texts and no more."""
    say()
    _Speaker(widget, say)


def of_system() -> str:
    """The first of the user's languages that there is a translation for; else English."""
    codes = (name.replace("_", "-").split("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in codes if code in NAMES), ENGLISH)


def current() -> str:
    """The language of the texts now."""
    return KOREAN if _installed() else ENGLISH


def apply(app: QCoreApplication, choice: str) -> None:
    """Puts a language into force: ``system`` or one of ``NAMES``. Raises ``ValueError`` for another."""
    if choice not in (SYSTEM, *NAMES):
        raise ValueError(choice)
    language = of_system() if choice == SYSTEM else choice
    if language == current():
        return
    for old in _installed():
        app.removeTranslator(old)
        old.deleteLater()
        old.setParent(None)
    if language != ENGLISH:
        folders = resources.translations(), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in zip(CATALOGUES, folders, strict=True):
            catalogue = _Catalogue(app)
            if catalogue.load(f"{name}_{language}", folder):  # a system's own PySide6 may come without Qt's
                app.installTranslator(catalogue)


def _installed() -> list[_Catalogue]:
    app = QCoreApplication.instance()
    only = Qt.FindChildOption.FindDirectChildrenOnly
    return list(app.findChildren(_Catalogue, options=only)) if app is not None else []
