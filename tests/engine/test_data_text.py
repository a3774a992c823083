"""Encodings and characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Kind, ReadConfig
from gatescope.engine.data.files.decoding import TextDecoder, decode, joined
from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import DataError, Fault

KOREAN = "안녕하세요 여러분, 오늘은 날씨가 참 좋네요. 우리는 공원에 갔다가 집에 돌아왔습니다.\n"
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n"
FRENCH = "Les élèves français étudient à l'école où ils ont été.\n"
TRADITIONAL = "今天天氣很好，我們去公園散步。這是繁體中文的測試。\n"
SIMPLIFIED = "今天天气很好，我们去公园散步。这是简体中文的测试。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (KOREAN, "utf-8", "utf-8"),
        (KOREAN, "utf-8-sig", "utf-8"),
        (KOREAN, "utf-16", "utf-16"),
        (KOREAN, "utf-32", "utf-32"),
        (KOREAN, "euc-kr", "cp949"),
        ("똠방각하 펲시콜라 " + KOREAN, "cp949", "cp949"),
        (KOREAN, "johab", "johab"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (TRADITIONAL, "big5", "big5"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
    ],
)
def test_encodings(text: str, encoding: str, named: str) -> None:
    assert decode((text * 20).encode(encoding), FileReading("a.txt")) == (text * 20, named)


def test_a_character_cut_by_the_end_is_left_out() -> None:
    assert decode(KOREAN.encode()[:-2], FileReading("a.txt"))[0] == KOREAN[:-2]


def test_a_character_across_two_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a" * ((1 << 20) - 1) + "한" + "b" * 10
    assert decode(text.encode(), FileReading("a.txt")) == (text, "utf-8")
    assert decode((text + "글").encode("cp949"), FileReading("a.txt")) == (text + "글", "cp949")


def test_a_wrong_byte_is_named_across_blocks() -> None:
    good = (KOREAN * 20_000).encode()
    with pytest.raises(DataError) as caught:
        decode(good + b"\xff" + good, FileReading("a.txt"))
    assert caught.value.fault is Fault.ENCODING_UNKNOWN
    assert (caught.value.facts["offset"], caught.value.facts["line"]) == (len(good), 20_001)


def test_lines_end_with_one_character() -> None:
    opened = dataset_from_bytes(b"one\r\ntwo\rthree\nfour five six", "a.txt", Kind.TEXT)
    assert opened.text == "one\ntwo\nthree\nfour five six"
    assert opened.rows == len(opened.text)


@given(
    st.lists(st.sampled_from(["\r", "\n", "\r\n", "a", "가", "👍", "\ufeff"])).map("".join),
    st.sampled_from(["utf-8", "utf-16", "utf-32-le", "cp949"]),
    st.integers(1, 9),
)
def test_as_bytes_and_as_characters_the_pieces_say_the_same(text: str, encoding: str, size: int) -> None:
    raw = text.encode(encoding, "replace")
    plain = raw.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    pieces = [*((raw[at : at + size], False) for at in range(0, len(raw), size)), (b"", True)]
    as_bytes, as_text = (TextDecoder(encoding, FileReading("a.txt")) for _ in range(2))
    assert b"".join(as_bytes.feed(*piece) for piece in pieces).decode() == plain
    assert joined(as_text.text(*piece) for piece in pieces) == plain


@given(st.lists(st.text()))
def test_pieces_are_joined(pieces: list[str]) -> None:
    assert joined(pieces) == "".join(pieces)


@pytest.mark.parametrize("kind", list(Kind))
def test_halves_of_characters_are_no_text(kind: Kind) -> None:
    raw = b"a,b\n" + b"1,2\n" * 20 + b"+2AA-,3\n"
    with pytest.raises(DataError) as caught:
        dataset_from_bytes(raw, "a.csv", ReadConfig(kind=kind, encoding="utf-7"))
    assert caught.value.fault is Fault.ENCODING_WRONG
