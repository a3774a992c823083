import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication

from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import fonts, language, theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow
from tests.gui.windows import built

FAKE = str(Path(__file__).with_name("fake_engine.py"))


@pytest.fixture
def without_hangul(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "hangul", lambda: "")


@pytest.fixture
def make(qtbot, qapp, tmp_path):
    theme.apply(qapp, "light")
    bridge = EngineBridge((sys.executable, FAKE))  # never started

    def build() -> MainWindow:
        settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
        window = built(Conductor(bridge), settings)
        qtbot.addWidget(window)
        return window

    yield build
    bridge.deleteLater()
    language.apply(qapp, language.ENGLISH)


def test_the_first_wanted_family_is_chosen() -> None:
    known = ["NanumMyeongjo", "NanumGothic", "Noto Sans CJK KR"]
    assert fonts.chosen(known, ("Pretendard", "Noto Sans CJK KR", "NanumGothic")) == "Noto Sans CJK KR"


def test_else_one_for_an_interface_else_any() -> None:
    assert fonts.chosen(["NanumMyeongjo", "Some Gothic"], ("Malgun Gothic",)) == "Some Gothic"
    assert fonts.chosen(["NanumMyeongjo"], ("Malgun Gothic",)) == "NanumMyeongjo"
    assert fonts.chosen([], ("Malgun Gothic",)) == ""


@pytest.mark.parametrize(
    ("platform", "family"), [("win32", "Malgun Gothic"), ("darwin", "Apple SD Gothic Neo"), ("linux", "NanumGothic")]
)
def test_each_platform_has_its_own(platform: str, family: str) -> None:
    assert family in fonts.HANGUL[platform]


def test_latin_comes_before_hangul(qapp: QApplication) -> None:
    found = fonts.families()
    assert found[0] == "Inter"
    if fonts.hangul():
        assert found.index(fonts.hangul()) > found.index("Inter")


@pytest.mark.parametrize(
    ("text", "has"), [("loss", False), ("은닉 상태", True), ("a ㄱ", True), ("漢字", False), ("", False)]
)
def test_hangul_is_told_from_other_letters(text: str, has: bool) -> None:
    assert fonts.has_hangul(text) is has


def test_hangul_is_no_box(qapp: QApplication) -> None:
    """Different syllables are drawn differently, also by a painter with the interface's font."""
    if not fonts.hangul():
        pytest.skip("no font with Hangul is installed here")
    theme.apply(qapp, "light")
    assert QRawFont.fromFont(theme.font()).isValid()
    drawn = []
    for text in ("가", "힣"):
        image = QImage(32, 32, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setFont(theme.font(20))
        painter.drawText(4, 24, text)
        painter.end()
        drawn.append(bytes(image.constBits()))
    assert drawn[0] != drawn[1]
    assert QFontMetricsF(theme.font()).horizontalAdvance("가") > 0


def test_korean_without_hangul_says_what_to_install(make, qapp: QApplication, without_hangul: None) -> None:
    window = make()
    assert "fonts" not in window.bars.texts
    language.apply(qapp, language.KOREAN)
    qapp.processEvents()
    assert "fonts-nanum" in window.bars.texts["fonts"]
    assert not fonts.has_hangul(window.bars.texts["fonts"])
    window.bars.clear("fonts")
    window.conductor.data_changed.emit()
    assert "fonts" not in window.bars.texts  # said once is enough


def test_with_hangul_nothing_is_said(make, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "hangul", lambda: "NanumGothic")
    window = make()
    language.apply(qapp, language.KOREAN)
    qapp.processEvents()
    assert "fonts" not in window.bars.texts
