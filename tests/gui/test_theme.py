import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from gatescope import resources
from gatescope.gui.controllers.letters import Letters
from gatescope.gui.kit.fields import label, line
from gatescope.gui.look import icons, theme
from gatescope.gui.memory.remembered import LETTERS, Settings


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_theme_is_applied_and_told(qapp, qtbot, name):
    other = {"light": "dark", "dark": "light"}[name]
    theme.apply(qapp, other)
    with qtbot.waitSignal(theme.changed(qapp)):
        theme.apply(qapp, name)
    assert theme.current() is theme.PALETTES[name]
    assert theme.choice(qapp) == name
    assert qapp.palette().window().color().name() == theme.current().window
    assert theme.current().accent in qapp.styleSheet()


def test_an_unknown_theme_is_refused(qapp):
    with pytest.raises(ValueError, match="sepia"):
        theme.apply(qapp, "sepia")


def test_the_system_scheme_is_followed_only_when_chosen(qapp, qtbot):
    theme.apply(qapp, "system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.current().dark is dark
    with qtbot.waitSignal(theme.changed(qapp)):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.apply(qapp, "dark")
    with qtbot.assertNotEmitted(theme.changed(qapp)):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current().dark


def test_the_style_sheet_leaves_no_name_open():
    for look in theme.PALETTES.values():
        sheet = theme.style_sheet(look)
        assert not re.search(r"\$\w", sheet)
        for path in re.findall(r'url\("(.*?)"\)', sheet):
            assert Path(path).read_text(encoding="utf-8").startswith("<svg")


def test_a_primary_button_has_the_accent(qapp, qtbot):
    button = QPushButton("Play")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.resize(100, 30)
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        button.ensurePolished()
        assert button.grab().toImage().pixelColor(10, 15).name() == theme.current().accent


def test_figures_are_tabular_and_hangul_is_drawn(qapp):
    metrics = QFontMetricsF(theme.font())
    assert len({round(metrics.horizontalAdvance(digit * 4), 3) for digit in "0123456789"}) == 1
    assert QFontInfo(theme.font()).family() == "Inter"
    assert any("Nanum" in f or "Noto Sans CJK" in f or "Gothic" in f for f in theme.font().families())


def test_bold_is_bolder(qtbot, qapp):
    assert theme.font(bold=True).weight() > theme.font().weight()
    label = QLabel("1,204")
    qtbot.addWidget(label)
    assert label.font().pixelSize() == theme.TEXT == QApplication.font().pixelSize()


def test_runs_keep_their_colour():
    assert theme.run_colour(0) == theme.current().accent
    assert theme.run_colour(3) == theme.run_colour(3 + len(theme.current().runs))


ICONS = sorted(path.stem for path in Path(resources.icon_path("play")).parent.glob("*.svg"))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp, name):
    image = icons.icon(name, "#ff0000").pixmap(32, 32).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    }
    assert seen
    if "currentColor" in resources.icon_svg(name):
        assert seen <= {"#ff0000", "#fe0000"}


def test_icons_follow_the_theme(qapp):
    one = icons.icon("play").pixmap(32, 32).toImage()
    theme.apply(qapp, "dark")
    assert icons.icon("play").pixmap(32, 32).toImage() != one


def test_a_missing_icon_is_an_error():
    with pytest.raises(FileNotFoundError):
        icons.icon("nothing")


def test_letters_of_another_size_leave_the_style_sheet_alone_and_come_back_as_they_were(qapp, qtbot):
    theme.apply(qapp, theme.LIGHT)
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    button, own = QPushButton("Play"), QLabel("bold")
    button.setProperty("kind", "primary")
    own.setFont(theme.font(theme.SMALL, bold=True))
    titles = [label("words", role) for role in ("", "heading", "title", "small")]
    for part in (button, own, *titles):
        column.addWidget(part)
    box.show()
    parts = (button, own, *titles)
    seen = lambda: [(part.font().pixelSize(), part.font().weight()) for part in parts]  # noqa: E731
    before, sheet = seen(), qapp.styleSheet()
    assert [size for size, _ in before] == [12, 11, 12, 11, 14, 11]
    for letters in (1.5, 1.2):
        theme.enlarge(qapp, letters)
        assert [size for size, _ in seen()] == [round(size * letters) for size, _ in before]
        assert qapp.styleSheet() == sheet
        later = label("made meanwhile", "small")
        qtbot.addWidget(later)
        assert later.font().pixelSize() == round(theme.SMALL * letters)
    theme.enlarge(qapp, 1.0)
    assert seen() == before
    button.setProperty("kind", "quiet")
    button.style().polish(button)
    assert button.font().weight() == QFont.Weight.Normal, "what was enlarged has no weight of its own"


def test_what_is_put_elsewhere_keeps_the_size_of_its_letters(qapp, qtbot):
    theme.apply(qapp, theme.LIGHT)
    with theme.undressed(qapp):
        here, card, there = QWidget(), QWidget(), QWidget()
        for box in (here, there):
            qtbot.addWidget(box)
        card.setParent(here)
        texts = [label("words", role) for role in ("small", "heading", "title", "muted")]
        column = QVBoxLayout(card)
        for text in texts:
            column.addWidget(text)
    theme.size(qapp, 1.25)
    card.setParent(there)
    there.show()
    card.show()
    theme.apply(qapp, theme.DARK)
    assert [text.font().pixelSize() for text in texts] == [14, 14, 18, 15]
    theme.size(qapp, 1.0)
    card.setParent(here)
    here.show()
    assert [text.font().pixelSize() for text in texts] == [11, 11, 14, 12]


def test_what_has_a_size_for_its_letters_gets_one_for_larger_ones_and_lines_stay_thin(qapp, qtbot):
    theme.apply(qapp, theme.LIGHT)
    box, field, rule, free = QWidget(), QLabel("field"), line(), QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    field.setFixedSize(104, 26)
    for part in (field, rule, free):
        column.addWidget(part)
    box.show()
    box.setMinimumWidth(300)
    theme.size(qapp, 1.25)
    theme.enlarge(qapp, 1.5)  # before an audience letters grow alone
    assert (field.width(), field.height(), field.font().pixelSize()) == (130, 32, round(12 * 1.25 * 1.5))
    assert (rule.height(), box.minimumWidth(), free.maximumWidth()) == (1, 300, QWidget().maximumWidth())
    theme.enlarge(qapp, 1.0)
    theme.size(qapp, 1.0)
    assert (field.width(), field.height(), field.font().pixelSize()) == (104, 26, 12)


def test_letters_go_up_and_down_their_steps_and_are_remembered(qapp, tmp_path):
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    letters = Letters(settings)
    assert (letters.usual, letters.largest) == (True, False)
    for at in (1, 2, 2):
        letters.turn(1)
        assert (settings.letters, theme.letters()) == (LETTERS[at], LETTERS[at] / 100)
    assert letters.largest
    letters.turn(-1)
    assert Letters(settings).usual is False
    letters.reset()
    assert (theme.letters(), letters.usual) == (1.0, True)
