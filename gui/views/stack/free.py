"""What the network goes on with by itself, as it is asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Array, FrameRequest, FreeRun, Probe
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.scenes.asking import FREE, Look, steps_of
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import RunRecord, Store


@dataclass(frozen=True)
class FreeChoice(ViewChoice):
    """Whether the network goes on by itself: ``steps`` of a table, ``characters`` of a text at ``temperature``, which
    an n-gram writes instead where ``ngram`` is not 0."""

    name = FREE
    shown: bool = False
    steps: int = 24
    characters: int = 400
    temperature: float = 0.7
    seed: int = 0
    ngram: int = 0

    def kept(self) -> Self:
        return type(self)()


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


def free_wants(look: Look) -> Iterator[FrameRequest]:
    """What the network goes on with after the probe, where what comes out can go in again."""
    state, record = look.state, look.record
    goes_on = look.net.can(Ability.WALK) and of_run(record.info).goes_on_after(steps_of(look.probe))
    if FREE in look.room.fits and state.choice(FreeChoice).shown and goes_on:
        free = _free(state, record)
        yield FrameRequest(slot=Slot(FREE), run=state.run, probe=look.probe, at=state.at, free=free)


def _free(state: ViewState, record: RunRecord) -> FreeRun:
    choice = state.choice(FreeChoice)
    if of_run(record.info).text:
        return FreeRun(steps=choice.characters, temperature=choice.temperature, seed=choice.seed, ngram=choice.ngram)
    return FreeRun(steps=choice.steps + 1)  # the first is the forecast of the probe's own last step


def resolve_free(state: ViewState, store: Store, probe: Probe, labels: tuple[str, ...]) -> FreeScene | None:
    """None while it is not asked for, and where what comes out cannot go in again. An answer to something else is not
    shown; its room on the axis is kept."""
    record, choice = store.runs.get(state.run), state.choice(FreeChoice)
    if record is None or not choice.shown or not of_run(record.info).goes_on_after(len(labels)):
        return None
    text = of_run(record.info).text
    # its columns are there before its values: the axis does not jump when these come
    empty = FreeScene(
        steps=0 if text else choice.steps,
        seed="".join(labels[-40:]) if text else "",
        temperature=choice.temperature,
        ngram=choice.ngram if text else 0,
    )
    answer = store.answer(FREE)
    said = answer.frame.continuation if answer else None
    if answer is None or said is None or (answer.frame.run, answer.frame.probe) != (state.run, probe):
        return empty
    if text:
        free, step = said.free, answer.frame.step
        return FreeScene(seed=empty.seed, text=said.text, temperature=free.temperature, step=step, ngram=free.ngram)
    if said.values is None or said.free.steps != choice.steps + 1:
        return empty
    return FreeScene(empty.steps, said.labels[: empty.steps], said.values, said.truth, step=answer.frame.step)
