"""What stands in the box beside the mouse over the rows below the maps: gradients, saliency, free running."""

from PySide6.QtCore import QCoreApplication

from gatescope.gui.kit.live_numbers import share
from gatescope.gui.look.numbers import three
from gatescope.gui.state.strands import layer_name
from gatescope.gui.views.stack.gradient import GradientScene
from gatescope.gui.views.stack.layout import Band, Layout, Part
from gatescope.gui.views.stack.scene import StackScene

Lines = tuple[tuple[str, str], ...]


def of_gradient(gradient: GradientScene, band: Band, t: int) -> Lines:
    """The exact values at step t of one of the gradient's bands."""
    translate = QCoreApplication.translate
    if band.part is Part.STEP_LOSS:
        return ((translate("Gradient", "loss at this step"), three(float(gradient.step_losses[t]))),)
    if band.part is Part.SALIENCY:
        names = gradient.saliency_names or (translate("Gradient", "input"),)
        return tuple((name, _share(gradient, t, at)) for at, name in enumerate(names[:8]))
    norms = []
    for line in gradient.lines:
        if line.run:
            name = line.run
        else:
            norm = "‖∂/∂h‖" if line.trace == "hidden" else "‖∂/∂c‖"
            name = translate("Gradient", "{norm}, layer {layer}").format(
                norm=norm, layer=layer_name(line.layer, gradient.both)
            )
        norms.append((name, three(10.0 ** float(line.exponents[t]))))
    return tuple(norms)


def _share(gradient: GradientScene, t: int, at: int) -> str:
    """The saliency as a share of the largest, back from its logarithmic scale."""
    value = float(gradient.saliency[t, at])
    if value <= 0:
        return f"≤ {share(gradient.share)}"
    return share(gradient.share ** (1 - value))


def ahead(scene: StackScene, layout: Layout, x: float) -> tuple[str, Lines] | None:
    """Name and values of a column after the probe; None where there is none. A forecast of the next step stands one
    step ahead of the axis there as it does before, any other at its own time."""
    free, translate = scene.free, QCoreApplication.translate
    at = int((x - layout.right) / layout.column)
    if free is None or free.values is None or x < layout.right or not 0 <= at < min(layout.ahead, len(free.labels)):
        return None
    one_ahead = scene.shape.shift == 1
    row = at + one_ahead
    if row >= len(free.values):
        return None
    lines = [(translate("Free", "fed by its own output"), three(float(free.values[row, 0])))]
    truth = float(free.truth[row, 0]) if free.truth is not None else float("nan")
    if truth == truth:
        name = translate("Stack", "truth, one ahead") if one_ahead else translate("Stack", "truth")
        lines.append((name, three(truth)))
    return free.labels[at], tuple(lines)
