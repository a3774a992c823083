"""The drawings of the cells as data: wires, boxes, operations and numbers, each belonging to some of the steps in which
the textbooks tell the cell. Free of Qt.

Coordinates are 0 … 100 to the right and 0 … 76 downwards. The picture of the LSTM follows Olah, "Understanding LSTM
Networks" (2015): the cell state runs along the top like a conveyor belt. Step 0 is the cell as a whole.
"""

from dataclasses import dataclass
from enum import StrEnum

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.kinds import STATEFUL, equations_of
from gatescope.engine.protocol.frame import Trace

WIDE, HIGH = 100.0, 76.0
Point = tuple[float, float]
Steps = frozenset[int]


class NodeShape(StrEnum):
    GATE = "gate"  # a layer with weights of its own: a box
    OPERATION = "operation"  # elementwise: a circle
    SQUASH = "squash"  # elementwise function: an ellipse


class Time(StrEnum):
    NOW = "now"
    BEFORE = "before"


@dataclass(frozen=True)
class Wire:
    points: tuple[Point, ...]
    steps: Steps
    arrow: bool = True


@dataclass(frozen=True)
class Node:
    at: Point
    shape: NodeShape
    text: str
    steps: Steps
    trace: Trace | None = None  # whose gate it is: its colour is its value


@dataclass(frozen=True)
class Tag:
    """A letter and a number: the trace's at t or t − 1, at ``at``; ``align`` −1 left of it, 0 centred, 1 right."""

    at: Point
    letter: str
    trace: Trace | None
    steps: Steps
    time: Time = Time.NOW
    align: int = 0


@dataclass(frozen=True)
class Diagram:
    """``count`` steps tell it."""

    count: int
    wires: tuple[Wire, ...]
    nodes: tuple[Node, ...]
    tags: tuple[Tag, ...]


def _s(*steps: int) -> Steps:
    return frozenset(steps)


LSTM = Diagram(
    5,
    wires=(
        Wire(((0, 16), (28, 16)), _s(1, 4)),
        Wire(((32, 16), (57, 16)), _s(1, 4)),
        Wire(((61, 16), (100, 16)), _s(4)),
        Wire(((0, 64), (74, 64), (74, 56)), _s(5)),
        Wire(((0, 64), (30, 64), (30, 56)), _s(1)),
        Wire(((0, 64), (44, 64), (44, 56)), _s(2)),
        Wire(((0, 64), (59, 64), (59, 56)), _s(3)),
        Wire(((9, 76), (9, 64)), _s(1, 2, 3, 5), arrow=False),
        Wire(((30, 48), (30, 18)), _s(1, 4)),
        Wire(((44, 48), (44, 34), (57, 34)), _s(2, 4)),
        Wire(((59, 48), (59, 36)), _s(3, 4)),
        Wire(((59, 32), (59, 18)), _s(4)),
        Wire(((74, 48), (74, 42), (84, 42)), _s(5)),
        Wire(((86, 16), (86, 25)), _s(5)),
        Wire(((86, 31), (86, 40)), _s(5)),
        Wire(((86, 44), (86, 64), (100, 64)), _s(5)),
    ),
    nodes=(
        Node((30, 52), NodeShape.GATE, "f", _s(1, 4), Trace.FORGET_GATE),
        Node((44, 52), NodeShape.GATE, "i", _s(2, 4), Trace.INPUT_GATE),
        Node((59, 52), NodeShape.GATE, "g", _s(3, 4), Trace.CANDIDATE),
        Node((74, 52), NodeShape.GATE, "o", _s(5), Trace.OUTPUT_GATE),
        Node((30, 16), NodeShape.OPERATION, "×", _s(1, 4)),
        Node((59, 34), NodeShape.OPERATION, "×", _s(4)),
        Node((59, 16), NodeShape.OPERATION, "+", _s(4)),
        Node((86, 28), NodeShape.SQUASH, "tanh", _s(5)),
        Node((86, 42), NodeShape.OPERATION, "×", _s(5)),
    ),
    tags=(
        Tag((1, 9), "c₋₁", Trace.CELL, _s(1, 4), Time.BEFORE, 1),
        Tag((99, 9), "c", Trace.CELL, _s(4, 5), align=-1),
        Tag((1, 58), "h₋₁", Trace.HIDDEN, _s(1, 2, 3, 5), Time.BEFORE, 1),
        Tag((99, 71), "h", Trace.HIDDEN, _s(5), align=-1),
        Tag((12, 73), "x", None, _s(1, 2, 3, 5), align=1),
        Tag((29, 36), "", Trace.FORGET_GATE, _s(1, 4), align=-1),
        Tag((50.5, 29), "", Trace.INPUT_GATE, _s(2, 4), align=0),
        Tag((58, 42.5), "", Trace.CANDIDATE, _s(3, 4), align=-1),
        Tag((77, 37), "", Trace.OUTPUT_GATE, _s(5), align=0),
    ),
)

