"""Answers to validation pairs as they are asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.analysis import AnalysisWant, PairAnswer
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe
from gatescope.gui.scenes.asking import Look, answered, probe_of
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import Store

PAIRS = "pairs"
ASKED = 100  # pairs that are answered


@dataclass(frozen=True)
class PairsChoice(ViewChoice):
    """``wrong_first``: those with most that is wrong above; else as they stand in the data."""

    name = "pairs"
    wrong_first: bool = True


@dataclass(frozen=True)
class PairsScene:
    """The pairs in the order in which they are listed, and which of them is the probe (``at``, −1: none of them).
    ``right`` are those whose answer is right as a whole."""

    pairs: tuple[PairAnswer, ...]
    at: int
    wrong_first: bool

    @property
    def right(self) -> int:
        return sum(not pair.wrong for pair in self.pairs)


def wants(look: Look) -> Iterator[FrameRequest]:
    if look.net.writes:
        yield look.analysis(PAIRS, AnalysisWant(answers=ASKED))


def resolve_pairs(state: ViewState, store: Store, _room: Room = ANYWHERE) -> PairsScene | None:
    found = answered(PAIRS, state, store)
    if found is None or found[0].analysis is None or not found[0].analysis.answers:
        return None
    pairs, wrong_first = found[0].analysis.answers, state.choice(PairsChoice).wrong_first
    if wrong_first:
        pairs = tuple(sorted(pairs, key=lambda pair: -len(pair.wrong)))
    probe = probe_of(state, store)
    start = probe.start if probe is not None and probe.part is not Part.TYPED else -1
    return PairsScene(pairs, next((at for at, pair in enumerate(pairs) if pair.start == start), -1), wrong_first)


def as_probe(pair: PairAnswer) -> Probe:
    return Probe(part=Part.VALIDATION, start=pair.start, length=pair.length)


def pairs_numbers(scene: PairsScene, _store: Store) -> Numbers:
    """Source, truth, answer and how many places are wrong, a row each."""
    table: Arrays = {
        "source": np.array([pair.source for pair in scene.pairs], str),
        "truth": np.array(["".join(pair.truth) for pair in scene.pairs], str),
        "answer": np.array(["".join(pair.said) for pair in scene.pairs], str),
        "wrong": np.array([len(pair.wrong) for pair in scene.pairs]),
    }
    return Numbers(table, table)
