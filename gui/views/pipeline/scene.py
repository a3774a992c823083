"""A text's way into its network as it is drawn: sentences, tokens, ids, the padded batch, vectors. Free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

import numpy as np

from gatescope.engine.config.run import Level
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import Stages, StagesRequest
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.scenes.asking import Look
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers, spread
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store, step_up

PIPELINE = "pipeline"
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


def wants(look: Look) -> Iterator[StagesRequest]:
    """The stages of a run that reads symbols: after a keyframe, and when training stops."""
    if of_run(look.record.info).reads_symbols and look.store.stages_asked != look.record.moment:
        yield StagesRequest(run=look.state.run)


def resolve_pipeline(state: ViewState, store: Store, _room: Room = ANYWHERE) -> PipelineScene | None:
    told, record = store.stages, store.runs.get(state.run)
    if told is None or record is None or told.run != state.run:
        return None
    return scene_of(told.stages, record.info.config.data.tokens.level, f"{told.run}")


def scene_of(stages: Stages, level: Level, run: str = "") -> PipelineScene | None:
    """The scene of what was told; None where there is no sentence."""
    if not stages.tokens or not stages.ids.size:
        return None
    values = stages.embedding
    bound = 1.0
    if values is not None and values.size:
        bound = step_up(float(np.quantile(np.abs(values), QUANTILE)))
    return PipelineScene(stages, level, run, bound)


def held(scene: PipelineScene | None, before: PipelineScene | None) -> PipelineScene | None:
    """Colours keep their meaning while it is the run that was shown ``before``: the bound never shrinks."""
    if scene is None or before is None or before.run != scene.run or not scene.width or not before.width:
        return scene
    return replace(scene, bound=max(scene.bound, before.bound))


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


def pipeline_numbers(scene: PipelineScene, _store: Store) -> Numbers:
    return Numbers(arrays(scene), table(scene))


def table(scene: PipelineScene) -> Arrays:
    """A row per token: where it stands, its id, and its numbers where there is an embedding (``embedding.0`` …)."""
    rows, places = np.nonzero(scene.stages.ids >= 0)
    ids = scene.stages.ids[rows, places]
    tokens = np.array([scene.stages.tokens[row][at] for row, at in zip(rows, places, strict=True)], dtype=str)
    columns: Arrays = {"sentence": rows, "place": places, "token": tokens, "id": ids}
    if scene.stages.embedding is not None:
        columns |= spread("embedding", scene.stages.embedding[ids])
    return columns
