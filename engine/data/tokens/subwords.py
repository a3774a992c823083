"""Subwords as tokens: sentencepiece's unigram model, set so that nothing of a text is lost.

It is trained on the training part alone, in memory. Nothing is normalised, no space is added or taken away, and a
character that it does not know is its bytes in UTF-8. Three things cannot be told to sentencepiece and go by as bytes:
the end of a line (each line is cut by itself), U+2581, which stands for a space inside it (and the space, where it is
not learnt), and lone surrogates.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from gatescope.engine.config.data import Level
from gatescope.engine.data.tokens.base import PADDING, UNKNOWN_NAME, Encoded, Names, Tokeniser
from gatescope.engine.data.tokens.bytes import BYTES, byte_name, from_utf8, utf8
from gatescope.engine.data.tokens.subword_model import check_model

MOST = 1000  # tokens, unless another number is chosen
TRAINED_ON = 1 << 20  # characters, of a longer training part spread evenly over it: about 2 s
_STRETCH = 1 << 14  # characters taken at once from a longer one
_LINE_MOST = 1 << 16
_SPACE = "\u2581"
_APART = "\n\u2581\ud800-\udfff"
_UNLEARNT = "\n\0\u2581\u2585"  # sentencepiece keeps the last three for itself
_FIRST = BYTES + 1  # the ids before are <unk> and the bytes


class Subwords(Tokeniser):
    """At most ``most`` tokens (0: 1000), fewer where the training part does not support them, and always the bytes."""

    level = Level.SUBWORD

    def __init__(self, training: Iterable[str], most: int = 0, model: bytes = b"") -> None:
        """``model`` is that of another one, made from the same texts: with it nothing is trained. Raises ``ValueError``
        for what is no model."""
        if model:
            check_model(model)
        model = model or _trained(_sample("\n".join(training)), most or MOST)
        processor: Any = _processor(model) if model else None
        size = len(processor) if processor else _FIRST
        names = [str(processor.id_to_piece(at)).replace(_SPACE, " ") for at in range(_FIRST, size)]
        self._apart = re.compile(f"([{_APART}]+)" if " " in names else f"([{_APART} ]+)")
        self.model, self._model = model, processor
        self._names = (UNKNOWN_NAME, *map(byte_name, range(BYTES)), *names)
        self._bytes = (UNKNOWN_NAME.encode(), *(bytes((byte,)) for byte in range(BYTES)), *map(utf8, names))

    def __len__(self) -> int:
        return len(self._names)

    def pieces(self, text: str) -> list[str]:
        return [self._names[symbol] for symbol in self._found(text)]

    def encoded(self, texts: Iterable[str]) -> Encoded:
        each = [np.array(self._found(text), np.int32) for text in texts]
        ids = np.concatenate(each) if each else np.zeros(0, np.int32)
        return Encoded(ids, np.fromiter(map(len, each), np.int64, len(each)), Names(ids, self))

    def name(self, symbol: int) -> str:
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return self._names[symbol]

    def decode(self, ids: Iterable[int]) -> str:
        return from_utf8(b"".join(self._raw(int(symbol)) for symbol in ids if symbol != PADDING))

    def prepared(self, text: str) -> str:
        return text

    def _raw(self, symbol: int) -> bytes:
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return self._bytes[symbol]

    def _found(self, text: str) -> list[int]:
        """Every second part is what goes by as bytes."""
        split = self._apart.split(text)
        result: list[int] = []
        for at, part in enumerate(split):
            if at % 2 or self._model is None:
                result += [byte + 1 for byte in utf8(part)]
            else:
                for start in range(0, len(part), _LINE_MOST):
                    result += self._model.encode(part[start : start + _LINE_MOST])
        return result


def _sample(text: str) -> list[str]:
    """What to train on: all of it, or stretches spread evenly over all of it."""
    if len(text) <= TRAINED_ON:
        return [text]
    every = len(text) // (TRAINED_ON // _STRETCH)
    return [text[start : start + _STRETCH] for start in range(0, len(text), every)]


def _trained(sample: list[str], most: int) -> bytes:
    """A model of at most ``most`` tokens, b"" where there is nothing to learn beyond the bytes."""
    counts = Counter("".join(sample))
    for unlearnt in _UNLEARNT:
        counts.pop(unlearnt, None)
    room = max(0, most - _FIRST)
    known = [character for character, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    known = known[: room if len(known) <= room // 2 else room // 2 + room // 4]
    lines = _lines(sample, frozenset(known))
    for size in (most, _FIRST + len(known)):
        try:
            return _train(lines, size) if lines else b""
        except RuntimeError:
            continue  # a text that its algorithm finds nothing in
    return b""


def _lines(sample: list[str], known: frozenset[str]) -> list[str]:
    """The lines to train on, cut where a character is too rare to be known (then it is its bytes)."""
    unknown = {ord(character): "\n" for character in set().union(*sample) - known}
    return [line for text in sample for line in text.translate(unknown).split("\n") if line]


def _train(lines: list[str], size: int) -> bytes:
    import sentencepiece  # takes long to load, and few need it

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_cut(lines)),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,  # fewer, where the text has not that many
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        byte_fallback=True,
        character_coverage=1.0,
        unk_id=0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        num_threads=1,  # the same model on every machine
        max_sentence_length=4 * _STRETCH,
        minloglevel=3,
    )
    return model.getvalue()


def _cut(lines: list[str]) -> Iterator[str]:
    for line in lines:
        for start in range(0, len(line), _STRETCH):
            yield line[start : start + _STRETCH]


def _processor(model: bytes) -> Any:
    """Raises ``ValueError`` for what is no model."""
    import sentencepiece  # takes long to load, and few need it

    try:
        return sentencepiece.SentencePieceProcessor(model_proto=model)
    except RuntimeError as error:
        raise ValueError("what its tokeniser has learnt cannot be read") from error
