"""Free answers: what a network writes by itself, until it writes the end or has written as much as it may.

The symbol that stands for all unknown ones is never written: its probability goes to the others in proportion.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from gatescope.engine.data.tokens.base import UNKNOWN
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.encoder_decoder.decoder import Writing
from gatescope.engine.models.family import BEAM_MOST, Hypothesis

Choice = Callable[[Tensor], Tensor]  # (B, O) logits → (B,) symbols


class Stepping(Protocol):
    """What writes step by step: see ``writing.WritingNetwork``."""

    def begin(self, source: Tensor, lengths: Tensor | None) -> Writing: ...

    def step(self, writing: Writing, symbols: Tensor) -> tuple[Writing, Tensor]: ...


@dataclass(frozen=True)
class Scribe:
    """Writes answers of at most ``most`` symbols, the end counted, whose ids are below ``outputs``; that of the end is
    the last of them, and what stands before the first symbol is the one behind it. Draws nothing from torch's global
    generator."""

    network: Stepping
    outputs: int
    most: int

    @property
    def end(self) -> int:
        return self.outputs - 1

    @torch.no_grad()
    def greedy(self, source: Tensor, lengths: Tensor | None = None) -> Tensor:
        """(T, B): the most probable symbol at every step, of sources (S, B); after the end nothing but ends. The same
        for a source by itself and among others."""
        return self._written(source, lengths, lambda logits: logits.argmax(-1))

    @torch.no_grad()
    def drawn(self, source: Tensor, temperature: float, seed: int) -> Hypothesis:
        """An answer to one source (S, 1), each symbol drawn at a temperature (0: the most probable): the same for the
        same seed."""
        generator = torch.Generator().manual_seed(seed)
        scores: list[Tensor] = []

        def draw(logits: Tensor) -> Tensor:
            scores.append(logits[0].double().cpu().log_softmax(-1))
            if temperature == 0:
                return logits.argmax(-1)
            shares = (scores[-1] / temperature).softmax(-1)
            return torch.multinomial(shares, 1, generator=generator).to(logits.device)

        symbols = self._written(source, None, draw)[:, 0].tolist()
        said = (float(each[symbol]) for each, symbol in zip(scores, symbols, strict=True))
        return Hypothesis(tuple(symbols), tuple(said))

    def _written(self, source: Tensor, lengths: Tensor | None, choose: Choice) -> Tensor:
        writing = self.network.begin(source, lengths)
        symbols = torch.full((writing.count,), self.outputs, device=source.device)
        over = torch.zeros_like(symbols, dtype=torch.bool)
        said: list[Tensor] = []
        while len(said) < self.most and not bool(over.all()):
            writing, logits = self.network.step(writing, symbols)
            symbols = torch.where(over, self.end, choose(known(logits)))
            over = over | (symbols == self.end)
            said.append(symbols)
        return torch.stack(said)

    @torch.no_grad()
    def beam(self, source: Tensor, width: int) -> tuple[Hypothesis, ...]:
        """The answers of one source (S, 1) that are left when at every step the ``width`` most probable beginnings are
        kept, the most probable first."""
        writing = self.network.begin(source, None)
        alive: list[Hypothesis] = [Hypothesis()]
        ended: list[Hypothesis] = []
        for _ in range(self.most):
            last = [each.symbols[-1] if each.symbols else self.outputs for each in alive]
            writing, logits = self.network.step(writing, torch.tensor(last, device=source.device))
            found = _continued(alive, known(logits).double().log_softmax(-1).cpu(), width)
            ended += [each for _, each in found if each.symbols[-1] == self.end]
            alive = [each for _, each in found if each.symbols[-1] != self.end]
            ended = sorted(ended, key=Hypothesis.rank)[:width]
            if not alive or (len(ended) == width and ended[-1].total >= max(each.total for each in alive)):
                break  # what goes on only becomes less probable
            kept = [at for at, each in found if each.symbols[-1] != self.end]
            writing = writing.rows(torch.tensor(kept, device=source.device))
        # what has not come to its end counts only where nothing has
        return tuple(ended or sorted(alive, key=Hypothesis.rank)[:width])

    def check_width(self, width: int) -> None:
        """Raises ``ConfigError`` (CONFIG_VALUE) for a beam that is wider than there are symbols to begin with."""
        high = min(BEAM_MOST, self.outputs - 1)
        if not 1 <= width <= high:
            raise ConfigError(Fault.CONFIG_VALUE, name="beam", value=width, low=1, high=high)


def known(logits: Tensor) -> Tensor:
    """Without what stands for all unknown symbols."""
    logits = logits.clone()
    logits[..., UNKNOWN] = -math.inf
    return logits


def _continued(alive: list[Hypothesis], scores: Tensor, width: int) -> list[tuple[int, Hypothesis]]:
    """The ``width`` most probable continuations by one symbol, and which of those ``alive`` each of them continues;
    ``scores`` (B, O) are the logarithms of the probabilities of the next symbol."""
    before = torch.tensor([each.total for each in alive], dtype=scores.dtype)
    total = (before[:, None] + scores).flatten()
    best = total.topk(min(width, int(total.isfinite().sum()))).indices.tolist()
    found = []
    for at, symbol in (divmod(index, scores.shape[1]) for index in best):
        found.append((at, alive[at].then(symbol, float(scores[at, symbol]))))
    return found
