"""The Korean is complete, up to date, keeps its placeholders and says one thing with one word."""

import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from gatescope import resources
from gatescope.gui.look import language
from tests import translations
from tests.translations import TS, Message

MESSAGES = translations.messages()
PLACEHOLDER = re.compile(r"\{\w*\}|%n|%\d")

# English words as whole words, and the Korean that stands for them wherever they occur.
TERMS = {
    r"forget gates?": "망각 게이트",
    r"input gates?": "입력 게이트",
    r"output gates?": "출력 게이트",
    r"reset gates?": "리셋 게이트",
    r"update gates?": "업데이트 게이트",
    r"gates?": "게이트",
    r"hidden states?": "은닉 상태",
    r"cell states?": "셀 상태",
    r"hidden units?": "은닉 유닛",
    r"candidates?": "후보",
    r"gradients?": "기울기",
    r"vanish(es|ed|ing)?": "소실",
    r"explodes?": "폭주",
    r"clipp(ed|ing)": "클리핑",
    r"loss(es)?": "손실",
    r"learning rate": "학습률",
    r"validation": "검증",
    r"keyframes?": "키프레임",
    r"probe": "관찰 구간",
    r"weights": "가중치",
    r"eigenvalues?": "고윳값",
    r"spectral radius": "스펙트럼 반지름",
    r"unit circle": "단위원",
    r"saturation": "포화",
    r"skill": "예측력",
    r"season(al)?": "계절",
    r"transform": "변환",
    r"temperature": "온도",
    r"perplexity": "퍼플렉서티",
    r"one-hot": "원-핫",
    r"embedding": "임베딩",
    r"dropout": "드롭아웃",
    r"optimiser": "최적화기",
    r"parameters?": "매개변수",
    r"heat maps?": "히트맵",
    r"stack": "스택",
    r"cursor": "커서",
    r"playhead": "재생 위치",
    r"timeline": "타임라인",
    r"sessions?": "세션",
    r"device": "장치",
    r"threads?": "스레드",
    r"free running": "자유 실행",
}
NEVER = ("훈련", "경사", "레이어", "뉴런", "해요")  # another word stands for each


def told(message: Message) -> str:
    return f"{message.context}: {message.source!r} → {message.forms}"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translations as the sources of this moment make them."""
    copy = tmp_path_factory.mktemp("translations") / TS.name
    shutil.copy(TS, copy)
    translations.update(copy)
    return copy


def test_every_text_is_translated():
    assert len(MESSAGES) > 500
    assert [told(m) for m in MESSAGES if m.kind or not all(form.strip() for form in m.forms)] == []


def test_the_translations_are_those_of_the_sources(fresh: Path):
    found = {m.key for m in translations.messages(fresh)}
    known = {m.key for m in MESSAGES}
    assert found - known == set(), "new in the sources: python -m tests.translations"
    assert known - found == set(), "no longer in the sources: python -m tests.translations"


def test_what_is_loaded_is_made_from_what_is_written(tmp_path: Path):
    made = tmp_path / "made.qm"
    translations.release(qm=made)
    assert made.read_bytes() == TS.with_suffix(".qm").read_bytes(), "python -m tests.translations"


def test_every_text_is_found_by_its_context():
    """lupdate takes the context from the sources; nothing without one, nothing that is read as a comment."""
    assert [told(m) for m in MESSAGES if not m.context or m.comment or m.context in ("QCoreApplication", "view")] == []


def test_placeholders_are_kept():
    def differ(m: Message) -> bool:
        return any(sorted(PLACEHOLDER.findall(m.source)) != sorted(PLACEHOLDER.findall(form)) for form in m.forms)

    assert [told(m) for m in MESSAGES if differ(m)] == []


@pytest.mark.parametrize("term", TERMS)
def test_one_word_stands_for_one_thing(term: str):
    found = re.compile(rf"(?<![\w{{-]){term}(?![\w}}-])", re.IGNORECASE)
    with_it = [m for m in MESSAGES if found.search(m.source)]
    assert [told(m) for m in with_it if not all(TERMS[term] in form for form in m.forms)] == []


@pytest.mark.parametrize("word", NEVER)
def test_no_other_word_stands_for_it(word: str):
    assert [told(m) for m in MESSAGES if any(word in form for form in m.forms)] == []


def test_the_ends_of_sentences_are_kept():
    """What is a sentence ends as one; what is a name does not. A text that ends in … goes on."""

    def differ(m: Message, form: str) -> bool:
        return m.source.endswith("…") != form.endswith("…") or (m.source.endswith("?") and not form.endswith("?"))

    assert [told(m) for m in MESSAGES if any(differ(m, form) for form in m.forms)] == []


@pytest.fixture
def korean(qapp):
    language.apply(qapp, language.KOREAN)
    yield
    language.apply(qapp, language.ENGLISH)


def test_every_text_is_found_at_run_time(korean):
    plain = [m for m in MESSAGES if len(m.forms) == 1 and "%n" not in m.source]
    lost = [told(m) for m in plain if QCoreApplication.translate(m.context, m.source) != m.forms[0]]
    assert lost == []


def test_qts_own_texts_come_along(korean):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"
    assert QTranslator().load("gatescope_ko", resources.translations())
