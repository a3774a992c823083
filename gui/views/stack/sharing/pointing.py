"""Where the cursor of the stack goes: to what is under the mouse, or a step on by the keys. Pure."""

from dataclasses import dataclass, replace

from gatescope.engine.config.nets import Axis
from gatescope.gui.state.ordering import place_of, unit_on
from gatescope.gui.views.stack.layout import Band, Layout, on_axis
from gatescope.gui.views.stack.map_rows import MAP, line_at, unit_under
from gatescope.gui.views.stack.scene import StackScene


@dataclass(frozen=True)
class CursorPlace:
    """The cursor: a step, a ``unit`` of the ``layer``, and where another sequence is read a step of that."""

    t: int
    source: int
    unit: int
    layer: str


def place_of_cursor(scene: StackScene) -> CursorPlace:
    return CursorPlace(scene.t, scene.source.t if scene.source is not None else -1, scene.unit, scene.layer)


def within(scene: StackScene, place: CursorPlace) -> CursorPlace:
    """The nearest place that there is."""
    read = len(scene.source.labels) - 1 if scene.source is not None else -1
    rows = [row for row in scene.rows if row.of_units and row.part == place.layer] or [scene.units]
    return CursorPlace(
        min(max(place.t, 0), scene.length - 1),
        min(max(place.source, 0), read),
        min(max(place.unit, 0), rows[0].size - 1),
        place.layer,
    )


def under(scene: StackScene, layout: Layout, band: Band | None, x: float, y: float) -> CursorPlace:
    """What is at (x, y); outside the maps the unit stays, and where a band stands on the steps of one sequence the
    cursor stays in the other."""
    here = place_of_cursor(scene)
    if band is None:
        return replace(here, t=layout.t_at(x))
    if band.part is MAP and scene.rows[band.index].columns is Axis.INNER:
        return here
    own, columns = on_axis(scene, layout, band)
    t = columns.t_at(x)
    here = replace(here, source=t) if own is not scene else replace(here, t=t)
    if band.part is not MAP:
        return here
    row = scene.rows[band.index]
    if row.lines is Axis.WRITTEN:
        return replace(here, t=line_at(band, row, y))
    if not row.of_units:
        return here
    return replace(here, unit=unit_under(own, band, t, y), layer=row.part or here.layer)


def stepped(scene: StackScene, steps: int, places: int) -> CursorPlace:
    """So many steps on in the half where the cursor is, and so many lines down."""
    here, row = place_of_cursor(scene), scene.units
    line = min(max(place_of(row.order, max(scene.unit, 0)) + places, 0), row.size - 1)
    here = replace(here, unit=unit_on(row.order, line))
    if row.reads:
        return replace(here, source=max(here.source, 0) + steps)
    return replace(here, t=max(here.t, 0) + steps)
