"""The panel at the right: one unit, the cell opened, saturation, weights, sizes, and what if, one tab at a time.

What is behind another tab asks for nothing and is not drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gatescope.gui.kit.tabs import TabStrip
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.interventions import InterventionPanel
from gatescope.gui.scenes import resolving as resolve
from gatescope.gui.scenes.asking import (
    CELL,
    FINDINGS,
    SATURATION,
    SIZES,
    STACK,
    UNIT,
    UNROLLED,
    WEIGHTS,
    WEIGHTS_PAST,
    WHAT_IF,
)
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.analyses.saturation import SaturationView
from gatescope.gui.views.analyses.sizes import SizesView
from gatescope.gui.views.analyses.weights import WeightsView
from gatescope.gui.views.cell.unrolled import UnrolledView
from gatescope.gui.views.cell.view import CellView
from gatescope.gui.words.explained import Topic

WIDTH, LEAST = 232, 224  # px
OWN_SLOTS = frozenset({FINDINGS, SATURATION, SIZES, UNROLLED, WEIGHTS, WEIGHTS_PAST})


@dataclass(frozen=True)
class Shown:
    """A view of the panel: what it is drawn from, the slots whose frames change it, and what explains it."""

    widget: QWidget
    draw: Callable[[ViewState, Store], None]
    slots: frozenset[str]
    topic: Topic


class Analyses(QObject):
    """Owns the panel, draws the tab that is seen and turns clicks into the user's intent."""

    explained = Signal(Topic)

    def __init__(self, conductor: Conductor, unit: QWidget) -> None:
        """``unit`` is what stands behind the first tab; the window draws it."""
        super().__init__()
        self._conductor = conductor
        self._dirty = False
        self.cell, self.unrolled = CellView(), UnrolledView()
        self.saturation, self.weights, self.sizes = SaturationView(), WeightsView(), SizesView()
        self.what_if = InterventionPanel()
        self.tabs = TabStrip(self._names)
        self.opened = TabStrip(lambda: ((self.tr("One cell"), ""), (self.tr("Unrolled"), "")))
        self.opened.help.hide()
        self._shown = self._views()
        self.panel = self._build(unit)
        self._wire()

    def _names(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Unit"), self.tr("One unit's states and gates over time")),
            (self.tr("Cell"), self.tr("The cell opened, step by step, and unrolled over time")),
            (self.tr("Saturation"), self.tr("Gates that stand shut or open, units that are stuck")),
            (self.tr("Weights"), self.tr("Eigenvalues of the recurrent weights, and the weights themselves")),
            (self.tr("Sizes"), self.tr("How long gradient, weights and update are")),
            (self.tr("What if"), self.tr("Alter a part of the network and see what becomes of the loss")),
        )

    def _views(self) -> dict[str, Shown]:
        cell = frozenset({STACK, UNIT})
        return {
            CELL: Shown(self.cell, lambda *of: self.cell.draw(resolve.resolve_cell(*of)), cell, Topic.CELL_DRAWING),
            UNROLLED: Shown(
                self.unrolled,
                lambda *of: self.unrolled.draw(resolve.resolve_unrolled(*of)),
                frozenset({STACK, UNROLLED}),
                Topic.UNROLLED,
            ),
            SATURATION: Shown(
                self.saturation,
                lambda *of: self.saturation.draw(resolve.resolve_saturation(*of)),
                frozenset({SATURATION}),
                Topic.SATURATION,
            ),
            WEIGHTS: Shown(self.weights, self._draw_weights, frozenset({WEIGHTS, WEIGHTS_PAST}), Topic.EIGENVALUES),
            SIZES: Shown(
                self.sizes, lambda *of: self.sizes.draw(resolve.resolve_sizes(*of)), frozenset({SIZES, ""}), Topic.SIZES
            ),
            WHAT_IF: Shown(
                self.what_if,
                lambda *of: self.what_if.draw(resolve.resolve_what_if(*of)),
                frozenset({STACK}),
                Topic.WHAT_IF,
            ),
        }

    def _draw_weights(self, state: ViewState, store: Store) -> None:
        self.weights.show_choice(state.weights)
        self.weights.draw(resolve.resolve_weights(state, store))

    def _build(self, unit: QWidget) -> QWidget:
        self._cells = _pages(self.cell, self.unrolled)
        scrolled = QScrollArea()
        scrolled.setWidget(self.what_if)
        scrolled.setWidgetResizable(True)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setProperty("panel", "true")
        cells = _column(self.opened, self._cells)
        self._pages = _pages(unit, cells, self.saturation, self.weights, self.sizes, scrolled)
        panel = _column(self.tabs, self._pages)
        panel.setProperty("panel", "true")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setMinimumWidth(LEAST)
        return panel

    def beside(self, stack: QWidget) -> QSplitter:
        """The stack at the left and the panel at the right, their border to be dragged."""
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(stack)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setObjectName("side")  # remembered by this name
        split.setSizes([10_000, WIDTH])
        return split

    def _wire(self) -> None:
        conductor = self._conductor
        self.tabs.chosen.connect(self._turn)
        self.tabs.explain.connect(lambda: self.explained.emit(self.topic))
        self.opened.chosen.connect(self._cells.setCurrentIndex)
        self.opened.chosen.connect(lambda _at: self.mark())
        conductor.state_changed.connect(self.mark)
        spoken(self.tabs, self.mark)
        conductor.data_changed.connect(self.mark)
        conductor.runs_changed.connect(self.mark)
        conductor.metrics_grew.connect(lambda _run: self._news(""))
        conductor.frame_taken.connect(self._news)
        self.cell.t_moved.connect(lambda t: conductor.change(t=t))
        self.unrolled.t_moved.connect(lambda t: conductor.change(t=t))
        self.saturation.unit_chosen.connect(lambda layer, unit: conductor.change(layer=layer, unit=unit))
        self.weights.picture_chosen.connect(lambda picture: conductor.change(weights=picture))
        self.sizes.histograms_wanted.connect(
            lambda weights, changes: conductor.change(histograms=weights, step_histograms=changes)
        )
        self.what_if.changed.connect(lambda interventions: conductor.change(interventions=interventions))

    def show_unit(self) -> None:
        """Brings the first tab to the front."""
        self.tabs.choose(0)

    def _turn(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.mark()

    # ---- what the window asks ----------------------------------------------------------------------------------

    @property
    def visible(self) -> frozenset[str]:
        """The views somebody can see now; the others ask for nothing."""
        return frozenset(name for name, shown in self._shown.items() if shown.widget.isVisible())

    @property
    def topic(self) -> Topic:
        """What the tab in front is explained by."""
        return next((shown.topic for shown in self._shown.values() if shown.widget.isVisible()), Topic.UNIT)

    def mark(self) -> None:
        """What is seen is out of date."""
        self._dirty = True
        altered = bool(self._conductor.state.interventions)
        name = self.tr("What if")
        self.tabs.buttons[-1].setText(f"{name} ●" if altered else name)  # seen from every tab

    def tick(self, calm: bool) -> None:
        """Draws what is seen if it is out of date; while it trains only at calm ticks."""
        if self._dirty and (calm or not self._conductor.training):
            self.draw()

    def draw(self) -> None:
        self._dirty = False
        for shown in self._shown.values():
            if shown.widget.isVisible():
                shown.draw(self._conductor.state, self._conductor.store)

    def _news(self, slot: str) -> None:
        """A frame of this slot has come, or metrics ('')."""
        seen = [shown for shown in self._shown.values() if shown.widget.isVisible()]
        if any(slot in shown.slots for shown in seen):
            self._dirty = True


def _pages(*widgets: QWidget) -> QStackedWidget:
    pages = QStackedWidget()
    for widget in widgets:
        pages.addWidget(widget)
    return pages


def _column(*widgets: QWidget) -> QWidget:
    """The last one takes the room that is left."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretchFactor(widgets[-1], 1)
    return box
