"""Texts as ids and back, at every level."""

import importlib.util
import sys
import unicodedata
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import Level, TokenConfig
from gatescope.engine.data.tokens import base as token_base
from gatescope.engine.data.tokens import morphemes as token_morphemes
from gatescope.engine.data.tokens import subwords as token_subwords
from gatescope.engine.data.tokens import tokeniser as tokens
from gatescope.engine.data.tokens.hangul import jamo
from gatescope.engine.data.tokens.tokeniser import (
    UNKNOWN,
    Tokeniser,
    Vocabulary,
    alphabet,
    in_parts,
    make_tokeniser,
    nfc,
    parts,
)
from gatescope.engine.errors import ConfigError, Fault
from tests.engine.naughty import FAMILY, NAUGHTY, SURROGATES

AS_WRITTEN = (Level.BYTE, Level.SUBWORD)
TEXT = "나는 학교에 갔다. Don't go, it's 3.5 e\u0301!\n👍🏽 오늘은 날씨가 참 좋네요.\n"
needs_kiwi = pytest.mark.skipif(importlib.util.find_spec("kiwipiepy") is None, reason="kiwipiepy is not installed")
LEVELS = [pytest.param(level, marks=needs_kiwi if level is Level.MORPHEME else ()) for level in Level]
ANY = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates too
AWKWARD = [*NAUGHTY.values(), *" \n\r\u2581\u0301\u1161\u11a8\u200d가🇰"]
TRICKY = st.lists(st.sampled_from(AWKWARD), max_size=6).map("".join)


def made(level: Level, text: str | list[str] = TEXT, **config: int) -> Tokeniser:
    return make_tokeniser(text, TokenConfig(level=level, **config))


def kept(level: Level, text: str) -> str:
    """What a round trip must give."""
    return text if level in AS_WRITTEN else unicodedata.normalize("NFC", text)


def check(level: Level, text: str, tokeniser: Tokeniser) -> None:
    ids, pieces = tokeniser.encode(text), tokeniser.pieces(text)
    assert tokeniser.decode(ids) == kept(level, text)
    assert len(ids) == len(pieces)
    assert ids.min(initial=1) > UNKNOWN
    assert ids.max(initial=0) < len(tokeniser)
    assert [tokeniser.name(at) for at in ids.tolist()] == pieces


# ---- round trips ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_naughty_strings_come_back(level: Level) -> None:
    texts = NAUGHTY | SURROGATES
    tokeniser = made(level, list(texts.values()))
    for text in texts.values():
        check(level, text, tokeniser)


@pytest.mark.parametrize("level", [level for level in Level if level not in (Level.MORPHEME, Level.SUBWORD)])
@given(ANY | TRICKY)
def test_any_string_comes_back(level: Level, text: str) -> None:
    check(level, text, made(level, text))


@given(ANY | TRICKY)
def test_any_string_comes_back_from_subwords_that_never_saw_it(text: str) -> None:
    check(Level.SUBWORD, text, SUBWORDS)


@settings(max_examples=25)  # each trains a model
@given(ANY | TRICKY, st.integers(0, 2000))
def test_any_string_can_be_trained_on(text: str, most: int) -> None:
    tokeniser = made(Level.SUBWORD, text, most=most)
    assert len(tokeniser) <= max(most or 1000, 257)
    check(Level.SUBWORD, text, tokeniser)


@needs_kiwi
@settings(max_examples=50, deadline=None)
@given(ANY | TRICKY)
def test_any_string_comes_back_from_morphemes(text: str) -> None:
    check(Level.MORPHEME, text, made(Level.MORPHEME, text))


@given(TRICKY)
def test_composition_in_stretches_is_that_of_the_whole(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_base, "_STRETCH", 3)
        assert nfc(text) == unicodedata.normalize("NFC", text)


def test_what_is_composed_is_not_copied() -> None:
    text = "가나다 é" * 10
    assert nfc(text) is text


# ---- what a token is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "text", "pieces"),
    [
        (Level.BYTE, "a한\n", ["a", "<0xED>", "<0x95>", "<0x9C>", "\n"]),
        (Level.JAMO, "값이 a\u0301", ["\u1100", "\u1161", "\u11b9", "\u110b", "\u1175", " ", "á"]),
        (Level.JAMO, "가\u11a8힣", ["\u1100", "\u1161", "\u11a8", "\u1112", "\u1175", "\u11c2"]),
        (Level.CODE_POINT, "e\u0301\u1112\u1161\u11ab", ["é", "한"]),
        (Level.GRAPHEME, f"{FAMILY}🇰🇷🇺🇸e\u0323\u0301", [FAMILY, "🇰🇷", "🇺🇸", "ẹ\u0301"]),
        (Level.GRAPHEME, "\u1112\u119e\u11ab글\r\nहिन्दी", ["\u1112\u119e\u11ab", "글", "\r\n", "हि", "न्दी"]),
        (
            Level.WORD,
            "Don't pay 3.14, 한국어!\n\n",
            ["Don't", " ", "pay", " ", "3.14", ",", " ", "한국어", "!", "\n", "\n"],
        ),
        (Level.WORD, f"हिन्दी  {FAMILY}🇰🇷", ["हिन्दी", "  ", FAMILY, "🇰🇷"]),
        pytest.param(
            Level.MORPHEME, "나는 학교에 갔다.", ["나", "는", " ", "학교", "에", " ", "갔", "다", "."], marks=needs_kiwi
        ),
    ],
)
def test_what_a_token_is(level: Level, text: str, pieces: list[str]) -> None:
    assert made(level, text).pieces(text) == pieces


