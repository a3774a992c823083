"""The cells told in steps: what each one does, its equation, and the equation with the numbers of one unit."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.kinds import equations_of
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.live_numbers import share, signed
from gatescope.gui.kit.view import trace_name
from gatescope.gui.views.cell.scene import CellScene
from gatescope.gui.views.unit.worked import inverse_tanh, letter, logit, plain, worked
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP
from gatescope.gui.words.equations import turned

WHOLE = QT_TRANSLATE_NOOP("CellView", "The whole step")

LSTM = (
    (
        WHOLE,
        QT_TRANSLATE_NOOP("CellView", "Keep some of the old cell, add something new, and show some of it."),
        "c = f · c₋₁ + i · g\nh = o · tanh(c)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Forget"),
        QT_TRANSLATE_NOOP(
            "CellView", "The forget gate looks at the input and the state before: how much of the old cell is kept?"
        ),
        "f = σ(W_f x + U_f h₋₁ + b_f)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "What to add: how much"),
        QT_TRANSLATE_NOOP("CellView", "The input gate decides how much of the proposal is written."),
        "i = σ(W_i x + U_i h₋₁ + b_i)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "What to add: the candidate"),
        QT_TRANSLATE_NOOP("CellView", "The candidate is the proposal itself, between −1 and 1."),
        "g = tanh(W_g x + U_g h₋₁ + b_g)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "The new cell state"),
        QT_TRANSLATE_NOOP(
            "CellView", "What was kept and what is written are added. Only this runs along the belt to the next step."
        ),
        "c = f · c₋₁ + i · g",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Output"),
        QT_TRANSLATE_NOOP(
            "CellView", "The output gate decides how much of the cell is shown: to the output, and to the next step."
        ),
        "o = σ(W_o x + U_o h₋₁ + b_o)\nh = o · tanh(c)",
    ),
)

GRU = (
    (
        WHOLE,
        QT_TRANSLATE_NOOP("CellView", "Mix a proposal with the old state; the update gate says in which shares."),
        "h = (1 − z) · n + z · h₋₁",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Reset"),
        QT_TRANSLATE_NOOP("CellView", "The reset gate decides how much of the past the candidate may see."),
        "r = σ(W_r x + U_r h₋₁ + b_r)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Update"),
        QT_TRANSLATE_NOOP("CellView", "The update gate decides how much of the old state stays: all of it at 1."),
        "z = σ(W_z x + U_z h₋₁ + b_z)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "The candidate"),
        QT_TRANSLATE_NOOP(
            "CellView", "The proposal, made of the input and of what the reset gate lets through of the past."
        ),
        "n = tanh(W_n x + b_n + r · (U_n h₋₁ + b′_n))",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "The new state"),
        QT_TRANSLATE_NOOP("CellView", "The proposal and the old state are mixed; their shares add up to 1."),
        "h = (1 − z) · n + z · h₋₁",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Output"),
        QT_TRANSLATE_NOOP(
            "CellView", "A GRU has no cell of its own: it shows all of its state, to the output and to the next step."
        ),
        "",
    ),
)

RNN = (
    (
        WHOLE,
        QT_TRANSLATE_NOOP("CellView", "The input and the whole state before are weighed, added and squashed."),
        "h = tanh(W x + U h₋₁ + b)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "The sum"),
        QT_TRANSLATE_NOOP(
            "CellView", "Nothing is kept on purpose: the old state only counts as far as its weights carry it."
        ),
        "a = W x + U h₋₁ + b",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Squash"),
        QT_TRANSLATE_NOOP("CellView", "The sum is bounded; at its limits tanh has no slope, and no gradient passes."),
        "h = tanh(a)",
    ),
    (
        QT_TRANSLATE_NOOP("CellView", "Output"),
        QT_TRANSLATE_NOOP("CellView", "The state is shown to the output, and goes round to the next step."),
        "",
    ),
)

RELU = (
    (
        WHOLE,
        QT_TRANSLATE_NOOP("CellView", "The input and the whole state before are weighed and added; below 0 it is cut."),
        "h = max(0, W x + U h₋₁ + b)",
    ),
    RNN[1],
    (
        QT_TRANSLATE_NOOP("CellView", "Squash"),
        QT_TRANSLATE_NOOP("CellView", "Below zero nothing is left, and no gradient passes; above, nothing is bounded."),
        "h = max(0, a)",
    ),
    RNN[3],
)

SIGMOID = (
    (*RNN[0][:2], "h = σ(W x + U h₋₁ + b)"),
    RNN[1],
    (
        QT_TRANSLATE_NOOP("CellView", "Squash"),
        QT_TRANSLATE_NOOP(
            "CellView", "The sum is squashed to 0 … 1; σ has a slope of 1/4 at most, so gradients vanish quickly."
        ),
        "h = σ(a)",
    ),
    RNN[3],
)

LINEAR = (
    (
        WHOLE,
        QT_TRANSLATE_NOOP("CellView", "The input and the whole state before are weighed and added: nothing more."),
        "h = W x + U h₋₁ + b",
    ),
    RNN[1],
    (
        QT_TRANSLATE_NOOP("CellView", "No squashing"),
        QT_TRANSLATE_NOOP(
            "CellView", "The sum is the state. What U makes longer grows without limit, step after step."
        ),
        "h = a",
    ),
    RNN[3],
)

WORDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "lstm": LSTM,
    "gru": GRU,
    "rnn": RNN,
    "rnn-relu": RELU,
    "rnn-sigmoid": SIGMOID,
    "rnn-linear": LINEAR,
}
"""The cells that are told with a drawing of their own; of any other, each equation is a step."""

IN_ORDER = QT_TRANSLATE_NOOP("CellView", "What is computed at every step, in this order.")
GATE = QT_TRANSLATE_NOOP("CellView", "A gate: a share between 0 and 1 for every unit.")
STEP_WORDS = {
    Trace.CANDIDATE: LSTM[3][1],
    Trace.CELL: QT_TRANSLATE_NOOP("CellView", "The memory that is carried to the next step."),
    Trace.HIDDEN: QT_TRANSLATE_NOOP("CellView", "The new state: shown to the output, and carried to the next step."),
}


@dataclass(frozen=True)
class Told:
    """``equation`` and, worked out, ``numbers``; '' where nothing is computed."""

    title: str
    sentence: str
    equation: str
    numbers: str


def told(scene: CellScene, step: int) -> Told:
    """Step 1 … of the scene's cell; 0 is the cell as a whole. Raises ``KeyError`` when a trace is missing."""
    words = _told(scene, step)
    back = scene.backwards
    return replace(words, equation=turned(words.equation, back), numbers=turned(words.numbers, back))