GRU = Diagram(
    5,
    wires=(
        Wire(((0, 16), (44, 16)), _s(4)),
        Wire(((48, 16), (74, 16)), _s(4)),
        Wire(((78, 16), (100, 16)), _s(4, 5)),
        Wire(((8, 16), (8, 64), (24, 64), (24, 56)), _s(1)),
        Wire(((8, 16), (8, 64), (46, 64), (46, 56)), _s(2)),
        Wire(((14, 16), (14, 36), (22, 36)), _s(3)),
        Wire(((24, 48), (24, 38)), _s(1, 3)),
        Wire(((26, 36), (35, 36), (35, 60), (73, 60), (73, 56)), _s(3)),
        Wire(((16, 76), (16, 64), (79, 64), (79, 56)), _s(3)),
        Wire(((16, 76), (16, 64), (24, 64)), _s(1), arrow=False),
        Wire(((16, 76), (16, 64), (46, 64)), _s(2), arrow=False),
        Wire(((46, 48), (46, 18)), _s(2, 4)),
        Wire(((46, 36), (57, 36)), _s(4)),
        Wire(((65, 36), (74, 36)), _s(4)),
        Wire(((76, 48), (76, 38)), _s(3, 4)),
        Wire(((76, 34), (76, 18)), _s(4)),
    ),
    nodes=(
        Node((24, 52), NodeShape.GATE, "r", _s(1, 3), Trace.RESET_GATE),
        Node((46, 52), NodeShape.GATE, "z", _s(2, 4), Trace.UPDATE_GATE),
        Node((76, 52), NodeShape.GATE, "n", _s(3, 4), Trace.CANDIDATE),
        Node((24, 36), NodeShape.OPERATION, "×", _s(3)),
        Node((46, 16), NodeShape.OPERATION, "×", _s(4)),
        Node((61, 36), NodeShape.SQUASH, "1−", _s(4)),
        Node((76, 36), NodeShape.OPERATION, "×", _s(4)),
        Node((76, 16), NodeShape.OPERATION, "+", _s(4)),
    ),
    tags=(
        Tag((1, 9), "h₋₁", Trace.HIDDEN, _s(1, 2, 3, 4), Time.BEFORE, 1),
        Tag((99, 9), "h", Trace.HIDDEN, _s(4, 5), align=-1),
        Tag((19, 72), "x", None, _s(1, 2, 3), align=1),
        Tag((22.5, 43), "", Trace.RESET_GATE, _s(1, 3), align=-1),
        Tag((48, 27), "", Trace.UPDATE_GATE, _s(2, 4), align=1),
        Tag((78, 43), "", Trace.CANDIDATE, _s(3, 4), align=1),
    ),
)


def rnn(function: str) -> Diagram:
    """One layer: a sum, a squashing function, and the way round to the next step."""
    return Diagram(
        3,
        wires=(
            Wire(((0, 38), (30, 38)), _s(1)),
            Wire(((36, 76), (36, 46)), _s(1)),
            Wire(((42, 38), (58, 38)), _s(1, 2)),
            Wire(((70, 38), (100, 38)), _s(2, 3)),
            Wire(((84, 38), (84, 8)), _s(3)),
        ),
        nodes=(
            Node((36, 38), NodeShape.GATE, "Σ", _s(1)),
            Node((64, 38), NodeShape.SQUASH, function, _s(2)),
        ),
        tags=(
            Tag((1, 31), "h₋₁", Trace.HIDDEN, _s(1), Time.BEFORE, 1),
            Tag((99, 44), "h", Trace.HIDDEN, _s(2, 3), align=-1),
            Tag((39, 70), "x", None, _s(1), align=1),
        ),
    )