def test_subwords_are_learnt() -> None:
    assert SUBWORDS.pieces("the cat\n") == ["the", " cat", "\n"]
    assert SUBWORDS.pieces("\u2581") == ["<0xE2>", "<0x96>", "<0x81>"]
    assert "".join(SUBWORDS.pieces(TEXT * 3)) == TEXT * 3
    assert len(SUBWORDS) < 400  # of the 1000 allowed: the text has not that many


def test_a_large_vocabulary_keeps_its_bound() -> None:
    every = "".join(map(chr, range(0xAC00, 0xAC00 + 3000)))
    tokeniser = made(Level.SUBWORD, every + " the cat sat on the mat" * 200, most=500)
    assert 400 < len(tokeniser) <= 500
    assert max(map(len, tokeniser.pieces("the cat sat on the mat"))) > 1  # some room is left for more than letters
    assert tokeniser.decode(tokeniser.encode(every)) == every


def test_a_long_training_part_is_sampled_evenly() -> None:
    text = "".join(f"{number}\n" for number in range(500_000))
    taken = token_subwords._sample(text)
    assert 0.8 * token_subwords.TRAINED_ON < sum(map(len, taken)) <= 1.1 * token_subwords.TRAINED_ON
    assert text.startswith(taken[0])
    assert taken[-1] in text[-100_000:]


@given(st.text(st.characters(min_codepoint=0x1000, max_codepoint=0xD7FF), max_size=30))
def test_jamo_are_those_of_canonical_decomposition(text: str) -> None:
    expected = "".join(
        unicodedata.normalize("NFD", character) if "가" <= character <= "힣" else character for character in text
    )
    assert jamo(np.array([*map(ord, text)], np.uint32)).tolist() == [*map(ord, expected)]


# ---- vocabularies ---------------------------------------------------------------------------------------------------


@given(st.text(min_size=1).map(nfc), st.text().map(nfc))
def test_code_points(training: str, other: str) -> None:
    vocabulary = Vocabulary(training)
    assert len(vocabulary) == len(set(training)) + 1
    ids = vocabulary.encode(other).tolist()
    assert [at == UNKNOWN for at in ids] == [character not in training for character in other]
    assert all(vocabulary.name(at) == character for at, character in zip(ids, other, strict=True) if at)


@given(st.lists(st.text()), st.data())
def test_an_alphabet_counts_what_is_there(texts: list[str], data: st.DataObject) -> None:
    counts = Counter("".join(texts))
    whole = alphabet(texts)
    assert {chr(point): count for point, count in zip(whole.points, whole.counts, strict=True)} == counts
    assert whole.points.tolist() == sorted(map(ord, counts))
    text = "".join(texts)
    end = data.draw(st.integers(0, len(text)))
    first = alphabet((text,)).without(alphabet((text,), end))
    assert first.points.tolist() == sorted({*map(ord, text[:end])})
    assert first.counts.tolist() == [text[:end].count(chr(point)) for point in first.points]


