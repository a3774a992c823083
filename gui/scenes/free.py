"""What the network goes on with by itself, as it is drawn. Free of Qt."""

from dataclasses import dataclass

from gatescope.engine.protocol.frame import Array, Probe
from gatescope.gui.scenes.asking_rows import FREE
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.state.task_shape import of_run


@dataclass(frozen=True)
class FreeScene:
    """``steps`` columns of the time axis after the probe (0 for a text), named by ``labels``; ``values`` (n, D) and
    ``truth`` (n, D) in the data's own units, from the forecast at the probe's last step on, so that n is ``steps`` + 1
    or less; None until they have come. A text has ``text``, written after ``seed``,
    the end of what it was given, at ``temperature``, by the network or, where ``ngram`` is its order, an n-gram."""

    steps: int = 0
    labels: tuple[str, ...] = ()
    values: Array | None = None
    truth: Array | None = None
    seed: str = ""
    text: str = ""
    temperature: float = 0.0
    step: int = -1  # of the weights
    ngram: int = 0


def resolve_free(state: ViewState, store: Store, probe: Probe, labels: tuple[str, ...]) -> FreeScene | None:
    """None while it is not asked for, and where what comes out cannot go in again. An answer to something else is not
    shown; its room on the axis is kept."""
    record = store.runs.get(state.run)
    if record is None or not state.free.shown or not of_run(record.info).goes_on_after(len(labels)):
        return None
    text = of_run(record.info).text
    empty = FreeScene(
        steps=0 if text else state.free.steps,
        seed="".join(labels[-40:]) if text else "",
        temperature=state.free.temperature,
        ngram=state.free.ngram if text else 0,
    )
    answer = store.frames.get(FREE)
    said = answer.frame.continuation if answer else None
    if answer is None or said is None or (answer.frame.run, answer.frame.probe) != (state.run, probe):
        return empty
    if text:
        free, step = said.free, answer.frame.step
        return FreeScene(seed=empty.seed, text=said.text, temperature=free.temperature, step=step, ngram=free.ngram)
    if said.values is None or said.free.steps != state.free.steps + 1:
        return empty
    return FreeScene(empty.steps, said.labels[: empty.steps], said.values, said.truth, step=answer.frame.step)
