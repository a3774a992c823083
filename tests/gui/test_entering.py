"""Every field there is, in the window, the import screen and each dialog: what the wheel and typing do to it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QMainWindow,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gatescope.gui.kit.fields import Choice, Decimal, Maybe, Number, Whole
from gatescope.gui.look import theme
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups
DIALOGS = ("settings", "export", "run_table", "help", "shortcuts", "import")
GUI = Path(__file__).parents[2] / "gui"


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()


def opened(stage: Stage, qtbot: QtBot) -> None:
    """Everything that has fields."""
    for name in DIALOGS:
        assert stage.window.actions_by_name[name].isEnabled(), name
        stage.window.actions_by_name[name].trigger()
    qtbot.waitUntil(lambda: stage.window.files.screen is not None and bool(fields(stage.window.files.screen)))


def fields(top: QWidget) -> list[QWidget]:
    """Every one in it, seen or not."""
    found = [w for kind in (QAbstractSpinBox, QComboBox, QAbstractSlider) for w in top.findChildren(kind)]
    return [w for w in found if not isinstance(w, QScrollBar)]


def everywhere() -> list[QWidget]:
    """All of ours; the plots have menus of their own that nobody can open."""
    tops = [top for top in QApplication.topLevelWidgets() if isinstance(top, QMainWindow | QDialog)]
    return [field for top in tops for field in fields(top) if field.window() is top]


def value(field: QWidget) -> object:
    return field.currentIndex() if isinstance(field, QComboBox) else field.value()  # type: ignore[attr-defined]


def rolled(field: QWidget, turn: int) -> bool:
    """Whether the field took the wheel."""
    at = QPointF(field.rect().center())
    none, still = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    everywhere = QPointF(field.mapToGlobal(at))
    event = QWheelEvent(at, everywhere, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, none, still, False)
    field.wheelEvent(event)
    return event.isAccepted()


def test_no_field_anywhere_takes_the_wheel_without_the_focus(stage: Stage, qtbot: QtBot) -> None:
    opened(stage, qtbot)
    found = everywhere()
    assert len(found) > 50
    for field in found:
        if field.hasFocus():
            continue
        before = value(field)
        assert not any([rolled(field, 120), rolled(field, -120)]), field.accessibleName()
        assert value(field) == before, field.accessibleName()
        assert not field.focusPolicy() & ~Qt.FocusPolicy.StrongFocus, field.accessibleName()  # nor the focus with it


@pytest.mark.parametrize(
    "field",
    [lambda: Whole(0, 9, 5), lambda: Number(0, 9, 5), lambda: Decimal(-9, 9, 5)],
    ids=["whole", "number", "decimal"],
)
def test_a_field_takes_the_wheel_once_it_has_the_focus(qtbot: QtBot, field) -> None:
    made = field()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert rolled(made, 120)
    assert made.value() > 5


@pytest.mark.parametrize("make", [lambda: Whole(1, 9, 5), lambda: Decimal(0, 9, 5.0), lambda: Number(0, 9, 5.0)])
def test_nothing_is_marked_in_a_field_that_one_has_left(qtbot: QtBot, make) -> None:
    box, field, other = QWidget(), make(), QPushButton()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    column.addWidget(field)
    column.addWidget(other)
    with qtbot.waitActive(box):
        box.show()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    assert field.lineEdit().hasSelectedText()
    other.setFocus()
    assert not field.lineEdit().hasSelectedText()


def test_fields_are_made_in_one_place() -> None:
    """What is made of Qt's own would take the wheel and cut what is typed."""
    bare = re.compile(
        r"\bQ(?:Double)?SpinBox\(\)|\bQComboBox\(\)|\bQSlider\(|class \w+\((?:Q\w*SpinBox|QComboBox|QSlider)"
    )
    found = [path for path in GUI.rglob("*.py") if bare.search(path.read_text(encoding="utf-8"))]
    assert not found


