"""The most probable answers that a search finds which keeps several beginnings at every step, as a tree: what answers
have in common stands once, each branches off where it differs. Pure, free of Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.frame import Answer

WIDTH = 5  # beginnings that are kept, where there are so many symbols


@dataclass(frozen=True)
class Twig:
    """A symbol of the tree: at step ``t``, on the line of the answer that has it first, after one on the line
    ``after``; ``probability`` is its own after what stands before it."""

    t: int
    line: int
    after: int
    symbol: str
    probability: float


def twigs(answers: Sequence[Answer]) -> tuple[Twig, ...]:
    """All symbols of the tree, from the first answer to the last, each from its beginning."""
    lines: dict[tuple[str, ...], int] = {(): 0}
    found = []
    for line, answer in enumerate(answers):
        for t, symbol in enumerate(answer.symbols):
            before, upto = answer.symbols[:t], answer.symbols[: t + 1]
            if upto not in lines:
                lines[upto] = line
                found.append(Twig(t, line, lines[before], symbol, float(answer.probability[t])))
    return tuple(found)


def total(answer: Answer) -> float:
    """The probability of all of it."""
    return float(np.prod(np.asarray(answer.probability, np.float64)))
