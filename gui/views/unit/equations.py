"""The cells' equations with the numbers of one unit at one time. Free of Qt.

As torch computes them (documentation of ``torch.nn.LSTM``, ``GRU``, ``RNN``): its update gate keeps the old state at 1.
"""

from gatescope.engine.config.kinds import equations_of
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.views.unit.scene import UnitScene
from gatescope.gui.views.unit.worked import letter, plain, worked
from gatescope.gui.words.equations import turned


def equations(scene: UnitScene) -> tuple[tuple[str, str], ...]:
    """(equation, the same in numbers) for the scene's cell; nothing where a trace is missing."""
    return tuple((turned(one, scene.backwards), numbers) for one, numbers in _equations(scene))


def _equations(scene: UnitScene) -> tuple[tuple[str, str], ...]:
    now = {line.trace: line.at_cursor for line in scene.lines}
    before = scene.before
    try:
        return _by_table(scene.cell, now, before)
    except KeyError:
        return ()


def _by_table(cell: str, now: dict[Trace, float], before: dict[Trace, float]) -> tuple[tuple[str, str], ...]:
    """The equations of the states."""
    told = []
    for trace, equation in equations_of(cell).items():
        if not trace.state:
            continue
        value, right = worked(cell, trace, now, before)
        name = letter(equation)
        told.append((plain(equation), f"{value} = {right}" if right else f"{name} = {value}"))
    return tuple(told)
