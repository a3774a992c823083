"""Texts as numbers, and back: one interface, whatever a token is.

What prepares a text for a run does, in this order::

    tokeniser, encoded = in_parts(text, config, training_rows)  # a plain text
    tokeniser = make_tokeniser(training, config)  # cells of a column, which are whole texts
    encoded = tokeniser.encoded(cells)
    encoded.ids           # the rows of the data are tokens; encoded.lengths[0] of them are the training part
    encoded.written[row]  # ``Prepared.label(row)``

A typed probe is ``tokeniser.encode(text)``, its labels are ``tokeniser.pieces(text)``; what a network writes is
``tokeniser.decode(ids)``. Made again from the same training part, a tokeniser is the same; a session keeps the
``model`` of one that a library has learnt, for another version of it need not learn the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from gatescope.engine.config.data import Level, TokenConfig
from gatescope.engine.data.tokens.base import PADDING as PADDING
from gatescope.engine.data.tokens.base import UNKNOWN as UNKNOWN
from gatescope.engine.data.tokens.base import UNKNOWN_NAME as UNKNOWN_NAME
from gatescope.engine.data.tokens.base import Encoded as Encoded
from gatescope.engine.data.tokens.base import Ids as Ids
from gatescope.engine.data.tokens.base import Tokeniser as Tokeniser
from gatescope.engine.data.tokens.base import nfc as nfc
from gatescope.engine.data.tokens.bytes import Bytes
from gatescope.engine.data.tokens.morphemes import morphemes
from gatescope.engine.data.tokens.points import Alphabet as Alphabet
from gatescope.engine.data.tokens.points import Jamo
from gatescope.engine.data.tokens.points import Vocabulary as Vocabulary
from gatescope.engine.data.tokens.points import alphabet as alphabet
from gatescope.engine.data.tokens.subwords import Subwords
from gatescope.engine.data.tokens.words import Pieces, graphemes, words

_NEAR = 1000  # characters within which the end of a training part is moved to the end of a line or a word


def make_tokeniser(training: str | Iterable[str], config: TokenConfig, model: bytes = b"") -> Tokeniser:
    """The tokeniser of a training part: one text, or the texts of many sequences. ``model``: see ``Tokeniser.model``.

    Raises ``ConfigError`` (PACKAGE_MISSING) when its level needs a package that is not installed.
    """
    texts = (training,) if isinstance(training, str) else tuple(training)
    match config.level:
        case Level.BYTE:
            return Bytes()
        case Level.JAMO:
            return Jamo(texts, config.most, config.least)
        case Level.CODE_POINT:
            return Vocabulary(texts, config.most, config.least)
        case Level.GRAPHEME:
            return Pieces(config.level, graphemes, texts, config.most, config.least)
        case Level.WORD:
            return Pieces(config.level, words, texts, config.most, config.least)
        case Level.MORPHEME:
            return Pieces(config.level, morphemes(), texts, config.most, config.least)
        case Level.SUBWORD:
            return Subwords(texts, config.most, model)


def parts(text: str, level: Level, training_rows: Callable[[int], int]) -> tuple[str, str]:
    """The training and the validation part of a plain text. ``training_rows`` tells from the number of characters how
    many are trained on; of code points exactly so many are, else the cut lies at the end of a line or a word nearby,
    where it cuts no token."""
    if level is not Level.BYTE and level is not Level.SUBWORD:
        text = nfc(text)
    end = training_rows(len(text))
    if level is not Level.CODE_POINT:
        near = text[max(0, end - _NEAR) : end]
        border = near.rfind("\n") + 1 or near.rfind(" ")
        end = end if border <= 0 else end - len(near) + border
    return text[:end], text[end:]


def in_parts(
    text: str,
    config: TokenConfig,
    training_rows: Callable[[int], int],
    known: Alphabet | None = None,
    model: bytes = b"",
) -> tuple[Tokeniser, Encoded]:
    """The tokeniser of a plain text's training part, and both parts (see ``parts``) as tokens. ``known`` is the
    alphabet of ``text``, if it is at hand.

    By code point a long text is neither cut in two nor counted again: memory that is touched for the first time costs
    more than what is done to it. Raises what ``make_tokeniser`` does."""
    if config.level is not Level.CODE_POINT:
        both = parts(text, config.level, training_rows)
        tokeniser = make_tokeniser(both[0], config, model)
        return tokeniser, tokeniser.encoded(both)
    composed = nfc(text)
    end = training_rows(len(composed))
    whole = known if known is not None and composed is text else alphabet((composed,))
    vocabulary = Vocabulary(whole.without(alphabet((composed,), end)), config.most, config.least)
    encoded = vocabulary.characters((composed,))
    return vocabulary, replace(encoded, lengths=np.array([end, len(composed) - end]))
