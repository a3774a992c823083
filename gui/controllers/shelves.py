"""Where the views stand: in the middle, in the panel at the right, below all; each place one view at a time."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.kit.boxes import column
from gatescope.gui.kit.tabs import Overlaid, Says, Tabs, TabStrip
from gatescope.gui.kit.view import View
from gatescope.gui.views.spec import Place, ViewSpec

LEAST = 224  # px of the panel at the right
STRIP = 30  # px above the middle
TABS_LEFT, HEAD = 6, 30  # px: so that the first word stands below the names of the stack
Specs = Mapping[str, ViewSpec[Any]]
Views = Mapping[str, View[Any]]
Above = Mapping[str, QWidget]
Pages = Mapping[str, tuple[Says, QWidget]]
NO_PAGES: Pages = MappingProxyType({})


class Shelf(QObject):
    """One place: its ``tabs``, and the rules that a tab that cannot be is greyed and says why, and that a strip hides
    where there is nothing to turn to. ``explained`` carries the view whose words are asked for, ``enlarged`` the page
    that shall have the middle."""

    explained = Signal(str)
    enlarged = Signal(str)

    def __init__(self, specs: Specs, views: Views, tabs: Tabs, *, lonely: bool) -> None:
        """``lonely``: a strip with a single tab that may be chosen is hidden. What ``tabs`` have beside the views is
        always there."""
        super().__init__(tabs)
        self.tabs, self._views, self._lonely = tabs, views, lonely
        self._names = tuple(name for name, spec in specs.items() if not spec.behind)
        self._refused: dict[str, str] = {}
        self._rare = frozenset(name for name, spec in specs.items() if spec.rare)
        self._before = ""  # the tab that was in front when its page was lent
        tabs.strip.explain.connect(lambda: self.explained.emit(tabs.front))
        tabs.strip.enlarge.connect(lambda: self.enlarged.emit(tabs.strip.current))
        tabs.turned.connect(self._show_help)
        self._show_help()

    def _show_help(self) -> None:
        view = self._views.get(self.tabs.front)
        self.tabs.strip.help.setVisible(
            view is not None and not view.marks_itself and not isinstance(self.tabs, Overlaid)
        )

    def offer(self, refused: Mapping[str, str], flags: Mapping[str, str], known: bool) -> None:
        """``known``: there is a run to be looked at."""
        possible = [name for name in self._names if name not in refused]
        self._refused = {name: refused[name] for name in self._names if name in refused}
        self._refuse()
        self.tabs.strip.leave_out(self._rare & (refused.keys() if known else self._rare))
        for name in self._names:
            self.tabs.strip.flag(name, flags.get(name, ""))
        if self._lonely:
            self.tabs.strip.setVisible(known and len(possible) > 1)
        if self.tabs.front in refused and possible:
            bring = self.tabs.put_in_front if possible[0] in self.tabs.pages else self.tabs.turn
            bring(possible[0])

    def _refuse(self) -> None:
        away = {self.tabs.lent: self.tr("It stands in the middle: Esc brings it back")} if self.tabs.lent else {}
        self.tabs.strip.refuse(self._refused | away)

    # ---- a page in the middle of the window ----------------------------------------------------------------------

    def lend(self, name: str) -> QWidget:
        """Gives a page to the middle; another one comes to the front here. Raises ``KeyError`` where there is none."""
        front = self.tabs.strip.current
        page = self.tabs.lend(name)
        self._refuse()
        if front == name:
            self._before = front
            others = [tab for tab in self.tabs.pages if tab != name and tab not in self._refused]
            self.tabs.put_in_front(others[0])
        return page

    def restore(self) -> None:
        """Takes it back, to the front where it was there."""
        self.tabs.restore()
        self._refuse()
        if self._before:
            self.tabs.put_in_front(self._before)
        self._before = ""


def middle(specs: Specs, views: Views, above: Above) -> Shelf:
    """Tabs above the pictures, where there is more than one to turn to."""
    strip = TabStrip(_says(specs), (6, 4, 8, 2), spread=False)
    strip.setFixedHeight(STRIP)
    strip.setProperty(exporting.NO_PART, True)
    return Shelf(specs, views, Tabs(strip, _pages(specs, views, above)), lonely=True)


def side(specs: Specs, views: Views, above: Above, first: Pages = NO_PAGES) -> Shelf:
    """The panel at the right. ``first``: pages that are no views, before theirs."""
    strip = TabStrip({name: says for name, (says, _) in first.items()} | _says(specs))
    tabs = Tabs(strip, {name: page for name, (_, page) in first.items()} | _pages(specs, views, above))
    tabs.setProperty("panel", "true")
    tabs.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    tabs.setMinimumWidth(LEAST)
    strip.large.show()
    return Shelf(specs, views, tabs, lonely=False)


def below(specs: Specs, views: Views, above: Above) -> Shelf:
    """Tabs at the head of the pictures."""
    strip = TabStrip(_says(specs), (0, 0, 0, 0))
    strip.large.show()
    return Shelf(specs, views, Overlaid(strip, _pages(specs, views, above), TABS_LEFT, HEAD), lonely=False)


def _says(specs: Specs) -> dict[str, Callable[[], tuple[str, str]]]:
    return {name: spec.says for name, spec in specs.items() if not spec.behind}


def _pages(specs: Specs, views: Views, above: Above) -> dict[str, QWidget]:
    """What stands behind each tab; views that share one are behind tabs of their own."""
    pages: dict[str, QWidget] = {}
    for name, spec in specs.items():
        together = [name, *(other for other, one in specs.items() if one.behind == name)]
        if not spec.behind:
            pages[name] = _page(spec, views[name], above) if len(together) == 1 else _inner(together, specs, views)
    return pages


def _inner(names: list[str], specs: Specs, views: Views) -> Tabs:
    strip = TabStrip({name: lambda spec=specs[name]: (spec.part(), "") for name in names})  # type: ignore[misc]
    strip.help.hide()
    return Tabs(strip, {name: _scrolled(views[name]) for name in names})


def _page(spec: ViewSpec[Any], view: View[Any], above: Above) -> QWidget:
    over, page = above.get(spec.name), _scrolled(view) if spec.place is Place.SIDE else view
    return column(over, page, stretch=page) if over is not None else page


def _scrolled(view: View[Any]) -> QWidget:
    """As high as there is room, and no lower than its picture takes."""
    area = QScrollArea()
    area.setWidget(view)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setProperty("panel", "true")
    return area