H_LINE, BELT, BOXES, SEEN = 16.0, 28.0, 50.0, 64.0  # heights: the state, the cell state, gates, what all of them see


def in_order(cell: str) -> Diagram:
    """A cell without a drawing of its own: a box for each gate and the candidate, in the order in which they are
    computed, between what all of them see and the states that are made of them. Each equation is a step."""
    traces = tuple(equations_of(cell))
    made = [trace for trace in traces if trace not in (Trace.CELL, Trace.HIDDEN)]
    step = {trace: at + 1 for at, trace in enumerate(traces)}
    at: dict[Trace, float] = {trace: 21 + 66 * (number + 0.5) / len(made) for number, trace in enumerate(made)}
    gates, shown = _s(*(step[trace] for trace in made)), step[Trace.HIDDEN]
    last = max(at.values(), default=82)
    wires = [
        Wire(((0, SEEN), (last, SEEN)), gates, arrow=False),
        Wire(((9, HIGH), (9, SEEN)), gates, arrow=False),
        Wire(((0, H_LINE), (100, H_LINE)), _s(shown)),
    ]
    for trace in made:
        wires += _into(cell, trace, step, at)
    nodes = [Node((at[trace], BOXES), NodeShape.GATE, _letter(cell, trace), _s(step[trace]), trace) for trace in made]
    tags = [Tag((at[trace] + 1.5, 59), "", trace, _s(step[trace]), align=1) for trace in made]
    tags += [
        Tag((1, 58), "h₋₁", Trace.HIDDEN, gates, Time.BEFORE, 1),
        Tag((99, 9), "h", Trace.HIDDEN, _s(shown), align=-1),
        Tag((12, 73), "x", None, gates, align=1),
    ]
    if Trace.CELL in step:
        belt = _s(step[Trace.CELL], shown)
        wires += [Wire(((0, BELT), (100, BELT)), belt), Wire(((90, BELT), (90, H_LINE + 2)), _s(shown))]
        tags.append(Tag((1, 22), "c₋₁", Trace.CELL, belt, Time.BEFORE, 1))
        tags.append(Tag((99, 34), "c", Trace.CELL, belt, align=-1))
    return Diagram(len(traces), tuple(wires), tuple(nodes), tuple(tags))


def _into(cell: str, trace: Trace, step: dict[Trace, int], at: dict[Trace, float]) -> list[Wire]:
    """What leads to a box and away from it: what all see, another gate or the cell state where its equation names
    one, and the state that is made of it."""
    x, own = at[trace], _s(step[trace])
    equation, belt = equations_of(cell)[trace], equations_of(cell).get(Trace.CELL, "")
    wires = [Wire(((x, SEEN), (x, BOXES + 4)), own)]
    if "c_" in equation:  # a peephole
        wires.append(Wire(((x - 3, BELT), (x - 3, BOXES - 4)), own))
    for other, there in at.items():
        if other is not trace and f"{_letter(cell, other)}_t" in equation:
            wires.append(Wire(((there + 5, BOXES), (x - 5, BOXES)), own))
    to_belt = f"{_letter(cell, trace)}_t" in belt
    used, top = (step[Trace.CELL], BELT) if to_belt else (step[Trace.HIDDEN], H_LINE)
    return [*wires, Wire(((x, BOXES - 4), (x, top + 2)), own | {used})]


def _letter(cell: str, trace: Trace) -> str:
    return equations_of(cell)[trace][0]


DRAWN: dict[str, Diagram] = {
    Cell.LSTM: LSTM,
    Cell.GRU: GRU,
    Cell.RNN_TANH: rnn("tanh"),
    Cell.RNN_RELU: rnn("relu"),
    Cell.RNN_SIGMOID: rnn("σ"),
    Cell.RNN_LINEAR: rnn("1"),
}
DIAGRAMS: dict[str, Diagram] = {name: DRAWN.get(name) or in_order(name) for name in STATEFUL}