def entered(field: QSpinBox | QDoubleSpinBox, text: str) -> None:
    field.lineEdit().selectAll()
    QTest.keyClicks(field.lineEdit(), text)
    assert text in field.lineEdit().text()  # nothing is cut while it is typed
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)


def test_a_number_beyond_the_bounds_of_any_field_becomes_the_bound(stage: Stage, qtbot: QtBot) -> None:
    opened(stage, qtbot)
    found = [f for f in everywhere() if isinstance(f, QSpinBox | QDoubleSpinBox) and f.isEnabled()]
    assert len(found) > 20
    for field in found:
        most = field.maximum()
        entered(field, f"{10 * int(most) + 7}")
        assert field.value() == most, field.accessibleName()


@pytest.mark.parametrize(
    ("field", "typed", "value", "said"),
    [
        (lambda: Whole(1, 1000, 5), "100000", 1000, "1,000 is the most."),
        (lambda: Whole(1, 1024, 5), "4096", 1024, "1,024 is the most."),
        (lambda: Whole(1, 1024, 5), "9" * 400, 1024, "1,024 is the most."),
        (lambda: Whole(2, 1024, 5), "0", 2, "2 is the least."),
        (lambda: Whole(-3, 3, 0), "-12", -3, "−3 is the least."),
        (lambda: Whole(1, 1024, 5), "77", 77, ""),
        (lambda: Number(0.0, 0.9, 0.3), "17", 0.9, "0.9 is the most."),
        (lambda: Number(1e-6, 10.0, 0.3), "1e9", 10.0, "10 is the most."),
        (lambda: Number(1e-6, 10.0, 0.3), "0", 1e-6, "1e-06 is the least."),
        (lambda: Number(1e-6, 10.0, 0.3), "0,5", 0.5, ""),
        (lambda: Maybe(10.0), "99", 10.0, "10 is the most."),
        (lambda: Decimal(-100, 100, 1), "-1000", -100, "−100 is the least."),
    ],
)
def test_what_is_typed_becomes_the_nearest_that_can_be_and_that_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, field, typed: str, value: float, said: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_more: told.append(text))
    made = field()
    qtbot.addWidget(made)
    made.show()
    entered(made, typed)
    assert made.value() == pytest.approx(value)
    assert told == ([said] if said else [])


def test_a_prefix_and_a_suffix_stay(qtbot: QtBot) -> None:
    made = Whole(1, 500, 5)
    made.setPrefix("× ")
    made.setSuffix(" MB")
    qtbot.addWidget(made)
    entered(made, "70000")
    assert made.value() == 500
    assert made.text() == "× 500 MB"


def shown_whole(choice: QComboBox) -> bool:
    """Whether every entry is seen, or a scroll bar says that there are more."""
    choice.showPopup()
    view = choice.view()
    QApplication.processEvents()
    last = view.visualRect(choice.model().index(choice.count() - 1, 0))
    bar = view.verticalScrollBar()
    whole = last.bottom() < view.viewport().height()
    scrolls = bar.isVisible() and bar.maximum() > 0 and choice.count() > choice.maxVisibleItems()
    choice.hidePopup()
    return whole or scrolls


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 14, 40])
def test_a_list_that_opens_shows_its_last_entry(qtbot: QtBot, qapp: QApplication, count: int, dark: bool) -> None:
    theme.apply(qapp, theme.DARK if dark else theme.LIGHT)
    choice = Choice([(f"entry {at}", at) for at in range(count)])
    qtbot.addWidget(choice)
    choice.move(20, 20)
    choice.show()
    assert shown_whole(choice)  # the first time, when nothing has been laid out yet
    assert shown_whole(choice)


def test_every_list_there_is_shows_its_last_entry(stage: Stage, qtbot: QtBot) -> None:
    opened(stage, qtbot)
    lists = [f for f in everywhere() if isinstance(f, QComboBox) and f.isVisible() and f.count() and f.isEnabled()]
    assert len(lists) > 8
    for each in lists:
        assert shown_whole(each), each.accessibleName()