def _told(scene: CellScene, step: int) -> Told:
    if scene.cell not in WORDS:
        return _by_equation(scene, step)
    title, sentence, equation = WORDS[scene.cell][step]
    numbers = {"lstm": _lstm, "gru": _gru}.get(scene.cell, _rnn)(scene)[step]
    translate = QCoreApplication.translate
    return Told(translate("CellView", title), translate("CellView", sentence), equation, numbers)


def _by_equation(scene: CellScene, step: int) -> Told:
    """The equations of the table of cells in the order in which they are computed; as a whole, those of the states."""
    equations, translate = equations_of(scene.cell), QCoreApplication.translate
    traces = tuple(equations)
    if step:
        trace = traces[step - 1]
        title, sentence = trace_name(trace), translate("CellView", STEP_WORDS.get(trace, GATE))
        return Told(title[:1].upper() + title[1:], sentence, plain(equations[trace]), _worked(scene, trace))
    states = [trace for trace in traces if trace.state]
    return Told(
        translate("CellView", WHOLE),
        translate("CellView", IN_ORDER),
        "\n".join(plain(equations[trace]) for trace in states),
        "\n".join(_worked(scene, trace) for trace in states),
    )


def _worked(scene: CellScene, trace: Trace) -> str:
    """``c = 0.802 · −0.145 + 0.774 · +0.121 = −0.023``."""
    value, right = worked(scene.cell, trace, scene.now, scene.before)
    return " = ".join(side for side in (letter(equations_of(scene.cell)[trace]), right, value) if side)


def _gate(name: str, value: float) -> str:
    return f"{name} = σ({signed(logit(value))}) = {share(value)}"


def _lstm(scene: CellScene) -> tuple[str, ...]:
    now, old = scene.now, scene.before[Trace.CELL]
    f, i, o = now[Trace.FORGET_GATE], now[Trace.INPUT_GATE], now[Trace.OUTPUT_GATE]
    g, c, h = now[Trace.CANDIDATE], now[Trace.CELL], now[Trace.HIDDEN]
    cell = f"{share(f)} · {signed(old)} + {share(i)} · {signed(g)} = {signed(c)}"
    hidden = f"{share(o)} · tanh({signed(c)}) = {signed(h)}"
    return (
        f"{cell}\n{hidden}",
        f"{_gate('f', f)}\nf · c₋₁ = {share(f)} · {signed(old)} = {signed(f * old)}",
        _gate("i", i),
        f"g = tanh({signed(inverse_tanh(g))}) = {signed(g)}",
        cell,
        f"{_gate('o', o)}\n{hidden}",
    )


def _gru(scene: CellScene) -> tuple[str, ...]:
    now, old = scene.now, scene.before[Trace.HIDDEN]
    r, z, n, h = (now[t] for t in (Trace.RESET_GATE, Trace.UPDATE_GATE, Trace.CANDIDATE, Trace.HIDDEN))
    mixed = f"{share(1 - z)} · {signed(n)} + {share(z)} · {signed(old)} = {signed(h)}"
    proposal = f"n = tanh({signed(inverse_tanh(n))}) = {signed(n)}"
    return mixed, _gate("r", r), _gate("z", z), proposal, mixed, f"h = {signed(h)}"


def _rnn(scene: CellScene) -> tuple[str, ...]:
    """The sum before the squashing follows from the state after it, where that is not at its limit."""
    h = scene.now[Trace.HIDDEN]
    inner, squashed = {
        "rnn-relu": (signed(h) if h > 0 else "≤ 0", "h = max(0, {})"),
        "rnn-sigmoid": (signed(logit(h)), "h = σ({})"),
        "rnn-linear": (signed(h), "h = {}"),
    }.get(scene.cell, (signed(inverse_tanh(h)), "h = tanh({})"))
    whole = squashed.format(inner)
    whole += "" if whole == f"h = {signed(h)}" else f" = {signed(h)}"
    return whole, f"a {inner}" if inner.startswith("≤") else f"a = {inner}", whole, f"h = {signed(h)}"
