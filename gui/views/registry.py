"""Every view there is, one entry each: where it stands, what it asks, how it is drawn, exported and explained."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.nets import Ability, Half, strand_at
from gatescope.engine.protocol.shape import TaskShape
from gatescope.gui.scenes.asking import FREE, STACK, STAGES, UNIT
from gatescope.gui.scenes.pace import Gap
from gatescope.gui.state.store import COMPARED
from gatescope.gui.views.cell.scene import CELL, cell_numbers, resolve_cell
from gatescope.gui.views.cell.view import CellView
from gatescope.gui.views.cost import scene as cost
from gatescope.gui.views.cost.view import CostView
from gatescope.gui.views.loss.scene import LOSS, LossChoice, resolve_loss
from gatescope.gui.views.loss.shown_numbers import loss_numbers
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.pairs import scene as pairs
from gatescope.gui.views.pairs.view import PairsView
from gatescope.gui.views.pipeline import scene as pipeline
from gatescope.gui.views.pipeline.view import PipelineView
from gatescope.gui.views.saturation import scene as saturation
from gatescope.gui.views.saturation.view import SaturationView
from gatescope.gui.views.sizes import scene as sizes
from gatescope.gui.views.sizes.view import SizesView
from gatescope.gui.views.spec import METRICS, RUNS, Acts, Place, ViewSpec
from gatescope.gui.views.stack import scene as stack
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.sharing.choice import RowsChoice
from gatescope.gui.views.stack.shown_numbers import stack_numbers
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.unit import scene as unit
from gatescope.gui.views.unit.view import UnitView
from gatescope.gui.views.unrolled import scene as unrolled
from gatescope.gui.views.unrolled.view import UnrolledView
from gatescope.gui.views.waterfall import scene as waterfall
from gatescope.gui.views.waterfall.view import WaterfallView
from gatescope.gui.views.weights import scene as weights
from gatescope.gui.views.weights.view import WeightsView
from gatescope.gui.views.what_if.scene import WHAT_IF, resolve_what_if
from gatescope.gui.views.what_if.view import InterventionPanel
from gatescope.gui.words.entries import Topic

translate = QCoreApplication.translate


# ---- what their events do -------------------------------------------------------------------------------------------


def _stack(view: StackView, acts: Acts) -> None:
    view.cursor_moved.connect(lambda t, unit: acts.change(t=t, unit=unit))
    view.half_moved.connect(lambda source, layer: acts.change(source=source, layer=layer))
    view.focus_chosen.connect(lambda name: _rows(acts, lambda rows: rows.enlarged(name) if name else rows.back()))
    view.row_uncovered.connect(lambda name: _rows(acts, lambda rows: rows.uncovering(name)))
    view.drawing_chosen.connect(lambda name, how: _rows(acts, lambda rows: rows.drawing_as(name, how)))
    view.own_range_clicked.connect(lambda: acts.change(ranges=acts.state.ranges.with_(own=not acts.state.ranges.own)))


def _rows(acts: Acts, changed: Callable[[RowsChoice], RowsChoice]) -> None:
    acts.choose(changed(acts.state.choice(RowsChoice)))


def _loss(view: LossView, acts: Acts) -> None:
    view.step_chosen.connect(acts.travel)
    view.live_clicked.connect(acts.go_live)
    view.smoothing_changed.connect(lambda weight: acts.change(smoothing=weight))
    view.log_changed.connect(lambda log: acts.choose(acts.state.choice(LossChoice).with_(log=log)))
    view.time_changed.connect(
        lambda by_time: acts.choose(acts.state.choice(LossChoice).afresh().with_(by_time=by_time))
    )
    view.zoomed.connect(lambda part: acts.choose(acts.state.choice(LossChoice).with_(since=part[0], until=part[1])))


def _moves_t(view: CellView | UnrolledView, acts: Acts) -> None:
    view.t_moved.connect(lambda t: acts.change(**{_step(acts.state.layer): t}))


def _step(layer: str) -> str:
    """Which cursor stands on the steps of a layer."""
    return "source" if strand_at(layer).half is Half.ENCODER else "t"


def _saturation(view: SaturationView, acts: Acts) -> None:
    view.unit_chosen.connect(lambda layer, unit: acts.change(layer=layer, unit=unit))


def _weights(view: WeightsView, acts: Acts) -> None:
    view.picture_chosen.connect(lambda picture: acts.choose(weights.WeightsChoice(picture)))


def _sizes(view: SizesView, acts: Acts) -> None:
    view.histograms_wanted.connect(lambda of, changes: acts.choose(sizes.SizesChoice(of, changes)))


def _what_if(view: InterventionPanel, acts: Acts) -> None:
    view.changed.connect(lambda interventions: acts.change(interventions=interventions))


def _waterfall(view: WaterfallView, acts: Acts) -> None:
    view.step_chosen.connect(acts.travel)


def _pairs(view: PairsView, acts: Acts) -> None:
    view.pair_chosen.connect(lambda probe: acts.change(probe=probe, t=min(acts.state.t, probe.length - 1), source=-1))
    view.order_chosen.connect(lambda first: acts.choose(pairs.PairsChoice(wrong_first=first)))


def _writes(shape: TaskShape) -> str:
    if shape.writes:
        return ""
    return translate("Views", "This network writes no answers: nothing but pairs of sequences has them.")


def _reads_symbols(shape: TaskShape) -> str:
    if shape.reads_symbols:
        return ""
    return translate("Views", "Numbers go into this network as they are: there is no way from text to show.")


# ---- the views ------------------------------------------------------------------------------------------------------

VIEWS: tuple[ViewSpec[Any], ...] = (
    ViewSpec(
        STACK,
        Place.MIDDLE,
        Topic.HIDDEN,
        StackView,
        stack.resolve_stack,
        stack.wants,
        says=lambda: (
            translate("Views", "states and gates"),
            translate("Views", "What the network does along the sequence"),
        ),
        title=lambda: translate("Views", "States and gates"),
        slots=frozenset({STACK, UNIT, FREE, COMPARED, stack.LETTER, stack.BEAM}),
        calm=False,
        pace={FREE: Gap(0.5, eager=True), stack.LETTER: Gap(0.2, eager=True), stack.BEAM: Gap(0.5, eager=True)},
        choices=(GradientChoice, FreeChoice, RowsChoice),
        numbers=stack_numbers,
        wire=_stack,
    ),
    ViewSpec(
        pipeline.PIPELINE,
        Place.MIDDLE,
        Topic.PIPELINE,
        PipelineView,
        pipeline.resolve_pipeline,
        pipeline.wants,
        says=lambda: (
            translate("Views", "from text to vectors"),
            translate("Views", "How your sentences become what it reads"),
        ),
        slots=frozenset({STAGES}),
        pace={STAGES: Gap(1.0, eager=True)},
        may=_reads_symbols,
        numbers=pipeline.pipeline_numbers,
    ),
    ViewSpec(
        pairs.PAIRS,
        Place.SIDE,
        Topic.ANSWERS,
        PairsView,
        pairs.resolve_pairs,
        pairs.wants,
        says=lambda: (
            translate("Views", "Pairs"),
            translate("Views", "What the network answers to pairs that it does not learn from"),
        ),
        slots=frozenset({pairs.PAIRS, RUNS}),
        pace={pairs.PAIRS: Gap(1.0)},
        may=_writes,
        rare=True,
        choices=(pairs.PairsChoice,),
        numbers=pairs.pairs_numbers,
        wire=_pairs,
    ),
    ViewSpec(
        UNIT,
        Place.SIDE,
        Topic.UNIT,
        UnitView,
        unit.resolve_unit,
        unit.wants,
        says=lambda: (translate("Views", "Unit"), translate("Views", "One unit's states and gates over time")),
        slots=frozenset({STACK, UNIT}),
        calm=False,
        numbers=unit.unit_numbers,
    ),
    ViewSpec(
        CELL,
        Place.SIDE,
        Topic.CELL_DRAWING,
        CellView,
        resolve_cell,
        unit.wants,
        says=lambda: (
            translate("Views", "Cell"),
            translate("Views", "The cell opened, step by step, and unrolled over time"),
        ),
        needs=(Ability.MATRICES,),
        part=lambda: translate("Views", "One cell"),
        slots=frozenset({STACK, UNIT, RUNS}),
        numbers=cell_numbers,
        wire=_moves_t,
    ),
    ViewSpec(
        unrolled.UNROLLED,
        Place.SIDE,
        Topic.UNROLLED,
        UnrolledView,
        unrolled.resolve_unrolled,
        unrolled.wants,
        needs=(Ability.MATRICES, Ability.REVERSE),
        behind=CELL,
        part=lambda: translate("Views", "Unrolled"),
        slots=frozenset({STACK, unrolled.UNROLLED, RUNS}),
        numbers=unrolled.unrolled_numbers,
        wire=_moves_t,
    ),
    ViewSpec(
        saturation.SATURATION,
        Place.SIDE,
        Topic.SATURATION,
        SaturationView,
        saturation.resolve_saturation,
        saturation.wants,
        says=lambda: (
            translate("Views", "Saturation"),
            translate("Views", "Gates that stand shut or open, units that are stuck"),
        ),
        needs=(Ability.FIGURES,),
        behind=weights.WEIGHTS,
        part=lambda: translate("Views", "Saturation"),
        slots=frozenset({saturation.SATURATION, RUNS}),
        numbers=saturation.saturation_numbers,
        wire=_saturation,
    ),
    ViewSpec(
        weights.WEIGHTS,
        Place.SIDE,
        Topic.EIGENVALUES,
        WeightsView,
        weights.resolve_weights,
        weights.wants,
        says=lambda: (
            translate("Views", "Weights"),
            translate("Views", "Eigenvalues of the recurrent weights, and the weights themselves"),
        ),
        needs=(Ability.MATRICES,),
        part=lambda: translate("Views", "Matrices"),
        slots=frozenset({weights.WEIGHTS, weights.WEIGHTS_PAST, RUNS}),
        choices=(weights.WeightsChoice,),
        numbers=weights.weights_numbers,
        wire=_weights,
    ),
    ViewSpec(
        sizes.SIZES,
        Place.SIDE,
        Topic.SIZES,
        SizesView,
        sizes.resolve_sizes,
        sizes.wants,
        says=lambda: (translate("Views", "Sizes"), translate("Views", "How long gradient, weights and update are")),
        behind=weights.WEIGHTS,
        part=lambda: translate("Views", "Sizes"),
        slots=frozenset({sizes.SIZES, METRICS, RUNS}),
        choices=(sizes.SizesChoice,),
        numbers=sizes.sizes_numbers,
        wire=_sizes,
    ),
    ViewSpec(
        WHAT_IF,
        Place.SIDE,
        Topic.WHAT_IF,
        InterventionPanel,
        resolve_what_if,
        says=lambda: (
            translate("Views", "What if"),
            translate("Views", "Alter a part of the network and see what becomes of the loss"),
        ),
        slots=frozenset({STACK, RUNS}),
        wire=_what_if,
        flag=lambda state: bool(state.interventions),
    ),
    ViewSpec(
        LOSS,
        Place.BELOW,
        Topic.LOSS,
        LossView,
        resolve_loss,
        says=lambda: (
            translate("Views", "loss"),
            translate("Views", "The loss of every run; its playhead goes through time"),
        ),
        slots=frozenset({METRICS, RUNS}),
        choices=(LossChoice,),
        numbers=loss_numbers,
        wire=_loss,
    ),
    ViewSpec(
        waterfall.WATERFALL,
        Place.BELOW,
        Topic.WATERFALL,
        WaterfallView,
        waterfall.resolve_waterfall,
        waterfall.wants,
        needs=(Ability.REVERSE,),
        says=lambda: (
            translate("Views", "gradient over training"),
            translate("Views", "How far the gradient reaches back, at every keyframe"),
        ),
        slots=frozenset({waterfall.WATERFALL, STACK}),
        pace={waterfall.WATERFALL: Gap(0.05)},
        numbers=waterfall.waterfall_numbers,
        wire=_waterfall,
    ),
    ViewSpec(
        cost.COST,
        Place.FORM,
        Topic.COST,
        CostView,
        cost.resolve_cost,
        beforehand=cost.wants,
        slots=frozenset({cost.COST, METRICS, RUNS}),
        numbers=cost.cost_numbers,
    ),
)