@given(st.text(min_size=1), st.integers(0, 4), st.integers(1, 3), st.sampled_from([Level.CODE_POINT, Level.WORD]))
def test_both_parts_of_a_plain_text_at_once(text: str, most: int, least: int, level: Level) -> None:
    config = TokenConfig(level=level, most=most, least=least)
    both = parts(text, level, lambda size: size // 2)
    apart = make_tokeniser(both[0], config)
    expected = apart.encoded(both)
    for known in (None, alphabet((text,))):
        tokeniser, found = in_parts(text, config, lambda size: size // 2, known)
        assert [tokeniser.name(at) for at in range(len(tokeniser))] == [apart.name(at) for at in range(len(apart))]
        assert found.ids.tolist() == expected.ids.tolist()
        assert found.lengths.tolist() == expected.lengths.tolist()
        assert [found.written[row] for row in range(len(found.ids))] == [
            expected.written[row] for row in range(len(found.ids))
        ]


@pytest.mark.parametrize(("symbols", "bits"), [(2, 8), (128, 8), (129, 16), (2**15, 16), (2**15 + 1, 32)])
def test_ids_take_no_more_bytes_than_hold_them(symbols: int, bits: int) -> None:
    text = "".join(map(chr, range(0x20000, 0x20000 + symbols - 1)))  # none of them is made of others
    ids = Vocabulary(text).encoded((text, "?")).ids
    assert ids.dtype == np.dtype(f"int{bits}")
    assert ids.tolist() == [*range(1, symbols), UNKNOWN]


@pytest.mark.parametrize("level", LEVELS)
def test_an_id_that_is_none(level: Level) -> None:
    tokeniser = made(level)
    assert tokeniser.level is level
    assert tokeniser.name(UNKNOWN) == "<unk>"
    for symbol in (-1, len(tokeniser)):
        with pytest.raises(IndexError):
            tokeniser.name(symbol)
    with pytest.raises(IndexError):
        tokeniser.decode([len(tokeniser)])
    assert tokeniser.decode([tokens.PADDING, 0, tokens.PADDING]) == "<unk>"


@pytest.mark.parametrize("level", [Level.JAMO, Level.CODE_POINT, Level.GRAPHEME, Level.WORD])
def test_the_rare_become_unknown(level: Level) -> None:
    text = "a a a a b b b c c d"
    assert made(level, text, least=2).pieces("a d") == ["a", " ", "d"]
    assert [made(level, text, least=3).name(at) for at in range(4)] == ["<unk>", " ", "a", "b"]
    small = made(level, text, most=3)  # <unk>, the space and a
    assert (len(small), small.encode("a b c").tolist()) == (3, [2, 1, 0, 1, 0])
    assert len(made(level, text, most=1)) == 2
    assert len(made(level, text, most=100)) == 6


@given(st.text(max_size=80), st.integers(1, 12), st.integers(1, 4))
def test_one_rule_says_what_is_kept(text: str, most: int, least: int) -> None:
    by_table, by_name = (
        made(Level.CODE_POINT, text, most=most, least=least),
        tokens.Pieces(Level.CODE_POINT, list, [text], most, least),
    )
    assert [by_table.name(at) for at in range(len(by_table))] == [by_name.name(at) for at in range(len(by_name))]


@pytest.mark.parametrize("level", LEVELS)
def test_made_again_it_is_the_same(level: Level) -> None:
    text = "\n".join(NAUGHTY.values()) + TEXT * 20
    one, other = made(level, text), made(level, text)
    assert [one.name(at) for at in range(len(one))] == [other.name(at) for at in range(len(other))]
    assert one.encode(text).tolist() == other.encode(text).tolist()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("texts", ["", [], ["", ""]])
def test_nothing_to_learn_from(level: Level, texts: str | list[str]) -> None:
    tokeniser = made(level, texts)
    assert tokeniser.encode("").tolist() == []
    assert len(tokeniser.encode("가a")) == len(tokeniser.pieces("가a"))
    assert tokeniser.encoded([]).ids.tolist() == []


def test_what_no_network_should_write_is_shown_all_the_same() -> None:
    assert made(Level.BYTE).decode([0xED + 1, 0x95 + 1, ord("a") + 1]) == "\ufffda"


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "morphemes", token_morphemes.morphemes.__wrapped__)  # not the one that is loaded
    monkeypatch.setitem(sys.modules, "kiwipiepy", None)
    with pytest.raises(ConfigError) as caught:
        made(Level.MORPHEME)
    assert (caught.value.fault, caught.value.facts) == (Fault.PACKAGE_MISSING, {"package": "kiwipiepy"})


# ---- many texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_many_texts_are_encoded_as_each_is(level: Level) -> None:
    tokeniser = made(level)
    texts = [TEXT, "", "x unknown ж", "e\u0301", "마지막"]
    encoded = tokeniser.encoded(texts)
    assert encoded.ids.dtype.kind == "i"
    ends = [0, *np.cumsum(encoded.lengths).tolist()]
    for text, (start, end) in zip(texts, pairwise(ends), strict=True):
        assert encoded.ids[start:end].tolist() == tokeniser.encode(text).tolist()
        assert [encoded.written[row] for row in range(start, end)] == tokeniser.pieces(text)


@pytest.mark.parametrize("level", [Level.GRAPHEME, Level.WORD])
def test_blocks_cut_no_token(level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT * 20
    whole = made(level).encode(text).tolist()
    monkeypatch.setattr(token_base, "BLOCK", 64)
    assert made(level).encode(text).tolist() == whole
    assert "".join(token_base.blocks("a" * 200 + "\n" + "b" * 200)) == "a" * 200 + "\n" + "b" * 200


@pytest.mark.parametrize("level", LEVELS)
@given(st.text(max_size=200) | st.just(TEXT * 3), st.floats(0.1, 0.9))
@settings(max_examples=20)
def test_the_parts_make_up_the_text(level: Level, text: str, share: float) -> None:
    training, validation = parts(text, level, lambda size: int(size * share))
    assert training + validation == kept(level, text)


def test_the_parts_are_cut_between_words() -> None:
    assert parts("one two three four", Level.WORD, lambda size: size // 2) == ("one two", " three four")
    assert parts("one\ntwo three", Level.WORD, lambda size: 7) == ("one\n", "two three")
    assert parts("0 23456789", Level.CODE_POINT, lambda size: 7) == ("0 23456", "789")


SUBWORDS = made(Level.SUBWORD, TEXT + "the cat sat on the mat with the other cat\n" * 20)
