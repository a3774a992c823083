"""A text's way into its network as it is drawn: sentences, tokens, ids, the padded batch, vectors. Free of Qt."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from gatescope.engine.config.run import Level
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import Stages
from gatescope.gui.state.store import step_up
from gatescope.gui.words.data import level_name

UNKNOWN = 0
PADDING = -1
QUANTILE = 0.99
Span = tuple[int, int]


@dataclass(frozen=True)
class PipelineScene:
    """``stages`` as the engine told them, B sentences of at most T tokens; ``level`` is what a token is. ``run`` names
    the run whose vectors they are, '' before there is one."""

    stages: Stages
    level: Level
    run: str = ""
    bound: float = 1.0  # of the colours of the embedding; the same as long as it is the same run

    @property
    def batch(self) -> tuple[int, int]:
        """(B, T)."""
        return self.stages.ids.shape[0], self.stages.ids.shape[1]

    @property
    def width(self) -> int:
        """Numbers in a dense vector, 0 while there is none."""
        return self.stages.embedding.shape[1] if self.stages.embedding is not None else 0

    @property
    def padding(self) -> float:
        """The share of the batch that was filled in."""
        return float((self.stages.ids == PADDING).mean()) if self.stages.ids.size else 0.0

    @cached_property
    def unit(self) -> str:
        return level_name(self.level)

    @cached_property
    def spans(self) -> tuple[tuple[Span, ...], ...]:
        """For each token the characters of the prepared sentence that it stands for; () for a sentence where that
        cannot be said."""
        pairs = zip(self.stages.prepared, self.stages.tokens, strict=True)
        return tuple(spans_of(prepared, tokens, self.level) for prepared, tokens in pairs)

    def dense(self, sentence: int, first: int, count: int) -> Array | None:
        """The embedding of some tokens of a sentence, (count or fewer, width)."""
        if self.stages.embedding is None:
            return None
        ids = self.stages.ids[sentence, first : first + count]
        return self.stages.embedding[ids[ids >= 0]]

    def limited(self, sentence: int, at: int) -> Span:
        """The place of a token that there is, nearest to the one asked for."""
        sentence = min(max(sentence, 0), len(self.stages.tokens) - 1)
        return sentence, min(max(at, 0), len(self.stages.tokens[sentence]) - 1)


def scene_of(stages: Stages, level: Level, run: str = "", before: PipelineScene | None = None) -> PipelineScene | None:
    """The scene of what was told; None where there is no sentence. Colours keep their meaning while it is the run that
    was shown ``before``: the bound never shrinks."""
    if not stages.tokens or not stages.ids.size:
        return None
    values = stages.embedding
    bound = 1.0
    if values is not None and values.size:
        bound = step_up(float(np.quantile(np.abs(values), QUANTILE)))
        if before is not None and before.run == run and before.stages.embedding is not None:
            bound = max(bound, before.bound)
    return PipelineScene(stages, level, run, bound)


def spans_of(prepared: str, tokens: tuple[str, ...], level: Level) -> tuple[Span, ...]:
    """(first, one past last) character of each token."""
    if level in (Level.BYTE, Level.JAMO):
        pieces = [_pieces(character, level) for character in prepared]
        places = [at for at, count in enumerate(pieces) for _ in range(count)]
        return tuple((at, at + 1) for at in places) if len(places) == len(tokens) else ()
    if "".join(tokens) != prepared:
        return ()
    ends = list(accumulate(map(len, tokens)))
    return tuple(zip([0, *ends][:-1], ends, strict=True))


def _pieces(character: str, level: Level) -> int:
    """How many tokens a character is cut into."""
    if level is Level.BYTE:
        return len(character.encode("utf-8", "surrogatepass"))
    syllable = ord(character) - 0xAC00
    if not 0 <= syllable < 11172:
        return 1
    return 3 if syllable % 28 else 2


def shapes(scene: PipelineScene) -> dict[str, str]:
    """The shape of what each stage hands on."""
    b, t = scene.batch
    return {
        "text": f"({b},)",
        "prepared": f"({b},)",
        "tokens": f"({b}, ≤ {t})",
        "ids": f"({b}, ≤ {t})",
        "batch": f"({b}, {t})",
        "one-hot": f"({b}, {t}, {scene.stages.vocabulary})",
        "dense": f"({b}, {t}, {scene.width})",
    }


def arrays(scene: PipelineScene) -> dict[str, Array]:
    """What is exported: ids (B, T) padded with −1, the tokens they are of, and the embedding (V, F) where there is
    one."""
    b, t = scene.batch
    names = np.full((b, t), "", dtype=object)
    for row, tokens in enumerate(scene.stages.tokens):
        names[row, : len(tokens)] = tokens
    found = {"ids": scene.stages.ids, "tokens": names.astype(str), "sentences": np.array(scene.stages.sentences)}
    if scene.stages.embedding is not None:
        found["embedding"] = scene.stages.embedding
    return found
